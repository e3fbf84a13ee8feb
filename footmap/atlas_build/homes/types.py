"""What the build of the skin hands on: rasters of the views and who owns which skin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon

from footmap.core.skin import Patch
from footmap.core.views import ViewId

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]
Int32 = NDArray[np.int32]
Bool = NDArray[np.bool_]

STEP_MM = 0.5
"""Spacing of the rasters."""
PAINTABLE = 0.10
"""Opacity of the picture from which skin can be painted."""


@dataclass(frozen=True, eq=False)
class ViewRaster:
    """The skin behind each cell of one view; row 0 is the lowest.

    Attributes
    ----------
    left_mm, bottom_mm : float
        View coordinates of the centre of cell [0, 0].
    step_mm : float
        Spacing of cells.
    face : (h, w) int32
        Triangle of the mesh in front, -1 where there is none.
    weights : (h, w, 2) float32
        Barycentric weights of the triangle's second and third vertex.
    depth : (h, w) float32
        Distance toward the eye, -1e9 where there is no skin.
    skin : (h, w, 3) float32
        Unposed skin point, millimetres; 0 where there is no skin.
    mask : (h, w) bool
        Paintable skin: opacity of at least `PAINTABLE`.
    facing : (h, w) float32
        Area in this view per true area, 0 to 1.
    """

    left_mm: float
    bottom_mm: float
    step_mm: float
    face: Int32
    weights: Float32
    depth: Float32
    skin: Float32
    mask: Bool
    facing: Float32

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.face.shape[0], self.face.shape[1]

    def sample(self, triangles: Int32, values: NDArray[Any]) -> Float32:
        """Values (n, ...) at the mesh vertices, interpolated to the cells (h, w, ...); 0 where there is no skin."""
        here = self.face >= 0
        corner = triangles[self.face[here]]
        second, third = self.weights[here].T
        weight = np.stack([1 - second - third, second, third], axis=1)
        out = np.zeros(self.shape + values.shape[1:], np.float32)
        out[here] = (weight.reshape(weight.shape + (1,) * (values.ndim - 1)) * values[corner]).sum(axis=1)
        return out


@dataclass(frozen=True, eq=False)
class SkinBuild:
    """Everything the build of the skin knows, for the builders of territories and labels and for measuring.

    Attributes
    ----------
    rasters : mapping of view to ViewRaster
    patches : tuple of Patch
    outline : mapping of view to MultiPolygon
        Paintable skin of each view.
    tiles : tuple of MultiPolygon
        Skin of each patch, millimetres of its home view; together they cover the skin once.
    home : mapping of view to MultiPolygon
        Tiles united per home view.
    vertex_patch : (n,) int32
        Patch of each mesh vertex, -1 where no view sees the skin.
    vertex_mm2, face_mm2 : (n,), (m,) float64
        True skin area.
    visible : (n, 8) bool
        Which views see a vertex, in the order of `VIEW_IDS`.
    patch : mapping of view to (h, w) int16
        Patch that owns the skin of a cell, -1 where there is none.
    skin_mm2, home_mm2 : mapping of view to (h, w) float32
        True skin area, and area in the home view, behind one cell.
    """

    rasters: Mapping[ViewId, ViewRaster]
    patches: tuple[Patch, ...]
    outline: Mapping[ViewId, MultiPolygon]
    tiles: tuple[MultiPolygon, ...]
    home: Mapping[ViewId, MultiPolygon]
    vertex_patch: Int32
    vertex_mm2: Float64
    face_mm2: Float64
    visible: Bool
    patch: Mapping[ViewId, NDArray[np.int16]]
    skin_mm2: Mapping[ViewId, Float32]
    home_mm2: Mapping[ViewId, Float32]
