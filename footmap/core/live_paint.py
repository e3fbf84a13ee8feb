"""Paint while a brush moves, exact at every step: what the brush has covered since the last step is added to it.

A step costs what is new, however long the stroke is and however much is painted. What lies on the skin is the same as
when the whole stroke is applied at its end, but for the rounding of shapes, so that what is read from it does not jump
then. Only what is painted with each quality is kept, for reading: nobody draws from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .paint import Paint, SidePaint
from .relief import brushed

if TYPE_CHECKING:
    from shapely import MultiPolygon

    from .drawing import Mode, Quality
    from .skin import Skin
    from .views import Side, ViewId

Place = tuple[float, float, float]
"""x, y and radius of a brush, right-limb millimetres of a view."""


class LivePaint:
    """A brush stroke in progress. The paint before it is not changed, so giving it up costs nothing.

    Parameters
    ----------
    skin : Skin
    paint : Paint
        Before the stroke.
    side, view, mode, quality
        Of the stroke; an eraser takes away every quality.

    Attributes
    ----------
    paint : Paint
        Qualities as they would be if the stroke ended here; nothing else of the stroke's side.
    """

    def __init__(self, skin: Skin, paint: Paint, side: Side, view: ViewId, mode: Mode, quality: Quality) -> None:
        self._skin, self._side, self._view, self._mode, self._quality = skin, side, view, mode, quality
        self._last: Place | None = None
        self.paint = paint

    def lead(self, places: Sequence[Place]) -> None:
        """Lead the brush straight from place to place; the first one of all makes a dot."""
        if not places:
            return
        way = [*places] if self._last is None else [self._last, *places]
        self._last = way[-1]
        points, radii_mm = [(x, y) for x, y, _ in way], [radius for *_, radius in way]
        self.cover(brushed(self._skin.relief(self._view), points, radii_mm))

    def cover(self, shape: MultiPolygon) -> None:
        """Paint or erase a valid shape, right-limb millimetres of the view."""
        part = self._skin.commit(self._view, shape)
        if not part:
            return
        old, skin = self.paint.side(self._side).qualities, self._skin
        if self._mode == "add":
            new = SidePaint({**old, self._quality: skin.add(old.get(self._quality, {}), part)})
        else:
            new = SidePaint({q: left for q, patches in old.items() if (left := skin.erase(patches, part))})
        self.paint = replace(self.paint, right=new) if self._side == "right" else replace(self.paint, left=new)
