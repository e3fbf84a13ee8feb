"""Every sentence of study mode is said somewhere, in both languages, and clashes with none of the others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from footmap.data import resources
from footmap.data.exercise_phrases import PLACEHOLDERS, load_exercise_phrases
from footmap.data.phrases import load_phrases
from footmap.study.exercise import Sentence, Thing
from footmap.study.material import Material
from footmap.study.wording import StudyWords

FOLDER = resources.root().parent / "footmap" / "study"


def test_ids_of_phrases_do_not_clash() -> None:
    own = set(load_exercise_phrases().texts)
    assert not own & set(load_phrases().texts)


def test_every_sentence_is_said_by_the_program() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.rglob("*.py")))
    for id_ in PLACEHOLDERS:
        stem = re.sub(r"_(nerve|level)$", "_", id_) if id_.startswith(("ask_name", "ask_rank")) else id_
        stem = "map_" if id_.startswith("map_") and id_ != "map_gives" else stem
        assert f'"{stem}' in code or stem in ("map_",), id_


@pytest.mark.parametrize("language", ["en", "de"])
def test_things_have_names_in_both_languages(language: str, material: Material) -> None:
    words = StudyWords(language, material)
    for thing in (
        Thing("map", "consensus"),
        Thing("view", "foot_plantar"),
        Thing("muscle", "soleus"),
    ):
        assert words.name(thing) not in ("", thing.id)
    assert words.name(Thing("side", "left")) == words.side("left")
    said = words.sentence(Sentence("ranked", {"best": (Thing("level", "L5"), Thing("level", "S1")), "share": 0.25}))
    assert "25 %" in said
    assert "L5" in said


def test_what_has_no_source_is_said_to_be_recalled(material: Material) -> None:
    assert StudyWords("en", material).who_says_so(()) == ("completed from memory",)


def test_modules_of_study_know_no_window() -> None:
    for path in Path(FOLDER).rglob("*.py"):
        assert "PySide6" not in path.read_text(encoding="utf-8")
