"""Low back pain, marked where it is seen: the lumbar picture of the spine answers the clue of that name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from footmap.core.ids import SIDES

if TYPE_CHECKING:
    from footmap.core.drawing import ClueAnswer
    from footmap.core.views import Side
    from footmap.ui.document.session import Session
    from footmap.ui.spine.panel import SpinePanel

CLUE: Final = "back_pain"
PRESENT: Final = "yes"
RADIATING: Final = "radiating"
AFTER: Final = {None: PRESENT, PRESENT: RADIATING, RADIATING: None}
"""What a click makes of a mark: pain, pain that radiates into the leg, none."""


class BackPain(QObject):
    """Joins the marks of the spine and the answers of the case."""

    def __init__(self, session: Session, parent: QObject, *, spine: SpinePanel) -> None:
        super().__init__(parent)
        self._session, self._spine = session, spine
        spine.back_marked.connect(self.mark)
        session.answers_changed.connect(self.show)
        session.replaced.connect(self.show)
        self.show()

    def show(self) -> None:
        """Show what the case says."""
        found = marked(self._session.case.clues.get(CLUE))
        self._spine.show_back({side: mark == RADIATING for side, mark in found.items()})

    def mark(self, side: Side | None) -> None:
        """Mark a side, or the middle; again, that it radiates; a third time takes the mark away."""
        answer = with_mark(self._session.case.clues.get(CLUE), side)
        words = {"right": self.tr("right"), "left": self.tr("left"), None: self.tr("in the middle")}
        told = {RADIATING: self.tr("Low back pain, {0}, radiating")}.get(marked(answer).get(side, ""))
        self._session.set_answer(CLUE, answer, (told or self.tr("Low back pain, {0}")).format(words[side]))


def marked(answer: ClueAnswer | None) -> Mapping[Side | None, str]:
    """Where an answer has pain, and which; None is the middle, for an answer of no side."""
    if isinstance(answer, Mapping):
        return {side: str(answer[side]) for side in SIDES if answer.get(side) in (PRESENT, RADIATING)}
    return {None: str(answer)} if answer in (PRESENT, RADIATING) else {}


def with_mark(answer: ClueAnswer | None, side: Side | None) -> ClueAnswer | None:
    """An answer whose mark on a side, or in the middle, is the next one."""
    before = marked(answer)
    after = AFTER[before.get(side)]
    if side is None:
        return after
    sides = {there: before[there] for there in SIDES if there in before and there != side}
    if after is not None:
        sides[side] = after
    return sides or None
