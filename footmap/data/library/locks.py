"""Who writes a visit: one program at a time, by a lock of the operating system that ends with the program.

No clock and no process number is involved, so a program that was killed or a laptop that slept leaves nothing behind.
A library in use is held by a shared lock, so that nobody replaces the file under an open window.
"""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path
from types import TracebackType
from typing import Final

from footmap.errors import LibraryError, Message, reason_of

from .place import beside, make_folder

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]  # typeshed has no fcntl there

_TAKEN: Final = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


class Lock:
    """A lock that is held until `release`, or until the program ends, however it ends."""

    def __init__(self, path: Path, handle: int, *, remove: bool) -> None:
        self._path = path
        self._handle = handle
        self._remove = remove

    def release(self) -> None:
        """Let go; a second time does nothing."""
        if self._handle >= 0:
            handle, self._handle = self._handle, -1
            if self._remove and fcntl is not None:
                with contextlib.suppress(OSError):
                    self._path.unlink()  # while it is held; `_take` looks whether it is still there
            os.close(handle)

    def __enter__(self) -> Lock:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()


def folder_of(path: Path) -> Path:
    """Folder with the lock files of a library."""
    return beside(path, "locks")


def lock_visit(library: Path, visit_id: str) -> Lock | None:
    """Take a visit for writing; None if another window or program has it.

    Raises
    ------
    LibraryError
        If locks are not possible where the library lies.
    """
    return _take(library, f"visit-{_file_name(visit_id)}", shared=False)


def is_locked(library: Path, visit_id: str) -> bool:
    """True while another window or program, or another lock of this one, holds the visit."""
    if not (folder_of(library) / f"visit-{_file_name(visit_id)}").exists():
        return False
    lock = lock_visit(library, visit_id)
    if lock is None:
        return True
    lock.release()
    return False


def lock_named(path: Path, name: str) -> Lock | None:
    """Take something else that belongs to a file, such as a learner of a progress file; None if another has it.

    Raises
    ------
    LibraryError
        If locks are not possible where the file lies.
    """
    return _take(path, _file_name(name), shared=False)


def use(library: Path) -> Lock | None:
    """Say that the library is in use; None while it is being replaced."""
    return _take(library, "use", shared=True)


def replace(library: Path) -> Lock | None:
    """Take the whole library, to put another file in its place; None while anybody uses it."""
    return _take(library, "use", shared=False)


def _take(library: Path, name: str, *, shared: bool) -> Lock | None:
    path = folder_of(library) / name
    while True:
        try:
            make_folder(path.parent)
            handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError as error:
            raise LibraryError(
                Message("The library {name} cannot be locked: {why}.", name=library.name, why=reason_of(error))
            ) from error
        try:
            _lock(handle, shared)
        except OSError as error:
            os.close(handle)
            if error.errno in _TAKEN:
                return None
            raise LibraryError(
                Message("Files cannot be locked where {name} lies: {why}.", name=library.name, why=reason_of(error))
            ) from error
        if _is_still(path, handle):
            return Lock(path, handle, remove=not shared)
        os.close(handle)  # who had it removed the file meanwhile: a lock on it is one that nobody sees


def _is_still(path: Path, handle: int) -> bool:
    """The file that was locked is the one of that name."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _lock(handle: int, shared: bool) -> None:
    if fcntl is not None:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    elif not shared:  # Windows does not replace an open file anyway
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)


def _file_name(visit_id: str) -> str:
    """An id as the name of a file, whatever stands in it."""
    return visit_id.encode("utf-8", "replace").hex()[:200]
