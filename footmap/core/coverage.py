"""How much of each named region of the skin is painted: as a share, and in square centimetres."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely
from shapely import MultiPolygon, STRtree

from .geometry import intersection, overlap_mm2

if TYPE_CHECKING:
    from .atlas import Atlas
    from .drawing import Quality
    from .paint import Paint
    from .skin import PatchPaint
    from .views import Side, ViewId

LEAST_MM2: Final = 1.0
"""Smaller pieces of a region in a view are left out."""


class _Pieces(NamedTuple):
    """Pieces of regions in the skin that a view or a patch owns."""

    tree: STRtree
    ids: list[str]
    shapes: list[MultiPolygon]


class RegionCover:
    """Shares of the regions of one body; every piece of skin counts in the view that owns it.

    Parameters
    ----------
    atlas : Atlas
    """

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._skin = atlas.skin
        self._views: dict[ViewId, _Pieces] = {}
        self._tiles: dict[int, _Pieces] = {}

    def _of(self, view: ViewId) -> _Pieces:
        """Pieces of a view, cut when they are first asked for; several threads may come to the same."""
        found = self._views.get(view)
        if found is None:
            home = self._atlas.views[view].home
            ids: list[str] = []
            pieces: list[MultiPolygon] = []
            for region in self._atlas.territories:
                shape = region.zones["usual"].get(view) if region.layer == "region" else None
                piece = None if shape is None else intersection(shape, home, min_mm2=LEAST_MM2)
                if piece is not None and not piece.is_empty:
                    ids.append(region.id)
                    pieces.append(piece)
            found = self._views[view] = _Pieces(STRtree(pieces), ids, pieces)
        return found

    def _on_tile(self, patch: int) -> _Pieces:
        """Pieces on the tile of a patch, cut when they are first asked for."""
        found = self._tiles.get(patch)
        if found is None:
            whole = self._of(self._skin.patches[patch].home)
            tile = self._skin.tiles[patch]
            near = whole.tree.query(tile, predicate="intersects").tolist()
            cut = {i: intersection(whole.shapes[i], tile, grid_mm=0.0) for i in near}
            kept = {i: piece for i, piece in cut.items() if not piece.is_empty}
            pieces = list(kept.values())
            found = self._tiles[patch] = _Pieces(STRtree(pieces), [whole.ids[i] for i in kept], pieces)
        return found

    @cached_property
    def _area_mm2(self) -> Mapping[str, float]:
        """Area of each region in the views that own it."""
        areas: dict[str, float] = {}
        for view in self._atlas.views:
            for id_, piece in zip(self._of(view).ids, self._of(view).shapes, strict=True):
                areas[id_] = areas.get(id_, 0.0) + float(piece.area)
        return areas

    def shares(self, paint: Paint, side: Side) -> Mapping[str, Mapping[Quality, float]]:
        """Share of each region, 0 to 1, that bears each quality; regions and qualities without paint are missing."""
        found: dict[str, dict[Quality, float]] = {}
        for view, qualities in paint.side(side).shown.items():
            tree, ids, pieces = self._of(view)
            for quality, shape in qualities.items():
                near = tree.query(shape, predicate="intersects").tolist()
                for i, area in zip(near, overlap_mm2([pieces[i] for i in near], shape).tolist(), strict=True):
                    if area > 0:
                        row = found.setdefault(ids[i], {})
                        row[quality] = row.get(quality, 0.0) + area
        return {
            id_: {quality: min(1.0, area / self._area_mm2[id_]) for quality, area in row.items()}
            for id_, row in found.items()
        }

    def areas_cm2(self, paint: Paint, side: Side) -> Mapping[str, Mapping[Quality, float]]:
        """True skin area of each region that bears each quality; regions and qualities without paint are missing."""
        found: dict[str, dict[Quality, float]] = {}
        for quality, patches in paint.side(side).qualities.items():
            for id_, area in self.regions_cm2(self._skin.on_tiles(patches)).items():
                found.setdefault(id_, {})[quality] = area
        return found

    def regions_cm2(self, shapes: PatchPaint) -> Mapping[str, float]:
        """True skin area of shapes in each region they meet.

        Parameters
        ----------
        shapes : mapping of patch to MultiPolygon
            Without gutter, as of `Skin.on_tiles`.
        """
        found: dict[str, float] = {}
        for patch, shape in shapes.items():
            tree, ids, pieces = self._on_tile(patch)
            near = tree.query(shape, predicate="intersects").tolist()
            common = [intersection(pieces[i], shape, grid_mm=0.0) for i in near]
            parts, of = shapely.get_parts(common, return_index=True)
            areas = np.bincount(of, self._skin.areas_on_tile_mm2(patch, parts), len(near)) / 100.0
            for i, area in zip(near, areas.tolist(), strict=True):
                if area > 0:
                    found[ids[i]] = found.get(ids[i], 0.0) + area
        return found
