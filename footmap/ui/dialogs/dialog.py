"""What every dialog has: a title, something to read or to set, and buttons. It does not block the window."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QLabel, QScrollArea, QScrollBar, QVBoxLayout, QWidget

from footmap.ui.look.theme import write
from footmap.ui.look.tokens import SPACE

LEAST_BODY_PX: Final = 96
"""Height that what is read or set keeps on a small screen; the rest scrolls."""
_SCROLLS: Final = {
    Qt.Key.Key_Up.value: QScrollBar.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down.value: QScrollBar.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp.value: QScrollBar.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown.value: QScrollBar.SliderAction.SliderPageStepAdd,
}


class Body(QScrollArea):
    """What stands over the buttons: as large as it wants to be, and where the screen is too low it scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.setWidget(inside)

    def sizeHint(self) -> QSize:
        wanted = self.column.totalSizeHint()
        if self.column.hasHeightForWidth():
            wanted.setHeight(
                max(self.column.totalHeightForWidth(wanted.width()), self.column.totalMinimumSize().height())
            )
        return wanted

    def minimumSizeHint(self) -> QSize:
        least = self.column.totalMinimumSize()
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(least.width() + bar, min(least.height(), LEAST_BODY_PX))


class Dialog(QDialog):
    """A dialog with a heading; `finish` adds the button that closes it and shows it."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._body = Body()
        self._body.setAccessibleName(title)
        self.column = self._body.column
        self.column.setContentsMargins(SPACE[5], SPACE[5], SPACE[5], SPACE[2])
        self.column.setSpacing(SPACE[3])
        head = QLabel(title)
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setWordWrap(True)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = _SCROLLS.get(event.key())
        if action is None:
            super().keyPressEvent(event)
        else:
            self._body.verticalScrollBar().triggerAction(action)

    def finish(self) -> None:
        """Add the buttons and show the dialog, never larger than the screen."""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(SPACE[2])
        outer.addWidget(self._body, 1)
        below = QVBoxLayout()
        below.setContentsMargins(SPACE[5], 0, SPACE[5], SPACE[4])
        below.addWidget(self.buttons)
        outer.addLayout(below)
        self.resize(self.sizeHint().boundedTo(self.screen().availableSize() * 0.9))
        self.show()
