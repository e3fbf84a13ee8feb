"""Small widgets that the pages of study mode share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from footmap.ui.look.theme import TypeRole, write
from footmap.ui.look.tokens import SPACE
from footmap.ui.panel.wrapping_button import WrappingButton
from footmap.ui.picture import patterns

if TYPE_CHECKING:
    from footmap.core.style import QualityStyle

SWATCH_PX: Final = 16


def label(words: str = "", role: TypeRole = "body", tone: str = "") -> QLabel:
    """Plain text that wraps."""
    out = QLabel(words)
    out.setTextFormat(Qt.TextFormat.PlainText)
    out.setWordWrap(True)
    if tone:
        out.setProperty("tone", tone)
    write(out, role)
    return out


def say(label_: QLabel, words: str) -> None:
    """Put words into a label, which is out of sight while it has none."""
    label_.setText(words)
    label_.setAccessibleName(words)
    label_.setVisible(bool(words))


def button(words: str, run: Callable[[], object], tip: str = "") -> WrappingButton:
    """A button that does something."""
    out = WrappingButton(words)
    out.setAutoDefault(False)
    if tip:
        out.setToolTip(tip)
    out.clicked.connect(lambda _on=False: run())
    return out


class Legend(QWidget):
    """Looks of skin and what they mean."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[tuple[QualityStyle, str], ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE[1])

    def explain(self, entries: Sequence[tuple[QualityStyle, str]]) -> None:
        """Show these entries instead of others."""
        self.entries = tuple(entries)
        empty(self._column)
        for look, words in entries:
            icon = patterns.swatch(look, SWATCH_PX)
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(SPACE[2])
            swatch = QLabel()
            swatch.setPixmap(icon.pixmap(QSize(SWATCH_PX, SWATCH_PX)))
            line.addWidget(swatch, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(words), 1)
            self._column.addWidget(row)
        self.setVisible(bool(entries))


def empty(column: QVBoxLayout) -> None:
    """Take everything out of a column."""
    while (entry := column.takeAt(0)) is not None:
        part = entry.widget()
        if part is not None:
            part.hide()
            part.deleteLater()


class Fold(QWidget):
    """A heading that shows and hides what stands below it."""

    toggled = Signal(bool)

    def __init__(self, words: str) -> None:
        super().__init__()
        self.head = QPushButton(f"▸ {words}")
        self.head.setCheckable(True)
        self.head.setAutoDefault(False)
        self.head.setAccessibleName(words)
        self._words = words
        self.body = label(tone="muted")
        self.body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.body)
        self.head.toggled.connect(self._toggle)

    def _toggle(self, on: bool) -> None:
        self.head.setText(f"{'▾' if on else '▸'} {self._words}")
        self.body.setVisible(on)
        self.toggled.emit(on)

    def put(self, words: str) -> None:
        """Say something else, folded; out of sight where there is nothing to say."""
        self.head.setChecked(False)
        self.body.setText(words)
        self.setVisible(bool(words))


class Scroller(QScrollArea):
    """A column that scrolls up and down where it has no room."""

    def __init__(self, name: str) -> None:
        super().__init__()
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, SPACE[2], 0)
        self.column.setSpacing(SPACE[3])
        inside.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
        self.setWidgetResizable(True)
        self.setWidget(inside)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
