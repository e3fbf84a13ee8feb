"""The clues panel: the next question on top, what is answered, what is urgent, and all questions by group or search.

Questions are made when their group is first opened, so that the tab opens at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ..look.theme import write
from ..look.tokens import SPACE
from .answer_values import answer_text
from .answered import AnsweredList, notes
from .clue_groups import FOUND, Group, Part, Search, applies, asked_twice, groups
from .clue_row import ClueRow, PlaceChooser
from .grade_model import GradeModel
from .pieces import Fold, label
from .question_card import QuestionCard
from .search_field import SearchField
from .wrapping_button import WrappingButton

if TYPE_CHECKING:
    from footmap.core.drawing import ClueAnswer
    from footmap.core.views import Side
    from footmap.data.knowledge.clinical import Clinical
    from footmap.words.assessment_words import Wording

    from ..document.localising import Reading


class CluesPane(QWidget):
    """Everything that can be asked.

    Attributes
    ----------
    grades : GradeModel
        The same answers as a table of power and reflexes.

    Signals
    -------
    answered(str, object, str)
        Clue id, the whole answer as a case holds it or None, and the step in words.
    amended(str, object, str)
        The same, for an answer that goes on with the last one.
    table_wanted()
        Power and reflexes are to be answered in a table.
    search_left()
        The user is done with searching.
    """

    answered = Signal(str, object, str)
    amended = Signal(str, object, str)
    table_wanted = Signal()
    search_left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._clinical: Clinical | None = None
        self._wording: Wording | None = None
        self._search: Search | None = None
        self._due: list[str] = []
        self._made: dict[str, ClueRow] = {}
        self._next_row = QTimer(self)
        self._next_row.setSingleShot(True)
        self._next_row.setInterval(0)
        self._next_row.timeout.connect(self._show_found)
        self._reading: Reading | None = None
        self._clues: Mapping[str, ClueAnswer] = {}
        self._rows: dict[QWidget, list[ClueRow]] = {}
        self._folds: list[tuple[Group, Fold]] = []
        self._twice: frozenset[str] = frozenset()
        self._emergency = False
        self.grades = GradeModel(self)
        self.grades.graded.connect(lambda id_, value, amends: self._answer(id_, value, amends=amends))
        self.search = SearchField()
        self.search.setPlaceholderText(self.tr("Search: SLR, reflex, heel …"))
        self.search.setAccessibleName(self.tr("Search questions"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._searched)
        self.search.returnPressed.connect(self._go_to_found)
        self.search.left.connect(self.search_left)
        self.table = WrappingButton(self.tr("Table of power and reflexes …"), fills=True)
        self.table.setProperty("fold", "small")
        self.table.setCursor(Qt.CursorShape.PointingHandCursor)
        self.table.clicked.connect(self.table_wanted)
        self.question = QuestionCard()
        self.question.answered.connect(self._answer)
        self.list = AnsweredList()
        self.list.cleared.connect(lambda id_: self._answer(id_, None))
        self.list.looked_for.connect(self.look_for)
        self._found = QWidget()
        self._found_column = QVBoxLayout(self._found)
        self._found_column.setContentsMargins(0, 0, 0, 0)
        self._found.hide()
        self._urgent = QWidget()
        self._urgent_column = QVBoxLayout(self._urgent)
        self._urgent_column.setContentsMargins(0, 0, 0, 0)
        self._groups = QWidget()
        self._groups_column = QVBoxLayout(self._groups)
        self._groups_column.setContentsMargins(0, 0, 0, 0)
        self._groups_column.setSpacing(0)
        self._waiting = label(self.tr("Reading the knowledge base …"), tone="muted")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(SPACE[4], SPACE[3], SPACE[4], SPACE[4])
        column.setSpacing(SPACE[3])
        parts = (self.question, self.list, self._urgent, self.search, self.table)
        for part in (*parts, self._waiting, self._found, self._groups):
            column.addWidget(part)
        column.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)

    # ---- what is shown

    def show_answers(self, clues: Mapping[str, ClueAnswer]) -> None:
        """Show the answers of the case at once; what they mean follows with the reading."""
        held = self._held()
        self._clues = clues
        self.grades.show_answers(clues)
        self.question.withdraw(frozenset(clues))
        self._bring_up_to_date()
        self._hold(held)

    def show_reading(self, reading: Reading) -> None:
        """Show what the answers mean and, once it is known, what to ask next."""
        held = self._held()
        self._reading = reading
        if reading.wording is not self._wording:
            self._learn(reading.clinical, reading.wording)
        self.question.show_reading(reading)
        self._bring_up_to_date()
        emergency = any(raised.urgency == "emergency" for raised in reading.assessment.alarms.raised)
        if emergency and not self._emergency:
            self._open_urgent()
        self._emergency = emergency
        self._hold(held)

    def begin(self) -> None:
        """Another case begins: nothing is searched for, no group is open, and no side is chosen."""
        self._emergency = False
        self.search.clear()
        self._drop_made()
        for _, fold in self._folds:
            fold.head.setChecked(False)
        for row in self.rows():
            row.forget()
        self._area.verticalScrollBar().setValue(0)

    def start_search(self) -> None:
        """Give the keyboard to the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        self._area.ensureWidgetVisible(self.search)

    def look_for(self, clue: str) -> None:
        """Show one clue with its answers."""
        if self._wording is not None:
            self.search.setText(self._wording.clue(clue))
            self._area.ensureWidgetVisible(self.search)

    def rows(self) -> tuple[ClueRow, ...]:
        """Questions that exist already, in groups and search results."""
        return tuple(row for some in self._rows.values() for row in some)

    def folds(self) -> tuple[tuple[Group, Fold], ...]:
        """Groups with their headings."""
        return tuple(self._folds)

    def add_to_answers(self, part: QWidget) -> None:
        """Put a list of its own below the answers."""
        body = self.list.parentWidget()
        layout = body.layout() if body is not None else None
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(layout.indexOf(self.list) + 1, part)

    def show_question(self) -> None:
        """Lead to the next question, and the keyboard with it."""
        self._area.verticalScrollBar().setValue(0)
        if self.question.first is not None and not self.question.waiting:
            self.question.first.segments.take_focus()

    def _bring_up_to_date(self) -> None:
        if self._reading is None or self._wording is None or self._clinical is None:
            return
        self.list.show_answers(self._clues, self._reading.assessment, self._wording)
        said = notes(self._reading.assessment, self._wording)
        side = self._painted_side()
        for row in self.question.findChildren(ClueRow):
            row.set_answer(self._clues.get(row.clue.id))
            row.suggest(side)
        for row in self.rows():
            row.set_answer(self._clues.get(row.clue.id))
            row.suggest(side)
            row.set_notes(said.get(row.clue.id, ()))
            row.setVisible(self._asked(row.clue.id))
        for group, fold in self._folds:
            count = len(group.all & set(self._clues))
            title = self._title(group)
            fold.set_title(f"{title} · {count}" if count else title)

    def _title(self, group: Group) -> str:
        assert self._wording is not None
        title = self._wording.topic(group.topic)
        if group.topic not in self._twice:
            return title
        return (self.tr("{0}: history") if group.part == "history" else self.tr("{0}: examination")).format(title)

    def _painted_side(self) -> Side | None:
        """The only limb with paint."""
        painted = self._reading.assessment.painted_sides if self._reading is not None else ()
        return painted[0] if len(painted) == 1 else None

    def _open_urgent(self) -> None:
        for group, fold in self._folds:
            if group.part == "urgent":
                fold.head.setChecked(True)

    # ---- nothing jumps

    def _held(self) -> tuple[ClueRow, int] | None:
        """The question that the keyboard is on, and its height in the part that is seen."""
        focus = QApplication.focusWidget()
        row = next((row for row in self.rows() if focus is not None and row.isAncestorOf(focus)), None)
        return (row, self._height_of(row)) if row is not None else None

    def _height_of(self, row: ClueRow) -> int:
        return row.mapTo(self._area.viewport(), QPoint()).y()

    def _hold(self, held: tuple[ClueRow, int] | None) -> None:
        """Keep a question where it was although what stands above it has changed: lay out at once, then scroll."""
        if held is None:
            return

        def put_back() -> None:
            row, height = held
            if row in self.rows():
                QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
                bar = self._area.verticalScrollBar()
                bar.setValue(bar.value() + self._height_of(row) - height)

        put_back()
        QTimer.singleShot(0, self, put_back)

    # ---- groups

    def _learn(self, clinical: Clinical, wording: Wording) -> None:
        self._clinical, self._wording = clinical, wording
        opened = {group.topic for group, fold in self._folds if fold.head.isChecked()}
        self._forget_groups()
        self._search = Search(clinical)
        self._drop_made()
        self.grades.learn(clinical, wording)
        self._waiting.hide()
        found = groups(clinical)
        self._twice = asked_twice([group for group in found if group.part != "urgent"])
        heads: dict[Part, str] = {"history": self.tr("History"), "exam": self.tr("Examination")}
        last: Part = "urgent"
        for group in found:
            if group.part != last:
                heading = QLabel(heads[group.part])
                write(heading, "label")
                heading.setProperty("tone", "muted")
                heading.setContentsMargins(0, SPACE[3], 0, SPACE[1])
                self._groups_column.addWidget(heading)
                last = group.part
            fold = Fold(self._title(group), self._maker(group))
            self._folds.append((group, fold))
            (self._urgent_column if group.part == "urgent" else self._groups_column).addWidget(fold)
            fold.head.setChecked(group.topic in opened)

    def _forget_groups(self) -> None:
        """Groups of another language are made anew."""
        self._folds = []
        self._rows = {self._found: self._rows.get(self._found, [])}
        for column in (self._urgent_column, self._groups_column):
            while (item := column.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()

    def _maker(self, group: Group) -> Callable[[], QWidget]:
        def make() -> QWidget:
            box = QWidget()
            column = QVBoxLayout(box)
            column.setContentsMargins(SPACE[4], 0, 0, SPACE[2])
            column.setSpacing(SPACE[1])
            self._rows[box] = []
            for id_ in group.clues:
                column.addWidget(self._row(id_, box))
            for family in group.families:
                self._add_family(family, box, column)
            return box

        return make

    def _add_family(self, family: tuple[str, ...], box: QWidget, column: QVBoxLayout) -> None:
        assert self._wording is not None
        chooser = PlaceChooser({id_: self._wording.clue(id_) for id_ in family})
        column.addWidget(chooser)
        place = QVBoxLayout()
        column.addLayout(place)

        def choose(id_: str) -> None:
            if all(row.clue.id != id_ for row in self._rows[box]):
                place.addWidget(self._row(id_, box))

        chooser.chosen.connect(choose)
        for id_ in family:
            if id_ in self._clues:
                choose(id_)

    def _row(self, id_: str, box: QWidget) -> ClueRow:
        assert self._clinical is not None
        assert self._wording is not None
        row = ClueRow(self._clinical.clues[id_], self._wording, self._said.get(id_, ()))
        row.set_answer(self._clues.get(id_))
        row.suggest(self._painted_side())
        if not self._asked(id_):
            row.hide()
        row.answered.connect(self._answer)
        self._rows[box].append(row)
        return row

    @property
    def _said(self) -> Mapping[str, Sequence[str]]:
        """What is wrong with answers, by clue."""
        if self._reading is None or self._wording is None:
            return {}
        return notes(self._reading.assessment, self._wording)

    def _asked(self, id_: str) -> bool:
        """Whether a clue makes sense after the answers, or is answered all the same."""
        assert self._clinical is not None
        return id_ in self._clues or applies(self._clinical.clues[id_], self._clues)

    # ---- search

    def _searched(self, text: str) -> None:
        if self._search is None or self._clinical is None:
            return
        hits = [id_ for id_ in self._search.find(text) if self._asked(id_)] if text.strip() else []
        self._due = hits[:FOUND]
        while (item := self._found_column.takeAt(0)) is not None:
            widget = item.widget()
            if isinstance(widget, ClueRow):
                widget.setHidden(widget.clue.id not in self._due)
            elif widget is not None:
                widget.hide()
                widget.deleteLater()
        self._rows[self._found] = []
        if text.strip() and not hits:
            self._found_column.addWidget(label(self.tr("No question contains these words."), tone="muted"))
        elif len(hits) > FOUND:
            more = self.tr("{0} more; add a word to narrow the search.").format(len(hits) - FOUND)
            self._found_column.addWidget(label(more, "caption", "muted"))
        self._show_found()
        self._found.setVisible(bool(text.strip()))
        self._groups.setVisible(not text.strip())

    def _show_found(self) -> None:
        """Show what was found: rows that exist at once, of the others one with each turn of the event loop.

        A row takes about ten milliseconds to make, and the next key must not wait for two dozen of them.
        """
        self._next_row.stop()
        made = False
        while self._due:
            id_ = self._due[0]
            row = self._made.get(id_)
            if row is None:
                if made:
                    self._next_row.start()
                    return
                row, made = self._row(id_, self._found), True
                self._made[id_] = row
            else:
                self._rows[self._found].append(row)
                self._refresh(row)
            self._found_column.insertWidget(len(self._rows[self._found]) - 1, row)
            del self._due[0]

    def _refresh(self, row: ClueRow) -> None:
        """Bring a row that was hidden up to date."""
        said = self._said
        row.set_answer(self._clues.get(row.clue.id))
        row.suggest(self._painted_side())
        row.set_notes(said.get(row.clue.id, ()))
        row.show()

    def settle_search(self) -> None:
        """Make all rows of the search at once."""
        while self._due:
            self._show_found()

    def _drop_made(self) -> None:
        """Search results of another case or another language are made anew."""
        self._due = []
        self._next_row.stop()
        self._rows[self._found] = []
        for row in self._made.values():
            row.hide()
            row.deleteLater()
        self._made = {}

    def _go_to_found(self) -> None:
        """The keyboard goes on with the first question that was found."""
        self._show_found()
        rows = self._rows.get(self._found)
        if rows:
            rows[0].segments.take_focus()

    # ---- answers

    def _answer(self, id_: str, answer: ClueAnswer | None, *, amends: bool = False) -> None:
        assert self._wording is not None
        clue = self._wording.known_clue(id_)
        if answer is None:
            step = self.tr("Remove: {0}").format(self._wording.clue(id_))
        else:
            text = answer_text(self._wording, clue, answer)
            step = self.tr("Answer: {0}, {1}").format(self._wording.clue(id_), text)
        (self.amended if amends else self.answered).emit(id_, answer, step)
