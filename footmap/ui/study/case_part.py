"""One painted patient: the story, what was found, the learner's answer, and the lesson."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from footmap.errors import StudyError
from footmap.ui.look.tokens import SPACE
from footmap.ui.panel.pieces import FlowRow
from footmap.ui.runtime.said import said

from .board import Sheet
from .candidates import Candidates
from .ledger import ledger
from .parts import Fold, Scroller, button, label, say

if TYPE_CHECKING:
    from footmap.core.drawing import Case
    from footmap.data.courses import CourseCase
    from footmap.study.desk import CaseOutcome

    from .room import Room

Ground = Literal["", "in_part", "all"]


@dataclass(frozen=True)
class Asked:
    """A case as it is put to the learner.

    Attributes
    ----------
    recalled : {"", "in_part", "all"}
        What of the lesson was written from memory.
    judge : callable
        Ids, whether it is an emergency and seconds -> what it is worth; None while nothing may be said.
    """

    title: str
    story: str
    case: Case
    lesson: str
    sources: tuple[str, ...]
    recalled: Ground
    judge: Callable[[tuple[str, ...], bool, float], CaseOutcome | None]


class CasePart(QWidget):
    """A case beside the board.

    Attributes
    ----------
    outcome : CaseOutcome or None
        What the answer was worth; None before it is given.

    Signals
    -------
    next_wanted(), left()
    """

    next_wanted = Signal()
    left = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self.asked: Asked | None = None
        self.outcome: CaseOutcome | None = None
        self._began = 0.0
        self.title = label(tone="muted")
        self.story = label()
        self.clues = label()
        self.candidates = Candidates(room)
        self.candidates.given.connect(self.give)
        self.verdict = label(role="title")
        self.said = label()
        self.lesson = label()
        self.ground = label(tone="muted")
        self.why = Fold(self.tr("Why?"))
        self.who = Fold(self.tr("Who says so?"))
        self.following = button(self.tr("Next case"), self.next_wanted.emit)
        self.end = button(self.tr("Back"), self.left.emit, self.tr("Esc"))
        scroller = Scroller(self.tr("Case"))
        parts = (self.title, self.verdict, self.said, self.lesson, self.ground, self.why, self.who)
        for part in (*parts, self.story, self.clues, self.candidates):
            scroller.column.addWidget(part)
        scroller.column.addStretch(1)
        ways = FlowRow(gap=SPACE[2])
        ways.add(self.end)
        ways.add(self.following)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(SPACE[2])
        outer.addWidget(scroller, 1)
        outer.addWidget(ways)

    def ask(self, asked: Asked) -> None:
        """Put a case to the learner."""
        self.asked, self.outcome = asked, None
        words = self._room.words
        say(self.title, asked.title)
        say(self.story, asked.story)
        answers: Mapping[str, object] = asked.case.clues
        found = [f"• {words.clue(clue)}: {words.answer(clue, str(said))}" for clue, said in answers.items()]
        say(self.clues, "\n".join(found))
        for part in (self.verdict, self.said, self.lesson, self.ground):
            say(part, "")
        self.why.put("")
        self.who.put("")
        self.candidates.ask()
        self.candidates.show()
        self.following.hide()
        self._room.board.present(Sheet(asked.case.body, drawing=asked.case.drawing))
        self._began = self._room.clock()
        self.candidates.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def give(self) -> None:
        """Answer with what was chosen."""
        asked = self.asked
        if asked is None or self.outcome is not None or not self.candidates.ids:
            return
        seconds = self._room.clock() - self._began
        try:
            outcome = asked.judge(tuple(self.candidates.ids), self.candidates.emergency.isChecked(), seconds)
        except StudyError as error:
            self._room.tell(said(error))
            return
        if outcome is not None:
            self.show_outcome(outcome)

    def show_outcome(self, outcome: CaseOutcome) -> None:
        """Say what an answer to the case is worth."""
        asked = self.asked
        if asked is None:
            return
        self.outcome = outcome
        words = self._room.words
        head = self.tr("Right") if outcome.place == 1 and not outcome.overlooked else self.tr("Not yet")
        if outcome.place > 1:
            head = self.tr("In place {0}").format(outcome.place)
        say(self.verdict, self.tr("{0}: {1}").format(head, words.percent(outcome.score)))
        names = ", ".join(words.candidate(id_) for id_ in outcome.accepted.ids)
        lines = [self.tr("What counts as right: {0}").format(names)]
        if outcome.overlooked:
            lines.append(self.tr("This is an emergency, and it was overlooked."))
        if outcome.false_alarm:
            lines.append(self.tr("This was no emergency."))
        say(self.said, "\n".join(lines))
        say(self.lesson, asked.lesson)
        grounds: Mapping[Ground, str] = {
            "": "",
            "in_part": self.tr("In part written from memory."),
            "all": self.tr("Written from memory, not checked against a source."),
        }
        say(self.ground, grounds[asked.recalled])
        best = next(iter(outcome.accepted.ids), "")
        self.why.put("\n\n".join(ledger(outcome.assessment, best, words.language)))
        self.who.put("\n".join(f"• {line}" for line in words.who_says_so(asked.sources)))
        self.candidates.hide()
        self.following.show()
        self.following.setFocus(Qt.FocusReason.OtherFocusReason)


def asked_of(
    case: CourseCase, room: Room, judge: Callable[[tuple[str, ...], bool, float], CaseOutcome | None], title: str
) -> Asked:
    """A case of a course, on the body that is drawn."""
    language = room.words.language
    record = case.record
    atlas = room.board.session.engine.atlas
    story, lesson = record.story.to(language), case.lesson.text.to(language)
    from_memory: Ground = "in_part" if case.lesson.sources else "all"
    recalled: Ground = from_memory if case.lesson.recalled is not None else ""
    return Asked(title, story, case.case(atlas), lesson, tuple(case.lesson.sources), recalled, judge)
