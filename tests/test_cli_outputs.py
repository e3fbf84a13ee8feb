"""Every command with an output refuses to destroy a case; Ctrl+C; control characters; which visit is read."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from footmap.cli import main
from footmap.commands.terminal import visible
from footmap.core.drawing import Case
from footmap.core.record import Patient, PatientRecord, Visit
from footmap.data.casefile import read_case, write_case
from footmap.data.patient_file import write_record
from footmap.data.samples import load_samples

SAMPLE = load_samples()[0].path
WRITERS = {
    "screenshot": ["screenshot", "{case}", "-o", "{out}"],
    "render": ["render", "{case}", "-o", "{out}"],
    "report": ["report", "{case}", "-o", "{out}"],
    "export": ["atlas", "export", "-o", "{out}"],
    "review": ["atlas", "review", "-o", "{out}"],
    "benchmark": ["benchmark", "--cases", "1", "--json", "{out}"],
    "predict": ["predict", "L5", "--render", "{out}"],
}


@pytest.mark.parametrize("name", sorted(WRITERS))
@pytest.mark.parametrize("suffix", [".footmap", ".png"])
def test_no_output_overwrites_a_case(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, suffix: str
) -> None:
    case = tmp_path / f"case{suffix}"
    shutil.copy(SAMPLE, case)
    before = case.read_bytes()
    words = [word.format(case=case, out=case) for word in WRITERS[name]]
    assert main(words) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "overwritten" in error or f"not {case.name}" in error
    assert case.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_no_command_waits_for_a_pipe(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe = tmp_path / "pipe.footmap"
    os.mkfifo(pipe)
    out = str(tmp_path / "x.png")
    for words in (
        ["rank", str(pipe)],
        ["render", str(pipe), "-o", out],
        ["report", str(pipe), "-o", out],
        ["screenshot", str(pipe), "-o", out],
        ["atlas", "review", "--answers", str(pipe)],
        ["atlas", "review", "--answers", "/dev/zero"],
        ["library", "import", str(pipe), "--library", str(tmp_path / "lib")],
        ["atlas", "export", "-o", str(pipe)],
    ):
        assert main(words) == 1
        assert re.search("pipe|device", capsys.readouterr().err)
    assert pipe.is_fifo()


def test_every_command_with_a_case_reads_the_newest_visit_or_the_one_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, single = tmp_path / "patient.footmap", tmp_path / "single.footmap"
    cases = [read_case(sample.path) for sample in load_samples()[:2]]
    visits = [Visit(f"v{i}", case=case) for i, case in enumerate(cases)]
    write_record(path, PatientRecord(Patient("p", "Balu"), tuple(visits)))
    for words, case in (([], cases[1]), (["--visit", "v1"], cases[1]), (["--visit", "v0"], cases[0])):
        write_case(single, case)
        assert main(["rank", str(single), "--json"]) == 0
        wanted = json.loads(capsys.readouterr().out)
        assert main(["rank", str(path), "--json", *words]) == 0
        assert json.loads(capsys.readouterr().out) == wanted
        pictures = []
        for name, source in (("a", single), ("b", path)):
            picture = tmp_path / f"{name}.png"
            chosen = words if source == path else []
            assert main(["render", str(source), "--scale", "0.5", "-o", str(picture), *chosen]) == 0
            pictures.append(picture.read_bytes())
        assert pictures[0] == pictures[1]
    for command in ("rank", "render", "report", "screenshot"):
        output = [] if command == "rank" else ["-o", str(tmp_path / "x.png")]
        assert main([command, str(path), "--visit", "v7", *output]) == 1
        assert "v0" in capsys.readouterr().err


def test_control_characters_of_a_case_are_written_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.footmap"
    write_case(path, Case(clues={"foot_drop": "\x1b[2J\x1b]0;owned\x07\x9b31m"}))
    for words in (["rank", str(path)], ["rank", str(path), "--json"]):
        assert main(words) == 0
        captured = capsys.readouterr()
        for text in (captured.out, captured.err):
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)
    bad = tmp_path / "bad.footmap"
    bad.write_text(json.dumps({"format": "footmap-case", "version": 1, "strokes": [], "\x1b[2J": "\ud800"}))
    assert main(["rank", str(bad)]) == 1
    assert "\x1b" not in capsys.readouterr().err


@pytest.mark.parametrize(("name", "value"), [("MPLBACKEND", "nosuch"), ("SOURCE_DATE_EPOCH", "x")])
def test_settings_of_other_programs_do_not_stop_a_picture(tmp_path: Path, name: str, value: str) -> None:
    for command, out in (("render", "x.png"), ("report", "x.pdf")):
        done = subprocess.run(
            [sys.executable, "-m", "footmap", command, str(SAMPLE), "-o", str(tmp_path / out)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, name: value},
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert (tmp_path / out).stat().st_size > 1000


def test_visible_text_stays_json() -> None:
    text = json.dumps({"a": "\x1b\x9b\x7f\t\n"}, ensure_ascii=False)
    assert json.loads(visible(text)) == json.loads(text)
    assert visible("a\tb\nc") == "a\tb\nc"


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT of this kind here")
@pytest.mark.parametrize("words", [["rank", str(SAMPLE), "--full"], ["screenshot", str(SAMPLE), "-o", "x.png"]])
def test_ctrl_c_says_stopped_at_any_moment(tmp_path: Path, words: list[str]) -> None:
    # from the moment that footmap has begun; before that the interpreter itself is starting
    code = (
        "import sys; sys.argv[0] = 'footmap'; from footmap.commands.stop import stop_cleanly; stop_cleanly(); "
        "print('go', flush=True); from footmap.__main__ import main; sys.exit(main())"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    stopped = 0
    for after in (0.02, 0.1, 0.25, 0.5, 0.9, 1.4):
        child = subprocess.Popen(
            [sys.executable, "-c", code, *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            env={**environment, "PYTHONPATH": str(Path(__file__).resolve().parents[1])},
        )
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(after)
        child.send_signal(signal.SIGINT)
        _, error = child.communicate(timeout=60)
        if child.returncode == 0:
            continue  # it was done already
        stopped += 1
        assert child.returncode == 1, error
        assert error.splitlines()[-1] == "footmap: Stopped."
        assert "Traceback" not in error
        assert not list(tmp_path.glob(".*.part"))
    assert stopped >= 2
