"""Whether the schedule saves reviews: simulated learners who forget by another model than the schedule's own.

Memory follows Pavlik and Anderson (2005), Practice and forgetting effects on vocabulary memory, Cognitive Science 29,
559-586: each exposure leaves a trace that decays by a power of its age, faster if the fact was active when it came:

    m = b + ln sum_k t_k ** -d_k,   d_k = a + c * exp(m at exposure k),   P(recall) = 1 / (1 + exp((tau - m) / s))

Ages are seconds of study; time between sessions counts a share h of them. The parameters are theirs, recalled.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

import numpy as np

from footmap.core.learning import DAY_MS, Card, Learner
from footmap.core.views import FloatArray
from footmap.study.facts import facts_of, load_facts
from footmap.study.schedule import Schedule, grade_of, queue, study_on, usual_seconds

from .result import Result

Order = Literal["schedule", "teacher", "rounds", "random"]

DECAY: Final = 0.177
DECAY_SCALE: Final = 0.217
THRESHOLD: Final = -0.704
NOISE: Final = 0.255
BETWEEN: Final = 0.025
LATENCY_S: Final = 6.0
"""Seconds that recall takes at an activation of 0; it grows as exp(-m)."""
FACT_SPREAD: Final = 0.5
"""Standard deviation of b among facts: some are harder than others for everybody."""
LEARNER_SPREAD: Final = 0.3
"""The same among learners."""
ROOM: Final = 32
"""Traces of a fact that there is room for at first."""
REVIEW_S: Final = 20
"""Seconds from one review of a session to the next."""
START_MS: Final = 1_790_000_000_000
GOAL: Final = 0.9
KEPT_DAYS: Final = 14
MOST_DAYS: Final = 365
GOAL_RATIO: Final = 0.6
NEAR_BEST: Final = 1.1
"""The schedule may need this many times the reviews of a teacher who knows everything."""
ORDERS: Final[tuple[Order, ...]] = get_args(Order)


@dataclass(frozen=True)
class Study:
    """How the simulated learners study.

    Attributes
    ----------
    learners : int
    per_day : int
        Most reviews on one day, the same for every order.
    seed : int
    """

    learners: int = 200
    per_day: int = 30
    seed: int = 2026


@dataclass(frozen=True)
class Reached:
    """What it took a group of learners to know the set and keep it.

    Attributes
    ----------
    reviews : (learners,) float64
        Reviews until mean recall reached the goal for the first of the days that it was kept; infinite if never.
    with_keeping : (learners,) float64
        The same and those of the days that it was kept.
    days : (learners,) float64
        Days until then.
    """

    reviews: FloatArray
    with_keeping: FloatArray
    days: FloatArray


class Memory:
    """What one learner remembers of every fact; all times are seconds of study."""

    def __init__(self, ease: FloatArray) -> None:
        self._ease = ease
        self._met = np.zeros(len(ease), dtype=np.int64)
        self._at_s = np.zeros((len(ease), ROOM))
        self._decay = np.full((len(ease), ROOM), np.inf)  # a trace that is not there has decayed at once

    def activation(self, now_s: float) -> FloatArray:
        """Activation of every fact; minus infinity where it was never met."""
        most = max(int(self._met.max()), 1)
        ages = np.maximum(now_s - self._at_s[:, :most], 1.0 + 1e-9)
        with np.errstate(divide="ignore"):
            found: FloatArray = self._ease + np.log(np.sum(ages ** -self._decay[:, :most], axis=1))
        return found

    def activation_of(self, fact: int, now_s: float) -> float:
        """Activation of one fact."""
        met = int(self._met[fact])
        if not met:
            return -math.inf
        ages = np.maximum(now_s - self._at_s[fact, :met], 1.0 + 1e-9)
        return float(self._ease[fact]) + math.log(float(np.sum(ages ** -self._decay[fact, :met])))

    def recall(self, now_s: float) -> FloatArray:
        """How likely each fact is recalled."""
        found: FloatArray = 1.0 / (1.0 + np.exp(np.clip((THRESHOLD - self.activation(now_s)) / NOISE, -500, 500)))
        return found

    def expose(self, fact: int, now_s: float) -> None:
        """Meet a fact, by recalling it or by being told."""
        active = self.activation_of(fact, now_s)
        place = int(self._met[fact])
        if place == self._at_s.shape[1]:
            self._at_s = np.concatenate([self._at_s, np.zeros_like(self._at_s)], axis=1)
            self._decay = np.concatenate([self._decay, np.full_like(self._decay, np.inf)], axis=1)
        self._decay[fact, place] = DECAY + DECAY_SCALE * math.exp(min(active, 20.0))
        self._at_s[fact, place] = now_s
        self._met[fact] += 1


def recall_at(activation: float) -> float:
    """How likely a fact of that activation is recalled."""
    return 1.0 / (1.0 + math.exp(min(max((THRESHOLD - activation) / NOISE, -500.0), 500.0)))


class Random:
    """The same number of reviews each day, each of any fact, drawn at random."""

    def __init__(self, count: int, rng: np.random.Generator) -> None:
        self._count, self._rng = count, rng

    def next(self, memory: Memory, day: int, done: int) -> int | None:
        """The next fact."""
        return int(self._rng.integers(self._count))

    def answered(self, fact: int, right: bool, seconds: float, now_ms: int) -> None:
        """Random order takes no notice."""


class Rounds:
    """The same number of reviews each day in shuffled rounds: all facts once, then all once more, shuffled anew.

    Spaces every fact as evenly as can be without knowing the learner, which is the harder rival.
    """

    def __init__(self, count: int, rng: np.random.Generator) -> None:
        self._count, self._rng = count, rng
        self._left: list[int] = []

    def next(self, memory: Memory, day: int, done: int) -> int | None:
        """The next fact."""
        if not self._left:
            self._left = [int(k) for k in self._rng.permutation(self._count)]
        return self._left.pop()

    def answered(self, fact: int, right: bool, seconds: float, now_ms: int) -> None:
        """Rounds take no notice."""


class Teacher:
    """A teacher who looks into the learner's head and always asks the fact that is truly known least.

    Nobody can do so; it shows what is left to gain by asking in another order.
    """

    def next(self, memory: Memory, day: int, done: int) -> int | None:
        """The next fact."""
        return int(np.argmin(memory.activation(study_s(day, done))))

    def answered(self, fact: int, right: bool, seconds: float, now_ms: int) -> None:
        """The teacher knows already."""


class Scheduled:
    """The program's own schedule, as it is; when nothing is due, it goes on as whoever studies on does."""

    def __init__(self, facts: Sequence[str], new_per_day: int) -> None:
        self._facts = facts
        self._learner = Learner("simulated", "Simulated", new_per_day)
        self._schedule = Schedule()
        self._cards: dict[str, Card] = {}
        self._usual_s: list[float] = []

    def next(self, memory: Memory, day: int, done: int) -> int | None:
        """The first fact of the queue, else that which was asked longest ago; it knows nothing of the memory."""
        now_ms = clock_ms(day, done)
        found = queue(self._facts, self._cards, self._learner, now_ms, schedule=self._schedule).facts
        found = found or study_on(self._facts, self._cards, now_ms)
        return self._facts.index(found[0]) if found else None

    def answered(self, fact: int, right: bool, seconds: float, now_ms: int) -> None:
        """Keep the card that follows."""
        id_ = self._facts[fact]
        grade = grade_of(1.0 if right else 0.0, seconds, usual_seconds(self._usual_s[-200:], LATENCY_S))
        if right:
            self._usual_s.append(seconds)
        self._cards[id_] = self._schedule.review(id_, self._cards.get(id_), grade, now_ms)


Asking = Random | Rounds | Teacher | Scheduled


def study_s(day: int, done: int) -> float:
    """Time of a review, seconds of study."""
    return day * 86_400 * BETWEEN + done * REVIEW_S


def clock_ms(day: int, done: int) -> int:
    """Time of a review as the clock tells it, ms since 1970."""
    return START_MS + day * DAY_MS + done * REVIEW_S * 1000


def simulate(study: Study, order: Order) -> Reached:
    """All learners of a study in one order; every learner meets the same facts with the same memory in each order."""
    facts = [fact.id for fact in facts_of(load_facts(), "core")]
    hard = np.random.default_rng(study.seed).normal(0.0, FACT_SPREAD, len(facts))
    found = [_one(study, order, facts, hard, number) for number in range(study.learners)]
    reviews, with_keeping, days = np.array(found, dtype=np.float64).T
    return Reached(reviews, with_keeping, days)


def _one(study: Study, order: Order, facts: Sequence[str], hard: FloatArray, number: int) -> tuple[float, float, float]:
    rng = np.random.default_rng((study.seed, number))
    memory = Memory(hard + rng.normal(0.0, LEARNER_SPREAD) + rng.normal(0.0, FACT_SPREAD / 2, len(facts)))
    asked = _order(order, facts, study.per_day, rng)
    reviews = 0
    kept: list[int] = []  # reviews before each day of the present run at the goal
    for day in range(MOST_DAYS):
        if day and float(memory.recall(study_s(day, 0)).mean()) >= GOAL:
            kept.append(reviews)
            if len(kept) == KEPT_DAYS:
                return float(kept[0]), float(reviews), float(day + 1 - KEPT_DAYS)
        else:
            kept.clear()
        reviews += _session(memory, asked, study.per_day, day, rng)
    return np.inf, np.inf, np.inf


def _order(order: Order, facts: Sequence[str], per_day: int, rng: np.random.Generator) -> Asking:
    if order == "schedule":
        return Scheduled(facts, per_day)
    if order == "teacher":
        return Teacher()
    return Random(len(facts), rng) if order == "random" else Rounds(len(facts), rng)


def _session(memory: Memory, asked: Asking, per_day: int, day: int, rng: np.random.Generator) -> int:
    for done in range(per_day):
        now_s = study_s(day, done)
        fact = asked.next(memory, day, done)
        if fact is None:
            return done
        active = memory.activation_of(fact, now_s)
        right = rng.random() < recall_at(active)
        seconds = LATENCY_S * float(np.exp(min(-active, 3.0))) if right else 3.0 * LATENCY_S
        memory.expose(fact, now_s)
        asked.answered(fact, right, seconds, clock_ms(day, done))
    return per_day


@dataclass(frozen=True)
class Found:
    """What a study showed.

    Attributes
    ----------
    reached : mapping of order to Reached
    results : tuple of Result
        Ratios of reviews, the schedule's to those of random order.
    """

    study: Study
    facts: int
    reached: Mapping[Order, Reached]
    results: tuple[Result, ...]


def run(study: Study, progress: Callable[[str], None]) -> Found:
    """Simulate all orders."""
    reached: dict[Order, Reached] = {}
    for order in ORDERS:
        progress(f"simulating {study.learners} learners, {order} ...")
        reached[order] = simulate(study, order)
    ours = reached["schedule"]
    others: dict[Order, str] = {"random": "random order", "rounds": "shuffled rounds"}
    results = [result for order, words in others.items() for result in _ratios(ours, reached[order], words)]
    best = ratio(ours.reviews, reached["teacher"].reviews)
    results.append(Result("the same to a teacher who knows what is known least", best, "", NEAR_BEST))
    return Found(study, len(facts_of(load_facts(), "core")), reached, tuple(results))


def _ratios(ours: Reached, theirs: Reached, words: str) -> tuple[Result, Result]:
    first = f"reviews until 90 % is recalled, schedule to {words}"
    return (
        Result(first, ratio(ours.reviews, theirs.reviews), "", GOAL_RATIO),
        Result(f"{words}: the same with 14 days kept", ratio(ours.with_keeping, theirs.with_keeping), "", GOAL_RATIO),
    )


def lines(found: Found) -> Iterator[str]:
    """What ``footmap benchmark --learning`` prints of the schedule beside the ratios."""
    study = found.study
    yield (
        f"{study.learners} simulated learners, seed {study.seed}, {found.facts} facts of 'core', at most "
        f"{study.per_day} reviews a day, until mean recall is {GOAL:.0%} and kept for {KEPT_DAYS} days"
    )
    for order, reached in found.reached.items():
        yield (
            f"  {order:<9} {_mean(reached.reviews)} reviews in {_mean(reached.days)} days, "
            f"{_mean(reached.with_keeping)} with the days of keeping; "
            f"{int(np.isinf(reached.reviews).sum())} never reached it"
        )


def ratio(ours: FloatArray, theirs: FloatArray) -> float:
    """Reviews of one order as a share of another's; who never reached it counts as the most reviews of all."""
    most = max(float(np.max(values[np.isfinite(values)], initial=0.0)) for values in (ours, theirs))
    return float(np.mean(np.where(np.isinf(ours), most, ours)) / np.mean(np.where(np.isinf(theirs), most, theirs)))


def _mean(values: FloatArray) -> str:
    finite = values[np.isfinite(values)]
    return f"{finite.mean():.0f}" if len(finite) else "-"
