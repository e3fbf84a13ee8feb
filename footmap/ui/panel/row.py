"""One candidate: name, side, support in words, bar and shares. Painted by hand so that it can follow the brush."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
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

from ..theme import blend, font
from ..tokens import SPACE, Theme
from .entries import Entry, Shares
from .wrapped import percent, wrapped

if TYPE_CHECKING:
    from footmap.core.localiser.candidates import Depth, Where

BAR_PX: Final = 6.0
PAD_X: Final = SPACE[4]
PAD_Y: Final = 10
GAP: Final = 5
CHEVRON_PX: Final = 14
Step = Literal["up", "down", "first", "last"]
_STEPS: Final[dict[int, Step]] = {
    Qt.Key.Key_Up.value: "up",
    Qt.Key.Key_Down.value: "down",
    Qt.Key.Key_Home.value: "first",
    Qt.Key.Key_End.value: "last",
}


@dataclass(frozen=True)
class Words:
    """Translated words of all rows.

    Attributes
    ----------
    long, short : tuple of str
        What follows the shares explained, filled, core; the short ones where the panel is narrow.
    explained : str
        What follows the only share of a condition.
    sides : dict of side to word
    support : dict of words to word
        Support in one or two words.
    tied, branch, cause : str
        Notes with a place for {other}, {trunk} or {cause}.
    spoken : str
        Accessible name: {name}, {side}.
    spoken_shares, spoken_support : str
        Added to it: {explained}, {filled}; {support}.
    """

    long: tuple[str, str, str]
    short: tuple[str, str, str]
    explained: str
    sides: dict[Where, str]
    support: dict[str, str]
    tied: str
    branch: str
    cause: str
    spoken: str
    spoken_shares: str
    spoken_support: str


@dataclass(frozen=True)
class _Face:
    """Fonts, made once per theme."""

    name: QFont
    chip: QFont
    text: QFont
    number: QFont

    @classmethod
    def make(cls) -> _Face:
        number = font("caption")
        number.setWeight(QFont.Weight.DemiBold)
        return cls(font("strong"), font("caption"), font("caption"), number)


@dataclass(frozen=True)
class _Head:
    """Where name and chip stand at a width."""

    lines: tuple[str, ...]
    chip_x: float
    chip_line: int
    line_px: float

    @property
    def height(self) -> float:
        return self.line_px * max(len(self.lines), self.chip_line + 1)


class CandidateRow(QAbstractButton):
    """A row that can be pointed at, focused and opened; while it is open its territory stays lit.

    Signals
    -------
    entered(object), left(object)
        The pointer or the focus came or went; the row itself.
    stepped(object, str)
        The row, and where the keyboard goes from it: up, down, first or last.
    asked(object, object)
        The row, and the global point at which its menu should open.
    """

    entered = Signal(object)
    left = Signal(object)
    stepped = Signal(object, str)
    asked = Signal(object, object)

    def __init__(self, layer: Depth, words: Words, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.layer = layer
        self._words = words
        self._theme = theme
        self._face = _Face.make()
        self._entry = Entry(layer, "", None, "", None, 0.0, Shares())

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._face = _Face.make()
        self.updateGeometry()
        self.update()

    # ---- what it shows

    def show_entry(self, entry: Entry) -> None:
        """Show a candidate; nothing is drawn again if nothing visible changed."""
        if entry == self._entry:
            return
        before, self._entry = self._entry, entry
        if replace(entry, shares=before.shares, bar=before.bar) != before:
            self.updateGeometry()
        self.update()

    def show_shares(self, shares: Shares, bar: float | None = None) -> None:
        """Follow the brush: other numbers, the rest as it is."""
        entry = replace(self._entry, shares=shares, bar=self._entry.bar if bar is None else bar)
        if entry != self._entry:
            self._entry = entry
            self.update()

    def clear(self) -> None:
        """Show nobody."""
        self._entry = replace(self._entry, id="")

    def speak(self) -> None:
        """Bring the accessible name up to date (kept out of the brush's way)."""
        e, w = self._entry, self._words
        side = self._side
        parts = [w.spoken.format(name=e.name, side=w.sides[side]) if side else e.name]
        if e.words is not None:
            parts.append(w.spoken_support.format(support=w.support[e.words]))
        if e.shares.explained is not None:
            if e.shares.filled is None:
                parts.append(f"{percent(e.shares.explained)} {w.explained}")
            else:
                shares = percent(e.shares.explained), percent(e.shares.filled)
                parts.append(w.spoken_shares.format(explained=shares[0], filled=shares[1]))
        note = self._note()
        text = ", ".join([*parts, note] if note else parts)
        if text != self.accessibleName():
            self.setAccessibleName(text)
            self.setToolTip(text)

    @property
    def entry(self) -> Entry:
        """The candidate shown."""
        return self._entry

    @property
    def key(self) -> tuple[str, Where]:
        """Id and side of the candidate shown; both sides where no paint says which."""
        return self._entry.id, self._entry.side or "both"

    @property
    def site(self) -> str:
        """Where the lesion most likely sits; empty while only the match is known."""
        return self._entry.site

    @property
    def name(self) -> str:
        """Name of the candidate shown."""
        return self._entry.name

    @property
    def shares(self) -> Shares:
        """Shares as drawn."""
        return self._entry.shares

    @property
    def _side(self) -> Where | None:
        """The limb to be named; none for what explains no paint, as its side means nothing then."""
        return None if self._entry.shares.explained == 0 else self._entry.side

    def _note(self) -> str:
        e, w = self._entry, self._words
        if e.tied:
            return w.tied.format(other=e.tied)
        if e.trunk:
            return w.branch.format(trunk=e.trunk)
        return w.cause.format(cause=e.cause) if e.cause else e.place

    def _support(self) -> str:
        e = self._entry
        if e.words is None:
            return ""
        moved = f"▲{e.moved}  " if e.moved > 0 else f"▼{-e.moved}  " if e.moved < 0 else ""
        return moved + self._words.support[e.words]

    # ---- size

    def _head(self, width: float) -> _Head:
        names, small = QFontMetricsF(self._face.name), QFontMetricsF(self._face.text)
        support = small.horizontalAdvance(self._support())
        room = width - 2 * PAD_X - CHEVRON_PX - (support + SPACE[2] if support else 0)
        lines = wrapped(self._entry.name, names, room, 2)
        end = names.horizontalAdvance(lines[-1]) + SPACE[2]
        fits = end + self._chip_width() <= room
        chip_x = PAD_X + (end if fits else 0.0)
        return _Head(lines, chip_x, len(lines) - (1 if fits or not self._side else 0), names.height())

    def _chip_width(self) -> float:
        side = self._side
        return QFontMetricsF(self._face.chip).horizontalAdvance(self._words.sides[side]) + 14 if side else 0.0

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        line = QFontMetricsF(self._face.text).height()
        height = 2 * PAD_Y + self._head(width).height + GAP + BAR_PX
        if self._entry.shares.explained is not None:
            height += GAP + line
        if self._note():
            height += 2 + line
        return round(height)

    def sizeHint(self) -> QSize:
        return QSize(260, self.heightForWidth(self.width() if self.width() > 160 else 260))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    # ---- picture

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
        y = self._draw_head(painter, PAD_Y, width) + GAP
        y = self._draw_bar(painter, y, width)
        if self._entry.shares.explained is not None:
            y = self._draw_shares(painter, y + GAP, width)
        note = self._note()
        if note:
            metrics = QFontMetricsF(self._face.text)
            painter.setFont(self._face.text)
            painter.setPen(QColor(t.muted))
            shown = metrics.elidedText(note, Qt.TextElideMode.ElideRight, width - 2 * PAD_X)
            painter.drawText(QPointF(PAD_X, y + 2 + metrics.ascent()), shown)
        if self.hasFocus():
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(3, 3, width - 6, height - 7), 5, 5)
        painter.end()

    def _draw_head(self, painter: QPainter, y: float, width: float) -> float:
        t, face, head = self._theme, self._face, self._head(width)
        names, small = QFontMetricsF(face.name), QFontMetricsF(face.text)
        painter.setFont(face.name)
        painter.setPen(QColor(t.text))
        for k, line in enumerate(head.lines):
            painter.drawText(QPointF(PAD_X, y + k * head.line_px + names.ascent()), line)
        baseline = y + names.ascent()
        support = self._support()
        if support:
            strong = self._entry.words in ("strongly for", "for")
            painter.setFont(face.number if strong else face.text)
            painter.setPen(QColor(t.text if strong else t.muted))
            metrics = QFontMetricsF(painter.font())
            painter.drawText(
                QPointF(width - PAD_X - CHEVRON_PX - metrics.horizontalAdvance(support), baseline), support
            )
        self._draw_chevron(painter, width - PAD_X - 4.0, y + names.height() / 2)
        side = self._side
        if side:
            top = y + head.chip_line * head.line_px
            chip = QRectF(head.chip_x, top - 0.5, self._chip_width(), names.height() + 1)
            painter.setPen(QPen(QColor(t.edge), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setFont(face.chip)
            painter.setPen(QColor(t.muted))
            painter.drawText(
                QPointF(chip.left() + 7, top + (names.height() - small.height()) / 2 + small.ascent()),
                self._words.sides[side],
            )
        return y + head.height

    def _draw_chevron(self, painter: QPainter, x: float, y: float) -> None:
        if self._entry.words is None:
            return
        painter.setPen(QPen(QColor(self._theme.muted), 1.4))
        a, b = (3.5, 1.8) if self.isChecked() else (1.8, 3.5)
        if self.isChecked():
            points = [QPointF(x - a, y - b), QPointF(x, y + b), QPointF(x + a, y - b)]
        else:
            points = [QPointF(x - a, y - b), QPointF(x + a, y), QPointF(x - a, y + b)]
        painter.drawPolyline(points)

    def _draw_bar(self, painter: QPainter, y: float, width: float) -> float:
        t, words = self._theme, self._entry.words
        track = QRectF(PAD_X, y, width - 2 * PAD_X, BAR_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.track))
        painter.drawRoundedRect(track, BAR_PX / 2, BAR_PX / 2)
        if self._entry.bar > 0:
            quiet = words in ("against", "strongly against")
            pale = blend(t.accent, t.surface, 0.35) if words == "neither for nor against" else QColor(t.accent)
            painter.setBrush(QColor(t.muted) if quiet else pale)
            track.setWidth(max(BAR_PX, track.width() * min(self._entry.bar, 1.0)))
            painter.drawRoundedRect(track, BAR_PX / 2, BAR_PX / 2)
        return y + BAR_PX

    def _draw_shares(self, painter: QPainter, y: float, width: float) -> float:
        t, face, shares = self._theme, self._face, self._entry.shares
        metrics, bold = QFontMetricsF(face.text), QFontMetricsF(face.number)
        room, x, baseline = width - 2 * PAD_X, float(PAD_X), y + metrics.ascent()
        numbers = [(percent(s), k) for k, s in enumerate(shares) if s is not None]
        captions = self._captions(room)
        taken = sum(bold.horizontalAdvance(n) + metrics.horizontalAdvance(captions[k]) + 4 for n, k in numbers)
        gap = min(max((room - taken) / max(len(numbers) - 1, 1), 6.0), SPACE[4])
        for number, k in numbers:
            painter.setFont(face.number)
            painter.setPen(QColor(t.text))
            painter.drawText(QPointF(x, baseline), number)
            x += bold.horizontalAdvance(number) + 4
            painter.setFont(face.text)
            painter.setPen(QColor(t.muted))
            caption = metrics.elidedText(captions[k], Qt.TextElideMode.ElideRight, width - PAD_X - x)
            painter.drawText(QPointF(x, baseline), caption)
            x += metrics.horizontalAdvance(caption) + gap
        return y + metrics.height()

    def _captions(self, room: float) -> tuple[str, str, str]:
        """The long ones where they always fit, so that all rows speak alike."""
        if self._entry.shares.filled is None:
            return self._words.explained, "", ""
        metrics, bold = QFontMetricsF(self._face.text), QFontMetricsF(self._face.number)
        widest = 3 * (bold.horizontalAdvance(percent(100)) + 4) + 2 * SPACE[3]
        return (
            self._words.long
            if widest + metrics.horizontalAdvance("".join(self._words.long)) <= room
            else self._words.short
        )

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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = self.mapToGlobal(self.rect().center()) if keyboard else event.globalPos()
        self.asked.emit(self, at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _STEPS:
            self.stepped.emit(self, _STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            if self.isChecked() != (key == Qt.Key.Key_Right):
                self.click()
        else:
            super().keyPressEvent(event)
