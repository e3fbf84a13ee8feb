"""Learning one place of the body: what belongs to it, and questions that stay there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from footmap.core.ids import VIEW_IDS
from footmap.data.progress.store import Progress
from footmap.study.desk import StudyDesk
from footmap.study.exercise import ChoiceAnswer, ExerciseKind
from footmap.study.facts import fact_by_id, facts_of
from footmap.study.generate import generate, remake
from footmap.study.grade import grade
from footmap.study.material import Material
from footmap.study.place import SKIN, facts_of_view
from footmap.study.territory import SkinLayer


def test_each_nerve_and_level_is_learned_in_some_place_and_none_everywhere(material: Material) -> None:
    skin = facts_of(material.facts, "core")
    atlas = material.atlas("male")
    by_view = {view: set(facts_of_view(skin, atlas, view)) for view in VIEW_IDS}
    assert set().union(*by_view.values()) == set(skin)
    assert not set.intersection(*by_view.values())
    for view, facts in by_view.items():
        for fact in facts:
            layer: SkinLayer = "nerve" if fact.kind == "nerve" else "level"
            assert material.skin("male", layer, fact.subjects[0], view).usual_cm2 > 0


def test_what_is_no_skin_is_learned_everywhere(material: Material) -> None:
    rest = tuple(fact for fact in material.facts if fact.kind not in SKIN)
    assert facts_of_view(rest, material.atlas("male"), "foot_plantar") == rest


@pytest.mark.parametrize("kind", ["paint", "name", "point"])
def test_questions_stay_on_the_picture_and_are_made_again_by_their_id(material: Material, kind: ExerciseKind) -> None:
    rng = np.random.default_rng(11)
    for fact in facts_of_view(facts_of(material.facts, "core"), material.atlas("male"), "foot_plantar"):
        made = generate(fact, rng, material, kind, view="foot_plantar")
        assert made.view == "foot_plantar"
        assert made.target is None or made.target.view == "foot_plantar"
        assert remake(made.id, material) == made
        if made.choices:
            assert grade(made, ChoiceAnswer(made.best[0]), material).right


def test_an_id_with_an_unknown_picture_is_no_exercise(material: Material) -> None:
    fact = fact_by_id(material.facts, "skin:nerve:sural")
    made = generate(fact, np.random.default_rng(3), material, "name", view="foot_lateral")
    with pytest.raises(KeyError):
        remake(made.id.replace("foot_lateral", "nowhere"), material)


def test_a_learner_of_the_sole_is_asked_about_the_sole_alone(material: Material, tmp_path: Path) -> None:
    with Progress(tmp_path / "p.footstudy") as progress, progress.study(progress.add("Ada")) as studying:
        desk = StudyDesk(studying, material, view="foot_plantar")
        assert desk.facts == facts_of_view(facts_of(material.facts, "core"), material.atlas("male"), "foot_plantar")
        for _ in range(3):
            exercise = desk.next_exercise()
            assert exercise is not None
            assert exercise.view == "foot_plantar"
            desk.keep(exercise, 1.0, 5.0)
        desk.choose(("core",))
        assert set(desk.facts) == set(facts_of(material.facts, "core"))
