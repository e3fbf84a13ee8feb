"""The ledger drawn: every contribution with its sign, a bar to its side of the middle, and the sum."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..look.theme import font
from ..look.tokens import SPACE, Theme
from .argument import LedgerLine
from .wrapped import wrapped

WHOLE: Final = 4.0
"""Log units at which a bar reaches its end; longer ones stop there."""
BAR_PX: Final = 64.0
NUMBER_PX: Final = 46.0
PAD: Final = 3.0


@dataclass(frozen=True)
class _Placed:
    """A line with its number, its writing in lines of `line_px`, and where it begins."""

    line: LedgerLine
    number: str
    text: tuple[str, ...]
    face: QFont
    y: float
    line_px: int


class LedgerView(QWidget):
    """Contributions one below the other, adding up to the sum in the last line.

    Parameters
    ----------
    sum_ : LedgerLine
        The support itself.
    numbers : sequence of str
        Of every line and the sum, written in the user's language.
    """

    def __init__(self, lines: Sequence[LedgerLine], sum_: LedgerLine, numbers: Sequence[str], theme: Theme) -> None:
        super().__init__()
        self._lines = (*lines, sum_)
        self._numbers = tuple(numbers)
        self._theme = theme
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        spoken = (f"{line.text} {number}" for line, number in zip(self._lines, self._numbers, strict=True))
        self.setAccessibleName("; ".join(spoken))

    def _placed(self, width: float) -> tuple[list[_Placed], float]:
        """Where every line stands in a width, the sum last under its rule; and the height of all."""
        room, y = max(width - BAR_PX - NUMBER_PX - SPACE[2], 40.0), 0.0
        out = []
        for line, number in zip(self._lines, self._numbers, strict=True):
            last = line is self._lines[-1]
            face = font("label" if last else "caption")
            metrics = QFontMetricsF(face)
            y += SPACE[1] if last else 0.0
            text = wrapped(line.text, metrics, room, 3)
            out.append(_Placed(line, number, text, face, y, math.ceil(metrics.height())))
            y += len(text) * math.ceil(metrics.height()) + 2 * PAD
        return out, y

    def heightForWidth(self, width: int) -> int:
        return math.ceil(self._placed(width)[1])

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > 120 else 240
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()  # in another width the lines wrap elsewhere

    def paintEvent(self, event: QPaintEvent) -> None:
        t, width = self._theme, float(self.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = width - NUMBER_PX - BAR_PX / 2
        placed, _ = self._placed(width)
        for one in placed:
            metrics, last = QFontMetricsF(one.face), one is placed[-1]
            if last:
                painter.setPen(QPen(QColor(t.edge), 1))
                painter.drawLine(QPointF(0, one.y - 0.5), QPointF(width, one.y - 0.5))
            painter.setFont(one.face)
            painter.setPen(QColor(t.text))
            base = one.y + PAD + metrics.ascent()
            for i, part in enumerate(one.text):
                painter.drawText(QPointF(0, base + i * one.line_px), part)
            painter.drawText(QPointF(width - metrics.horizontalAdvance(one.number), base), one.number)
            if not last:
                self._draw_bar(painter, one, middle)
        painter.end()

    def _draw_bar(self, painter: QPainter, one: _Placed, middle: float) -> None:
        t, value = self._theme, one.line.value
        length = max(min(abs(value) / WHOLE, 1.0) * BAR_PX / 2, 1.0)
        bar = QRectF(middle if value > 0 else middle - length, one.y + PAD + one.line_px / 2 - 3, length, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.accent if value > 0 else t.warn))
        painter.drawRoundedRect(bar, 1.5, 1.5)
        painter.setPen(QPen(QColor(t.muted), 1))
        painter.drawLine(QPointF(middle, one.y + 1), QPointF(middle, one.y + PAD + one.line_px + 1))
