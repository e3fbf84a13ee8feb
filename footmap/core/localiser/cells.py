"""The skin of one limb as a few thousand cells, and what lies in each of them. Both limbs use the same cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon

from ..atlas import MILLI, Atlas, LabelColumn, LabelRaster
from ..paint import Paint
from ..raster import block_inside, cells_inside
from ..skin import PatchPaint
from ..views import SIDES, VIEW_IDS, FloatArray, Side, ViewId

FOOT, LEG, THIGH = 0, 1, 2
CELL_MM: Final = (6.0, 11.0, 15.0)
"""Width of a cell of foot, leg and thigh in its home view: finer than the drawings that are compared."""
NEIGHBOURS: Final = 24
Painted = Mapping[Side, Mapping[str, FloatArray]]
"""Side -> quality -> part of each cell that is painted, 0-1."""
_CHUNK: Final = 512
_SPARE: Final = 8
"""Number of further points that are measured, because they may be as near as the last neighbour."""
_SAME: Final = 6
"""Number of decimals of a millimetre to which equally near points may differ."""
_FAR: Final = 1 << 16


@dataclass(frozen=True)
class Cells:
    """Cells of skin, each in one tile of one home view.

    Attributes
    ----------
    area_cm2 : (n,) float64
        True skin area.
    part : (n,) int8
        0 foot, 1 leg, 2 thigh and above.
    point_mm : (n, 3) float64
        Unposed skin point near the middle of the cell.
    columns : tuple of LabelColumn
    share : (n, columns) float32
        Part of the cell's skin that lies in each zone of each territory, 0-1.
    near : (n, 24) intp
        The nearest cells, itself first.
    gap_mm : (n, 24) float64
        How far they are.
    index : mapping of view to (h, w) integer
        Cell under each place of the view's label raster; -1 where the view owns no skin.
    rasters : mapping of view to LabelRaster
    """

    area_cm2: FloatArray
    part: NDArray[np.int8]
    point_mm: FloatArray
    columns: tuple[LabelColumn, ...]
    share: NDArray[np.float32]
    near: NDArray[np.intp]
    gap_mm: FloatArray
    index: Mapping[ViewId, NDArray[np.signedinteger]]
    rasters: Mapping[ViewId, LabelRaster]

    @property
    def count(self) -> int:
        """Number of cells."""
        return len(self.area_cm2)

    def covered(self, shapes: Mapping[ViewId, MultiPolygon]) -> FloatArray:
        """Part of each cell (n,) that shapes cover, 0-1.

        Parameters
        ----------
        shapes : mapping of view to MultiPolygon
            Mm of the view; only what they cover of the view's own skin counts.
        """
        return self.parts(sum((self.covered_mm2(*seen) for seen in shapes.items()), np.zeros(self.count)))

    def covered_mm2(self, view: ViewId, shape: MultiPolygon) -> FloatArray:
        """Skin of each cell (n,) that a shape covers of a view's own skin, square millimetres."""
        raster, index = self.rasters[view], self.index[view]
        found = block_inside(shape, raster)
        if found is None:
            return np.zeros(self.count)
        block, inside = found
        inside &= index[block] >= 0
        milli = raster.skin_milli[block][inside]
        return np.bincount(index[block][inside], weights=milli, minlength=self.count) / MILLI

    def parts(self, covered_mm2: FloatArray) -> FloatArray:
        """Part of each cell (n,), 0-1, from the skin of it that is covered."""
        return np.minimum(covered_mm2 / (self.area_cm2 * 100.0), 1.0)

    def painted(self, atlas: Atlas, paint: Paint, side: Side) -> dict[str, FloatArray]:
        """Part of each cell that is painted with each quality, 0-1; qualities without paint are missing."""
        return {q: self.patches(atlas, patches) for q, patches in paint.side(side).qualities.items()}

    def patches(self, atlas: Atlas, patches: PatchPaint) -> FloatArray:
        """Part of each cell (n,) that patch paint covers, 0-1."""
        return self.covered(atlas.skin.tiled(patches))

    def in_view(self, atlas: Atlas, view: ViewId, shape: MultiPolygon) -> FloatArray:
        """Part of each cell (n,) that a shape of one view covers, wherever its skin has its home, 0-1."""
        return self.patches(atlas, atlas.skin.commit(view, shape))

    def blurred(self, values: NDArray[np.floating], foot_mm: float, leg_mm: float) -> FloatArray:
        """Values (n,) or (n, k) smoothed over the width in which neighbouring nerves overlap."""
        return self.smoothed(values, self.kernel(foot_mm, leg_mm))

    def kernel(self, foot_mm: float, leg_mm: float) -> FloatArray:
        """Weights (n, 24) of the nearest cells, for smoothing many values over the same width."""
        width = np.where(self.part == FOOT, foot_mm, leg_mm)[:, None]
        weight = np.exp(-0.5 * (self.gap_mm / width) ** 2) * self.area_cm2[self.near]
        out: FloatArray = weight / weight.sum(axis=1, keepdims=True)
        return out

    def smoothed(self, values: NDArray[np.floating], kernel: FloatArray) -> FloatArray:
        """Values (n,) or (n, k) averaged over the nearest cells with weights of `kernel`."""
        out: FloatArray = np.einsum("ij,ij...->i...", kernel, np.asarray(values, dtype=np.float64)[self.near])
        return out


class ChangingParts:
    """Painted parts of cells of paint that changes little from one time to the next; used by one thread at a time.

    What was found for a patch is kept for as long as its paint is the same value.
    """

    def __init__(self, cells: Cells, atlas: Atlas) -> None:
        self._cells, self._atlas = cells, atlas
        self._known: dict[tuple[Side, str, int], tuple[MultiPolygon, FloatArray]] = {}

    def of(self, paint: Paint) -> Painted:
        """Paint as parts of cells."""
        known, self._known = self._known, {}
        out: dict[Side, dict[str, FloatArray]] = {}
        for side in SIDES:
            for quality, patches in paint.side(side).qualities.items():
                covered_mm2 = np.zeros(self._cells.count)
                for patch, shape in patches.items():
                    key = side, quality, patch
                    last = known.get(key)
                    found = last if last is not None and last[0] is shape else (shape, self._patch_mm2(patch, shape))
                    self._known[key] = found
                    covered_mm2 += found[1]
                out.setdefault(side, {})[quality] = self._cells.parts(covered_mm2)
        return out

    def _patch_mm2(self, patch: int, shape: MultiPolygon) -> FloatArray:
        tiled = self._atlas.skin.tiled({patch: shape})
        return sum((self._cells.covered_mm2(*seen) for seen in tiled.items()), np.zeros(self._cells.count))


def build_cells(atlas: Atlas) -> Cells:
    """Cells of an atlas: squares of each home view, kept apart by patch and by part of the limb (about a second)."""
    index: dict[ViewId, NDArray[np.int32]] = {}
    areas: list[FloatArray] = []
    parts: list[NDArray[np.int8]] = []
    points: list[FloatArray] = []
    shares: list[NDArray[np.float32]] = []
    member = atlas.label_table.member.astype(np.float32)
    start = 0
    for view in VIEW_IDS:
        raster = atlas.labels[view]
        skin_mm2 = raster.skin_mm2
        index[view] = np.full(raster.shape, -1, dtype=np.int32)
        for p, patch in enumerate(atlas.skin.patches):
            if patch.home != view:
                continue
            inside = cells_inside(atlas.skin.tiles[p], raster) & (raster.label > 0) & (raster.skin_milli > 0)
            row, column = np.nonzero(inside)
            if not len(row):
                continue
            part = _part(atlas, view, np.asarray(raster.bottom_mm + row * raster.step_mm, dtype=np.float64))
            size = np.array(CELL_MM)[part] / raster.step_mm
            key = (part * _FAR + (row / size).astype(np.int64)) * _FAR + (column / size).astype(np.int64)
            found, cell = np.unique(key, return_inverse=True)
            count = len(found)
            mm2 = skin_mm2[row, column].astype(np.float64)
            total = np.bincount(cell, weights=mm2, minlength=count)
            index[view][row, column] = start + cell
            areas.append(total / 100.0)
            parts.append((found // _FAR**2).astype(np.int8))
            points.append(_points(atlas, view, p, raster, cell, row, column, count))
            mm2_in = _shares(cell, raster.label[row, column], mm2, count, member)
            shares.append((mm2_in / total[:, None]).astype(np.float32))
            start += count
    point = np.concatenate(points)
    near = _nearest(point)
    return Cells(
        area_cm2=np.concatenate(areas),
        part=np.concatenate(parts),
        point_mm=point,
        columns=atlas.label_table.columns,
        share=np.concatenate(shares),
        near=near,
        gap_mm=gaps(point, near),
        index=index,
        rasters=atlas.labels,
    )


def _part(atlas: Atlas, view: ViewId, y: FloatArray) -> NDArray[np.int64]:
    """0 foot, 1 leg, 2 thigh of skin at heights y of a view."""
    if view.startswith("foot"):
        return np.zeros(len(y), dtype=np.int64)
    marks = atlas.views[view].landmarks_mm
    return (y > marks["ankle_joint"][1]).astype(np.int64) + (y > marks["knee_joint"][1])


def _points(
    atlas: Atlas,
    view: ViewId,
    patch: int,
    raster: LabelRaster,
    cell: NDArray[np.intp],
    row: NDArray[np.intp],
    column: NDArray[np.intp],
    count: int,
) -> FloatArray:
    """Skin point of the pixel nearest to the middle of each cell."""
    number = np.bincount(cell, minlength=count)
    middle = np.stack([np.bincount(cell, weights=v, minlength=count) / number for v in (row, column)], axis=1)
    off = (row - middle[cell, 0]) ** 2 + (column - middle[cell, 1]) ** 2
    order = np.lexsort((off, cell))
    first = order[np.searchsorted(cell[order], np.arange(count))]
    xy = np.stack(
        [raster.left_mm + column[first] * raster.step_mm, raster.bottom_mm + row[first] * raster.step_mm], axis=1
    )
    return atlas.skin.points(view, patch, xy)


def _shares(
    cell: NDArray[np.intp],
    label: NDArray[np.uint16],
    mm2: FloatArray,
    count: int,
    member: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Area (count, columns) of each cell in each column, square millimetres."""
    labels = len(member)
    pair, place = np.unique(cell * labels + label, return_inverse=True)
    area = np.bincount(place.reshape(-1), weights=mm2, minlength=len(pair)).astype(np.float32)
    first = np.searchsorted(pair // labels, np.arange(count))  # pairs are sorted by cell, and no cell is empty
    out: NDArray[np.float32] = np.add.reduceat(member[pair % labels] * area[:, None], first, axis=0)
    return out


def _nearest(point: FloatArray) -> NDArray[np.intp]:
    """Numbers (n, k) of the nearest points, itself first; of equally near ones the lower number, on any processor."""
    count = min(NEIGHBOURS, len(point))
    # products of matrices round differently on every processor: they only choose whose distance is worth measuring
    near = np.empty((len(point), min(NEIGHBOURS + _SPARE, len(point))), dtype=np.intp)
    square = (point**2).sum(axis=1)
    for start in range(0, len(point), _CHUNK):
        some = slice(start, start + _CHUNK)
        d2 = np.maximum(square[some, None] - 2 * point[some] @ point.T + square, 0.0)
        d2[np.arange(len(d2)), np.arange(start, start + len(d2))] = -1.0  # itself first
        near[some] = np.argpartition(d2, near.shape[1] - 1, axis=1)[:, : near.shape[1]]
    gap = gaps(point, near)
    gap[near == np.arange(len(point))[:, None]] = -1.0
    out: NDArray[np.intp] = np.take_along_axis(
        near, np.lexsort((near, np.round(gap, _SAME)), axis=1)[:, :count], axis=1
    )
    return out


def gaps(point: FloatArray, near: NDArray[np.intp]) -> FloatArray:
    """Distances (n, k) of points (n, 3) from those with the given numbers (n, k), millimetres."""
    out: FloatArray = np.sqrt(((point[near] - point[:, None, :]) ** 2).sum(axis=2))
    return out
