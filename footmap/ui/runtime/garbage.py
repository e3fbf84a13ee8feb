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
LATER_MS: Final = 200
"""Once everything is loaded, it is set aside when nothing more has come for so long."""


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


class LongLived(QObject):
    """Keeps what has been loaded and stays out of later collections, which otherwise visit all of it each time.

    A hundred thousand objects of atlas and knowledge cost 60 ms, in the middle of painting.

    Parameters
    ----------
    parent : QObject
        The window that they stay with. Call `stop` when it closes.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LATER_MS)
        self._timer.timeout.connect(self.set_aside)

    def grown(self) -> None:
        """Much has been loaded; set it aside soon."""
        self._timer.start()

    def set_aside(self) -> None:
        """Collect all that is garbage, set the rest aside; later, if a button of the mouse is held."""
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._timer.start()
            return
        gc.unfreeze()  # of a body that is no longer drawn, some of it may be garbage by now
        gc.collect()
        gc.freeze()

    def stop(self) -> None:
        """Leave it all to the collector again."""
        self._timer.stop()
        gc.unfreeze()
