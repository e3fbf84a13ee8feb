"""A symptom quality on the screen: colour AND pattern, as brushes and as the swatch of a button.

Patterns keep their size on the screen whatever the zoom, so that they stay readable on a small picture.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QImage, QPainter, QPainterPath, QPen, QPixmap

from footmap.core.style import QualityStyle, Style
from footmap.ui.look.theme import blend

DARK_TONE: Final = "dark"
PX_PER_MM: Final = 1.8
"""Screen pixels for one paper millimetre of a pattern."""
OUTLINE_PX: Final = 1.2


LIGHTER: Final = 0.68
"""Share of white in the quality's colour for lines and dots on dark skin."""


def on_skin(style: QualityStyle, tone: str) -> QualityStyle:
    """The style as it is drawn on a skin tone: pattern and outline light on dark skin, dark on the others."""
    return replace(style, line=blend(style.colour, "#ffffff", LIGHTER).name()) if tone == DARK_TONE else style


def brush(style: QualityStyle, ratio: float = 1.0) -> QBrush:
    """Brush with the fill and pattern of `style`, seamless, for a surface of device pixel ratio `ratio`.

    Painted in device pixels with its phase at (0, 0), so neighbouring strokes of a brush join without a seam.
    Line directions are taken to the nearest 45 degrees.
    """
    return QBrush(tile(style, ratio))


def tile(style: QualityStyle, ratio: float) -> QImage:
    """One repeat of the pattern, premultiplied, in device pixels."""
    px = PX_PER_MM * ratio
    if style.dots is not None:
        edge = max(4, round(style.dots.spacing_mm * px * math.sqrt(2)))
    else:
        diagonal = any(round(s.angle_deg / 45) % 2 for s in style.strokes)
        spacing = style.strokes[0].spacing_mm if style.strokes else 4.0
        edge = max(4, round(spacing * px * (math.sqrt(2) if diagonal else 1.0)))
    out = QImage(edge, edge, QImage.Format.Format_ARGB32_Premultiplied)
    out.fill(_colour(style.colour, style.fill))
    painter = QPainter(out)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = _colour(style.line, style.pattern)
    if style.dots is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        r = style.dots.radius_mm * px
        for x, y in ((0, 0), (edge, 0), (0, edge), (edge, edge), (edge / 2, edge / 2)):
            painter.drawEllipse(QPointF(x, y), r, r)
    for family in style.strokes:
        painter.setPen(QPen(ink, max(1.0, family.width_mm * px), Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
        step = round(family.angle_deg / 45) % 4
        for shift in (-edge, 0, edge):
            if step == 0:
                painter.drawLine(QPointF(-edge, edge / 2 + shift), QPointF(2 * edge, edge / 2 + shift))
            elif step == 2:
                painter.drawLine(QPointF(edge / 2 + shift, -edge), QPointF(edge / 2 + shift, 2 * edge))
            elif step == 1:
                painter.drawLine(QPointF(shift - edge, 2 * edge), QPointF(shift + 2 * edge, -edge))
            else:
                painter.drawLine(QPointF(shift - edge, -edge), QPointF(shift + 2 * edge, 2 * edge))
    painter.end()
    return out


def outline(style: QualityStyle, ratio: float = 1.0) -> QPen:
    """Pen of the border of painted skin."""
    pen = QPen(_colour(style.line, 0.9), OUTLINE_PX * ratio)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def swatch(style: QualityStyle, size_px: int = 16, pad_px: int = 0) -> QIcon:
    """Icon that shows a quality as it looks on pale skin, at 1x and 2x; `pad_px` stays clear on its right."""
    out = QIcon()
    for ratio in (1.0, 2.0):
        picture = QPixmap(round((size_px + pad_px) * ratio), round(size_px * ratio))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        inset = ratio
        shape.addRoundedRect(
            QRectF(inset, inset, picture.height() - 2 * inset, picture.height() - 2 * inset), 3 * ratio, 3 * ratio
        )
        painter.fillPath(shape, QColor("#f6e8da"))
        painter.fillPath(shape, brush(style, ratio))
        painter.strokePath(shape, outline(style, ratio))
        painter.end()
        picture.setDevicePixelRatio(ratio)
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Active, QIcon.Mode.Disabled):
            out.addPixmap(picture, mode)
    return out


def swatches(style: Style, quality: str, size_px: int = 16, pad_px: int = 0) -> tuple[QIcon, ...]:
    """Swatches of a quality, one for each step of intensity."""
    return tuple(swatch(style.quality(quality, step), size_px, pad_px) for step in range(len(style.depths)))


def _colour(name: str, opacity: float) -> QColor:
    out = QColor(name)
    out.setAlphaF(opacity)
    return out
