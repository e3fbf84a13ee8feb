"""Which nerves and levels fit the paint, best first.

The fit of this edition comes from paint alone: the share of the paint that lies in a candidate's usual skin, with
a bonus for its core skin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import paint as paints
from .matching import Match, Matcher, SideMatch, Subject
from .views import SIDES, FloatArray, Side

if TYPE_CHECKING:
    from .atlas import Atlas
    from .drawing import Drawing

USUAL_WEIGHT: Final = 0.8
"""What paint in usual skin counts; the rest, up to 1, is the bonus for core skin."""
TRUNK_WEIGHT: Final = 0.8
"""What a trunk's fit is multiplied by: a branch that explains four fifths of what it does is the simpler answer."""
_STEPS: Final = 1_000_000
"""Fits and fillings are compared in so many steps from 0 to 1; the id decides between equal ones."""

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


class Ranker:
    """Turns matched areas into a `Ranking`; prepared once, because the live estimate asks with every move.

    Parameters
    ----------
    subjects : sequence of Subject
        What matched arrays stand for.
    names : mapping of id to name
        In words; ids without one are named by their id.
    """

    def __init__(self, subjects: Sequence[Subject], names: Mapping[str, str]) -> None:
        count = len(subjects)
        self._count = count
        self._nerves = sum(s.layer == "nerve" for s in subjects)
        trunk = np.array([s.trunk for s in subjects], dtype=bool)
        self._usual_weight = np.where(trunk, TRUNK_WEIGHT * USUAL_WEIGHT, USUAL_WEIGHT)
        self._core_weight = np.where(trunk, 0.0, 1.0 - USUAL_WEIGHT)
        self._per_size = np.array([1.0 / max(s.size_mm2, 1e-9) for s in subjects])
        by_id = sorted(range(count), key=lambda i: (subjects[i].layer != "nerve", subjects[i].id))
        place = np.empty(count, dtype=np.int64)
        place[by_id] = np.arange(count)
        is_level = np.array([s.layer != "nerve" for s in subjects], dtype=np.int64)
        # One whole number sorts everything: nerves before levels, fit and filling falling, then id, then side.
        self._keys = (is_level << 61) + (_STEPS << 41) + (_STEPS << 21) + (place << 1)
        self._ids = np.array([s.id for s in subjects], dtype=object)
        self._names = np.array([names.get(s.id, s.id) for s in subjects], dtype=object)

    def rank(self, match: Match) -> Ranking:
        """Ranking of an exact or estimated match."""
        return self.rank_sides(match.sides)

    def rank_sides(self, sides: Mapping[Side, SideMatch]) -> Ranking:
        """Ranking of the painted sides."""
        painted: list[tuple[int, Side, SideMatch]] = [
            (i, side, sides[side]) for i, side in enumerate(SIDES) if side in sides and sides[side].paint_mm2 > 0.0
        ]
        if not painted:
            return Ranking()
        columns = [self._columns(i, match) for i, _, match in painted]
        fit, explained, filled, key = (
            columns[0] if len(columns) == 1 else map(np.concatenate, zip(*columns, strict=True))
        )
        order = key.argsort()
        which = order % self._count
        side_of = [side for _, side, _ in painted]
        entries = tuple(
            map(
                _candidate,
                zip(
                    self._ids[which].tolist(),
                    self._names[which].tolist(),
                    [side_of[i] for i in (order // self._count).tolist()],
                    fit[order].tolist(),
                    explained[order].tolist(),
                    filled[order].tolist(),
                    strict=True,
                ),
            )
        )
        nerves = self._nerves * len(painted)
        paint_mm2 = sum(match.paint_mm2 for _, _, match in painted)
        unexplained_mm2 = sum(match.unexplained_mm2 for _, _, match in painted)
        return Ranking(
            nerves=entries[:nerves],
            levels=entries[nerves:],
            unexplained_share=min(max(unexplained_mm2 / paint_mm2, 0.0), 1.0),
            paint_cm2=sum(match.skin_mm2 for _, _, match in painted) / 100.0,
        )

    def _columns(self, side: int, match: SideMatch) -> tuple[FloatArray, FloatArray, FloatArray, NDArray[np.int64]]:
        """Fit, explained, filled and sorting key of every subject."""
        share = 1.0 / match.paint_mm2
        explained = np.minimum(match.overlap_mm2 * share, 1.0)
        core = np.minimum(match.core_mm2 * share, explained)
        filled = np.minimum(match.overlap_mm2 * self._per_size, 1.0)
        fit = self._usual_weight * explained + self._core_weight * core
        key = self._keys + side
        key -= (fit * _STEPS + 0.5).astype(np.int64) << 41
        key -= (filled * _STEPS + 0.5).astype(np.int64) << 21
        return fit, explained, filled, key


_candidate: Final = partial(tuple.__new__, Candidate)
"""Makes a `Candidate` of a tuple of its fields, without the cost of a call by keyword."""


def rank(match: Match, names: Mapping[str, str]) -> Ranking:
    """Ranking of a match; `names` says what ids are called."""
    return Ranker(match.subjects, names).rank(match)


def rank_drawing(atlas: Atlas, drawing: Drawing, names: Mapping[str, str]) -> Ranking:
    """Ranking of a whole drawing, exactly matched."""
    return rank(Matcher(atlas).match(paints.replay(atlas, drawing)), names)
