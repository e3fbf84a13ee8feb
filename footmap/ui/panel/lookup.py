"""Looks things up: one field for everything that has a name, what was found, and the card of what was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from ..look.tokens import SPACE
from .catalogue import Catalogue, Named
from .pieces import label
from .search_field import SearchField

WAIT_MS: Final = 60
"""A word is looked up when typing has paused this long."""


class CardText(QTextBrowser):
    """Shows a card; fetches nothing, whatever it holds."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return None


class LookupPane(QWidget):
    """The search of everything.

    Signals
    -------
    asked(str)
        Things with these words are wanted.
    chosen(str, str)
        Kind and id of a thing whose card is wanted.
    compare_asked()
        What is chosen next is to be compared with the thing on the card.
    left()
        Esc was pressed in the field, or the pane was closed.
    """

    asked = Signal(str)
    chosen = Signal(str, str)
    compare_asked = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Look up"))
        self.search = SearchField()
        self.search.setPlaceholderText(self.tr("Nerve, root, muscle, reflex, place, condition, question …"))
        self.search.setAccessibleName(self.tr("Look up anything that has a name"))
        self.search.setClearButtonEnabled(True)
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.setProperty("fold", "small")
        self.close_button.clicked.connect(self.left)
        self.found = Catalogue(self.tr("Found"))
        self.said = label("", "caption", "muted")
        self.said.setContentsMargins(SPACE[4], 0, SPACE[4], SPACE[1])
        self.card = CardText()
        self.card.setOpenLinks(False)
        self.card.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.card.setProperty("plain", "true")
        self.card.setAccessibleName(self.tr("What is known about it"))
        self.card.anchorClicked.connect(self._follow)
        self.compare = QPushButton(self.tr("Compare with another…"))
        self.compare.setProperty("segment", "true")
        self.compare.clicked.connect(self.compare_asked)
        self._lower = QWidget()
        lower = QVBoxLayout(self._lower)
        lower.setContentsMargins(SPACE[3], 0, SPACE[3], SPACE[2])
        lower.addWidget(self.card, 1)
        lower.addWidget(self.compare, 0, Qt.AlignmentFlag.AlignLeft)
        self._lower.hide()
        head = QHBoxLayout()
        head.setContentsMargins(SPACE[4], SPACE[3], SPACE[4], SPACE[1])
        head.addWidget(self.search, 1)
        head.addWidget(self.close_button)
        self._parts = QSplitter(Qt.Orientation.Vertical)
        self._parts.setChildrenCollapsible(False)
        self._parts.addWidget(self.found)
        self._parts.addWidget(self._lower)
        self._parts.setStretchFactor(0, 2)
        self._parts.setStretchFactor(1, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.said)
        column.addWidget(self._parts, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.ask)
        self.search.textChanged.connect(lambda _text: self._timer.start())
        self.search.returnPressed.connect(self._enter)
        self.search.left.connect(self.left)
        self.found.chosen.connect(self.chosen)

    def begin(self) -> None:
        """Give the keyboard to the field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        self.ask()

    def ask(self) -> None:
        """Look the words up now."""
        self._timer.stop()
        self.asked.emit(self.search.text())

    def tell(self, sentence: str) -> None:
        """Say something below the field; nothing for an empty sentence."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))

    def show_found(self, things: Sequence[Named], said: str) -> None:
        """List what was found and say how much it is."""
        self.found.show_things(things)
        self.tell(said)

    def show_card(self, page: str) -> None:
        """Show a card, a piece of HTML; an empty one hides it."""
        self._lower.setVisible(bool(page))
        self.card.setHtml(page)
        self.card.verticalScrollBar().setValue(0)

    @property
    def card_shown(self) -> bool:
        """True while there is a card."""
        return not self._lower.isHidden()

    def _enter(self) -> None:
        self.ask()
        if self.found.count():
            self.found.setCurrentRow(0)
            self.found.setFocus(Qt.FocusReason.TabFocusReason)
            thing = self.found.things()[0]
            self.chosen.emit(thing.kind, thing.id)

    def _follow(self, url: QUrl) -> None:
        kind, _, id_ = url.toString().partition(":")
        self.chosen.emit(kind, id_)
