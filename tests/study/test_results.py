"""What a class made of a set, and the commands of study."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from footmap.cli import main
from footmap.core.drawing import Case
from footmap.core.learning import Answer, Grade
from footmap.data.footset import Accepted, Footset, SetCase, write_footset
from footmap.data.progress.store import Progress
from footmap.study.desk import set_answer_id
from footmap.study.facts import SETS
from footmap.study.schedule import Schedule

START = 1_790_000_000_000
LESSON = Footset(
    "week-1",
    "Week 1",
    cases=(SetCase("a", "Which?", Case(), Accepted(("sural",))), SetCase("b", "And?", Case(), Accepted((), ("S1",)))),
)


def give(path: Path, name: str, scores: dict[str, list[float]]) -> None:
    with Progress(path) as progress, progress.study(progress.add(name)) as studying:
        for case, given in scores.items():
            for k, score in enumerate(given):
                at_ms = START + k * 60_000
                id_ = set_answer_id(LESSON, case)
                studying.keep(Answer(f"{case}{k}", id_, "", at_ms, at_ms, score, Grade.GOOD, 12.0 + k), None)


@pytest.fixture
def progress(tmp_path: Path) -> Path:
    path = tmp_path / "progress.footstudy"
    give(path, "=HYPERLINK(evil)", {"a": [0.2, 1.0, 0.5]})
    return path


def run(*words: object) -> int:
    return main([str(word) for word in words])


def test_a_class_becomes_a_table_without_formulas(progress: Path, tmp_path: Path) -> None:
    give(tmp_path / "b.footstudy", "Ben", {"a": [1.0], "b": [0.0]})
    exports = []
    for path in (progress, tmp_path / "b.footstudy"):
        exports.append(path.with_suffix(".json"))
        assert run("study", "--progress", path, "--export", exports[-1]) == 0
    write_footset(tmp_path / "week.footset", LESSON)
    table = tmp_path / "class.csv"
    assert run("study", "--results", tmp_path / "week.footset", *exports, "-o", table) == 0
    rows = list(csv.reader(io.StringIO(table.read_text(encoding="utf-8-sig"), newline="")))
    assert [row[:5] for row in rows[1:]] == [
        ["'=HYPERLINK(evil)", "a", "3", "0.5", "1.0"],
        ["'=HYPERLINK(evil)", "b", "0", "", ""],
        ["Ben", "a", "1", "1.0", "1.0"],
        ["Ben", "b", "1", "0.0", "0.0"],
    ]
    assert run("study", "--results", tmp_path / "week.footset", *exports, "-o", exports[0]) == 1
    assert json.loads(exports[0].read_text(encoding="utf-8"))["format"] == "footmap-progress"


def test_export_and_import_go_round(progress: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export = tmp_path / "me.json"
    assert run("study", "--progress", progress, "--export", export) == 0
    other = tmp_path / "other.footstudy"
    assert run("study", "--progress", other, "--import", export, "--language", "de") == 0
    assert "3 neue Antworten" in capsys.readouterr().out
    assert run("study", "--progress", other, "--import", export) == 0
    assert "0 new answers" in capsys.readouterr().out
    with Progress(other) as opened:
        assert len(opened.learners()) == 1
        with opened.study(opened.learners()[0]) as studying:
            assert len(studying.answers) == 3
            assert studying.cards == Schedule().replay(studying.answers)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("study", "--export", "x.json", "--progress", "none.footstudy"), "nobody has studied here yet"),
        (("study", "--import", "none.json"), "There is no file none.json"),
        (("study", "--results", "none.footset"), "need their exports and a table"),
        (("study", "loose.json"), "belong to --results"),
        (("deck",), "Name a set and a file"),
        (("deck", "core", "-o", "core.zip"), ".apkg or .csv"),
        (("deck", "cores", "-o", "core.csv"), "choose from core, nerves"),
    ],
)
def test_wrong_use_is_refused_in_one_sentence(
    words: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*words) == 1
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_several_learners_must_be_named(progress: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    give(progress, "Ben", {})
    assert run("study", "--progress", progress, "--export", tmp_path / "x.json") == 1
    assert "--learner" in capsys.readouterr().err
    assert run("study", "--progress", progress, "--export", tmp_path / "x.json", "--learner", "Ben") == 0


def test_due_is_printed_for_everybody(progress: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("study", "--due", "--progress", progress) == 0
    assert capsys.readouterr().out.startswith("=HYPERLINK(evil): 0 to repeat, 10 new, 0 of ")
    assert run("study", "--due", "--progress", tmp_path / "none.footstudy", "--language", "de") == 0
    assert "noch niemand" in capsys.readouterr().out
    assert not (tmp_path / "none.footstudy").exists()


def test_sets_are_printed_with_their_ids(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("deck", "--list") == 0
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == list(SETS)


def test_a_deck_is_written_and_says_how_far_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("deck", "reflexes", "-o", tmp_path / "r.apkg", "--language", "de") == 0
    found = capsys.readouterr()
    assert "8 Karten" in found.out
    assert "8 von 8 Karten" in found.err
    assert (tmp_path / "r.apkg").read_bytes().startswith(b"PK")
