"""A library as the start page and the command line use it: lists, search, visits, trash. For one thread.

Strokes and answers of an open visit go through `footmap.data.library.journal`, not through here.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from footmap.core.pseudonym import pseudonym
from footmap.core.record import Patient, PatientRecord, Visit, new_id
from footmap.core.views import SIDES, Side
from footmap.errors import CaseError, LibraryError, Message

from .. import visit_json
from ..json_strict import read_document
from . import locks, mark, store
from .cards import Summary, question
from .cipher import Key
from .documents import document_text, visit_from
from .opening import Opened, explaining, open_library, transaction

PAGE: Final = 50
"""Visits or patients of one page of a list."""


@dataclass(frozen=True)
class VisitEntry:
    """A visit as a list shows it.

    Attributes
    ----------
    at : datetime
        With its time zone.
    visit : Visit
        Everything but drawing, answers and note.
    strokes : int
    sides : tuple of str
        Limbs that are painted.
    leader : str
        Id of the leading candidate; empty if nobody has said it.
    regions : tuple of str
        Ids of the painted regions.
    trashed : bool
    """

    patient: Patient
    visit: Visit
    at: datetime
    strokes: int
    sides: tuple[Side, ...]
    leader: str
    regions: tuple[str, ...]
    trashed: bool


@dataclass(frozen=True)
class PatientEntry:
    """A patient as the start page shows it: the visit that was used last, and the number of visits."""

    patient: Patient
    visits: int
    last: VisitEntry


@dataclass(frozen=True)
class Wanted:
    """Which visits a list shows.

    Attributes
    ----------
    typed : str
        Words of pseudonym, name, number, tag, note, leading candidate or region; the beginning of a word is enough.
    since, until : datetime or None
        First and last moment, with a time zone.
    tag, patient : str
        Exactly this tag; id of the patient.
    trashed : bool
        What lies in the trash, and nothing else.
    by_use : bool
        Last used first instead of newest first.
    """

    typed: str = ""
    since: datetime | None = None
    until: datetime | None = None
    tag: str = ""
    patient: str = ""
    trashed: bool = False
    by_use: bool = False


@dataclass(frozen=True)
class Added:
    """What became of an imported visit: added, already there, or added as a copy under another id."""

    visit_id: str
    how: str


_COLUMNS: Final = """
    SELECT v.id, v.at, v.strokes, v.sides, v.leader, v.regions, v.trashed, v.head, p.document
    FROM visit v JOIN patient p ON p.row = v.patient
"""


class Library:
    """An open library.

    Parameters
    ----------
    path : Path
    make : bool
        Make it if there is none.
    key : Key, optional
        Of an encrypted library.

    Raises
    ------
    LibraryError
        If it cannot be opened; `damaged` says whether repairing may help, `locked` that a passphrase is needed.
    """

    def __init__(self, path: Path, *, make: bool = False, key: Key | None = None) -> None:
        self.path = path
        self._opened: Opened = open_library(path, make=make, key=key)
        self._used = None
        if self._opened.writable:
            try:
                self._used = locks.use(path)
            except LibraryError:
                self._opened.close()
                raise
            if self._used is None:
                self._opened.close()
                raise LibraryError(
                    Message("The library {name} is being replaced by a backup; try again in a moment.", name=path.name)
                )
        self._seen = self._data_version()
        with explaining(path):
            self._missing = mark.missing(path, self._connection) if self.writable else ""

    @property
    def writable(self) -> bool:
        """False if it can only be read."""
        return self._opened.writable

    @property
    def notice(self) -> str:
        """One sentence why it can only be read, or that changes are missing; else empty."""
        return self._opened.notice or self._missing

    @property
    def _connection(self) -> sqlite3.Connection:
        return self._opened.connection

    def close(self) -> None:
        """Close the library."""
        self._opened.close()
        if self._used is not None:
            self._used.release()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # ---- lists

    def has_changed(self) -> bool:
        """True if another window, program or the journal has changed something since the last call."""
        before, self._seen = self._seen, self._data_version()
        return before != self._seen

    def _data_version(self) -> int:
        with explaining(self.path):
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def visits(self, wanted: Wanted = Wanted(), limit: int = PAGE, offset: int = 0) -> tuple[VisitEntry, ...]:
        """Visits, the newest first; `limit` below 0 means all."""
        where, values = _conditions(wanted)
        order = "v.touched" if wanted.by_use else "v.at_s"
        sql = f"{_COLUMNS} WHERE {where} ORDER BY {order} DESC, v.row DESC LIMIT ? OFFSET ?"
        with explaining(self.path):
            return tuple(_entry(row) for row in self._connection.execute(sql, (*values, limit, offset)))

    def count(self, wanted: Wanted = Wanted()) -> int:
        """Number of visits that a list without a limit would show."""
        where, values = _conditions(wanted)
        sql = f"SELECT count(*) FROM visit v JOIN patient p ON p.row = v.patient WHERE {where}"
        with explaining(self.path):
            return int(self._connection.execute(sql, values).fetchone()[0])

    def recent(self, limit: int = 24) -> tuple[PatientEntry, ...]:
        """Patients, the last used first."""
        with explaining(self.path):
            rows: list[tuple[int, int]] = []
            seen: set[int] = set()
            found = self._connection.execute(
                "SELECT row, patient FROM visit INDEXED BY visit_by_use WHERE trashed = 0 ORDER BY touched DESC"
            )
            for row, patient in found:
                if patient not in seen:
                    seen.add(patient)
                    rows.append((row, patient))
                    if len(rows) == limit:
                        break
            found.close()
            places = ", ".join("?" * len(rows))
            entries = self._connection.execute(
                f"{_COLUMNS} WHERE v.row IN ({places}) ORDER BY v.touched DESC", [row for row, _ in rows]
            ).fetchall()
            counts = [
                self._connection.execute(
                    "SELECT count(*) FROM visit WHERE patient = ? AND trashed = 0", (patient,)
                ).fetchone()[0]
                for _, patient in rows
            ]
        made = [_entry(row) for row in entries]
        return tuple(PatientEntry(entry.patient, int(count), entry) for entry, count in zip(made, counts, strict=True))

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Every tag with the number of visits that bear it, the most frequent first."""
        sql = """
            SELECT tag, count(*) AS n FROM tag JOIN visit ON visit.row = tag.visit WHERE trashed = 0
            GROUP BY tag ORDER BY n DESC, tag
        """
        with explaining(self.path):
            return tuple((str(tag), int(n)) for tag, n in self._connection.execute(sql))

    def holds(self, visit_id: str) -> bool:
        """True if there is a visit of that id, in the trash too."""
        with explaining(self.path):
            return (
                self._connection.execute("SELECT 1 FROM visit WHERE id = ?", (_asked(visit_id),)).fetchone() is not None
            )

    def pseudonyms(self) -> frozenset[str]:
        """Pseudonyms in use, for `footmap.core.pseudonym`."""
        with explaining(self.path):
            return frozenset(row[0] for row in self._connection.execute("SELECT pseudonym FROM patient"))

    def has_pseudonym(self, name: str) -> bool:
        """True if a patient is called so."""
        with explaining(self.path):
            found = self._connection.execute("SELECT 1 FROM patient WHERE pseudonym = ? LIMIT 1", (_asked(name),))
            return found.fetchone() is not None

    # ---- one visit, one patient

    def visit(self, visit_id: str) -> Visit:
        """A visit with its drawing, answers and note.

        Raises
        ------
        LibraryError
            If there is none of that id, or it is damaged.
        """
        return self._read(self._row(visit_id))[0]

    def patient_of(self, visit_id: str) -> Patient:
        """Whose visit it is."""
        with explaining(self.path):
            found = self._connection.execute(
                "SELECT p.document FROM visit v JOIN patient p ON p.row = v.patient WHERE v.id = ?", (_asked(visit_id),)
            ).fetchone()
        if found is None:
            raise LibraryError(
                Message(
                    "There is no visit {visit_id} in the library {name}.", visit_id=ascii(visit_id), name=self.path.name
                )
            )
        return visit_json.read_patient(read_document(found[0].encode()))

    def record(self, patient_id: str) -> PatientRecord:
        """A patient with all visits that do not lie in the trash, the oldest first.

        Raises
        ------
        LibraryError
            If there is no such patient, or a visit is damaged.
        """
        with explaining(self.path):
            found = self._connection.execute(
                "SELECT row, document FROM patient WHERE id = ?", (_asked(patient_id),)
            ).fetchone()
            if found is None:
                raise LibraryError(
                    Message(
                        "There is no patient {patient_id} in the library {name}.",
                        patient_id=ascii(patient_id),
                        name=self.path.name,
                    )
                )
            rows = self._connection.execute(
                "SELECT row FROM visit WHERE patient = ? AND trashed = 0 ORDER BY at_s, row", (found[0],)
            ).fetchall()
        patient = visit_json.read_patient(read_document(found[1].encode()))
        return PatientRecord(patient, tuple(self._read(row)[0] for (row,) in rows))

    def _row(self, visit_id: str) -> int:
        with explaining(self.path):
            found = self._connection.execute("SELECT row FROM visit WHERE id = ?", (_asked(visit_id),)).fetchone()
        if found is None:
            raise LibraryError(
                Message(
                    "There is no visit {visit_id} in the library {name}.", visit_id=ascii(visit_id), name=self.path.name
                )
            )
        return int(found[0])

    def _read(self, row: int) -> tuple[Visit, str]:
        with explaining(self.path):
            document = store.document(self._connection, row)
            at = self._connection.execute("SELECT at FROM visit WHERE row = ?", (row,)).fetchone()[0]
        try:
            visit, _ = visit_from(document)
        except CaseError as error:
            raise LibraryError(Message("This visit cannot be read: {why}", why=error), damaged=True) from error
        return (visit if visit.at is not None else replace(visit, at=datetime.fromisoformat(at))), at

    # ---- changes

    def _writing(self) -> None:
        if not self.writable:
            raise LibraryError(self.notice)

    def new_patient(self, name: str = "", birth_year: int | None = None, number: str = "") -> Patient:
        """A patient with a new id and a pseudonym that nobody has; it is kept with its first visit."""
        return Patient(new_id(), pseudonym(_Taken(self)), name, birth_year, number)

    def add(self, patient: Patient, visit: Visit, now: datetime | None = None) -> Added:
        """Keep a visit that comes from elsewhere. One that is there already is not added twice; another of the same id
        is added as a copy under a new id, and nothing is overwritten.

        Raises
        ------
        CaseError, LibraryError
            If it cannot be kept.
        """
        self._writing()
        how = "added"
        moment = now or datetime.now().astimezone()
        given = document_text(visit, patient)  # read once, before anything is asked or written
        with explaining(self.path), transaction(self._connection):
            found = self._connection.execute("SELECT row FROM visit WHERE id = ?", (visit.id,)).fetchone()
            if found is not None:
                there, _ = self._read(int(found[0]))
                if visit.at is None:
                    given = document_text(replace(visit, at=there.at), patient)
                if given == document_text(there, patient):
                    return Added(visit.id, "already there")
                visit, how = replace(visit, id=new_id()), "added as a copy"
            old = self._connection.execute("SELECT document FROM patient WHERE id = ?", (patient.id,)).fetchone()
            if old is not None:
                patient = visit_json.read_patient(read_document(old[0].encode()))
            store.add_visit(self._connection, patient, visit, moment)
        return Added(visit.id, how)

    def set_patient(self, patient: Patient) -> None:
        """Keep what is said about a patient.

        Raises
        ------
        CaseError, LibraryError
            If it cannot be kept.
        """
        self._writing()
        visit_json.read_patient(read_document(visit_json.patient_text(patient).encode("utf-8", "surrogatepass")))
        with explaining(self.path), transaction(self._connection):
            store.patient_row(self._connection, patient)

    def describe(self, visit_id: str, summary: Summary) -> None:
        """Keep what a visit comes to, for lists and search."""
        self._writing()
        row = self._row(visit_id)
        with explaining(self.path), transaction(self._connection):
            store.describe(self._connection, row, summary)

    def set_picture(self, visit_id: str, png: bytes) -> None:
        """Keep a small picture of the painted limb."""
        self._writing()
        row = self._row(visit_id)
        with explaining(self.path), transaction(self._connection):
            self._connection.execute("INSERT OR REPLACE INTO picture (row, png) VALUES (?, ?)", (row, png))

    def picture(self, visit_id: str) -> bytes | None:
        """The small picture of a visit, if one was kept."""
        row = self._row(visit_id)
        with explaining(self.path):
            found = self._connection.execute("SELECT png FROM picture WHERE row = ?", (row,)).fetchone()
        return None if found is None else bytes(found[0])

    def trash(self, visit_id: str) -> None:
        """Put a visit into the trash, from where `take_back` brings it."""
        self._set_trashed(visit_id, True)

    def take_back(self, visit_id: str) -> None:
        """Take a visit out of the trash."""
        self._set_trashed(visit_id, False)

    def _set_trashed(self, visit_id: str, trashed: bool) -> None:
        self._writing()
        row = self._row(visit_id)
        with explaining(self.path), transaction(self._connection):
            self._connection.execute("UPDATE visit SET trashed = ? WHERE row = ?", (int(trashed), row))

    def empty_trash(self) -> int:
        """Remove what lies in the trash for good; the number of visits removed. Backups still hold them,
        and a visit that is open somewhere stays.
        """
        self._writing()
        with explaining(self.path), transaction(self._connection):
            found = self._connection.execute("SELECT row, id FROM visit WHERE trashed = 1").fetchall()
            rows = [row for row, id_ in found if not self.is_locked(id_)]
            store.remove(self._connection, rows)
        return len(rows)

    # ---- who writes

    def lock(self, visit_id: str) -> locks.Lock | None:
        """Take a visit for writing; None if another window has it.

        It may be read all the same, and `has_changed` tells when to read it again.
        """
        self._writing()
        return locks.lock_visit(self.path, visit_id)

    def is_locked(self, visit_id: str) -> bool:
        """True while a visit is open for writing somewhere."""
        return self.writable and locks.is_locked(self.path, visit_id)


class _Taken:
    """Pseudonyms in use, asked for one by one: a library may hold thousands."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._library.has_pseudonym(name)


def _asked(text: str) -> str:
    """A text as SQLite takes it: half character pairs, which no id has, become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _conditions(wanted: Wanted) -> tuple[str, tuple[Any, ...]]:
    parts = ["v.trashed = ?"]
    asked: list[Any] = [int(wanted.trashed)]
    if wanted.typed.strip():
        words = question(wanted.typed)
        if not words:
            return "0", ()
        parts.append("v.row IN (SELECT rowid FROM search WHERE search MATCH ?)")
        asked.append(words)
    if wanted.since is not None:
        parts.append("v.at_s >= ?")
        asked.append(store.seconds(wanted.since))
    if wanted.until is not None:
        parts.append("v.at_s <= ?")
        asked.append(store.seconds(wanted.until))
    if wanted.tag:
        parts.append("v.row IN (SELECT visit FROM tag WHERE tag = ?)")
        asked.append(_asked(wanted.tag))
    if wanted.patient:
        parts.append("p.id = ?")
        asked.append(_asked(wanted.patient))
    return " AND ".join(parts), tuple(asked)


def _entry(row: tuple[Any, ...]) -> VisitEntry:
    id_, at, strokes, sides, leader, regions, trashed, head, document = row
    patient = visit_json.read_patient(json.loads(document))
    visit = visit_json.visit_from_head(json.loads(head), id_)
    when = datetime.fromisoformat(at)
    return VisitEntry(
        patient,
        replace(visit, at=visit.at or when),
        when,
        int(strokes),
        tuple(side for side in SIDES if side in sides.split()),
        leader,
        tuple(regions.split()),
        bool(trashed),
    )
