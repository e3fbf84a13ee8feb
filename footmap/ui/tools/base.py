"""What a tool is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from footmap.core.drawing import Stroke

    from ..sheet_layout import Slot


@dataclass(frozen=True)
class Pointer:
    """Where mouse, pen or finger is.

    Attributes
    ----------
    x, y : float
        On the canvas, device-independent pixels.
    slot : Slot or None
        The picture under it.
    pressure : float
        0-1; 1 for a mouse.
    eraser : bool
        True for the blunt end of a pen.
    shift : bool
        The shift key is held.
    """

    x: float
    y: float
    slot: Slot | None
    pressure: float = 1.0
    eraser: bool = False
    shift: bool = False


class Surface(Protocol):
    """What tools may do to the canvas."""

    def point_mm(self, slot: Slot, x: float, y: float) -> tuple[float, float]:
        """Canvas point -> right-limb millimetres of a slot."""

    def start_stroke(self, slot: Slot, stroke: Stroke) -> None:
        """Begin to show a stroke, its first point included."""

    def extend_stroke(self, points_mm: list[tuple[float, float]]) -> None:
        """Show more right-limb points of the stroke under way."""

    def finish_stroke(self, stroke: Stroke) -> None:
        """The stroke is complete."""

    def cancel_stroke(self) -> None:
        """Forget the stroke under way."""

    def pan_by(self, dx: float, dy: float) -> None:
        """Move the sheet."""


class Tool:
    """Press, move, release; `cancel` undoes an interaction that has begun.

    Attributes
    ----------
    id, icon : str
        Name in settings, and of the drawing.
    shows_size : bool
        The pointer is a ring as large as the brush.
    cursor : Qt.CursorShape
        Pointer where no ring is shown.
    """

    id = ""
    icon = ""
    shows_size = False
    cursor = Qt.CursorShape.ArrowCursor

    @property
    def busy(self) -> bool:
        """True between press and release."""
        return False

    def press(self, surface: Surface, at: Pointer) -> None:
        """Begin."""

    def move(self, surface: Surface, at: Pointer) -> None:
        """Go on; also called while nothing is pressed."""

    def release(self, surface: Surface, at: Pointer) -> None:
        """Complete."""

    def cancel(self, surface: Surface) -> None:
        """Give up; nothing of the interaction remains."""
