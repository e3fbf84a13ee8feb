"""How often answers are given: the same one by one and together, and what listed ratios leave as the only frequency."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footmap.core.clinical import Answer, Clue
from footmap.core.localiser.answer_tables import AnswerTables, Expected
from footmap.core.localiser.clue_evidence import ClueScorer
from footmap.core.localiser.engine import Localiser
from footmap.core.views import FloatArray
from footmap.data.knowledge.clinical import Clinical
from footmap.data.knowledge.scoring import load_scoring

MOST = 1e-6


def severities(localiser: Localiser, seed: int) -> FloatArray:
    out: FloatArray = np.random.default_rng(seed).uniform(0.05, 1.0, (len(localiser.hypotheses.items), 3))
    out /= out.sum(axis=1, keepdims=True)
    return out


def test_what_hangs_on_no_other_answer_is_made_once_and_what_does_is_made_for_the_case(
    localiser: Localiser, clinical: Clinical
) -> None:
    tables = localiser.answer_tables
    alone = clinical.clues["ankle_reflex"]
    assert tables.of(alone, {}) is tables.of(alone, {"foot_drop": "yes"})
    moved = [c for c in clinical.clues.values() if c.finding is not None and c.finding.kind == "movement"]
    whole = next(c for c in moved if c.finding is not None and c.finding.target == "all")
    before, after = tables.of(whole, {}), tables.of(whole, {c.id: next(iter(c.answers)) for c in moved})
    assert np.abs(before.chance - after.chance).max() > 0.05


def test_the_chances_of_the_answers_of_a_clue_add_up(localiser: Localiser, clinical: Clinical) -> None:
    clues = list(clinical.clues.values())
    found = localiser.answer_tables.expected(clues, {}, severities(localiser, 1))
    assert found.clues == tuple(c.id for c in clues)
    ends = [found.of(k) for k in range(len(clues))]
    assert ends[0].start == 0
    assert ends[-1].stop == found.chance.shape[1]
    for clue, part, following in zip(clues, ends, [*ends[1:], None], strict=True):
        assert part.stop - part.start == len(clue.answers)
        assert following is None or following.start == part.stop
        assert found.chance[:, part].sum(axis=1) == pytest.approx(1.0)
        assert found.chance[:, part].min() > 0.0
        assert localiser.answer_tables.of(clue, {}).chance.sum(axis=2) == pytest.approx(1.0)


@pytest.mark.parametrize("answers", [{}, {"foot_drop": "yes", "ankle_reflex": "absent_or_reduced"}])
def test_clues_looked_up_together_are_as_one_by_one(
    localiser: Localiser, clinical: Clinical, answers: Mapping[str, str]
) -> None:
    clues, severity = list(clinical.clues.values())[::-1], severities(localiser, 2)
    together = localiser.answer_tables.expected(clues, answers, severity)
    for number in range(0, len(clues), 5):
        one = localiser.answer_tables.expected([clues[number]], answers, severity)
        assert one.chance == pytest.approx(together.chance[:, together.of(number)], abs=1e-12)
    assert localiser.answer_tables.expected([], answers, severity).chance.shape == (len(severity), 0)


def test_a_chance_is_the_mean_over_the_severities_and_a_published_ratio_stands_on_that_of_the_others(
    localiser: Localiser, clinical: Clinical
) -> None:
    """Anew, one hypothesis after the other."""
    severity, prior = severities(localiser, 3), localiser.hypotheses.prior
    floor = localiser.scoring.answer_floor
    published = 0
    for clue in list(clinical.clues.values())[::3]:
        table = localiser.answer_tables.of(clue, {})
        count = range(len(clue.answers))
        mean = [[float(severity[h] @ table.chance[h, :, a]) for a in count] for h in range(len(prior))]
        raw = [list(row) for row in mean]
        for a in count:
            named = [h for h in range(len(prior)) if table.modelled[a] and not math.isnan(table.published[h, a])]
            others = [h for h in range(len(prior)) if h not in set(named)]
            for h in named:
                published += 1
                base = sum(prior[k] * mean[k][a] for k in others) / sum(prior[k] for k in others)
                raw[h][a] = min(max(math.exp(table.published[h, a]) * base, floor), 1.0 - floor)
        expected = np.array(raw) / np.sum(raw, axis=1, keepdims=True)
        found = localiser.answer_tables.expected([clue], {}, severity).chance
        assert found == pytest.approx(expected, abs=1e-9), clue.id
    assert published > 0


class Listing:
    """Of the forward model nothing, of answers the ratios that they list for one cause and for none."""

    def chances(self, clue: Clue, answer: Answer, answers: Mapping[str, str]) -> None:
        return None

    def published(self, answer: Answer) -> FloatArray:
        return np.full(2, np.nan)

    def listed(self, answer: Answer) -> FloatArray:
        return np.log([answer.ratios.get("cause", 1.0), 1.0])


def made(*ratios: float) -> Clue:
    """A clue whose answers list ratios for one cause; 1 is no ratio."""
    answers = {
        f"a{k}": Answer(f"a{k}", {}, None, {} if ratio == 1.0 else {"cause": ratio}, frozenset(), None, (), None)
        for k, ratio in enumerate(ratios)
    }
    return Clue("clue", {}, {}, "history", "topic", None, None, answers)


def chances(clue: Clue) -> FloatArray:
    """Chance (cause and none, answers)."""
    tables = AnswerTables(cast("ClueScorer", Listing()), load_scoring(), np.ones(2), [clue])
    found: Expected = tables.expected([clue], {}, np.full((2, 3), 1.0 / 3.0))
    return found.chance


@given(st.floats(0.3, 0.95), st.floats(0.02, 0.25), st.booleans())
def test_two_ratios_of_one_cause_leave_one_frequency(with_it: float, without: float, first: bool) -> None:
    """Sensitivity and specificity come back from the two ratios that follow from them."""
    ratios = (with_it / without, (1.0 - with_it) / (1.0 - without))
    found = chances(made(*(ratios if first else ratios[::-1])))
    telling = 0 if first else 1
    assert found[1, telling] == pytest.approx(without, abs=MOST)
    assert found[0, telling] == pytest.approx(with_it, abs=MOST)


def test_telling_answers_are_seldom_where_nothing_says_how_often_they_are_given() -> None:
    seldom = load_scoring().question_base
    one = chances(made(4.0, 1.0))
    assert one[1] == pytest.approx([seldom, 1.0 - seldom], abs=MOST)
    assert one[0, 0] / one[0, 1] == pytest.approx(4.0 * seldom / (1.0 - seldom), abs=MOST)
    three = chances(made(4.0, 1.0, 3.0))
    assert three[1] == pytest.approx(
        [seldom, max(1.0 - 2 * seldom, seldom), seldom] / np.sum([seldom, max(1.0 - 2 * seldom, seldom), seldom]),
        abs=MOST,
    )
    four = chances(made(2.0, 1.0, 1.0, 1.0))
    assert four[1, 1:] == pytest.approx(four[1, 1], abs=MOST)
    assert four[1, 0] == pytest.approx(seldom, abs=MOST)
    none = chances(made(1.0, 1.0, 1.0))
    assert none == pytest.approx(1.0 / 3.0, abs=MOST)
