"""The mark of a painted answer: from areas of true skin, never from pixels of a picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from footmap.core.atlas import MILLI
from footmap.core.views import FloatArray

from .territory import CORE, OUTSIDE, TOLERATED, USUAL, Limb, SkinKey, overlap, within


@dataclass(frozen=True)
class Mark:
    """How much of a territory was painted, and how much else.

    Attributes
    ----------
    covered : float
        0-1: share of the core painted, with the rest of the usual skin at its weight.
    core : float
        0-1: share of the core alone; of the usual skin where there is no core.
    inside : float
        0-1: share of the paint in usual or tolerated skin; 0 without paint.
    score : float
        0-1: both of them, what chance gives taken off.
    """

    covered: float
    core: float
    inside: float
    score: float


def mark_paint(key: SkinKey, painted_mm2: FloatArray, core_weight: float) -> Mark:
    """The mark of some paint.

    Parameters
    ----------
    painted_mm2 : (4,) float64
        Painted skin of each kind, as `Limb.painted_mm2` gives it.
    core_weight : float
        Share of the mark that the core counts.

    Notes
    -----
    Whoever paints at random covers a territory as far as all skin, and hits it as often as it is large. Both shares are
    taken as how far they go beyond that, as Cohen's kappa does with agreement (Educ Psychol Meas 1960;20:37-46).
    """
    whole, paint = float(key.area_mm2.sum()), float(painted_mm2.sum())
    usual = float(key.area_mm2[USUAL:].sum())
    if paint <= 0.0 or usual <= 0.0:
        return Mark(0.0, 0.0, 0.0, 0.0)
    of_usual = float(painted_mm2[USUAL:].sum()) / usual
    core_mm2 = float(key.area_mm2[CORE])
    of_core = float(painted_mm2[CORE]) / core_mm2 if core_mm2 > 0.0 else of_usual
    covered = core_weight * of_core + (1.0 - core_weight) * of_usual
    inside = 1.0 - float(painted_mm2[OUTSIDE]) / paint
    allowed = float(key.area_mm2[TOLERATED:].sum()) / whole
    score = _beyond(covered, paint / whole) * _beyond(inside, allowed)
    return Mark(covered, of_core, inside, score)


def _beyond(share: float, chance: float) -> float:
    """How far a share goes beyond chance, 0-1."""
    return max(0.0, min(1.0, (share - chance) / (1.0 - chance))) if chance < 1.0 else 0.0


def as_drawn_on(limb: Limb, key: SkinKey, other: SkinKey) -> FloatArray:
    """Skin (4,) of each kind of a key under the usual skin of another territory in the same views, mm2."""
    out = np.zeros(4)
    for view, part in other.views.items():
        here = key.views.get(view)
        common = overlap(here.block, part.block) if here is not None else None
        found = np.zeros(4)
        if here is not None and common is not None:
            usual = part.kind[within(common, part.block)] >= USUAL
            milli = limb.atlas.labels[view].skin_milli[common][usual]
            found = np.bincount(here.kind[within(common, here.block)][usual], weights=milli, minlength=4) / MILLI
        found[OUTSIDE] = part.usual_mm2 - found[TOLERATED:].sum()
        out += found
    return np.maximum(out, 0.0)


def shared_skin(limb: Limb, key: SkinKey, other: SkinKey) -> tuple[float, float]:
    """Share of the other's usual skin that lies in this one's, and Jaccard index of both, 0-1."""
    drawn = as_drawn_on(limb, key, other)
    common, theirs, ours = float(drawn[USUAL:].sum()), float(drawn.sum()), float(key.area_mm2[USUAL:].sum())
    if theirs <= 0.0:
        return 0.0, 0.0
    return common / theirs, common / (theirs + ours - common)
