"""From rasters to polygons: contours at sub-pixel precision, nearest values, sheets torn at steps of depth."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import sparse
from scipy.ndimage import distance_transform_edt
from scipy.sparse.csgraph import connected_components
from shapely import MultiPolygon
from skimage import measure

from footmap.core.geometry import empty, intersection, polygons, repair, simplify

from .types import STEP_MM, Bool, Float32, Int32

SHEET_MM2 = 3.0
"""Sheets smaller than this are dropped."""


def nearest(mask: Bool) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Row and column of the nearest True cell for every cell."""
    index: Any = distance_transform_edt(~mask, return_distances=False, return_indices=True)
    return index[0], index[1]


def region(
    field: NDArray[Any],
    origin: tuple[float, float],
    clip: MultiPolygon | None = None,
    tolerance_mm: float = 0.05,
    min_mm2: float = 1.0,
) -> MultiPolygon:
    """Where a raster is positive, millimetres.

    Parameters
    ----------
    field : (h, w)
        Row 0 lowest, spacing `STEP_MM`.
    origin : tuple of float
        Centre of cell [0, 0], millimetres.
    clip : MultiPolygon or None
        Keep only what lies inside.
    tolerance_mm : float
        How far simplification may move the outline.
    min_mm2 : float
        Parts and holes under this go.
    """
    padded = np.pad(np.asarray(field, np.float32), 1, constant_values=-1.0)
    rings = []
    contours: Any = measure.find_contours  # untyped
    for contour in contours(padded, 0.0):
        if len(contour) > 3:
            x = (contour[:, 1] - 1) * STEP_MM + origin[0]
            y = (contour[:, 0] - 1) * STEP_MM + origin[1]
            rings.append(shapely.make_valid(shapely.Polygon(np.column_stack([x, y]))))
    if not rings:
        return empty()
    rings.sort(key=lambda ring: -float(ring.area))
    shape = rings[0]
    for ring in rings[1:]:  # even-odd: a ring inside another is a hole
        shape = shapely.symmetric_difference(shape, ring)
    out = simplify(shape, tolerance_mm)
    if clip is not None:
        out = intersection(out, clip)
    kept = []
    for part in polygons(out, min_mm2).geoms:
        holes = [hole for hole in part.interiors if shapely.Polygon(hole).area > min_mm2]
        kept.append(shapely.Polygon(part.exterior, holes))
    return repair(MultiPolygon(kept), min_mm2) if kept else empty()


def sheets(skin: Float32, mask: Bool, jump_mm: float) -> tuple[Int32, int]:
    """Sheet of each cell (-1 none), largest first, and their number.

    Neighbouring cells whose skin lies further apart than `jump_mm` belong to different sheets unless another
    way joins them.
    """
    size = mask.size
    index = np.arange(size).reshape(mask.shape)
    pairs = []
    for a, b in (
        (np.s_[:, :-1], np.s_[:, 1:]),
        (np.s_[:-1, :], np.s_[1:, :]),
    ):
        joined = mask[a] & mask[b] & (np.linalg.norm(skin[a] - skin[b], axis=-1) < jump_mm)
        pairs.append(np.column_stack([index[a][joined], index[b][joined]]))
    edge = np.vstack(pairs)
    graph = sparse.coo_matrix((np.ones(len(edge), np.int8), (edge[:, 0], edge[:, 1])), (size, size))
    _, piece = connected_components(graph, directed=False)
    piece_of: NDArray[Any] = np.asarray(piece).reshape(mask.shape)
    cells = np.bincount(piece_of[mask], minlength=1)
    big = np.nonzero(cells * STEP_MM**2 >= SHEET_MM2)[0]
    big = big[np.argsort(-cells[big], kind="stable")]
    number = np.full(int(piece_of.max()) + 1, -1, np.int32)
    number[big] = np.arange(len(big))
    return np.where(mask, number[piece_of], -1).astype(np.int32), max(1, len(big))
