"""What is known about somebody who learns: answers, and for each fact a card that says how well it is kept.

Times are milliseconds since 1970 in UTC, so that a moved time zone changes nothing. An answer has two: `told_ms`, which
the clock of the computer told, and `at_ms`, the study time that never runs backwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final, Literal

DAY_MS: Final = 86_400_000
LATEST_MS: Final = 200 * 365 * DAY_MS
"""No study time lies after this; a clock that tells more is wrong."""
LONGEST_PAUSE_MS: Final = 365 * DAY_MS
"""Most that passes between two answers: a longer pause says nothing more, and a clock set ahead does little harm."""
MOST_NEW_PER_DAY: Final = 200

Stage = Literal["learning", "review", "relearning"]


class Grade(IntEnum):
    """How an answer went; the numbers are those of the scheduler."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True)
class Learner:
    """Somebody who studies on this machine.

    Attributes
    ----------
    id : str
        Never changes; an export carries it, so that an import meets the same learner.
    new_per_day : int
        Number of facts that are asked for the first time on one day.
    """

    id: str
    name: str
    new_per_day: int = 10


@dataclass(frozen=True)
class Answer:
    """One answer to one exercise.

    Attributes
    ----------
    uid : str
        Unlike that of any other answer, on any machine.
    fact : str
        Id of the fact that was asked, or of a case of a course (``case:...``).
    exercise : str
        What was asked: kind and seed, so that it can be drawn again.
    told_ms, at_ms : int
        Time that the clock told, and study time; see above.
    score : float
        0 to 1.
    grade : Grade
    seconds : float
        From question to answer.
    """

    uid: str
    fact: str
    exercise: str
    told_ms: int
    at_ms: int
    score: float
    grade: Grade
    seconds: float


@dataclass(frozen=True)
class Card:
    """How well one fact is kept.

    Attributes
    ----------
    stage : {"learning", "review", "relearning"}
    step : int or None
        Step of learning or learning again; None in review.
    stability_days, difficulty : float
        Of the scheduler's model of memory.
    due_ms, last_ms, first_ms : int
        Study times: when it is to be asked, was asked last, was asked first.
    reviews, lapses : int
        Number of answers, and of answers that had been known and were wrong.
    """

    fact: str
    stage: Stage
    step: int | None
    stability_days: float
    difficulty: float
    due_ms: int
    last_ms: int
    first_ms: int
    reviews: int
    lapses: int


def study_time(told_ms: int, last: Answer | None) -> int:
    """Study time of a moment that the clock tells, after the learner's last answer.

    Notes
    -----
    It advances as the clock does, by at most a year from one answer to the next, and stands still while the clock says
    something earlier than at the last answer. A clock that was set back therefore delays nothing by more than the time
    it stood wrong, and one that was set ahead counts once.
    """
    told_ms = min(max(told_ms, 0), LATEST_MS)
    if last is None:
        return told_ms
    passed = min(max(told_ms - last.told_ms, 0), LONGEST_PAUSE_MS)
    return min(last.at_ms + passed, LATEST_MS)


def in_order(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """Answers of several machines in one order, each once, with study times that never run backwards.

    Parameters
    ----------
    answers : iterable of Answer
        Those that carry the same uid are one.
    """
    out: list[Answer] = []
    by_uid = {answer.uid: answer for answer in answers}
    for answer in sorted(by_uid.values(), key=lambda a: (a.at_ms, a.told_ms, a.uid)):
        at_ms = min(max(answer.at_ms, out[-1].at_ms if out else 0), LATEST_MS)
        out.append(replace(answer, at_ms=at_ms))
    return tuple(out)
