"""When a fact is asked again: FSRS with frozen values, and the queue of a day.

The model of memory is that of the ``fsrs`` library (Ye, Su and Cao 2022, https://doi.org/10.1145/3534678.3539081), its
published parameters, no chance in it: the same answers give the same days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Final

import fsrs

from footmap.core.learning import DAY_MS, Answer, Card, Grade, Learner, Stage

KEPT: Final = 0.9
"""Recall at which a fact is asked again."""
OVERNIGHT_MS: Final = 8 * 3_600_000
"""No fact is asked again sooner, not even by whoever studies on."""
LEAST_RIGHT: Final = 0.6
"""Score below which an answer is wrong: less than that of the skin was known."""
LEAST_GOOD: Final = 0.8
LEAST_EASY: Final = 0.95
SLOW: Final = 2.0
"""Times the usual time from which a right answer counts as hard."""
FAST: Final = 0.6
"""Times the usual time below which an answer may count as easy."""
LEECH: Final = 4
"""Number of lapses from which a fact is compared with what it is taken for."""
DAY_BEGINS_H: Final = 4
"""Hour at which a day of study begins: who studies past midnight is still on the day before."""
FEW: Final = 5
"""Number of answers below which a learner's own times say little."""

_STAGES: Final[Mapping[Stage, fsrs.State]] = {
    "learning": fsrs.State.Learning,
    "review": fsrs.State.Review,
    "relearning": fsrs.State.Relearning,
}
_NAMES: Final = {state: stage for stage, state in _STAGES.items()}
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def grade_of(score: float, seconds: float, usual_s: float) -> Grade:
    """Grade of an answer from its score and its time.

    Parameters
    ----------
    score : float
        0 to 1.
    seconds : float
        From question to answer.
    usual_s : float
        What such an answer usually takes; see `usual_seconds`.

    Notes
    -----
    What is known slowly is not yet seen at a glance: a slow right answer is hard. Training that counts both rightness
    and time kept its effect for a year (Kellman and Garrigan 2009, Physics of Life Reviews 6, 53; recalled).
    """
    if score < LEAST_RIGHT:
        return Grade.AGAIN
    if score < LEAST_GOOD or seconds > SLOW * usual_s:
        return Grade.HARD
    return Grade.EASY if score >= LEAST_EASY and seconds < FAST * usual_s else Grade.GOOD


def usual_seconds(times_s: Iterable[float], first_s: float) -> float:
    """What an answer of a kind usually takes a learner.

    Parameters
    ----------
    times_s : iterable of float
        Times of the learner's right answers of this kind.
    first_s : float
        What it takes as long as there are few.
    """
    known = [t for t in times_s if t > 0]
    return median(known) if len(known) >= FEW else first_s


class Schedule:
    """FSRS: a card and a grade give the next card.

    Nothing comes back on the same day: the answer has just been shown, and an exposure while it is still in mind adds
    little that lasts.

    Parameters
    ----------
    kept : float
        Recall at which a fact is asked again, 0 to 1.
    """

    def __init__(self, kept: float = KEPT) -> None:
        self._fsrs = fsrs.Scheduler(
            desired_retention=kept, learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False
        )
        self._decay = -self._fsrs.parameters[20]
        self._factor = 0.9 ** (1.0 / self._decay) - 1.0

    def review(self, fact: str, card: Card | None, grade: Grade, at_ms: int) -> Card:
        """The card of a fact after an answer.

        Parameters
        ----------
        fact : str
        card : Card or None
            None where the fact was never asked.
        grade : Grade
        at_ms : int
            Study time; an earlier one than that of the last review counts as the same moment.
        """
        at_ms = at_ms if card is None else max(at_ms, card.last_ms)
        old = fsrs.Card(card_id=0, due=_date(at_ms)) if card is None else _to_fsrs(card)
        new, _ = self._fsrs.review_card(old, fsrs.Rating(int(grade)), _date(at_ms))
        assert new.stability is not None  # set by every review
        assert new.difficulty is not None
        lapsed = card is not None and card.stage == "review" and grade == Grade.AGAIN
        return Card(
            fact=fact,
            stage=_NAMES[new.state],
            step=new.step,
            stability_days=new.stability,
            difficulty=new.difficulty,
            due_ms=_ms(new.due),
            last_ms=at_ms,
            first_ms=at_ms if card is None else card.first_ms,
            reviews=1 if card is None else card.reviews + 1,
            lapses=(0 if card is None else card.lapses) + lapsed,
        )

    def recall(self, card: Card | None, at_ms: int) -> float:
        """How likely a fact is recalled at a study time, 0 to 1; 0 where it was never asked."""
        if card is None:
            return 0.0
        days = max(at_ms - card.last_ms, 0) / DAY_MS
        return float((1.0 + self._factor * days / card.stability_days) ** self._decay)

    def replay(self, answers: Iterable[Answer]) -> dict[str, Card]:
        """Cards after all answers of a learner, in their order."""
        cards: dict[str, Card] = {}
        for answer in answers:
            if is_fact(answer.fact):
                cards[answer.fact] = self.review(answer.fact, cards.get(answer.fact), answer.grade, answer.at_ms)
        return cards


@dataclass(frozen=True)
class Queue:
    """What a learner is asked today, in order.

    Attributes
    ----------
    due : tuple of str
        Facts to be repeated, the weakest first; a leech comes after the comparison that helps with it.
    new : tuple of str
        Facts that are asked for the first time.
    compared : frozenset of str
        Those of `due` that are comparisons put in for a leech.
    """

    due: tuple[str, ...]
    new: tuple[str, ...]
    compared: frozenset[str] = frozenset()

    @property
    def facts(self) -> tuple[str, ...]:
        """All of them, repeated ones first."""
        return (*self.due, *self.new)


def queue(
    facts: Sequence[str],
    cards: Mapping[str, Card],
    learner: Learner,
    now_ms: int,
    *,
    schedule: Schedule,
    offset_min: int = 0,
    comparisons: Mapping[str, Sequence[str]] | None = None,
) -> Queue:
    """The queue of a learner.

    Parameters
    ----------
    facts : sequence of str
        Facts of the sets that are studied, in the order in which they are taught.
    cards : mapping of fact to Card
    learner : Learner
    now_ms : int
        Study time.
    offset_min : int
        Minutes by which the learner's clock is ahead of UTC; decides when a day of new facts begins, nothing else.
    comparisons : mapping of fact to facts, optional
        Distinctions (``apart:...``) that help where a fact is taken for another.
    """
    taught = tuple(dict.fromkeys(facts))
    known = [cards[f] for f in taught if f in cards]
    due = sorted((c for c in known if c.due_ms <= now_ms), key=lambda c: (schedule.recall(c, now_ms), c.due_ms, c.fact))
    order: list[str] = []
    compared: set[str] = set()
    for card in due:
        if is_leech(card):
            for other in (comparisons or {}).get(card.fact, ())[:1]:
                seen = cards.get(other)
                if other not in order and (seen is None or seen.last_ms < card.last_ms or seen.due_ms <= now_ms):
                    order.append(other)
                    compared.add(other)
        if card.fact not in order:
            order.append(card.fact)
    today = day_of(now_ms, offset_min)
    begun = sum(day_of(c.first_ms, offset_min) == today for c in known)
    fresh = [f for f in taught if f not in cards and f not in compared]
    return Queue(tuple(order), tuple(fresh[: max(0, learner.new_per_day - begun)]), frozenset(compared))


def study_on(facts: Sequence[str], cards: Mapping[str, Card], now_ms: int) -> tuple[str, ...]:
    """Facts for whoever wants to go on when nothing is due: known ones not asked today, the longest rested first.

    Notes
    -----
    What is weak is due soon in any case; asked still sooner it gains little. The longer a fact has rested, the longer
    the same answer is remembered (the spacing effect: Cepeda et al. 2006, Psychological Bulletin 132, 354; recalled).
    """
    known = [cards[f] for f in dict.fromkeys(facts) if f in cards and now_ms - cards[f].last_ms >= OVERNIGHT_MS]
    return tuple(c.fact for c in sorted(known, key=lambda c: (c.last_ms, c.fact)))


def is_leech(card: Card) -> bool:
    """Whether a fact is forgotten so often that asking it again does not help."""
    return card.lapses >= LEECH


def is_fact(id_: str) -> bool:
    """Whether an id is that of a fact that is kept with cards, not of a case of a course or of a teacher's set."""
    return not id_.startswith(("case:", "set:"))


def day_of(at_ms: int, offset_min: int = 0) -> int:
    """Number of the day of study."""
    return (at_ms + offset_min * 60_000 - DAY_BEGINS_H * 3_600_000) // DAY_MS


def _to_fsrs(card: Card) -> fsrs.Card:
    return fsrs.Card(
        card_id=0,
        state=_STAGES[card.stage],
        step=card.step,
        stability=card.stability_days,
        difficulty=card.difficulty,
        due=_date(card.due_ms),
        last_review=_date(card.last_ms),
    )


def _date(at_ms: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=at_ms)


def _ms(date: datetime) -> int:
    return (date - _EPOCH) // timedelta(milliseconds=1)
