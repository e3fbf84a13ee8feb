"""Every method that is compared, and how its answers are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from footmap.core.localiser.candidates import DEPTHS, Depth
from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Localiser

from .baselines import BASELINES, Baseline, Baselines

NOWHERE: Final = 999
OURS: Final = "footmap"
WITH_CLUES: Final = " + clues"
Lists = Mapping[Depth, list[str]]
Ranker = Callable[[Painted, Mapping[str, str]], Lists]


@dataclass(frozen=True)
class Tally:
    """How many were right first and among the first three."""

    first: int
    three: int
    count: int

    def __str__(self) -> str:
        return f"{self.first} / {self.three} of {self.count}"

    @classmethod
    def of(cls, places: Iterable[int]) -> Tally:
        """From places, 1 the best."""
        p = list(places)
        return cls(sum(x == 1 for x in p), sum(x <= 3 for x in p), len(p))

    def against(self, other: Tally) -> str:
        """Ahead, level or behind: by the first place, and where that is level by the first three."""
        mine, its = (self.first, self.three), (other.first, other.three)
        return "ahead" if mine > its else "level" if mine == its else "behind"


def place_of(ranked: Sequence[str], wanted: Iterable[str]) -> int:
    """Place of the first right candidate, 1 the best."""
    return min((ranked.index(w) + 1 for w in wanted if w in ranked), default=NOWHERE)


def rankers(localiser: Localiser) -> dict[str, Ranker]:
    """Every method, by name; with clues where the name says so."""
    simple = Baselines(localiser)

    def ours(painted: Painted, answers: Mapping[str, str]) -> Lists:
        estimate = localiser.rank_cells(painted, answers)
        return {d: [c.id for c in estimate.at(d)] for d in DEPTHS}

    def baseline(kind: Baseline, painted: Painted, answers: Mapping[str, str]) -> Lists:
        return simple.rank(painted, kind, answers)

    def alone(kind: Baseline, painted: Painted, _: Mapping[str, str]) -> Lists:
        return simple.rank(painted, kind)

    out: dict[str, Ranker] = {
        OURS: lambda painted, _: ours(painted, {}),
        OURS + WITH_CLUES: ours,
        "clues only": lambda _, answers: ours({}, answers),
    }
    for kind in BASELINES:
        out[kind] = partial(alone, kind)
        out[kind + WITH_CLUES] = partial(baseline, kind)
    return out


def standings(table: Mapping[str, Mapping[str, Tally]], column: str) -> dict[str, str]:
    """Where footmap stands against each baseline in a column, without and with clues."""
    return {
        kind + clues: table[OURS + clues][column].against(table[kind + clues][column])
        for clues in ("", WITH_CLUES)
        for kind in BASELINES
        if kind + clues in table
    }
