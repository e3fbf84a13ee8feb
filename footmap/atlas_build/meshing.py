"""From field to triangles. Units: mm."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, map_coordinates
from skimage.measure import marching_cubes

from .field import Array, Grid


def to_mesh(grid: Grid, blur_cells: float = 0.8) -> tuple[Array, NDArray[np.int32], Array]:
    """Vertices (n, 3), triangles (m, 3) counter-clockwise seen from outside, unit normals (n, 3) of the skin.

    Parameters
    ----------
    blur_cells : float
        Smoothing of the field before meshing, in cells.
    """
    field = gaussian_filter(np.clip(grid.F, -30, 30), blur_cells)
    v, t, _, _ = marching_cubes(field, 0.0, gradient_direction="ascent")
    v = v.astype(float)
    smooth = gaussian_filter(field, 0.6)
    normal = np.empty_like(v)
    for i in range(3):
        ahead, behind = v.T.copy(), v.T.copy()
        ahead[i] += 1.0
        behind[i] -= 1.0
        normal[:, i] = map_coordinates(smooth, ahead, order=1, mode="nearest") - map_coordinates(
            smooth, behind, order=1, mode="nearest"
        )
    normal /= np.linalg.norm(normal, axis=1, keepdims=True) + 1e-9
    a, b, c = v[t[:, 0]], v[t[:, 1]], v[t[:, 2]]
    if np.einsum("ij,ij->", a, np.cross(b, c)) < 0:  # signed volume: turn the triangles outward
        t = t[:, ::-1]
    return v * grid.step + grid.lo, np.ascontiguousarray(t, np.int32), normal
