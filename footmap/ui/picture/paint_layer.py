"""All committed paint as one image in device pixels. What changes is drawn in a thread and put in when it is ready.

Until then the picture keeps what it showed, with finished strokes left on it as they were stamped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QTransform
from shapely import MultiPolygon

from footmap.core.atlas import View
from footmap.core.drawing import QUALITIES, Quality, Stroke
from footmap.core.paint import Paint
from footmap.core.views import Side, ViewId
from footmap.ui.sheet.device import device_rect, device_transform
from footmap.ui.sheet.layout import Layout, Slot
from footmap.ui.sheet.lines import trace
from footmap.ui.sheet.paths import path
from footmap.ui.sheet.viewport import Viewport

from .layers import Brushes, LiveStroke, blank


@dataclass(frozen=True)
class Staging:
    """Where and how paint is drawn at present; `hidden` qualities are left out."""

    layout: Layout
    port: Viewport
    ratio: float
    brushes: Brushes
    hidden: frozenset[Quality] = frozenset()

    def rect(self, slot: Slot, bounds: QRect) -> QRect:
        """Frame of a slot in device pixels, as far as it lies in `bounds`."""
        return device_rect(slot, self.port, self.ratio, bounds)

    def to_px(self, slot: Slot) -> QTransform:
        """Right-limb millimetres of a slot -> device pixels of the canvas."""
        return device_transform(slot, self.port, self.ratio)


@dataclass(frozen=True)
class _Tile:
    slot: Slot
    rect: QRect
    image: QImage


@dataclass(frozen=True)
class _Drawn:
    number: int
    paint: Paint
    tiles: tuple[_Tile, ...]


class PaintLayer(QObject):
    """All committed paint of both limbs, drawn once and redrawn only where a view's shape changed.

    Attributes
    ----------
    image : QImage
        The canvas in device pixels.

    Signals
    -------
    changed(object)
        A list of device rectangles that show something else now.
    """

    changed = Signal(object)
    _ready = Signal(object)

    def __init__(self, views: Mapping[ViewId, View], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outlines = {view: path(seen.outline) for view, seen in views.items()}
        self._paths: dict[tuple[Side, ViewId, Quality, int], tuple[MultiPolygon, QPainterPath]] = {}
        self._drawn: Paint | None = None
        self._unsettled: list[tuple[Stroke, LiveStroke]] = []
        self._burnt: set[tuple[ViewId, Side]] = set()
        self._number = 0
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._ready.connect(self._take)
        self.image = blank(1, 1)

    def outline(self, view: ViewId) -> QPainterPath:
        """All skin of a view, right-limb millimetres."""
        return self._outlines[view]

    # ---- drawing

    def draw_now(self, paint: Paint, staging: Staging, size_px: tuple[int, int]) -> None:
        """Draw everything on a canvas of this many device pixels; no finished stroke is left on it."""
        self._number += 1
        if (self.image.width(), self.image.height()) == size_px:
            self.image.fill(0)
        else:
            self.image = blank(*size_px)
        self._unsettled.clear()
        self._burnt.clear()
        painter = QPainter(self.image)
        self.draw_slots(painter, paint, staging)
        painter.end()
        self._drawn = paint

    def draw_soon(self, paint: Paint, staging: Staging, pending: Sequence[Stroke]) -> None:
        """Draw in a thread what differs from the image, then put it in; `pending` strokes stay as they were stamped."""
        self._unsettled = [(s, live) for s, live in self._unsettled if any(s is other for other in pending)]
        slots = self._stale(paint, staging.layout)
        self._number += 1
        number, bounds = self._number, self.image.rect()
        self._pool.start(lambda: self._work(number, paint, slots, staging, bounds))

    def burn(self, stroke: Stroke, live: LiveStroke) -> None:
        """Leave a finished stroke on the image until its view is drawn again."""
        live.burn(self.image)
        self._unsettled.append((stroke, live))
        self._burnt.add((live.slot.view, live.slot.side))

    def draw_slots(self, painter: QPainter, paint: Paint, staging: Staging) -> None:
        """Draw the paint of a whole layout with a painter in device pixels."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for slot in staging.layout.slots:
            painter.save()
            self._draw_slot(painter, paint, slot, staging)
            painter.restore()

    # ---- in the thread

    def _work(self, number: int, paint: Paint, slots: Sequence[Slot], staging: Staging, bounds: QRect) -> None:
        tiles: list[_Tile] = []
        for slot in slots:
            if number != self._number:
                return  # more paint has come since
            rect = staging.rect(slot, bounds)
            if rect.isEmpty():
                continue
            image = blank(rect.width(), rect.height())
            painter = QPainter(image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(-rect.x(), -rect.y())
            self._draw_slot(painter, paint, slot, staging)
            painter.end()
            tiles.append(_Tile(slot, rect, image))
        self._ready.emit(_Drawn(number, paint, tuple(tiles)))

    def _draw_slot(self, painter: QPainter, paint: Paint, slot: Slot, staging: Staging) -> None:
        shown = paint.side(slot.side).depths.get(slot.view)
        if not shown:
            return
        to_px, brushes = staging.to_px(slot), staging.brushes
        painter.setClipPath(to_px.map(self._outlines[slot.view]), Qt.ClipOperation.IntersectClip)
        painter.setBrushOrigin(0, 0)
        for quality in (q for q in QUALITIES if q not in staging.hidden):
            for step, shape in shown.get(quality, {}).items():
                on_screen = to_px.map(self._path((slot.side, slot.view, quality, step), shape))
                painter.fillPath(on_screen, brushes.fill[quality, step])
                trace(painter, on_screen, brushes.edge[quality], brushes.edge_px)

    def _path(self, key: tuple[Side, ViewId, Quality, int], shape: MultiPolygon) -> QPainterPath:
        cached = self._paths.get(key)
        if cached is None or cached[0] is not shape:
            cached = self._paths[key] = (shape, path(shape))
        return cached[1]

    # ---- back from the thread

    def _take(self, drawn: _Drawn) -> None:
        if drawn.number != self._number:
            return
        painter = QPainter(self.image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        for tile in drawn.tiles:
            painter.drawImage(tile.rect.topLeft(), tile.image)
        painter.end()
        self._drawn = drawn.paint
        self._burnt = {(live.slot.view, live.slot.side) for _, live in self._unsettled}
        places = {(tile.slot.view, tile.slot.side) for tile in drawn.tiles}
        for _, live in self._unsettled:
            if (live.slot.view, live.slot.side) in places:
                live.burn(self.image)
        if drawn.tiles:
            self.changed.emit([tile.rect for tile in drawn.tiles])

    def _stale(self, paint: Paint, layout: Layout) -> list[Slot]:
        before, burnt = self._drawn, self._burnt
        return [s for s in layout.slots if before is None or (s.view, s.side) in burnt or _differs(before, paint, s)]

    def settle(self) -> None:
        """Wait until everything is drawn (for pictures of the window, and tests)."""
        self._pool.waitForDone()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def stop(self) -> None:
        """Stop drawing; returns when the thread is idle."""
        self._number += 1
        self._pool.waitForDone()


def _differs(before: Paint, after: Paint, slot: Slot) -> bool:
    a, b = before.side(slot.side).depths.get(slot.view), after.side(slot.side).depths.get(slot.view)
    if a is b:
        return False
    a, b = a or {}, b or {}
    return any(a.get(q) is not b.get(q) for q in QUALITIES)
