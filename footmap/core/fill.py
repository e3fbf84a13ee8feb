"""Strokes that paint, or erase, exactly one named region of the skin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon

from .drawing import Mode, Point, Quality, Stroke
from .geometry import intersection, polygons, widen
from .views import VIEW_IDS, Side, ViewId

if TYPE_CHECKING:
    from .atlas import Atlas

SEAM_MM: Final = 0.5
"""How far a piece reaches beyond the skin that its view owns, so that no hairline stays between pieces."""
LEAST_MM2: Final = 1.0
"""Smaller pieces, which rounding leaves at the borders between views, are not worth a stroke."""
TOLERANCE: Final = 0.035
"""Share of a region's area by which its paint may differ; on the toes, elsewhere it is a tenth of that."""


def region_strokes(
    atlas: Atlas,
    region_id: str,
    side: Side,
    quality: Quality,
    intensity: float,
    mode: Mode = "add",
) -> tuple[Stroke, ...]:
    """Area strokes that together cover one region of the skin.

    Each view takes the skin of the region that it owns. Painted from nothing, paint and region differ by no more
    than `TOLERANCE` of the region.

    Parameters
    ----------
    region_id : str
        Id of a territory of the layer ``region``.
    intensity : float
        0 to 10.

    Returns
    -------
    tuple of Stroke
        With shape ``area``, in the order of the views; the largest pieces of a view first.

    Raises
    ------
    KeyError
        If the atlas has no such region.
    """
    seen = region_shapes(atlas, region_id)
    out = []
    for view in VIEW_IDS:
        shape = seen.get(view)
        if shape is None:
            continue
        owned = intersection(shape, atlas.views[view].home, min_mm2=LEAST_MM2)
        if owned.is_empty:
            continue
        reach = intersection(shape, widen(owned, SEAM_MM), min_mm2=LEAST_MM2)
        for ring in sorted(_rings(reach), key=lambda ring: -ring.area):
            points = _points(ring, side)
            out.append(Stroke(side, view, mode, "area", quality, points, 0.0, float(intensity)))
    return tuple(out)


def region_shapes(atlas: Atlas, region_id: str) -> dict[ViewId, MultiPolygon]:
    """What each view sees of a region, right-limb view mm.

    Raises
    ------
    KeyError
        If the atlas has no such region.
    """
    for territory in atlas.territories:
        if territory.layer == "region" and territory.id == region_id:
            return dict(territory.zones["usual"])
    raise KeyError(region_id)


def region_at(atlas: Atlas, view: ViewId, x_mm: float, y_mm: float) -> str | None:
    """Id of the region at a point of a view (right limb); None beside the skin."""
    member = atlas.label_table.member[atlas.labels[view].at(x_mm, y_mm)]
    columns = (atlas.label_table.columns[i] for i in np.flatnonzero(member))
    return next((c.id for c in columns if c.layer == "region"), None)


def _rings(shape: MultiPolygon) -> list[Polygon]:
    """Polygons without holes that make up a shape: it is cut across each hole."""
    out: list[Polygon] = []
    todo = list(shape.geoms)
    while todo:
        part = todo.pop()
        if not part.interiors:
            out.append(part)
            continue
        left, low, right, high = part.bounds
        x0, _, x1, _ = part.interiors[0].bounds
        middle = round((x0 + x1) / 2, 2)
        for half in (
            shapely.box(left - 1, low - 1, middle, high + 1),
            shapely.box(middle, low - 1, right + 1, high + 1),
        ):
            todo += polygons(intersection(part, half)).geoms
    return out


def _points(ring: Polygon, side: Side) -> tuple[Point, ...]:
    """Corners of a polygon in the frame of its limb, the closing one left out."""
    k = 1 if side == "right" else -1
    return tuple((round(k * x, 2) + 0.0, round(y, 2) + 0.0) for x, y in shapely.get_coordinates(ring)[:-1].tolist())
