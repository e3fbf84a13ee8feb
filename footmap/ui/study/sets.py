"""My sets: cards for Anki, a teacher's sets, the results of a class, and progress on its way to another computer."""

from __future__ import annotations

import secrets
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from footmap.data.footset import Footset, read_footset, write_footset
from footmap.errors import FootmapError
from footmap.ui.runtime.said import said

from .board import Sheet
from .case_part import Asked, CasePart
from .parts import Scroller, button, empty, label, say
from .set_maker import SetMaker

if TYPE_CHECKING:
    from collections.abc import Callable

    from footmap.core.drawing import Case
    from footmap.data.footset import SetCase
    from footmap.study.deck import Exported
    from footmap.study.desk import CaseOutcome

    from .room import Room

POLL_MS: Final = 100


class SetsPanel(QWidget):
    """Export, open and make sets.

    Parameters
    ----------
    present : callable
        The case that is open in the window, for a teacher's set.

    Attributes
    ----------
    footset : Footset or None
        The set that is open.

    Signals
    -------
    quizzed(object)
        Ask the room about these facts.
    set_wanted(object)
        Study the facts of this set.
    export_wanted(str), import_wanted(str)
        Path of a file for, or with, the progress of the learner.
    """

    quizzed = Signal(object)
    set_wanted = Signal(object)
    export_wanted = Signal(str)
    import_wanted = Signal(str)

    def __init__(self, room: Room, present: Callable[[], Case]) -> None:
        super().__init__()
        self._room = room
        self.footset: Footset | None = None
        self._case = 0
        self._progress = [0, 0]
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._follow)
        self.stack = QStackedWidget()
        self.part = CasePart(room)
        self.part.left.connect(self.enter)
        self.part.next_wanted.connect(lambda: self.ask(self._case + 1))
        self.maker = SetMaker(room, present)
        self.maker.left.connect(self.enter)
        self._list = self._make_list()
        for part in (self._list, self.part, self.maker):
            self.stack.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _make_list(self) -> QWidget:
        from footmap.study.deck import sets

        out = Scroller(self.tr("Sets"))
        column = out.column
        column.addWidget(label(self.tr("Sets of footmap"), "title"))
        self.sets = QComboBox()
        self.sets.setAccessibleName(self.tr("Set"))
        self.sets.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for id_, title, count in sets(self._room.words.language):
            self.sets.addItem(f"{title} ({count})", id_)
        column.addWidget(self.sets)
        self.quiz = button(
            self.tr("Quiz the room"), self._quiz, self.tr("Large, for a projector: Space shows the answer")
        )
        self.deck = button(self.tr("Cards for Anki, or a table…"), self._ask_deck)
        column.addWidget(self.quiz)
        column.addWidget(self.deck)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress of the export"))
        self.bar.hide()
        column.addWidget(self.bar)
        column.addWidget(label(self.tr("Sets of a teacher"), "title"))
        column.addWidget(button(self.tr("Open a set…"), self._ask_set))
        self.title = label(role="strong")
        self.about = label()
        column.addWidget(self.title)
        column.addWidget(self.about)
        self.entries = QVBoxLayout()
        column.addLayout(self.entries)
        column.addWidget(button(self.tr("Make a case from the open drawing…"), self._make_case))
        column.addWidget(
            button(
                self.tr("Make a set of what I study…"),
                self._ask_facts,
                self.tr("The facts that are chosen at home under “What is studied”"),
            )
        )
        column.addWidget(button(self.tr("Results of a class…"), self._ask_results))
        column.addWidget(label(self.tr("My progress"), "title"))
        column.addWidget(button(self.tr("Save my progress…"), self._ask_export))
        column.addWidget(button(self.tr("Take progress in…"), self._ask_import))
        column.addStretch(1)
        for part in (self.title, self.about):
            say(part, "")
        return out

    # ---- going about

    def enter(self) -> None:
        """Show the list."""
        self._room.board.present(Sheet(self._room.board.body))
        self.stack.setCurrentWidget(self._list)
        self._show_set()
        self.sets.setFocus()

    def back(self) -> bool:
        """One step back; False where there is none."""
        if self.stack.currentWidget() is self._list:
            return False
        self.enter()
        return True

    def _quiz(self) -> None:
        from footmap.study.facts import facts_of

        facts = self._room.material.facts
        chosen = next((s for s in (f for fact in facts for f in fact.sets) if s == self.sets.currentData()), None)
        if chosen is not None:
            self.quizzed.emit(tuple(fact.id for fact in facts_of(facts, chosen)))

    # ---- cards

    def _ask_deck(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save the cards"),
            f"{self.sets.currentData()}.apkg",
            self.tr("Anki (*.apkg);;Table (*.csv)"),
        )
        if name:
            self.export_deck(Path(name))

    def export_deck(self, path: Path) -> None:
        """Write the chosen set as cards or a table, and show how far it is."""
        from footmap.study.deck import export_deck

        path = path if path.suffix else path.with_suffix(".apkg")
        progress = self._progress
        progress[:] = [0, 0]

        def tell(done: int, total: int) -> None:
            progress[:] = [done, total]

        self.bar.setRange(0, 0)
        self.bar.show()
        self.deck.setEnabled(False)
        self._poll.start()
        make = partial(export_deck, str(self.sets.currentData()), path, self._room.words.language, tell)
        self._room.background.run(make, self._exported, self._not_exported)

    def _follow(self) -> None:
        done, total = self._progress
        if total:
            self.bar.setRange(0, total)
            self.bar.setValue(done)

    def _exported(self, found: Exported) -> None:
        self._not_exported("")
        self._room.say(self.tr("{0}: {1} cards were written.").format(found.path.name, found.cards))

    def _not_exported(self, sentence: str) -> None:
        self._poll.stop()
        self.bar.hide()
        self.deck.setEnabled(True)
        self._room.tell(sentence)

    # ---- a teacher's set

    def _ask_set(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Open a set"), "", self.tr("Sets (*.footset)"))
        if name:
            self.open_set(Path(name))

    def open_set(self, path: Path) -> None:
        """Open a set; one that is refused changes nothing."""
        try:
            self.footset = read_footset(path)
        except FootmapError as error:
            self._room.tell(said(error))
            return
        self._room.tell("")
        self._show_set()

    def _show_set(self) -> None:
        empty(self.entries)
        found = self.footset
        if found is None:
            return
        by = self.tr("{0}, by {1}").format(found.title, found.author) if found.author else found.title
        say(self.title, by)
        say(self.about, found.about)
        for k, case in enumerate(found.cases):
            one = button(self.tr("Case {0}: {1}").format(k + 1, case.question[:60]), partial(self.ask, k))
            one.setProperty("choice", "true")
            self.entries.addWidget(one)
        if found.facts:
            self.entries.addWidget(button(self.tr("Study its facts"), partial(self.set_wanted.emit, found)))
            self.entries.addWidget(button(self.tr("Quiz the room with it"), partial(self.quizzed.emit, found.facts)))

    def ask(self, number: int) -> None:
        """Put a case of the open set to the learner; after the last one the list comes back."""
        found = self.footset
        if found is None or self._room.desk is None:
            self._room.tell(self.tr("Say first who studies."))
            return
        if number >= len(found.cases):
            self.enter()
            return
        self._case = number
        item = found.cases[number]
        self.stack.setCurrentWidget(self.part)
        title = f"{found.title}, {number + 1}"
        sources = (item.source,) if item.source else ()
        self.part.ask(Asked(title, item.question, item.case, item.lesson, sources, "", partial(self._judge, item)))

    def _judge(self, item: SetCase, ids: tuple[str, ...], _emergency: bool, seconds: float) -> CaseOutcome | None:
        desk, found = self._room.desk, self.footset
        if desk is None or found is None:
            return None
        return desk.answer_set_case(found, item, ids, seconds)

    def _make_case(self) -> None:
        self.stack.setCurrentWidget(self.maker)
        self.maker.enter()

    def _ask_facts(self) -> None:
        if self._room.desk is None:
            self._room.tell(self.tr("Say first who studies."))
            return
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save, or add to a set"),
            "",
            self.tr("Sets (*.footset)"),
            options=QFileDialog.Option.DontConfirmOverwrite,  # a set that is there gets these facts as well
        )
        if name:
            self.save_facts(Path(name))

    def save_facts(self, path: Path) -> None:
        """Write what is studied as a set, or add it to the set that is there."""
        if self._room.desk is None:
            return
        path = path if path.suffix else path.with_suffix(".footset")
        facts = tuple(fact.id for fact in self._room.desk.facts)
        try:
            old = read_footset(path) if path.exists() else None
            found = old or Footset(f"set-{secrets.token_hex(6)}", path.stem)
            found = replace(found, facts=tuple(dict.fromkeys((*found.facts, *facts))))
            write_footset(path, found)
        except FootmapError as error:
            self._room.tell(said(error))
            return
        self.footset = found
        self._show_set()
        self._room.say(self.tr("{0} has {1} facts now.").format(path.name, len(found.facts)))

    # ---- a class, and progress

    def _ask_results(self) -> None:
        if self.footset is None:
            self._room.tell(self.tr("Open the set of the class first."))
            return
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Exports of the class"), "", self.tr("Progress (*.json)"))
        if not names:
            return
        out, _ = QFileDialog.getSaveFileName(self, self.tr("Save the table"), "", self.tr("Table (*.csv)"))
        if out:
            self.write_results([Path(name) for name in names], Path(out))

    def write_results(self, exports: list[Path], path: Path) -> None:
        """Write what a class made of the open set, as a table."""
        from footmap.data.output import check_output, write_output
        from footmap.study.results import results_table

        if self.footset is None:
            return
        path = path if path.suffix else path.with_suffix(".csv")
        try:
            check_output(path, exports)
            table = results_table(self.footset, exports, self._room.words.language)
            write_output(path, table.encode(), exports)
        except FootmapError as error:
            self._room.tell(said(error))
            return
        self._room.say(self.tr("The table was saved: {0}").format(path.name))

    def _ask_export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save my progress"), "", self.tr("Progress (*.json)"))
        if name:
            self.export_wanted.emit(name)

    def _ask_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Take progress in"), "", self.tr("Progress (*.json)"))
        if name:
            self.import_wanted.emit(name)
