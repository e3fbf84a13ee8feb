"""New, open, save: everything between the session and case files, including the question before losing changes."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QIODevice, QObject, QSaveFile, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from footmap.data.casefile import SUFFIX, dump_case, read_case
from footmap.errors import CaseError
from footmap.ui.settings.preferences import Preferences

from .session import Session

Answer = Literal["save", "discard", "cancel"]
WRITE: Final = QIODevice.OpenModeFlag.WriteOnly


class Dialogs(QObject):
    """The questions that files need; tests put their own answers here."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent

    def ask_to_save(self, name: str) -> Answer:
        """What should become of changes that are not saved?"""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle("footmap")
        box.setText(self.tr("Save the changes to {0}?").format(name))
        box.setInformativeText(self.tr("If you do not save, what you painted since the last save is lost."))
        button = QMessageBox.StandardButton
        box.setStandardButtons(button.Save | button.Discard | button.Cancel)
        box.setDefaultButton(button.Save)
        chosen = box.exec()
        box.deleteLater()
        return {int(button.Save): "save", int(button.Discard): "discard"}.get(chosen, "cancel")  # type: ignore[return-value]

    def path_to_open(self, folder: Path) -> Path | None:
        """Which file to open."""
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open a case"), str(folder), self._filter())
        return Path(name) if name else None

    def path_to_save(self, suggestion: Path) -> Path | None:
        """Where to save."""
        name, _ = QFileDialog.getSaveFileName(self._window, self.tr("Save the case"), str(suggestion), self._filter())
        if not name:
            return None
        return Path(name) if Path(name).suffix else Path(name + SUFFIX)

    def _filter(self) -> str:
        return self.tr("footmap cases ({0})").format(f"*{SUFFIX}")


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
    """

    problem = Signal(str)
    opened = Signal(str)
    recent_changed = Signal()

    def __init__(self, session: Session, preferences: Preferences, dialogs: Dialogs, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._preferences = preferences
        self.dialogs = dialogs
        session.opened.connect(self._opened)

    @property
    def name(self) -> str:
        """What the case is called."""
        path = self._session.path
        return path.stem if path is not None else self.tr("New case")

    def new(self) -> None:
        """Start an empty case."""
        if self.may_leave():
            self._session.new()
            self.opened.emit("")

    def ask_and_open(self) -> None:
        """Open a file the user picks."""
        if not self.may_leave():
            return
        path = self.dialogs.path_to_open(self._preferences.folder)
        if path is not None:
            self._open(path)

    def open(self, path: Path) -> None:
        """Open a file, after the question about changes."""
        if self.may_leave():
            self._open(path)

    def _open(self, path: Path) -> None:
        try:
            case = read_case(path)
        except CaseError as error:
            where = f" ({error.where})" if error.where else ""
            self.problem.emit(f"{error}{where}")
            if not path.exists():
                self._preferences.forget(path)
                self.recent_changed.emit()
            return
        self._session.open(case, path)
        self._preferences.remember(path)
        self.recent_changed.emit()

    def _opened(self, painted_on: str) -> None:
        shown_on = self._session.engine.atlas.version
        words = self.tr("This case was painted on atlas {0}; it is shown on atlas {1}.")
        self.opened.emit(words.format(painted_on, shown_on) if painted_on and painted_on != shown_on else "")

    def save(self) -> bool:
        """Save, asking for a place if there is none yet; False if nothing was written."""
        if self._session.path is None:
            return self.save_as()
        return self._write(self._session.path)

    def save_as(self) -> bool:
        """Save under a name the user picks; False if nothing was written."""
        suggestion = self._session.path or self._preferences.folder / f"{self.name}{SUFFIX}"
        path = self.dialogs.path_to_save(suggestion)
        return self._write(path) if path is not None else False

    def _write(self, path: Path) -> bool:
        self._session.settle()
        data = dump_case(self._session.case).encode("utf-8")
        file = QSaveFile(str(path))
        if not file.open(WRITE) or file.write(data) != len(data) or not file.commit():
            words = self.tr("The case could not be saved to {0}: {1}.")
            self.problem.emit(words.format(path.name, file.errorString()))
            return False
        self._session.saved(path)
        self._preferences.remember(path)
        self.recent_changed.emit()
        return True

    def may_leave(self) -> bool:
        """True if nothing would be lost, or the user said it may be."""
        self._session.settle()
        if not self._session.modified:
            return True
        answer = self.dialogs.ask_to_save(self.name)
        if answer == "save":
            return self.save()
        return answer == "discard"
