"""Little pictures of how things are drawn over the skin, for cards and legend."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

from footmap.data.style import Effect, load_prediction_style

from .courses import CASE, SITE_INK, draw_caught
from .washes import effect_hatching, hatching, tinted

SAMPLE_PX: Final = 14
SKIN: Final = "#f6e8da"
"""Ground of a sample, whatever the theme: what is drawn on skin is shown on skin."""
_RATIO: Final = 2.0


def hatched(colour: str, falling: bool) -> QPixmap:
    """Skin hatched in a colour, rising or falling to the right."""
    brush = QBrush(hatching(QColor(colour).rgba(), 10, falling, 2.6))
    return patch(tinted(colour, 0.25), QColor(colour).darker(120), brush)


def effect(which: Effect) -> QPixmap:
    """Skin as it is drawn where a lesion would show."""
    look = load_prediction_style()[which]
    pattern = QBrush(effect_hatching(look, 1.0, 1.2))
    return patch(tinted(look.colour, look.fill), QColor(look.line), pattern, broken=which == "felt")


def patch(fill: QColor, edge: QColor, pattern: QBrush | None = None, *, broken: bool = False) -> QPixmap:
    """Skin in a colour and a pattern within an edge."""

    def draw(painter: QPainter) -> None:
        frame = QRectF(1, 1, SAMPLE_PX - 2, SAMPLE_PX - 2)
        painter.fillRect(frame, QColor(SKIN))
        painter.fillRect(frame, fill)
        if pattern is not None:
            painter.save()
            painter.scale(1 / _RATIO, 1 / _RATIO)
            painter.fillRect(QRectF(2, 2, 2 * SAMPLE_PX - 4, 2 * SAMPLE_PX - 4), pattern)
            painter.restore()
        painter.setPen(QPen(edge, 1.2, Qt.PenStyle.DashLine if broken else Qt.PenStyle.SolidLine))
        painter.drawRect(frame)

    return _drawn(draw)


def line(colour: str, *, broken: bool, width: float = 2.0) -> QPixmap:
    """A course, or an outline."""

    def draw(painter: QPainter) -> None:
        painter.fillRect(QRectF(0, 0, SAMPLE_PX, SAMPLE_PX), QColor(SKIN))
        pen = QPen(QColor(colour), width)
        if broken:
            pen.setDashPattern([2.0, 1.4])
        painter.setPen(pen)
        painter.drawLine(QPointF(0, SAMPLE_PX / 2), QPointF(SAMPLE_PX, SAMPLE_PX / 2))

    return _drawn(draw)


def ring(*, pinched: bool) -> QPixmap:
    """A site where a nerve may be caught, and the one that is meant."""

    def draw(painter: QPainter) -> None:
        middle = SAMPLE_PX / 2
        if pinched:
            draw_caught(painter, middle, middle, 0.6)
            return
        painter.setPen(QPen(QColor(SITE_INK), 1.4))
        painter.setBrush(QColor(CASE))
        painter.drawEllipse(QPointF(middle, middle), 3.0, 3.0)

    return _drawn(draw)


def _drawn(draw: Callable[[QPainter], None]) -> QPixmap:
    out = QPixmap(round(_RATIO * SAMPLE_PX), round(_RATIO * SAMPLE_PX))
    out.setDevicePixelRatio(_RATIO)
    out.fill(Qt.GlobalColor.transparent)
    painter = QPainter(out)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter)
    painter.end()
    return out
