"""What the command line says of itself: no word is missing, the README says the same, and a typo costs no time."""

from __future__ import annotations

import argparse
import importlib.util
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from footmap import cli
from footmap.commands import common, working
from footmap.commands.parsing import EXIT_CODES, is_word, nearest, no_command
from footmap.data.samples import load_samples

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = load_samples()[0].path


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from parsers(below)


@pytest.mark.parametrize("parser", list(parsers(cli.all_commands())), ids=lambda parser: parser.prog.replace(" ", "_"))
def test_every_command_explains_itself(parser: argparse.ArgumentParser) -> None:
    assert not parser.allow_abbrev
    assert EXIT_CODES.split()[0] in parser.format_help()
    commands = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    assert parser.description or commands
    for action in parser._actions:
        assert action.help or action in commands, f"{parser.prog}: {action.dest}"
        if action.dest == "body":
            assert action.choices


@pytest.fixture(scope="module")
def table() -> ModuleType:
    spec = importlib.util.spec_from_file_location("commands_table", ROOT / "packaging" / "commands.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_readme_has_the_table_of_the_parsers(table: ModuleType) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert table.with_table(text, cli.all_commands()) == text, "run ./dev modules"
    with pytest.raises(ValueError, match="marks"):
        table.with_table("no table", cli.all_commands())


@pytest.mark.parametrize(
    ("typed", "said"),
    [("rnak", "'rank'"), ("reprot", "'report'"), ("benchmrak", "'benchmark'"), ("xyzzy", "'footmap --help'")],
)
def test_a_mistyped_command_is_answered_with_the_nearest(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], typed: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main([typed]) == 2
    assert said in capsys.readouterr().err
    assert cli.main(["--language", "de", typed]) == 2


@pytest.mark.parametrize("words", [[], ["rank"], ["letter"], ["screenshot", "-o", "x.png"]])
def test_a_case_that_is_not_there_is_answered_with_the_nearest_and_no_window(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "knee.footmap").write_bytes(SAMPLE.read_bytes())
    monkeypatch.setenv("QT_QPA_PLATFORM", "nosuch")  # a window would be refused with other words
    for wanted, near in (("kne.footmap", "knee.footmap"), ("zzzzzz.footmap", "")):
        assert cli.main([*words[:1], wanted, *words[1:]]) == 1
        error = capsys.readouterr().err
        assert wanted in error
        assert "There is no file" in error
        assert error.count("\n") == 1
        assert ("did you mean" in error) == bool(near)
        assert near in error


def test_a_file_called_like_no_command_is_opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened: list[Path] = []
    monkeypatch.chdir(tmp_path)

    def open_window(case: Path, _language: str | None) -> int:
        opened.append(case)
        return 0

    monkeypatch.setattr(cli, "open_window", open_window)
    Path("bogus").write_bytes(SAMPLE.read_bytes())
    assert cli.main(["bogus"]) == 0
    assert opened == [Path("bogus")]


def test_words_are_told_from_files() -> None:
    assert all(map(is_word, ("rank", "Käse", "two-words")))
    assert not any(map(is_word, ("a.footmap", "./rank", "case1", "", "-")))
    assert nearest("zzz", ["rank"]) == ""
    assert "did you mean" not in no_command("zzz", ["rank"])


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        (["render", "{case}", "-o", "{out}/x.png"], "folder"),
        (["render", "{case}", "-o", "x.gif"], ".svg"),
        (["report", "{case}", "-o", "{out}/x.pdf"], "folder"),
        (["report", "{case}", "-o", "x.doc"], ".pdf"),
        (["compare", "{case}", "{case}", "--render", "{out}/x.png"], "folder"),
        (["compare", "{case}", "{case}", "--render", "x.gif"], ".pdf"),
        (["screenshot", "{case}", "-o", "{out}/x.png"], "folder"),
        (["screenshot", "{case}", "-o", "x.jpg"], ".png"),
        (["predict", "L5", "--render", "{out}/x.png"], "folder"),
        (["predict", "L5", "--render", "x.svg"], ".png"),
        (["seal", "{case}", "-o", "{out}/x.age"], "folder"),
        (["atlas", "export", "-o", "{out}/x.json"], "folder"),
        (["atlas", "review", "-o", "{out}/x.html"], "folder"),
        (["benchmark", "--json", "{out}/x.json"], "folder"),
        (["deck", "core", "-o", "{out}/x.apkg"], "folder"),
    ],
)
def test_an_output_is_checked_before_any_work(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], missing: str
) -> None:
    def work(*_: object, **__: object) -> None:
        raise AssertionError("the work has begun")

    monkeypatch.chdir(tmp_path)
    for place in ("assets.load_atlas", "casefile.read_case", "casefile.read_file", "knowledge.clinical.load_clinical"):
        monkeypatch.setattr(f"footmap.data.{place}", work)
    assert cli.main([word.format(case=SAMPLE, out="absent") for word in words]) == 1
    error = capsys.readouterr().err
    assert missing in error
    assert error.count("\n") == 1
    assert not list(tmp_path.iterdir())


class Terminal:
    """A stream that says that it is a terminal."""

    def __init__(self) -> None:
        self.written = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.written += text
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""


def test_a_terminal_is_told_of_long_work_and_left_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "FIRST_S", 0.02)
    monkeypatch.setattr(working, "STEP_S", 0.02)
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with working.working():
        for _ in range(500):
            time.sleep(0.01)
            if "working" in terminal.written:
                break
    assert terminal.written.count("working") >= 1
    assert terminal.written.endswith(working._ERASE)
    with working.paused(), working.working():
        before = terminal.written
        time.sleep(0.1)
        assert terminal.written == before, "a question stands there"
    with working.working(quiet=True):
        time.sleep(0.1)
    assert terminal.written == before


def test_bodies_are_those_that_are_installed() -> None:
    parser = argparse.ArgumentParser()
    common.add_body(parser)
    assert parser.parse_args(["--body", "female"]).body == "female"
    with pytest.raises(SystemExit):
        parser.parse_args(["--body", "robot"])
