"""Filling polygons into the cells of a raster."""

from __future__ import annotations

import math
from typing import Final, Protocol

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from .views import FloatArray

BoolGrid = NDArray[np.bool_]
Block = tuple[slice, slice]
"""Rows and columns of a grid."""


class Raster(Protocol):
    """Cells over a view: where the first one lies, how far they are apart, how many."""

    @property
    def left_mm(self) -> float:
        """Centre of the first column."""

    @property
    def bottom_mm(self) -> float:
        """Centre of the first row, the lowest."""

    @property
    def step_mm(self) -> float:
        """Between two cells."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Rows and columns."""


SHORT: Final = 0.25
"""A move shorter than this part of the radius is a dot at its end."""


def cells_inside(shape: BaseGeometry, raster: Raster) -> BoolGrid:
    """Cells (h, w) whose centre lies inside a valid polygonal shape of the raster's view.

    Counts crossings of every row of cell centres with the outline; time grows with the outline's vertices and with
    the shape's bounding box, not with the number of strokes behind it.
    """
    inside = np.zeros(raster.shape, dtype=bool)
    found = block_inside(shape, raster)
    if found is not None:
        inside[found[0]] = found[1]
    return inside


def block_inside(shape: BaseGeometry, raster: Raster) -> tuple[Block, BoolGrid] | None:
    """As `cells_inside`, of the rows and columns that the shape reaches: which these are, and their cells."""
    height, width = raster.shape
    if shape.is_empty:
        return None
    rings = shapely.get_rings(shapely.get_parts(shape))
    coords, ring = shapely.get_coordinates(rings, return_index=True)
    x = (coords[:, 0] - raster.left_mm) / raster.step_mm
    y = (coords[:, 1] - raster.bottom_mm) / raster.step_mm
    joined = ring[1:] == ring[:-1]
    x0, x1, y0, y1 = x[:-1][joined], x[1:][joined], y[:-1][joined], y[1:][joined]
    first = np.clip(np.ceil(np.minimum(y0, y1)), 0, height).astype(np.int64)
    last = np.clip(np.ceil(np.maximum(y0, y1)), 0, height).astype(np.int64)
    count = last - first
    crossing = count > 0
    x0, x1, y0, y1, first, count = (a[crossing] for a in (x0, x1, y0, y1, first, count))
    if not len(count):
        return None
    edge = np.repeat(np.arange(len(count)), count)
    row = first[edge] + np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)
    at = x0[edge] + (row - y0[edge]) * ((x1 - x0) / (y1 - y0))[edge]
    column = np.clip(np.ceil(at), 0, width).astype(np.int64)
    bottom, top, left, right = int(row.min()), int(row.max()) + 1, int(column.min()), int(column.max()) + 1
    wide = right - left
    edges = np.bincount((row - bottom) * wide + (column - left), minlength=(top - bottom) * wide)
    parity = (edges & 1).astype(np.uint8).reshape(top - bottom, wide)
    np.bitwise_xor.accumulate(parity, axis=1, out=parity)
    right = min(right, width)
    return (slice(bottom, top), slice(left, right)), parity[:, : right - left].view(np.bool_)


def brush_block(
    raster: Raster, start: tuple[float, float], end: tuple[float, float], radius_mm: float
) -> tuple[Block, BoolGrid] | None:
    """Rows and columns that a brush reaches on its straight way to a point, and which of their cells it covers.

    Parameters
    ----------
    start, end : (x, y)
        Right-limb millimetres of the raster's view.
    """
    (x0, y0), (x1, y1) = start, end
    step, left, bottom = raster.step_mm, raster.left_mm, raster.bottom_mm
    height, width = raster.shape
    c0 = max(math.ceil((min(x0, x1) - radius_mm - left) / step), 0)
    c1 = min(math.floor((max(x0, x1) + radius_mm - left) / step) + 1, width)
    r0 = max(math.ceil((min(y0, y1) - radius_mm - bottom) / step), 0)
    r1 = min(math.floor((max(y0, y1) + radius_mm - bottom) / step) + 1, height)
    if c0 >= c1 or r0 >= r1:
        return None
    x = left + step * np.arange(c0, c1, dtype=np.float64)
    y = bottom + step * np.arange(r0, r1, dtype=np.float64)
    return (slice(r0, r1), slice(c0, c1)), _near_segment(x, y, start, end, radius_mm)


def _near_segment(
    x: FloatArray, y: FloatArray, start: tuple[float, float], end: tuple[float, float], radius_mm: float
) -> BoolGrid:
    """Cells (len(y), len(x)) within a radius of a straight segment.

    Of a short one only those round its end: those round its start were counted before, and what lies outside both
    is thinner than a hundredth of the radius.
    """
    ux, uy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(ux, uy)
    if length <= SHORT * radius_mm:
        across, up = x - end[0], y - end[1]
        near: BoolGrid = (across * across) + (up * up)[:, None] <= radius_mm * radius_mm
        return near
    across, up = x - start[0], y - start[1]
    ux, uy = ux / length, uy / length
    aside = (across * uy) - (up * ux)[:, None]
    along = (across * ux) + (up * uy)[:, None]
    along -= np.minimum(np.maximum(along, 0.0), length)  # what lies before the start or beyond the end
    aside *= aside
    along *= along
    aside += along
    return aside <= radius_mm * radius_mm
