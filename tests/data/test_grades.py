"""Grades and several answers: what a clue is told, in its own words."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footmap.core.clinical import JOIN, Clue
from footmap.core.drawing import ClueAnswer
from footmap.core.grades import ungraded
from footmap.core.localiser.answers import answers_of
from footmap.core.views import SIDES
from footmap.data import resources
from footmap.data.knowledge.clinical import load_clinical, read_clinical
from footmap.errors import AssetError

CLUES = load_clinical().clues
GRADED = [clue for clue in CLUES.values() if clue.scale is not None]
SEVERAL = [clue for clue in CLUES.values() if clue.several]


def written(clue: Clue) -> list[str]:
    assert clue.scale is not None
    return [*clue.scale.grades, *clue.scale.also]


@st.composite
def graded(draw: st.DrawFn) -> tuple[Clue, str, str]:
    clue = draw(st.sampled_from(GRADED))
    return clue, draw(st.sampled_from(written(clue))), draw(st.sampled_from(written(clue)))


@given(graded())
def test_every_grade_of_every_clue_is_one_of_its_answers(given_: tuple[Clue, str, str]) -> None:
    clue, right, left = given_
    values: list[ClueAnswer] = [right, {"right": right}, {"right": right, "left": left}]
    for value in values:
        found = ungraded(clue, value)
        assert isinstance(found, str | Mapping)
        for answer in (found,) if isinstance(found, str) else found.values():
            assert answer in clue.answers, (clue.id, value, found)
        assert not [p for p in answers_of({clue.id: value}, CLUES).problems if p.refused]


@given(graded())
def test_the_sides_are_told_apart_alike(given_: tuple[Clue, str, str]) -> None:
    clue, right, left = given_
    one, other = ungraded(clue, {"right": right, "left": left}), ungraded(clue, {"right": left, "left": right})
    if isinstance(one, str):
        assert one == other
    else:
        assert isinstance(one, dict)
        assert isinstance(other, dict)
        assert [one[side] for side in SIDES] == [other[side] for side in reversed(SIDES)]


@given(graded())
def test_a_higher_grade_is_never_weaker_on_its_own(given_: tuple[Clue, str, str]) -> None:
    clue, one, other = given_
    assert clue.scale is not None
    a, b = clue.scale.find(one), clue.scale.find(other)
    assert a is not None
    assert b is not None
    steps = ["weak", "reduced", "normal", "brisk"]
    if clue.scale.compare(a, b) < 0:
        assert steps.index(a.step) <= steps.index(b.step)


@pytest.mark.parametrize(
    ("clue", "value", "means"),
    [
        ("ankle_reflex", {"right": "0", "left": "2+"}, {"right": "reduced_one_side", "left": "normal"}),
        ("ankle_reflex", {"right": "1+", "left": "1+"}, {"right": "normal", "left": "normal"}),
        ("ankle_reflex", {"right": "0", "left": "0"}, "reduced_both"),
        ("ankle_reflex", {"right": "1+", "left": "0"}, {"right": "normal", "left": "reduced_one_side"}),
        ("knee_reflex", "++++", "brisk"),
        ("ankle_dorsiflexion_weak", {"right": "4-", "left": "5"}, {"right": "yes", "left": "no"}),
        ("eversion_weak", "5/5", "no"),
        ("slr", "5", "5"),
    ],
)
def test_what_a_grade_means(clue: str, value: ClueAnswer, means: ClueAnswer) -> None:
    assert ungraded(CLUES[clue], value) == means


@given(st.data())
def test_several_answers_speak_for_what_each_speaks_for(data: st.DataObject) -> None:
    clue = data.draw(st.sampled_from(SEVERAL))
    may = [a.id for a in clue.answers.values() if not a.alone]
    chosen = data.draw(st.lists(st.sampled_from(may), min_size=2, max_size=min(4, len(may)), unique=True))
    one = {JOIN.join(order): clue.answers[JOIN.join(order)] for order in permutations(chosen)}
    together = next(iter(one.values()))
    assert all(other.ratios == together.ratios for other in one.values())
    for target, ratio in together.ratios.items():
        given_ = [clue.answers[id_].ratios[target] for id_ in chosen if target in clue.answers[id_].ratios]
        assert min(1.0, *given_) <= ratio <= max(1.0, *given_)
    found = answers_of({clue.id: tuple(chosen)}, CLUES)
    assert not found.problems
    assert sorted(found.given[clue.id].split(JOIN)) == sorted(chosen)


@given(st.data())
def test_none_stands_beside_no_other_answer(data: st.DataObject) -> None:
    clue = data.draw(st.sampled_from([c for c in SEVERAL if any(a.alone for a in c.answers.values())]))
    alone = data.draw(st.sampled_from([a.id for a in clue.answers.values() if a.alone]))
    other = data.draw(st.sampled_from([a.id for a in clue.answers.values() if a.id != alone]))
    (problem,) = answers_of({clue.id: (other, alone)}, CLUES).problems
    assert (problem.kind, problem.clue) == ("several_answers", clue.id)


def test_one_answer_only_where_several_make_no_sense() -> None:
    clue = next(c for c in CLUES.values() if not c.several and len(c.answers) > 1)
    (problem,) = answers_of({clue.id: tuple(clue.answers)}, CLUES).problems
    assert problem.kind == "several_answers"


def test_a_scale_that_is_not_known_and_a_grade_given_twice_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(resources.knowledge_folder(), folder)
    clues, grades = folder / "clues.yaml", folder / "grades.yaml"
    clues.write_text(clues.read_text(encoding="utf-8").replace("scale: mrc", "scale: mcr", 1), encoding="utf-8")
    with pytest.raises(AssetError, match="mcr is not a known scale"):
        read_clinical(folder, resources.root() / "territories" / "regions.yaml")
    grades.write_text(grades.read_text(encoding="utf-8").replace('{id: "1", ', '{id: "0", ', 1), encoding="utf-8")
    with pytest.raises(AssetError, match="the grade 0 stands here twice"):
        read_clinical(folder, resources.root() / "territories" / "regions.yaml")
