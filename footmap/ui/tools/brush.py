"""Brush and eraser: a drag is one stroke."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from .base import Pointer, Surface, Tool

if TYPE_CHECKING:
    from footmap.core.drawing import Mode, Stroke

    from ..brush_settings import BrushSettings
    from ..sheet_layout import Slot

STEP_MM: Final = 0.25
"""Shorter moves add no point; a tenth of the narrowest brush."""


class Brush(Tool):
    """Paints with the chosen quality, intensity and width; the blunt end of a pen erases."""

    id = "brush"
    icon = "brush"
    shows_size = True
    cursor = Qt.CursorShape.BlankCursor
    mode: Mode = "add"

    def __init__(self, settings: BrushSettings) -> None:
        self._settings = settings
        self._slot: Slot | None = None
        self._template: Stroke | None = None
        self._points: list[tuple[float, float]] = []

    @property
    def busy(self) -> bool:
        """True between press and release."""
        return self._slot is not None

    def press(self, surface: Surface, at: Pointer) -> None:
        """Begin a stroke with a dot, if there is a picture here."""
        from footmap.core.drawing import Stroke

        if at.slot is None:
            return
        self._slot = at.slot
        self._points = [surface.point_mm(at.slot, at.x, at.y)]
        s = self._settings
        self._template = Stroke(
            side=at.slot.side,
            view=at.slot.view,
            mode="erase" if at.eraser else self.mode,
            shape="brush",
            quality=s.quality,
            points_mm=self._own(self._points),
            radius_mm=s.radius_mm,
            intensity=float(s.intensity),
        )
        surface.start_stroke(at.slot, self._template)

    def move(self, surface: Surface, at: Pointer) -> None:
        """Lengthen the stroke."""
        if self._slot is None:
            return
        x, y = surface.point_mm(self._slot, at.x, at.y)
        last_x, last_y = self._points[-1]
        if (x - last_x) ** 2 + (y - last_y) ** 2 < STEP_MM**2:
            return
        self._points.append((x, y))
        surface.extend_stroke([(x, y)])

    def release(self, surface: Surface, at: Pointer) -> None:
        """Hand over the stroke."""
        from dataclasses import replace

        if self._slot is None or self._template is None:
            return
        self.move(surface, at)
        stroke = replace(self._template, points_mm=self._own(self._points))
        self._slot = self._template = None
        surface.finish_stroke(stroke)

    def cancel(self, surface: Surface) -> None:
        """Drop the stroke."""
        if self._slot is not None:
            self._slot = self._template = None
            surface.cancel_stroke()

    def _own(self, points: list[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
        """Points in the limb's own frame: x of the left limb has the opposite sign."""
        k = self._slot.mirror if self._slot is not None else 1
        return tuple((round(k * x, 2), round(y, 2)) for x, y in points)


class Eraser(Brush):
    """Takes paint of every quality away."""

    id = "eraser"
    icon = "eraser"
    mode: Mode = "erase"
