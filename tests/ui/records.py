"""A window with a library of its own folder, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from footmap.ui.app import with_records
from footmap.ui.document.engine import Engine
from footmap.ui.document.journal import Places
from footmap.ui.picture.pictures import Pictures
from footmap.ui.picture.shelf import PictureShelf
from footmap.ui.records.desk import RecordDesk
from footmap.ui.records.reception import Reception
from footmap.ui.settings.preferences import Preferences
from footmap.ui.window import Window

from .harness import Answers, Hand

SOLE: Final = "foot_plantar"


class Practice:
    """Windows on the same library, each closed at the end."""

    def __init__(self, qtbot: QtBot, engine: Engine, pictures: Pictures, folder: Path) -> None:
        self.qtbot, self.engine, self.pictures, self.folder = qtbot, engine, pictures, folder
        self.places = Places(folder / "data" / "library.footlib", folder / "own")
        self._windows: list[Window] = []

    def window(self, places: Places | None = None, case: Path | None = None) -> Window:
        """Another window."""
        preferences = Preferences(self.folder / f"window{len(self._windows)}.ini")
        window = Window(preferences, theme="light", case_path=case)
        window.resize(1280, 800)
        with_records(window, lambda: places or self.places)
        window.attach(self.engine, PictureShelf("male", self.pictures))
        assert window.files is not None
        window.files.questions = Answers(window)
        with self.qtbot.waitExposed(window):
            window.show()
        self._windows.append(window)
        return window

    def hand(self, window: Window) -> Hand:
        """Who paints in a window."""
        return Hand(self.qtbot, window)

    def close(self, window: Window) -> None:
        """Close a window and wait until it is gone."""
        self._windows.remove(window)
        assert window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def end(self) -> None:
        """Close what is open."""
        for window in list(self._windows):
            if window.files is not None:
                window.files.questions = Answers(window)
            self.close(window)


def desk_of(window: Window) -> RecordDesk:
    assert window.records is not None
    return window.records.desk


def paint(hand: Hand, up: float = 0.5) -> None:
    """A stroke on the sole."""
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, up), hand.inside(SOLE, 0.5, up + 0.1)])


@contextmanager
def practice_at(qtbot: QtBot, engine: Engine, pictures: Pictures, folder: Path) -> Iterator[Practice]:
    practice = Practice(qtbot, engine, pictures, folder)
    yield practice
    practice.end()


def reception_of(window: Window) -> Reception:
    assert window.records is not None
    return window.records.reception
