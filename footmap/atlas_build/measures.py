"""Measures of a drawn limb beside their targets: girths, ratios of the foot, outlines of the standing limb."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.ndimage import gaussian_filter
from shapely import Polygon
from skimage.measure import find_contours

from ..core.views import Camera, Pose, ViewId
from .body import GirthTarget
from .field import Array
from .surface import Surface
from .zbuffer import fill

FOOT_CUT_MM: Final = 116.0
_STEP_MM: Final = 0.5
_Row = tuple[float, float, float]


def girth_mm(surface: Surface, z: float) -> float:
    """Length of the skin's horizontal section at height `z` (mm)."""
    v, t = surface.vertices, surface.triangles
    h = v[t][:, :, 2] - (z + 1e-6)
    cut = t[(h.min(1) < 0) & (h.max(1) > 0)]
    a, b = v[cut], v[np.roll(cut, -1, axis=1)]
    da, db = a[..., 2] - (z + 1e-6), b[..., 2] - (z + 1e-6)
    crossed = (da < 0) != (db < 0)
    share = np.where(crossed, da / np.where(crossed, da - db, 1), 0)[..., None]
    ends = (a + share * (b - a))[crossed].reshape(-1, 2, 3)
    return float(np.linalg.norm(ends[:, 0] - ends[:, 1], axis=1).sum())


def _girth_cm(surface: Surface, target: GirthTarget) -> float:
    if target.at is not None:
        return girth_mm(surface, target.at) / 10
    lo, hi = target.smallest or target.largest or (0.0, 0.0)
    found = [girth_mm(surface, z) / 10 for z in np.arange(lo, hi, 4.0)]
    return min(found) if target.smallest else max(found)


def measures(surface: Surface) -> dict[str, float]:
    """The measures that the body's targets name, by the same names (cm, mm or shares of the foot's length)."""
    v, body = surface.vertices, surface.body
    foot = v[v[:, 2] < 60]
    heel_y, length = float(foot[:, 1].min()), float(np.ptp(foot[:, 1]))
    along = (foot[:, 1] - heel_y) / length
    ankle = v[(v[:, 2] > 0.23 * length) & (v[:, 2] < 0.40 * length)]
    out = {name: _girth_cm(surface, t) for name, t in body.targets if name.endswith("girth_cm")}
    out["foot_length_mm"] = length
    out["foot_breadth_ratio"] = float(np.ptp(foot[(along > 0.55) & (along < 0.80), 0]) / length)
    out["heel_breadth_ratio"] = float(np.ptp(foot[(along < 0.22) & (foot[:, 2] < 40), 0]) / length)
    for name, tip in (("medial", ankle[ankle[:, 0].argmin()]), ("lateral", ankle[ankle[:, 0].argmax()])):
        out[f"{name}_malleolus_ratio"] = float((tip[1] - heel_y) / length)
    return out


def outline(surface: Surface, lens: Camera, below_mm: float) -> Polygon:
    """Largest outline of the skin under a height, in view mm."""
    v, t = surface.vertices, surface.triangles
    t = t[(v[t][:, :, 2] < below_mm).all(1)]
    at = lens.project(v)
    used = at[np.unique(t)]
    corner = used[:, :2].min(0) - 4
    width, height = (int(n) for n in np.ceil((used[:, :2].max(0) + 4 - corner) / _STEP_MM))
    screen: Array = at.copy()
    screen[:, :2] = (at[:, :2] - corner) / _STEP_MM
    depth = np.full((height, width), -1e9, np.float32)
    face = np.full((height, width), -1, np.int32)
    fill(screen, t, depth, face, *np.zeros((2, height, width), np.float32))
    soft = gaussian_filter((face >= 0).astype(np.float32), 0.8)
    rings = find_contours(soft, 0.5)
    ring = max(rings, key=len)
    return Polygon(corner + _STEP_MM * ring[:, ::-1]).simplify(0.25)


_EYES: Final[dict[ViewId, tuple[_Row, _Row, _Row]]] = {
    "leg_anterior": ((-1, 0, 0), (0, 0, 1), (0, 1, 0)),
    "leg_posterior": ((1, 0, 0), (0, 0, 1), (0, -1, 0)),
    "leg_medial": ((0, -1, 0), (0, 0, 1), (-1, 0, 0)),
    "leg_lateral": ((0, 1, 0), (0, 0, 1), (1, 0, 0)),
    "foot_dorsal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "foot_plantar": ((-1, 0, 0), (0, 1, 0), (0, 0, -1)),
    "foot_medial": ((0, -1, 0), (0, 0, 1), (-1, 0, 0)),
    "foot_lateral": ((0, 1, 0), (0, 0, 1), (1, 0, 0)),
}


def silhouettes(surface: Surface) -> dict[ViewId, Polygon]:
    """Outlines of the standing limb, y up: legs to the crotch, feet to `FOOT_CUT_MM`; level eye, nothing posed."""
    out: dict[ViewId, Polygon] = {}
    for view, (right, up, eye) in _EYES.items():
        top = FOOT_CUT_MM if view.startswith("foot") else surface.body.levels.crotch
        out[view] = outline(surface, Camera(Pose(), (right, up, eye)), top)
    return out
