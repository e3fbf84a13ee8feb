"""The questions about files, asked in Qt's own dialogs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from footmap.data.casefile import SUFFIX
from footmap.data.handover import SUFFIX as SEALED
from footmap.ui.look.plain import visible

from .passphrase import PassphraseDialog

if TYPE_CHECKING:
    from footmap.ui.document.files import ChangedAnswer, SaveAnswer

KEPT_SUFFIXES: Final = (SUFFIX, SEALED)
"""Endings that a name keeps; behind any other, as in "Miller 2026.11.22", comes that of a case."""


class FileDialogs(QObject):
    """Asks over a window; tests put their own answers here."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent

    def ask_to_save(self, name: str) -> SaveAnswer:
        """What should become of changes that are not saved?"""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle("footmap")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("Save the changes to {0}?").format(visible(name)))
        box.setInformativeText(self.tr("If you do not save, what you painted since the last save is lost."))
        button = QMessageBox.StandardButton
        box.setStandardButtons(button.Save | button.Discard | button.Cancel)
        box.setDefaultButton(button.Save)
        chosen = box.exec()
        box.deleteLater()
        answers: dict[int, SaveAnswer] = {int(button.Save): "save", int(button.Discard): "discard"}
        return answers.get(chosen, "cancel")

    def ask_to_overwrite(self, name: str) -> ChangedAnswer:
        """What should become of a file that somebody else has changed?"""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle("footmap")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("{0} was changed by another program or window since it was opened here.").format(name))
        box.setInformativeText(self.tr("If you overwrite it, what was changed there is lost."))
        elsewhere = box.addButton(self.tr("Save under another name…"), QMessageBox.ButtonRole.AcceptRole)
        overwrite = box.addButton(self.tr("Overwrite"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(elsewhere)
        box.exec()
        clicked = box.clickedButton()
        box.deleteLater()
        return "elsewhere" if clicked is elsewhere else "overwrite" if clicked is overwrite else "cancel"

    def path_to_open(self, folder: Path) -> Path | None:
        """Which file to open."""
        kinds = ";;".join((self._filter(), self.tr("All files (*)")))
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open a case"), str(folder), kinds)
        return Path(name) if name else None

    def passphrase_of(self, name: str, refused: str) -> str | None:
        """The passphrase of an encrypted case; `refused` says why the last one was not taken."""
        words = self.tr("{0} is encrypted; its sender knows the passphrase.").format(name)
        dialog = PassphraseDialog(self.tr("Open an encrypted case"), words, self.tr("Open"), self._window)
        if refused:
            dialog.refuse(refused)
        given: list[str] = []
        dialog.given.connect(given.append)
        dialog.given.connect(dialog.accept)
        dialog.exec()
        return given[0] if given else None

    def path_to_key(self, folder: Path) -> Path | None:
        """Which key file opens an encrypted case."""
        title = self.tr("The case was encrypted for the holder of a key: open the key file")
        name, _ = QFileDialog.getOpenFileName(self._window, title, str(folder))
        return Path(name) if name else None

    def path_to_save(self, suggestion: Path) -> Path | None:
        """Where to save."""
        name, _ = QFileDialog.getSaveFileName(self._window, self.tr("Save the case"), str(suggestion), self._filter())
        if not name:
            return None
        if Path(name).suffix.lower() in KEPT_SUFFIXES:
            return Path(name)
        path = Path(name + SUFFIX)  # which the system's dialog has not asked about
        return path if not path.exists() or self.sure_to_replace(path.name) else None

    def sure_to_replace(self, name: str) -> bool:
        """Ask before another file is replaced."""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle("footmap")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("{0} is already there. Replace it?").format(name))
        replace = box.addButton(self.tr("Replace"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        box.deleteLater()
        return box.clickedButton() is replace

    def path_to_export(self, suggestion: Path, kinds: str) -> Path | None:
        """Where to write a picture or a table."""
        name, _ = QFileDialog.getSaveFileName(self._window, self.tr("Save"), str(suggestion), kinds)
        return Path(name) if name else None

    def _filter(self) -> str:
        return self.tr("footmap cases ({0})").format(f"*{SUFFIX} *{SUFFIX}{SEALED}")
