"""A button whose words go on in the next line where there is no room for them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton

from footmap.ui.look.plain import on_button

LEAST_PX: Final = 80
"""Narrowest that a button with many words gets, device-independent pixels."""


class WrappingButton(QPushButton):
    """A push button that is as high as its words need at its width.

    Parameters
    ----------
    words : str
        Plain text; ``&`` is no mark of a key.
    fills : bool
        Takes the width that there is instead of that of its words.
    """

    def __init__(self, words: str, *, fills: bool = False) -> None:
        super().__init__()
        self._words = words
        self._heights: dict[int, int] = {}  # layouts ask many times
        self._hints: tuple[QSize, QSize] | None = None
        policy = QSizePolicy(
            QSizePolicy.Policy.Ignored if fills else QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred
        )
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(on_button(words))

    @property
    def words(self) -> str:
        """What it says, without breaks."""
        return self._words

    def set_words(self, words: str) -> None:
        """Say something else."""
        if words != self._words:
            self._words = words
            self._forget()
            self._break()

    def sizeHint(self) -> QSize:
        return self._both_hints()[0]

    def minimumSizeHint(self) -> QSize:
        return self._both_hints()[1]

    def _both_hints(self) -> tuple[QSize, QSize]:
        """Size with all words on one line, and the least."""
        self.ensurePolished()  # the style sheet says how much is round the words
        if self._hints is None:
            whole = self._size(self._words)
            self._hints = whole, QSize(min(whole.width(), LEAST_PX), self._size("x").height())
        return self._hints

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self.ensurePolished()
        if width not in self._heights:
            self._heights[width] = self._size("\n".join(self._lines(width))).height()
        return self._heights[width]

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._break()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._forget()
            self._break()
        super().changeEvent(event)

    def _forget(self) -> None:
        self._heights.clear()
        self._hints = None
        self.updateGeometry()

    def _break(self) -> None:
        text = on_button("\n".join(self._lines(self.width())))
        if text != self.text():
            self.setText(text)

    def _wide(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)

    def _size(self, text: str) -> QSize:
        """Size of the button round a text of one line or several."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = on_button(text)
        inside = self.fontMetrics().size(int(Qt.TextFlag.TextShowMnemonic.value), option.text)
        return self.style().sizeFromContents(QStyle.ContentsType.CT_PushButton, option, inside, self)

    def _lines(self, width: int) -> list[str]:
        """The words in lines that fit a button of a width."""
        full = self.sizeHint().width()
        if full <= width:
            return [self._words]
        room = max(width - (full - self._wide(self._words)), self._wide("mm"))
        lines: list[str] = []
        line = ""
        for word in self._words.split():
            longer = f"{line} {word}" if line else word
            if self._wide(longer) <= room:
                line = longer
                continue
            if line:
                lines.append(line)
            while self._wide(word) > room and len(word) > 1:
                fits = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or self._wide(word[:n]) <= room)
                lines.append(word[:fits])
                word = word[fits:]
            line = word
        return [*lines, line] if line else lines
