"""Thin strokes along the edges of the limb, and how far from them the paint that they leave is seen."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon

from footmap.core.geometry import lasso
from footmap.core.relief import brushed
from footmap.core.skin import Skin
from footmap.core.views import ViewId

FAR_MM = 1.5
"""Paint that would be seen further than this from its stroke was not touched by it."""


def thin_stroke(skin: Skin, view: ViewId, rng: np.random.Generator) -> MultiPolygon:
    """A thin triangle or brush stroke that crosses or follows the edge of the limb."""
    rings = shapely.get_parts(skin.outline[view])
    edge = rings[int(np.argmax(shapely.area(rings)))].exterior
    centre = np.array(edge.interpolate(rng.uniform(0, edge.length)).coords[0]) + rng.normal(0, 1.5, 2)
    angle, length, width = rng.uniform(0, 2 * np.pi), rng.uniform(3, 40), rng.uniform(0.3, 3)
    along = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-along[1], along[0]])
    ring = [
        centre + along * length * rng.uniform(0.2, 1),
        centre + across * width,
        centre - along * length * rng.uniform(0, 0.5) * rng.integers(0, 2),
    ]
    if rng.uniform() < 2 / 3:
        return lasso(ring)
    return brushed(skin.relief(view), ring[:2], [float(width)] * 2)


def untouched_mm2(skin: Skin, view: ViewId, stroke: MultiPolygon, step_mm: float = 0.5) -> float:
    """Painted skin, in mm2 of its home views, that the view of the stroke shows (or hides) away from the stroke."""
    found = 0
    for p, shape in skin.commit(view, stroke).items():
        places = _grid(shape, step_mm)
        if len(places):
            seen = skin.appears(view, p, places)
            found += int((shapely.distance(shapely.points(seen), stroke) > FAR_MM).sum())
    return found * step_mm**2


def _grid(shape: MultiPolygon, step_mm: float) -> NDArray[np.float64]:
    """Places (n, 2) on a grid inside a shape."""
    left, bottom, right, top = shape.bounds
    x, y = np.meshgrid(np.arange(left, right, step_mm), np.arange(bottom, top, step_mm))
    xy = np.column_stack([x.ravel(), y.ravel()])
    return np.asarray(xy[shapely.contains_xy(shape, xy[:, 0], xy[:, 1])])
