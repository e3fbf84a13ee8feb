"""Random strokes as people make them, for benchmarks and property tests. Seeded, so every run draws the same."""

from __future__ import annotations

import numpy as np
import shapely
from shapely import MultiPolygon

from footmap.core.geometry import intersection, on_line, union, widen

from ..core.geometry import brush, lasso, polygons
from ..core.skin import Skin
from ..core.views import VIEW_IDS, ViewId


def point_on_skin(skin: Skin, view: ViewId, rng: np.random.Generator) -> tuple[float, float]:
    """A place on the skin of a view, millimetres."""
    outline = skin.outline[view]
    x0, y0, x1, y1 = outline.bounds
    while True:
        x, y = rng.uniform(x0, x1), rng.uniform(y0, y1)
        if shapely.contains_xy(outline, x, y):
            return float(x), float(y)


def random_stroke(skin: Skin, rng: np.random.Generator) -> tuple[ViewId, MultiPolygon]:
    """A brush stroke (three of four; radius 3-15 mm, wandering) or a lasso (8-45 mm) that starts on the skin."""
    view = VIEW_IDS[int(rng.integers(len(VIEW_IDS)))]
    x, y = point_on_skin(skin, view, rng)
    if rng.random() < 0.75:
        radius = rng.uniform(3, 15)
        turns = rng.uniform(0, 2 * np.pi) + np.cumsum(rng.normal(0, 0.35, int(rng.integers(5, 30))))
        steps = rng.uniform(2, 7, len(turns))
        path = np.cumsum(np.column_stack([np.cos(turns), np.sin(turns)]) * steps[:, None], axis=0)
        return view, brush(np.vstack([[x, y], path + np.array((x, y))]), float(radius))
    t = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    radius = rng.uniform(8, 45)
    wobble = sum(rng.normal(0, 0.12) * np.cos(j * t + rng.uniform(0, 2 * np.pi)) for j in range(2, 6))
    squeeze = rng.uniform(0.5, 1)
    size = radius * (1 + wobble)
    return view, lasso(np.column_stack([x + size * np.cos(t), y + squeeze * size * np.sin(t)]))


def seam_strokes(skin: Skin, rng: np.random.Generator, count: int) -> list[tuple[ViewId, MultiPolygon]]:
    """Straight strokes (20-60 mm long, radius 4-15 mm) laid across borders between home views, `count` per view."""
    out = []
    for view in VIEW_IDS:
        inner = widen(skin.outline[view], -3.0)
        border = on_line(shapely.boundary(skin.home[view]), inner)
        lines = [g for g in shapely.get_parts(border).tolist() if g.length > 8]
        if not lines:
            continue
        length = np.array([g.length for g in lines])
        for k in rng.choice(len(lines), count, p=length / length.sum()):
            at = shapely.get_coordinates(shapely.line_interpolate_point(lines[k], rng.uniform(0, length[k])))[0]
            angle, reach = rng.uniform(0, 2 * np.pi), rng.uniform(10, 30)
            arm = np.array([np.cos(angle), np.sin(angle)]) * reach
            out.append((view, brush(np.vstack([at - arm, at, at + arm]), float(rng.uniform(4, 15)))))
    return out


def iou(a: MultiPolygon, b: MultiPolygon) -> float:
    """Overlap of two shapes: area of both over area of either; 1 where both are empty."""
    either = union(a, b, grid_mm=0).area
    return float(intersection(a, b, grid_mm=0).area / either) if either > 0 else 1.0


def pieces(shape: MultiPolygon, closing_mm: float) -> int:
    """Number of connected parts (of 2 mm2 or more) once gaps up to `closing_mm` are closed."""
    return len(polygons(widen(shape, closing_mm / 2), 2.0).geoms)
