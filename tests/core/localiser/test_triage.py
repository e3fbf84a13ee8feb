"""What an emergency does: its cause first, its checks asked, until it is cleared; and never without paint or answer."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footmap.core.clinical import RedFlag
from footmap.core.drawing import QUALITIES, Quality
from footmap.core.localiser.candidates import Candidate
from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.questions import next_questions
from footmap.core.localiser.red_flags import URGENCIES, Alarms
from footmap.core.localiser.standing import AT_A_GLANCE, OF_ONE_PLACE, ROOT
from footmap.core.localiser.triage import alarms_of, by_flag, emergency_first, flagged_among_first
from footmap.core.views import SIDES, FloatArray, Side
from footmap.data.knowledge.clinical import Clinical, load_clinical

from .conftest import Regions

FLAGS = tuple(load_clinical().red_flags)
OTHERS = tuple(f.id for f in load_clinical().red_flags.values() if f.urgency != "emergency")
EMERGENCIES = tuple(f.id for f in load_clinical().red_flags.values() if f.urgency == "emergency")
ASKED = tuple(c.id for c in load_clinical().clues.values() if c.family is None)
SLOW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def spots(localiser: Localiser, names: list[tuple[Side, Quality, str]]) -> Painted:
    """Whole regions painted: (side, quality, region)."""
    out: dict[Side, dict[str, FloatArray]] = {}
    for side, quality, region in names:
        part = localiser.fields.region[region]
        before = out.setdefault(side, {}).get(quality)
        out[side][quality] = part if before is None else np.maximum(before, part)
    return out


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[tuple[Side, Quality, str]], dict[str, str]]:
    """Some painted regions and some answers."""
    regions = sorted(load_clinical().region_names)
    paint = draw(
        st.lists(st.tuples(st.sampled_from(SIDES), st.sampled_from(QUALITIES), st.sampled_from(regions)), max_size=4)
    )
    clues = load_clinical().clues
    answers = {}
    for id_ in draw(st.lists(st.sampled_from(ASKED), max_size=5, unique=True)):
        answers[id_] = draw(st.sampled_from(sorted(clues[id_].answers)))
    return paint, answers


def known(localiser: Localiser, paint: list[tuple[Side, Quality, str]]) -> list[tuple[Side, Quality, str]]:
    return [spot for spot in paint if spot[2] in localiser.fields.region]


Paint = list[tuple[Side, Quality, str]]


def answered(flag: RedFlag, answers: Mapping[str, str]) -> bool:
    """Whether answers alone, or answers of a trigger that wants paint beside them, are there."""
    return any(all(answers.get(clue) in values for clue, values in trigger.clues.items()) for trigger in flag.raised_by)


@pytest.mark.parametrize("id_", EMERGENCIES)
@SLOW
@given(data=st.data(), case=cases())
def test_raised_stands_first_and_cleared_does_not(
    localiser: Localiser,
    clinical: Clinical,
    id_: str,
    data: st.DataObject,
    case: tuple[list[tuple[Side, Quality, str]], dict[str, str]],
) -> None:
    flag = clinical.red_flags[id_]
    paint, answers = case
    trigger = data.draw(st.sampled_from([t for t in flag.raised_by if t.paint is None]))
    answers = {**answers, **{clue: data.draw(st.sampled_from(values)) for clue, values in trigger.clues.items()}}
    painted = spots(localiser, known(localiser, paint))
    ranked = localiser.rank_cells(painted, answers).conditions
    standing = alarms_of(localiser, painted, answers)
    order = [c.id for c in emergency_first(ranked, standing)]
    assert sorted(order) == sorted(c.id for c in ranked)
    urgent = list(itertools.chain.from_iterable(f.named for f in standing.emergencies))
    assert set(flag.conditions) <= set(urgent)
    assert order[0] in standing.emergencies[0].conditions
    assert set(order[: len(set(urgent))]) == set(urgent)
    rest = [c.id for c in ranked if c.id not in urgent]
    assert order[len(set(urgent)) :] == rest, "the others keep their order"
    for one in standing.emergencies:
        own = [c for c in emergency_first(ranked, Alarms((one,), (), ())) if c.id in one.conditions]
        assert [c.support for c in own] == sorted((c.support for c in own), reverse=True)

    after = alarms_of(localiser, painted, answers, {id_: "seen by the surgeon today"})
    assert id_ not in {f.id for f in after.raised}
    assert [(c.id, c.reason) for c in after.cleared] == [(id_, "seen by the surgeon today")]
    assert after.cleared[0].because == next(f for f in standing.raised if f.id == id_).because
    others = {c for f in after.emergencies for c in f.named}
    moved = [c.id for c in emergency_first(ranked, after)]
    named = {*flag.conditions, *flag.also}
    if not others & named:
        assert [c for c in moved if c in named] == [c.id for c in ranked if c.id in named]
    if not others:
        assert moved == [c.id for c in ranked]


@pytest.mark.parametrize("id_", OTHERS)
@SLOW
@given(data=st.data(), case=cases())
def test_every_other_flag_brings_what_it_names_among_the_first(
    localiser: Localiser, clinical: Clinical, id_: str, data: st.DataObject, case: tuple[Paint, dict[str, str]]
) -> None:
    flag = clinical.red_flags[id_]
    trigger = data.draw(st.sampled_from([t for t in flag.raised_by if t.paint is None]))
    answers = {**case[1], **{clue: data.draw(st.sampled_from(values)) for clue, values in trigger.clues.items()}}
    painted = spots(localiser, known(localiser, case[0]))
    ranked = localiser.rank_cells(painted, answers).conditions
    standing = alarms_of(localiser, painted, answers)
    urgent = {c for f in standing.emergencies for c in f.named}
    rest = [c for c in ranked if c.id not in urgent]
    flagged = by_flag(ranked, standing)

    def root(c: Candidate) -> str | None:
        return c.site if localiser.knowledge.anatomy.sites[c.site].kind == ROOT else None

    order = flagged_among_first(rest, flagged, root)
    first = order[: max(AT_A_GLANCE, len({rest[0].id, *flagged}))]
    assert {c.id for c in first} & set(flag.conditions) or urgent & set(flag.conditions)
    assert set(flagged) <= {c.id for c in first}
    assert order[0] is rest[0], "the best one stays"
    assert sorted(c.id for c in order) == sorted(c.id for c in rest)
    for part in (first, order[len(first) :]):
        assert list(part) == sorted(part, key=rest.index), "nobody else changes places"
    free = [root(c) for c in first[1:] if c.id not in flagged and root(c) is not None]
    if list(order) != rest:
        assert all([root(c) for c in first].count(r) <= OF_ONE_PLACE for r in free)
    if {c.id for c in rest[:AT_A_GLANCE]} >= set(flagged):
        assert list(order) == rest


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=cases())
def test_no_flag_without_what_it_names(
    localiser: Localiser, clinical: Clinical, case: tuple[list[tuple[Side, Quality, str]], dict[str, str]]
) -> None:
    paint, answers = case
    paint = known(localiser, paint)
    painted = spots(localiser, paint)
    found = alarms_of(localiser, painted, answers)
    assert [URGENCIES.index(f.urgency) for f in found.raised] == sorted(
        URGENCIES.index(f.urgency) for f in found.raised
    )
    qualities = {(quality, region) for _, quality, region in paint}
    for raised in found.raised:
        flag = clinical.red_flags[raised.id]
        scores = set(clinical.scores) & set(raised.because)
        assert scores or answered(flag, answers)
        if "paint" in raised.because:
            wanted = [t.paint for t in flag.raised_by if t.paint is not None]
            assert any(q in p.qualities for p in wanted for q, _ in qualities)
        assert set(raised.because) - {"paint"} - set(clinical.scores) <= set(answers)


def test_paint_of_the_wrong_quality_raises_nothing(localiser: Localiser, clinical: Clinical, regions: Regions) -> None:
    tried = 0
    for flag in clinical.red_flags.values():
        for trigger in (t for t in flag.raised_by if t.paint is not None):
            answers = {clue: values[0] for clue, values in trigger.clues.items()}
            assert trigger.paint is not None
            for quality in QUALITIES:
                painted = regions(*trigger.paint.regions, quality=quality)
                ids = {f.id for f in alarms_of(localiser, painted, answers).raised}
                assert (flag.id in ids) == (quality in trigger.paint.qualities)
                tried += quality not in trigger.paint.qualities
    assert tried


def test_what_an_emergency_names_can_be_ranked(localiser: Localiser, clinical: Clinical) -> None:
    ranked = {c.id for c in localiser.rank_cells({}, {"foot_drop": "yes"}).conditions}
    for id_ in EMERGENCIES:
        flag = clinical.red_flags[id_]
        assert {*flag.conditions, *flag.also} <= ranked
        assert set(flag.checks) <= set(clinical.clues)


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_nothing_is_cleared(localiser: Localiser, reason: str) -> None:
    answers = {"saddle_or_sphincter": "yes"}
    found = alarms_of(localiser, {}, answers, {"cauda_equina": reason, "no_such_flag": "seen"})
    assert [f.id for f in found.emergencies] == ["cauda_equina"]
    assert found.cleared == ()


@pytest.mark.parametrize("id_", EMERGENCIES)
def test_only_the_checks_of_an_emergency_are_asked_in_order(
    localiser: Localiser, clinical: Clinical, regions: Regions, id_: str
) -> None:
    flag = clinical.red_flags[id_]
    trigger = next(t for t in flag.raised_by if t.paint is None and len(t.clues) == 1)
    answers = {clue: values[0] for clue, values in trigger.clues.items()}
    painted = regions("calf_mid", quality="pain")
    estimate = localiser.rank_cells(painted, answers)
    asked = [q.clue for q in next_questions(localiser, painted, answers, estimate, most=99)]
    assert asked
    assert asked == [c for c in flag.checks if c in asked]
    assert set(flag.checks) - set(asked) <= set(answers)
    free = next_questions(localiser, painted, answers, estimate, cleared={id_: "excluded by imaging"})
    assert not {q.flag for q in free} & {id_}


def test_the_checks_of_two_emergencies_follow_each_other(
    localiser: Localiser, clinical: Clinical, regions: Regions
) -> None:
    answers = {"saddle_or_sphincter": "yes", "sudden_cold_pale": "yes"}
    painted = regions("calf_mid", quality="pain")
    estimate = localiser.rank_cells(painted, answers)
    asked = next_questions(localiser, painted, answers, estimate, most=99)
    assert [k for k, _ in itertools.groupby(q.flag for q in asked)] == ["acute_limb_ischaemia", "cauda_equina"]
    first = emergency_first(estimate.conditions, alarms_of(localiser, painted, answers))
    assert [c.id for c in first[:3]] == [
        "acute_limb_ischaemia_or_vascular_injury", "cauda_equina_syndrome", "lower_sacral_radiculopathy",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("names", "both", "raised"),
    [
        (("perianal",), False, True),
        (("perianal", "lower_buttock"), True, True),
        (("perianal", "post_thigh"), True, True),
        (("med_thigh_prox",), False, False),
        (("med_thigh_prox", "med_thigh_dist", "ant_thigh_prox"), True, False),
        (("groin", "med_thigh_prox"), False, False),
    ],
)
def test_numb_saddle_raises_and_numb_inner_thigh_does_not(
    localiser: Localiser, regions: Regions, names: tuple[str, ...], both: bool, raised: bool
) -> None:
    painted = {side: regions(*names)["right"] for side in (SIDES if both else SIDES[:1])}
    found = {f.id for f in alarms_of(localiser, painted, {}).raised}
    assert ("cauda_equina" in found) == raised


def test_inner_thigh_that_reaches_the_saddle_raises_nothing(localiser: Localiser) -> None:
    """The cell of the saddle reaches down the inner thigh, where femoral and obturator numbness ends."""
    fields, height = localiser.fields, localiser.cells.point_mm[:, 2]
    saddle = fields.region["perianal"]
    low = saddle * (height < np.quantile(height[saddle > 0.5], 0.3))
    assert float(low @ localiser.cells.area_cm2) > 0.1 * float(saddle @ localiser.cells.area_cm2)
    thigh = np.maximum(fields.region["med_thigh_prox"], low)
    assert not alarms_of(localiser, {"right": {"numbness": thigh}}, {}).raised
    assert alarms_of(localiser, {"right": {"numbness": low}}, {}).emergencies


def test_a_swollen_burning_shin_of_sudden_onset_is_a_compartment(localiser: Localiser, regions: Regions) -> None:
    answers = {"calf_or_leg_swollen": "calf", "onset": "sudden_minutes_to_hours"}
    shin = regions("ant_leg_lat", "lat_leg_prox", quality="burning")
    assert [f.id for f in alarms_of(localiser, shin, answers).emergencies] == ["acute_compartment"]
    slow = {**answers, "onset": "days_to_weeks"}
    flat = {"onset": "sudden_minutes_to_hours"}
    for painted, less in ((shin, slow), (shin, flat), (regions("sole_lat", quality="burning"), answers)):
        assert not alarms_of(localiser, painted, less).emergencies


@pytest.mark.parametrize(
    ("clue", "answer", "flag"),
    [
        ("deep_vein_tenderness", "yes", "dvt"),
        ("calf_or_leg_swollen", "calf", "dvt"),
        ("compartment_tense", "yes", "acute_compartment"),
        ("urinary_retention", "yes", "cauda_equina"),
        ("pinprick.perianal", "reduced", "cauda_equina"),
        ("plantar_response", "up", "cord_compression"),
        ("knee_reflex", "brisk", "brain_or_cord"),
    ],
)
def test_one_finding_is_enough(localiser: Localiser, clue: str, answer: str, flag: str) -> None:
    assert flag in {f.id for f in alarms_of(localiser, {}, {clue: answer}).raised}
