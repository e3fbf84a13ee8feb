"""Outlines on their way to another view: cut into short pieces, carried, and thinned where they come out straight.

A carried edge is bent, so it is cut before. Of an outline many metres long, as a lasso that goes to and fro a hundred
times has, most cuts turn out to be needless, and everything that is done with the shape afterwards takes its time for
each of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import GeometryType, MultiPolygon
from shapely.geometry.base import BaseGeometry

from .geometry import without_points
from .views import FloatArray

DENSE_MM: Final = 1.0
"""Longest edge before a shape is carried to another view."""
LONG_MM: Final = 1000.0
"""Outlines longer than this, which few strokes have on the skin of one view, are thinned."""
STRAIGHT_MM: Final = 0.02
"""How far a cut may lie from the straight edge that leaves it out; all that an edge leaves out, 4/3 of it."""

Places = tuple[FloatArray, NDArray[np.bool_] | None]
"""Where points were carried (n, 2), and which of them (n,) were lost on the way."""


def carry(shape: MultiPolygon, to: Callable[[FloatArray], Places]) -> BaseGeometry:
    """A shape carried to another view; it may fold over itself.

    Parameters
    ----------
    shape : MultiPolygon
        Valid, not empty, mm.
    to : callable
        Carries points (n, 2); lost ones are left out of the outline.
    """
    if shape.length <= LONG_MM:
        cut = shapely.segmentize(shape, DENSE_MM)
        places, lost = to(shapely.get_coordinates(cut))
        made: BaseGeometry = shapely.set_coordinates(cut, places)
    else:
        outline = CutOutline.of(shape, DENSE_MM)
        places, lost = to(outline.xy)
        keep = outline.bent(places, STRAIGHT_MM)
        made = outline.shape(places, keep)
        lost = None if lost is None else lost[keep]
    return made if lost is None or not lost.any() else without_points(made, lost)


@dataclass(frozen=True)
class CutOutline:
    """The outline of a shape with each edge halved until its pieces are short.

    Attributes
    ----------
    xy : (n, 2) float64
        The corners of the shape and the cuts between them, mm.
    place : (n,) int64
        0 for a corner, k for the k-th cut of its edge.
    offsets : tuple of (m,) int64
        Where rings, polygons and the shape begin, as `shapely.to_ragged_array` has them.
    """

    xy: FloatArray
    place: NDArray[np.int64]
    offsets: tuple[NDArray[np.int64], ...]

    @classmethod
    def of(cls, shape: MultiPolygon, longest_mm: float) -> CutOutline:
        """Cut the outline of a shape into pieces of at most `longest_mm`."""
        _, xy, offsets = shapely.to_ragged_array([shape])
        rings = np.asarray(offsets[0], dtype=np.int64)
        step = np.zeros_like(xy)
        step[:-1] = xy[1:] - xy[:-1]
        step[rings[1:] - 1] = 0.0  # the last corner of a ring is its first
        halvings = np.ceil(np.log2(np.maximum(np.hypot(step[:, 0], step[:, 1]) / longest_mm, 1.0)))
        pieces = (1 << halvings.astype(np.int64)).astype(np.int64)
        starts = np.concatenate([[0], np.cumsum(pieces)])
        edge = np.repeat(np.arange(len(xy)), pieces)
        place = np.arange(starts[-1]) - starts[edge]
        cut = xy[edge] + step[edge] * (place / pieces[edge])[:, None]
        return cls(cut, place, (starts[rings], *(np.asarray(o, dtype=np.int64) for o in offsets[1:])))

    def bent(self, places: FloatArray, tolerance_mm: float) -> NDArray[np.bool_]:
        """Which points (n,) an outline needs that was carried to `places` (n, 2): its corners, and where it is bent."""
        need = self.place == 0
        span = self.place & -self.place  # the cut halves a piece of twice this many
        width = 1
        while width <= span.max(initial=0):
            at = np.nonzero(span == width)[0]
            bent = _beside(places[at], places[at - width], places[at + width]) > tolerance_mm
            if width > 1:
                bent |= need[at - width // 2] | need[at + width // 2]
            need[at] = bent
            width *= 2
        return np.asarray(need)

    def shape(self, places: FloatArray, keep: NDArray[np.bool_]) -> MultiPolygon:
        """The shape with its points at `places` (n, 2), without those that are not to `keep` (n,)."""
        before = np.concatenate([[0], np.cumsum(keep)])
        offsets = (before[self.offsets[0]], *self.offsets[1:])
        made = shapely.from_ragged_array(GeometryType.MULTIPOLYGON, np.ascontiguousarray(places[keep]), offsets)
        out: MultiPolygon = made[0]
        return out


def _beside(xy: FloatArray, start: FloatArray, end: FloatArray) -> FloatArray:
    """How far points (n, 2) lie from straight pieces between two points (n, 2) each."""
    along = end - start
    length2 = np.maximum((along**2).sum(axis=1), np.finfo(np.float64).tiny)
    share = np.clip(((xy - start) * along).sum(axis=1) / length2, 0.0, 1.0)
    gap = xy - start - along * share[:, None]
    out: FloatArray = np.hypot(gap[:, 0], gap[:, 1])
    return out
