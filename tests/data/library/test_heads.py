"""A library that is looked at beside SQLite keeps its locks: another program that closes it leaves the log alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from footmap.data.library.backups import back_up
from footmap.data.library.cipher import is_encrypted
from footmap.data.library.heads import copy_of_file, head_of
from footmap.data.library.health import salvage
from footmap.data.library.journal import Journal
from footmap.data.library.library import Library
from footmap.data.library.place import library_path

from .made import PATIENT, visit

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
READ_AND_CLOSE = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
print(connection.execute("SELECT count(*) FROM step").fetchone()[0])
connection.close()
"""


LOOKS = (is_encrypted, partial(back_up, now=NOW), salvage, library_path, lambda path: Library(path).close())


def seen_by_another(path: Path) -> int:
    """Steps that another program finds, which closes the library again."""
    command = [sys.executable, "-c", READ_AND_CLOSE, str(path)]
    return int(subprocess.run(command, check=True, timeout=60, capture_output=True, text=True).stdout)


@pytest.mark.skipif(os.name != "posix", reason="only there a process loses its locks with any handle")
@pytest.mark.parametrize("look", LOOKS)
def test_the_log_stays_when_another_program_closes_a_library_that_was_looked_at(
    look: Callable[[Path], object], tmp_path: Path
) -> None:
    path = tmp_path / "x.footlib"
    journal = Journal(path, backups_due=False)
    journal.keep(PATIENT, visit(strokes=1))
    assert journal.flush()
    look(path)
    log = path.with_name(path.name + "-wal")
    before = log.stat().st_ino
    steps = seen_by_another(path)
    assert log.exists(), "it believed to be the last"
    assert log.stat().st_ino == before
    journal.keep(PATIENT, visit(strokes=3))
    assert journal.flush()
    assert seen_by_another(path) > steps, "what a kill would leave"
    assert journal.close()


def test_the_head_is_of_the_file_that_has_the_name_now(tmp_path: Path) -> None:
    path, other = tmp_path / "x.footlib", tmp_path / "y"
    path.write_bytes(b"first")
    assert head_of(path, 3) == b"fir"
    other.write_bytes(b"second" * 1_000_000)
    other.replace(path)
    assert head_of(path, 3) == b"sec"
    copy_of_file(path, other)
    assert other.read_bytes() == path.read_bytes()
    path.unlink()
    with pytest.raises(FileNotFoundError):
        head_of(path, 3)
