"""The same person draws the same complaint again: shifted, uneven, larger or smaller, on the skin cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..views import FloatArray
from .cells import Cells

_STEPS: Final = 3
"""A shift goes in steps, each to one of the nearest cells."""
_USED: Final = 14
"""Nearest cells that a step may go to."""
_WAVES: Final = 12
_WAVE_MM: Final = 60.0


class Redraws:
    """Redraws on the cells of one limb.

    Parameters
    ----------
    cells : Cells
    """

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        step = cells.point_mm[cells.near] - cells.point_mm[:, None, :]
        spread = step - step.mean(axis=1, keepdims=True)
        _, _, axes = np.linalg.svd(spread[:, :_USED], full_matrices=False)
        self.normal: FloatArray = axes[:, 2]
        self._near = cells.near[:, :_USED]
        self._step = step[:, :_USED].astype(np.float32)
        self._square = (self._step**2).sum(axis=2)
        self._point = cells.point_mm.astype(np.float32)

    def size_mm(self, part: FloatArray) -> float:
        """Side of a square with the area of what is painted."""
        return float(np.sqrt((part * self._cells.area_cm2).sum() * 100.0))

    def draw(self, part: FloatArray, scale: float, count: int, rng: np.random.Generator) -> FloatArray:
        """Redraws (count, cells) of painted parts of cells (cells,).

        Parameters
        ----------
        scale : float
            Shift and unevenness as a share of the drawing's size.
        """
        size = self.size_mm(part) * scale
        some = self._around(part, 4.0 * size + 20.0)
        out = np.zeros((count, len(part)))
        for k in range(count):
            shift = rng.normal(size=3) * 0.6 * size + self._waves(some, rng, _WAVES, _WAVE_MM) * size
            out[k, some] = self._moved(part, some, shift)
        return out

    def moved(self, part: FloatArray, shift_mm: FloatArray) -> FloatArray:
        """Parts of cells after the paint was moved along the skin by a shift (3,) or (cells, 3), millimetres."""
        shift = np.broadcast_to(shift_mm, self._cells.point_mm.shape)
        some = self._around(part, float(np.linalg.norm(shift, axis=1).max()) + 20.0)
        out = np.zeros(len(part))
        out[some] = self._moved(part, some, shift[some])
        return out

    def smooth_field(self, rng: np.random.Generator, waves: int, wave_mm: float) -> FloatArray:
        """Sum of random waves along the skin (cells, 3), standard deviation about 1."""
        return self._waves(np.arange(self._cells.count), rng, waves, wave_mm)

    def _moved(self, part: FloatArray, some: NDArray[np.intp], shift: FloatArray) -> FloatArray:
        """Paint that some cells find when they look back along the shift, step by step over their neighbours."""
        normal = self.normal[some]
        shift = shift - (shift * normal).sum(axis=1, keepdims=True) * normal
        at = some
        for k in range(_STEPS):
            off = (self._cells.point_mm[some] - self._cells.point_mm[at] - shift * ((k + 1) / _STEPS)).astype(
                np.float32
            )
            miss = self._square[at] - 2.0 * np.einsum("ijk,ik->ij", self._step[at], off)
            at = self._near[at, miss.argmin(axis=1)]
        out: FloatArray = part[at]
        return out

    def _around(self, part: FloatArray, reach: float) -> NDArray[np.intp]:
        """Cells within reach of the paint, roughly."""
        painted = self._cells.point_mm[part > 0]
        if not len(painted):
            return np.empty(0, dtype=np.intp)
        low, high = painted.min(axis=0) - reach, painted.max(axis=0) + reach
        inside = ((self._cells.point_mm >= low) & (self._cells.point_mm <= high)).all(axis=1)
        out: NDArray[np.intp] = np.flatnonzero(inside)
        return out

    def _waves(self, some: NDArray[np.intp], rng: np.random.Generator, waves: int, wave_mm: float) -> FloatArray:
        direction = (rng.normal(size=(3, waves)) / wave_mm).astype(np.float32)
        phase = rng.uniform(0, 2 * np.pi, size=waves).astype(np.float32)
        amount = (rng.normal(size=(waves, 3)) * np.sqrt(2.0 / waves)).astype(np.float32)
        out: FloatArray = (np.cos(self._point[some] @ direction + phase) @ amount).astype(np.float64)
        return out

    def jaccard(self, one: FloatArray, other: FloatArray) -> float:
        """Overlap of two drawings, 0-1."""
        area = self._cells.area_cm2
        return float((np.minimum(one, other) * area).sum() / max((np.maximum(one, other) * area).sum(), 1e-9))


def calibrated_scale(
    redraws: Redraws, drawings: Sequence[FloatArray], target: float, rng: np.random.Generator
) -> float:
    """Scale at which a redraw overlaps with its original by the target Jaccard index on average."""
    low, high = 0.02, 0.6
    seed = int(rng.integers(1 << 31))
    for _ in range(8):
        middle = (low + high) / 2
        fresh = np.random.default_rng(seed)
        mean = np.mean([redraws.jaccard(d, redraws.draw(d, middle, 1, fresh)[0]) for d in drawings])
        low, high = (middle, high) if mean > target else (low, middle)
    return (low + high) / 2
