"""How often the leader stays the leader when the same person draws the same complaint again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from ..views import SIDES, FloatArray, Side
from .candidates import DEPTHS, Depth, members
from .cells import Painted
from .engine import Estimate, Localiser
from .redraw import Redraws

REDRAWS: Final = 200
_SEED: Final = 20_260


@dataclass(frozen=True)
class Stability:
    """Result of the redraws.

    Attributes
    ----------
    kept : mapping of depth to float
        Share of the redraws with the same leader, 0-1.
    rivals : mapping of depth to id
        The candidate that most often leads instead; missing where none does.
    jaccard : float
        Mean overlap of the redraws with the drawing.
    """

    kept: Mapping[Depth, float]
    rivals: Mapping[Depth, str]
    redraws: int
    jaccard: float


def stability(
    localiser: Localiser, painted: Painted, estimate: Estimate, redraws: Redraws, count: int = REDRAWS
) -> Stability | None:
    """Redraw the painted qualities `count` times and rank again; None where nothing is painted.

    Notes
    -----
    All that is painted on one limb moves together; the two limbs move independently.
    The answers keep the contributions they have; they hardly depend on where exactly the paint ends.
    The same drawing gives the same result every time.
    """
    if estimate.paint is None:
        return None
    rng = np.random.default_rng(_SEED)
    parts = {side: {q: p for q, p in painted.get(side, {}).items() if p.any()} for side in SIDES}
    drawn_on = np.max([p for qs in parts.values() for p in qs.values()], axis=0)
    moves = redraws.moves(drawn_on, localiser.scoring.redraw_scale, count, rng)
    again: dict[Side, dict[str, FloatArray]] = {}
    overlaps = []
    for k, (side, qualities) in enumerate(parts.items()):
        own = moves.later(k * (count // 2))
        for quality, part in qualities.items():
            drawn = own.parts(part)
            drawn[~drawn.any(axis=1)] = part[moves.to]
            again.setdefault(side, {})[quality] = drawn
            overlaps.append(redraws.jaccard(part[moves.to], drawn, moves.to))
    h = localiser.hypotheses
    paint = estimate.paint
    rest = estimate.evidence - paint.place - paint.unpainted - paint.bounds - paint.roots
    evidence = localiser.paint_scorer.place_of_many(again, moves.to) + rest[:, None]
    kept: dict[Depth, float] = {}
    rivals: dict[Depth, str] = {}
    for depth in DEPTHS:
        groups = members(depth, h, localiser.knowledge.conditions)
        total = np.column_stack([estimate.evidence, evidence])  # the drawing itself first
        names = list(groups)
        scores = np.stack(
            [
                np.max(total[[k for k, _ in group]] + np.log([[w] for _, w in group]), axis=0)
                for group in groups.values()
            ]
        )
        first = names.index(estimate.at(depth)[0].id)
        support = {c.id: c.support for c in estimate.at(depth)}
        bounds = np.array([support[id_] for id_ in names]) - (scores[:, 0] - scores[first, 0])  # of neighbouring roots
        scores = scores[:, 1:] + bounds[:, None]
        leaders = scores.argmax(axis=0)
        kept[depth] = float(np.mean(leaders == first))
        others = np.bincount(leaders[leaders != first], minlength=len(names))
        if others.any():
            rivals[depth] = names[int(others.argmax())]
    return Stability(kept, rivals, count, float(np.mean(overlaps)))
