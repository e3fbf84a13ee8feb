"""How often each hypothesis gives each answer, as tables: made once for a clue, then read for every case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..clinical import Answer, Clue
from ..views import FloatArray
from .clue_evidence import ClueScorer
from .scoring import Scoring


@dataclass(frozen=True)
class AnswerTable:
    """The answers of a clue.

    Attributes
    ----------
    chance : (hypotheses, 3, answers) float64
        Of each answer in each severity; adds up to 1 over the answers.
    modelled : (answers,) bool
        Whether the forward model says it, else listed ratios on a base rate.
    published : (hypotheses, answers) float64
        Logarithm of a published ratio, NaN where there is none.
    """

    chance: FloatArray
    modelled: NDArray[np.bool_]
    published: FloatArray


@dataclass(frozen=True)
class Expected:
    """How often the answers of some clues are given, one clue after the other.

    Attributes
    ----------
    clues : tuple of clue id
    chance : (hypotheses, answers) float64
        Adds up to 1 over the answers of a clue.
    starts : (clues,) intp
        First answer of each clue.
    """

    clues: tuple[str, ...]
    chance: FloatArray
    starts: NDArray[np.intp]

    def of(self, number: int) -> slice:
        """The answers of a clue, by its number."""
        end = self.starts[number + 1] if number + 1 < len(self.starts) else self.chance.shape[1]
        return slice(int(self.starts[number]), int(end))


class AnswerTables:
    """Tables of the clues of a knowledge base; those that hang on nothing else are kept."""

    def __init__(self, scorer: ClueScorer, scoring: Scoring, prior: FloatArray, clues: Sequence[Clue]) -> None:
        self._scorer, self._scoring, self._prior, self._clues = scorer, scoring, prior, clues
        self._kept: dict[int, tuple[Clue, AnswerTable]] = {}

    def of(self, clue: Clue, answers: Mapping[str, str]) -> AnswerTable:
        """The answers of one clue, beside those given already."""
        if not _stands_alone(clue):
            return self._made(clue, answers)
        kept = self._kept.get(id(clue))
        if kept is None:
            kept = clue, self._made(clue, answers)
            self._kept[id(clue)] = kept
        return kept[1]

    def expected(self, clues: Sequence[Clue], answers: Mapping[str, str], severity: FloatArray) -> Expected:
        """How often each answer of some clues is given, for severities (hypotheses, 3).

        Notes
        -----
        Of the clues that stand alone all are looked up together, which is faster than some of them one by one.
        """
        table, ids, starts = self._alone
        together = self._counted(table, starts, severity)
        columns = dict(zip(ids, np.split(together, starts[1:], axis=1), strict=True))
        for clue in clues:
            if clue.id not in columns:
                columns[clue.id] = self._counted(self.of(clue, answers), np.zeros(1, dtype=np.intp), severity)
        wanted = [columns[clue.id] for clue in clues]
        sizes = [one.shape[1] for one in wanted]
        chance = np.concatenate(wanted, axis=1) if wanted else np.zeros((len(severity), 0))
        return Expected(tuple(clue.id for clue in clues), chance, np.cumsum([0, *sizes])[:-1].astype(np.intp))

    @cached_property
    def _alone(self) -> tuple[AnswerTable, tuple[str, ...], NDArray[np.intp]]:
        """All clues that hang on no other answer as one table, with where each begins."""
        clues = [clue for clue in self._clues if _stands_alone(clue)]
        tables = [self.of(clue, {}) for clue in clues]
        sizes = [len(table.modelled) for table in tables]
        joined = AnswerTable(
            np.concatenate([table.chance for table in tables], axis=2),
            np.concatenate([table.modelled for table in tables]),
            np.concatenate([table.published for table in tables], axis=1),
        )
        return joined, tuple(clue.id for clue in clues), np.cumsum([0, *sizes])[:-1].astype(np.intp)

    def _counted(self, table: AnswerTable, starts: NDArray[np.intp], severity: FloatArray) -> FloatArray:
        """Chance (hypotheses, answers) of each answer as the ledger would count it; a clue begins at each start."""
        out = sum(severity[:, k, None] * table.chance[:, k] for k in range(severity.shape[1]))
        named = ~np.isnan(table.published) & table.modelled
        floor, weight = self._scoring.answer_floor, self._prior[:, None] * ~named
        others = (weight * out).sum(axis=0) / np.maximum(weight.sum(axis=0), np.finfo(np.float64).tiny)
        counted = np.clip(np.exp(np.where(named, table.published, 0.0)) * others, floor, 1.0 - floor)
        out = np.where(named, counted, out)
        sizes = np.diff([*starts, out.shape[1]])
        found: FloatArray = out / np.repeat(np.add.reduceat(out, starts, axis=1), sizes, axis=1)
        return found

    def _made(self, clue: Clue, answers: Mapping[str, str]) -> AnswerTable:
        columns, modelled, published = [], [], []
        for answer in clue.answers.values():
            found = self._scorer.chances(clue, answer, answers)
            modelled.append(found is not None)
            published.append(self._scorer.published(answer))
            if found is None:
                found = np.repeat((self._base(clue, answer) * np.exp(self._scorer.listed(answer)))[:, None], 3, axis=1)
            columns.append(found)
        table = np.stack(columns, axis=2)
        chance = table / table.sum(axis=2, keepdims=True)
        return AnswerTable(chance, np.array(modelled), np.stack(published, axis=1))

    def _base(self, clue: Clue, answer: Answer) -> float:
        """How often an answer is given by people without any of its causes.

        Two ratios of one cause, for and against, leave only one such frequency; else telling answers are seldom.
        """
        if (
            clue.finding is not None and clue.finding.kind == "pattern"
        ):  # of many patterns each is named seldom by chance
            return self._scoring.pattern_base
        telling = [a for a in clue.answers.values() if any(r > 1 for r in a.ratios.values())]
        seldom = self._scoring.question_base
        if len(clue.answers) == 2 and len(telling) == 1:
            plain = next(a for a in clue.answers.values() if a is not telling[0])
            pairs = [(r, plain.ratios[t]) for t, r in telling[0].ratios.items() if r > 1 > plain.ratios.get(t, 1.0)]
            if pairs:
                seldom = float(np.median([(1.0 - low) / (high - low) for high, low in pairs]))
            return seldom if answer is telling[0] else 1.0 - seldom
        if answer in telling:
            return seldom
        rest = max(len(clue.answers) - len(telling), 1)
        return max(1.0 - seldom * len(telling), seldom) / rest


def _stands_alone(clue: Clue) -> bool:
    """Whether its answers mean the same whatever else is answered."""
    return clue.finding is None or clue.finding.target != "all"
