"""Stored maps: the unposed skin point behind each place of a view, per patch and sheet.

Where a view sees past the edge of a patch that it does not own (a silhouette), the map continues round the edge to
the far side, so that paint carried over the silhouette overshoots and is then cut by what the view really sees.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import distance_transform_edt, gaussian_filter
from scipy.spatial import cKDTree
from shapely import MultiPolygon

from footmap.core.geometry import difference, union, widen
from footmap.core.views import ViewId

from .mesh import SkinMesh
from .owner import Ownership
from .raster import Sight
from .shapes import nearest, region, sheets
from .tiles import MAPPED_LEVEL, ViewShapes
from .types import STEP_MM, Bool, Float32, Float64

JUMP_MM = 8.0
"""Neighbouring cells further apart on the skin than this lie on different sheets."""
_TURN_MM = {True: 12.0, False: 40.0}
"""Radius of curvature assumed beyond a silhouette, foot views and leg views."""
_RIM_MM = {True: 13.0, False: 20.0}
"""How far the skin at a silhouette may lie from the last skin a cell shows beside it."""


@dataclass(frozen=True, eq=False)
class SheetMap:
    """Skin points of one patch in one view.

    Attributes
    ----------
    left_mm, bottom_mm, step_mm : float
        Node [0, 0] and spacing in the view.
    skin : (h, w, 3) float32
        Unposed skin points, millimetres.
    reach : MultiPolygon
        Where the map holds, millimetres of the view.
    """

    left_mm: float
    bottom_mm: float
    step_mm: float
    skin: Float32
    reach: MultiPolygon


def map_step(view: ViewId, home: ViewId) -> int:
    """Raster cells per node of the stored maps: finer on the foot."""
    return 1 if view.startswith("foot_") or home.startswith("foot_") else 2


def window(
    raster_shape: tuple[int, int], origin: tuple[float, float], shape: MultiPolygon, step: int
) -> tuple[slice, slice]:
    """Rows and columns of a raster that hold a shape with a margin of three nodes, aligned to nodes."""
    x0, y0, x1, y1 = shape.bounds
    height, width = raster_shape

    def span(low: float, high: float, start: float, count: int) -> slice:
        first = int(max(0.0, (low - start) / STEP_MM - 3 * step)) // step * step
        return slice(first, int(min(count, (high - start) / STEP_MM + 3 * step + 2)))

    return span(y0, y1, origin[1], height), span(x0, x1, origin[0], width)


def sheet_maps(
    view: ViewId, patch: int, mesh: SkinMesh, sight: Sight, owner: Ownership, shapes: ViewShapes
) -> list[SheetMap]:
    """Maps of one patch in one view, a sheet each."""
    raster = sight.raster
    step = map_step(view, owner.patches[patch].home)
    apron = shapes.aprons[patch]
    at_home = owner.patches[patch].home == view
    part = window(raster.shape, (raster.left_mm, raster.bottom_mm), apron, step)
    left = raster.left_mm + STEP_MM * part[1].start
    bottom = raster.bottom_mm + STEP_MM * part[0].start
    known = ((raster.face >= 0) & (shapes.fields[patch] > MAPPED_LEVEL))[part]
    skin = raster.skin[part]
    sheet, count = sheets(skin, known, JUMP_MM)
    out = []
    for number in range(count):
        here = known if count == 1 else sheet == number
        if not here.any():
            continue
        reach = apron
        if count > 1:
            filled = sheet[nearest(sheet >= 0)]
            mine = gaussian_filter((filled == number).astype(np.float32), 0.7) - 0.5
            reach = region(mine, (left, bottom), apron)
            if reach.is_empty:
                continue
        points = skin[nearest(here)].copy()
        if not at_home:
            _round_the_edge(view, patch, mesh, sight, owner, here, points, (left, bottom), step)
            reach = union(reach, difference(widen(reach, STEP_MM * step, mitre=True), shapes.outline))
        out.append(SheetMap(left, bottom, STEP_MM * step, points[::step, ::step], reach))
    return out


def _silhouette(patch: int, mesh: SkinMesh, sight: Sight, owner: Ownership) -> tuple[Float64, Float64]:
    """Points (k, 3) of the skin of a patch where it turns away from the eye, and outward directions there (k, 3)."""
    a, b = mesh.edges.T
    rim = sight.nearly[a] & (owner.fields[a, patch] > MAPPED_LEVEL) & (sight.cosine[a] > 0) & (sight.cosine[b] <= 0)
    a, b = a[rim], b[rim]
    share = (sight.cosine[a] / (sight.cosine[a] - sight.cosine[b]))[:, None]
    rim_points = mesh.vertices[a] * (1 - share) + mesh.vertices[b] * share
    return rim_points, mesh.normals[a] * (1 - share) + mesh.normals[b] * share


def _eye(sight: Sight, skin: Float64) -> Float64:
    """Direction to the eye (n, 3) in unposed axes at skin points (n, 3)."""
    axes = [sight.camera.directions(skin, np.tile(axis, (len(skin), 1)))[:, 2] for axis in np.eye(3)]
    return np.stack(axes, axis=1)


def _round_the_edge(
    view: ViewId,
    patch: int,
    mesh: SkinMesh,
    sight: Sight,
    owner: Ownership,
    here: Bool,
    points: Float32,
    origin: tuple[float, float],
    step: int,
) -> None:
    """Continue the map (in place) past the silhouette, to the skin behind it."""
    rim, normal = _silhouette(patch, mesh, sight, owner)
    if not len(rim):
        return
    gap = np.asarray(distance_transform_edt(~here))
    row, column = np.nonzero(~here & (gap <= 4 * step))
    xy = np.column_stack([origin[0] + column * STEP_MM, origin[1] + row * STEP_MM])
    drawn = sight.camera.project(rim)[:, :2]
    outward = sight.camera.directions(rim, normal)[:, :2]
    far, which = cKDTree(drawn).query(xy)
    edge = rim[which]
    on_foot = view.startswith("foot_") or owner.patches[patch].home.startswith("foot_")
    near = far < 2.5 * STEP_MM * step + 0.5
    near &= np.linalg.norm(edge - points[row, column], axis=1) < _RIM_MM[on_foot]
    near &= np.einsum("ij,ij->i", xy - drawn[which], outward[which]) > 0
    edge, row, column = edge[near], row[near], column[near]
    outside = np.maximum(gap[row, column] * STEP_MM - STEP_MM / 2, 0.0)
    behind = np.sqrt(2 * _TURN_MM[on_foot] * outside)
    points[row, column] = edge - _eye(sight, edge) * behind[:, None]


def stretch(patch: int, sight: Sight, shapes: ViewShapes) -> tuple[float, float, float, Float32]:
    """True area per home area of a patch on a 1 mm raster: left, bottom, step, values (h, w)."""
    raster = sight.raster
    part = window(raster.shape, (raster.left_mm, raster.bottom_mm), shapes.aprons[patch], 2)
    known = ((raster.face >= 0) & (shapes.fields[patch] > MAPPED_LEVEL))[part].astype(np.float32)
    value = np.minimum(1 / np.maximum(raster.facing[part], 0.05), 15.0).astype(np.float32)
    weight = gaussian_filter(known, 1.0)
    smooth = np.where(weight > 1e-3, gaussian_filter(value * known, 1.0) / np.maximum(weight, 1e-3), 0)
    smooth = smooth[nearest(known > 0)][::2, ::2]
    left = raster.left_mm + STEP_MM * part[1].start
    bottom = raster.bottom_mm + STEP_MM * part[0].start
    return left, bottom, STEP_MM * 2, np.asarray(smooth, np.float32)
