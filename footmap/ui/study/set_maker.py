"""A teacher makes a case of a set from the drawing that is open in the window."""

from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from footmap.data.footset import Accepted, Footset, SetCase, read_footset, write_footset
from footmap.errors import FootmapError
from footmap.ui.look.tokens import SPACE
from footmap.ui.panel.pieces import FlowRow
from footmap.ui.runtime.said import said

from .board import Sheet
from .candidates import Candidates
from .parts import Scroller, button, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from footmap.core.drawing import Case

    from .room import Room


class SetMaker(QWidget):
    """Question, accepted answers and lesson for the open drawing with its clues.

    Signals
    -------
    left()
    """

    left = Signal()

    def __init__(self, room: Room, present: Callable[[], Case]) -> None:
        super().__init__()
        self._room, self._present = room, present
        self.title = self._line(self.tr("Title of the set"))
        self.author = self._line(self.tr("Author"))
        self.question = self._text(self.tr("What the learner reads"))
        self.answers = Candidates(room)
        self.answers.done.hide()
        self.answers.emergency.hide()
        self.lesson = self._text(self.tr("The lesson, said after the answer"))
        scroller = Scroller(self.tr("A case from the open drawing"))
        column = scroller.column
        column.addWidget(label(self.tr("A case from the open drawing"), "title"))
        column.addWidget(label(self.tr("Paint and answers of the window are taken; name and note are not.")))
        for words, part in (
            (self.tr("Title of the set"), self.title),
            (self.tr("Author"), self.author),
            (self.tr("What the learner reads"), self.question),
            (self.tr("What counts as right"), self.answers),
            (self.tr("The lesson, said after the answer"), self.lesson),
        ):
            column.addWidget(label(words, "strong"))
            column.addWidget(part)
        column.addStretch(1)
        ways = FlowRow(gap=SPACE[2])
        ways.add(button(self.tr("Back"), self.left.emit))
        ways.add(button(self.tr("Save, or add to a set…"), self._ask))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroller, 1)
        outer.addWidget(ways)

    def _line(self, name: str) -> QLineEdit:
        out = QLineEdit()
        out.setAccessibleName(name)
        out.setMaxLength(120)
        return out

    def _text(self, name: str) -> QPlainTextEdit:
        out = QPlainTextEdit()
        out.setAccessibleName(name)
        out.setTabChangesFocus(True)
        out.setMaximumHeight(out.fontMetrics().height() * 5)
        return out

    def enter(self) -> None:
        """Show the drawing that is taken."""
        case = self._present()
        self._room.board.present(Sheet(case.body, drawing=case.drawing))
        self.question.setFocus()

    def _ask(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save, or add to a set"),
            "",
            self.tr("Sets (*.footset)"),
            options=QFileDialog.Option.DontConfirmOverwrite,  # a set that is there gets one case more
        )
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write the case as a set of its own, or add it to the set that is there."""
        path = path if path.suffix else path.with_suffix(".footset")
        question = self.question.toPlainText().strip()
        if not question or not self.answers.ids:
            self._room.tell(self.tr("A case needs a question and at least one answer that counts as right."))
            return
        base = self._room.material.clinical.base
        ids = self.answers.ids
        accepted = Accepted(
            tuple(id_ for id_ in ids if id_ in base.nerves),
            tuple(id_ for id_ in ids if id_ in base.levels),
            tuple(id_ for id_ in ids if id_ in self._room.material.clinical.conditions),
        )
        case = replace(self._present(), note="")
        item = SetCase(f"case-{secrets.token_hex(4)}", question, case, accepted, self.lesson.toPlainText().strip())
        title = self.title.text().strip() or path.stem
        try:
            old = read_footset(path) if path.exists() else None
            if old is not None:
                footset = replace(old, cases=(*old.cases, item))
            else:
                footset = Footset(f"set-{secrets.token_hex(6)}", title, self.author.text().strip(), "", (item,))
            write_footset(path, footset)
        except FootmapError as error:
            self._room.tell(said(error))
            return
        self._room.say(self.tr("{0} has {1} cases now.").format(path.name, len(footset.cases)))
