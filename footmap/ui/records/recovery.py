"""What a program that ended without closing was working on, offered with a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QDialogButtonBox, QListWidget, QListWidgetItem, QPushButton, QWidget

from footmap.ui.dialogs.dialog import Dialog
from footmap.ui.document.journal import Draft
from footmap.ui.look.tokens import SPACE

translate = QCoreApplication.translate
PICTURE_PX = 96


@dataclass(frozen=True)
class Left:
    """A document that was left open.

    Attributes
    ----------
    visit_id : str
        In the library; of a draft, in the library of drafts.
    lines : tuple of str
        Whose it is, and what there is of it.
    picture : bytes
        PNG; empty where nothing is painted.
    draft : Draft or None
        None for a visit of the library, which is safe there.
    """

    visit_id: str
    lines: tuple[str, ...]
    picture: bytes
    draft: Draft | None = None


class RecoveryDialog(Dialog):
    """One row for each document.

    Signals
    -------
    wanted(object)
        Go on with this one.
    unwanted(object)
        Remove this draft.
    """

    wanted = Signal(object)
    unwanted = Signal(object)

    def __init__(self, found: Sequence[Left], parent: QWidget) -> None:
        super().__init__(translate("RecoveryDialog", "Go on where footmap ended"), parent)
        self._found = list(found)
        self.paragraph(
            self.tr(
                "footmap ended without being closed. Everything up to the last finished stroke is there: "
                "visits in the library stay in it; a drawing that was not saved waits here until you decide."
            )
        )
        self.rows = QListWidget()
        self.rows.setAccessibleName(self.tr("Documents that were open; Enter goes on with one"))
        self.rows.setIconSize(QSize(PICTURE_PX, PICTURE_PX))
        self.rows.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for left in found:
            item = QListWidgetItem("\n".join(left.lines))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(left.lines))
            item.setSizeHint(QSize(0, PICTURE_PX + SPACE[2]))
            picture = QPixmap()
            if left.picture and picture.loadFromData(left.picture):
                icon = QIcon(picture)
                icon.addPixmap(picture, QIcon.Mode.Selected)  # else it would be tinted
                item.setIcon(icon)
            self.rows.addItem(item)
        self.rows.itemActivated.connect(lambda _item: self._go_on())
        self.rows.currentRowChanged.connect(self._selected)
        self.rows.setMinimumHeight(2 * PICTURE_PX + SPACE[5])
        self.column.addWidget(self.rows, 1)
        self.go_on = QPushButton(self.tr("Go on with it"))
        self.go_on.setDefault(True)
        self.go_on.clicked.connect(self._go_on)
        self.discard = QPushButton(self.tr("Discard the draft"))
        self.discard.clicked.connect(self._discard)
        self.buttons.addButton(self.go_on, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(self.discard, QDialogButtonBox.ButtonRole.ActionRole)
        self.rows.setCurrentRow(0)
        self.finish()
        self.rows.setFocus()

    def _selected(self, row: int) -> None:
        self.go_on.setEnabled(row >= 0)
        self.discard.setEnabled(row >= 0 and self._found[row].draft is not None)

    def _go_on(self) -> None:
        row = self.rows.currentRow()
        if row >= 0:
            self.wanted.emit(self._found[row])
            self.close()

    def _discard(self) -> None:
        row = self.rows.currentRow()
        if row >= 0 and self._found[row].draft is not None:
            self.unwanted.emit(self._found.pop(row))
            self.rows.takeItem(row)
            if not self._found:
                self.close()
