"""The home of study mode: what is due today, and on the skin itself what is known."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from footmap.core.ids import VIEW_IDS
from footmap.core.learning import MOST_NEW_PER_DAY, Grade
from footmap.errors import StudyError
from footmap.study.exercise import Thing
from footmap.ui.look.tokens import SPACE
from footmap.ui.panel.pieces import FlowRow
from footmap.ui.runtime.background import Background
from footmap.ui.runtime.said import said

from . import looks
from .board import Sheet
from .known import Layer, Seen, known_patches, seen_skin
from .parts import Legend, Scroller, button, label, say
from .room import Room

if TYPE_CHECKING:
    from footmap.study.facts import SetId
    from footmap.ui.picture.skin_layer import Patch

SURE: Final = 0.95
"""Recall from which a fact is not listed as one that is known least."""
SETS: Final = ("core", "nerves", "levels", "muscles", "reflexes", "sites", "apart", "maps")


class HomePanel(QWidget):
    """What to do today, beside the map of what is known.

    Signals
    -------
    begun(bool)
        Study what is due; with True go on with what was asked longest ago.
    named(str)
        A new learner.
    fact_wanted(str)
        Ask about a fact.
    chosen()
        Something else is to be studied.
    """

    begun = Signal(bool)
    named = Signal(str)
    fact_wanted = Signal(str)
    chosen = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._layer: Layer = "nerve"
        self._seen: dict[tuple[str, Layer], tuple[Seen, ...]] = {}
        self._drawing = Background(self)
        scroller = Scroller(self.tr("Home of study mode"))
        column = scroller.column
        self.own = label(tone="muted")
        self.no_own = button(self.tr("Back to the sets of footmap"), self._choose)
        self.head = label(role="title")
        self.due = label()
        self.start = button(self.tr("Begin"), lambda: self.begun.emit(False))
        self.start.setDefault(True)
        self.more = button(self.tr("Study on"), lambda: self.begun.emit(True))
        self.known = label()
        self.layer_nerve = button(self.tr("Map of nerves"), lambda: self.show_layer("nerve"))
        self.layer_level = button(self.tr("Map of levels"), lambda: self.show_layer("level"))
        for one in (self.layer_nerve, self.layer_level):
            one.setCheckable(True)
        self.legend = Legend()
        self.weak = QVBoxLayout()
        self.weak.setSpacing(SPACE[1])
        self._who()
        for part in (self.head, self.who, self.own, self.due):
            column.addWidget(part)
        column.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.no_own, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.known)
        layers = FlowRow()
        for one in (self.layer_nerve, self.layer_level):
            layers.add(one)
        column.addWidget(layers)
        column.addWidget(self.legend)
        self.weak_head = label(self.tr("Known least"), "strong")
        column.addWidget(self.weak_head)
        column.addLayout(self.weak)
        self._what(column)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroller)

    def _who(self) -> None:
        self.who = QWidget()
        column = QVBoxLayout(self.who)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            label(
                self.tr(
                    "Paint, name and find the nerves and roots of leg and foot. footmap asks each fact again just"
                    " before it would be forgotten. Your answers stay on this computer."
                )
            )
        )
        self.name = QLineEdit()
        self.name.setMaxLength(60)
        self.name.setPlaceholderText(self.tr("Your name or initials"))
        self.name.setAccessibleName(self.tr("Your name or initials"))
        self.name.returnPressed.connect(self._name)
        column.addWidget(self.name)
        column.addWidget(button(self.tr("Begin to study"), self._name), 0, Qt.AlignmentFlag.AlignLeft)

    def _what(self, column: QVBoxLayout) -> None:
        self.what = QWidget()
        inside = QVBoxLayout(self.what)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        self.built_in = QWidget()
        boxes = QVBoxLayout(self.built_in)
        boxes.setContentsMargins(0, 0, 0, 0)
        boxes.setSpacing(0)
        boxes.addWidget(label(self.tr("What is studied"), "strong"))
        inside.addWidget(self.built_in)
        self.where = QComboBox()
        self.where.setAccessibleName(self.tr("Where on the body"))
        self.where.setToolTip(self.tr("Skin that this picture shows; muscles and the rest are asked all the same"))
        self.where.addItem(self.tr("All of leg and foot"), "")
        for view in VIEW_IDS:
            self.where.addItem(self._room.words.name(Thing("view", view)), view)
        self.where.activated.connect(lambda _index: self._choose())
        boxes.addWidget(self.where)
        names = {
            "core": self.tr("Skin of all nerves and levels"),
            "nerves": self.tr("Skin of the nerves"),
            "levels": self.tr("Skin of the levels"),
            "muscles": self.tr("Muscles"),
            "reflexes": self.tr("Reflexes"),
            "sites": self.tr("Where nerves are caught"),
            "apart": self.tr("Tell them apart"),
            "maps": self.tr("Where the maps disagree"),
        }
        self.boxes: dict[str, QCheckBox] = {}
        for id_ in SETS:
            box = QCheckBox(names[id_])
            box.clicked.connect(lambda _on=False: self._choose())
            self.boxes[id_] = box
            boxes.addWidget(box)
        inside.addWidget(label(self.tr("New facts a day"), tone="muted"))
        self.new_per_day = QSpinBox()
        self.new_per_day.setRange(0, MOST_NEW_PER_DAY)
        self.new_per_day.setAccessibleName(self.tr("New facts a day"))
        self.new_per_day.editingFinished.connect(self._limit)
        inside.addWidget(self.new_per_day, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.what)

    # ---- what is shown

    def show_home(self) -> None:
        """Show what is due and what is known now."""
        desk, room = self._room.desk, self._room
        nobody = desk is None
        self.who.setVisible(nobody)
        hidden = (self.start, self.more, self.known, self.layer_nerve, self.layer_level, self.legend)
        for part in (*hidden, self.weak_head, self.what):
            part.setVisible(not nobody)
        if desk is None:
            say(self.head, self.tr("Learn by painting"))
            for part in (self.own, self.due):
                say(part, "")
            self.no_own.hide()
            room.board.present(Sheet(room.board.body))
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        found = desk.due()
        say(self.own, self.tr("Your set: {0}").format(desk.own.title) if desk.own is not None else "")
        self.no_own.setVisible(desk.own is not None)
        self.built_in.setVisible(desk.own is None)
        say(self.head, desk.studying.learner.name)
        count = len(found.facts)
        if count:
            say(
                self.due,
                self.tr("Questions today: {0} ({1} to repeat, {2} new)").format(count, len(found.due), len(found.new)),
            )
        else:
            say(self.due, self.tr("Nothing more is due today."))
        self.start.setVisible(count > 0)
        self.more.setVisible(count == 0)
        say(self.known, self.tr("You know {0} of {1}.").format(desk.known(), len(desk.facts)))
        for id_, box in self.boxes.items():
            box.setChecked(id_ in desk.sets)
            box.setEnabled("core" not in desk.sets or id_ not in ("nerves", "levels"))
        self.where.setCurrentIndex(self.where.findData(desk.view or ""))
        self.new_per_day.setValue(desk.studying.learner.new_per_day)
        self.what.setEnabled(desk.studying.writable)
        self.show_layer(self._layer)
        self._show_weak()
        (self.start if count else self.more).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_layer(self, layer: Layer) -> None:
        """Draw how well the nerves, or the levels, are known."""
        self._layer = layer
        self.layer_nerve.setChecked(layer == "nerve")
        self.layer_level.setChecked(layer == "level")
        room = self._room
        if room.desk is None:
            return
        room.board.present(Sheet(room.board.body, view=room.desk.view, patches=tuple(self._patches(layer))))
        if (room.board.body, layer) not in self._seen:
            atlas = room.board.session.engine.atlas
            self._drawing.run(
                partial(seen_skin, atlas, layer), partial(self._take_skin, atlas.body, layer), self._room.tell
            )
        (weak, shaky, fair, calm), never = [look for _, look in looks.RECALLED], looks.NEVER
        self.legend.explain(
            [
                (weak, self.tr("Forgotten, or nearly")),
                (shaky, self.tr("Shaky")),
                (fair, self.tr("Nearly known")),
                (calm, self.tr("Known")),
                (never, self.tr("Never asked yet")),
            ]
        )

    def _patches(self, layer: Layer) -> Sequence[Patch]:
        """What is known, on the body that is drawn; nothing until its skin has been computed."""
        desk, body = self._room.desk, self._room.board.body
        seen = self._seen.get((body, layer))
        if desk is None or seen is None:
            return ()
        return known_patches(seen, layer, desk.skin_recall(), frozenset(desk.studying.cards))

    def _take_skin(self, body: str, layer: Layer, seen: tuple[Seen, ...]) -> None:
        """Colours the body that has been shown bare until now, unless something else is shown there."""
        self._seen[body, layer] = seen
        stack = self.parentWidget()
        here = stack is None or self.isVisibleTo(stack)
        if here and layer == self._layer and body == self._room.board.body:
            self._room.board.add_patches(self._patches(layer))

    def settle(self) -> None:
        """Wait until the map of what is known stands there (for pictures of the window, and tests)."""
        self._drawing.settle()

    def stop(self) -> None:
        """Compute nothing more."""
        self._drawing.stop()

    def _show_weak(self) -> None:
        from .parts import empty

        empty(self.weak)
        desk = self._room.desk
        if desk is None:
            return
        recall = desk.recall()
        asked = [f for f in desk.facts if f.id in desk.studying.cards and recall[f.id] < SURE]
        weakest = sorted(asked, key=lambda fact: recall[fact.id])[:5]
        self.weak_head.setVisible(bool(weakest))
        last = {given.fact: given.grade for given in desk.studying.answers}
        for fact in weakest:
            wrong = last.get(fact.id) == Grade.AGAIN  # how well it is known is not told by a memory that failed
            share = self.tr("wrong last time") if wrong else self._room.words.percent(recall[fact.id])
            words = f"{fact_name(self._room, fact.id)}: {share}"
            self.weak.addWidget(button(words, partial(self.fact_wanted.emit, fact.id)))

    # ---- what is chosen

    def _name(self) -> None:
        if self.name.text().strip():
            self.named.emit(self.name.text().strip())

    def _choose(self) -> None:
        desk = self._room.desk
        if desk is None:
            return
        chosen = tuple(id_ for id_ in SETS if self.boxes[id_].isChecked())
        view = next((id_ for id_ in VIEW_IDS if id_ == self.where.currentData()), None)
        desk.choose(cast("tuple[SetId, ...]", chosen or ("core",)), view)
        self.chosen.emit()
        self.show_home()

    def _limit(self) -> None:
        desk = self._room.desk
        if desk is None or not desk.studying.writable:
            return
        from dataclasses import replace

        learner = desk.studying.learner
        if learner.new_per_day != self.new_per_day.value():
            try:
                desk.studying.change(replace(learner, new_per_day=self.new_per_day.value()))
            except StudyError as error:
                self._room.tell(said(error))
            self.show_home()


def fact_name(room: Room, fact_id: str) -> str:
    """What a fact is called: its subjects by name."""
    from footmap.study.exercise import ThingKind
    from footmap.study.facts import FactKind, fact_by_id

    fact = fact_by_id(room.material.facts, fact_id)
    kinds: dict[FactKind, ThingKind] = {"muscle": "muscle", "reflex": "reflex", "site": "site"}
    return " / ".join(room.words.name(Thing(kinds.get(fact.kind, "nerve"), id_)) for id_ in fact.subjects)
