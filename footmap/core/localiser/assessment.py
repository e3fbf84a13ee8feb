"""Everything a reader of one case needs, in one frozen value: lists, special answers, red flags, what went wrong.

`assess` is pure: it may run in any thread, also several at once with one localiser.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from ..atlas import MapId
from ..drawing import ClearedFlags, ClueAnswer
from ..matching import Match
from ..paint import Paint
from ..views import SIDES, Side
from .answers import AnswerProblem, Kind, Told, answers_of, clearing_problems
from .candidates import DEPTHS, Candidate, Depth
from .cells import Painted
from .clue_evidence import first_of
from .engine import Estimate, Localiser
from .ledger import FOR, RowKind
from .limb_answers import LimbAnswers
from .questions import MOST, Question, next_questions
from .red_flags import Alarms
from .redraw import Redraws
from .sides import Explains, both_affected, emergency_side, own_root, painted_sides, side_of, skin_site
from .special import SpecialAnswers, special_answers, ties_alone
from .stability import Stability, stability
from .standing import ROOT
from .triage import alarms_of, by_flag, flagged_among_first, named_first

_NOTHING: Final = 0.005
"""Share of the paint below which a candidate explains nothing that a reader would see."""
_OF_PAINT: Final[tuple[RowKind, ...]] = ("place", "unpainted", "bounds", "roots", "quality")
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
    candidate : Candidate
        On the limb on which it is read, or on both.
    fit : float
        0-1: how well the paint alone matches it; 0 where nothing is painted. Not a probability.
    explained : float
        0-1: share of all painted skin, by area, that it explains; of a level, what its own root explains.
    filled : float or None
        0-1: share of its usual skin that is painted, on the limb or limbs of the candidate; None of conditions.
    change : float
        Log units by which the clues move its support; 0 where none counts.
    emergency : bool
        A standing emergency names it, so that it stands first until that is cleared; of conditions only.
    flags : tuple of flag id
        Other flags that stand and bring it among the first, most urgent first; of conditions only.
    spoken_for : bool
        An answer says so much for it that a reader is told (`told_from`).
    """

    candidate: Candidate
    fit: float
    explained: float
    filled: float | None
    change: float
    emergency: bool = False
    flags: tuple[str, ...] = ()
    spoken_for: bool = False

    @property
    def to_exclude(self) -> bool:
        """A flag that is no emergency brings it among the first and the evidence does not: it has to be excluded."""
        return bool(self.flags) and not self.emergency and self.candidate.words not in FOR

    @property
    def tells(self) -> bool:
        """Whether it explains some of the paint, or an answer speaks for it; else it belongs on no first list."""
        return self.emergency or bool(self.flags) or self.explained >= _NOTHING or self.spoken_for


@dataclass(frozen=True)
class Assessment:
    """One case, read.

    Attributes
    ----------
    painted : mapping of side to mapping of quality to (cells,) float64
    answers : mapping of clue id to answer id
        All answers that are known; those that do not count all the same are among the problems.
    answers_by_side : mapping of clue id to mapping of side to answer id
        Answers that were given for a limb, or for each.
    told : mapping of clue id to answers with their limbs
        Everything that was answered, for red flags.
    as_given : mapping of clue id to answer
        As the case holds them, grades too.
    problems : tuple of AnswerProblem
        Answers that do not count, or not as given.
    paint_only, estimate : Estimate
        Ranking by the paint alone, and by paint and answers; the same object without answers.
    nerves, levels, conditions : tuple of Assessed
        By support, best first; all empty where nothing is painted and nothing answered. Conditions that a standing
        emergency names stand before all others, the best one of each other flag among the first of the others; all
        keep their support.
    alarms : Alarms
        Red flags that stand or were cleared, points of scores, and each "no" that must not reassure.
    unexplained_share : float
        0-1: share of the paint outside the usual skin of every nerve and level.
    paint_cm2 : float
        True skin area of the paint of both limbs.
    map : MapId
        Dermatome map by which levels were judged.
    cleared : mapping of flag id to reason
        As the case gives them.
    limbs : LimbAnswers
        What counts for causes of each limb and of both.
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
    answers_by_side: Mapping[str, Mapping[Side, str]] = field(default_factory=dict)
    told: Told = field(default_factory=dict)
    as_given: Mapping[str, ClueAnswer] = field(default_factory=dict)
    cleared: ClearedFlags = field(default_factory=dict)
    limbs: LimbAnswers = field(default_factory=lambda: LimbAnswers({}, {}))
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
        return painted_sides(self.painted)

    @property
    def emergencies(self) -> tuple[Assessed, ...]:
        """Conditions that a standing emergency names, in the order in which they have to be excluded."""
        return tuple(a for a in self.conditions if a.emergency)

    @property
    def settled(self) -> bool | None:
        """Whether no answer would change what stands first or what is done; None where it was not looked for."""
        if self.questions is None or self.is_empty:
            return None
        return not self.questions and not self.emergencies

    def at(self, depth: Depth) -> tuple[Assessed, ...]:
        """Candidates of a depth."""
        return {"nerve": self.nerves, "level": self.levels, "condition": self.conditions}[depth]


def assess(
    localiser: Localiser,
    paint: Paint,
    clues: Mapping[str, ClueAnswer],
    *,
    cleared: ClearedFlags | None = None,
    match: Match | None = None,
    painted: Painted | None = None,
    full: bool = False,
    most: int = MOST,
    redraws: Redraws | None = None,
    depths: Collection[Depth] = DEPTHS,
) -> Assessment:
    """Read a case.

    Parameters
    ----------
    clues : mapping of clue id to answer
        As a case holds them; unknown ones are reported, never an error.
    cleared : mapping of flag id to reason, optional
        Red flags that were looked into and excluded; unknown ones and those without a reason are reported.
    match : Match, optional
        The same paint against the localiser's atlas and map, where it is known already.
    painted : mapping of side to mapping of quality to (cells,) float64, optional
        The same paint as parts of the localiser's cells, where it is known already; with `match` the paint itself is
        not looked at.
    full : bool
        Also what to ask next and how stable the result is (up to a second).
    most : int
        Number of questions at most; they are the first of the same list.
    redraws : Redraws, optional
        On the localiser's cells; its own if left out.
    depths : collection of Depth
        Lists that are wanted, the others stay empty: while a brush moves one list alone is looked at. Unless all are
        wanted, of the special answers only tied levels are given.
    """
    painted = localiser.painted(paint) if painted is None else painted
    sides = painted_sides(painted)
    cleared = cleared or {}
    answers = answers_of(clues, localiser.knowledge.clues, sides)
    evidence = localiser.paint_scorer.score(painted)
    paint_only = localiser.rank_evidence(painted, evidence, depths=depths)
    estimate = (
        localiser.rank_evidence(painted, evidence, depths=depths, limbs=answers.limbs)
        if answers.limbs.together
        else paint_only
    )
    match = match or localiser.matcher.match(paint)
    empty = evidence is None and not estimate.clues.rows
    alarms = alarms_of(localiser, painted, answers.given, cleared, answers.told)
    reader = _Reader(localiser, painted, estimate, paint_only, match, answers.given)
    lists = {d: () if empty or d not in depths else reader.of(d, alarms) for d in DEPTHS}
    paint_mm2 = sum(side.paint_mm2 for side in match.sides.values())
    unexplained_mm2 = sum(side.unexplained_mm2 for side in match.sides.values())
    return Assessment(
        painted=painted,
        answers=answers.given,
        answers_by_side=answers.by_side,
        told=answers.told,
        as_given=dict(clues),
        problems=(
            *answers.problems,
            *_idle(estimate, {**first_of(answers.limbs.together), **answers.given}),
            *clearing_problems(cleared, localiser.knowledge.red_flags),
        ),
        paint_only=paint_only,
        estimate=estimate,
        nerves=lists["nerve"],
        levels=lists["level"],
        conditions=lists["condition"],
        special=(special_answers if set(DEPTHS) <= set(depths) else ties_alone)(localiser, painted, estimate),
        alarms=alarms,
        cleared=dict(cleared),
        unexplained_share=min(max(unexplained_mm2 / paint_mm2, 0.0), 1.0) if paint_mm2 else 0.0,
        paint_cm2=sum(side.skin_mm2 for side in match.sides.values()) / 100.0,
        map=localiser.map,
        limbs=answers.limbs,
        questions=next_questions(
            localiser, painted, answers.given, estimate, most, cleared=cleared, told=answers.told, limbs=answers.limbs
        )
        if full
        else None,
        stability=stability(localiser, painted, estimate, redraws or localiser.redraws) if full else None,
    )


def _idle(estimate: Estimate, given: Mapping[str, str]) -> tuple[AnswerProblem, ...]:
    """Answers that are known and say nothing new."""
    passed = estimate.clues.passed_over
    return tuple(AnswerProblem(_PASSED_OVER[why], id_, (given[id_],)) for id_, why in passed.items())


class _Reader:
    """Lists of one case."""

    def __init__(
        self,
        localiser: Localiser,
        painted: Painted,
        estimate: Estimate,
        paint_only: Estimate,
        match: Match,
        answers: Mapping[str, str],
    ) -> None:
        self._localiser, self._estimate, self._paint_only, self._match = localiser, estimate, paint_only, match
        self._explains = Explains(localiser, painted) if estimate.paint is not None else None
        self._both = both_affected(localiser, painted, answers)

    def of(self, depth: Depth, alarms: Alarms) -> tuple[Assessed, ...]:
        """Candidates of a depth, best first, before them what an emergency names, among the first what a flag does."""
        alone = {c.id: c for c in self._paint_only.at(depth)}
        said = {id_: self._by_paint(candidate) for id_, candidate in alone.items()}
        best = max(said.values(), default=0.0)
        column = {s.id: k for k, s in enumerate(self._match.subjects) if s.layer == depth}
        ranked = self._estimate.at(depth)
        urgent: frozenset[str] = frozenset()
        flagged: Mapping[str, tuple[str, ...]] = {}
        if depth == "condition":
            flagged = by_flag(ranked, alarms)
            first = named_first(ranked, alarms.emergencies)
            rest = [c for c in ranked if c not in first]
            ranked = (*first, *flagged_among_first(rest, flagged, self._root))
            urgent = frozenset(id_ for flag in alarms.emergencies for id_ in flag.named)
        named_on = {id_: [s for f in alarms.emergencies if id_ in f.named for s in f.sides] for id_ in urgent}
        told = self._localiser.scoring.told_from
        out = []
        for found in ranked:
            site = skin_site(self._localiser, self._paint_only, alone[found.id])
            side = side_of(self._localiser, self._estimate, found, both_answered=self._both)
            if found.id in urgent:
                side = emergency_side(self._localiser, found, named_on[found.id], side)
            candidate = found if found.side == side else replace(found, side=side)
            explained = self._explains.share(site, side) if self._explains is not None else 0.0
            fit = explained * math.exp((said[found.id] - best) / self._localiser.scoring.fit_scale)
            k = column.get(candidate.id)
            filled = None if depth == "condition" else 0.0 if k is None else _filled(self._match, k, candidate)
            out.append(
                Assessed(
                    candidate=candidate,
                    fit=min(max(fit, 0.0), 1.0),
                    explained=explained,
                    filled=filled,
                    change=found.support - alone[found.id].support,
                    emergency=found.id in urgent,
                    flags=flagged.get(found.id, ()),
                    spoken_for=any(row.kind == "clue" and row.value >= told for row in candidate.ledger),
                )
            )
        return tuple(out)

    def _root(self, candidate: Candidate) -> str | None:
        site = self._localiser.knowledge.anatomy.sites[candidate.site]
        return site.id if site.kind == ROOT else None

    def _by_paint(self, candidate: Candidate) -> float:
        """What the paint says of a candidate, log units with a zero common to its list."""
        paint = self._paint_only.paint
        if paint is None:
            return 0.0
        own = own_root(self._localiser, self._paint_only, candidate)
        return paint_support(candidate) if own is None else float(paint.total[own])


def paint_support(candidate: Candidate) -> float:
    """What the paint says of a candidate, log units relative to all candidates together."""
    return candidate.sum_of(_OF_PAINT)


def _filled(match: Match, k: int, candidate: Candidate) -> float:
    size = match.subjects[k].size_mm2
    if candidate.side is None or size <= 0.0:
        return 0.0
    on = SIDES if candidate.side == "both" else (candidate.side,)
    shares = [match.sides[side].overlap_mm2[k] / size if side in match.sides else 0.0 for side in on]
    return min(float(sum(shares) / len(shares)), 1.0)
