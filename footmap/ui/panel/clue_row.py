"""One clue with its answers, and the chooser of a place for clues that exist for every region or site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ..look.tokens import SPACE
from .pieces import label
from .segments import Segments

if TYPE_CHECKING:
    from footmap.core.clinical import Clue
    from footmap.core.drawing import ClueAnswer
    from footmap.words.assessment_words import Wording

UNANSWERED: Final = ""
"""Id of the segment that takes an answer away."""


class ClueRow(QWidget):
    """The question and its answers.

    Signals
    -------
    answered(str, object)
        Clue id, and answer id or None.
    """

    answered = Signal(str, object)

    def __init__(self, clue: Clue, wording: Wording, notes: Sequence[str] = ()) -> None:
        super().__init__()
        self.clue = clue
        question = wording.to(clue.questions)
        heading = label(question, "body")
        choices = [(a.id, wording.to(a.texts), wording.answer_note(clue.id, a.id)) for a in clue.answers.values()]
        blank = self.tr("not tested") if clue.kind == "exam" else self.tr("unknown")
        choices.append((UNANSWERED, blank, self.tr("Removes the answer; unknown is not “no”.")))
        self.segments = Segments(choices, question, quiet=UNANSWERED)
        self.segments.set_value(UNANSWERED)
        self.segments.chosen.connect(self._chosen)
        self._notes = label("", "caption", "warn")
        self._notes.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE[1], 0, SPACE[2])
        column.setSpacing(SPACE[1])
        for part in (heading, self.segments, self._notes):
            column.addWidget(part)
        self.set_notes(notes)

    @property
    def notes(self) -> str:
        """What is wrong with the answer; empty for nothing."""
        return "" if self._notes.isHidden() else self._notes.text()

    def set_answer(self, answer: ClueAnswer | None) -> None:
        """Show the answer of the case; where the limbs differ no button is down."""
        if answer is None:
            self.segments.set_value(UNANSWERED)
        else:
            self.segments.set_value(answer if isinstance(answer, str) else None)

    def set_notes(self, notes: Sequence[str]) -> None:
        """Say what is wrong with the answer."""
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))

    def _chosen(self, id_: str) -> None:
        self.answered.emit(self.clue.id, id_ if id_ not in (UNANSWERED, self.segments.value) else None)


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
