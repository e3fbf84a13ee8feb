"""Lasso: all that a freehand line goes round."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from .base import Pointer, Surface
from .freehand import Freehand

if TYPE_CHECKING:
    from footmap.core.drawing import Mode, Stroke
    from footmap.ui.settings.brush_settings import BrushSettings

LEAST_PX: Final = 4.0
"""Least width and height of a ring on the screen, pixels; a smaller one is a slip of the hand."""


class _Span:
    """How far the pointer went in one direction, pixels."""

    def __init__(self) -> None:
        self._low, self._high = math.inf, -math.inf

    def take(self, value: float) -> None:
        """It was here."""
        self._low, self._high = min(self._low, value), max(self._high, value)

    @property
    def reach(self) -> float:
        """From one end to the other."""
        return max(0.0, self._high - self._low)


class Lasso(Freehand):
    """Marks what the drag encloses; with alt, control or the blunt end of a pen it erases it."""

    id = "lasso"
    icon = "lasso"
    key = "L"
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, settings: BrushSettings) -> None:
        super().__init__(settings)
        self._mode: Mode = "add"
        self._across, self._down = _Span(), _Span()

    def press(self, surface: Surface, at: Pointer) -> None:
        """Begin the ring, if there is a picture here."""
        slot = self._begin(surface, at)
        if slot is not None:
            self._mode = "erase" if at.eraser or at.minus else "add"
            self._across, self._down = _Span(), _Span()
            surface.start_stroke(slot, self._stroke())

    def move(self, surface: Surface, at: Pointer) -> None:
        """Lead the ring on."""
        if self._slot is None:
            return
        self._across.take(at.x)
        self._down.take(at.y)
        here = self._here(surface, at)
        if self._far(here):
            self._points.append(here)
            surface.redraw_stroke(tuple(self._points), ())

    def release(self, surface: Surface, at: Pointer) -> None:
        """Close the ring; a slip of the hand leaves nothing."""
        if self._slot is None:
            return
        self.move(surface, at)
        if len(self._points) < 3 or min(self._across.reach, self._down.reach) < LEAST_PX:
            self.cancel(surface)
        else:
            self._finish(surface, self._stroke())

    def _stroke(self) -> Stroke:
        return self._drawn("area", self._mode)
