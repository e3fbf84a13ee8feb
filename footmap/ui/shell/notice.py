"""A quiet strip above the canvas that says one thing and goes when told to. Never modal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from ..look.tokens import SPACE, Theme


class Notice(QWidget):
    """One sentence with a button to close it, and perhaps one that does something about it."""

    def __init__(self, close: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE[4], SPACE[2], SPACE[3], SPACE[2])
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._run: Callable[[], object] = lambda: None
        self.offer = QToolButton()
        self.offer.setProperty("frame", "true")
        self.offer.clicked.connect(lambda: self._run())
        self._close = QToolButton()
        self._close.setText(close)
        self._close.setAccessibleName(close)
        self._close.setProperty("frame", "true")
        self._close.clicked.connect(self.hide)
        row.addWidget(self._text, 1)
        row.addWidget(self.offer)
        row.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence; empty while hidden."""
        return "" if self.isHidden() else self._text.text()

    def show_message(self, sentence: str, offer: str = "", run: Callable[[], object] = lambda: None) -> None:
        """Say something; `offer` names a button that runs something."""
        self._run = run
        self.offer.setText(offer)
        self.offer.setAccessibleName(offer)
        self.offer.setVisible(bool(offer))
        self._text.setText(sentence)
        self._text.setAccessibleName(sentence)
        self.show()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def set_theme(self, theme: Theme) -> None:
        """Dress in a theme."""
        self.setStyleSheet(f"#notice {{ background: {theme.accent_soft}; border-bottom: 1px solid {theme.line}; }}")
