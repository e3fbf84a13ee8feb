"""What is painted on the skin and not modelled: nails, creases of the toe joints, blush."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .body import Body, Toe
from .field import Array, Field, ease
from .gbuffer import Seen


@dataclass(frozen=True, eq=False)
class ToeMarks:
    """Weights (h, w), 0..1: nail plate, its white parts (free edge, lunula), shadow round the nail, ink."""

    plate: Field
    white: Field
    shadow: Field
    ink: Field


def _frame(direction: Array, roll_deg: float = 0.0) -> tuple[Array, Array]:
    """Side and up vectors of a toe segment, rolled about its direction."""
    side = np.cross(direction, (0, 0, 1.0))
    side /= np.linalg.norm(side)
    up = np.cross(side, direction)
    c, s = np.cos(np.radians(roll_deg)), np.sin(np.radians(roll_deg))
    return c * side - s * up, s * side + c * up


def _nail(toe: Toe, number: int, q: Array, line_mm: float) -> tuple[Array, Array, Array, Array]:
    """Plate, white, shadow and ink of one nail at skin points q (n, 3)."""
    p, r = np.array(toe.joints), toe.radii
    d = p[3] - p[2]
    d[2] *= 0.55
    d /= np.linalg.norm(d)
    side, up = _frame(d, -6.0 if number == 0 else 3.0 * number)
    a, b = toe.nail[0], toe.nail[1] / 2
    rel = q - (p[3] + d * (r[3] * 0.42 - b))
    u, v, w = rel @ side, rel @ d, rel @ up
    near = (w > 1.5) & (np.abs(u) < a * 2) & (np.abs(v) < b * 2.4)
    # rounder behind, squarer in front
    behind = np.where(v < 0, v / b, v / b * 1.04)
    e = (np.abs(u / (a * (1 + 0.08 * v / b))) ** 2.7 + np.abs(behind) ** 2.5) ** (1 / 2.6)
    gap = (e - 1) * min(a, b)  # mm outside the plate, about
    plate = near * ease(0.5 - gap / 0.5)
    front = ease((v / b - 0.72 + 0.12 * (u / a) ** 2) / 0.10)
    moon = ease((1 - np.hypot(u / (a * 0.62), (v + b * 1.02) / (b * 0.52))) / 0.22)
    white = plate * np.maximum(0.85 * front, 0.55 * moon)
    fold = np.exp(-((np.maximum(gap, 0) / (0.16 * a)) ** 2)) * (gap > -0.15) * (0.30 + 0.70 * ease((0.5 * b - v) / b))
    rim = np.clip((0.5 * line_mm - np.abs(gap)) / 0.12 + 0.5, 0, 1)
    sides = 0.22 + 0.30 * ease(np.abs(u) / a - 0.35) + 0.16 * ease((v / b - 0.55) / 0.3)
    return plate, white, near * fold, near * rim * sides


def _wobble(seed: int, n: int) -> Array:
    """Repeatable numbers in -1..1: creases of the skin are never ruled lines."""
    return np.asarray(np.random.default_rng(seed).uniform(-1, 1, n))


def _joint_creases(toe: Toe, number: int, q: Array) -> Array:
    """Ink of the creases over the joints at skin points q (n, 3)."""
    p, r = np.array(toe.joints), toe.radii
    ink = np.zeros(len(q))
    for joint, count, shift in ((1, 3, 2.4),) if number == 0 else ((1, 3, 1.0), (2, 2, -0.5)):
        d = p[joint + 1] - p[joint - 1]
        d /= np.linalg.norm(d)
        side, up = _frame(d)
        rel = q - p[joint]
        u, v, w = rel @ side, rel @ d - shift, rel @ up
        shown = (w > r[joint] * 0.3) & (np.abs(w) < r[joint] * 2.2)
        rand = _wobble(97 * number + 13 * joint, 4 * count).reshape(count, 4)
        for k in range(count):
            middle = k - (count - 1) / 2
            off = middle * (2.5 if number == 0 else 1.9) + 0.25 * rand[k, 0]
            half = r[joint] * (0.82 - 0.14 * abs(middle)) * (1 + 0.14 * rand[k, 1])
            x = u - 0.10 * r[joint] * rand[k, 2]
            bow = off - np.sign(middle) * 0.012 * x * x + 0.16 * np.sin(x * 0.9 + 3 * rand[k, 3])
            taper = np.clip(1 - (x / half) ** 2, 0, 1)
            line = np.exp(-(((v - bow) / (0.12 + 0.15 * taper)) ** 2)) * taper
            ink = np.maximum(ink, (0.58 if middle == 0 else 0.44) * line * shown)
    return ink


def toe_marks(seen: Seen, body: Body) -> ToeMarks:
    """Nails and joint creases of one picture."""
    out = [np.zeros(seen.mask.shape, np.float32) for _ in range(4)]
    front = min(t.joints[0][1] for t in body.toes) - 14
    skin = seen.skin
    pick = seen.mask & (skin[..., 1] > front) & (skin[..., 2] < 70) & (skin[..., 2] > 3)
    if pick.any():
        q = skin[pick].astype(float)
        fine = min(1.0, seen.px_per_mm / seen.unit / 3.0)  # crease lines fade out in small pictures
        parts = np.zeros((4, len(q)))
        for number, toe in enumerate(body.toes):
            plate, white, shadow, ink = _nail(toe, number, q, 0.30 if number == 0 else 0.24)
            crease = _joint_creases(toe, number, q) * fine
            parts = np.maximum(parts, (plate, white, shadow, np.maximum(ink * (0.35 + 0.65 * fine), crease)))
        for image, part in zip(out, parts, strict=True):
            image[pick] = part
    return ToeMarks(*out)


def blush(seen: Seen, body: Body) -> Field:
    """Reddening (0..1) of the weight-bearing pads and of skin that lies close over bone."""
    skin = seen.skin
    up = np.array(seen.camera.rows, np.float32)[:, 2]
    down = -(seen.normal @ up)
    pads = ease((body.sole_level + 0.5 - skin[..., 2]) / (0.85 * body.sole_level))
    out = 0.46 * pads * ease((down - 0.55) / 0.35)
    for spot in body.blush:
        r, centre = np.array(spot.radii, np.float32), np.array(spot.centre, np.float32)
        column, row = seen.pixel(seen.camera.project(np.array([spot.centre])))[0]
        reach = int(2.6 * max(spot.radii) * seen.px_per_mm)
        box = np.s_[max(int(row) - reach, 0) : int(row) + reach, max(int(column) - reach, 0) : int(column) + reach]
        if int(row) + reach <= 0 or int(column) + reach <= 0:
            continue
        e = (((skin[box] - centre) / r) ** 2).sum(2)
        out[box] = np.maximum(out[box], spot.amount * np.exp(-e))
    return np.asarray(np.where(seen.mask, np.clip(out, 0, 1), 0), np.float32)
