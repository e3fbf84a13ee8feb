"""Implicit-surface primitives on a regular grid.

A shape is a scalar field F sampled on a grid: F < 0 inside, F > 0 outside, close to the signed distance (mm) near
the skin. Masses are joined with a smooth minimum; relief (muscle bellies, tendons, hollows) is a smooth offset of
the field, so it can never create a detached blob. Units: millimetres and degrees; x lateral, y anterior, z up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numba
import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float32]
Array = NDArray[np.float64]
Slices = tuple[slice, slice, slice]
Mass = tuple[Callable[[Field, Field, Field], Field], Array, Array]
BAND_MM = 24.0  # relief is only evaluated this close to the skin


class Grid:
    """Regular grid from corner `lo` to corner `hi` (mm) with cell size `step` (mm)."""

    def __init__(self, lo: Sequence[float], hi: Sequence[float], step: float) -> None:
        self.lo = np.array(lo, float)
        self.step = float(step)
        self.shape = tuple(int(v) for v in np.ceil((np.array(hi, float) - self.lo) / step).astype(int) + 1)
        self.axis = [self.lo[i] + step * np.arange(self.shape[i]) for i in range(3)]
        self.F: Field = np.full(self.shape, 1e3, np.float32)

    def window(self, lo: Sequence[float] | Array, hi: Sequence[float] | Array) -> Slices | None:
        """Slices of the grid that cover the box `lo`..`hi`, or None when it lies outside."""
        out = []
        for i in range(3):
            a = int(np.clip(np.floor((lo[i] - self.lo[i]) / self.step), 0, self.shape[i]))
            b = int(np.clip(np.ceil((hi[i] - self.lo[i]) / self.step) + 1, 0, self.shape[i]))
            if b <= a:
                return None
            out.append(slice(a, b))
        return (out[0], out[1], out[2])

    def axes(self, window: Slices) -> tuple[Field, Field, Field]:
        """Broadcastable x, y, z coordinate arrays (mm) of a window."""
        x, y, z = (self.axis[i][window[i]].astype(np.float32) for i in range(3))
        return x[:, None, None], y[None, :, None], z[None, None, :]

    def slabs(self, thickness: int = 48) -> list[Slices]:
        """The whole grid as horizontal slabs, to keep temporary arrays small."""
        n = self.shape[2]
        return [(slice(0, None), slice(0, None), slice(k, min(k + thickness, n))) for k in range(0, n, thickness)]


def smooth_min(a: Field, b: Field, k: float | Field) -> Field:
    """Smooth minimum (union) with blend width `k` (mm)."""
    h = np.maximum(k - np.abs(a - b), 0) / k
    return np.asarray(np.minimum(a, b) - h * h * k * 0.25, np.float32)


def smooth_max(a: Field, b: Field, k: float | Field) -> Field:
    """Smooth maximum (intersection) with blend width `k` (mm)."""
    return -smooth_min(-a, -b, k)


def ease(t: Field | Array) -> Field:
    """Cubic ease from 0 (t <= 0) to 1 (t >= 1)."""
    u: Field = np.asarray(np.clip(t, 0, 1), np.float32)
    return np.asarray(u * u * (3 - 2 * u), np.float32)


def rotation(rx: float = 0, ry: float = 0, rz: float = 0) -> Array:
    """Rotation matrix Rz Ry Rx (degrees)."""
    a, b, g = np.radians([rx, ry, rz])
    c, s = np.cos, np.sin
    return np.asarray(
        np.array([[c(g), -s(g), 0], [s(g), c(g), 0], [0, 0, 1]])
        @ np.array([[c(b), 0, s(b)], [0, 1, 0], [-s(b), 0, c(b)]])
        @ np.array([[1, 0, 0], [0, c(a), -s(a)], [0, s(a), c(a)]])
    )


def capsule(p: Sequence[float], q: Sequence[float], r1: float, r2: float, flat: float = 1.0) -> Mass:
    """Tapered capsule from `p` (radius `r1`) to `q` (radius `r2`); `flat` > 1 squashes it in z."""
    a, b = np.array(p, np.float32), np.array(q, np.float32)
    d = b - a
    length2 = float(d @ d)

    def field(x: Field, y: Field, z: Field) -> Field:
        u, v, w = x - a[0], y - a[1], z - a[2]
        t = np.clip((u * d[0] + v * d[1] + w * d[2]) / length2, 0, 1)
        out = np.sqrt((u - t * d[0]) ** 2 + (v - t * d[1]) ** 2 + ((w - t * d[2]) * flat) ** 2)
        return np.asarray(out - (r1 + (r2 - r1) * t), np.float32)

    reach = max(r1, r2)
    return field, (np.minimum(a, b) - reach).astype(float), (np.maximum(a, b) + reach).astype(float)


def ellipsoid(
    centre: Sequence[float] | Array, semi_axes: Sequence[float] | Array, turn: Sequence[float] = (0, 0, 0)
) -> Mass:
    """Ellipsoid with semi-axes (mm) and rotation (degrees about x, y, z)."""
    c, r = np.array(centre, np.float32), np.array(semi_axes, np.float32)
    m = rotation(*turn).T.astype(np.float32)

    def field(x: Field, y: Field, z: Field) -> Field:
        u, v, w = x - c[0], y - c[1], z - c[2]
        q = [m[i, 0] * u + m[i, 1] * v + m[i, 2] * w for i in range(3)]
        k0 = np.sqrt(sum((q[i] / r[i]) ** 2 for i in range(3)))
        k1 = np.sqrt(sum((q[i] / r[i] ** 2) ** 2 for i in range(3)))
        return np.asarray(k0 * (k0 - 1) / np.maximum(k1, 1e-6), np.float32)

    reach = float(r.max())
    return field, (c - reach).astype(float), (c + reach).astype(float)


def union(grid: Grid, mass: Mass, blend: float) -> None:
    """Join a mass to the grid with blend width `blend` (mm)."""
    field, lo, hi = mass
    margin = 1.6 * blend + 8  # generous: no seam at the window's edge
    window = grid.window(lo - margin, hi + margin)
    if window is not None:
        grid.F[window] = smooth_min(grid.F[window], field(*grid.axes(window)), blend)


def _add_swell(
    field: Field, x: Field, y: Field, z: Field, centre: Field, turn: Field, radii: Field, height: float, flatness: float
) -> None:  # pragma: no cover - compiled
    for i in range(field.shape[0]):
        u = x[i] - centre[0]
        for j in range(field.shape[1]):
            v = y[j] - centre[1]
            for k in range(field.shape[2]):
                if abs(field[i, j, k]) >= BAND_MM:
                    continue
                w = z[k] - centre[2]
                e = np.float32(0.0)
                for a in range(3):
                    q = (turn[a, 0] * u + turn[a, 1] * v + turn[a, 2] * w) / radii[a]
                    e += q * q
                if e < 14.0:
                    field[i, j, k] -= height * np.exp(-(e**flatness))


def _add_ridge(
    field: Field,
    x: Field,
    y: Field,
    z: Field,
    points: Field,
    radius: Field,
    step: Field,
    along: Field,
    height: float,
    taper: float,
) -> None:  # pragma: no cover - compiled
    total = along[-1]
    for i in range(field.shape[0]):
        for j in range(field.shape[1]):
            for k in range(field.shape[2]):
                if abs(field[i, j, k]) >= BAND_MM:
                    continue
                best, share = np.float32(12.0), np.float32(0.0)
                for n in range(step.shape[0]):
                    dx = points[n + 1, 0] - points[n, 0]
                    dy = points[n + 1, 1] - points[n, 1]
                    dz = points[n + 1, 2] - points[n, 2]
                    u, v, w = x[i] - points[n, 0], y[j] - points[n, 1], z[k] - points[n, 2]
                    t = (u * dx + v * dy + w * dz) / (step[n] * step[n])
                    t = min(max(t, np.float32(0.0)), np.float32(1.0))
                    r = radius[n] + t * (radius[n + 1] - radius[n])
                    e = ((u - t * dx) ** 2 + (v - t * dy) ** 2 + (w - t * dz) ** 2) / (r * r)
                    if e < best:
                        best, share = e, (along[n] + t * step[n]) / total
                if best < 12.0:
                    end = share if share < 0.5 else 1 - share
                    f = end / taper if end < taper else 1.0
                    field[i, j, k] -= height * f * f * (3 - 2 * f) * np.exp(-best)


_swell_fast: Callable[..., None] = numba.njit(cache=True)(_add_swell)
_ridge_fast: Callable[..., None] = numba.njit(cache=True)(_add_ridge)


def _window_lines(grid: Grid, window: Slices) -> tuple[Field, Field, Field]:
    x, y, z = (grid.axis[i][window[i]].astype(np.float32) for i in range(3))
    return x, y, z


def swell(
    grid: Grid,
    centre: Sequence[float] | Array,
    radii: Sequence[float],
    height: float,
    turn: Sequence[float] = (0, 0, 0),
    flatness: float = 1.0,
) -> None:
    """Gaussian offset of `height` mm (negative hollows) with `radii` (mm); `flatness` > 1 flattens the top."""
    c, r = np.array(centre, np.float32), np.array(radii, np.float32)
    reach = r.max() * 3.1
    window = grid.window(c - reach, c + reach)
    if window is not None:
        m = np.ascontiguousarray(rotation(*turn).T.astype(np.float32))
        lines = _window_lines(grid, window)
        _swell_fast(grid.F[window], *lines, c, m, r, np.float32(height), np.float32(flatness))


def ridge(grid: Grid, points: Array, half_width: float | Array, height: float, taper: float = 0.25) -> None:
    """Gaussian offset along a polyline (tendon, border, furrow).

    Parameters
    ----------
    points : (n, 3) array
        Polyline, mm.
    half_width : float or (n,) array
        Half-width, mm, one number or one per point.
    height : float
        Height, mm; negative makes a furrow.
    taper : float
        Share of the length over which each end fades.
    """
    pts = np.array(points, np.float32)
    radius = np.ascontiguousarray(np.broadcast_to(np.asarray(half_width, np.float32), (len(pts),)))
    step = np.maximum(np.linalg.norm(np.diff(pts, axis=0), axis=1), 1e-3).astype(np.float32)
    along = np.r_[0, np.cumsum(step)].astype(np.float32)
    reach = 3.0 * float(radius.max())
    window = grid.window(pts.min(0) - reach, pts.max(0) + reach)
    if window is not None:
        lines = _window_lines(grid, window)
        _ridge_fast(grid.F[window], *lines, pts, radius, step, along, np.float32(height), np.float32(taper))
