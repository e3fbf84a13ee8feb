"""Files that nobody would think of, for every reader: one sentence, no harm, in a moment."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from footmap.data.casefile import parse_case, read_case
from footmap.data.handover import read_identity, unseal
from footmap.data.library import backups, cipher, locks, unfinished
from footmap.data.library.journal import read_rescued, rescued
from footmap.data.library.library import Library
from footmap.data.library.place import library_path
from footmap.data.patient_file import parse_record
from footmap.data.practice import read_practice
from footmap.errors import FootmapError, LibraryError

from .library.made import DAY, PATIENT, visit

MOST_S: Final = 20.0
CASE: Final[dict[str, Any]] = {"format": "footmap-case", "version": 1, "strokes": []}
STROKE: Final[dict[str, Any]] = {
    "side": "right", "view": "foot_plantar", "mode": "add", "shape": "brush", "quality": "pain", "radius_mm": 5,
    "points_mm": [[0, 100]],
}  # fmt: skip


def text(**more: Any) -> bytes:
    return json.dumps({**CASE, **more}).encode()


CASES: Final = {
    "a number of a million digits": b'{"format": "footmap-case", "version": ' + b"9" * 1_000_000 + b', "strokes": []}',
    "a number below zero by its sign": text(strokes=[{**STROKE, "radius_mm": -0.0}]),
    "an exponent beyond every number": text(strokes=[STROKE]).replace(b"[0, 100]", b"[1e999, -1e999]"),
    "a key twice": b'{"format": "x", "format": "footmap-case", "version": 1, "strokes": []}',
    "a point of three numbers": text(strokes=[{**STROKE, "points_mm": [[0, 100, 5]]}]),
    "true for a number": text(strokes=[{**STROKE, "radius_mm": True}]),
    "half a pair of characters in a key": b'{"format": "footmap-case", "version": 1, "strokes": [], "\\ud800": 1}',
    "NUL in an id": text(clues={"a\0b": "yes"}),
    "a hundred thousand open brackets": b'{"format": "footmap-case", "version": 1, "strokes": ' + b"[" * 100_000,
    "a text that never ends": b'{"format": "footmap-case", "version": 1, "strokes": [], "note": "' + b"x" * 1_000_000,
    "UTF-32": json.dumps(CASE).encode("utf-32"),
    "two documents": text() + text(),
    "a comment": b"// " + text(),
    "NaN": text(strokes=[STROKE]).replace(b"100", b"NaN"),
}
ACCEPTED: Final = {"a byte order mark": b"\xef\xbb\xbf" + text(), "ends of lines of old machines": text() + b"\r\r\r"}
PATIENT_FILES: Final = {
    "no visit": {"version": 2, "patient": {"id": "p", "pseudonym": "a"}, "visits": []},
    "a visit in a visit": {"version": 2, "patient": {"id": "p", "pseudonym": "a"}, "visits": [{"visits": []}]},
    "two visits of one id": {
        "version": 2,
        "patient": {"id": "p", "pseudonym": "a"},
        "visits": [{"visit": {"id": "x", "at": "2026-01-01T00:00:00+00:00"}, "strokes": []}] * 2,
    },
    "a patient that is a list": {"version": 2, "patient": ["p"], "visits": []},
    "a year of birth of a million": {
        "version": 2, "patient": {"id": "p", "pseudonym": "a", "birth_year": 1_000_000}, "visits": []
    },
    "a date without a zone of year 0": {
        "version": 2,
        "patient": {"id": "p", "pseudonym": "a"},
        "visits": [{"visit": {"id": "x", "at": "0000-00-00T00:00:00"}, "strokes": []}],
    },
}  # fmt: skip


def refused(run: Callable[[], object]) -> str:
    """The one sentence."""
    begin = time.monotonic()
    with pytest.raises(FootmapError) as caught:
        run()
    assert time.monotonic() - begin < MOST_S
    words = str(caught.value)
    assert words.endswith(".")
    assert len(words) < 600
    assert words.isprintable(), words
    return words


@pytest.mark.parametrize("name", CASES)
def test_a_strange_case_is_refused_in_one_sentence(name: str) -> None:
    refused(lambda: parse_case(CASES[name]))


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_case_is_read_though_it_is_written_oddly(name: str) -> None:
    assert parse_case(ACCEPTED[name]).drawing.strokes == ()


@pytest.mark.parametrize("name", PATIENT_FILES)
def test_a_strange_patient_is_refused_or_read_whole(name: str) -> None:
    data = json.dumps({"format": "footmap-case", **PATIENT_FILES[name]}).encode()
    if name == "no visit":
        assert parse_record(data) is not None
    else:
        refused(lambda: parse_record(data))


@pytest.mark.skipif(os.name != "posix", reason="devices of Unix")
@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "/proc/self/mem", "/", "a\0b", "x" * 5000])
def test_what_is_no_file_is_refused_by_every_reader(path: str, tmp_path: Path) -> None:
    place = Path(path)
    for run in (lambda: read_case(place), lambda: read_identity(place)):
        refused(run)
    with pytest.raises(LibraryError):
        Library(place if place.suffix else place / "none.footlib")


# ---- libraries


def other_database(path: Path, *statements: str) -> Path:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


def test_a_database_that_says_it_is_a_library_and_is_none(tmp_path: Path) -> None:
    path = other_database(
        tmp_path / "x.footlib",
        "CREATE TABLE visit (a)",
        "PRAGMA application_id = 1718579060",
        "PRAGMA user_version = 1",
    )
    before = path.read_bytes()
    with pytest.raises(LibraryError):
        Library(path).recent()
    assert path.read_bytes()[100:200] == before[100:200]


def test_a_library_of_a_version_below_zero_or_far_above_is_not_written(tmp_path: Path) -> None:
    for version in (-5, 2_000_000_000):
        path = tmp_path / f"{version}.footlib"
        with Library(path, make=True) as library:
            library.add(PATIENT, visit())
        other_database(path, f"PRAGMA user_version = {version}")
        before = path.read_bytes()[:100]
        with contextlib.suppress(LibraryError), Library(path) as library:
            assert not library.writable
        assert path.read_bytes()[60:64] == before[60:64]  # the version


def test_triggers_and_views_of_a_strange_library_run_nothing_outside(tmp_path: Path) -> None:
    path = tmp_path / "x.footlib"
    with Library(path, make=True) as library:
        library.add(PATIENT, visit())
    other_database(
        path,
        f"CREATE TRIGGER bad AFTER UPDATE ON visit BEGIN SELECT load_extension('{tmp_path}/evil.so'); END",
        f"CREATE TRIGGER worse AFTER UPDATE ON visit BEGIN SELECT writefile('{tmp_path}/out', 'x'); END",
    )
    with Library(path) as library, pytest.raises(LibraryError):
        library.trash("v1")
    assert not (tmp_path / "out").exists()


def test_notes_marks_and_backups_that_are_no_such_thing(tmp_path: Path) -> None:
    path = tmp_path / "x.footlib"
    with Library(path, make=True) as library:
        library.add(PATIENT, visit())
        folder = locks.folder_of(path)
        (folder / "mark").write_bytes(b"9" * 1_000_000)
        (folder / "open-").mkdir()
        (folder / "open-zz").write_bytes(b"\xff" * 100)
        (backups.folder_of(path)).mkdir()
        (backups.folder_of(path) / "hourly-000009-20260101-00.footlib").mkdir()
        (backups.folder_of(path) / "weekly-999999999999999999-W.footlib").write_bytes(b"")
        assert unfinished.left_open(path) == ()
        assert library.count() == 1
    with Library(path) as library:
        assert library.count() == 1
    assert backups.back_up(path, DAY)


def test_a_folder_of_rescued_visits_with_anything_in_it(tmp_path: Path) -> None:
    (tmp_path / "a.footmap").write_bytes(b"{")
    (tmp_path / "b.footlib").write_bytes(os.urandom(8192))
    (tmp_path / "c.footlib").mkdir()
    for path in rescued(tmp_path):
        with pytest.raises(FootmapError):
            read_rescued(path, cipher.Key(bytes(32), bytes(16)))


def test_a_folder_full_of_libraries_names_a_few(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number:03d}.footlib").touch()
    assert len(refused(lambda: library_path(tmp_path))) < 500


# ---- encrypted cases, settings of the practice


@pytest.mark.parametrize(
    "data",
    [
        b"age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 60\nAAAA\n--- AAAA\n",  # would take years to try
        b"age-encryption.org/v1\n-> scrypt \xff\xff\n",
        b"age-encryption.org/v1\n" + b"-> X25519 a\n" * 10_000,
        b"age-encryption.org/v1\n-> scrypt " + b"A" * 100_000,
    ],
)
def test_a_strange_encrypted_case_is_refused_in_a_moment(data: bytes) -> None:
    pytest.importorskip("pyrage")
    refused(lambda: unseal(data, passphrase="x" * 20))
    refused(lambda: unseal(data, identity="AGE-SECRET-KEY-1QQQQ"))


@pytest.mark.parametrize("data", [b"", b"\xff" * 50, b"[" * 100_000, b'{"name": ' + b"9" * 10_000 + b"}", b'"text"'])
def test_a_strange_heading_of_the_practice_is_refused_in_one_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "practice.json"
    path.write_bytes(data)
    refused(lambda: read_practice(path))
