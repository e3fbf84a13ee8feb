"""A light that follows the pointer and darkens the rest of the canvas, for people who look on."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

SHARE: Final = 0.17
"""Radius of the light, as a share of the canvas's shorter edge."""
DARK: Final = QColor(0, 0, 0, 150)


class Spotlight(QWidget):
    """Lies over the canvas and lets everything through."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._canvas = canvas
        self._at: QPointF | None = None
        self.hide()

    def set_on(self, on: bool) -> None:
        """Light what is under the pointer, or everything again."""
        if on:
            self._canvas.installEventFilter(self)
            self.setGeometry(self._canvas.rect())
            here = self._canvas.mapFromGlobal(self._canvas.cursor().pos())
            self._at = QPointF(here) if self._canvas.rect().contains(here) else None
        else:
            self._canvas.removeEventFilter(self)
        self.setVisible(on)

    @property
    def lit(self) -> QRect:
        """What is lit, canvas pixels; empty while the pointer is elsewhere."""
        if self._at is None:
            return QRect()
        r = round(SHARE * min(self.width(), self.height()))
        return QRect(round(self._at.x()) - r, round(self._at.y()) - r, 2 * r, 2 * r)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self._move(event.position())
        elif event.type() == QEvent.Type.Leave:
            self._move(None)
        elif event.type() == QEvent.Type.Resize:
            self.setGeometry(self._canvas.rect())
        return super().eventFilter(watched, event)

    def _move(self, at: QPointF | None) -> None:
        before, self._at = self.lit, at
        if before.isEmpty() or at is None:
            self.update()
        else:
            self.update(before.united(self.lit).adjusted(-2, -2, 2, 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._at is None:
            return  # nothing is pointed at: all is light
        veil = QPainterPath()
        veil.addRect(self.rect())
        light = QPainterPath()
        light.addEllipse(self.lit)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(event.rect())
        painter.fillPath(veil.subtracted(light), DARK)
        painter.end()
