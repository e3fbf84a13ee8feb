"""Triangles into a depth buffer."""

from __future__ import annotations

from collections.abc import Callable

import numba
import numpy as np
from numpy.typing import NDArray


def _fill(
    screen: NDArray[np.float64],
    triangles: NDArray[np.int32],
    depth: NDArray[np.float32],
    face: NDArray[np.int32],
    second: NDArray[np.float32],
    third: NDArray[np.float32],
) -> None:  # pragma: no cover - compiled
    """Draw the front triangles.

    Parameters
    ----------
    screen : (n, 3) array
        Column, row (row 0 lowest) and depth toward the eye of each vertex, in pixels and mm.
    triangles : (m, 3) array
    depth, face, second, third : (h, w) arrays
        Filled in: depth, number of the triangle, weights of its second and third vertex.
    """
    height, width = depth.shape
    for t in range(triangles.shape[0]):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        x0, y0 = screen[a, 0], screen[a, 1]
        x1, y1 = screen[b, 0], screen[b, 1]
        x2, y2 = screen[c, 0], screen[c, 1]
        area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        if area < 1e-9:
            continue
        left = max(0, int(np.ceil(min(x0, x1, x2))))
        right = min(width - 1, int(np.floor(max(x0, x1, x2))))
        low = max(0, int(np.ceil(min(y0, y1, y2))))
        high = min(height - 1, int(np.floor(max(y0, y1, y2))))
        for j in range(low, high + 1):
            for i in range(left, right + 1):
                w1 = ((i - x0) * (y2 - y0) - (x2 - x0) * (j - y0)) / area
                w2 = ((x1 - x0) * (j - y0) - (i - x0) * (y1 - y0)) / area
                if w1 < -1e-4 or w2 < -1e-4 or w1 + w2 > 1.0001:
                    continue
                d = (1 - w1 - w2) * screen[a, 2] + w1 * screen[b, 2] + w2 * screen[c, 2]
                if d > depth[j, i]:
                    depth[j, i] = d
                    face[j, i] = t
                    second[j, i] = w1
                    third[j, i] = w2


fill: Callable[..., None] = numba.njit(cache=True)(_fill)


def _cover(
    screen: NDArray[np.float64], triangles: NDArray[np.int32], covered: NDArray[np.uint8]
) -> None:  # pragma: no cover - compiled
    """Mark the samples that front triangles cover; `screen` holds column and row of the vertices."""
    height, width = covered.shape
    for t in range(triangles.shape[0]):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        x0, y0 = screen[a, 0], screen[a, 1]
        x1, y1 = screen[b, 0], screen[b, 1]
        x2, y2 = screen[c, 0], screen[c, 1]
        area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        if area < 1e-9:
            continue
        left = max(0, int(np.ceil(min(x0, x1, x2))))
        right = min(width - 1, int(np.floor(max(x0, x1, x2))))
        low = max(0, int(np.ceil(min(y0, y1, y2))))
        high = min(height - 1, int(np.floor(max(y0, y1, y2))))
        for j in range(low, high + 1):
            for i in range(left, right + 1):
                w1 = ((i - x0) * (y2 - y0) - (x2 - x0) * (j - y0)) / area
                w2 = ((x1 - x0) * (j - y0) - (i - x0) * (y1 - y0)) / area
                if w1 >= 0 and w2 >= 0 and w1 + w2 <= 1:
                    covered[j, i] = 1


cover: Callable[..., None] = numba.njit(cache=True)(_cover)
