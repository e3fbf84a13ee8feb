"""Where somebody studies: what is due, the next exercise, its answer kept at once, what is known, courses.

One object for a window or a command to hold; no widget, no picture. A worker may make exercises from it, but answers
are given from one thread.
"""

from __future__ import annotations

import secrets
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from footmap.core import paint as painting
from footmap.core.drawing import Case
from footmap.core.ids import ViewId
from footmap.core.learning import LATEST_MS, Card, Grade, study_time
from footmap.core.learning import Answer as Kept
from footmap.core.localiser.assessment import Assessment, assess
from footmap.data.courses import CourseCase, CourseRecord, Courses, load_courses
from footmap.data.footset import Accepted, Footset, SetCase
from footmap.data.progress.store import Studying
from footmap.errors import Message, StudyError

from .exercise import Answer, Exercise, ExerciseKind, Feedback
from .facts import Fact, SetId, fact_by_id, facts_of
from .generate import generate
from .grade import grade as mark
from .material import BODIES, Material
from .place import facts_of_view
from .schedule import Queue, Schedule, grade_of, queue, study_on, usual_seconds

FIRST_S: Mapping[ExerciseKind, float] = {
    "paint": 45.0,
    "name": 12.0,
    "point": 10.0,
    "rank": 90.0,
    "apart": 30.0,
    "muscle": 15.0,
    "reflex": 15.0,
    "maps": 25.0,
}
"""Seconds that an answer takes until the learner's own times are known."""
PLACES = (1.0, 0.6, 0.4)
"""What an accepted answer is worth in the first, second and third place."""
WRONG = 0.3
"""Most that a fact counts as recalled whose last answer was wrong."""
OVERLOOKED = 0.3
"""Most that a case is worth whose emergency was overlooked."""
FALSE_ALARM = 0.8
"""What remains of the score where an emergency was called and nothing asks to act the same day."""


@dataclass(frozen=True)
class Outcome:
    """An answer that was given and kept.

    Attributes
    ----------
    feedback : Feedback
    grade : Grade
        From score and time; `StudyDesk.regrade` replaces it.
    card : Card
        When the fact comes back.
    """

    feedback: Feedback
    grade: Grade
    card: Card


@dataclass(frozen=True)
class CaseOutcome:
    """What an answer to a case of a course is worth.

    Attributes
    ----------
    score : float
        0 to 1.
    place : int
        Of the first accepted answer, from 1; 0 if there was none.
    accepted : Accepted
    assessment : Assessment
        The localiser's own reading, for its ledger.
    overlooked, false_alarm : bool
        An emergency that was not called, or one that was called though no red flag asks to act the same day.
    """

    score: float
    place: int
    accepted: Accepted
    assessment: Assessment
    overlooked: bool = False
    false_alarm: bool = False


class StudyDesk:
    """Study as one learner.

    Parameters
    ----------
    studying : Studying
        Of the progress file; where another window has the learner it can only be read.
    material : Material, optional
    sets : sequence of SetId
        Built-in sets that are studied, in this order.
    clock : callable
        Seconds since 1970 in UTC.
    view : ViewId, optional
        As of `choose`.

    Attributes
    ----------
    facts : tuple of Fact
        What is studied.
    view : ViewId or None
        The picture whose skin alone is studied; None for all of leg and foot.
    own : Footset or None
        The set of one's own that is studied instead of the built-in ones.
    """

    def __init__(
        self,
        studying: Studying,
        material: Material | None = None,
        sets: Sequence[SetId] = ("core",),
        clock: Callable[[], float] = time.time,
        view: ViewId | None = None,
    ) -> None:
        self.studying = studying
        self.material = material or Material()
        self._clock = clock
        self._schedule = Schedule()
        self._last: tuple[Kept, Card | None] | None = None
        self._asked: dict[str, Exercise] = {}
        self.choose(sets, view)

    def choose(self, sets: Sequence[SetId], view: ViewId | None = None) -> None:
        """Study these sets, of skin only what a picture shows if one is given; nothing of what rests is lost."""
        self.sets, self.view = tuple(sets), view
        self.own: Footset | None = None
        found = dict.fromkeys(fact for set_ in sets for fact in facts_of(self.material.facts, set_))
        self.facts: tuple[Fact, ...] = tuple(found)
        if view is not None:
            self.facts = facts_of_view(self.facts, self.material.atlas(BODIES[0]), view)
        pairs: dict[str, list[str]] = {}
        for distinction in facts_of(self.material.facts, "apart"):
            for fact in self.material.facts:
                if fact.kind != "apart" and set(fact.subjects) & set(distinction.subjects):
                    pairs.setdefault(fact.id, []).append(distinction.id)
        self._comparisons = pairs

    def choose_own(self, footset: Footset) -> None:
        """Study the facts of a set of one's own, in its order; `choose` goes back to the built-in ones.

        Raises
        ------
        StudyError
            If it has none that this edition of footmap knows; the choice stays as it was.
        """
        known = {fact.id: fact for fact in self.material.facts}
        found = tuple(known[id_] for id_ in dict.fromkeys(footset.facts) if id_ in known)
        if not found:
            raise StudyError(Message("The set {name} has no fact that this footmap knows.", name=footset.title))
        self.facts, self.own, self.view = found, footset, None

    # ---- facts
    @property
    def now_ms(self) -> int:
        """Study time."""
        answers = self.studying.answers
        return study_time(round(self._clock() * 1000), answers[-1] if answers else None)

    def due(self) -> Queue:
        """What is asked today."""
        offset = datetime.now().astimezone().utcoffset()
        return queue(
            [fact.id for fact in self.facts],
            self._known_cards(),
            self.studying.learner,
            self.now_ms,
            schedule=self._schedule,
            offset_min=0 if offset is None else round(offset.total_seconds() / 60),
            comparisons=self._comparisons,
        )

    def next_exercise(self, kind: ExerciseKind | None = None, *, more: bool = False) -> Exercise | None:
        """An exercise about the first fact of the queue, never the card that was asked last; None if nothing is due.

        Parameters
        ----------
        kind : ExerciseKind, optional
            Any that the fact allows, if left out.
        more : bool
            Go on with what was asked longest ago when nothing is due.
        """
        ids = self.due().facts
        if not ids and more:
            ids = study_on([fact.id for fact in self.facts], self._known_cards(), self.now_ms)
        return self.exercise(ids[0], kind) if ids else None

    def exercise(self, fact_id: str, kind: ExerciseKind | None = None) -> Exercise:
        """A new exercise about a fact; the same learner meets another picture each time.

        Raises
        ------
        KeyError
            If there is no such fact.
        """
        fact = fact_by_id(self.material.facts, fact_id)
        card = self.studying.cards.get(fact_id)
        seed = (
            zlib.crc32(self.studying.learner.id.encode()),
            zlib.crc32(fact_id.encode()),
            card.reviews if card else 0,
        )
        made = generate(fact, np.random.default_rng(seed), self.material, kind, self._asked.get(fact_id), self.view)
        self._asked[fact_id] = made
        return made

    def answer(self, exercise: Exercise, answer: Answer, seconds: float) -> Outcome:
        """Mark an answer and keep it; it is on the disk when this returns.

        Parameters
        ----------
        seconds : float
            From question to answer.

        Raises
        ------
        StudyError
            If it could not be kept: nothing was lost, and it may be answered again.
        """
        feedback = mark(exercise, answer, self.material)
        grade, card = self.keep(exercise, feedback.score, seconds)
        return Outcome(feedback, grade, card)

    def keep(self, exercise: Exercise, score: float, seconds: float) -> tuple[Grade, Card]:
        """Keep an answer that was marked already, such as one of an examination; `StudyError` as in `answer`."""
        own = (
            a.seconds for a in self.studying.answers if a.grade != Grade.AGAIN and f"#{exercise.kind}#" in a.exercise
        )
        grade = grade_of(score, seconds, usual_seconds(own, FIRST_S[exercise.kind]))
        kept = self._kept(exercise.fact, exercise.id, score, grade, seconds)
        before = self.studying.cards.get(exercise.fact)
        card = self._schedule.review(kept.fact, before, grade, kept.at_ms)
        self.studying.keep(kept, card)
        self._last = kept, before
        return grade, card

    def regrade(self, grade: Grade) -> Card:
        """Give the last answer another grade; the learner knows best how it felt.

        Raises
        ------
        StudyError
            If nothing was answered yet, or it could not be kept.
        """
        if self._last is None:
            raise StudyError("There is no answer yet to be graded.")
        kept, before = self._last
        changed = replace(kept, grade=grade)
        card = self._schedule.review(kept.fact, before, grade, kept.at_ms)
        self.studying.regrade(changed, card)
        self._last = changed, before
        return card

    def recall(self) -> Mapping[str, float]:
        """How likely each fact is recalled now, 0 to 1; 0 for those never asked.

        What was wrong the last time has just been seen, yet it is not known before it was right once.
        """
        cards, now_ms = self.studying.cards, self.now_ms
        last = {answer.fact: answer.grade for answer in self.studying.answers}
        found = {fact.id: self._schedule.recall(cards.get(fact.id), now_ms) for fact in self.material.facts}
        return {id_: min(share, WRONG) if last.get(id_) == Grade.AGAIN else share for id_, share in found.items()}

    def skin_recall(self) -> Mapping[tuple[str, str], float]:
        """The same for the map of what is known: (``nerve`` or ``level``, id) -> recall."""
        recall = self.recall()
        return {(f.kind, f.subjects[0]): recall[f.id] for f in self.material.facts if f.kind in ("nerve", "level")}

    def known(self) -> int:
        """Number of facts of the chosen sets that are recalled more likely than not."""
        recall = self.recall()
        return sum(recall[fact.id] > 0.5 for fact in self.facts)

    # ---- courses
    @property
    def courses(self) -> Courses:
        """All courses and their cases."""
        return load_courses()

    def course_scores(self, course: CourseRecord) -> Mapping[str, float | None]:
        """Best score of each case of a course; None where it was not tried."""
        best: dict[str, float] = {}
        for answer in self.studying.answers:
            best[answer.fact] = max(best.get(answer.fact, 0.0), answer.score)
        return {case.id: best.get(case.id) for case in self.courses.of(course)}

    def answer_case(
        self, case: CourseCase, ids: Sequence[str], seconds: float, *, emergency: bool, body: str = "male"
    ) -> CaseOutcome:
        """Mark the answer to a case of a course and keep it.

        Parameters
        ----------
        ids : sequence of str
            Up to three nerves, levels or conditions, the likeliest first.
        emergency : bool
            Whether the learner would act at once.

        Raises
        ------
        StudyError
            If it could not be kept.
        """
        outcome = mark_case(case, ids, self.material, emergency=emergency, body=body)
        self.keep_case(case.id, ids, outcome.score, seconds)
        return outcome

    def answer_set_case(self, footset: Footset, item: SetCase, ids: Sequence[str], seconds: float) -> CaseOutcome:
        """Mark the answer to a case of a teacher's set and keep it, so that the class's results show it."""
        found = _mark(item.case, item.accepted, ids, self.material)
        self.keep_case(set_answer_id(footset, item.id), ids, found.score, seconds)
        return found

    def keep_case(self, id_: str, ids: Sequence[str], score: float, seconds: float) -> None:
        """Keep the answer to a case that was marked already; cases make no cards."""
        grade = grade_of(score, seconds, FIRST_S["rank"])
        self.studying.keep(self._kept(id_, ",".join(ids[: len(PLACES)]), score, grade, seconds), None)

    def _kept(self, fact: str, exercise: str, score: float, grade: Grade, seconds: float) -> Kept:
        told_ms = round(self._clock() * 1000)
        return Kept(
            secrets.token_hex(8),
            fact,
            exercise,
            min(max(told_ms, 0), LATEST_MS),
            self.now_ms,
            score,
            grade,
            max(seconds, 0.0),
        )

    def _known_cards(self) -> Mapping[str, Card]:
        """Cards of facts that this edition knows; those of others rest."""
        known = {fact.id for fact in self.material.facts}
        return {id_: card for id_, card in self.studying.cards.items() if id_ in known}


def mark_case(
    case: CourseCase, ids: Sequence[str], material: Material, *, emergency: bool, body: str = "male"
) -> CaseOutcome:
    """What an answer to a case is worth; parameters as of `StudyDesk.answer_case`."""
    found = _mark(case.case(material.atlas(body)), case.accepted, ids, material)
    overlooked = case.record.emergency and not emergency
    acts = any(
        flag.urgency != "soon" for flag in found.assessment.alarms.raised
    )  # to act the same day is never wrong then
    false_alarm = emergency and not case.record.emergency and not acts
    score = min(found.score, OVERLOOKED) if overlooked else found.score
    return replace(
        found, score=score * FALSE_ALARM if false_alarm else score, overlooked=overlooked, false_alarm=false_alarm
    )


def set_answer_id(footset: Footset, case_id: str) -> str:
    """Id under which answers to a case of a teacher's set are kept."""
    return f"set:{footset.id}:{case_id}"


def _mark(case: Case, accepted: Accepted, ids: Sequence[str], material: Material) -> CaseOutcome:
    given = list(dict.fromkeys(ids))[: len(PLACES)]
    place = next((k for k, id_ in enumerate(given, 1) if id_ in accepted.ids), 0)
    localiser = material.localiser(case.body)
    found = assess(localiser, painting.replay(localiser.atlas, case.drawing, views=()), case.clues)
    return CaseOutcome(PLACES[place - 1] if place else 0.0, place, accepted, found)
