"""Outlines of painter paths, made of hairlines."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

STEP_PX: Final = 0.9
"""Hairlines of a wider line lie at most this far apart."""


def trace(painter: QPainter, path: QPainterPath, colour: QColor, width_px: float) -> None:
    """Draw the outline of a path in device pixels.

    Qt draws a hairline some seventy times faster than a wider pen, so a wider line is several of them, moved
    round a small circle. Use opaque colours: hairlines overlap.
    """
    pen = QPen(colour, 1.0)
    pen.setCosmetic(True)
    radius = (width_px - 1.0) / 2
    if radius < 0.2:
        painter.strokePath(path, pen)
        return
    count = max(3, math.ceil(2 * math.pi * radius / STEP_PX))
    for i in range(count):
        angle = 2 * math.pi * (i + 0.5) / count
        dx, dy = radius * math.cos(angle), radius * math.sin(angle)
        painter.translate(dx, dy)
        painter.strokePath(path, pen)
        painter.translate(-dx, -dy)
