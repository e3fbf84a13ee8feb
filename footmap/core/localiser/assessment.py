"""Everything a reader of one case needs, in one frozen value: lists, special answers, red flags, what went wrong.

`assess` is pure: it may run in any thread, also several at once with one localiser.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from ..atlas import MapId
from ..drawing import ClueAnswer
from ..matching import Match, Matcher
from ..paint import Paint
from ..views import SIDES, Side
from .answers import AnswerProblem, Kind, answers_of
from .candidates import DEPTHS, Candidate, Depth
from .cells import Painted
from .engine import Estimate, Localiser
from .questions import Question, next_questions
from .red_flags import Alarms, alarms
from .redraw import Redraws
from .special import SpecialAnswers, special_answers
from .stability import Stability, stability

_OF_PAINT: Final = ("place", "unpainted", "bounds", "roots", "quality")
_PASSED_OVER: Final[Mapping[str, Kind]] = {
    "repeats_paint": "repeats_paint",
    "same_sign": "same_sign",
    "does_not_apply": "does_not_apply",
}


@dataclass(frozen=True)
class Assessed:
    """A candidate with what is read beside its support.

    Attributes
    ----------
    fit : float
        0-1: how well the paint alone matches it; 0 where nothing is painted. Not a probability.
    explained : float
        0-1: share of the paint that it explains; of a level, what its own root explains.
    filled : float or None
        0-1: share of its usual skin that is painted, on the limb or limbs of the candidate; None of conditions.
    change : float
        Log units by which the clues move its support; 0 where none counts.
    """

    candidate: Candidate
    fit: float
    explained: float
    filled: float | None
    change: float


@dataclass(frozen=True)
class Assessment:
    """One case, read.

    Attributes
    ----------
    painted : mapping of side to mapping of quality to (cells,) float64
    answers : mapping of clue id to answer id
        All answers that are known; those that do not count all the same are among the problems.
    problems : tuple of AnswerProblem
        Answers that do not count, or not as given.
    paint_only, estimate : Estimate
        Ranking by the paint alone, and by paint and answers; the same object without answers.
    nerves, levels, conditions : tuple of Assessed
        By support, best first; all empty where nothing is painted and nothing answered.
    alarms : Alarms
        Red flags, points of scores, and each "no" that must not reassure. Nothing of it changes the lists.
    unexplained_share : float
        0-1: share of the paint outside the usual skin of every nerve and level.
    paint_cm2 : float
        True skin area of the paint of both limbs.
    map : MapId
        Dermatome map by which levels were judged.
    questions : tuple of Question or None
        What to ask next; None where it was not asked for.
    stability : Stability or None
        None where it was not asked for or nothing is painted.
    """

    painted: Painted
    answers: Mapping[str, str]
    problems: tuple[AnswerProblem, ...]
    paint_only: Estimate
    estimate: Estimate
    nerves: tuple[Assessed, ...]
    levels: tuple[Assessed, ...]
    conditions: tuple[Assessed, ...]
    special: SpecialAnswers
    alarms: Alarms
    unexplained_share: float
    paint_cm2: float
    map: MapId
    questions: tuple[Question, ...] | None = None
    stability: Stability | None = None

    @property
    def is_empty(self) -> bool:
        """Nothing is painted and no answer counts, so there is nothing to rank."""
        return self.estimate.paint is None and not self.estimate.clues.rows

    @property
    def contradictions(self) -> tuple[tuple[str, str], ...]:
        """Pairs of clue ids that say opposite things."""
        return self.estimate.contradictions

    @property
    def painted_sides(self) -> tuple[Side, ...]:
        """Limbs with paint."""
        return _painted_sides(self.painted)

    def at(self, depth: Depth) -> tuple[Assessed, ...]:
        """Candidates of a depth."""
        return {"nerve": self.nerves, "level": self.levels, "condition": self.conditions}[depth]


def assess(
    localiser: Localiser,
    paint: Paint,
    clues: Mapping[str, ClueAnswer],
    *,
    match: Match | None = None,
    full: bool = False,
    redraws: Redraws | None = None,
) -> Assessment:
    """Read a case.

    Parameters
    ----------
    clues : mapping of clue id to answer
        As a case holds them; unknown ones are reported, never an error.
    match : Match, optional
        The same paint against the localiser's atlas and map, where it is known already.
    full : bool
        Also what to ask next and how stable the result is (up to a second).
    redraws : Redraws, optional
        Of the localiser's cells, where they exist already.
    """
    painted = localiser.painted(paint)
    sides = _painted_sides(painted)
    answers = answers_of(clues, localiser.knowledge.clues, sides)
    evidence = localiser.paint_scorer.score(painted)
    paint_only = localiser.rank_evidence(painted, evidence)
    estimate = localiser.rank_evidence(painted, evidence, answers.given) if answers.given else paint_only
    match = match or Matcher(localiser.atlas, localiser.map).match(paint)
    empty = evidence is None and not estimate.clues.rows
    lists = {d: () if empty else _assessed(d, localiser, estimate, paint_only, match) for d in DEPTHS}
    paint_mm2 = sum(side.paint_mm2 for side in match.sides.values())
    unexplained_mm2 = sum(side.unexplained_mm2 for side in match.sides.values())
    return Assessment(
        painted=painted,
        answers=answers.given,
        problems=(*answers.problems, *_idle(estimate, answers.given)),
        paint_only=paint_only,
        estimate=estimate,
        nerves=lists["nerve"],
        levels=lists["level"],
        conditions=lists["condition"],
        special=special_answers(localiser, painted, estimate),
        alarms=alarms(
            localiser.knowledge.red_flags,
            answers.given,
            painted,
            localiser.fields.region,
            localiser.cells.area_cm2,
            localiser.knowledge.scores.values(),
        ),
        unexplained_share=min(max(unexplained_mm2 / paint_mm2, 0.0), 1.0) if paint_mm2 else 0.0,
        paint_cm2=sum(side.skin_mm2 for side in match.sides.values()) / 100.0,
        map=localiser.map,
        questions=next_questions(localiser, painted, answers.given, estimate) if full else None,
        stability=stability(localiser, painted, estimate, redraws or Redraws(localiser.cells)) if full else None,
    )


def _painted_sides(painted: Painted) -> tuple[Side, ...]:
    return tuple(side for side in SIDES if any(part.any() for part in painted.get(side, {}).values()))


def _idle(estimate: Estimate, given: Mapping[str, str]) -> tuple[AnswerProblem, ...]:
    """Answers that are known and say nothing new."""
    passed = estimate.clues.passed_over
    return tuple(AnswerProblem(_PASSED_OVER[why], id_, (given[id_],)) for id_, why in passed.items())


def _assessed(
    depth: Depth, localiser: Localiser, estimate: Estimate, paint_only: Estimate, match: Match
) -> tuple[Assessed, ...]:
    alone = {c.id: c for c in paint_only.at(depth)}
    said = {id_: _by_paint(localiser, paint_only, candidate) for id_, candidate in alone.items()}
    best = max((support for support, _ in said.values()), default=0.0)
    column = {s.id: k for k, s in enumerate(match.subjects) if s.layer == depth}
    out = []
    for candidate in estimate.at(depth):
        support, explained = said[candidate.id]
        fit = explained * math.exp((support - best) / localiser.scoring.fit_scale)
        k = column.get(candidate.id)
        out.append(
            Assessed(
                candidate=candidate,
                fit=min(max(fit, 0.0), 1.0),
                explained=explained,
                filled=None if depth == "condition" else 0.0 if k is None else _filled(match, k, candidate),
                change=candidate.support - alone[candidate.id].support,
            )
        )
    return tuple(out)


def _by_paint(localiser: Localiser, paint_only: Estimate, candidate: Candidate) -> tuple[float, float]:
    """What the paint says of a candidate, log units with a zero common to its list, and the share it explains.

    A level stands for its own root here, not for a plexus or a bundle of roots that holds it.
    """
    paint = paint_only.paint
    if paint is None:
        return 0.0, 0.0
    h = localiser.hypotheses
    if candidate.depth == "level":
        own = [k for k, item in enumerate(h.items) if item.site.kind == "root" and candidate.id in item.site.roots]
        if own:
            at = max(own, key=lambda k: float(paint.total[k]))
            return float(paint.total[at]), min(float(paint.explained[at]), 1.0)
    return paint_support(candidate), candidate.explained


def paint_support(candidate: Candidate) -> float:
    """What the paint says of a candidate, log units relative to all candidates together."""
    return float(sum(row.value for row in candidate.ledger if row.kind in _OF_PAINT))


def _filled(match: Match, k: int, candidate: Candidate) -> float:
    size = match.subjects[k].size_mm2
    if candidate.side is None or size <= 0.0:
        return 0.0
    on = SIDES if candidate.side == "both" else (candidate.side,)
    shares = [match.sides[side].overlap_mm2[k] / size if side in match.sides else 0.0 for side in on]
    return min(float(np.mean(shares)), 1.0)
