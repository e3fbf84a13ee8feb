"""Opening the progress file, copies beside it, and what its errors mean."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from footmap.errors import LibraryError, Message, StudyError, reason_of

from ..library.backups import copy_of
from ..library.place import beside, default_folder, make_private
from .schema import APPLICATION_ID, MIGRATIONS, Step, migrate, version_of

NAME: Final = "progress.footstudy"
WAIT_S: Final = 5.0
COPIES: Final = 5
"""Number of copies kept beside the file."""
ANSWERS_PER_COPY: Final = 50


def progress_path() -> Path:
    """The progress file of this user, which may not be there yet."""
    return default_folder() / NAME


def connect(path: Path, steps: Sequence[Step] = MIGRATIONS) -> sqlite3.Connection:
    """Connect to a progress file; one that is missing is made, for its owner alone.

    Raises
    ------
    StudyError
        If the file is newer than this footmap, damaged, something else, or cannot be written; it is as it was.
    """
    try:
        if not path.exists():
            make_private(path)
    except (OSError, ValueError) as error:
        raise StudyError(
            Message("The progress file {path} cannot be made: {why}.", path=path, why=reason_of(error))
        ) from error
    if not (path.is_file() and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise StudyError(Message("The progress file {path} cannot be written; nothing would be kept.", path=path))
    with explaining(path):
        connection = sqlite3.connect(path, timeout=WAIT_S, isolation_level=None)
        try:
            _prepare(connection, path, steps)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, steps: Sequence[Step]) -> None:
    version = version_of(connection)
    empty = version == 0 and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if not empty and int(connection.execute("PRAGMA application_id").fetchone()[0]) != APPLICATION_ID:
        raise StudyError(Message("{name} is not a progress file of footmap.", name=path.name))
    if version > len(steps):
        raise StudyError(
            Message(
                "The progress file {name} was made by a newer footmap (version {version}; this one reads up to "
                "{reads}); update footmap to study on.",
                name=path.name,
                version=version,
                reads=len(steps),
            )
        )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # each answer is on the disk when it is said to be kept
    connection.execute("PRAGMA foreign_keys = ON")
    if version < len(steps):
        if not empty:
            copy_of(connection, beside(path, "backups") / f"before-version-{version + 1}{path.suffix}")
        migrate(connection, steps)


def back_up(connection: sqlite3.Connection, path: Path) -> None:
    """Copy the file once it holds enough new answers, and keep the last few copies; failing to do so stops nothing.

    The copies are numbered by the answers in them, so that a wrong clock costs none.
    """
    folder = beside(path, "backups")
    with contextlib.suppress(OSError, sqlite3.Error, LibraryError):
        count = int(connection.execute("SELECT coalesce(max(row), 0) FROM answer").fetchone()[0])
        copies = sorted(folder.glob(f"answers-????????{path.suffix}"))
        if count < ANSWERS_PER_COPY + (int(copies[-1].stem[-8:]) if copies else 0):
            return
        copy_of(connection, folder / f"answers-{count:08d}{path.suffix}")
        for old in copies[: -COPIES + 1]:
            old.unlink()


@contextlib.contextmanager
def explaining(path: Path, *, answer: bool = False) -> Iterator[None]:
    """Errors of SQLite as a `StudyError` that says what is wrong and what to do; of an `answer` that it is not kept."""
    try:
        yield
    except sqlite3.Error as error:
        raise StudyError(_words(error, path, answer)) from error
    except LibraryError as error:
        raise StudyError(error.message) from error


def _words(error: sqlite3.Error, path: Path, answer: bool) -> Message:
    name = path.name
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT):
        return Message(
            "The progress file {name} is damaged; nothing was changed in it. Put one of the copies of {copies} "
            "in its place, or move it away to begin anew.",
            name=name,
            copies=beside(path, "backups").name,
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Message(
            "The progress file {name} is being written by another program; try again in a moment.", name=name
        )
    if code == sqlite3.SQLITE_FULL and not answer:
        return Message("The disk is full: this was not kept, all that was kept before is; make room and try again.")
    if code == sqlite3.SQLITE_FULL:
        return Message("The disk is full: this answer was not kept, all earlier ones are; make room and answer again.")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN) and not answer:
        return Message(
            "The progress file {name} cannot be written: this was not kept, all that was kept before is.", name=name
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return Message(
            "The progress file {name} cannot be written: this answer was not kept, all earlier ones are.", name=name
        )
    if code == sqlite3.SQLITE_IOERR:
        return Message(
            "The progress file {name} cannot be written; is the disk full, or was it removed? Nothing kept is lost.",
            name=name,
        )
    return Message("The progress file {name} refused this: {why}.", name=name, why=error)
