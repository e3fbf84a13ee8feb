"""Tables of the progress file, and the steps from an older version to this one.

``answer`` is the truth: every answer in the order given. ``card`` follows from it and is kept so that opening takes
milliseconds; the two are written together.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

APPLICATION_ID: Final = 0x666F6F73
"""``foos``: how a progress file is told from a library and from any other SQLite file."""
Step: TypeAlias = Callable[[sqlite3.Connection], None]

_FIRST: Final = (
    """
    CREATE TABLE learner (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        new_per_day INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE answer (
        row INTEGER PRIMARY KEY,
        learner INTEGER NOT NULL REFERENCES learner (row) ON DELETE CASCADE,
        uid TEXT NOT NULL,
        fact TEXT NOT NULL,
        exercise TEXT NOT NULL,
        told_ms INTEGER NOT NULL,
        at_ms INTEGER NOT NULL,
        score REAL NOT NULL,
        grade INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 4),
        seconds REAL NOT NULL,
        UNIQUE (learner, uid)
    )
    """,
    "CREATE INDEX answer_by_time ON answer (learner, at_ms, row)",
    """
    CREATE TABLE card (
        learner INTEGER NOT NULL REFERENCES learner (row) ON DELETE CASCADE,
        fact TEXT NOT NULL,
        stage TEXT NOT NULL,
        step INTEGER,
        stability_days REAL NOT NULL,
        difficulty REAL NOT NULL,
        due_ms INTEGER NOT NULL,
        last_ms INTEGER NOT NULL,
        first_ms INTEGER NOT NULL,
        reviews INTEGER NOT NULL,
        lapses INTEGER NOT NULL,
        PRIMARY KEY (learner, fact)
    ) WITHOUT ROWID
    """,
)


def _make(connection: sqlite3.Connection) -> None:
    for statement in _FIRST:
        connection.execute(statement)


MIGRATIONS: Final[Sequence[Step]] = (_make,)
"""Step number n leads from version n to version n + 1; the first makes the tables of an empty file."""


def version_of(connection: sqlite3.Connection) -> int:
    """Version of a progress file; 0 of an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, steps: Sequence[Step] = MIGRATIONS) -> None:
    """Bring a file to the newest version, all steps or none."""
    connection.execute("BEGIN EXCLUSIVE")
    try:
        for step in steps[version_of(connection) :]:
            step(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(steps)}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
