"""The ledger: every contribution to a candidate's support with its sign, size and source. Its rows add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..views import FloatArray
from .scoring import Scoring

RowKind = Literal["prior", "place", "unpainted", "roots", "quality", "clue", "leader"]
Words = Literal["strongly for", "for", "neither for nor against", "against", "strongly against"]


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


@dataclass(frozen=True)
class LedgerRow:
    """One contribution to a candidate, natural log units, positive for it.

    Attributes
    ----------
    kind : str
        ``prior`` (how common), ``place``, ``unpainted``, ``roots``, ``quality``, ``clue``, and last ``leader``, which
        sets the best candidate to zero.
    """

    kind: RowKind
    value: float
    clue: str | None = None
    answer: str | None = None
    sources: tuple[str, ...] = ()


class Ledger:
    """Rows of candidates that stand for several hypotheses each, relative to all hypotheses together.

    Parameters
    ----------
    steps : sequence of Step
        In order; the prior first.

    Notes
    -----
    A row is how far a step moves the candidate against all hypotheses together, so rows have a meaningful sign and
    their sum is the candidate's log share of all the evidence, whatever the order of its members.
    """

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = tuple(steps)
        self._running = np.cumsum([step.contribution for step in steps], axis=0)
        self._all = _log_sum(self._running)

    @property
    def total(self) -> FloatArray:
        """All evidence (hypotheses,)."""
        out: FloatArray = self._running[-1]
        return out

    def rows(self, members: NDArray[np.intp], weights: FloatArray) -> tuple[LedgerRow, ...]:
        """Rows of a candidate.

        Parameters
        ----------
        members, weights : (k,)
            Hypotheses of the candidate and the share with which each counts.
        """
        share = _log_sum(self._running[:, members] + np.log(weights)) - self._all
        moves = np.diff(share, prepend=0.0)
        return tuple(
            LedgerRow(s.kind, float(v), s.clue, s.answer, s.sources) for s, v in zip(self._steps, moves, strict=True)
        )


def _log_sum(values: FloatArray) -> FloatArray:
    """Logarithm of the sum of exponentials along the last axis."""
    top = values.max(axis=-1, keepdims=True)
    out: FloatArray = np.log(np.exp(values - top).sum(axis=-1)) + top[..., 0]
    return out


def in_words(rows: Sequence[LedgerRow], scoring: Scoring) -> Words:
    """Paint and clues of a candidate in words; how common it is does not count."""
    evidence = sum(row.value for row in rows if row.kind not in ("prior", "leader"))
    if evidence >= scoring.strong:
        return "strongly for"
    if evidence >= scoring.slight:
        return "for"
    if evidence > -scoring.slight:
        return "neither for nor against"
    return "against" if evidence > -scoring.strong else "strongly against"
