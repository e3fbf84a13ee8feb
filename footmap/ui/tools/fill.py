"""Fill: one click marks a whole named region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from .base import Pointer, Surface, Tool

if TYPE_CHECKING:
    from footmap.core.drawing import Mode
    from footmap.ui.settings.brush_settings import BrushSettings


class Fill(Tool):
    """Outlines the region under the pointer and marks it on release; with alt, control or the blunt end it erases."""

    id = "fill"
    icon = "fill"
    key = "G"
    cursor = Qt.CursorShape.PointingHandCursor

    def __init__(self, settings: BrushSettings) -> None:
        self._settings = settings
        self._pressed = False

    @property
    def busy(self) -> bool:
        """True between press and release."""
        return self._pressed

    def press(self, surface: Surface, at: Pointer) -> None:
        """Show what would be marked; until the release another region can be chosen."""
        self._pressed = True
        self.hover(surface, at)

    def move(self, surface: Surface, at: Pointer) -> None:
        """Outline the region that the pointer has come to."""
        self.hover(surface, at)

    def release(self, surface: Surface, at: Pointer) -> None:
        """Mark it."""
        from footmap.core.fill import region_strokes

        self._pressed = False
        region = _region(surface, at)
        if not region or at.slot is None or surface.atlas is None:
            return
        s = self._settings
        mode: Mode = "erase" if at.eraser or at.minus else "add"
        strokes = region_strokes(surface.atlas, region, at.slot.side, s.quality, float(s.intensity), mode)
        surface.fill_region(region, strokes)

    def hover(self, surface: Surface, at: Pointer | None) -> None:
        """Outline the region under the pointer."""
        region = _region(surface, at) if at is not None else ""
        if region and at is not None and at.slot is not None:
            surface.show_region(at.slot.side, region, at.eraser or at.minus)
        else:
            surface.show_region("right", "")

    def cancel(self, surface: Surface) -> None:
        """Mark nothing."""
        self._pressed = False
        surface.show_region("right", "")


def _region(surface: Surface, at: Pointer) -> str:
    """Id of the region under the pointer; empty where there is none."""
    from footmap.core.fill import region_at

    if at.slot is None or surface.atlas is None:
        return ""
    return region_at(surface.atlas, at.slot.view, *surface.point_mm(at.slot, at.x, at.y)) or ""
