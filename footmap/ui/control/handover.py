"""Hands the open case over encrypted: asks for a passphrase or the key of a recipient, and writes a file of age."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from footmap.data.casefile import SUFFIX, save_bytes
from footmap.data.handover import SHORTEST, seal
from footmap.data.handover import SUFFIX as SEALED
from footmap.data.output import write_output
from footmap.errors import CaseError, FootmapError
from footmap.ui.dialogs.passphrase import PassphraseDialog
from footmap.ui.document.files import as_file_name
from footmap.ui.runtime.said import said

if TYPE_CHECKING:
    from footmap.ui.document.files import Files
    from footmap.ui.document.session import Session
    from footmap.ui.shell.notice import Notice


class HandOver(QObject):
    """One for each window."""

    def __init__(self, session: Session, files: Files, notice: Notice, host: QWidget) -> None:
        super().__init__(host)
        self._session, self._files, self._notice, self._host = session, files, notice, host

    def ask(self) -> PassphraseDialog:
        """Ask how the case is to be encrypted."""
        words = self.tr(
            "The case is written into a file that only the passphrase opens. Tell the recipient the passphrase by "
            "another way than the file goes, or give the recipient's key (age1…) instead."
        )
        dialog = PassphraseDialog(
            self.tr("Hand over encrypted"),
            words,
            self.tr("Save encrypted…"),
            self._host,
            new=True,
            other=self.tr("Key of the recipient"),
        )
        dialog.given.connect(lambda phrase: self._seal(dialog, phrase, ()))
        dialog.other_given.connect(lambda key: self._seal(dialog, "", (key,)))
        return dialog

    def _seal(self, dialog: PassphraseDialog, phrase: str, keys: tuple[str, ...]) -> None:
        if not keys and len(phrase) < SHORTEST:
            dialog.refuse(self.tr("It needs at least {0} characters; several words are best.").format(SHORTEST))
            return
        self._session.settle()
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            data = seal(save_bytes(self._session.record.case_for_file(self._session.case)), phrase, keys)
        except CaseError as error:
            dialog.refuse(self.tr("That is not the key of a recipient; it begins with age1.") if keys else said(error))
            return
        finally:
            QApplication.restoreOverrideCursor()
        dialog.close()
        name = Path(f"{as_file_name(self._files.name)}{SUFFIX}{SEALED}")
        path = self._files.questions.path_to_save(self._files.folder / name)
        if path is None:
            return
        if path.suffix.lower() != SEALED:
            path = path.with_name(path.name + SEALED)
        try:
            write_output(path, data)
        except FootmapError as error:
            self._notice.show_problem(said(error))
            return
        self._notice.show_message(self.tr("Saved encrypted as {0}.").format(path.name))
