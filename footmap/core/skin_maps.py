"""Rasters of the skin: the skin point behind a place of a view, and true area from the area in the home view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from .views import Camera, FloatArray

_EDGE_MM = 2.0
"""Longest straight piece over which the stretch counts as linear."""


@dataclass(frozen=True, eq=False)
class SkinMap:
    """Unposed skin points at the nodes of a raster over one view, for one patch and sheet.

    Attributes
    ----------
    left_mm, bottom_mm, step_mm : float
        Node [0, 0] and spacing in the view.
    nodes : (h, w, 3) int16
        Skin points less `centre_mm`, in units of `unit_mm`; row 0 is the lowest.
    """

    left_mm: float
    bottom_mm: float
    step_mm: float
    nodes: NDArray[np.int16]
    unit_mm: float
    centre_mm: FloatArray

    def skin(self, xy: FloatArray) -> FloatArray:
        """Skin points (n, 3) behind places (n, 2) of the view, by bilinear interpolation."""
        height, width = self.nodes.shape[:2]
        u = (xy[:, 0] - self.left_mm) / self.step_mm
        v = (xy[:, 1] - self.bottom_mm) / self.step_mm
        i = np.clip(u.astype(np.intp), 0, width - 2)
        j = np.clip(v.astype(np.intp), 0, height - 2)
        a = np.clip(u - i, 0.0, 1.0)[:, None] * self.unit_mm
        b = np.clip(v - j, 0.0, 1.0)[:, None]
        rest = self.unit_mm - a
        flat = self.nodes.reshape(-1, 3)
        k = j * width + i
        low = flat[k] * rest + flat[k + 1] * a
        k += width
        high = flat[k] * rest + flat[k + 1] * a
        out: FloatArray = low + (high - low) * b + self.centre_mm
        return out


def decode(values: NDArray[Any], size: tuple[int, int], planes: int) -> NDArray[Any]:
    """Rasters (h, w, planes) from rows of differences, as the file of the skin stores them."""
    stacked = np.cumsum(values.reshape(planes, *size), axis=2, dtype=values.dtype)
    return np.ascontiguousarray(np.moveaxis(stacked, 0, -1))


def refine(
    home_map: SkinMap,
    view: Camera,
    target: FloatArray,
    start: FloatArray,
    rounds: int = 3,
) -> FloatArray:
    """Places (n, 2) of the home view that appear at `target` (n, 2) in another view, nearest to `start` (n, 2).

    A map from the other view is poor where that view grazes the skin; the map of the home view is good there.
    Damped Gauss-Newton steps on the latter settle where the skin truly lies.
    """
    at = start.copy()
    n = len(at)
    delta = 0.5 * home_map.step_mm
    best = start.copy()
    best_gap = np.full(n, np.inf)
    probe = np.empty((3 * n, 2))
    for _ in range(rounds):
        probe[:n] = at
        probe[n : 2 * n] = at + np.array((delta, 0.0))
        probe[2 * n :] = at + np.array((0.0, delta))
        seen = view.project(home_map.skin(probe))[:, :2]
        miss = seen[:n] - target
        gap = np.einsum("ij,ij->i", miss, miss)
        better = gap < best_gap
        best[better] = at[better]
        best_gap[better] = gap[better]
        dx = (seen[n : 2 * n] - seen[:n]) / delta
        dy = (seen[2 * n :] - seen[:n]) / delta
        xx = np.einsum("ij,ij->i", dx, dx) + 3e-4
        yy = np.einsum("ij,ij->i", dy, dy) + 3e-4
        xy = np.einsum("ij,ij->i", dx, dy)
        gx = np.einsum("ij,ij->i", dx, miss)
        gy = np.einsum("ij,ij->i", dy, miss)
        det = xx * yy - xy * xy
        step = np.stack([(xy * gy - yy * gx) / det, (xy * gx - xx * gy) / det], axis=1)
        length = np.sqrt(np.einsum("ij,ij->i", step, step))
        at = at + step * np.minimum(1.0, 3.0 / np.maximum(length, 1e-9))[:, None]
    miss = view.project(home_map.skin(at))[:, :2] - target
    better = np.einsum("ij,ij->i", miss, miss) < best_gap
    best[better] = at[better]
    return best


@dataclass(frozen=True, eq=False)
class Stretch:
    """True skin area per area in the home view of one patch, summed along x for contour integrals.

    Attributes
    ----------
    left_mm, bottom_mm, step_mm : float
        Node [0, 0] and spacing in the home view.
    summed : (h, w) float64
        Integral of the stretch from the left edge to the node, millimetres.
    """

    left_mm: float
    bottom_mm: float
    step_mm: float
    summed: FloatArray

    @classmethod
    def from_ratio(cls, left_mm: float, bottom_mm: float, step_mm: float, ratio: NDArray[Any]) -> Stretch:
        """Stretch from its values (h, w) at the nodes."""
        summed = np.zeros(ratio.shape)
        np.cumsum((ratio[:, 1:] + ratio[:, :-1]) * (step_mm / 2), axis=1, out=summed[:, 1:])
        return cls(left_mm, bottom_mm, step_mm, summed)

    def area_mm2(self, shape: BaseGeometry) -> float:
        """True area of a valid shape in the home view."""
        if shape.is_empty:
            return 0.0
        polygon = shapely.get_parts(shape)
        rings = shapely.get_rings(shapely.segmentize(polygon, _EDGE_MM))
        xy, ring = shapely.get_coordinates(rings, return_index=True)
        k = np.nonzero(ring[1:] == ring[:-1])[0]
        a, b = xy[k], xy[k + 1]
        height, width = self.summed.shape
        u = ((a[:, 0] + b[:, 0]) / 2 - self.left_mm) / self.step_mm
        v = ((a[:, 1] + b[:, 1]) / 2 - self.bottom_mm) / self.step_mm
        i = np.clip(u.astype(np.intp), 0, width - 2)
        j = np.clip(v.astype(np.intp), 0, height - 2)
        s, t = u - i, v - j
        q = self.summed
        value = (q[j, i] * (1 - s) + q[j, i + 1] * s) * (1 - t) + (q[j + 1, i] * (1 - s) + q[j + 1, i + 1] * s) * t
        turned = np.bincount(ring[k], value * (b[:, 1] - a[:, 1]), len(rings))
        signed = np.where(shapely.is_ccw(rings), turned, -turned)
        outer = np.zeros(len(rings), bool)
        outer[np.r_[0, np.cumsum(shapely.get_num_interior_rings(polygon) + 1)[:-1]]] = True
        return float(np.where(outer, signed, -signed).sum())
