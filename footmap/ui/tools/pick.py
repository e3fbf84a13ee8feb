"""Pick: takes over how a stroke was made, and selects it."""

from __future__ import annotations

from PySide6.QtCore import Qt

from .base import Pointer, Surface, Tool


class Pick(Tool):
    """Selects the topmost stroke under the pointer; quality, intensity and width become those of the stroke."""

    id = "pick"
    icon = "pick"
    key = "I"
    cursor = Qt.CursorShape.CrossCursor

    def release(self, surface: Surface, at: Pointer) -> None:
        """Select what lies here, or nothing."""
        if at.slot is not None:
            surface.pick(at.slot, *surface.point_mm(at.slot, at.x, at.y))
