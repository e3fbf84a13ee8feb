"""Fingers on the canvas: one works the tool, two zoom and move the sheet and never paint."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEventPoint, QInputDevice, QTouchEvent

if TYPE_CHECKING:
    from .pointing import PointerSurface, Pointing


class Fingers:
    """Follows the fingers from the first that comes down to the last that is lifted."""

    def __init__(self, canvas: PointerSurface, pointing: Pointing) -> None:
        self._canvas = canvas
        self._pointing = pointing
        self._one: int | None = None
        self._pinching = False
        self._last: tuple[QPointF, float] | None = None

    def event(self, event: QTouchEvent) -> bool:
        """Take a touch event; False for those that are not meant here."""
        if event.device().type() == QInputDevice.DeviceType.TouchPad:
            return False
        down = [p for p in event.points() if p.state() != QEventPoint.State.Released]
        if event.type() == QEvent.Type.TouchCancel:
            self._give_up()
        elif len(down) >= 2:
            self._pinch(down[0].position(), down[1].position())
        elif not self._pinching:
            self._work(event.points()[0], event)
        else:
            self._last = None
        if not down:
            self._one, self._pinching, self._last = None, False, None
        event.accept()
        return True

    @property
    def _works(self) -> bool:
        """True while a finger has the tool; a pen that came down meanwhile has taken it."""
        return self._one is not None and self._pointing.source == "finger"

    def _give_up(self) -> None:
        if self._works:
            self._pointing.cancel()
        self._one, self._pinching, self._last = None, False, None

    def _pinch(self, a: QPointF, b: QPointF) -> None:
        """Zoom by how far the fingers went apart, about the place that they hold."""
        if not self._pinching:
            if not self._works and self._pointing.busy:
                return  # a pen or a mouse is at work: a resting hand must not disturb it
            self._pointing.cancel()
            self._pointing.track(None)
            self._pinching = True
        middle, apart = (a + b) / 2.0, math.hypot(a.x() - b.x(), a.y() - b.y())
        if self._last is not None:
            before, was_apart = self._last
            if was_apart > 0 and apart > 0:
                self._canvas.zoom_by(apart / was_apart, before)
            self._canvas.pan_by(middle.x() - before.x(), middle.y() - before.y())
        self._last = middle, apart

    def _work(self, point: QEventPoint, event: QTouchEvent) -> None:
        """Press, move or release with one finger."""
        at = self._pointing.at(point.position().x(), point.position().y(), keys=event)
        if point.state() == QEventPoint.State.Pressed:
            if self._pointing.busy or self._canvas.focus_heading_at(point.position()):
                return
            self._one = point.id()
            self._pointing.press(at, source="finger")
        elif point.id() != self._one:
            return
        elif point.state() == QEventPoint.State.Released:
            self._pointing.release(at, "finger")
            self._pointing.track(None)  # no pointer stays behind
        else:
            self._pointing.move(at, "finger")
