"""The next question: what is worth asking, by expected information gain over the leading conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from ..clinical import Answer, Clue
from ..views import SIDES, FloatArray
from .candidates import members
from .engine import Estimate, Localiser
from .paint_evidence import Painted

MOST: Final = 5
PER_GROUP: Final = 1
"""Clues of a group go together: after one of them the others tell less."""


@dataclass(frozen=True)
class Outcome:
    """What an answer would change.

    Attributes
    ----------
    chance : float
        How often it is expected, given the present candidates; for the order of questions only.
    leader : str
        Condition that would lead.
    ahead : float
        Log units by which it would lead the present second, or the present leader.
    """

    answer: str
    chance: float
    leader: str
    ahead: float


@dataclass(frozen=True)
class Question:
    """A clue worth asking, with its expected information gain (natural log units) and every answer's outcome."""

    clue: str
    gain: float
    outcomes: tuple[Outcome, ...]


def next_questions(
    localiser: Localiser, painted: Painted, answers: Mapping[str, str], estimate: Estimate, most: int = MOST
) -> tuple[Question, ...]:
    """At most `most` questions, the most telling first; none that is answered or would change nothing."""
    h, scorer = localiser.hypotheses, localiser.clue_scorer
    both = all(any(p.any() for p in painted.get(side, {}).values()) for side in SIDES)
    loss = estimate.paint is not None and estimate.paint.loss_share > 0
    evidence = estimate.evidence + np.log(h.prior)
    share = np.exp(evidence - evidence.max())
    share /= share.sum()
    groups = members("condition", h, localiser.knowledge.conditions)
    belongs = np.zeros((len(groups), len(h.items)))
    for row, group in enumerate(groups.values()):
        for k, weight in group:
            belongs[row, k] = weight
    asked = {scorer.sign(id_) for id_ in answers}
    gains = []
    for id_, clue in localiser.knowledge.clues.items():
        if id_ in answers or scorer.sign(id_) in asked:
            continue
        if clue.applies_if is not None and answers.get(clue.applies_if) != "yes":
            continue
        if scorer.passed_over(clue, next(iter(clue.answers)), answers, both_painted=both, loss_painted=loss):
            continue
        chances = _chances(localiser, clue, answers)
        gain = _gain(belongs, share, chances)
        if gain >= localiser.scoring.question_gain:
            gains.append((gain, id_, chances))
    gains.sort(key=lambda item: (-item[0], item[1]))
    out: list[Question] = []
    signs: set[str] = set()
    left = {c.group: PER_GROUP for c in localiser.knowledge.clues.values() if c.group is not None}
    for gain, id_, chances in gains:
        if len(out) == most:
            break
        sign = scorer.sign(id_)
        together = localiser.knowledge.clues[id_].group
        if sign in signs or (together is not None and left[together] == 0):
            continue
        outcomes = tuple(
            _outcome(localiser, painted, {**answers, id_: value}, estimate, value, float(share @ chances[:, k]))
            for k, value in enumerate(localiser.knowledge.clues[id_].answers)
        )
        if len({(o.leader, round(o.ahead, 3)) for o in outcomes}) > 1:
            signs.add(sign)
            if together is not None:
                left[together] -= 1
            out.append(Question(id_, gain, outcomes))
    return tuple(out)


def _chances(localiser: Localiser, clue: Clue, answers: Mapping[str, str]) -> FloatArray:
    """Chance (hypotheses, answers) of each answer: of the forward model, or from listed ratios on a base rate."""
    h, scorer = localiser.hypotheses, localiser.clue_scorer
    columns = []
    for answer in clue.answers.values():
        found = scorer.chances(clue, answer, answers)
        if found is not None:
            columns.append((h.severity * found).sum(axis=1))
        else:
            columns.append(_base(localiser, clue, answer) * np.exp(scorer.listed(answer)))
    table = np.stack(columns, axis=1)
    out: FloatArray = table / table.sum(axis=1, keepdims=True)
    return out


def _base(localiser: Localiser, clue: Clue, answer: Answer) -> float:
    """How often an answer is given that no model knows: telling answers seldom, the one that remains for the rest."""
    telling = [a.id for a in clue.answers.values() if any(r > 1 for r in a.ratios.values())]
    seldom = localiser.scoring.question_base
    if answer.id in telling:
        return seldom
    rest = max(len(clue.answers) - len(telling), 1)
    return max(1.0 - seldom * len(telling), seldom) / rest


def _gain(belongs: FloatArray, share: FloatArray, chances: FloatArray) -> float:
    now = belongs @ share
    joint = belongs @ (share[:, None] * chances)
    total = joint.sum(axis=0)
    after = sum(t * _entropy(joint[:, k] / t) for k, t in enumerate(total) if t > 0)
    return float(_entropy(now / now.sum()) - after / total.sum())


def _entropy(p: FloatArray) -> float:
    q = p[p > 0]
    return float(-(q * np.log(q)).sum())


def _outcome(
    localiser: Localiser,
    painted: Painted,
    answers: Mapping[str, str],
    estimate: Estimate,
    value: str,
    chance: float,
) -> Outcome:
    after = localiser.rank_evidence(painted, estimate.paint, answers).conditions
    before = [c.id for c in estimate.conditions[:2]]
    rival = next(c for c in after if c.id != after[0].id and c.id in before)
    return Outcome(value, chance, after[0].id, -rival.support)
