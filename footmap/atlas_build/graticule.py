"""The graticule of the skin coordinates: where ``T50``, ``K50``, ``F60`` and the degrees lie on a body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from skimage.measure import find_contours

from footmap.core.atlas import Atlas
from footmap.core.chart import S_A1, FloatArray, ring
from footmap.core.views import VIEW_IDS, ViewId
from footmap.data.territories.authored import read_chart

from .locate import Locator

RINGS: Final = (
    *(f"H{n}" for n in (50, 100)),
    *(f"T{n}" for n in range(0, 100, 10)),
    *(f"K{n}" for n in range(0, 90, 10)),
    *(f"A{n}" for n in (0, 25, 50, 75)),
    *(f"F{n}" for n in range(50, 100, 10)),
)
"""Stations along the limb that are drawn."""
_FAN: Final = ("A25", "A50", "A75")
DEGREES: Final = tuple(range(0, 360, 30))
ACROSS: Final = tuple((side, n) for side in "dp" for n in (10, 25, 50, 75, 90))
"""Percent across the foot, dorsal and plantar, that are drawn in front of F47."""
_STEP_MM: Final = {"leg": 2.5, "foot": 1.0}
_LEAST_MM: Final = 6.0
"""Shorter pieces of a line are left out."""
_EDGE_MM: Final = 3.0
"""Skin this near the edge of a view is seen too obliquely to be measured."""


@dataclass(frozen=True)
class Meridian:
    """One piece of a line in a view: its name, whether it runs round the limb, and its points, mm of the view."""

    name: str
    around: bool
    points_mm: FloatArray


def graticule(atlas: Atlas, views: Sequence[ViewId] = VIEW_IDS) -> dict[ViewId, list[Meridian]]:
    """Lines of the graticule in views of an atlas."""
    locate = Locator(read_chart(atlas.body).table)
    return {view: list(_lines(atlas, view, locate)) for view in views}


def _lines(atlas: Atlas, view: ViewId, locate: Locator) -> Iterator[Meridian]:
    step = _STEP_MM[view.split("_")[0]]
    skin = atlas.views[view].outline.buffer(-_EDGE_MM)
    west, south, east, north = skin.bounds
    xs, ys = np.arange(west, east + step, step), np.arange(south, north + step, step)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1)
    inside = shapely.contains_xy(skin, grid[..., 0], grid[..., 1])
    s, a = np.full(inside.shape, np.nan), np.full(inside.shape, np.nan)
    points = atlas.skin.seen_points(view, grid[inside])
    known = np.isfinite(points).all(axis=1)
    inside[inside] = known
    s[inside], a[inside] = locate(points[known])

    def placed(line: FloatArray) -> FloatArray:
        return np.stack([west + step * line[:, 1], south + step * line[:, 0]], axis=1)

    leg = view.startswith("leg")
    for name in RINGS:
        if leg and (name.startswith("F") or name in _FAN):  # too small there to be read
            continue
        station = locate.chart.point(f"{name} d50" if name.startswith("F") else f"{name}@90")[0]
        for line in find_contours(s, station):
            if len(line) > 1 and step * len(line) > _LEAST_MM:
                yield Meridian(name, True, placed(line))
    along = [(f"@{degree}", float(degree), s < S_A1) for degree in DEGREES]
    along += [(f"{side}{n}", float(ring(side, n)), s >= S_A1) for side, n in ACROSS if not leg]
    for name, degree, where in along:
        off = (a - degree + 180) % 360 - 180
        near = np.where(where & (np.abs(off) < 60), off, np.nan)  # the jump on the far side is no line
        for line in find_contours(near, 0.0):
            if len(line) > 1 and step * len(line) > _LEAST_MM:
                yield Meridian(name, False, placed(line))
