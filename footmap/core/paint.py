"""What the user marked on both limbs, as polygons on the skin and as the shapes each view shows.

Paint is derived from strokes and can always be made again by `replay`. Both limbs use the right limb's skin;
a stroke of the left limb is mirrored on the way in (`drawing.footprint`), and whoever draws the left limb
mirrors the shown shapes on the way out. Values are frozen: undo keeps a reference to the old paint.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from .depth import depth
from .drawing import DEFAULT_INTENSITY, footprint, right_limb_points
from .folding import Step, all_of, fold
from .geometry import difference, tidy, union, union_all, widen
from .geometry import empty as no_skin
from .relief import brushed, brushes_pieces
from .skin import PatchPaint, Skin
from .views import SIDES, VIEW_IDS, Side, ViewId

if TYPE_CHECKING:
    from .atlas import Atlas
    from .drawing import Drawing, Mode, Quality, Stroke

Shown = Mapping[ViewId, Mapping["Quality", MultiPolygon]]
"""What each view shows of each quality, right-limb view mm; views and qualities without paint are missing."""

Depths = Mapping[ViewId, Mapping["Quality", Mapping[int, MultiPolygon]]]
"""The same by step of intensity (`footmap.core.depth`); the steps of a quality do not overlap."""

FEW: Final = 100
"""Number of strokes that are painted run by run even where no view is to show them: read so, they are the same to the
last digit. More are put together pair by pair, which is the same but for the rounding of shapes."""
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
    depths : mapping of view to mapping of quality to mapping of step to MultiPolygon
        The same by step of intensity, for drawing: where a quality was painted twice, the later stroke counts.
    """

    qualities: Mapping[Quality, PatchPaint] = field(default_factory=dict)
    union: PatchPaint = field(default_factory=dict)
    shown: Shown = field(default_factory=dict)
    depths: Depths = field(default_factory=dict)


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
    step = depth(stroke.intensity)
    return apply_shape(
        atlas.skin, paint, stroke.side, stroke.view, stroke.mode, stroke.quality, covered(atlas.skin, stroke), step
    )


def covered(skin: Skin, stroke: Stroke) -> MultiPolygon:
    """What a stroke covers of its view, right-limb millimetres, not clipped to the limb.

    A lasso covers all that the picture shows in it. A brush is round on the skin: near the edge of the limb, which is
    seen at a slant, it reaches less far in the picture (`footmap.core.relief`).
    """
    if stroke.shape == "area":
        return footprint(stroke)
    return brushed(skin.relief(stroke.view), right_limb_points(stroke), _radii_mm(stroke))


def _radii_mm(stroke: Stroke) -> NDArray[np.float64]:
    """Half the width (n,) of a brush at each of its points."""
    return np.array(stroke.radii_mm or (stroke.radius_mm,) * len(stroke.points_mm), dtype=np.float64)


def _pieces(skin: Skin, view: ViewId, strokes: Sequence[Stroke]) -> list[list[BaseGeometry]]:
    """Shapes, which may overlap, that each of some strokes of one view covers."""
    brushes = [stroke for stroke in strokes if stroke.shape == "brush"]
    paths = [(right_limb_points(stroke), _radii_mm(stroke)) for stroke in brushes]
    found = iter(brushes_pieces(skin.relief(view), paths) if paths else [])
    return [next(found) if stroke.shape == "brush" else [footprint(stroke)] for stroke in strokes]


def _covered_together(skin: Skin, view: ViewId, strokes: Sequence[Stroke]) -> MultiPolygon:
    """What strokes of one view cover of it, as `covered` says of each."""
    if len(strokes) == 1:
        return covered(skin, strokes[0])
    return union_all(chain.from_iterable(_pieces(skin, view, strokes)))


def _read(skin: Skin, strokes: Sequence[Stroke]) -> Paint:
    """Paint of all strokes in order, seen in no view."""
    pieces: dict[int, list[BaseGeometry]] = {}
    for view in dict.fromkeys(stroke.view for stroke in strokes):
        some = [k for k, stroke in enumerate(strokes) if stroke.view == view]
        pieces.update(zip(some, _pieces(skin, view, [strokes[k] for k in some]), strict=True))
    steps: dict[Side, dict[int, list[Step]]] = {side: {} for side in SIDES}
    for mode, run in groupby(range(len(strokes)), key=lambda k: strokes[k].mode):
        together: dict[tuple[Side, ViewId, Quality | None], list[BaseGeometry]] = {}
        for k in run:
            stroke = strokes[k]
            quality = stroke.quality if mode == "add" else None
            together.setdefault((stroke.side, stroke.view, quality), []).extend(pieces.pop(k))
        for (side, view, quality), shapes in together.items():
            for patch, shape in skin.commit(view, union_all(shapes)).items():
                steps[side].setdefault(patch, []).append(Step(quality, shape))
    sides = {}
    for side, patches in steps.items():
        qualities: dict[Quality, dict[int, MultiPolygon]] = {}
        either: dict[int, MultiPolygon] = {}
        for patch, changes in patches.items():
            painted = fold(changes)
            for quality, shape in painted.items():
                qualities.setdefault(quality, {})[patch] = shape
            if painted:
                either[patch] = all_of(list(painted.values()))
        sides[side] = SidePaint(qualities, either)
    return Paint(sides["right"], sides["left"])


def replay(atlas: Atlas, drawing: Drawing, views: Sequence[ViewId] = VIEW_IDS) -> Paint:
    """Paint of all strokes in order.

    Strokes of one kind that follow each other are carried to the skin together, which comes to the same and takes
    a drawing of thousands of strokes from minutes to seconds.

    Parameters
    ----------
    views : sequence of ViewId
        Views in which the paint is to be seen; for reading alone none is needed, which takes a third of the time.
    """
    if not views and len(drawing.strokes) > FEW:
        return _read(atlas.skin, drawing.strokes)
    paint = empty()
    for mode, run in groupby(drawing.strokes, key=lambda stroke: stroke.mode):
        batch = _Batch(atlas.skin, paint, mode, views)
        for stroke in run:
            batch.take(stroke)
        paint = batch.finish()
    return paint


class _Batch:
    """Strokes of one mode that follow each other.

    Adding to one quality leaves the others alone, and erasing takes them all. Strokes of one quality wait together
    for as long as they are of one step of intensity, because of two steps the later one counts.
    """

    def __init__(self, skin: Skin, paint: Paint, mode: Mode, views: Sequence[ViewId]) -> None:
        self._skin, self._paint, self._mode, self._views = skin, paint, mode, views
        self._strokes: dict[tuple[Side, Quality, ViewId], list[Stroke]] = {}
        self._step: dict[tuple[Side, Quality], int] = {}

    def take(self, stroke: Stroke) -> None:
        """One stroke more."""
        adds = self._mode == "add"
        limb = stroke.side, stroke.quality if adds else "pain"
        step = depth(stroke.intensity) if adds else 0
        if self._step.setdefault(limb, step) != step:
            self._carry([key for key in self._strokes if key[:2] == limb])
            self._step[limb] = step
        self._strokes.setdefault((*limb, stroke.view), []).append(stroke)

    def finish(self) -> Paint:
        """Paint after all of them."""
        self._carry(list(self._strokes))
        return self._paint

    def _carry(self, keys: list[tuple[Side, Quality, ViewId]]) -> None:
        for key in keys:
            side, quality, view = key
            shape = _covered_together(self._skin, view, self._strokes.pop(key))
            step = self._step[side, quality]
            self._paint = apply_shape(
                self._skin, self._paint, side, view, self._mode, quality, shape, step, self._views
            )


def apply_shape(
    skin: Skin,
    paint: Paint,
    side: Side,
    view: ViewId,
    mode: Mode,
    quality: Quality,
    shape: MultiPolygon,
    step: int = depth(DEFAULT_INTENSITY),
    views: Sequence[ViewId] = VIEW_IDS,
) -> Paint:
    """Paint after a shape was painted or erased in a view.

    Parameters
    ----------
    shape : MultiPolygon
        Valid, in right-limb mm of the view, not clipped to the outline.
    step : int
        Step of intensity that is painted.
    views : sequence of ViewId
        Views in which the paint is to be seen; always the same ones for one paint.
    """
    part = skin.commit(view, shape)
    if not part:
        return paint
    old = paint.side(side)
    in_views = {w: s for w in views if not (s := skin.shown(part, w)).is_empty}
    if mode == "add":
        shown = _shown_with(old.shown, quality, in_views)
        painted = old.qualities.get(quality, {})
        of_quality = skin.add(painted, part)
        new = SidePaint(
            {**old.qualities, quality: of_quality},
            _union_with(skin, old.union, part, painted, of_quality),
            shown,
            _depths_with(old.depths, shown, quality, step, in_views),
        )
    else:
        qualities = {q: left for q, patches in old.qualities.items() if (left := skin.erase(patches, part))}
        rest = _union_without(skin, old, part, qualities) if qualities else {}
        gone = {w: widen(s, _ERASER_MM) for w, s in in_views.items() if w != view}
        if view in views:
            gone[view] = union(shape, in_views.get(view, no_skin()))
        shown = _shown_without(old.shown, set(qualities), gone)
        new = SidePaint(qualities, rest, shown, _depths_without(old.depths, shown, gone))
    return replace(paint, right=new) if side == "right" else replace(paint, left=new)


def _union_with(skin: Skin, union: PatchPaint, part: PatchPaint, before: PatchPaint, after: PatchPaint) -> PatchPaint:
    """Skin painted with any quality once `part` is added to one of them, which was `before` and is `after`.

    Where only that one was painted the shapes are the same: they are neither computed nor kept twice.
    """
    alone = {p: after[p] for p in part if p in after and union.get(p) is before.get(p)}
    others = {p: shape for p, shape in part.items() if p not in alone}
    return {**(skin.add(union, others) if others else union), **alone}


def _union_without(skin: Skin, old: SidePaint, part: PatchPaint, left: Mapping[Quality, PatchPaint]) -> PatchPaint:
    """Skin painted with any quality once `part` is erased and `left` is left of each."""
    out = dict(old.union)
    others: dict[int, MultiPolygon] = {}
    for p, shape in part.items():
        alone = next((q for q, patches in old.qualities.items() if p in out and patches.get(p) is out[p]), None)
        if alone is None:
            others[p] = shape
        elif p in left.get(alone, {}):
            out[p] = left[alone][p]
        else:
            del out[p]
    return skin.erase(out, others) if others else out


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


def _depths_with(
    depths: Depths, shown: Shown, quality: Quality, step: int, in_views: Mapping[ViewId, MultiPolygon]
) -> Depths:
    """Steps of intensity once `in_views` is painted with one of them; `shown` is what the views show then."""
    out = dict(depths)
    for view, added in in_views.items():
        before = out.get(view, {}).get(quality, {})
        steps = {k: tidy(difference(s, added)) for k, s in before.items() if k != step}
        steps[step] = tidy(union(before[step], added)) if step in before else added
        out[view] = {**out.get(view, {}), quality: _steps(steps, shown[view][quality])}
    return out


def _depths_without(depths: Depths, shown: Shown, gone: Mapping[ViewId, MultiPolygon]) -> Depths:
    """Steps of intensity once `gone` is erased; `shown` is what the views show then."""
    out: dict[ViewId, Mapping[Quality, Mapping[int, MultiPolygon]]] = {}
    for view, whole in shown.items():
        eraser, here = gone.get(view), depths[view]
        if eraser is None:
            out[view] = {quality: here[quality] for quality in whole}
        else:
            out[view] = {
                q: _steps({k: tidy(difference(s, eraser)) for k, s in here[q].items()}, whole[q]) for q in whole
            }
    return out


def _steps(steps: Mapping[int, MultiPolygon], whole: MultiPolygon) -> Mapping[int, MultiPolygon]:
    """Steps in their order without empty ones; a single one is all that is shown."""
    left = sorted(k for k, s in steps.items() if not s.is_empty) or [min(steps)]
    return {left[0]: whole} if len(left) == 1 else {k: steps[k] for k in left}
