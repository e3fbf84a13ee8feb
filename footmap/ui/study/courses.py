"""Courses: graded cases to solve, and how far one has come."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from footmap.study.exercise import RIGHT_FROM
from footmap.ui.look.tokens import SPACE
from footmap.ui.panel.pieces import FlowRow

from .board import Sheet
from .case_part import CasePart, asked_of
from .parts import Scroller, button, empty, label, say

if TYPE_CHECKING:
    from footmap.data.courses import CourseCase, CourseRecord
    from footmap.study.desk import CaseOutcome

    from .room import Room

SHORT: Final = 90
"""Most letters of a story in the list of cases."""


class CoursesPanel(QWidget):
    """The list of courses, the cases of one, and a case.

    Attributes
    ----------
    part : CasePart
    """

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._course: CourseRecord | None = None
        self._case: CourseCase | None = None
        self.stack = QStackedWidget()
        self._list = Scroller(self.tr("Courses"))
        self._cases = self._make_cases()
        self.part = CasePart(room)
        self.part.left.connect(self.enter)
        self.part.next_wanted.connect(self._next)
        for part in (self._list, self._cases, self.part):
            self.stack.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _make_cases(self) -> QWidget:
        out = QWidget()
        self.name = label(role="title")
        self.rows = QListWidget()
        self.rows.setAccessibleName(self.tr("Cases"))
        self.rows.setWordWrap(True)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.itemActivated.connect(self._activated)
        self.rows.itemClicked.connect(self._activated)
        column = QVBoxLayout(out)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addWidget(self.name)
        column.addWidget(self.rows, 1)
        ways = FlowRow(gap=SPACE[2])
        ways.add(button(self.tr("Back"), self._to_list))
        ways.add(button(self.tr("Go on"), self._next))
        column.addWidget(ways)
        return out

    # ---- what is shown

    def enter(self) -> None:
        """Show the courses, or the cases of the one that was left."""
        self._room.board.present(Sheet(self._room.board.body))
        if self._course is not None:
            self.open(self._course)
        else:
            self._to_list()

    def back(self) -> bool:
        """One step back; False where there is none."""
        if self.stack.currentWidget() is self.part:
            self.enter()
        elif self.stack.currentWidget() is self._cases:
            self._to_list()
        else:
            return False
        return True

    def _to_list(self) -> None:
        self._course = None
        column = self._list.column
        empty(column)
        desk = self._room.desk
        if desk is None:
            column.addWidget(label(self.tr("Say first who studies.")))
            column.addStretch(1)
            self.stack.setCurrentWidget(self._list)
            return
        language = self._room.words.language
        for course in desk.courses.courses:
            scores = desk.course_scores(course).values()
            right = sum(score is not None and score >= RIGHT_FROM for score in scores)
            column.addWidget(label(course.title.to(language), "title"))
            column.addWidget(label(course.about.to(language)))
            column.addWidget(label(self.tr("{0} of {1} solved").format(right, len(scores)), tone="muted"))
            column.addWidget(button(self.tr("Open: {0}").format(course.title.to(language)), partial(self.open, course)))
        column.addStretch(1)
        self.stack.setCurrentWidget(self._list)

    def open(self, course: CourseRecord) -> None:
        """List the cases of a course."""
        desk = self._room.desk
        if desk is None:
            return
        self._course = course
        language = self._room.words.language
        say(self.name, course.title.to(language))
        scores = desk.course_scores(course)
        self.rows.clear()
        for k, case in enumerate(desk.courses.of(course), 1):
            score = scores[case.id]
            told = "" if score is None else f"   {self._room.words.percent(score)}"
            sign = "○" if score is None else "✓" if score >= RIGHT_FROM else "✗"
            story = case.record.story.to(language)
            short = story if len(story) <= SHORT else f"{story[:SHORT].rsplit(' ', 1)[0]} …"
            self.rows.addItem(QListWidgetItem(f"{sign}  {k}.{told}  {short}"))
        self.stack.setCurrentWidget(self._cases)
        self.rows.setCurrentRow(0)
        self.rows.setFocus()

    def _activated(self, item: QListWidgetItem) -> None:
        desk = self._room.desk
        if desk is not None and self._course is not None:
            self.ask(desk.courses.of(self._course)[self.rows.row(item)])

    def _next(self) -> None:
        """The next case that is not solved, else the one after this."""
        desk, course = self._room.desk, self._course
        if desk is None or course is None:
            return
        cases, scores = desk.courses.of(course), desk.course_scores(course)
        at = cases.index(self._case) + 1 if self._case in cases else 0
        order = (*cases[at:], *cases[:at])
        unsolved = [case for case in order if (scores[case.id] or 0.0) < RIGHT_FROM]
        self.ask((unsolved or order)[0])

    def ask(self, case: CourseCase) -> None:
        """Put a case to the learner."""
        self._case = case
        desk, course = self._room.desk, self._course
        assert desk is not None
        number = desk.courses.of(course).index(case) + 1 if course is not None else 1
        title = course.title.to(self._room.words.language) if course is not None else ""
        self.stack.setCurrentWidget(self.part)
        self.part.ask(asked_of(case, self._room, partial(self._judge, case), f"{title}, {number}"))

    def _judge(self, case: CourseCase, ids: tuple[str, ...], emergency: bool, seconds: float) -> CaseOutcome:
        desk, body = self._room.desk, self._room.board.body
        assert desk is not None
        if not desk.studying.writable:
            from footmap.study.desk import mark_case

            return mark_case(case, ids, self._room.material, emergency=emergency, body=body)
        return desk.answer_case(case, ids, seconds, emergency=emergency, body=body)
