"""How far the skin that a view shows stands out toward the eye: what a round brush truly reaches of it.

Near the edge of the limb a view grazes the skin: a millimetre of the picture is a centimetre of skin there. A brush is
round on the skin, not in the picture, so that its stroke has the same width wherever it is looked at from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from .geometry import brush, on_grid_each, polygons, pressed_brush, to_micrometre, union_all, widen_each
from .raster import block_inside, cells_inside
from .views import FloatArray

Height = Callable[[FloatArray], FloatArray]
"""Height (n,) of the skin at places (n, 2) of a view, millimetres toward the eye."""
WIDEST: Final = 1.2
"""Skin further from the middle of a brush than this many radii is not painted, though the picture shows it nearer."""
BAND: Final = 4
"""Nodes on each side of the edge of the limb at which the distance from it is known."""
_INNER, _DEEPER = 1.5, 3.5
"""Where, in nodes from the edge, the height is taken that is continued to the edge."""
_NO_SKIN_MM: Final = -1e4
"""Height where there is no skin: lower than any."""
_RAYS: Final = 16
_STEPS: Final = 6
_HALVINGS: Final = 5
_FINE: Final = 12
"""Places on each ray at which a brush under way is looked at."""
_CLOSE: Final = 0.7
"""Longest way between two discs of a brush, in radii."""
_ASIDE: Final = 0.03
"""How far the way may run beside the points that the discs stand on, in radii."""
_FLAT_MM: Final = 0.02
"""The same in millimetres where the view looks at the skin face-on, as `geometry.brush` has it."""
_QUARTER: Final = 12
"""Edges of a quarter of a disc there."""
_LONGEST: Final = 24
"""Moves of a line that is widened at once: a scribble that crosses itself is slow otherwise."""
_TOGETHER: Final = 500
"""Number of brushes that are looked at together, for the sake of memory."""
_ANGLES = np.arange(_RAYS) * (2 * np.pi / _RAYS)
_ROUND = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)], axis=1)


@dataclass(frozen=True, eq=False)
class Relief:
    """Height of the skin over one view, at the nodes of a raster.

    Attributes
    ----------
    left_mm, bottom_mm, step_mm : float
        Node [0, 0] and spacing in the view.
    height_mm : (h, w) float32
        Toward the eye; just beside the limb that of the skin at its edge.
    inside_mm : (h, w) float32
        Distance from the edge of the limb, negative beside it; at most `BAND` nodes.
    """

    left_mm: float
    bottom_mm: float
    step_mm: float
    height_mm: NDArray[np.float32]
    inside_mm: NDArray[np.float32]

    def height(self, xy: FloatArray) -> FloatArray:
        """Height (...) of the skin at places (..., 2) of the view, millimetres.

        Skin that curves away rises from its edge with the square root of the distance, which no raster follows: within
        a node or two of the edge the height is continued from farther inside by that law. Far beside the limb it is
        lower than any skin.
        """
        cell, u, v = self._cell(xy.reshape(-1, 2))
        out = _between(self.height_mm, cell, u, v)
        inside = _between(self.inside_mm, cell, u, v)
        inner, deeper = _INNER * self.step_mm, _DEEPER * self.step_mm
        near = np.flatnonzero(inside < inner)
        if len(near):
            at, away = xy.reshape(-1, 2)[near], inside[near]
            inward = self._inward(cell[near], u[near], v[near])
            first = _between(self.height_mm, *self._cell(at + inward * (inner - away)[:, None]))
            second = _between(self.height_mm, *self._cell(at + inward * (deeper - away)[:, None]))
            slope = (second - first) / (np.sqrt(deeper) - np.sqrt(inner))
            out[near] = first + slope * (np.sqrt(np.maximum(away, 0.0)) - np.sqrt(inner))
        return np.asarray(out.reshape(xy.shape[:-1]))

    def _cell(self, xy: FloatArray) -> tuple[NDArray[np.intp], FloatArray, FloatArray]:
        """First node (n,) of the cell that holds places (n, 2), and where in it they lie (n,), twice."""
        height, width = self.height_mm.shape
        u = (xy[:, 0] - self.left_mm) / self.step_mm
        v = (xy[:, 1] - self.bottom_mm) / self.step_mm
        np.minimum(np.maximum(u, 0.0, out=u), width - 1.000001, out=u)
        np.minimum(np.maximum(v, 0.0, out=v), height - 1.000001, out=v)
        i, j = u.astype(np.intp), v.astype(np.intp)
        u -= i
        v -= j
        return j * width + i, u, v

    def _inward(self, cell: NDArray[np.intp], u: FloatArray, v: FloatArray) -> FloatArray:
        """Direction (n, 2) away from the nearest edge at places in cells."""
        flat, above = self.inside_mm.ravel(), cell + self.inside_mm.shape[1]
        low, right, up, across = flat[cell], flat[cell + 1], flat[above], flat[above + 1]
        out = np.stack(
            [(right - low) * (1 - v) + (across - up) * v, (up - low) * (1 - u) + (across - right) * u], axis=1
        )
        length = np.sqrt(out[:, 0] ** 2 + out[:, 1] ** 2)
        return np.asarray(out / np.maximum(length, 1e-9)[:, None])

    def steep(self, centre: FloatArray, radius_mm: FloatArray) -> NDArray[np.bool_]:
        """Which (n,) round brushes reach less far in the picture than they are wide, for the skin slopes away there.

        Parameters
        ----------
        centre : (n, 2) float64
        radius_mm : (n,) float64
        """
        return self._steep(centre, radius_mm, self._middle(centre, radius_mm))

    def _steep(self, centre: FloatArray, radius_mm: FloatArray, middle: FloatArray) -> NDArray[np.bool_]:
        steps = radius_mm[:, None, None] * np.ones((_RAYS, 1)) * (0.5, 1.0)
        return np.asarray(~self._held(centre, middle, radius_mm, steps).all(axis=(1, 2)))

    def reach(self, centre: FloatArray, radius_mm: FloatArray) -> FloatArray:
        """How far (n, rays) a round brush reaches in the picture, from its middle outward all round.

        Parameters
        ----------
        centre : (n, 2) float64
        radius_mm : (n,) float64
        """
        return self._reach(centre, radius_mm, self._middle(centre, radius_mm))

    def slanted(self, centre: FloatArray, radius_mm: FloatArray) -> tuple[NDArray[np.bool_], FloatArray]:
        """What `steep` (n,) and `reach` (n, rays) say of round brushes, each found once."""
        middle = self._middle(centre, radius_mm)
        steep = self._steep(centre, radius_mm, middle)
        reach = np.repeat(radius_mm[:, None], _RAYS, axis=1)
        if steep.any():
            reach[steep] = self._reach(centre[steep], radius_mm[steep], middle[steep])
        return steep, reach

    def _reach(self, centre: FloatArray, radius_mm: FloatArray, middle: FloatArray) -> FloatArray:
        full = radius_mm[:, None] * np.ones(_RAYS)
        steps = full[:, :, None] * (np.arange(1, _STEPS + 1) / _STEPS)
        held = self._held(centre, middle, radius_mm, steps)
        last = np.where(held.any(axis=2), _STEPS - held[:, :, ::-1].argmax(axis=2), 0)
        out: FloatArray = full * last / _STEPS
        which, ray = np.nonzero(last < _STEPS)
        if len(which):
            low, high = out[which, ray], out[which, ray] + radius_mm[which] / _STEPS
            start, way, level = centre[which], _ROUND[ray], middle[which]
            most2 = (WIDEST * radius_mm[which]) ** 2
            for _ in range(_HALVINGS):
                between = (low + high) / 2
                within = between**2 + (self.height(start + way * between[:, None]) - level) ** 2 <= most2
                low, high = np.where(within, between, low), np.where(within, high, between)
            out[which, ray] = low
        return out

    def rim(self, centre: FloatArray, radius_mm: FloatArray) -> FloatArray:
        """Edge (n, rays, 2) of what round brushes reach in the picture, for a stroke under way.

        As `reach` to a twelfth of the radius, at a tenth of its price.

        Parameters
        ----------
        centre : (n, 2) float64
        radius_mm : (n,) float64
        """
        steps = radius_mm[:, None, None] * np.ones((_RAYS, 1)) * (np.arange(1, _FINE + 1) / _FINE)
        far2 = self._far2(centre, self._middle(centre, radius_mm), steps)
        share = np.sqrt(far2) / (WIDEST * radius_mm)[:, None, None]  # of the reach on the skin
        share = np.concatenate([np.zeros((*share.shape[:2], 1)), share], axis=2)
        held = share <= 1.0
        last = _FINE - held[:, :, ::-1].argmax(axis=2)
        at = np.take_along_axis(share, last[..., None], axis=2)[..., 0]
        after = np.take_along_axis(share, np.minimum(last + 1, _FINE)[..., None], axis=2)[..., 0]
        onward = np.where(after > at, (1.0 - at) / np.maximum(after - at, 1e-9), 0.0)
        reach = radius_mm[:, None] * np.minimum(last + onward, _FINE) / _FINE
        return np.asarray(centre[:, None, :] + _ROUND * reach[..., None])

    def level(self, start: tuple[float, float], end: tuple[float, float], radius_mm: float) -> bool:
        """True where a brush led from one place to another nearby reaches as far in the picture as it is wide.

        Only the nodes round it are looked at, which takes microseconds; False where that does not tell.
        """
        rows, columns = self.height_mm.shape
        x, y = (start[0], end[0]), (start[1], end[1])
        left, right = self._node(min(x) - radius_mm, self.left_mm), self._node(max(x) + radius_mm, self.left_mm)
        low, high = self._node(min(y) - radius_mm, self.bottom_mm), self._node(max(y) + radius_mm, self.bottom_mm)
        if left < 0 or low < 0 or right + 2 > columns or high + 2 > rows:
            return False
        block = slice(low, high + 2), slice(left, right + 2)
        if self.inside_mm[block].min() < _INNER * self.step_mm:
            return False
        ends = [self.height_mm[self._node(v, self.bottom_mm), self._node(u, self.left_mm)] for u, v in (start, end)]
        heights = self.height_mm[block]
        off = max(heights.max() - min(ends), max(ends) - heights.min())
        return bool(off + self.step_mm <= np.sqrt(WIDEST**2 - 1.0) * radius_mm)

    def _node(self, at_mm: float, first_mm: float) -> int:
        return int((at_mm - first_mm) // self.step_mm)

    def reached(
        self, xy: FloatArray, start: tuple[float, float], end: tuple[float, float], radius_mm: float
    ) -> NDArray[np.bool_]:
        """Which places (n, 2) a round brush that is led straight from one place to another reaches on the skin.

        Nearly what `brush_pieces` covers, at places that it covers in the picture plane: for a stroke under way.
        """
        ends = np.array([start, end])
        way = ends[1] - ends[0]
        long2 = float(way @ way)
        nearest = (xy - ends[0]) @ way / long2 if long2 > 0.0 else np.zeros(len(xy))
        aside = _CLOSE * radius_mm / np.sqrt(long2) if long2 > 0.0 else 0.0
        share = np.clip(nearest[:, None] + np.multiply(aside, (-1.0, 0.0, 1.0)), 0.0, 1.0)  # of the discs there
        at = ends[0] + share[..., None] * way
        middle = self.height(at)
        off = middle <= _NO_SKIN_MM / 2
        if off.any():
            first, last = self._middle(ends, np.full(2, radius_mm))
            middle[off] = first + share[off] * (last - first)
        beside2 = ((xy[:, None] - at) ** 2).sum(axis=2)
        far2 = beside2 + (self.height(xy)[:, None] - middle) ** 2
        return np.asarray(((far2 <= (WIDEST * radius_mm) ** 2) & (beside2 <= radius_mm**2 * (1 + 1e-9))).any(axis=1))

    def _middle(self, centre: FloatArray, radius_mm: FloatArray) -> FloatArray:
        """Height (n,) of the middles of brushes; beside the limb that of the nearest skin that a ray meets."""
        out = self.height(centre)
        off = np.flatnonzero(out <= _NO_SKIN_MM / 2)
        if len(off):
            steps = radius_mm[off, None, None] * (np.arange(1, _STEPS + 1) / _STEPS)
            seen = self.height(centre[off, None, None, :] + _ROUND[:, None, :] * steps[..., None])
            first = np.moveaxis(seen, 2, 1).reshape(len(off), -1)  # the nearest of all rays before the next
            out[off] = np.take_along_axis(first, (first > _NO_SKIN_MM / 2).argmax(axis=1)[:, None], axis=1)[:, 0]
        return out

    def _held(
        self, centre: FloatArray, middle: FloatArray, radius_mm: FloatArray, steps: FloatArray
    ) -> NDArray[np.bool_]:
        """Which places (n, rays, steps) on the rays of brushes lie within their reach on the skin."""
        return np.asarray(self._far2(centre, middle, steps) <= ((WIDEST * radius_mm) ** 2)[:, None, None])

    def _far2(self, centre: FloatArray, middle: FloatArray, steps: FloatArray) -> FloatArray:
        """Squared distance (n, rays, steps) in space of places on the rays of brushes from their middles."""
        xy = centre[:, None, None, :] + _ROUND[:, None, :] * steps[..., None]
        return np.asarray(steps**2 + (self.height(xy) - middle[:, None, None]) ** 2)


@dataclass(frozen=True)
class _Nodes:
    """Where the nodes of a relief lie."""

    left_mm: float
    bottom_mm: float
    step_mm: float
    shape: tuple[int, int]

    @classmethod
    def over(cls, shape: MultiPolygon, step_mm: float) -> _Nodes:
        """Nodes over a shape, with room round it."""
        left, bottom, right, top = shape.bounds
        room = BAND + 2
        columns, rows = (int(np.ceil(side / step_mm)) + 2 * room for side in (right - left, top - bottom))
        return cls(left - room * step_mm, bottom - room * step_mm, step_mm, (rows, columns))

    def places(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> FloatArray:
        """Millimetres (n, 2) of some nodes."""
        xy = np.stack([self.left_mm + columns * self.step_mm, self.bottom_mm + rows * self.step_mm], axis=1)
        return np.asarray(xy, dtype=np.float64)


def carve(outline: MultiPolygon, step_mm: float, pieces: Iterable[tuple[MultiPolygon, Height]]) -> Relief:
    """The relief of a view.

    Parameters
    ----------
    outline : MultiPolygon
        All skin of the view.
    step_mm : float
        Between two nodes.
    pieces : iterable of (MultiPolygon, callable)
        Parts of that skin, and the height (n,) of it at places (n, 2) inside them.
    """
    nodes = _Nodes.over(outline, step_mm)
    on_limb = cells_inside(outline, nodes)
    height = np.full(nodes.shape, np.nan, dtype=np.float32)
    for shape, heights in pieces:
        found = block_inside(shape, nodes)
        if found is None:
            continue
        (rows, columns), inside = found
        row, column = np.nonzero(inside & on_limb[rows, columns])
        row, column = row + rows.start, column + columns.start
        height[row, column] = heights(nodes.places(row, column))
    gap = _gap(outline, nodes)
    return Relief(nodes.left_mm, nodes.bottom_mm, step_mm, _spread(height), np.where(on_limb, gap, -gap))


def _gap(outline: MultiPolygon, nodes: _Nodes) -> NDArray[np.float32]:
    """Distance (h, w) of the nodes from the edge of a shape, as far as it is short."""
    step, (rows, columns) = nodes.step_mm, nodes.shape
    rings = shapely.segmentize(shapely.get_rings(shapely.get_parts(outline)), step)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    piece = np.flatnonzero(ring[1:] == ring[:-1])
    start, way = xy[piece], xy[piece + 1] - xy[piece]
    long2 = np.maximum((way**2).sum(axis=1), np.finfo(np.float64).tiny)
    first_row = np.floor((start[:, 1] - nodes.bottom_mm) / step).astype(np.intp)
    first_column = np.floor((start[:, 0] - nodes.left_mm) / step).astype(np.intp)
    gap2 = np.full(rows * columns, (BAND * step) ** 2)
    for i in range(-BAND, BAND + 2):
        for j in range(-BAND, BAND + 2):
            row, column = first_row + i, first_column + j
            to = nodes.places(row, column) - start
            share = np.clip((to * way).sum(axis=1) / long2, 0.0, 1.0)
            off = to - way * share[:, None]
            np.minimum.at(gap2, row * columns + column, (off**2).sum(axis=1))
    return np.asarray(np.sqrt(gap2).reshape(nodes.shape), dtype=np.float32)


def _spread(height: NDArray[np.float32]) -> NDArray[np.float32]:
    """Heights (h, w) with those just beside the limb taken from their neighbours."""
    known = ~np.isnan(height)
    total, count = np.zeros(height.shape, np.float32), np.zeros(height.shape, np.float32)
    filled = np.where(known, height, np.float32(0.0))
    for i, j in ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1)):
        total += np.roll(filled, (i, j), axis=(0, 1))
        count += np.roll(known, (i, j), axis=(0, 1))
    beside = np.where(count > 0, total / np.maximum(count, 1.0), _NO_SKIN_MM)
    return np.where(known, filled, beside).astype(np.float32)


def _between(values: NDArray[np.float32], cell: NDArray[np.intp], u: FloatArray, v: FloatArray) -> FloatArray:
    """Values (n,) at places in cells, by bilinear interpolation."""
    flat, above = values.ravel(), cell + values.shape[1]
    low = flat[cell] * (1 - u) + flat[cell + 1] * u
    return np.asarray(low * (1 - v) + (flat[above] * (1 - u) + flat[above + 1] * u) * v)


def brushed(relief: Relief, points_mm: ArrayLike, radii_mm: ArrayLike) -> MultiPolygon:
    """The pieces of `brush_pieces` as one valid shape."""
    pieces = brush_pieces(relief, points_mm, radii_mm)
    return polygons(pieces[0]) if len(pieces) == 1 else union_all(pieces)


def brush_pieces(relief: Relief, points_mm: ArrayLike, radii_mm: ArrayLike) -> list[BaseGeometry]:
    """What a round brush led along points covers in the picture, as far as it reaches on the skin.

    Parameters
    ----------
    points_mm : (n, 2)
        Right-limb millimetres of the view.
    radii_mm : (n,)
        Half the width at each point.

    Returns
    -------
    list of Polygon or MultiPolygon
        Valid shapes that may overlap; together inside the footprint of the brush in the picture plane
        (`geometry.brush`), and equal to it where the view looks at the skin face-on.
    """
    ways = _Ways.of([(np.asarray(points_mm, dtype=np.float64), np.asarray(radii_mm, dtype=np.float64))])
    discs = _discs(ways)
    steep, reach = relief.slanted(discs.xy, discs.radius_mm)
    if not steep.any():
        return [_swept(ways.xy, ways.radius_mm)]
    return [piece for _, piece in _pieces(discs, steep, reach)]


def brushes_pieces(relief: Relief, paths: Sequence[tuple[FloatArray, FloatArray]]) -> list[list[BaseGeometry]]:
    """The pieces of many brushes in one view, found together: what `brush_pieces` says of each, several times faster.

    Parameters
    ----------
    paths : sequence of ((n, 2) float64, (n,) float64)
        Points and radii of each brush, right-limb millimetres of the view.
    """
    out: list[list[BaseGeometry]] = [[] for _ in paths]
    for start in range(0, len(paths), _TOGETHER):
        ways = _Ways.of(paths[start : start + _TOGETHER])
        discs = _discs(ways)
        steep, reach = relief.slanted(discs.xy, discs.radius_mm)
        slanted = np.zeros(len(paths), dtype=np.bool_)
        slanted[discs.brush[steep]] = True
        some = slanted[discs.brush]
        for brush_, piece in chain(
            _pieces(discs.some(some), steep[some], reach[some]),
            _swept_together(ways.some(~slanted[ways.brush])),
        ):
            out[start + brush_].append(piece)
    return out


class UnderWay:
    """A brush stroke that is being made: what each move covers, nearly as `brush_pieces` finds it in the end."""

    def __init__(self, relief: Relief) -> None:
        self._relief = relief
        self._last: tuple[float, float, float] | None = None
        self._rim: FloatArray | None = None

    def move(self, x_mm: float, y_mm: float, radius_mm: float) -> list[FloatArray]:
        """Lead the brush straight to a place of the view; the first call makes a dot.

        Returns
        -------
        list of (k, 2) float64
            Rings of all that it covers on the way. None where it reaches as far in the picture as it is wide: there
            it covers what `geometry.brush` does.
        """
        x0, y0, radius0_mm = self._last or (x_mm, y_mm, radius_mm)
        self._last = x_mm, y_mm, radius_mm
        if self._relief.level((x0, y0), (x_mm, y_mm), max(radius0_mm, radius_mm)):
            self._rim = None
            return []
        known = self._rim
        way = float(np.hypot(x_mm - x0, y_mm - y0))
        count = int(np.ceil(way / (_CLOSE * min(radius0_mm, radius_mm))))
        share = np.linspace(0.0, 1.0, count + 1)[1 if known is not None else 0 :, None]
        at = np.array([x0, y0]) * (1.0 - share) + np.array([x_mm, y_mm]) * share
        rims = self._relief.rim(at, (radius0_mm * (1.0 - share) + radius_mm * share)[:, 0])
        if known is not None:
            rims = np.concatenate([known[None], rims])
        self._rim = rims[-1]
        moves = rims if len(rims) == 1 else np.concatenate([rims[:-1], rims[1:]], axis=1)
        return [shapely.get_coordinates(h) for h in shapely.convex_hull(shapely.multipoints(shapely.points(moves)))]


def _swept(points: FloatArray, radii: FloatArray) -> MultiPolygon:
    """Footprint of a brush in the picture plane."""
    even = len(radii) > 0 and bool((radii == radii[0]).all())
    return brush(points, float(radii[0])) if even else pressed_brush(points, radii)


def _swept_together(ways: _Ways) -> Iterable[tuple[int, BaseGeometry]]:
    """Pieces of the same of some brushes, with the number of each brush."""
    taken = _Ways(to_micrometre(ways.xy), ways.radius_mm, ways.brush, ways.even).thinned(_FLAT_MM)
    found = _level_pieces(taken, taken.joined)
    return zip((brush_ for brush_, _ in found), on_grid_each([piece for _, piece in found]), strict=True)


@dataclass(frozen=True)
class _Ways:
    """Where some brushes lead, one after the other.

    Attributes
    ----------
    xy : (n, 2) float64
    radius_mm : (n,) float64
    brush : (n,) int
        Number of the brush that each place belongs to; never falls.
    even : (n,) bool
        Where that brush has one width all the way.
    """

    xy: FloatArray
    radius_mm: FloatArray
    brush: NDArray[np.intp]
    even: NDArray[np.bool_]

    @classmethod
    def of(cls, paths: Sequence[tuple[FloatArray, FloatArray]]) -> _Ways:
        """Points (n, 2) and radii (n,) of each brush."""
        counts = [len(points) for points, _ in paths]
        brush_ = np.repeat(np.arange(len(paths)), counts)
        xy = np.concatenate([points.reshape(-1, 2) for points, _ in paths])
        radius_mm = np.concatenate([radii for _, radii in paths])
        even = np.repeat([bool((radii == radii[:1]).all()) for _, radii in paths], counts)
        return cls(xy, radius_mm, brush_, even)

    @property
    def joined(self) -> NDArray[np.bool_]:
        """Which places (n - 1,) but the last are followed by one of the same brush."""
        return np.asarray(self.brush[1:] == self.brush[:-1])

    def some(self, which: NDArray[np.bool_]) -> _Ways:
        """Some of the places (n,)."""
        return _Ways(self.xy[which], self.radius_mm[which], self.brush[which], self.even[which])

    def thinned(self, aside_mm: float | FloatArray) -> _Ways:
        """Without places beside which a brush of one width leads at most so far; (n,) or the same for all."""
        first = np.flatnonzero(np.diff(self.brush, prepend=-1))
        count = np.diff(np.append(first, len(self.brush)))
        where = np.repeat(np.arange(len(first)), count)
        thin = self.even & (count > 2)[where]
        if not thin.any():
            return self
        ids, line = np.unique(where[thin], return_inverse=True)
        lines = shapely.linestrings(self.xy[thin], indices=line)
        tolerance = np.broadcast_to(aside_mm, len(self.xy))[first[ids]]
        xy, line = shapely.get_coordinates(shapely.simplify(lines, tolerance), return_index=True)
        back = first[ids[line]]
        rest = np.flatnonzero(~thin)
        of = np.concatenate([where[rest], ids[line]])
        order = np.argsort(of, kind="stable")
        source = np.concatenate([rest, back])[order]
        return _Ways(
            np.concatenate([self.xy[rest], xy])[order],
            self.radius_mm[source],
            self.brush[source],
            self.even[source],
        )


def _discs(ways: _Ways) -> _Ways:
    """Discs that lie close together on the way of each brush, its corners among them."""
    thin = ways.thinned(_ASIDE * ways.radius_mm)
    points, radii, joined = thin.xy, thin.radius_mm, thin.joined
    way = np.where(joined[:, None], points[1:] - points[:-1], 0.0)
    least = np.minimum(radii[1:], radii[:-1])
    pieces = np.ones(len(points), dtype=np.intp)  # the last place of a brush stays alone
    pieces[:-1] = np.maximum(np.ceil(np.sqrt((way**2).sum(axis=1)) / (_CLOSE * least)), 1)
    start = np.repeat(np.arange(len(points)), pieces)
    first = np.cumsum(pieces) - pieces
    share = (np.arange(len(start)) - first[start]) / pieces[start]
    way = np.concatenate([way, np.zeros((1, 2))])
    wider = np.concatenate([np.where(joined, radii[1:] - radii[:-1], 0.0), [0.0]])
    return _Ways(
        points[start] + way[start] * share[:, None],
        radii[start] + wider[start] * share,
        thin.brush[start],
        thin.even[start],
    )


def _pieces(discs: _Ways, steep: NDArray[np.bool_], reach: FloatArray) -> Sequence[tuple[int, BaseGeometry]]:
    """What brushes cover between discs (n,) that reach so far (n, rays), with the number of each brush."""
    if not len(discs.xy):
        return []
    rims = discs.xy[:, None, :] + _ROUND * reach[:, :, None]
    joined = discs.joined
    beside = (steep[:-1] | steep[1:]) & joined
    moves = np.concatenate([rims[:-1][beside], rims[1:][beside]], axis=1)
    lone = steep & ~np.append(joined, False) & ~np.insert(joined, 0, False)
    alone = ~steep & ~np.append(joined, False) & ~np.insert(joined, 0, False)
    hulls = chain(
        _numbered(discs.brush[:-1][beside], shapely.convex_hull(shapely.linestrings(moves))),
        _numbered(discs.brush[lone], shapely.convex_hull(shapely.linestrings(rims[lone]))),
    )
    return [
        *((brush_, hull) for brush_, hull in hulls if hull.geom_type == "Polygon"),  # else it reaches no skin
        *_level_pieces(discs, joined & ~beside, alone),
    ]


def _numbered(brushes: NDArray[np.intp], pieces: Iterable[BaseGeometry]) -> Iterable[tuple[int, BaseGeometry]]:
    return zip(brushes.tolist(), pieces, strict=True)


def _level_pieces(
    ways: _Ways, moves: NDArray[np.bool_], dots: NDArray[np.bool_] | None = None
) -> Sequence[tuple[int, BaseGeometry]]:
    """What brushes cover in the picture plane on some moves (n - 1,) and at some places (n,), with their numbers.

    Parameters
    ----------
    dots : (n,) bool, optional
        By default the places from which and to which there is no move.
    """
    if not len(ways.xy):
        return []
    if dots is None:
        dots = ~np.append(moves, False) & ~np.insert(moves, 0, False)
    round_ = widen_each(shapely.points(ways.xy[dots]), ways.radius_mm[dots], corner_steps=_QUARTER)
    out = [*_numbered(ways.brush[dots], round_)]
    pressed = np.flatnonzero(moves & ~ways.even[:-1])
    if len(pressed):
        ends = np.stack([pressed, pressed + 1], axis=1)
        discs = widen_each(shapely.points(ways.xy[ends]), ways.radius_mm[ends], corner_steps=_QUARTER)
        out += _numbered(ways.brush[pressed], shapely.convex_hull(shapely.geometrycollections(discs)))
    even = np.flatnonzero(moves & ways.even[:-1])
    if len(even):
        begins = np.diff(even, prepend=-2) > 1
        nth = np.arange(len(even)) - np.maximum.accumulate(np.where(begins, np.arange(len(even)), 0))
        line = np.cumsum(begins | (nth % _LONGEST == 0)) - 1
        last = np.append(np.diff(line) > 0, True)
        node = np.insert(even, np.flatnonzero(last) + 1, even[last] + 1)  # a line ends where its last move does
        of = np.insert(line, np.flatnonzero(last) + 1, line[last])
        lines = shapely.linestrings(ways.xy[node], indices=of)
        widths = ways.radius_mm[even[last]]
        out += _numbered(ways.brush[even[last]], widen_each(lines, widths, corner_steps=_QUARTER))
    return out
