"""What keys do while the canvas has them: move, focus, give up, and pan while space is held."""

from __future__ import annotations

from typing import Final, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from .pointing import Pointing

STEP_PX: Final = 60
"""How far an arrow key moves the sheet."""
_KEY = Qt.Key
_MOVES: Final = {
    _KEY.Key_Left: (STEP_PX, 0),
    _KEY.Key_Right: (-STEP_PX, 0),
    _KEY.Key_Up: (0, STEP_PX),
    _KEY.Key_Down: (0, -STEP_PX),
}


class KeySurface(Protocol):
    """What keys may do to the canvas."""

    @property
    def pointing(self) -> Pointing:
        """What the pointer does."""

    def dismiss(self) -> bool:
        """Give up what is under way, chosen or in focus; False where there is nothing."""

    def toggle_focus(self) -> None:
        """Focus a view, or go back to the sheet."""

    def step_focus(self, step: int) -> None:
        """Focus the next or the previous view."""

    def pan_by(self, dx: float, dy: float) -> None:
        """Move the sheet."""


def key_pressed(canvas: KeySurface, event: QKeyEvent) -> bool:
    """Do what a key means on the canvas; False where it means nothing."""
    key = event.key()
    if key == _KEY.Key_Escape:
        return canvas.dismiss()
    if key == _KEY.Key_Space and not event.isAutoRepeat():
        canvas.pointing.hold_space(True)
    elif key in (_KEY.Key_Return, _KEY.Key_Enter):
        canvas.toggle_focus()
    elif key in (_KEY.Key_PageUp, _KEY.Key_PageDown):
        canvas.step_focus(1 if key == _KEY.Key_PageDown else -1)
    elif key in _MOVES:
        canvas.pan_by(*_MOVES[_KEY(key)])
    else:
        return False
    return True
