"""A list of named things: what there is, where nothing is painted yet, and what a search has found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QWidget

THING: Final = Qt.ItemDataRole.UserRole
ROW_PAD_PX: Final = 10


class Named(NamedTuple):
    """A thing of the knowledge base and what it is called.

    Attributes
    ----------
    kind : str
        As in `footmap.words.search.Kind`.
    note : str
        What it is, where things of several kinds stand in one list.
    """

    kind: str
    id: str
    name: str
    note: str = ""


class Catalogue(QListWidget):
    """The list; a screen reader says the place of each row in it.

    Parameters
    ----------
    grows : bool
        As high as all its rows, for a place that scrolls by itself.

    Signals
    -------
    chosen(str, str)
        Kind and id of what was clicked or entered.
    """

    chosen = Signal(str, str)

    def __init__(self, name: str, *, grows: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grows = grows
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("plain", "true")
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        if grows:
            self.setProperty("inset", "true")  # its place sets it in
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._choose)

    def show_things(self, things: Sequence[Named]) -> None:
        """List things in their order."""
        self.clear()
        row = QSize(0, self.fontMetrics().height() + ROW_PAD_PX)
        for thing in things:
            words = f"{thing.name}  ·  {thing.note}" if thing.note else thing.name
            item = QListWidgetItem(words)
            item.setData(THING, thing)
            item.setToolTip(words)
            item.setSizeHint(row)
            self.addItem(item)
        if self._grows:
            self.setFixedHeight(row.height() * self.count() + 2 * self.frameWidth())

    def things(self) -> tuple[Named, ...]:
        """What is listed, from the top."""
        return tuple(self.item(k).data(THING) for k in range(self.count()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self._choose(self.currentItem())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentRow() < 0 and self.count():
            self.setCurrentRow(0)

    def _choose(self, item: QListWidgetItem) -> None:
        thing: Named = item.data(THING)
        self.chosen.emit(thing.kind, thing.id)
