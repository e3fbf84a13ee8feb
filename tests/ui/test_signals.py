from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from footmap.core.drawing import Case, Drawing, Stroke
from footmap.data.casefile import read_case, write_case
from footmap.data.library.library import Library
from footmap.data.library.unfinished import left_open

STROKE: Final = Stroke("right", "foot_plantar", "add", "brush", "pain", ((10.0, 60.0), (10.0, 90.0)), 6.0)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signals to a process")


def run(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
    }
    words = [sys.executable, "-m", "tests.ui.wait_for_a_signal", *arguments]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def ended_by(process: subprocess.Popen[str], number: int) -> tuple[str, str, int]:
    """Id of the visit, what stands on stderr, and the exit code, after the signal."""
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith("ready "), process.communicate()[1]
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    return line.split()[1], said, process.returncode


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_closes_the_window_and_the_record_is_safe(tmp_path: Path, name: str) -> None:
    visit, said, code = ended_by(run(tmp_path), getattr(signal, name))
    assert (said, code) == ("", 0)
    library = tmp_path / "data" / "footmap" / "library.footlib"
    with Library(library) as there:
        assert len(there.visit(visit).case.drawing.strokes) == 1
    assert left_open(library) == (visit,)  # offered at the next start: nobody has closed it


def test_a_signal_asks_nothing_and_leaves_the_file_and_its_draft(tmp_path: Path) -> None:
    path = tmp_path / "a.footmap"
    write_case(path, Case(drawing=Drawing((STROKE,))))
    before = path.read_bytes()
    _, said, code = ended_by(run(tmp_path, str(path), "dialog"), signal.SIGTERM)
    assert (said, code) == ("", 0)
    assert path.read_bytes() == before
    drafts = tmp_path / "data" / "footmap" / "drafts" / "drafts.footlib"
    with Library(drafts) as there:
        (entry,) = there.visits()
        assert there.visit(entry.visit.id).case.drawing.strokes[0] == read_case(path).drawing.strokes[0]
        assert entry.strokes == 2
