"""Which nerves and levels fit the paint, best first.

The fit of this edition comes from paint alone: the share of the paint that lies in a candidate's usual skin, with
a bonus for its core skin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
TRUNK_WEIGHT: Final = 0.9
"""What a trunk's fit is multiplied by: its branch, if that explains as much, is the simpler answer."""
TIE: Final = 1e-6
"""Fits and fillings closer than this are equal; the id decides."""

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
        self._ids = [s.id for s in subjects]
        self._names = [names.get(s.id, s.id) for s in subjects]
        self._sizes = np.array([max(s.size_mm2, 1e-9) for s in subjects])
        self._trunk = np.array([s.trunk for s in subjects], dtype=bool)
        self._is_nerve = np.array([s.layer == "nerve" for s in subjects], dtype=bool)
        by_id = sorted(range(len(subjects)), key=lambda i: self._ids[i])
        self._id_order = np.empty(len(subjects), dtype=np.int64)
        self._id_order[by_id] = np.arange(len(subjects))

    def rank(self, match: Match) -> Ranking:
        """Ranking of an exact or estimated match."""
        return self.rank_sides(match.sides)

    def rank_sides(self, sides: Mapping[Side, SideMatch]) -> Ranking:
        """Ranking of the painted sides."""
        painted: list[tuple[Side, SideMatch]] = [(side, sides[side]) for side in SIDES if side in sides]
        painted = [(side, match) for side, match in painted if match.paint_mm2 > 0.0]
        if not painted:
            return Ranking()
        figures = [self._figures(match) for _, match in painted]
        fit, explained, filled = (np.concatenate(columns) for columns in zip(*figures, strict=True))
        count = len(self._ids)
        which = np.tile(np.arange(count), len(painted))
        order = np.lexsort(
            (
                np.repeat(np.arange(len(painted)), count),
                np.tile(self._id_order, len(painted)),
                -np.round(filled / TIE),
                -np.round(fit / TIE),
            )
        )
        nerve = self._is_nerve[which[order]]
        columns = (fit.tolist(), explained.tolist(), filled.tolist())
        side_names = [side for side, _ in painted]
        total = sum(match.paint_mm2 for _, match in painted)
        return Ranking(
            nerves=self._entries(order[nerve], columns, side_names),
            levels=self._entries(order[~nerve], columns, side_names),
            unexplained_share=min(max(sum(m.unexplained_mm2 for _, m in painted) / total, 0.0), 1.0),
            paint_cm2=sum(m.skin_mm2 for _, m in painted) / 100.0,
        )

    def _figures(self, match: SideMatch) -> tuple[FloatArray, FloatArray, FloatArray]:
        explained = np.clip(match.overlap_mm2 / match.paint_mm2, 0.0, 1.0)
        core = np.clip(match.core_mm2 / match.paint_mm2, 0.0, 1.0)
        fit = USUAL_WEIGHT * explained + (1.0 - USUAL_WEIGHT) * np.minimum(core, explained)
        fit[self._trunk] = TRUNK_WEIGHT * USUAL_WEIGHT * explained[self._trunk]
        return fit, explained, np.clip(match.overlap_mm2 / self._sizes, 0.0, 1.0)

    def _entries(
        self, order: NDArray[np.int64], columns: tuple[list[float], list[float], list[float]], sides: list[Side]
    ) -> tuple[Candidate, ...]:
        fit, explained, filled = columns
        count, ids, names = len(self._ids), self._ids, self._names
        return tuple(
            [
                Candidate(ids[i % count], names[i % count], sides[i // count], fit[i], explained[i], filled[i])
                for i in order.tolist()
            ]
        )


def rank(match: Match, names: Mapping[str, str]) -> Ranking:
    """Ranking of a match; `names` says what ids are called."""
    return Ranker(match.subjects, names).rank(match)


def rank_drawing(atlas: Atlas, drawing: Drawing, names: Mapping[str, str]) -> Ranking:
    """Ranking of a whole drawing, exactly matched."""
    return rank(Matcher(atlas).match(paints.replay(atlas, drawing)), names)
