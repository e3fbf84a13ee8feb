"""One skin behind eight pictures: where paint lies, where it shows and how much skin it covers.

Every piece of skin has one home view. Paint is kept per patch (home view and body part) as polygons in
home-view millimetres; stored maps lead from each view to the unposed skin point and from there to any view.
Everything is of the right limb; values are immutable and safe to share between threads.

A patch has a *tile* (the skin it owns; the tiles cover the skin once) and, around it, a gutter of its neighbours'
skin that keeps strokes connected across borders; tile and gutter together are the *apron*.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from ..errors import GeometryError
from .geometry import (
    DUST_MM2,
    GRID_MM,
    difference,
    empty,
    intersection,
    join,
    on_grid,
    polygons,
    tidy,
    unfolded,
    union,
    union_all,
    unpack,
    without_slivers,
)
from .outline import Places, carry
from .relief import Relief, carve
from .skin_maps import SkinMap, SkinStretch, Stored, decode, refine
from .views import VIEW_IDS, Camera, FloatArray, ViewId

PatchPaint = Mapping[int, MultiPolygon]
"""Patch number -> painted skin, millimetres of the patch's home view (tile plus gutter). Never changed in place."""

FORMAT_VERSION: Final = 1
_MISS_MM: Final = 0.03
"""How far a carried point may appear from where it was painted before it is refined."""
_BEHIND_MM: Final = 0.3
"""How far beyond the skin that a view may paint a carried point must lie to be tried on the near side."""
_NEAR_SIDE_MM: Final = 0.3
"""How far from where it was painted a place on the near side may appear to be taken."""
_LOST_MM: Final = 1.0
"""A point that would appear further than this from where it was painted is left out of the outline."""
_BESIDE_MM: Final = 0.5
"""The same for a point beside the limb, which can appear no nearer than the limb's edge."""


@dataclass(frozen=True)
class Patch:
    """Skin that one view owns on one body part.

    Attributes
    ----------
    home : ViewId
    part : int
        0 leg and foot, 1 to 5 the toes.
    """

    home: ViewId
    part: int


class _Shape:
    """A large fixed shape that small ones are tested against and cut by; safe to use from several threads."""

    __slots__ = ("_lock", "bounds", "shape")

    def __init__(self, shape: MultiPolygon) -> None:
        self.shape = shape
        self.bounds: tuple[float, float, float, float] = shape.bounds
        self._lock = threading.Lock()  # GEOS builds the index of a prepared shape on first use
        shapely.prepare(shape)

    def near(self, bounds: tuple[float, float, float, float]) -> bool:
        """True if the bounding boxes meet."""
        a, b = self.bounds, bounds
        return a[0] <= b[2] and a[2] >= b[0] and a[1] <= b[3] and a[3] >= b[1]

    def cut(self, small: BaseGeometry, grid_mm: float = 0.0) -> MultiPolygon:
        """The part of a valid shape that lies inside; the shape itself where it lies inside altogether."""
        with self._lock:
            if not shapely.intersects(self.shape, small):
                return empty()
            inside = bool(shapely.contains_properly(self.shape, small))
        if inside:
            return on_grid(small) if grid_mm else polygons(small)
        return intersection(small, self.shape, grid_mm=grid_mm)

    def beside(self, xy: FloatArray, gap_mm: float) -> NDArray[np.bool_]:
        """Which points (n, 2) lie further than `gap_mm` from the shape."""
        with self._lock:
            return np.asarray(~shapely.dwithin(self.shape, shapely.points(xy), gap_mm))

    def distance(self, xy: FloatArray) -> FloatArray:
        """How far points (n, 2) lie from the shape, 0 inside."""
        with self._lock:
            return np.asarray(shapely.distance(shapely.points(xy), self.shape))

    def holds(self, xy: FloatArray) -> NDArray[np.bool_]:
        """Which points (n, 2) lie inside."""
        with self._lock:
            return np.asarray(shapely.contains_xy(self.shape, xy[:, 0], xy[:, 1]))


def _valid(carried: BaseGeometry) -> BaseGeometry:
    """A carried shape, repaired where it folded over itself."""
    return carried if shapely.is_valid(carried) else unfolded(carried)


def _united(shapes: list[BaseGeometry]) -> BaseGeometry:
    """The pieces of a shape that were carried one by one."""
    return shapes[0] if len(shapes) == 1 else join(shapes)


def _seen_places(home_map: SkinMap, camera: Camera, xy: FloatArray) -> Places:
    """Where a view shows, or would show through the limb, places (n, 2) of a home view."""
    return camera.project(home_map.skin(xy))[:, :2], None


def _height(camera: Camera, skin: Callable[[FloatArray], FloatArray], xy: FloatArray) -> FloatArray:
    """How far toward the eye of a view the skin (n, 3) lies behind its places (n, 2)."""
    return np.asarray(camera.project(skin(xy))[:, 2])


def _apart(home_map: SkinMap, camera: Camera, places: FloatArray, xy: FloatArray, gap_mm: float) -> NDArray[np.bool_]:
    """Which places (n, 2) of a home view appear further than `gap_mm` from `xy` (n, 2) in another view."""
    miss = camera.project(home_map.skin(places))[:, :2] - xy
    return np.asarray(miss[:, 0] ** 2 + miss[:, 1] ** 2 > gap_mm**2)


def _piece(values: NDArray[Any], start: int, stop: int) -> NDArray[Any]:
    if stop > len(values):
        raise ValueError("an array is too short")
    return values[start:stop]


def _ratio(values: NDArray[Any], size: tuple[int, int]) -> NDArray[Any]:
    return np.asarray(decode(values, size, 1)[..., 0] / 1000.0)


class Skin:
    """Patches of skin and the maps between the views.

    Attributes
    ----------
    patches : tuple of Patch
    outline : mapping of view to MultiPolygon
        All paintable skin of each view, mm of that view.
    home : mapping of view to MultiPolygon
        The skin each view owns, mm of that view.
    tiles : tuple of MultiPolygon
        The skin of each patch, mm of its home view.
    """

    def __init__(
        self,
        patches: tuple[Patch, ...],
        cameras: Mapping[ViewId, Camera],
        shapes: Mapping[str, MultiPolygon],
        maps: Mapping[tuple[ViewId, int, int], SkinMap],
        stretch: Mapping[int, SkinStretch],
    ) -> None:
        self.patches = patches
        self._cameras = dict(cameras)
        self.outline: Mapping[ViewId, MultiPolygon] = {v: shapes[f"outline/{v}"] for v in VIEW_IDS}
        self.tiles: tuple[MultiPolygon, ...] = tuple(shapes[f"tile/{p}"] for p in range(len(patches)))
        self.home: Mapping[ViewId, MultiPolygon] = {
            v: union_all([t for t, p in zip(self.tiles, patches, strict=True) if p.home == v]) for v in VIEW_IDS
        }
        self._stretch = dict(stretch)
        self._outline = {v: _Shape(s) for v, s in self.outline.items()}
        self._tile = tuple(_Shape(s) for s in self.tiles)
        self._apron: dict[tuple[ViewId, int], _Shape] = {}
        self._seen: dict[tuple[ViewId, int], _Shape] = {}
        self._paintable: dict[tuple[ViewId, int], _Shape] = {}
        self._sheets: dict[tuple[ViewId, int], list[tuple[SkinMap, _Shape]]] = {}
        for view in VIEW_IDS:
            for p in range(len(patches)):
                for table, name in ((self._apron, "apron"), (self._seen, "seen"), (self._paintable, "paintable")):
                    shape = shapes.get(f"{name}/{view}/{p}")
                    if shape is not None:
                        table[view, p] = _Shape(shape)
        for (view, p, sheet), one in sorted(maps.items(), key=lambda item: item[0][1:]):
            reach = _Shape(shapes[f"reach/{view}/{p}/{sheet}"])
            self._sheets.setdefault((view, p), []).append((one, reach))
        self._reliefs: dict[ViewId, Relief] = {}
        self._in_view = {v: [p for p in range(len(patches)) if (v, p) in self._apron] for v in VIEW_IDS}

    @classmethod
    def from_arrays(
        cls, index: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]], cameras: Mapping[ViewId, Camera]
    ) -> Skin:
        """Skin from a stored file.

        Parameters
        ----------
        index : mapping
            The decoded JSON of the array ``index``.
        arrays : mapping of name to array
            The other arrays of ``skin.npz``: ``map``, ``stretch``, ``wkb``, ``offset``.
        cameras : mapping of view to Camera

        Raises
        ------
        GeometryError
            If the file is of another version or damaged.
        """
        if index.get("version") != FORMAT_VERSION:
            raise GeometryError(f"The skin file has version {index.get('version')}, not {FORMAT_VERSION}.")
        try:
            patches = tuple(Patch(p["home"], int(p["part"])) for p in index["patches"])
            shapes = dict(zip(index["shapes"], unpack(arrays["wkb"], arrays["offset"]), strict=True))
            maps: dict[tuple[ViewId, int, int], SkinMap] = {}
            unit, centre = float(index["unit_mm"]), np.array(index["centre_mm"], dtype=np.float64)
            values, start = arrays["map"], 0
            for entry in index["maps"]:
                height, width = entry["size"]
                stop = start + 3 * height * width
                nodes = partial(decode, _piece(values, start, stop), (height, width), 3)
                key = (entry["view"], entry["patch"], entry["sheet"])
                left, bottom, step = entry["place"]
                maps[key] = SkinMap(left, bottom, step, Stored(nodes), unit, centre)
                start = stop
            stretch: dict[int, SkinStretch] = {}
            values, start = arrays["stretch"], 0
            for entry in index["stretch"]:
                height, width = entry["size"]
                stop = start + height * width
                ratio = partial(_ratio, _piece(values, start, stop), (height, width))
                left, bottom, step = entry["place"]
                stretch[entry["patch"]] = SkinStretch.from_ratio(left, bottom, step, ratio)
                start = stop
            return cls(patches, cameras, shapes, maps, stretch)
        except (KeyError, ValueError, TypeError) as error:
            raise GeometryError(f"The skin file is damaged: {error!r}") from error

    # ---- from a view to the skin

    def commit(self, view: ViewId, shape: BaseGeometry) -> PatchPaint:
        """Skin under a shape painted in a view.

        Parameters
        ----------
        view : ViewId
        shape : Polygon or MultiPolygon
            Valid, mm of that view, not clipped to the outline: what lies beyond it carries the paint to the edge.
        """
        out: dict[int, MultiPolygon] = {}
        if shape.is_empty:
            return out
        bounds = shape.bounds
        for p in self._in_view[view]:
            if self.patches[p].home == view:
                apron = self._apron[view, p]
                painted = apron.cut(shape, GRID_MM) if apron.near(bounds) else None
            else:
                painted = self._to_home(view, p, shape, bounds)
            if painted is None or painted.is_empty:
                continue
            painted = polygons(painted, DUST_MM2)
            if not painted.is_empty:
                out[p] = painted
        return out

    def _to_home(
        self, view: ViewId, p: int, shape: BaseGeometry, bounds: tuple[float, float, float, float]
    ) -> MultiPolygon | None:
        """Carry a shape painted in a view to the home of one patch; None where they do not meet."""
        limit = self._paintable.get((view, p))
        if limit is None:
            return None
        carried = []
        for skin_map, reach in self._sheets[view, p]:
            if not reach.near(bounds):
                continue
            part = reach.cut(shape)
            if part.is_empty:
                continue
            carried.append(_valid(carry(part, partial(self._home_places, view, p, skin_map))))
        return limit.cut(_united(carried), GRID_MM) if carried else None

    def _home_places(
        self, view: ViewId, p: int, skin_map: SkinMap, xy: FloatArray
    ) -> tuple[FloatArray, NDArray[np.bool_]]:
        """Places (n, 2) in the home of a patch of what a view shows at places (n, 2), and which (n,) were not found."""
        home = self.patches[p].home
        skin = skin_map.skin(xy)
        places = self._cameras[home].project(skin)[:, :2]
        lost = np.zeros(len(xy), dtype=np.bool_)
        home_maps = [m for m, _ in self._sheets[home, p]]
        if len(home_maps) == 1:
            self._settle(view, p, home_maps[0], xy, places, lost, np.arange(len(xy)))
        else:
            gaps = np.stack([((m.skin(places) - skin) ** 2).sum(axis=1) for m in home_maps])
            which = gaps.argmin(axis=0)
            for k, one in enumerate(home_maps):
                self._settle(view, p, one, xy, places, lost, np.nonzero(which == k)[0])
        return places, lost

    def _settle(
        self,
        view: ViewId,
        p: int,
        home_map: SkinMap,
        xy: FloatArray,
        places: FloatArray,
        lost: NDArray[np.bool_],
        some: NDArray[np.intp],
    ) -> None:
        """Refine (in place) those of `some` places that would not appear where they were painted.

        Marks as `lost` (in place) those that appear far from it all the same: near a silhouette a view grazes the skin.
        """
        if not len(some):
            return
        camera = self._cameras[view]
        miss = camera.project(home_map.skin(places[some]))[:, :2] - xy[some]
        gap2 = miss[:, 0] ** 2 + miss[:, 1] ** 2
        off = gap2 > _MISS_MM**2
        some, gap2 = some[off], gap2[off]
        if not len(some):
            return
        on_limb = self._outline[view].holds(xy[some])
        far = np.nonzero(~on_limb & (gap2 > _LOST_MM**2))[0]
        if len(far):
            beside = self._outline[view].distance(xy[some[far]])
            lost[some[far]] = gap2[far] > (beside + _BESIDE_MM) ** 2
        some = some[on_limb]
        if not len(some):
            return
        limit = self._paintable[view, p]
        settled = refine(home_map, camera, xy[some], places[some], _MISS_MM)
        behind = np.nonzero(limit.beside(settled, _BEHIND_MM))[0]
        if len(behind):  # a silhouette shows two places: take the one on the near side of the edge
            ends = shapely.get_coordinates(shapely.shortest_line(shapely.points(settled[behind]), limit.shape))
            mirrored = 2 * ends[1::2] - settled[behind]
            mirrored = refine(home_map, camera, xy[some[behind]], mirrored, _MISS_MM)
            fine = limit.holds(mirrored) & ~_apart(home_map, camera, mirrored, xy[some[behind]], _NEAR_SIDE_MM)
            settled[behind[fine]] = mirrored[fine]
        places[some] = settled
        lost[some] = _apart(home_map, camera, settled, xy[some], _LOST_MM)

    def seen_points(self, view: ViewId, xy: FloatArray) -> FloatArray:
        """Unposed skin points (n, 3) that a view shows at places (n, 2) in its millimetres; NaN off the skin."""
        out = np.full((len(xy), 3), np.nan)
        for p in self._in_view[view]:
            here = np.isnan(out[:, 0]) & self._apron[view, p].holds(xy)
            if here.any():
                out[here] = self.points(view, p, xy[here])
        return out

    def relief(self, view: ViewId) -> Relief:
        """How far the skin of a view stands out; made when it is first asked for."""
        found = self._reliefs.get(view)
        if found is None:
            camera = self._cameras[view]
            pieces = [
                (self._apron[view, p].shape, partial(_height, camera, partial(self.points, view, p)))
                for p in self._in_view[view]
            ]
            step_mm = max(m.step_mm for p in self._in_view[view] for m, _ in self._sheets[view, p])
            found = carve(self.outline[view], step_mm, pieces)
            self._reliefs[view] = found
        return found

    # ---- adding and taking away

    def add(self, paint: PatchPaint, part: PatchPaint) -> PatchPaint:
        """Paint with `part` added; `paint` itself is untouched."""
        new = dict(paint)
        for p, shape in part.items():
            old = new.get(p)
            new[p] = shape if old is None else union(old, shape, min_mm2=DUST_MM2)
        return new

    def erase(self, paint: PatchPaint, part: PatchPaint) -> PatchPaint:
        """Paint with `part` taken away; `paint` itself is untouched."""
        new = dict(paint)
        for p, shape in part.items():
            old = new.get(p)
            if old is None:
                continue
            left = without_slivers(difference(old, shape, min_mm2=DUST_MM2))
            if left.is_empty:
                del new[p]
            else:
                new[p] = left
        return new

    # ---- from the skin to a view

    def shown(self, paint: PatchPaint, view: ViewId) -> MultiPolygon:
        """What a view sees of the paint, mm of that view."""
        parts = [self._shown_patch(p, shape, view) for p, shape in paint.items()]
        parts = [part for part in parts if not part.is_empty]
        if not parts:
            return empty()
        return tidy(parts[0] if len(parts) == 1 else join(parts))

    def _shown_patch(self, p: int, shape: MultiPolygon, view: ViewId) -> MultiPolygon:
        if self.patches[p].home == view:
            return shape
        seen = self._seen.get((view, p))
        if seen is None or not seen.near(shape.bounds):
            return empty()
        part = seen.cut(shape)
        if part.is_empty:
            return part
        camera = self._cameras[view]
        carried = []
        sheets = self._sheets[self.patches[p].home, p]
        for skin_map, reach in sheets:
            piece = part if len(sheets) == 1 else reach.cut(part)
            if piece.is_empty:
                continue
            carried.append(_valid(carry(piece, partial(_seen_places, skin_map, camera))))
        return self._apron[view, p].cut(_united(carried), GRID_MM) if carried else empty()

    def points(self, view: ViewId, patch: int, xy: FloatArray) -> FloatArray:
        """Unposed skin points (n, 3) of a patch behind places (n, 2) of a view, millimetres.

        Parameters
        ----------
        view : ViewId
            A view that shows the patch; its home is the most exact.
        xy : (n, 2) float64
            Mm of that view, on the patch.

        Raises
        ------
        KeyError
            If the view does not show the patch.
        """
        sheets = self._sheets[view, patch]
        out = np.asarray(sheets[0][0].skin(xy), dtype=np.float64)
        for skin_map, reach in sheets[1:]:
            here = reach.holds(xy)
            out[here] = skin_map.skin(xy[here])
        return out

    def elsewhere(self, view: ViewId) -> Iterator[tuple[int, ViewId, MultiPolygon]]:
        """Patches that a view shows and another owns: number, owner, and where the view shows it, mm of the view."""
        for p in self._in_view[view]:
            if self.patches[p].home != view and (view, p) in self._sheets:
                yield p, self.patches[p].home, self._apron[view, p].shape

    def appears(self, view: ViewId, patch: int, xy: FloatArray) -> FloatArray:
        """Where a view shows, or would show through the limb, places (n, 2) of the home view of a patch, mm."""
        return self._cameras[view].project(self.points(self.patches[patch].home, patch, xy))[:, :2]

    def home_places(self, view: ViewId, patch: int, xy: FloatArray) -> FloatArray:
        """Places (n, 2) in the home view of a patch of what a view shows at places (n, 2), to a millimetre or so."""
        seen: FloatArray = self._cameras[self.patches[patch].home].project(self.points(view, patch, xy))[:, :2]
        return seen

    # ---- matching and areas

    def on_tiles(self, paint: PatchPaint) -> dict[int, MultiPolygon]:
        """Paint without its gutter, each skin point once, kept apart by patch (mm of its home view)."""
        cut = {p: self._tile[p].cut(shape) for p, shape in paint.items()}
        return {p: shape for p, shape in cut.items() if not shape.is_empty}

    def tiled(self, paint: PatchPaint) -> dict[ViewId, MultiPolygon]:
        """Paint without its gutter, each skin point once, united per home view (mm of that view): for matching."""
        by_home: dict[ViewId, list[MultiPolygon]] = {}
        for p, part in self.on_tiles(paint).items():
            by_home.setdefault(self.patches[p].home, []).append(part)
        return {v: parts[0] if len(parts) == 1 else union_all(parts, grid_mm=0.0) for v, parts in by_home.items()}

    def area_mm2(self, paint: PatchPaint) -> float:
        """True skin area of the paint."""
        return sum(self._stretch[p].area_mm2(self._tile[p].cut(shape)) for p, shape in paint.items())

    def areas_on_tile_mm2(self, patch: int, polygons: NDArray[Any]) -> FloatArray:
        """True skin area of each of some polygons (n,) inside the tile of a patch (mm of its home view)."""
        return self._stretch[patch].areas_mm2(polygons)

    def true_area_mm2(self, view: ViewId, home_shape: BaseGeometry) -> float:
        """True skin area of a shape inside the skin that `view` owns (mm of that view)."""
        total = 0.0
        for p, patch in enumerate(self.patches):
            if patch.home == view and not home_shape.is_empty and self._tile[p].near(home_shape.bounds):
                total += self._stretch[p].area_mm2(self._tile[p].cut(home_shape))
        return total
