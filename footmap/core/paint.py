"""What the user marked on both limbs, as polygons on the skin and as the shapes each view shows.

Paint is derived from strokes and can always be made again by `replay`. Both limbs use the right limb's skin;
a stroke of the left limb is mirrored on the way in (`drawing.footprint`), and whoever draws the left limb
mirrors the shown shapes on the way out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shapely import MultiPolygon

from .geometry import empty as no_skin
from .skin import PatchPaint
from .views import Side, ViewId

if TYPE_CHECKING:
    from .atlas import Atlas
    from .drawing import Drawing, Quality, Stroke


@dataclass(frozen=True)
class SidePaint:
    """Paint of one limb.

    Attributes
    ----------
    qualities : mapping of quality to PatchPaint
        Skin painted with each quality; qualities may overlap.
    union : PatchPaint
        Skin painted with any quality.
    shown : mapping of view to mapping of quality to MultiPolygon
        What each view shows, right-limb view mm; views and qualities without paint are missing.
    """

    qualities: Mapping[Quality, PatchPaint] = field(default_factory=dict)
    union: PatchPaint = field(default_factory=dict)
    shown: Mapping[ViewId, Mapping[Quality, MultiPolygon]] = field(default_factory=dict)


@dataclass(frozen=True)
class Paint:
    """Paint of both limbs. Undo keeps a reference to the old value."""

    right: SidePaint = SidePaint()
    left: SidePaint = SidePaint()

    def side(self, side: Side) -> SidePaint:
        """Paint of one limb."""
        return self.right if side == "right" else self.left

    def shown(self, side: Side, view: ViewId, quality: Quality) -> MultiPolygon:
        """What a view shows of one quality, right-limb view mm."""
        return self.side(side).shown.get(view, {}).get(quality, no_skin())

    def union(self, side: Side) -> PatchPaint:
        """Skin painted with any quality."""
        return self.side(side).union

    @property
    def is_empty(self) -> bool:
        """True where nothing is painted on either limb."""
        return not (self.right.union or self.left.union)


def empty() -> Paint:
    """No paint."""
    return Paint()


def apply(atlas: Atlas, paint: Paint, stroke: Stroke) -> Paint:
    """Paint after one more stroke; the old value is untouched. Erasing takes away every quality."""
    raise NotImplementedError


def replay(atlas: Atlas, drawing: Drawing) -> Paint:
    """Paint of all strokes in order."""
    raise NotImplementedError
