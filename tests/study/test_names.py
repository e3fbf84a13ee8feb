"""Typed names: any synonym counts, one slip of spelling too, and what names two things names none."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from footmap.study.confusable import rivals, subjects
from footmap.study.names import all_names, typed_id
from footmap.study.wording import load_material
from footmap.words.search import SLIP_FROM, folded, one_slip

MATERIAL = load_material()
NERVES = subjects(MATERIAL, "nerve")
LEVELS = subjects(MATERIAL, "level")
NAMED = [
    (kind, id_, name)
    for kind, ids in (("nerve", NERVES), ("level", LEVELS))
    for id_ in ids
    for name in all_names(MATERIAL, kind, id_)
]


def _ids(kind: str) -> tuple[str, ...]:
    return NERVES if kind == "nerve" else LEVELS


def _shared(kind: str, name: str) -> set[str]:
    """Those that have a name in common, as ``MCN`` of two nerves."""
    return {id_ for k, id_, other in NAMED if k == kind and folded(other) == folded(name)}


@given(st.sampled_from(NAMED), st.sampled_from([str.upper, str.lower, str.title]))
def test_every_name_and_synonym_counts(named: tuple[str, str, str], written: type[str]) -> None:
    kind, id_, name = named
    if _shared(kind, name) == {id_}:
        assert typed_id(MATERIAL, kind, written(name), _ids(kind)) == id_


@given(st.sampled_from(NAMED), st.data())
def test_one_slip_never_names_another(named: tuple[str, str, str], data: st.DataObject) -> None:
    kind, id_, name = named
    at = data.draw(st.integers(0, len(name) - 1))
    typed = data.draw(
        st.sampled_from([name[:at] + name[at + 1 :], name[:at] + "x" + name[at:], name[:at] + "x" + name[at + 1 :]])
    )
    found = typed_id(MATERIAL, kind, typed, _ids(kind))
    assert (
        found in {None, id_}
        or typed_id(MATERIAL, kind, name, _ids(kind)) != id_
        or folded(typed) in {folded(other) for other in all_names(MATERIAL, kind, found or "")}
    )


def test_levels_forgive_no_slip() -> None:
    assert typed_id(MATERIAL, "level", "s1", LEVELS) == "S1"
    assert typed_id(MATERIAL, "level", "S9", LEVELS) is None
    assert typed_id(MATERIAL, "level", "L", LEVELS) is None


def test_synonyms_latin_and_slips_of_students() -> None:
    said = {
        "n. suralis": "sural",
        "surral nerve": "sural",
        "LFCN": "lateral_femoral_cutaneous",
        "common peroneal nerve": "common_fibular",
        "deep peroneal": "deep_fibular",
        "saphenus": "saphenous",
        "tibail nerve": "tibial",
    }
    assert {text: typed_id(MATERIAL, "nerve", text, NERVES) for text in said} == said
    assert typed_id(MATERIAL, "nerve", "MCN", NERVES) is None


@given(st.text("abcdefg", min_size=SLIP_FROM, max_size=9), st.data())
def test_a_slip_is_one_and_works_both_ways(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    longer = word[:at] + "z" + word[at:]
    for other in (swapped, longer, word[:at] + "z" + word[at + 1 :]):
        assert one_slip(word, other)
        assert one_slip(other, word)
    assert not one_slip(word, "z" + longer + "z")


@given(st.sampled_from([("nerve", id_) for id_ in NERVES] + [("level", id_) for id_ in LEVELS]))
def test_rivals_are_all_others_once(thing: tuple[str, str]) -> None:
    kind, id_ = thing
    found = rivals(MATERIAL, "nerve" if kind == "nerve" else "level", id_)
    assert sorted((*found, id_)) == sorted(_ids(kind))


def test_neighbours_come_before_those_far_away() -> None:
    assert rivals(MATERIAL, "level", "L5")[:2] in {("S1", "L4"), ("L4", "S1")}
    near = rivals(MATERIAL, "nerve", "lateral_dorsal_cutaneous")
    assert near.index("sural") < near.index("subcostal")
    assert near.index("intermediate_dorsal_cutaneous") < near.index("genitofemoral_femoral_branch")
