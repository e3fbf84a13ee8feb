"""What the localiser finds, said in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from footmap.core.drawing import ClueAnswer, Drawing
from footmap.core.ids import LANGUAGES
from footmap.core.localiser.assessment import assess
from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Estimate, Localiser
from footmap.core.localiser.explain import Explanation, explain
from footmap.core.localiser.ledger import LedgerRow
from footmap.core.localiser.questions import next_questions
from footmap.core.localiser.red_flags import alarms
from footmap.core.localiser.redraw import Redraws
from footmap.core.localiser.special import SpecialAnswers, TwoCauses, special_answers
from footmap.core.localiser.stability import stability
from footmap.core.paint import replay
from footmap.data.assets import load_atlas
from footmap.data.knowledge.clinical import Clinical
from footmap.data.knowledge.scoring import load_limits, load_scoring
from footmap.data.localiser import load_localiser
from footmap.words.assessment_words import Wording, load_wording
from tests.core.localiser.conftest import Regions
from tests.core.localiser.test_ranking import field

TOLD = load_scoring().told_from
L5 = {"foot_drop": "yes", "hip_abduction_weak": "yes", "back_pain": "yes", "inversion_weak": "no"}


@pytest.fixture(params=LANGUAGES)
def wording(request: pytest.FixtureRequest) -> Wording:
    return load_wording(request.param)


def argued(
    localiser: Localiser, clinical: Clinical, painted: Painted, answers: Mapping[str, str], id_: str
) -> Explanation:
    estimate = localiser.rank_cells(painted, answers)
    mimics = {id_: record.distinguish for id_, record in clinical.condition_records.items()}
    candidate = next(c for c in (*estimate.nerves, *estimate.levels, *estimate.conditions) if c.id == id_)
    return explain(localiser, painted, estimate, candidate, mimics, load_limits())


def assert_said(text: str) -> None:
    """A whole sentence with nothing left to fill in and no id."""
    assert text
    assert text[-1] in ".!?", text
    assert not re.search(r"[{}]|\b[a-z]+_[a-z_]+\b|  |\.\.", text), text


def test_every_row_says_which_way_it_speaks(localiser: Localiser, regions: Regions, wording: Wording) -> None:
    estimate = localiser.rank_cells(
        regions("dorsum_mid", "lat_leg_dist"), {"foot_drop": "yes", "inversion_weak": "yes"}
    )
    ways = {"en": ("for it", "against it", "nothing here"), "de": ("dafür", "dagegen", "nichts aus")}[wording.language]
    for candidate in (*estimate.nerves, *estimate.levels, *estimate.conditions):
        for row in candidate.ledger[:-1]:
            said = wording.row_sentence(row, candidate.id)
            assert_said(said)
            if row.clue is not None:
                assert said.endswith(ways[2 if abs(row.value) < TOLD else row.value < 0] + ".")
                assert wording.row(row) in said
            if row.kind == "place":
                assert wording.candidate(candidate.id) in said
            other = wording.row_sentence(LedgerRow(row.kind, -row.value, row.clue, row.answer), candidate.id)
            assert said != other or abs(row.value) < TOLD
        assert wording.row_sentence(candidate.ledger[-1], candidate.id) == ""
        assert wording.row(candidate.ledger[-1])
        assert wording.support(candidate.words)
    assert wording.row_sentence(None, "L5") == ""


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (2.4, "The painted area fits L5 well."),
        (1.0, "The painted area fits L5."),
        (0.2, "The painted area is compatible with L5."),
        (-0.2, "The painted area fits L5 less well than others."),
        (-1.0, "The painted area fits L5 poorly."),
        (-3.0, "The painted area does not fit L5."),
    ],
)
def test_the_size_of_a_row_is_heard(value: float, said: str) -> None:
    assert load_wording("en").row_sentence(LedgerRow("place", value), "L5") == said


@pytest.mark.parametrize(
    ("value", "word"),
    [(2.4, "strongly"), (1.0, "clearly"), (0.3, "a little"), (-0.19, "nothing here"), (-3.0, "strongly")],
)
def test_the_size_of_an_answer_is_heard(value: float, word: str) -> None:
    assert word in load_wording("en").row_sentence(LedgerRow("clue", value, "foot_drop", "yes"), "L5")


@pytest.mark.parametrize("id_", ["superficial_fibular", "L5", "l5_radiculopathy", "common_fibular_neuropathy"])
def test_the_argument_is_complete(
    localiser: Localiser, clinical: Clinical, regions: Regions, wording: Wording, id_: str
) -> None:
    found = argued(localiser, clinical, regions("dorsum_mid", "sole_lat"), {"foot_drop": "yes", "back_pain": "no"}, id_)
    said = wording.argument(found)
    answers = [row.clue for row in found.candidate.ledger if row.clue is not None]
    assert answers == ["foot_drop", "back_pain"]
    assert all(any(wording.clue(clue) in line.text for line in said) for clue in answers)
    assert [s.kind for s in said if s.kind not in ("mimic", "limit", "answer")] == [
        "where", "for", "against", "explained", "not_painted", "paint_left",
    ]  # fmt: skip
    for line in said:
        assert_said(line.text)
    assert len([s for s in said if s.kind == "mimic"]) == len(found.mimics)
    told = {s.kind: s.text for s in said}
    assert all(wording.region(r.region) in told["paint_left"] for r in found.paint_left)
    assert all(wording.region(r.region) in told["not_painted"] for r in found.core_not_painted)
    assert found.paint_left or id_ != "superficial_fibular"


def test_without_paint_nothing_is_said_of_paint(localiser: Localiser, clinical: Clinical, wording: Wording) -> None:
    found = argued(localiser, clinical, {}, L5, "l5_radiculopathy")
    assert not {s.kind for s in wording.argument(found)} & {"explained", "not_painted", "paint_left"}


def test_no_reason_is_said_to_be_none(localiser: Localiser, clinical: Clinical, wording: Wording) -> None:
    found = replace(argued(localiser, clinical, {}, L5, "L5"), speaks_for=None, speaks_against=None)
    assert_said(wording.speaks_for(found))
    assert wording.speaks_for(found) != wording.speaks_against(found)


def said_of(found: SpecialAnswers, wording: Wording) -> dict[str, str]:
    return dict(wording.special(found))


def test_every_special_answer_has_its_sentence(localiser: Localiser, regions: Regions, wording: Wording) -> None:
    def special(painted: Painted, **answers: str) -> dict[str, str]:
        return said_of(special_answers(localiser, painted, localiser.rank_cells(painted, answers)), wording)

    def fields(*sites: str) -> Painted:
        return {"right": {"numbness": np.max([field(localiser, s)["right"]["numbness"] for s in sites], axis=0)}}

    ankle = field(localiser, "length_dependent", "tingling")["right"]
    found = {
        **special(fields("lfcn_inguinal", "medial_plantar_arch")),
        **special({"right": ankle, "left": ankle}),
        **special(fields("lfcn_inguinal", "saphenous_leg", "medial_plantar_arch", "sural_calf")),
        **special(regions("dorsum_mid"), ankle_reflex="brisk_or_babinski", plantar_response="up", clonus="yes"),
        **special(regions("lat_malleolus", quality="pain"), twist_or_direct_strike="yes", ankle_swelling="yes"),
    }
    found["tied"] = special(field(localiser, "S1_root", "pain"))["tied"]
    assert set(found) >= {"two_causes", "stocking", "patchy", "no_nerve_fits", "upper_motor_neurone", "tied"}
    for text in found.values():
        assert_said(text)
    assert "S1" in found["tied"]
    assert wording.candidate("ankle_sprain") in found["no_nerve_fits"]
    assert wording.clue("twist_or_direct_strike") in found["no_nerve_fits"]


def test_the_rarer_special_answers_too(wording: Wording) -> None:
    none = SpecialAnswers(None, (), (), (), (), (), None, (), {})
    assert wording.special(none) == ()
    one_side = replace(none, stocking=("diabetic_polyneuropathy",), stocking_sides=("left",))
    both = replace(one_side, stocking_sides=("right", "left"))
    assert said_of(one_side, wording) != said_of(both, wording)
    assert wording.side("left") in said_of(one_side, wording)["stocking"]
    cauda = said_of(replace(none, both_sides=("lumbar_spinal_stenosis", "cauda_equina_syndrome")), wording)[
        "both_sides"
    ]
    assert wording.candidate("lumbar_spinal_stenosis") in cauda
    maps = said_of(replace(none, map_dependent={"lee_2008": "S1", "keegan_garrett_1948": "L5"}), wording)[
        "map_dependent"
    ]
    assert "Keegan L5" in maps
    pair = TwoCauses(
        ("sural_calf", "lfcn_inguinal"),
        (None, "lateral_femoral_cutaneous_neuropathy"),
        0.94,
        0.6,
        1.0,
        ("right", "left"),
    )
    two = said_of(replace(none, two_causes=pair), wording)["two_causes"]
    assert wording.site("sural_calf") in two
    assert "94" in two
    assert wording.side("right") in two
    assert (
        wording.side("right")
        not in said_of(replace(none, two_causes=replace(pair, sides=("left", "left"))), wording)["two_causes"]
    )
    for text in (*said_of(one_side, wording).values(), cauda, maps, two):
        assert_said(text)


def test_questions_outcomes_and_stability(localiser: Localiser, regions: Regions, wording: Wording) -> None:
    painted = regions("dorsum_med", "dorsum_mid", "lat_leg_dist")
    answers = {"foot_drop": "yes"}
    estimate = localiser.rank_cells(painted, answers)
    for question in next_questions(localiser, painted, answers, estimate):
        said = wording.next_question(question, estimate)
        assert_said(said)
        assert wording.question(question.clue) in said
        lines = wording.outcomes(question)
        assert len(lines) == len(question.outcomes)
        for line, outcome in zip(lines, question.outcomes, strict=True):
            assert_said(line)
            assert line.startswith(wording.answer(question.clue, outcome.answer) + ":")
            said_first = [wording.flag(f) for f in outcome.flags[:1]] or [wording.candidate(outcome.leader)]
            assert said_first[0] in line
    kept = stability(localiser, painted, estimate, Redraws(localiser.cells), 20)
    assert kept is not None
    said = wording.stability(kept, "nerve", estimate.nerves[0].id)
    assert_said(said)
    assert "%" not in said
    first = estimate.nerves[0].id
    calm, shaky = (
        replace(kept, kept={**kept.kept, "nerve": share}, rivals={"nerve": "tibial"}) for share in (0.9, 0.5)
    )
    assert wording.stability(calm, "nerve", first) != wording.stability(shaky, "nerve", first)
    assert wording.candidate("tibial") in wording.stability(shaky, "nerve", first)
    assert wording.candidate("tibial") not in wording.stability(calm, "nerve", first)


def test_alarms_and_answers_that_do_not_count(localiser: Localiser, clinical: Clinical, regions: Regions) -> None:
    answers = {
        "saddle_or_sphincter": "yes", "severe_pain_tense_shin": "no", "clot_risk": "cancer", "calf_pitting": "yes",
        "whole_leg_swollen": "yes", "nonsense": "yes", "foot_drop": "perhaps", "leg_power": "normal",
        "hip_abduction_weak": "yes",
    }  # fmt: skip
    painted = regions("perianal")
    estimate = localiser.rank_cells(painted, answers)
    found = alarms(
        clinical.red_flags, answers, painted, localiser.fields.region, localiser.cells.area_cm2,
        tuple(clinical.scores.values()),
    )  # fmt: skip
    told: dict[str, list[str]] = {}
    for language in LANGUAGES:
        wording = load_wording(language)
        flags = [wording.red_flag(raised) for raised in found.raised]
        assert flags
        assert all(flag.name and flag.urgency and flag.reason and flag.action for flag in flags)
        lines = [flag.because for flag in flags]
        lines += [wording.caution(c) for c in found.cautions]
        lines += [wording.score(s) for s in found.scores]
        lines += [wording.contradiction(pair) for pair in estimate.contradictions]
        for line in lines:
            assert_said(line)
        passed = wording.passed_over(estimate.clues, answers)
        assert {"nonsense", "perhaps"} <= set(re.findall(r"\w+", " ".join(passed)))
        told[language] = [*lines, *passed, *(text for flag in flags for text in flag)]
    assert found.cautions
    assert found.scores
    assert estimate.contradictions
    assert not set(told["en"]) & set(told["de"])


def test_numbers_follow_the_language() -> None:
    english, german = load_wording("en"), load_wording("de")
    assert (english.area(12.34), german.area(12.34)) == ("12.3 cm²", "12,3 cm²")
    assert (english.signed(-1.25, 2), german.signed(0.5)) == ("\N{MINUS SIGN}1.25", "+0,5")
    assert english.signed(-0.001) == "0.0"
    assert english.listed([]) == ""
    assert english.listed(["a"]) == "a"
    assert german.listed(["a", "b", "c"]) == "a, b und c"


def test_an_unknown_language_is_english(localiser: Localiser, regions: Regions) -> None:
    estimate: Estimate = localiser.rank_cells(regions("sole_lat"))
    row = estimate.nerves[0].ledger[1]
    assert load_wording("fr").row_sentence(row, "L5") == load_wording("en").row_sentence(row, "L5")


@pytest.mark.parametrize(
    ("share", "said"), [(0.0, "0 %"), (0.001, "<1 %"), (0.0099, "<1 %"), (0.5, "50 %"), (1.0, "100 %")]
)
def test_nothing_is_shown_only_where_there_is_nothing(share: float, said: str) -> None:
    assert load_wording("en").percent(share) == load_wording("de").percent(share) == said


def test_a_row_says_the_grade_and_the_limb_as_they_were_given(clinical: Clinical) -> None:
    atlas = load_atlas()
    given: dict[str, ClueAnswer] = {
        "ankle_dorsiflexion_weak": {"right": "3/5", "left": "5"},
        "plantarflexion_weak": "4",
        "back_pain": "no",
    }
    localiser = load_localiser(atlas)
    found = assess(localiser, replay(atlas, Drawing()), given)
    assert not found.problems
    candidate = found.conditions[0].candidate
    rows = {row.clue: row for row in candidate.ledger if row.clue is not None}
    for language, grade in (("en", "grade"), ("de", "Grad")):
        words = load_wording(language)
        said = {clue: words.row(row, found) for clue, row in rows.items()}
        assert f"{grade} 3 ({words.side('right')})" in said["ankle_dorsiflexion_weak"]
        assert f"{grade} 5 ({words.side('left')})" in said["ankle_dorsiflexion_weak"]
        assert f"{grade} 4" in said["plantarflexion_weak"]
        assert grade not in said["back_pain"]
        assert said["back_pain"] == words.row(rows["back_pain"])
        for clue, row in rows.items():
            sentence = words.row_sentence(row, candidate.id, found)
            assert (grade in sentence) == (clue != "back_pain")
