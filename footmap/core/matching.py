"""Exact comparison of paint with territories: shapely areas of home polygons, each piece of skin counted once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np
import shapely
from shapely import MultiPolygon

from . import geometry
from .atlas import Atlas, Layer, MapId, Territory, Zone
from .paint import Paint
from .views import SIDES, FloatArray, Side, ViewId

RANKED_MAP: Final[MapId] = "consensus"


class Subject(NamedTuple):
    """A nerve or level that paint is compared with; its toes and web spaces count together.

    Attributes
    ----------
    trunk : bool
        True for a mere union of branches (sciatic, tibial, ...), without skin of its own.
    size_mm2 : float
        Area of its usual skin in home views, square millimetres.
    """

    layer: Layer
    id: str
    trunk: bool
    size_mm2: float


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


class _HomeShapes:
    """One shape per subject inside the skin that one view owns, with a tree over their pieces."""

    def __init__(self, shapes: Sequence[MultiPolygon]) -> None:
        self.shapes = shapes
        pieces = [shapely.get_parts(shape) for shape in shapes]
        self._owner = np.repeat(np.arange(len(shapes)), [len(p) for p in pieces])
        self._pieces = np.concatenate(pieces) if pieces else np.empty(0, dtype=object)
        self._tree = shapely.STRtree(self._pieces)
        self._count = len(shapes)

    def overlap_mm2(self, paint: MultiPolygon) -> FloatArray:
        """Area that the paint shares with each subject."""
        out = np.zeros(self._count)
        for part in paint.geoms:
            near = self._tree.query(part)
            if len(near):
                np.add.at(out, self._owner[near], geometry.overlap_mm2(self._pieces[near], part))
        return out


class Matcher:
    """Compares paint with the nerves and the consensus levels of an atlas.

    Parameters
    ----------
    atlas : Atlas

    Attributes
    ----------
    subjects : tuple of Subject
        Nerves by id, then levels from L1 down.
    """

    subjects: tuple[Subject, ...]

    def __init__(self, atlas: Atlas) -> None:
        self._skin = atlas.skin
        groups: dict[tuple[Layer, str], list[Territory]] = {}
        for territory in atlas.territories:
            if territory.layer == "nerve" or (territory.layer == "level" and territory.map == RANKED_MAP):
                groups.setdefault((territory.layer, territory.id), []).append(territory)
        keys = sorted(groups, key=lambda key: (key[0] != "nerve", key[1]))
        self._usual: dict[ViewId, _HomeShapes] = {}
        self._core: dict[ViewId, _HomeShapes] = {}
        self._home = {view: seen.home for view, seen in atlas.views.items()}
        self._nobodys: dict[ViewId, MultiPolygon] = {}
        sizes = np.zeros(len(keys))
        for view, seen in atlas.views.items():
            usual = [_home_shape(groups[key], "usual", view, seen.home) for key in keys]
            core = [_home_shape(groups[key], "core", view, seen.home) for key in keys]
            sizes += shapely.area(np.array(usual, dtype=object)) if usual else 0.0
            self._usual[view], self._core[view] = _HomeShapes(usual), _HomeShapes(core)
        self.subjects = tuple(
            Subject(layer, id_, all(t.trunk for t in groups[layer, id_]), float(size))
            for (layer, id_), size in zip(keys, sizes, strict=True)
        )

    def match(self, paint: Paint) -> Match:
        """Exact areas of the union of all qualities, per painted side."""
        sides: dict[Side, SideMatch] = {}
        for side in SIDES:
            found = self._match_side(paint, side)
            if found.paint_mm2 > 0.0:
                sides[side] = found
        return Match(self.subjects, sides)

    def _nobodys_skin(self, view: ViewId) -> MultiPolygon:
        """Skin of a home view that is in no subject's usual skin; made when first needed, as few views are painted."""
        if view not in self._nobodys:
            everyones = geometry.union_all(self._usual[view].shapes, grid_mm=0)
            self._nobodys[view] = geometry.difference(self._home[view], everyones, grid_mm=0)
        return self._nobodys[view]

    def _match_side(self, paint: Paint, side: Side) -> SideMatch:
        marked = paint.union(side)
        overlap, core = np.zeros(len(self.subjects)), np.zeros(len(self.subjects))
        total = unexplained = 0.0
        for view, shape in self._skin.tiled(marked).items():
            total += shape.area
            overlap += self._usual[view].overlap_mm2(shape)
            core += self._core[view].overlap_mm2(shape)
            unexplained += float(geometry.overlap_mm2([self._nobodys_skin(view)], shape)[0])
        skin_mm2 = self._skin.area_mm2(marked) if total > 0.0 else 0.0
        return SideMatch(total, skin_mm2, unexplained, overlap, core)


def _home_shape(parts: Sequence[Territory], zone: Zone, view: ViewId, home: MultiPolygon) -> MultiPolygon:
    shapes = [part.zones[zone][view] for part in parts if view in part.zones.get(zone, {})]
    if not shapes or home.is_empty:
        return geometry.empty()
    whole = shapes[0] if len(shapes) == 1 else geometry.union_all(shapes, grid_mm=0)
    return geometry.intersection(whole, home, grid_mm=0)
