"""One candidate: name, side, bar and its two shares. Painted by hand so that it can follow the brush."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ..theme import font
from ..tokens import SPACE, Theme

if TYPE_CHECKING:
    from footmap.core.ranking import Candidate, CandidateSide

BAR_PX: Final = 6.0
PAD_X: Final = SPACE[4]
PAD_Y: Final = 11


@dataclass(frozen=True)
class Words:
    """Translated words of all rows.

    Attributes
    ----------
    inside, filled : str
        What follows the two percentages.
    sides : dict of side to word
    spoken : str
        Accessible name: {name}, {side}, {fit}, {explained}, {filled}.
    """

    inside: str
    filled: str
    sides: dict[str, str]
    spoken: str


@dataclass(frozen=True)
class _Face:
    """Fonts and heights, measured once per theme."""

    name: QFont
    chip: QFont
    text: QFont
    number: QFont

    @classmethod
    def make(cls) -> _Face:
        number = font("caption")
        number.setWeight(QFont.Weight.DemiBold)
        return cls(font("strong"), font("caption"), font("caption"), number)


class CandidateRow(QAbstractButton):
    """A row that can be pointed at, focused and pressed (pressing keeps its territory lit).

    Signals
    -------
    entered(object), left(object)
        The pointer or the focus came or went; the row itself.
    stepped(object, int)
        Arrow key: the row and -1 or +1.
    """

    entered = Signal(object)
    left = Signal(object)
    stepped = Signal(object, int)

    def __init__(self, layer: Literal["nerve", "level"], words: Words, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.layer = layer
        self.key: tuple[str, CandidateSide] = ("", "right")
        self._words = words
        self._theme = theme
        self._face = _Face.make()
        self._name = ""
        self._shares = (-1, -1, -1)
        self._fit = 0.0

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._face = _Face.make()
        self.updateGeometry()
        self.update()

    def show_candidate(self, candidate: Candidate) -> None:
        """Show a candidate; nothing is drawn again if no visible digit changed."""
        shares = round(1000 * candidate.fit), round(100 * candidate.explained), round(100 * candidate.filled)
        key = candidate.id, candidate.side
        if key == self.key and shares == self._shares and candidate.name == self._name:
            return
        self.key, self._name, self._shares, self._fit = key, candidate.name, shares, candidate.fit
        self.update()

    def speak(self) -> None:
        """Bring the accessible name up to date (kept out of the brush's way)."""
        text = self._words.spoken.format(
            name=self._name,
            side=self._words.sides[self.key[1]],
            fit=round(self._shares[0] / 10),
            explained=self._shares[1],
            filled=self._shares[2],
        )
        if text != self.accessibleName():
            self.setAccessibleName(text)
            self.setToolTip(self._name if self._elided() else "")

    @property
    def fit(self) -> float:
        """Fit of the candidate shown, 0-1."""
        return self._fit

    @property
    def name(self) -> str:
        """Name of the candidate shown."""
        return self._name

    @property
    def shares(self) -> tuple[int, int, int]:
        """Fit in thousandths, explained and filled in percent, as drawn."""
        return self._shares

    def sizeHint(self) -> QSize:
        face = self._face
        lines = QFontMetricsF(face.name).height() + QFontMetricsF(face.text).height()
        return QSize(260, round(2 * PAD_Y + lines + BAR_PX + 2 * 6))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def _chip_width(self) -> float:
        return QFontMetricsF(self._face.chip).horizontalAdvance(self._words.sides[self.key[1]]) + 14

    def _elided(self) -> bool:
        room = self.width() - 2 * PAD_X - self._chip_width() - SPACE[2]
        return QFontMetricsF(self._face.name).horizontalAdvance(self._name) > room

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = float(self.width()), float(self.height())
        if self.isChecked() or self.underMouse():
            painter.fillRect(self.rect(), QColor(t.accent_soft))
        painter.setPen(QPen(QColor(t.line), 1))
        painter.drawLine(QPointF(PAD_X, height - 0.5), QPointF(width - PAD_X, height - 0.5))
        if self.isChecked():
            painter.fillRect(QRectF(0, 0, 3, height), QColor(t.accent))
        y = float(PAD_Y)
        y = self._draw_name(painter, y, width)
        y += 6
        track = QRectF(PAD_X, y, width - 2 * PAD_X, BAR_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.track))
        painter.drawRoundedRect(track, BAR_PX / 2, BAR_PX / 2)
        if self._fit > 0:
            painter.setBrush(QColor(t.accent))
            track.setWidth(max(BAR_PX, track.width() * min(self._fit, 1.0)))
            painter.drawRoundedRect(track, BAR_PX / 2, BAR_PX / 2)
        y += BAR_PX + 6
        self._draw_shares(painter, y, width)
        if self.hasFocus():
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(3, 3, width - 6, height - 7), 5, 5)
        painter.end()

    def _draw_name(self, painter: QPainter, y: float, width: float) -> float:
        t, face = self._theme, self._face
        metrics = QFontMetricsF(face.name)
        chip_text = self._words.sides[self.key[1]]
        chip_width = self._chip_width()
        room = width - 2 * PAD_X - chip_width - SPACE[2]
        name = metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        painter.setFont(face.name)
        painter.setPen(QColor(t.text))
        baseline = y + metrics.ascent()
        painter.drawText(QPointF(PAD_X, baseline), name)
        chip = QRectF(PAD_X + metrics.horizontalAdvance(name) + SPACE[2], y - 0.5, chip_width, metrics.height() + 1)
        painter.setPen(QPen(QColor(t.edge), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(face.chip)
        painter.setPen(QColor(t.muted))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, chip_text)
        return y + metrics.height()

    def _draw_shares(self, painter: QPainter, y: float, width: float) -> None:
        t, face = self._theme, self._face
        metrics, bold = QFontMetricsF(face.text), QFontMetricsF(face.number)
        x, baseline = float(PAD_X), y + metrics.ascent()
        column = (width - 2 * PAD_X) / 2
        for share, words in ((self._shares[1], self._words.inside), (self._shares[2], self._words.filled)):
            number = percent(share)
            start = x
            painter.setFont(face.number)
            painter.setPen(QColor(t.text))
            painter.drawText(QPointF(x, baseline), number)
            x += bold.horizontalAdvance(number) + 4
            painter.setFont(face.text)
            painter.setPen(QColor(t.muted))
            room = width - PAD_X - x if start > PAD_X else width - 2 * PAD_X
            painter.drawText(QPointF(x, baseline), metrics.elidedText(words, Qt.TextElideMode.ElideRight, room))
            x = max(PAD_X + column, x + metrics.horizontalAdvance(words) + SPACE[3])

    # ---- pointer, focus, keys

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()
        self.entered.emit(self)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()
        self.left.emit(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
        self.entered.emit(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
        self.left.emit(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(self, 1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def percent(share: int) -> str:
    """``93 %`` with a narrow no-break space."""
    return f"{share}\u202f%"
