"""What brush, eraser and lasso share: a drag over one picture that becomes one stroke."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .base import Pointer, Surface, Tool

if TYPE_CHECKING:
    from footmap.core.drawing import Mode, Shape, Stroke
    from footmap.ui.settings.brush_settings import BrushSettings
    from footmap.ui.sheet.layout import Slot

STEP_MM: Final = 0.25
"""Shorter moves add no point; a tenth of the narrowest brush."""
COARSER_EVERY: Final = 5000
"""Number of points after which the least step doubles: a stroke stays far below what a case file may hold."""


class Freehand(Tool):
    """Collects the points of a drag; a subclass makes the stroke of them."""

    def __init__(self, settings: BrushSettings) -> None:
        self._settings = settings
        self._slot: Slot | None = None
        self._points: list[tuple[float, float]] = []

    @property
    def busy(self) -> bool:
        """True between press and release."""
        return self._slot is not None

    @property
    def paints(self) -> bool:
        """True while a stroke is under way."""
        return self.busy

    def cancel(self, surface: Surface) -> None:
        """Drop the stroke."""
        if self._slot is not None:
            self._slot = None
            surface.cancel_stroke()

    def _begin(self, surface: Surface, at: Pointer) -> Slot | None:
        """Take the first point; None where there is no picture."""
        self._slot = at.slot
        if at.slot is not None:
            self._points = [surface.point_mm(at.slot, at.x, at.y)]
        return at.slot

    def _here(self, surface: Surface, at: Pointer) -> tuple[float, float]:
        """The pointer in right-limb millimetres of the picture that is painted on."""
        assert self._slot is not None
        return surface.point_mm(self._slot, at.x, at.y)

    def _far(self, here: tuple[float, float]) -> bool:
        """True where a place is worth a point of its own."""
        last_x, last_y = self._points[-1]
        step = STEP_MM * 2.0 ** (len(self._points) // COARSER_EVERY)
        return bool((here[0] - last_x) ** 2 + (here[1] - last_y) ** 2 >= step**2)

    def _own(self, points: list[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
        """Points in the limb's own frame: x of the left limb has the opposite sign."""
        k = -1 if self._slot is not None and self._slot.side == "left" else 1
        return tuple((round(k * x, 2), round(y, 2)) for x, y in points)

    def _drawn(self, shape: Shape, mode: Mode) -> Stroke:
        """The points so far as a stroke of the chosen quality and intensity."""
        from footmap.core.drawing import Stroke

        assert self._slot is not None
        return Stroke(
            side=self._slot.side,
            view=self._slot.view,
            mode=mode,
            shape=shape,
            quality=self._settings.quality,
            points_mm=self._own(self._points),
            intensity=float(self._settings.intensity),
        )

    def _finish(self, surface: Surface, stroke: Stroke) -> None:
        self._slot = None
        surface.finish_stroke(stroke)
