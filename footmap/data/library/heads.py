"""Reads a library file beside SQLite without taking its locks away.

On POSIX a process loses *all* its locks on a file as soon as it closes *any* handle to it. SQLite takes care of its own
handles; a file that is opened and closed beside it leaves the library without a lock, and the next program that closes
it believes to be the last, and deletes the log that is being written. So the handle stays open, one for each path.

Source: https://www.sqlite.org/howtocorrupt.html, 2.2.
"""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path
from typing import Final

_BLOCK: Final = 1 << 20
_kept: Final[dict[Path, tuple[int, tuple[int, int]]]] = {}
_lock: Final = threading.Lock()


def head_of(path: Path, most: int) -> bytes:
    """The first bytes of a file.

    Raises
    ------
    OSError, ValueError
        If it cannot be read.
    """
    if os.name != "posix":
        with path.open("rb") as file:
            return file.read(most)
    with _lock:
        return os.pread(_handle(path), most, 0)


def copy_of_file(path: Path, target: Path) -> None:
    """Copy a file as it is.

    Raises
    ------
    OSError, ValueError
        If that is not possible.
    """
    with target.open("wb") as out:
        if os.name != "posix":
            with path.open("rb") as file:
                while block := file.read(_BLOCK):
                    out.write(block)
            return
        with _lock:
            handle, at = _handle(path), 0
            while block := os.pread(handle, _BLOCK, at):
                out.write(block)
                at += len(block)


def _handle(path: Path) -> int:
    """A handle to what the path names now; those of files that are gone, or have given their name away, are closed."""
    name = path.absolute()
    for other, (handle, file) in list(_kept.items()):
        if _file(other) != file:
            del _kept[other]
            with contextlib.suppress(OSError):
                os.close(handle)
    if name not in _kept:
        handle = os.open(name, os.O_RDONLY | os.O_NONBLOCK | getattr(os, "O_CLOEXEC", 0))
        found = os.fstat(handle)
        _kept[name] = handle, (found.st_dev, found.st_ino)
    return _kept[name][0]


def _file(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino
