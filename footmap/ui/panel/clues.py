"""The clues panel: the next question on top, what is answered, and all questions by group or search.

Questions are made when their group is first opened, so that the tab opens at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ..look.theme import write
from ..look.tokens import SPACE
from .answered import AnsweredList, notes
from .clue_groups import FOUND, Group, Part, Search, applies, groups
from .clue_row import ClueRow, PlaceChooser
from .pieces import Fold, label
from .question_card import QuestionCard

if TYPE_CHECKING:
    from footmap.core.drawing import ClueAnswer
    from footmap.data.knowledge.clinical import Clinical
    from footmap.words.assessment_words import Wording

    from ..document.localising import Reading


class CluesPane(QWidget):
    """Everything that can be asked.

    Signals
    -------
    answered(str, object, str)
        Clue id, answer id or None, and the step in words.
    """

    answered = Signal(str, object, str)

    def __init__(self) -> None:
        super().__init__()
        self._clinical: Clinical | None = None
        self._wording: Wording | None = None
        self._search: Search | None = None
        self._reading: Reading | None = None
        self._clues: Mapping[str, ClueAnswer] = {}
        self._rows: dict[QWidget, list[ClueRow]] = {}
        self._folds: list[tuple[Group, Fold]] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search questions, for example “reflex” or “heel”"))
        self.search.setAccessibleName(self.tr("Search questions"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._searched)
        self.search.returnPressed.connect(self._go_to_found)
        self.question = QuestionCard()
        self.question.answered.connect(self._answer)
        self.list = AnsweredList()
        self.list.cleared.connect(lambda id_: self._answer(id_, None))
        self.list.looked_for.connect(self.look_for)
        self._found = QWidget()
        self._found_column = QVBoxLayout(self._found)
        self._found_column.setContentsMargins(0, 0, 0, 0)
        self._found.hide()
        self._groups = QWidget()
        self._groups_column = QVBoxLayout(self._groups)
        self._groups_column.setContentsMargins(0, 0, 0, 0)
        self._groups_column.setSpacing(0)
        self._waiting = label(self.tr("Reading the knowledge base …"), tone="muted")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(SPACE[4], SPACE[3], SPACE[4], SPACE[4])
        column.setSpacing(SPACE[3])
        for part in (self.question, self.list, self.search, self._waiting, self._found, self._groups):
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
        self._clues = clues
        self.question.withdraw(frozenset(clues))
        self._bring_up_to_date()

    def show_reading(self, reading: Reading) -> None:
        """Show what the answers mean and, once it is known, what to ask next."""
        self._reading = reading
        if reading.wording is not self._wording:
            self._learn(reading.clinical, reading.wording)
        self.question.show_reading(reading)
        self._bring_up_to_date()

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
        for row in self.rows():
            row.set_answer(self._clues.get(row.clue.id))
            row.set_notes(said.get(row.clue.id, ()))
            row.setVisible(self._asked(row.clue.id))
        for group, fold in self._folds:
            count = len(group.all & set(self._clues))
            title = self._wording.topic(group.topic)
            fold.set_title(f"{title} · {count}" if count else title)

    # ---- groups

    def _learn(self, clinical: Clinical, wording: Wording) -> None:
        self._clinical, self._wording = clinical, wording
        self._search = Search(clinical, wording)
        self._waiting.hide()
        heads: dict[Part, str] = {"history": self.tr("History"), "exam": self.tr("Examination")}
        last: Part = "urgent"
        for group in groups(clinical):
            if group.part != last:
                heading = QLabel(heads[group.part])
                write(heading, "label")
                heading.setProperty("tone", "muted")
                heading.setContentsMargins(0, SPACE[3], 0, SPACE[1])
                self._groups_column.addWidget(heading)
                last = group.part
            fold = Fold(wording.topic(group.topic), self._maker(group))
            self._folds.append((group, fold))
            self._groups_column.addWidget(fold)

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
        said = notes(self._reading.assessment, self._wording) if self._reading is not None else {}
        row = ClueRow(self._clinical.clues[id_], self._wording, said.get(id_, ()))
        row.set_answer(self._clues.get(id_))
        if not self._asked(id_):
            row.hide()
        row.answered.connect(self._answer)
        self._rows[box].append(row)
        return row

    def _asked(self, id_: str) -> bool:
        """Whether a clue makes sense after the answers, or is answered all the same."""
        assert self._clinical is not None
        return id_ in self._clues or applies(self._clinical.clues[id_], self._clues)

    # ---- search

    def _searched(self, text: str) -> None:
        if self._search is None or self._clinical is None:
            return
        while (item := self._found_column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._rows[self._found] = []
        hits = [id_ for id_ in self._search.find(text) if self._asked(id_)]
        for id_ in hits[:FOUND]:
            self._found_column.addWidget(self._row(id_, self._found))
        if text.strip() and not hits:
            self._found_column.addWidget(label(self.tr("No question contains these words."), tone="muted"))
        elif len(hits) > FOUND:
            more = self.tr("{0} more; add a word to narrow the search.").format(len(hits) - FOUND)
            self._found_column.addWidget(label(more, "caption", "muted"))
        self._found.setVisible(bool(text.strip()))
        self._groups.setVisible(not text.strip())

    def _go_to_found(self) -> None:
        """The keyboard goes on with the first question that was found."""
        rows = self._rows.get(self._found)
        if rows:
            rows[0].segments.take_focus()

    # ---- answers

    def _answer(self, id_: str, answer: str | None) -> None:
        assert self._wording is not None
        if answer is None:
            step = self.tr("Remove: {0}").format(self._wording.clue(id_))
        else:
            step = self.tr("Answer: {0}, {1}").format(self._wording.clue(id_), self._wording.answer(id_, answer))
        self.answered.emit(id_, answer, step)
