"""The next question: what is worth asking, by expected information gain over the leading conditions."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from ..clinical import Clue
from ..views import SIDES, FloatArray
from .candidates import members
from .cells import Painted
from .engine import Estimate, Localiser

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
    localiser: Localiser,
    painted: Painted,
    answers: Mapping[str, str],
    estimate: Estimate,
    most: int = MOST,
    kinds: Container[str] = ("history", "exam"),
) -> tuple[Question, ...]:
    """At most `most` questions of some kinds, the most telling first; none answered or changing nothing."""
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
        if clue.kind not in kinds or id_ in answers or scorer.sign(id_) in asked:
            continue
        if clue.applies_if is not None and answers.get(clue.applies_if) != "yes":
            continue
        if scorer.passed_over(clue, next(iter(clue.answers)), answers, both_painted=both, loss_painted=loss):
            continue
        chances = _over_severities(localiser, clue, answers, estimate.clues.severity)
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


def answer_chances(localiser: Localiser, clue: Clue, answers: Mapping[str, str]) -> FloatArray:
    """Chance (hypotheses, 3, answers) of each answer in each severity.

    Of the forward model, or from the listed ratios on a base rate.
    """
    return localiser.answer_tables.of(clue, answers).chance


def _over_severities(localiser: Localiser, clue: Clue, answers: Mapping[str, str], severity: FloatArray) -> FloatArray:
    """Chance (hypotheses, answers) of each answer as the ledger would count it."""
    tables = localiser.answer_tables
    return tables.expected(tables.of(clue, answers), severity)


def _gain(belongs: FloatArray, share: FloatArray, chances: FloatArray) -> float:
    now = belongs @ share
    joint = belongs @ (share[:, None] * chances)
    total = joint.sum(axis=0)
    told = joint[:, total > 0] / total[total > 0]
    after = total[total > 0] @ _entropy(told)
    return float(_entropy(now / now.sum()) - after / total.sum())


def _entropy(p: FloatArray) -> FloatArray:
    """Entropy along the first axis, natural log units."""
    out: FloatArray = -(p * np.log(np.where(p > 0, p, 1.0))).sum(axis=0)
    return out


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
