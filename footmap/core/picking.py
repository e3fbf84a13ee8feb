"""Which stroke lies topmost at a place of the skin, whichever view it was painted in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from shapely import MultiPolygon

from .drawing import Stroke, right_limb_points
from .geometry import widen
from .paint import covered
from .views import VIEW_IDS, Side, ViewId

if TYPE_CHECKING:
    from .atlas import Atlas
    from .drawing import Drawing

DOT_MM: Final = 1.0
"""Radius of the dot of skin that is looked up in the other views; smaller ones would count as specks."""


def stroke_at(atlas: Atlas, drawing: Drawing, side: Side, view: ViewId, x_mm: float, y_mm: float) -> int | None:
    """Index of the topmost stroke at a point of a view; None where the skin is bare or was erased since.

    Parameters
    ----------
    x_mm, y_mm : float
        Right-limb millimetres of the view, whichever the side.
    """
    places = _places(atlas, view, x_mm, y_mm)
    for index in range(len(drawing.strokes) - 1, -1, -1):
        stroke = drawing.strokes[index]
        place = places.get(stroke.view)
        if stroke.side == side and place is not None and _covers(atlas, stroke, *place):
            return index if stroke.mode == "add" else None
    return None


def stroke_shapes(atlas: Atlas, stroke: Stroke) -> dict[ViewId, MultiPolygon]:
    """What each view sees of the skin under a stroke, right-limb view mm; views that see none are missing."""
    part = atlas.skin.commit(stroke.view, covered(atlas.skin, stroke))
    seen = {view: atlas.skin.shown(part, view) for view in VIEW_IDS}
    return {view: shape for view, shape in seen.items() if not shape.is_empty}


def _places(atlas: Atlas, view: ViewId, x_mm: float, y_mm: float) -> dict[ViewId, tuple[float, float]]:
    """Where every view sees the skin at a point of one view."""
    part = atlas.skin.commit(view, widen(shapely.Point(x_mm, y_mm), DOT_MM, corner_steps=16))
    out: dict[ViewId, tuple[float, float]] = {}
    if not part:
        return out
    out[view] = (x_mm, y_mm)
    for other in (v for v in VIEW_IDS if v != view):
        seen = atlas.skin.shown(part, other)
        parts = shapely.get_parts(seen)
        if len(parts):
            middle = shapely.point_on_surface(parts[int(np.argmax(shapely.area(parts)))])
            out[other] = (float(middle.x), float(middle.y))
    return out


def _covers(atlas: Atlas, stroke: Stroke, x_mm: float, y_mm: float) -> bool:
    """True where a stroke covers a right-limb point of its own view."""
    return _near(stroke, x_mm, y_mm) and bool(shapely.contains_xy(covered(atlas.skin, stroke), x_mm, y_mm))


def _near(stroke: Stroke, x_mm: float, y_mm: float) -> bool:
    """True where the picture shows a stroke's way, or the box of its area, over a right-limb point of its own view."""
    points = right_limb_points(stroke)
    reach = stroke.radius_mm
    low, high = points.min(axis=0) - reach, points.max(axis=0) + reach
    if not (low[0] <= x_mm <= high[0] and low[1] <= y_mm <= high[1]):
        return False
    if stroke.shape == "area":
        return True
    radii = np.array(stroke.radii_mm or [reach] * len(points))
    if len(points) == 1:
        points, radii = np.repeat(points, 2, axis=0), np.repeat(radii, 2)
    start, along = points[:-1], np.diff(points, axis=0)
    to = np.array([x_mm, y_mm]) - start
    length2 = (along**2).sum(axis=1)
    share = np.clip((to * along).sum(axis=1) / np.where(length2 > 0, length2, 1.0), 0.0, 1.0)
    gap = to - share[:, None] * along
    return bool(((gap**2).sum(axis=1) <= (radii[:-1] + share * np.diff(radii)) ** 2).any())
