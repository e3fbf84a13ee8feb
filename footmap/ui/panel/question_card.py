"""The next question worth asking, with what each answer would change. The card keeps its place.

While the next question is looked for the answered one stays, dimmed and out of reach; the one that replaces it takes
no click for as long as a double click may last, so that a quick second click answers nothing by accident.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QVBoxLayout, QWidget

from ..look.theme import write
from ..look.tokens import SPACE
from .clue_row import ClueRow
from .pieces import Fold, label, stacked

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from footmap.core.localiser.questions import Question
    from footmap.data.knowledge.clinical import Clinical
    from footmap.words.assessment_words import Wording

    from ..document.localising import Reading

WIDTH_PX: Final = 24
"""A panel that changes by more, and not by its scroll bar alone, lets the card find its height anew."""


class QuestionCard(QFrame):
    """Suggestions, the most telling one open; or that the case is settled.

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
        self._title = label(role="label", tone="muted")
        self._column.addWidget(self._title)
        self._words = label(role="caption")
        self._words.hide()
        self._column.addWidget(self._words)
        self._place = QVBoxLayout()
        self._column.addLayout(self._place)
        self._column.addStretch(1)
        self._content: QWidget | None = None
        self._veil: _Veil | None = None
        self._questions: tuple[Question, ...] = ()
        self._language = ""
        self._focused = False
        self._width = 0
        self._shield = _Shield(self)
        self.first: ClueRow | None = None
        self.hide()

    # ---- what is shown

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is suggested."""
        return self._questions

    @property
    def text(self) -> str:
        """Title, and what is said in place of a question."""
        return " ".join(part.text() for part in (self._title, self._words) if not part.isHidden() and part.text())

    @property
    def waiting(self) -> bool:
        """Whether the question on it has been answered and the next one is being looked for."""
        return self._content is not None and not self._content.isEnabled()

    def show_reading(self, reading: Reading) -> None:
        """What is to be asked after a reading; while that is not known the card stays as it is."""
        a, wording = reading.assessment, reading.wording
        urgent = bool(a.alarms.emergencies)
        if a.is_empty and not a.questions:
            self._forget()
        elif a.questions:
            self.show_questions(a.questions, wording, reading.clinical)
        elif a.settled:
            self._say(self.tr("Next question"), wording.say("settled"))
        elif a.questions is not None and urgent:
            text = self.tr("All bedside checks are done; that excludes nothing. Act, or clear it with a reason.")
            self._say(self.tr("Emergency"), text)
        elif self.isHidden():
            self._say(self.tr("Next question"), self.tr("Looking for the question that tells most …"))
        else:
            self._dim()

    def show_questions(self, questions: tuple[Question, ...], wording: Wording, clinical: Clinical) -> None:
        """Suggest; nothing is made again if the suggestions are the same."""
        if not questions:
            self._forget()
            return
        if questions == self._questions and wording.language == self._language and self._content is not None:
            self._wake()
            return
        replaced = self._content is not None
        self._take_away()
        self._questions, self._language = questions, wording.language
        self._head(
            wording.question_title(questions[0]),
            urgent=bool(questions[0].flag),
        )
        self._words.hide()
        parts: list[QWidget] = list(self._one(questions[0], wording, clinical))
        self.first = next(p for p in parts if isinstance(p, ClueRow))
        if len(questions) > 1:
            rest = questions[1:]

            def make() -> QWidget:
                return stacked([part for q in rest for part in self._one(q, wording, clinical)])

            title = self.tr("Then: {0}") if questions[0].flag else self.tr("Other good questions: {0}")
            parts.append(Fold(title.format(len(rest)), make, small=True))
        self._content = stacked(parts, gap=2)
        self._place.addWidget(self._content)
        self.show()
        if replaced:
            self._shield.guard()
        if self._focused and self.hasFocus():
            self.first.segments.take_focus()

    def withdraw(self, answered: frozenset[str]) -> None:
        """Take no answers until there are new suggestions, if one of the present ones has been answered."""
        if any(q.clue in answered for q in self._questions):
            self._dim()

    def withdraw_checks(self, cleared: frozenset[str]) -> None:
        """The same, where the flag that they confirm has been cleared."""
        if any(q.flag in cleared for q in self._questions if q.flag):
            self._dim()

    # ---- states

    def _dim(self) -> None:
        if self._content is None or not self._content.isEnabled():
            return
        focus = QApplication.focusWidget()
        self._focused = focus is not None and self.isAncestorOf(focus)  # the keyboard goes on with the next one
        if self._focused:
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # and meanwhile presses nothing
        self._content.setEnabled(False)
        self._veil = _Veil(self._content)

    def _wake(self) -> None:
        if self._content is not None and not self._content.isEnabled():
            if self._veil is not None:
                self._veil.hide()
                self._veil.deleteLater()
                self._veil = None
            self._content.setEnabled(True)
            if self._focused and self.hasFocus() and self.first is not None:
                self.first.segments.take_focus()
        self.show()

    def _say(self, title: str, text: str) -> None:
        self._take_away()
        self._head(title, urgent=False)
        self._words.setText(text)
        self._words.show()
        self.show()

    def _head(self, title: str, *, urgent: bool) -> None:
        self._title.setText(title)
        self._title.setProperty("tone", "emergency" if urgent else "muted")
        self._title.style().unpolish(self._title)
        self._title.style().polish(self._title)
        write(self._title, "label")
        self.setAccessibleName(title)

    def _take_away(self) -> None:
        """Make room; the card gets no lower than it was, so that nothing below moves up and down again."""
        if self.isVisible() and not any(fold.head.isChecked() for fold in self.findChildren(Fold)):
            self.setMinimumHeight(max(self.minimumHeight(), self.height()))
        if self._content is not None:
            self._place.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = self.first = self._veil = None
        self._questions = ()

    def _forget(self) -> None:
        """Nothing is to be asked: another case may take less room."""
        self._take_away()
        self.setMinimumHeight(0)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wider = event.size().width() - self._width
        if abs(wider) > WIDTH_PX:
            self._width += wider
            self.setMinimumHeight(0)
        self._shield.setGeometry(self.rect())

    def _one(self, question: Question, wording: Wording, clinical: Clinical) -> tuple[QWidget, ...]:
        row = ClueRow(clinical.clues[question.clue], wording)
        row.answered.connect(self.answered)
        return row, label("\n".join(wording.outcomes(question)), "caption", "muted")


class _Veil(QWidget):
    """Dims what it lies over.

    Not a `QGraphicsOpacityEffect`: its Python object is freed while Qt still has it, and the program ends when the
    widget is deleted.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__(content)
        self.setProperty("role", "veil")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(content.rect())
        content.installEventFilter(self)
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)


class _Shield(QWidget):
    """Lies over the card for a moment and takes what the pointer does; the keyboard does not meet it."""

    def __init__(self, card: QWidget) -> None:
        super().__init__(card)
        self._card = card
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def guard(self) -> None:
        """Take every click for as long as a double click may last."""
        self.setGeometry(self._card.rect())
        self.raise_()
        self.show()
        self._timer.start(QApplication.doubleClickInterval())

    def event(self, event: QEvent) -> bool:
        if event.type() in (
            QEvent.Type.MouseButtonPress,
            QEvent.Type.MouseButtonDblClick,
            QEvent.Type.MouseButtonRelease,
            QEvent.Type.TouchBegin,
        ):
            event.accept()
            return True
        return super().event(event)
