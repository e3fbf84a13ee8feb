"""Python's collector of circular garbage, kept to the window's thread.

By itself Python collects in whatever thread makes the next object. Where that is a thread that computes, it would
destroy objects of Qt there, which must only be destroyed in the thread that they live in.
"""

from __future__ import annotations

import gc
import linecache
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from . import allocator

EVERY_MS: Final = 1000
LATER_MS: Final = 200
"""Once everything is loaded, it is set aside when nothing more has come for so long."""
WATCH_MS: Final = 400
"""More often than garbage is collected, so that what has come in bulk is set aside before it is visited."""
MANY: Final = 4000
"""Number of objects that a collection may visit: three milliseconds."""
MOST_UNVISITED: Final = 400_000
"""When so many objects have been set aside unvisited, all are looked through once: there may be garbage among them."""
_OLDEST: Final = 2


def forget_sources() -> None:
    """Let go of 20 MB of source text: PySide reads the source of each module that is imported, and Python keeps it."""
    linecache.clearcache()


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
    """Keeps what lives long out of later collections, which otherwise visit all of it each time.

    A hundred thousand objects of atlas and knowledge cost 60 to 100 ms, in the middle of painting. So they are set
    aside unvisited; what is garbage among them, a few hundred objects, waits until nobody looks: until another body is
    drawn or the window is left for another program.

    Parameters
    ----------
    parent : QObject
        The window that they stay with. Call `stop` when it closes.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._search = False
        self._unvisited = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LATER_MS)
        self._timer.timeout.connect(self.set_aside)
        self._watch = QTimer(self)
        self._watch.setInterval(WATCH_MS)
        self._watch.timeout.connect(self._look)
        self._watch.start()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._state_changed)

    def grown(self) -> None:
        """Much has been loaded; set it aside soon."""
        self._timer.start()

    def replaced(self) -> None:
        """What was set aside may be garbage now, a body that is no longer drawn: look through all of it soon."""
        self._search = True
        self._timer.start()

    def set_aside(self) -> None:
        """Set aside what lives; later, if a button of the mouse is held."""
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._timer.start()
            return
        forget_sources()
        self._unvisited += gc.get_count()[0]
        if self._search or self._unvisited > MOST_UNVISITED:
            self._search, self._unvisited = False, 0
            gc.unfreeze()
            gc.collect()
        gc.freeze()
        allocator.give_back()

    def stop(self) -> None:
        """Leave it all to the collector again."""
        self._timer.stop()
        self._watch.stop()
        gc.unfreeze()

    def _look(self) -> None:
        """Keep collections short, whatever has been opened and however many strokes have been painted."""
        if self._timer.isActive():
            return
        if gc.get_count()[0] > MANY or len(gc.get_objects(generation=_OLDEST)) > MANY:
            self.set_aside()

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if self._watch.isActive() and state != Qt.ApplicationState.ApplicationActive:
            self.replaced()
