"""How a row looks: name, side, support in words, bar, shares, how common, a note, wrapped to the panel's width."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from ..look.sign import draw_sign
from ..look.theme import blend, font
from ..look.tokens import SPACE, Theme
from .entries import Entry
from .row_words import Words
from .wrapped import percent, wrapped

if TYPE_CHECKING:
    from footmap.core.localiser.candidates import Where

BAR_PX: Final = 6.0
PAD_X: Final = SPACE[4]
PAD_Y: Final = 10
GAP: Final = 5
BESIDE_LINES: Final = 3
"""Most lines of a name beside its word of support."""
NAME_LINES: Final = 8
"""Most lines of a name; there is none that needs them."""
NOTE_LINES: Final = 2
SUPPORT_SHARE: Final = 0.5
"""A word of support that takes more of the row than this goes below a name that has no room beside it."""
CHEVRON_PX: Final = 14
SIGN_PX: Final = 20.0


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
    """Where name, chip and support stand at a width; the last line of the support stands on `support_line`."""

    lines: tuple[str, ...]
    chip_x: float
    chip_line: int
    support: tuple[str, ...]
    support_line: int
    line_px: float

    @property
    def height(self) -> float:
        return self.line_px * (max(len(self.lines) - 1, self.chip_line, self.support_line) + 1)


class RowPicture:
    """The picture of one entry.

    Attributes
    ----------
    entry : Entry
        What is shown.
    side : str or None
        The limb that is named; None where that would mean nothing.
    open : bool
        Whether its reasons are shown under it.
    """

    def __init__(self, entry: Entry, words: Words, theme: Theme) -> None:
        self.entry = entry
        self.side: Where | None = None
        self.open = False
        self._words = words
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._face = _Face.make()

    def set_words(self, words: Words) -> None:
        """Write in another language."""
        self._words = words

    def spoken(self) -> str:
        """Everything that is shown, as a sentence."""
        e, w = self.entry, self._words
        parts = [w.spoken.format(name=e.name, side=w.sides[self.side]) if self.side else e.name]
        if e.emergency:
            parts.append(w.emergency)
        elif e.to_exclude:
            parts.append(w.to_exclude)
        elif e.words is not None:
            parts.append(w.spoken_support.format(support=w.support[e.words]))
        if e.shares.explained is not None:
            if e.shares.filled is None:
                parts.append(f"{percent(e.shares.explained)} {w.long[0]}")
            else:
                shares = percent(e.shares.explained), percent(e.shares.filled)
                parts.append(w.spoken_shares.format(explained=shares[0], filled=shares[1]))
        if e.core is not None:
            parts.append(w.spoken_core.format(core=percent(e.core)))
        if e.frequency:
            parts.append(w.spoken_frequency.format(frequency=e.frequency))
        note = self._note()
        return ", ".join([*parts, note] if note else parts)

    def placed(self, spoken: str, place: int, count: int) -> str:
        """A sentence with the rank of what it is about."""
        return self._words.placed.format(spoken=spoken, place=place, count=count)

    def _note(self) -> str:
        e, w = self.entry, self._words
        if e.flag:  # why it stands here comes before where it sits
            return e.flag
        if e.tied:
            return w.tied.format(other=e.tied)
        if e.trunk:
            return w.branch.format(trunk=e.trunk)
        return w.cause.format(cause=e.cause) if e.cause else e.place

    def _support_face(self) -> QFont:
        return self._face.number if self._is_strong else self._face.text

    @property
    def _is_strong(self) -> bool:
        return self.entry.emergency or self.entry.to_exclude or self.entry.words in ("strongly for", "for")

    @property
    def _has_bar(self) -> bool:
        """What has to be excluded has none, whatever speaks for or against it."""
        return not self.entry.emergency and not self.entry.to_exclude

    def _support(self) -> str:
        e = self.entry
        if e.words is None:
            return ""
        if e.emergency:  # it has to be excluded, whatever speaks for or against it
            return ""  # the heading above says so, and the name needs the room
        if e.to_exclude:
            return self._words.to_exclude
        moved = f"▲{e.moved}  " if e.moved > 0 else f"▼{-e.moved}  " if e.moved < 0 else ""
        return moved + self._words.support[e.words]

    # ---- size

    def height(self, width: float) -> int:
        """Height at a width, device-independent pixels."""
        line = QFontMetricsF(self._face.text).height()
        height = 2 * PAD_Y + self._head(width).height
        if self._has_bar:
            height += GAP + BAR_PX
        if self.entry.shares.explained is not None:
            height += GAP + line
        below = len(self._note_lines(width))
        if below or (self.entry.frequency and not self._common_beside(width)):
            height += 2 + max(below, 1) * line
        return round(height)

    def _head(self, width: float) -> _Head:
        names = QFontMetricsF(self._face.name)
        words = QFontMetricsF(self._support_face())
        support = words.horizontalAdvance(self._support())
        left = PAD_X + self._sign_px()
        whole = width - left - PAD_X - CHEVRON_PX
        beside = whole - (support + SPACE[2] if support else 0)
        longest = max(names.horizontalAdvance(word) for word in self.entry.name.split() or [""])
        lines = wrapped(self.entry.name, names, beside, NAME_LINES)
        wide = support > SUPPORT_SHARE * whole and len(lines) > 1
        below = bool(support) and (wide or longest > beside or len(lines) > BESIDE_LINES)
        room = whole if below else beside
        if below:
            lines = wrapped(self.entry.name, names, room, NAME_LINES)
        end, chip = names.horizontalAdvance(lines[-1]) + SPACE[2], self._chip_width()
        fits = end + chip <= room
        chip_line = len(lines) - (1 if fits or not self.side else 0)
        said: tuple[str, ...] = (self._support(),)
        support_line = 0
        if below:
            said = wrapped(self._support(), words, whole, 2)
            taken = 0.0 if chip_line < len(lines) else chip + SPACE[2]  # on the line below the name
            support_line = len(lines) + len(said) - 1 + (1 if taken + support > whole and taken else 0)
        return _Head(lines, left + (end if fits else 0.0), chip_line, said, support_line, names.height())

    def _sign_px(self) -> float:
        """Room for the symbol before the name."""
        return SIGN_PX + SPACE[1] if self.entry.emergency else 0.0

    def _chip_width(self) -> float:
        side = self.side
        return QFontMetricsF(self._face.chip).horizontalAdvance(self._words.sides[side]) + 14 if side else 0.0

    # ---- drawing

    def draw(self, painter: QPainter, size: QSizeF, *, pointed: bool, focused: bool) -> None:
        """Draw it into a rectangle at the origin."""
        t = self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = size.width(), size.height()
        if self.open or pointed:
            painter.fillRect(QRectF(0, 0, width, height), QColor(t.accent_soft))
        painter.setPen(QPen(QColor(t.line), 1))
        painter.drawLine(QPointF(PAD_X, height - 0.5), QPointF(width - PAD_X, height - 0.5))
        if self.open or self.entry.emergency:
            painter.fillRect(QRectF(0, 0, 3, height), QColor(t.emergency if self.entry.emergency else t.accent))
        y = self._draw_head(painter, PAD_Y, width)
        if self._has_bar:
            y = self._draw_bar(painter, y + GAP, width)
        if self.entry.shares.explained is not None:
            y = self._draw_shares(painter, y + GAP, width)
        if not self._common_beside(width):
            self._draw_frequency(painter, y + 2, width)
        metrics = QFontMetricsF(self._face.text)
        painter.setFont(self._face.text)
        painter.setPen(QColor(t.muted))
        for k, line in enumerate(self._note_lines(width)):
            painter.drawText(QPointF(PAD_X, y + 2 + k * metrics.height() + metrics.ascent()), line)
        if focused:
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(3, 3, width - 6, height - 7), 5, 5)

    def _draw_head(self, painter: QPainter, y: float, width: float) -> float:
        t, face, head = self._theme, self._face, self._head(width)
        names, small = QFontMetricsF(face.name), QFontMetricsF(face.text)
        painter.setFont(face.name)
        painter.setPen(QColor(t.text))
        if self.entry.emergency:
            box = QRectF(PAD_X, y + (names.height() - SIGN_PX) / 2, SIGN_PX, SIGN_PX)
            draw_sign(painter, box, QColor(t.emergency), QColor(t.on_emergency))
            painter.setPen(QColor(t.text))
        for k, line in enumerate(head.lines):
            painter.drawText(QPointF(PAD_X + self._sign_px(), y + k * head.line_px + names.ascent()), line)
        baseline = y + names.ascent()
        painter.setFont(self._support_face())
        painter.setPen(QColor(t.text if self._is_strong else t.muted))
        metrics = QFontMetricsF(self._support_face())
        for k, line in enumerate(reversed(head.support)):
            x = width - PAD_X - CHEVRON_PX - metrics.horizontalAdvance(line)
            painter.drawText(QPointF(x, baseline + (head.support_line - k) * head.line_px), line)
        self._draw_chevron(painter, width - PAD_X - 4.0, y + names.height() / 2)
        side = self.side
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
        if self.entry.words is None:
            return
        painter.setPen(QPen(QColor(self._theme.muted), 1.4))
        a, b = (3.5, 1.8) if self.open else (1.8, 3.5)
        if self.open:
            points = [QPointF(x - a, y - b), QPointF(x, y + b), QPointF(x + a, y - b)]
        else:
            points = [QPointF(x - a, y - b), QPointF(x + a, y), QPointF(x - a, y + b)]
        painter.drawPolyline(points)

    def _draw_bar(self, painter: QPainter, y: float, width: float) -> float:
        t, words = self._theme, self.entry.words
        track = QRectF(PAD_X, y, width - 2 * PAD_X, BAR_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.track))
        painter.drawRoundedRect(track, BAR_PX / 2, BAR_PX / 2)
        if self.entry.bar > 0:
            quiet = words in ("against", "strongly against")
            pale = blend(t.accent, t.surface, 0.35) if words == "neither for nor against" else QColor(t.accent)
            painter.setBrush(QColor(t.muted) if quiet else pale)
            track.setWidth(max(BAR_PX, track.width() * min(self.entry.bar, 1.0)))
            painter.drawRoundedRect(track, BAR_PX / 2, BAR_PX / 2)
        return y + BAR_PX

    def _draw_shares(self, painter: QPainter, y: float, width: float) -> float:
        t, face, shares = self._theme, self._face, self.entry.shares
        metrics, bold = QFontMetricsF(face.text), QFontMetricsF(face.number)
        room, x, baseline = width - 2 * PAD_X, float(PAD_X), y + metrics.ascent()
        if self._common_beside(width):
            room -= self._frequency_px()
            self._draw_frequency(painter, y, width)
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
            caption = metrics.elidedText(captions[k], Qt.TextElideMode.ElideRight, PAD_X + room - x)
            painter.drawText(QPointF(x, baseline), caption)
            x += metrics.horizontalAdvance(caption) + gap
        return y + metrics.height()

    def _captions(self, room: float) -> tuple[str, str]:
        """The long ones where they always fit, so that all rows speak alike."""
        return self._words.long if self._widest(self._words.long) <= room else self._words.short

    def _widest(self, captions: tuple[str, str]) -> float:
        """Room that the shares take with such captions, whatever they are."""
        metrics, bold = QFontMetricsF(self._face.text), QFontMetricsF(self._face.number)
        shown = 1 if self.entry.shares.filled is None else 2
        widest = shown * (bold.horizontalAdvance(percent(100)) + 4) + (shown - 1) * SPACE[3]
        return widest + metrics.horizontalAdvance("".join(captions[:shown]))

    # ---- how common

    def _frequency_px(self) -> float:
        """Room that it takes at the end of a line."""
        text = self.entry.frequency
        return QFontMetricsF(self._face.text).horizontalAdvance(text) + SPACE[3] if text else 0.0

    def _common_beside(self, width: float) -> bool:
        """Whether it stands beside the shares; else on the line below, beside the note."""
        room = width - 2 * PAD_X - self._frequency_px()
        return self.entry.shares.explained is not None and self._widest(self._words.short) <= room

    def _note_lines(self, width: float) -> tuple[str, ...]:
        """The note, wrapped beside what else stands there."""
        note = self._note()
        room = width - 2 * PAD_X - (0.0 if self._common_beside(width) else self._frequency_px())
        return wrapped(note, QFontMetricsF(self._face.text), room, NOTE_LINES) if note else ()

    def _draw_frequency(self, painter: QPainter, y: float, width: float) -> None:
        text = self.entry.frequency
        if text:
            metrics = QFontMetricsF(self._face.text)
            painter.setFont(self._face.text)
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(QPointF(width - PAD_X - metrics.horizontalAdvance(text), y + metrics.ascent()), text)
