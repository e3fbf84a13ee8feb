"""The ledger: every contribution to a candidate's support with its sign, size and source. Its rows add up.

Nothing in it depends on the order of the answers: a row is what a step says of the candidate's best place, less what
it says of all places together, and the latter is shared out along a straight path (`shared_out`).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, Literal, NamedTuple

import numpy as np

from ..views import FloatArray
from .scoring import Scoring

RowKind = Literal[
    "place", "unpainted", "bounds", "roots", "quality", "untold", "clue",
    "cause", "sign", "size", "pain", "nothing", "share", "tract", "one_limb", "leader",
]  # fmt: skip
Words = Literal["strongly for", "for", "neither for nor against", "against", "strongly against"]
FOR: Final[tuple[Words, ...]] = ("strongly for", "for")
"""Words of what the evidence speaks for."""
_POINTS: Final = 24
"""Points of the path integral; what they leave over is shared out in proportion."""


@dataclass(frozen=True)
class Step:
    """One step of the evidence.

    Attributes
    ----------
    contribution : (hypotheses,) float64
        Natural logarithm.
    clue, answer : str or None
        Of steps that are answers.
    """

    kind: RowKind
    contribution: FloatArray
    clue: str | None = None
    answer: str | None = None
    sources: tuple[str, ...] = ()


class LedgerRow(NamedTuple):
    """One contribution to a candidate, natural log units, positive for it.

    Attributes
    ----------
    kind : str
        Of the paint ``place``, ``unpainted``, ``bounds``, ``roots``, ``quality`` and ``untold``; of the answers
        ``clue``; of the rules of `standing` ``cause``, ``sign``, ``size``, ``pain``, ``nothing``, ``share``, ``tract``
        and ``one_limb``; and last ``leader``, which sets the best candidate to zero. How common it is is no row.
    """

    kind: RowKind
    value: float
    clue: str | None = None
    answer: str | None = None
    sources: tuple[str, ...] = ()


class Ledger:
    """Rows of hypotheses, relative to all places together, each place counting alike.

    Parameters
    ----------
    steps : sequence of Step
    weights : (hypotheses,) float64
        Share with which each counts among all; adds up to 1.
    """

    def __init__(self, steps: Sequence[Step], weights: FloatArray) -> None:
        self._values, self._weights = np.stack([step.contribution for step in steps]), weights
        self._kinds, self._clues = [step.kind for step in steps], [step.clue for step in steps]
        self._answers, self._sources = [step.answer for step in steps], [step.sources for step in steps]

    @cached_property
    def total(self) -> FloatArray:
        """All evidence (hypotheses,), relative to all places together."""
        total = self._values.sum(axis=0)
        return np.asarray(total - _together(total, self._weights))

    @cached_property
    def _moves(self) -> list[list[float]]:
        """Of each hypothesis what each step says of it, less what it says of all together."""
        moves: list[list[float]] = (self._values - shared_out(self._values, self._weights)[:, None]).T.tolist()
        return moves

    def rows(self, hypothesis: int, part: float = 0.0) -> tuple[LedgerRow, ...]:
        """Rows of a hypothesis; `part` (log units) goes to the first."""
        moves = self._moves[hypothesis].copy()
        moves[0] += part
        return tuple(map(LedgerRow, self._kinds, moves, self._clues, self._answers, self._sources))

    def sum_of(self, hypothesis: int, kinds: Collection[RowKind], part: float = 0.0) -> float:
        """What the rows of some kinds of a hypothesis add up to; see `rows`."""
        moves = self._moves[hypothesis]
        first = part if self._kinds[0] in kinds else 0.0
        return first + sum(value for kind, value in zip(self._kinds, moves, strict=True) if kind in kinds)


def shared_out(values: FloatArray, weights: FloatArray) -> FloatArray:
    """What each step adds to the evidence of all hypotheses together (steps,).

    Notes
    -----
    Aumann and Shapley's value: all steps grow together from nothing to their size, and each gets what it adds on the
    way. It does not depend on the order of the steps, and it adds up to the whole, ``log sum w exp(sum of steps)``.
    """
    total = values.sum(axis=0)
    at, share = _path()
    path = np.log(np.maximum(weights, 1e-300)) + at[:, None] * total
    path = np.exp(path - path.max(axis=1, keepdims=True))
    path /= path.sum(axis=1, keepdims=True)
    out = (share @ path) @ values.T
    size = np.abs(out) + 1e-12
    return np.asarray(out + (_together(total, weights) - out.sum()) * size / size.sum())


def _together(total: FloatArray, weights: FloatArray) -> float:
    """The evidence of all hypotheses together."""
    top = total.max()
    return float(top + np.log(weights @ np.exp(total - top)))


@cache
def _path() -> tuple[FloatArray, FloatArray]:
    """Points (n,) of the path from 0 to 1, and what each counts."""
    at, share = np.polynomial.legendre.leggauss(_POINTS)
    return (at + 1.0) / 2.0, share / 2.0


def in_words(value: float, scoring: Scoring, crowd: float = 0.0) -> Words:
    """Paint and clues of a candidate in words; how common it is does not count.

    Parameters
    ----------
    value : float
        Evidence relative to all places together, log units.
    crowd : float
        How many other places compete with the first of the list, log units (`crowding`): nothing is strong, and in
        the end nothing is said, beside many that fit as well.
    """
    if value >= scoring.word_strong + scoring.word_crowd * crowd:
        return "strongly for"
    if value >= scoring.word_for + scoring.word_for_crowd * crowd:
        return "for"
    if value > -scoring.word_for:
        return "neither for nor against"
    return "against" if value > -scoring.word_strong else "strongly against"


def crowding(rivals: Iterable[float]) -> float:
    """How many places compete with the first, log units: 0 where none does.

    Parameters
    ----------
    rivals : iterable of float
        Support of the best candidate of each other place, against the first.
    """
    return math.log1p(sum(math.exp(value) for value in rivals))
