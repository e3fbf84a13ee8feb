"""The match while a brush moves: exact areas from before the stroke, plus the cells it newly covers.

A move costs the same however many strokes lie there already: it looks only at the cells under the brush. The estimate
is replaced by the exact match when the stroke ends. Areas are those of `matching`: home views for shares, true
skin for square centimetres.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .atlas import MILLI, Atlas
from .drawing import QUALITIES, Mode, Stroke, right_limb_points
from .matching import RANKED_MAP, Match, SideMatch, Subject
from .paint import Paint
from .raster import BoolGrid, block_inside, brush_block
from .views import Side, ViewId


class LiveTables:
    """What every estimate of one atlas shares.

    Parameters
    ----------
    atlas : Atlas
    subjects : tuple of Subject
        As the matcher lists them.
    """

    def __init__(self, atlas: Atlas, subjects: tuple[Subject, ...]) -> None:
        self.atlas = atlas
        self.subjects = subjects
        row = {(s.layer, s.id): i for i, s in enumerate(subjects)}
        count = len(subjects)
        member = np.zeros((len(atlas.label_table.member), 2 * count + 1), dtype=bool)
        for column, flags in zip(atlas.label_table.columns, atlas.label_table.member.T, strict=True):
            at = row.get((column.layer, column.id)) if column.map in (None, RANKED_MAP) else None
            if at is None or column.zone == "variant":
                continue
            member[:, at + (count if column.zone == "core" else 0)] |= flags
        member[:, 2 * count] = ~member[:, :count].any(axis=1)
        self.member = member.astype(np.float64)


class LiveEstimate:
    """Areas known exactly, from which strokes are estimated.

    `covered` may be asked by another thread meanwhile: what it finds is added, never changed.

    Parameters
    ----------
    tables : LiveTables
    paint : Paint
        What is painted.
    match : Match
        Exact match of that paint.
    previous : LiveEstimate, optional
        An earlier estimate; cells of views whose paint is still the same are taken over.
    """

    def __init__(self, tables: LiveTables, paint: Paint, match: Match, previous: LiveEstimate | None = None) -> None:
        self.tables = tables
        self.paint = paint
        self.match = match
        self._covered: dict[tuple[Side, ViewId], NDArray[np.uint8]] = {}  # eight cells in a byte
        if previous is not None:
            self._covered = {
                (side, view): grid
                for (side, view), grid in previous._covered.copy().items()  # another thread may be adding to it
                if _alike(previous.paint, paint, side, view)
            }

    def covered(self, side: Side, view: ViewId) -> BoolGrid:
        """Cells (h, w) of a view that show paint of any quality; kept for later, as bits."""
        raster = self.tables.atlas.labels[view]
        bits = self._covered.get((side, view))
        if bits is not None:
            grid = np.unpackbits(bits, axis=1, count=raster.shape[1]).view(np.bool_)
        else:
            grid = np.zeros(raster.shape, dtype=bool)
            for quality in QUALITIES:
                found = block_inside(self.paint.shown(side, view, quality), raster)
                if found is not None:
                    block, inside = found
                    grid[block] |= inside
            self._covered[side, view] = np.packbits(grid, axis=1)
        return grid

    def stroke(self, side: Side, view: ViewId, mode: Mode) -> LiveStroke:
        """A stroke that starts now."""
        return LiveStroke(self, side, view, mode)


def _alike(a: Paint, b: Paint, side: Side, view: ViewId) -> bool:
    """True where a view shows the very same shapes."""
    one, other = a.side(side).shown.get(view), b.side(side).shown.get(view)
    return one is other or all(a.shown(side, view, q) is b.shown(side, view, q) for q in QUALITIES)


class LiveStroke:
    """A stroke in progress.

    Parameters
    ----------
    estimate : LiveEstimate
        State before the stroke; it is not changed, so giving the stroke up costs nothing.
    side, view, mode
        Of the stroke.
    """

    def __init__(self, estimate: LiveEstimate, side: Side, view: ViewId, mode: Mode) -> None:
        self._estimate = estimate
        self._side = side
        self._view = view
        self._mode: Mode = mode
        raster = estimate.tables.atlas.labels[view]
        covered = estimate.covered(side, view)
        self._sign = 1.0 if mode == "add" else -1.0
        # cells that the stroke can still change: bare skin for a brush, painted skin for an eraser
        self._open: BoolGrid = (raster.label > 0) & (covered if mode == "erase" else ~covered)
        self._raster = raster
        self._relief = estimate.tables.atlas.skin.relief(view)
        self._last: tuple[float, float] | None = None
        count = len(estimate.tables.subjects)
        base = estimate.match.sides.get(side)
        self._areas = np.zeros(2 * count + 1)
        self._paint_mm2 = self._skin_mm2 = 0.0
        if base is not None:
            self._areas[:count] = base.overlap_mm2
            self._areas[count : 2 * count] = base.core_mm2
            self._areas[2 * count] = base.unexplained_mm2
            self._paint_mm2, self._skin_mm2 = base.paint_mm2, base.skin_mm2

    def restarted(self) -> LiveStroke:
        """A stroke on the same picture that has not moved yet."""
        return LiveStroke(self._estimate, self._side, self._view, self._mode)

    def lead(self, stroke: Stroke) -> None:
        """Lead the brush along all points of a stroke of this side and view."""
        radii_mm = stroke.radii_mm or (stroke.radius_mm,) * len(stroke.points_mm)
        for (x_mm, y_mm), radius_mm in zip(right_limb_points(stroke).tolist(), radii_mm, strict=True):
            self.move(x_mm, y_mm, radius_mm)

    def move(self, x_mm: float, y_mm: float, radius_mm: float) -> None:
        """Lead the brush straight to a point of the view, in right-limb mm; the first call makes a dot."""
        x1, y1 = x_mm, y_mm
        x0, y0 = self._last or (x1, y1)
        self._last = (x1, y1)
        found = brush_block(self._raster, (x0, y0), (x1, y1), radius_mm)
        if found is None:
            return
        block, fresh = found
        fresh &= self._open[block]
        row, column = np.nonzero(fresh)
        if len(row):
            xy = np.stack([column + block[1].start, row + block[0].start], axis=1) * self._raster.step_mm
            xy += (self._raster.left_mm, self._raster.bottom_mm)
            far = ~self._relief.reached(xy, (x0, y0), (x1, y1), radius_mm)
            fresh[row[far], column[far]] = False
        self._open[block] ^= fresh
        self._count(block, fresh)

    def _count(self, block: tuple[slice, slice], fresh: BoolGrid) -> None:
        home: NDArray[np.uint16] = self._raster.home_milli[block][fresh]
        if not len(home):
            return
        per_label = np.bincount(self._raster.label[block][fresh], weights=home) / MILLI
        labels = per_label.nonzero()[0]
        per_label = per_label[labels]
        self._areas += self._sign * (per_label @ self._estimate.tables.member[labels])
        self._paint_mm2 += self._sign * float(per_label.sum())
        self._skin_mm2 += self._sign * float(self._raster.skin_milli[block][fresh].sum()) / MILLI

    def side_match(self) -> SideMatch:
        """Estimated areas of the stroke's side."""
        count = len(self._estimate.tables.subjects)
        areas = np.maximum(self._areas, 0.0)
        return SideMatch(
            max(self._paint_mm2, 0.0),
            max(self._skin_mm2, 0.0),
            float(areas[2 * count]),
            areas[:count],
            areas[count : 2 * count],
        )

    def match(self) -> Match:
        """Estimated areas of both sides."""
        sides = {**self._estimate.match.sides, self._side: self.side_match()}
        return Match(self._estimate.tables.subjects, {s: m for s, m in sides.items() if m.paint_mm2 > 0.0})

    def finished(self) -> LiveEstimate:
        """A provisional state to paint on until the exact match of this stroke is there.

        Other views than the stroke's do not know of it yet.
        """
        after = LiveEstimate(self._estimate.tables, self._estimate.paint, self.match(), self._estimate)
        covered = self._estimate.covered(self._side, self._view)
        skin = self._raster.label > 0
        cells = skin & (~self._open if self._sign > 0 else covered & self._open)
        after._covered[self._side, self._view] = np.packbits(cells, axis=1)
        return after
