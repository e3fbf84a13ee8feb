"""Tables of a library, and the steps from an older version to this one.

``patient`` and ``visit`` hold what lists show and what is sorted by; ``document`` holds one JSON document for each
visit, which is a case file; ``step`` holds what has changed since, one row for each finished stroke or answer, until
it is folded into the document. ``card`` holds the words of a visit, which ``search`` (FTS5) finds. Every document and
every step has a checksum, because SQLite has none for its pages.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

APPLICATION_ID: Final = 0x666F6F74
"""``foot``: how a library is told from any other SQLite file."""
Step: TypeAlias = Callable[[sqlite3.Connection], None]
"""Brings a library from one version to the next, inside a transaction."""

_FIRST: Final = (
    """
    CREATE TABLE patient (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        document TEXT NOT NULL CHECK (json_valid(document)),
        pseudonym TEXT NOT NULL,
        name TEXT NOT NULL,
        number TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE visit (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        patient INTEGER NOT NULL REFERENCES patient (row),
        at TEXT NOT NULL,       -- as the case file says it, with its zone
        at_s INTEGER NOT NULL,  -- seconds since 1970 in UTC
        touched INTEGER NOT NULL,  -- counts every change of the library: order of use without a clock
        revision INTEGER NOT NULL,  -- counts the changes of this visit
        trashed INTEGER NOT NULL DEFAULT 0,
        strokes INTEGER NOT NULL,
        sides TEXT NOT NULL,
        leader TEXT NOT NULL DEFAULT '',
        regions TEXT NOT NULL DEFAULT '',
        head TEXT NOT NULL CHECK (json_valid(head))  -- the document without strokes, answers and note
    )
    """,
    "CREATE INDEX visit_by_patient ON visit (patient, trashed, at_s)",
    "CREATE INDEX visit_by_date ON visit (trashed, at_s)",
    "CREATE INDEX visit_by_use ON visit (trashed, touched, patient)",
    """
    CREATE TABLE document (
        row INTEGER PRIMARY KEY REFERENCES visit (row) ON DELETE CASCADE,
        revision INTEGER NOT NULL,  -- of the visit, up to which steps are folded in
        sum INTEGER NOT NULL,
        json TEXT NOT NULL CHECK (json_valid(json))
    )
    """,
    """
    CREATE TABLE step (
        visit INTEGER NOT NULL REFERENCES visit (row) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        sum INTEGER NOT NULL,
        json TEXT NOT NULL CHECK (json_valid(json)),
        PRIMARY KEY (visit, number)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE picture (
        row INTEGER PRIMARY KEY REFERENCES visit (row) ON DELETE CASCADE,
        png BLOB NOT NULL
    )
    """,
    """
    CREATE TABLE tag (
        tag TEXT NOT NULL,
        visit INTEGER NOT NULL REFERENCES visit (row) ON DELETE CASCADE,
        PRIMARY KEY (tag, visit)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX tag_by_visit ON tag (visit)",
    """
    CREATE TABLE card (
        row INTEGER PRIMARY KEY REFERENCES visit (row) ON DELETE CASCADE,
        pseudonym TEXT NOT NULL,
        name TEXT NOT NULL,
        number TEXT NOT NULL,
        tags TEXT NOT NULL,
        note TEXT NOT NULL,
        leader TEXT NOT NULL,
        regions TEXT NOT NULL
    )
    """,
    """
    CREATE VIRTUAL TABLE search USING fts5 (
        pseudonym, name, number, tags, note, leader, regions,
        content = 'card', content_rowid = 'row', prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE TRIGGER card_added AFTER INSERT ON card BEGIN
        INSERT INTO search (rowid, pseudonym, name, number, tags, note, leader, regions)
        VALUES (new.row, new.pseudonym, new.name, new.number, new.tags, new.note, new.leader, new.regions);
    END
    """,
    """
    CREATE TRIGGER card_gone AFTER DELETE ON card BEGIN
        INSERT INTO search (search, rowid, pseudonym, name, number, tags, note, leader, regions)
        VALUES ('delete', old.row, old.pseudonym, old.name, old.number, old.tags, old.note, old.leader, old.regions);
    END
    """,
    """
    CREATE TRIGGER card_changed AFTER UPDATE ON card BEGIN
        INSERT INTO search (search, rowid, pseudonym, name, number, tags, note, leader, regions)
        VALUES ('delete', old.row, old.pseudonym, old.name, old.number, old.tags, old.note, old.leader, old.regions);
        INSERT INTO search (rowid, pseudonym, name, number, tags, note, leader, regions)
        VALUES (new.row, new.pseudonym, new.name, new.number, new.tags, new.note, new.leader, new.regions);
    END
    """,
    "CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
    "INSERT INTO counter VALUES ('touched', 0)",
)


def _make(connection: sqlite3.Connection) -> None:
    for statement in _FIRST:
        connection.execute(statement)


MIGRATIONS: Final[Sequence[Step]] = (_make,)
"""Step number n leads from version n to version n + 1; the first makes the tables of an empty file."""
VERSION: Final = len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    """Version of a library; 0 of an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, steps: Sequence[Step] = MIGRATIONS) -> None:
    """Bring a library to the newest version, all steps or none.

    Raises
    ------
    sqlite3.Error
        If a step fails; the library is as it was.
    """
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
