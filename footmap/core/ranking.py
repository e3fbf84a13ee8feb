"""Which nerves and levels fit the paint, best first.

The fit of this edition comes from paint alone: the share of the paint that lies in a candidate's usual skin, with
a bonus for its core skin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from . import paint as paints
from .matching import Match, Matcher, SideMatch, Subject
from .views import SIDES, Side

if TYPE_CHECKING:
    from .atlas import Atlas
    from .drawing import Drawing

USUAL_WEIGHT: Final = 0.8
"""What paint in usual skin counts; the rest, up to 1, is the bonus for core skin."""
TRUNK_WEIGHT: Final = 0.9
"""What a trunk's fit is multiplied by: its branch, if that explains as much, is the simpler answer."""
TIE: Final = 1e-6
"""Fits and fillings closer than this are equal; the id decides."""
_STEPS: Final = 1.0 / TIE

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


_Sortable: TypeAlias = tuple[int, int, int, int, Candidate]
"""Fit and filling in steps of `TIE`, falling; then place of the id and of the side; no two entries tie."""


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
        by_id = sorted(range(len(subjects)), key=lambda i: subjects[i].id)
        order = {i: place for place, i in enumerate(by_id)}
        self._rows = [
            (
                s.layer == "nerve",
                TRUNK_WEIGHT * USUAL_WEIGHT if s.trunk else USUAL_WEIGHT,
                0.0 if s.trunk else 1.0 - USUAL_WEIGHT,
                1.0 / max(s.size_mm2, 1e-9),
                order[i],
                s.id,
                names.get(s.id, s.id),
            )
            for i, s in enumerate(subjects)
        ]

    def rank(self, match: Match) -> Ranking:
        """Ranking of an exact or estimated match."""
        return self.rank_sides(match.sides)

    def rank_sides(self, sides: Mapping[Side, SideMatch]) -> Ranking:
        """Ranking of the painted sides. Plain Python: for some fifty rows it is faster than arrays."""
        nerves: list[_Sortable] = []
        levels: list[_Sortable] = []
        paint_mm2 = skin_mm2 = unexplained_mm2 = 0.0
        for place, side in enumerate(SIDES):
            match = sides.get(side)
            if match is None or match.paint_mm2 <= 0.0:
                continue
            paint_mm2 += match.paint_mm2
            skin_mm2 += match.skin_mm2
            unexplained_mm2 += match.unexplained_mm2
            share = 1.0 / match.paint_mm2
            areas = zip(self._rows, match.overlap_mm2.tolist(), match.core_mm2.tolist(), strict=True)
            for (is_nerve, usual_weight, core_weight, per_size, order, id_, name), overlap, core_mm2 in areas:
                explained = overlap * share
                if explained > 1.0:
                    explained = 1.0
                core = core_mm2 * share
                if core > explained:
                    core = explained
                filled = overlap * per_size
                if filled > 1.0:
                    filled = 1.0
                fit = usual_weight * explained + core_weight * core
                entry = Candidate(id_, name, side, fit, explained, filled)
                key = (-int(fit * _STEPS + 0.5), -int(filled * _STEPS + 0.5), order, place, entry)
                (nerves if is_nerve else levels).append(key)
        if paint_mm2 <= 0.0:
            return Ranking()
        nerves.sort()
        levels.sort()
        return Ranking(
            nerves=tuple([key[4] for key in nerves]),
            levels=tuple([key[4] for key in levels]),
            unexplained_share=min(max(unexplained_mm2 / paint_mm2, 0.0), 1.0),
            paint_cm2=skin_mm2 / 100.0,
        )


def rank(match: Match, names: Mapping[str, str]) -> Ranking:
    """Ranking of a match; `names` says what ids are called."""
    return Ranker(match.subjects, names).rank(match)


def rank_drawing(atlas: Atlas, drawing: Drawing, names: Mapping[str, str]) -> Ranking:
    """Ranking of a whole drawing, exactly matched."""
    return rank(Matcher(atlas).match(paints.replay(atlas, drawing)), names)
