"""Which part of a patch, drawn at home, each other view sees."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.ndimage import gaussian_filter
from shapely import MultiPolygon

from footmap.core.geometry import intersection, widen
from footmap.core.views import ViewId

from .maps import window
from .mesh import SkinMesh
from .owner import Ownership
from .raster import Sight
from .shapes import nearest, region
from .tiles import ViewShapes
from .types import STEP_MM

_EDGE_COSINE = 0.013
_VALLEY_MM = 1.5
"""Half the width of hidden valleys that paint may cross."""


def seen_parts(
    patch: int,
    mesh: SkinMesh,
    sights: Mapping[ViewId, Sight],
    shapes: Mapping[ViewId, ViewShapes],
    owner: Ownership,
) -> dict[ViewId, tuple[MultiPolygon, MultiPolygon]]:
    """Per view other than the home: the part of the apron it sees, and the part it may paint (home mm).

    The second closes hidden valleys up to 3 mm wide, so that a stroke across a crease stays in one piece.
    """
    home = owner.patches[patch].home
    apron = shapes[home].aprons[patch]
    raster = sights[home].raster
    part = window(raster.shape, (raster.left_mm, raster.bottom_mm), apron, 1)
    known = ((raster.face >= 0) & (shapes[home].fields[patch] > 0.1))[part]
    source = nearest(known)
    skin = raster.skin[part][known].astype(np.float64)
    origin = (raster.left_mm + STEP_MM * part[1].start, raster.bottom_mm + STEP_MM * part[0].start)
    others = [v for v in shapes if v != home and patch in shapes[v].aprons]
    if not others:
        return {}
    cosines = raster.sample(mesh.triangles, np.stack([sights[v].cosine for v in others], axis=1))[part][known]
    out = {}
    for i, view in enumerate(others):
        sight = sights[view]
        cosine = cosines[:, i].astype(np.float64)
        open_sight = sight.in_sight(sight.camera.project(skin), np.maximum(cosine, 0.05), 1.0) & sight.paintable(skin)
        free = np.full(known.shape, -1.0, np.float32)
        free[known] = np.where(open_sight, 1.0, -1.0)
        turned = np.full(known.shape, -1.0, np.float32)
        turned[known] = np.clip((cosine - _EDGE_COSINE) * 6, -1, 1)
        field = np.minimum(gaussian_filter(free[source], 1.2), gaussian_filter(turned[source], 1.0))
        seen = region(field, origin, apron, 0.03, 2.0)
        if not seen.is_empty:
            closed = widen(widen(seen, _VALLEY_MM), 0.05 - _VALLEY_MM)
            out[view] = (seen, intersection(closed, apron))
    return out
