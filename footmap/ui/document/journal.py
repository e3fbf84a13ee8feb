"""Keeps the open document as it is worked on: each finished stroke and answer is on the disk in a moment.

A visit of the library goes into the library. A file, or a drawing without a name, goes into a library of drafts until
the user saves it or lets it go. The writers get frozen values; they find out by themselves what has changed.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from footmap.core.drawing import Case
from footmap.core.record import Patient, Visit, new_id
from footmap.data.library import locks, unfinished
from footmap.data.library.cards import Summary
from footmap.data.library.cipher import Key
from footmap.data.library.journal import Journal
from footmap.errors import LibraryError
from footmap.ui.runtime.said import said

from .record import OpenRecord
from .session import Session

LOOK_MS: Final = 100
"""How often it is asked whether all is kept, while something is not."""
DRAFT: Final = "draft"
"""Key of a draft that says which file it belongs to, and what that file had said of the visit."""
DRAFTS: Final = "drafts.footlib"


@dataclass(frozen=True)
class Places:
    """Where things are kept.

    Attributes
    ----------
    library : Path
        File of the library; it may not be there yet.
    own : Path
        Folder of this user for drafts and for what the library would not take.
    """

    library: Path
    own: Path

    @property
    def drafts(self) -> Path:
        """Library of drafts."""
        return self.own / DRAFTS

    @property
    def spare(self) -> Path:
        """Folder for what a library would not take."""
        return self.own / "rescued"


@dataclass(frozen=True)
class Draft:
    """A document that was not saved when its program ended.

    Attributes
    ----------
    id : str
        In the library of drafts.
    path : Path or None
        Its file; None where it had no name yet.
    digest : str
        What the file held when it was read or written last (`Files.digest`); empty if that is not known.
    """

    id: str
    path: Path | None
    record: OpenRecord
    case: Case
    digest: str = ""


class DocumentJournal(QObject):
    """Follows a session and keeps what it holds.

    Parameters
    ----------
    places : Places

    Attributes
    ----------
    digest : callable
        What a file held when it was read or written last.
    locked : bool
        True while the library waits for its passphrase: nothing is kept, because it would lie there in plain.

    Signals
    -------
    kept_changed(bool)
        True when everything is on the disk.
    problem(str)
        One sentence why something is not kept; empty when it is again.
    """

    kept_changed = Signal(bool)
    problem = Signal(str)

    def __init__(self, session: Session, places: Places, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._places = session, places
        self._library: Journal | None = None
        self._drafts: Journal | None = None
        self._document = session.document
        self._draft = new_id()
        self._drafted = False
        self._begun = ""
        self._locks: dict[tuple[Path, str], locks.Lock] = {}
        self._numbers: dict[Journal, int] = {}
        self._given: tuple[Case, OpenRecord] | None = None
        self._said = ""
        self._kept = True
        self.digest: Callable[[Path], str] = lambda _path: ""
        self.locked = False
        self._key: Key | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        session.case_changed.connect(self._follow)
        session.record_changed.connect(self._follow)
        session.file_changed.connect(self._follow)

    # ---- what others ask

    @property
    def is_kept(self) -> bool:
        """True if everything is on the disk."""
        return all(journal.is_kept(number) for journal, number in self._numbers.items())

    def flush(self, timeout_s: float = 10.0) -> bool:
        """Wait until everything is on the disk; False if that did not happen in time."""
        self._session.settle()
        done = sum(not journal.flush(timeout_s) for journal in self._numbers) == 0
        self._look()
        return done

    def take(self, visit_id: str) -> bool:
        """Take a visit of the library for writing; False if another window has it."""
        key = self._places.library, visit_id
        if key in self._locks:
            return True
        lock = locks.lock_visit(*key)
        if lock is not None:
            self._locks[key] = lock
        return lock is not None

    def show(self, visit_id: str, summary: Summary | None = None, png: bytes | None = None) -> None:
        """Keep what lists and search show of a visit of the library."""
        if self._library is not None:
            self._library.show(visit_id, summary, png)

    def keep_now(self) -> None:
        """Keep the present document though nobody has painted yet."""
        self._follow()

    def adopt_draft(self, draft: Draft) -> None:
        """The document that has just been opened is this draft: go on with it under its id."""
        self._draft, self._drafted = draft.id, True
        self._hold(self._places.drafts, draft.id)

    def forget_draft(self, id_: str) -> None:
        """Remove a draft that nobody wants."""
        self._writer(library=False).remove(id_)
        unfinished.ended(self._places.drafts, id_)

    def use_key(self, key: Key | None) -> None:
        """From now on everything is kept under this key; None for a library that is not encrypted."""
        self.release()
        self._key, self.locked, self._given = key, False, None
        self._follow()

    def release(self) -> None:
        """Write what waits, end the writers and let go of every file: the library may be replaced now."""
        for journal in (self._library, self._drafts):
            if journal is not None:
                journal.close()
        self._library = self._drafts = None
        self._numbers.clear()
        for lock in self._locks.values():
            lock.release()
        self._locks.clear()
        self._begun = ""

    def stop(self, *, left_open: bool = False) -> bool:
        """Write what waits and end; False if something could not be kept.

        Parameters
        ----------
        left_open : bool
            Nobody was asked: the note of the visit and the draft of a file stay, and are offered at the next start.
        """
        if left_open:
            self._session.settle()
        else:
            self._leave()
        self._timer.stop()
        for signal in (self._session.case_changed, self._session.record_changed, self._session.file_changed):
            signal.disconnect(self._follow)
        done = True
        for journal in (self._library, self._drafts):
            if journal is not None:
                done = journal.close() and done
        for lock in self._locks.values():
            lock.release()
        self._locks.clear()
        return done

    # ---- following the session

    def _follow(self) -> None:
        session = self._session
        if session.document != self._document:
            self._leave()
            self._document = session.document
        record = session.record
        if record.locked:
            return
        if record.in_library:
            if record.patient is not None and not session.is_blank:
                self._keep(record.patient, session.visit, record)
        elif self.locked:
            return
        elif session.modified and not session.is_blank:
            self._keep_draft(record)
        elif self._drafted and not session.busy:
            self._drop_draft()  # it is as the file says

    def _keep(self, patient: Patient, visit: Visit, record: OpenRecord) -> None:
        if self._given is not None and self._given[0] is visit.case and self._given[1] is record:
            return
        self._given = visit.case, record
        journal = self._writer(library=True)
        self._hold(self._places.library, visit.id)
        self._numbers[journal] = journal.keep(patient, visit)
        self._watch()
        if self._drafted:
            self._drop_draft()  # the library has it now

    def _keep_draft(self, record: OpenRecord) -> None:
        session = self._session
        case = session.case
        if self._given is not None and self._given[0] is case and self._given[1] is record:
            return
        self._given = case, record
        self._drafted = True
        journal = self._writer(library=False)
        self._hold(self._places.drafts, self._draft)
        digest = self.digest(session.path) if session.path is not None else ""
        patient, visit = drafted(self._draft, session.path, record, case, digest)
        self._numbers[journal] = journal.keep(patient, visit)
        self._watch()

    def _hold(self, library: Path, visit_id: str) -> None:
        """Lock and note the visit that is worked on, once."""
        if self._begun == visit_id:
            return
        self._begun = visit_id
        unfinished.began(library, visit_id)
        if (library, visit_id) not in self._locks:
            with contextlib.suppress(LibraryError):  # where nothing can be locked, it is written all the same
                lock = locks.lock_visit(library, visit_id)
                if lock is not None:
                    self._locks[library, visit_id] = lock

    def _leave(self) -> None:
        """The document is left, by the user's will."""
        if self._drafted:
            self._drop_draft()
        stays = self._session.record.head.id if self._session.document != self._document else ""
        for library, id_ in [key for key in self._locks if key[1] != stays]:
            if self._library is not None and library == self._places.library:
                self._library.flush()
                self._library.leave(id_)
            unfinished.ended(library, id_)
            self._locks.pop((library, id_)).release()
        self._draft, self._begun, self._given = new_id(), "", None

    def _drop_draft(self) -> None:
        self.forget_draft(self._draft)
        lock = self._locks.pop((self._places.drafts, self._draft), None)
        if lock is not None:
            lock.release()
        self._draft, self._drafted, self._begun, self._given = new_id(), False, "", None

    def _writer(self, *, library: bool) -> Journal:
        places = self._places
        if library:
            if self._library is None:
                self._library = Journal(places.library, spare=places.spare, key=self._key)
            return self._library
        if self._drafts is None:
            self._drafts = Journal(places.drafts, spare=places.spare, backups_due=False, key=self._key)
        return self._drafts

    # ---- whether all is kept

    def _watch(self) -> None:
        if self._kept:
            self._kept = False
            self.kept_changed.emit(False)
        if not self._timer.isActive():
            self._timer.start()

    def _look(self) -> None:
        words = " ".join(said(journal.problem) for journal in self._numbers if journal.problem)
        if words != self._said:
            self._said = words
            self.problem.emit(words)
        kept = self.is_kept
        if kept and not words:
            self._timer.stop()
        if kept != self._kept:
            self._kept = kept
            self.kept_changed.emit(kept)


def drafted(id_: str, path: Path | None, record: OpenRecord, case: Case, digest: str = "") -> tuple[Patient, Visit]:
    """A document as the library of drafts keeps it."""
    said = {
        "path": None if path is None else str(path),
        "digest": digest,
        "visit_id": record.head.id,
        "named": record.named,
        "patient": record.patient is not None,
    }
    extra = tuple(sorted({**dict(case.extra), DRAFT: json.dumps(said)}.items()))
    patient = record.patient or Patient(id_, "–")
    return patient, replace(record.head, id=id_, case=replace(case, extra=extra))


def draft_of(visit: Visit, patient: Patient) -> Draft:
    """The document that a visit of the library of drafts stands for."""
    extra = dict(visit.case.extra)
    said = json.loads(extra.pop(DRAFT, "{}"))
    path = said.get("path")
    head = replace(visit, id=said.get("visit_id") or visit.id, case=Case())
    record = OpenRecord(patient if said.get("patient") else None, head, named=bool(said.get("named")))
    case = replace(visit.case, extra=tuple(sorted(extra.items())))
    digest = str(said.get("digest") or "")
    return Draft(visit.id, Path(path) if isinstance(path, str) and path else None, record, case, digest)
