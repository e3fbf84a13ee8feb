"""How far a library has come, noted beside it: so that a write-ahead log that was taken away is noticed.

After a kill, the last changes are in the log (``*.footlib-wal``) and not yet in the file. Without the log the file is
sound and old, and nothing in it says so; the number in the mark does.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import Final

from footmap.errors import Message

from .locks import folder_of
from .place import make_folder

NAME: Final = "mark"
_DIGITS: Final = 20


def set_mark(path: Path, touched: int) -> None:
    """Note the number of the last change; failing to do so costs nothing but the notice."""
    with contextlib.suppress(OSError):
        make_folder(folder_of(path))
        handle = os.open(folder_of(path) / NAME, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.write(handle, f"{touched:0{_DIGITS}d}\n".encode())  # of one length, written over the old one
        finally:
            os.close(handle)


def clear_mark(path: Path) -> None:
    """Forget it: another file has been put in the place of the library."""
    with contextlib.suppress(OSError):
        (folder_of(path) / NAME).unlink(missing_ok=True)


def missing(path: Path, connection: sqlite3.Connection) -> str:
    """One sentence if changes that were kept are not there any more; else empty."""
    try:
        marked = int((folder_of(path) / NAME).read_bytes()[: _DIGITS + 1])
    except (OSError, ValueError):
        return ""
    found = connection.execute("SELECT value FROM counter WHERE name = 'touched'").fetchone()
    gone = marked - int(found[0]) if found else 0
    if gone <= 0:
        return ""
    if gone == 1:
        return Message(
            "The last change is missing from the library {name}, because its file {name}-wal was removed or cut; "
            "a backup may hold more.",
            name=path.name,
        )
    return Message(
        "The last {gone} changes are missing from the library {name}, because its file {name}-wal was removed or cut; "
        "a backup may hold more.",
        gone=gone,
        name=path.name,
    )
