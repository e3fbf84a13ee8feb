"""Published scores made of clues, as the knowledge base gives them (Wells)."""

from __future__ import annotations

from typing import Protocol

from ..anatomy import Names


class ScoreItem(Protocol):
    """An answer that gives points."""

    @property
    def clue(self) -> str:
        """Clue id."""
        ...

    @property
    def answers(self) -> tuple[str, ...]:
        """Answers that count."""
        ...

    @property
    def points(self) -> int:
        """Points, negative too."""
        ...


class ScoreBand(Protocol):
    """What a number of points means, from `start` on."""

    @property
    def start(self) -> int:
        """Least points."""
        ...

    @property
    def texts(self) -> Names:
        """In words, by language."""
        ...

    @property
    def target(self) -> str:
        """Condition."""
        ...

    @property
    def lr(self) -> float:
        """Likelihood ratio of the condition."""
        ...


class Score(Protocol):
    """A published score made of clues (Wells)."""

    @property
    def id(self) -> str:
        """Score id."""
        ...

    @property
    def items(self) -> tuple[ScoreItem, ...]:
        """What is added up."""
        ...

    @property
    def bands(self) -> tuple[ScoreBand, ...]:
        """Lowest first."""
        ...
