"""A copy of a library under another key, or under none: its rows one after the other in new tables.

The tables of the copy are made as those of every new library, so that repairing finds them at the same places.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Final

from footmap.errors import LibraryError, Message

from .cipher import Key
from .opening import open_library, transaction

TABLES: Final = ("patient", "visit", "document", "step", "picture", "tag", "card")
"""In the order in which they refer to each other; ``search`` follows ``card`` by itself."""
ROWS: Final = 200
"""Rows that are carried at once."""


def rewrite(source: sqlite3.Connection, target: Path, key: Key | None) -> None:
    """Write the copy, as one file for its owner alone that is on the disk when this returns.

    Parameters
    ----------
    source : sqlite3.Connection
        A library of the present version.
    target : Path
        Replaced if it is there.

    Raises
    ------
    LibraryError, sqlite3.Error, OSError
        If it cannot be written, or is not what it was copied from.
    """
    remove(target)
    opened = open_library(target, make=True, key=key)
    copy = opened.connection
    try:
        with transaction(copy):
            for table in TABLES:
                columns = [str(row[1]) for row in source.execute(f"PRAGMA table_info({table})")]
                names, places = ", ".join(columns), ", ".join("?" * len(columns))
                rows = source.execute(f"SELECT {names} FROM {table}")
                while some := rows.fetchmany(ROWS):
                    copy.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", some)
            copy.executemany(
                "INSERT OR REPLACE INTO counter (name, value) VALUES (?, ?)",
                source.execute("SELECT name, value FROM counter").fetchall(),
            )
        copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        copy.execute("PRAGMA journal_mode = DELETE")
        _compare(source, copy, target)
    except BaseException:
        opened.close()
        remove(target)
        raise
    opened.close()
    handle = os.open(target, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _compare(source: sqlite3.Connection, copy: sqlite3.Connection, target: Path) -> None:
    found = [row[0] for row in copy.execute("PRAGMA integrity_check")]
    same = all(_count(source, table) == _count(copy, table) for table in TABLES)
    if found != ["ok"] or not same:
        raise LibraryError(Message("The copy {name} is not whole; nothing was changed.", name=target.name))


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def remove(path: Path) -> None:
    """Remove a library file with what SQLite keeps beside it."""
    for end in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + end).unlink(missing_ok=True)
