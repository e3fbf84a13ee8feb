"""Steps of undo. A command knows how the case changes; what follows from it is computed before it is pushed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from PySide6.QtGui import QUndoCommand

from footmap.core.drawing import Case, ClueAnswer, Drawing, Stroke


class StrokesCommand(QUndoCommand):
    """One stroke or several more. Holds the strokes alone, so that thousands of steps stay small.

    Parameters
    ----------
    get, put : callable
        Read and replace the case of the session.
    """

    def __init__(
        self, text: str, strokes: tuple[Stroke, ...], get: Callable[[], Case], put: Callable[[Case], None]
    ) -> None:
        super().__init__(text)
        self.strokes = strokes
        self._get = get
        self._put = put

    def redo(self) -> None:
        """Append the strokes."""
        case = self._get()
        self._put(replace(case, drawing=Drawing((*case.drawing.strokes, *self.strokes))))

    def undo(self) -> None:
        """Take them off."""
        case = self._get()
        self._put(replace(case, drawing=Drawing(case.drawing.strokes[: -len(self.strokes)])))


class AnswerCommand(QUndoCommand):
    """Another answer to one clue, or none; the paint stays as it is.

    Parameters
    ----------
    answer : ClueAnswer or None
        As a case holds it, with all its sides; None takes the answer away.
    get, put : callable
        Read and replace the case of the session.
    """

    def __init__(
        self, text: str, clue: str, answer: ClueAnswer | None, get: Callable[[], Case], put: Callable[[Case], None]
    ) -> None:
        super().__init__(text)
        self.clue, self._answer = clue, answer
        self._before = get().clues
        self._get, self._put = get, put

    def redo(self) -> None:
        """Give the answer."""
        case = self._get()
        clues = dict(case.clues)
        if self._answer is None:
            clues.pop(self.clue, None)
        else:
            clues[self.clue] = self._answer
        self._put(replace(case, clues=MappingProxyType(clues)))

    def amend(self, text: str, answer: ClueAnswer | None) -> None:
        """Give another answer in the same step."""
        self.setText(text)
        self._answer = answer
        self.redo()

    def undo(self) -> None:
        """Take back what was there, in its order."""
        self._put(replace(self._get(), clues=self._before))


class ClearingCommand(QUndoCommand):
    """A red flag is cleared for a reason, or stands again; paint and answers stay as they are.

    Parameters
    ----------
    reason : str or None
        None lets it stand again.
    on : tuple of str or None
        What raises it while it is cleared.
    get, put : callable
        Read and replace the case of the session.
    """

    def __init__(
        self,
        text: str,
        flag: str,
        reason: str | None,
        get: Callable[[], Case],
        put: Callable[[Case], None],
        on: tuple[str, ...] | None = None,
    ) -> None:
        super().__init__(text)
        self._flag, self._reason, self._on = flag, reason, on
        self._before = get().cleared, get().cleared_on
        self._get, self._put = get, put

    def redo(self) -> None:
        """Clear it, or take the reason away."""
        case = self._get()
        cleared = {id_: why for id_, why in case.cleared.items() if id_ != self._flag}
        if self._reason is not None:
            cleared[self._flag] = self._reason
        known = {id_: on for id_, on in case.cleared_on.items() if id_ != self._flag}
        if self._reason is not None and self._on is not None:
            known[self._flag] = self._on
        self._put(replace(case, cleared=MappingProxyType(cleared), cleared_on=MappingProxyType(known)))

    def undo(self) -> None:
        """Take back what was there, in its order."""
        cleared, known = self._before
        self._put(replace(self._get(), cleared=cleared, cleared_on=known))


class NoteCommand(QUndoCommand):
    """Another note; paint and answers stay as they are.

    Parameters
    ----------
    get, put : callable
        Read and replace the case of the session.
    """

    def __init__(self, text: str, note: str, get: Callable[[], Case], put: Callable[[Case], None]) -> None:
        super().__init__(text)
        self._note, self._before = note, get().note
        self._get, self._put = get, put

    def redo(self) -> None:
        """Write it."""
        self._put(replace(self._get(), note=self._note))

    def undo(self) -> None:
        """Write what was there."""
        self._put(replace(self._get(), note=self._before))


class CaseCommand(QUndoCommand):
    """Any other change: the case before and after."""

    def __init__(self, text: str, before: Case, after: Case, put: Callable[[Case], None]) -> None:
        super().__init__(text)
        self._before = before
        self._after = after
        self._put = put

    def redo(self) -> None:
        """Take the new case."""
        self._put(self._after)

    def undo(self) -> None:
        """Take the old one."""
        self._put(self._before)
