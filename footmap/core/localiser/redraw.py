"""The same person draws the same complaint again: shifted, uneven, larger or smaller, on the skin cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..views import FloatArray
from .cells import Cells

_STEPS: Final = 3
"""A shift goes in steps, each to one of the nearest cells."""
_USED: Final = 10
"""Nearest cells that a step may go to."""
_FARTHEST: Final = 3.0
"""Paint moves hardly ever farther than this, in sizes of the noise."""
_PROBES: Final = 250
"""Painted cells that are enough to say what lies near the paint."""
_WAVES: Final = 12
_WAVE_MM: Final = 60.0


@dataclass(frozen=True)
class Moves:
    """Redraws as maps of the skin: where each of some cells finds the paint it gets.

    Attributes
    ----------
    to : (k,) intp
        Cells that may be painted afterwards.
    source : (count, k) intp
        For each redraw, the cell whose paint goes there.
    cells : int
        Number of all cells.
    """

    to: NDArray[np.intp]
    source: NDArray[np.intp]
    cells: int

    def of(self, part: FloatArray) -> FloatArray:
        """The redraws (count, cells) of painted parts (cells,); all parts of one redraw move alike."""
        out = np.zeros((len(self.source), self.cells))
        out[:, self.to] = self.parts(part)
        return out

    def parts(self, part: FloatArray) -> FloatArray:
        """The redraws (count, k) as parts of the cells `to` alone; all other cells stay bare."""
        out: FloatArray = part[self.source]
        return out

    def later(self, by: int) -> Moves:
        """The same maps in another order, so that another limb is moved independently."""
        return Moves(self.to, np.roll(self.source, by, axis=0), self.cells)


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
        used = step[:, :_USED]
        square = (used**2).sum(axis=2, keepdims=True)
        self._form = np.concatenate([2.0 * used, -square], axis=2).astype(np.float32)
        """Of each neighbour: what, times the way still to go and 1, is the greater the nearer it brings."""
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
        return self.moves(part, scale, count, rng).of(part)

    def moves(self, part: FloatArray, scale: float, count: int, rng: np.random.Generator) -> Moves:
        """Maps of `count` redraws of a drawing of that size and place, or of parts of it; see `draw`."""
        size = self.size_mm(part) * scale
        within = self._within_steps(part > 0)
        some = self._around(part, _FARTHEST * size + 15.0)
        some = some[within[0][some]]
        source = np.empty((count, len(some)), dtype=np.intp)
        for k in range(count):
            shift = rng.normal(size=3) * 0.6 * size + self._waves(some, rng, _WAVES, _WAVE_MM) * size
            source[k] = self._source(some, shift, within)
        return Moves(some, source, len(part))

    def moved(self, part: FloatArray, shift_mm: FloatArray) -> FloatArray:
        """Parts of cells after the paint was moved along the skin by a shift (3,) or (cells, 3), millimetres."""
        shift = np.broadcast_to(shift_mm, self._cells.point_mm.shape)
        some = self._around(part, float(np.linalg.norm(shift, axis=1).max()) + 20.0)
        out = np.zeros(len(part))
        out[some] = part[self._source(some, shift[some])]
        return out

    def smooth_field(self, rng: np.random.Generator, waves: int, wave_mm: float) -> FloatArray:
        """Sum of random waves along the skin (cells, 3), standard deviation about 1."""
        return self._waves(np.arange(self._cells.count), rng, waves, wave_mm)

    def _within_steps(self, painted: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
        """Cells (n,) that can find paint in the steps that are left, before each of them."""
        out = []
        for _ in range(_STEPS):
            painted = np.any(painted[self._near], axis=1)
            out.append(painted)
        return out[::-1]

    def _source(
        self, some: NDArray[np.intp], shift: FloatArray, within: Sequence[NDArray[np.bool_]] = ()
    ) -> NDArray[np.intp]:
        """Cells that some cells find when they look back along the shift, step by step over their neighbours.

        Those that can no longer find paint, by `within`, stop on the way, on bare skin.
        """
        normal = self.normal[some]
        shift = shift - (shift * normal).sum(axis=1, keepdims=True) * normal
        here = self._point[some]
        step = (shift / _STEPS).astype(np.float32)
        out = some.copy()
        left = np.arange(len(some))
        at = some
        for k in range(_STEPS):
            if within and k:
                left = left[within[k][at]]
                at = out[left]
            off = np.ones((len(at), 4), dtype=np.float32)
            off[:, :3] = here[left] - self._point[at] - step[left] * (k + 1)
            nearer = np.matmul(self._form.take(at, axis=0), off[:, :, None])[:, :, 0]
            at = self._near[at, nearer.argmax(axis=1)]
            out[left] = at
        return out

    def _around(self, part: FloatArray, reach: float) -> NDArray[np.intp]:
        """Cells within reach of the paint."""
        painted = self._point[part > 0]
        if not len(painted):
            return np.empty(0, dtype=np.intp)
        painted = painted[:: max(1, len(painted) // _PROBES)]
        low, high = painted.min(axis=0) - reach, painted.max(axis=0) + reach
        inside = np.flatnonzero(((self._point >= low) & (self._point <= high)).all(axis=1))
        here = self._point[inside]
        square = (here**2).sum(axis=1)[:, None] - 2.0 * here @ painted.T + (painted**2).sum(axis=1)
        out: NDArray[np.intp] = inside[square.min(axis=1) <= reach**2]
        return out

    def _waves(self, some: NDArray[np.intp], rng: np.random.Generator, waves: int, wave_mm: float) -> FloatArray:
        direction = (rng.normal(size=(3, waves)) / wave_mm).astype(np.float32)
        phase = rng.uniform(0, 2 * np.pi, size=waves).astype(np.float32)
        amount = (rng.normal(size=(waves, 3)) * np.sqrt(2.0 / waves)).astype(np.float32)
        out: FloatArray = (np.cos(self._point[some] @ direction + phase) @ amount).astype(np.float64)
        return out

    def jaccard(self, one: FloatArray, other: FloatArray, cells: NDArray[np.intp] | None = None) -> FloatArray:
        """Overlap (...), 0-1, of a drawing (k,) with one or many others (..., k), parts of all or of some cells."""
        area = self._cells.area_cm2 if cells is None else self._cells.area_cm2[cells]
        out: FloatArray = (np.minimum(one, other) @ area) / np.maximum(np.maximum(one, other) @ area, 1e-9)
        return out


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
