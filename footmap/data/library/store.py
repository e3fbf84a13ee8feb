"""What is written to the tables of a library. Each function runs inside a transaction of its caller."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from footmap.core.record import Patient, Visit
from footmap.errors import LibraryError, Message

from .. import visit_json
from .cards import Summary, indexed
from .documents import Known, applied, checksum, document_text, head_of, known, packed

DAMAGED: Final = Message("This visit is damaged; 'footmap library repair' saves what can be read.")


def patient_row(connection: sqlite3.Connection, patient: Patient) -> int:
    """Row of a patient, added or brought up to date."""
    found = connection.execute("SELECT row, document FROM patient WHERE id = ?", (patient.id,)).fetchone()
    text = visit_json.patient_text(patient)
    words = (patient.pseudonym, patient.name, patient.number)
    if found is None:
        cursor = connection.execute(
            "INSERT INTO patient (id, document, pseudonym, name, number) VALUES (?, ?, ?, ?, ?)",
            (patient.id, text, *words),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid
    row = int(found[0])
    if found[1] != text:
        connection.execute(
            "UPDATE patient SET document = ?, pseudonym = ?, name = ?, number = ? WHERE row = ?", (text, *words, row)
        )
        connection.execute(
            """
            UPDATE card SET pseudonym = ?, name = ?, number = ?
            WHERE row IN (SELECT row FROM visit WHERE patient = ?)
            """,
            (*(indexed(word) for word in words), row),
        )
    return row


def touch(connection: sqlite3.Connection) -> int:
    """The next number of the counter that orders changes without a clock."""
    found = connection.execute("UPDATE counter SET value = value + 1 WHERE name = 'touched' RETURNING value").fetchone()
    return int(found[0])


def touched(connection: sqlite3.Connection) -> int:
    """The number of the last change."""
    return int(connection.execute("SELECT value FROM counter WHERE name = 'touched'").fetchone()[0])


def add_visit(connection: sqlite3.Connection, patient: Patient, visit: Visit, now: datetime) -> tuple[int, Known]:
    """Add a visit; `now` is its date if it has none. Returns its row and what is known of it.

    Raises
    ------
    CaseError
        If it could not be read again.
    """
    at = visit.at or now
    text = document_text(visit, patient)
    state = known(visit, patient)
    row_of_patient = patient_row(connection, patient)
    cursor = connection.execute(
        "INSERT INTO visit (id, patient, at, at_s, touched, revision, strokes, sides, head) VALUES (?,?,?,?,?,0,?,?,?)",
        (
            visit.id,
            row_of_patient,
            at.isoformat(timespec="seconds"),
            seconds(at),
            touch(connection),
            len(state.strokes),
            sides(visit),
            head_of(state.members),
        ),
    )
    row = cursor.lastrowid
    assert row is not None
    connection.execute(
        "INSERT INTO document (row, revision, sum, json) VALUES (?, 0, ?, ?)", (row, checksum(text), text)
    )
    connection.execute(
        "INSERT INTO card (row, pseudonym, name, number, tags, note, leader, regions) VALUES (?,?,?,?,?,?,'','')",
        (row, *(indexed(w) for w in (patient.pseudonym, patient.name, patient.number)), *_card(visit)),
    )
    _tags(connection, row, visit)
    return row, state


def add_step(connection: sqlite3.Connection, row: int, revision: int, text: str, after: Known, visit: Visit) -> int:
    """Add one step to a visit whose revision is known; returns the new revision.

    Raises
    ------
    LibraryError
        If somebody else has changed the visit meanwhile.
    """
    cursor = connection.execute(
        "UPDATE visit SET revision = revision + 1, touched = ?, strokes = ?, sides = ? WHERE row = ? AND revision = ?",
        (touch(connection), len(after.strokes), sides(visit), row, revision),
    )
    if cursor.rowcount != 1:
        raise LibraryError("The visit was changed or removed by another program; open it again.")
    connection.execute(
        "INSERT INTO step (visit, number, sum, json) VALUES (?, ?, ?, ?)", (row, revision + 1, checksum(text), text)
    )
    change = json.loads(text)
    if "set" in change or "gone" in change:
        _shown_again(connection, row, visit, after)
    return revision + 1


def _shown_again(connection: sqlite3.Connection, row: int, visit: Visit, after: Known) -> None:
    """Bring what is listed and searched up to date."""
    if visit.at is not None:
        connection.execute(
            "UPDATE visit SET at = ?, at_s = ? WHERE row = ?",
            (visit.at.isoformat(timespec="seconds"), seconds(visit.at), row),
        )
    connection.execute("UPDATE visit SET head = ? WHERE row = ?", (head_of(after.members), row))
    connection.execute(
        "UPDATE card SET tags = ?, note = ? WHERE row = ? AND (tags, note) != (?, ?)",
        (*_card(visit), row, *_card(visit)),
    )
    _tags(connection, row, visit)


def fold(connection: sqlite3.Connection, row: int) -> None:
    """Take the steps of a visit into its document."""
    if connection.execute("SELECT 1 FROM step WHERE visit = ? LIMIT 1", (row,)).fetchone() is None:
        return
    text = packed(document(connection, row))
    connection.execute(
        "UPDATE document SET revision = (SELECT max(number) FROM step WHERE visit = ?1), sum = ?2, json = ?3 "
        "WHERE row = ?1",
        (row, checksum(text), text),
    )
    connection.execute("DELETE FROM step WHERE visit = ?", (row,))


def document(connection: sqlite3.Connection, row: int) -> dict[str, Any]:
    """The document of a visit as it stands after its last step.

    Raises
    ------
    LibraryError
        If the document or a step is damaged.
    """
    found = connection.execute("SELECT revision, sum, json FROM document WHERE row = ?", (row,)).fetchone()
    if found is None or checksum(found[2]) != found[1]:
        raise LibraryError(DAMAGED, damaged=True)
    out: dict[str, Any] = json.loads(found[2])
    expected = int(found[0]) + 1
    for number, sum_, text in steps(connection, row):
        if number != expected or checksum(text) != sum_:
            raise LibraryError(DAMAGED, damaged=True)
        out = applied(out, text)
        expected += 1
    return out


def steps(connection: sqlite3.Connection, row: int) -> Iterator[tuple[int, int, str]]:
    """Number, checksum and text of the steps of a visit, in order."""
    yield from connection.execute("SELECT number, sum, json FROM step WHERE visit = ? ORDER BY number", (row,))


def describe(connection: sqlite3.Connection, row: int, summary: Summary) -> None:
    """Keep what a visit comes to."""
    regions = " ".join(summary.regions)
    connection.execute("UPDATE visit SET leader = ?, regions = ? WHERE row = ?", (summary.leader, regions, row))
    connection.execute(
        "UPDATE card SET leader = ?, regions = ? WHERE row = ?",
        (
            indexed(f"{summary.leader} {summary.leader_words}".strip()),
            indexed(f"{regions} {summary.region_words}".strip()),
            row,
        ),
    )


def show(connection: sqlite3.Connection, row: int, summary: Summary | None, png: bytes | None) -> None:
    """Keep what lists and search show of a visit; None leaves what is there."""
    if summary is not None:
        describe(connection, row, summary)
    if png is not None:
        connection.execute("INSERT OR REPLACE INTO picture (row, png) VALUES (?, ?)", (row, png))


def remove(connection: sqlite3.Connection, rows: Iterable[int]) -> None:
    """Remove visits for good, and patients that have none left."""
    for row in rows:
        for table in ("card", "visit"):  # the card by hand: the index follows it
            connection.execute(f"DELETE FROM {table} WHERE row = ?", (row,))
    connection.execute("DELETE FROM patient WHERE row NOT IN (SELECT patient FROM visit)")


def seconds(at: datetime) -> int:
    """Seconds since 1970 in UTC."""
    return int(at.astimezone(UTC).timestamp())


def sides(visit: Visit) -> str:
    """Limbs that are painted, such as ``right left``."""
    found = {stroke.side for stroke in visit.case.drawing.strokes if stroke.mode == "add"}
    return " ".join(side for side in ("right", "left") if side in found)


def _card(visit: Visit) -> tuple[str, str]:
    return indexed("\n".join(visit.tags)), indexed(visit.case.note)


def _tags(connection: sqlite3.Connection, row: int, visit: Visit) -> None:
    connection.execute("DELETE FROM tag WHERE visit = ?", (row,))
    connection.executemany("INSERT INTO tag (tag, visit) VALUES (?, ?)", [(tag, row) for tag in visit.tags])
