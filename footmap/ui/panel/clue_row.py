"""One clue with its answers, and the chooser of a place for clues that exist for every region or site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ..look.tokens import SPACE
from .answer_values import answer_at, answer_text, is_answered, is_of_both, sides_of, toggled, with_answer
from .pieces import Fold, label, stacked
from .segments import Segments
from .side_chooser import SideChooser

if TYPE_CHECKING:
    from footmap.core.clinical import Clue
    from footmap.core.drawing import ClueAnswer
    from footmap.core.localiser.candidates import Where
    from footmap.core.views import Side
    from footmap.words.assessment_words import Wording

UNANSWERED: Final = ""
"""Id of the segment that takes an answer away."""


class ClueRow(QWidget):
    """The question, the side where one makes sense, and the answers.

    The buttons show what the case says of the chosen side. An answer without a side stays one: it is shown with no
    side chosen, and gets the side that is chosen then.

    Signals
    -------
    answered(str, object)
        Clue id, and the whole answer as a case holds it, or None.
    """

    answered = Signal(str, object)

    def __init__(self, clue: Clue, wording: Wording, notes: Sequence[str] = ()) -> None:
        super().__init__()
        self.clue = clue
        self._wording = wording
        self._value: ClueAnswer | None = None
        question = wording.to(clue.questions)
        choices = [(a.id, wording.to(a.texts), wording.answer_note(clue.id, a.id)) for a in clue.answers.values()]
        blank = self.tr("not tested") if clue.kind == "exam" else self.tr("unknown")
        choices.append((UNANSWERED, blank, self.tr("Removes the answer; unknown is not “no”.")))
        self.segments = Segments(choices, question, quiet=UNANSWERED, several=clue.several)
        self.segments.chosen.connect(self._chosen)
        self.sides: SideChooser | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE[1], 0, SPACE[2])
        column.setSpacing(SPACE[1])
        column.addWidget(label(question, "body"))
        if clue.sided:
            self.sides = SideChooser(wording, question)
            self.sides.changed.connect(self._place_changed)
            column.addWidget(self.sides)
        column.addWidget(self.segments)
        self._given = label("", "caption", "muted")
        self._notes = label("", "caption", "warn")
        for part in (self._given, self._notes):
            part.hide()
            column.addWidget(part)
        for school in wording.schools(clue.id):
            used = self.tr("Used here: {0}").format(school.used) if school.used else ""
            column.addWidget(_school(self.tr("Schools differ: {0}").format(school.name), [school.readings, used]))
        self._show()
        self.set_notes(notes)

    @property
    def notes(self) -> str:
        """What is wrong with the answer; empty for nothing."""
        return "" if self._notes.isHidden() else self._notes.text()

    @property
    def given(self) -> str:
        """The answer in words, where the buttons do not say all of it; else empty."""
        return "" if self._given.isHidden() else self._given.text()

    @property
    def place(self) -> Where | None:
        """The side that an answer is given for; None for the patient as a whole."""
        return self.sides.place if self.sides is not None else None

    def set_answer(self, answer: ClueAnswer | None) -> None:
        """Show the answer of the case."""
        if answer != self._value:
            self._value = answer
            if self.sides is not None:
                self.sides.follow(answer)
        self._show()

    def suggest(self, side: Side | None) -> None:
        """Offer the side of the drawing; None where none or both are painted."""
        if self.sides is not None:
            self.sides.suggest(side)

    def forget(self) -> None:
        """Another case begins: what the user looked at in the last one is of no account."""
        if self.sides is not None:
            self.sides.forget()
        self._show()

    def set_notes(self, notes: Sequence[str]) -> None:
        """Say what is wrong with the answer."""
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))

    def _show(self) -> None:
        from footmap.core.grades import ungraded

        value = self._value
        meant = ungraded(self.clue, value) if value is not None else None
        place = self.sides.shown if self.sides is not None else "both"
        at = answer_at(meant, place)
        shown = (at,) if isinstance(at, str) else at or ()
        if not shown and not is_answered(meant, place):
            shown = (UNANSWERED,)
        self.segments.set_values(shown)
        text = "" if self._buttons_say(value) else answer_text(self._wording, self.clue, value)
        self._given.setText(text)
        self._given.setVisible(bool(text))

    def _buttons_say(self, value: ClueAnswer | None) -> bool:
        """Whether the buttons that are down say all of an answer."""
        if isinstance(value, Mapping):
            place = self.sides.shown if self.sides is not None else "both"
            if place is None or set(value) != set(sides_of(place)):
                return False
            value = answer_at(value, place)
            if value is None:
                return False
        said = (value,) if isinstance(value, str) else value or ()
        return all(one in self.clue.answers for one in said)

    def _place_changed(self) -> None:
        """Another side: an answer that has none gets it, of one that has some the other is shown."""
        value, place = self._value, self.place
        if value is not None and place is not None and not isinstance(value, Mapping):
            self.answered.emit(self.clue.id, with_answer(None, place, value))
        else:
            self._show()

    def _chosen(self, id_: str) -> None:
        clue, value, place = self.clue, self._value, self.place
        if id_ == UNANSWERED:
            self._say(with_answer(value, place, None))
        elif clue.several:
            self._say(with_answer(value, place, toggled(clue, answer_at(value, place), id_)))
        elif id_ in self.segments.values:
            self._say(with_answer(value, place, None))
        else:
            self._say(with_answer(value, None if is_of_both(clue, id_) else place, id_))

    def _say(self, value: ClueAnswer | None) -> None:
        if value != self._value:
            self.answered.emit(self.clue.id, value)


def _school(title: str, texts: Sequence[str]) -> Fold:
    return Fold(title, lambda: stacked([label(text, "caption", "muted") for text in texts if text]), small=True)


class PlaceChooser(QWidget):
    """A family of clues: choose the region or site, then its question appears.

    Signals
    -------
    chosen(str)
        Clue id.
    """

    chosen = Signal(str)

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__()
        title, places = split_names(tuple(names.values()))
        heading = QLabel(title)
        self.places = QComboBox()
        self.places.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.places.setPlaceholderText(self.tr("Choose a place …"))
        self.places.setAccessibleName(title)
        self.places.setMaxVisibleItems(16)
        for id_, place in zip(names, places, strict=True):
            self.places.addItem(place, id_)
        self.places.setCurrentIndex(-1)
        self.places.activated.connect(lambda index: self.chosen.emit(self.places.itemData(index)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE[1], 0, SPACE[1])
        column.setSpacing(SPACE[1])
        column.addWidget(heading)
        column.addWidget(self.places)


def split_names(names: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """What the names of a family have in common at their start, and the rest of each: the place."""
    first, last = min(names), max(names)
    count = next((k for k, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    shared = first[:count]
    shared = shared[: max(shared.rfind(" "), shared.rfind(",")) + 1]
    return shared.rstrip(" ,:"), tuple(name[len(shared) :].strip() for name in names)
