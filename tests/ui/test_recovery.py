from __future__ import annotations

import os
import random
import signal
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from footmap.core.drawing import Case, Drawing, Stroke
from footmap.data.casefile import read_case, write_case
from footmap.data.library import unfinished
from footmap.data.library.library import Library
from footmap.ui.document.journal import draft_of
from footmap.ui.records.recovery import RecoveryDialog
from footmap.ui.window import Window

from .harness import Answers
from .records import Practice, desk_of, paint, reception_of

WITHIN_S: Final = 1.0
"""A finished stroke is on the disk within this time, on a machine that has time for it."""
PATIENCE_S: Final = 120.0
STROKE: Final = Stroke("right", "foot_plantar", "add", "brush", "pain", ((10.0, 60.0), (10.0, 90.0)), 6.0)

needs_kill = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")


class Child:
    """A window in a process of its own that paints until it is killed."""

    def __init__(self, folder: Path, case: Path | None = None) -> None:
        run = [sys.executable, "-m", "tests.ui.paint_until_killed", str(folder), *([str(case)] if case else [])]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
        self.process = subprocess.Popen(run, stdout=subprocess.PIPE, text=True, env=environment)
        self.strokes: list[tuple[str, int, float]] = []
        self.kept: list[tuple[str, int, float]] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            word, _, rest = line.partition(" ")
            if word in ("stroke", "kept") and line.endswith("\n"):
                id_, count, at = rest.split()
                (self.kept if word == "kept" else self.strokes).append((id_, int(count), float(at)))
        self.process.stdout.close()

    def kill(self, after_s: float, kept: int = 3, least: int = 3) -> tuple[str, int, int]:
        """Kill it some time after so many strokes were painted and kept.

        Returns
        -------
        tuple of str, int and int
            Visit, strokes that it said were on the disk, and strokes that may be.
        """
        end = time.monotonic() + PATIENCE_S
        while self._said(self.kept) < kept or self._said(self.strokes) < least:
            assert time.monotonic() < end, "it does not paint, or keeps nothing"
            assert self.process.poll() is None, "it ended"
            time.sleep(0.02)
        time.sleep(after_s)
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self._reader.join()
        return self.strokes[-1][0], self._said(self.kept), self.strokes[-1][1] + 1

    def delays_s(self) -> list[float]:
        """From the end of each stroke that was kept until it was."""
        first = [next((at for _, n, at in self.kept if n >= count), None) for _, count, _ in self.strokes]
        return [at - done for at, (_, _, done) in zip(first, self.strokes, strict=True) if at is not None]

    @staticmethod
    def _said(lines: list[tuple[str, int, float]]) -> int:
        return lines[-1][1] if lines else 0


def dialog_of(window: Window) -> RecoveryDialog:
    dialog = reception_of(window).offer_left()
    assert dialog is not None
    return dialog


@needs_kill
@pytest.mark.parametrize("rounds", [3, pytest.param(200, marks=pytest.mark.long)])
def test_after_a_kill_everything_painted_is_there_and_is_offered(practice: Practice, rounds: int) -> None:
    chance = random.Random(rounds)
    places = practice.places
    delays: list[float] = []
    for left in reversed(range(rounds)):
        child = Child(practice.folder)
        id_, must, may = child.kill(chance.uniform(0.0, 1.5), kept=3 if left < 3 else 0)
        delays += child.delays_s()
        with Library(places.library, make=True) as library:
            found = len(library.visit(id_).case.drawing.strokes) if library.holds(id_) else 0
        assert must <= found <= may, "a stroke that was on the disk is lost"
        if left >= 3:  # the last three are offered below
            unfinished.ended(places.library, id_)
        else:
            assert id_ in unfinished.left_open(places.library)
    assert len(delays) >= rounds
    assert statistics.median(delays) < WITHIN_S
    window = practice.window()
    dialog = dialog_of(window)
    assert dialog.rows.count() == 3
    item = dialog.rows.currentItem()
    assert not item.icon().isNull()
    QTest.keyClick(dialog.rows, Qt.Key.Key_Return)
    practice.hand(window).settle()
    assert window.session is not None
    record = window.session.record
    assert record.in_library
    assert not record.locked
    with Library(places.library) as library:
        assert window.session.case == library.visit(record.head.id).case
    assert unfinished.left_open(places.library) == ()


@needs_kill
def test_a_file_that_was_not_saved_is_offered_with_its_picture(practice: Practice, tmp_path: Path) -> None:
    path = tmp_path / "Heel.footmap"
    write_case(path, Case(Drawing((STROKE,))))
    before = path.read_bytes()
    _, must, may = Child(practice.folder, path).kill(1.3)
    assert path.read_bytes() == before
    window = practice.window()
    dialog = dialog_of(window)
    assert dialog.rows.count() == 1
    assert "Heel" in dialog.rows.item(0).text()
    assert not dialog.rows.item(0).icon().isNull()
    QTest.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    session = window.session
    assert session is not None
    assert session.path == path
    assert session.modified
    assert must <= len(session.case.drawing.strokes) <= may
    paint(practice.hand(window))
    window.parts.commands.save.trigger()
    assert read_case(path) == session.case
    practice.close(window)
    assert reception_of(practice.window()).offer_left() is None


@needs_kill
def test_a_draft_waits_until_somebody_decides(practice: Practice, tmp_path: Path) -> None:
    path = tmp_path / "Heel.footmap"
    write_case(path, Case(Drawing((STROKE,))))
    Child(practice.folder, path).kill(1.2)
    window = practice.window()
    dialog_of(window).close()
    practice.close(window)
    window = practice.window()
    dialog = dialog_of(window)
    QTest.mouseClick(dialog.discard, Qt.MouseButton.LeftButton)
    practice.close(window)
    with Library(practice.places.drafts) as drafts:
        assert drafts.visits() == ()
    assert reception_of(practice.window()).offer_left() is None


def test_a_draft_that_another_window_has_is_not_offered(practice: Practice, tmp_path: Path) -> None:
    path = tmp_path / "x.footmap"
    write_case(path, Case(Drawing((STROKE,))))
    window = practice.window(case=path)
    hand = practice.hand(window)
    hand.settle()
    paint(hand)
    desk_of(window).journal.flush()
    with Library(practice.places.drafts) as drafts:
        assert draft_of(drafts.visit(drafts.visits()[0].visit.id), drafts.patient_of(drafts.visits()[0].visit.id)).path
    assert reception_of(practice.window()).offer_left() is None


def test_nothing_is_offered_after_closing(practice: Practice) -> None:
    window = practice.window()
    paint(practice.hand(window))
    practice.close(window)
    assert reception_of(practice.window()).offer_left() is None


def test_a_draft_remembers_what_its_file_held(practice: Practice, tmp_path: Path) -> None:
    path = tmp_path / "a.footmap"
    write_case(path, Case(drawing=Drawing((STROKE,))))
    Child(practice.folder, path).kill(1.5)
    theirs = path.read_bytes().replace(b'"note": ""', b'"note": "a colleague wrote this"')
    path.write_bytes(theirs)  # while nobody had the draft open
    window = practice.window()
    dialog = dialog_of(window)
    QTest.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    practice.hand(window).settle()
    assert window.session is not None
    assert window.session.path == path
    assert window.files is not None
    questions = window.files.questions
    assert isinstance(questions, Answers)
    window.parts.commands.save.trigger()
    assert questions.asked == 1
    assert path.read_bytes() == theirs
