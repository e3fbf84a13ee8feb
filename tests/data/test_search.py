"""The search over everything that has a name."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footmap.data.knowledge.clinical import load_clinical
from footmap.words.clue_list import find_clues
from footmap.words.search import Entry, SearchIndex, build_index, folded

CLINICAL = load_clinical()
INDEX = build_index(CLINICAL)
NAMES = [
    *(("clue", clue.id, text) for clue in CLINICAL.clues.values() for text in (*clue.names.values(), *clue.synonyms)),
    *(("condition", c.id, t) for c in CLINICAL.conditions.values() for t in (*c.names.values(), *c.synonyms)),
    *(("nerve", n.id, t) for n in CLINICAL.base.nerves.values() for t in (*n.name.all().values(), *n.synonyms)),
    *(("muscle", m.id, t) for m in CLINICAL.anatomy.muscles.values() for t in m.names.values()),
]
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


def bare(text: str) -> str:
    letters = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def found(text: str) -> set[tuple[str, str]]:
    return {(hit.kind, hit.id) for hit in INDEX.find(text)}


@given(
    st.sampled_from(NAMES),
    st.sampled_from([str, str.upper, str.lower, str.swapcase, bare, lambda s: s.translate(UMLAUTS)]),
)
def test_every_name_finds_its_own_however_it_is_written(
    named: tuple[str, str, str], written: Callable[[str], str]
) -> None:
    kind, id_, text = named
    assert (kind, id_) in found(written(text))


@given(st.sampled_from(NAMES), st.data())
def test_the_beginning_of_any_word_is_enough(named: tuple[str, str, str], data: st.DataObject) -> None:
    kind, id_, text = named
    word = data.draw(st.sampled_from(text.split()))
    assert (kind, id_) in found(word[: data.draw(st.integers(1, len(word)))])


@given(st.lists(st.sampled_from(NAMES).flatmap(lambda n: st.sampled_from(n[2].split())), min_size=1, max_size=3))
def test_more_words_never_find_more(words: list[str]) -> None:
    assert found(" ".join(words)) <= found(words[0])


@given(st.text(max_size=20))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert folded(text.upper().lower()) == folded(text.lower().upper().lower())


@given(st.text(max_size=12))
def test_anything_may_be_typed(text: str) -> None:
    hits = INDEX.find(text)
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True) or not text.split()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("SLR", ("clue", "slr")),
        ("lasegue", ("clue", "slr")),
        ("Lasègue", ("clue", "slr")),
        ("ABI", ("clue", "ankle_brachial_index")),
        ("Fussheber", ("clue", "foot_drop")),
        ("foot lifting", ("clue", "foot_drop")),
        ("babinski", ("clue", "plantar_response")),
        ("meralgia paresthetica".replace("par", "para"), ("condition", "lateral_femoral_cutaneous_neuropathy")),
        ("nervus suralis", ("nerve", "sural")),
        ("Morbus Sudeck", ("condition", "crps")),
    ],
)
def test_what_clinicians_type(text: str, first: tuple[str, str]) -> None:
    best = INDEX.find(text)
    assert first in {(h.kind, h.id) for h in best if h.score == best[0].score}


def test_only_the_kinds_that_are_wanted() -> None:
    assert {hit.kind for hit in INDEX.find("tinel", {"clue"})} == {"clue"}
    assert not INDEX.find("tinel", set())


def test_a_name_comes_before_what_only_mentions_it() -> None:
    index = SearchIndex([Entry("clue", "a", ("x",), ("gout",)), Entry("condition", "b", ("Gout",))])
    assert [hit.id for hit in index.find("gout")] == ["b", "a"]


def test_no_word_lists_everything_and_nonsense_nothing() -> None:
    assert len(find_clues(CLINICAL)) == len(CLINICAL.clues)
    assert find_clues(CLINICAL, "qxzqxz") == ()
