"""What is shown as the answer: its skin or its place, each with a name."""

from __future__ import annotations

import numpy as np
import pytest
from shapely import Point

from footmap.study.exercise import NoAnswer, PointAnswer
from footmap.study.facts import Fact, load_facts
from footmap.study.generate import MAKERS, generate
from footmap.study.grade import grade
from footmap.study.lit import best_things, meant_shapes
from footmap.study.material import Material
from footmap.study.setting import NoExerciseError
from footmap.study.wording import StudyWords

FACTS = load_facts()


@pytest.mark.parametrize("fact", FACTS[::3], ids=lambda fact: fact.id)
def test_the_answer_has_a_name_of_its_own(fact: Fact, material: Material) -> None:
    words = StudyWords("en", material)
    for kind in MAKERS[fact.kind]:
        try:
            exercise = generate(fact, np.random.default_rng(3), material, kind)
        except NoExerciseError:
            continue
        things = best_things(exercise, material)
        assert [thing.id for thing in things] == [*exercise.best, *exercise.accepted]
        assert all(thing.kind == "level" or words.name(thing) != thing.id for thing in things)


def test_a_tap_counts_just_where_the_place_is_shown(material: Material) -> None:
    rng = np.random.default_rng(4)
    sites = [fact for fact in FACTS if fact.kind == "site"]
    seen = 0
    for fact in sites:
        try:
            exercise = generate(fact, rng, material, "point")
        except NoExerciseError:
            continue
        shape = meant_shapes(exercise, material)[exercise.view]
        x, y = material.course_sites(exercise.body)[exercise.best[0]][exercise.view].point_mm
        assert shape.contains(Point(x, y))
        assert grade(exercise, PointAnswer(exercise.view, x, y), material).right
        far = max(shape.bounds[2] - x, x - shape.bounds[0], shape.bounds[3] - y, y - shape.bounds[1]) * 2.5
        assert not grade(exercise, PointAnswer(exercise.view, x + far, y + far), material).right
        seen += 1
    assert seen > len(sites) / 4


@pytest.mark.parametrize("fact", FACTS[1::6], ids=lambda fact: fact.id)
def test_who_does_not_know_is_told_the_answer_and_nothing_about_one_that_was_not_given(
    fact: Fact, material: Material
) -> None:
    words = {language: StudyWords(language, material) for language in ("en", "de")}
    for kind in MAKERS[fact.kind]:
        try:
            exercise = generate(fact, np.random.default_rng(5), material, kind)
        except NoExerciseError:
            continue
        feedback = grade(exercise, NoAnswer(), material)
        assert feedback.score == 0.0
        assert feedback.confused_with is None
        assert not {"you_chose", "site_away", "point_off", "tells_less"} & {said.key for said in feedback.said}
        if kind != "paint":
            best = best_things(exercise, material)[0]
            for spoken in words.values():
                assert spoken.name(best) in " ".join(spoken.sentence(said) for said in feedback.said)


def test_what_asks_for_no_skin_shows_none(material: Material) -> None:
    fact = next(fact for fact in FACTS if fact.kind == "muscle")
    assert not meant_shapes(generate(fact, np.random.default_rng(1), material), material)
