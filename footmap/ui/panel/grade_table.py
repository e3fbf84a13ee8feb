"""The table of grades under the keyboard: arrows move, digits grade, Backspace clears, Tab leaves."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ..look.tokens import SPACE
from .grade_model import FINER, GradeModel, Index

_CLEARS = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_GOES_ON = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_SIGNS = str.maketrans("\u2212\u2013", "--")


class GradeTable(QTableView):
    """Shows a `GradeModel` and grades its cells.

    Parameters
    ----------
    row_px : int
        Least height of a row, for fingers.

    Signals
    -------
    said(str)
        The cell that the keyboard is on, or why a key means nothing there.
    """

    said = Signal(str)

    def __init__(self, model: GradeModel, row_px: int = 0) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setCornerButtonEnabled(False)
        self.setAccessibleName(self.tr("Power and reflexes, right and left"))
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setSectionsClickable(False)
        across.setHighlightSections(True)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(max(self.fontMetrics().height() + SPACE[2], row_px))
        down.setSectionsClickable(False)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        model.dataChanged.connect(self._say)
        model.modelReset.connect(self.begin)
        self.begin()

    @property
    def spoken(self) -> str:
        """The cell that the keyboard is on, in full, with its scale."""
        index = self.currentIndex()
        return f"{self._model.spoken(index)}\n{self._model.scale_hint(index)}" if index.isValid() else ""

    def begin(self) -> None:
        """The keyboard begins with the first cell."""
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(0, 0))

    def sizeHint(self) -> QSize:
        down, across = self.verticalHeader(), self.horizontalHeader()
        frame = 2 * self.frameWidth()
        width = (
            down.sizeHint().width()
            + self.verticalScrollBar().sizeHint().width()
            + 2 * self.fontMetrics().horizontalAdvance("m" * 8)
        )
        return QSize(width + frame + SPACE[4], across.sizeHint().height() + down.length() + frame)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._say()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        letter = event.text().translate(_SIGNS)
        if not index.isValid() or event.modifiers() & ~_PLAIN:
            super().keyPressEvent(event)
        elif event.key() in _CLEARS:
            self._model.clear(index)
        elif event.key() in _GOES_ON:
            self._go_on(index)
        elif letter.isdecimal() or (letter and letter in FINER):
            problem = self._model.type(index, letter)
            if problem:
                self.said.emit(problem)
        elif letter.isprintable() and letter.strip():
            event.accept()  # letters would search the cells
        else:
            super().keyPressEvent(event)

    def _go_on(self, index: QModelIndex) -> None:
        """From right to left, then to the next row."""
        cell = index.row() * self._model.columnCount() + index.column() + 1
        row, column = divmod(cell, self._model.columnCount())
        if row < self._model.rowCount():
            self.setCurrentIndex(self._model.index(row, column))

    def _say(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self.said.emit(self.spoken)
