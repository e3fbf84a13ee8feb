"""Where a command may write: never over its own input, a case or a library, and never over what is no file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from footmap.errors import FootmapError, Message, reason_of

from . import atomic
from .reading import UnreadableError, read_bytes

CASE_SUFFIX: Final = ".footmap"
LIBRARY_SUFFIX: Final = ".footlib"
SET_SUFFIX: Final = ".footset"
SQLITE: Final = b"SQLite format 3\x00"
_CASE: Final = re.compile(rb'"format"\s*:\s*"footmap-case"')
_HEAD: Final = 1 << 16
"""Bytes at the beginning of a file that are looked at."""


def check_output(path: Path, inputs: Iterable[Path | None] = ()) -> None:
    """Refuse a place for an output before the work begins.

    Parameters
    ----------
    path : Path
        Where a picture, a report or a table is to be written.
    inputs : iterable of Path or None
        Files that the command reads.

    Raises
    ------
    FootmapError
        One sentence: the name cannot be written, or something would be lost.
    """
    try:
        target = atomic.resolved(path)
        mode = target.stat().st_mode
    except FileNotFoundError as error:
        if not path.parent.is_dir():
            raise FootmapError(Message("{path} cannot be written: its folder does not exist.", path=path)) from error
        return
    except ValueError as error:
        raise FootmapError(Message("{name} is not possible as the name of a file.", name=ascii(path.name))) from error
    except OSError as error:
        raise FootmapError(Message("{path}: {why}.", path=path, why=reason_of(error))) from error
    if words := atomic.special(mode):
        raise FootmapError(Message("{path}: {why}.", path=path, why=words))
    for used in inputs:
        if used is not None and _same(target, used):
            raise FootmapError(
                Message("{name} is read by this command and would be overwritten; give another name.", name=path.name)
            )
    if kept := _kept_by_user(target):
        raise FootmapError(
            Message("{name} is {kept} and would be overwritten; give another name.", name=path.name, kept=kept)
        )


def write_output(path: Path, data: bytes, inputs: Iterable[Path | None] = (), *, private: bool = True) -> None:
    """Write an output whole or not at all, after `check_output`; a new file is for its owner alone unless said.

    Raises
    ------
    FootmapError
        If the place is refused, or if writing fails; an old file is as it was.
    """
    check_output(path, inputs)
    try:
        atomic.write_bytes(path, data, private=private)
    except OSError as error:
        raise FootmapError(Message("{path} cannot be written: {why}.", path=path, why=reason_of(error))) from error


def _same(target: Path, other: Path) -> bool:
    try:
        return target.samefile(other)
    except (OSError, ValueError):
        return False


def _kept_by_user(target: Path) -> str:
    """What the user keeps in the file that nothing but saving may replace; empty for anything else."""
    try:
        head = read_bytes(target, _HEAD)
    except (OSError, UnreadableError):
        head = b""
    suffix = target.suffix.lower()
    if head.startswith(SQLITE) or suffix == LIBRARY_SUFFIX:
        return Message("a library")
    if suffix == SET_SUFFIX:
        return Message("a set")
    if suffix == CASE_SUFFIX or (head.lstrip()[:1] == b"{" and _CASE.search(head)):
        return Message("a case")
    return ""
