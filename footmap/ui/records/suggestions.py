"""Answers of the last visit as suggestions: each is the user's to take over, none is taken silently."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractItemView, QDialogButtonBox, QListWidget, QListWidgetItem, QPushButton, QWidget

from footmap.core.drawing import AnswerValue, ClueAnswer
from footmap.core.ids import SIDES
from footmap.ui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    from footmap.ui.document.session import Session
    from footmap.words.naming import Naming

translate = QCoreApplication.translate


class SuggestionsDialog(Dialog):
    """One row for each answer, none of them ticked.

    Parameters
    ----------
    day : str
        When the answers were given.
    """

    def __init__(
        self, session: Session, answers: Mapping[str, ClueAnswer], day: str, naming: Naming, parent: QWidget
    ) -> None:
        super().__init__(translate("SuggestionsDialog", "Answers of {0}").format(day), parent)
        self._session, self._answers, self._naming = session, answers, naming
        self._document = session.document
        self.paragraph(self.tr("Tick what still holds; nothing is taken over unless you tick it."))
        self.rows = QListWidget()
        self.rows.setAccessibleName(self.tr("Answers; Space ticks one"))
        self.rows.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for clue, answer in answers.items():
            item = QListWidgetItem(f"{naming.clue(clue)}: {self._words(clue, answer)}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, clue)
            self.rows.addItem(item)
        self.rows.setCurrentRow(0)
        self.column.addWidget(self.rows, 1)
        self.every = QPushButton(self.tr("Tick all"))
        self.every.clicked.connect(self._tick_all)
        self.take = QPushButton(self.tr("Take over what is ticked"))
        self.take.clicked.connect(self._take)
        self.buttons.addButton(self.every, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(self.take, QDialogButtonBox.ButtonRole.ActionRole)
        self.finish()
        self.rows.setFocus()

    def _words(self, clue: str, answer: ClueAnswer) -> str:
        if isinstance(answer, Mapping):
            sides = {"right": self.tr("right"), "left": self.tr("left")}
            return "; ".join(f"{sides[side]} {self._value(clue, answer[side])}" for side in SIDES if side in answer)
        return self._value(clue, answer)

    def _value(self, clue: str, value: AnswerValue) -> str:
        values = (value,) if isinstance(value, str) else value
        return ", ".join(self._naming.answer(clue, one) for one in values)

    def _tick_all(self) -> None:
        for i in range(self.rows.count()):
            self.rows.item(i).setCheckState(Qt.CheckState.Checked)

    def _take(self) -> None:
        if self._document == self._session.document:
            for i in range(self.rows.count()):
                item = self.rows.item(i)
                if item.checkState() == Qt.CheckState.Checked:
                    clue = str(item.data(Qt.ItemDataRole.UserRole))
                    words = self.tr("From the last visit: {0}").format(self._naming.clue(clue))
                    self._session.set_answer(clue, self._answers[clue], words)
        self.close()
