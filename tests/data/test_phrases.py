"""The file of phrases: complete in every language, or refused with every problem and its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from footmap.core.ids import LANGUAGES
from footmap.data import resources
from footmap.data.phrases import PLACEHOLDERS, load_phrases, read_phrases
from footmap.errors import AssetError

FILE = resources.root() / "words" / "phrases.yaml"


def test_every_phrase_takes_its_values_in_every_language() -> None:
    phrases = load_phrases()
    assert set(phrases.texts) == set(PLACEHOLDERS)
    for id_, names in PLACEHOLDERS.items():
        values = {name: f"<{name}>" for name in names}
        for language in LANGUAGES:
            said = phrases.say(language, id_, **values)
            assert all(value in said for value in values.values()), (language, id_)
            assert not re.search(r"[{}]", said), (language, id_)


def test_an_unknown_language_is_english() -> None:
    assert load_phrases().say("fr", "nothing_for") == load_phrases().say("en", "nothing_for")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("{share} of the paint", "{shares} of the paint", "explained needs {share}"),
        ("{share} der Markierung", "der Markierung", "explained needs {share}"),
        ("{number} %", "{number:.0f} %", "percent needs {number}"),
        ("{region} ({side}", "{region ({side}", "region_left: "),
        ("  tied:", "  drawn:", "The phrase tied is missing"),
        ("  tied:", "  drawn:", "drawn is not a phrase"),
        (", de: rechts", "", "de: is missing"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    path = tmp_path / "phrases.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(AssetError) as caught:
        read_phrases(path)
    found = [str(problem) for problem in caught.value.problems]
    assert any(complaint in problem for problem in found), found
    assert all(re.match(r"words/phrases\.yaml:\d+: ", problem) for problem in found), found


def test_nothing_is_called_a_probability() -> None:
    """It may be said that a number is none."""
    denied = {"text_key_filled"}
    for id_, texts in load_phrases().texts.items():
        if id_ not in denied:
            assert not re.search(r"probab|wahrscheinlich", " ".join(texts.values()), re.IGNORECASE), id_
