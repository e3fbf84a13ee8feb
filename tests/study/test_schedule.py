"""When a fact is asked again: days, grades, leeches, and clocks that are wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footmap.core.learning import (
    DAY_MS,
    LATEST_MS,
    LONGEST_PAUSE_MS,
    Answer,
    Card,
    Grade,
    Learner,
    in_order,
    study_time,
)
from footmap.study.schedule import (
    OVERNIGHT_MS,
    Schedule,
    day_of,
    grade_of,
    is_leech,
    queue,
    study_on,
    usual_seconds,
)

START = 1_790_000_000_000
FACTS = tuple(f"nerve:{n}" for n in "abcdef")
GRADES = st.sampled_from(Grade)
CLOCKS = st.integers(-(10**15), 10**15)
"""Milliseconds, also long before 1970 and after 30,000."""


def answered(told: list[tuple[int, str, Grade]]) -> list[Answer]:
    out: list[Answer] = []
    for i, (clock, fact, grade) in enumerate(told):
        at_ms = study_time(clock, out[-1] if out else None)
        out.append(Answer(f"u{i}", fact, "", min(max(clock, 0), LATEST_MS), at_ms, 1.0, grade, 5.0))
    return out


@given(st.lists(st.tuples(CLOCKS, st.sampled_from(FACTS), GRADES), max_size=40), CLOCKS)
def test_no_clock_loses_an_answer_or_runs_backwards(told: list[tuple[int, str, Grade]], now: int) -> None:
    answers = answered(told)
    times = [a.at_ms for a in answers]
    assert times == sorted(times)
    cards = Schedule().replay(answers)
    assert {f: c.reviews for f, c in cards.items()} == {
        f: sum(a.fact == f for a in answers) for f in {a.fact for a in answers}
    }
    at_ms = study_time(now, answers[-1] if answers else None)
    for card in cards.values():
        assert card.first_ms <= card.last_ms <= card.due_ms
        assert card.last_ms <= at_ms
        assert card.due_ms - card.last_ms <= 366 * DAY_MS
        assert 0.0 <= Schedule().recall(card, at_ms) <= 1.0


@given(
    st.lists(st.tuples(st.integers(0, 30 * DAY_MS), st.sampled_from(FACTS), GRADES), min_size=2, max_size=20),
    st.integers(1, 19),
    st.integers(1, 5000 * DAY_MS),
)
def test_a_clock_that_is_set_back_for_good_changes_no_interval(
    steps: list[tuple[int, str, Grade]], cut: int, back_ms: int
) -> None:
    """From the second answer after it was set back all goes on as before; the gap itself is the only one unknown."""
    cut = min(cut, len(steps) - 1)
    right, wrong, clock = [], [], START
    for i, (gap, fact, grade) in enumerate(steps):
        clock += 0 if i == cut else gap
        right.append((clock, fact, grade))
        wrong.append((clock - (back_ms if i >= cut else 0), fact, grade))
    assert [a.at_ms for a in answered(right)] == [a.at_ms for a in answered(wrong)]


def test_a_clock_set_years_ahead_counts_a_year_once_at_most() -> None:
    told = [(START, "nerve:a", Grade.GOOD), (START + 20 * LONGEST_PAUSE_MS, "nerve:b", Grade.GOOD)]
    told.append((START + DAY_MS, "nerve:c", Grade.GOOD))
    assert [a.at_ms - START for a in answered(told)] == [0, LONGEST_PAUSE_MS, LONGEST_PAUSE_MS]


@given(st.lists(GRADES, min_size=1, max_size=12))
def test_the_same_answers_give_the_same_days(grades: list[Grade]) -> None:
    told = [(START + i * DAY_MS, "nerve:a", g) for i, g in enumerate(grades)]
    assert Schedule().replay(answered(told)) == Schedule().replay(answered(told))


@given(st.lists(GRADES, min_size=1, max_size=8), st.integers(1, 60))
def test_a_better_grade_never_comes_back_sooner(grades: list[Grade], days: int) -> None:
    schedule = Schedule()
    card: Card | None = None
    for grade in grades:
        card = schedule.review("nerve:a", card, grade, START if card is None else card.due_ms)
    assert card is not None
    at_ms = card.due_ms + days * DAY_MS
    dues = [schedule.review("nerve:a", card, grade, at_ms).due_ms for grade in Grade]
    assert dues == sorted(dues)


@given(st.floats(0, 1), st.floats(0.1, 500), st.floats(0.1, 500), st.floats(1, 100))
def test_a_slow_answer_is_never_graded_above_a_quick_one(score: float, a_s: float, b_s: float, usual_s: float) -> None:
    quick, slow = sorted((a_s, b_s))
    assert grade_of(score, quick, usual_s) >= grade_of(score, slow, usual_s)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.1, 500))
def test_a_better_score_is_never_graded_below_a_worse_one(a: float, b: float, seconds: float) -> None:
    low, high = sorted((a, b))
    assert grade_of(low, seconds, 20.0) <= grade_of(high, seconds, 20.0)


def test_a_slow_right_answer_is_hard_and_a_quick_wrong_one_wrong() -> None:
    assert grade_of(1.0, 100.0, 20.0) == Grade.HARD
    assert grade_of(1.0, 20.0, 20.0) == Grade.GOOD
    assert grade_of(1.0, 5.0, 20.0) == Grade.EASY
    assert grade_of(0.2, 1.0, 20.0) == Grade.AGAIN


def test_usual_time_follows_the_learner_once_there_are_enough_answers() -> None:
    assert usual_seconds([3.0, 4.0], 20.0) == 20.0
    assert usual_seconds([3.0, 4.0, 5.0, 400.0, 4.0], 20.0) == 4.0


def card(fact: str, due_ms: int, *, lapses: int = 0, first_ms: int | None = None, last_ms: int | None = None) -> Card:
    first_ms = START - 90 * DAY_MS if first_ms is None else first_ms
    last_ms = due_ms - 5 * DAY_MS if last_ms is None else last_ms
    return Card(fact, "review", None, 5.0, 5.0, due_ms, last_ms, first_ms, 3, lapses)


def asked(
    cards: dict[str, Card],
    new_per_day: int = 10,
    now_ms: int = START,
    offset_min: int = 0,
    comparisons: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[str, ...]:
    learner = Learner("x", "X", new_per_day)
    found = queue(FACTS, cards, learner, now_ms, schedule=Schedule(), offset_min=offset_min, comparisons=comparisons)
    return found.facts


def test_the_weakest_comes_first_and_what_is_not_due_does_not_come() -> None:
    cards = {
        "nerve:a": card("nerve:a", START - DAY_MS),
        "nerve:b": card("nerve:b", START - 20 * DAY_MS),
        "nerve:c": card("nerve:c", START + DAY_MS),
    }
    assert asked(cards, new_per_day=1) == ("nerve:b", "nerve:a", "nerve:d")


@given(st.integers(0, 8), st.integers(0, 6), st.integers(-720, 840))
def test_new_facts_of_a_day_are_limited_in_every_time_zone(limit: int, begun: int, offset_min: int) -> None:
    now_ms = START
    cards = {f: card(f, START + 9 * DAY_MS, first_ms=now_ms, last_ms=now_ms) for f in FACTS[:begun]}
    new = asked(cards, new_per_day=limit, now_ms=now_ms, offset_min=offset_min)
    assert len(new) == min(len(FACTS) - begun, max(0, limit - begun))
    tomorrow = asked(cards, new_per_day=limit, now_ms=now_ms + DAY_MS, offset_min=offset_min)
    assert len(tomorrow) == min(len(FACTS) - begun, limit)


def test_a_leech_comes_after_its_comparison_and_the_comparison_once_for_each_lapse() -> None:
    leech = card("nerve:a", START - DAY_MS, lapses=4)
    assert is_leech(leech)
    comparisons: dict[str, tuple[str, ...]] = {"nerve:a": ("apart:a-b",), "nerve:b": ("apart:a-b",)}
    cards = {"nerve:a": leech, "nerve:b": card("nerve:b", START - 2 * DAY_MS)}
    found = asked(cards, 0, comparisons=comparisons)
    assert found == ("nerve:b", "apart:a-b", "nerve:a")
    compared = card("apart:a-b", START + DAY_MS, last_ms=START)
    assert asked(cards | {"apart:a-b": compared}, 0, comparisons=comparisons) == ("nerve:b", "nerve:a")


def test_a_day_begins_in_the_small_hours() -> None:
    midnight = 20_000 * DAY_MS
    assert day_of(midnight + 3 * 3_600_000) == day_of(midnight - 3_600_000)
    assert day_of(midnight + 5 * 3_600_000) == day_of(midnight - 3_600_000) + 1


@given(st.lists(st.tuples(CLOCKS, st.sampled_from(FACTS), GRADES), max_size=25), st.integers(0, 25))
def test_answers_of_two_machines_join_whichever_comes_first(told: list[tuple[int, str, Grade]], cut: int) -> None:
    answers = answered(told)
    left, right = answers[:cut], answers[max(0, cut - 3) :]
    joined = in_order([*left, *right])
    assert joined == in_order([*right, *left])
    assert {a.uid for a in joined} == {a.uid for a in answers}
    assert in_order(joined) == joined


@pytest.mark.parametrize("lapses", [0, 3])
def test_who_forgets_seldom_is_no_leech(lapses: int) -> None:
    assert not is_leech(card("nerve:a", START, lapses=lapses))


@given(st.lists(GRADES, min_size=1, max_size=10), st.integers(0, 400))
def test_recall_is_that_of_the_library_on_whole_days(grades: list[Grade], days: int) -> None:
    schedule = Schedule()
    known: Card | None = None
    for grade in grades:
        known = schedule.review("nerve:a", known, grade, START if known is None else known.due_ms)
    assert known is not None
    theirs = fsrs.Scheduler().get_card_retrievability(
        fsrs.Card(
            card_id=0,
            state=fsrs.State.Review,
            stability=known.stability_days,
            difficulty=known.difficulty,
            last_review=datetime.fromtimestamp(known.last_ms / 1000, UTC),
        ),
        datetime.fromtimestamp(known.last_ms / 1000, UTC) + timedelta(days=days),
    )
    assert schedule.recall(known, known.last_ms + days * DAY_MS) == pytest.approx(theirs)


@given(st.lists(st.tuples(st.sampled_from(FACTS), GRADES), max_size=20))
def test_nothing_comes_back_on_the_same_day(given_: list[tuple[str, Grade]]) -> None:
    cards = Schedule().replay(answered([(START + i * 60_000, f, g) for i, (f, g) in enumerate(given_)]))
    now_ms = START + 3_600_000
    assert not asked(cards, 0, now_ms)
    assert study_on(FACTS, cards, now_ms) == ()
    assert set(study_on(FACTS, cards, now_ms + OVERNIGHT_MS)) == set(cards)


@given(st.permutations(FACTS))
def test_who_studies_on_is_asked_first_what_rested_longest(order: list[str]) -> None:
    told = [(START + i * 60_000, fact, Grade.GOOD) for i, fact in enumerate(order)]
    cards = Schedule().replay(answered(told))
    assert study_on(FACTS, cards, START + DAY_MS) == tuple(order)
