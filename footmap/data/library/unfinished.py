"""Which visits were being worked on: a note beside the library that a killed program leaves behind.

A visit that has a note and that nobody has locked was open when its program ended without closing it.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Final

from . import locks
from .place import make_folder

_PREFIX: Final = "open-"
_LONGEST: Final = 200


def began(library: Path, visit_id: str) -> None:
    """Somebody works on a visit; failing to note it costs nothing but the offer after a kill."""
    with contextlib.suppress(OSError):
        path = _note(library, visit_id)
        make_folder(path.parent)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.write(handle, visit_id.encode("utf-8", "replace"))
        finally:
            os.close(handle)


def ended(library: Path, visit_id: str) -> None:
    """The visit was closed by the user, or offered again."""
    with contextlib.suppress(OSError):
        _note(library, visit_id).unlink(missing_ok=True)


def left_open(library: Path) -> tuple[str, ...]:
    """Ids of visits that a program was working on when it ended, the last one first."""
    found = []
    with contextlib.suppress(OSError):
        for path in locks.folder_of(library).iterdir():
            if path.name.startswith(_PREFIX):
                id_ = path.read_bytes()[:_LONGEST].decode("utf-8", "replace")
                if id_ and path == _note(library, id_) and not locks.is_locked(library, id_):
                    found.append((path.stat().st_mtime_ns, id_))
    return tuple(id_ for _, id_ in sorted(found, reverse=True))


def _note(library: Path, visit_id: str) -> Path:
    return locks.folder_of(library) / f"{_PREFIX}{visit_id.encode('utf-8', 'replace').hex()[:_LONGEST]}"
