"""No row of the lists is cut: names, words of support, shares and frequency, at every width, in both languages."""

from __future__ import annotations

from itertools import product
from typing import Any, Final

import pytest
from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

from footmap.core.localiser.candidates import Where
from footmap.core.localiser.ledger import Words
from footmap.ui.panel.catalogue import Named
from footmap.ui.panel.entries import Entry, Shares
from footmap.ui.panel.panel import DEPTHS, LEAST_WIDTH
from footmap.ui.panel.row_picture import RowPicture
from footmap.ui.panel.row_words import row_words
from footmap.ui.window import Window

from .harness import Hand

WIDTHS: Final = (LEAST_WIDTH - 1, 340, 372, 520)
WIDE_WORDS: Final[tuple[Words, ...]] = ("neither for nor against", "strongly for")
SIDES: Final[tuple[Where | None, ...]] = (None, "right", "both")


class Listening:
    """Takes the place of a painter and keeps what is written, and from where to where."""

    def __init__(self) -> None:
        self.written: list[tuple[str, float, float, float]] = []
        self._font = QFont()

    def setFont(self, font: QFont) -> None:  # noqa: N802  # Qt's name
        self._font = font

    def drawText(self, at: QPointF, text: str) -> None:  # noqa: N802  # Qt's name
        if text:
            width = QFontMetricsF(self._font).horizontalAdvance(text)
            self.written.append((text, at.x(), at.x() + width, at.y()))

    def __getattr__(self, name: str) -> Any:
        return lambda *_: None


def faults(picture: RowPicture, width: int) -> list[str]:
    """What is cut, leaves the row, or runs into what stands beside it."""
    painter: Any = Listening()
    height = picture.height(width)
    picture.draw(painter, QSizeF(width, height), pointed=False, focused=False)
    out = []
    for text, left, right, y in painter.written:
        if "…" in text or left < 0 or right > width or not 0 < y < height:
            out.append(text)
        for other, start, end, line in painter.written:
            if other != text and abs(line - y) < 2 and left < end - 0.5 and start < right - 0.5:
                out.append(f"{text} | {other}")
    return out


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_name_is_whole_beside_every_word(hand: Hand, window: Window, language: str, percent: int) -> None:
    window.choose_language(language)
    window.look.set_writing(percent)
    hand.settle()
    QApplication.processEvents()
    words, theme = row_words(), window.theme
    reading = window.parts.panel.reading
    assert reading is not None
    often = [reading.wording.say(word) for word in ("common", "uncommon", "rare")]
    found: list[str] = []
    for depth, list_ in zip(DEPTHS, window.parts.panel.lists, strict=True):
        things: tuple[Named, ...] = list_.catalogue.things()
        assert things
        for k, thing in enumerate(things):
            for support, side in product(WIDE_WORDS, SIDES):
                filled = None if depth == "condition" else 100.0
                entry = Entry(
                    depth, thing.id, side, thing.name, support, 0.4, Shares(100.0, filled), moved=-11,
                    frequency=often[k % 3] if depth == "condition" else "",
                )  # fmt: skip
                picture = RowPicture(entry, words, theme)
                picture.side = side
                found += [f"{width}: {line}" for width in WIDTHS for line in faults(picture, width)]
    assert sorted(set(found)) == []
