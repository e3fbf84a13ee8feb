"""A quiet strip below the top bar: whose record it is, which visit, by whom, and whether everything is kept."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from footmap.ui.look.elided import Elided
from footmap.ui.look.theme import write
from footmap.ui.look.tokens import SPACE, Theme

NAME_PX = 90
LEAST_PX = 480
ABOUT_PX = 60


class RecordStrip(QWidget):
    """One line with four commands at its end.

    Signals
    -------
    wanted()
        The button that is shown for this record alone was pressed.
    """

    wanted = Signal()

    def __init__(
        self, details: QAction, new_visit: QAction, compare: QAction, patients: QAction, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("recordstrip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(SPACE[4], SPACE[1], SPACE[3], SPACE[1])
        row.setSpacing(SPACE[3])
        self.name = Elided(NAME_PX)
        write(self.name, "strong")
        self.about = Elided(ABOUT_PX)
        self.about.setProperty("tone", "muted")
        self.state = QLabel()
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.offer = QToolButton()
        self.offer.setProperty("frame", "true")
        self.offer.clicked.connect(self.wanted)
        self.offer.hide()
        row.addWidget(self.name)
        row.addWidget(self.about, 1)
        row.addWidget(self.state)
        row.addWidget(self.offer)
        self.buttons = tuple(self._button(action) for action in (details, new_visit, compare, patients))
        for button in self.buttons:
            row.addWidget(button)
        self.offer.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setProperty("frame", "true")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def tell(self, name: str, about: str, state: str, warn: bool) -> None:
        """Say whose record it is, what is to be known of it, and how it is kept."""
        self.name.setText(name)
        self.about.setText(about)
        for label, text in ((self.name, name), (self.about, about)):
            label.setAccessibleName(text)
        self.say_state(state, warn)
        self.setAccessibleName(", ".join(part for part in (name, about, state) if part))

    def say_state(self, state: str, warn: bool) -> None:
        """How it is kept."""
        if state != self.state.text():
            self.state.setText(state)
            self.state.setAccessibleName(state)
        tone = "warn" if warn else "muted"
        if self.state.property("tone") != tone:
            self.state.setProperty("tone", tone)
            self.state.style().unpolish(self.state)
            self.state.style().polish(self.state)

    def set_offer(self, words: str) -> None:
        """Offer one thing more; nothing for no words."""
        self.offer.setText(words)
        self.offer.setAccessibleName(words)
        self.offer.setVisible(bool(words))

    def set_theme(self, theme: Theme) -> None:
        """Dress in a theme."""
        self.setStyleSheet(f"#recordstrip {{ background: {theme.surface}; border-bottom: 1px solid {theme.line}; }}")
        write(self.name, "strong")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def minimumSizeHint(self) -> QSize:
        """It fits into any window: buttons give way, which stand in the menu too."""
        return QSize(LEAST_PX, super().minimumSizeHint().height())

    def _give_way(self) -> None:
        self.about.setVisible(self.width() >= 7 * NAME_PX)
        for kept in range(len(self.buttons), -1, -1):
            for k, button in enumerate(self.buttons):
                button.setVisible(k >= len(self.buttons) - kept)
            self._row.invalidate()
            if self._row.minimumSize().width() <= self.width():
                break
