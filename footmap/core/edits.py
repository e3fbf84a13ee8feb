"""Changes of a whole drawing: mirrored to the other limb, one stroke restyled or taken out, a view cleared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from .drawing import Drawing, Point, Stroke
from .views import SIDES, Side, ViewId

if TYPE_CHECKING:
    from .atlas import Atlas
    from .paint import Paint

BEYOND_MM: Final = 5.0
"""How far the ring that clears a view reaches beyond its skin."""


def other(side: Side) -> Side:
    """The other limb."""
    return "left" if side == "right" else "right"


def mirrored(drawing: Drawing, source: Side) -> Drawing:
    """The drawing with the other limb's strokes replaced by mirror images of the source's; order is kept."""
    kept = tuple(s for s in drawing.strokes if s.side == source)
    return Drawing((*kept, *(_mirror(s) for s in kept)))


def _mirror(stroke: Stroke) -> Stroke:
    points: tuple[Point, ...] = tuple((-x + 0.0, y) for x, y in stroke.points_mm)
    return replace(stroke, side=other(stroke.side), points_mm=points)


def with_stroke_at(drawing: Drawing, index: int, stroke: Stroke | None) -> Drawing:
    """The drawing with the stroke at `index` replaced, or, for None, taken out."""
    strokes = drawing.strokes
    return Drawing((*strokes[:index], *(() if stroke is None else (stroke,)), *strokes[index + 1 :]))


def clearing_strokes(atlas: Atlas, paint: Paint, view: ViewId) -> tuple[Stroke, ...]:
    """Area strokes that erase all that a view shows, on every limb that it shows paint of."""
    left, low, right, high = atlas.views[view].outline.bounds
    left, low, right, high = left - BEYOND_MM, low - BEYOND_MM, right + BEYOND_MM, high + BEYOND_MM
    out = []
    for side in SIDES:
        if not paint.side(side).shown.get(view):
            continue
        k = 1 if side == "right" else -1
        ring = tuple(
            (round(k * x, 2), round(y, 2)) for x, y in ((left, low), (right, low), (right, high), (left, high))
        )
        out.append(Stroke(side, view, "erase", "area", "pain", ring))
    return tuple(out)
