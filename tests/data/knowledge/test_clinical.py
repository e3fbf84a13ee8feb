"""The clinical knowledge base: complete, cited, consistent, and refused with every problem when it is not."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from pydantic import ValidationError

from footmap.core.clinical import JOIN
from footmap.core.localiser.answers import answers_of
from footmap.data import resources
from footmap.data.knowledge.base import FILES as BASE_FILES
from footmap.data.knowledge.base import Name, Terminology, load_knowledge
from footmap.data.knowledge.clinical import FILES, Clinical, load_clinical, read_clinical
from footmap.data.knowledge.scoring import ScoringFile
from footmap.data.models import Record, read_yaml
from footmap.data.schema import schema_folder, schemas
from footmap.errors import AssetError

REGIONS = resources.root() / "territories" / "regions.yaml"


@pytest.fixture(scope="module")
def clinical() -> Clinical:
    return load_clinical()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    out = tmp_path / "knowledge"
    shutil.copytree(resources.knowledge_folder(), out)
    return out


def change(folder: Path, name: str, old: str, new: str) -> int:
    """Replace the first occurrence of a text; its line."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def problems(folder: Path) -> list[str]:
    with pytest.raises(AssetError) as error:
        read_clinical(folder, REGIONS)
    return [str(p) for p in error.value.problems]


def test_everything_of_the_fact_base_is_there(clinical: Clinical) -> None:
    assert len(clinical.conditions) >= 61
    assert len(clinical.muscles) >= 30
    assert len([c for c in clinical.clues.values() if c.family is None]) >= 140
    assert len(clinical.anatomy.sites) >= 75
    assert len(clinical.red_flags) >= 18
    assert sum(record.seed for record in clinical.condition_records.values()) == 21


def test_every_condition_can_be_told_from_another_and_says_what_to_do(clinical: Clinical) -> None:
    for id_, record in clinical.condition_records.items():
        assert record.action, id_
        if record.rank == "condition" and id_ not in {"spinal_serious_pathology", "inflammatory_or_infected_foot"}:
            assert record.distinguish, id_


def test_every_muscle_group_can_be_answered_as_weak_and_as_normal(clinical: Clinical) -> None:
    for movement in clinical.anatomy.movements:
        clues = [c for c in clinical.clues.values() if c.finding and c.finding.target == movement]
        assert clues, movement
        for clue in clues:
            assert {"weak", "normal"} <= {a.finds for a in clue.answers.values()}, clue.id


def test_tendon_jerks_can_be_answered_up_and_down(clinical: Clinical) -> None:
    for clue in ("ankle_reflex", "knee_reflex"):
        assert {"normal", "reduced", "reduced_both", "brisk"} <= {
            a.finds for a in clinical.clues[clue].answers.values()
        }


def test_touch_pinprick_tinel_operation_and_injection_everywhere(clinical: Clinical) -> None:
    for region in clinical.region_names:
        assert f"light_touch.{region}" in clinical.clues
        assert f"pinprick.{region}" in clinical.clues
    for id_, site in clinical.anatomy.sites.items():
        if site.kind == "nerve":
            for family in ("tinel", "operation", "injection", "injury"):
                clue = clinical.clues[f"{family}.{id_}"]
                assert any(id_ in answer.ratios for answer in clue.answers.values())
                assert "{" not in clue.names["en"] + clue.questions["en"]


def test_one_tinel_asked_twice_is_one_finding(clinical: Clinical) -> None:
    assert ("tinel_fibular_neck", "tinel.fibular_neck") in clinical.same_sign
    asked = {id_ for same in clinical.same_sign for id_ in same}
    assert asked <= set(clinical.clues)
    assert {c for c in clinical.clues if c.startswith("tinel_")} <= asked


def test_weights_stay_within_the_caps(clinical: Clinical) -> None:
    low, high = clinical.caps.answer
    for clue in clinical.clues.values():
        for answer in clue.answers.values():
            assert all(low <= ratio <= high and ratio != 1 for ratio in answer.ratios.values()), clue.id


def test_a_no_never_clears_an_emergency(clinical: Clinical) -> None:
    """An answer no may lower a condition a little, never by more than its poor sensitivity allows."""
    for flag in clinical.red_flags.values():
        if flag.urgency != "emergency":
            continue
        for trigger in flag.raised_by:
            for id_ in trigger.clues:
                no = clinical.clues[id_].answers.get("no")
                if no is not None:
                    assert all(no.ratios.get(c, 1.0) >= 0.5 for c in flag.conditions), (flag.id, id_)


def test_every_urgent_condition_has_a_flag(clinical: Clinical) -> None:
    flagged = {c for flag in clinical.red_flags.values() for c in (*flag.conditions, *flag.also)}
    urgent = {c.id for c in clinical.conditions.values() if c.urgency in ("emergency", "same_day")}
    assert urgent <= flagged


def test_every_nerve_with_skin_hangs_on_the_graph(clinical: Clinical) -> None:
    reached = {skin.nerve for segment in clinical.anatomy.segments.values() for skin in segment.skin}
    trunks = {segment.nerve for segment in clinical.anatomy.segments.values()}
    assert set(clinical.base.nerves) <= reached | trunks


def test_digital_parts_are_those_of_the_drawn_territories(clinical: Clinical) -> None:
    drawn = (resources.root() / "territories" / "nerves.yaml").read_text(encoding="utf-8")
    parts = set(re.findall(r"\{nerve: (\w+), part: (\w+),", drawn))
    used = {(s.nerve, s.part) for seg in clinical.anatomy.segments.values() for s in seg.skin}
    assert parts == {(nerve, part) for nerve, part in used if part not in (None, "own")}


def test_nothing_speaks_for_a_sign_or_of_the_way_it_was_written(clinical: Clinical) -> None:
    for path in (resources.knowledge_folder() / name for name in FILES):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\bthe brief\b|\bfact base\b|\bprototype\b", text, re.IGNORECASE), path.name


def texts(value: object, where: str) -> Iterator[tuple[str, Name]]:
    """Every name and text of a record with its place."""
    if isinstance(value, Name):
        yield where, value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), f"{where}.{getattr(value, 'id', '')}.{name}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, f"{where}.{key}")
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item, where)


@pytest.mark.parametrize(
    "name",
    [
        "nerves",
        "levels",
        "muscles",
        "reflexes",
        "graph",
        "sites",
        "forward",
        "conditions",
        "clues",
        "red_flags",
        "disagreements",
        "scoring",
    ],
)
def test_everything_that_is_shown_is_there_in_german(name: str) -> None:
    models: Mapping[str, type[Record]] = {**BASE_FILES, **FILES, "scoring.yaml": ScoringFile}
    record, _ = read_yaml(resources.knowledge_folder() / f"{name}.yaml", models[f"{name}.yaml"])
    found = list(texts(record, name))
    assert found
    assert not [(where, t.en) for where, t in found if t.de is None and re.search("[A-Za-z]{2}", t.en)]
    differing = [(where, t.en, t.de) for where, t in found if t.de is not None and figures(t.en) != figures(t.de)]
    assert not differing


def figures(text: str) -> list[str]:
    """Every figure of a text without its decimal sign and its gaps between thousands, in order of size."""
    joined = re.sub(r"(?<=\d)[ ,.](?=\d)", "", text)
    return sorted(re.findall(r"\d+", joined))


def test_schemas_are_current() -> None:
    on_disk = {p.name: p.read_text(encoding="utf-8") for p in schema_folder().glob("*.schema.json")}
    wanted = schemas()
    folders = (resources.knowledge_folder(), resources.root() / "words", resources.root() / "study")
    files = [path for folder in folders for path in folder.glob("*.yaml")]
    assert {path.stem + ".schema.json" for path in files} == set(wanted) <= set(on_disk)
    stale = [name for name, text in wanted.items() if on_disk[name] != text]
    assert not stale, "run python -m footmap.data.schema"


def test_all_problems_of_all_files_at_once(folder: Path) -> None:
    a = change(folder, "muscles.yaml", "nerve: femoral_nerve", "nerve: femoral_nerv")
    b = change(folder, "sites.yaml", "at: [lfcn]", "at: [lfcnn]")
    c = change(folder, "clues.yaml", "herpes_zoster: very_strong", "herpes_zoster_: very_strong")
    d = change(folder, "conditions.yaml", "sources: [S9, S119, S120]", "sources: [S9, S119, S9999]")
    e = change(folder, "red_flags.yaml", "anal_tone: [reduced]", "anal_tone: [lowered]")
    found = "\n".join(problems(folder))
    for name, line, what in (
        ("muscles.yaml", a, "femoral_nerv is not a known nerve"),
        ("sites.yaml", b, "lfcnn is not a known segment"),
        ("clues.yaml", c, "herpes_zoster_ is not a known condition"),
        ("conditions.yaml", d, "S9999 is not a known source"),
        ("red_flags.yaml", e, "lowered is not a known answer of anal_tone"),
    ):
        assert f"knowledge/{name}:{line}: {what}" in found, found


@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        ("muscles.yaml", "share: {L1: 0.1, L2: 0.45", "share: {L1: 0.2, L2: 0.45", "add up to 1.1, not to 1"),
        ("graph.yaml", "gastrocnemius: 1.0", "gastrocnemius: 0.5", "gastrocnemius add up to 0.5"),
        ("graph.yaml", "from: {tibial_knee: 1.0}", "from: {tibial_ankle: 1.0}", "run in a circle"),
        (
            "sites.yaml",
            "conditions: {common_fibular_neuropathy: 0.8}",
            "conditions: {common_fibular_neuropathy: 0.5}",
            "hold 0.7",
        ),
        ("clues.yaml", "supports: {ankle_sprain: strong", "supports: {ankle_sprain: 0.5", "ratio below 1"),
        ("clues.yaml", 'id: "yes", text: {en: "yes"', 'id: "yes", texts: {en: "yes"', "texts: is not known here"),
        ("clues.yaml", "movement: eversion", "movement: everson", "everson is not a known movement"),
        ("clues.yaml", "members: [recent_trauma", "members: [slr, recent_trauma", "slr is in two groups"),
        ("forward.yaml", "id: full_supply", "id: ful_supply", "The constant full_supply is missing"),
        (
            "red_flags.yaml",
            'hot_swollen_or_ulcer: [hot_swollen, ulcer, "yes"]',
            "cool_skin: [cool]",
            "hot_swollen_or_ulcer is a red flag",
        ),
        ("conditions.yaml", "tier: very_common", "tier: everywhere", "input should be"),
        ("disagreements.yaml", "about: {levels: [L4, L5]}", "about: {levels: [L9]}", "L9 is not a known level"),
        (
            "conditions.yaml",
            'foot_drop: ["yes"], ankle_d',
            'foot_drpo: ["yes"], ankle_d',
            "foot_drpo is not a known clue",
        ),
        (
            "conditions.yaml",
            'named_after: {foot_drop: ["yes"]',
            "named_after: {foot_drop: [yea]",
            "yea is not a known answer",
        ),
        ("conditions.yaml", 'signs: {rash: ["yes"]}', 'signs: {rush: ["yes"]}', "rush is not a known clue"),
        ("conditions.yaml", 'signs: {rash: ["yes"]}', "signs: {rash: [red]}", "red is not a known answer of rash"),
        ("conditions.yaml", "numb_both: [ant_thigh_prox", "numb_both: [thigh", "thigh is not a known region"),
        ("reflexes.yaml", "arc: [femoral_groin]", "arc: [femoral_groyne]", "femoral_groyne is not a known segment"),
    ],
)
def test_what_is_wrong_is_refused(folder: Path, name: str, old: str, new: str, complaint: str) -> None:
    change(folder, name, old, new)
    found = problems(folder)
    assert any(complaint in p.replace("Input", "input") for p in found), found
    assert all(re.match(r"knowledge/[a-z_]+\.yaml(:\d+)?: ", p) for p in found), found


def test_a_missing_file_is_one_of_the_problems(folder: Path) -> None:
    (folder / "graph.yaml").unlink()
    change(folder, "nerves.yaml", "id: sural", "id: sural!")
    found = "\n".join(problems(folder))
    assert "knowledge/graph.yaml: The file cannot be read" in found
    assert "knowledge/nerves.yaml" in found


BRIEF = [
    ("hip_injection_or_surgery", "injection", {"sciatic_neuropathy"}),
    ("hip_injection_or_surgery", "surgery", {"sciatic_neuropathy"}),
    ("tight_footwear", "boot_top_or_knee", {"common_fibular_neuropathy", "sural_neuropathy"}),
    ("recent_trauma", "low_back", {"lumbar_disc_herniation", "l5_radiculopathy", "s1_radiculopathy"}),
    ("recent_trauma", "hip", {"sciatic_neuropathy"}),
    ("recent_trauma", "knee", {"common_fibular_neuropathy"}),
    ("recent_trauma", "ankle", {"ankle_sprain", "ankle_foot_fracture", "tendon_muscle_injury", "crps"}),
    ("one_leg_at_a_time", "yes", {"l5_radiculopathy", "s1_radiculopathy", "sciatic_neuropathy"}),
    ("systemic_disease", "diabetes", {"diabetic_polyneuropathy"}),
    ("systemic_disease", "multiple_sclerosis", {"multiple_sclerosis"}),
    (
        "twist_or_direct_strike",
        "yes",
        {
            "ankle_sprain",
            "ankle_foot_fracture",
            "tendon_muscle_injury",
            "achilles_rupture",
            "acute_limb_ischaemia_or_vascular_injury",
        },
    ),
    ("worse_bending_forward", "yes", {"lumbar_disc_herniation"}),
    ("extension_pain_or_step", "yes", {"spondylolisthesis"}),
    ("ankle_brachial_index", "up_to_0_9", {"vascular_claudication"}),
]


@pytest.mark.parametrize(("clue", "answer", "named"), BRIEF, ids=[f"{c}={a}" for c, a, _ in BRIEF])
def test_a_clue_speaks_for_the_conditions_that_it_names(
    clinical: Clinical, clue: str, answer: str, named: set[str]
) -> None:
    ratios = clinical.clues[clue].answers[answer].ratios
    assert named <= {target for target, ratio in ratios.items() if ratio > 1}


def test_postures_are_asked_apart_and_none_speaks_for_both_claudications(clinical: Clinical) -> None:
    asked = ("standing_brings_on", "relief_standing_still", "relief_bending_forward", "cycling_without_pain")
    for id_ in asked:
        ratios = clinical.clues[id_].answers["yes"].ratios
        nerve, artery = ratios.get("lumbar_spinal_stenosis", 1.0), ratios.get("vascular_claudication", 1.0)
        assert (nerve > 1) != (artery > 1), id_


def test_no_question_holds_a_diagnosis(clinical: Clinical) -> None:
    diagnosis = re.compile(r"claudicat|radiculopath|neuropath|neuralgi|syndrom|stenos|neurom|fasciitis", re.IGNORECASE)
    for clue in clinical.clues.values():
        for question in clue.questions.values():
            assert not diagnosis.search(question), (clue.id, question)


def test_every_clue_says_what_it_takes(clinical: Clinical) -> None:
    for clue in clinical.clues.values():
        assert clue.effort.seconds > 0
        assert not clue.effort.tool or set(clue.effort.tool) >= {"en", "de"}
    assert all(c.sided for c in clinical.clues.values() if c.scale is not None)


@pytest.mark.parametrize(
    ("clue", "apart"),
    [("hot_swollen_or_ulcer", ("hot_swollen", "ulcer")), ("hand_clumsiness_unsteady", ("clumsy_hands", "stiff_legs"))],
)
def test_what_is_asked_apart_now_still_counts_as_it_was_answered_before(
    clinical: Clinical, clue: str, apart: tuple[str, ...]
) -> None:
    asked = clinical.clues[clue]
    assert asked.several
    flags = {f.id for f in clinical.red_flags.values() for t in f.raised_by if "yes" in t.clues.get(clue, ())}
    assert flags
    for answer in (*apart, "yes"):
        assert asked.answers[answer].ratios
        found = answers_of({clue: answer}, clinical.clues)
        assert found.given == {clue: answer}
        assert not found.problems
        raised = {f.id for f in clinical.red_flags.values() for t in f.raised_by if answer in t.clues.get(clue, ())}
        assert raised == flags
    both = answers_of({clue: apart}, clinical.clues)
    assert both.given == {clue: JOIN.join(apart)}
    assert clinical.clues[clue].answers[JOIN.join(apart)].ratios


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        ({"ta2": "6586", "fma": "44688", "recalled": "high"}, "never recalled"),
        ({"ta2": "6586", "sources": ("S203",)}, "needs a note"),
        ({}, "needs a note"),
    ],
)
def test_ids_of_terminologies_are_cited_and_missing_ones_have_a_reason(ids: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        Terminology.model_validate(ids)
    for nerve in load_knowledge().nerves.values():
        assert nerve.terminology is not None, nerve.id
