"""A small picture of the painted limb, from the strokes alone: no atlas picture, no exact shapes, in any thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QImageWriter, QPainter, QPainterPath, QPen, QPolygonF

from footmap.ui.sheet.paths import path

if TYPE_CHECKING:
    from shapely import MultiPolygon

    from footmap.core.drawing import Stroke
    from footmap.core.ids import Side, ViewId
    from footmap.core.style import Style

WIDTH_PX: Final = 120
HEIGHT_PX: Final = 120
SKIN: Final = "#d9cfc6"
LINE: Final = "#8a7f76"
RIM: Final = 0.04
"""Share of the edge that stays free."""
OPACITY: Final = 0.85

Slot = tuple["Side", "ViewId"]


def png_of(outlines: Mapping[ViewId, MultiPolygon], style: Style, strokes: Sequence[Stroke]) -> bytes:
    """The picture as the bytes of a PNG file; empty where nothing is painted."""
    slots = painted(strokes)
    if not slots:
        return b""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(draw(outlines, style, strokes, slots))
    buffer.close()
    return bytes(data.data())


def painted(strokes: Sequence[Stroke], most: int = 2) -> tuple[Slot, ...]:
    """The limbs and views with most paint, at most so many, those that are seen first on a sheet first."""
    size: dict[Slot, float] = {}
    for stroke in strokes:
        if stroke.mode == "add":
            slot = stroke.side, stroke.view
            size[slot] = size.get(slot, 0.0) + len(stroke.points_mm) * max(stroke.radius_mm, 1.0)
    best = sorted(size, key=lambda slot: -size[slot])[:most]
    return tuple(sorted(best, key=lambda slot: (slot[0] != "right", slot[1])))


def draw(
    outlines: Mapping[ViewId, MultiPolygon],
    style: Style,
    strokes: Sequence[Stroke],
    slots: Sequence[Slot],
    width_px: int = WIDTH_PX,
    height_px: int = HEIGHT_PX,
) -> QImage:
    """Limbs side by side with their paint.

    Parameters
    ----------
    outlines : mapping of view to MultiPolygon
        Skin of the right limb's views, millimetres.
    """
    out = _empty(width_px, height_px)
    painter = QPainter(out)
    for i, slot in enumerate(slots):
        room = QRectF(i * width_px / len(slots), 0.0, width_px / len(slots), height_px)
        painter.drawImage(
            QPointF(0.0, 0.0), _limb(outlines[slot[1]], style, strokes, slot, room, (width_px, height_px))
        )
    painter.end()
    return out


def _limb(
    outline: MultiPolygon, style: Style, strokes: Sequence[Stroke], slot: Slot, room: QRectF, size: tuple[int, int]
) -> QImage:
    width, height = size
    skin, paint = _empty(width, height), _empty(width, height)
    left, bottom, right, top = outline.bounds
    rim = RIM * min(room.width(), room.height())
    scale = min((room.width() - 2 * rim) / (right - left), (room.height() - 2 * rim) / (top - bottom))
    mirror = -1.0 if slot[0] == "left" else 1.0
    shape = path(outline)
    painters = []
    for image in (skin, paint):
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(room.center())
        painter.scale(scale, -scale)
        if mirror < 0:
            painter.scale(-1.0, 1.0)
        painter.translate(-(left + right) / 2, -(bottom + top) / 2)
        painters.append(painter)
    ground, ink = painters
    ground.setPen(QPen(QColor(LINE), 1.0 / scale))
    ground.setBrush(QColor(SKIN))
    ground.drawPath(shape)
    ink.setClipPath(shape)
    for stroke in strokes:
        if (stroke.side, stroke.view) == slot:
            _stroke(ink, stroke, QColor(style.qualities[stroke.quality].colour), mirror)
    ink.end()
    ground.resetTransform()
    ground.setOpacity(OPACITY)
    ground.drawImage(0, 0, paint)
    ground.end()
    return skin


def _stroke(painter: QPainter, stroke: Stroke, colour: QColor, mirror: float) -> None:
    clear = stroke.mode == "erase"
    mode = QPainter.CompositionMode
    painter.setCompositionMode(mode.CompositionMode_Clear if clear else mode.CompositionMode_SourceOver)
    points = [QPointF(mirror * x, y) for x, y in stroke.points_mm]
    if stroke.shape == "area":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(colour))
        painter.drawPolygon(QPolygonF(points), Qt.FillRule.WindingFill)
        return
    radius = sum(stroke.radii_mm) / len(stroke.radii_mm) if stroke.radii_mm else stroke.radius_mm
    pen = QPen(colour, 2 * radius, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    line = QPainterPath(points[0])
    for point in points[1:]:
        line.lineTo(point)
    if len(points) == 1:
        painter.drawPoint(points[0])
    else:
        painter.drawPath(line)


def _empty(width_px: int, height_px: int) -> QImage:
    image = QImage(width_px, height_px, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image
