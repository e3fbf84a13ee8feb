"""The desk: joins the open document with the library. Opens, begins and leaves visits, and says whose record it is."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QMessageBox, QVBoxLayout, QWidget

from footmap.core.drawing import Case
from footmap.core.pseudonym import pseudonym
from footmap.core.record import Patient, Visit, new_id, next_visit
from footmap.data.library import cipher
from footmap.data.library.library import Library, Wanted
from footmap.errors import FootmapError, LibraryError
from footmap.ui.document.journal import DocumentJournal, Places
from footmap.ui.document.record import OpenRecord
from footmap.ui.runtime.said import said

from .strip import RecordStrip
from .words import RecordWords, shown

if TYPE_CHECKING:
    from footmap.data.library.cipher import Key
    from footmap.data.library.sealing import Converted
    from footmap.ui.control.assessment import AssessmentController
    from footmap.ui.control.body_scene import BodyScene
    from footmap.ui.control.modes import Modes
    from footmap.ui.document.files import Files
    from footmap.ui.document.session import Session
    from footmap.ui.look.look import Look
    from footmap.ui.settings.preferences import Preferences
    from footmap.ui.shell.actions import Actions
    from footmap.ui.shell.notice import Notice

FOLLOW_MS: Final = 1500
"""How often a visit that another window writes is looked at again."""
FLUSH_S: Final = 5.0


@dataclass(frozen=True)
class Surroundings:
    """What the desk works with.

    Attributes
    ----------
    host : QWidget
        The window.
    """

    host: QWidget
    preferences: Preferences
    session: Session
    files: Files
    look: Look
    modes: Modes
    commands: Actions
    notice: Notice
    assessment: AssessmentController
    body_scene: BodyScene


class RecordDesk(QObject):
    """Patients and visits of one window.

    Parameters
    ----------
    places : Places
        Where library and drafts are kept.

    Attributes
    ----------
    journal : DocumentJournal
    strip : RecordStrip
    """

    def __init__(self, around: Surroundings, places: Places) -> None:
        super().__init__(around.host)
        self.around, self.places = around, places
        self.words = RecordWords(self)
        self._library: Library | None = None
        self._refused: LibraryError | None = None
        self.key: Key | None = None
        self._count = (1, 1)
        self._problem = ""
        session, a = around.session, around.commands
        session.case_changed.connect(self._stamp)
        self.journal = DocumentJournal(session, places, self)
        self.strip = RecordStrip(a.details, a.new_visit, a.compare, a.patients, around.host)
        self._put_strip()
        self._follow = QTimer(self)
        self._follow.setInterval(FOLLOW_MS)
        self._follow.timeout.connect(self._look_again)
        around.files.fresh = self.fresh
        around.files.keep = self._keep
        self.journal.digest = around.files.digest
        for action, run in ((a.new_visit, self.begin_next),):
            action.triggered.connect(run)
        for action in (a.patients, a.new_visit, a.details, a.compare, a.timeline):
            action.setVisible(True)
        a.new.setText(self.tr("New patient"))
        session.record_changed.connect(self._record_changed)
        session.opened.connect(self._opened)
        self.journal.kept_changed.connect(lambda _kept: self._say_state())
        self.journal.problem.connect(self._journal_problem)
        self.strip.wanted.connect(self._take_into_library)
        around.look.changed.connect(self._dress)
        self._dress()
        if self.library is not None:
            self._align_plain()
        if self.library is not None and self.library.notice:
            around.notice.show_message(said(self.library.notice))
        if session.is_blank and not session.busy:
            session.new(self.fresh())
        else:
            self._record_changed()

    def _align_plain(self) -> None:
        """Drafts that are still encrypted though the library is not any more are put aside."""
        if cipher.is_encrypted(self.places.drafts):
            self._use_key()

    def _put_strip(self) -> None:
        layout = self.around.host.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(1, self.strip)
        self.around.modes.keep_from_patients(self.strip)
        self.strip.show()

    def _dress(self) -> None:
        self.strip.set_theme(self.around.look.theme)

    # ---- the library

    @property
    def library(self) -> Library | None:
        """The library; None while there is none yet, or it cannot be opened."""
        if self._library is None and self._refused is None and self.places.library.exists():
            try:
                self._library = Library(self.places.library, key=self.key)
            except LibraryError as error:
                if self.journal.is_kept:  # else the writer may be making it at this very moment
                    self._refused = error
                    self.journal.locked = error.locked
                    if not error.locked:  # else it is asked for
                        self.around.notice.show_problem(said(error))
        return self._library

    @property
    def refused(self) -> LibraryError | None:
        """Why the library cannot be opened."""
        return self._refused

    @property
    def locked(self) -> bool:
        """True while the library waits for its passphrase."""
        return self.library is None and self._refused is not None and self._refused.locked

    def unlock(self, passphrase: str) -> None:
        """Open an encrypted library; what was drawn meanwhile stays open.

        Raises
        ------
        LibraryError
            If it is not the passphrase.
        """
        from footmap.data.library import sealing

        self.key = sealing.unlock(self.places.library, passphrase)
        self._refused = None
        self._use_key()
        library = self.library
        if library is not None:
            sealing.finish(self.places.library, self.key)
        if self.around.session.is_blank and not self.around.session.busy:
            self.around.session.new(self.fresh())
        else:
            self._record_changed()

    def _use_key(self) -> None:
        """Journal and drafts are under the key of the library."""
        from footmap.data.library import sealing

        try:
            words = said(sealing.align(self.places.drafts, self.key))
        except LibraryError as error:
            words = said(error)
        if words:
            self._say(words)
        self.journal.use_key(self.key)

    def convert(self, key: Key | None) -> Converted:
        """Encrypt, decrypt or change the passphrase of the library that was let go of.

        Raises
        ------
        LibraryError
            If that was not possible; the library is as it was.
        """
        from footmap.data.library import sealing

        done = sealing.convert(self.places.library, self.key, key)
        old, self.key = self.key, key
        with contextlib.suppress(LibraryError):
            sealing.follow(self.places.drafts, old, key)
        self._use_key()
        return done

    @property
    def may_keep(self) -> bool:
        """True if visits can be kept in the library, or it will be made with the first one."""
        library = self.library
        return self._refused is None and (library is None or library.writable)

    def let_go(self) -> bool:
        """Let go of the library, so that its file may be replaced; False if the user would rather stay."""
        if not self._may_go():
            return False
        self.journal.release()
        if self._library is not None:
            self._library.close()
        self._library, self._refused = None, None
        return True

    def come_back(self) -> None:
        """The file of the library is another one: open it, and begin with a new patient."""
        self._refused = None
        self.around.session.new(self.fresh())

    # ---- opening, beginning

    def fresh(self) -> OpenRecord:
        """A new patient with a first visit; nothing is kept of it before somebody paints, answers or writes."""
        if not self.may_keep:
            return OpenRecord()
        patient = self.library.new_patient() if self.library is not None else Patient(new_id(), pseudonym())
        return OpenRecord(patient, Visit(new_id()), in_library=True, named=True)

    def new_patient(self, patient: Patient | None = None) -> bool:
        """Begin with a new patient; False if the user would rather stay."""
        if not self._may_go():
            return False
        record = self.fresh()
        if patient is not None and record.patient is not None:
            record = replace(record, patient=patient)
        self.around.session.new(record)
        if patient is not None:
            self.around.session.set_record(self.around.session.record, told=True)
        return True

    def open_visit(self, id_: str) -> bool:
        """Open a visit of the library; one that another window has is only read. False if it stays closed."""
        if not self._may_go():
            return False
        library = self.library
        if library is None:
            return False
        try:
            record, visit = self._record_of(library, id_)
        except LibraryError as error:
            self.around.notice.show_problem(said(error))
            return False
        self.around.session.open(visit.case, None, record)
        return True

    def _record_of(self, library: Library, id_: str) -> tuple[OpenRecord, Visit]:
        locked = ""
        if not library.writable:
            locked = said(library.notice)
        elif not self.journal.take(id_):
            locked = self.tr("This visit is open in another window of footmap; here it can only be read.")
        visit, patient = library.visit(id_), library.patient_of(id_)
        head = replace(visit, case=Case())
        return OpenRecord(patient, head, in_library=True, named=True, locked=locked), visit

    def begin_next(self) -> None:
        """A new visit of the patient that is open."""
        patient = self.around.session.record.patient
        if patient is not None and self.around.session.record.in_library:
            self.new_visit(patient.id)

    def new_visit(self, patient_id: str) -> bool:
        """A new visit of a patient of the library: an empty drawing; the last answers are suggestions."""
        if not self._may_go():
            return False
        library = self.library
        if library is None or not self.may_keep:
            self.around.notice.show_message(library.notice if library else self.tr("There is no library yet."))
            return False
        try:
            past = library.record(patient_id)
        except LibraryError as error:
            self.around.notice.show_message(said(error))
            return False
        session = self.around.session
        visit = next_visit(past.newest, datetime.now().astimezone(), session.engine.atlas.version)
        record = OpenRecord(past.patient, replace(visit, case=Case()), in_library=True, named=True)
        session.open(visit.case, None, record)
        return True

    def _may_go(self) -> bool:
        """True if the open document may be left."""
        if not self.around.files.may_leave():
            return False
        self.journal.flush(FLUSH_S)
        return True

    def _stamp(self) -> None:
        """A visit begins with the first thing that is done to it."""
        session = self.around.session
        record = session.record
        if record.in_library and record.head.at is None and not session.is_blank and not record.locked:
            now = datetime.now().astimezone()
            session.set_record(replace(record, head=replace(record.head, at=now)))

    def _opened(self, _atlas: str) -> None:
        session = self.around.session
        if session.record.in_library and session.record.head.at is not None:
            self.journal.keep_now()

    def _take_into_library(self) -> None:
        """A file, or a drawing without a name, becomes a visit of the library."""
        session, record = self.around.session, self.around.session.record
        if record.in_library or not self.may_keep:
            return
        session.settle()
        fresh = self.fresh()
        library = self.library
        head = replace(record.head, at=record.head.at or datetime.now().astimezone())
        if library is not None and library.holds(head.id):
            head = replace(head, id=new_id())
        name = session.path.stem if session.path is not None and record.patient is None else ""
        patient = record.patient or (replace(fresh.patient, name=name) if fresh.patient is not None else None)
        session.set_record(OpenRecord(patient, head, in_library=True, named=True), told=True)
        self._say(self.tr("This is a visit of the library now; the file stays as it was."))

    def _keep(self) -> bool:
        kept = self.journal.flush(FLUSH_S)
        if kept:
            self._say(self.tr("Everything is kept in the library."))
        return kept

    # ---- another window

    def _look_again(self) -> None:
        """A visit that another window writes: show what it has kept, and go on with it once it is free."""
        record, library = self.around.session.record, self.library
        if not (record.locked and record.in_library) or library is None or not library.writable:
            self._follow.stop()
            return
        try:
            mine = self.journal.take(record.head.id)
            if not mine and not library.has_changed():
                return
            found, visit = self._record_of(library, record.head.id)
        except LibraryError:
            return  # it is tried again
        if visit.case == self.around.session.case and found == record:
            return
        self.around.session.open(visit.case, None, found)
        if mine:
            self._say(self.tr("The other window has closed this visit; it can be changed here now."))

    # ---- what is said

    def _say(self, sentence: str) -> None:
        self.around.notice.show_message(sentence)

    def _journal_problem(self, sentence: str) -> None:
        self._problem = sentence
        if sentence:
            self._say(sentence)
        self._say_state()

    def _record_changed(self) -> None:
        record = self.around.session.record
        self._count = self._counted(record)
        self.around.commands.new_visit.setEnabled(record.in_library and not self.around.session.is_blank)
        if not record.in_library:
            self.strip.set_offer(self.tr("Take into the library") if self.may_keep else "")
        if record.locked and not self._follow.isActive():
            self._follow.start()
        self.tell()

    def _counted(self, record: OpenRecord) -> tuple[int, int]:
        """Which visit of how many it is."""
        library = self.library
        if library is None or record.patient is None or not record.in_library:
            return 1, 1
        try:
            entries = library.visits(Wanted(patient=record.patient.id), limit=-1)
        except LibraryError:
            return 1, 1
        ids = [entry.visit.id for entry in reversed(entries)]
        if record.head.id not in ids:
            ids.append(record.head.id)
        return ids.index(record.head.id) + 1, len(ids)

    def tell(self) -> None:
        """Say whose record it is."""
        record, w = self.around.session.record, self.words
        w.discreet = self.around.preferences.discreet
        head = record.head
        if record.in_library:
            name = w.patient(record.patient)
            when = w.moment(head.at)
            parts = (w.about(record.patient) if record.patient else "", when, w.number(*self._count))
        else:
            name = w.patient(record.patient) if record.patient else shown(self.around.files.name)
            parts = ("", w.moment(head.at) if head.at else "", self.tr("not in the library"))
        by = self.tr("by {0}").format(shown(head.examiner)) if head.examiner and not w.discreet else ""
        self.strip.tell(name, " · ".join(part for part in (*parts, by) if part), *self._state())

    def _state(self) -> tuple[str, bool]:
        session = self.around.session
        record = session.record
        if record.locked:
            return self.tr("Read only"), True
        if self._problem:
            return self.tr("Not kept yet"), True
        if session.is_blank:
            return "", False
        if not self.journal.is_kept:
            return self.tr("Keeping …"), False
        if record.in_library:
            return self.tr("Kept"), False
        return (self.tr("Not saved"), False) if session.modified else (self.tr("Saved"), False)

    def _say_state(self) -> None:
        self.strip.say_state(*self._state())
        self.around.commands.new_visit.setEnabled(
            self.around.session.record.in_library and not self.around.session.is_blank
        )

    # ---- closing

    def may_close(self) -> bool:
        """True if everything is kept, or the user does not mind."""
        if self.journal.flush(FLUSH_S):
            return True
        return self.ask_to_close(self._problem or self.tr("The last changes could not be kept in time."))

    ask: Callable[[str], bool] | None = None
    """Answers instead of the question before closing, for tests."""

    def ask_to_close(self, why: str) -> bool:
        """Close though something is not in the library?"""
        if self.ask is not None:
            return self.ask(why)
        box = QMessageBox(self.around.host)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle("footmap")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("Something is not kept in the library."))
        box.setInformativeText(why)
        save = box.addButton(self.tr("Save as a file…"), QMessageBox.ButtonRole.AcceptRole)
        leave = box.addButton(self.tr("Close all the same"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        clicked = box.clickedButton()
        box.deleteLater()
        return clicked is leave or (clicked is save and self.around.files.save_as())

    def stop(self, *, left_open: bool = False) -> None:
        """Write what waits and let go of the library."""
        self._follow.stop()
        self.journal.stop(left_open=left_open)
        if self._library is not None:
            with contextlib.suppress(FootmapError):
                self._library.close()
            self._library = None
