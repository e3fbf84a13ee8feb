"""All committed paint as one image in device pixels. What changes is drawn in a thread and put in when it is ready.

Until then the picture keeps what it showed, with finished strokes left on it as they were stamped. Drawing keeps
Python's lock, so only the part of a picture that has changed is drawn, in pieces so small that no event need wait.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QTransform
from shapely import MultiPolygon

from footmap.core.atlas import View
from footmap.core.drawing import QUALITIES, Quality, Stroke
from footmap.core.geometry import changed_box, empty, parts_near
from footmap.core.paint import Paint
from footmap.core.views import Side, ViewId
from footmap.ui.runtime.background import Background
from footmap.ui.sheet.device import device_rect, device_transform
from footmap.ui.sheet.layout import Layout, Slot
from footmap.ui.sheet.lines import trace
from footmap.ui.sheet.paths import path
from footmap.ui.sheet.viewport import Viewport

from .layers import Brushes, Stamp, blank

PIECE_PX: Final = 1 << 17
"""Most pixels that are drawn at once in a thread, a millisecond or two of a crowded picture."""
_NOTHING: Final = empty()


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
        self._forget(paint)

    def _forget(self, paint: Paint) -> None:
        """Let go of the paths of paint that is no longer there."""
        for key in list(self._paths):
            side, view, quality, step = key
            if step not in paint.side(side).depths.get(view, {}).get(quality, {}):
                self._paths.pop(key, None)

    def tiles(
        self,
        before: Paint | None,
        paint: Paint,
        burnt: Mapping[tuple[ViewId, Side], QRect],
        staging: Staging,
        bounds: QRect,
        stale: Callable[[], bool],
    ) -> tuple[_Tile, ...]:
        """Images of the device rectangles that show something else than before; stops early once nobody wants them.

        Parameters
        ----------
        before : Paint or None
            What the canvas shows; None if that is not known.
        burnt : mapping of (view, side) to QRect
            Where strokes are left on the canvas as they were stamped.
        bounds : QRect
            The canvas in device pixels.
        stale : callable
            True once nobody wants the images any more.
        """
        out: list[_Tile] = []
        for slot in staging.layout.slots:
            frame = staging.rect(slot, bounds)
            dirty = frame if before is None else _changed_rect(before, paint, slot, staging)
            dirty = dirty.united(burnt.get((slot.view, slot.side), QRect())).intersected(frame)
            for rect in _pieces(dirty):
                if stale():
                    return tuple(out)  # more paint has come since
                image = blank(rect.width(), rect.height())
                painter = QPainter(image)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.translate(-rect.x(), -rect.y())
                self._slot(painter, paint, slot, staging, None if before is None else rect)
                painter.end()
                out.append(_Tile(rect, image))
        return tuple(out)

    def _slot(self, painter: QPainter, paint: Paint, slot: Slot, staging: Staging, within: QRect | None = None) -> None:
        """Draw the paint of a slot; `within` a device rectangle no more is looked at than what lies there."""
        shown = paint.side(slot.side).depths.get(slot.view)
        if not shown:
            return
        to_px, brushes = staging.to_px(slot), staging.brushes
        painter.setClipPath(to_px.map(self._outlines[slot.view]), Qt.ClipOperation.IntersectClip)
        painter.setBrushOrigin(0, 0)
        for quality in (q for q in QUALITIES if q not in staging.hidden):
            for step, shape in shown.get(quality, {}).items():
                if within is None:
                    whole = self._path((slot.side, slot.view, quality, step), shape)
                else:
                    near = parts_near(shape, _box_mm(within, to_px, _reach_px(staging)))
                    if near.is_empty:
                        continue
                    whole = path(near)
                on_screen = to_px.map(whole)
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
        self._burnt: dict[tuple[ViewId, Side], QRect] = {}
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
        self._background.drop()
        self._background.run(
            partial(
                self._painter.tiles,
                self._drawn,
                paint,
                dict(self._burnt),
                staging,
                self.image.rect(),
                self._background.stale,
            ),
            partial(self._take, paint),
            self._keep,
        )

    def burn(self, stroke: Stroke, live: Stamp) -> None:
        """Leave a finished stroke on the image until its view is drawn again."""
        live.burn(self.image)
        self._unsettled.append((stroke, live))
        self._mark_burnt(live)

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
        self._burnt = {}
        for _, live in self._unsettled:
            self._mark_burnt(live)
            for tile in tiles:
                live.burn(self.image, tile.rect)
        if tiles:
            self.changed.emit([tile.rect for tile in tiles])

    def _mark_burnt(self, live: Stamp) -> None:
        key = live.slot.view, live.slot.side
        self._burnt[key] = self._burnt.get(key, QRect()).united(live.touched)

    def _keep(self, _why: str) -> None:
        """Nothing could be drawn in the thread; all of it is tried again with the next stroke."""
        self._drawn = None

    def settle(self) -> None:
        """Wait until everything is drawn (for pictures of the window, and tests)."""
        self._background.settle()

    def stop(self) -> None:
        """Draw no more; returns when the thread is idle."""
        self._background.stop()


def _changed_rect(before: Paint, after: Paint, slot: Slot, staging: Staging) -> QRect:
    """Device rectangle outside of which a slot shows the same; empty where all of it is the same."""
    old = before.side(slot.side).depths.get(slot.view) or {}
    new = after.side(slot.side).depths.get(slot.view) or {}
    out = QRect()
    for quality in QUALITIES:
        a, b = old.get(quality) or {}, new.get(quality) or {}
        if a is b:
            continue
        for step in {*a, *b}:
            box = changed_box(a.get(step, _NOTHING), b.get(step, _NOTHING))
            if box is not None:
                left, low, right, high = box
                on_screen = staging.to_px(slot).mapRect(QRectF(left, low, right - left, high - low))
                reach = _reach_px(staging)
                out = out.united(on_screen.toAlignedRect().adjusted(-reach, -reach, reach, reach))
    return out


def _reach_px(staging: Staging) -> int:
    """How far the border of paint and the smoothing of its edge reach beyond its shape, device pixels."""
    return 2 + math.ceil(staging.brushes.edge_px)


def _box_mm(rect: QRect, to_px: QTransform, reach: int) -> tuple[float, float, float, float]:
    """Right-limb millimetres that show in a device rectangle, or whose border reaches into it."""
    back, _ = to_px.inverted()
    box = back.mapRect(QRectF(rect.adjusted(-reach, -reach, reach, reach)))
    return box.left(), box.top(), box.right(), box.bottom()


def _pieces(rect: QRect) -> list[QRect]:
    """A rectangle in bands of few pixels; none of an empty one."""
    if rect.isEmpty():
        return []
    rows = max(1, PIECE_PX // rect.width())
    return [
        QRect(rect.x(), y, rect.width(), min(rows, rect.bottom() + 1 - y))
        for y in range(rect.y(), rect.bottom() + 1, rows)
    ]
