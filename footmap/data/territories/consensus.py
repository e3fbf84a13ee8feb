"""One consensus of the dermatome maps, a soft vote on the skin coordinates, and where the maps differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from footmap.core.chart import FloatArray
from footmap.core.ids import LEVELS, DrawnMapId

from .file import BoolArray, TerritoryFile
from .grid import Grid, blur
from .model import ConsensusModel

_S_STEP: Final = 3.0
_A_STEP: Final = 1.5
_FINE_MM: Final = 2.0
_FINE_DEG: Final = 1.0
"""Cells on which cores and margins are opened."""
_FOOT_FROM: Final = 400.0
_FOOT_FULL: Final = 480.0


def members(layer: TerritoryFile, s: FloatArray, a: FloatArray) -> BoolArray:
    """(n, levels) membership of points in one dermatome map, be it a partition or free shapes."""
    out = np.zeros((len(s), len(LEVELS)), bool)
    if layer.names:
        owner = layer.label(s, a)
        for i, name in enumerate(layer.names):
            if name in LEVELS:
                out[owner == i, LEVELS.index(name)] = True
    for name, item in layer.model.shapes.items():
        out[:, LEVELS.index(name)] |= layer.inside(item.shape, s, a)
    return out


DISAGREEMENT: Final = ("agree", "neighbours", "apart")
"""How far the maps differ at a point: not at all, by one level, by two and more."""


def _apart(maps: Mapping[DrawnMapId, TerritoryFile], s: FloatArray, a: FloatArray) -> NDArray[np.int64]:
    """Index into `DISAGREEMENT` for every point, -1 where fewer than two maps draw a level, as the maps are drawn."""
    drawn = np.stack([members(layer, s, a) for layer in maps.values()])
    voices = drawn.any(2).sum(0)
    named: BoolArray = np.asarray(drawn.any(0))
    first = named.argmax(1)
    last = len(LEVELS) - 1 - named[:, ::-1].argmax(1)
    return np.where(voices >= 2, np.minimum(last - first, len(DISAGREEMENT) - 1), -1)


class Disagreement:
    """Skin by how far the maps differ, without strips too narrow to mean more than two drawings of one border.

    Parameters
    ----------
    maps : mapping of map id to TerritoryFile
    least_mm : float
        Strips narrower than this go to what lies beside them.
    """

    def __init__(self, maps: Mapping[DrawnMapId, TerritoryFile], least_mm: float) -> None:
        self._maps = maps
        self._grid = Grid(next(iter(maps.values())).chart, 1.0, 0.5)
        image = self._grid.image(_apart(maps, *self._grid.points)) + 1
        broad = np.stack([image == i for i in range(len(DISAGREEMENT) + 1)], axis=2)
        reach = np.full(len(self._grid.s), least_mm / 2)
        broad = self._grid.opened(broad, reach)
        self._kept = self._grid.dilated(broad, np.full(len(self._grid.s), self._grid.step_mm))
        votes = broad.astype(np.float32)
        self._near = self._grid.blurred(votes, least_mm / 2) + 1e-3 * self._grid.blurred(votes, 2 * least_mm)

    def at(self, s: FloatArray, a: FloatArray) -> NDArray[np.int64]:
        """Index into `DISAGREEMENT` for every point, -1 where fewer than two maps draw a level.

        Maps that leave the skin blank have no say there.
        """
        drawn = _apart(self._maps, s, a)
        kept = self._grid.nearest(self._kept, s, a)[np.arange(len(drawn)), drawn + 1]
        return np.where(kept, drawn, self._grid.between(self._near, s, a).argmax(1) - 1)


class Consensus:
    """Every map votes with its weight and so do the weights of skin regions.

    The votes are blurred by the usual width of overlap, so that borders are smooth and lie half way between maps
    that disagree. Strips too narrow to be painted and patches of a core that barely pass are left out, and skin that
    no level reaches belongs to the margin of its best.

    Parameters
    ----------
    rule : ConsensusModel
    maps : mapping of map id to TerritoryFile
    regions : TerritoryFile
    """

    def __init__(self, rule: ConsensusModel, maps: Mapping[DrawnMapId, TerritoryFile], regions: TerritoryFile) -> None:
        self.rule = rule
        self._grid = Grid(regions.chart, _S_STEP, _A_STEP)
        s, a = self._grid.points
        drawn: FloatArray = np.zeros((len(s), len(LEVELS) + 1))
        for map_id, layer in maps.items():
            drawn[:, :-1] += rule.map_weight[map_id] * members(layer, s, a)
            drawn[:, -1] += rule.map_weight[map_id] * _outside(layer, s, a)
        region = regions.label(s, a)
        weighed: FloatArray = np.zeros((len(s), len(LEVELS) + 1))
        for j, level in enumerate(LEVELS):
            for name, weight in rule.region_weights.get(level, {}).items():
                weighed[region == regions.names.index(name), j] += rule.region_weight * weight
        votes = self._soft(drawn, rule.blur) + self._soft(weighed, rule.region_blur)
        self._votes, self._other = votes[:, :, :-1], votes[:, :, -1:]
        self._fine = Grid(regions.chart, _FINE_MM, _FINE_DEG)
        self._core_kept, self._margin_kept = self._broad()

    def _soft(self, votes: FloatArray, blur: Mapping[Literal["limb", "foot"], tuple[float, float]]) -> FloatArray:
        """Votes (n, k) of the grid's points as an image, blurred on the leg and on the foot by their own widths."""
        image = self._grid.image(votes)
        foot = _on_foot(self._grid.s)[:, None, None]
        # each blur only where it counts: a reach above and below the blend
        above, below = (int(np.searchsorted(self._grid.s, v)) for v in (_FOOT_FULL, _FOOT_FROM))
        reach = int(6 * blur["limb"][0] / _S_STEP)
        limb, feet = np.zeros_like(image), np.zeros_like(image)
        limb[:above] = _soft(image[: above + reach], *blur["limb"])[:above]
        feet[below:] = _soft(image[max(below - reach, 0) :], *blur["foot"])[min(reach, below) :]
        return np.asarray((1 - foot) * limb + foot * feet)

    def _broad(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Where a core and a margin may lie (more than one half): images (rows, columns, levels)."""
        grid, rule = self._fine, self.rule
        votes = grid.image(self._grid.between(self._votes, *grid.points))
        core, margin = self._passing(votes)
        foot = _on_foot(grid.s)
        reach = (1 - foot) * rule.opening_mm["limb"] + foot * rule.opening_mm["foot"]
        core, margin = grid.opened(core, reach), grid.opened(margin, reach)
        for j in range(len(LEVELS)):
            piece, count = grid.pieces(core[:, :, j])
            best = np.zeros(count + 1)
            np.maximum.at(best, piece, votes[:, :, j])
            core[:, :, j] &= best[piece] >= rule.core_peak
        beside = np.full(len(grid.s), 1.5 * _FINE_MM)
        core, margin = grid.dilated(core, beside), grid.dilated(margin, beside)
        return grid.blurred(core.astype(np.float32), _FINE_MM), grid.blurred(margin.astype(np.float32), _FINE_MM)

    def _passing(self, votes: FloatArray) -> tuple[BoolArray, BoolArray]:
        """Core and margin by votes (..., levels) alone."""
        top: BoolArray = votes >= votes.max(-1, keepdims=True)
        return (votes >= self.rule.core_score) & top, votes >= self.rule.margin_score

    def score(self, s: FloatArray, a: FloatArray) -> FloatArray:
        """(n, levels) votes at points of the skin coordinates."""
        return self._grid.between(self._votes, s, a)

    def zones(self, s: FloatArray, a: FloatArray) -> tuple[BoolArray, BoolArray]:
        """Core mask, and mask of core and margin together, each (n, levels). Levels may overlap in the margin."""
        votes = self.score(s, a)
        core, margin = self._passing(votes)
        core &= self._fine.between(self._core_kept, s, a) > 0.5
        margin = (margin & (self._fine.between(self._margin_kept, s, a) > 0.5)) | core
        best: BoolArray = votes >= np.maximum(votes.max(1, keepdims=True), self._grid.between(self._other, s, a))
        blank = ~margin.any(1, keepdims=True) & (votes.max(1, keepdims=True) > 0)
        return core, margin | (best & blank)


def _outside(layer: TerritoryFile, s: FloatArray, a: FloatArray) -> BoolArray:
    """Points that a map gives to what lies beyond the limb's levels."""
    numbers = [i for i, name in enumerate(layer.names) if layer.model.areas[name].zone == "outside"]
    if not numbers:
        return np.zeros(len(s), bool)
    return np.asarray(np.isin(layer.label(s, a), numbers))


def _on_foot(s: FloatArray) -> FloatArray:
    """0 on the leg to 1 on the foot."""
    return np.clip((s - _FOOT_FROM) / (_FOOT_FULL - _FOOT_FROM), 0, 1)


def _soft(votes: FloatArray, mm: float, degrees: float) -> FloatArray:
    return blur(blur(votes, mm / _S_STEP, 0, "edge"), degrees / _A_STEP, 1, "wrap")
