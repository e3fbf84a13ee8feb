"""What the words are worth: how often a candidate is right of which they are said first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from footmap.core.localiser.candidates import DEPTHS, Depth
from footmap.core.localiser.engine import Localiser

PROMISED: Final = {"strongly for": 0.85, "for": 0.60}
"""Share in which a first candidate with these words should be right."""


class WordCount:
    """Counts of first candidates by their words."""

    def __init__(self) -> None:
        self._right: dict[tuple[Depth, str], int] = {}
        self._said: dict[tuple[Depth, str], int] = {}

    def count(
        self, localiser: Localiser, painted: Any, answers: Mapping[str, str], truth: Mapping[Depth, Iterable[str]]
    ) -> None:
        """One patient or case."""
        estimate = localiser.rank_cells(painted, answers)
        for depth in DEPTHS:
            wanted = set(truth.get(depth, ()))
            if not wanted:
                continue
            first = estimate.at(depth)[0]
            key = depth, str(first.words)
            self._said[key] = self._said.get(key, 0) + 1
            self._right[key] = self._right.get(key, 0) + (first.id in wanted)

    def table(self) -> dict[str, dict[str, list[int]]]:
        """Words, then depth and ``all``: how often right, and how often said."""
        out: dict[str, dict[str, list[int]]] = {}
        for (depth, words), said in self._said.items():
            for column in (depth, "all"):
                cell = out.setdefault(words, {}).setdefault(column, [0, 0])
                cell[0] += self._right[depth, words]
                cell[1] += said
        return out
