"""What the window's tests share: a hand that paints with real events, and ready answers to questions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from footmap.core.views import Side, ViewId
from footmap.ui.dialogs.files import FileDialogs
from footmap.ui.document.files import ChangedAnswer, SaveAnswer
from footmap.ui.document.session import Session
from footmap.ui.sheet.layout import Slot
from footmap.ui.window import Window

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


class Answers(FileDialogs):
    """Answers instead of dialogs; counts how often it was asked."""

    def __init__(
        self, window: Window, save: SaveAnswer = "discard", to_open: Path | None = None, to_save: Path | None = None
    ) -> None:
        super().__init__(window)
        self.answer = save
        self.to_open = to_open
        self.to_save = to_save
        self.asked = 0
        self.overwrite: ChangedAnswer = "cancel"
        self.phrases: list[str] = []
        self.to_key: Path | None = None

    def ask_to_save(self, name: str) -> SaveAnswer:
        self.asked += 1
        return self.answer

    def ask_to_overwrite(self, name: str) -> ChangedAnswer:
        self.asked += 1
        return self.overwrite

    def passphrase_of(self, name: str, refused: str) -> str | None:
        self.asked += 1
        return self.phrases.pop(0) if self.phrases else None

    def path_to_key(self, folder: Path) -> Path | None:
        return self.to_key

    def path_to_open(self, folder: Path) -> Path | None:
        return self.to_open

    def path_to_save(self, suggestion: Path) -> Path | None:
        return self.to_save

    def path_to_export(self, suggestion: Path, kinds: str) -> Path | None:
        return self.to_save


class Hand:
    """Paints on the canvas with mouse events, in right-limb millimetres of a view."""

    def __init__(self, qtbot: QtBot, window: Window) -> None:
        self.qtbot = qtbot
        self.window = window
        self.canvas = window.parts.canvas

    @property
    def session(self) -> Session:
        assert self.window.session is not None
        return self.window.session

    def slot(self, view: ViewId, side: Side = "right") -> Slot:
        assert self.canvas.scene is not None
        slot = self.canvas.scene.layout.slot(view, side)
        assert slot is not None
        return slot

    def at(self, view: ViewId, x_mm: float, y_mm: float, side: Side = "right") -> QPoint:
        """Canvas point of a view point."""
        x, y = self.canvas.port.to_screen(*self.slot(view, side).to_px(x_mm, y_mm))
        return QPointF(x, y).toPoint()

    def inside(self, view: ViewId, across: float = 0.5, up: float = 0.5) -> tuple[float, float]:
        """A point of the skin: shares of the way through the outline's bounding box, moved onto the skin."""
        outline = self.session.engine.atlas.views[view].outline
        left, bottom, right, top = outline.bounds
        from shapely import Point
        from shapely.ops import nearest_points

        target = Point(left + across * (right - left), bottom + up * (top - bottom))
        near = nearest_points(outline.buffer(-6), target)[0]
        return near.x, near.y

    def press(self, at: QPoint, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        QTest.mousePress(self.canvas, LEFT, keys, at)

    def move(self, at: QPoint, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        if keys == NO_KEYS:
            QTest.mouseMove(self.canvas, at)
        else:  # QTest moves without keys
            spot = QPointF(at)
            event = QMouseEvent(
                QEvent.Type.MouseMove, spot, QPointF(self.canvas.mapToGlobal(at)), Qt.MouseButton.NoButton, LEFT, keys
            )
            QApplication.sendEvent(self.canvas, event)

    def release(self, at: QPoint, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        QTest.mouseRelease(self.canvas, LEFT, keys, at)

    def double_click(self, at: QPoint) -> None:
        """Two presses as Qt delivers them: the second is a double click."""
        self.press(at)
        self.release(at)
        QTest.mouseDClick(self.canvas, LEFT, Qt.KeyboardModifier.NoModifier, at)
        self.release(at)

    def drag(self, points: Sequence[QPoint], keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Press at the first, move through all, release at the last."""
        self.press(points[0], keys)
        for at in points:
            self.move(at, keys)
        self.release(points[-1], keys)

    def paint(self, view: ViewId, points_mm: Sequence[tuple[float, float]], side: Side = "right") -> None:
        """Paint a stroke and wait for its exact result."""
        self.drag([self.at(view, x, y, side) for x, y in points_mm])
        self.settle()

    def settle(self, *, deep: bool = False) -> None:
        """Wait for the exact result and for what the panel makes of it."""
        self.session.settle()
        assert self.window.assessment is not None
        self.window.assessment.settle(deep=deep)

    def image(self) -> QImage:
        """The canvas as it looks now, without the pointer's ring."""
        QApplication.sendEvent(self.canvas, QEvent(QEvent.Type.Leave))
        assert self.canvas.scene is not None
        self.canvas.scene.settle()
        return self.canvas.grab().toImage()
