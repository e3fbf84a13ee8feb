"""The exercise page: a question, its answer, and what is said about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from footmap.core.learning import DAY_MS, Grade
from footmap.errors import StudyError
from footmap.study.exercise import (
    ChoiceAnswer,
    NoAnswer,
    PaintAnswer,
    PointAnswer,
    RankAnswer,
    TextAnswer,
    Thing,
)
from footmap.ui.look.tokens import SPACE
from footmap.ui.panel.pieces import Flow, FlowRow
from footmap.ui.runtime.said import said

from . import looks
from .answering import Choices, Typing
from .board import Sheet, Use
from .ledger import ledger
from .parts import Fold, Legend, Scroller, button, label, say
from .room import Prepared, Room, patches_of, prepare

if TYPE_CHECKING:
    from shapely import MultiPolygon

    from footmap.core.style import QualityStyle
    from footmap.core.views import Side, ViewId
    from footmap.study.desk import Outcome
    from footmap.study.exercise import Answer, Exercise, Feedback
    from footmap.study.material import Material
    from footmap.ui.picture.skin_layer import Patch

IN_VERDICT: Final = ("not_yet", "answer_right")
"""Sentences that say no more than the heading of the feedback."""
_ENTER: Final = Qt.FocusReason.OtherFocusReason


@dataclass(frozen=True)
class Judged:
    """What was painted and should have been, by view, mm of the view."""

    right: Mapping[ViewId, MultiPolygon]
    missed: Mapping[ViewId, MultiPolygon]
    extra: Mapping[ViewId, MultiPolygon]


def judged(body: str, painted: Mapping[ViewId, MultiPolygon], feedback: Feedback, material: Material) -> Judged:
    """Right, missed and too much in every view that shows it. In a thread."""
    from footmap.core.geometry import difference
    from footmap.study.feedback_skin import in_every_view

    skin = material.atlas(body).skin
    missed, extra = (in_every_view(shapes, skin) for shapes in (feedback.missed, feedback.extra))
    right = {view: difference(shape, extra[view]) if view in extra else shape for view, shape in painted.items()}
    return Judged(right, missed, extra)


class ExercisePanel(QWidget):
    """Question and answer beside the board.

    Attributes
    ----------
    prepared : Prepared or None
        What is asked.
    feedback : Feedback or None
        What was said about the answer; None while it is awaited.
    silent : callable or None
        In an examination: takes the answer (None for none) and its seconds, and nothing is said about it.

    Signals
    -------
    left()
        Back to what was before.
    ready()
        A question stands there, or nothing is due.
    answered()
    """

    left = Signal()
    ready = Signal()
    answered = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self.prepared: Prepared | None = None
        self.feedback: Feedback | None = None
        self._next: Prepared | None = None
        self._preparing = False
        self._more = False
        self._began = 0.0
        self._done = 0
        self.silent: Callable[[Answer | None, float], None] | None = None
        self._make()
        room.board.tapped.connect(self._tapped)
        room.board.painted.connect(self._painted)

    def _make(self) -> None:
        self.count = label(tone="muted")
        self.prompt = label(role="title")
        self.clues = label()
        self.how = label(tone="muted")
        self.choices = Choices()
        self.choices.chosen.connect(lambda id_: self.give(ChoiceAnswer(id_), (id_,)))
        self.choices.ranked.connect(lambda ids: self.give(RankAnswer(ids), ids))
        self.typing = Typing()
        self.typing.typed.connect(lambda text: self.give(TextAnswer(text), ()))
        self.painted_button = button(self.tr("Done painting"), self._give_paint, self.tr("Ctrl+Enter"))
        self.skip = button(self.tr("I do not know"), self._give_up)
        self.verdict = label(role="title")
        self.said = label()
        self.legend = Legend()
        self.why = Fold(self.tr("Why?"))
        self.who = Fold(self.tr("Who says so?"))
        self.rule = Fold(self.tr("How is it marked?"))
        self.again = label(tone="muted")
        self.following = button(self.tr("Next"), self.go_on, self.tr("Enter"))
        self.end = button(self.tr("End"), self.left.emit, self.tr("Esc"))
        self._grades()
        scroller = Scroller(self.tr("Question and answer"))
        column = scroller.column
        for part in (self.count, self.prompt, self.verdict, self.said, self.clues, self.how, self.choices, self.typing):
            column.addWidget(part)
        asking = FlowRow()
        asking.add(self.painted_button)
        asking.add(self.skip)
        column.addWidget(asking)
        for told in (self.legend, self.why, self.who, self.rule):
            column.addWidget(told)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(SPACE[2])
        outer.addWidget(scroller, 1)
        outer.addWidget(self.grading)
        outer.addWidget(self.again)
        ways = FlowRow(gap=SPACE[2])
        ways.add(self.end)
        ways.add(self.following)
        outer.addWidget(ways)

    def _grades(self) -> None:
        self.grading = QWidget()
        self.grading.setAccessibleName(self.tr("How well was it known?"))
        row = self._row = Flow(self.grading)
        group = QButtonGroup(self)
        names = {
            Grade.AGAIN: self.tr("Again"),
            Grade.HARD: self.tr("Hard"),
            Grade.GOOD: self.tr("Good"),
            Grade.EASY: self.tr("Easy"),
        }
        self.grades: dict[Grade, QPushButton] = {}
        for grade, name in names.items():
            one = QPushButton(name)
            one.setAutoDefault(False)
            one.setCheckable(True)
            one.setProperty("grade", "true")
            one.setToolTip(self.tr("Ask it again as if it had been: {0}  (Alt+{1})").format(name, int(grade)))
            one.setShortcut(f"Alt+{int(grade)}")
            one.clicked.connect(lambda _on=False, grade=grade: self._regrade(grade))
            group.addButton(one)
            row.addWidget(one)
            self.grades[grade] = one

    # ---- asking

    def begin(self, *, more: bool = False, fact: str = "") -> None:
        """Ask what is due; with `more` go on with what was asked longest ago; or ask about one fact."""
        self._more, self._done, self._next = more, 0, None
        self._wait(fact)

    def go_on(self) -> None:
        """The next question."""
        ready, self._next = self._next, None
        if ready is not None:
            self.ask(ready)
        else:
            self._wait()

    def _wait(self, fact: str = "") -> None:
        self._clear()
        self.prepared = None
        say(self.prompt, self.tr("Preparing a question …"))
        self.following.hide()
        self._prepare(self.ask, fact)

    def _prepare(self, then: Callable[[Prepared | None], None], fact: str = "") -> None:
        desk = self._room.desk
        if desk is not None:
            self._room.run(partial(prepare, desk, self._more, fact), then)

    def ask(self, prepared: Prepared | None) -> None:
        """Ask a prepared question; with None say that nothing is due."""
        self._clear()
        self.prepared, self.feedback = prepared, None
        self._room.tell("")
        if prepared is None:
            self._nothing_due()
            self.ready.emit()
            return
        exercise, words = prepared.exercise, self._room.words
        counted = self.silent is None  # an examination says itself where it is
        say(self.count, self.tr("Question {0}").format(self._done + 1) if counted else "")
        say(self.prompt, words.sentence(exercise.prompt))
        say(self.clues, "\n".join(self._clues(exercise)))
        self._present(prepared)
        kind = exercise.kind
        self.painted_button.setVisible(kind == "paint")
        self.painted_button.setEnabled(False)
        self.skip.setVisible(True)
        self.choices.setVisible(bool(exercise.choices))
        if exercise.choices:
            names = [(thing.id, words.name(thing)) for thing in exercise.choices]
            self.choices.offer(names, rank=kind == "rank")
        self.typing.setVisible(kind == "name")
        self.typing.ask()
        how = {
            "paint": self.tr("Paint it on the picture. Tap a heading to see all views."),
            "point": self.tr("Tap the place on the picture. By keys: K, then arrows, then Space twice."),
        }
        say(self.how, how.get(kind, ""))
        self.rule.put(words.sentence(exercise.rule))
        if kind in ("paint", "point"):
            self._room.board.canvas.setFocus(_ENTER)
        elif self.choices.buttons:
            next(iter(self.choices.buttons.values())).setFocus(_ENTER)
        self._began = self._room.clock()
        self.ready.emit()

    def _present(self, prepared: Prepared) -> None:
        exercise = prepared.exercise
        use: Use = "paint" if exercise.kind == "paint" else "tap" if exercise.kind == "point" else "look"
        self._room.board.present(
            Sheet(
                exercise.body,
                side=exercise.side,
                view=exercise.view,
                tone=exercise.tone,
                patches=tuple(patches_of(prepared.lit, looks.LIT, (exercise.side,))),
                drawing=exercise.drawing,
                use=use,
            )
        )

    def _clues(self, exercise: Exercise) -> list[str]:
        words = self._room.words
        return [f"• {words.name(Thing('clue', c))}: {words.answer(c, said)}" for c, said in exercise.clues.items()]

    def _nothing_due(self) -> None:
        self._room.board.present(Sheet(self._room.board.body))
        say(self.prompt, self.tr("Nothing more is due today."))
        say(self.said, self.tr("Come back tomorrow, or study on with what was asked longest ago."))
        self._more = True
        self.following.set_words(self.tr("Study on"))
        self.following.show()
        self.following.setFocus(_ENTER)

    def _clear(self) -> None:
        for part in (self.count, self.prompt, self.clues, self.how, self.verdict, self.said, self.again):
            say(part, "")
        for hidden in (self.choices, self.typing, self.painted_button, self.skip, self.grading, self.legend):
            hidden.hide()
        for fold in (self.why, self.who, self.rule):
            fold.put("")
        self.following.set_words(self.tr("Next"))
        self.following.hide()

    # ---- answering

    def press_number(self, number: int) -> None:
        """A number key: the choice of that number."""
        if self.feedback is None and self.choices.isVisible():
            self.choices.press_number(number)

    def press_done(self) -> None:
        """The painting is finished."""
        if self.painted_button.isVisible() and self.painted_button.isEnabled():
            self._give_paint()

    def _painted(self) -> None:
        self.painted_button.setEnabled(not self._room.board.session.derived.paint.is_empty)

    def _give_paint(self) -> None:
        if self.prepared is not None:
            self.give(PaintAnswer(self._room.board.skin(self.prepared.exercise.side)), ())

    def _tapped(self, _side: str, view: ViewId, x_mm: float, y_mm: float) -> None:
        if self.isVisible() and self.prepared is not None and self.prepared.exercise.kind == "point":
            self.give(PointAnswer(view, x_mm, y_mm), ())

    def _give_up(self) -> None:
        """Not known: an answer that is worth nothing, so that it is shown and comes back."""
        exercise = self.prepared.exercise if self.prepared is not None else None
        if exercise is None:
            return
        if self.silent is not None:
            self.silent(None, self._room.clock() - self._began)
            return
        self.give(NoAnswer(), ())

    def give(self, answer: Answer, ids: tuple[str, ...]) -> None:
        """Answer; what is said about it follows at once."""
        prepared, desk = self.prepared, self._room.desk
        if prepared is None or self.feedback is not None or desk is None:
            return
        seconds = self._room.clock() - self._began
        if self.silent is not None:
            self.silent(answer, seconds)
            return
        outcome: Outcome | None = None
        try:
            if desk.studying.writable:
                outcome = desk.answer(prepared.exercise, answer, seconds)
        except StudyError as error:
            self._room.tell(said(error))
            return
        if outcome is not None:
            feedback = outcome.feedback
        else:
            from footmap.study.grade import grade as mark

            feedback = mark(prepared.exercise, answer, self._room.material)
        self._done += 1
        self.show_feedback(prepared, feedback, ids)
        if outcome is not None:
            self._show_grade(outcome.grade, outcome.card.due_ms)
        self._preparing = True
        self._prepare(self._keep_next)
        self.answered.emit()

    def _keep_next(self, prepared: Prepared | None) -> None:
        self._next = prepared

    # ---- what is said about it

    def show_feedback(self, prepared: Prepared, feedback: Feedback, ids: tuple[str, ...]) -> None:
        """Show what is said about an answer to what is asked."""
        self.feedback = feedback
        exercise, words, board = prepared.exercise, self._room.words, self._room.board
        for part in (self.painted_button, self.skip, self.how):
            part.hide()
        self.typing.hide()
        head = self.tr("Right") if feedback.right else self.tr("Not yet")
        say(self.verdict, self.tr("{0}: {1}").format(head, words.percent(feedback.score)))
        said = [words.sentence(sentence) for sentence in feedback.said if sentence.key not in IN_VERDICT]
        say(self.said, "\n\n".join(said))
        self.choices.mark((*exercise.best[:1], *exercise.accepted) if exercise.kind != "rank" else exercise.best, ids)
        board.answered()
        self._show_skin(prepared, feedback)
        self.why.put(self._reasons(exercise, feedback))
        self.who.put("\n".join(f"• {line}" for line in words.who_says_so(feedback.sources)))
        self.following.show()
        self.following.setFocus(_ENTER)

    def _show_skin(self, prepared: Prepared, feedback: Feedback) -> None:
        exercise, board = prepared.exercise, self._room.board
        sides = (exercise.side,)
        patches = []
        entries = []
        if exercise.kind == "paint":
            shown = board.session.derived.paint.side(exercise.side).shown
            painted = {view: shape for view, by in shown.items() for shape in by.values()}
            patches = patches_of(painted, looks.RIGHT, sides)
            compute = partial(judged, exercise.body, painted, feedback, self._room.material)
            self._room.run(compute, partial(self._take_judged, feedback, exercise.side))
            entries = [
                (looks.RIGHT, self.tr("Painted, and right")),
                (looks.MISSED, self.tr("Missed")),
                (looks.EXTRA, self.tr("Belongs to another")),
            ]
        elif exercise.kind == "point" or exercise.target is not None:
            from footmap.study.lit import meant_shapes

            patches = patches_of(meant_shapes(exercise, self._room.material), looks.RIGHT, sides)
            place = self.tr("The place, as far round it as a tap counts")
            entries = [(looks.RIGHT, place if exercise.target is None else self.tr("The skin that was meant"))]
        elif prepared.lit:
            patches = patches_of(prepared.lit, looks.LIT, sides)
        elif exercise.kind in ("muscle", "reflex"):
            patches, entries = self._skin_of_answer(exercise)
        board.add_patches(patches, hide_paint=exercise.kind == "paint")
        self.legend.explain(entries)

    def _take_judged(self, feedback: Feedback, side: Side, found: Judged) -> None:
        """Tell right from wrong on the painted skin, unless something else is asked by now."""
        if self.feedback is feedback:
            pairs = (found.right, looks.RIGHT), (found.missed, looks.MISSED), (found.extra, looks.EXTRA)
            patches = [patch for shapes, look in pairs for patch in patches_of(shapes, look, (side,))]
            self._room.board.add_patches(patches, hide_paint=True)

    def _skin_of_answer(self, exercise: Exercise) -> tuple[list[Patch], list[tuple[QualityStyle, str]]]:
        """The skin of the nerve or level that was the answer: what belongs together is seen together."""
        from footmap.study.exercise import Target
        from footmap.study.lit import lit_shapes

        named = {thing.id: thing for thing in exercise.choices}
        for id_ in exercise.best:
            thing = named.get(id_)
            if thing is not None and thing.kind in ("nerve", "level"):
                target = Target("nerve" if thing.kind == "nerve" else "level", id_)
                found = lit_shapes(exercise, target, self._room.material)
                if found:
                    name = self._room.words.name(thing)
                    words = self.tr("Skin of the same: {0}").format(name)
                    return patches_of(found, looks.LIT, (exercise.side,)), [(looks.LIT, words)]
        return [], []

    def _reasons(self, exercise: Exercise, feedback: Feedback) -> str:
        words = self._room.words
        lines = []
        for school in words.where_sources_differ(feedback.disagreements):
            lines.append(f"{school.name}: {school.readings} {school.used}".strip())
        if feedback.assessment is not None:
            lines += ledger(feedback.assessment, exercise.best[0], words.language)
        return "\n\n".join(lines)

    def _show_grade(self, grade: Grade, due_ms: int) -> None:
        self.grades[grade].setChecked(True)
        self.grading.show()
        self._say_due(due_ms)

    def _say_due(self, due_ms: int) -> None:
        desk = self._room.desk
        assert desk is not None
        days = max(1, round((due_ms - desk.now_ms) / DAY_MS))
        later = self.tr("It comes back in {0} days.").format(days)
        say(self.again, self.tr("It comes back tomorrow.") if days == 1 else later)

    def _regrade(self, grade: Grade) -> None:
        desk = self._room.desk
        if desk is None or self.feedback is None:
            return
        try:
            self._say_due(desk.regrade(grade).due_ms)
        except StudyError as error:
            self.grades[desk.studying.answers[-1].grade].setChecked(True)
            self._room.tell(said(error))
