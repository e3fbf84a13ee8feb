"""Brush and eraser: a drag is one stroke."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from .base import Pointer, Surface
from .freehand import Freehand

if TYPE_CHECKING:
    from footmap.core.drawing import Mode, Stroke
    from footmap.core.views import Side, ViewId
    from footmap.ui.settings.brush_settings import BrushSettings

SOFTNESS: Final = 0.4
"""Share of a change of pressure that the next point follows: no steps in the outline."""
CLICK_MM: Final = 1.0
"""A press that moves no further is a click."""


class Brush(Freehand):
    """Paints with the chosen quality, intensity and width; a pen's pressure changes the width, its blunt end erases.

    With shift the stroke goes on in a straight line to the pointer; a click with shift draws a straight line from
    the end of the last stroke on the same picture.
    """

    id = "brush"
    icon = "brush"
    key = "B"
    shows_size = True
    cursor = Qt.CursorShape.BlankCursor
    mode: Mode = "add"

    def __init__(self, settings: BrushSettings) -> None:
        super().__init__(settings)
        self._mode: Mode = "add"
        self._radii: list[float] = []
        self._corner: int | None = None
        self._last: tuple[ViewId, Side, tuple[float, float]] | None = None

    def press(self, surface: Surface, at: Pointer) -> None:
        """Begin a stroke with a dot, if there is a picture here."""
        slot = self._begin(surface, at)
        if slot is not None:
            self._mode = "erase" if at.eraser else self.mode
            self._corner = None
            self._radii = [self._settings.pressed_radius_mm(at.pressure)]
            surface.start_stroke(slot, self._stroke())

    def move(self, surface: Surface, at: Pointer) -> None:
        """Lengthen the stroke, or turn its straight part to the pointer."""
        if self._slot is None:
            return
        here = self._here(surface, at)
        if at.shift:
            if not self._far(here):
                return
            if self._corner is None:
                self._corner = len(self._points)
            del self._points[self._corner :], self._radii[self._corner :]
            self._add(here, at.pressure)
            surface.redraw_stroke(tuple(self._points), tuple(self._radii))
        elif self._far(here):
            self._corner = None
            self._add(here, at.pressure)
            surface.extend_stroke((here,), self._radii[-1])

    def release(self, surface: Surface, at: Pointer) -> None:
        """Hand over the stroke."""
        if self._slot is None:
            return
        first = self._points[0]
        self.move(surface, at)
        end = self._points[-1]
        place = self._slot.view, self._slot.side
        if at.shift and self._last is not None and self._last[:2] == place and _near(first, end):
            self._points, self._radii = [self._last[2], end], [self._radii[-1]] * 2
            surface.redraw_stroke(tuple(self._points), tuple(self._radii))
        self._last = *place, end
        self._finish(surface, self._stroke())

    def _add(self, here: tuple[float, float], pressure: float) -> None:
        """Add a point, whose width follows the pressure softly."""
        before, wanted = self._radii[-1], self._settings.pressed_radius_mm(pressure)
        self._points.append(here)
        self._radii.append(round(before + SOFTNESS * (wanted - before), 2))

    def _stroke(self) -> Stroke:
        from dataclasses import replace

        radii = tuple(self._radii) if len(set(self._radii)) > 1 else ()
        return replace(self._drawn("brush", self._mode), radius_mm=max(self._radii), radii_mm=radii)


class Eraser(Brush):
    """Takes paint of every quality away."""

    id = "eraser"
    icon = "eraser"
    key = "E"
    mode: Mode = "erase"


def _near(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 <= CLICK_MM**2
