"""New, open, save: everything between the session and case files, including the question before losing changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal, Protocol

from PySide6.QtCore import QObject, Signal

from footmap.data.casefile import SUFFIX, parse_case, read_file, write_case
from footmap.data.handover import by_passphrase, is_installed, is_sealed, read_identity, unseal
from footmap.data.reading import is_gone
from footmap.errors import CaseError, reason_of
from footmap.ui.runtime.said import said
from footmap.ui.settings.preferences import Preferences

from .record import OpenRecord
from .session import Session

LONGEST_NAME: Final = 60
"""Letters of a name that becomes that of a file."""
SaveAnswer = Literal["save", "discard", "cancel"]
ChangedAnswer = Literal["overwrite", "elsewhere", "cancel"]


class FileQuestions(Protocol):
    """What the user is asked about files."""

    def ask_to_save(self, name: str) -> SaveAnswer:
        """What should become of changes that are not saved?"""

    def path_to_open(self, folder: Path) -> Path | None:
        """Which file to open; None for none."""

    def passphrase_of(self, name: str, refused: str) -> str | None:
        """The passphrase of an encrypted case; None to leave it closed. `refused`: why the last one was not taken."""

    def path_to_key(self, folder: Path) -> Path | None:
        """Which key file opens an encrypted case; None for none."""

    def path_to_save(self, suggestion: Path) -> Path | None:
        """Where to save; None for nowhere."""

    def ask_to_overwrite(self, name: str) -> ChangedAnswer:
        """The file was changed by somebody else since it was opened: what should be done?"""

    def path_to_export(self, suggestion: Path, kinds: str) -> Path | None:
        """Where to write a picture or a table; `kinds` says which files, as a file dialog does. None for nowhere."""


class Files(QObject):
    """Case files of one window.

    Signals
    -------
    problem(str)
        One sentence: why a file was not opened or saved.
    opened(str)
        Something to know about the case that has been opened; may be empty.
    recent_changed()
        The list of recent files has changed.

    Attributes
    ----------
    fresh : callable
        Whose a new case is.
    keep : callable
        Has a visit of the library kept now; False if that was not possible.
    """

    problem = Signal(str)
    opened = Signal(str)
    recent_changed = Signal()

    def __init__(self, session: Session, preferences: Preferences, questions: FileQuestions, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._preferences = preferences
        self.questions = questions
        self.fresh: Callable[[], OpenRecord] = OpenRecord
        self.keep: Callable[[], bool] = lambda: False
        self._seen: dict[Path, str] = {}
        session.opened.connect(self._opened)

    @property
    def folder(self) -> Path:
        """Where questions about files begin."""
        return self._preferences.folder

    @property
    def name(self) -> str:
        """What the case is called."""
        path, record = self._session.path, self._session.record
        if record.in_library and record.patient is not None:
            return record.patient.pseudonym if self.discreet else record.patient.called
        return self.name_of(path) if path is not None else self.tr("New case")

    @property
    def discreet(self) -> bool:
        """True if nothing of a case but pseudonyms may stand in titles and lists."""
        return self._preferences.discreet

    def name_of(self, path: Path) -> str:
        """What a file is called where everybody may read it."""
        return self.tr("Case") if self.discreet else path.stem

    def new(self) -> None:
        """Start an empty case."""
        if self.may_leave():
            self._session.new(self.fresh())
            self.opened.emit("")

    def ask_and_open(self) -> None:
        """Open a file the user picks."""
        if not self.may_leave():
            return
        path = self.questions.path_to_open(self._preferences.folder)
        if path is not None:
            self._open(path)

    def open(self, path: Path) -> None:
        """Open a file, after the question about changes."""
        if self.may_leave():
            self._open(path)

    def _open(self, path: Path) -> None:
        try:
            data = read_file(path)
            sealed = is_sealed(data)
            if sealed:
                opened = self._unsealed(path, data)
                if opened is None:
                    return
                data = opened
            case = parse_case(data)
        except CaseError as error:
            where = f" ({error.where})" if error.where else ""
            self.problem.emit(f"{said(error)}{where}")
            if is_gone(path):
                self._preferences.forget(path)
                self.recent_changed.emit()
            return
        self._seen[path] = digest_of(data)
        self._session.open(case, None if sealed else path)  # what was encrypted is not written again in plain
        self._preferences.remember(path)
        self.recent_changed.emit()

    def _unsealed(self, path: Path, data: bytes) -> bytes | None:
        """The case in a file of age; None if the user would rather leave it closed."""
        if not by_passphrase(data):
            key = self.questions.path_to_key(self.folder)
            return None if key is None else unseal(data, identity=read_identity(key))
        refused = ""
        while True:
            phrase = self.questions.passphrase_of(self.name_of(path), refused)
            if phrase is None:
                return None
            try:
                return unseal(data, passphrase=phrase)
            except CaseError:
                if not is_installed():
                    raise
                refused = self.tr("That does not open the file; it was not changed.")

    def _opened(self, painted_on: str) -> None:
        shown_on = self._session.engine.atlas.version
        words = self.tr("This case was painted on atlas {0}; it is shown on atlas {1}.")
        self.opened.emit(words.format(painted_on, shown_on) if painted_on and painted_on != shown_on else "")

    def save(self) -> bool:
        """Save, asking for a place if there is none yet; False if nothing was written."""
        if self._session.record.in_library:
            return self.keep()
        if self._session.path is None:
            return self.save_as()
        return self._write_again(self._session.path)

    def save_as(self) -> bool:
        """Save under a name the user picks; False if nothing was written. A visit of the library stays one."""
        suggestion = self._session.path or self._preferences.folder / f"{as_file_name(self.name)}{SUFFIX}"
        path = self.questions.path_to_save(suggestion)
        return self._write(path) if path is not None else False

    def digest(self, path: Path) -> str:
        """What a file held when it was read or written here last; empty if it was not."""
        return self._seen.get(path, "")

    def expect(self, path: Path, digest: str) -> None:
        """A drawing that belongs to a file goes on: so the file was when the drawing was begun."""
        if digest:
            self._seen[path] = digest

    def _write_again(self, path: Path) -> bool:
        """Save to the file of the case, unless somebody else has changed it and the user does not want that."""
        there = digest_on_disk(path)
        if there is None:
            written = self._write(path)
            if written:
                self.problem.emit(self.tr("{0} was no longer there; it has been written anew.").format(path.name))
            return written
        if there != self._seen.get(path, there):
            answer = self.questions.ask_to_overwrite(self.name)
            if answer != "overwrite":
                return answer == "elsewhere" and self.save_as()
        return self._write(path)

    def _write(self, path: Path) -> bool:
        self._session.settle()
        try:
            write_case(path, self._session.record.case_for_file(self._session.case))
            self._seen[path] = digest_on_disk(path) or ""
        except CaseError as error:
            self.problem.emit(self._why_not_saved(path, error))
            return False
        if not self._session.record.in_library:
            self._session.saved(path)
        self._preferences.remember(path)
        self.recent_changed.emit()
        return True

    def _why_not_saved(self, path: Path, error: CaseError) -> str:
        """The reason, without the folder where the system has refused the file."""
        cause = error.__cause__
        if isinstance(cause, OSError) and cause.strerror:
            return self.tr("The case could not be saved to {0}: {1}.").format(path.name, said(reason_of(cause)))
        return said(error)

    def may_leave(self) -> bool:
        """True if nothing would be lost, or the user said it may be."""
        self._session.settle()
        if not self._session.modified:
            return True
        answer = self.questions.ask_to_save(self.name)
        if answer == "save":
            return self.save()
        return answer == "discard"


def digest_of(data: bytes) -> str:
    """What tells two states of a file apart."""
    return hashlib.sha256(data).hexdigest()


def digest_on_disk(path: Path) -> str | None:
    """Of a file as it is now; None if there is none. One that cannot be read differs from every other."""
    try:
        return digest_of(read_file(path))
    except CaseError:
        return None if is_gone(path) else ""


def as_file_name(name: str) -> str:
    """A name as a file may be called: nothing in it leads elsewhere or is too long."""
    plain = "".join(letter if letter.isalnum() or letter in " -_" else "_" for letter in name)
    return plain.strip()[:LONGEST_NAME].strip() or "_"
