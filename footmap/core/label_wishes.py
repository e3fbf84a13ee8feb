"""Where names of skin may stand: on the skin that they name, or beside the limb on a leader.

Names are placed on a plane: the canvas of the window or a sheet of paper, each with its own unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon

from .geometry import on_line
from .label_places import Box, Wish
from .skin_owners import OwnedSkin

NARROW: Final = 0.72
"""A name may stand out of its skin a little: this share of its width must lie on it."""
DIRECTIONS: Final = 3
"""Names stand on the nearest sides of the limb, not on the farthest."""
LEAST: Final = 2.5
"""Skin whose greatest circle has a smaller radius has no leader; like the others in points of the plane."""
FARTHEST: Final = 230.0
"""Longest leader."""
LEADER: Final = 16.0
ACROSS: Final = 3.0
"""The leader of a name in full runs over the limb at most this many times as far as to the nearest side,"""
ROOM: Final = 40.0
"""or this many points: its sign, which needs less room, may stand on the nearest side instead."""
STACK: Final = (0.0, -1.0, 1.0, -2.0, 2.0, -3.0, 3.0)
"""Where a name beside the limb may stand, in lines above or below what it names."""


@dataclass(frozen=True)
class Plane:
    """Millimetres of a view to a plane: ``x = left + across * x_mm``, ``y = top + down * y_mm``.

    Attributes
    ----------
    point : float
        Size of a point in units of the plane: lengths of leaders follow it.
    """

    across: float
    down: float
    left: float
    top: float
    point: float = 1.0

    def at(self, x_mm: float, y_mm: float) -> tuple[float, float]:
        """A point of the view on the plane."""
        return self.left + self.across * x_mm, self.top + self.down * y_mm

    def skin(self, box: Box) -> Polygon:
        """A box of the plane in millimetres of the view."""
        xs = sorted((edge - self.left) / self.across for edge in (box.left, box.right))
        ys = sorted((edge - self.top) / self.down for edge in (box.top, box.bottom))
        return shapely.box(xs[0], ys[0], xs[1], ys[1])


@dataclass(frozen=True)
class Beside:
    """How a name may stand beside its limb.

    Attributes
    ----------
    outline : MultiPolygon
        The limb, mm of the view.
    blocked : callable
        True for boxes where no name can stand.
    """

    outline: MultiPolygon
    blocked: Callable[[Box], bool]


def name_skin(
    piece: OwnedSkin,
    text: str,
    size: tuple[float, float],
    letters: float,
    plane: Plane,
    beside: Beside | None,
    avoid: Callable[[Box], bool] | None = None,
    *,
    once: str = "",
    rank: int = 1,
    whole: bool = False,
    strong: bool = False,
) -> Wish | None:
    """A name that stands on the skin of its owners or, if it may, beside the limb; None where there is no room at all.

    Parameters
    ----------
    size : (width, height)
        Of the name with what surrounds it, units of the plane.
    letters : float
        Height of its capitals.
    once, rank, avoid, strong
        See `Wish`.
    whole : bool
        A name in full: on the skin only if all of it lies there, and beside the limb on a side that is near.
    """
    width, height = size
    share = 1.0 if whole else NARROW
    here = []
    for spot in piece.spots:
        x, y = plane.at(*spot.at_mm)
        core = plane.skin(Box.about(x, y, share * width, height if whole else letters))
        if shapely.contains_properly(piece.skin, core):
            here.append(Box.about(x, y, width, height))
    scale = abs(plane.across)
    foot = max(piece.spots, key=lambda spot: spot.radius_mm)
    if not here and (beside is None or piece.radius_mm * scale < LEAST * plane.point):
        return None
    nowhere = Box.about(-1e9, -1e9, width, height)
    more = partial(_beside, foot.at_mm, beside, plane, width, height, whole) if beside is not None else None
    return Wish(
        text,
        plane.at(*foot.at_mm),
        (here[0] if here else nowhere,),
        piece.area_mm2 * scale * scale,
        rank,
        avoid,
        strong,
        beside=True,
        more=more,
        once=once,
        also=tuple(here[1:]),
    )


def joined(owners: tuple[str, ...], shorts: Mapping[str, str]) -> str:
    """Signs of all owners of a skin in one name: ``S1 + S2``."""
    return " + ".join(shorts[id_] for id_ in owners)


def _beside(
    spot_mm: tuple[float, float], beside: Beside, plane: Plane, width: float, height: float, near: bool
) -> Iterator[Box]:
    """Places left, right, above and below the limb, the nearest first; if `near`, none across the limb."""
    left, bottom, right, top = beside.outline.bounds
    x_mm, y_mm = spot_mm
    x, y = plane.at(x_mm, y_mm)
    gap = LEADER * plane.point
    found: list[tuple[float, list[Box]]] = []
    for end, across in (
        ((left - 1, y_mm), True),
        ((right + 1, y_mm), True),
        ((x_mm, bottom - 1), False),
        ((x_mm, top + 1), False),
    ):
        points = shapely.get_coordinates(on_line(shapely.LineString([spot_mm, end]), beside.outline))
        if not len(points):
            continue
        far = points[((points - spot_mm) ** 2).sum(axis=1).argmax()]
        fx, fy = plane.at(float(far[0]), float(far[1]))
        ex, ey = plane.at(*end)
        if across:
            middle = fx + (1 if ex > x else -1) * (gap + width / 2)
            boxes = [Box.about(middle, y + step * 1.15 * height, width, height) for step in STACK]
        else:
            sign = 1 if ey > y else -1
            middle = fy + sign * (gap + height / 2)
            boxes = [Box.about(x + step * 0.6 * width, middle, width, height) for step in STACK]
            boxes += [Box.about(x, middle + sign * step * 1.15 * height, width, height) for step in (1, 2)]
        found.append((abs(fx - x) + abs(fy - y), boxes))
    found.sort(key=lambda f: f[0])
    farthest = max(ACROSS * found[0][0], ROOM * plane.point) if near and found else np.inf
    for run, boxes in found[:DIRECTIONS]:
        for box in boxes if run <= farthest else ():
            if _reach(box, x, y) <= FARTHEST * plane.point and not beside.blocked(box):
                yield box


def _reach(box: Box, x: float, y: float) -> float:
    """How far a box is from a point."""
    dx = max(box.left - x, 0.0, x - box.right)
    dy = max(box.top - y, 0.0, y - box.bottom)
    return float(np.hypot(dx, dy))
