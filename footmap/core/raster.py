"""Filling polygons into the cells of a label raster."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from .atlas import LabelRaster

BoolGrid = NDArray[np.bool_]


def cells_inside(shape: BaseGeometry, raster: LabelRaster) -> BoolGrid:
    """Cells (h, w) whose centre lies inside a valid polygonal shape of the raster's view.

    Counts crossings of every row of cell centres with the outline; time grows with the outline's vertices and with
    the shape's bounding box, not with the number of strokes behind it.
    """
    inside = np.zeros(raster.shape, dtype=bool)
    found = block_inside(shape, raster)
    if found is not None:
        inside[found[0]] = found[1]
    return inside


def block_inside(shape: BaseGeometry, raster: LabelRaster) -> tuple[tuple[slice, slice], BoolGrid] | None:
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
