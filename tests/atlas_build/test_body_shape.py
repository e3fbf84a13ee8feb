"""The shipped skin has the shape of a limb: outlines of another body, girths and heights of published means.

Outlines (`another_body.json`) and means (`published_means.json`) stand here as numbers with their sources. Floors are
what the shipped bodies reach; a goal that is not reached yet stands beside its gap, and the gap may only shrink. A limb
that is made wrong on purpose must be refused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

for package in ("scipy", "skimage", "numba"):
    pytest.importorskip(package, reason="the atlas build needs the extra 'atlas'")

import shapely
from shapely import Polygon
from shapely.affinity import scale, translate

from footmap.atlas_build.body import load_body
from footmap.atlas_build.measures import silhouettes
from footmap.atlas_build.surface import Surface
from footmap.core.views import FloatArray, ViewId
from tests.shipped import shipped_atlas

HERE = Path(__file__).parent
OTHER: dict[str, Any] = json.loads((HERE / "another_body.json").read_text(encoding="utf-8"))
MEANS: dict[str, Any] = json.loads((HERE / "published_means.json").read_text(encoding="utf-8"))
FLOORS = {"male": (0.895, 0.850), "female": (0.880, 0.838)}
"""Mean and least overlap of the eight outlines with the other body."""
GOAL_MM, GOAL_SHARE = 4.0, 0.015
GAPS = {
    "male": {"tibiale": 27.0, "lateral_malleolus": 5.1, "ankle": -0.009, "calf": -0.063, "foot_breadth": 0.016},
    "female": {"tibiale": 22.0, "lateral_malleolus": 4.3, "ankle": -0.021, "calf": -0.075, "foot_breadth": -0.005},
}
"""How far the drawn bodies are from the means today: heights in mm, girths and breadth as shares."""
STEP = 2
"""Every second node of the skin's maps is enough."""


@dataclass(frozen=True)
class Limb:
    """Unposed skin and the heights of bony places, mm."""

    body: str
    vertices: FloatArray
    triangles: np.ndarray[Any, np.dtype[np.int32]]
    heights_mm: dict[str, float]


@cache
def shipped(body: str) -> Limb:
    """The skin that is shipped, read back from the maps of every patch in its home view."""
    atlas = shipped_atlas(body)
    vertices, triangles, start = [], [], 0
    for p, patch in enumerate(atlas.skin.patches):
        west, south, east, north = atlas.skin.tiles[p].bounds
        step = STEP * 0.75
        xs, ys = np.arange(west, east + step, step), np.arange(south, north + step, step)
        grid = np.stack(np.meshgrid(xs, ys), axis=-1)
        inside = shapely.contains_xy(atlas.skin.tiles[p].buffer(1.5 * step), grid[..., 0], grid[..., 1])
        points = atlas.skin.points(patch.home, p, grid.reshape(-1, 2))
        number = start + np.arange(inside.size).reshape(inside.shape)
        whole = inside[:-1, :-1] & inside[1:, :-1] & inside[:-1, 1:] & inside[1:, 1:]
        a, b, c, d = (q[whole] for q in (number[:-1, :-1], number[:-1, 1:], number[1:, 1:], number[1:, :-1]))
        for corners in ((a, b, c), (a, c, d), (a, c, b), (a, d, c)):
            triangles.append(np.stack(corners, axis=1))
        vertices.append(points)
        start += inside.size
    marks = atlas.views["leg_lateral"].landmarks_mm
    inner = atlas.views["leg_medial"].landmarks_mm
    heights = {
        "trochanterion": marks["greater_trochanter"][1],
        "tibiale": inner["knee_joint_medial"][1],
        "lateral_malleolus": marks["lateral_malleolus"][1],
    }
    return Limb(body, np.concatenate(vertices), np.concatenate(triangles).astype(np.int32), heights)


def outlines(limb: Limb) -> dict[ViewId, Polygon]:
    used = np.unique(limb.triangles)
    number = np.zeros(len(limb.vertices), np.int32)
    number[used] = np.arange(len(used))
    seen = limb.vertices[used]
    return silhouettes(Surface(seen, np.zeros_like(seen), number[limb.triangles], load_body(limb.body)))


def overlaps(limb: Limb) -> dict[ViewId, float]:
    """Intersection over union with the other body: scaled by the foot, cut at the same height, shifted."""
    drawn = outlines(limb)
    other = {view: Polygon(points).buffer(0) for view, points in OTHER["bodies"][limb.body]["views"].items()}
    factor = _size(drawn["foot_plantar"])[1] / _size(other["foot_plantar"])[1]
    out = {}
    for view, shape in drawn.items():
        one, two = _standing(shape), _standing(scale(other[view], factor, factor, origin=(0, 0)))
        top = shapely.box(-1e6, -1, 1e6, min(_size(one)[1], _size(two)[1]))
        one, two = one.intersection(top), two.intersection(top)
        two = translate(two, one.centroid.x - two.centroid.x, 0)
        out[view] = _best(one, two, 0.02 * max(_size(one)))
    return out


def _size(shape: Any) -> tuple[float, float]:
    west, south, east, north = shape.bounds
    return east - west, north - south


def _standing(shape: Any) -> Any:
    west, south, east, _ = shape.bounds
    return translate(shape, -(west + east) / 2, -south)


def _best(one: Any, two: Any, step: float) -> float:
    def overlap(shape: Any) -> float:
        return float(one.intersection(shape).area / one.union(shape).area)

    best, least = overlap(two), step / 16
    while step > least:
        tried = [translate(two, x, y) for x, y in ((step, 0), (-step, 0), (0, step), (0, -step))]
        found = max(tried, key=overlap)
        if overlap(found) > best + 1e-6:
            two, best = found, overlap(found)
        else:
            step /= 2
    return best


def girth_mm(limb: Limb, height: float) -> float:
    """Length of the skin's outline at a height, from the points near it."""
    near = limb.vertices[np.abs(limb.vertices[:, 2] - height) < 2.0, :2]
    off = near - (near.min(axis=0) + near.max(axis=0)) / 2
    turn = np.floor(np.degrees(np.arctan2(off[:, 1], off[:, 0])) / 5.0).astype(int) % 72
    radius = np.array([np.median(np.hypot(*off[turn == k].T)) for k in range(72) if (turn == k).any()])
    angle = np.radians(5.0 * np.array([k for k in range(72) if (turn == k).any()]) + 2.5)
    ring = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return float(np.linalg.norm(ring - np.roll(ring, 1, axis=0), axis=1).sum())


def deviations(limb: Limb) -> dict[str, float]:
    """From the means, which are scaled to the stature that goes with the height of the trochanter."""
    size = limb.heights_mm["trochanterion"] / MEANS["trochanterion_height"]
    out = {name: limb.heights_mm[name] - size * mm for name, mm in MEANS["heights_mm"].items()}
    targets = dict(load_body(limb.body).targets)
    ankle, calf = targets["ankle_girth_cm"].smallest, targets["calf_girth_cm"].largest
    assert ankle is not None
    assert calf is not None
    found = {
        "ankle": min(girth_mm(limb, z) for z in np.arange(*ankle, 6.0)),
        "calf": max(girth_mm(limb, z) for z in np.arange(*calf, 6.0)),
    }
    out.update({name: found[name] / (size * mm) - 1 for name, mm in MEANS["girths_mm"].items()})
    foot = limb.vertices[limb.vertices[:, 2] < 60]
    length = float(np.ptp(foot[:, 1]))
    along = (foot[:, 1] - foot[:, 1].min()) / length
    breadth = float(np.ptp(foot[(along > 0.55) & (along < 0.80), 0])) / length
    out["foot_breadth"] = breadth / MEANS["ratios"]["foot_breadth"] - 1
    return out


def complaints(limb: Limb) -> list[str]:
    """What is wrong with a limb: worse than the goal, and worse than what is known of the drawn bodies."""
    mean, least = FLOORS[limb.body]
    found = overlaps(limb)
    out = []
    if np.mean(list(found.values())) < mean or min(found.values()) < least:
        out.append(f"outlines {np.mean(list(found.values())):.3f}, least {min(found.values()):.3f}")
    for name, off in deviations(limb).items():
        goal, slack = (GOAL_MM, 1.0) if name in MEANS["heights_mm"] else (GOAL_SHARE, 0.005)
        gap = GAPS[limb.body][name]
        if not min(-goal, gap - slack) <= off <= max(goal, gap + slack):
            out.append(f"{name} {off:+.3f}")
    return out


@pytest.mark.parametrize("body", ["male", "female"])
def test_the_shipped_skin_has_the_outlines_girths_and_heights_of_a_limb(body: str) -> None:
    limb = shipped(body)
    print(body, {view: round(share, 3) for view, share in overlaps(limb).items()}, deviations(limb))
    assert complaints(limb) == []


def thicker(limb: Limb) -> Limb:
    """Legs 15 % thicker above the ankle, about the middle of each height."""
    v = limb.vertices.copy()
    leg = np.clip((v[:, 2] - 90) / 40, 0, 1)[:, None]
    axis = np.array([0.0, -10.0])
    v[:, :2] += 0.15 * leg * (v[:, :2] - axis)
    return Limb(limb.body, v, limb.triangles, limb.heights_mm)


def low_knee(limb: Limb) -> Limb:
    """The knee 60 mm too low between ankle and crotch."""
    knee, crotch = limb.heights_mm["tibiale"], load_body(limb.body).levels.crotch

    def moved(z: Any) -> Any:
        return np.interp(z, [0, 110, knee, crotch, 1200], [0, 110, knee - 60, crotch, 1200])

    v = limb.vertices.copy()
    v[:, 2] = moved(v[:, 2])
    return Limb(limb.body, v, limb.triangles, {name: float(moved(z)) for name, z in limb.heights_mm.items()})


def broad_feet(limb: Limb) -> Limb:
    """Feet 10 % broader."""
    v = limb.vertices.copy()
    v[:, 0] *= 1 + 0.10 * np.clip((120 - v[:, 2]) / 40, 0, 1)
    return Limb(limb.body, v, limb.triangles, limb.heights_mm)


@pytest.mark.parametrize("body", ["male", "female"])
@pytest.mark.parametrize(("spoil", "words"), [(thicker, "calf"), (low_knee, "tibiale"), (broad_feet, "foot_breadth")])
def test_a_limb_made_wrong_on_purpose_is_refused(body: str, spoil: Any, words: str) -> None:
    assert any(words in complaint for complaint in complaints(spoil(shipped(body))))
