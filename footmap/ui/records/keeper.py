"""Keeps the passphrase of the library: asks for it at the start, sets it, changes it and takes it away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from footmap.data.library import cipher
from footmap.errors import LibraryError
from footmap.ui.dialogs.passphrase import PassphraseDialog
from footmap.ui.runtime.said import said

if TYPE_CHECKING:
    from footmap.data.library.cipher import Key

    from .desk import RecordDesk

CALM_TRIES = 3
"""After so many passphrases in vain, it is said what that means."""


class Keeper(QObject):
    """One for each window.

    Signals
    -------
    unlocked()
        The library has been opened with its passphrase.
    """

    unlocked = Signal()

    def __init__(self, desk: RecordDesk) -> None:
        super().__init__(desk.around.host)
        self._desk = desk
        self._asking: PassphraseDialog | None = None

    @property
    def locked(self) -> bool:
        """True while the library waits for its passphrase."""
        return self._desk.locked

    @property
    def encrypted(self) -> bool:
        """True if the library has a passphrase."""
        return self._desk.key is not None or self._desk.locked

    def ask(self) -> PassphraseDialog | None:
        """Ask for the passphrase; one that is open comes to the front. None without the package it takes."""
        if self._asking is not None:
            self._asking.raise_()
            self._asking.activateWindow()
            return self._asking
        if not cipher.may_encrypt():
            self._say(self._no_package())
            return None
        name = self._desk.places.library.name
        words = self.tr(
            "The library {0} is encrypted. Until it is opened, what you draw is kept only if you save it as a file."
        )
        dialog = PassphraseDialog(self.tr("Open the library"), words.format(name), self.tr("Open"), self._host)
        dialog.given.connect(self._try)
        dialog.finished.connect(self._asked)
        dialog.destroyed.connect(self._asked)
        self._asking = dialog
        return dialog

    def _asked(self, *_: object) -> None:
        self._asking = None

    def _try(self, phrase: str) -> None:
        dialog = self._asking
        if dialog is None:
            return
        try:
            with busy():
                self._desk.unlock(phrase)
        except LibraryError as error:
            words = self.tr("That is not the passphrase; nothing was changed.") if error.locked else said(error)
            if dialog.tries + 1 >= CALM_TRIES:
                words += " " + self.tr(
                    "Look at the keyboard's language and at capitals. Without the passphrase nobody can open the "
                    "library, and its backups have the same one."
                )
            dialog.refuse(words)
            return
        dialog.close()
        self.unlocked.emit()

    # ---- set, change, take away

    def choose(self) -> PassphraseDialog | None:
        """Set a passphrase, or change the one that is there."""
        if self.locked:
            return self.ask()
        if not cipher.may_encrypt():
            self._say(self._no_package())
            return None
        if not self._desk.places.library.exists():
            self._say(self.tr("There is no library yet; it is made with the first patient."))
            return None
        words = self.tr(
            "The library and its backups are encrypted with the passphrase. Keep it in a safe place: without it "
            "nobody can open them, and nobody can set it back."
        )
        title = self.tr("Change the passphrase") if self.encrypted else self.tr("Encrypt the library")
        dialog = PassphraseDialog(title, words, title, self._host, new=True)
        dialog.given.connect(lambda phrase: self._set(dialog, phrase))
        return dialog

    def _set(self, dialog: PassphraseDialog, phrase: str) -> None:
        try:
            with busy():
                key = cipher.new_key(phrase)
        except LibraryError:
            dialog.refuse(self.tr("It needs at least {0} characters; several words are best.").format(cipher.SHORTEST))
            return
        dialog.close()
        self._convert(key, self.tr("The library and its backups are encrypted now."))

    def take_away(self) -> PassphraseDialog | None:
        """Decrypt the library, after the passphrase was typed once more."""
        if self.locked:
            return self.ask()
        if not self.encrypted:
            return None
        words = self.tr("The library and its backups will be readable for everybody who can read your files.")
        dialog = PassphraseDialog(self.tr("Remove the passphrase"), words, self.tr("Decrypt"), self._host)
        dialog.given.connect(lambda phrase: self._remove(dialog, phrase))
        return dialog

    def _remove(self, dialog: PassphraseDialog, phrase: str) -> None:
        from footmap.data.library import sealing

        try:
            with busy():
                sealing.unlock(self._desk.places.library, phrase)
        except LibraryError:
            dialog.refuse(self.tr("That is not the passphrase; nothing was changed."))
            return
        dialog.close()
        self._convert(None, self.tr("The library and its backups are not encrypted any more."))

    def _convert(self, key: Key | None, done: str) -> None:
        desk = self._desk
        if not desk.let_go():
            return
        try:
            with busy():
                found = desk.convert(key)
            if found.left:
                names = ", ".join(path.name for path in found.left[:3])
                done += " " + self.tr("Older copies that stay as they were: {0}.").format(names)
        except LibraryError as error:
            done = said(error)
        desk.come_back()
        self._say(done)

    # ----

    @property
    def _host(self) -> QWidget:
        return self._desk.around.host

    def _no_package(self) -> str:
        return self.tr("Encrypted libraries need a package that is not installed: pip install '{0}'.").format(
            cipher.EXTRA
        )

    def _say(self, words: str) -> None:
        self._desk.around.notice.show_message(words)


@contextmanager
def busy() -> Iterator[None]:
    """An hour-glass while something takes a moment."""
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()
