"""The list of steps: a small window beside the tools that shows what was done and leads to any step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from footmap.ui.look.plain import tip_of
from footmap.ui.look.tokens import SPACE

if TYPE_CHECKING:
    from footmap.ui.document.session import Session

WIDTH_PX: Final = 280
ROWS: Final = 12
"""Number of steps that are seen at once."""


class History(QDialog):
    """Steps from the first to the last that can be redone; a click or Enter on one leads there.

    Attributes
    ----------
    list : QListWidget
        Row 0 is the case before the first step; row n is step n.
    """

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("history")
        self.setWindowTitle(self.tr("History"))
        self.setAccessibleName(self.tr("History"))
        self._session, self._host = session, parent
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Steps; Enter goes to the selected one"))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[3], SPACE[3], SPACE[3], SPACE[3])
        column.setSpacing(SPACE[2])
        column.addWidget(self.list)
        self.list.itemClicked.connect(self._lead)
        self.list.itemActivated.connect(self._lead)
        session.stack.indexChanged.connect(self._refresh)

    def toggle(self, button: QWidget) -> None:
        """Open beside a button, or close."""
        if self.isVisible():
            self.close()
            return
        self._fill()
        row = max(self.list.sizeHintForRow(0), 20)
        self.resize(WIDTH_PX, row * ROWS + 2 * SPACE[3])
        self.move(button.mapToGlobal(QPoint(button.width() + SPACE[2], 0)))
        self.addActions(self._host.actions())  # their keys go on working while this window has them
        self.show()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        for action in self.actions():
            self.removeAction(action)
        super().hideEvent(event)

    def _refresh(self, _index: int) -> None:
        if self.isVisible():
            self._fill()

    def _fill(self) -> None:
        stack = self._session.stack
        self.list.clear()
        steps = [self.tr("Start"), *(stack.text(i) for i in range(stack.count()))]
        for i, step in enumerate(steps):
            words, spoken = step, step
            if i == stack.index():
                words, spoken = f"● {step}", self.tr("{0} (now)").format(step)
            elif i > stack.index():
                words, spoken = f"○ {step}", self.tr("{0} (undone)").format(step)
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setToolTip(tip_of(spoken))
            shape = item.font()
            shape.setBold(i == stack.index())
            shape.setItalic(i > stack.index())
            item.setFont(shape)
            self.list.addItem(item)
        self.list.setCurrentRow(stack.index())

    def _lead(self, item: QListWidgetItem) -> None:
        self._session.go_to(self.list.row(item))
