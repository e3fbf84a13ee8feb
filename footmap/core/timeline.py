"""The visits of a patient in the order of time: painted areas, pain, leading candidate, and answers that changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from .drawing import QUALITIES
from .record import Pain
from .views import SIDES

if TYPE_CHECKING:
    from .drawing import ClueAnswer, Quality
    from .paint import Paint
    from .record import Visit
    from .skin import Skin
    from .views import Side

Limb = tuple["Side", "Quality"]


@dataclass(frozen=True)
class TimelinePoint:
    """What a timeline tells of one visit.

    Attributes
    ----------
    id : str
        Of the visit.
    at : datetime or None
        None where nobody has said when it was.
    pain : Pain
    total_cm2 : float or None
        True area of the skin of both limbs that bears any quality; None where nothing is known.
    areas_cm2 : mapping of (side, quality) to float
        Of each quality; those without paint are missing. Skin may bear several.
    leader : str
        Id of the leading candidate; empty where nobody has said it.
    answers : mapping of clue to ClueAnswer
    problem : str
        One sentence why nothing is known of the visit; else empty.
    """

    id: str
    at: datetime | None = None
    pain: Pain = field(default_factory=Pain)
    total_cm2: float | None = None
    areas_cm2: Mapping[Limb, float] = field(default_factory=dict)
    leader: str = ""
    answers: Mapping[str, ClueAnswer] = field(default_factory=dict)
    problem: str = ""


def timeline_point(skin: Skin, paint: Paint, visit: Visit, leader: str = "") -> TimelinePoint:
    """What a timeline tells of a visit.

    Parameters
    ----------
    skin : Skin
        Of the body of the visit.
    paint : Paint
        Of its drawing.
    """
    areas = {
        (side, quality): skin.area_mm2(paint.side(side).qualities[quality]) / 100.0
        for side in SIDES
        for quality in QUALITIES
        if paint.side(side).qualities.get(quality)
    }
    total = sum(skin.area_mm2(paint.union(side)) for side in SIDES) / 100.0
    return TimelinePoint(visit.id, visit.at, visit.pain, total, areas, leader, visit.case.clues)


def in_order(points: Sequence[TimelinePoint]) -> tuple[TimelinePoint, ...]:
    """The oldest first; those without a date before all others, in the order given."""
    return tuple(sorted(points, key=lambda p: (p.at is not None, p.at.timestamp() if p.at is not None else 0.0)))


def painted_limbs(points: Sequence[TimelinePoint]) -> tuple[Limb, ...]:
    """Limbs and qualities that are painted in any visit, in the order of sides and qualities."""
    found = {limb for point in points for limb in point.areas_cm2}
    return tuple((side, quality) for side in SIDES for quality in QUALITIES if (side, quality) in found)


def changed_answers(points: Sequence[TimelinePoint]) -> tuple[str, ...]:
    """Clues that were answered differently in two visits, in the order in which they were first answered.

    A visit in which a clue was not asked says nothing about it.
    """
    given: dict[str, list[ClueAnswer]] = {}
    for point in points:
        for clue, answer in point.answers.items():
            answers = given.setdefault(clue, [])
            if answer not in answers:
                answers.append(answer)
    return tuple(clue for clue, answers in given.items() if len(answers) > 1)


def leaders(points: Sequence[TimelinePoint]) -> tuple[str, ...]:
    """Ids of the candidates that lead in any visit, in the order in which they first did."""
    return tuple(dict.fromkeys(point.leader for point in points if point.leader))
