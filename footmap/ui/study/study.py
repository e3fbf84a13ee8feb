"""Study mode of one window: opens and closes its page, and turns to its parts."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from footmap.errors import FootmapError, StudyError
from footmap.ui.runtime.background import Background
from footmap.ui.runtime.said import said
from footmap.ui.settings.language import current

from .learners import Learners
from .page import StudyPage
from .room import Room, read_material

if TYPE_CHECKING:
    from footmap.core.learning import Learner
    from footmap.data.footset import Footset
    from footmap.study.material import Material
    from footmap.ui.control.body_scene import BodyScene
    from footmap.ui.control.modes import Modes
    from footmap.ui.document.session import Session
    from footmap.ui.look.look import Look
    from footmap.ui.settings.preferences import Preferences
    from footmap.ui.shell.actions import Actions

    from .courses import CoursesPanel
    from .exam import ExamPanel
    from .exercise import ExercisePanel
    from .explore import ExplorePanel
    from .home import HomePanel
    from .projector import Projector
    from .sets import SetsPanel

HOME, EXPLORE, COURSES, EXAMINATION, SETS = range(5)


@dataclass(frozen=True)
class Around:
    """What study mode works with.

    Attributes
    ----------
    host : QWidget
        The window.
    """

    host: QWidget
    preferences: Preferences
    session: Session
    look: Look
    modes: Modes
    commands: Actions
    body_scene: BodyScene


class Study(QObject):
    """Study mode.

    Parameters
    ----------
    path : Path or None
        The progress file; None for that of the user.
    clock : callable
        Seconds since 1970 in UTC, for what is due.
    timer : callable
        Seconds that only go forward, for the time of an answer.

    Attributes
    ----------
    page : StudyPage or None
        None before it is opened.
    room : Room or None
        None until everything has been read.
    learners : Learners
        Who studies.

    Signals
    -------
    ready()
        Everything has been read, and home is shown.
    """

    ready = Signal()

    def __init__(
        self,
        around: Around,
        path: Path | None = None,
        clock: Callable[[], float] = time.time,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(around.host)
        self.around = around
        self._timer = timer
        self.learners = Learners(self, path, clock, around.preferences)
        self.page: StudyPage | None = None
        self.room: Room | None = None
        self.home: HomePanel
        self.exercise: ExercisePanel
        self.explore: ExplorePanel | None = None
        self.courses: CoursesPanel | None = None
        self.exam: ExamPanel | None = None
        self.sets: SetsPanel | None = None
        self.projector: Projector | None = None
        self._background = Background(self)
        self._reading = False
        self.learners.changed.connect(self._show_learners)
        around.look.changed.connect(self._dress)
        around.modes.changed.connect(lambda mode: self.close() if mode == "patient" else None)

    # ---- opening and closing

    @property
    def is_open(self) -> bool:
        """True while the page covers the window."""
        return self.page is not None and self.page.isVisible()

    def open(self) -> None:
        """Show study mode; what is not read yet is read now."""
        if self.around.modes.mode == "patient" or self.is_open:
            return
        if self.page is None:
            tabs = self.tr("Home"), self.tr("Explore"), self.tr("Courses"), self.tr("Examination"), self.tr("Sets")
            page = self.page = StudyPage(self.around.host, tabs)
            page.left.connect(self._left)
            page.escaped.connect(self._back)
            page.tab_chosen.connect(self._turn)
            page.learner_chosen.connect(self._learner_chosen)
            page.copy_wanted.connect(self._copy_picture)
            page.save_wanted.connect(self._save_picture)
        self.around.modes.rest(True)
        self._dress()
        self.page.show_page()
        if self.room is None and not self._reading:
            self._reading = True
            atlas = self.around.session.engine.atlas
            self._background.run(partial(read_material, atlas), self._read, self._not_read)
        elif self.room is not None:
            self.learners.open()
            self.show_home()

    def close(self) -> None:
        """Give the window back."""
        if self.page is not None:
            self.page.close_page()

    def _left(self) -> None:
        """Another window may study as this learner from now on."""
        self.learners.leave()
        self.around.modes.rest(False)
        page = self.page
        before = page.focus_before if page is not None else None
        if before is not None and before.isVisible() and before.isEnabled():
            before.setFocus()

    def _not_read(self, sentence: str) -> None:
        self._reading = False
        self._tell(sentence)

    def _tell(self, sentence: str) -> None:
        if self.page is not None:
            self.page.tell(sentence or self.learners.standing)

    def _say(self, sentence: str) -> None:
        if self.page is not None:
            self.page.tell(sentence, calm=True)

    def _read(self, material: Material) -> None:
        from footmap.study.wording import StudyWords

        from .board import Board
        from .exercise import ExercisePanel
        from .home import HomePanel

        page, around = self.page, self.around
        assert page is not None
        board = Board(around.session.engine, around.body_scene.pictures, around.preferences, around.look.theme)
        board.problem.connect(self._tell)
        words = StudyWords(current(), material)
        room = self.room = Room(board, material, words, self._background, self._tell, self._say, self._timer)
        self.learners.room = room
        page.set_board(board)
        self.home = HomePanel(room)
        self.exercise = ExercisePanel(room)
        for panel in (self.home, self.exercise):
            page.side.addWidget(panel)
        self.home.begun.connect(lambda more: self.begin(more=more))
        self.home.fact_wanted.connect(lambda fact: self.begin(fact=fact))
        self.home.named.connect(self._add_learner)
        self.home.chosen.connect(self.learners.remember)
        self.exercise.left.connect(self.show_home)
        page.number_pressed.connect(self._number)
        page.done_pressed.connect(self._done)
        self._dress()
        if page.isVisible():
            self.learners.open()
            self.show_home()
        self.ready.emit()

    # ---- who studies

    def _show_learners(self, learners: Sequence[Learner], present: str) -> None:
        if self.page is not None:
            self.page.show_learners(learners, present)

    def _learner_chosen(self, id_: str) -> None:
        self.learners.choose(id_)
        self.show_home()

    def _add_learner(self, name: str) -> None:
        if self.learners.add(name):
            self.show_home()

    # ---- going about

    def show_home(self) -> None:
        """What is due, and what is known."""
        if self.page is not None and self.room is not None:
            self._background.drop()
            self.room.board.canvas.set_other(None)
            self.page.turn(HOME, self.home)
            self.home.show_home()

    def begin(self, *, more: bool = False, fact: str = "") -> None:
        """Ask what is due, or with `more` what was asked longest ago, or one fact."""
        if self.page is not None and self.room is not None and self.room.desk is not None:
            self.page.turn(HOME, self.exercise)
            self.exercise.begin(more=more, fact=fact)

    def _turn(self, tab: int) -> None:
        if self.page is None or self.room is None:
            return
        self._background.drop()
        self.room.board.canvas.set_other(None)
        if tab == HOME:
            self.show_home()
        else:
            panel = self._panel(tab)
            self.page.turn(tab, panel)
            panel.enter()

    def _panel(self, tab: int) -> ExplorePanel | CoursesPanel | ExamPanel | SetsPanel:
        """The part of a tab, made when it is first wanted."""
        page, room = self.page, self.room
        assert page is not None
        assert room is not None
        if tab == EXPLORE and self.explore is None:
            from .explore import ExplorePanel

            self.explore = ExplorePanel(room)
            page.side.addWidget(self.explore)
        elif tab == COURSES and self.courses is None:
            from .courses import CoursesPanel

            self.courses = CoursesPanel(room)
            page.side.addWidget(self.courses)
        elif tab == EXAMINATION and self.exam is None:
            from .exam import ExamPanel

            self.exam = ExamPanel(room)
            page.side.addWidget(self.exam)
        elif tab == SETS and self.sets is None:
            from .sets import SetsPanel

            session = self.around.session
            self.sets = SetsPanel(room, lambda: session.case)
            self.sets.quizzed.connect(self.quiz)
            self.sets.set_wanted.connect(self.study_set)
            self.sets.export_wanted.connect(lambda name: self.learners.export_progress(Path(name)))
            self.sets.import_wanted.connect(lambda name: self.learners.import_progress(Path(name)))
            page.side.addWidget(self.sets)
        panels = {EXPLORE: self.explore, COURSES: self.courses, EXAMINATION: self.exam, SETS: self.sets}
        found = panels[tab]
        assert found is not None
        return found

    def study_set(self, footset: Footset) -> None:
        """Ask the facts of a set of one's own when they are due, instead of those of footmap's sets."""
        if self.room is None or self.room.desk is None:
            self._tell(self.tr("Say first who studies."))
            return
        try:
            self.room.desk.choose_own(footset)
        except StudyError as error:
            self._tell(str(error))
            return
        self.show_home()

    def quiz(self, facts: Sequence[str]) -> None:
        """Ask the room about some facts."""
        from .projector import Projector

        page, room = self.page, self.room
        assert page is not None
        assert room is not None
        if self.projector is None:
            self.projector = Projector(room)
            self.projector.left.connect(self._end_quiz)
            page.side.addWidget(self.projector)
        page.project(True)
        page.side.setCurrentWidget(self.projector)
        self.projector.begin(facts)

    def _end_quiz(self) -> None:
        if self.page is not None:
            self.page.project(False)
            self._turn(SETS)

    def _back(self) -> None:
        """One step back: from an enlarged view to all, from a question home, from home to the drawing."""
        page, room = self.page, self.room
        if page is None:
            return
        shown = page.side.currentWidget()
        stepwise = self.courses, self.exam, self.sets
        if room is not None and room.board.canvas.busy:
            room.board.canvas.cancel()
        elif any(panel is not None and shown is panel and panel.back() for panel in stepwise):
            return
        elif shown is self.projector:
            self._end_quiz()
        elif room is not None and shown is not self.home:
            self.show_home()
        elif room is not None and room.board.scene.focus is not None:
            room.board.canvas.focus_view(None)
        else:
            page.close_page()

    def _number(self, number: int) -> None:
        asked = self._asked()
        if asked is not None:
            asked.press_number(number)

    def _done(self) -> None:
        asked = self._asked()
        if asked is not None:
            asked.press_done()

    def _asked(self) -> ExercisePanel | None:
        """The question that is asked now, in study or in an examination."""
        shown = self.page.side.currentWidget() if self.page is not None else None
        if shown is self.exercise:
            return self.exercise
        return self.exam.question if self.exam is not None and shown is self.exam else None

    # ---- pictures

    def _copy_picture(self) -> None:
        from . import sharing

        if self.room is not None and self.page is not None:
            entries = sharing.legend_of(self.page.side.currentWidget())
            sharing.copy(self.room.board, self._title(), entries, self.around.look.theme)
            self._say(self.tr("The picture is on the clipboard."))

    def _save_picture(self) -> None:
        from . import sharing

        path = sharing.ask_path(self.around.host)
        if path is not None:
            self.save_picture(path)

    def save_picture(self, path: Path) -> None:
        """Save the present picture with its legend."""
        from . import sharing

        if self.room is None or self.page is None:
            return
        entries = sharing.legend_of(self.page.side.currentWidget())
        try:
            saved = sharing.save(path, self.room.board, self._title(), entries, self.around.look.theme)
        except FootmapError as error:
            self._tell(said(error))
            return
        self._say(self.tr("The picture was saved: {0}").format(saved.name))

    def _title(self) -> str:
        shown = self.page.side.currentWidget() if self.page is not None else None
        if shown is self.exercise:
            return self.exercise.prompt.text()
        return self.page.tabs.tabText(self.page.tabs.currentIndex()) if self.page is not None else ""

    # ---- look and end

    def _dress(self) -> None:
        if self.page is not None:
            self.page.set_theme(self.around.look.theme)

    def settle(self) -> None:
        """Wait until everything that is being prepared stands there (for pictures of the window, and tests)."""
        self._background.settle()
        if self.room is not None:
            self.home.settle()
            self.room.board.settle()

    def retranslate(self) -> None:
        """Another language is spoken: everything is made anew when study mode is opened the next time."""
        if self.page is None or self.is_open:
            return
        self.stop()
        self.page.deleteLater()
        self.page = self.room = self.explore = self.courses = self.exam = None
        self.sets = self.projector = self.learners.room = None
        self._reading = False
        self._background = Background(self)

    def stop(self) -> None:
        """Let go of everything; the window closes."""
        self._background.stop()
        if self.exam is not None:
            self.exam.stop()
        if self.room is not None:
            self.home.stop()
            self.room.board.stop()
        self.learners.stop()
