"""What each view sees: a z-buffer at 0.5 mm and a test whether a skin point is in sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footmap.atlas_build import zbuffer
from footmap.core.views import Camera

from .mesh import SkinMesh
from .types import PAINTABLE, STEP_MM, Bool, Float32, Float64, ViewRaster

MARGIN_MM = 4.0
"""Empty border of the rasters."""
GRAZING = 0.02
"""Cosine to the eye from which skin counts as seen."""

FINE = 4
"""Samples per cell and direction from which the share of a cell that skin covers is counted."""


@dataclass(frozen=True, eq=False)
class Sight:
    """One view of the mesh.

    Attributes
    ----------
    camera : Camera
    opacity : callable
        Skin points (n, 3) -> how opaque the picture shows them.
    highest_mm : float
        Skin above this height is not drawn.
    raster : ViewRaster
    cover : (h, w) float32
        Share of each cell that skin covers, for outlines finer than a cell.
    alpha : (h, w) float32
        Opacity of the picture, 0 where there is no skin.
    shown : (n,) bool
        Vertices that are drawn opaquely enough to be painted.
    cosine, facing : (n,) float64
        Of the vertices: cosine to the eye, and area in the view per true area (negative away from the eye).
    face_cosine, face_facing : (m,) float64
        The same of the triangles.
    visible : (n,) bool
        Vertices in sight.
    nearly : (n,) bool
        Vertices in sight and those a few steps round the edge from them.
    """

    camera: Camera
    opacity: Callable[[Float64], Float64]
    highest_mm: float
    raster: ViewRaster
    cover: Float32
    alpha: Float32
    shown: Bool
    cosine: Float64
    facing: Float64
    face_cosine: Float64
    face_facing: Float64
    visible: Bool
    nearly: Bool

    def paintable(self, skin: NDArray[Any]) -> Bool:
        """Skin points (n, 3) that the picture shows well enough to be painted."""
        points = np.asarray(skin, np.float64)
        return np.asarray((points[:, 2] < self.highest_mm) & (self.opacity(points) >= PAINTABLE))

    def in_sight(self, view_points: NDArray[Any], cosine: NDArray[Any], slack_mm: float) -> Bool:
        """Points (n, 3) of the view (x, y, depth) that face the eye and that nothing hides."""
        return in_sight(self.raster, view_points, cosine, slack_mm)


def in_sight(raster: ViewRaster, view_points: NDArray[Any], cosine: NDArray[Any], slack_mm: float) -> Bool:
    """Points (n, 3) of the view (x, y, depth) that face the eye and pass the z-buffer within `slack_mm`."""
    height, width = raster.shape
    column = np.rint((view_points[:, 0] - raster.left_mm) / raster.step_mm).astype(np.int64)
    row = np.rint((view_points[:, 1] - raster.bottom_mm) / raster.step_mm).astype(np.int64)
    front = raster.depth[np.clip(row, 0, height - 1), np.clip(column, 0, width - 1)]
    slope = np.sqrt(1 / np.clip(cosine, 0.15, 1) ** 2 - 1)
    return np.asarray((cosine > GRAZING) & (view_points[:, 2] > front - slack_mm - 0.4 * slope))


def look(mesh: SkinMesh, camera: Camera, opacity: Callable[[Float64], Float64], highest_mm: float) -> Sight:
    """Rasterise the mesh for one camera."""
    v, t = mesh.vertices, mesh.triangles
    seen_as = camera.project(v)
    alpha = opacity(v)
    drawn_faces = (v[t][:, :, 2] < highest_mm).all(axis=1) & (alpha[t].mean(axis=1) >= GRAZING)
    numbers = np.nonzero(drawn_faces)[0].astype(np.int32)
    drawn = t[numbers]
    used = np.unique(drawn)
    low = np.floor(seen_as[used, :2].min(axis=0) - MARGIN_MM)
    high = seen_as[used, :2].max(axis=0) + MARGIN_MM
    width, height = (np.ceil((high - low) / STEP_MM).astype(int) + 1).tolist()
    screen = seen_as.copy()
    screen[:, :2] = (seen_as[:, :2] - low) / STEP_MM
    depth = np.full((height, width), -1e9, np.float32)
    face = np.full((height, width), -1, np.int32)
    second, third = np.zeros((2, height, width), np.float32)
    zbuffer.fill(screen, drawn, depth, face, second, third)
    here = face >= 0
    face[here] = numbers[face[here]]

    corner = seen_as[t]
    normal = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    posed_mm2 = np.maximum(np.linalg.norm(normal, axis=1) / 2, 1e-9)
    face_facing = normal[:, 2] / 2 / np.maximum(mesh.face_mm2, 1e-9)
    face_cosine = normal[:, 2] / 2 / posed_mm2

    facing = np.zeros((height, width), np.float32)
    facing[here] = face_facing[face[here]]
    bare = ViewRaster(
        float(low[0]), float(low[1]), STEP_MM, face, np.stack([second, third], axis=-1), depth,
        np.zeros((height, width, 3), np.float32), here, facing,
    )  # fmt: skip
    opaque = bare.sample(t, alpha)
    raster = ViewRaster(
        bare.left_mm, bare.bottom_mm, STEP_MM, face, bare.weights, depth,
        bare.sample(t, v), here & (opaque >= PAINTABLE), facing,
    )  # fmt: skip
    covered = np.zeros((height * FINE, width * FINE), np.uint8)
    zbuffer.cover((screen[:, :2] + 0.5) * FINE - 0.5, drawn, covered)
    cover = covered.reshape(height, FINE, width, FINE).mean(axis=(1, 3), dtype=np.float32)
    shown = (v[:, 2] < highest_mm) & (alpha >= PAINTABLE)
    cosine = mesh.to_vertices(face_cosine)
    visible = shown & in_sight(raster, seen_as, cosine, 0.7)
    return Sight(
        camera,
        opacity,
        highest_mm,
        raster,
        cover,
        opaque,
        shown,
        cosine,
        mesh.to_vertices(face_facing),
        face_cosine,
        face_facing,
        visible,
        mesh.diffuse(visible[:, None], 3)[:, 0] > 0.02,
    )
