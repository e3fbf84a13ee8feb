"""Skin coordinates: the limb as one long tube, on which territories are authored once for every body.

`s` runs down the tube in nominal millimetres, `a` runs round it in degrees (0 lateral, 90 anterior or dorsal,
180 medial, 270 posterior or plantar). Authors never write s; they write points like these:

====================  =======  ===========================================================================
``H40@20``            hip      0 = T0 ring (inguinal crease, trochanter, above the gluteal fold), 100 = iliac crest
``T40@90``            thigh    0 = that ring, 100 = knee joint line; after ``@`` degrees round the limb
``K30@180``           leg      0 = knee joint line, 100 = tip of the lateral malleolus (use A or F below K86)
``A50@270``           ankle    pages of a book hinged in front of the ankle: 0 = flat circle at K86.75,
                               100 = upright section through the bases of the metatarsals (F47)
``F60 d30``           foot     F 0 heel, 70 metatarsophalangeal joints, 80 webs, 100 toe tips (along each ray);
                               d dorsal, p plantar, 0 medial to 100 lateral, in percent of the true width;
                               m, l medial and lateral side wall in front of F47, 0 sole edge to 100 widest line
``F20 mh30``          hindfoot medial (mh) or lateral (lh) side by height in percent of the ankle circle's height
``toe3 50 d40``       toe      third toe, 50 % from web to tip, dorsal (or p plantar), 40 % from medial to lateral
====================  =======  ===========================================================================

What depends on the body is a table (``chart.json`` of the body's atlas): the outline of each section of ankle and
foot with a ring degree at every vertex. `footmap.atlas_build.calibrate` measures it and
`footmap.atlas_build.locate` leads from skin points of that body to (s, a); this module leads from authored points to
(s, a) and needs numpy alone. Only the right limb is authored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]

S_T0: Final = -400.0
S_A0: Final = 360.0
S_A1: Final = 460.0
S_TIP: Final = 603.0
HIP: Final = 180.0
F_PIVOT: Final = 47.0
F_MTP: Final = 70.0
F_PER_S: Final = (S_TIP - S_A1) / (100 - F_PIVOT)
RING_STEP: Final = 2.5
RING: Final[FloatArray] = np.arange(0, 360, RING_STEP)
TOE_EDGES: Final[FloatArray] = np.array([0, 24, 43, 61, 79, 100.0])
"""Nominal width (%) at the edges of the strips of the five toes."""
TOE_MID: Final[FloatArray] = np.array([14, 34, 52, 70, 88.0])
"""Nominal width (%) of the five rays."""
_DEG_MM: Final = 0.7
_POINT: Final = re.compile(r"^([HTKAF])(-?[\d.]+)\s*(?:@(-?[\d.]+)|(d|p|lh|mh|l|m)(-?[\d.]+))$")
_TOE_POINT: Final = re.compile(r"^toe([1-5])\s+(-?[\d.]+)\s+([dp])(-?[\d.]+)$")


def wrap(degrees: ArrayLike) -> FloatArray:
    """Degrees brought to -180..180."""
    return np.asarray((np.asarray(degrees, float) + 180) % 360 - 180)


def ease(t: ArrayLike) -> FloatArray:
    """Cubic step from 0 to 1."""
    u = np.clip(np.asarray(t, float), 0, 1)
    return np.asarray(u * u * (3 - 2 * u))


def ring(token: str, percent: ArrayLike) -> FloatArray:
    """Ring degree of a foot token: d or p across the foot, m or l up the side wall (percent)."""
    value = np.asarray(percent, float)
    u = np.clip(value / 50.0 - 1.0, -1.02, 1.02)
    if token == "d":
        return np.asarray(np.degrees(np.arccos(np.clip(u, -1, 1))))
    if token == "p":
        return np.asarray(np.degrees(np.arctan2(-1.0, u)) % 360)
    return np.asarray(np.degrees(np.arctan2(value / 100.0 - 1.0, -1.0 if token == "m" else 1.0)) % 360)


def toe_under(toe: NDArray[np.int64], g: FloatArray) -> FloatArray:
    """Ring degree of the plantar half of toe 0-4 from g, -1 medial to 1 lateral.

    The free sides of the great and little toe pass through the side walls (180-225 and 315-360).
    """
    p = ring("p", TOE_EDGES[1:5])
    out = np.zeros(np.shape(g))
    for k in range(5):
        if k == 0:
            xs, ys = [-1, -0.5, 1], [180, 225, p[0]]
        elif k == 4:
            xs, ys = [-1, 0.5, 1], [p[3], 315, 360]
        else:
            xs, ys = [-1, 1], [p[k - 1], p[k]]
        out = np.where(toe == k, np.interp(g, xs, ys), out)
    return out


class Outlines:
    """A stack of section outlines: station values `v`, and `x`, `u` (mm) at every degree of `RING`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.v: FloatArray = np.array(table["v"], float)
        self.x: FloatArray = np.array(table["x"], float)
        self.u: FloatArray = np.array(table["u"], float)

    def place(self, v: ArrayLike) -> tuple[NDArray[np.int64], FloatArray]:
        """Index and fraction of stations `v` in the stack."""
        t = np.interp(np.asarray(v, float), self.v, np.arange(len(self.v)))
        k = np.minimum(t.astype(np.int64), len(self.v) - 2)
        return k, t - k

    def at(self, v: float) -> tuple[FloatArray, FloatArray]:
        """Outline (x, u) at one station."""
        ks, fs = self.place([v])
        k, f = int(ks[0]), float(fs[0])
        return self.x[k] * (1 - f) + self.x[k + 1] * f, self.u[k] * (1 - f) + self.u[k + 1] * f

    def degree(self, v: float, x: float, u: float) -> float:
        """Ring degree of the place on the outline at station `v` that is nearest to the point (x, u)."""
        ox, ou = self.at(v)
        px, pu = np.roll(ox, 1), np.roll(ou, 1)
        dx, du = ox - px, ou - pu
        t = np.clip(((x - px) * dx + (u - pu) * du) / np.maximum(dx * dx + du * du, 1e-9), 0, 1)
        j = int(np.argmin((x - px - t * dx) ** 2 + (u - pu - t * du) ** 2))
        return float((j - 1 + t[j]) * RING_STEP % 360)


class Chart:
    """Skin coordinates of one body.

    Parameters
    ----------
    table : mapping
        The body's ``chart.json``.
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.table = table
        self.fan, self.foot = Outlines(table["fan_outlines"]), Outlines(table["foot_outlines"])
        self.knee_z, self.k_pivot = float(table["knee_z"]), float(table["k_pivot"])
        self.pivot_y, self.pivot_z = float(table["pivot"]["y"]), float(table["pivot"]["z"])
        self.heel_y = float(table["heel_y"])
        leg = np.array(table["leg_sections"], float)
        self._leg_z, self._leg_half = leg[:, 0], (leg[:, 3] + leg[:, 4]) / 2
        sole = table["sole"]
        self._sole_y = np.array(sole["y"], float)
        self._sole_lo, self._sole_hi = np.array(sole["lo"], float), np.array(sole["hi"], float)
        self._sole_p, self._sole_z = np.array(sole["p"], float), np.array(sole["z"], float)

    def point(self, text: str) -> tuple[float, float]:
        """(s, a) of one authored point such as ``T40@90`` or ``F60 p30``.

        Raises
        ------
        ValueError
            If the text is not a point of the skin coordinates.
        """
        t = str(text).strip()
        m = _TOE_POINT.match(t)
        if m:
            return self._toe_point(int(m[1]) - 1, float(m[2]), m[3], float(m[4]))
        m = _POINT.match(t)
        if not m:
            raise ValueError(f"'{text}' is not a point such as 'T40@90', 'F60 p30' or 'toe3 50 d40'")
        part, v = m[1], float(m[2])
        if (part == "F") == (m[3] is not None):
            raise ValueError(f"'{text}': on the foot write d, p, m, l, mh or lh, elsewhere @ and degrees")
        a = float(m[3]) if m[3] is not None else float(ring(m[4], float(m[5])))
        if part == "H":
            return S_T0 - HIP * v / 100, a
        if part == "T":
            return S_T0 * (1 - v / 100), a
        if part == "K":
            return v * S_A0 / self.k_pivot, a
        if part == "A":
            return S_A0 + (S_A1 - S_A0) * v / 100, a
        if v >= F_PIVOT and m[4] in "dplm":
            return S_A1 + F_PER_S * (v - F_PIVOT), a
        y = self.heel_y + (self.pivot_y - self.heel_y) * v / F_PIVOT
        if m[4] == "p":
            return self._under(y, float(m[5]))
        if m[4] in ("lh", "mh"):
            return self._side(y, self.pivot_z * float(m[5]) / 100, m[4] == "lh")
        raise ValueError(f"'{text}': behind F47 the dorsum is the ankle; use A..@.., p, lh or mh")

    def describe(self, s: float, a: float) -> str:
        """An authored point that lies at (s, a): what `point` reads back."""
        a = a % 360
        if s < S_T0:
            return f"H{(S_T0 - s) / HIP * 100:.2f}@{a:.2f}"
        if s < 0:
            return f"T{(1 - s / S_T0) * 100:.2f}@{a:.2f}"
        if s < S_A0:
            return f"K{s * self.k_pivot / S_A0:.2f}@{a:.2f}"
        if s < S_A1:
            return f"A{(s - S_A0) / (S_A1 - S_A0) * 100:.2f}@{a:.2f}"
        f = F_PIVOT + (s - S_A1) / F_PER_S
        t = np.radians(a)
        if a <= 180:
            return f"F{f:.2f} d{50 * (1 + np.cos(t)):.2f}"
        if a < 225:
            return f"F{f:.2f} m{100 * (1 - np.tan(t)):.2f}"
        if a <= 315:
            return f"F{f:.2f} p{50 * (1 - np.cos(t) / np.sin(t)):.2f}"
        return f"F{f:.2f} l{100 * (1 + np.tan(t)):.2f}"

    def mm_per_degree(self, s: float) -> float:
        """About how long a degree round the limb is at `s` (mm): from the sections of the leg, 0.7 on the foot."""
        if s >= S_A0:
            return _DEG_MM
        z = self.knee_z - s * (self.knee_z - self.pivot_z) / S_A0 if s > 0 else self.knee_z - s * 1.05
        half = float(np.interp(z, self._leg_z, self._leg_half))
        return half * float(np.pi) / 180

    @staticmethod
    def _toe_point(toe: int, along: float, token: str, across: float) -> tuple[float, float]:
        s = S_A1 + F_PER_S * (80 + 0.2 * along - F_PIVOT)
        if token == "p":
            return s, float(toe_under(np.array([toe]), np.array([across / 50 - 1]))[0])
        return s, float(ring("d", TOE_EDGES[toe] + (TOE_EDGES[toe + 1] - TOE_EDGES[toe]) * across / 100))

    def page(self, y: ArrayLike, z: ArrayLike) -> tuple[FloatArray, FloatArray]:
        """Angle (degrees) and distance (mm) from the ankle hinge of points at y, z."""
        dz, dy = self.pivot_z - np.asarray(z, float), self.pivot_y - np.asarray(y, float)
        return np.asarray(np.degrees(np.arctan2(dz, dy))), np.asarray(np.hypot(dz, dy))

    def _under(self, y: float, p: float) -> tuple[float, float]:
        """Sole of the hindfoot: y (mm), p percent of the width of the sole there."""
        lo, hi = np.interp(y, self._sole_y, self._sole_lo), np.interp(y, self._sole_y, self._sole_hi)
        rows = np.array([np.interp(p, self._sole_p, r) for r in self._sole_z])
        angle, r = self.page(y, np.interp(y, self._sole_y, rows))
        return (
            S_A0 + (S_A1 - S_A0) * float(angle) / 90.0,
            self.fan.degree(float(angle), float(lo + (hi - lo) * p / 100), -float(r)),
        )

    def _side(self, y: float, z: float, lateral: bool) -> tuple[float, float]:
        """Side of the hindfoot at y, z (mm)."""
        angle, r = self.page(y, z)
        _, u = self.fan.at(float(angle))
        degrees = np.arange(90, -90.1, -RING_STEP) if lateral else np.arange(90, 270.1, RING_STEP)
        depth = np.maximum.accumulate(-u[np.rint(degrees / RING_STEP).astype(int) % len(RING)])
        a = np.interp(float(r), depth + 1e-6 * np.arange(len(depth)), degrees)
        return S_A0 + (S_A1 - S_A0) * float(angle) / 90, float(a % 360)

    def curve(
        self, points: Sequence[str], *, closed: bool = False, straight: bool = False, step: float = 1.5
    ) -> FloatArray:
        """Centripetal Catmull-Rom curve through authored points, (n, 2) of s and a; a goes the short way round.

        Parameters
        ----------
        closed : bool
            The curve returns to its first point (or, round the limb, to its copy a turn further).
        straight : bool
            Straight pieces between the points.
        step : float
            Spacing of the curve's points, nominal mm.
        """
        q = [self.point(points[0])]
        for text in points[1:]:
            s, a = self.point(text)
            q.append((s, q[-1][1] + float(wrap(a - q[-1][1]))))
        knots = np.array(q)
        if closed:
            turn = np.array([0, knots[-1, 1] + float(wrap(knots[0, 1] - knots[-1, 1])) - knots[0, 1]])
            knots = np.vstack([knots, knots[0] + turn])
            ends = np.vstack([knots[-2] - turn, knots, knots[1] + turn])
        else:
            ends = np.vstack([2 * knots[0] - knots[1], knots, 2 * knots[-1] - knots[-2]])
        return knots if straight else _catmull_rom(ends, step)


def _catmull_rom(points: FloatArray, step: float) -> FloatArray:
    """Curve through points[1:-1]; the first and last point only give direction."""
    scale = np.array([1, _DEG_MM])
    gaps = np.sqrt(np.maximum(np.linalg.norm(np.diff(points, axis=0) * scale, axis=1), 1e-6))
    out = []
    for i in range(1, len(points) - 2):
        p0, p1, p2, p3 = points[i - 1 : i + 3]
        t1 = gaps[i - 1]
        t2 = t1 + gaps[i]
        t3 = t2 + gaps[i + 1]
        n = max(2, int(gaps[i] ** 2 / step))
        t = np.linspace(t1, t2, n, endpoint=False)[:, None]
        a1 = (t1 - t) / t1 * p0 + t / t1 * p1
        a2 = (t2 - t) / (t2 - t1) * p1 + (t - t1) / (t2 - t1) * p2
        a3 = (t3 - t) / (t3 - t2) * p2 + (t - t2) / (t3 - t2) * p3
        b1 = (t2 - t) / t2 * a1 + t / t2 * a2
        b2 = (t3 - t) / (t3 - t1) * a2 + (t - t1) / (t3 - t1) * a3
        out.append((t2 - t) / (t2 - t1) * b1 + (t - t1) / (t2 - t1) * b2)
    return np.vstack([*out, points[-2:-1]])
