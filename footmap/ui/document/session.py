"""The open document: its case, what follows from it, and undo.

Strokes are computed off the user-interface thread, one after the other; a step of undo is pushed only when its
result exists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from footmap.core.drawing import Case, Clearing, ClueAnswer, Drawing, Stroke
from footmap.core.matching import Match
from footmap.core.record import Patient, Visit

from .checkpoints import Checkpoints
from .commands import AnswerCommand, CaseCommand, ClearingCommand, NoteCommand, StrokesCommand
from .engine import Derived, Engine, Engines
from .jobs import Jobs
from .live_work import LiveWork, Progress
from .record import OpenRecord, record_of
from .step_words import StepWords


class Session(QObject):
    """One open case.

    Parameters
    ----------
    engine : Engine
        Of the body that is painted on at first.
    also_read : callable
        Given another body in the thread that computes: reads what is needed to draw it.

    Signals
    -------
    replaced()
        Another document is open now; what it holds is told after this.
    case_changed()
        Another document, or another step of the same.
    paint_changed(object)
        The `Derived` of the present drawing.
    answers_changed()
        Clues have other answers, or other red flags are cleared.
    stroke_moved()
        A stroke under way has changed; `live_match` says what it means.
    file_changed()
        Path or modified mark.
    problem(str)
        One sentence for the user.
    busy_changed(bool)
        A computation began or the last one ended.
    engine_changed()
        The case is on another body now; its paint follows.
    opened(str)
        A case has been opened; the atlas it was painted on.
    record_changed()
        Something else is said about the visit or the patient, or it is kept elsewhere.
    """

    replaced = Signal()
    case_changed = Signal()
    paint_changed = Signal(object)
    answers_changed = Signal()
    stroke_moved = Signal()
    file_changed = Signal()
    problem = Signal(str)
    busy_changed = Signal(bool)
    engine_changed = Signal()
    opened = Signal(str)
    record_changed = Signal()

    def __init__(
        self,
        engine: Engine,
        parent: QObject | None = None,
        also_read: Callable[[str], None] = lambda _body: None,
    ) -> None:
        super().__init__(parent)
        self.engine = engine
        self._engines = Engines(engine, also_read)
        self.stack = QUndoStack(self)
        self.words = StepWords(self)
        self._jobs = Jobs(self)
        self._case = self._new_case()
        self._record = OpenRecord()
        self._document = 0
        self._told = False
        self._saved_body = self._case.body
        self._path: Path | None = None
        self._answers = self._said()
        self._shown = engine.nothing()
        self._checkpoints = Checkpoints(self._shown)
        self._pending: list[Stroke] = []
        self._taking = False
        self._marked = 0
        self._live = LiveWork(engine, self._shown, self)
        self._jobs.failed.connect(self._failed)
        self._jobs.busy_changed.connect(self.busy_changed)
        self.stack.indexChanged.connect(self._moved)
        self.stack.cleanChanged.connect(self._clean_changed)

    # ---- what is open

    @property
    def case(self) -> Case:
        """The case as it would be saved now."""
        return self._case

    @property
    def derived(self) -> Derived:
        """Paint, match and areas that are shown now."""
        return self._shown

    @property
    def pending(self) -> Sequence[Stroke]:
        """Finished strokes whose exact result is still being computed."""
        return tuple(self._pending)

    @property
    def path(self) -> Path | None:
        """File of the case; None before it is saved."""
        return self._path

    @property
    def modified(self) -> bool:
        """True where something is not saved by the user; a visit of the library is kept without that."""
        if self._record.in_library or self._record.locked:
            return False
        moved = self._path is not None and self._case.body != self._saved_body
        return moved or self._told or not self.stack.isClean() or bool(self._pending)

    @property
    def busy(self) -> bool:
        """True while something is being computed."""
        return self._jobs.busy

    def _new_case(self) -> Case:
        return Case(atlas_version=self.engine.atlas.version, body=self.engine.atlas.body)

    @property
    def record(self) -> OpenRecord:
        """Whose the drawing is, and where it is kept."""
        return self._record

    @property
    def visit(self) -> Visit:
        """The open visit with drawing, answers and note."""
        return self._record.visit(self._case)

    @property
    def document(self) -> int:
        """Counts the documents that have been open in this session."""
        return self._document

    @property
    def is_blank(self) -> bool:
        """True while nobody has done anything to a new drawing."""
        case = self._case
        nothing = not (case.drawing.strokes or case.clues or case.note or case.cleared)
        return nothing and not self._told and not self._pending and self._path is None and self.stack.count() == 0

    def new(self, record: OpenRecord | None = None) -> None:
        """An empty case."""
        self._take(self._new_case(), self.engine.nothing(), None, record or OpenRecord())

    def open(self, case: Case, path: Path | None, record: OpenRecord | None = None) -> None:
        """Open a case once its paint has been computed; until then the present one stays.

        Parameters
        ----------
        record : OpenRecord, optional
            Whose it is; what the case itself says if left out.
        """
        if record is None:
            record, case = record_of(case)
        self._jobs.leave()  # strokes still under way belong to the document that is being left
        self._pending.clear()
        self.cancel_stroke()
        self._jobs.start(
            partial(self._engines.replayed, case.body, case.drawing),
            lambda derived: self._opened(case, derived, path, record),
        )

    def _opened(self, case: Case, derived: Derived, path: Path | None, record: OpenRecord) -> None:
        self._use(case.body)
        self._take(replace(case, atlas_version=self.engine.atlas.version), derived, path, record)
        self.opened.emit(case.atlas_version)

    def _take(self, case: Case, derived: Derived, path: Path | None, record: OpenRecord) -> None:
        self._jobs.leave()
        self._pending.clear()
        self.cancel_stroke()
        self._case, self._path, self._saved_body = case, path, case.body
        self._record, self._told = record, False
        self._document += 1
        self._checkpoints.restart(0, derived)
        self._marked = 0
        self._taking = True
        self.stack.clear()
        self.stack.setClean()
        self._taking = False
        self.replaced.emit()
        self._show(derived)
        self._tell_answers()
        self.case_changed.emit()
        self.record_changed.emit()
        self.file_changed.emit()

    # ---- what is said about the visit

    def set_record(self, record: OpenRecord, *, told: bool = False) -> None:
        """The same drawing is kept elsewhere now, or more is known of it.

        Parameters
        ----------
        told : bool
            The user has said it, so it is to be kept.
        """
        self._record = record
        self._told = self._told or told
        self.record_changed.emit()
        self.file_changed.emit()

    def describe(self, patient: Patient | None, head: Visit) -> None:
        """The user says whose it is, when, by whom and the like."""
        record = self._record
        head = replace(head, case=record.head.case)
        if (patient, head) != (record.patient, record.head) and not self._refuses():
            self.set_record(replace(record, patient=patient, head=head, named=True), told=True)

    def set_note(self, note: str) -> None:
        """Write another note, as one step."""
        self._jobs.enqueue(lambda: self._set_note(note))

    def _set_note(self, note: str) -> None:
        if note != self._case.note and not self._refuses():
            self._push(NoteCommand(self.tr("Note"), note, lambda: self._case, self._put), self._shown)

    def _refuses(self) -> bool:
        """True, and said, where nothing can be changed."""
        if self._record.locked:
            self.problem.emit(self._record.locked)
        return bool(self._record.locked)

    def _clean_changed(self, _clean: bool) -> None:
        self.file_changed.emit()

    def saved(self, path: Path) -> None:
        """The case has been written to `path`."""
        self._path, self._saved_body, self._told = path, self._case.body, False
        self.stack.setClean()
        self.file_changed.emit()

    # ---- another body

    def rename(self, names: Mapping[str, str]) -> None:
        """Call nerves and levels by other names, those of another language."""
        self._engines.rename(names)

    def choose_body(self, body: str) -> None:
        """Go on with the same strokes on another body's pictures, once everything under way is done."""
        self._jobs.enqueue(lambda: self._change_body(body))

    def _change_body(self, body: str) -> None:
        if body == self.engine.atlas.body:
            return
        drawing = self._case.drawing

        def then(derived: Derived) -> None:
            self._use(body)
            self._checkpoints.restart(self.stack.index(), derived)  # other steps are computed when they are shown
            self._put(self._case)
            self._show(derived)
            self.case_changed.emit()
            self.file_changed.emit()

        self._jobs.start(partial(self._engines.replayed, body, drawing), then)

    def _use(self, body: str) -> None:
        engine = self._engines.known(body)
        if engine is self.engine:
            return
        self.cancel_stroke()
        self.engine = engine
        self._shown = engine.nothing()
        self._live.know(engine, self._shown, prepare=False)
        self.engine_changed.emit()

    # ---- a stroke under way

    def start_stroke(self, stroke: Stroke) -> None:
        """Begin the live estimate; an area has none."""
        self._live.begin(stroke)
        self.stroke_moved.emit()

    def extend_stroke(self, points_mm: Sequence[tuple[float, float]], radius_mm: float) -> None:
        """Right-limb points that the stroke has reached."""
        self._live.extend(points_mm, radius_mm)
        self.stroke_moved.emit()

    def redraw_stroke(self, points_mm: Sequence[tuple[float, float]], radii_mm: Sequence[float]) -> None:
        """The stroke under way leads over these right-limb points instead."""
        self._live.redraw(points_mm, radii_mm)
        self.stroke_moved.emit()

    @property
    def stroke_under_way(self) -> bool:
        """True from the first point of a stroke to its last."""
        return self._live.under_way

    def live_match(self) -> Match | None:
        """Estimated areas as if the stroke under way ended here; None if there is none."""
        return self._live.match()

    def live_progress(self) -> Progress | None:
        """The brush stroke under way so far; None if there is none."""
        return self._live.progress()

    def cancel_stroke(self) -> None:
        """The stroke is given up."""
        if self._live.drop():
            self.paint_changed.emit(self._shown)

    def finish_stroke(self, stroke: Stroke) -> None:
        """Compute the exact result of a finished stroke, then push it as one step of undo."""
        self._live.finish()
        self.add_strokes((stroke,), self.words.stroke(stroke))

    def add_strokes(self, strokes: Sequence[Stroke], words: str) -> None:
        """Compute what follows from more strokes, then push them as one step of undo named `words`."""
        strokes = tuple(strokes)
        if strokes and self._refuses():
            self._show(self._shown)
        elif strokes:
            self._pending += strokes
            self._jobs.enqueue(lambda: self._compute_strokes(strokes, words))

    def _compute_strokes(self, strokes: tuple[Stroke, ...], words: str) -> None:
        before = self._shown
        self._jobs.start(
            partial(self.engine.after_strokes, before, strokes),
            lambda derived: self._push_strokes(strokes, words, before, derived),
        )

    def _push_strokes(self, strokes: tuple[Stroke, ...], words: str, before: Derived, derived: Derived) -> None:
        del self._pending[: len(strokes)]
        if derived.paint is before.paint or _same_paint(derived, before):
            self._show(before)  # they missed the skin: no step of undo
            return
        self._push(StrokesCommand(words, strokes, lambda: self._case, self._put), derived)

    def _push(self, command: QUndoCommand, derived: Derived) -> None:
        """Make a step whose result is known."""
        self._checkpoints.push(self.stack.index() + 1, derived)
        self.stack.push(command)  # the stack says that it stands there now: `_moved` shows the result

    # ---- steps

    def undo(self) -> None:
        """Take back the last step, once everything under way is done."""
        self._jobs.enqueue(self.stack.undo)

    def redo(self) -> None:
        """Do it again."""
        self._jobs.enqueue(self.stack.redo)

    def go_to(self, index: int) -> None:
        """Stand after the step number `index` of the stack; 0 is before the first."""
        self._jobs.enqueue(lambda: self.stack.setIndex(index))

    def mark(self) -> None:
        """Remember where the history stands, for `withdraw`."""
        self._jobs.enqueue(self._mark)

    def _mark(self) -> None:
        self._marked = self.stack.index()

    def withdraw(self) -> None:
        """Take back every step since `mark` as if it had never been: it cannot be redone."""
        self._jobs.enqueue(self._withdraw)

    def _withdraw(self) -> None:
        while self.stack.index() > self._marked:
            step = self.stack.command(self.stack.index() - 1)
            step.undo()
            step.setObsolete(True)  # the stack drops it now, without asking it to undo once more
            self.stack.undo()

    def clear(self) -> None:
        """Take away all paint, as one step."""
        self.edit(self.tr("Clear all"), lambda _: Drawing(), lambda engine, _: engine.nothing())

    def edit(
        self,
        words: str,
        change: Callable[[Drawing], Drawing],
        derive: Callable[[Engine, Derived], Derived] | None = None,
    ) -> None:
        """Make one step of any change of the drawing, once everything under way is done.

        Parameters
        ----------
        change : callable
            The drawing after; the same one means no step.
        derive : callable, optional
            What follows from it, given the engine and what is shown before; by default the drawing is replayed.
            It is called in the thread that computes and holds values alone.
        """
        self._jobs.enqueue(lambda: self._edit(words, change, derive))

    def _edit(
        self,
        words: str,
        change: Callable[[Drawing], Drawing],
        derive: Callable[[Engine, Derived], Derived] | None,
    ) -> None:
        case, shown = self._case, self._shown
        after = replace(case, drawing=change(case.drawing))
        if after.drawing == case.drawing or self._refuses():
            return
        engine = self.engine
        self._jobs.start(
            partial(derive, engine, shown) if derive is not None else partial(engine.replay, after.drawing),
            lambda derived: self._push(CaseCommand(words, case, after, self._put), derived),
        )

    def set_answer(self, clue: str, answer: ClueAnswer | None, words: str) -> None:
        """Answer a clue, or take its answer away with None, as one step named `words`."""
        self._jobs.enqueue(lambda: self._set_answer(clue, answer, words))

    def _set_answer(self, clue: str, answer: ClueAnswer | None, words: str) -> None:
        if self._case.clues.get(clue) != answer and not self._refuses():
            self._push(AnswerCommand(words, clue, answer, lambda: self._case, self._put), self._shown)

    def amend_answer(self, clue: str, answer: ClueAnswer | None, words: str) -> None:
        """Answer a clue anew in the present step if that answered it and is not saved; else in a new step."""
        self._jobs.enqueue(lambda: self._amend_answer(clue, answer, words))

    def _amend_answer(self, clue: str, answer: ClueAnswer | None, words: str) -> None:
        stack = self.stack
        last = stack.command(stack.index() - 1) if 0 < stack.index() == stack.count() else None
        if not isinstance(last, AnswerCommand) or last.clue != clue or stack.isClean():
            self._set_answer(clue, answer, words)
            return
        last.amend(words, answer)
        self._tell_answers()
        self.case_changed.emit()

    def set_cleared(self, flag: str, reason: str | None, words: str, on: tuple[str, ...] | None = None) -> None:
        """Clear a red flag for a reason, or let it stand again with None, as one step named `words`.

        `on` is what raises it now; whatever raises it later lets it stand again.
        """
        self._jobs.enqueue(lambda: self._set_cleared(flag, reason, words, on))

    def _set_cleared(self, flag: str, reason: str | None, words: str, on: tuple[str, ...] | None) -> None:
        before = self._case.cleared.get(flag), self._case.cleared_on.get(flag)
        if before != (reason, on) and not self._refuses():
            self._push(ClearingCommand(words, flag, reason, lambda: self._case, self._put, on), self._shown)

    def _put(self, case: Case) -> None:
        atlas = self.engine.atlas  # a step back does not lead to another body
        self._case = replace(case, body=atlas.body, atlas_version=atlas.version)

    def _moved(self, index: int) -> None:
        """The stack stands at `index`: show what follows from the case there."""
        if self._taking:
            return
        derived = self._checkpoints.get(index)
        if derived is None:
            self._recompute(index)
        elif derived is not self._shown:  # else an answer was given
            self._show(derived)
        self._checkpoints.forget(index)
        self._tell_answers()
        self.case_changed.emit()

    def _tell_answers(self) -> None:
        said = self._said()
        if said != self._answers:
            self._answers = said
            self.answers_changed.emit()

    def _said(self) -> tuple[Mapping[str, ClueAnswer], Mapping[str, Clearing]]:
        """What the case says beside the drawing."""
        return self._case.clues, self._case.clearings

    def _recompute(self, index: int) -> None:
        strokes = self._case.drawing.strokes
        before, count = self._checkpoints.start(index, self._strokes_of)

        def then(derived: Derived) -> None:
            self._checkpoints.put(index, derived)
            if derived is not self._shown:
                self._show(derived)

        if before is None:
            self._jobs.start(partial(self.engine.replay, self._case.drawing), then)
        elif count == 0:  # answers alone lie between
            then(before)
        else:
            self._jobs.start(partial(self.engine.after_strokes, before, strokes[-count:]), then)

    def _strokes_of(self, step: int) -> int | None:
        """Number of strokes that a step added; None where it changed the drawing otherwise."""
        command = self.stack.command(step - 1)
        if isinstance(command, StrokesCommand):
            return len(command.strokes)
        return 0 if isinstance(command, AnswerCommand | ClearingCommand | NoteCommand) else None

    # ---- what is shown

    def _show(self, derived: Derived) -> None:
        self._shown = derived
        self._live.know(self.engine, derived)
        if not self._live.under_way:
            self.paint_changed.emit(derived)

    def _failed(self, problem: str) -> None:
        self._pending.clear()
        self.problem.emit(self.tr("The last step failed: {0}").format(problem))
        self._show(self._shown)

    def settle(self) -> None:
        """Wait until every finished stroke is part of the case (a stroke takes some hundredths of a second)."""
        self._jobs.settle()

    def close(self) -> None:
        """Wait for the threads and drop what they would deliver."""
        self._live.know(self.engine, self._shown, prepare=False)
        self._jobs.close()
        self._live.stop()


def _same_paint(a: Derived, b: Derived) -> bool:
    """True where a stroke changed nothing on either limb."""
    return all(
        new.union == old.union and new.qualities == old.qualities and new.depths == old.depths
        for new, old in ((a.paint.right, b.paint.right), (a.paint.left, b.paint.left))
    )
