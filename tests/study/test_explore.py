"""What if, and looking structures up."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footmap.core.forward import predict
from footmap.study.exercise import Thing, ThingKind
from footmap.study.lookup import card, find
from footmap.study.what_if import CHANGES, reasons, subjects_of, tops, what_if
from footmap.study.wording import StudyWords, load_material

MATERIAL = load_material()
ANATOMY = MATERIAL.clinical.anatomy
WORDS = {language: StudyWords(language, MATERIAL) for language in ("en", "de")}
CHANGED = [(change, thing.id) for change in CHANGES for thing in subjects_of(change, MATERIAL)] + [("block", "all")]
_IDS: dict[ThingKind, Iterable[str]] = {
    "nerve": MATERIAL.clinical.base.nerves,
    "level": MATERIAL.clinical.base.levels,
    "muscle": ANATOMY.muscles,
    "reflex": ANATOMY.reflexes,
    "site": ANATOMY.site_ids,
    "condition": MATERIAL.clinical.conditions,
    "region": MATERIAL.clinical.region_names,
}
THINGS = [Thing(kind, id_) for kind, ids in _IDS.items() for id_ in ids]


@given(st.sampled_from(CHANGED))
def test_whatever_is_changed_something_is_said(changed: tuple[str, str]) -> None:
    change = next(c for c in CHANGES if c == changed[0])
    found = what_if(change, changed[1], MATERIAL)
    assert found.skin or found.muscles
    for words in WORDS.values():
        said = reasons(found, MATERIAL, words)
        assert said
        assert all(text and "{" not in text for text in said)
    affected = {id_ for id_, grade in found.muscles.items() if grade == "affected"}
    explained = {id_ for why in found.why for id_ in why.muscles}
    assert affected >= explained


@given(st.sampled_from([t.id for t in subjects_of("cut", MATERIAL)]))
def test_a_cut_nerve_takes_its_own_muscles_and_no_others(nerve: str) -> None:
    found = what_if("cut", nerve, MATERIAL)
    below = {id_ for id_ in ANATOMY.order if _under(id_, set(tops(ANATOMY, nerve)))}
    reached = {muscle for id_ in below for muscle in ANATOMY.segments[id_].muscles}
    assert set(found.muscles) <= reached
    own = {m for s in ANATOMY.segments.values() if s.nerve == nerve for m, part in s.muscles.items() if part >= 0.99}
    assert own <= set(found.muscles)


def _under(id_: str, cut: set[str]) -> bool:
    return id_ in cut or any(_under(above, cut) for above in ANATOMY.segments[id_].above)


def test_a_pressed_root_is_what_predict_says() -> None:
    found = what_if("press", "L5", MATERIAL)
    assert found.prediction == predict(ANATOMY, "L5")
    assert found.reflexes.get("ankle_jerk") is None


def test_an_ankle_block_numbs_the_foot_and_spares_the_calf() -> None:
    whole = what_if("block", "all", MATERIAL)
    assert "gastrocnemius" not in whole.muscles
    nerves = {e.id for e in whole.prediction.skin}
    assert {"medial_plantar", "deep_fibular", "saphenous"} <= nerves
    one = what_if("block", MATERIAL.study.ankle_blocks[0], MATERIAL)
    assert len(one.skin) < len(whole.skin)


@pytest.mark.parametrize(("change", "id_"), [("cut", "L5"), ("press", "sural"), ("slip", "L5"), ("block", "sural")])
def test_what_cannot_be_changed_so_is_refused(change: str, id_: str) -> None:
    with pytest.raises(KeyError):
        what_if(next(c for c in CHANGES if c == change), id_, MATERIAL)


@given(st.sampled_from(THINGS))
def test_every_structure_has_a_card_with_names(thing: Thing) -> None:
    found = card(thing, MATERIAL)
    assert found.subject == thing
    for _, things in found.rows:
        for other in things:
            assert WORDS["de"].name(other)
            assert WORDS["en"].name(other)
    assert all(segment in ANATOMY.segments for segment in found.course)
    assert all(source in MATERIAL.clinical.base.sources for source in found.sources)
    assert all(id_ in MATERIAL.clinical.disagreements for id_ in found.disagreements)


@given(st.sampled_from([t for t in THINGS if t.kind not in ("site", "condition")]), st.sampled_from(["en", "de"]))
def test_every_structure_is_found_by_its_name(thing: Thing, language: str) -> None:
    assert thing in find(WORDS[language].name(thing), MATERIAL)


@pytest.mark.parametrize(
    ("text", "kind", "id_"),
    [
        ("peroneal", "nerve", "common_fibular"),
        ("LFCN", "nerve", "lateral_femoral_cutaneous"),
        ("n. suralis", "nerve", "sural"),
        ("Baxter", "nerve", "inferior_calcaneal"),
        ("saphenos", "nerve", "saphenous"),
        ("tarsal tunel", "condition", "tarsal_tunnel_syndrome"),
        ("LFCN", "site", "lfcn_inguinal"),
    ],
)
def test_what_students_type_is_found(text: str, kind: str, id_: str) -> None:
    assert (kind, id_) in {(t.kind, t.id) for t in find(text, MATERIAL)}


def test_nonsense_finds_nothing() -> None:
    assert find("qqqqqqqq", MATERIAL) == ()


def test_an_unknown_structure_has_no_card() -> None:
    with pytest.raises(KeyError):
        card(Thing("nerve", "nobody"), MATERIAL)
    with pytest.raises(KeyError):
        card(Thing("view", "foot_dorsal"), MATERIAL)
