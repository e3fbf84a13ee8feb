"""Answers of one limb: no other limb silences a red flag, and an emergency is on the limb that was answered."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footmap.core.drawing import QUALITIES, AnswerValue, Clearing, ClueAnswer, Drawing, Quality, Stroke
from footmap.core.localiser.answers import NO, answers_of
from footmap.core.localiser.assessment import Assessment, assess
from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.limb_evidence import MIDLINE
from footmap.core.localiser.sides import painted_sides
from footmap.core.localiser.triage import alarms_of
from footmap.core.paint import replay
from footmap.core.views import SIDES, Side
from footmap.data.knowledge.clinical import Clinical, load_clinical
from footmap.data.knowledge.scoring import load_scoring
from footmap.words.assessment_words import load_wording

from .test_triage import cases, known, spots

TOLD = load_scoring().told_from
FLAGS = load_clinical().red_flags
ANY = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def raised(localiser: Localiser, painted: Painted, clues: Mapping[str, ClueAnswer]) -> dict[str, tuple[Side, ...]]:
    """Flags that stand, with their limbs."""
    found = answers_of(clues, localiser.knowledge.clues, painted_sides(painted))
    standing = alarms_of(localiser, painted, found.given, told=found.told)
    return {flag.id: flag.sides for flag in standing.raised}


def other_of(side: Side) -> Side:
    return "left" if side == "right" else "right"


@pytest.mark.parametrize("id_", sorted(f for f in FLAGS if any(t.clues for t in FLAGS[f].raised_by)))
@ANY
@given(data=st.data(), case=cases(), side=st.sampled_from(SIDES))
def test_no_answer_of_the_other_limb_silences_a_flag(
    localiser: Localiser,
    id_: str,
    data: st.DataObject,
    case: tuple[list[tuple[Side, Quality, str]], dict[str, str]],
    side: Side,
) -> None:
    triggers = [t for t in FLAGS[id_].raised_by if t.clues and t.paint is None]
    trigger = data.draw(st.sampled_from(triggers))
    paint, answers = case
    clues: dict[str, ClueAnswer] = dict(answers)
    for clue, values in trigger.clues.items():
        limbs = {side: data.draw(st.sampled_from(values))}
        asked = localiser.knowledge.clues[clue]
        grades = sorted(asked.scale.grades) if asked.scale is not None else []
        beside = data.draw(st.sampled_from([None, *sorted(asked.answers), *grades, "no such answer"]))
        if beside is not None:
            limbs[other_of(side)] = beside
        clues[clue] = limbs
    found = raised(localiser, spots(localiser, known(localiser, paint)), clues)
    assert id_ in found
    assert side in found[id_]


def calf(side: Side, quality: Quality = "pain") -> Stroke:
    return Stroke(side, "leg_posterior", "add", "brush", quality, ((0.0, 300.0),), radius_mm=25.0)


def read(localiser: Localiser, sides: tuple[Side, ...], clues: Mapping[str, ClueAnswer]) -> Assessment:
    strokes = tuple(calf(side) for side in sides)
    return assess(localiser, replay(localiser.atlas, Drawing(strokes)), clues)


@pytest.mark.parametrize("sides", [(), ("right",), ("left",), ("right", "left")])
@pytest.mark.parametrize(
    ("answer", "where"),
    [
        ({"left": "yes", "right": "no"}, "left"),
        ({"left": "yes"}, "left"),
        ({"right": "yes", "left": "no"}, "right"),
        ({"right": "yes", "left": "yes"}, "both"),
    ],
)
def test_an_emergency_of_a_limb_is_on_the_limb_that_was_answered(
    localiser: Localiser, sides: tuple[Side, ...], answer: ClueAnswer, where: str
) -> None:
    found = read(localiser, sides, {"sudden_cold_pale": answer})
    first = found.conditions[0]
    assert first.emergency
    assert first.candidate.id == "acute_limb_ischaemia_or_vascular_injury"
    assert first.candidate.side == where
    if where != "both" and where not in sides:
        assert first.explained == 0.0, "a lesion of one limb explains no paint of the other"


def test_without_a_limb_the_painted_one_counts(localiser: Localiser) -> None:
    for side in SIDES:
        found = read(localiser, (side,), {"sudden_cold_pale": "yes"})
        assert found.emergencies[0].candidate.side == side


def test_a_numb_saddle_on_both_sides_does_not_take_the_limb_from_a_cold_foot(localiser: Localiser) -> None:
    painted = {side: {"numbness": localiser.fields.region["perianal"]} for side in SIDES}
    found = assess(
        localiser, replay(localiser.atlas, Drawing()), {"sudden_cold_pale": {"left": "yes"}}, painted=painted
    )
    side_of = {a.candidate.id: a.candidate.side for a in found.emergencies}
    assert side_of["acute_limb_ischaemia_or_vascular_injury"] == "left"
    assert side_of["cauda_equina_syndrome"] == "both"


def test_what_lies_in_the_midline_has_no_limb(localiser: Localiser, clinical: Clinical) -> None:
    tried = 0
    for flag in clinical.red_flags.values():
        for trigger in flag.raised_by if flag.urgency == "emergency" else ():
            clues: dict[str, ClueAnswer] = {clue: {"left": values[0]} for clue, values in trigger.clues.items()}
            for a in read(localiser, ("right",), clues).emergencies if trigger.paint is None else ():
                kind = clinical.anatomy.sites[a.candidate.site].kind
                tried += kind in MIDLINE
                assert kind not in MIDLINE or a.candidate.side == "both"
    assert tried


@pytest.mark.parametrize(("grade", "stands"), [("0", True), ("2/5", True), ("3", False), ("5", False)])
def test_a_foot_that_is_not_lifted_by_its_grade_is_a_foot_drop(localiser: Localiser, grade: str, stands: bool) -> None:
    given_: tuple[ClueAnswer, ...] = (grade, {"left": grade})
    for answer in given_:
        clues = {"ankle_dorsiflexion_weak": answer}
        assert ("foot_drop" in raised(localiser, {}, clues)) == stands


def test_inner_thigh_of_one_side_alarms_nobody(localiser: Localiser) -> None:
    for quality in QUALITIES:
        painted: Painted = {"right": {quality: localiser.fields.region["med_thigh_prox"]}}
        assert not raised(localiser, painted, {})


@ANY
@given(data=st.data(), id_=st.sampled_from(sorted(FLAGS)))
def test_what_raises_a_flag_after_it_was_cleared_lets_it_stand_again(
    localiser: Localiser, data: st.DataObject, id_: str
) -> None:
    triggers = [t for t in FLAGS[id_].raised_by if t.paint is None]
    first = data.draw(st.sampled_from(triggers))
    answers = {clue: values[0] for clue, values in first.clues.items()}
    before = alarms_of(localiser, {}, answers)
    on = next(f.because for f in before.raised if f.id == id_)
    cleared = {id_: Clearing("MRI of today", on)}
    assert id_ not in {f.id for f in alarms_of(localiser, {}, answers, cleared).raised}
    later = data.draw(st.sampled_from(triggers))
    more = {**answers, **{clue: values[-1] for clue, values in later.clues.items()}}
    found = alarms_of(localiser, {}, more, cleared)
    new = set(later.clues) - set(on)
    again = next((f for f in found.raised if f.id == id_), None)
    assert (again is not None) == bool(new), "a clearing counts for the evidence that it was given on"
    assert (id_ in {c.id for c in found.cleared}) == (not new)
    if again is not None:
        assert again.cleared_before == "MRI of today"
        assert set(again.since) == new
    assert id_ not in {f.id for f in alarms_of(localiser, {}, more, {id_: "MRI of today"}).raised}, "older files"


def test_what_has_come_since_is_said(localiser: Localiser) -> None:
    clues: dict[str, ClueAnswer] = {"saddle_or_sphincter": "yes", "urinary_retention": "yes"}
    cleared = {"cauda_equina": Clearing("MRI ok.", ("saddle_or_sphincter",))}
    found = assess(localiser, replay(localiser.atlas, Drawing()), clues, cleared=cleared)
    assert found.conditions[0].emergency
    for language in ("en", "de"):
        words = load_wording(language)
        said = words.red_flag(found.alarms.raised[0]).because
        assert "MRI ok;" in said
        assert words.clue("urinary_retention") in said


@pytest.mark.parametrize("clue", ["foot_drop", "slr", "ankle_reflex"])
@pytest.mark.parametrize("beside", [False, True])
def test_a_finding_of_one_limb_is_no_evidence_on_the_other(localiser: Localiser, clue: str, beside: bool) -> None:
    asked = localiser.knowledge.clues[clue]
    found_, plain = next(iter(asked.answers)), next(a for a in asked.answers if a in NO or asked.answers[a].finds in NO)
    alone = read(localiser, ("right",), {clue: {"right": plain}} if beside else {})
    crossed = read(localiser, ("right",), {clue: {"left": found_, "right": plain} if beside else {"left": found_}})
    same = read(localiser, ("right",), {clue: {"right": found_}})
    explain_paint = {
        item.condition
        for k, item in enumerate(localiser.hypotheses.items)
        if crossed.estimate.side is not None and crossed.estimate.side[k, SIDES.index("right")] > 0.95
    }
    assert len(explain_paint) > 5
    value = {
        name: {
            a.candidate.id: round(sum(r.value for r in a.candidate.ledger if r.kind == "clue"), 9)
            for a in one.conditions
        }
        for name, one in (("alone", alone), ("crossed", crossed), ("same", same))
    }
    moved = [value["crossed"][id_] - alone_ for id_, alone_ in value["alone"].items() if id_ in explain_paint]
    assert max(moved) - min(moved) < TOLD / 2.0, "beside causes of both limbs, causes of the painted limb move alike"
    moved = [value["same"][id_] - alone_ for id_, alone_ in value["alone"].items()]
    assert max(moved) - min(moved) >= TOLD, "but the same finding on the painted limb tells"
    assert [(p.kind, p.clue) for p in crossed.problems] == [("other_limb", clue)]


def test_an_upgoing_toe_of_the_other_limb_speaks_for_the_cord(localiser: Localiser) -> None:
    plain: dict[Side, AnswerValue] = {"right": "down"}
    places = [
        [a.candidate.id for a in read(localiser, ("right",), {"plantar_response": answer}).conditions].index(
            "myelopathy"
        )
        for answer in (plain, {**plain, "left": "up"})
    ]
    assert places[1] < places[0]


@pytest.mark.parametrize("clue", [c.id for c in load_clinical().clues.values() if c.scale is not None])
def test_a_table_of_grades_of_one_weak_side_has_no_problem(localiser: Localiser, clue: str) -> None:
    asked = localiser.knowledge.clues[clue]
    assert asked.scale is not None
    right: tuple[Side, ...] = ("right",)
    grades = [g for g in asked.scale.grades.values() if g.step in ("weak", "reduced")]
    well = [g for g in asked.scale.grades.values() if g.step == "normal"]
    found = answers_of({clue: {"right": grades[0].id, "left": well[-1].id}}, localiser.knowledge.clues, right)
    assert found.problems == ()
    one = answers_of({clue: {"right": grades[0].id}}, localiser.knowledge.clues, right)
    assert found.given == one.given
