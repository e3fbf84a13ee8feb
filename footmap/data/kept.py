"""What takes long to make from installed files, kept in the user's cache folder from one start to the next.

A kept value belongs to a digest of everything that it was made from: the bytes of the files, the code of
`footmap.core` and `footmap.data`, and the versions of Python and the libraries. A file says which digest it belongs to
and what its own bytes add up to, so that one that is stale, cut short or foreign is never used; whatever cannot be read
or written is made anew without a word. It holds nothing of any patient. ``FOOTMAP_CACHE`` names another folder; where
it is empty, nothing is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import secrets
import stat
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final, Generic, TypeVar

VARIABLE: Final = "FOOTMAP_CACHE"
EDITIONS: Final = 4
"""Number of values of one name that are kept: several versions may be in use side by side."""
LARGEST: Final = 64 << 20
"""Bytes of a file that is read."""
_MAGIC: Final = b"footmap kept 1\n"
_SIZE: Final = hashlib.sha256().digest_size
_SOURCES: Final = ("core", "data")
_LIBRARIES: Final = ("numpy", "shapely", "yaml", "pydantic")
_STARTED: Final = time.time()
T = TypeVar("T")


def digest(*parts: bytes) -> str:
    """Digest of some inputs in their order, and of the code that makes something of them; empty if that is unknown."""
    code = _code()
    if not code:
        return ""
    found = hashlib.sha256(code)
    for part in parts:
        found.update(hashlib.sha256(part).digest())
    return found.hexdigest()


def digest_of_files(paths: Iterable[Path]) -> str:
    """Digest of files with their names; empty if one cannot be read."""
    try:
        return digest(*(piece for path in paths for piece in (path.name.encode(), path.read_bytes())))
    except OSError:
        return ""


def read(name: str, key: str) -> bytes | None:
    """What was kept under a name for a digest; None if it is not there, damaged or of another digest."""
    folder = _folder() if key else None
    if folder is None:
        return None
    try:
        path = _path(folder, name, key)
        if not _is_ours(path) or path.stat().st_size > LARGEST:
            return None
        data = path.read_bytes()
    except OSError:
        return None
    head = _MAGIC + bytes.fromhex(key)
    body = data[len(head) + _SIZE :]
    sound = data.startswith(head) and data[len(head) : len(head) + _SIZE] == hashlib.sha256(body).digest()
    return body if sound else None


def write(name: str, key: str, body: bytes) -> None:
    """Keep something under a name for a digest, and drop the oldest of that name; a failure is no matter."""
    folder = _folder() if key else None
    if folder is None:
        return
    data = _MAGIC + bytes.fromhex(key) + hashlib.sha256(body).digest() + body
    part = folder / f".{secrets.token_hex(8)}.part"
    with contextlib.suppress(OSError):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            part.replace(_path(folder, name, key))
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        _drop_oldest(folder, name)


@dataclass(frozen=True)
class Checked(Generic[T]):
    """What was read from some files.

    Attributes
    ----------
    digest : str
        Of the files and the code; empty if it is unknown.
    """

    value: T
    digest: str


def checked(name: str, paths: Sequence[Path], read_: Callable[[bool], T]) -> Checked[T]:
    """What `read_` makes of files, whose soundness is remembered under a name.

    Parameters
    ----------
    read_ : callable
        Reads the files; with False it also checks them against each other, and raises if they are not sound.
    """
    before = digest_of_files(paths)
    sound = read(name, before) is not None
    value = read_(sound)
    if digest_of_files(paths) != before:  # the files were replaced meanwhile
        return Checked(read_(False) if sound else value, "")
    if not sound:
        write(name, before, b"sound")
    return Checked(value, before)


def _drop_oldest(folder: Path, name: str) -> None:
    found = [path for path in folder.iterdir() if path.name.rpartition(".")[0] == name]
    for path in sorted(found, key=lambda path: path.stat().st_mtime)[:-EDITIONS]:
        path.unlink()


def _path(folder: Path, name: str, key: str) -> Path:
    return folder / f"{name}.{key[:16]}"


def _folder() -> Path | None:
    """Where values are kept; None if nothing is."""
    given = os.environ.get(VARIABLE)
    if given is not None:
        return Path(given) if given else None
    import platformdirs

    return Path(platformdirs.user_cache_dir("footmap", appauthor=False))


def _is_ours(path: Path) -> bool:
    """Whether a plain file belongs to the user, and nobody else may write it."""
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        return False
    return not hasattr(os, "getuid") or (found.st_uid == os.getuid() and not found.st_mode & 0o022)


@cache
def _code() -> bytes:
    """Digest of the code and the libraries; empty where the code cannot be read, as in a bundle.

    Code that was written after this process began may not be what runs here: then nothing is kept.
    """
    found = hashlib.sha256()
    package = Path(__file__).resolve().parents[1]
    try:
        paths = [path for folder in _SOURCES for path in sorted((package / folder).rglob("*.py"))]
        if not paths or max(path.stat().st_mtime for path in paths) > _STARTED:
            return b""
        for path in paths:
            found.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    except OSError:
        return b""
    versions = [sys.version, platform.machine(), sys.byteorder]
    versions += [str(import_module(name).__version__) for name in _LIBRARIES]
    found.update("\0".join(versions).encode())
    return found.digest()
