"""Painted cells while a brush moves, for the localiser's own lists: exact from before the stroke, and what it covers.

A move looks only at the places under the brush, so it costs the same however much is painted. What a view shows of
skin that another view owns counts for the cells of that skin. The estimate is replaced by the exact cells when the
stroke ends; until then they differ by the raster alone:

>>> known = LiveCells(SeenCells(atlas, localiser.cells), paint, localiser.painted(paint))
>>> stroke = known.stroke("right", "foot_plantar", "add", "numbness")
>>> stroke.move(x_mm, y_mm, radius_mm)
>>> assess(localiser, paint, answers, match=live_stroke.match(), painted=stroke.painted())
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .atlas import MILLI, Atlas
from .drawing import QUALITIES, Mode, Quality
from .paint import Paint
from .raster import BoolGrid, brush_block, cells_inside
from .views import FloatArray, Side, ViewId

if TYPE_CHECKING:
    from .localiser.cells import Cells, Painted

_STEP: int = 2
"""Rows and columns that share the cell of one place, where another view owns the skin: a millimetre of it."""


class SeenCells:
    """Which cell each view shows at each place of its label raster; found when a view is first asked for.

    Parameters
    ----------
    atlas : Atlas
    cells : Cells
        Of the same atlas.
    """

    def __init__(self, atlas: Atlas, cells: Cells) -> None:
        self.atlas, self.cells = atlas, cells
        self._found: dict[ViewId, NDArray[np.int32]] = {}

    def of(self, view: ViewId) -> NDArray[np.int32]:
        """Cells (h, w) of a view, -1 beside the skin; two threads may both find them, which comes to the same."""
        found = self._found.get(view)
        if found is None:
            found = self._find(view)
            self._found[view] = found
        return found

    def _find(self, view: ViewId) -> NDArray[np.int32]:
        raster = self.atlas.labels[view]
        out = self.cells.index[view].astype(np.int32)
        rows, columns = (np.arange(0, n, _STEP) for n in raster.shape)
        foreign = np.zeros((len(rows), len(columns)), dtype=np.int32) - 1
        for patch, home, shape in self.atlas.skin.elsewhere(view):
            row, column = np.nonzero((foreign < 0) & cells_inside(shape, raster)[np.ix_(rows, columns)])
            xy = np.stack(
                [raster.left_mm + columns[column] * raster.step_mm, raster.bottom_mm + rows[row] * raster.step_mm],
                axis=1,
            )
            foreign[row, column] = self._at(home, self.atlas.skin.home_places(view, patch, xy))
        wide = np.repeat(np.repeat(foreign, _STEP, axis=0), _STEP, axis=1)[: out.shape[0], : out.shape[1]]
        bare = out < 0
        out[bare] = wide[bare]
        return out

    def _at(self, home: ViewId, xy: FloatArray) -> NDArray[np.int32]:
        """Cells (n,) at places (n, 2) of the view that owns them; -1 beside its skin."""
        raster, index = self.atlas.labels[home], self.cells.index[home]
        column = np.rint((xy[:, 0] - raster.left_mm) / raster.step_mm).astype(np.intp)
        row = np.rint((xy[:, 1] - raster.bottom_mm) / raster.step_mm).astype(np.intp)
        height, width = raster.shape
        inside = (row >= 0) & (row < height) & (column >= 0) & (column < width)
        found = index[np.clip(row, 0, height - 1), np.clip(column, 0, width - 1)]
        return np.where(inside, found, -1).astype(np.int32)


class LiveCells:
    """Painted parts of cells that are known, from which strokes are estimated.

    Parameters
    ----------
    seen : SeenCells
    paint : Paint
    painted : mapping of side to mapping of quality to (cells,) float64
        The same paint as parts of cells.
    """

    def __init__(self, seen: SeenCells, paint: Paint, painted: Painted) -> None:
        self.seen, self.paint, self.parts = seen, paint, painted
        self._covered: dict[tuple[Side, ViewId, Quality], BoolGrid] = {}

    def covered(self, side: Side, view: ViewId, quality: Quality) -> BoolGrid:
        """Places (h, w) of a view that show a quality; kept for later."""
        key = side, view, quality
        grid = self._covered.get(key)
        if grid is None:
            grid = cells_inside(self.paint.shown(side, view, quality), self.seen.atlas.labels[view])
            self._covered[key] = grid
        return grid

    def stroke(self, side: Side, view: ViewId, mode: Mode, quality: Quality) -> StrokeCells:
        """A brush stroke that starts now; an eraser takes away every quality."""
        return StrokeCells(self, side, view, mode, quality)

    def after(self, stroke: StrokeCells, covered: Mapping[tuple[Side, ViewId, Quality], BoolGrid]) -> LiveCells:
        """A provisional state to paint on, until what a stroke covers is known exactly."""
        out = LiveCells(self.seen, self.paint, stroke.painted())
        out._covered = {**self._covered, **covered}
        return out


class StrokeCells:
    """A stroke in progress. The state before it is not changed, so giving it up costs nothing."""

    def __init__(self, known: LiveCells, side: Side, view: ViewId, mode: Mode, quality: Quality) -> None:
        self._known, self._side, self._view, self._adds = known, side, view, mode == "add"
        self._raster = known.seen.atlas.labels[view]
        self._cell = known.seen.of(view)
        on_skin = self._cell >= 0
        kinds = (quality,) if self._adds else tuple(q for q in QUALITIES if q in known.parts.get(side, {}))
        covered = {q: known.covered(side, view, q) for q in kinds}
        # places that the stroke can still change: those without its quality for a brush, painted ones for an eraser
        self._open = {q: on_skin & (~grid if self._adds else grid) for q, grid in covered.items()}
        self._mm2 = {q: np.zeros(known.seen.cells.count) for q in kinds}
        self._last: tuple[float, float] | None = None

    def move(self, x_mm: float, y_mm: float, radius_mm: float) -> None:
        """Lead the brush straight to a point of the view, right-limb millimetres; the first call makes a dot."""
        start, self._last = self._last or (x_mm, y_mm), (x_mm, y_mm)
        found = brush_block(self._raster, start, self._last, radius_mm)
        if found is None:
            return
        block, near = found
        for quality, open_ in self._open.items():
            fresh = near & open_[block]
            open_[block] ^= fresh
            cell = self._cell[block][fresh]
            if len(cell):
                milli = self._raster.skin_milli[block][fresh]
                self._mm2[quality] += np.bincount(cell, weights=milli, minlength=len(self._mm2[quality])) / MILLI

    def painted(self) -> Painted:
        """Painted parts of cells as they would be if the stroke ended here."""
        before = dict(self._known.parts.get(self._side, {}))
        for quality, mm2 in self._mm2.items():
            share = mm2 / (self._known.seen.cells.area_cm2 * 100.0)
            old = before.get(quality)
            part = np.minimum((0.0 if old is None else old) + (share if self._adds else -share), 1.0)
            before[quality] = np.where(part < _LEAST, 0.0, part)
        return {**self._known.parts, self._side: {q: part for q, part in before.items() if part.any()}}

    def finished(self) -> LiveCells:
        """A provisional state to paint on, until what the stroke covers is known exactly."""
        on_skin = self._cell >= 0
        covered = {
            (self._side, self._view, q): on_skin & (~open_ if self._adds else open_) for q, open_ in self._open.items()
        }
        return self._known.after(self, covered)


_LEAST = 1e-3
"""A smaller part of a cell is what rounding leaves of an erased one."""
