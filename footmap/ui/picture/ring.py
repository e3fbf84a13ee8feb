"""The pointer of the brush: a ring as large as what it will paint."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

RIM_PX: Final = 2.0
LEAST_RADIUS_PX: Final = 1.5


class Ring:
    """Draws the ring from a pixmap that is kept until its size changes: stroking an ellipse costs a millisecond."""

    def __init__(self) -> None:
        self._picture = QPixmap()
        self._key = (0.0, 0.0)

    @staticmethod
    def rect(x: float, y: float, radius_px: float) -> QRectF:
        """Frame of the circle about a canvas point."""
        r = max(LEAST_RADIUS_PX, radius_px)
        return QRectF(x - r, y - r, 2 * r, 2 * r)

    @staticmethod
    def touched(ring: QRectF) -> QRect:
        """Whole pixels that drawing the ring may change."""
        return ring.toAlignedRect().adjusted(-3, -3, 3, 3)

    def draw(self, painter: QPainter, ring: QRectF, ratio: float) -> None:
        """Draw the ring on a painter in device-independent pixels."""
        if self._key != (ring.width(), ratio):
            self._picture = _picture(ring.width(), ratio)
            self._key = ring.width(), ratio
        painter.drawPixmap(ring.topLeft() - QPointF(RIM_PX, RIM_PX), self._picture)

    @staticmethod
    def draw_rim(painter: QPainter, rim: list[QPointF]) -> None:
        """Draw a ring that is no circle."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for pen in _pens():
            painter.setPen(pen)
            painter.drawPolygon(QPolygonF(rim))
        painter.restore()


def _pens() -> tuple[QPen, QPen]:
    """A dark line with a light rim, which is seen on every skin."""
    return QPen(QColor(255, 255, 255, 200), 2.5), QPen(QColor(20, 26, 32), 1.0)


def _picture(width: float, ratio: float) -> QPixmap:
    edge = round((width + 2 * RIM_PX) * ratio)
    out = QPixmap(edge, edge)
    out.setDevicePixelRatio(ratio)
    out.fill(Qt.GlobalColor.transparent)
    painter = QPainter(out)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    circle = QRectF(RIM_PX, RIM_PX, width, width)
    for pen in _pens():
        painter.setPen(pen)
        painter.drawEllipse(circle)
    painter.end()
    return out
