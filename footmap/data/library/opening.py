"""Opening a library: settings of the connection, versions, folders that may only be read, and what errors mean."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from footmap.errors import LibraryError, Message, reason_of

from .backups import copy_of, folder_of
from .cipher import Key, connect
from .heads import copy_of_file
from .place import make_private
from .schema import APPLICATION_ID, MIGRATIONS, Step, migrate, version_of

PAGES_OF_WAL: Final = 1000
"""Pages after which the write-ahead log is taken into the file."""


@dataclass
class Opened:
    """A connection and what is to be known about it.

    Attributes
    ----------
    connection : sqlite3.Connection
        In autocommit mode: transactions are begun by hand.
    writable : bool
    notice : str
        One sentence for the user if the library can only be read; else empty.
    """

    connection: sqlite3.Connection
    writable: bool = True
    notice: str = ""
    copy: tempfile.TemporaryDirectory[str] | None = field(default=None, repr=False)

    def close(self) -> None:
        """Close the connection."""
        with contextlib.suppress(sqlite3.Error):
            self.connection.close()
        if self.copy is not None:
            self.copy.cleanup()


def open_library(
    path: Path, *, make: bool = False, steps: Sequence[Step] = MIGRATIONS, key: Key | None = None
) -> Opened:
    """Connect to a library.

    An older version is backed up and migrated. A newer one, and one in a folder where nothing can be written, is
    opened for reading alone, and `Opened.notice` says so.

    Parameters
    ----------
    path : Path
    make : bool
        Make an empty library if there is none.
    steps : sequence of Step
        Migrations; those of this edition unless a test brings others.
    key : Key, optional
        Of an encrypted library; one that is made with it becomes encrypted.

    Raises
    ------
    LibraryError
        If there is no library, or the file is none, or it is damaged, or it is encrypted and the key does not fit.
    """
    try:
        if not path.is_file():
            if path.exists():
                raise LibraryError(Message("{path} is not a file, so it cannot be a library.", path=path))
            if not make:
                raise LibraryError(Message("There is no library {path}.", path=path))
            make_private(path)
    except (OSError, ValueError) as error:
        raise LibraryError(
            Message("The library {path} cannot be made: {why}.", path=path, why=reason_of(error))
        ) from error
    try:
        return _open(path, make, steps, key)
    except sqlite3.Error as error:
        raise explained(error, path) from error


def _open(path: Path, make: bool, steps: Sequence[Step], key: Key | None) -> Opened:
    if not _may_write(path):
        return _for_reading(
            path, Message("The library {name} can only be read here; nothing can be kept in it.", name=path.name), key
        )
    connection = connect(path, key)
    opened = Opened(connection)
    try:
        version = version_of(connection)
        id_ = int(connection.execute("PRAGMA application_id").fetchone()[0])
        empty = version == 0 and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if not empty and id_ != APPLICATION_ID:
            raise LibraryError(Message("{path} is not a library of footmap.", path=path))
        if empty and not make:
            raise LibraryError(Message("The library {name} is empty; restore a backup.", name=path.name), damaged=True)
        if version > len(steps):
            connection.execute("PRAGMA query_only = ON")
            opened.writable = False
            opened.notice = Message(
                "The library {name} was made by a newer footmap (version {version}; this one writes version "
                "{writes}); it can be read, and nothing is changed in it.",
                name=path.name,
                version=version,
                writes=len(steps),
            )
            return opened
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # each commit is on the disk when it returns
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA wal_autocheckpoint = {PAGES_OF_WAL}")
        if version < len(steps):
            if not empty:
                _back_up(connection, path, version)
            migrate(connection, steps)
    except BaseException:
        opened.close()
        raise
    return opened


def _may_write(path: Path) -> bool:
    """The file and its folder can be written: a write-ahead log needs both."""
    try:
        return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) and not _read_only(path)
    except OSError:
        return False


def _read_only(path: Path) -> bool:
    flags = getattr(os, "ST_RDONLY", 0)
    return bool(hasattr(os, "statvfs") and os.statvfs(path).f_flag & flags)


def _for_reading(path: Path, notice: str, key: Key | None) -> Opened:
    """A connection to a copy: SQLite needs a folder of its own to read a write-ahead log."""
    folder = tempfile.TemporaryDirectory(prefix="footmap-")
    try:
        copy = Path(folder.name) / path.name
        copy_of_file(path, copy)
        log = path.with_name(path.name + "-wal")
        if log.exists():
            shutil.copyfile(log, copy.with_name(copy.name + "-wal"))
        connection = connect(copy, key)
        opened = Opened(connection, writable=False, notice=notice, copy=folder)
        if int(connection.execute("PRAGMA application_id").fetchone()[0]) != APPLICATION_ID:
            raise LibraryError(Message("{path} is not a library of footmap.", path=path))
        connection.execute("PRAGMA query_only = ON")
    except OSError as error:
        folder.cleanup()
        raise LibraryError(
            Message("The library {path} cannot be read: {why}.", path=path, why=reason_of(error))
        ) from error
    except BaseException:
        folder.cleanup()
        raise
    return opened


def _back_up(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """A copy of the library as it is, beside it, before it is migrated."""
    copy_of(connection, folder_of(path) / f"before-version-{version + 1}{path.suffix}")


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is written inside, or none of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def explaining(path: Path) -> Iterator[None]:
    """Errors of SQLite as a `LibraryError` that says what is wrong and what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise explained(error, path) from error


def explained(error: Exception, path: Path) -> LibraryError:
    """What an error of SQLite means to the user."""
    name = path.name
    if isinstance(error, LibraryError):
        return error
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if isinstance(error, OSError):
        return LibraryError(Message("The library {name} cannot be written: {why}.", name=name, why=reason_of(error)))
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT):
        return LibraryError(
            Message(
                "The library {name} is damaged; 'footmap library repair' saves what can be read, and backups lie "
                "beside it.",
                name=name,
            ),
            damaged=True,
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryError(
            Message("The library {name} is being written by another program; try again in a moment.", name=name)
        )
    if code == sqlite3.SQLITE_FULL:
        return LibraryError(Message("The library {name} cannot be written because the disk is full.", name=name))
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return LibraryError(Message("The library {name} can only be read; nothing was kept in it.", name=name))
    if code == sqlite3.SQLITE_CANTOPEN:
        return LibraryError(Message("The library {name} cannot be opened; is its folder still there?", name=name))
    if code == sqlite3.SQLITE_IOERR:
        return LibraryError(
            Message("The library {name} cannot be read or written; is the disk full, or was it removed?", name=name)
        )
    return LibraryError(Message("The library {name} refused this: {why}.", name=name, why=error))
