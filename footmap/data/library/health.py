"""Is a library sound, what of a damaged one can still be read, and how it is mended or taken from a backup."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from footmap.core.record import Patient, Visit
from footmap.errors import CaseError, LibraryError, Message

from .. import visit_json
from ..json_strict import read_document
from . import backups, locks, mark, store
from .cards import Summary
from .cipher import Key, connect, key_in, opens
from .documents import applied, checksum, visit_from
from .heads import copy_of_file
from .opening import explained, open_library, transaction
from .place import beside
from .rewriting import rewrite
from .schema import APPLICATION_ID

MOST_PROBLEMS: Final = 20
PAGE_BYTES: Final = 4096
HEADER_BYTES: Final = 100
INTERIOR: Final = 0x05
"""Kind of a page that only points to others."""
MOST_ROWS: Final = 1_000_000
"""Rows that are looked for one by one."""
MOST_IN_VAIN: Final = 2000
"""Rows one after the other that cannot be read, after which no more are looked for."""


@dataclass(frozen=True)
class Found:
    """A visit that was got out of a damaged library or a backup.

    Attributes
    ----------
    whole : bool
        False if steps at its end were lost.
    """

    patient: Patient
    visit: Visit
    summary: Summary
    trashed: bool
    picture: bytes | None = None
    whole: bool = True


@dataclass(frozen=True)
class Health:
    """What an examination has found.

    Attributes
    ----------
    sound : bool
    problems : tuple of str
        Sentences; empty if sound.
    visits : int
        Visits that can be read.
    from_backup : int
        Visits that are damaged or missing here and that the newest sound backup holds.
    backup : Backup or None
        That backup.
    """

    sound: bool
    problems: tuple[str, ...]
    visits: int
    from_backup: int = 0
    backup: backups.Backup | None = None


@dataclass(frozen=True)
class Repaired:
    """What a repair has brought.

    Attributes
    ----------
    visits, from_backup : int
        Visits in the library now, and how many of them come from the backup.
    cut : int
        Visits whose last steps were lost.
    aside : Path
        Folder with the damaged files.
    """

    visits: int
    from_backup: int
    cut: int
    backup: backups.Backup | None
    aside: Path


def check(path: Path, key: Key | None = None) -> Health:
    """Examine a library; nothing that is kept in it is changed.

    Raises
    ------
    LibraryError
        If there is no such file, or it is of another program.
    """
    problems: list[str] = []
    visits = 0
    try:
        opened = open_library(path, key=key)
        try:
            with _read(opened.connection):
                problems = list(_problems(path, opened.connection))
                visits = int(opened.connection.execute("SELECT count(*) FROM visit").fetchone()[0])
        finally:
            opened.close()
    except LibraryError as error:
        if not error.damaged:
            raise
        problems.append(error.message)
    except sqlite3.Error as error:
        problems.append(explained(error, path).message)
    if not problems:
        return Health(True, (), visits)
    here = salvage(path, key)
    backup, old = _newest_backup(path, key)
    missing = [id_ for id_ in old if id_ not in here]
    return Health(False, tuple(problems[:MOST_PROBLEMS]), len(here), len(missing), backup)


@contextlib.contextmanager
def _read(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN")
    try:
        yield
    finally:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")


def _problems(path: Path, connection: sqlite3.Connection) -> Iterator[str]:
    for (words,) in connection.execute(f"PRAGMA integrity_check({MOST_PROBLEMS})"):
        if words != "ok":
            yield Message("SQLite says: {what}.", what=Message(words))
    if gone := mark.missing(path, connection):
        yield gone
    for table, *_ in connection.execute("PRAGMA foreign_key_check"):
        yield Message("A row of the table {table} belongs to nothing.", table=table)
    rows = connection.execute(
        "SELECT v.id, v.row, d.revision, d.sum, d.json FROM visit v LEFT JOIN document d ON d.row = v.row"
    )
    for id_, row, revision, sum_, text in rows:
        if text is None or checksum(text) != sum_:
            yield Message("The document of the visit {id} is damaged.", id=id_)
            continue
        expected = revision + 1
        for number, sum_, text in store.steps(connection, row):
            if checksum(text) != sum_ or number != expected:
                yield Message("A step of the visit {id} is damaged or missing.", id=id_)
            expected = number + 1
    with contextlib.suppress(sqlite3.OperationalError):  # it writes, which not every connection may
        connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")


# ---- what can be read


def salvage(path: Path, key: Key | None = None) -> dict[str, Found]:
    """Visits that can be read from a library, however damaged, by id; the file itself is not touched.

    Of an encrypted one whose first page is damaged nothing can be read.
    """
    best: dict[str, Found] = {}
    with tempfile.TemporaryDirectory(prefix="footmap-") as folder:
        sealed = key is not None and opens(path, key)
        for i, mend in enumerate((None,) if sealed else (None, _mend_header, _mend_tables)):
            copy = Path(folder) / f"{i}.footlib"
            try:
                copy_of_file(path, copy)
                if mend is not None:
                    mend(copy, Path(folder))
                log = path.with_name(path.name + "-wal")
                if log.exists():
                    shutil.copyfile(log, copy.with_name(copy.name + "-wal"))
                found = _readable(copy, key if sealed else None)
            except (OSError, sqlite3.Error, LibraryError):
                continue
            if len(found) > len(best):
                best = found
    return best


def _fresh(folder: Path) -> bytes:
    """An empty library: every library of this version has its tables at the same places."""
    fresh = folder / "fresh.footlib"
    if not fresh.exists():
        opened = open_library(fresh, make=True)
        opened.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        opened.close()
    return fresh.read_bytes()


def _mend_header(copy: Path, folder: Path) -> None:
    """Put the header of an empty library in front, with the number of pages that the file has."""
    _put(copy, 0, _header(copy, _fresh(folder)[:HEADER_BYTES]))


def _mend_tables(copy: Path, folder: Path) -> None:
    """Put the pages of an empty library that say which tables there are into the places of those of the file."""
    fresh = _fresh(folder)
    for page in _schema_pages(fresh):
        data = fresh[(page - 1) * PAGE_BYTES : page * PAGE_BYTES]
        _put(copy, page - 1, _header(copy, data) if page == 1 else data)


def _schema_pages(data: bytes) -> list[int]:
    """Numbers of the pages of the table of tables: the first one and those below it.

    Source: the SQLite file format, https://www.sqlite.org/fileformat2.html, section 1.6.
    """
    if data[HEADER_BYTES] != INTERIOR:
        return [1]
    cells = int.from_bytes(data[HEADER_BYTES + 3 : HEADER_BYTES + 5], "big")
    starts = [int.from_bytes(data[HEADER_BYTES + 12 + 2 * i :][:2], "big") for i in range(cells)]
    last = int.from_bytes(data[HEADER_BYTES + 8 : HEADER_BYTES + 12], "big")
    return [1, *(int.from_bytes(data[start : start + 4], "big") for start in starts), last]


def _header(copy: Path, page: bytes) -> bytes:
    """A header, or a first page, that fits the size of a file."""
    data = bytearray(page)
    data[28:32] = (copy.stat().st_size // PAGE_BYTES).to_bytes(4, "big")
    data[32:40] = bytes(8)  # no list of free pages
    data[92:96] = data[24:28]
    return bytes(data)


def _put(copy: Path, page: int, data: bytes) -> None:
    with copy.open("r+b") as file:
        file.seek(page * PAGE_BYTES)
        file.write(data)


def _readable(path: Path, key: Key | None) -> dict[str, Found]:
    connection = connect(path, key)
    try:
        connection.execute("PRAGMA query_only = ON")
        if int(connection.execute("PRAGMA application_id").fetchone()[0]) != APPLICATION_ID:
            raise LibraryError(Message("{name} is not a library.", name=path.name))
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # ends here if it does not know its tables
        patients = {}
        for (text,) in _rows(connection, "patient", "document"):
            with contextlib.suppress(CaseError):
                patient = visit_json.read_patient(read_document(text.encode()))
                patients[patient.id] = patient
        lists = {row[0]: row for row in _rows(connection, "visit", "row, leader, regions, trashed, at")}
        pictures = dict(_rows(connection, "picture", "row, png"))
        words = {row[0]: row for row in _rows(connection, "card", "row, leader, regions")}
        out = {}
        for row, revision, sum_, text in _rows(connection, "document", "row, revision, sum, json"):
            try:
                if checksum(text) != sum_:
                    continue
                document, whole = _with_steps(connection, row, json.loads(text), revision)
                visit, patient_then = visit_from(document)
            except (CaseError, ValueError, KeyError, TypeError):
                continue
            if patient_then is None:
                continue
            listed = lists.get(row)
            if visit.at is None and listed is not None:
                with contextlib.suppress(ValueError):
                    visit = replace(visit, at=datetime.fromisoformat(listed[4]))
            out[visit.id] = Found(
                patients.get(patient_then.id, patient_then),
                visit,
                _summary(listed, words.get(row)),
                bool(listed and listed[3]),
                pictures.get(row),
                whole,
            )
        return out
    finally:
        connection.close()


def _summary(listed: tuple[Any, ...] | None, words: tuple[Any, ...] | None) -> Summary:
    leader, regions = (listed[1], tuple(listed[2].split())) if listed else ("", ())
    leader_words, region_words = (words[1], words[2]) if words else ("", "")
    return Summary(
        leader,
        leader_words.removeprefix(leader).strip(),
        regions,
        region_words.removeprefix(" ".join(regions)).strip(),
    )


def _with_steps(
    connection: sqlite3.Connection, row: int, document: dict[str, Any], revision: int
) -> tuple[dict[str, Any], bool]:
    """The document after as many steps as can be read without a gap, and whether that is all of them."""
    expected = revision + 1
    try:
        for number, sum_, text in store.steps(connection, row):
            if checksum(text) != sum_ or number != expected:
                return document, False
            document = applied(document, text)
            expected += 1
    except sqlite3.Error:
        return document, False
    return document, True


def _rows(connection: sqlite3.Connection, table: str, columns: str) -> Iterator[tuple[Any, ...]]:
    """Rows of a table, all that can be read: one after the other, and beyond a damaged page one by one."""
    last = 0
    try:
        for row, *values in connection.execute(f"SELECT row, {columns} FROM {table} ORDER BY row"):
            last = row
            yield tuple(values)
        return
    except sqlite3.Error:
        pass
    in_vain = 0
    for row in range(last + 1, _last_row(connection, table) + 1):
        try:
            found = connection.execute(f"SELECT {columns} FROM {table} WHERE row = ?", (row,)).fetchone()
        except sqlite3.Error:
            found = None
        in_vain = in_vain + 1 if found is None else 0
        if found is not None:
            yield tuple(found)
        elif in_vain > MOST_IN_VAIN:
            return


def _last_row(connection: sqlite3.Connection, table: str) -> int:
    """The highest row that any of the tables with the same rows knows of."""
    most = 0
    for name in (table, "visit", "document", "card"):
        with contextlib.suppress(sqlite3.Error):
            most = max(most, int(connection.execute(f"SELECT max(row) FROM {name}").fetchone()[0] or 0))
    return min(most or MOST_IN_VAIN, MOST_ROWS)


def _newest_backup(path: Path, key: Key | None) -> tuple[backups.Backup | None, dict[str, Found]]:
    """The newest backup that can be read, and what it holds."""
    for backup in backups.backups(path):
        found = salvage(backup.path, key)
        if found:
            return backup, found
    return None, {}


# ---- mending


def repair(path: Path, key: Key | None = None) -> Repaired:
    """Put what can be read of a damaged library, and from its newest backup what cannot, into a new file.

    The damaged files are moved into a folder beside it and never removed.

    Raises
    ------
    LibraryError
        If the library is in use, or nothing can be read of it.
    """
    with alone(path):
        here = salvage(path, key) if path.exists() else {}
        backup, old = _newest_backup(path, key)
        added = {id_: found for id_, found in old.items() if id_ not in here}
        if not here and not added:
            raise LibraryError(
                Message("Nothing can be read of the library {name}, and no backup of it is there.", name=path.name)
            )
        new = path.with_name(f".{path.stem}.new{path.suffix}")
        _build(new, [*here.values(), *added.values()], key)
        aside = _put_aside(path)
        new.replace(path)
    cut = sum(not found.whole for found in here.values())
    return Repaired(len(here) + len(added), len(added), cut, backup if added else None, aside)


def restore(path: Path, source: Path, key: Key | None = None) -> Path:
    """Put a backup in the place of a library; returns the folder with the files that were there before.

    Raises
    ------
    LibraryError
        If the backup is damaged or no library, or the library is in use.
    """
    health = check(source, key)
    if not health.sound:
        raise LibraryError(
            Message("The backup {name} is damaged itself; choose an older one.", name=source.name), damaged=True
        )
    with alone(path):
        new = path.with_name(f".{path.stem}.new{path.suffix}")
        opened = open_library(source, key=key)
        try:
            if key_in(opened.connection) == key:
                backups.copy_of(opened.connection, new)
            else:  # a plain backup of a library that is encrypted by now
                rewrite(opened.connection, new, key)
        except (OSError, sqlite3.Error) as error:
            raise explained(error, path) from error
        finally:
            opened.close()
        aside = _put_aside(path)
        new.replace(path)
    return aside


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a library alone, to put another file in its place."""
    lock = locks.replace(path)
    if lock is None:
        raise LibraryError(Message("The library {name} is open in another window; close it first.", name=path.name))
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise explained(error, path) from error
    finally:
        lock.release()


def _put_aside(path: Path) -> Path:
    number = 1
    while (aside := beside(path, f"before-{number}")).exists():
        number += 1
    aside.mkdir(mode=0o700, parents=True)
    for old in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        if old.exists():
            old.replace(aside / old.name)
    mark.clear_mark(path)
    return aside


def _build(path: Path, found: list[Found], key: Key | None) -> None:
    for old in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        old.unlink(missing_ok=True)
    opened = open_library(path, make=True, key=key)
    connection = opened.connection
    try:
        with transaction(connection):
            for item in sorted(found, key=_by_date):
                now = datetime.now().astimezone()
                row, _ = store.add_visit(connection, item.patient, item.visit, now)
                store.describe(connection, row, item.summary)
                if item.trashed:
                    connection.execute("UPDATE visit SET trashed = 1 WHERE row = ?", (row,))
                if item.picture is not None:
                    connection.execute("INSERT INTO picture (row, png) VALUES (?, ?)", (row, item.picture))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        opened.close()


def _by_date(item: Found) -> float:
    return item.visit.at.timestamp() if item.visit.at is not None else 0.0
