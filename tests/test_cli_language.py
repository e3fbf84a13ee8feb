"""Commands that print speak German when asked, and nothing English is left in what they print."""

from __future__ import annotations

import json
import re

import pytest

from footmap.cli import main
from footmap.data import resources
from footmap.data.phrases import PLACEHOLDERS, load_phrases

SAMPLE = str(resources.samples_folder() / "fibular_nerve_at_knee.footmap")


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(list(words)) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def english_in(text: str) -> list[str]:
    """Whole English phrases, and fixed parts between the placeholders of others."""
    found = []
    for id_, texts in load_phrases().texts.items():
        for part in re.split(r"\{\w+\}", texts["en"]):
            part = part.strip(" .,;:()")
            if len(part) > 5 and part not in texts["de"] and re.search(rf"\b{re.escape(part)}\b", text):
                found.append(f"{id_}: {part}")
    return found


@pytest.mark.parametrize(
    "words",
    [
        ("rank", SAMPLE, "--full"),
        ("rank", SAMPLE, "--map", "lee_2008", "--all"),
        ("predict", "fibular_neck"),
        ("predict", "L5"),
        ("predict", "cord"),
        ("clues", "--search", "Ferse"),
    ],
    ids=lambda words: "_".join(words).replace(SAMPLE, "sample"),
)
def test_nothing_english_is_printed(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    assert english_in(said(capsys, *words)), "the check finds English where it is"
    assert not english_in(said(capsys, *words, "--language", "de"))


def test_the_argument_is_german_and_its_ledger_too(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "rank", SAMPLE, "--explain", "--language", "de")
    for id_ in ("label_where", "label_explained", "row_place", "row_sum", "text_ledger", "text_sources"):
        assert PLACEHOLDERS[id_] == frozenset()
        assert load_phrases().say("de", id_) in out
        assert not re.search(rf"\b{load_phrases().say('en', id_)}\b", out.split("\nQuellen\n")[0])
    assert re.search(r"[+−]\d,\d\d", out)


def test_json_has_the_same_keys_and_ids_with_german_names(capsys: pytest.CaptureFixture[str]) -> None:
    english, german = (
        json.loads(said(capsys, "rank", SAMPLE, "--json", "--language", language)) for language in ("en", "de")
    )
    assert english.keys() == german.keys()
    for mine, theirs in zip(english["conditions"], german["conditions"], strict=True):
        assert (mine["id"], mine["support"]) == (theirs["id"], theirs["support"])
    assert english["conditions"][0]["name"] != german["conditions"][0]["name"]
    assert english["red_flags"][0]["action"] != german["red_flags"][0]["action"]


def test_an_unknown_language_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rank", SAMPLE, "--language", "xx"]) == 2
    assert "--language" in capsys.readouterr().err
