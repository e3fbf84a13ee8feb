"""Thin lines over the paint: the region that would be filled, the stroke that is selected, the lasso's ring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform

if TYPE_CHECKING:
    from footmap.core.views import Side, ViewId
    from footmap.ui.sheet.layout import Layout, Slot
    from footmap.ui.sheet.viewport import Viewport

Kind = Literal["region", "cursor", "selection", "ring"]

HALO: Final = QColor(255, 255, 255, 215)
INK: Final = QColor(18, 24, 30)
WASH: Final = QColor(255, 255, 255, 70)
MARGIN_PX: Final = 4


@dataclass(frozen=True)
class Mark:
    """An outline on one picture.

    Attributes
    ----------
    path : QPainterPath
        Right-limb millimetres of the view.
    dashed : bool
        A broken line: what is selected, or would be erased.
    """

    view: ViewId
    side: Side
    path: QPainterPath
    dashed: bool = False


class Marks:
    """The outlines of each kind; drawn on a painter in device-independent pixels."""

    def __init__(self) -> None:
        self._marks: dict[Kind, tuple[Mark, ...]] = {}

    def of(self, kind: Kind) -> tuple[Mark, ...]:
        """What is shown of one kind."""
        return self._marks.get(kind, ())

    def set(self, kind: Kind, marks: Sequence[Mark]) -> None:
        """Show other marks of one kind."""
        self._marks[kind] = tuple(marks)

    def touched(self, kind: Kind, layout: Layout, port: Viewport) -> QRect:
        """Pixels that the marks of one kind may cover."""
        out = QRect()
        for mark in self.of(kind):
            slot = layout.slot(mark.view, mark.side)
            if slot is not None:
                out = out.united(_frame(mark, slot, port))
        return out

    def draw(self, painter: QPainter, rect: QRect, layout: Layout, port: Viewport) -> None:
        """Draw whatever reaches into `rect`."""
        for kind, marks in self._marks.items():
            for mark in marks:
                slot = layout.slot(mark.view, mark.side)
                if slot is not None and _frame(mark, slot, port).intersects(rect):
                    _draw(painter, mark, kind, _transform(slot, port))


def _frame(mark: Mark, slot: Slot, port: Viewport) -> QRect:
    box = _transform(slot, port).mapRect(mark.path.boundingRect())
    return box.toAlignedRect().adjusted(-MARGIN_PX, -MARGIN_PX, MARGIN_PX, MARGIN_PX)


def _transform(slot: Slot, port: Viewport) -> QTransform:
    """Right-limb millimetres of a slot -> canvas pixels."""
    k = slot.scale * port.zoom
    return QTransform(slot.mirror * k, 0.0, 0.0, -k, *port.to_screen(*slot.origin))


def _draw(painter: QPainter, mark: Mark, kind: Kind, to_px: QTransform) -> None:
    outline = to_px.map(mark.path)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if kind == "region":
        painter.fillPath(outline, WASH)
    bold = 2.0 if kind == "cursor" else 1.0
    painter.strokePath(outline, QPen(HALO, 3.0 * bold))
    ink = QPen(INK, 1.4 * bold)
    if mark.dashed:
        ink.setDashPattern([4.0, 3.0])
    ink.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.strokePath(outline, ink)
    painter.restore()
