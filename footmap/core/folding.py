"""Adding and erasing in order, put together pair by pair, so that no step meets all that was painted before it.

A run of steps comes to two things: what it erases of what was there, and what it leaves painted. Two runs one after the
other come to such a pair again, so that halves are put together like halves of them: thousands of steps take a dozen
rounds over the whole instead of thousands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from .geometry import DUST_MM2, difference, empty, union, union_all, without_slivers

if TYPE_CHECKING:
    from shapely import MultiPolygon

    from .ids import Quality


class Step(NamedTuple):
    """One change of a patch of skin: `shape` is painted with a quality, or erased (None)."""

    quality: Quality | None
    shape: MultiPolygon


class _Run(NamedTuple):
    erased: MultiPolygon
    painted: dict[Quality, MultiPolygon]


def fold(steps: Sequence[Step]) -> dict[Quality, MultiPolygon]:
    """What some steps, in order, leave painted on bare skin; qualities without paint are missing."""
    return _fold(steps, on_bare_skin=True).painted


def _fold(steps: Sequence[Step], on_bare_skin: bool) -> _Run:
    """What steps come to; what they erase is not asked on bare skin."""
    if all(step.quality is None for step in steps):
        gone = empty() if on_bare_skin else union_all([step.shape for step in steps])
        return _Run(gone, {})
    if all(step.quality is not None for step in steps):
        shapes: dict[Quality, list[MultiPolygon]] = {}
        for quality, shape in steps:
            if quality is not None:
                shapes.setdefault(quality, []).append(shape)
        return _Run(empty(), {q: all_of(some) for q, some in shapes.items()})
    half = len(steps) // 2
    first, second = _fold(steps[:half], on_bare_skin), _fold(steps[half:], on_bare_skin=False)
    painted = dict(second.painted)
    for quality, shape in first.painted.items():
        left = shape
        if not second.erased.is_empty:
            left = without_slivers(difference(shape, second.erased, min_mm2=DUST_MM2))
        if not left.is_empty:
            more = painted.get(quality)
            painted[quality] = left if more is None else union(left, more, min_mm2=DUST_MM2)
    gone = empty() if on_bare_skin else all_of([first.erased, second.erased])
    return _Run(gone, painted)


def all_of(shapes: Sequence[MultiPolygon]) -> MultiPolygon:
    """Skin in any of some shapes; a single one as it is."""
    return shapes[0] if len(shapes) == 1 else union_all(shapes, min_mm2=DUST_MM2)
