"""Pan: drags the sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt

from .base import Pointer, Surface, Tool


class Pan(Tool):
    """Moves the sheet with the pointer; also what space and the middle button do."""

    id = "pan"
    icon = "pan"
    key = "H"
    cursor = Qt.CursorShape.OpenHandCursor

    def __init__(self) -> None:
        self._last: tuple[float, float] | None = None

    @property
    def busy(self) -> bool:
        """True between press and release."""
        return self._last is not None

    def press(self, surface: Surface, at: Pointer) -> None:
        """Take hold of the sheet."""
        self._last = at.x, at.y

    def move(self, surface: Surface, at: Pointer) -> None:
        """Move it."""
        if self._last is not None:
            surface.pan_by(at.x - self._last[0], at.y - self._last[1])
            self._last = at.x, at.y

    def release(self, surface: Surface, at: Pointer) -> None:
        """Let go."""
        self._last = None

    def cancel(self, surface: Surface) -> None:
        """Let go."""
        self._last = None
