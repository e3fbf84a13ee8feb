"""Assembles a body's limb as an implicit surface.

Order: leg loft, buttock, foot and toes, relief, dorsal tendons, sole, cuts at the median plane and at the top.
Units: mm and degrees (see `body`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.interpolate import CubicSpline, PchipInterpolator
from scipy.ndimage import gaussian_filter1d

from .body import Body, Swell
from .derive import Place
from .field import Array, Field, Grid, capsule, ease, ellipsoid, ridge, smooth_max, smooth_min, swell, union

_OCTANTS = np.arange(9) * np.pi / 4
_TURN = 256  # table steps round a section


class LegLoft:
    """The lofted leg, thigh to ankle: a smooth table of cross-sections."""

    def __init__(self, rows: Sequence[Sequence[float]], smooth_mm: float = 9.0) -> None:
        t = np.array(rows, float)
        self.z = np.arange(t[0, 0], t[-1, 0] + 1.0, 1.0)
        self.table = np.stack(
            [
                gaussian_filter1d(PchipInterpolator(t[:, 0], t[:, i])(self.z), smooth_mm, mode="nearest")
                for i in range(1, 9)
            ]
        )

    def sections(self, z: Array) -> tuple[Array, Array, Array, Array, Array]:
        """Centre x, y, half-widths in x and y (mm) and fullness table (9, n) at heights `z`."""
        med, lat, ant, post, fam, fal, fpm, fpl = [np.interp(z, self.z, t) for t in self.table]
        one = np.ones_like(med)
        k = np.stack([one, fal, one, fam, one, fpm, one, fpl, one])
        return (med + lat) / 2, (ant + post) / 2, (lat - med) / 2, (ant - post) / 2, k

    def on_skin(self, azimuth: Array, z: Array) -> Array:
        """Skin points (n, 3) at azimuths (degrees) and heights (mm)."""
        az, z = np.atleast_1d(np.asarray(azimuth, float)), np.atleast_1d(np.asarray(z, float))
        az, z = np.broadcast_arrays(az, z)
        cx, cy, a, b, full = self.sections(z)
        th = np.radians(az % 360)
        each = np.arange(len(th))
        k = CubicSpline(_OCTANTS, full, axis=0, bc_type="periodic")(th)[each, each]
        return np.stack([cx + a * k * np.cos(th), cy + b * k * np.sin(th), z], 1)

    def point(self, place: Place) -> Array:
        """An authored place as (x, y, z)."""
        return np.array(place, float) if len(place) == 3 else self.on_skin(np.array(place[0]), np.array(place[1]))[0]

    def curve(self, places: Sequence[Place], step_mm: float = 6.0) -> Array:
        """Smooth curve (n, 3) through authored places, about `step_mm` apart."""
        p = np.array(places, float)
        if p.shape[1] == 2:  # (azimuth, z): unwrap so that 350 -> 10 is short
            p = np.stack([np.degrees(np.unwrap(np.radians(p[:, 0]))), p[:, 1]], 1)
        s = np.r_[0, np.cumsum(np.linalg.norm(np.diff(p, axis=0), axis=1) ** 0.5)]
        spline = PchipInterpolator(s, p) if len(p) == 2 else CubicSpline(s, p, bc_type="natural")
        fine = spline(np.linspace(0, s[-1], 40 * len(p)))
        if p.shape[1] == 2:
            fine = self.on_skin(fine[:, 0], fine[:, 1])
        return resample(fine, step_mm)

    def field(self, grid: Grid) -> None:
        """Fill the grid with the loft's field."""
        for slab in grid.slabs():
            x, y, z = grid.axes(slab)
            cx, cy, a, b, full = [np.asarray(v, np.float32) for v in self.sections(z.ravel().astype(float))]
            round_ = CubicSpline(_OCTANTS, full, bc_type="periodic")(np.linspace(0, 2 * np.pi, _TURN + 1))
            table = round_.astype(np.float32)
            u, v = x - cx, y - cy
            rho = np.sqrt((u / a) ** 2 + (v / b) ** 2)
            turn = np.mod(np.arctan2(v / b, u / a), np.float32(2 * np.pi)) * np.float32(_TURN / (2 * np.pi))
            i = np.minimum(turn.astype(np.int32), _TURN - 1)
            f = turn - i
            level = np.broadcast_to(np.arange(z.size), i.shape)
            k = table[i, level] * (1 - f) + table[i + 1, level] * f
            out = np.sqrt(u * u + v * v) * (1 - k / np.maximum(rho, np.float32(1e-4)))
            out = np.where(rho < 0.05, -np.minimum(a, b), out)
            below = np.maximum(self.z[0] - z, 0).astype(np.float32)  # round the lower end
            rounded = np.sqrt(np.maximum(out + 14, 0) ** 2 + below**2) - 14
            grid.F[slab] = np.where(below > 0, rounded, out)


def resample(points: Array, step_mm: float) -> Array:
    """Polyline (n, 3) with vertices about `step_mm` apart."""
    u = np.r_[0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))]
    w = np.linspace(0, u[-1], max(3, int(u[-1] / step_mm) + 1))
    return np.stack([np.interp(w, u, points[:, i]) for i in range(3)], 1)


def add_foot(grid: Grid, body: Body) -> None:
    """Hindfoot, metatarsals, plantar flesh and toes."""
    for rod in body.foot_capsules:
        union(grid, capsule(rod.start, rod.end, *rod.radii), rod.blend)
    for ball in body.foot_ellipsoids:
        union(grid, ellipsoid(ball.centre, ball.semi_axes, ball.rotation), ball.blend)
    window = grid.window((-70, 70, -8), (75, 212, 60))
    if window is None:
        return
    x, y, z = grid.axes(window)
    toes: Field | None = None
    for n, t in enumerate(body.toes):
        toe: Field | None = None
        for i in range(3):
            part = capsule(t.joints[i], t.joints[i + 1], t.radii[i], t.radii[i + 1], t.flat)[0](x, y, z)
            toe = part if toe is None else smooth_min(toe, part, 4)
        tip, r = np.array(t.joints[3]), t.radii[3]
        if n == 0:
            k = r / 11.4
            pulp = ellipsoid(tip - np.array((0.5, 8.5, 3.1)) * k, np.array((13.4, 17.5, 10)) * k)
        else:
            pulp = ellipsoid(tip + np.array((0, -1.5, -1.2)), (r + 0.4, r + 2.2, r - 0.5))
        assert toe is not None
        toe = smooth_min(toe, pulp[0](x, y, z), 5)
        toes = toe if toes is None else smooth_min(toes, toe, 1.6)
    assert toes is not None
    grid.F[window] = smooth_min(grid.F[window], toes, 8)


def add_relief(grid: Grid, body: Body, loft: LegLoft) -> None:
    """Muscle bellies, bones, tendons and hollows."""
    for item in body.relief:
        if isinstance(item, Swell):
            swell(grid, loft.point(item.centre), item.radii, item.height, item.rotation, item.flatness)
            continue
        width = np.array(item.half_width)
        pts = loft.curve(item.points, max(8.0, 0.9 * float(width.mean())))
        spread = np.interp(np.linspace(0, 1, len(pts)), np.linspace(0, 1, len(width)), width)
        ridge(grid, pts, spread, item.height, item.taper)


def skin_top(grid: Grid, x: float, y: float) -> float:
    """Height (mm) of the dorsal foot skin over (x, y)."""
    i, j = round((x - grid.lo[0]) / grid.step), round((y - grid.lo[1]) / grid.step)
    column = grid.F[i, j, : int((150 - grid.lo[2]) / grid.step)]
    inside = np.nonzero(column < 0)[0]
    if not len(inside):
        return 0.0
    k = int(inside[-1])
    over = float(column[k] / (column[k] - column[k + 1])) if k + 1 < len(column) else 0.0
    return float(grid.axis[2][k] + over * grid.step)


def add_tendons(grid: Grid, body: Body, loft: LegLoft) -> None:
    """Extensor tendons and web furrows on the dorsum of the foot."""
    jobs = []
    for items, taper in ((body.tendons, 0.2), (body.web_furrows, 0.4)):
        for t in items:
            jobs.append(([*t.path, *((x, y, skin_top(grid, x, y)) for x, y in t.skin)], t, taper))
    for places, t, taper in jobs:
        ridge(grid, loft.curve(places, 6), t.half_width, t.height, taper)


def sole_height(body: Body, x: Array | Field, y: Array | Field) -> Array:
    """Height (mm) of the unloaded plantar skin above the ground at (x, y)."""
    lower: Array = np.ones(np.broadcast(x, y).shape)
    for pad in body.sole_pads:
        c, s = np.cos(np.radians(pad.rotation)), np.sin(np.radians(pad.rotation))
        dx, dy = x - pad.centre[0], y - pad.centre[1]
        u, v = (c * dx + s * dy) / pad.radii[0], (-s * dx + c * dy) / pad.radii[1]
        lower = lower * (1 - np.exp(-((u * u + v * v) ** 1.25)) * pad.depth / body.sole_level)
    a = body.arch
    edge = a.x_edge - a.x_bow * (y - a.y) ** 2  # lateral limit of the arch, bowed
    t = np.clip((edge - x) / a.x_span, 0, 2)
    arch = a.height * np.exp(-(((y - a.y) / a.length) ** 2)) * (1 - np.exp(-1.7 * t**2.2))
    return np.asarray(body.sole_level * lower + arch)


def cut_sole(grid: Grid, body: Body) -> None:
    """Trim everything below the sole map, with a soft edge."""
    window = grid.window((-80, -90, grid.lo[2]), (85, 215, 70))
    if window is None:
        return
    x, y, z = grid.axes(window)
    height = sole_height(body, x, y).astype(np.float32)
    grid.F[window] = smooth_max(grid.F[window], (height - z) * np.float32(0.93), 10)


def cut_median(grid: Grid, body: Body) -> None:
    """End the pelvis at the median plane (rounded behind: natal cleft) and at the top."""
    crotch = body.levels.crotch
    for slab in grid.slabs():
        x, y, z = grid.axes(slab)
        if z.max() < crotch - 150:
            continue
        k = 10 + 46 * ease((-y - 5) / 60) * ease((z - crotch + 42) / 60)
        d = z - crotch - 60
        bow = body.levels.midline_x + np.where(
            d < 0, 9 * (1 - np.exp(-((d / 75) ** 2))), 0.0016 * np.minimum(d, 150) ** 2
        )
        out = smooth_max(grid.F[slab], (bow - x).astype(np.float32), k.astype(np.float32))
        grid.F[slab] = smooth_max(out, np.broadcast_to(z - np.float32(body.leg[-1][0] - 8), out.shape), 6)


def build(body: Body, lo: Sequence[float], hi: Sequence[float], step_mm: float) -> Grid:
    """Grid with the whole limb between corners `lo` and `hi` (mm), cell size `step_mm`."""
    grid = Grid(lo, hi, step_mm)
    loft = LegLoft(body.leg)
    loft.field(grid)
    for mass in body.buttock:
        union(grid, ellipsoid(mass.centre, mass.semi_axes, mass.rotation), mass.blend)
    add_foot(grid, body)
    add_relief(grid, body, loft)
    add_tendons(grid, body, loft)
    cut_sole(grid, body)
    cut_median(grid, body)
    return grid
