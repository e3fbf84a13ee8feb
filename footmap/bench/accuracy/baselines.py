"""What the localiser has to beat: simple comparisons of paint with the same sites, with and without the same clues."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

import numpy as np

from footmap.core.localiser.candidates import DEPTHS, Depth, members
from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.paint_evidence import LOSS, SENSORY
from footmap.core.views import SIDES, FloatArray

Baseline = Literal["overlap", "explained", "dice", "bernoulli"]
BASELINES: Final[tuple[Baseline, ...]] = ("overlap", "explained", "dice", "bernoulli")
Lists = Mapping[Depth, list[str]]
_MEMBER: Final = 0.35
"""Response from which skin belongs to a site for the comparisons of areas."""
_COVERAGE: Final = ((0.06, 0.25), (0.20, 0.30), (0.45, 0.25), (0.80, 0.20))
"""How much of a territory people paint, and how often."""
_OUTSIDE: Final = {"loss": 0.02, "pain": 0.05}
"""Chance that a patch outside is painted."""
_SHARPNESS: Final = 3.0
"""Log units for a doubling of e in a comparison of areas, where clues are added to it."""


class Baselines:
    """Ranks by simple comparisons.

    Parameters
    ----------
    localiser : Localiser
        Whose sites, causes, clues and frequencies are used.
    """

    def __init__(self, localiser: Localiser) -> None:
        self._localiser = localiser
        felt, hurts = localiser.fields.felt, localiser.fields.hurts
        self._mask = {"loss": (felt > _MEMBER).astype(np.float64), "pain": (np.maximum(felt, hurts) > _MEMBER) * 1.0}
        self._starts = np.searchsorted(localiser.fields.row_site, np.arange(len(localiser.fields.sites)))
        self._groups = {d: members(d, localiser.hypotheses, localiser.knowledge.conditions) for d in DEPTHS}

    def rank(self, painted: Painted, kind: Baseline, answers: Mapping[str, str] | None = None) -> Lists:
        """Candidates at the three depths, best first."""
        h = self._localiser.hypotheses
        score = self._bernoulli(painted) if kind == "bernoulli" else self._areas(painted, kind)
        tie = 1e-7 * np.log(h.prior)
        if answers is None:
            return {d: self._order(d, score + tie, best_only=True) for d in DEPTHS}
        evidence = score if kind == "bernoulli" else _SHARPNESS * np.log(np.clip(score, 0.0, 9.0) + 0.05)
        loss = any(q in LOSS and p.any() for qs in painted.values() for q, p in qs.items())
        both = all(any(p.any() for p in painted.get(side, {}).values()) for side in SIDES)
        rows = self._localiser.clue_scorer.weigh(answers, both_painted=both, loss_painted=loss).rows
        total = evidence + sum((r.contribution for r in rows), np.zeros(len(h.items)))
        return {d: self._order(d, total) for d in DEPTHS}

    def scores(self, painted: Painted, kind: Baseline) -> Mapping[Depth, Mapping[str, float]]:
        """Value of every candidate by a comparison of areas: the best of what it stands for."""
        values = self._areas(painted, kind)
        return {
            depth: {id_: float(max(values[k] for k, _ in group)) for id_, group in groups.items()}
            for depth, groups in self._groups.items()
        }

    def _order(self, depth: Depth, values: FloatArray, *, best_only: bool = False) -> list[str]:
        out = []
        for id_, group in self._groups[depth].items():
            out.append((-max(values[k] if best_only else values[k] + np.log(w) for k, w in group), id_))
        return [id_ for _, id_ in sorted(out)]

    def _areas(self, painted: Painted, kind: Baseline) -> FloatArray:
        sensory = any(q in SENSORY and p.any() for qs in painted.values() for q, p in qs.items())
        mask = self._mask["loss" if sensory else "pain"]
        area = self._localiser.cells.area_cm2
        any_ = {s: np.max(list(qs.values()), axis=0) * area for s, qs in painted.items() if qs}
        size, total = mask @ area, sum(float(v.sum()) for v in any_.values())
        best = np.zeros(len(size))
        for sides in (("right",), ("left",), ("right", "left")):
            if not all(s in any_ for s in sides):
                continue
            overlap = sum((mask @ v for s, v in any_.items() if s in sides), np.zeros(len(size)))
            if kind == "dice":
                value = 2.0 * overlap / (size * len(sides) + total)
            elif kind == "explained":
                value = overlap / total - 1e-5 * size
            else:
                value = overlap / 5000.0
            best = np.maximum(best, value)
        return self._localiser.hypotheses.of_sites(np.maximum.reduceat(best, self._starts))

    def _bernoulli(self, painted: Painted) -> FloatArray:
        """Log likelihood of every patch being painted or not, averaged over how much people paint."""
        scorer, fields, h = self._localiser.paint_scorer, self._localiser.fields, self._localiser.hypotheses
        amounts = scorer.amounts(painted)
        patches = float(sum((a.any * scorer.patch).sum() for a in amounts.values()))
        if patches <= 0.0:
            return np.zeros(len(h.items))
        kind = "loss" if any(a.loss.any() for a in amounts.values()) else "pain"
        field = (fields.felt if kind == "loss" else fields.hurts).astype(np.float64)
        temper, outside = scorer.temper(patches), _OUTSIDE[kind]
        ways = []
        for on in ((True, False), (False, True), (True, True)):
            parts = []
            for cover, weight in _COVERAGE:
                chance = np.clip(outside * (1.0 - field) + cover * field, 1e-4, 0.995)
                value = np.zeros(len(field))
                for side, here in zip(SIDES, on, strict=True):
                    yes = amounts[side].any * amounts[side].weight * scorer.patch
                    no = (1.0 - amounts[side].any) * scorer.patch
                    if here:
                        value += np.log(chance) @ yes + np.log1p(-chance) @ no
                    else:
                        value += np.log(outside) * yes.sum() + np.log1p(-outside) * no.sum()
                parts.append(np.log(weight) + temper * value)
            row = np.logaddexp.reduce(parts, axis=0) + np.log(fields.weight)
            ways.append(np.logaddexp.reduceat(row, self._starts)[h.site])
        one, both = np.log((1.0 - h.both) / 2.0), np.log(h.both)
        total: FloatArray = np.logaddexp.reduce([ways[0] + one, ways[1] + one, ways[2] + both], axis=0)
        return total - float(np.median(total))
