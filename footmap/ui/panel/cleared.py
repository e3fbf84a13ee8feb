"""Red flags that were looked into and excluded: each with its reason and a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ..look.tokens import SPACE
from .pieces import label

if TYPE_CHECKING:
    from footmap.core.localiser.assessment import Assessment
    from footmap.words.assessment_words import Wording


class ClearedList(QWidget):
    """What was cleared, among the answers of the case.

    Signals
    -------
    restored(str, object, str)
        Flag id that is to stand again, None, and the step in words.
    """

    restored = Signal(str, object, str)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        self._shown: tuple[object, ...] = ()
        self.lines: dict[str, str] = {}
        self.buttons: dict[str, QToolButton] = {}
        self.hide()

    def show_cleared(self, assessment: Assessment, wording: Wording) -> None:
        """Show the cleared flags of a case; nothing is made again if nothing changed."""
        lines = {gone.id: wording.cleared(gone) for gone in assessment.alarms.cleared}
        shown = (tuple(lines.items()), wording.language)
        self.setVisible(bool(lines))
        if shown == self._shown:
            return
        self._shown, self.lines, self.buttons = shown, lines, {}
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if lines:
            self._column.addWidget(label(wording.say("text_cleared"), "label", "muted"))
        for id_, text in lines.items():
            self._column.addWidget(self._line(id_, text, wording.flag(id_)))

    def _line(self, id_: str, text: str, name: str) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE[1])
        back = QToolButton()
        back.setText("✕")
        back.setProperty("clear", "true")
        back.setToolTip(self.tr("Take the reason away, so that the flag stands again"))
        step = self.tr("No longer cleared: {0}").format(name)
        back.setAccessibleName(step)
        back.clicked.connect(lambda: self.restored.emit(id_, None, step))
        self.buttons[id_] = back
        row.addWidget(label(text, "caption"), 1)
        row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return box
