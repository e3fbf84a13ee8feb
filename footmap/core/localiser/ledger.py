"""The ledger: every contribution to a candidate's support with its sign, size and source. Its rows add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

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


class LedgerRow(NamedTuple):
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


@dataclass(frozen=True)
class Groups:
    """Hypotheses that the candidates of a depth stand for, one candidate after the other.

    Attributes
    ----------
    ids : tuple of str
        Candidates.
    member : (m,) intp
        Hypotheses; a hypothesis may belong to several candidates.
    log_weight : (m,) float64
        Logarithm of the share with which each counts.
    start, size : (candidates,) intp
        First of its members, and how many there are.
    """

    ids: tuple[str, ...]
    member: NDArray[np.intp]
    log_weight: FloatArray
    start: NDArray[np.intp]
    size: NDArray[np.intp]

    def log_sum(self, values: FloatArray) -> FloatArray:
        """Logarithm (candidates, ...) of the weighted sum of the exponentials of values (hypotheses, ...)."""
        own = values[self.member] + self.log_weight.reshape(-1, *[1] * (values.ndim - 1))
        top = np.maximum.reduceat(own, self.start, axis=0)
        own -= np.repeat(top, self.size, axis=0)
        out: FloatArray = np.log(np.add.reduceat(np.exp(own, out=own), self.start, axis=0)) + top
        return out


def groups_of(members: Mapping[str, Sequence[tuple[int, float]]]) -> Groups:
    """Candidates with the hypotheses (number, share) that each stands for; none of them empty."""
    size = np.array([len(belonging) for belonging in members.values()], dtype=np.intp)
    pairs = [pair for belonging in members.values() for pair in belonging]
    return Groups(
        tuple(members),
        np.array([k for k, _ in pairs], dtype=np.intp),
        np.log([share for _, share in pairs]),
        np.cumsum(size) - size,
        size,
    )


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

    def rows(self, groups: Groups) -> list[tuple[LedgerRow, ...]]:
        """Rows of every candidate."""
        values = self._running[:, groups.member] + groups.log_weight
        top = np.maximum.reduceat(values, groups.start, axis=1)
        values -= np.repeat(top, groups.size, axis=1)
        share = np.log(np.add.reduceat(np.exp(values, out=values), groups.start, axis=1)) + top - self._all[:, None]
        share[1:] -= share[:-1].copy()
        kinds, clues, answers, sources = zip(*((s.kind, s.clue, s.answer, s.sources) for s in self._steps), strict=True)
        return [tuple(map(LedgerRow, kinds, moves, clues, answers, sources)) for moves in share.T.tolist()]

    def leading(self, groups: Groups) -> NDArray[np.intp]:
        """Of every candidate, the hypothesis that most of its support comes from."""
        values = self.total[groups.member] + groups.log_weight
        best = values == np.repeat(np.maximum.reduceat(values, groups.start), groups.size)
        first = np.flatnonzero(best)
        out: NDArray[np.intp] = groups.member[first[np.searchsorted(first, groups.start)]]
        return out


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
