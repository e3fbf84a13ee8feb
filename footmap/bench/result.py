"""What a measurement reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Result(NamedTuple):
    """One figure beside its goal.

    Attributes
    ----------
    what : str
        In words.
    value : float
    unit : str
        Empty for a ratio.
    goal : float
    at_most : bool
        True where the goal is an upper limit.
    before : float or None
        What it was before it was worked on, where that was measured.
    """

    what: str
    value: float
    unit: str
    goal: float
    at_most: bool = True
    before: float | None = None

    @property
    def ok(self) -> bool:
        """Goal reached."""
        return self.value <= self.goal if self.at_most else self.value >= self.goal


class Measurement(NamedTuple):
    """A named benchmark; `run` imports what it needs."""

    name: str
    run: Callable[[], list[Result]]
