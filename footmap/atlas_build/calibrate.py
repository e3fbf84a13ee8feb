"""Measure one body's skin coordinates: the chart table, from the mesh and the structures its model names.

Nothing is set by hand: the levels of the hip come from gluteal fold, inguinal crease, trochanter, crotch and iliac
crest of the model, the rays from its toes, everything else from the mesh. Lengths in millimetres, angles in degrees.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import gaussian_filter1d, median_filter

from footmap.core.chart import F_MTP, F_PIVOT, TOE_EDGES, TOE_MID, FloatArray, ease, wrap

from .body import Body, Ridge
from .sections import corner_degrees, even, on_ring, resample, section, sole_edges, wall_height
from .surface import Surface

ANKLE_K: Final = 86.75
"""The ankle circle lies at this percent of knee joint to tip of the lateral malleolus."""
PIVOT_SHARE: Final = 0.479
"""The pivot section (bases of the metatarsals) lies at this share of the foot's length."""
FAN: Final = np.arange(0, 90.1, 2.5)
FOOT: Final = np.r_[np.arange(47, 78, 2.0), 78.0]
_T0_DEG: Final = (0, 45, 70, 90, 110, 140, 180, 225, 270, 315)


def _points(body: Body, line: str) -> FloatArray:
    return np.array(body.line_named(line).points, float)


def _t0_ring(body: Body, leg: FloatArray) -> dict[str, list[float]]:
    """Heights of the T0 ring: inguinal crease in front, trochanter, above the gluteal fold, crotch."""
    crotch = body.levels.crotch
    z: dict[int, float] = {0: float(_relief(body, "greater trochanter")[2]) - 4}
    crease = _points(body, "inguinal crease")
    cx, cy, hx, hy = (np.interp(crease[:, 2], leg[:, 0], leg[:, i]) for i in range(1, 5))
    d = np.degrees(np.arctan2((crease[:, 1] - cy) / hy, (crease[:, 0] - cx) / hx)) % 360
    o = np.argsort(d)
    front = PchipInterpolator(d[o], crease[o, 2])
    fold = float(_points(body, "gluteal fold")[:, 2].max())
    k = (crotch - body.levels.knee_joint) / 330  # thigh length against the first body
    for g in (70, 90, 110):
        z[g] = float(front(np.clip(g, d.min(), d.max()))) - (0 if g > 80 else 6) * k
    z[45] = (z[0] + z[70]) / 2 + 18 * k
    z[180] = crotch - 12 * k
    z[140] = z[180] + 0.42 * (z[110] - z[180])
    z[225], z[270], z[315] = fold + 8 * k, fold + 16 * k, fold + 40 * k
    return {"deg": [float(g) for g in _T0_DEG], "z": [round(z[g], 1) for g in _T0_DEG]}


def _relief(body: Body, name: str) -> tuple[float, ...]:
    item = body.relief_named(name)
    return item.points[len(item.points) // 2] if isinstance(item, Ridge) else item.centre


def _malleolus_tip(foot: FloatArray) -> float:
    """Height of the tip of the lateral malleolus.

    The lateral profile bulges most at the prominence and falls in fastest half way to the tip.
    """
    z = np.arange(20, 130, 1.0)
    behind = foot[foot[:, 1] < foot[:, 1].min() + 105]
    x = np.array([behind[np.abs(behind[:, 2] - h) < 1.5, 0].max() for h in z])
    x = np.asarray(gaussian_filter1d(x, 3))
    top = int(45 + np.argmax(x[(z > 65) & (z < 100)]))
    slope = np.gradient(x)
    k = slice(max(top - 28, 0), top)
    return float(2 * z[k][np.argmax(slope[k])] - z[top])


def _leg_sections(body: Body, vertices: FloatArray, lowest: float) -> list[list[float]]:
    """Height, centre and half-widths of the leg's horizontal sections."""
    rows = []
    for z in [lowest, *np.round(np.linspace(lowest + 20, body.leg[-1][0] - 14, 32), 1)]:
        q = vertices[(np.abs(vertices[:, 2] - z) < 3) & (vertices[:, 0] > body.levels.midline_x + 4)]
        lo, hi = q.min(0), q.max(0)
        row = ((lo[0] + hi[0]) / 2, (lo[1] + hi[1]) / 2, (hi[0] - lo[0]) / 2, (hi[1] - lo[1]) / 2)
        rows.append([float(z), *(round(float(v), 1) for v in row)])
    return rows


def _rays(body: Body, foot: FloatArray, pivot_y: float) -> dict[str, list[float]]:
    """Where F70 (joints) and F100 (tips) lie across the foot."""
    mtp = np.array([t.joints[0] for t in body.toes])
    tips = []
    for t in body.toes:
        x, reach = t.joints[3][0], 0.45 * t.radii[3]
        tips.append([x, foot[(np.abs(foot[:, 0] - x) < reach) & (foot[:, 2] < 40), 1].max()])
    end = np.array(tips)
    front = foot[foot[:, 1] > pivot_y, 0]
    lo, hi = front.min(), front.max()
    rays = {
        "x70": [lo - 4, *mtp[:, 0], hi + 4],
        "y70": [mtp[0, 1], *mtp[:, 1], mtp[4, 1] - 3],
        "x100": [lo - 4, *end[:, 0], hi + 4],
        "y100": [end[0, 1], *end[:, 1], end[4, 1]],
    }
    return {k: [round(float(v), 1) for v in q] for k, q in rays.items()}


def _walls(stack: list[FloatArray]) -> list[FloatArray]:
    """Relative heights of the widest lines along a stack of outlines, medial and lateral, smoothed."""
    out = []
    for medial in (True, False):
        h = np.array([wall_height(c, medial) for c in stack])
        out.append(np.clip(gaussian_filter1d(median_filter(h, 5, mode="nearest"), 1.2, mode="nearest"), 0.12, 0.75))
    return out


def _foot_rings(stack: list[FloatArray], walls: list[FloatArray], mtp_x: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Outlines in front of the pivot at the ring degrees; the joints' widths become their nominal widths."""
    c70 = stack[int(np.argmin(np.abs(FOOT - F_MTP)))]
    x0, x1 = c70[:, 0].min(), c70[:, 0].max()
    w = 100 * (mtp_x - x0) / (x1 - x0)
    have = np.r_[0, w[0], *[[(w[i] + w[i + 1]) / 2, w[i + 1]] for i in range(4)], 100]
    want = np.r_[0, TOE_MID[0], *[[TOE_EDGES[i + 1], TOE_MID[i + 1]] for i in range(4)], 100]
    to_nominal = PchipInterpolator(have, want)
    rows = []
    for i, c in enumerate(stack):
        strength = float(ease((FOOT[i] - 50) / 16))

        def warp(v: FloatArray, strength: float = strength) -> FloatArray:
            return np.asarray(v + strength * (to_nominal(np.clip(v, 0, 100)) - v))

        rows.append(on_ring(c, corner_degrees(c, float(walls[0][i]), float(walls[1][i]), warp)))
    return np.array([r[0] for r in rows]), np.array([r[1] for r in rows])


def _fan_rings(
    stack: list[FloatArray], walls: list[FloatArray], circle: list[float], pivot_y: float
) -> tuple[FloatArray, FloatArray]:
    """Outlines of ankle and heel at the ring degrees: the ankle circle's angle, giving way to edges and walls."""
    cx, cy, hx, hy = circle
    rows = []
    for i, c in enumerate(stack):
        if FAN[i] == 0:
            centre, half = np.array([cx, cy - pivot_y]), np.array([hx, hy])
        else:
            centre, half = (c.min(0) + c.max(0)) / 2, (c.max(0) - c.min(0)) / 2
        plain = np.degrees(np.arctan2((c[:, 1] - centre[1]) / half[1], (c[:, 0] - centre[0]) / half[0])) % 360
        w = float(ease((FAN[i] - 30) / 60))
        if w > 0:
            corner = corner_degrees(c, float(walls[0][i]), float(walls[1][i]), lambda v: v)
            plain = plain + w * wrap(corner - plain)
        rows.append(on_ring(c, plain % 360))
    return np.array([r[0] for r in rows]), np.array([r[1] for r in rows])


def _sole(surface: Surface, heel: float, pivot_y: float) -> dict[str, Any]:
    """Edges of the hindfoot's sole and the height of its skin, for points written F.. p.."""
    v, t = surface.vertices, surface.triangles
    low = (v[t][:, :, 2] < 60).all(1)
    ys = np.round(np.linspace(heel + 5, pivot_y, 18), 1)
    share = np.arange(0, 101, 10.0)
    lo, hi, height = [], [], []
    for y in ys:
        c = resample(section(t[low], v[:, 1], float(y) + 0.013, v[:, [0, 2]]))
        c = c[c[:, 1] < 45]
        m, n = sole_edges(c)
        lo.append(round(float(c[m, 0]), 1))
        hi.append(round(float(c[n, 0]), 1))
        xs = c[m, 0] + (c[n, 0] - c[m, 0]) * share / 100
        height.append([round(float(c[np.abs(c[:, 0] - x) < 1.5, 1].min()), 1) for x in xs])
    return {"y": ys.tolist(), "lo": lo, "hi": hi, "p": share.tolist(), "z": height}


def calibrate(surface: Surface) -> dict[str, Any]:
    """The chart table of a body, ready for JSON."""
    body, v, t = surface.body, surface.vertices, surface.triangles
    ceiling = 0.32 * body.levels.crotch
    foot = v[v[:, 2] < ceiling]
    t = t[(v[t][:, :, 2] < ceiling).all(1)]
    heel, tip = float(foot[:, 1].min()), float(foot[:, 1].max())
    tip_z, knee = _malleolus_tip(foot), body.levels.knee_joint
    pivot_y = round(heel + PIVOT_SHARE * (tip - heel), 1)
    pivot_z = round(knee - ANKLE_K / 100 * (knee - tip_z), 1)
    leg = _leg_sections(body, v, pivot_z)
    rays = _rays(body, foot, pivot_y)

    y70 = PchipInterpolator(rays["x70"], rays["y70"])(np.clip(v[:, 0], rays["x70"][0], rays["x70"][-1]))
    y100 = PchipInterpolator(rays["x100"], rays["y100"])(np.clip(v[:, 0], rays["x100"][0], rays["x100"][-1]))
    near = F_PIVOT + (F_MTP - F_PIVOT) * (v[:, 1] - pivot_y) / (y70 - pivot_y)
    along = np.where(v[:, 1] < y70, near, F_MTP + (100 - F_MTP) * (v[:, 1] - y70) / (y100 - y70))
    along[v[:, 2] > pivot_z + 30] = 0
    foot_stack = [resample(section(t, along, max(float(f), 47.02), v[:, [0, 2]])) for f in FOOT]
    angle = np.degrees(np.arctan2(pivot_z - v[:, 2], pivot_y - v[:, 1]))
    angle[angle < -90] += 360
    reach = np.hypot(pivot_z - v[:, 2], pivot_y - v[:, 1])
    near_heel = (v[t][:, :, 1] < pivot_y + 12).all(1) & (v[t][:, :, 2] < pivot_z + 12).all(1)
    pages = np.c_[v[:, 0], -reach]
    fan_stack = [resample(section(t[near_heel], angle, min(max(float(a), 0.05), 89.95), pages)) for a in FAN]

    foot_walls, fan_walls = _walls(foot_stack), _walls(fan_stack)
    w = ease((FAN - 60) / 30)  # the two stacks meet at the pivot section
    fan_walls = [f * (1 - w) + h[0] * w for f, h in zip(fan_walls, foot_walls, strict=True)]
    foot_x, foot_u = _foot_rings(foot_stack, foot_walls, np.array([q.joints[0][0] for q in body.toes]))
    fan_x, fan_u = _fan_rings(fan_stack, fan_walls, leg[0][1:], pivot_y)
    fan_x, fan_u, foot_x, foot_u = (even(q) for q in (fan_x, fan_u, foot_x, foot_u))
    fan_x[-1], fan_u[-1] = foot_x[0], foot_u[0] - pivot_z  # the stacks share the pivot section

    def tidy(rows: FloatArray) -> list[list[float]]:
        return [[round(float(x), 1) for x in row] for row in rows]

    return {
        "body": body.name,
        "midline_x": round(body.levels.midline_x + 6, 1),
        "knee_z": float(knee),
        "crest_z": round(float(_relief(body, "iliac crest")[2]), 1),
        "malleolus_tip_z": tip_z,
        "k_pivot": ANKLE_K,
        "pivot": {"y": pivot_y, "z": pivot_z},
        "heel_y": round(heel, 1),
        "t0_ring": _t0_ring(body, np.array(leg)),
        "rays": rays,
        "toes": [
            {"pts": [[round(float(x), 1) for x in p] for p in q.joints], "r": [round(float(r), 2) for r in q.radii]}
            for q in body.toes
        ],
        "leg_sections": leg,
        "fan_outlines": {"v": FAN.tolist(), "x": tidy(fan_x), "u": tidy(fan_u)},
        "foot_outlines": {"v": FOOT.tolist(), "x": tidy(foot_x), "u": tidy(foot_u)},
        "sole": _sole(surface, heel, pivot_y),
    }
