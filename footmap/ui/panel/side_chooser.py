"""For which side an answer is given: right, left or both; the painted side is offered, and seen to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..look.plain import tip
from .answer_values import PLACES, place_of
from .segments import Segments

if TYPE_CHECKING:
    from footmap.core.drawing import ClueAnswer
    from footmap.core.localiser.candidates import Where
    from footmap.core.views import Side
    from footmap.words.assessment_words import Wording


class SideChooser(QWidget):
    """Right, left, both; pressing the chosen one again chooses none, where nothing is answered yet.

    Signals
    -------
    changed()
        The user chose another side.
    """

    changed = Signal()

    def __init__(self, wording: Wording, question: str) -> None:
        super().__init__()
        self._names = {place: wording.side(place) for place in PLACES}
        choices = [(place, name, "") for place, name in self._names.items()]
        self.segments = Segments(choices, question, role="side")
        self.segments.chosen.connect(self._chosen)
        self._place: Where | None = None
        self._suggested: Side | None = None
        self._refused = False
        self._value: ClueAnswer | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.segments)

    @property
    def place(self) -> Where | None:
        """What the next answer is given for; None for the patient as a whole."""
        return self._place or self.suggested

    @property
    def shown(self) -> Where | None:
        """What the present answer is shown of."""
        return self._place

    @property
    def suggested(self) -> Side | None:
        """The painted side, as long as nothing is answered and the user has not chosen otherwise."""
        return self._suggested if self._place is None and self._value is None and not self._refused else None

    def suggest(self, side: Side | None) -> None:
        """Offer a side; None for no offer."""
        if side != self._suggested:
            self._suggested = side
            self._refused = False
            self._dress()

    def follow(self, value: ClueAnswer | None) -> None:
        """The case has another answer; the side that the user looks at stays chosen."""
        self._value = value
        place = place_of(value)
        differ = self._place == "both" and place != "both"
        if value is not None and (place is None or self._place is None or differ):
            self._place = place
        self._dress()

    def forget(self) -> None:
        """What was chosen before belongs to another case."""
        self._place, self._refused = place_of(self._value), False
        self._dress()

    def _chosen(self, id_: str) -> None:
        place = next(place for place in PLACES if place == id_)
        if place == self.place and self._value is None:
            self._place, self._refused = None, True
        else:
            self._place = place
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        offered = self.suggested
        self.segments.set_value(self._place)
        buttons = self.segments.buttons
        for place, name in self._names.items():
            button = buttons[place]
            is_offered = place == offered
            button.set_words(self.tr("{0} (painted)").format(name) if is_offered else name)
            hint = self.tr("Suggested by the drawing: the answer is noted for this side.") if is_offered else ""
            button.setToolTip(tip(hint))
            button.setAccessibleDescription(hint)
            if button.property("offered") != is_offered:
                button.setProperty("offered", is_offered)
                button.style().polish(button)
