from __future__ import annotations

import threading
import weakref
from typing import Final

from PySide6.QtCore import QObject, QThreadPool
from pytestqt.qtbot import QtBot

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
