"""The simulated learners: a memory that forgets, spacing that helps, and the same figures for the same seed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footmap.bench.learning import (
    ROOM,
    Memory,
    Random,
    Rounds,
    Study,
    Teacher,
    lines,
    ratio,
    recall_at,
    run,
    simulate,
    study_s,
)

NOBODY = Memory(np.zeros(1))
TIMES = st.lists(st.floats(0, 1e5), min_size=1, max_size=12)


def after(times: list[float]) -> Memory:
    memory = Memory(np.zeros(2))
    for time_s in sorted(times):
        memory.expose(0, time_s)
    return memory


@given(TIMES, st.floats(10, 1e6), st.floats(10, 1e6))
def test_what_is_not_met_is_forgotten(times: list[float], a_s: float, b_s: float) -> None:
    memory = after(times)
    soon, late = sorted((max(times) + a_s, max(times) + b_s))
    assert memory.recall(soon)[0] >= memory.recall(late)[0]
    assert memory.recall(soon)[1] == pytest.approx(0.0)


@given(TIMES, st.floats(10, 1e5))
def test_another_exposure_helps(times: list[float], gap_s: float) -> None:
    at_s = max(times) + gap_s
    once, more = after(times), after([*times, max(times) + gap_s / 2])
    assert more.recall(at_s)[0] > once.recall(at_s)[0] or once.recall(at_s)[0] == pytest.approx(1.0)


def test_spaced_exposures_last_longer_than_massed_ones() -> None:
    massed = after([990.0 + k for k in range(8)])
    spaced = after([1000.0 / 7 * k for k in range(8)])
    assert spaced.recall(50_000.0)[0] > massed.recall(50_000.0)[0]


def test_memory_has_room_for_as_many_exposures_as_there_are() -> None:
    memory = after([300.0 * k for k in range(3 * ROOM)])
    fewer = after([300.0 * k for k in range(3 * ROOM - 1)])
    assert memory.activation(1e6)[0] > fewer.activation(1e6)[0]


@given(TIMES, st.floats(10, 1e6))
def test_one_fact_is_remembered_as_among_all(times: list[float], later_s: float) -> None:
    memory, now_s = after(times), max(times) + later_s
    assert memory.activation_of(0, now_s) == pytest.approx(float(memory.activation(now_s)[0]))
    assert recall_at(memory.activation_of(0, now_s)) == pytest.approx(float(memory.recall(now_s)[0]))
    assert recall_at(memory.activation_of(1, now_s)) == pytest.approx(float(memory.recall(now_s)[1]))


def test_the_teacher_asks_what_is_known_least() -> None:
    memory = Memory(np.array([0.0, 0.5, 0.2]))
    for fact in range(3):
        memory.expose(fact, 0.0)
    assert Teacher().next(memory, 1, 0) == int(np.argmin(memory.recall(study_s(1, 0)))) == 0
    memory.expose(0, study_s(1, 0))
    assert Teacher().next(memory, 1, 1) == 2


def test_random_order_asks_each_fact_about_as_often() -> None:
    order = Random(5, np.random.default_rng(1))
    counts = np.bincount([order.next(NOBODY, 0, k) or 0 for k in range(2000)])
    assert counts.min() > 320
    assert counts.max() < 480


def test_rounds_ask_everything_before_they_repeat() -> None:
    order = Rounds(7, np.random.default_rng(1))
    asked = [order.next(NOBODY, 0, k) for k in range(21)]
    assert all(sorted(x for x in asked[k : k + 7] if x is not None) == list(range(7)) for k in (0, 7, 14))


def test_a_study_gives_the_same_figures_again_and_says_them() -> None:
    study = Study(learners=1, per_day=41, seed=4)
    found = run(study, lambda _: None)
    again = simulate(study, "schedule")
    assert np.array_equal(found.reached["schedule"].reviews, again.reviews)
    assert np.isfinite(found.reached["random"].reviews).all()
    said = "\n".join(lines(found))
    assert "seed 4" in said
    assert {r.value for r in found.results} == {
        part
        for other in (found.reached["random"], found.reached["rounds"])
        for part in (
            ratio(found.reached["schedule"].reviews, other.reviews),
            ratio(found.reached["schedule"].with_keeping, other.with_keeping),
        )
    } | {ratio(found.reached["schedule"].reviews, found.reached["teacher"].reviews)}


def test_who_never_gets_there_counts_as_the_most() -> None:
    assert ratio(np.array([np.inf, 10.0]), np.array([20.0, 20.0])) == pytest.approx(15.0 / 20.0)
