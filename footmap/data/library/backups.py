"""Backups of a library: whole copies beside it, hourly while it is used, daily and weekly, the oldest going first.

They are numbered, and the numbers alone say which is newer: a clock that is set back costs no backup.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal, get_args

from .cipher import Key, connect, key_in
from .place import SUFFIX, beside, make_folder

Kind = Literal["hourly", "daily", "weekly"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
KEPT: Final[dict[Kind, int]] = {"hourly": 8, "daily": 7, "weekly": 5}
"""Number of backups of each kind that are kept."""
MOST_BYTES: Final = 512 * 2**20
"""All backups together; beyond, the oldest go, but one of each kind stays."""
_SLOT: Final[dict[Kind, str]] = {"hourly": "%Y%m%d-%H", "daily": "%Y%m%d", "weekly": "%G-W%V"}
_NAME: Final = re.compile(r"(hourly|daily|weekly)-(\d{6,})-([0-9W-]+)\.footlib")


@dataclass(frozen=True)
class Backup:
    """One copy of a library.

    Attributes
    ----------
    kind : str
        ``hourly``, ``daily`` or ``weekly``.
    number : int
        Higher is newer.
    slot : str
        The hour, day or week it stands for.
    """

    path: Path
    kind: Kind
    number: int
    slot: str

    @property
    def at(self) -> datetime:
        """When the file was written, in local time."""
        return datetime.fromtimestamp(self.path.stat().st_mtime).astimezone()


def folder_of(path: Path) -> Path:
    """Folder with the backups of a library."""
    return beside(path, "backups")


def backups(path: Path) -> tuple[Backup, ...]:
    """Backups of a library, the newest first."""
    return tuple(sorted(_found(folder_of(path)), key=lambda backup: (-backup.number, KINDS.index(backup.kind))))


def _found(folder: Path) -> Iterator[Backup]:
    with contextlib.suppress(OSError):
        for entry in folder.iterdir():
            match = _NAME.fullmatch(entry.name)
            if match:
                kind = next(k for k in KINDS if k == match[1])
                yield Backup(entry, kind, int(match[2]), match[3])


def due(path: Path, now: datetime) -> tuple[Kind, ...]:
    """Kinds whose newest backup stands for another hour, day or week than now."""
    have = backups(path)
    newest = {kind: next((b.slot for b in have if b.kind == kind), "") for kind in KINDS}
    return tuple(kind for kind in KINDS if newest[kind] != now.strftime(_SLOT[kind]))


def back_up(
    path: Path, now: datetime, kinds: tuple[Kind, ...] | None = None, key: Key | None = None
) -> tuple[Backup, ...]:
    """Write the backups that are due, or of the kinds that are named; rotate the rest.

    Parameters
    ----------
    path : Path
        A library; other connections may write to it meanwhile.
    now : datetime
        With a time zone.
    key : Key, optional
        Of an encrypted library; its backups are encrypted alike.

    Raises
    ------
    sqlite3.Error, OSError
        If the library cannot be read or the backup not be written.
    """
    wanted = due(path, now) if kinds is None else kinds
    if not wanted:
        return ()
    number = max((backup.number for backup in backups(path)), default=0) + 1
    made = []
    first: Path | None = None
    for kind in wanted:
        slot = now.strftime(_SLOT[kind])
        target = folder_of(path) / f"{kind}-{number:06d}-{slot}{SUFFIX}"
        if first is None:
            connection = connect(path, key)
            try:
                copy_of(connection, target)
            finally:
                connection.close()
            first = target
        else:
            same_file(first, target)
        made.append(Backup(target, kind, number, slot))
    _rotate(path)
    return tuple(made)


def copy_of(connection: sqlite3.Connection, target: Path) -> None:
    """A consistent copy of an open library as one file for its owner alone, whole or not at all; encrypted as it is."""
    make_folder(target.parent)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    try:
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        copy = connect(part, key_in(connection))
        try:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        finally:
            copy.close()
        part.replace(target)
    except BaseException:
        for left in (part, part.with_name(part.name + "-journal")):
            left.unlink(missing_ok=True)
        raise


def same_file(source: Path, target: Path) -> None:
    """One file under two names where the system can, else a copy."""
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
        target.chmod(0o600)


def _rotate(path: Path) -> None:
    have = list(backups(path))
    for kind in KINDS:
        for old in [backup for backup in have if backup.kind == kind][KEPT[kind] :]:
            old.path.unlink(missing_ok=True)
            have.remove(old)
    for kind in KINDS:  # the hourly ones go first
        of_kind = [backup for backup in have if backup.kind == kind]
        while len(of_kind) > 1 and _bytes(have) > MOST_BYTES:
            old = of_kind.pop()
            old.path.unlink(missing_ok=True)
            have.remove(old)


def _bytes(have: list[Backup]) -> int:
    """Bytes on the disk; a file under several names counts once."""
    sizes = {}
    for backup in have:
        status = backup.path.stat()
        sizes[(status.st_dev, status.st_ino) if status.st_ino else backup.path] = status.st_size
    return sum(sizes.values())
