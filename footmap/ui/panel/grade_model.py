"""Power and reflexes as a table: a row for each movement and reflex that is graded, a column for each side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from footmap.core.ids import SIDES

from ..look.plain import tip
from .answer_values import answer_at, answer_text, with_answer

if TYPE_CHECKING:
    from footmap.core.clinical import Clue, Grade
    from footmap.core.drawing import AnswerValue, ClueAnswer
    from footmap.data.knowledge.clinical import Clinical
    from footmap.words.assessment_words import Wording

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
FINER: Final = "+-"
"""Keys that go to the grade next to the present one where both begin with the same digit (4-, 4, 4+)."""


class GradeModel(QAbstractTableModel):
    """Reads and changes the answers of a case, cell by cell.

    Signals
    -------
    graded(str, object, bool)
        Clue id, the whole answer or None, and whether it goes on with the last one (4, then +).
    """

    graded = Signal(str, object, bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clues: tuple[Clue, ...] = ()
        self._wording: Wording | None = None
        self._given: Mapping[str, ClueAnswer] = {}
        self._last: tuple[int, int] | None = None  # the cell that was graded last

    def learn(self, clinical: Clinical, wording: Wording) -> None:
        """What can be graded: movements from hip to toe, then reflexes."""
        self.beginResetModel()
        movements = list(clinical.anatomy.movements)
        graded = [clue for clue in clinical.clues.values() if clue.scale is not None]

        def place(clue: Clue) -> tuple[bool, int]:
            target = clue.finding.target if clue.finding is not None else ""
            return clue.topic != "power", movements.index(target) if target in movements else len(movements)

        self._clues, self._wording = tuple(sorted(graded, key=place)), wording
        self.endResetModel()

    def show_answers(self, given: Mapping[str, ClueAnswer]) -> None:
        """The answers of the case."""
        self._given = given
        if self._clues:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    # ---- what a table asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._clues)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(SIDES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if self._wording is None or role not in (Role.DisplayRole, Role.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._wording.side(SIDES[section])
        return self._wording.clue(self._clues[section].id)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid() or self._wording is None:
            return None
        if role == Role.DisplayRole:
            return self._text(index)
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role in (Role.AccessibleTextRole, Role.StatusTipRole):
            return self.spoken(index)
        if role == Role.ToolTipRole:
            return tip(self.spoken(index))
        if role == Role.FontRole and self._is_abnormal(index):
            bold = QFont()
            bold.setBold(True)
            return bold
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    # ---- words

    def clue(self, index: Index) -> Clue:
        """What a cell grades."""
        return self._clues[index.row()]

    def spoken(self, index: Index) -> str:
        """A cell in full: ``Ankle dorsiflexion, right: grade 4 (against moderate resistance)``."""
        wording, clue = self._wording, self.clue(index)
        if wording is None:
            return ""
        value, grade = self._value(index), self._grade(index)
        if value is None:
            text = self.tr("not tested")
        elif grade is not None:
            text = self.tr("grade {0} ({1})").format(grade.id, wording.to(grade.texts))
        else:
            text = answer_text(wording, clue, value)
        if value is not None and not self._is_of_side(index):
            text = self.tr("{0}, side not said").format(text)
        return f"{wording.clue(clue.id)}, {wording.side(SIDES[index.column()])}: {text}"

    def scale_hint(self, index: Index) -> str:
        """How the clue of a cell is graded."""
        scale = self.clue(index).scale
        return self._wording.to(scale.names) if self._wording is not None and scale is not None else ""

    def _text(self, index: Index) -> str:
        assert self._wording is not None
        value, grade = self._value(index), self._grade(index)
        if value is None:
            return ""
        text = grade.id if grade is not None else answer_text(self._wording, self.clue(index), value)
        return text if self._is_of_side(index) else f"({text})"

    # ---- values

    def _value(self, index: Index) -> AnswerValue | None:
        return answer_at(self._given.get(self.clue(index).id), SIDES[index.column()])

    def _is_of_side(self, index: Index) -> bool:
        return isinstance(self._given.get(self.clue(index).id), Mapping)

    def _grade(self, index: Index) -> Grade | None:
        clue, value = self.clue(index), self._value(index)
        if clue.scale is None or not isinstance(value, str) or value in clue.answers:
            return None
        return clue.scale.find(value)

    def _is_abnormal(self, index: Index) -> bool:
        from footmap.core.grades import ungraded

        clue, whole = self.clue(index), self._given.get(self.clue(index).id)
        meant = answer_at(ungraded(clue, whole), SIDES[index.column()]) if whole is not None else None
        found = clue.answers.get(meant) if isinstance(meant, str) else None
        return found is not None and found.finds != "normal"

    # ---- keys

    def type(self, index: Index, key: str) -> str:
        """Grade a cell with a key: a digit, or + or - after one.

        Returns
        -------
        str
            Why the key means nothing here; empty if it was taken.
        """
        clue = self.clue(index)
        if clue.scale is None:
            return ""
        present = self._grade(index)
        if key in FINER:
            grade = _finer(clue, present, key)
            if grade is None:
                return self.tr("“+” and “-” go with grade 4 of power.")
            self._put(index, grade.id, amends=self._last == (index.row(), index.column()))
            return ""
        found = clue.scale.find(key)
        if found is None:
            grades = " ".join(clue.scale.grades)
            return self.tr("“{0}” is no grade here: {1}").format(key, grades)
        self._put(index, found.id, amends=False)
        return ""

    def clear(self, index: Index) -> None:
        """Take the answer of a cell away."""
        self._put(index, None, amends=False)

    def _put(self, index: Index, answer: AnswerValue | None, *, amends: bool) -> None:
        clue = self.clue(index)
        before = self._given.get(clue.id)
        after = with_answer(before, SIDES[index.column()], answer)
        self._last = (index.row(), index.column()) if answer is not None else None
        if after != before:
            self.graded.emit(clue.id, after, amends)


def _finer(clue: Clue, present: Grade | None, key: str) -> Grade | None:
    """The grade next to the present one that begins with the same digit; the present one if there is no further."""
    if clue.scale is None or present is None:
        return None
    alike = [grade for grade in clue.scale.grades.values() if grade.id[0] == present.id[0]]
    if len(alike) == 1:
        return present if key in present.id else None  # of reflexes the + is a part of the grade
    at = [grade.id for grade in alike].index(present.id) + (1 if key == "+" else -1)
    return alike[min(max(at, 0), len(alike) - 1)]
