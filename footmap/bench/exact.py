"""The exact match against areas taken from shapely one by one, and what a commit costs."""

from __future__ import annotations

import statistics
import time

import numpy as np

from footmap.core import paint as paints
from footmap.core.atlas import Atlas, Territory
from footmap.core.geometry import intersection, union_all
from footmap.core.matching import RANKED_MAP, Matcher
from footmap.core.paint import Paint
from footmap.data.assets import load_atlas

from .result import Result
from .scenes import random_strokes

DRAWINGS = 12
STROKES = 8


def measure_exact() -> list[Result]:
    """Largest difference of any overlap from shapely's own, and the time of a stroke's commit."""
    atlas = load_atlas()
    matcher = Matcher(atlas)
    worst = 0.0
    commits = []
    for seed in range(DRAWINGS):
        paint = paints.empty()
        for stroke in random_strokes(atlas, STROKES, seed):
            start = time.perf_counter()
            paint = paints.apply(atlas, paint, stroke)
            commits.append((time.perf_counter() - start) * 1e3)
            match = matcher.match(paint)  # after every stroke, as the window does: unchanged paint is remembered
        if "right" not in match.sides:
            continue
        side = match.sides["right"]
        truth = np.array([_overlap_mm2(atlas, paint, s.layer, s.id) for s in match.subjects])
        worst = max(worst, float(np.abs(truth - side.overlap_mm2).max()) / side.paint_mm2)
    return [
        Result("exact match against shapely's areas, share of the paint", worst, "", 1e-9),
        Result("paint of one stroke carried to all views, median", statistics.median(commits), "ms", 25.0),
    ]


def _overlap_mm2(atlas: Atlas, paint: Paint, layer: str, id_: str) -> float:
    total = 0.0
    for patch, marked in paint.union("right").items():
        view = atlas.skin.patches[patch].home
        painted = atlas.skin.tiled({patch: marked}).get(view)
        if painted is None:
            continue
        shapes = [
            t.zones["usual"][view]
            for t in atlas.territories
            if t.layer == layer and t.id == id_ and _ranked(t) and view in t.zones["usual"]
        ]
        if shapes:
            whole = intersection(union_all(shapes, grid_mm=0), atlas.views[view].home, grid_mm=0)
            total += float(intersection(whole, painted, grid_mm=0).area)
    return total


def _ranked(territory: Territory) -> bool:
    return territory.map in (None, RANKED_MAP)
