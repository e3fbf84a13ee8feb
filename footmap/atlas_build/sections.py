"""Sections of a mesh and the ring degrees of their outlines (see `footmap.core.chart`). Lengths in millimetres."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from footmap.core.chart import RING, FloatArray, ring, wrap

Warp = Callable[[FloatArray], FloatArray]


def section(triangles: NDArray[np.int32], value: FloatArray, level: float, plane: FloatArray) -> FloatArray:
    """Largest closed outline where a vertex value equals `level`.

    Parameters
    ----------
    triangles : (m, 3) int
    value : (n,) float
        One value per vertex.
    plane : (n, 2) float
        Coordinates of the vertices in the plane of the section.

    Returns
    -------
    (k, 2) float
        Points of the outline.
    """
    g = value[triangles] - level
    g = np.where(g == 0, 1e-7, g)
    t = triangles[(g.min(1) < 0) & (g.max(1) > 0)]
    ends = []
    for a, b in ((0, 1), (1, 2), (2, 0)):
        i, j = np.minimum(t[:, a], t[:, b]), np.maximum(t[:, a], t[:, b])  # same vertex order: shared ends are equal
        fi, fj = value[i] - level, value[j] - level
        cut = np.where(fi == 0, 1e-7, fi) * np.where(fj == 0, 1e-7, fj) < 0
        w = np.where(cut, fi / np.where(fi == fj, 1, fi - fj), np.nan)[:, None]
        ends.append(plane[i] * (1 - w) + plane[j] * w)
    pieces = [row[~np.isnan(row[:, 0])] for row in np.stack(ends, 1)]
    lines = shapely.multilinestrings(shapely.linestrings([p for p in pieces if len(p) == 2]))
    parts = [p for p in shapely.get_parts(shapely.line_merge(lines)) if p.length > 20]

    def area(line: shapely.LineString) -> float:
        return float(shapely.Polygon(line.coords).area) if len(line.coords) > 3 else 0.0

    return np.array(max(parts, key=area).coords)


def resample(outline: FloatArray, step: float = 0.7, blur: float = 1.5) -> FloatArray:
    """Closed outline at even spacing, slightly smoothed, in the order in which the ring degree grows."""
    c = outline
    if (np.roll(c[:, 0], -1) * c[:, 1] - c[:, 0] * np.roll(c[:, 1], -1)).sum() > 0:
        c = c[::-1]
    c = np.vstack([c, c[:1]]) if np.linalg.norm(c[0] - c[-1]) > 1e-9 else c
    s = np.r_[0, np.cumsum(np.linalg.norm(np.diff(c, axis=0), axis=1))]
    u = np.linspace(0, s[-1], int(s[-1] / step), endpoint=False)
    even = np.stack([np.interp(u, s, c[:, k]) for k in (0, 1)], 1)
    return np.asarray(gaussian_filter1d(even, blur, axis=0, mode="wrap"))


def wall_height(outline: FloatArray, medial: bool) -> float:
    """Relative height (0 sole, 1 top) of the widest line on one side of an outline (x, u), u up."""
    x = outline[:, 0] if medial else -outline[:, 0]
    u0, u1 = outline[:, 1].min(), outline[:, 1].max()
    widest = x < x.min() + 1.2
    return float((outline[widest, 1].mean() - u0) / (u1 - u0))


def sole_edges(outline: FloatArray) -> tuple[int, int]:
    """Indices of the medial and lateral sole edge: where the skin turns at 45 degrees."""
    return int(np.argmax(-outline[:, 0] - outline[:, 1])), int(np.argmax(outline[:, 0] - outline[:, 1]))


def corner_degrees(outline: FloatArray, medial_wall: float, lateral_wall: float, warp: Warp) -> FloatArray:
    """Ring degree of every vertex of an outline (x, u), u up.

    Parameters
    ----------
    medial_wall, lateral_wall : float
        Relative heights of the widest lines.
    warp : callable
        Width (%) to nominal width, for the rays of the forefoot.
    """
    c, n = outline, len(outline)
    u0, u1 = c[:, 1].min(), c[:, 1].max()
    mid = (c[:, 0].min() + c[:, 0].max()) / 2

    def side_vertex(height: float, medial: bool) -> int:
        k = np.nonzero((c[:, 0] < mid) if medial else (c[:, 0] > mid))[0]
        d = np.abs(c[k, 1] - (u0 + height * (u1 - u0)))
        out = -c[k, 0] if medial else c[k, 0]
        return int(k[np.argmin(d - 0.25 * (out - out.max()))])

    wall_m, wall_l = side_vertex(medial_wall, True), side_vertex(lateral_wall, False)
    edge_m, edge_l = sole_edges(c)
    degrees = np.zeros(n)

    def run(i: int, j: int, axis: int) -> tuple[NDArray[np.int64], FloatArray]:
        """Vertices i..j along the outline and their share 0..1 along an axis, softened by arc length."""
        index = np.arange(i, j + 1 if j >= i else j + n + 1) % n
        q = c[index]
        arc = np.r_[0, np.cumsum(np.linalg.norm(np.diff(q, axis=0), axis=1))]
        arc /= max(arc[-1], 1e-9)
        span = q[-1, axis] - q[0, axis]
        share = (q[:, axis] - q[0, axis]) / (span + (1e-9 if span >= 0 else -1e-9))
        return index, 0.94 * np.maximum.accumulate(np.clip(share, 0, 1)) + 0.06 * arc

    index, t = run(wall_l, wall_m, 0)  # dorsum, lateral to medial
    degrees[index] = ring("d", warp(100 * (1 - t)))
    index, t = run(wall_m, edge_m, 1)  # medial wall, downward
    degrees[index] = ring("m", 100 * (1 - t))
    index, t = run(edge_m, edge_l, 0)  # sole, medial to lateral
    degrees[index] = ring("p", warp(100 * t))
    index, t = run(edge_l, wall_l, 1)  # lateral wall, upward
    degrees[index] = ring("l", 100 * t) % 360
    return degrees


def on_ring(outline: FloatArray, degrees: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Outline (x, u) at the degrees of `RING`; `degrees` grow round the outline."""
    i = int(np.argmin(np.abs(wrap(degrees))))
    d = np.degrees(np.maximum.accumulate(np.unwrap(np.radians(np.roll(degrees, -i)))))
    d = d + 1e-7 * np.arange(len(d))
    p = np.roll(outline, -i, axis=0)
    three = np.r_[d - 360, d, d + 360]
    return np.interp(RING, three, np.tile(p[:, 0], 3)), np.interp(RING, three, np.tile(p[:, 1], 3))


def even(stack: FloatArray, across: float = 1.7, round_: float = 1.2) -> FloatArray:
    """Smooth a stack of outlines across the stations and round the ring; the first and last station stay."""
    soft = gaussian_filter1d(stack, round_, axis=1, mode="wrap")
    out = np.asarray(gaussian_filter1d(soft, across, axis=0, mode="nearest"))
    out[0], out[-1] = stack[0], stack[-1]
    return out
