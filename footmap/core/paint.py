"""What the user marked on both limbs, as polygons on the skin and as the shapes each view shows.

Paint is derived from strokes and can always be made again by `replay`. Both limbs use the right limb's skin;
a stroke of the left limb is mirrored on the way in (`drawing.footprint`), and whoever draws the left limb
mirrors the shown shapes on the way out. Values are frozen: undo keeps a reference to the old paint.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from shapely import MultiPolygon

from .drawing import footprint
from .geometry import difference, tidy, union, union_all, widen
from .geometry import empty as no_skin
from .skin import PatchPaint, Skin
from .views import VIEW_IDS, Side, ViewId

if TYPE_CHECKING:
    from .atlas import Atlas
    from .drawing import Drawing, Mode, Quality, Stroke

Shown = Mapping[ViewId, Mapping["Quality", MultiPolygon]]
"""What each view shows of each quality, right-limb view mm; views and qualities without paint are missing."""

_ERASER_MM: Final = 0.05
"""What is erased in one view is erased in the others with this margin, so that no hairlines stay."""


@dataclass(frozen=True)
class SidePaint:
    """Paint of one limb.

    Attributes
    ----------
    qualities : mapping of quality to PatchPaint
        Skin painted with each quality; qualities may overlap. Those without paint are missing.
    union : PatchPaint
        Skin painted with any quality.
    shown : mapping of view to mapping of quality to MultiPolygon
        What each view shows, right-limb view mm; views and qualities without paint are missing.
    """

    qualities: Mapping[Quality, PatchPaint] = field(default_factory=dict)
    union: PatchPaint = field(default_factory=dict)
    shown: Shown = field(default_factory=dict)


@dataclass(frozen=True)
class Paint:
    """Paint of both limbs."""

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


_NOTHING: Final = Paint()


def empty() -> Paint:
    """No paint."""
    return _NOTHING


def apply(atlas: Atlas, paint: Paint, stroke: Stroke) -> Paint:
    """Paint after one more stroke; the old value is untouched. Erasing takes away every quality."""
    return apply_shape(atlas.skin, paint, stroke.side, stroke.view, stroke.mode, stroke.quality, footprint(stroke))


def replay(atlas: Atlas, drawing: Drawing) -> Paint:
    """Paint of all strokes in order.

    Strokes of one kind that follow each other are carried to the skin together, which comes to the same and takes
    a drawing of thousands of strokes from minutes to seconds.
    """
    paint = empty()
    for mode, run in groupby(drawing.strokes, key=lambda stroke: stroke.mode):
        shapes: dict[tuple[Side, ViewId, Quality], list[MultiPolygon]] = {}
        for stroke in run:
            # adding to one quality leaves the others alone, and erasing takes them all
            quality = stroke.quality if mode == "add" else "pain"
            shapes.setdefault((stroke.side, stroke.view, quality), []).append(footprint(stroke))
        for (side, view, quality), marks in shapes.items():
            shape = marks[0] if len(marks) == 1 else union_all(marks)
            paint = apply_shape(atlas.skin, paint, side, view, mode, quality, shape)
    return paint


def apply_shape(
    skin: Skin, paint: Paint, side: Side, view: ViewId, mode: Mode, quality: Quality, shape: MultiPolygon
) -> Paint:
    """Paint after a shape was painted or erased in a view.

    Parameters
    ----------
    shape : MultiPolygon
        Valid, in right-limb mm of the view, not clipped to the outline.
    """
    part = skin.commit(view, shape)
    if not part:
        return paint
    old = paint.side(side)
    in_views = {w: s for w in VIEW_IDS if not (s := skin.shown(part, w)).is_empty}
    if mode == "add":
        new = SidePaint(
            {**old.qualities, quality: skin.add(old.qualities.get(quality, {}), part)},
            skin.add(old.union, part),
            _shown_with(old.shown, quality, in_views),
        )
    else:
        qualities = {q: left for q, patches in old.qualities.items() if (left := skin.erase(patches, part))}
        rest = skin.erase(old.union, part) if qualities else {}
        gone = {w: widen(s, _ERASER_MM) for w, s in in_views.items() if w != view}
        gone[view] = union(shape, in_views.get(view, no_skin()))
        new = SidePaint(qualities, rest, _shown_without(old.shown, set(qualities), gone))
    return replace(paint, right=new) if side == "right" else replace(paint, left=new)


def _shown_with(shown: Shown, quality: Quality, in_views: Mapping[ViewId, MultiPolygon]) -> Shown:
    """What the views show once `in_views` is painted."""
    out = dict(shown)
    for view, added in in_views.items():
        here = dict(out.get(view, {}))
        before = here.get(quality)
        here[quality] = added if before is None else tidy(union(before, added))
        out[view] = here
    return out


def _shown_without(shown: Shown, qualities: set[Quality], gone: Mapping[ViewId, MultiPolygon]) -> Shown:
    """What the views show once `gone` is erased and only `qualities` are left at all."""
    out: dict[ViewId, Mapping[Quality, MultiPolygon]] = {}
    for view, shapes in shown.items():
        here = {q: s for q, s in shapes.items() if q in qualities}
        eraser = gone.get(view)
        if eraser is not None:
            cut = {q: tidy(difference(s, eraser)) for q, s in here.items()}
            here = {q: s for q, s in cut.items() if not s.is_empty}
        if here:
            out[view] = here
    return out
