"""Which nerves and levels fit the paint, best first.

The fit of this edition comes from paint alone: the share of the paint that lies in a candidate's usual skin, with
a bonus for its core skin.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

CandidateSide = Literal["right", "left", "both"]


class Candidate(NamedTuple):
    """A nerve, level or condition with how well it suits the paint of one side.

    Attributes
    ----------
    id : str
        Of the knowledge base.
    name : str
        In words.
    side : {"right", "left", "both"}
    fit : float
        0-1; how well the paint alone suits it. Not a probability.
    explained : float
        0-1; share of the side's paint that lies in its usual skin.
    filled : float
        0-1; share of its usual skin that is painted.
    """

    id: str
    name: str
    side: CandidateSide
    fit: float
    explained: float
    filled: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates of each kind, best first.

    Attributes
    ----------
    nerves, levels, conditions : tuple of Candidate
        One entry per id and side; sides without paint have none.
    unexplained_share : float
        0-1; share of all paint outside the usual skin of every nerve and level.
    paint_cm2 : float
        True skin area of the paint of both sides, square centimetres.
    """

    nerves: tuple[Candidate, ...] = ()
    levels: tuple[Candidate, ...] = ()
    conditions: tuple[Candidate, ...] = ()
    unexplained_share: float = 0.0
    paint_cm2: float = 0.0
