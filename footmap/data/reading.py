"""Reading a file that a user names: never more than a limit, and never waiting for what may never come."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Final

from footmap.errors import Message, reason_of

KINDS: Final = (
    (stat.S_ISDIR, Message("it is a folder")),
    (stat.S_ISFIFO, Message("it is a pipe, and only a file can be read")),
    (stat.S_ISSOCK, Message("it is a socket, and only a file can be read")),
    (stat.S_ISCHR, Message("it is a device, and only a file can be read")),
    (stat.S_ISBLK, Message("it is a device, and only a file can be read")),
)

CHUNK: Final = 1 << 20


class UnreadableError(Exception):
    """The file cannot be read; the message says why, as the end of a sentence without its stop."""


def read_bytes(path: Path, limit: int) -> bytes:
    """Up to `limit` + 1 bytes of a file; more than `limit` means that it is too large.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    UnreadableError
        If it is not a plain file, or cannot be read.
    """
    try:
        # not to wait for the other end of a pipe; on plain files the flag does nothing
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise
    except ValueError as error:
        raise UnreadableError(Message("its name is not possible")) from error
    except OSError as error:
        raise UnreadableError(_special(path) or reason_of(error)) from error
    try:
        mode = os.fstat(handle).st_mode
        for is_kind, words in KINDS:
            if is_kind(mode):
                raise UnreadableError(words)
        parts = []
        left = limit + 1
        while left > 0 and (part := os.read(handle, min(left, CHUNK))):
            parts.append(part)
            left -= len(part)
    except OSError as error:
        raise UnreadableError(reason_of(error)) from error
    finally:
        os.close(handle)
    return b"".join(parts)


def is_gone(path: Path) -> bool:
    """True if there is no file of that name, and none can be; False where that cannot be known."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return True
    except OSError as error:
        return error.errno in (errno.ENAMETOOLONG, errno.ELOOP)
    return False


def _special(path: Path) -> str:
    """What the thing of that name is, where it is no plain file."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return ""
    return next((words for is_kind, words in KINDS if is_kind(mode)), "")
