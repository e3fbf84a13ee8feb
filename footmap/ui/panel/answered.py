"""What has been answered: each with a way back, and everything that does not count or does not reassure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ..look.plain import tip, visible
from ..look.theme import write
from ..look.tokens import SPACE
from .answer_values import answer_text
from .pieces import Fold, label, stacked
from .wrapping_button import WrappingButton

if TYPE_CHECKING:
    from footmap.core.drawing import ClueAnswer
    from footmap.core.localiser.answers import AnswerProblem
    from footmap.core.localiser.assessment import Assessment
    from footmap.words.assessment_words import Wording

LATEST: Final = 5
"""Number of answers that are listed at once; earlier ones unfold."""


class AnsweredList(QWidget):
    """The answers of the case.

    Signals
    -------
    cleared(str)
        An answer is to be taken away.
    looked_for(str)
        A clue is to be shown with its answers.
    """

    cleared = Signal(str)
    looked_for = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        self._shown: tuple[object, ...] = ()
        self.lines: dict[str, str] = {}
        self.clear_buttons: dict[str, QToolButton] = {}
        self.hide()

    def show_answers(self, clues: Mapping[str, ClueAnswer], assessment: Assessment, wording: Wording) -> None:
        """Show the answers of a case; nothing is made again if nothing changed."""
        remarks = notes(assessment, wording, cautions=False)  # those stand among the warnings
        lines = {
            id_: f"{wording.clue(id_)}: {answer_text(wording, wording.known_clue(id_), value)}"
            for id_, value in clues.items()
        }
        scores = tuple(wording.score(points) for points in assessment.alarms.scores)
        shown = (lines, remarks, scores, wording.language)
        self.setVisible(bool(lines))
        if shown == self._shown:
            return
        self._shown, self.lines = shown, lines
        self.clear_buttons = {}
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        heading = label(self.tr("Answered"), "caption", "muted")
        write(heading, "label")
        self._add(heading)
        newest = list(lines)[::-1]
        for id_ in newest[:LATEST]:
            self._add(self._line(id_, lines[id_]))
        rest = newest[LATEST:]
        if rest:

            def make() -> QWidget:
                return stacked([self._line(id_, lines[id_]) for id_ in rest], gap=1)

            self._add(Fold(self.tr("Earlier answers: {0}").format(len(rest)), make, small=True))
        for note in dict.fromkeys(note for some in remarks.values() for note in some):
            self._add(label(note, "caption", "warn"))
        for score in scores:
            self._add(label(score, "caption"))

    def _add(self, part: QWidget) -> None:
        self._column.addWidget(part)
        part.show()  # at once, so that the list has its height before the next frame

    def _line(self, id_: str, text: str) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE[1])
        name = WrappingButton(text, fills=True)
        name.setProperty("fold", "true")
        name.setCursor(Qt.CursorShape.PointingHandCursor)
        name.setToolTip(tip(text))
        name.setAccessibleName(text)
        name.clicked.connect(lambda: self.looked_for.emit(id_))
        clear = QToolButton()
        clear.setText("✕")
        clear.setProperty("clear", "true")
        clear.setAccessibleName(self.tr("Remove: {0}").format(text))
        clear.setToolTip(self.tr("Remove this answer"))
        clear.clicked.connect(lambda: self.cleared.emit(id_))
        self.clear_buttons[id_] = clear
        row.addWidget(name, 1)
        row.addWidget(clear)
        return box


def notes(assessment: Assessment, wording: Wording, *, cautions: bool = True) -> dict[str, tuple[str, ...]]:
    """Clue id -> what is to be said about its answer: contradictions, answers that do not count, false comfort."""
    out: dict[str, list[str]] = {}
    for pair in assessment.contradictions:
        for id_ in pair:
            out.setdefault(id_, []).append(wording.contradiction(pair))
    for problem in assessment.problems:
        out.setdefault(problem.clue, []).append(_problem(problem, wording))
    for caution in assessment.alarms.cautions if cautions else ():
        out.setdefault(caution.clue, []).append(wording.caution(caution))
    return {id_: tuple(visible(text) for text in texts) for id_, texts in out.items()}


def _problem(problem: AnswerProblem, wording: Wording) -> str:
    name = wording.clue(problem.clue)
    if problem.kind == "several_answers":
        text = QCoreApplication.translate("AnsweredList", "{0} has several answers; choose one.")
        return text.format(name)
    return wording.problem(problem)
