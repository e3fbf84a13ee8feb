"""Where a library lies, and that nobody but its owner may read it."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Final

import platformdirs

from footmap.errors import LibraryError, Message, reason_of

from .heads import head_of

SUFFIX: Final = ".footlib"
NAME: Final = "library.footlib"
_SQLITE: Final = b"SQLite format 3\x00"


def default_folder() -> Path:
    """The user's data folder of footmap; it may not be there yet."""
    return Path(platformdirs.user_data_dir("footmap", appauthor=False))


def unsaved_path() -> Path:
    """Library with the journal of cases that are open from files outside the library."""
    return default_folder() / "unsaved" / "unsaved.footlib"


def drafts_path() -> Path:
    """Library of the drafts of this user's window."""
    return default_folder() / "drafts" / "drafts.footlib"


def spare_folder() -> Path:
    """Folder for visits that the library would not take; `footmap.data.library.journal.rescued` lists them."""
    return default_folder() / "rescued"


def library_path(given: Path | None = None) -> Path:
    """File of a library, which may not be there yet.

    Parameters
    ----------
    given : Path, optional
        A file ``*.footlib``, or a folder that holds one or is to hold one; the user's data folder if left out.

    Raises
    ------
    LibraryError
        If the folder holds more than one library, or the name is that of another file.
    """
    place = default_folder() if given is None else given
    try:
        if place.is_dir():
            found = sorted(path for path in place.iterdir() if path.suffix.lower() == SUFFIX and path.is_file())
            if len(found) > 1:
                names = ", ".join(path.name for path in found[:5])
                raise LibraryError(
                    Message(
                        "The folder {path} holds more than one library ({names}); name one of them.",
                        path=place,
                        names=names,
                    )
                )
            return found[0] if found else place / NAME
        if place.suffix.lower() == SUFFIX:
            return place
        if place.exists():
            if place.is_file() and _is_sqlite(place):
                return place
            raise LibraryError(
                Message(
                    "{path} is not a library; a library is a file *{suffix} or a folder that holds one.",
                    path=place,
                    suffix=SUFFIX,
                )
            )
    except (OSError, ValueError) as error:
        raise LibraryError(
            Message("The library {path} cannot be opened: {why}.", path=place, why=reason_of(error))
        ) from error
    return place / NAME


def make_private(path: Path) -> None:
    """Make the file of a new library, for its owner alone, with the folders it needs.

    Raises
    ------
    OSError
        If that is not possible.
    """
    make_folder(path.parent)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, for the owner alone; one that is there stays as it is."""
    if not folder.is_dir():
        if folder.parent != folder:
            make_folder(folder.parent)  # `mkdir(parents=True)` would leave those above to the umask
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)


def beside(path: Path, what: str) -> Path:
    """A folder that belongs to a library, such as ``library.backups`` beside ``library.footlib``."""
    return path.with_name(f"{path.stem}.{what}")


def _is_sqlite(path: Path) -> bool:
    try:
        return head_of(path, len(_SQLITE)).startswith(_SQLITE)
    except (OSError, ValueError):
        return False
