"""What the user painted: strokes as frozen values, and the skin outline each one covers.

A stroke is the truth that a case file keeps; paint (`footmap.core.paint`) is derived from it. Points are
millimetres of the stroke's own view; on the left limb x has the opposite sign of the right limb's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon

from .geometry import brush, lasso, pressed_brush
from .ids import QUALITIES as QUALITIES
from .ids import Quality as Quality
from .ids import Side, ViewId

Mode = Literal["add", "erase"]
Shape = Literal["brush", "area"]
Point: TypeAlias = tuple[float, float]
AnswerValue: TypeAlias = str | tuple[str, ...]
"""An answer or a grade of a clue, or several answers together."""
ClueAnswer: TypeAlias = AnswerValue | Mapping[Side, AnswerValue]
"""One for the patient, or one for each side."""

DEFAULT_INTENSITY: Final = 5.0
"""Middle of the 0-10 scale: what a stroke means that gives no intensity."""


@dataclass(frozen=True)
class Stroke:
    """One uninterrupted mark, which is also one step of undo.

    Attributes
    ----------
    side : {"right", "left"}
        Limb of the patient.
    view : ViewId
        The picture that was painted on.
    mode : {"add", "erase"}
        ``erase`` takes away whatever was painted there, of every quality.
    shape : {"brush", "area"}
        ``brush`` is a line with round ends of `radius_mm` (one point: a dot); ``area`` is a ring, open or closed.
    quality : {"pain", "burning", "tingling", "numbness"}
        Without meaning for an eraser.
    points_mm : tuple of (x, y)
        In the view, as painted on this side; x of the left limb is minus x of the right.
    radius_mm : float
        Half the width of a brush, where it is widest; 0 for an area.
    radii_mm : tuple of float
        Half the width at each point, where a pen was pressed more or less; empty if the width stays the same.
    intensity : float
        0 to 10.
    extra : tuple of (key, JSON text)
        What a case file said about the stroke that this edition does not know; kept for saving.
    """

    side: Side
    view: ViewId
    mode: Mode
    shape: Shape
    quality: Quality
    points_mm: tuple[Point, ...]
    radius_mm: float = 0.0
    intensity: float = DEFAULT_INTENSITY
    radii_mm: tuple[float, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Drawing:
    """Strokes in the order they were made."""

    strokes: tuple[Stroke, ...] = ()


@dataclass(frozen=True)
class Clearing:
    """Why a red flag does not hold, and what it was raised by when that was said.

    Attributes
    ----------
    on : tuple of str or None
        Clue ids, ``paint``, or a score's id; what comes later lets the flag stand again. None where the case does not
        say, as in older files: whatever comes, it stays cleared.
    """

    reason: str
    on: tuple[str, ...] | None = None


ClearedFlags: TypeAlias = Mapping[str, str | Clearing]
"""Flag id -> why it was cleared."""


@dataclass(frozen=True)
class Case:
    """What a case file holds.

    Attributes
    ----------
    clues : mapping of clue id to answer
        An answer or a grade, several answers, or one of these for each side.
    cleared : mapping of red flag id to str
        Alarms that were looked into and do not hold, and why.
    cleared_on : mapping of red flag id to tuple of str
        What each was raised by when it was cleared; see `Clearing`.
    atlas_version : str
        Edition of the atlas that was painted on; empty if unknown.
    body : str
        Whose pictures were painted on.
    extra : tuple of (key, JSON text)
        What the file said beyond this, kept for saving.
    """

    drawing: Drawing = field(default_factory=Drawing)
    clues: Mapping[str, ClueAnswer] = field(default_factory=lambda: MappingProxyType({}))
    note: str = ""
    atlas_version: str = ""
    body: str = "male"
    cleared: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    cleared_on: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def clearings(self) -> Mapping[str, Clearing]:
        """Each cleared flag with its reason and the evidence that the reason was given on."""
        return {id_: Clearing(why, self.cleared_on.get(id_)) for id_, why in self.cleared.items()}


def right_limb_points(stroke: Stroke) -> NDArray[np.float64]:
    """Points (n, 2) of a stroke as if it had been painted on the right limb, millimetres."""
    points = np.array(stroke.points_mm, dtype=np.float64).reshape(-1, 2)
    if stroke.side == "left":
        points[:, 0] = -points[:, 0]
    return points


def footprint(stroke: Stroke) -> MultiPolygon:
    """All that a stroke covers of the picture plane, not clipped to the limb.

    Parameters
    ----------
    stroke : Stroke
        Of either side.

    Returns
    -------
    MultiPolygon
        Valid, in right-limb millimetres of the stroke's view. A ring that crosses or overlaps itself covers
        everything it goes round. Empty if the stroke encloses nothing.
    """
    points = right_limb_points(stroke)
    if stroke.shape == "area":
        return lasso(points)
    return brush(points, stroke.radius_mm) if not stroke.radii_mm else pressed_brush(points, stroke.radii_mm)
