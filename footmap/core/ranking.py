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
_STEPS: Final = 1e6
"""Fits and fillings are compared in so many steps from 0 to 1; the id decides between equal ones."""
_FIT_KEY: Final = 2.0**21
"""Lifts the steps of the fit above those of the filling in one number."""

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
        # Rows stand in the order in which equal ones are listed: nerves, then levels, each by id.
        self._row = np.array(
            sorted(range(count), key=lambda i: (subjects[i].layer != "nerve", subjects[i].id)), dtype=int
        )
        rows = [subjects[i] for i in self._row]
        self._nerves = sum(s.layer == "nerve" for s in rows)
        trunk = np.array([s.trunk for s in rows], dtype=bool)
        self._usual_weight = np.where(trunk, TRUNK_WEIGHT * USUAL_WEIGHT, USUAL_WEIGHT)
        self._core_weight = np.where(trunk, 0.0, 1.0 - USUAL_WEIGHT)
        self._per_size = np.array([1.0 / max(s.size_mm2, 1e-9) for s in rows])
        self._base_key = np.where(np.arange(count) < self._nerves, 0.0, 2.0 * _STEPS * _FIT_KEY)
        self._ids = np.array([s.id for s in rows], dtype=object)
        self._names = np.array([names.get(s.id, s.id) for s in rows], dtype=object)

    def rank(self, match: Match) -> Ranking:
        """Ranking of an exact or estimated match."""
        return self.rank_sides(match.sides)

    def rank_sides(self, sides: Mapping[Side, SideMatch]) -> Ranking:
        """Ranking of the painted sides."""
        painted = [(side, sides[side]) for side in SIDES if side in sides and sides[side].paint_mm2 > 0.0]
        if not painted:
            return Ranking()
        columns = [self._columns(match) for _, match in painted]
        count = len(painted)
        if count == 1:
            fit, explained, filled, key = columns[0]
        else:  # the sides of one id stand together
            fit, explained, filled, key = (np.stack(c, axis=1).ravel() for c in zip(*columns, strict=True))
        order = key.argsort(kind="stable")
        row = order if count == 1 else order // count
        side_of = [painted[0][0]] * len(order) if count == 1 else [painted[i][0] for i in (order % count).tolist()]
        entries = tuple(
            map(
                _candidate,
                zip(
                    self._ids[row].tolist(),
                    self._names[row].tolist(),
                    side_of,
                    fit[order].tolist(),
                    explained[order].tolist(),
                    filled[order].tolist(),
                    strict=True,
                ),
            )
        )
        nerves = self._nerves * count
        paint_mm2 = sum(match.paint_mm2 for _, match in painted)
        unexplained_mm2 = sum(match.unexplained_mm2 for _, match in painted)
        return Ranking(
            nerves=entries[:nerves],
            levels=entries[nerves:],
            unexplained_share=min(max(unexplained_mm2 / paint_mm2, 0.0), 1.0),
            paint_cm2=sum(match.skin_mm2 for _, match in painted) / 100.0,
        )

    def _columns(self, match: SideMatch) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
        """Fit, explained, filled and sorting key of every row."""
        share = 1.0 / match.paint_mm2
        overlap = match.overlap_mm2[self._row]
        explained = np.minimum(overlap * share, 1.0)
        core = np.minimum(match.core_mm2[self._row] * share, explained)
        filled = np.minimum(overlap * self._per_size, 1.0)
        fit = self._usual_weight * explained + self._core_weight * core
        key = self._base_key - np.rint(fit * _STEPS) * _FIT_KEY - np.rint(filled * _STEPS)
        return fit, explained, filled, key


_candidate: Final = partial(tuple.__new__, Candidate)
"""Makes a `Candidate` of a tuple of its fields, without the cost of a call by keyword."""


def rank(match: Match, names: Mapping[str, str]) -> Ranking:
    """Ranking of a match; `names` says what ids are called."""
    return Ranker(match.subjects, names).rank(match)


def rank_drawing(atlas: Atlas, drawing: Drawing, names: Mapping[str, str]) -> Ranking:
    """Ranking of a whole drawing, exactly matched."""
    return rank(Matcher(atlas).match(paints.replay(atlas, drawing)), names)
