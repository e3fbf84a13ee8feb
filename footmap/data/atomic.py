"""Saving so that a crash or a full disk leaves either the old file or the new one, never half of one."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import time
from pathlib import Path
from typing import Final

from footmap.errors import Message

PRIVATE: Final = 0o600
"""Permissions of a new file that only its owner may read."""
STALE_S: Final = 24 * 3600.0
"""A temporary file of that age was left by a process that was killed."""


def write_bytes(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a file through a temporary one beside it; a link is followed, the permissions of an old file kept.

    Parameters
    ----------
    path : Path
    data : bytes
    private : bool
        A new file is for its owner alone.

    Raises
    ------
    OSError
        If writing fails, or if the name belongs to a folder, a device or a pipe; the old file is untouched. The
        error names `path`, and its `strerror` says what is wrong.
    """
    try:
        _write(path, data, private)
    except OSError as error:
        if error.filename is None or Path(os.fsdecode(error.filename)) == path:
            error.filename = str(path)
            raise
        raise type(error)(error.errno, error.strerror, str(path)) from error


def _write(path: Path, data: bytes, private: bool) -> None:
    target = resolved(path)
    old = _mode_of(target)
    if old is not None and (words := special(old)):
        raise OSError(errno.EINVAL, words, str(path))
    part = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.part")
    first = PRIVATE if private or old is not None else 0o666
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), first)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if old is not None:
            part.chmod(old & 0o7777)
        part.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)
    _remove_stale(target)


def resolved(path: Path) -> Path:
    """What a name leads to.

    Raises
    ------
    OSError
        If links lead in a circle.
    """
    try:
        return path.resolve()
    except RuntimeError as error:  # so Python says it before 3.13
        raise OSError(errno.ELOOP, Message("it is a link that leads to itself"), str(path)) from error


def special(mode: int) -> str:
    """Why a thing of this mode cannot be replaced by a file; empty if it can."""
    if stat.S_ISREG(mode):
        return ""
    if stat.S_ISDIR(mode):
        return Message("it is a folder; give the name of a file")
    if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode):
        return Message("it is a pipe, which cannot be replaced by a file")
    return Message("it is a device, which cannot be replaced by a file")


def _mode_of(target: Path) -> int | None:
    try:
        return target.stat().st_mode
    except FileNotFoundError:
        return None


def sync_folder(folder: Path) -> None:
    """Make the new name durable where the system can (not on Windows)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _remove_stale(target: Path) -> None:
    """Remove temporary files of the same name that a killed process left."""
    start = f".{target.name[:40]}."
    length = len(start) + 8 + len(".part")
    with contextlib.suppress(OSError):
        for entry in os.scandir(target.parent):
            left_over = entry.name.startswith(start) and entry.name.endswith(".part") and len(entry.name) == length
            if left_over and time.time() - entry.stat().st_mtime > STALE_S:
                Path(entry.path).unlink(missing_ok=True)
