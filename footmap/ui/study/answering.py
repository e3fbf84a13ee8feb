"""Ways to answer: choose, type, rank three."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from footmap.ui.look.tokens import SPACE
from footmap.ui.panel.wrapping_button import WrappingButton

from .parts import button, empty, label

RANKED: Final = 3


class Choices(QWidget):
    """Buttons with numbers; one of them is the answer, or three in an order.

    Signals
    -------
    chosen(str)
        Id of the answer.
    ranked(object)
        Ids, best first.
    """

    chosen = Signal(str)
    ranked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE[1])
        self._ranks = False
        self._marked = False
        self._order: list[str] = []
        self._names: dict[str, str] = {}
        self.buttons: dict[str, WrappingButton] = {}
        self.done = button(self.tr("Done"), self._finish)

    def offer(self, names: Sequence[tuple[str, str]], *, rank: bool = False) -> None:
        """Offer (id, name) pairs."""
        self.done.setParent(None)
        empty(self._column)
        self._ranks, self._order, self._names, self._marked = rank, [], dict(names), False
        self.buttons = {}
        if rank:
            self._column.addWidget(
                label(self.tr("Choose three, the likeliest first; choose one again to take it back."), tone="muted")
            )
        for id_, _ in names:
            one = WrappingButton("", fills=True)
            one.setAutoDefault(False)
            one.setProperty("choice", "true")
            one.clicked.connect(lambda _on=False, id_=id_: self.press(id_))
            self.buttons[id_] = one
            self._column.addWidget(one)
            one.show()  # now, so that it can take the focus
        if rank:
            self._column.addWidget(self.done, 0, Qt.AlignmentFlag.AlignLeft)
            self.done.show()
        self._write()

    def press(self, id_: str) -> None:
        """Take a choice, or in a ranking put it next or take it back."""
        if self._marked or id_ not in self._names:
            return
        if not self._ranks:
            self.chosen.emit(id_)
            return
        if id_ in self._order:
            self._order.remove(id_)
        elif len(self._order) < RANKED:
            self._order.append(id_)
        self._write()
        if len(self._order) == RANKED:
            self.done.setFocus(Qt.FocusReason.OtherFocusReason)

    def press_number(self, number: int) -> None:
        """Take the choice of a number, from 1."""
        if 1 <= number <= len(self._names):
            self.press(list(self._names)[number - 1])

    def mark(self, best: Sequence[str], given: Sequence[str]) -> None:
        """Show what was right and what was given."""
        self._marked = True
        for id_, one in self.buttons.items():
            signs = "✓" if id_ in best else "✗" if id_ in given else "  "
            place = f"{given.index(id_) + 1}. " if self._ranks and id_ in given else ""
            one.set_words(f"{signs}  {place}{self._names[id_]}")
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            said = self.tr("right") if id_ in best else self.tr("your answer, wrong") if id_ in given else ""
            one.setAccessibleName(f"{self._names[id_]} {said}".strip())
        self.done.hide()

    def _write(self) -> None:
        for k, (id_, name) in enumerate(self._names.items(), 1):
            place = self.tr("no. {0}: ").format(self._order.index(id_) + 1) if id_ in self._order else ""
            one = self.buttons[id_]
            one.set_words(f"{k}   {place}{name}")
            one.setAccessibleName(f"{place}{name}")
        self.done.setEnabled(bool(self._order))

    def _finish(self) -> None:
        self.ranked.emit(tuple(self._order))


class Typing(QWidget):
    """A line to type a name into.

    Signals
    -------
    typed(str)
    """

    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("or type the name, and Enter"))
        self.line.setAccessibleName(self.tr("Name"))
        self.line.setMaxLength(80)
        self.line.returnPressed.connect(self._send)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.line)

    def ask(self) -> None:
        """Empty the line."""
        self.line.clear()
        self.line.setEnabled(True)

    def _send(self) -> None:
        if self.line.text().strip():
            self.typed.emit(self.line.text().strip())
