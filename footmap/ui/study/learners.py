"""Who studies in this window: opens the progress file, chooses a learner, and moves progress in and out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from footmap.errors import FootmapError, StudyError
from footmap.ui.runtime.said import said

from .chosen import remember, remembered
from .room import file_of

if TYPE_CHECKING:
    from footmap.core.learning import Learner
    from footmap.data.progress.store import Progress, Studying
    from footmap.ui.settings.preferences import Preferences

    from .room import Room


class Learners(QObject):
    """The learners of the progress file, one of whom studies here.

    Parameters
    ----------
    path : Path or None
        The progress file; None for that of the user.
    clock : callable
        Seconds since 1970 in UTC, for what is due.

    Attributes
    ----------
    room : Room or None
        Its desk is that of the learner; None until everything has been read.
    studying : Studying or None
        None until somebody has said who studies.
    standing : str
        A sentence that holds for as long as this learner studies here, empty for most.

    Signals
    -------
    changed(object, str)
        All learners, and the id of the one who studies, empty for nobody.
    """

    changed = Signal(object, str)

    def __init__(
        self, parent: QObject, path: Path | None, clock: Callable[[], float], preferences: Preferences
    ) -> None:
        super().__init__(parent)
        self._path, self._clock, self._preferences = path, clock, preferences
        self.room: Room | None = None
        self.progress: Progress | None = None
        self.studying: Studying | None = None
        self.standing = ""

    def open(self) -> None:
        """Open the progress file; who studied last goes on."""
        from footmap.data.progress.store import Progress

        self._tell("")
        try:
            if self.progress is None:
                self.progress = Progress(file_of(self._path))
            learners = self.progress.learners()
            known = self._preferences.learner
            self.study_as(next((x for x in learners if x.id == known), learners[0] if learners else None))
        except StudyError as error:
            self._tell(said(error))

    def study_as(self, learner: Learner | None) -> None:
        """Study as a learner, or with None as nobody.

        Raises
        ------
        StudyError
            If the progress of the learner cannot be read.
        """
        from footmap.study.desk import StudyDesk

        room, progress = self.room, self.progress
        assert room is not None
        assert progress is not None
        before = room.desk
        self.leave()
        if learner is not None:
            self.studying = progress.study(learner)
            sets, view = remembered(self._preferences, learner.id)
            desk = room.desk = StudyDesk(self.studying, room.material, sets, self._clock, view)
            if before is not None and before.own is not None:
                desk.choose_own(before.own)
            self._preferences.learner = learner.id
            self.standing = self._only_reading(self.studying)
            self._tell("")
        self.changed.emit(progress.learners(), learner.id if learner is not None else "")

    def _only_reading(self, studying: Studying) -> str:
        if studying.writable:
            return ""
        return self.tr("{0} is studying in another window; here everything can be seen and nothing is kept.").format(
            studying.learner.name
        )

    def leave(self) -> None:
        """Nobody studies here; another window may do so as this learner from now on."""
        self.standing = ""
        if self.studying is not None:
            self.studying.close()
            self.studying = None
        if self.room is not None:
            self.room.background.drop()
            self.room.desk = None

    def choose(self, id_: str) -> None:
        """Study as the learner of an id, empty for a new one who has no name yet."""
        assert self.progress is not None
        try:
            self.study_as(next((x for x in self.progress.learners() if x.id == id_), None))
        except StudyError as error:
            self._tell(said(error))

    def add(self, name: str) -> bool:
        """Study as a new learner; False where that is not possible."""
        if self.progress is None:
            return False
        try:
            self.study_as(self.progress.add(name))
        except StudyError as error:
            self._tell(said(error))
            return False
        return True

    def remember(self) -> None:
        """Keep what the learner has chosen to study."""
        if self.room is not None and self.room.desk is not None:
            remember(self._preferences, self.room.desk)

    # ---- progress as a file

    def export_progress(self, path: Path) -> None:
        """Write all answers of the learner as one file."""
        from footmap.data.output import write_output

        if self.progress is None or self.studying is None:
            self._tell(self.tr("Say first who studies."))
            return
        path = path if path.suffix else path.with_suffix(".json")
        try:
            write_output(path, self.progress.export(self.studying.learner), [self.progress.path])
        except FootmapError as error:
            self._tell(said(error))
            return
        self._say(self.tr("The progress was saved: {0}").format(path.name))

    def import_progress(self, path: Path) -> None:
        """Take in the answers of such a file; a learner who is new here comes with it."""
        from footmap.data.progress.export import read_export
        from footmap.study.schedule import Schedule

        if self.progress is None:
            return
        before = self.studying.learner if self.studying is not None else None
        try:
            learner, answers = read_export(path)
            if before is not None and before.id == learner.id:
                self.leave()  # it is written by whoever has it alone
            known, count = self.progress.take_in(learner, answers, Schedule().replay)
            self.study_as(known)
        except FootmapError as error:
            if self.studying is None and before is not None:
                self.study_as(before)
            self._tell(said(error))
            return
        self._say(self.tr("{0} has {1} new answers.").format(known.name, count))

    def stop(self) -> None:
        """Let go of the learner and of the file."""
        self.leave()
        if self.progress is not None:
            self.progress.close()
            self.progress = None

    def _tell(self, sentence: str) -> None:
        if self.room is not None:
            self.room.tell(sentence)

    def _say(self, sentence: str) -> None:
        if self.room is not None:
            self.room.say(sentence)
