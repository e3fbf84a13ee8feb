"""Quiz the room: one question in large letters, its answer hidden until Space is pressed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from footmap.study.exercise import Thing
from footmap.ui.look.tokens import SPACE
from footmap.ui.panel.pieces import FlowRow

from . import looks
from .board import Sheet
from .parts import button, label, say
from .room import Prepared, Room, patches_of, with_light

if TYPE_CHECKING:
    from footmap.study.exercise import ExerciseKind
    from footmap.study.facts import Fact
    from footmap.study.material import Material

LARGE: Final = 2.2
"""Size of the question, relative to other writing."""
SPOKEN: Final[tuple[ExerciseKind, ...]] = ("name", "paint", "muscle", "reflex", "apart", "maps", "point", "rank")
"""Kinds of questions that a room can answer aloud, the best first."""


class Projector(QWidget):
    """A question for a room.

    Attributes
    ----------
    prepared : Prepared or None
    revealed : bool

    Signals
    -------
    left()
    """

    left = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self.prepared: Prepared | None = None
        self.revealed = False
        self._facts: list[Fact] = []
        self._at = 0
        self._rng = np.random.default_rng()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Quiz the room"))
        self.count = label(tone="muted")
        self.question = self._large("")
        self.choices = self._large("")
        self.answer = self._large("")
        self.hint = label(self.tr("Space: answer, then next. Left: back. Esc: end."), tone="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[4])
        for part in (self.count, self.question, self.choices, self.answer):
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(self.hint)
        ways = FlowRow(gap=SPACE[2])
        self.show_button = button(self.tr("Show the answer"), self.go_on)
        ways.add(button(self.tr("End"), self.left.emit))
        ways.add(self.show_button)
        column.addWidget(ways)

    def _large(self, words: str) -> QLabel:
        out = label(words)
        out.setProperty("type", None)
        font = out.font()
        font.setPointSizeF(font.pointSizeF() * LARGE)
        out.setFont(font)
        return out

    def begin(self, facts: Sequence[str]) -> None:
        """Ask about these facts, in an order drawn by lot."""
        from footmap.study.facts import fact_by_id

        known = self._room.material.facts
        found = [fact_by_id(known, id_) for id_ in facts if any(fact.id == id_ for fact in known)]
        self._facts = [found[int(k)] for k in self._rng.permutation(len(found))]
        self._at = 0
        self._ask()

    def _ask(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._facts:
            self.left.emit()
            return
        fact = self._facts[self._at % len(self._facts)]
        for part in (self.choices, self.answer):
            say(part, "")
        say(self.question, self.tr("Preparing a question …"))
        self._room.run(partial(spoken, fact, int(self._rng.integers(1 << 32)), self._room.material), self.show_question)

    def show_question(self, prepared: Prepared) -> None:
        """Show a question, its answer hidden."""
        self.prepared, self.revealed = prepared, False
        exercise, words = prepared.exercise, self._room.words
        say(self.count, self.tr("Question {0} of {1}").format(self._at + 1, len(self._facts)))
        say(self.question, words.sentence(exercise.prompt))
        shown = exercise.choices if exercise.kind != "name" else ()
        found = [f"• {words.name(Thing('clue', c))}: {words.answer(c, told)}" for c, told in exercise.clues.items()]
        offered = [f"{k}. {words.name(thing)}" for k, thing in enumerate(shown, 1)]
        say(self.choices, "\n".join((*found, *offered)))
        say(self.answer, "")
        self.show_button.set_words(self.tr("Show the answer"))
        self._room.board.present(
            Sheet(
                exercise.body,
                view=exercise.view,
                patches=tuple(patches_of(prepared.lit, looks.LIT, (exercise.side,))),
                drawing=exercise.drawing,
            )
        )
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def reveal(self) -> None:
        """Show the answer."""
        prepared = self.prepared
        if prepared is None:
            return
        from footmap.study.lit import best_things, meant_shapes

        self.revealed = True
        exercise, words, material = prepared.exercise, self._room.words, self._room.material
        say(self.answer, "✓ " + ", ".join(words.name(thing) for thing in best_things(exercise, material)))
        found = meant_shapes(exercise, material)
        if found:
            self._room.board.add_patches(patches_of(found, looks.RIGHT, (exercise.side,)))
        self.show_button.set_words(self.tr("Next"))

    def go_on(self) -> None:
        """Show the answer, or the next question."""
        if not self.revealed:
            self.reveal()
        else:
            self._at = (self._at + 1) % len(self._facts)
            self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Return):
            self.go_on()  # a presenter's remote sends page down
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_PageUp):
            self._at = max(self._at - 1, 0)
            self._ask()
        else:
            super().keyPressEvent(event)


def spoken(fact: Fact, seed: int, material: Material) -> Prepared:
    """A question about a fact that can be answered aloud, else any. In a thread."""
    from footmap.study.generate import MAKERS, generate
    from footmap.study.setting import NoExerciseError

    rng = np.random.default_rng(seed)
    for kind in SPOKEN:
        if kind in MAKERS[fact.kind]:
            try:
                return with_light(generate(fact, rng, material, kind), material)
            except NoExerciseError:
                continue
    return with_light(generate(fact, rng, material), material)
