"""What the place and the quality of paint say about each hypothesis, in natural logarithms.

A drawing is compared with the density that a way of showing lays over the skin, beside a background of misplaced and
referred paint, so that large territories gain nothing by their size. Evidence of many patches saturates.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..views import SIDES, FloatArray, Side
from .cells import FOOT, LEG, Cells
from .fields import Fields
from .hypotheses import Hypotheses
from .scoring import Scoring

SENSORY: Final = ("numbness", "tingling", "burning")
LOSS: Final = ("numbness", "tingling")
PLACES: Final = ("right", "left", "both")
Painted = Mapping[Side, Mapping[str, FloatArray]]
"""Side -> quality -> part of each cell that is painted, 0-1."""


@dataclass(frozen=True)
class Amounts:
    """Paint of one limb: cells with numbness or tingling, other painted cells, and the weight of each, 0-1."""

    loss: FloatArray
    pain: FloatArray
    weight: FloatArray

    @property
    def any(self) -> FloatArray:
        """Painted part of each cell."""
        return self.loss + self.pain


@dataclass(frozen=True)
class PaintEvidence:
    """Log evidence (hypotheses,) of the paint, step by step; the steps add up.

    Attributes
    ----------
    place : where paint lies, on one side or both
    unpainted : the core that is left out
    roots : a root that explains the paint is not left too far behind a nerve; roots are told apart within bounds only
    quality : whether a sensory quality was drawn
    explained : share of the paint that the hypothesis explains, 0-1, at its best way of showing
    side : chance of right, left, both for each hypothesis (hypotheses, 3), given the paint
    patches : float
        Independent patches that are painted.
    loss_share : float
        Share of them with numbness or tingling.
    best_row : (sites,) intp
        The way of showing that fits best.
    """

    place: FloatArray
    unpainted: FloatArray
    roots: FloatArray
    quality: FloatArray
    explained: FloatArray
    side: FloatArray
    patches: float
    loss_share: float
    has_sensory: bool
    best_row: NDArray[np.intp]

    @property
    def total(self) -> FloatArray:
        """All of it (hypotheses,)."""
        return self.place + self.unpainted + self.roots + self.quality


class PaintScorer:
    """Scores paint against every hypothesis; a few milliseconds a drawing."""

    def __init__(self, cells: Cells, fields: Fields, hypotheses: Hypotheses, scoring: Scoring) -> None:
        self._hypotheses, self._scoring, self._fields = hypotheses, scoring, fields
        size = np.where(
            cells.part == FOOT,
            scoring.patch_foot_cm2,
            np.where(cells.part == LEG, scoring.patch_leg_cm2, scoring.patch_thigh_cm2),
        )
        self.patch = cells.area_cm2 / size
        whole = 2.0 * self.patch.sum()
        self._one, self._both = {}, {}
        self._full, self._core, self._core_patches = {}, {}, {}
        self._background = {"loss": scoring.background_sensory, "pain": scoring.background_pain}
        for kind, field in (("loss", fields.felt), ("pain", fields.hurts)):
            density = field / np.maximum(field @ self.patch, 1e-9)[:, None] * whole
            # a way that seldom gives such paint anywhere leaves it to the background
            told = (1.0 - self._background[kind]) * np.minimum(
                field.max(axis=1, keepdims=True) / scoring.full_from, 1.0
            )
            self._one[kind] = np.log(told * density + (1.0 - told)).astype(np.float32)
            self._both[kind] = np.log(told * density / 2.0 + (1.0 - told)).astype(np.float32)
            self._full[kind] = np.minimum(field / scoring.full_from, 1.0).astype(np.float32)
            self._core[kind] = (field > scoring.core_from).astype(np.float32)
            self._core_patches[kind] = self._core[kind] @ self.patch
        root_sites = np.zeros(len(fields.sites), dtype=bool)
        root_sites[hypotheses.site[hypotheses.is_root]] = True
        self._root_row = root_sites[fields.row_site]
        self._starts = np.searchsorted(fields.row_site, np.arange(len(fields.sites)))

    def amounts(self, painted: Painted) -> dict[Side, Amounts]:
        """Painted cells of both limbs."""
        none = np.zeros(len(self.patch))
        out: dict[Side, Amounts] = {}
        for side in SIDES:
            loss, other, weight = none, none, none
            for quality, part in painted.get(side, {}).items():
                if quality in LOSS:
                    loss = np.maximum(loss, part)
                else:
                    other = np.maximum(other, part)
                weight = np.maximum(weight, self._scoring.quality_weight(quality) * (part > 0))
            out[side] = Amounts(loss, np.maximum(other - loss, 0.0), weight)
        return out

    def temper(self, patches: float) -> float:
        """Weight of a painted patch: evidence saturates, and the smallest mark counts as a place."""
        cap = self._scoring.n_cap
        return cap * (1.0 - math.exp(-max(patches, self._scoring.n_min) / cap)) / max(patches, 1e-6)

    def score(self, painted: Painted) -> PaintEvidence | None:
        """Evidence of a drawing; None where nothing is painted."""
        amounts = self.amounts(painted)
        patches = float(sum((a.any * self.patch).sum() for a in amounts.values()))
        if patches <= 0.0:
            return None
        has_sensory = any(q in SENSORY and p.any() for qs in painted.values() for q, p in qs.items())
        loss_share = float(sum((a.loss * self.patch).sum() for a in amounts.values())) / patches
        temper = self.temper(patches)
        fit, left, explained = [], [], []
        for place in PLACES:
            share = self._explained(amounts, place)
            fit.append(temper * self._density(amounts, place) + self._anchor(share))
            left.append(fit[-1] - self._absence(amounts, place, patches))
            explained.append(share)
        place_only, _ = self._over_ways(np.stack(fit))
        with_core, side = self._over_ways(np.stack(left))
        best = np.stack(explained).max(axis=0)
        rows = np.stack(left).max(axis=0) + np.log(self._fields.weight)
        best_row = np.array([s + int(np.argmax(rows[s:e])) for s, e in self._spans()], dtype=np.intp)
        share_of = self._hypotheses.of_sites(np.maximum.reduceat(best, self._starts))
        bounded = self._bounded(with_core, share_of, loss_share)
        sensory = self._hypotheses.sensory
        return PaintEvidence(
            place=place_only,
            unpainted=with_core - place_only,
            roots=bounded - with_core,
            quality=np.log(sensory if has_sensory else 1.0 - sensory) - math.log(0.5),
            explained=share_of,
            side=side,
            patches=patches,
            loss_share=loss_share,
            has_sensory=has_sensory,
            best_row=best_row,
        )

    def explained_cells(self, row: int, kind: str) -> NDArray[np.float32]:
        """How fully a way of showing explains each cell, 0-1; `kind` is loss or pain."""
        out: NDArray[np.float32] = self._full[kind][row]
        return out

    def core_cells(self, row: int, kind: str) -> NDArray[np.float32]:
        """Cells that a way of showing should leave painted, 0 or 1."""
        out: NDArray[np.float32] = self._core[kind][row]
        return out

    def _spans(self) -> list[tuple[int, int]]:
        ends = [*self._starts[1:], len(self._fields.row_site)]
        return [(int(s), int(e)) for s, e in zip(self._starts, ends, strict=True)]

    def _mass(self, amount: Amounts) -> list[tuple[str, FloatArray]]:
        return [(k, part * amount.weight * self.patch) for k, part in (("loss", amount.loss), ("pain", amount.pain))]

    def _density(self, amounts: Mapping[Side, Amounts], place: str) -> FloatArray:
        out = np.zeros(len(self._fields.weight))
        for side in SIDES:
            for kind, mass in self._mass(amounts[side]):
                at = np.flatnonzero(mass)
                if not len(at):
                    continue
                factor = np.where(self._root_row & (kind == "pain"), self._scoring.root_pain_factor, 1.0)
                if place in (side, "both"):
                    table = self._one[kind] if place == side else self._both[kind]
                    out += factor * (table[:, at] @ mass[at])
                else:
                    out += factor * math.log(self._background[kind]) * mass.sum()
        return out

    def _explained(self, amounts: Mapping[Side, Amounts], place: str) -> FloatArray:
        """Share of the weighted paint that each way explains."""
        num, total = np.zeros(len(self._fields.weight)), 0.0
        for side in SIDES:
            for kind, mass in self._mass(amounts[side]):
                at = np.flatnonzero(mass)
                total += float(mass.sum())
                if len(at) and place in (side, "both"):
                    num += self._full[kind][:, at] @ mass[at]
        return num / max(total, 1e-9)

    def _anchor(self, explained: FloatArray) -> FloatArray:
        floor = self._scoring.anchor_floor
        out: FloatArray = np.log(floor + (1.0 - floor) * np.minimum(1.0, explained / self._scoring.anchor_enough))
        return out

    def _absence(self, amounts: Mapping[Side, Amounts], place: str, patches: float) -> FloatArray:
        """Log units for the core that is left unpainted; limited, and small marks are not judged by it."""
        s = self._scoring
        kind = "loss" if any(a.loss.any() for a in amounts.values()) else "pain"
        unpainted = np.zeros(len(self._fields.weight))
        for side in SIDES:
            if place in (side, "both"):
                painted = amounts[side].any
                at = np.flatnonzero(painted)
                unpainted += self._core_patches[kind] - self._core[kind][:, at] @ (painted[at] * self.patch[at])
        limit = s.absence_limit * (1.0 - np.exp(-unpainted / s.absence_scale))
        out: FloatArray = s.absence * (1.0 - math.exp(-patches / s.absence_from)) * limit
        return out

    def _over_ways(self, rows: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Log evidence of each hypothesis over its ways and sides, and the chance of each side."""
        ways = np.logaddexp.reduceat(rows + np.log(self._fields.weight), self._starts, axis=1)
        h = self._hypotheses
        one, both = np.log((1.0 - h.both) / 2.0), np.log(h.both)
        sides = np.stack([ways[0][h.site] + one, ways[1][h.site] + one, ways[2][h.site] + both])
        total = np.logaddexp.reduce(sides, axis=0)
        return total - math.log(0.5), np.exp(sides - total).T

    def _bounded(self, value: FloatArray, explained: FloatArray, loss_share: float) -> FloatArray:
        """A root that explains the paint stays near the best nerve, and roots near each other."""
        s, root = self._scoring, self._hypotheses.is_root
        out = value.copy()
        top = float(value.max())
        near = top - s.root_cap * np.tanh((top - value) / s.root_cap)
        how = np.clip((explained - s.root_cap_from) / (1.0 - s.root_cap_from), 0.0, 1.0) * root
        out = np.maximum(out, out * (1.0 - how) + how * near)
        step = s.level_step(loss_share)
        best = float(out[root].max())
        behind = best - out[root]
        out[root] = best - step * np.tanh(behind / step) - s.level_tail * np.maximum(behind - step, 0.0)
        return out
