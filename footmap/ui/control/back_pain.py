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
        self._spine.show_back(marked(self._session.case.clues.get(CLUE)))

    def mark(self, side: Side | None) -> None:
        """Mark a side, or the middle; a second time takes the mark away."""
        answer = with_mark(self._session.case.clues.get(CLUE), side)
        words = {"right": self.tr("right"), "left": self.tr("left"), None: self.tr("in the middle")}
        self._session.set_answer(CLUE, answer, self.tr("Low back pain, {0}").format(words[side]))


def marked(answer: ClueAnswer | None) -> frozenset[Side | None]:
    """The sides on which an answer has pain; the middle for an answer of no side."""
    if isinstance(answer, Mapping):
        return frozenset(side for side in SIDES if answer.get(side) == PRESENT)
    return frozenset({None}) if answer == PRESENT else frozenset()


def with_mark(answer: ClueAnswer | None, side: Side | None) -> ClueAnswer | None:
    """An answer with a mark more, or, where it is marked already, with one less."""
    if side is None:
        return None if marked(answer) == {None} else PRESENT
    sides = set(marked(answer)) - {None}
    sides ^= {side}
    return {there: PRESENT for there in SIDES if there in sides} or None
