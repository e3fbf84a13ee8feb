"""What a tool is, and what it may do to the canvas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from footmap.core.atlas import Atlas
    from footmap.core.drawing import Stroke
    from footmap.core.views import Side
    from footmap.ui.sheet.layout import Slot


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
    minus : bool
        Alt or control is held: tools that mark an area take it away instead.
    """

    x: float
    y: float
    slot: Slot | None
    pressure: float = 1.0
    eraser: bool = False
    shift: bool = False
    minus: bool = False


class Surface(Protocol):
    """What tools may do to the canvas.

    A tool keeps the points of the stroke under way; what it hands on does not change afterwards.
    """

    @property
    def atlas(self) -> Atlas | None:
        """What is painted on; None before it is loaded."""

    def point_mm(self, slot: Slot, x: float, y: float) -> tuple[float, float]:
        """Canvas point -> right-limb millimetres of a slot."""

    def start_stroke(self, slot: Slot, stroke: Stroke) -> None:
        """Begin to show a stroke, its first point included."""

    def extend_stroke(self, points_mm: Sequence[tuple[float, float]], radius_mm: float) -> None:
        """Show more right-limb points of the brush stroke under way."""

    def redraw_stroke(self, points_mm: Sequence[tuple[float, float]], radii_mm: Sequence[float]) -> None:
        """Show the stroke under way with these right-limb points instead of those before."""

    def finish_stroke(self, stroke: Stroke) -> None:
        """The stroke is complete."""

    def cancel_stroke(self) -> None:
        """Forget the stroke under way."""

    def fill_region(self, region: str, strokes: Sequence[Stroke]) -> None:
        """Strokes that mark, or erase, a named region: one step."""

    def show_region(self, side: Side, region: str, minus: bool = False) -> None:
        """Outline a region wherever it is seen; an empty name for none. `minus`: it would be erased."""

    def pick(self, slot: Slot, x_mm: float, y_mm: float) -> None:
        """Select the topmost stroke at right-limb millimetres of a slot."""

    def pan_by(self, dx: float, dy: float) -> None:
        """Move the sheet."""


class Tool:
    """Press, move, release; `cancel` undoes an interaction that has begun.

    Attributes
    ----------
    id, icon : str
        Name in settings, and of the drawing.
    key : str
        Shortcut.
    shows_size : bool
        The pointer is a ring as large as the brush.
    cursor : Qt.CursorShape
        Pointer where no ring is shown.
    """

    id = ""
    icon = ""
    key = ""
    shows_size = False
    cursor = Qt.CursorShape.ArrowCursor

    @property
    def busy(self) -> bool:
        """True between press and release."""
        return False

    @property
    def paints(self) -> bool:
        """True while a stroke is under way, under which the sheet must hold still."""
        return False

    def press(self, surface: Surface, at: Pointer) -> None:
        """Begin."""

    def move(self, surface: Surface, at: Pointer) -> None:
        """Go on."""

    def release(self, surface: Surface, at: Pointer) -> None:
        """Complete."""

    def hover(self, surface: Surface, at: Pointer | None) -> None:
        """The pointer moved while nothing is pressed; None when it left."""

    def cancel(self, surface: Surface) -> None:
        """Give up; nothing of the interaction remains."""
