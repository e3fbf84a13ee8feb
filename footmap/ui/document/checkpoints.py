"""Results of steps of undo that are remembered, so that going back seldom computes anything. Knows nothing of Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Generic, NamedTuple, TypeVar

KEPT: Final = 64
"""Number of steps on either side of the present one whose results are remembered."""
EVERY: Final = 40
"""Farther away, the result of one step in so many is remembered."""

Result = TypeVar("Result")


class Start(NamedTuple, Generic[Result]):
    """From where a result is computed.

    Attributes
    ----------
    result : Result or None
        What is remembered of an earlier step; None where everything must be computed from the beginning.
    strokes : int
        Number of strokes made since.
    """

    result: Result | None
    strokes: int


class Checkpoints(Generic[Result]):
    """Results by the number of their step; 0 is before the first.

    Parameters
    ----------
    first : Result
        What there is before the first step.
    """

    def __init__(self, first: Result) -> None:
        self._results: dict[int, Result] = {0: first}

    def __contains__(self, index: int) -> bool:
        return index in self._results

    def get(self, index: int) -> Result | None:
        """The result of a step; None where it is not remembered."""
        return self._results.get(index)

    def restart(self, index: int, result: Result) -> None:
        """Remember this result alone."""
        self._results = {index: result}

    def push(self, index: int, result: Result) -> None:
        """A new step: those that stood at its number and beyond can no longer be redone."""
        self._results = {k: kept for k, kept in self._results.items() if k < index}
        self._results[index] = result

    def put(self, index: int, result: Result) -> None:
        """The result of a step that had been forgotten."""
        self._results[index] = result

    def forget(self, index: int) -> None:
        """Thin out what lies far from the step that is shown."""
        for old in [k for k in self._results if abs(k - index) > KEPT and k % EVERY]:
            del self._results[old]

    def start(self, index: int, strokes_of: Callable[[int], int | None]) -> Start[Result]:
        """From where to compute the result of a step.

        Parameters
        ----------
        strokes_of : callable
            Number of strokes that a step added, by its number; None for a step that changed the drawing otherwise.
        """
        count = 0
        for step in range(index, 0, -1):
            if step in self._results:
                return Start(self._results[step], count)
            more = strokes_of(step)
            if more is None:
                return Start(None, 0)
            count += more
        return Start(self._results.get(0), count)
