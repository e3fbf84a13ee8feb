"""What is asked: only what changes something, nothing that the drawing shows, the same questions every time."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footmap.bench.accuracy.limits import random_drawings
from footmap.core.clinical import Effort
from footmap.core.localiser import questions
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.questions import Question, next_questions
from footmap.core.localiser.triage import alarms_of
from footmap.data.knowledge.clinical import Clinical, load_clinical

from .conftest import Regions

REGIONS = ("sole_lat", "dorsum_mid", "lat_leg_dist", "calf_mid", "post_thigh", "lat_thigh", "med_leg", "heel_plantar")
ANSWERS = ("foot_drop", "slr", "ankle_reflex", "back_pain", "tight_footwear", "walking_brings_on", "onset")


MANY = 30
LONG_TRACTS = {("plantar_response", "up"), ("ankle_reflex", "brisk_or_babinski")}


def ask(localiser: Localiser, painted: Any, answers: dict[str, str], **options: Any) -> tuple[Question, ...]:
    estimate = localiser.rank_cells(painted, answers)
    return next_questions(localiser, painted, answers, estimate, **options)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_question_can_change_what_is_first_or_what_is_done(
    localiser: Localiser, clinical: Clinical, regions: Regions, data: st.DataObject
) -> None:
    names = data.draw(st.lists(st.sampled_from(REGIONS), min_size=1, max_size=3, unique=True))
    quality = data.draw(st.sampled_from(("pain", "numbness", "tingling")))
    answers = {}
    for id_ in data.draw(st.lists(st.sampled_from(ANSWERS), max_size=3, unique=True)):
        answers[id_] = data.draw(st.sampled_from(sorted(load_clinical().clues[id_].answers)))
    painted = regions(*names, quality=quality)
    best = localiser.rank_cells(painted, answers).conditions[0]
    first = best.id
    needed = {
        *clinical.conditions[first].ask,
        *(c for i, v in answers.items() for c in clinical.clues[i].answers[v].ask),
    }
    questions = ask(localiser, painted, answers)
    assert questions == ask(localiser, painted, answers)
    groups = Counter(clinical.clues[q.clue].group for q in questions if q.clue not in needed)
    assert all(count == 1 for group, count in groups.items() if group is not None)
    before = {f.id for f in alarms_of(localiser, painted, answers).raised}
    for question in questions:
        clue = clinical.clues[question.clue]
        assert question.clue not in answers
        assert not clue.shown_by_paint
        leaders, flags, sites = set(), set(), set()
        for value in clue.answers:
            after = {**answers, question.clue: value}
            leader = localiser.rank_cells(painted, after).conditions[0]
            leaders.add(leader.id)
            sites.add(leader.site)
            flags |= {f.id for f in alarms_of(localiser, painted, after).raised if f.urgency != "soon"} - before
        assert leaders != {first} or sites != {best.site} or flags or question.clue in needed


def test_a_case_is_not_settled_while_the_leader_still_needs_an_answer(
    localiser: Localiser, clinical: Clinical, regions: Regions
) -> None:
    """A numb first web with all power kept: the leg is not squeezed, and the place on the nerve is looked for."""
    painted = regions("web1_dorsal")
    answers = {"leg_power": "normal", "numbness_pattern": "first_web_only"}
    assert localiser.rank_cells(painted, answers).conditions[0].id == "deep_fibular_neuropathy"
    asked = [q.clue for q in ask(localiser, painted, answers)]
    assert "severe_pain_tense_shin" in asked[:2]
    assert {"tinel_anterior_ankle", "short_toe_extensor_weak"} <= set(asked)


def test_a_diabetic_foot_is_looked_at_before_nerves_are_told_apart(localiser: Localiser, regions: Regions) -> None:
    painted = regions("sole_central", "ball_lat", quality="burning")
    asked = [q.clue for q in ask(localiser, painted, {"systemic_disease": "diabetes"})]
    assert asked[:3] == ["hot_swollen_or_ulcer", "monofilament", "ankle_reflex"]
    both = ask(localiser, painted, {"systemic_disease": "diabetes+multiple_sclerosis"})
    assert "hot_swollen_or_ulcer" in [q.clue for q in both]


@pytest.mark.parametrize("answers", [{}, {"bilateral_leg_symptoms": "both"}])
def test_two_legs_put_bladder_bowel_and_saddle_first(
    localiser: Localiser, clinical: Clinical, regions: Regions, answers: dict[str, str]
) -> None:
    one = regions("dorsum_mid", "lat_leg_dist")
    painted = one if answers else {**one, "left": one["right"]}
    must = clinical.red_flags["cauda_equina"].ask_if_both_sides
    asked = ask(localiser, painted, answers)
    assert tuple(q.clue for q in asked[: len(must)]) == must
    assert len(asked) > len(must), "the usual questions follow"
    assert not [q for q in ask(localiser, painted, {**answers, "saddle_or_sphincter": "no"}) if q.flag]
    assert not [q for q in ask(localiser, one, {}) if q.flag]


def test_an_upgoing_toe_never_leads_to_a_nerve(localiser: Localiser, clinical: Clinical, regions: Regions) -> None:
    heard = 0
    one = regions("sole_lat", "sole_central", "dorsum_mid", quality="tingling")
    both = {**one, "left": one["right"]}
    for answers in ({}, {"gait_romberg": "wide_based"}, {"hand_clumsiness_unsteady": "no", "walking_brings_on": "no"}):
        for question in ask(localiser, both, answers, most=24):
            for outcome in question.outcomes:
                if (question.clue, outcome.answer) in LONG_TRACTS:
                    heard += 1
                    assert "cord_compression" in outcome.flags
                    assert outcome.leader in clinical.red_flags["cord_compression"].conditions
    assert heard


def test_what_takes_long_is_asked_later(localiser: Localiser, clinical: Clinical, regions: Regions) -> None:
    painted = regions("calf_mid", "post_thigh", quality="pain")
    first = ask(localiser, painted, {})[0].clue
    clues = {**clinical.clues, first: replace(clinical.clues[first], effort=Effort(3600))}
    slow = Localiser(
        localiser.atlas,
        replace(clinical, clues=clues),
        localiser.scoring,
        cells=localiser.cells,
        fields=localiser.fields,
    )
    assert ask(slow, painted, {})[0].clue != first


def test_a_settled_case_is_asked_nothing(localiser: Localiser, regions: Regions) -> None:
    painted = regions("lat_thigh")
    answers: dict[str, str] = {}
    for _ in range(12):
        questions = ask(localiser, painted, answers, most=1)
        if not questions:
            break
        likely = max(questions[0].outcomes, key=lambda o: o.chance)
        answers[questions[0].clue] = likely.answer
    assert not ask(localiser, painted, answers)


@pytest.mark.parametrize("seed", range(8))
def test_an_answer_that_is_not_tried_changes_nothing(
    localiser: Localiser, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is left out because the first stays ahead by far would not have been asked."""
    rng = np.random.default_rng(seed)
    quality = ("pain", "burning", "tingling", "numbness")[seed % 4]
    painted = next(random_drawings(localiser, 20, quality, rng))
    estimate = localiser.rank_cells(painted)
    some = [q.clue for q in next_questions(localiser, painted, {}, estimate, most=MANY)]
    monkeypatch.setattr(questions, "_SURE", 1e9)
    assert some == [q.clue for q in next_questions(localiser, painted, {}, estimate, most=MANY)]
