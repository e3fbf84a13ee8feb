"""An even grid on the skin coordinates: images of the limb that are blurred, opened and read between their cells."""

from __future__ import annotations

from collections import deque
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from footmap.core.chart import Chart, FloatArray

from .file import S_END, S_TOP, BoolArray, IntArray

_TURN: Final = 360.0


def blur(values: NDArray[Any], sigma: float, axis: int, mode: Literal["edge", "wrap"]) -> NDArray[Any]:
    """Gaussian blur along one axis; `sigma` in cells, ends continued ("edge") or wrapped ("wrap")."""
    reach = int(4 * sigma + 0.5)
    weight = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    weight /= weight.sum()
    pad = [(0, 0)] * values.ndim
    pad[axis] = (reach, reach)
    padded = np.pad(values, pad, mode=mode)
    out = np.zeros_like(values)
    n = values.shape[axis]
    for i, w in enumerate(weight.astype(values.dtype)):
        out += w * (padded[i : i + n] if axis == 0 else padded[:, i : i + n])
    return out


class Grid:
    """Cells of the skin coordinates, rows down the limb and columns round it.

    Parameters
    ----------
    chart : Chart
        Says how long a degree is.
    step_mm : float
        Between rows, nominal millimetres.
    step_deg : float
        Between columns.

    Attributes
    ----------
    s, a : (rows,) and (columns,) float
        Skin coordinates of rows and columns.
    """

    def __init__(self, chart: Chart, step_mm: float, step_deg: float) -> None:
        self.step_mm, self.step_deg = step_mm, step_deg
        self.s: FloatArray = np.arange(S_TOP, S_END, step_mm)
        self.a: FloatArray = np.arange(0, _TURN, step_deg)
        self._wide_mm = np.array([chart.mm_per_degree(float(v)) for v in self.s]) * step_deg

    @property
    def points(self) -> tuple[FloatArray, FloatArray]:
        """s and a of all cells, row by row."""
        s, a = np.meshgrid(self.s, self.a, indexing="ij")
        return s.ravel(), a.ravel()

    def image(self, values: NDArray[Any]) -> NDArray[Any]:
        """Values (n, ...) of `points` as (rows, columns, ...)."""
        return values.reshape(len(self.s), len(self.a), *values.shape[1:])

    def between(self, image: NDArray[Any], s: FloatArray, a: FloatArray) -> FloatArray:
        """Values (n, k) of an image (rows, columns, k) at points, straight between the cells."""
        rows, columns, _ = image.shape
        u = np.clip((np.asarray(s, float) - S_TOP) / self.step_mm, 0, rows - 1.000001)
        v = np.asarray(a, float) % _TURN / self.step_deg
        i, j = u.astype(int), v.astype(int) % columns
        fu, fv = (u - i)[:, None], (v - np.floor(v))[:, None]
        k = (j + 1) % columns
        low = image[i, j] * (1 - fv) + image[i, k] * fv
        high = image[i + 1, j] * (1 - fv) + image[i + 1, k] * fv
        return np.asarray(low * (1 - fu) + high * fu)

    def nearest(self, image: NDArray[Any], s: FloatArray, a: FloatArray) -> NDArray[Any]:
        """Values (n, k) of the cells in which points lie."""
        i = np.rint((np.asarray(s, float) - S_TOP) / self.step_mm).astype(int)
        j = np.rint(np.asarray(a, float) % _TURN / self.step_deg).astype(int) % len(self.a)
        return np.asarray(image[np.clip(i, 0, len(self.s) - 1), j])

    def blurred(self, image: NDArray[Any], sigma_mm: float) -> NDArray[Any]:
        """An image blurred by about `sigma_mm` both ways; degrees count as they are long on the foot."""
        along = blur(image, sigma_mm / self.step_mm, 0, "edge")
        return blur(along, sigma_mm / float(self._wide_mm[-1]), 1, "wrap")

    def dilated(self, masks: BoolArray, reach_mm: FloatArray) -> BoolArray:
        """Cells within `reach_mm` (one value per row) of masks (rows, columns, k)."""
        rows, columns, _ = masks.shape
        total = np.cumsum(np.concatenate([masks] * 3, axis=1), axis=1, dtype=np.int16)
        total = np.concatenate([np.zeros_like(total[:, :1]), total], axis=1)
        out = np.zeros_like(masks)
        row, column = np.arange(rows), np.arange(columns, 2 * columns)
        for k in range(-int(reach_mm.max() // self.step_mm), int(reach_mm.max() // self.step_mm) + 1):
            beside = np.clip(row + k, 0, rows - 1)
            across = np.sqrt(np.maximum(reach_mm**2 - (k * self.step_mm) ** 2, 0)) / self._wide_mm
            w = np.minimum(across.astype(int), columns // 2 - 1)[:, None]
            hit = total[beside[:, None], column + w + 1] != total[beside[:, None], column - w]
            out |= hit & (abs(k) * self.step_mm <= reach_mm)[:, None, None]
        return out

    def opened(self, masks: BoolArray, reach_mm: FloatArray) -> BoolArray:
        """Masks (rows, columns, k) without what a disc of radius `reach_mm` (one value per row) does not fit into."""
        return self.dilated(~self.dilated(~masks, reach_mm), reach_mm) & masks

    def pieces(self, mask: BoolArray) -> tuple[IntArray, int]:
        """Number of the connected piece (1 and up, 0 outside) of every cell of a mask (rows, columns); how many."""
        rows, columns = mask.shape
        piece = np.zeros(mask.shape, np.int64)
        count = 0
        for start in zip(*np.nonzero(mask), strict=True):
            if piece[start]:
                continue
            count += 1
            piece[start] = count
            ahead = deque([start])
            while ahead:
                i, j = ahead.popleft()
                for m, n in ((i - 1, j), (i + 1, j), (i, (j - 1) % columns), (i, (j + 1) % columns)):
                    if 0 <= m < rows and mask[m, n] and not piece[m, n]:
                        piece[m, n] = count
                        ahead.append((m, n))
        return piece, count
