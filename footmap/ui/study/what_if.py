"""What if: cut a nerve, press a root, slip a disc, block the foot, and see what is lost and why."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QVBoxLayout, QWidget

from . import looks
from .board import Sheet
from .parts import Fold, Legend, Scroller, label, say
from .room import patches_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footmap.core.forward import EffectGrade
    from footmap.study.exercise import ThingKind
    from footmap.study.what_if import Change, WhatIf

    from .room import Room

ALL: Final = "all"
WHOLE: Final = 0.6
"""Share of lost skin from which it is drawn as numb, and not as partly so."""


class WhatIfPart(QWidget):
    """What is changed, and what follows.

    Attributes
    ----------
    found : WhatIf or None
        What is shown.
    """

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self.found: WhatIf | None = None
        names = {
            "cut": self.tr("Cut a nerve"),
            "press": self.tr("Press a root"),
            "slip": self.tr("Slip a disc, or narrow the spine"),
            "block": self.tr("Block a nerve at the ankle"),
        }
        self.change = QComboBox()
        self.change.setAccessibleName(self.tr("What happens"))
        for id_, name in names.items():
            self.change.addItem(name, id_)
        self.subject = QComboBox()
        self.subject.setAccessibleName(self.tr("To what"))
        self.subject.setEditable(True)
        self.subject.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.subject.model(), self.subject)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.subject.setCompleter(completer)
        for combo in (self.change, self.subject):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.change.activated.connect(lambda _i: self._fill())
        self.subject.activated.connect(lambda _i: self._compute())
        completer.activated.connect(lambda _text: self._compute())
        self.told = label()
        self.legend = Legend()
        self.why = Fold(self.tr("Why?"))
        scroller = Scroller(self.tr("What follows"))
        for part in (self.legend, self.told, self.why):
            scroller.column.addWidget(part)
        scroller.column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.change)
        outer.addWidget(self.subject)
        outer.addWidget(scroller, 1)

    def enter(self) -> None:
        """Show what was changed last."""
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.subject.count() == 0:
            self._fill()
        else:
            self._compute()

    def choose(self, change: str, subject: str) -> None:
        """Change something of this kind, by its id; nothing happens where it cannot be changed so."""
        kind = self.change.findData(change)
        if kind < 0:
            return
        self.change.setCurrentIndex(kind)
        self._fill()
        index = self.subject.findData(subject)
        if index >= 0:
            self.subject.setCurrentIndex(index)
            self._compute()

    def _fill(self) -> None:
        from footmap.study.what_if import subjects_of

        change = cast("Change", self.change.currentData())
        words = self._room.words
        self.subject.clear()
        things = sorted(subjects_of(change, self._room.material), key=lambda t: words.name(t).casefold())
        if change == "block":
            self.subject.addItem(self.tr("All nerves of an ankle block"), ALL)
        for thing in things:
            self.subject.addItem(words.name(thing), thing.id)
        self._compute()

    def _compute(self) -> None:
        from footmap.study.what_if import what_if

        index = self.subject.findText(self.subject.currentText())
        if index < 0:
            return
        self.subject.setCurrentIndex(index)
        change, id_ = cast("Change", self.change.currentData()), str(self.subject.itemData(index))
        room = self._room
        room.run(partial(what_if, change, id_, room.material, room.board.body), self._show)

    def _show(self, found: WhatIf) -> None:
        from footmap.study.what_if import reasons

        self.found = found
        room = self._room
        patches = []
        for shaded in found.pain:
            patches += patches_of(shaded.shapes, looks.HURTS)
        for shaded in sorted(found.skin, key=lambda s: s.strength):
            patches += patches_of(shaded.shapes, looks.LOST if shaded.strength >= WHOLE else looks.PARTLY)
        room.board.present(Sheet(room.board.body, patches=tuple(patches)))
        entries = [
            (looks.LOST, self.tr("Numb")),
            (looks.PARTLY, self.tr("Partly numb, or in some people")),
            (looks.HURTS, self.tr("Also painful")),
        ]
        drawn = {id(patch.look) for patch in patches}
        self.legend.explain([entry for entry in entries if id(entry[0]) in drawn])
        lines = [
            *self._affected(self.tr("Weak"), "muscle", found.muscles),
            *self._affected(self.tr("Movements weaker"), "movement", found.movements),
            *self._affected(self.tr("Reflexes lower"), "reflex", found.reflexes),
        ]
        say(self.told, "\n\n".join(lines) or self.tr("No muscle and no reflex is lost."))
        self.why.put("\n\n".join(reasons(found, room.material, room.words)))

    def _affected(self, head: str, kind: ThingKind, grades: Mapping[str, EffectGrade]) -> list[str]:
        from footmap.study.exercise import Thing

        words = self._room.words
        plain = [words.name(Thing(kind, id_)) for id_, grade in grades.items() if grade == "affected"]
        some = [words.name(Thing(kind, id_)) for id_, grade in grades.items() if grade != "affected"]
        lines = [f"{head}: {', '.join(plain)}"] if plain else []
        return [*lines, self.tr("{0} in some: {1}").format(head, ", ".join(some))] if some else lines
