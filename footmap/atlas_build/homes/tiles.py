"""Outlines, tiles and aprons: which part of each view belongs to which patch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter
from shapely import MultiPolygon

from footmap.core.geometry import difference, union
from footmap.core.views import VIEW_IDS, ViewId

from .mesh import SkinMesh
from .owner import Ownership
from .raster import Sight
from .shapes import nearest, region
from .types import PAINTABLE, Float32

APRON_LEVEL = 0.22
"""Patch field that bounds the apron, the tile with a gutter of about 1.5 mm of its neighbours' skin."""
MAPPED_LEVEL = 0.08
"""Patch field down to which the maps hold true skin points; lies outside the apron."""
_PRESENT_MM2 = 3.0


@dataclass(frozen=True, eq=False)
class ViewShapes:
    """Patches as one view sees them, millimetres of that view.

    Attributes
    ----------
    outline : MultiPolygon
        All paintable skin.
    fields : mapping of patch to (h, w) float32
        Membership of each patch, continued past the silhouette.
    tiles : mapping of patch to MultiPolygon
        Skin of the patches whose home this view is; they do not overlap.
    aprons : mapping of patch to MultiPolygon
        Tile plus gutter of every patch in sight.
    patch : (h, w) int16
        Patch of each cell, -1 where there is none.
    """

    outline: MultiPolygon
    fields: dict[int, Float32]
    tiles: dict[int, MultiPolygon]
    aprons: dict[int, MultiPolygon]
    patch: NDArray[np.int16]


def view_shapes(view: ViewId, mesh: SkinMesh, sight: Sight, owner: Ownership) -> ViewShapes:
    """Cut the picture of one view into patches."""
    raster = sight.raster
    origin = (raster.left_mm, raster.bottom_mm)
    drawn = raster.face >= 0
    edge = gaussian_filter(sight.cover, 0.5) - 0.5
    fade = np.clip((sight.alpha[nearest(drawn)] - PAINTABLE) * 10, -0.5, 0.5)
    outline = region(np.minimum(edge, fade), origin, None, 0.02, 20.0)
    area = np.bincount(owner.vertex_patch[sight.visible], mesh.vertex_mm2[sight.visible], len(owner.patches) + 1)
    present = [int(p) for p in np.nonzero(area > _PRESENT_MM2)[0]]
    field = raster.sample(mesh.triangles, owner.fields[:, present])[nearest(drawn)]
    smooth = np.stack([gaussian_filter(field[..., i], 0.7) for i in range(len(present))], axis=-1)
    winner = np.array(present)[smooth.argmax(axis=-1)]
    winner[(winner == len(owner.patches)) | ~drawn] = -1

    fields: dict[int, Float32] = {}
    tiles: dict[int, MultiPolygon] = {}
    aprons: dict[int, MultiPolygon] = {}
    taken: MultiPolygon = MultiPolygon()
    for i, p in enumerate(present):
        if p == len(owner.patches):
            continue
        others = np.delete(smooth, i, axis=-1)
        lead = smooth[..., i] - (others.max(axis=-1) if others.shape[-1] else 0.0)
        tile = region(lead, origin, outline)
        if tile.is_empty:
            continue
        wide = region(field[..., i] - APRON_LEVEL, origin, outline)
        fields[p] = np.ascontiguousarray(field[..., i])
        aprons[p] = union(tile, wide, min_mm2=1.0)
        if owner.patches[p].home == view:
            tiles[p] = difference(tile, taken, min_mm2=0.2)
            taken = union(taken, tile)
    return ViewShapes(outline, fields, tiles, aprons, winner.astype(np.int16))


def home_of(owner: Ownership, patch: int) -> int:
    """Number of a patch's home view in `VIEW_IDS`."""
    return VIEW_IDS.index(owner.patches[patch].home)
