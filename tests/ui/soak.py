"""A long session with real events, drawn by lot: strokes, steps back, wheel, keys, overlays; then a new case.

python -m tests.ui.soak ROUNDS STROKES EVENTS
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from footmap.core.drawing import Case
from footmap.core.views import SIDES, VIEW_IDS
from footmap.ui.window import Window

SIZE: Final = (1440, 900)
PAGE: Final = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
MIB: Final = 1 << 20
VIEW_KEYS: Final = (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Escape)
QUALITY_KEYS: Final = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)


class Held(NamedTuple):
    """What the process holds once garbage has been collected.

    Attributes
    ----------
    resident_mb : float
    blocks : int
        Of Python's own memory.
    kinds : Counter
        Number of objects of each type that the collector knows.
    """

    resident_mb: float
    blocks: int
    kinds: Counter[str]


def held() -> Held:
    """Count after everything that can be freed has been."""
    gc.unfreeze()
    gc.collect()
    kinds = Counter(type(thing).__name__ for thing in gc.get_objects())
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).malloc_trim(0)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return Held(pages * PAGE / MIB, sys.getallocatedblocks(), kinds)


class Session:
    """A hand that does what a lot says.

    Parameters
    ----------
    window : Window
        Brought to life and shown.
    """

    def __init__(self, window: Window, seed: int) -> None:
        assert window.session is not None
        self.window, self.session, self.canvas = window, window.session, window.parts.canvas
        self._rng = np.random.default_rng(seed)

    def stroke(self, number: int) -> None:
        """Lead the brush a short way over the skin of a view; views and limbs take turns."""
        scene = self.canvas.scene
        assert scene is not None
        slot = scene.layout.slot(VIEW_IDS[number % len(VIEW_IDS)], SIDES[number // len(VIEW_IDS) % 2])
        slot = slot or scene.layout.slots[0]
        left, low, right, high = self.session.engine.atlas.views[slot.view].outline.bounds
        x, y = self._rng.uniform(left, right), self._rng.uniform(low, high)
        way = np.array([x, y]) + np.cumsum(self._rng.normal(0.0, 4.0, (int(self._rng.integers(2, 10)), 2)), axis=0)
        places = [QPointF(*self.canvas.port.to_screen(*slot.to_px(a, b))) for a, b in way.tolist()]
        self._mouse(QEvent.Type.MouseButtonPress, places[0], held=True)
        for place in places:
            self._mouse(QEvent.Type.MouseMove, place, held=True)
        self._mouse(QEvent.Type.MouseButtonRelease, places[-1], held=False)
        self.session.settle()

    def event(self) -> None:
        """Something else."""
        commands, roll = self.window.parts.commands, int(self._rng.integers(12))
        place = QPointF(*self._rng.uniform((0, 0), (self.canvas.width(), self.canvas.height())).tolist())
        if roll < 5:
            self._mouse(QEvent.Type.MouseMove, place, held=False)
        elif roll == 5:
            commands.undo.trigger()
        elif roll == 6:
            commands.redo.trigger()
        elif roll == 7:
            self._wheel(place, 120 * int(self._rng.choice([-1, 1])))
        elif roll == 8:
            commands.fit.trigger()
        elif roll == 9:
            (commands.nerves, commands.dermatomes, commands.courses)[int(self._rng.integers(3))].toggle()
        elif roll == 10:
            QTest.keyClick(self.canvas, VIEW_KEYS[int(self._rng.integers(len(VIEW_KEYS)))])
        else:
            QTest.keyClick(self.canvas, QUALITY_KEYS[int(self._rng.integers(len(QUALITY_KEYS)))])
        QApplication.processEvents()
        self.session.settle()

    def round(self, strokes: int, events: int) -> int:
        """Paint and do other things in turn, then begin a new case; returns the number of strokes that were kept."""
        for number in range(strokes):
            self.stroke(number)
            for _ in range(events * (number + 1) // strokes - events * number // strokes):
                self.event()
        kept = len(self.session.case.drawing.strokes)
        self.calm()
        return kept

    def calm(self) -> None:
        """A new case on the plain sheet, and nothing under way."""
        commands = self.window.parts.commands
        for toggle in (commands.nerves, commands.dermatomes, commands.courses):
            toggle.setChecked(False)
        commands.fit.trigger()
        self.canvas.setFocus()
        self.session.open(Case(), None)
        self.session.settle()
        assert self.window.assessment is not None
        self.window.assessment.settle(deep=True)
        assert self.canvas.scene is not None
        self.canvas.scene.settle()
        self.canvas.repaint()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()

    def _mouse(self, kind: QEvent.Type, place: QPointF, *, held: bool) -> None:
        buttons = Qt.MouseButton.LeftButton if held else Qt.MouseButton.NoButton
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
        event = QMouseEvent(
            kind, place, self.canvas.mapToGlobal(place), button, buttons, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(self.canvas, event)
        QApplication.processEvents()

    def _wheel(self, place: QPointF, by: int) -> None:
        event = QWheelEvent(
            place,
            self.canvas.mapToGlobal(place),
            QPoint(),
            QPoint(0, by),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.canvas, event)


def soak(window: Window, rounds: int, strokes: int, events: int) -> Iterator[tuple[int, Held]]:
    """Number of strokes kept and what is held after each round."""
    session = Session(window, 1)
    for _ in range(rounds):
        yield session.round(strokes, events), held()


def main(words: list[str]) -> int:
    """Print what is held after each round."""
    from footmap.ui.app import application
    from footmap.ui.loader import load
    from footmap.ui.settings.preferences import Preferences

    rounds, strokes, events = map(int, words)
    application()
    with tempfile.TemporaryDirectory() as folder:
        window = Window(Preferences(Path(folder) / "window.ini"), theme="light")
        window.resize(*SIZE)
        window.attach(*load())
        window.show()
        before = Counter[str]()
        for kept, now in soak(window, rounds, strokes, events):
            more = {kind: n - before[kind] for kind, n in now.kinds.items() if n - before[kind] >= 50}
            print(kept, f"{now.resident_mb:.1f} MB", now.blocks, dict(sorted(more.items(), key=lambda kv: -kv[1])[:8]))
            sys.stdout.flush()
            before = now.kinds
        os._exit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
