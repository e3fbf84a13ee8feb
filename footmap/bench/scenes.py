"""Drawings and paths that several benchmarks share; the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

from footmap.core.atlas import Atlas
from footmap.core.drawing import Stroke
from footmap.core.views import VIEW_IDS, Side, ViewId

TYPED = ("ba", "sural", "acute", "follow up", "burning sole at night", "s", "no such word")
"""What is typed into the search of a library, letter by letter."""


def random_strokes(atlas: Atlas, count: int, seed: int, side: Side = "right") -> Iterator[Stroke]:
    """Short brush strokes that start on the skin of all views in turn."""
    rng = np.random.default_rng(seed)
    for i in range(count):
        view = VIEW_IDS[i % len(VIEW_IDS)]
        x, y = point_on(atlas, view, rng)
        steps = np.array([x, y]) + np.cumsum(rng.normal(0.0, 3.0, (int(rng.integers(2, 12)), 2)), axis=0)
        sign = 1.0 if side == "right" else -1.0
        points = tuple((round(sign * float(a), 2), round(float(b), 2)) for a, b in steps)
        yield Stroke(side, view, "add", "brush", "pain", points, round(float(rng.uniform(2.0, 8.0)), 2))


def point_on(atlas: Atlas, view: ViewId, rng: np.random.Generator) -> tuple[float, float]:
    """A random point on the skin of a view."""
    outline = atlas.views[view].outline
    left, bottom, right, top = outline.bounds
    while True:
        x, y = float(rng.uniform(left, right)), float(rng.uniform(bottom, top))
        if shapely.contains_xy(outline, x, y):
            return x, y


def wander(atlas: Atlas, view: ViewId, count: int, seed: int, step_mm: float = 1.5) -> list[tuple[float, float]]:
    """A path that a hand might lead over a view: small steps, turned back at the outline."""
    rng = np.random.default_rng(seed)
    x, y = point_on(atlas, view, rng)
    heading = float(rng.uniform(0.0, 2.0 * np.pi))
    path = [(x, y)]
    outline = atlas.views[view].outline
    while len(path) < count:
        heading += float(rng.normal(0.0, 0.35))
        nx, ny = x + step_mm * float(np.cos(heading)), y + step_mm * float(np.sin(heading))
        if shapely.contains_xy(outline, nx, ny):
            x, y = nx, ny
            path.append((x, y))
        else:
            heading += float(rng.uniform(1.5, 4.5))
    return path
