"""`footmap --language de [CASE]` opens the window in a language, and a command takes it wherever it stands."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from footmap import cli
from footmap.data import resources

SAMPLE = str(resources.samples_folder() / "fibular_nerve_at_knee.footmap")


@pytest.mark.parametrize(
    ("words", "opened"),
    [
        (["--language", "de"], (None, "de")),
        (["--language=de", SAMPLE], (Path(SAMPLE), "de")),
        ([SAMPLE, "--language", "en"], (Path(SAMPLE), "en")),
        ([SAMPLE], (Path(SAMPLE), None)),
        ([], (None, None)),
    ],
)
def test_the_window_is_asked_for_in_a_language(
    monkeypatch: pytest.MonkeyPatch, words: list[str], opened: tuple[Path | None, str | None]
) -> None:
    seen: list[tuple[Path | None, str | None]] = []
    parse = cli._parser

    def open_window(arguments: argparse.Namespace) -> int:
        seen.append((arguments.case, arguments.language))
        return 0

    def looked(given: list[str]) -> object:
        parser = parse(given)
        parser.set_defaults(run=open_window)
        return parser

    monkeypatch.setattr(cli, "_parser", looked)
    assert cli.main(words) == 0
    assert seen == [opened]


def test_a_command_speaks_it_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--language", "de", "clues", "--search", "Ferse"]) == 0
    first = capsys.readouterr().out
    assert cli.main(["clues", "--search", "Ferse", "--language", "de"]) == 0
    assert first == capsys.readouterr().out


def test_an_unknown_language_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--language", "klingon"]) == 2
    assert "klingon" in capsys.readouterr().err
