"""The reception: start page, forms, suggestions and what is offered after a kill; it asks the desk to do things."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMessageBox

from footmap.core.drawing import Case, ClueAnswer
from footmap.core.record import PatientRecord, suggested_answers
from footmap.data.casefile import read_case, read_file, save_file
from footmap.data.library import locks, unfinished
from footmap.data.library.journal import read_rescued, rescued
from footmap.data.library.library import Library, Wanted
from footmap.data.patient_file import parse_record
from footmap.errors import CaseError, FootmapError, LibraryError
from footmap.ui.document.journal import DRAFT, draft_of
from footmap.ui.document.record import record_of
from footmap.ui.picture.thumbnail import png_of
from footmap.ui.runtime.said import said
from footmap.ui.settings.language import current

from .describing import Describing, outlines_of
from .recovery import Left, RecoveryDialog
from .start import StartPage
from .suggestions import SuggestionsDialog
from .words import shown

if TYPE_CHECKING:
    from footmap.core.record import Patient, Visit
    from footmap.ui.document.localising import Reading
    from footmap.words.naming import Naming

    from .desk import RecordDesk
    from .keeper import Keeper

MOST_EXAMINERS = 8


class Reception(QObject):
    """What the user sees of the library.

    Attributes
    ----------
    page : StartPage
    describing : Describing

    Signals
    -------
    damaged()
        The library could not be read at the start: it is to be examined at once.
    """

    damaged = Signal()

    def __init__(self, desk: RecordDesk) -> None:
        around = desk.around
        super().__init__(around.host)
        self.desk = desk
        self._naming: Naming | None = None
        self._suggested: Mapping[str, ClueAnswer] = {}
        self._suggested_day = ""
        self._suggested_for = -1
        self.keeper: Keeper | None = None
        self._page_wanted = False
        session, a = around.session, around.commands
        self.describing = Describing(session, around.assessment, desk.journal, self)
        page = self.page = StartPage(lambda: desk.library, self.candidate, around.host)
        page.be_discreet(desk.words.discreet)
        around.modes.keep_from_patients(page)
        a.patients.triggered.connect(self.show_page)
        a.details.triggered.connect(self.show_details)
        page.visit_chosen.connect(lambda id_: self._done(desk.open_visit(id_)))
        page.next_visit_wanted.connect(lambda id_: self._done(desk.new_visit(id_)))
        page.patient_wanted.connect(self.new_patient)
        page.file_wanted.connect(self._open_file)
        page.trash_changed.connect(self._set_trashed)
        page.empty_wanted.connect(self._empty_trash)
        page.files_dropped.connect(self.take_in)
        page.problem.connect(around.notice.show_problem)
        page.file_made.connect(self._save_file)
        session.opened.connect(lambda _atlas: self._look_back())
        session.opened.connect(lambda _atlas: page.hide())
        session.answers_changed.connect(self._offer)
        session.record_changed.connect(self._offer)
        desk.strip.wanted.connect(self._offer_taken)
        around.assessment.localising.read.connect(self._read)
        around.look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.page.set_theme(self.desk.around.look.theme)

    def _read(self, reading: Reading) -> None:
        self._naming = reading.wording

    def candidate(self, id_: str) -> str:
        """Name of a nerve, level or condition, as soon as the knowledge is read."""
        if self._naming is not None:
            return self._naming.candidate(id_)
        return self.desk.around.session.engine.names.get(id_, "")

    # ---- start page

    def show_page(self) -> None:
        """Show the start page, or close it."""
        if self.page.isVisible():
            self.page.close_page()
            return
        if self.desk.locked and self.keeper is not None:
            self._page_wanted = True
            self.keeper.ask()
            return
        self.desk.journal.flush(1.0)
        strip = self.desk.strip
        self.page.show_page(strip.mapTo(self.desk.around.host, strip.rect().bottomLeft()).y() + 1)

    def welcome(self, *, page: bool) -> None:
        """At the start: what was left open, else (with `page`) the start page where there is anybody to choose."""
        self._page_wanted = page
        if self.desk.locked and self.keeper is not None:
            self.keeper.ask()
        else:
            self.come_in()

    def come_in(self) -> None:
        """The library is open: offer what was left open, else show the start page if that is wanted."""
        if self.offer_left() is not None or not self._page_wanted:
            return
        session, library = self.desk.around.session, self.desk.library
        try:
            anybody = library is not None and library.count() > 0
        except LibraryError as error:  # a page of it is damaged: nothing may leave the slot that was called
            self._say(said(error))
            self.damaged.emit()
            return
        if anybody and session.is_blank and not session.busy:
            self.show_page()

    def _done(self, done: bool) -> None:
        if done and not self.desk.around.session.busy:
            self.page.hide()

    def new_patient(self) -> None:
        """Begin with a new patient, and ask what is known."""
        if self.desk.new_patient():
            self.page.hide()
            self.show_details()

    def _open_file(self) -> None:
        self.page.hide()
        self.desk.around.files.ask_and_open()

    def _save_file(self, name: str, data: bytes) -> None:
        around = self.desk.around
        path = around.files.questions.path_to_save(around.files.folder / name)
        if path is None:
            return
        try:
            save_file(path, data)
        except CaseError as error:
            self._say(said(error))
            return
        self._say(self.tr("Saved as {0}.").format(path.name))

    def _set_trashed(self, visit_id: str, trashed: bool) -> None:
        desk, library = self.desk, self.desk.library
        if library is None:
            return
        if visit_id == desk.around.session.record.head.id:
            self._say(self.tr("This visit is open; open another one first."))
            return
        if library.is_locked(visit_id):
            self._say(self.tr("This visit is open in another window of footmap."))
            return
        try:
            (library.trash if trashed else library.take_back)(visit_id)
        except LibraryError as error:
            self._say(said(error))

    def _empty_trash(self) -> None:
        library = self.desk.library
        if library is None:
            return
        words = self.tr("Remove {0} visits for good? Backups still hold them for a while.")
        try:
            if not self.sure(words.format(library.count(Wanted(trashed=True)))):
                return
            library.empty_trash()
        except LibraryError as error:
            self._say(said(error))
        self.page.refresh()

    def sure(self, question: str) -> bool:
        """Ask before something is removed for good."""
        box = QMessageBox(self.desk.around.host)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle("footmap")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(question)
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        box.deleteLater()
        return box.clickedButton() is remove

    def take_in(self, paths: list[Path]) -> None:
        """Take case files into the library, and say what became of them."""
        desk = self.desk
        taken = known = 0
        problems = []
        for path in paths:
            try:
                data = read_file(path)
                found = parse_record(data)
                library = self._library_to_write()
                record = (
                    found
                    if isinstance(found, PatientRecord)
                    else PatientRecord(library.new_patient(name=path.stem), (found,))
                )
                for i, visit in enumerate(record.visits):
                    if f'"{visit.id}"'.encode() not in data:  # it names none: the same file is to have the same one
                        visit = replace(visit, id=hashlib.sha256(data + bytes([i % 256])).hexdigest()[:16])
                        if library.holds(visit.id):
                            known += 1
                            continue
                    added = library.add(record.patient, visit)
                    taken += added.how != "already there"
                    known += added.how == "already there"
            except (CaseError, LibraryError) as error:
                problems.append(f"{path.name}: {said(error)}")
        words = self.tr("{0} visits taken into the library, {1} were there already.").format(taken, known)
        self._say(" ".join([words, *problems[:3]]))
        if desk.library is not None:
            self.page.refresh()

    def _library_to_write(self) -> Library:
        desk = self.desk
        if desk.library is None and desk.may_keep:
            Library(desk.places.library, make=True, key=desk.key).close()
        library = desk.library
        if library is None:
            raise desk.refused or LibraryError(self.tr("There is no library yet."))
        return library

    # ---- forms

    def show_details(self) -> None:
        """Show what is said about the visit; one form that is open comes to the front."""
        from .details import DetailsDialog

        host = self.desk.around.host
        for dialog in host.findChildren(DetailsDialog):
            if dialog.isVisible():
                dialog.activateWindow()
                return
        DetailsDialog(self.desk.around.session, self.desk.words, self._pseudonyms, self._examiners(), host)

    def _pseudonyms(self) -> frozenset[str]:
        library = self.desk.library
        try:
            return library.pseudonyms() if library is not None else frozenset()
        except LibraryError:
            return frozenset()

    def _examiners(self) -> list[str]:
        library = self.desk.library
        if library is None:
            return []
        try:
            entries = library.visits(Wanted(by_use=True))
        except LibraryError:
            return []
        found = dict.fromkeys(entry.visit.examiner for entry in entries if entry.visit.examiner)
        return list(found)[:MOST_EXAMINERS]

    # ---- answers of the last visit

    def _look_back(self) -> None:
        """Find the visit before the one that has just been opened."""
        session, library = self.desk.around.session, self.desk.library
        record = session.record
        self._suggested = {}
        if library is None or not record.in_library or record.locked or record.patient is None or session.case.clues:
            self._offer()
            return
        with contextlib.suppress(LibraryError):
            at = record.head.at.timestamp() if record.head.at is not None else float("inf")
            for entry in library.visits(Wanted(patient=record.patient.id), limit=-1):
                if entry.visit.id != record.head.id and entry.at.timestamp() <= at:
                    self._suggested = suggested_answers(library.visit(entry.visit.id), session.case)
                    self._suggested_day = self.desk.words.day(entry.at)
                    self._suggested_for = session.document
                    break
        self._offer()

    def _open_suggestions(self) -> Mapping[str, ClueAnswer]:
        session = self.desk.around.session
        if self._suggested_for != session.document or session.record.locked:
            return {}
        return {clue: answer for clue, answer in self._suggested.items() if clue not in session.case.clues}

    def _offer(self) -> None:
        left = self._open_suggestions()
        if self.desk.around.session.record.in_library:
            words = self.tr("Answers of {0} ({1})…").format(self._suggested_day, len(left)) if left else ""
            self.desk.strip.set_offer(words)

    def _offer_taken(self) -> None:
        left = self._open_suggestions()
        if left:
            self.show_suggestions(left)

    def show_suggestions(self, answers: Mapping[str, ClueAnswer]) -> SuggestionsDialog:
        """Offer answers of the last visit."""
        if self._naming is None:
            from footmap.words.assessment_words import load_wording

            self._naming = load_wording(current())
        around = self.desk.around
        return SuggestionsDialog(around.session, answers, self._suggested_day, self._naming, around.host)

    # ---- after a kill

    def offer_left(self) -> RecoveryDialog | None:
        """Offer what was left open; None where there is nothing."""
        found = [*self._left_visits(), *self._left_drafts()]
        if not found:
            return None
        dialog = RecoveryDialog(found, self.desk.around.host)
        dialog.wanted.connect(self._go_on)
        dialog.unwanted.connect(lambda left: self.desk.journal.forget_draft(left.visit_id))
        return dialog

    def _left_visits(self) -> Iterator[Left]:
        library, places = self.desk.library, self.desk.places
        if self.desk.locked:
            return
        self._take_rescued()
        for id_ in unfinished.left_open(places.library) if library is not None and library.writable else ():
            unfinished.ended(places.library, id_)  # it is safe in the library, whatever the user says
            with contextlib.suppress(FootmapError):
                assert library is not None
                visit, patient = library.visit(id_), library.patient_of(id_)
                yield Left(id_, self._lines(visit, patient, self.tr("kept in the library")), self._picture(visit.case))

    def _left_drafts(self) -> Iterator[Left]:
        places = self.desk.places
        if not places.drafts.exists() or self.desk.locked:
            return
        try:
            with Library(places.drafts, key=self.desk.key) as drafts:
                found = [
                    (drafts.visit(entry.visit.id), drafts.patient_of(entry.visit.id))
                    for entry in drafts.visits(Wanted(by_use=True), limit=-1)
                    if not locks.is_locked(places.drafts, entry.visit.id)
                ]
        except LibraryError as error:
            self._say(said(error))
            return
        for visit, patient in found:
            draft = draft_of(visit, patient)
            if _is_saved(draft.path, draft.case):
                self.desk.journal.forget_draft(draft.id)
                continue
            where = (
                shown(self.desk.around.files.name_of(draft.path)) if draft.path else self.tr("not saved under any name")
            )
            yield Left(visit.id, self._lines(visit, draft.record.patient, where), self._picture(visit.case), draft)

    def _lines(self, visit: Visit, patient: Patient | None, where: str) -> tuple[str, ...]:
        w = self.desk.words
        count = len(visit.case.drawing.strokes)
        strokes = self.tr("1 stroke") if count == 1 else self.tr("{0} strokes").format(count)
        answers = self.tr("{0} answers").format(len(visit.case.clues)) if visit.case.clues else ""
        what = " · ".join(part for part in (w.moment(visit.at) if visit.at else "", strokes, answers) if part)
        return w.patient(patient), what, where

    def _picture(self, case: Case) -> bytes:
        engine = self.desk.around.session.engine
        return png_of(outlines_of(engine.atlas), engine.style, case.drawing.strokes)

    def _go_on(self, left: Left) -> None:
        draft, session = left.draft, self.desk.around.session
        if draft is None:
            self.desk.open_visit(left.visit_id)
            return
        if not self.desk.around.files.may_leave():
            return
        if draft.path is not None:
            self.desk.around.files.expect(draft.path, draft.digest)
        session.open(draft.case, draft.path, draft.record)
        session.settle()
        if session.record == draft.record:
            self.desk.journal.adopt_draft(draft)
            session.set_record(session.record, told=True)

    def _take_rescued(self) -> None:
        """What a library did not take last time; another state of a visit becomes a copy, nothing is overwritten."""
        desk = self.desk
        for path in rescued(desk.places.spare):
            with contextlib.suppress(FootmapError, OSError):
                record = read_rescued(path, desk.key)
                if not isinstance(record, PatientRecord):
                    continue
                for visit in record.visits:
                    draft = any(key == DRAFT for key, _ in visit.case.extra)
                    place = desk.places.drafts if draft else desk.places.library
                    if locks.is_locked(place, visit.id):
                        break
                    if draft:
                        with Library(place, make=True, key=desk.key) as drafts:
                            drafts.add(record.patient, visit)
                    else:
                        self._library_to_write().add(record.patient, visit)
                        self._say(self.tr("What the library did not take last time has been taken into it now."))
                else:
                    path.unlink()

    def _say(self, sentence: str) -> None:
        self.desk.around.notice.show_message(sentence)

    # ---- closing

    def stop(self) -> None:
        """End; what is to be shown of the last visit is kept."""
        self.describing.stop()
        self.page.forget()


def welcome_soon(reception: Reception, *, page: bool) -> None:
    """Once the window is up."""
    QTimer.singleShot(0, reception, partial(reception.welcome, page=page))


def _is_saved(path: Path | None, case: Case) -> bool:
    """True if the file holds exactly this."""
    if path is None:
        return False
    try:
        return record_of(read_case(path))[1] == case
    except CaseError:
        return False
