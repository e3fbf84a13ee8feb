"""What is said at the bedside: whether a check can exclude a danger, and whose sign tells two causes apart."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from footmap.core.drawing import ClueAnswer
from footmap.core.ids import LANGUAGES
from footmap.core.localiser.assessment import Assessment, assess
from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.explain import Explanation, explain
from footmap.core.localiser.ledger import LedgerRow
from footmap.core.localiser.questions import Outcome, Question
from footmap.core.paint import Paint
from footmap.data.knowledge.clinical import Clinical
from footmap.data.knowledge.scoring import load_scoring
from footmap.words.assessment_words import Wording, load_wording
from tests.core.localiser.conftest import Regions

TOLD = load_scoring().told_from
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


def argument(
    localiser: Localiser, clinical: Clinical, painted: Painted, answers: Mapping[str, str], id_: str
) -> Explanation:
    estimate = localiser.rank_cells(painted, answers)
    mimics = {c: record.distinguish for c, record in clinical.condition_records.items()}
    candidate = next(c for c in (*estimate.levels, *estimate.conditions) if c.id == id_)
    return explain(localiser, painted, estimate, candidate, mimics)


def row(found: Explanation, clue: str) -> LedgerRow:
    return next(r for r in found.candidate.ledger if r.clue == clue)


@pytest.mark.parametrize("clue", ["bladder_scan", "urinary_retention"])
@pytest.mark.parametrize("id_", ["S3", "S4_S5", "lower_sacral_radiculopathy", "cauda_equina_syndrome"])
def test_retention_speaks_for_the_roots_that_supply_the_bladder(
    localiser: Localiser, clinical: Clinical, regions: Regions, clue: str, id_: str
) -> None:
    painted = regions("perianal", "lower_buttock")
    assert row(argument(localiser, clinical, painted, {clue: "yes"}, id_), clue).value >= TOLD


def test_objective_loss_in_the_saddle_is_no_pudendal_neuralgia(
    localiser: Localiser, clinical: Clinical, regions: Regions
) -> None:
    painted = regions("perianal", quality="pain")
    for clue, answer in (("pinprick.perianal", "absent"), ("anal_tone", "reduced")):
        pudendal = row(argument(localiser, clinical, painted, {clue: answer}, "pudendal_neuralgia"), clue)
        cauda = row(argument(localiser, clinical, painted, {clue: answer}, "cauda_equina_syndrome"), clue)
        assert pudendal.value < TOLD < cauda.value, clue
    assert pudendal.value < -TOLD
    assert pudendal.sources == ("S200",)


def test_only_sources_that_speak_of_a_cause_are_cited_for_it(
    localiser: Localiser, clinical: Clinical, regions: Regions
) -> None:
    painted, answers = regions("perianal", "dorsum_mid"), {"onset": "days_to_weeks"}
    cited = {
        id_: row(argument(localiser, clinical, painted, answers, id_), "onset").sources
        for id_ in ("cauda_equina_syndrome", "common_fibular_neuropathy", "diabetic_polyneuropathy", "morton_neuroma")
    }
    assert cited == {
        "cauda_equina_syndrome": ("S168",),
        "common_fibular_neuropathy": ("S171",),
        "diabetic_polyneuropathy": ("S173",),
        "morton_neuroma": (),
    }


def test_power_that_was_told_leaves_nothing_untold(
    localiser: Localiser, clinical: Clinical, regions: Regions, wording: Wording
) -> None:
    painted = regions("dorsum_mid")
    silent = argument(localiser, clinical, painted, {}, "l5_radiculopathy")
    assert "untold" in {r.kind for r in silent.candidate.ledger}
    told = argument(localiser, clinical, painted, {"ankle_dorsiflexion_weak": "yes"}, "l5_radiculopathy")
    assert "untold" not in {r.kind for r in told.candidate.ledger}
    assert sum(r.value for r in told.candidate.ledger) == pytest.approx(told.candidate.support, abs=1e-6)


def test_a_grade_is_printed_as_it_was_given(localiser: Localiser, wording: Wording) -> None:
    given: dict[str, ClueAnswer] = {"ankle_dorsiflexion_weak": {"right": "2"}, "inversion_weak": {"right": "yes"}}
    said = wording.answered(assess(localiser, Paint(), given))
    grade = {"en": "grade 2 (right)", "de": "Grad 2 (rechts)"}[wording.language]
    assert [grade in line for line in said] == [True, False]


@pytest.mark.parametrize(("ahead", "phrase"), [(0.0, "draw level"), (0.15, "draw level"), (1.2, "would be first")])
def test_nothing_is_said_to_be_first_that_is_not_ahead(ahead: float, phrase: str) -> None:
    words = load_wording("en")
    assert phrase in words.change(Outcome("yes", 0.5, "tarsal_tunnel_syndrome", ahead), "l5_radiculopathy")
    assert "stays first" in words.change(Outcome("yes", 0.5, "l5_radiculopathy", ahead), "l5_radiculopathy")


def test_a_question_is_not_named_after_the_flag_that_it_may_raise(localiser: Localiser) -> None:
    """Brisk jerks would raise cord compression; the ankle jerk is asked to tell a nerve from a root."""
    words = load_wording("en")
    estimate = localiser.rank_cells({}, {"back_pain": "yes"})
    outcomes = (
        Outcome("brisk", 0.6, "myelopathy", 0.0, ("cord_compression",)),
        Outcome("reduced", 0.3, "s1_radiculopathy", 1.0),
        Outcome("normal", 0.1, "sural_neuropathy", 1.0),
    )
    said = words.next_question(Question("ankle_reflex", 0.1, outcomes), estimate)
    assert words.candidate("s1_radiculopathy") in said
    assert words.candidate("sural_neuropathy") in said
    assert words.candidate("myelopathy") not in said
