"""How often each hypothesis gives each answer, as tables: made once for a clue, then read for every case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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


class AnswerTables:
    """Tables of the clues of a knowledge base; those that hang on nothing else are kept."""

    def __init__(self, scorer: ClueScorer, scoring: Scoring, prior: FloatArray) -> None:
        self._scorer, self._scoring, self._prior = scorer, scoring, prior
        self._kept: dict[int, tuple[Clue, AnswerTable]] = {}

    def of(self, clue: Clue, answers: Mapping[str, str]) -> AnswerTable:
        """The answers of one clue, beside those given already."""
        if clue.finding is not None and clue.finding.target == "all":  # of what the other answers leave
            return self._made(clue, answers)
        kept = self._kept.get(id(clue))
        if kept is None:
            kept = clue, self._made(clue, answers)
            self._kept[id(clue)] = kept
        return kept[1]

    def expected(self, table: AnswerTable, severity: FloatArray) -> FloatArray:
        """Chance (hypotheses, answers) of each answer as the ledger would count it, for severities (hypotheses, 3)."""
        out = np.einsum("ns,nsk->nk", severity, table.chance)
        named = ~np.isnan(table.published) & table.modelled
        floor, weight = self._scoring.answer_floor, self._prior[:, None] * ~named
        others = (weight * out).sum(axis=0) / np.maximum(weight.sum(axis=0), np.finfo(np.float64).tiny)
        counted = np.clip(np.exp(np.where(named, table.published, 0.0)) * others, floor, 1.0 - floor)
        out = np.where(named, counted, out)
        found: FloatArray = out / out.sum(axis=1, keepdims=True)
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
