"""The journal: every state of an open visit goes to the disk as it comes, from a thread of its own.

The window hands over whole frozen values, which costs it a few microseconds; the writer finds out what has changed
since the last one and adds a step to the library, which costs as much as the change and not as the drawing. If values
come faster than the disk takes them, the newest of each visit waits and the older ones are passed over: it says all
that they said. No more than one value waits for each visit.

Where the library cannot be written, the visit is written as a case file into a folder of its own (`rescued` lists
them), the user is told in one sentence, and the writer tries again until it succeeds.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

from footmap.core.record import Patient, PatientRecord, Visit
from footmap.errors import CaseError, LibraryError, Message

from ..atomic import write_bytes
from ..patient_file import read_record, record_bytes
from . import backups, mark, place, store
from .cards import Summary
from .cipher import Key
from .documents import Known, known, step, visit_from
from .opening import Opened, explained, open_library, transaction
from .place import SUFFIX

Kept: TypeAlias = tuple[Patient, Visit]
Said: TypeAlias = Callable[[str], None]

FIRST_PAUSE_S: Final = 0.2
"""Before a write that failed is tried again; each time twice as long."""
LONGEST_PAUSE_S: Final = 5.0
STEPS_BYTES: Final = 256 * 1024
"""Steps of a visit are folded into its document when they are larger than this, and than half of the document."""
LOOK_FOR_BACKUP_S: Final = 60.0
CASES: Final = ".footmap"
Shown: TypeAlias = tuple[Summary | None, bytes | None]
"""What lists and search show of a visit beside what it says: its result in words, and its picture."""


@dataclass
class _Open:
    """A visit that the writer has written once."""

    row: int
    revision: int
    state: Known
    step_bytes: int
    document_bytes: int


def _nothing(_: str) -> None: ...


class Journal:
    """Keeps visits in a library while they are worked on.

    Parameters
    ----------
    path : Path
        A library; made if there is none.
    spare : Path, optional
        Folder for what the library would not take.
    said : callable
        Told from the writer's thread: one sentence when something could not be kept, and an empty text when
        everything is kept again.
    backups_due : bool
        Write the hourly, daily and weekly backups while the journal is used.
    key : Key, optional
        Of an encrypted library; what it does not take is encrypted with it too.
    """

    def __init__(
        self,
        path: Path,
        *,
        spare: Path | None = None,
        said: Said = _nothing,
        backups_due: bool = True,
        key: Key | None = None,
    ) -> None:
        self.path = path
        self._key = key
        self._spare = spare
        self._said = said
        self._backups_due = backups_due
        self._waiting: dict[str, Kept] = {}
        self._leaving: set[str] = set()
        self._shown: dict[str, Shown] = {}
        self._removed: set[str] = set()
        self._given = 0
        self._kept = 0
        self._unfit = 0  # number up to which a state was given that no file can hold
        self._problem = ""
        self._closing = False
        self._change = threading.Condition()
        self._opened: Opened | None = None
        self._identity: tuple[int, int] | None = None
        self._was_open = False
        self._visits: dict[str, _Open] = {}
        self._looked = -LOOK_FOR_BACKUP_S
        self._backup: threading.Thread | None = None
        self._thread = threading.Thread(target=self._write_on, name="footmap-journal", daemon=True)
        self._thread.start()

    # ---- from the window's thread

    def keep(self, patient: Patient, visit: Visit) -> int:
        """Keep the present state of a visit; returns a number for `is_kept`. Never waits."""
        with self._change:
            self._waiting[visit.id] = (patient, visit)
            self._given += 1
            self._change.notify_all()
            return self._given

    def is_kept(self, number: int) -> bool:
        """True when the state of that number, or a later one of the same visit, is on the disk."""
        return self._kept >= number > self._unfit

    @property
    def problem(self) -> str:
        """One sentence why something is not kept; empty if all is well."""
        return self._problem

    def leave(self, visit_id: str) -> None:
        """A visit is worked on no more: its steps are folded into its document when there is time."""
        with self._change:
            self._leaving.add(visit_id)
            self._change.notify_all()

    def show(self, visit_id: str, summary: Summary | None = None, png: bytes | None = None) -> None:
        """Keep what lists and search show of a visit, once the visit itself is kept; None leaves what is there."""
        with self._change:
            before = self._shown.get(visit_id, (None, None))
            self._shown[visit_id] = (summary or before[0], png or before[1])
            self._change.notify_all()

    def remove(self, visit_id: str) -> None:
        """Remove a visit for good: what it held is kept elsewhere, or nobody wants it. It may not be kept again."""
        with self._change:
            self._waiting.pop(visit_id, None)
            self._removed.add(visit_id)
            self._change.notify_all()

    def flush(self, timeout_s: float = 10.0) -> bool:
        """Wait until everything given so far is on the disk; False if that did not happen in time."""
        with self._change:
            wanted = self._given
            self._change.wait_for(lambda: self._kept >= wanted or not self._thread.is_alive(), timeout_s)
            return self._kept >= wanted and (wanted == 0 or wanted > self._unfit)

    def close(self, timeout_s: float = 10.0) -> bool:
        """Write what waits and end; False if something is not in the library, of which `problem` says why."""
        with self._change:
            self._closing = True
            self._change.notify_all()
        self._thread.join(timeout_s)
        return not self._thread.is_alive() and self._kept >= self._given and not self._problem

    # ---- the writer's thread

    def _write_on(self) -> None:
        pause = FIRST_PAUSE_S
        while True:
            with self._change:
                self._change.wait_for(
                    lambda: self._waiting or self._leaving or self._shown or self._removed or self._closing
                )
                taken, number = dict(self._waiting), self._given
                leaving, closing = set(self._leaving), self._closing
                shown, removed = dict(self._shown), set(self._removed)
                for given in (self._waiting, self._leaving, self._shown, self._removed):
                    given.clear()
            refused, unfit = self._write_all(taken, leaving, closing)
            self._write_beside(shown, removed)
            with self._change:
                for id_, value in refused.items():
                    self._waiting.setdefault(id_, value)
                if not refused:
                    self._kept = max(self._kept, number)
                    if taken:
                        self._unfit = number if unfit else 0
                    pause = FIRST_PAUSE_S
                self._change.notify_all()
                if closing and (refused or not self._waiting):
                    break
                if refused:
                    self._change.wait_for(lambda: self._closing, pause)
                    pause = min(2 * pause, LONGEST_PAUSE_S)
        self._disconnect()
        if self._backup is not None:
            self._backup.join()

    def _write_all(self, taken: dict[str, Kept], leaving: set[str], closing: bool) -> tuple[dict[str, Kept], bool]:
        """Write states; returns those that are worth another try, and whether one is unfit for any file."""
        refused: dict[str, Kept] = {}
        unfit = False
        problem = ""
        for id_, (patient, visit) in taken.items():
            try:
                self._write(patient, visit)
                self._no_longer_spare(id_)
            except CaseError as error:
                unfit = True
                problem = Message("The last change could not be kept: {why}", why=error)
            except (LibraryError, sqlite3.Error, OSError) as error:
                problem = explained(error, self.path).message
                refused[id_] = (patient, visit)
                if not isinstance(error, LibraryError):
                    self._visits.pop(id_, None)  # whether it is there or not is read again
                self._disconnect()
        if refused:
            problem = Message("{problem} {rescue}", problem=problem, rescue=self._rescue(refused))
        if not refused:
            with contextlib.suppress(LibraryError, sqlite3.Error, OSError):
                self._fold(leaving | (set(self._visits) if closing else set()))
            if taken:
                self._back_up()
        if problem != self._problem and (taken or problem):
            self._problem = problem
            self._said(problem)
        return refused, unfit

    def _write_beside(self, shown: dict[str, Shown], removed: set[str]) -> None:
        """What is not the record itself; where it cannot be written, nothing is lost."""
        if not (shown or removed) or not self.path.is_file():
            return
        with contextlib.suppress(LibraryError, sqlite3.Error, OSError):
            connection = self._connect()
            for id_, (summary, png) in shown.items():
                row = _row(connection, id_)
                if row is not None and id_ not in removed:
                    with transaction(connection):
                        store.show(connection, row, summary, png)
            for id_ in removed:
                self._visits.pop(id_, None)
                row = _row(connection, id_)
                if row is not None:
                    with transaction(connection):
                        store.remove(connection, (row,))

    def _connect(self) -> sqlite3.Connection:
        if self._opened is not None and self._identity != _identity(self.path):
            self._disconnect()  # the folder was taken away, or another file was put in its place
        if self._opened is None:
            opened = open_library(self.path, make=not self._was_open, key=self._key)
            if not opened.writable:
                opened.close()
                raise LibraryError(opened.notice)
            self._opened, self._identity, self._was_open = opened, _identity(self.path), True
        return self._opened.connection

    def _disconnect(self) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _write(self, patient: Patient, visit: Visit) -> None:
        connection = self._connect()
        there = self._visits.get(visit.id) or self._found(connection, visit.id)
        if there is None:
            with transaction(connection):
                row, state = store.add_visit(connection, patient, visit, datetime.now().astimezone())
            mark.set_mark(self.path, store.touched(connection))
            size = connection.execute("SELECT length(json) FROM document WHERE row = ?", (row,)).fetchone()[0]
            self._visits[visit.id] = _Open(row, 0, state, 0, int(size))
            return
        change = step(there.state, visit, patient)
        if change is None:
            self._visits[visit.id] = there
            return
        text, after = change
        about_patient = after.members.get("patient") != there.state.members.get("patient")
        with transaction(connection):
            if about_patient:
                store.patient_row(connection, patient)
            revision = store.add_step(connection, there.row, there.revision, text, after, visit)
            touched = store.touched(connection)
        size = there.step_bytes + len(text)
        mark.set_mark(self.path, touched)
        self._visits[visit.id] = there = _Open(there.row, revision, after, size, there.document_bytes)
        if there.step_bytes > max(STEPS_BYTES, there.document_bytes // 2):
            self._fold({visit.id}, forget=False)

    def _found(self, connection: sqlite3.Connection, visit_id: str) -> _Open | None:
        """What the library holds of a visit that the writer has not written yet."""
        found = connection.execute(
            """
            SELECT v.row, v.revision, length(d.json), (SELECT total(length(json)) FROM step WHERE visit = v.row)
            FROM visit v JOIN document d ON d.row = v.row WHERE v.id = ?
            """,
            (visit_id,),
        ).fetchone()
        if found is None:
            return None
        visit, patient = visit_from(store.document(connection, int(found[0])))
        if patient is None:
            raise LibraryError("This visit is damaged: it names no patient.", damaged=True)
        return _Open(int(found[0]), int(found[1]), known(visit, patient), int(found[3]), int(found[2]))

    def _fold(self, ids: set[str], *, forget: bool = True) -> None:
        for id_ in ids & set(self._visits):
            connection, there = self._connect(), self._visits[id_]
            with transaction(connection):
                store.fold(connection, there.row)
            size = connection.execute("SELECT length(json) FROM document WHERE row = ?", (there.row,)).fetchone()[0]
            there.step_bytes, there.document_bytes = 0, int(size)
            if forget:
                del self._visits[id_]

    def _back_up(self) -> None:
        if not self._backups_due or time.monotonic() - self._looked < LOOK_FOR_BACKUP_S:
            return
        self._looked = time.monotonic()
        if self._backup is not None and self._backup.is_alive():
            return
        now = datetime.now().astimezone()
        if backups.due(self.path, now):
            self._backup = threading.Thread(target=self._write_backup, args=(now,), name="footmap-backup", daemon=True)
            self._backup.start()

    def _write_backup(self, now: datetime) -> None:
        try:
            backups.back_up(self.path, now, key=self._key)
        except (LibraryError, sqlite3.Error, OSError) as error:
            self._said(Message("The backup of {name} could not be written: {why}.", name=self.path.name, why=error))

    # ---- where the library does not take it

    def _rescue(self, refused: dict[str, Kept]) -> Message:
        if self._spare is None:
            return Message("The window still has it; it is tried again.")
        try:
            place.make_folder(self._spare)
            for id_, (patient, visit) in refused.items():
                if self._key is None:
                    data = record_bytes(PatientRecord(patient, (visit,)))
                    write_bytes(_spare_file(self._spare, id_), data, private=True)
                else:
                    _seal(_spare_file(self._spare, id_, SUFFIX), patient, visit, self._key)
        except (OSError, CaseError, LibraryError, sqlite3.Error):
            return Message("The window still has it; it is tried again.")
        return Message("The visit is safe in {folder}, and the library is tried again.", folder=self._spare)

    def _no_longer_spare(self, visit_id: str) -> None:
        if self._spare is not None:
            with contextlib.suppress(OSError):
                for suffix in (CASES, SUFFIX):
                    _spare_file(self._spare, visit_id, suffix).unlink(missing_ok=True)


def _row(connection: sqlite3.Connection, visit_id: str) -> int | None:
    found = connection.execute("SELECT row FROM visit WHERE id = ?", (visit_id,)).fetchone()
    return None if found is None else int(found[0])


def rescued(spare: Path) -> tuple[Path, ...]:
    """Files of visits that a library did not take, the newest first; import them (`read_rescued`) and remove them."""
    found = []
    with contextlib.suppress(OSError):
        found = [
            (path.stat().st_mtime, path)
            for path in spare.iterdir()
            if path.suffix in (CASES, SUFFIX) and not path.name.startswith(".")
        ]
    return tuple(path for _, path in sorted(found, reverse=True))


def read_rescued(path: Path, key: Key | None) -> PatientRecord | Visit:
    """What one of those files holds: a case file, or an encrypted library with one visit.

    Raises
    ------
    CaseError, LibraryError
        If it cannot be read.
    """
    if path.suffix == CASES:
        return read_record(path)
    opened = open_library(path, key=key)
    try:
        (row,) = opened.connection.execute("SELECT row FROM visit").fetchone()
        visit, patient = visit_from(store.document(opened.connection, int(row)))
    except (sqlite3.Error, TypeError) as error:
        raise LibraryError(Message("The file {name} is damaged.", name=path.name), damaged=True) from error
    finally:
        opened.close()
    return visit if patient is None else PatientRecord(patient, (visit,))


def _seal(path: Path, patient: Patient, visit: Visit, key: Key) -> None:
    """Write a library with one visit, whole or not at all."""
    part = path.with_name(f".{path.name}")
    part.unlink(missing_ok=True)
    opened = open_library(part, make=True, key=key)
    try:
        with transaction(opened.connection):
            store.add_visit(opened.connection, patient, visit, datetime.now().astimezone())
        opened.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        opened.connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        opened.close()
    part.replace(path)


def _spare_file(spare: Path, visit_id: str, suffix: str = CASES) -> Path:
    return spare / f"{visit_id.encode('utf-8', 'replace').hex()[:200]}{suffix}"


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file is there under that name; None if there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
