"""The dialog with the table of power and reflexes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QWidget

from footmap.ui.look.theme import write
from footmap.ui.panel.grade_model import GradeModel
from footmap.ui.panel.grade_table import GradeTable

from .dialog import Dialog

ROOM: Final = 0.94
"""Share of the window that it takes at most."""


class GradesDialog(Dialog):
    """Stays open beside the drawing; what is graded is in the case at once.

    Parameters
    ----------
    steps : sequence of QAction
        Undo and redo, which work here too.
    row_px : int
        Least height of a row.
    """

    def __init__(self, model: GradeModel, steps: Sequence[QAction], row_px: int, parent: QWidget) -> None:
        super().__init__(self.tr("Power and reflexes"), parent)
        hint = self.paragraph(
            self.tr(
                "Power 0 to 5 (MRC), then + or − for 4+ and 4−; reflexes 0 to 4. Arrow keys move, Enter goes on, "
                "Backspace clears, Tab leaves the table. In brackets: side not said."
            ),
            "muted",
        )
        write(hint, "caption")
        hint.setMinimumWidth(300)
        self.table = GradeTable(model, row_px)
        self.column.addWidget(self.table, 1)
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.said.setMinimumHeight(2 * self.said.fontMetrics().lineSpacing())
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.said)
        self.table.said.connect(self.said.setText)
        self.addActions(list(steps))
        self.finish()
        room = QSize(round(parent.width() * ROOM), round(parent.height() * ROOM))
        self.resize(self.sizeHint().boundedTo(room).boundedTo(self.screen().availableSize()))
        self.table.setFocus(Qt.FocusReason.PopupFocusReason)
        self.said.setText(self.table.spoken)
