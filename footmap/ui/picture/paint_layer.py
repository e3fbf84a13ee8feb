"""All committed paint as one image in device pixels. What changes is drawn in a thread and put in when it is ready.

Until then the picture keeps what it showed, with finished strokes left on it as they were stamped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QTransform
from shapely import MultiPolygon

from footmap.core.atlas import View
from footmap.core.drawing import QUALITIES, Quality, Stroke
from footmap.core.paint import Paint
from footmap.core.views import Side, ViewId
from footmap.ui.runtime.background import Background
from footmap.ui.sheet.device import device_rect, device_transform
from footmap.ui.sheet.layout import Layout, Slot
from footmap.ui.sheet.lines import trace
from footmap.ui.sheet.paths import path
from footmap.ui.sheet.viewport import Viewport

from .layers import Brushes, Stamp, blank


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


class PaintPainter:
    """Draws paint in any thread; a path on the screen is made once for each shape.

    `_paths` is filled by both threads, each entry by one assignment: at worst a path is made twice.

    Parameters
    ----------
    views : mapping of view to View
        Paint is clipped to their skin.
    """

    def __init__(self, views: Mapping[ViewId, View]) -> None:
        self._outlines = {view: path(seen.outline) for view, seen in views.items()}
        self._paths: dict[tuple[Side, ViewId, Quality, int], tuple[MultiPolygon, QPainterPath]] = {}

    def outline(self, view: ViewId) -> QPainterPath:
        """All skin of a view, right-limb millimetres."""
        return self._outlines[view]

    def slots(self, painter: QPainter, paint: Paint, staging: Staging) -> None:
        """Draw the paint of a whole layout with a painter in device pixels."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for slot in staging.layout.slots:
            painter.save()
            self._slot(painter, paint, slot, staging)
            painter.restore()

    def tiles(
        self, paint: Paint, slots: Sequence[Slot], staging: Staging, bounds: QRect, stale: Callable[[], bool]
    ) -> tuple[_Tile, ...]:
        """The paint of some slots as images; stops early once nobody wants them any more."""
        out: list[_Tile] = []
        for slot in slots:
            if stale():
                break  # more paint has come since
            rect = staging.rect(slot, bounds)
            if rect.isEmpty():
                continue
            image = blank(rect.width(), rect.height())
            painter = QPainter(image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(-rect.x(), -rect.y())
            self._slot(painter, paint, slot, staging)
            painter.end()
            out.append(_Tile(slot, rect, image))
        return tuple(out)

    def _slot(self, painter: QPainter, paint: Paint, slot: Slot, staging: Staging) -> None:
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

    def __init__(self, views: Mapping[ViewId, View], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._painter = PaintPainter(views)
        self._drawn: Paint | None = None
        self._unsettled: list[tuple[Stroke, Stamp]] = []
        self._burnt: set[tuple[ViewId, Side]] = set()
        self._background = Background(self)
        self.image = blank(1, 1)

    def outline(self, view: ViewId) -> QPainterPath:
        """All skin of a view, right-limb millimetres."""
        return self._painter.outline(view)

    # ---- drawing

    def draw_now(self, paint: Paint, staging: Staging, size_px: tuple[int, int]) -> None:
        """Draw everything on a canvas of this many device pixels; no finished stroke is left on it."""
        self._background.drop()
        if (self.image.width(), self.image.height()) == size_px:
            self.image.fill(0)
        else:
            self.image = blank(*size_px)
        self._unsettled.clear()
        self._burnt.clear()
        painter = QPainter(self.image)
        self._painter.slots(painter, paint, staging)
        painter.end()
        self._drawn = paint

    def draw_soon(self, paint: Paint, staging: Staging, pending: Sequence[Stroke]) -> None:
        """Draw in a thread what differs from the image, then put it in; `pending` strokes stay as they were stamped."""
        self._unsettled = [(s, live) for s, live in self._unsettled if any(s is other for other in pending)]
        slots = self._stale(paint, staging.layout)
        self._background.drop()
        self._background.run(
            partial(self._painter.tiles, paint, slots, staging, self.image.rect(), self._background.stale),
            partial(self._take, paint),
            self._keep,
        )

    def burn(self, stroke: Stroke, live: Stamp) -> None:
        """Leave a finished stroke on the image until its view is drawn again."""
        live.burn(self.image)
        self._unsettled.append((stroke, live))
        self._burnt.add((live.slot.view, live.slot.side))

    def draw_slots(self, painter: QPainter, paint: Paint, staging: Staging) -> None:
        """Draw the paint of a whole layout with a painter in device pixels."""
        self._painter.slots(painter, paint, staging)

    # ---- back from the thread

    def _take(self, paint: Paint, tiles: tuple[_Tile, ...]) -> None:
        painter = QPainter(self.image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        for tile in tiles:
            painter.drawImage(tile.rect.topLeft(), tile.image)
        painter.end()
        self._drawn = paint
        self._burnt = {(live.slot.view, live.slot.side) for _, live in self._unsettled}
        places = {(tile.slot.view, tile.slot.side) for tile in tiles}
        for _, live in self._unsettled:
            if (live.slot.view, live.slot.side) in places:
                live.burn(self.image)
        if tiles:
            self.changed.emit([tile.rect for tile in tiles])

    def _keep(self, _why: str) -> None:
        """Nothing could be drawn in the thread; all of it is tried again with the next stroke."""
        self._drawn = None

    def _stale(self, paint: Paint, layout: Layout) -> list[Slot]:
        before, burnt = self._drawn, self._burnt
        return [s for s in layout.slots if before is None or (s.view, s.side) in burnt or _differs(before, paint, s)]

    def settle(self) -> None:
        """Wait until everything is drawn (for pictures of the window, and tests)."""
        self._background.settle()

    def stop(self) -> None:
        """Draw no more; returns when the thread is idle."""
        self._background.stop()


def _differs(before: Paint, after: Paint, slot: Slot) -> bool:
    a, b = before.side(slot.side).depths.get(slot.view), after.side(slot.side).depths.get(slot.view)
    if a is b:
        return False
    a, b = a or {}, b or {}
    return any(a.get(q) is not b.get(q) for q in QUALITIES)
