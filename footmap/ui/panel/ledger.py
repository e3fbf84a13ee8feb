"""The ledger drawn: every contribution with its sign, a bar to its side of the middle, and the sum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
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
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        spoken = (f"{line.text} {number}" for line, number in zip(self._lines, self._numbers, strict=True))
        self.setAccessibleName("; ".join(spoken))

    def _texts(self, width: float) -> list[tuple[str, ...]]:
        metrics = QFontMetricsF(font("caption"))
        room = max(width - BAR_PX - NUMBER_PX - SPACE[2], 40.0)
        return [wrapped(line.text, metrics, room, 3) for line in self._lines]

    def heightForWidth(self, width: int) -> int:
        line_px = QFontMetricsF(font("caption")).height()
        return round(sum(len(t) * line_px + 2 * PAD for t in self._texts(width)) + 2)

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > 120 else 240
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = float(self.width())
        middle = width - NUMBER_PX - BAR_PX / 2
        y = 0.0
        texts = self._texts(width)
        for k, (line, text, number) in enumerate(zip(self._lines, texts, self._numbers, strict=True)):
            last = k == len(texts) - 1
            face = font("label" if last else "caption")
            metrics = QFontMetricsF(face)
            if last:
                painter.setPen(QPen(QColor(t.edge), 1))
                painter.drawLine(QPointF(0, y + 0.5), QPointF(width, y + 0.5))
                y += 2
            painter.setFont(face)
            painter.setPen(QColor(t.text))
            for i, part in enumerate(text):
                painter.drawText(QPointF(0, y + PAD + i * metrics.height() + metrics.ascent()), part)
            painter.drawText(QPointF(width - metrics.horizontalAdvance(number), y + PAD + metrics.ascent()), number)
            if not last:
                length = max(min(abs(line.value) / WHOLE, 1.0) * BAR_PX / 2, 1.0)
                bar = QRectF(
                    middle if line.value > 0 else middle - length, y + PAD + metrics.height() / 2 - 3, length, 6
                )
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(t.accent if line.value > 0 else t.warn))
                painter.drawRoundedRect(bar, 1.5, 1.5)
                painter.setPen(QPen(QColor(t.muted), 1))
                painter.drawLine(QPointF(middle, y + 1), QPointF(middle, y + PAD + metrics.height() + 1))
            y += len(text) * metrics.height() + 2 * PAD
        painter.end()
