"""Encrypts a library with its backups, changes its passphrase, takes it away; and opens the lock at the start.

The library is written anew beside the old file and takes its place in one step: interrupted at any moment, either the
old file or the new one is there, whole. The backups follow one by one; what an interruption leaves of that is finished
at the next start (`finish`).
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from footmap.errors import LibraryError, Message

from ..atomic import sync_folder
from . import backups, cipher
from .cipher import Key
from .health import alone
from .opening import open_library
from .place import beside
from .rewriting import remove, rewrite
from .schema import VERSION, version_of

ZEROS: Final = bytes(1 << 20)


@dataclass(frozen=True)
class Converted:
    """What became of a library and its backups.

    Attributes
    ----------
    backups : int
        Backups that are as the library is now.
    left : tuple of Path
        Copies of the library as it was before, which could not be converted.
    """

    backups: int
    left: tuple[Path, ...]


def unlock(path: Path, passphrase: str) -> Key:
    """The key of an encrypted library.

    Where its first page is damaged, a backup tells whether the passphrase is right.

    Raises
    ------
    LibraryError
        If it is not the passphrase, or the package that opens such libraries is missing.
    """
    if not cipher.may_encrypt():
        raise cipher.missing()
    tried: dict[bytes, Key] = {}
    for file in (path, *(backup.path for backup in backups.backups(path))):
        try:
            if not cipher.is_encrypted(file):
                continue
            salt = cipher.salt_of(file)
        except OSError:
            continue
        key = tried.get(salt) or tried.setdefault(salt, cipher.key_of(passphrase, salt))
        if cipher.opens(file, key):
            return key
    raise LibraryError(
        Message(
            "That is not the passphrase of {name}; nothing was changed. Without it nobody can open the library.",
            name=path.name,
        ),
        locked=True,
    )


def convert(path: Path, old: Key | None, new: Key | None) -> Converted:
    """Encrypt a library (`old` None), change its key, or decrypt it (`new` None), with its backups.

    Raises
    ------
    LibraryError
        If it is in use, or cannot be read or written; it is as it was then.
    """
    if not cipher.may_encrypt():
        raise cipher.missing()
    with alone(path):
        _clear(path)
        part = _part(path)
        opened = open_library(path, key=old)
        try:
            if not opened.writable:
                raise LibraryError(opened.notice)
            busy = opened.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if busy is not None and busy[0]:
                raise LibraryError(
                    Message("The library {name} is being used by another program; try again.", name=path.name)
                )
            rewrite(opened.connection, part, new)
        finally:
            opened.close()
        log = path.with_name(path.name + "-wal")
        if log.exists() and log.stat().st_size:
            remove(part)
            raise LibraryError(
                Message("The library {name} is being used by another program; try again.", name=path.name)
            )
        remove_beside(path)
        with _wiped(path, plain=old is None):
            part.replace(path)
            sync_folder(path.parent)
        done, left = _convert_backups(path, old, new)
    return Converted(done, (*left, *_asides(path)))


def finish(path: Path, key: Key | None) -> None:
    """What an interrupted conversion has left: half of a file goes, backups become as the library is.

    Call it when the library is open, so that no other program is converting it.
    """
    with contextlib.suppress(OSError, LibraryError, sqlite3.Error):
        _clear(path)
        if key is not None:
            _convert_backups(path, None, key)


def follow(drafts: Path, old: Key | None, new: Key | None) -> str:
    """Convert the library of drafts after the library; as `align` where it was not as the library was."""
    if drafts.exists() and old is not None and cipher.is_encrypted(drafts) and cipher.opens(drafts, old):
        convert(drafts, old, new)
        return ""
    return align(drafts, new)


def align(drafts: Path, key: Key | None) -> str:
    """Bring the library of drafts under the key of the library; a sentence if it had to be put aside.

    Raises
    ------
    LibraryError
        If that was not possible; the drafts are as they were.
    """
    if not drafts.exists() or not drafts.stat().st_size:
        return ""
    encrypted = cipher.is_encrypted(drafts)
    if (not encrypted and key is None) or (encrypted and key is not None and cipher.opens(drafts, key)):
        finish(drafts, key)
        return ""
    if not encrypted:
        convert(drafts, None, key)
        return ""
    number = 1
    while (aside := drafts.with_name(f"{drafts.stem}.locked-{number}{drafts.suffix}")).exists():
        number += 1
    with alone(drafts):
        drafts.replace(aside)
        remove(drafts)
    return Message("Drafts that are encrypted with another passphrase were put aside as {name}.", name=aside.name)


# ---- parts


def _part(path: Path) -> Path:
    return path.with_name(f".{path.stem}.sealing{path.suffix}")


def _clear(path: Path) -> None:
    """Remove what an interrupted conversion has left beside a library and in its folder of backups."""
    remove(_part(path))
    shutil.rmtree(beside(_part(path), "locks"), ignore_errors=True)
    for backup in backups.backups(path):
        remove(_part(backup.path))


def remove_beside(path: Path) -> None:
    """Remove the empty log of a library that is closed: it does not belong to the file that comes."""
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


@contextlib.contextmanager
def _wiped(path: Path, *, plain: bool) -> Iterator[None]:
    """Overwrite the plain file with zeros once another one has taken its name; a disk may keep copies all the same."""
    handle = os.open(path, os.O_RDWR) if plain and os.name == "posix" else -1
    try:
        yield
        if handle >= 0:
            with contextlib.suppress(OSError):
                left = os.fstat(handle).st_size
                while left > 0:
                    left -= os.write(handle, ZEROS[:left])
                os.fsync(handle)
    finally:
        if handle >= 0:
            os.close(handle)


def _convert_backups(path: Path, old: Key | None, new: Key | None) -> tuple[int, tuple[Path, ...]]:
    """Convert every backup that `old` opens; returns how many there are of the new kind, and those of the old kind."""
    done = 0
    left: list[Path] = []
    made: dict[tuple[int, int], Path] = {}
    for backup in backups.backups(path):
        file = backup.path
        try:
            status = file.stat()
            sealed = cipher.is_encrypted(file)
            if (not sealed and new is None) or (sealed and new is not None and cipher.opens(file, new)):
                done += 1
                continue
            if sealed != (old is not None) or (old is not None and not cipher.opens(file, old)):
                left.append(file)
                continue
            first = made.get((status.st_dev, status.st_ino))
            if first is None:
                _convert_backup(file, old, new)
                os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
                if status.st_ino:
                    made[status.st_dev, status.st_ino] = file
            else:
                backups.same_file(first, file)
            done += 1
        except (OSError, sqlite3.Error, LibraryError):
            left.append(file)
    return done, tuple(left)


def _convert_backup(file: Path, old: Key | None, new: Key | None) -> None:
    connection = cipher.connect(file, old)
    part = _part(file)
    try:
        if version_of(connection) != VERSION:
            raise LibraryError(Message("{name} is of another version.", name=file.name))
        rewrite(connection, part, new)
    finally:
        connection.close()
    with _wiped(file, plain=old is None and file.stat().st_nlink == 1):
        part.replace(file)


def _asides(path: Path) -> tuple[Path, ...]:
    """Folders with files that were put aside before, and copies from before a migration."""
    old = sorted(path.parent.glob(f"{path.stem}.before-*"))
    return (*old, *sorted(backups.folder_of(path).glob("before-version-*")))
