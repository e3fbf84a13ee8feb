"""What every dialog has: a title, something to read or to set, and buttons. It does not block the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from footmap.ui.look.theme import write
from footmap.ui.look.tokens import SPACE


class Dialog(QDialog):
    """A dialog with a heading; `finish` adds the button that closes it and shows it."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE[5], SPACE[5], SPACE[5], SPACE[4])
        self.column.setSpacing(SPACE[3])
        head = QLabel(title)
        head.setTextFormat(Qt.TextFormat.PlainText)
        write(head, "title")
        self.column.addWidget(head)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        self.buttons.rejected.connect(self.close)

    def paragraph(self, text: str, tone: str = "") -> QLabel:
        """Add words that wrap, as they are; `tone` is that of the style sheet."""
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setText(text)
        label.setWordWrap(True)
        label.setMinimumWidth(420)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        if tone:
            label.setProperty("tone", tone)
        self.column.addWidget(label)
        return label

    def finish(self) -> None:
        """Add the buttons and show the dialog, never larger than the screen."""
        self.column.addSpacing(SPACE[2])
        self.column.addWidget(self.buttons)
        self.adjustSize()
        self.resize(self.size().boundedTo(self.screen().availableSize() * 0.9))
        self.show()
