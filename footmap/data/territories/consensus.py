"""One consensus of the dermatome maps: a soft vote on the skin coordinates (rule in ``consensus.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from footmap.core.chart import FloatArray
from footmap.core.ids import LEVELS, DrawnMapId

from .file import S_END, S_TOP, BoolArray, TerritoryFile
from .model import ConsensusModel

_S_STEP: Final = 3.0
_A_STEP: Final = 1.5
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


def disagreement(maps: Mapping[DrawnMapId, TerritoryFile], s: FloatArray, a: FloatArray) -> NDArray[np.int64]:
    """Index into `DISAGREEMENT` for every point, -1 where fewer than two maps draw a level.

    Maps that leave the skin blank have no say there.
    """
    drawn = np.stack([members(layer, s, a) for layer in maps.values()])
    voices = drawn.any(2).sum(0)
    named: BoolArray = np.asarray(drawn.any(0))
    first = named.argmax(1)
    last = len(LEVELS) - 1 - named[:, ::-1].argmax(1)
    return np.where(voices >= 2, np.minimum(last - first, len(DISAGREEMENT) - 1), -1)


def _blur(votes: FloatArray, sigma: float, axis: int, mode: str) -> FloatArray:
    """Gaussian blur along one axis; `sigma` in cells, ends continued ("edge") or wrapped ("wrap")."""
    reach = int(4 * sigma + 0.5)
    weight = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    weight /= weight.sum()
    pad = [(0, 0)] * votes.ndim
    pad[axis] = (reach, reach)
    padded = np.pad(votes, pad, mode="wrap" if mode == "wrap" else "edge")
    out = np.zeros_like(votes)
    n = votes.shape[axis]
    for i, w in enumerate(weight):
        out += w * (padded[i : i + n] if axis == 0 else padded[:, i : i + n])
    return out


class Consensus:
    """Every map votes with its weight and so do the weights of skin regions.

    The votes are blurred by the usual width of overlap, so that borders are smooth and lie half way between maps
    that disagree.

    Parameters
    ----------
    rule : ConsensusModel
    maps : mapping of map id to TerritoryFile
    regions : TerritoryFile
    """

    def __init__(self, rule: ConsensusModel, maps: Mapping[DrawnMapId, TerritoryFile], regions: TerritoryFile) -> None:
        self.rule = rule
        s, a = np.arange(S_TOP, S_END, _S_STEP), np.arange(0, 360, _A_STEP)
        grid_s, grid_a = (g.ravel() for g in np.meshgrid(s, a, indexing="ij"))
        votes: FloatArray = np.zeros((len(grid_s), len(LEVELS)))
        for map_id, layer in maps.items():
            votes += rule.map_weight[map_id] * members(layer, grid_s, grid_a)
        region = regions.label(grid_s, grid_a)
        for j, level in enumerate(LEVELS):
            for name, weight in rule.region_weights.get(level, {}).items():
                votes[region == regions.names.index(name), j] += rule.region_weight * weight
        grid: FloatArray = votes.reshape(len(s), len(a), len(LEVELS))
        foot = np.clip((s - _FOOT_FROM) / (_FOOT_FULL - _FOOT_FROM), 0, 1)[:, None, None]
        # each blur only where it counts: a reach above and below the blend
        above, below = int(np.searchsorted(s, _FOOT_FULL)), int(np.searchsorted(s, _FOOT_FROM))
        limb_mm, limb_deg = rule.blur["limb"]
        foot_mm, foot_deg = rule.blur["foot"]
        reach = int(6 * limb_mm / _S_STEP)
        limb, feet = np.zeros_like(grid), np.zeros_like(grid)
        limb[:above] = self._soft(grid[: above + reach], limb_mm, limb_deg)[:above]
        feet[below:] = self._soft(grid[below - reach :], foot_mm, foot_deg)[reach:]
        self._votes = (1 - foot) * limb + foot * feet

    @staticmethod
    def _soft(votes: FloatArray, mm: float, degrees: float) -> FloatArray:
        return _blur(_blur(votes, mm / _S_STEP, 0, "edge"), degrees / _A_STEP, 1, "wrap")

    def score(self, s: FloatArray, a: FloatArray) -> FloatArray:
        """(n, levels) votes at points of the skin coordinates."""
        rows, columns, _ = self._votes.shape
        u = np.clip((np.asarray(s, float) - S_TOP) / _S_STEP, 0, rows - 1.000001)
        v = np.asarray(a, float) % 360 / _A_STEP
        i, j = u.astype(int), v.astype(int) % columns
        fu, fv = (u - i)[:, None], (v - np.floor(v))[:, None]
        k = (j + 1) % columns
        low = self._votes[i, j] * (1 - fv) + self._votes[i, k] * fv
        high = self._votes[i + 1, j] * (1 - fv) + self._votes[i + 1, k] * fv
        return np.asarray(low * (1 - fu) + high * fu)

    def zones(self, s: FloatArray, a: FloatArray) -> tuple[BoolArray, BoolArray]:
        """Core mask, and mask of core and margin together, each (n, levels). Levels may overlap in the margin."""
        votes = self.score(s, a)
        top: NDArray[np.bool_] = votes >= votes.max(1, keepdims=True)
        core = (votes >= self.rule.core_score) & top
        return core, (votes >= self.rule.margin_score) | core
