"""The next question worth asking, with what each answer would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ..look.theme import write
from ..look.tokens import SPACE
from .clue_row import ClueRow
from .pieces import Fold, label, stacked

if TYPE_CHECKING:
    from footmap.core.localiser.questions import Question
    from footmap.data.knowledge.clinical import Clinical
    from footmap.words.assessment_words import Wording


class QuestionCard(QFrame):
    """Suggestions, the most telling one open.

    Signals
    -------
    answered(str, object)
        Clue id, and answer id or None.
    """

    answered = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[3])
        self._column.setSpacing(SPACE[1])
        self._title = QLabel(self.tr("Best next question"))
        write(self._title, "label")
        self._title.setProperty("tone", "muted")
        self._column.addWidget(self._title)
        self._content: QWidget | None = None
        self._questions: tuple[Question, ...] = ()
        self._focused = False
        self.first: ClueRow | None = None
        self.hide()

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is suggested."""
        return self._questions

    def show_questions(self, questions: tuple[Question, ...], wording: Wording, clinical: Clinical) -> None:
        """Suggest; nothing is made again if the suggestions are the same."""
        self.setVisible(bool(questions))
        if questions == self._questions:
            return
        self._questions = questions
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
            self._content = self.first = None
        if not questions:
            return
        parts: list[QWidget] = list(self._one(questions[0], wording, clinical))
        self.first = next(p for p in parts if isinstance(p, ClueRow))
        if len(questions) > 1:
            rest = questions[1:]

            def make() -> QWidget:
                return stacked([part for q in rest for part in self._one(q, wording, clinical)])

            parts.append(Fold(self.tr("Other good questions: {0}").format(len(rest)), make, small=True))
        self._content = stacked(parts, gap=2)
        self._column.addWidget(self._content)
        if self._focused:
            self._focused = False
            self.first.segments.take_focus()

    def withdraw(self, answered: frozenset[str]) -> None:
        """Suggest nothing until there are new suggestions, if one of the present ones has been answered."""
        if any(q.clue in answered for q in self._questions):
            focus = QApplication.focusWidget()
            self._focused = focus is not None and self.isAncestorOf(focus)  # the keyboard goes on with the next one
            self.hide()

    def _one(self, question: Question, wording: Wording, clinical: Clinical) -> tuple[QWidget, ...]:
        row = ClueRow(clinical.clues[question.clue], wording)
        row.answered.connect(self.answered)
        return row, label("\n".join(wording.outcomes(question)), "caption", "muted")
