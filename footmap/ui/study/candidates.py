"""Up to three candidates by name, the likeliest first, and whether to act at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from footmap.ui.look.tokens import SPACE

from .parts import button, empty, label
from .room import look_up

if TYPE_CHECKING:
    from .room import Room

MOST: Final = 3
HITS: Final = 6
KINDS: Final = ("nerve", "level", "condition")


class Candidates(QWidget):
    """A search line and what was chosen with it.

    Attributes
    ----------
    ids : list of str
        The likeliest first.

    Signals
    -------
    given()
        The learner is ready.
    """

    given = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self.ids: list[str] = []
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Nerve, level or condition"))
        self.line.setAccessibleName(self.tr("Search for an answer"))
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._search)
        self.line.returnPressed.connect(self._first)
        self.hits = QVBoxLayout()
        self.chosen = QVBoxLayout()
        for column in (self.hits, self.chosen):
            column.setSpacing(SPACE[1])
        self.emergency = QCheckBox(self.tr("I would act at once: an emergency"))
        self.done = button(self.tr("Done"), self.given.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addWidget(label(self.tr("What is it? Up to three, the likeliest first."), tone="muted"))
        column.addWidget(self.line)
        column.addLayout(self.hits)
        column.addLayout(self.chosen)
        column.addWidget(self.emergency)
        column.addWidget(self.done)
        self._write()

    def ask(self) -> None:
        """Forget what was chosen."""
        self.ids = []
        self.emergency.setChecked(False)
        self.line.clear()
        self._write()

    def _search(self, text: str) -> None:
        empty(self.hits)
        for thing in look_up(text, self._room.material, KINDS)[:HITS]:
            one = button(self._room.words.name(thing), partial(self.take, thing.id))
            one.setProperty("choice", "true")
            self.hits.addWidget(one)
            one.show()

    def _first(self) -> None:
        entry = self.hits.itemAt(0)
        first = entry.widget() if entry is not None else None
        if first is not None:
            first.click()  # type: ignore[attr-defined]  # PySide6 types the widget of an item as QWidget

    def take(self, id_: str) -> None:
        """Choose a candidate, or take it back."""
        if id_ in self.ids:
            self.ids.remove(id_)
        elif len(self.ids) < MOST:
            self.ids.append(id_)
        self.line.clear()
        self.line.setFocus()
        self._write()

    def _write(self) -> None:
        empty(self.chosen)
        for k, id_ in enumerate(self.ids, 1):
            name = self._room.words.candidate(id_)
            one = button(f"{k}.  {name}   ✕", partial(self.take, id_), self.tr("Take back"))
            one.setAccessibleName(self.tr("{0}, choose to take it back").format(name))
            one.setProperty("choice", "true")
            self.chosen.addWidget(one)
            one.show()
        self.done.setEnabled(bool(self.ids))
