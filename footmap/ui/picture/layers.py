"""The stroke under way as an image in device pixels."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF

from footmap.core.drawing import Stroke, right_limb_points
from footmap.core.relief import Relief, UnderWay
from footmap.core.style import Style
from footmap.ui.picture import patterns
from footmap.ui.sheet.device import device_rect, device_transform
from footmap.ui.sheet.layout import Slot
from footmap.ui.sheet.viewport import Viewport

FORMAT: Final = QImage.Format.Format_ARGB32_Premultiplied


def blank(width_px: int, height_px: int) -> QImage:
    """A clear image."""
    out = QImage(max(1, width_px), max(1, height_px), FORMAT)
    out.fill(0)
    return out


class Brushes:
    """Brush of each quality and step of intensity, and its border, for one device pixel ratio and skin tone."""

    def __init__(self, style: Style, ratio: float, tone: str) -> None:
        self.fill: Mapping[tuple[str, int], QBrush] = {
            (name, step): patterns.brush(patterns.on_skin(style.quality(name, step), tone), ratio)
            for name in style.qualities
            for step in range(len(style.depths))
        }
        self.edge: Mapping[str, QColor] = {
            name: QColor(patterns.on_skin(q, tone).line) for name, q in style.qualities.items()
        }
        self.edge_px = patterns.OUTLINE_PX * ratio


class Stamp:
    """The picture of a stroke under way, stamped segment by segment and clipped to the limb.

    Parameters
    ----------
    slot : Slot
        The picture that is painted on.
    outline : QPainterPath
        Its skin, right-limb millimetres.
    brush : QBrush or None
        Fill of the quality; None for an eraser.
    canvas : QRect
        The canvas in device pixels.
    relief : Relief or None
        How the skin slopes away, which a round brush follows; None for a lasso.
    """

    def __init__(
        self,
        slot: Slot,
        outline: QPainterPath,
        brush: QBrush | None,
        port: Viewport,
        ratio: float,
        canvas: QRect,
        relief: Relief | None = None,
    ) -> None:
        self.slot = slot
        self.erases = brush is None
        self.area = device_rect(slot, port, ratio, canvas)
        self._to_px = device_transform(slot, port, ratio)
        self._px_per_mm = slot.scale * port.zoom * ratio
        self._stamp = blank(self.area.width(), self.area.height())
        self.image = blank(self.area.width(), self.area.height())
        self._mask = blank(self.area.width(), self.area.height())
        painter = self._painter(self._mask)
        painter.fillPath(self._to_px.map(outline), Qt.GlobalColor.black)
        painter.end()
        self._pen = QPen(brush if brush is not None else QBrush(Qt.GlobalColor.black), 1.0)
        self._pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        self._pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self._relief = relief
        self._way = UnderWay(relief) if relief is not None else None
        self._last: QPointF | None = None
        self._touched = QRect()
        self._is_area = False

    def _painter(self, image: QImage) -> QPainter:
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self.area.x(), -self.area.y())
        painter.setBrushOrigin(0, 0)
        return painter

    def extend(self, points_mm: Iterable[tuple[float, float]], radius_mm: float) -> QRect:
        """Stamp the brush along right-limb points; returns the device rectangle that changed."""
        dirty = QRect()
        width = max(1.0, 2 * radius_mm * self._px_per_mm)
        self._pen.setWidthF(width)
        painter = self._painter(self._stamp)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.setPen(self._pen)
        reach = math.ceil(width / 2) + 2
        for x, y in points_mm:
            at = self._to_px.map(QPointF(x, y))
            start = self._last or at
            rings = self._way.move(x, y, radius_mm) if self._way is not None else ()
            for ring in rings:
                painter.fillPath(self._to_px.map(_closed(ring.tolist())), self._pen.brush())
            if not rings:
                painter.drawLine(QLineF(start, at if at != start else QPointF(at.x() + 0.01, at.y())))
            box = QRectF(start, at).normalized().toAlignedRect().adjusted(-reach, -reach, reach, reach)
            dirty = dirty.united(box)
            self._last = at
        painter.end()
        return self._clip(dirty)

    def fill(self, ring_mm: Iterable[tuple[float, float]]) -> QRect:
        """Stamp all that a ring of right-limb points goes round; returns the device rectangle that changed."""
        on_screen = self._to_px.map(_closed(ring_mm))
        painter = self._painter(self._stamp)
        painter.fillPath(on_screen, self._pen.brush())
        painter.end()
        return self._clip(on_screen.boundingRect().toAlignedRect().adjusted(-1, -1, 1, 1))

    def stamp(self, stroke: Stroke) -> QRect:
        """Stamp a whole stroke; returns the device rectangle that changed."""
        self._is_area = stroke.shape == "area"
        points = right_limb_points(stroke).tolist()
        if not stroke.radii_mm:
            return self.fill(points) if self._is_area else self.extend(points, stroke.radius_mm)
        return self._press(points, stroke.radii_mm)

    def _press(self, points_mm: Iterable[tuple[float, float]], radii_mm: Iterable[float]) -> QRect:
        dirty = QRect()
        for point, radius_mm in zip(points_mm, radii_mm, strict=True):
            dirty = dirty.united(self.extend([point], radius_mm))
        return dirty

    def restamp(self, points_mm: Iterable[tuple[float, float]], radii_mm: Iterable[float]) -> QRect:
        """Stamp other points instead of those so far; returns the device rectangle that changed."""
        gone, self._touched, self._last = self._touched, QRect(), None
        self._way = UnderWay(self._relief) if self._relief is not None else None
        for image in (self._stamp, self.image):
            painter = self._painter(image)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
            painter.fillRect(gone, Qt.GlobalColor.transparent)
            painter.end()
        return gone.united(self.fill(points_mm) if self._is_area else self._press(points_mm, radii_mm))

    def _clip(self, dirty: QRect) -> QRect:
        """Show what was stamped in a rectangle as far as it lies on the limb; returns the part that was stamped."""
        dirty = dirty.intersected(self.area)
        if dirty.isEmpty():
            return dirty
        self._touched = self._touched.united(dirty)
        local = dirty.translated(-self.area.topLeft())
        painter = QPainter(self.image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawImage(local.topLeft(), self._stamp, local)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        painter.drawImage(local.topLeft(), self._mask, local)
        painter.end()
        return dirty

    def draw(self, painter: QPainter, paint: QImage, rect: QRect) -> None:
        """Draw committed `paint` and this stroke within device rectangle `rect` of an unscaled painter."""
        inside = rect.intersected(self.area)
        if inside.isEmpty() or not self.erases:
            painter.drawImage(rect.topLeft(), paint, rect)
        else:
            rest = paint.copy(rect)
            cut = QPainter(rest)
            cut.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
            cut.drawImage(inside.topLeft() - rect.topLeft(), self.image, inside.translated(-self.area.topLeft()))
            cut.end()
            painter.drawImage(rect.topLeft(), rest)
        if not inside.isEmpty() and not self.erases:
            painter.drawImage(inside.topLeft(), self.image, inside.translated(-self.area.topLeft()))

    @property
    def touched(self) -> QRect:
        """Device rectangle outside of which nothing is stamped."""
        return self._touched

    def burn(self, paint: QImage, rect: QRect | None = None) -> None:
        """Leave this stroke in `paint` until the exact shapes arrive; within a device rectangle, if one is given."""
        inside = self._touched if rect is None else self._touched.intersected(rect)
        if inside.isEmpty():
            return
        painter = QPainter(paint)
        mode = QPainter.CompositionMode
        painter.setCompositionMode(
            mode.CompositionMode_DestinationOut if self.erases else mode.CompositionMode_SourceOver
        )
        painter.drawImage(inside.topLeft(), self.image, inside.translated(-self.area.topLeft()))
        painter.end()


def _closed(ring_mm: Iterable[Sequence[float]]) -> QPainterPath:
    """All that a ring goes round, however it crosses itself."""
    shape = QPainterPath()
    shape.addPolygon(QPolygonF([QPointF(x, y) for x, y in ring_mm]))
    shape.setFillRule(Qt.FillRule.WindingFill)
    return shape
