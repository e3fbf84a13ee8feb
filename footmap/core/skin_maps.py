"""Rasters of the skin: the skin point behind a place of a view, and true area from the area in the home view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from .views import Camera, FloatArray

T = TypeVar("T")

_PROBE_MM = 0.25
_DAMPING = 3e-4
_STRIDE_MM = 3.0
_EDGE_MM = 2.0
"""Longest straight piece over which the stretch counts as linear."""


class Stored(Generic[T]):
    """A part of a file that is unpacked when it is first needed; in several threads at once too."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], T]) -> None:
        self._make: Callable[[], T] | None = make
        self._made: T | None = None

    def __call__(self) -> T:
        """The part; two threads may both unpack it, to the same values."""
        if self._made is None:
            make = self._make
            self._made = make() if make is not None else self._made
            self._make = None  # lets go of what was packed
        assert self._made is not None
        return self._made


@dataclass(frozen=True, eq=False)
class SkinMap:
    """Unposed skin points at the nodes of a raster over one view, for one patch and sheet.

    Attributes
    ----------
    left_mm, bottom_mm, step_mm : float
        Node [0, 0] and spacing in the view.
    stored : Stored of (h, w, 3) int16
        Skin points less `centre_mm`, in units of `unit_mm`; row 0 is the lowest.
    """

    left_mm: float
    bottom_mm: float
    step_mm: float
    stored: Stored[NDArray[np.int16]]
    unit_mm: float
    centre_mm: FloatArray

    @property
    def nodes(self) -> NDArray[np.int16]:
        """Skin points at the nodes (h, w, 3), unpacked."""
        return self.stored()

    def skin(self, xy: FloatArray) -> FloatArray:
        """Skin points (n, 3) behind places (n, 2) of the view, by bilinear interpolation."""
        a, b, low, up, right, cross = self._cell(xy)
        out: FloatArray = low + right * a + (up + cross * a) * b + self.centre_mm
        return out

    def skin_and_slopes(self, xy: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Skin points (n, 3) and how they move per millimetre of x and of y in the view."""
        a, b, low, up, right, cross = self._cell(xy)
        along_x = right + cross * b
        along_y = up + cross * a
        return low + along_x * a + up * b + self.centre_mm, along_x / self.step_mm, along_y / self.step_mm

    def _cell(self, xy: FloatArray) -> tuple[FloatArray, ...]:
        """Position in the cell (n, 1) twice, and the bilinear coefficients (n, 3) of the cell, millimetres."""
        height, width = self.nodes.shape[:2]
        u = (xy[:, 0] - self.left_mm) / self.step_mm
        v = (xy[:, 1] - self.bottom_mm) / self.step_mm
        np.minimum(np.maximum(u, 0.0, out=u), width - 1.000001, out=u)
        np.minimum(np.maximum(v, 0.0, out=v), height - 1.000001, out=v)
        i = u.astype(np.intp)
        j = v.astype(np.intp)
        flat = self.nodes.reshape(-1, 3)
        k = j * width + i
        low = flat[k] * self.unit_mm
        right = flat[k + 1] * self.unit_mm - low
        k += width
        up = flat[k] * self.unit_mm
        cross = flat[k + 1] * self.unit_mm - up - right
        up -= low
        return (u - i)[:, None], (v - j)[:, None], low, up, right, cross


def decode(values: NDArray[Any], size: tuple[int, int], planes: int) -> NDArray[Any]:
    """Rasters (h, w, planes) from rows of differences, as the file of the skin stores them."""
    stacked = np.cumsum(values.reshape(planes, *size), axis=2, dtype=values.dtype)
    return np.ascontiguousarray(np.moveaxis(stacked, 0, -1))


def refine(
    home_map: SkinMap, view: Camera, target: FloatArray, places: FloatArray, miss_mm: float, rounds: int = 3
) -> FloatArray:
    """Places (n, 2) of the home view that appear at `target` (n, 2) in another view, nearest to `places` (n, 2).

    A map from the other view is poor where that view grazes the skin; the map of the home view is good there.
    Damped Gauss-Newton steps on the latter settle where the skin truly lies; points within `miss_mm` stay.
    """
    out = places.copy()
    best = np.full(len(out), np.inf)
    at, goal, which = places, target, np.arange(len(out))
    for step_number in range(rounds + 1):
        n = len(at)
        skin, skin_x, skin_y = home_map.skin_and_slopes(at)
        last = step_number == rounds
        probe = skin if last else np.concatenate([skin, skin + skin_x * _PROBE_MM, skin + skin_y * _PROBE_MM])
        seen = view.project(probe)[:, :2]
        miss = seen[:n] - goal
        gap = miss[:, 0] ** 2 + miss[:, 1] ** 2
        better = gap < best[which]
        out[which[better]] = at[better]
        best[which[better]] = gap[better]
        if last:
            break
        dx = (seen[n : 2 * n] - seen[:n]) / _PROBE_MM
        dy = (seen[2 * n :] - seen[:n]) / _PROBE_MM
        xx = dx[:, 0] ** 2 + dx[:, 1] ** 2 + _DAMPING
        yy = dy[:, 0] ** 2 + dy[:, 1] ** 2 + _DAMPING
        xy = dx[:, 0] * dy[:, 0] + dx[:, 1] * dy[:, 1]
        gx = dx[:, 0] * miss[:, 0] + dx[:, 1] * miss[:, 1]
        gy = dy[:, 0] * miss[:, 0] + dy[:, 1] * miss[:, 1]
        det = xx * yy - xy * xy
        step = np.stack([(xy * gy - yy * gx) / det, (xy * gx - xx * gy) / det], axis=1)
        length = np.sqrt(step[:, 0] ** 2 + step[:, 1] ** 2)
        step *= np.minimum(1.0, _STRIDE_MM / np.maximum(length, 1e-9))[:, None]
        moving = gap > miss_mm**2
        if not moving.any():
            break
        at, goal, which = (at + step)[moving], goal[moving], which[moving]
    return out


@dataclass(frozen=True, eq=False)
class SkinStretch:
    """True skin area per area in the home view of one patch, summed along x for contour integrals.

    Attributes
    ----------
    left_mm, bottom_mm, step_mm : float
        Node [0, 0] and spacing in the home view.
    stored : Stored of (h, w) float64
        Integral of the stretch from the left edge to the node, millimetres.
    """

    left_mm: float
    bottom_mm: float
    step_mm: float
    stored: Stored[FloatArray]

    @property
    def summed(self) -> FloatArray:
        """The integral at the nodes (h, w), unpacked."""
        return self.stored()

    @classmethod
    def from_ratio(
        cls, left_mm: float, bottom_mm: float, step_mm: float, ratio: Callable[[], NDArray[Any]]
    ) -> SkinStretch:
        """Stretch from what gives its values (h, w) at the nodes."""

        def summed() -> FloatArray:
            value = ratio()
            out = np.zeros(value.shape)
            np.cumsum((value[:, 1:] + value[:, :-1]) * (step_mm / 2), axis=1, out=out[:, 1:])
            return out

        return cls(left_mm, bottom_mm, step_mm, Stored(summed))

    def area_mm2(self, shape: BaseGeometry) -> float:
        """True area of a valid shape in the home view."""
        return 0.0 if shape.is_empty else float(self.areas_mm2(shapely.get_parts(shape)).sum())

    def areas_mm2(self, polygons: NDArray[Any]) -> FloatArray:
        """True area of each of some valid polygons (n,) in the home view; empty ones have none."""
        out = np.zeros(len(polygons))
        some = np.nonzero(~shapely.is_empty(polygons))[0]
        if not len(some):
            return out
        polygon = polygons[some]
        rings = shapely.segmentize(shapely.get_rings(polygon), _EDGE_MM)  # a polygon might be "mended" on the way
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
        # Stretch is never negative, so neither is what a ring holds; GEOS takes a ring with a fine spike the wrong way.
        held = np.abs(np.bincount(ring[k], value * (b[:, 1] - a[:, 1]), len(rings)))
        outer = np.zeros(len(rings), bool)
        first = np.r_[0, np.cumsum(shapely.get_num_interior_rings(polygon) + 1)[:-1]]
        outer[first] = True
        out[some] = np.add.reduceat(np.where(outer, held, -held), first)
        return out
