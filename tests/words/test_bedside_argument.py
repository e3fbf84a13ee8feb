"""What is said at the bedside: whether a check can exclude a danger, and whose sign tells two causes apart."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from footmap.core.ids import LANGUAGES
from footmap.core.localiser.assessment import Assessment, assess
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.explain import explain
from footmap.core.paint import Paint
from footmap.data.knowledge.clinical import Clinical
from footmap.words.assessment_words import Wording, load_wording
from tests.core.localiser.conftest import Regions

SADDLE = {"saddle_or_sphincter": "yes"}


@pytest.fixture(params=LANGUAGES)
def wording(request: pytest.FixtureRequest) -> Wording:
    return load_wording(request.param)


def read(localiser: Localiser, answers: Mapping[str, str]) -> Assessment:
    return assess(localiser, Paint(), answers, full=True)


def test_a_flag_says_what_excludes_it(localiser: Localiser, clinical: Clinical, wording: Wording) -> None:
    """Only a check that is said to clear a flag may be called an argument against it."""
    never = {"en": "No bedside sign excludes it", "de": "Kein klinisches Zeichen schließt es aus"}[wording.language]
    for flag in clinical.red_flags.values():
        trigger = next((t for t in flag.raised_by if t.paint is None), None)
        if trigger is None:
            continue
        answers = {clue: values[0] for clue, values in trigger.clues.items()}
        found = read(localiser, answers)
        raised = next(r for r in found.alarms.raised if r.id == flag.id)
        said = wording.checks(raised, found)
        assert bool(said) == bool(flag.checks), flag.id
        if not flag.checks:
            continue
        assert wording.to(flag.decides) in said, flag.id
        assert (never in said) != bool(flag.clears), flag.id
        for id_ in (*(c for c in flag.checks if c not in answers), *flag.clears):
            assert wording.clue(id_) in said, (flag.id, id_)


def test_bedside_signs_never_exclude_cauda_equina(localiser: Localiser) -> None:
    words = load_wording("en")
    found = read(localiser, SADDLE)
    said = words.checks(found.alarms.raised[0], found)
    assert said.startswith("Examine, without delaying MRI: ")
    assert said.endswith("No bedside sign excludes it; only MRI can.")
    asked = words.next_question((found.questions or ())[0], found.estimate)
    assert asked.startswith("Examine now for “Possible cauda equina compression”:")
    assert "exclude" not in asked


def test_both_legs_are_asked_about_without_raising_an_alarm(localiser: Localiser, wording: Wording) -> None:
    found = read(localiser, {"bilateral_leg_symptoms": "both"})
    assert not found.emergencies
    question = (found.questions or ())[0]
    assert question.clue == "saddle_or_sphincter"
    said = wording.next_question(question, found.estimate)
    assert said.startswith({"en": "Both legs are affected", "de": "Beide Beine sind betroffen"}[wording.language])
    assert wording.flag(question.flag) not in said
    assert wording.question_title(question) in said


def test_what_tells_two_causes_apart_says_whose_sign_it_is(clinical: Clinical, wording: Wording) -> None:
    for id_, record in clinical.condition_records.items():
        for mimic in record.distinguish:
            said = wording.mimic(mimic)
            assert said.startswith(wording.candidate(mimic.other)), (id_, said)
            assert wording.to(mimic.added) in said
            assert said.endswith(".")
            for own in (mimic.lacking, mimic.ruled):
                assert not own or wording.to(own) in said


@pytest.mark.parametrize(
    ("leader", "other", "adds", "lacks"),
    [
        ("tarsal_tunnel_syndrome", "s1_radiculopathy", "a lower ankle jerk", "Tinel's sign behind the inner ankle"),
        ("degenerative_disc_disease", "lumbar_disc_herniation", "a younger age", ""),
        ("cauda_equina_syndrome", "lumbar_spinal_stenosis", "a slow course", "new trouble with bladder or bowel"),
        ("dvt", "s1_radiculopathy", "numbness of the outer foot", "swelling of the leg"),
        ("herpes_zoster", "l5_radiculopathy", "pain on straight leg raise", "a rash with blisters"),
        ("pudendal_neuralgia", "cauda_equina_syndrome", "new trouble with bladder or bowel", ""),
    ],
)
def test_the_other_condition_adds_its_own_signs(
    clinical: Clinical, leader: str, other: str, adds: str, lacks: str
) -> None:
    mimic = next(m for m in clinical.condition_records[leader].distinguish if m.other == other)
    assert adds in mimic.added["en"]
    assert lacks in mimic.lacking.get("en", "")
    assert not lacks or lacks not in mimic.added["en"]


@pytest.mark.parametrize("level", ["L5", "S1", "S2"])
def test_a_level_is_argued_for_as_its_root_and_not_as_zoster(
    localiser: Localiser, clinical: Clinical, regions: Regions, level: str
) -> None:
    painted = regions("post_thigh", quality="pain")
    estimate = localiser.rank_cells(painted, {"rash": "yes"})
    mimics = {id_: record.distinguish for id_, record in clinical.condition_records.items()}
    candidate = next(c for c in estimate.levels if c.id == level)
    found = explain(localiser, painted, estimate, candidate, mimics)
    assert found.mimics
    root = f"{level.lower()}_radiculopathy"
    assert set(found.mimics) <= set(mimics[root])
