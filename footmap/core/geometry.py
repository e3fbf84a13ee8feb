"""The one gate for shapely's set operations: valid MultiPolygons out, or `GeometryError`.

Lengths are millimetres, areas square millimetres. Stored shapes lie on a grid of `GRID_MM`, which makes the
operations of GEOS robust and repeated unions and differences exact: what was added and is taken away again
leaves nothing. Everything else in footmap that unites, cuts or repairs shapes calls this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely import GEOSException, LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from ..errors import GeometryError

GRID_MM: Final = 0.01
DUST_MM2: Final = 0.05
_SOME_MM2: Final = 1e-9
"""Less is no skin at all: mending a shape may leave empty polygons in it."""
_PER_MM: Final = 1000.0
"""Strokes are taken to the micrometre."""
_POLYGON: Final = 3
_BRUSH_PIECE: Final = 24
"""Steps of a brush path widened at a time: a scribble that crosses itself a thousand times takes 30 ms, not 1 s."""


def empty() -> MultiPolygon:
    """No skin."""
    return _EMPTY


_EMPTY: Final = MultiPolygon()


def polygons(shape: BaseGeometry, min_mm2: float = 0.0) -> MultiPolygon:
    """Polygon parts of any shape as one MultiPolygon; lines, points and polygons under `min_mm2` go.

    Parts are taken as they are: use it on results of set operations, and `repair` on anything else.
    """
    kind = shape.geom_type
    if kind == "MultiPolygon" and (min_mm2 <= 0 or bool((shapely.area(shapely.get_parts(shape)) >= min_mm2).all())):
        return shape
    if kind == "Polygon":
        return _EMPTY if shape.is_empty or shape.area < min_mm2 else shapely.multipolygons([shape])
    parts = shapely.get_parts(shapely.get_parts(shape))
    parts = parts[shapely.get_type_id(parts) == _POLYGON]
    keep = shapely.area(parts) >= min_mm2 if min_mm2 > 0 else ~shapely.is_empty(parts)
    parts = parts[keep]
    return shapely.multipolygons(parts) if len(parts) else _EMPTY


def _checked(
    operation: Callable[[float | None], BaseGeometry], what: str, grid_mm: float, min_mm2: float
) -> MultiPolygon:
    """Result of a set operation on the grid.

    Operating at full precision and rounding the points afterwards is several times faster than operating on the
    grid; the few results that rounding makes invalid are computed again on the grid.
    """
    try:
        with np.errstate(all="ignore"):  # GEOS divides by zero on the way to sound results
            out = polygons(operation(None), min_mm2)
            if grid_mm:
                rounded = _rounded(out, grid_mm)
                if shapely.is_valid(rounded):
                    return rounded
                out = polygons(operation(grid_mm), min_mm2)
    except GEOSException as error:
        raise GeometryError(f"{what} failed: {error}") from error
    return out if shapely.is_valid(out) else repair(out, min_mm2)


def _rounded(shape: MultiPolygon, grid_mm: float) -> MultiPolygon:
    """Shape with each point moved to the grid; may be invalid."""
    if shape.is_empty:
        return shape
    per_mm = round(1 / grid_mm)
    return shapely.set_coordinates(shape, np.rint(shapely.get_coordinates(shape) * per_mm) / per_mm)


def on_grid(shape: BaseGeometry) -> MultiPolygon:
    """A valid polygonal shape with its points on the grid."""
    return _checked(lambda grid: shapely.set_precision(shape, grid) if grid else shape, "Rounding", GRID_MM, 0.0)


def union(a: BaseGeometry, b: BaseGeometry, *, grid_mm: float = GRID_MM, min_mm2: float = 0.0) -> MultiPolygon:
    """Skin in `a` or `b`. `grid_mm` 0 keeps full precision."""
    return _checked(lambda grid: shapely.union(a, b, grid_size=grid), "Union", grid_mm, min_mm2)


def union_all(shapes: Iterable[BaseGeometry], *, grid_mm: float = GRID_MM, min_mm2: float = 0.0) -> MultiPolygon:
    """Skin in any of the shapes; no shapes give an empty one."""
    parts = [s for s in shapes if not s.is_empty]
    if not parts:
        return _EMPTY
    return _checked(lambda grid: shapely.union_all(parts, grid_size=grid), "Union", grid_mm, min_mm2)


def join(shapes: Sequence[BaseGeometry]) -> MultiPolygon:
    """Skin in any of a few shapes that may have thousands of edges and overlap in narrow strips; on the grid.

    As `union_all`, but several times faster where edges run beside each other: one after the other, the smallest first,
    and what rounding spoils is rounded again as it is instead of being united again.
    """
    parts = sorted((s for s in shapes if not s.is_empty), key=shapely.get_num_coordinates)
    if not parts:
        return _EMPTY

    def united(grid_mm: float | None) -> BaseGeometry:
        return shapely.set_precision(whole, grid_mm) if grid_mm else whole

    try:
        with np.errstate(all="ignore"):
            whole = parts[0]
            for part in parts[1:]:
                whole = polygons(shapely.union(whole, part))
    except GEOSException as error:
        raise GeometryError(f"Union failed: {error}") from error
    return _checked(united, "Rounding", GRID_MM, 0.0)


def intersection(a: BaseGeometry, b: BaseGeometry, *, grid_mm: float = GRID_MM, min_mm2: float = 0.0) -> MultiPolygon:
    """Skin in both shapes. `grid_mm` 0 keeps full precision."""
    return _checked(lambda grid: shapely.intersection(a, b, grid_size=grid), "Intersection", grid_mm, min_mm2)


def difference(a: BaseGeometry, b: BaseGeometry, *, grid_mm: float = GRID_MM, min_mm2: float = 0.0) -> MultiPolygon:
    """Skin in `a` but not in `b`. `grid_mm` 0 keeps full precision."""
    return _checked(lambda grid: shapely.difference(a, b, grid_size=grid), "Difference", grid_mm, min_mm2)


def overlap_mm2(shapes: Sequence[BaseGeometry] | NDArray[Any], shape: BaseGeometry) -> NDArray[np.float64]:
    """Area that each of `shapes` shares with `shape`, at full precision."""
    array = np.asarray(shapes, dtype=object)
    out = np.zeros(len(array))
    if not len(array) or shape.is_empty:
        return out
    x0, y0, x1, y1 = shapely.bounds(array).T
    left, low, right, high = shape.bounds
    near = np.nonzero((x0 <= right) & (x1 >= left) & (y0 <= high) & (y1 >= low))[0]
    try:
        out[near] = shapely.area(shapely.intersection(array[near], shape))
    except GEOSException as error:
        raise GeometryError(f"Intersection failed: {error}") from error
    return out


def widen(shape: BaseGeometry, mm: float, *, mitre: bool = False, corner_steps: int = 4) -> MultiPolygon:
    """Shape grown (or shrunk, `mm` < 0) by a distance; a quarter of a circle has `corner_steps` edges."""
    style = "mitre" if mitre else "round"
    return _checked(lambda _: shapely.buffer(shape, mm, quad_segs=corner_steps, join_style=style), "Buffer", 0.0, 0.0)


def widen_each(shapes: NDArray[Any], mm: NDArray[np.float64], *, corner_steps: int) -> NDArray[Any]:
    """Shapes (...), each grown by its distance, at full precision; a quarter of a circle has `corner_steps` edges."""
    try:
        with np.errstate(all="ignore"):
            return np.asarray(shapely.buffer(shapes, mm, quad_segs=corner_steps), dtype=object)
    except GEOSException as error:
        raise GeometryError(f"Buffer failed: {error}") from error


def on_grid_each(shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Valid shapes, each with its points on the grid, as `repair` leaves them."""
    try:
        with np.errstate(all="ignore"):
            return list(shapely.set_precision(np.array(shapes, dtype=object), GRID_MM))
    except GEOSException:
        return [repair(shape) for shape in shapes]


def to_micrometre(points_mm: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points (n, 2) as strokes are taken: hair-thin steps trouble GEOS."""
    return np.asarray(np.rint(points_mm * _PER_MM) / _PER_MM)


def on_line(line: BaseGeometry, shape: BaseGeometry) -> BaseGeometry:
    """What lines have in common with a shape or with other lines, at full precision: pieces of line and points."""
    try:
        return shapely.intersection(line, shape)
    except GEOSException as error:
        raise GeometryError(f"Cutting a line failed: {error}") from error


def common_border(shapes: Sequence[BaseGeometry]) -> list[LineString]:
    """Lines along which any two of the shapes meet, each as long as it can be."""
    edges = [shapely.boundary(shape) for shape in shapes]
    common = [on_line(a, b) for i, a in enumerate(edges) for b in edges[i + 1 :]]
    pieces = shapely.get_parts(shapely.line_merge(shapely.union_all(common))) if common else []
    return [piece for piece in pieces if piece.geom_type == "LineString"]


def faces(lines: Sequence[LineString]) -> tuple[list[Polygon], BaseGeometry]:
    """What a network of lines encloses, and the pieces of line that end loose.

    Lines are cut wherever they cross, at full precision.

    Returns
    -------
    faces : list of Polygon
        The cells of the network; none lies in another.
    loose : BaseGeometry
        Pieces of line with an end that meets no other line.
    """
    try:
        net = shapely.get_parts(shapely.union_all(lines))
        found, _, loose, _ = shapely.polygonize_full(list(net))
    except GEOSException as error:
        raise GeometryError(f"Dividing by lines failed: {error}") from error
    return list(shapely.get_parts(found)), loose


def enclosed(ring: ArrayLike) -> BaseGeometry:
    """What a ring of points (n, 2) goes round, at full precision; what it goes round twice is outside again."""
    return shapely.make_valid(shapely.Polygon(_finite_points(ring)))


def simplify(shape: BaseGeometry, tolerance_mm: float) -> MultiPolygon:
    """Shape with fewer vertices, its outline moved by at most `tolerance_mm`."""
    return _checked(lambda _: shapely.simplify(shape, tolerance_mm), "Simplification", 0.0, 0.0)


def unfolded(shape: BaseGeometry) -> MultiPolygon:
    """Valid polygons from a shape that was bent and may cross or fold over itself, at full precision.

    Skin covered more than once counts once.

    Raises
    ------
    GeometryError
        If coordinates are not finite or no repair helps.
    """
    with np.errstate(all="ignore"):
        try:
            out = polygons(_as_valid(shape), _SOME_MM2)
        except GEOSException:
            return repair(shape)
    return out if shapely.is_valid(out) else repair(shape)


def _as_valid(shape: BaseGeometry) -> BaseGeometry:
    if shapely.is_valid(shape):
        return shape
    return shapely.make_valid(shape, method="structure", keep_collapsed=False)


_LADDER: Final[tuple[Callable[[BaseGeometry], BaseGeometry], ...]] = (
    _as_valid,
    lambda s: shapely.buffer(shapely.set_precision(s, GRID_MM, mode="pointwise"), 0),
    lambda s: shapely.buffer(shapely.make_valid(shapely.set_precision(s, 2 * GRID_MM, mode="pointwise")), GRID_MM),
    lambda s: shapely.union_all([shapely.buffer(shapely.make_valid(p), GRID_MM) for p in shapely.get_parts(s)]),
)


def repair(shape: BaseGeometry, min_mm2: float = 0.0) -> MultiPolygon:
    """Valid polygons on the grid from a polygonal shape that may cross, touch or fold over itself.

    Skin covered more than once counts once. Tries gentle repairs first.

    Raises
    ------
    GeometryError
        If coordinates are not finite or no repair helps.
    """
    if shape.is_empty:
        return _EMPTY
    if not np.isfinite(shapely.get_coordinates(shape)).all():
        raise GeometryError("A shape has coordinates that are not finite numbers.")
    with np.errstate(all="ignore"):
        for rung in _LADDER:
            try:
                out = polygons(shapely.set_precision(rung(shape), GRID_MM), min_mm2)
            except GEOSException:
                continue
            if shapely.is_valid(out):
                return out
    raise GeometryError(f"A shape of {shapely.get_num_coordinates(shape)} points could not be made valid.")


def brush(points_mm: ArrayLike, radius_mm: float) -> MultiPolygon:
    """Footprint of a round brush moved along points (n, 2); one point is a dot."""
    points = _finite_points(points_mm)
    if not np.isfinite(radius_mm) or radius_mm <= 0:
        raise GeometryError(f"A brush needs a radius above 0 mm, not {radius_mm}.")
    if not len(points):
        return _EMPTY
    points = to_micrometre(points)
    try:
        with np.errstate(all="ignore"):
            if bool((points == points[0]).all()):
                lines: list[BaseGeometry] = [shapely.Point(points[0])]
            else:
                path = shapely.get_coordinates(shapely.simplify(shapely.LineString(points), 0.02))
                starts = range(0, len(path) - 1, _BRUSH_PIECE)
                lines = [shapely.LineString(path[i : i + _BRUSH_PIECE + 1]) for i in starts]
            pieces = shapely.buffer(lines, radius_mm, quad_segs=12)
            out = pieces[0] if len(pieces) == 1 else shapely.union_all(pieces)
    except GEOSException as error:
        raise GeometryError(f"Brush footprint failed: {error}") from error
    return repair(out)


def pressed_brush(points_mm: ArrayLike, radii_mm: ArrayLike) -> MultiPolygon:
    """Footprint of a round brush moved along points (n, 2), as wide as `radii_mm` (n,) says at each of them."""
    points, radii = _finite_points(points_mm), np.asarray(radii_mm, dtype=np.float64)
    if radii.shape != (len(points),) or not np.isfinite(radii).all() or bool((radii <= 0).any()):
        raise GeometryError("A brush needs a radius above 0 mm at each of its points.")
    if not len(points):
        return _EMPTY
    try:
        with np.errstate(all="ignore"):
            discs = shapely.buffer(shapely.points(np.rint(points * _PER_MM) / _PER_MM), radii, quad_segs=12)
            pairs = np.stack([discs[:-1], discs[1:]], axis=1) if len(discs) > 1 else discs[:, None]
            out = shapely.union_all(shapely.convex_hull(shapely.geometrycollections(pairs)))
    except GEOSException as error:
        raise GeometryError(f"Brush footprint failed: {error}") from error
    return repair(out)


def lasso(points_mm: ArrayLike) -> MultiPolygon:
    """Inside of a ring of points (n, 2), open or closed; a ring that crosses itself covers all it encloses."""
    points = _finite_points(points_mm)
    if len(points) < 3:
        return _EMPTY
    return repair(shapely.Polygon(np.rint(points * _PER_MM) / _PER_MM))


def _finite_points(points_mm: ArrayLike) -> NDArray[np.float64]:
    points = np.asarray(points_mm, dtype=np.float64).reshape(-1, 2)
    if not np.isfinite(points).all():
        raise GeometryError("A stroke has coordinates that are not finite numbers.")
    return points


def mirror(shape: MultiPolygon) -> MultiPolygon:
    """Shape with x negated: right limb to left limb and back."""
    if shape.is_empty:
        return _EMPTY
    out: MultiPolygon = shapely.transform(shape, lambda xy: xy * (-1.0, 1.0))
    return out


def without_slivers(shape: MultiPolygon, width_mm: float = 0.03) -> MultiPolygon:
    """Shape without parts whose mean width is under `width_mm`, which rounding to the grid leaves behind."""
    parts = shapely.get_parts(shape)
    keep = 2 * shapely.area(parts) >= width_mm * shapely.length(parts)
    if keep.all():
        return shape
    return shapely.multipolygons(parts[keep]) if keep.any() else _EMPTY


def without_points(shape: BaseGeometry, gone: NDArray[np.bool_]) -> MultiPolygon:
    """Shape without some corners of its outlines; an outline that has fewer than three left goes.

    Parameters
    ----------
    shape : Polygon or MultiPolygon
    gone : (n,) bool
        In the order of `shapely.get_coordinates`; a ring's last point repeats its first.
    """
    kept = []
    start = 0
    for part in shapely.get_parts(shape):
        rings = []
        for ring in (part.exterior, *part.interiors):
            points = shapely.get_coordinates(ring)[:-1]
            stay = ~gone[start : start + len(points)]
            start += len(points) + 1
            rings.append(points[stay])
        if len(rings[0]) >= 3:
            kept.append(shapely.Polygon(rings[0], [hole for hole in rings[1:] if len(hole) >= 3]))
    return MultiPolygon(kept)


def tidy(shape: MultiPolygon, min_mm2: float = 1.0, min_width_mm: float = 0.3) -> MultiPolygon:
    """Shape without specks and pinholes: parts and holes under `min_mm2` or nowhere `min_width_mm` wide go."""
    kept = []
    changed = False
    for part in shape.geoms:
        if _speck(part, min_mm2, min_width_mm):
            changed = True
            continue
        if part.interiors:
            holes = [ring for ring in part.interiors if not _speck(shapely.Polygon(ring), min_mm2, min_width_mm)]
            if len(holes) < len(part.interiors):
                part = shapely.Polygon(part.exterior, holes)
                changed = True
        kept.append(part)
    return MultiPolygon(kept) if changed else shape


def _speck(part: BaseGeometry, min_mm2: float, min_width_mm: float) -> bool:
    area = part.area
    if area < min_mm2:
        return True
    return area < 20.0 and bool(shapely.buffer(part, -min_width_mm / 2, quad_segs=2).is_empty)


def parts_near(shape: MultiPolygon, box: tuple[float, float, float, float]) -> MultiPolygon:
    """The parts of a shape whose bounding boxes meet a box (left, low, right, high), as they are."""
    if shape.is_empty:
        return _EMPTY
    parts = shapely.get_parts(shape)
    near = _meets(parts, box)
    if near.all():
        return shape
    return shapely.multipolygons(parts[near]) if near.any() else _EMPTY


def _meets(parts: NDArray[Any], box: tuple[float, float, float, float]) -> NDArray[np.bool_]:
    """Which (n,) shapes have a bounding box that meets a box."""
    left, low, right, high = shapely.bounds(parts).T
    return np.asarray((left <= box[2]) & (right >= box[0]) & (low <= box[3]) & (high >= box[1]))


def changed_box(a: MultiPolygon, b: MultiPolygon) -> tuple[float, float, float, float] | None:
    """A box (left, low, right, high) that holds all skin that only one of two shapes covers; None for the same shape.

    That skin lies between edges that only one of them has, because beside an edge of both they are alike. Edges are
    told apart by 64 bits: one in 10^11 pairs of shapes with ten thousand edges might hide a change.
    """
    if a is b:
        return None
    (ends, number), (other_ends, other_number) = _edges(a), _edges(b)
    alone = ends[~np.isin(number, other_number)], other_ends[~np.isin(other_number, number)]
    points = np.concatenate([side.reshape(-1, 2) for side in alone])
    if not len(points):
        return None
    (left, low), (right, high) = points.min(axis=0), points.max(axis=0)
    return float(left), float(low), float(right), float(high)


_MIX: Final = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], dtype=np.uint64
)
"""Odd numbers that scatter the bits of the two ends of an edge."""


def _edges(shape: MultiPolygon) -> tuple[NDArray[np.float64], NDArray[np.uint64]]:
    """Both ends (n, 2, 2) of each edge of a shape, and a number (n,) that tells it from others."""
    xy, ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(shape)), return_index=True)
    first = np.flatnonzero(ring[1:] == ring[:-1])
    ends = np.stack([xy[first], xy[first + 1]], axis=1) + 0.0  # no edge ends at minus zero
    bits = ends.reshape(-1, 4).view(np.uint64)
    mixed = (bits ^ (bits >> np.uint64(29))) * _MIX
    mixed ^= mixed >> np.uint64(32)
    return ends, np.asarray((mixed * _MIX[::-1]).sum(axis=1, dtype=np.uint64))


def from_wkb(data: bytes) -> MultiPolygon:
    """MultiPolygon from its stored bytes."""
    try:
        shape = shapely.from_wkb(data)
    except GEOSException as error:
        raise GeometryError(f"Stored geometry is damaged: {error}") from error
    return polygons(shape)


def unpack(data: NDArray[np.uint8], offset: NDArray[np.int64]) -> list[MultiPolygon]:
    """Shapes from joined WKB bytes; shape i is ``data[offset[i]:offset[i + 1]]``."""
    raw = np.ascontiguousarray(data).tobytes()
    try:
        shapes = shapely.from_wkb([raw[a:b] for a, b in zip(offset[:-1].tolist(), offset[1:].tolist(), strict=True)])
    except (GEOSException, ValueError) as error:
        raise GeometryError(f"Stored geometry is damaged: {error}") from error
    return [s if s.geom_type == "MultiPolygon" else polygons(s) for s in shapes]


def pack(shapes: Sequence[BaseGeometry]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Joined WKB bytes and offsets of shapes, for `unpack`."""
    blobs = [shapely.to_wkb(s) for s in shapes]
    offset = np.zeros(len(blobs) + 1, np.int64)
    offset[1:] = np.cumsum([len(b) for b in blobs])
    return np.frombuffer(b"".join(blobs), np.uint8), offset
