"""Looks after the file of the library: examines it when the window rests, mends it, takes a backup back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from footmap.data.library.place import SUFFIX
from footmap.errors import LibraryError
from footmap.ui.runtime.background import Background
from footmap.ui.runtime.said import said

if TYPE_CHECKING:
    from footmap.data.library.cipher import Key
    from footmap.data.library.health import Health, Repaired

    from .desk import RecordDesk
    from .keeper import Keeper
    from .repair import RepairDialog

REST_MS: Final = 3000
"""After the window is up, before the library is examined."""


class Caretaker(QObject):
    """One for each window.

    Parameters
    ----------
    desk : RecordDesk
    keeper : Keeper
        Of the passphrase.
    """

    def __init__(self, desk: RecordDesk, keeper: Keeper) -> None:
        super().__init__(desk.around.host)
        self._desk, self._keeper = desk, keeper
        self._background = Background(self)
        self._health: Health | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self.examine)
        desk.around.commands.library.triggered.connect(self.show)
        desk.around.commands.library.setVisible(True)
        self.begin()

    def begin(self) -> None:
        """Examine the library soon, or at once if it was refused; one that waits for its passphrase waits."""
        desk = self._desk
        if desk.locked:
            return
        if desk.refused is not None:
            self._offer(said(desk.refused))
            self.examine()
        elif desk.places.library.exists():
            self._timer.start()

    def examine(self) -> None:
        """Examine the library off the window's thread; what is damaged is said."""
        if self._desk.places.library.exists() and not self._desk.locked:
            self._background.run(
                partial(_check, self._desk.places.library, self._desk.key), self._found, lambda _why: None
            )

    def settle(self) -> None:
        """Wait for the examination."""
        self._background.settle()

    def stop(self) -> None:
        """End."""
        self._timer.stop()
        self._background.stop()

    def _found(self, found: Health) -> None:
        self._health = found
        if not found.sound:
            self._offer(said(found.problems[0]))

    def _offer(self, sentence: str) -> None:
        self._desk.around.notice.show_message(sentence, self.tr("Repair or restore…"), self.show)

    def show(self) -> RepairDialog:
        """Show how the library is, and the ways out."""
        from .repair import RepairDialog

        desk = self._desk
        self.settle()
        dialog = RepairDialog(desk.places.library, self._health, desk.words, desk.around.host)
        dialog.repair_wanted.connect(self.repair)
        dialog.restore_wanted.connect(self.restore)
        dialog.other_wanted.connect(self._other)
        dialog.say_lock(encrypted=self._keeper.encrypted)
        dialog.lock_wanted.connect(self._keeper.choose)
        dialog.unlock_wanted.connect(self._keeper.take_away)
        return dialog

    def _other(self) -> None:
        path = self.ask_for_library()
        if path is not None:
            self._desk.around.preferences.library = str(path)
            words = self.tr("From the next start on, {0} is the library.")
            self._desk.around.notice.show_message(words.format(path.name))

    def ask_for_library(self) -> Path | None:
        """Which file; it is made if it is not there."""
        name, _ = QFileDialog.getSaveFileName(
            self._desk.around.host,
            self.tr("Another library"),
            str(self._desk.places.library.parent),
            self.tr("Libraries of footmap ({0})").format(f"*{SUFFIX}"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if not name:
            return None
        return Path(name) if Path(name).suffix.lower() == SUFFIX else Path(name + SUFFIX)

    def repair(self) -> None:
        """Put what can be read into a new file."""
        from footmap.data.library import health

        self._replace(lambda: health.repair(self._desk.places.library, self._desk.key), self._repaired)

    def restore(self, backup: Path) -> None:
        """Put a backup in the place of the library."""
        from footmap.data.library import health

        self._replace(lambda: health.restore(self._desk.places.library, backup, self._desk.key), self._restored)

    def _repaired(self, done: Repaired) -> str:
        words = self.tr("The library is repaired: {0} visits, {1} of them from the backup.")
        cut = self.tr("The last steps of {0} visits were lost.").format(done.cut) if done.cut else ""
        aside = self.tr("The damaged file is in {0}.").format(done.aside.name)
        return " ".join(part for part in (words.format(done.visits, done.from_backup), cut, aside) if part)

    def _restored(self, aside: Path) -> str:
        return self.tr("The backup is the library now; the one before it is in {0}.").format(aside.name)

    def _replace(self, change: Callable[[], object], words: Callable[..., str]) -> None:
        """Let go of the library, change the file, and go on with what is open."""
        desk = self._desk
        if not desk.let_go():
            return
        try:
            sentence = words(change())
        except LibraryError as error:
            sentence = said(error)
        self._health = None
        desk.come_back()
        desk.around.notice.show_message(sentence)


def _check(path: Path, key: Key | None) -> Health:
    """How a library is; imported in the thread that examines."""
    from footmap.data.library import health

    return health.check(path, key)
