"""What was answered for each limb: evidence for a cause on that limb alone, for causes of both limbs all of it.

Which limb a cause lies on is not known before: it may lie on each that is painted or shows something. What the answers
say of it is joined over these limbs by their chance, so that paint and findings decide together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..views import SIDES, FloatArray
from .clue_evidence import ClueEvidence, ClueRow, LimbEvidence
from .hypotheses import Hypotheses, Hypothesis
from .limb_answers import Given, LimbAnswers

MIDLINE: Final = ("cord", "central")
"""Kinds of site that belong to no limb."""
MOSTLY: Final = 0.5
"""Causes that are on both sides in at least this part of people are causes of both limbs."""
_NEVER: Final = -1e3
"""Log chance of a limb that is neither painted nor shows anything."""
_TINY: Final = 1e-12


def of_both_limbs(hypothesis: Hypothesis) -> bool:
    """Whether a cause lies in brain or cord, or affects both limbs in most people."""
    return hypothesis.site.kind in MIDLINE or hypothesis.site.both >= MOSTLY


def weigh_limbs(
    weigh: Callable[[Mapping[str, Given]], ClueEvidence],
    answers: LimbAnswers,
    hypotheses: Hypotheses,
    painted: FloatArray | None,
) -> ClueEvidence:
    """Evidence of answers that differ between the limbs.

    Parameters
    ----------
    weigh : callable
        Evidence of answers that hold for one place.
    painted : (hypotheses, 3) float64, optional
        Chance of right, left and both by the paint alone; how often causes are on both sides where nothing is painted.

    Notes
    -----
    With the chance ``p`` of a place by the paint and the evidence ``c`` of the answers there, the answers together say
    ``log sum p exp(c)``. A cause of one limb leaves what the other limb shows: it counts there like a cause that does
    not explain it. A row is the mean of what it says at each place, by the chances after all answers; what the open
    choice of the place costs is shared out among the rows that differ between the places, by how much they do.
    """
    wide = weigh(answers.together)
    at_place = (*(weigh(answers.own[side]) if side in answers.own else None for side in SIDES), wide)
    twofold = np.array([of_both_limbs(item) for item in hypotheses.items])
    chance = _log_chance(answers, hypotheses, painted)
    order = list(dict.fromkeys(row.clue for one in (wide, *at_place) if one is not None for row in one.rows))
    alike = twofold & [item.site.kind not in MIDLINE for item in hypotheses.items]
    whole = _of_alike(order, wide, at_place, alike)
    own = np.stack([_said(one, whole, order, twofold) for one in at_place], axis=2)  # (clues, hypotheses, places)
    said = own + _beside(order, at_place, answers)[:, None, :] * ~twofold[:, None]
    value = said.sum(axis=0)
    joint = np.logaddexp.reduce(chance + value, axis=1)
    after = np.exp(chance + value - joint[:, None])
    rows = (said * after).sum(axis=2)
    open_ = chance > _NEVER / 2.0
    apart = np.where(open_, said, -np.inf).max(axis=2) - np.where(open_, said, np.inf).min(axis=2)
    rows += apart / np.maximum(apart.sum(axis=0), _TINY) * (joint - rows.sum(axis=0))
    place = np.where(twofold, len(SIDES), after.argmax(axis=1))
    severity = np.stack([(one or wide).severity for one in at_place])[place, np.arange(len(place))]
    found = tuple(_row(id_, rows[k], at_place, place, hypotheses) for k, id_ in enumerate(order))
    passed = {id_: why for id_, why in wide.passed_over.items() if id_ not in order}
    return ClueEvidence(found, passed, severity, LimbEvidence(after, value, own.sum(axis=0), place))


def _log_chance(answers: LimbAnswers, hypotheses: Hypotheses, painted: FloatArray | None) -> FloatArray:
    """Log chance (hypotheses, 3) of right, left and both before the answers."""
    both = hypotheses.both
    chance = np.stack([(1.0 - both) / 2.0, (1.0 - both) / 2.0, both], axis=1) if painted is None else painted
    possible = np.array([side in answers.own for side in SIDES] + [True])
    with np.errstate(divide="ignore"):
        out = np.where(possible, np.maximum(np.log(chance), _NEVER), _NEVER)
    return np.asarray(out - np.logaddexp.reduce(out, axis=1)[:, None])


def _of_alike(
    order: Sequence[str], wide: ClueEvidence, at_place: Sequence[ClueEvidence | None], alike: NDArray[np.bool_]
) -> Mapping[str, FloatArray]:
    """What each clue says (hypotheses,) of causes of both limbs: all answers together.

    Where the limbs were answered apart, a cause that shows on both alike is judged by the mean of the two: what one
    limb lacks speaks against it as much as what the other shows speaks for it.
    """
    out = {row.clue: row.contribution for row in wide.rows}
    limbs = [{} if one is None else {row.clue: row for row in one.rows} for one in at_place[: len(SIDES)]]
    for id_ in order:
        right, left = (limb.get(id_) for limb in limbs)
        if right is not None and left is not None and right.answer != left.answer:
            mean = (right.contribution + left.contribution) / 2.0
            out[id_] = np.where(alike, mean, out.get(id_, np.zeros(len(alike))))
    return out


def _said(
    one: ClueEvidence | None, every: Mapping[str, FloatArray], order: Sequence[str], twofold: NDArray[np.bool_]
) -> FloatArray:
    """What each clue says (clues, hypotheses) of causes at a place; causes of both limbs read all answers."""
    here = {} if one is None else {row.clue: row.contribution for row in one.rows}
    nothing = np.zeros(len(twofold))
    return np.array([np.where(twofold, every.get(id_, nothing), here.get(id_, nothing)) for id_ in order])


def _beside(order: Sequence[str], at_place: Sequence[ClueEvidence | None], answers: LimbAnswers) -> FloatArray:
    """What each clue says (clues, places) of a cause of one limb by what the other limb shows, which it leaves."""
    out = np.zeros((len(order), len(at_place)))
    rows = [{} if one is None else {row.clue: row for row in one.rows} for one in at_place]
    for k, id_ in enumerate(order):
        given = [answers.own[side].get(id_) if side in answers.own else None for side in SIDES]
        if given[0] == given[1]:  # of no limb
            continue
        for here, there in ((0, 1), (1, 0)):
            row = rows[there].get(id_)
            if row is not None and SIDES[here] in answers.own and not row.explains.all():
                out[k, here] = float(np.median(row.contribution[~row.explains]))
    return out


def _row(
    clue: str,
    contribution: FloatArray,
    at_place: Sequence[ClueEvidence | None],
    place: NDArray[np.intp],
    hypotheses: Hypotheses,
) -> ClueRow:
    """One clue as each hypothesis reads it at its likeliest place."""
    rows = [next((row for row in one.rows if row.clue == clue), None) if one is not None else None for one in at_place]
    shown = next(row for row in reversed(rows) if row is not None)
    none = np.zeros(len(place), dtype=np.bool_)
    explains = np.stack([none if row is None else row.explains for row in rows])[place, np.arange(len(place))]
    named: dict[str, float] = {}
    for target in dict.fromkeys(t for row in rows if row is not None for t in row.named):
        at = {int(place[k]) for k, item in enumerate(hypotheses.items) if target in item.targets}
        ratios = [row.named[target] for k in at if (row := rows[k]) is not None and target in row.named]
        if ratios:
            named[target] = max(ratios)
    answers = tuple("" if row is None else row.answer for row in rows)
    return replace(shown, contribution=contribution, explains=explains, named=named, at_place=answers)
