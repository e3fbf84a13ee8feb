"""A damaged library in plain words, and the ways out: save what can be read, or take a backup. For one dialog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from footmap.data.library import backups
from footmap.ui.dialogs.dialog import Dialog
from footmap.ui.runtime.said import said

if TYPE_CHECKING:
    from footmap.data.library.health import Health

    from .words import RecordWords

translate = QCoreApplication.translate
MOST_PROBLEMS: Final = 3
PATH: Final = Qt.ItemDataRole.UserRole
ROW_PX: Final = 32


class RepairDialog(Dialog):
    """What is wrong, and what can be done.

    Parameters
    ----------
    health : Health or None
        What the examination has found; None if the library was not examined.

    Signals
    -------
    repair_wanted()
    other_wanted()
        Use another file.
    restore_wanted(object)
        Path of the backup that is to be put in the place of the library.
    lock_wanted(), unlock_wanted()
        Set or change the passphrase; take it away.
    """

    repair_wanted = Signal()
    other_wanted = Signal()
    restore_wanted = Signal(object)
    lock_wanted = Signal()
    unlock_wanted = Signal()

    def __init__(self, library: Path, health: Health | None, words: RecordWords, parent: QWidget) -> None:
        super().__init__(translate("RepairDialog", "Library and backups"), parent)
        damaged = health is not None and not health.sound
        if health is None:
            self.paragraph(self.tr("{0} is the library of this window.").format(library.name))
        elif health.sound:
            self.paragraph(
                self.tr("The library {0} is sound; it holds {1} visits.").format(library.name, health.visits)
            )
        else:
            self.paragraph(self.tr("The library {0} is damaged.").format(library.name), "warn")
            for problem in health.problems[:MOST_PROBLEMS]:
                self.paragraph(said(problem), "muted")
            self.paragraph(
                self.tr(
                    "{0} visits can be read of it, and {1} more are in the newest backup. Repairing puts them into a "
                    "new file; the damaged one is kept beside it."
                ).format(health.visits, health.from_backup)
            )
        self.paragraph(str(library), "muted")
        self.rows = QListWidget()
        self.rows.setAccessibleName(self.tr("Backups, the newest first"))
        self.rows.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        kinds = {"hourly": self.tr("hourly"), "daily": self.tr("daily"), "weekly": self.tr("weekly")}
        for backup in backups.backups(library):
            item = QListWidgetItem(self.tr("Backup of {0} ({1})").format(words.moment(backup.at), kinds[backup.kind]))
            item.setData(PATH, str(backup.path))
            item.setSizeHint(QSize(0, ROW_PX))
            self.rows.addItem(item)
        self.rows.currentItemChanged.connect(self._selected)
        self.column.addWidget(self.rows, 1)
        self.repair = QPushButton(self.tr("Repair"))
        self.repair.setEnabled(damaged)
        self.repair.clicked.connect(lambda: self._leave(self.repair_wanted.emit))
        self.restore = QPushButton(self.tr("Restore from this backup"))
        self.restore.setToolTip(self.tr("The library as it is now is kept beside it."))
        self.restore.clicked.connect(lambda: self._leave(self._restore))
        self.other = QPushButton(self.tr("Another library…"))
        self.other.setToolTip(self.tr("Keep patients and visits in another file or folder"))
        self.other.clicked.connect(lambda: self._leave(self.other_wanted.emit))
        self.lock = QPushButton()
        self.lock.clicked.connect(lambda: self._leave(self.lock_wanted.emit))
        self.unlock = QPushButton(self.tr("Remove the passphrase…"))
        self.unlock.clicked.connect(lambda: self._leave(self.unlock_wanted.emit))
        locks = QHBoxLayout()
        self.lock_state = QLabel()
        self.lock_state.setWordWrap(True)
        locks.addWidget(self.lock_state, 1)
        locks.addWidget(self.lock)
        locks.addWidget(self.unlock)
        self.column.addLayout(locks)
        for button in (self.repair, self.restore, self.other):
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        for button in (self.repair, self.restore, self.other, self.lock, self.unlock):
            button.setAutoDefault(False)  # Enter does none of these by itself
        self._selected()
        self.finish()

    def say_lock(self, *, encrypted: bool) -> None:
        """Whether the library has a passphrase, and what can be done about it."""
        self.lock_state.setText(
            self.tr("The library is encrypted.") if encrypted else self.tr("The library is not encrypted.")
        )
        self.lock.setText(self.tr("Change the passphrase…") if encrypted else self.tr("Encrypt…"))
        self.unlock.setVisible(encrypted)
        for button in self.buttons.buttons():
            button.ensurePolished()
            button.setMinimumWidth(button.sizeHint().width())
        self.resize(self.sizeHint().boundedTo(self.screen().availableSize() * 0.9))

    def _selected(self, *_: object) -> None:
        self.restore.setEnabled(self.rows.currentItem() is not None)

    def _restore(self) -> None:
        item = self.rows.currentItem()
        if item is not None:
            self.restore_wanted.emit(Path(str(item.data(PATH))))

    def _leave(self, run: Callable[[], object]) -> None:
        run()
        self.close()
