from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from typing import Final

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QThreadPool
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from footmap.ui.runtime import garbage
from footmap.ui.runtime.garbage import LongLived
from footmap.ui.window import Window

from .harness import Hand

COUNT: Final = 1500


class Knot(QObject):
    """An object of Qt that only the collector frees."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self


def test_objects_of_qt_are_freed_in_the_windows_thread_alone(qtbot: QtBot) -> None:
    freed: list[int] = []
    for _ in range(COUNT):
        weakref.finalize(Knot(), lambda: freed.append(threading.get_ident()))
    elsewhere: list[int] = []

    def work() -> None:
        elsewhere.append(threading.get_ident())
        keep = [[i] for i in range(200_000)]  # makes Python's own collector run many times
        elsewhere.append(len(keep))

    pool = QThreadPool()
    pool.start(work)
    pool.waitForDone()
    assert elsewhere[1] == 200_000
    assert elsewhere[0] != threading.get_ident()
    assert not freed
    qtbot.waitUntil(lambda: len(freed) == COUNT, timeout=10_000)
    assert set(freed) == {threading.get_ident()}


# ---- what stays


def looked_at() -> int:
    """Number of objects that a full collection visits."""
    return len(gc.get_objects())


@pytest.fixture
def long_lived(qtbot: QtBot) -> Iterator[LongLived]:
    owner = QObject()
    out = LongLived(owner)
    yield out
    out.stop()
    owner.deleteLater()


def test_what_has_been_loaded_is_visited_no_more(long_lived: LongLived, qtbot: QtBot) -> None:
    loaded = [[i] for i in range(50_000)]
    before = looked_at()
    long_lived.grown()
    qtbot.waitUntil(lambda: gc.get_freeze_count() > len(loaded))
    assert looked_at() < before - len(loaded)
    long_lived.stop()
    assert gc.get_freeze_count() == 0
    assert looked_at() > len(loaded)


def test_garbage_among_it_is_freed_when_another_body_comes(long_lived: LongLived, qtbot: QtBot) -> None:
    later = weakref.ref(kept := Knot())
    long_lived.set_aside()
    assert later() is kept
    del kept
    gc.collect()
    assert later() is not None, "it was set aside"
    long_lived.replaced()
    qtbot.waitUntil(lambda: later() is None)
    assert gc.get_freeze_count() > 0


def test_garbage_among_it_is_freed_when_the_window_is_left(long_lived: LongLived, qtbot: QtBot) -> None:
    later = weakref.ref(Knot())
    long_lived.set_aside()
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    qtbot.waitUntil(lambda: later() is None)


def test_to_set_aside_visits_nothing(long_lived: LongLived) -> None:
    visits: list[str] = []

    def watch(phase: str, _info: dict[str, int]) -> None:
        visits.append(phase)

    gc.callbacks.append(watch)
    try:
        long_lived.set_aside()
    finally:
        gc.callbacks.remove(watch)
    assert not visits


def test_what_survives_in_a_long_session_is_visited_no_more(
    long_lived: LongLived, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    long_lived.set_aside()
    painted = [[i] for i in range(2 * garbage.MANY)]
    gc.collect()
    assert looked_at() > len(painted)
    qtbot.waitUntil(lambda: looked_at() < len(painted), timeout=30 * garbage.WATCH_MS)


def test_nothing_is_set_aside_in_the_middle_of_a_stroke(
    long_lived: LongLived, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = [Qt.MouseButton.LeftButton]
    monkeypatch.setattr(QGuiApplication, "mouseButtons", lambda: held[0])
    long_lived.set_aside()
    assert gc.get_freeze_count() == 0
    held[0] = Qt.MouseButton.NoButton
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 0)


def test_a_window_sets_aside_what_it_has_loaded_and_what_another_body_brings(
    hand: Hand, window: Window, qtbot: QtBot
) -> None:
    hand.settle()
    assert window.overlays.facts_now() is not None
    qtbot.waitUntil(lambda: looked_at() < gc.get_freeze_count() / 4, timeout=20_000)
    old = weakref.ref(window.parts.canvas.scene)
    window.parts.menu.bodies.actions()[1].trigger()
    hand.settle()

    def gone() -> bool:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return old() is None

    qtbot.waitUntil(gone, timeout=20_000)  # the pictures of the other body are let go
    hand.session.stack.setClean()
    window.close()
    assert gc.get_freeze_count() == 0
