from __future__ import annotations

import logging
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from footmap.data.casefile import parse_case
from footmap.errors import CaseError
from footmap.ui.app import with_trace
from footmap.ui.dialogs.report import ReportDialog
from footmap.ui.runtime import log
from footmap.ui.runtime.log import LogFile, Trace, without_case
from footmap.ui.window import Window

from .records import Practice, desk_of, paint

SECRET: Final = "Frau Meier from Example Street"


@pytest.fixture
def trace(tmp_path: Path) -> Iterator[Trace]:
    trace = Trace(tmp_path / "settings")
    trace.begin()
    yield trace
    trace.end()


def raised(error: Exception) -> Exception:
    try:
        raise error
    except Exception as caught:  # the error is what was asked for
        return caught


def test_an_exception_leaves_its_place_and_kind_but_none_of_its_words(trace: Trace) -> None:
    error = raised(KeyError(SECRET))
    sys.excepthook(type(error), error, error.__traceback__)
    text = trace.path.read_text(encoding="utf-8")
    assert "KeyError" in text
    assert "test_log.py" in text
    assert SECRET not in text
    assert "Meier" not in text


def test_what_led_to_an_exception_is_there_too(trace: Trace) -> None:
    try:
        try:
            parse_case(b'{"format": "footmap-case", "version": "%s"}' % SECRET.encode())
        except CaseError as first:
            raise OSError(28, SECRET) from first
    except OSError:
        logging.getLogger("footmap.test").exception("A computation failed.")
    text = trace.path.read_text(encoding="utf-8")
    assert "CaseError" in text
    assert "OSError (28)" in text
    assert "data/casefile.py" in text
    assert "Meier" not in text


def test_a_thread_that_fails_is_noticed(trace: Trace, qtbot: object) -> None:
    noticed: list[int] = []
    trace.witness.noticed.connect(lambda: noticed.append(1), Qt.ConnectionType.DirectConnection)

    def fail() -> None:
        raise ValueError(SECRET)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert noticed
    text = trace.path.read_text(encoding="utf-8")
    assert "in a thread" in text
    assert SECRET not in text


def test_messages_of_qt_are_kept_without_paths_and_quotes(trace: Trace) -> None:
    qWarning(f'cannot read "{SECRET}" at /somewhere/meier/x.footmap: 100% wrong')
    text = trace.path.read_text(encoding="utf-8")
    assert "cannot read" in text
    assert "100% wrong" in text
    assert "eier" not in text


def test_values_of_a_message_are_numbers_alone(trace: Trace) -> None:
    logging.getLogger("other").warning("%d rows of %s", 7, SECRET)
    text = trace.path.read_text(encoding="utf-8")
    assert "7 rows of <str>" in text
    assert SECRET not in text


@given(st.text(), st.text(alphabet="abc"))
def test_what_is_quoted_is_never_left(before: str, secret: str) -> None:
    assert f"<{secret}x>" not in without_case(f'{before.replace(chr(34), "")} "<{secret}x>"')


def test_the_log_grows_no_further_than_it_may(tmp_path: Path) -> None:
    handler = LogFile(tmp_path / "x.log", most_bytes=2000)
    for i in range(500):
        handler.emit(logging.LogRecord("footmap", logging.ERROR, "", 0, "line %d", (i,), None))
    files = sorted(tmp_path.iterdir())
    assert len(files) == log.KEPT + 1
    assert all(path.stat().st_size <= 2000 for path in files)
    assert "line 499" in (tmp_path / "x.log").read_text()
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in files)


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    handler = LogFile(tmp_path / "file" / "x.log")
    handler.emit(logging.LogRecord("footmap", logging.ERROR, "", 0, "line", None, None))
    assert (tmp_path / "file").read_text() == "in the way"


def test_after_the_end_everything_is_as_before(tmp_path: Path) -> None:
    before = sys.excepthook, threading.excepthook, list(logging.getLogger().handlers)
    trace = Trace(tmp_path)
    trace.begin()
    trace.end()
    trace.end()
    assert (sys.excepthook, threading.excepthook, logging.getLogger().handlers) == before


def test_the_window_says_it_and_gives_the_report(practice: Practice, trace: Trace) -> None:
    window = practice.window()
    with_trace(window, trace)
    paint(practice.hand(window))
    desk_of(window).journal.flush()
    error = raised(ValueError(SECRET))
    sys.excepthook(type(error), error, error.__traceback__)
    assert "the record is safe" in window.parts.notice.text
    QTest.mouseClick(window.parts.notice.offer, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert "Qt" in copied
    assert "ValueError" in copied
    assert SECRET not in copied


def test_the_case_is_in_the_report_only_if_it_is_ticked(practice: Practice, trace: Trace) -> None:
    window = practice.window()
    assert window.session is not None
    window.session.set_note(SECRET)
    with_trace(window, trace)
    window.ready.emit()
    window.parts.commands.report.trigger()
    (dialog,) = window.findChildren(ReportDialog)
    assert SECRET not in dialog.text.toPlainText()
    QTest.mouseClick(dialog.with_case, Qt.MouseButton.LeftButton, pos=dialog.with_case.rect().center())
    dialog.with_case.setChecked(True)
    assert SECRET in dialog.text.toPlainText()
    dialog.with_case.setChecked(False)
    assert SECRET not in dialog.text.toPlainText()


def test_the_report_needs_a_log(window: Window) -> None:
    assert not window.parts.commands.report.isVisible()
