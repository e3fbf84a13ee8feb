"""From a raster of labels to smooth polygons that share their borders.

The border between two labels is traced once as an arc, moved to where the label really changes, smoothed with fixed
ends, and the network of all arcs and the outline is cut into faces again: neighbours share every vertex, and together
the faces are the outline.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt, gaussian_filter1d
from scipy.ndimage import label as components
from shapely import MultiPolygon

from footmap.atlas_build.homes.types import ViewRaster
from footmap.core.chart import FloatArray
from footmap.core.geometry import GRID_MM, empty, polygons

IntImage = NDArray[np.int64]
Classify = Callable[[FloatArray, FloatArray], NDArray[np.int64]]
"""Labels (0 and up) of points of the skin coordinates s, a."""

_BISECTIONS: Final = 5
_JUMP: Final = 6.0
"""Neighbouring cells further apart than this (nominal mm or 0.7 degrees) lie on different sheets of skin."""
_STEP_MM: Final = 0.25
_TOUCH_MM: Final = 1e-9
"""Faces whose borders share more than this lie side by side."""


@dataclass(frozen=True, eq=False)
class ChartRaster:
    """One view's raster with skin coordinates.

    Attributes
    ----------
    raster : ViewRaster
    s, a : (h, w) float64
        Skin coordinates of the cells; values without skin are those of the nearest skin.
    skin : (h, w) bool
        Where there is skin.
    near : pair of (h, w) int
        Nearest cell with skin.
    outline : MultiPolygon
    smooth_mm : float
        How far borders are smoothed along their length (standard deviation).
    tolerance_mm : float
        How far simplification may move a border.
    """

    raster: ViewRaster
    s: FloatArray
    a: FloatArray
    skin: NDArray[np.bool_]
    near: tuple[NDArray[np.intp], NDArray[np.intp]]
    outline: MultiPolygon
    smooth_mm: float
    tolerance_mm: float

    def spread(self, values: NDArray[Any]) -> NDArray[Any]:
        """Image (h, w) from one value per skin cell, continued past the skin."""
        image = np.zeros(self.skin.shape, values.dtype)
        image[self.skin] = values
        return image[self.near]

    @property
    def points(self) -> tuple[FloatArray, FloatArray]:
        """s and a of the skin cells."""
        return self.s[self.skin], self.a[self.skin]


def absorbed(image: IntImage, least_mm2: float, step_mm: float) -> IntImage:
    """Labels without pieces smaller than `least_mm2`, which go to what surrounds them."""
    small = np.zeros(image.shape, bool)
    for value in np.unique(image):
        piece, _ = components(image == value)
        size = np.bincount(piece.ravel()) * step_mm**2
        size[0] = np.inf
        small |= size[piece] < least_mm2
    if not small.any():
        return image
    index: Any = distance_transform_edt(small, return_distances=False, return_indices=True)
    return np.asarray(image[index[0], index[1]])


def _cracks(image: IntImage) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Edges between cells of different labels: cell p, cell q (row, column), and the two corners of each edge."""
    r, c = np.nonzero(image[:, :-1] != image[:, 1:])
    r2, c2 = np.nonzero(image[:-1, :] != image[1:, :])
    p = np.r_[np.c_[r, c], np.c_[r2, c2]]
    q = np.r_[np.c_[r, c + 1], np.c_[r2 + 1, c2]]
    start = np.r_[np.c_[r, c + 1], np.c_[r2 + 1, c2]]
    end = np.r_[np.c_[r + 1, c + 1], np.c_[r2 + 1, c2 + 1]]
    return p, q, start, end


def _crossings(
    view: ChartRaster, image: IntImage, p: NDArray[np.int64], q: NDArray[np.int64], classify: Classify
) -> FloatArray:
    """Where between the centres of cells p and q the label changes, as (row, column)."""
    sp, sq = view.s[p[:, 0], p[:, 1]], view.s[q[:, 0], q[:, 1]]
    ap, aq = view.a[p[:, 0], p[:, 1]], view.a[q[:, 0], q[:, 1]]
    turn = (aq - ap + 180) % 360 - 180
    both = view.skin[p[:, 0], p[:, 1]] & view.skin[q[:, 0], q[:, 1]]
    k = np.nonzero(both & (np.hypot(sq - sp, 0.7 * turn) < _JUMP))[0]
    t = np.full(len(p), 0.5)
    own = image[p[k, 0], p[k, 1]]
    lo, hi = np.zeros(len(k)), np.ones(len(k))
    for _ in range(_BISECTIONS):
        mid = (lo + hi) / 2
        same = classify(sp[k] + mid * (sq - sp)[k], (ap[k] + mid * turn[k]) % 360) == own
        lo, hi = np.where(same, mid, lo), np.where(same, hi, mid)
    t[k] = (lo + hi) / 2
    return np.asarray(p + t[:, None] * (q - p))


def _smooth(points: FloatArray, closed: bool, smooth_mm: float) -> FloatArray:
    """Curve evened out along its length; open ends stay where they are."""
    length = np.r_[0, np.cumsum(np.hypot(*np.diff(points, axis=0).T))]
    total = length[-1]
    if total < 2 * _STEP_MM:
        return points
    n = max(round(total / _STEP_MM), 4)
    u = np.linspace(0, total, n + 1)
    even = np.stack([np.interp(u, length, points[:, i]) for i in (0, 1)], axis=1)
    sigma = min(smooth_mm, total / 12) / (total / n)
    if closed:
        soft = gaussian_filter1d(even[:-1], sigma, axis=0, mode="wrap")
        return np.vstack([soft, soft[:1]])
    pad = min(int(4 * sigma) + 1, n)
    head = 2 * even[0] - even[pad:0:-1]
    tail = 2 * even[-1] - even[-2 : -2 - pad : -1]
    soft = gaussian_filter1d(np.vstack([head, even, tail]), sigma, axis=0, mode="nearest")[pad:-pad]
    soft[0], soft[-1] = even[0], even[-1]
    return np.asarray(soft)


def _arcs(view: ChartRaster, image: IntImage, classify: Classify) -> list[shapely.LineString]:
    """Smooth arcs between all labels, view millimetres."""
    p, q, start, end = _cracks(image)
    if not len(p):
        return []
    across = _crossings(view, image, p, q, classify)
    width = image.shape[1] + 1
    a, b = start[:, 0] * width + start[:, 1], end[:, 0] * width + end[:, 1]
    corner, number = np.unique(np.r_[a, b], return_inverse=True)
    degree = np.bincount(number)
    middle = np.stack([np.bincount(number, np.tile(across[:, i], 2)) for i in (0, 1)], axis=1) / degree[:, None]
    lines = shapely.line_merge(
        shapely.multilinestrings(
            shapely.linestrings(np.stack([np.c_[start[:, 1], start[:, 0]], np.c_[end[:, 1], end[:, 0]]], 1))
        )
    )
    edge_of = {frozenset((int(i), int(j))): e for e, (i, j) in enumerate(zip(a, b, strict=True))}
    origin = np.array([view.raster.left_mm, view.raster.bottom_mm])
    out = []
    for line in shapely.get_parts(lines):
        corners = shapely.get_coordinates(line)[:, ::-1].astype(np.int64)
        ids = corners[:, 0] * width + corners[:, 1]
        edges = [edge_of[frozenset((int(i), int(j)))] for i, j in itertools.pairwise(ids)]
        closed = ids[0] == ids[-1] and degree[np.searchsorted(corner, ids[0])] == 2
        path = across[edges]
        if closed:
            path = np.vstack([path, path[:1]])
        else:
            ends = middle[np.searchsorted(corner, ids[[0, -1]])]
            path = np.vstack([ends[:1], path, ends[1:]])
        path = _smooth(path[:, ::-1] * view.raster.step_mm + origin, bool(closed), view.smooth_mm)
        out.append(shapely.simplify(shapely.LineString(path), view.tolerance_mm, preserve_topology=False))
    return [line for line in out if line.length > 0]


def _faces(view: ChartRaster, arcs: list[shapely.LineString]) -> list[shapely.Polygon]:
    """Faces of the outline cut along the arcs, on the grid."""
    near = shapely.buffer(view.outline, 1.0, quad_segs=2)
    shapely.prepare(near)
    cut = [line for line in arcs if near.intersects(line)]
    rings = shapely.get_parts(shapely.boundary(view.outline))
    net = shapely.union_all([*cut, *rings], grid_size=GRID_MM)
    faces = shapely.get_parts(shapely.polygonize(list(shapely.get_parts(net))))
    shapely.prepare(view.outline)
    inner = shapely.point_on_surface(faces)
    return [f for f, inside in zip(faces, shapely.contains(view.outline, inner), strict=True) if inside]


def _label_at(view: ChartRaster, image: IntImage, face: shapely.Polygon) -> int:
    centre = shapely.get_coordinates(shapely.maximum_inscribed_circle(face, tolerance=0.1))[0]
    x, y = np.rint((centre - [view.raster.left_mm, view.raster.bottom_mm]) / view.raster.step_mm).astype(int)
    h, w = image.shape
    return int(image[min(max(y, 0), h - 1), min(max(x, 0), w - 1)])


def coverage(
    view: ChartRaster, labels: NDArray[np.int64], classify: Classify, least_mm2: float
) -> dict[int, MultiPolygon]:
    """The outline of a view divided among labels, without gaps or overlaps.

    Parameters
    ----------
    labels : (n,) int
        Label of each skin cell.
    classify : callable
        Labels at any skin coordinates, for borders finer than the raster.
    least_mm2 : float
        Pieces smaller than this go to their neighbours.

    Returns
    -------
    dict of label to MultiPolygon
        A valid coverage, view millimetres on the grid of `GRID_MM`.
    """
    image = absorbed(view.spread(labels), least_mm2, view.raster.step_mm)
    faces = _faces(view, _arcs(view, image, classify))
    owner = [_label_at(view, image, f) for f in faces]
    owner = without_slivers(faces, owner, least_mm2)
    out = {}
    for value in sorted(set(owner)):
        own = [f for f, o in zip(faces, owner, strict=True) if o == value]
        out[value] = polygons(shapely.coverage_union_all(own))
    return out


def without_slivers(faces: list[shapely.Polygon], owner: list[int], least_mm2: float) -> list[int]:
    """Owners of faces in which no connected piece of one owner is smaller than `least_mm2`.

    The smallest piece goes first, to the neighbour with which it shares most of its border; a piece without a
    neighbour stays.
    """
    owner = list(owner)
    beside = _neighbours(faces)
    settled: set[frozenset[int]] = set()
    while True:
        pieces = [piece for piece in _pieces(owner, beside) if piece not in settled]
        small = [(area, piece) for piece in pieces if (area := sum(faces[i].area for i in piece)) < least_mm2]
        if not small:
            return owner
        _, piece = min(small, key=lambda pair: (pair[0], min(pair[1])))
        common: dict[int, float] = {}
        for i in piece:
            for j, length in beside[i].items():
                if j not in piece:
                    common[owner[j]] = common.get(owner[j], 0.0) + length
        if common:
            taker = max(common, key=lambda o: (common[o], -o))
            for i in piece:
                owner[i] = taker
        else:
            settled.add(piece)


def _neighbours(faces: list[shapely.Polygon]) -> list[dict[int, float]]:
    """For each face the length of the border (mm) that it shares with each face beside it."""
    beside: list[dict[int, float]] = [{} for _ in faces]
    edges = shapely.boundary(faces)
    one, other = shapely.STRtree(faces).query(faces, predicate="intersects")
    for i, j in zip(one.tolist(), other.tolist(), strict=True):
        if i < j and (length := float(shapely.intersection(edges[i], edges[j]).length)) > _TOUCH_MM:
            beside[i][j] = beside[j][i] = length
    return beside


def _pieces(owner: list[int], beside: list[dict[int, float]]) -> list[frozenset[int]]:
    """Faces of one owner that lie side by side, as sets of their numbers."""
    seen: set[int] = set()
    out = []
    for start in range(len(owner)):
        if start in seen:
            continue
        piece, ahead = {start}, [start]
        while ahead:
            for j in beside[ahead.pop()]:
                if j not in piece and owner[j] == owner[start]:
                    piece.add(j)
                    ahead.append(j)
        seen |= piece
        out.append(frozenset(piece))
    return out


def shape(view: ChartRaster, inside: NDArray[np.bool_], classify: Classify, least_mm2: float) -> MultiPolygon:
    """Smooth polygons of skin cells that lie inside something (label 1), not cut to anything but the outline."""
    if not inside.any():
        return empty()
    window, labels = _window(view, inside)
    found = coverage(window, labels, classify, least_mm2)
    return found.get(1, empty())


def _window(view: ChartRaster, inside: NDArray[np.bool_]) -> tuple[ChartRaster, NDArray[np.int64]]:
    """The part of a view round what lies inside, and its labels."""
    image: IntImage = np.zeros(view.skin.shape, np.int64)
    image[view.skin] = inside
    rows, columns = np.flatnonzero(image.any(1)), np.flatnonzero(image.any(0))
    pad = 12
    r0, r1 = max(int(rows[0]) - pad, 0), min(int(rows[-1]) + pad + 1, image.shape[0])
    c0, c1 = max(int(columns[0]) - pad, 0), min(int(columns[-1]) + pad + 1, image.shape[1])
    box = np.s_[r0:r1, c0:c1]
    skin = view.skin[box]
    index: Any = distance_transform_edt(~skin, return_distances=False, return_indices=True)
    raster = view.raster
    step = raster.step_mm
    part = ViewRaster(
        raster.left_mm + c0 * step, raster.bottom_mm + r0 * step, step, raster.face[box], raster.weights[box],
        raster.depth[box], raster.skin[box], raster.mask[box], raster.facing[box],
    )  # fmt: skip
    frame = shapely.box(
        part.left_mm - step, part.bottom_mm - step, part.left_mm + (c1 - c0) * step, part.bottom_mm + (r1 - r0) * step
    )
    outline = polygons(shapely.intersection(view.outline, frame, grid_size=GRID_MM))
    window = ChartRaster(
        part, view.s[box], view.a[box], skin, (index[0], index[1]), outline, view.smooth_mm, view.tolerance_mm
    )
    return window, image[box][skin]


def chart_raster(
    raster: ViewRaster,
    outline: MultiPolygon,
    locate: Callable[[FloatArray], tuple[FloatArray, FloatArray]],
    smooth_mm: float,
    tolerance_mm: float,
) -> ChartRaster:
    """Skin coordinates of the cells of a view."""
    skin = raster.mask
    index: Any = distance_transform_edt(~skin, return_distances=False, return_indices=True)
    near = (index[0], index[1])
    s, a = np.zeros(skin.shape), np.zeros(skin.shape)
    s[skin], a[skin] = locate(raster.skin[skin].astype(np.float64))
    return ChartRaster(raster, s[near], a[near], skin, near, outline, smooth_mm, tolerance_mm)
