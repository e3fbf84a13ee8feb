"""Exact comparison of paint with territories: shapely areas of home polygons, each piece of skin counted once."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon

from . import geometry
from .atlas import Atlas, Layer, MapId, Territory, Zone
from .ids import CONSENSUS
from .paint import Paint
from .views import SIDES, FloatArray, Side, ViewId

RANKED_MAP: Final[MapId] = CONSENSUS
_SHARE_STEPS: Final = 1e6
"""Shares are compared in so many steps from 0 to 1."""
MM2_PER_CM2: Final = 100.0
_ZONES: Final[tuple[Zone, Zone]] = ("usual", "core")


class Subject(NamedTuple):
    """A nerve or level that paint is compared with; its toes and web spaces count together.

    Attributes
    ----------
    trunk : bool
        True for a mere union of branches (sciatic, tibial, ...), without skin of its own.
    size_mm2 : float
        Area of its usual skin in home views, square millimetres.
    core_mm2 : float
        Area of its core in home views, square millimetres.
    """

    layer: Layer
    id: str
    trunk: bool
    size_mm2: float
    core_mm2: float


@dataclass(frozen=True)
class SideMatch:
    """What the paint of one limb has in common with each subject; areas in home views, square millimetres.

    Attributes
    ----------
    paint_mm2 : float
        Paint of any quality.
    skin_mm2 : float
        The same as true skin area.
    unexplained_mm2 : float
        Paint outside the usual skin of every subject.
    overlap_mm2 : (n,) float64
        Paint in the usual skin of each subject.
    core_mm2 : (n,) float64
        Paint in its core.
    """

    paint_mm2: float
    skin_mm2: float
    unexplained_mm2: float
    overlap_mm2: FloatArray
    core_mm2: FloatArray


class Overlap(NamedTuple):
    """What the paint of one limb and the usual skin of one nerve or level have in common.

    Attributes
    ----------
    id : str
        Of the knowledge base.
    side : {"right", "left"}
    explained : float
        0-1; share of the limb's paint that lies in that skin.
    filled : float
        0-1; share of that skin that is painted.
    """

    id: str
    side: Side
    explained: float
    filled: float


@dataclass(frozen=True)
class Match:
    """Geometry of a drawing against the atlas.

    Attributes
    ----------
    subjects : tuple of Subject
        What the arrays of every `SideMatch` stand for.
    sides : mapping of side to SideMatch
        Painted sides only.
    """

    subjects: tuple[Subject, ...]
    sides: Mapping[Side, SideMatch] = field(default_factory=dict)

    @property
    def paint_cm2(self) -> float:
        """True skin area of the paint of both limbs, square centimetres."""
        return sum(side.skin_mm2 for side in self.sides.values()) / MM2_PER_CM2

    @property
    def unexplained_share(self) -> float:
        """0-1; share of all paint outside the usual skin of every subject; 0 without paint."""
        paint_mm2 = sum(side.paint_mm2 for side in self.sides.values())
        outside_mm2 = sum(side.unexplained_mm2 for side in self.sides.values())
        return min(max(outside_mm2 / paint_mm2, 0.0), 1.0) if paint_mm2 > 0.0 else 0.0

    def overlaps(self, layer: Layer) -> tuple[Overlap, ...]:
        """The nerves or the levels with paint in their skin, on each limb; those that explain most of it come first.

        Of those that explain as much, a branch comes before a trunk, then what is filled more, then by id.
        """
        keyed: list[tuple[int, bool, int, str, int, Overlap]] = []
        for order, side in enumerate(SIDES):
            found = self.sides.get(side)
            if found is None:
                continue
            paint_mm2 = found.paint_mm2
            for subject, overlap_mm2 in zip(self.subjects, found.overlap_mm2.tolist(), strict=True):
                if overlap_mm2 <= 0.0 or subject.layer != layer:
                    continue
                explained = overlap_mm2 / paint_mm2 if overlap_mm2 < paint_mm2 else 1.0
                filled = overlap_mm2 / subject.size_mm2 if overlap_mm2 < subject.size_mm2 else 1.0
                most, fullest = -int(explained * _SHARE_STEPS + 0.5), -int(filled * _SHARE_STEPS + 0.5)
                overlap = Overlap(subject.id, side, explained, filled)
                keyed.append((most, subject.trunk, fullest, subject.id, order, overlap))
        keyed.sort()  # ids and sides differ: overlaps themselves are never compared
        return tuple(key[-1] for key in keyed)


class _HomeShapes:
    """One shape per subject inside the skin that one view owns, with a tree over their pieces."""

    def __init__(self, shapes: Sequence[MultiPolygon]) -> None:
        self.shapes = shapes
        pieces = [shapely.get_parts(shape) for shape in shapes]
        self._owner = np.repeat(np.arange(len(shapes)), [len(p) for p in pieces])
        self._pieces = np.concatenate(pieces) if pieces else np.empty(0, dtype=object)
        self._tree = shapely.STRtree(self._pieces)
        self._count = len(shapes)

    def overlap_mm2(self, part: Polygon) -> FloatArray:
        """Area that a piece of paint shares with each subject."""
        near = self._tree.query(part)
        if not len(near):
            return np.zeros(self._count)
        areas = geometry.overlap_mm2(self._pieces[near], part)
        out: FloatArray = np.bincount(self._owner[near], weights=areas, minlength=self._count).astype(np.float64)
        return out


class _Areas(NamedTuple):
    """Areas as in `SideMatch`, of one patch or of one piece of it."""

    paint_mm2: float
    skin_mm2: float
    unexplained_mm2: float
    overlap_mm2: FloatArray
    core_mm2: FloatArray


@dataclass(frozen=True)
class _PatchMemory:
    """What was found last for a patch of one side.

    Attributes
    ----------
    shape : MultiPolygon
        Its paint; found again unchanged, nothing is computed.
    pieces : mapping of WKB to _Areas
        Of the pieces of that paint; a new stroke leaves most of them as they were.
    """

    shape: MultiPolygon
    areas: _Areas
    pieces: Mapping[bytes, _Areas]


class Measured(NamedTuple):
    """What follows from an atlas and a map alone, and takes a tenth of a second to find.

    Attributes
    ----------
    sizes_mm2 : (2, subjects) float64
        Areas of the usual skin and of the core of each subject in home views, square millimetres.
    shapes : mapping of view to sequence of MultiPolygon
        In that home view the usual skin of each subject, the core of each, and at last the skin of nobody.
    """

    sizes_mm2: FloatArray
    shapes: Mapping[ViewId, Sequence[MultiPolygon]]


class Matcher:
    """Compares paint with the nerves and the levels of an atlas; in several threads at once too.

    Parameters
    ----------
    atlas : Atlas
    map_ : MapId
        Dermatome map whose levels are compared.
    measured : Measured, optional
        As the property, where it is known; otherwise it is found when it is first needed.
    """

    def __init__(self, atlas: Atlas, map_: MapId = RANKED_MAP, measured: Measured | None = None) -> None:
        self._skin = atlas.skin
        groups: dict[tuple[Layer, str], list[Territory]] = {}
        for territory in atlas.territories:
            if territory.layer == "nerve" or (territory.layer == "level" and territory.map == map_):
                groups.setdefault((territory.layer, territory.id), []).append(territory)
        self._groups = dict(sorted(groups.items(), key=lambda group: (group[0][0] != "nerve", group[0][1])))
        self._shapes: dict[ViewId, tuple[_HomeShapes, _HomeShapes]] = {}
        self._home = {view: seen.home for view, seen in atlas.views.items()}
        self._nobodys: dict[ViewId, MultiPolygon] = {}
        self._memory: dict[tuple[Side, int], _PatchMemory] = {}
        self._measured = measured

    @property
    def measured(self) -> Measured:
        """What follows from the atlas and the map alone."""
        sizes = self._measured.sizes_mm2 if self._measured is not None else self._sizes_mm2()
        views = {view: self._shapes_of(view) for view in self._home}
        return Measured(
            sizes,
            {view: (*usual.shapes, *core.shapes, self._nobodys_skin(view)) for view, (usual, core) in views.items()},
        )

    def _sizes_mm2(self) -> FloatArray:
        sizes = np.zeros((2, len(self._groups)))
        for view in self._home:
            for k, one in enumerate(self._shapes_of(view)):
                sizes[k] += shapely.area(np.array(one.shapes, dtype=object)) if one.shapes else 0.0
        return sizes

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """Nerves by id, then levels from L1 down."""
        sizes_mm2 = self._measured.sizes_mm2 if self._measured is not None else self._sizes_mm2()
        return tuple(
            Subject(layer, id_, all(t.trunk for t in parts), size, core)
            for ((layer, id_), parts), size, core in zip(self._groups.items(), *sizes_mm2.tolist(), strict=True)
        )

    def _shapes_of(self, view: ViewId) -> tuple[_HomeShapes, _HomeShapes]:
        """Usual skin and core of each subject in a home view; made when first needed, as few views are painted."""
        found = self._shapes.get(view)
        if found is None:
            count = len(self._groups)
            if self._measured is not None:
                known = list(self._measured.shapes[view])
                shapes = known[:count], known[count : 2 * count]
                self._nobodys[view] = known[-1]
            else:
                usual, core = (
                    [_home_shape(parts, zone, view, self._home[view]) for parts in self._groups.values()]
                    for zone in _ZONES
                )
                shapes = usual, core
            found = self._shapes[view] = _HomeShapes(shapes[0]), _HomeShapes(shapes[1])
        return found

    def match(self, paint: Paint) -> Match:
        """Exact areas of the union of all qualities, per painted side.

        Patches and pieces of paint that are the same as in the last match are not computed again. What is remembered
        of a patch is one value that is replaced whole, so another thread finds the old or the new one.
        """
        sides: dict[Side, SideMatch] = {}
        for side in SIDES:
            areas = [self._match_patch(side, patch, shape) for patch, shape in paint.union(side).items()]
            total = _total(areas, len(self.subjects))
            if total.paint_mm2 > 0.0:
                sides[side] = SideMatch(*total)
        return Match(self.subjects, sides)

    def _nobodys_skin(self, view: ViewId) -> MultiPolygon:
        """Skin of a home view that is in no subject's usual skin; made when first needed, as few views are painted."""
        shapes = self._shapes_of(view)
        if view not in self._nobodys:
            everyones = geometry.union_all(shapes[0].shapes, grid_mm=0)
            self._nobodys[view] = geometry.difference(self._home[view], everyones, grid_mm=0)
        return self._nobodys[view]

    def _match_patch(self, side: Side, patch: int, shape: MultiPolygon) -> _Areas:
        last = self._memory.get((side, patch))
        if last is not None and last.shape is shape:
            return last.areas
        known = last.pieces if last is not None else {}
        view = self._skin.patches[patch].home
        pieces: dict[bytes, _Areas] = {}
        for part in self._skin.tiled({patch: shape}).get(view, geometry.empty()).geoms:
            key = part.wkb
            pieces[key] = known.get(key) or self._match_piece(view, part)
        found = _total(list(pieces.values()), len(self.subjects))
        if found.paint_mm2 > 0.0:
            found = found._replace(skin_mm2=self._skin.area_mm2({patch: shape}))
        self._memory[side, patch] = _PatchMemory(shape, found, pieces)
        return found

    def _match_piece(self, view: ViewId, part: Polygon) -> _Areas:
        usual, core = self._shapes_of(view)
        return _Areas(
            paint_mm2=float(part.area),
            skin_mm2=0.0,  # known per patch only
            unexplained_mm2=float(geometry.overlap_mm2([self._nobodys_skin(view)], part)[0]),
            overlap_mm2=usual.overlap_mm2(part),
            core_mm2=core.overlap_mm2(part),
        )


def _total(areas: Sequence[_Areas], count: int) -> _Areas:
    overlap, core = np.zeros(count), np.zeros(count)
    for one in areas:
        overlap += one.overlap_mm2
        core += one.core_mm2
    return _Areas(
        paint_mm2=math.fsum(one.paint_mm2 for one in areas),
        skin_mm2=math.fsum(one.skin_mm2 for one in areas),
        unexplained_mm2=math.fsum(one.unexplained_mm2 for one in areas),
        overlap_mm2=overlap,
        core_mm2=core,
    )


def _home_shape(parts: Sequence[Territory], zone: Zone, view: ViewId, home: MultiPolygon) -> MultiPolygon:
    shapes = [part.zones[zone][view] for part in parts if view in part.zones.get(zone, {})]
    if not shapes or home.is_empty:
        return geometry.empty()
    whole = shapes[0] if len(shapes) == 1 else geometry.union_all(shapes, grid_mm=0)
    return geometry.intersection(whole, home, grid_mm=0)
