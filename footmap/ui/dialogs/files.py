"""The questions about files, asked in Qt's own dialogs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from footmap.data.casefile import SUFFIX

if TYPE_CHECKING:
    from footmap.ui.document.files import SaveAnswer


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
        box.setText(self.tr("Save the changes to {0}?").format(name))
        box.setInformativeText(self.tr("If you do not save, what you painted since the last save is lost."))
        button = QMessageBox.StandardButton
        box.setStandardButtons(button.Save | button.Discard | button.Cancel)
        box.setDefaultButton(button.Save)
        chosen = box.exec()
        box.deleteLater()
        answers: dict[int, SaveAnswer] = {int(button.Save): "save", int(button.Discard): "discard"}
        return answers.get(chosen, "cancel")

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

    def path_to_export(self, suggestion: Path, kinds: str) -> Path | None:
        """Where to write a picture or a table."""
        name, _ = QFileDialog.getSaveFileName(self._window, self.tr("Save"), str(suggestion), kinds)
        return Path(name) if name else None

    def _filter(self) -> str:
        return self.tr("footmap cases ({0})").format(f"*{SUFFIX}")
