"""An examination: a number of questions, a time, and nothing said until the end.

The examination holds what was asked and given; marking comes when it is finished. Then answers can be kept as those of
study are (`keep`), so that what was wrong comes back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import numpy as np

from footmap.data.courses import CourseCase, load_courses
from footmap.errors import Message, StudyError

from .desk import CaseOutcome, StudyDesk, mark_case
from .exercise import RIGHT_FROM, Answer, Exercise, Feedback
from .facts import SetId, facts_of
from .generate import generate
from .grade import grade as mark
from .material import Material
from .setting import NoExerciseError

Question: TypeAlias = Exercise | CourseCase
MOST_QUESTIONS: Final = 200


@dataclass(frozen=True)
class CaseAnswer:
    """Up to three candidates for a case, and whether the learner would act at once."""

    ids: tuple[str, ...]
    emergency: bool = False


Given: TypeAlias = Answer | CaseAnswer


@dataclass(frozen=True)
class Marked:
    """One question, marked.

    Attributes
    ----------
    given : Given or None
        None where it was not answered in time.
    score : float
        0 to 1.
    seconds : float
    outcome : Feedback, CaseOutcome or None
    """

    question: Question
    given: Given | None
    score: float
    seconds: float
    outcome: Feedback | CaseOutcome | None

    @property
    def right(self) -> bool:
        """Whether it counts as right."""
        return self.score >= RIGHT_FROM


@dataclass(frozen=True)
class Result:
    """A finished examination."""

    title: str
    marked: tuple[Marked, ...]
    minutes: float
    seconds: float
    late: bool

    @property
    def right(self) -> int:
        """Number of questions that count as right."""
        return sum(m.right for m in self.marked)

    @property
    def share(self) -> float:
        """Share of all points, 0 to 1."""
        return sum(m.score for m in self.marked) / len(self.marked)


@dataclass
class Examination:
    """An examination that is being sat.

    Attributes
    ----------
    questions : tuple of Question
    minutes : float
        Time for all of them.
    """

    title: str
    questions: tuple[Question, ...]
    minutes: float
    body: str = "male"
    _given: dict[int, tuple[Given, float]] = field(default_factory=dict)
    _late: bool = False

    def give(self, number: int, answer: Given, at_s: float, seconds: float) -> bool:
        """Answer a question, or answer it again; nothing is said about it.

        Parameters
        ----------
        number : int
            Of the question, from 0.
        at_s : float
            Seconds since the examination began.
        seconds : float
            From question to answer.

        Returns
        -------
        bool
            False if the time is up: the answer does not count.
        """
        if not 0 <= number < len(self.questions):
            raise StudyError(
                Message(
                    "The examination has {count} questions; there is none {number}.",
                    count=len(self.questions),
                    number=number + 1,
                )
            )
        if at_s > self.minutes * 60.0:
            self._late = True
            return False
        self._given[number] = answer, seconds
        return True

    @property
    def answered(self) -> Mapping[int, Given]:
        """Answers so far, by the number of the question."""
        return {number: given for number, (given, _) in self._given.items()}

    def finish(self, material: Material, seconds: float) -> Result:
        """Mark all questions; `seconds` is how long it took."""
        marked = tuple(self._mark(number, question, material) for number, question in enumerate(self.questions))
        return Result(self.title, marked, self.minutes, seconds, self._late)

    def _mark(self, number: int, question: Question, material: Material) -> Marked:
        if number not in self._given:
            return Marked(question, None, 0.0, 0.0, None)
        given, seconds = self._given[number]
        outcome: Feedback | CaseOutcome
        if isinstance(question, CourseCase):
            if not isinstance(given, CaseAnswer):
                raise TypeError("a case is answered with candidates")
            outcome = mark_case(question, given.ids, material, emergency=given.emergency, body=self.body)
        else:
            if isinstance(given, CaseAnswer):
                raise TypeError("an exercise is not answered with candidates of a case")
            outcome = mark(question, given, material)
        return Marked(question, given, outcome.score, seconds, outcome)


def compose(
    title: str,
    material: Material,
    rng: np.random.Generator,
    *,
    sets: Sequence[SetId] = ("core",),
    exercises: int = 20,
    cases: int = 5,
    grade: int | None = None,
    minutes: float = 30.0,
) -> Examination:
    """An examination drawn by lot: exercises about different facts, then cases.

    Parameters
    ----------
    sets : sequence of SetId
        Where exercises come from.
    exercises, cases : int
        Numbers of questions; fewer where there are not as many facts or cases.
    grade : int, optional
        Cases of this grade alone.

    Raises
    ------
    StudyError
        If nothing would be asked, or too much.
    """
    if not 0 < exercises + cases <= MOST_QUESTIONS:
        raise StudyError(Message("An examination has 1 to {most} questions.", most=MOST_QUESTIONS))
    facts = list(dict.fromkeys(fact for set_ in sets for fact in facts_of(material.facts, set_)))
    asked: list[Question] = []
    for k in rng.permutation(len(facts)):
        if len(asked) >= exercises:
            break
        try:
            asked.append(generate(facts[int(k)], rng, material))
        except NoExerciseError:
            continue
    known = [c for c in load_courses().cases.values() if grade is None or c.record.grade == grade]
    asked += [known[int(k)] for k in rng.permutation(len(known))[:cases]]
    if not asked:
        raise StudyError("There is nothing to ask; choose a set or a course.")
    return Examination(title, tuple(asked), minutes)


def keep(result: Result, desk: StudyDesk) -> None:
    """Keep what was answered in an examination, so that study goes on from there.

    Raises
    ------
    StudyError
        If it could not be kept; answers before that one are.
    """
    for marked in result.marked:
        if isinstance(marked.question, CourseCase) and isinstance(marked.given, CaseAnswer):
            desk.keep_case(marked.question.id, marked.given.ids, marked.score, marked.seconds)
        elif isinstance(marked.question, Exercise) and marked.given is not None:
            desk.keep(marked.question, marked.score, marked.seconds)
