"""Python's collector of circular garbage, kept to the window's thread.

By itself Python collects in whatever thread makes the next object. Where that is a thread that computes, it would
destroy objects of Qt there, which must only be destroyed in the thread that they live in.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

EVERY_MS: Final = 1000


class Garbage(QObject):
    """Switches the collector off and looks after it from a timer, but not while a button of the mouse is held.

    Parameters
    ----------
    parent : QObject
        Lives in the window's thread, as long as the program.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the generations that are due."""
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        counts, limits = gc.get_count(), gc.get_threshold()
        due = [generation for generation, limit in enumerate(limits) if limit and counts[generation] > limit]
        if due:
            gc.collect(max(due))
