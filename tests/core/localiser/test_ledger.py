"""The ledger by itself: what is shared out adds up, whatever the order, and words follow the numbers."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footmap.core.localiser.ledger import Ledger, RowKind, Step, crowding, in_words, shared_out
from footmap.core.views import FloatArray
from footmap.data.knowledge.scoring import load_scoring

WORDS = ["strongly against", "against", "neither for nor against", "for", "strongly for"]


@st.composite
def evidence(draw: st.DrawFn) -> tuple[FloatArray, FloatArray]:
    """Steps (steps, hypotheses) and weights (hypotheses,) that add up to 1."""
    steps, hypotheses = draw(st.integers(1, 5)), draw(st.integers(2, 6))
    rng = np.random.default_rng(draw(st.integers(0, 2**31)))
    weights = rng.uniform(0.05, 1.0, hypotheses)
    return rng.normal(0.0, draw(st.sampled_from([0.1, 1.0, 4.0])), (steps, hypotheses)), weights / weights.sum()


def together(total: FloatArray, weights: FloatArray) -> float:
    return float(np.log(np.sum(weights * np.exp(total))))


def ledger_of(values: FloatArray, weights: FloatArray) -> Ledger:
    return Ledger([Step("clue", row, f"c{k}", "yes", (f"s{k}",)) for k, row in enumerate(values)], weights)


@given(evidence())
def test_rows_add_up_to_the_evidence_relative_to_all_places(case: tuple[FloatArray, FloatArray]) -> None:
    values, weights = case
    ledger = ledger_of(values, weights)
    expected = values.sum(axis=0) - together(values.sum(axis=0), weights)
    assert ledger.total == pytest.approx(expected, abs=1e-9)
    assert float(weights @ np.exp(ledger.total)) == pytest.approx(1.0)
    for hypothesis in range(values.shape[1]):
        rows = ledger.rows(hypothesis)
        assert sum(r.value for r in rows) == pytest.approx(expected[hypothesis], abs=1e-9)
        assert [(r.clue, r.answer, r.sources) for r in rows] == [
            (f"c{k}", "yes", (f"s{k}",)) for k in range(len(values))
        ]
        more = ledger.rows(hypothesis, 0.75)
        assert more[0].value == pytest.approx(rows[0].value + 0.75)
        assert more[1:] == rows[1:]


@given(evidence(), st.integers(0, 2**31))
def test_a_share_is_of_the_step_and_not_of_its_place(case: tuple[FloatArray, FloatArray], seed: int) -> None:
    values, weights = case
    order = np.random.default_rng(seed).permutation(len(values))
    assert shared_out(values[order], weights) == pytest.approx(shared_out(values, weights)[order], abs=1e-9)


@given(evidence())
def test_steps_that_say_the_same_get_the_same_and_a_step_that_says_nothing_gets_nothing(
    case: tuple[FloatArray, FloatArray],
) -> None:
    values, weights = case
    twice = shared_out(np.vstack([values, values[:1], 0.0 * values[:1]]), weights)
    assert twice[0] == pytest.approx(twice[-2], abs=1e-9)
    assert twice[-1] == pytest.approx(0.0, abs=1e-9)


@given(evidence())
def test_a_share_is_what_a_step_adds_on_the_way_of_all_together(case: tuple[FloatArray, FloatArray]) -> None:
    """By the trapezium rule on a fine path: the integral of Aumann and Shapley."""
    values, weights = case
    total = values.sum(axis=0)
    at = np.linspace(0.0, 1.0, 2001)
    tilted = weights * np.exp(at[:, None] * total)
    means = (tilted / tilted.sum(axis=1, keepdims=True)) @ values.T
    expected = (means[1:] + means[:-1]).sum(axis=0) / 2 / (len(at) - 1)
    found = shared_out(values, weights)
    assert found == pytest.approx(expected, abs=5e-3)
    assert found.sum() == pytest.approx(together(total, weights), abs=1e-9)


def test_rows_of_some_kinds_are_summed() -> None:
    rng = np.random.default_rng(1)
    kinds_of_steps: tuple[RowKind, ...] = ("place", "bounds", "clue", "clue")
    some: tuple[tuple[RowKind, ...], ...] = (("clue",), ("place",), ("bounds", "clue"), ())
    steps = [Step(kind, rng.normal(size=3)) for kind in kinds_of_steps]
    ledger = Ledger(steps, np.full(3, 1 / 3))
    for hypothesis in range(3):
        rows = ledger.rows(hypothesis)
        for kinds in some:
            plain = sum(r.value for r in rows if r.kind in kinds)
            assert ledger.sum_of(hypothesis, kinds) == pytest.approx(plain)
            more = plain + (2.5 if "place" in kinds else 0.0)
            assert ledger.sum_of(hypothesis, kinds, 2.5) == pytest.approx(more)


def test_words_rise_with_the_value_and_are_weaker_in_a_crowd() -> None:
    scoring = replace(load_scoring(), word_for=1.0, word_strong=3.0, word_crowd=0.5, word_for_crowd=0.25)
    at = {-3.0: 0, -2.9: 1, -1.0: 1, -0.9: 2, 0.9: 2, 1.0: 3, 2.9: 3, 3.0: 4}
    assert [in_words(value, scoring) for value in at] == [WORDS[k] for k in at.values()]
    crowded = {3.9: 3, 4.0: 4, 1.4: 2, 1.5: 3, -1.0: 1}
    assert [in_words(value, scoring, crowd=2.0) for value in crowded] == [WORDS[k] for k in crowded.values()]


def test_a_crowd_is_counted_by_how_near_its_places_come() -> None:
    assert crowding([]) == 0.0
    assert crowding([0.0]) == pytest.approx(math.log(2.0))
    assert crowding([-2.0, -5.0]) == pytest.approx(math.log(1.0 + math.exp(-2.0) + math.exp(-5.0)))
