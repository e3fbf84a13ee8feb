"""From skin points of one body to skin coordinates (s, a): the other half of `footmap.core.chart`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numba as nb
import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline, PchipInterpolator

from footmap.core.chart import (
    F_MTP,
    F_PER_S,
    F_PIVOT,
    HIP,
    RING_STEP,
    S_A0,
    S_A1,
    S_T0,
    TOE_EDGES,
    Chart,
    FloatArray,
    Outlines,
    ease,
    ring,
    toe_under,
    wrap,
)

TOE_BLEND: Final = (75.0, 82.0)
"""F over which the foot's ring gives way to the rings of the toes."""
WEB_MM: Final = 2.5
"""Reach (mm) over which neighbouring toes share the skin of their web."""


@nb.njit(cache=True)
def _nearest_degree(
    x: FloatArray,
    u: FloatArray,
    station: NDArray[np.int64],
    frac: FloatArray,
    ox: FloatArray,
    ou: FloatArray,
    step: float,
) -> FloatArray:
    """Ring degree of the nearest place on the outline between two stations, for every point.

    Parameters
    ----------
    x, u : (n,) float
        Points in the plane of their ring, millimetres.
    station : (n,) int
        Row of the outline below each point.
    frac : (n,) float
        Share of the way (0-1) from that row to the next.
    ox, ou : (stations, m) float
        Points of every outline, millimetres.
    step : float
        Degrees between neighbouring points of an outline.

    Returns
    -------
    (n,) float
        0 to 360.
    """
    n, m = x.shape[0], ox.shape[1]
    out = np.zeros(n)
    for i in range(n):
        k, f = station[i], frac[i]
        best, deg = 1e18, 0.0
        px = ox[k, m - 1] * (1 - f) + ox[k + 1, m - 1] * f
        pu = ou[k, m - 1] * (1 - f) + ou[k + 1, m - 1] * f
        for j in range(m):
            qx, qu = ox[k, j] * (1 - f) + ox[k + 1, j] * f, ou[k, j] * (1 - f) + ou[k + 1, j] * f
            dx, du = qx - px, qu - pu
            t = ((x[i] - px) * dx + (u[i] - pu) * du) / max(dx * dx + du * du, 1e-9)
            t = min(max(t, 0.0), 1.0)
            d = (x[i] - px - t * dx) ** 2 + (u[i] - pu - t * du) ** 2
            if d < best:
                best, deg = d, (j - 1 + t) * step
            px, pu = qx, qu
        out[i] = deg % 360.0
    return out


def _degrees(outlines: Outlines, v: FloatArray, x: FloatArray, u: FloatArray) -> FloatArray:
    k, f = outlines.place(v)
    out: FloatArray = _nearest_degree(x, u, k, f, outlines.x, outlines.u, RING_STEP)
    return out


class Locator:
    """Finds skin coordinates of skin points (mm, unposed) on one body.

    Parameters
    ----------
    table : mapping
        The body's chart table (``chart.json``).
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.chart = Chart(table)
        t0 = table["t0_ring"]
        self._t0 = CubicSpline([*t0["deg"], t0["deg"][0] + 360.0], [*t0["z"], t0["z"][0]], bc_type="periodic")
        self._crest_z = float(table["crest_z"])
        leg = np.array(table["leg_sections"], float)
        self._leg = [PchipInterpolator(leg[:, 0], leg[:, i]) for i in range(1, 5)]
        self._leg_range = float(leg[0, 0]), float(leg[-1, 0])
        rays = table["rays"]
        self._y70 = PchipInterpolator(rays["x70"], rays["y70"])
        self._y100 = PchipInterpolator(rays["x100"], rays["y100"])
        self._x70 = rays["x70"][0], rays["x70"][-1]
        self._x100 = rays["x100"][0], rays["x100"][-1]
        self._toes = [(np.array(t["pts"], float), np.array(t["r"], float)) for t in table["toes"]]

    def section(self, z: FloatArray) -> list[FloatArray]:
        """Centre x, y and half-widths (mm) of the leg's section at heights z."""
        return [np.asarray(f(np.clip(z, *self._leg_range))) for f in self._leg]

    def __call__(self, skin: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Skin points (n, 3) -> s (nominal mm) and a (degrees, 0-360)."""
        points = np.asarray(skin, float).reshape(-1, 3)
        x, y, z = (np.ascontiguousarray(c) for c in points.T)
        s, a = np.zeros(len(points)), np.zeros(len(points))
        up = z >= self.chart.pivot_z
        front = ~up & (y > self.chart.pivot_y)
        back = ~up & ~front
        for where, part in ((up, self._on_leg), (back, self._on_heel), (front, self._on_foot)):
            if where.any():
                s[where], a[where] = part(x[where], y[where], z[where])
        return s, a

    def _on_leg(self, x: FloatArray, y: FloatArray, z: FloatArray) -> tuple[FloatArray, FloatArray]:
        cx, cy, hx, hy = self.section(z)
        knee = self.chart.knee_z
        t = np.degrees(np.arctan2((y - cy) / hy, (x - cx) / hx)) % 360
        z0 = np.asarray(self._t0(t))
        thigh = S_T0 * np.clip((z - knee) / (z0 - knee), 0, 1)
        hip = -HIP * np.maximum(z - z0, 0) / (self._crest_z - z0)
        return np.where(z < knee, (knee - z) * (S_A0 / (knee - self.chart.pivot_z)), thigh + hip), t

    def _on_heel(self, x: FloatArray, y: FloatArray, z: FloatArray) -> tuple[FloatArray, FloatArray]:
        angle, r = self.chart.page(y, z)
        return S_A0 + (S_A1 - S_A0) * angle / 90.0, _degrees(self.chart.fan, angle, x, -r)

    def along_foot(self, x: FloatArray, y: FloatArray) -> FloatArray:
        """Percent along the foot in front of the pivot section: 47 there, 70 at the joints, 100 at the tips."""
        y70, y100 = self._y70(np.clip(x, *self._x70)), self._y100(np.clip(x, *self._x100))
        near = F_PIVOT + (F_MTP - F_PIVOT) * (y - self.chart.pivot_y) / (y70 - self.chart.pivot_y)
        return np.where(y < y70, near, F_MTP + (100 - F_MTP) * (y - y70) / (y100 - y70))

    def _on_foot(self, x: FloatArray, y: FloatArray, z: FloatArray) -> tuple[FloatArray, FloatArray]:
        f = self.along_foot(x, y)
        a = _degrees(self.chart.foot, np.minimum(f, self.chart.foot.v[-1]), x, z)
        k = f > TOE_BLEND[0] - 4
        if k.any():
            at, xt = self._on_toe(x[k], y[k], z[k], 1 - ease((f[k] - 84) / 8))
            w = ease((f[k] - TOE_BLEND[0]) / (TOE_BLEND[1] - TOE_BLEND[0]))
            f[k] = self.along_foot(x[k] * (1 - w) + xt * w, y[k])
            d = wrap(at - a[k])
            same = (np.sin(np.radians(at)) >= 0) == (np.sin(np.radians(a[k])) >= 0)
            a[k] = (a[k] + np.where(same, w, w > 0.5) * d) % 360
        return S_A1 + F_PER_S * (np.minimum(f, 100.5) - F_PIVOT), a

    def _on_toe(self, x: FloatArray, y: FloatArray, z: FloatArray, base: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Ring degree in the nearest toe's strip and x (mm) of that toe's axis; base is 1 at the webs, 0 on free toes.

        Where two toes are equally near (webs, facing sides) both give the strip's edge, so that there is no step.
        The facing sides divide dorsal from plantar at mid height.
        """
        n = len(x)
        points = np.c_[x, y, z]
        far, g_all, up_all, x_all = np.zeros((4, 5, n))
        for i, (axis, radii) in enumerate(self._toes):
            best = np.full(n, 1e9)
            for j in range(len(axis) - 1):
                d = axis[j + 1] - axis[j]
                length = float(np.linalg.norm(d))
                d = d / length
                v = np.clip((points - axis[j]) @ d, 0, length)
                q = points - axis[j] - v[:, None] * d
                dist = np.linalg.norm(q, axis=1) - (radii[j] + (radii[j + 1] - radii[j]) * v / length)
                side = np.cross(d, (0, 0, 1.0))
                side /= np.linalg.norm(side)
                phi = np.degrees(np.arctan2(q @ np.cross(side, d), q @ side))
                k = dist < best
                best = np.where(k, dist, best)
                g_all[i] = np.where(k, 1 - np.abs(phi) / 90, g_all[i])
                up_all[i] = np.where(k, np.sin(np.radians(phi)), up_all[i])
                x_all[i] = np.where(k, axis[j][0] + v * d[0], x_all[i])
            far[i] = best
        near = far.argmin(0)
        at = np.arange(n)
        g, up, xt = g_all[near, at], up_all[near, at], x_all[near, at]
        for step in (1, -1):
            other = near + step
            o = np.clip(other, 0, 4)
            e = np.where((other >= 0) & (other < 5), np.exp(-(far[o, at] - far[near, at]) / WEB_MM), 0)
            g = g + (step - g) * e
            up = up + 0.5 * e * (up_all[o, at] - up)
            xt = xt + 0.5 * e * base * (x_all[o, at] - xt)
        lo, hi = TOE_EDGES[near], TOE_EDGES[near + 1]
        top = ring("d", lo + (hi - lo) * (g + 1) / 2)
        return np.where(up > 0, top, toe_under(near, g)), xt
