"""Painting by keyboard: walk from region to region and mark them, or move the tool like a pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from footmap.ui.canvas.canvas import Canvas

    from .regions import Regions

STEP_PX: Final = 6.0
LONG: Final = 5.0
FINE: Final = 1 / 6
"""Steps of the pointer, and how much longer or shorter they are with control or shift."""
ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
PRESSES: Final = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
TAKES_AWAY: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class KeyboardHand(QObject):
    """Takes the canvas's keys while one of its two actions is switched on.

    Parameters
    ----------
    walk, lead : QAction
        Walk through the regions; move the chosen tool like a pointer. Only one is on at a time.
    """

    def __init__(self, canvas: Canvas, regions: Regions, walk: QAction, lead: QAction, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas, self._regions, self._walk, self._lead = canvas, regions, walk, lead
        self._at = QPointF()
        self._said = ""
        canvas.installEventFilter(self)
        walk.toggled.connect(self._walk_toggled)
        lead.toggled.connect(self._lead_toggled)
        regions.moved.connect(self._speak)
        regions.changed.connect(self._speak)

    # ---- on and off

    def _walk_toggled(self, on: bool) -> None:
        if on:
            self._lead.setChecked(False)
            self._canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._regions.enter()
        else:
            self._regions.leave()

    def _lead_toggled(self, on: bool) -> None:
        canvas = self._canvas
        if not on:
            canvas.cancel()
            canvas.pointing.track(None)
            return
        place = self._regions.place
        spot = self._regions.spot(place) if place is not None else None
        self._walk.setChecked(False)
        canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._at = spot or QPointF(canvas.width() / 2, canvas.height() / 2)
        self._move(0, 0)

    # ---- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and (self._walk.isChecked() or self._lead.isChecked()):
            if event.type() == QEvent.Type.ShortcutOverride and self._mine(event):
                event.accept()  # it is not a shortcut now
                return True
            if event.type() == QEvent.Type.KeyPress and self._mine(event):
                self._key(Qt.Key(event.key()), event)
                return True
            if event.type() == QEvent.Type.KeyRelease and event.key() == Qt.Key.Key_Space:
                return True
        return super().eventFilter(watched, event)

    def _mine(self, event: QKeyEvent) -> bool:
        if event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
            return False
        key = event.key()
        arrow = key in ARROWS
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return arrow and self._lead.isChecked()
        return arrow or key in PRESSES or key == Qt.Key.Key_Escape or (key in TAKES_AWAY and self._walk.isChecked())

    def _key(self, key: Qt.Key, event: QKeyEvent) -> None:
        if self._walk.isChecked():
            self._walk_key(key)
        else:
            self._lead_key(key, event)

    def _walk_key(self, key: Qt.Key) -> None:
        regions, place = self._regions, self._regions.place
        if key in ARROWS:
            regions.step(*ARROWS[key])
        elif key == Qt.Key.Key_Escape:
            self._walk.setChecked(False)
        elif place is not None and key in PRESSES:
            regions.mark(place.side, place.region)
        elif place is not None:
            regions.unmark(place.side, place.region)

    def _lead_key(self, key: Qt.Key, event: QKeyEvent) -> None:
        canvas = self._canvas
        if key in ARROWS:
            held = event.modifiers()
            long = LONG if held & Qt.KeyboardModifier.ControlModifier else 1.0
            fine = FINE if held & Qt.KeyboardModifier.ShiftModifier else 1.0
            dx, dy = ARROWS[key]
            self._move(dx * STEP_PX * long * fine, dy * STEP_PX * long * fine)
        elif key == Qt.Key.Key_Escape and canvas.busy:
            canvas.cancel()
        elif key == Qt.Key.Key_Escape:
            self._lead.setChecked(False)
        elif event.isAutoRepeat():
            return
        elif canvas.busy:
            canvas.pointing.release(canvas.pointing.at(self._at.x(), self._at.y()))
        else:
            canvas.pointing.press(canvas.pointing.at(self._at.x(), self._at.y()))

    def _move(self, dx: float, dy: float) -> None:
        canvas = self._canvas
        x = min(max(self._at.x() + dx, 0.0), canvas.width() - 1.0)
        y = min(max(self._at.y() + dy, 0.0), canvas.height() - 1.0)
        self._at = QPointF(x, y)
        canvas.pointing.move(canvas.pointing.at(x, y))

    # ---- said aloud

    def _speak(self) -> None:
        """Tell a screen reader which region is current and what is painted there, whenever that changes."""
        place = self._regions.place
        said = self._regions.spoken(place.side, place.region) if place is not None else ""
        if said != self._said and said and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._canvas, said))
        self._said = said
