"""Examination: questions and cases against the clock, nothing said until the end, then a result to print."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QListWidget,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from footmap.data.courses import CourseCase
from footmap.errors import StudyError
from footmap.study import examination
from footmap.study.exercise import Answer, Exercise
from footmap.ui.look.tokens import SPACE
from footmap.ui.runtime.said import said

from .board import Sheet
from .case_part import CasePart, asked_of
from .exercise import ExercisePanel
from .parts import Scroller, button, label, say
from .room import Prepared, Room, with_light

if TYPE_CHECKING:
    from collections.abc import Callable

TICK_MS: Final = 1000


class ExamPanel(QWidget):
    """Set up, sat, and its result.

    Attributes
    ----------
    exam : Examination or None
        While it is sat, and afterwards.
    result : Result or None
    """

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self.exam: examination.Examination | None = None
        self.result: examination.Result | None = None
        self._number = 0
        self._began = 0.0
        self._prepared: dict[int, Prepared] = {}
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._tick)
        self.time = label(role="strong")
        self.setup = self._make_setup()
        self.question = ExercisePanel(room)
        self.question.silent = self._answered
        self.question.end.hide()
        self.case = CasePart(room)
        self.case.end.hide()
        self.results = self._make_results()
        self.stack = QStackedWidget()
        for part in (self.setup, self.question, self.case, self.results):
            self.stack.addWidget(part)
        self.finish_button = button(self.tr("Hand in"), self.finish)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(SPACE[2])
        outer.addWidget(self.time)
        outer.addWidget(self.stack, 1)
        outer.addWidget(self.finish_button, 0, Qt.AlignmentFlag.AlignRight)
        self._sitting(False)

    def _make_setup(self) -> QWidget:
        out = Scroller(self.tr("Examination"))
        out.column.addWidget(label(self.tr("Examination"), "title"))
        out.column.addWidget(
            label(self.tr("Questions from what you study, and cases. Nothing is said until the end or the time is up."))
        )
        form = QFormLayout()
        self.exercises = self._spin(self.tr("Questions"), 0, 100, 20)
        self.cases = self._spin(self.tr("Cases"), 0, 40, 5)
        self.minutes = self._spin(self.tr("Minutes"), 1, 240, 30)
        self.grade = QComboBox()
        self.grade.setAccessibleName(self.tr("Grade of the cases"))
        self.grade.addItem(self.tr("All grades"), 0)
        for grade in (1, 2, 3):
            self.grade.addItem(self.tr("Grade {0}").format(grade), grade)
        form.addRow(self.tr("Questions"), self.exercises)
        form.addRow(self.tr("Cases"), self.cases)
        form.addRow(self.tr("Grade of the cases"), self.grade)
        form.addRow(self.tr("Minutes"), self.minutes)
        out.column.addLayout(form)
        self.start = button(self.tr("Begin the examination"), self.compose)
        out.column.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeft)
        self.waiting = label(tone="muted")
        out.column.addWidget(self.waiting)
        out.column.addStretch(1)
        say(self.waiting, "")
        return out

    def _spin(self, name: str, low: int, high: int, value: int) -> QSpinBox:
        out = QSpinBox()
        out.setRange(low, high)
        out.setValue(value)
        out.setAccessibleName(name)
        return out

    def _make_results(self) -> QWidget:
        out = QWidget()
        self.verdict = label(role="title")
        self.told = label()
        self.rows = QListWidget()
        self.rows.setAccessibleName(self.tr("Questions and what they were worth"))
        self.rows.setWordWrap(True)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.itemActivated.connect(lambda item: self.show_marked(self.rows.row(item)))
        self.rows.itemClicked.connect(lambda item: self.show_marked(self.rows.row(item)))
        column = QVBoxLayout(out)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        for part in (self.verdict, self.told):
            column.addWidget(part)
        column.addWidget(self.rows, 1)
        self.save = button(self.tr("Save the result to print…"), self._save)
        column.addWidget(self.save)
        column.addWidget(button(self.tr("Another examination"), self._again))
        return out

    # ---- sitting it

    @property
    def sitting(self) -> bool:
        """True while it is sat."""
        return self._clock.isActive()

    def enter(self) -> None:
        """Show the examination that is sat, its result, or how to begin one."""
        if self.exam is None:
            self._room.board.present(Sheet(self._room.board.body))
            self.stack.setCurrentWidget(self.setup)
            self.start.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.sitting:
            self._ask()

    def back(self) -> bool:
        """From a question of the result back to its list; False where there is no step back."""
        if self.result is not None and self.stack.currentWidget() is not self.results:
            self.stack.setCurrentWidget(self.results)
            return True
        return self.sitting  # an examination is not left by Esc

    def compose(self) -> None:
        """Draw the questions by lot and begin."""
        desk = self._room.desk
        if desk is None:
            say(self.waiting, self.tr("Say first who studies."))
            return
        say(self.waiting, self.tr("The questions are being drawn by lot …"))
        self.start.setEnabled(False)
        make: Callable[[], examination.Examination] = partial(
            examination.compose,
            self.tr("Examination"),
            self._room.material,
            np.random.default_rng(),
            sets=desk.sets,
            exercises=self.exercises.value(),
            cases=self.cases.value(),
            grade=int(self.grade.currentData()) or None,
            minutes=float(self.minutes.value()),
        )
        self._room.background.run(make, self.begin, self._refused)

    def _refused(self, sentence: str) -> None:
        self.start.setEnabled(True)
        say(self.waiting, sentence)

    def begin(self, exam: examination.Examination) -> None:
        """Begin to sit an examination."""
        self.start.setEnabled(True)
        say(self.waiting, "")
        self.exam, self.result, self._number = exam, None, 0
        self._prepared.clear()
        self._began = self._room.clock()
        self._clock.start()
        self._sitting(True)
        self._ask()

    def _sitting(self, on: bool) -> None:
        self.time.setVisible(on)
        self.finish_button.setVisible(on)
        if on:
            self._tick()

    def _seconds(self) -> float:
        return self._room.clock() - self._began

    def _tick(self) -> None:
        exam = self.exam
        if exam is None or not self.sitting:
            return
        left = max(0, round(exam.minutes * 60 - self._seconds()))
        number = min(self._number + 1, len(exam.questions))
        words = self.tr("Question {0} of {1}, {2} left").format(
            number, len(exam.questions), f"{left // 60}:{left % 60:02d}"
        )
        say(self.time, words)
        if left <= 0:
            self.finish()

    def _ask(self) -> None:
        exam = self.exam
        if exam is None:
            return
        if self._number >= len(exam.questions):
            self.finish()
            return
        question = exam.questions[self._number]
        self._tick()
        if isinstance(question, CourseCase):
            self.stack.setCurrentWidget(self.case)
            self.case.ask(asked_of(question, self._room, self._judged, ""))
        else:
            self._room.run(partial(with_light, question, self._room.material), self._put)

    def _put(self, prepared: Prepared) -> None:
        self._prepared[self._number] = prepared
        self.stack.setCurrentWidget(self.question)
        self.question.ask(prepared)

    def _judged(self, ids: tuple[str, ...], emergency: bool, seconds: float) -> None:
        if self.exam is not None:
            self.exam.give(self._number, examination.CaseAnswer(ids, emergency), self._seconds(), seconds)
        self._number += 1
        self._ask()

    def _answered(self, answer: Answer | None, seconds: float) -> None:
        if self.exam is not None and answer is not None:
            self.exam.give(self._number, answer, self._seconds(), seconds)
        self._number += 1
        self._ask()

    # ---- its result

    def finish(self) -> None:
        """Mark it; what was answered is kept."""
        exam = self.exam
        if exam is None or not self.sitting:
            return
        self._clock.stop()
        self._sitting(False)
        self._room.run(partial(exam.finish, self._room.material, self._seconds()), self.show_result)

    def show_result(self, result: examination.Result) -> None:
        """Show a result, and keep it if this window may."""
        self.result = result
        desk, words = self._room.desk, self._room.words
        if desk is not None and desk.studying.writable:
            try:
                examination.keep(result, desk)
            except StudyError as error:
                self._room.tell(said(error))
        say(self.verdict, self.tr("{0} of {1} right").format(result.right, len(result.marked)))
        minutes = max(1, round(result.seconds / 60))
        told = self.tr("{0} of all points, in {1} of {2} minutes").format(
            words.percent(result.share), minutes, round(result.minutes)
        )
        say(self.told, told)
        self.rows.clear()
        for k, marked in enumerate(result.marked, 1):
            sign = "✓" if marked.right else "✗" if marked.given is not None else "–"
            self.rows.addItem(f"{sign}  {k}. {words.percent(marked.score)}  {self._asked(marked.question)}")
        self._room.board.present(Sheet(self._room.board.body))
        self.stack.setCurrentWidget(self.results)
        self.rows.setCurrentRow(0)
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _asked(self, question: examination.Question) -> str:
        words = self._room.words
        if isinstance(question, Exercise):
            return words.sentence(question.prompt)
        return question.record.story.to(words.language)

    def show_marked(self, number: int) -> None:
        """Show a question of the result with what was said about its answer."""
        if self.result is None or not 0 <= number < len(self.result.marked):
            return
        marked = self.result.marked[number]
        question = marked.question
        if isinstance(question, CourseCase):
            self._show_case(question, marked)
        elif number in self._prepared:
            self._show_question(self._prepared[number], marked)
        else:
            self._room.run(
                partial(with_light, question, self._room.material), lambda found: self._show_question(found, marked)
            )

    def _show_question(self, prepared: Prepared, marked: examination.Marked) -> None:
        from footmap.study.desk import CaseOutcome
        from footmap.study.exercise import ChoiceAnswer, NoAnswer, RankAnswer
        from footmap.study.grade import grade

        given = marked.given
        self.stack.setCurrentWidget(self.question)
        self.question.ask(prepared)
        feedback = marked.outcome
        if feedback is None:
            feedback = grade(prepared.exercise, NoAnswer(), self._room.material)
        if isinstance(feedback, CaseOutcome):
            return
        ids = (given.id,) if isinstance(given, ChoiceAnswer) else given.ids if isinstance(given, RankAnswer) else ()
        self.question.show_feedback(prepared, feedback, ids)
        self.question.following.hide()

    def _show_case(self, case: CourseCase, marked: examination.Marked) -> None:
        from footmap.study.desk import CaseOutcome

        self.stack.setCurrentWidget(self.case)
        self.case.ask(asked_of(case, self._room, lambda *_: None, ""))
        if isinstance(marked.outcome, CaseOutcome):
            self.case.show_outcome(marked.outcome)
        self.case.following.hide()

    def _save(self) -> None:
        if self.result is None or self._room.desk is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the result"), self.tr("examination") + ".pdf", self.tr("PDF (*.pdf)")
        )
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write the result as PDF, with the mistakes painted."""
        from footmap.study.exam_report import write_result

        desk, room = self._room.desk, self._room
        if self.result is None or desk is None:
            return
        path = path if path.suffix else path.with_suffix(".pdf")
        write = partial(write_result, self.result, path, desk.studying.learner.name, room.material, room.words.language)
        room.run(write, lambda _none: room.say(self.tr("The result was saved: {0}").format(path.name)))

    def _again(self) -> None:
        self.exam = self.result = None
        self.enter()

    def stop(self) -> None:
        """The clock stands still."""
        self._clock.stop()
