"""The symbol of an emergency, so that it is never told by colour alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF


def draw_sign(painter: QPainter, box: QRectF, shape: QColor, mark: QColor) -> None:
    """Draw a triangle with an exclamation mark into a box."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shape)
    w, h, x, y = box.width(), box.height(), box.left(), box.top()
    corners = [
        QPointF(x + w / 2, y + 0.06 * h),
        QPointF(x + 0.99 * w, y + 0.93 * h),
        QPointF(x + 0.01 * w, y + 0.93 * h),
    ]
    painter.drawPolygon(QPolygonF(corners))
    painter.setBrush(mark)
    painter.drawRoundedRect(QRectF(x + 0.44 * w, y + 0.36 * h, 0.12 * w, 0.3 * h), 0.05 * w, 0.05 * w)
    painter.drawEllipse(QRectF(x + 0.43 * w, y + 0.72 * h, 0.14 * w, 0.14 * h))
