"""The two sheets of help: keyboard shortcuts, and what footmap is."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from footmap import __version__

from .theme import font
from .tokens import SPACE


class HelpSheet(QDialog):
    """A title, something to read and a button to close it. Does not hold up the window."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE[5], SPACE[5], SPACE[5], SPACE[4])
        self.column.setSpacing(SPACE[3])
        head = QLabel(title)
        head.setFont(font("title"))
        self.column.addWidget(head)

    def finish(self) -> None:
        """Add the button and show the sheet."""
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        self.column.addSpacing(SPACE[2])
        self.column.addWidget(buttons)
        self.show()


class ShortcutSheet(HelpSheet):
    """Every action that has a key, and what the pointer does."""

    def __init__(self, actions: Iterable[QAction], qualities: Iterable[str], parent: QWidget) -> None:
        super().__init__(self.tr("Keyboard shortcuts"), parent)
        rows = [(a.text().rstrip("…"), _keys(a)) for a in actions if a.shortcuts()]
        rows += [(name, str(i)) for i, name in enumerate(qualities, start=1)]
        rows += [
            (self.tr("Menu"), "F10"),
            (self.tr("Next and previous view"), self.tr("Page down, page up")),
            (self.tr("One view large, and back"), self.tr("Enter, or double-click its heading")),
            (self.tr("Give up a stroke"), "Esc"),
            (self.tr("Move the sheet"), self.tr("Space or middle button and drag, arrow keys")),
            (self.tr("Zoom"), self.tr("Wheel")),
            (self.tr("Width of the brush"), self.tr("Ctrl and wheel")),
        ]
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE[4])
        grid.setVerticalSpacing(SPACE[1])
        half = (len(rows) + 1) // 2
        for i, (words, keys) in enumerate(rows):
            line, block = i % half, 3 * (i // half)
            grid.addWidget(QLabel(words), line, block)
            label = QLabel(keys)
            label.setProperty("tone", "muted")
            grid.addWidget(label, line, block + 1)
        grid.setColumnMinimumWidth(2, SPACE[4])
        self.column.addLayout(grid)
        self.finish()


class AboutSheet(HelpSheet):
    """Name, editions and what footmap is not."""

    def __init__(self, atlas_version: str, sources: int, parent: QWidget) -> None:
        super().__init__("footmap", parent)
        lines = [
            self.tr("Version {0}, atlas {1}, knowledge from {2} sources.").format(__version__, atlas_version, sources),
            self.tr("Paint where a foot or leg hurts; read which nerves and spinal levels fit."),
            self.tr(
                "An aid for learning and decisions, not a diagnosis. A fit is not a probability: pain follows nerve "
                "and root territories badly, and people differ."
            ),
            self.tr("footmap sends nothing anywhere; drawings stay in the files you save."),
        ]
        for text in lines:
            label = QLabel(text)
            label.setWordWrap(True)
            label.setMinimumWidth(420)
            self.column.addWidget(label)
        self.finish()


def _keys(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
