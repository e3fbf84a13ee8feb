"""Two drawings of one body, compared on the skin: what was gained, lost and kept, and by how much.

Everything is measured in home views, where each piece of skin lies once, with its true area; set operations are those
of `footmap.core.geometry` at full precision, so that gained and kept add up to the later drawing, lost and kept to the
earlier one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from shapely import MultiPolygon

from .depth import DEPTHS, STEPS, depth
from .drawing import QUALITIES
from .geometry import difference, empty, intersection, tidy, union_all
from .views import SIDES, FloatArray

if TYPE_CHECKING:
    from .atlas import Atlas
    from .coverage import RegionCover
    from .drawing import Drawing, Quality, Stroke
    from .paint import Paint, SidePaint
    from .skin import PatchPaint, Skin
    from .views import Side, ViewId

GRID_STEPS: Final = 40
"""Rows or columns of points at which the middle of a painted piece is sampled, along its longer edge."""
_OF_STEP: Final = {
    step: float(np.mean([value for value in range(STEPS) if depth(value) == step])) for step in range(DEPTHS)
}
"""Middle of each step of intensity, 0-10."""
Intensities = Mapping[tuple["Side", "Quality", int], float]
"""Intensity by limb, quality and step of intensity, 0-10."""


@dataclass(frozen=True)
class Change:
    """What became of one kind of paint on one limb.

    Attributes
    ----------
    gained, lost, kept : mapping of patch to MultiPolygon
        Skin painted only later, only before, and both times, each piece of skin once (`Skin.on_tiles`).
    gained_cm2, lost_cm2, kept_cm2 : float
        Their true areas.
    before_middle_mm, after_middle_mm : (3,) float64 or None
        Mean of the painted skin points, weighted by area, of the unposed right limb: x outward, y forward, z up. None
        where nothing was painted.
    before_intensity, after_intensity : float or None
        Mean over the painted skin, 0-10: of each step of intensity the mean of its strokes, or its middle where the
        strokes are not known. None where nothing was painted, and for all qualities together.
    """

    gained: PatchPaint
    lost: PatchPaint
    kept: PatchPaint
    gained_cm2: float
    lost_cm2: float
    kept_cm2: float
    before_middle_mm: FloatArray | None = None
    after_middle_mm: FloatArray | None = None
    before_intensity: float | None = None
    after_intensity: float | None = None

    @property
    def before_cm2(self) -> float:
        """Area before."""
        return self.lost_cm2 + self.kept_cm2

    @property
    def after_cm2(self) -> float:
        """Area later."""
        return self.gained_cm2 + self.kept_cm2

    @property
    def jaccard(self) -> float:
        """Area painted both times as a share of the area painted at any time, 0 to 1; 1 where nothing is painted.

        Jaccard 1901, Bulletin de la Société vaudoise des sciences naturelles 37:547.
        """
        either = self.gained_cm2 + self.lost_cm2 + self.kept_cm2
        return self.kept_cm2 / either if either > 0 else 1.0

    @property
    def shift_mm(self) -> FloatArray | None:
        """Way of the middle from before to later (3,): outward, forward, up; None where one of the two is missing."""
        if self.before_middle_mm is None or self.after_middle_mm is None:
            return None
        return self.after_middle_mm - self.before_middle_mm

    @property
    def distance_mm(self) -> float | None:
        """Length of `shift_mm`, in a straight line."""
        shift = self.shift_mm
        return None if shift is None else float(np.linalg.norm(shift))


@dataclass(frozen=True)
class RegionChange:
    """Area of a region that bears a quality, before and later."""

    before_cm2: float
    after_cm2: float


@dataclass(frozen=True)
class SideChange:
    """One limb.

    Attributes
    ----------
    whole : Change
        Of paint of any quality.
    qualities : mapping of quality to Change
        Those painted at least once.
    regions : mapping of region id to mapping of quality to RegionChange
        Those painted at least once.
    """

    whole: Change
    qualities: Mapping[Quality, Change] = field(default_factory=dict)
    regions: Mapping[str, Mapping[Quality, RegionChange]] = field(default_factory=dict)


@dataclass(frozen=True)
class SeenChange:
    """What a view shows of gained, lost and kept skin, right-limb mm of the view; for drawing, not for measuring."""

    gained: MultiPolygon
    lost: MultiPolygon
    kept: MultiPolygon

    @property
    def is_empty(self) -> bool:
        """True where neither drawing shows anything."""
        return all(shape.is_empty for shape in (self.gained, self.lost, self.kept))


@dataclass(frozen=True)
class Comparison:
    """Two drawings of one body.

    Attributes
    ----------
    sides : mapping of side to SideChange
        Both limbs, also those without paint.
    """

    sides: Mapping[Side, SideChange]

    @property
    def painted_sides(self) -> tuple[Side, ...]:
        """Limbs painted at least once."""
        return tuple(side for side in SIDES if self.sides[side].qualities)

    @property
    def jaccard(self) -> float:
        """As of `Change`, over both limbs."""
        wholes = [self.sides[side].whole for side in SIDES]
        either = sum(w.gained_cm2 + w.lost_cm2 + w.kept_cm2 for w in wholes)
        return sum(w.kept_cm2 for w in wholes) / either if either > 0 else 1.0


def compare(
    atlas: Atlas,
    cover: RegionCover,
    before: Paint,
    after: Paint,
    drawings: tuple[Drawing, Drawing] | None = None,
) -> Comparison:
    """Compare two drawings.

    Parameters
    ----------
    atlas : Atlas
        On which both were painted.
    cover : RegionCover
        Of the same atlas.
    drawings : (Drawing, Drawing), optional
        What the paint was made from, for the intensity of the strokes; paint itself knows only steps of it.
    """
    old, new = (_intensities(drawing) for drawing in drawings) if drawings else ({}, {})
    return Comparison({side: _side(atlas.skin, cover, (before, old), (after, new), side) for side in SIDES})


def seen_change(before: Paint, after: Paint, side: Side, view: ViewId, quality: Quality | None = None) -> SeenChange:
    """What a view of a limb shows of the change in one quality, or with None in paint of any quality."""
    old, new = (_seen(paint, side, view, quality) for paint in (before, after))
    if old.is_empty or new.is_empty:
        return SeenChange(gained=new, lost=old, kept=empty())
    return SeenChange(tidy(difference(new, old)), tidy(difference(old, new)), tidy(intersection(old, new)))


def _seen(paint: Paint, side: Side, view: ViewId, quality: Quality | None) -> MultiPolygon:
    shown = paint.side(side).shown.get(view, {})
    if quality is not None:
        return shown.get(quality, empty())
    shapes = list(shown.values())
    return shapes[0] if len(shapes) == 1 else union_all(shapes)


def _side(
    skin: Skin, cover: RegionCover, then_: tuple[Paint, Intensities], now_: tuple[Paint, Intensities], side: Side
) -> SideChange:
    (before, old_steps), (after, new_steps) = then_, now_
    old, new = before.side(side), after.side(side)
    was, now = ({q: skin.on_tiles(paint) for q, paint in one.qualities.items()} for one in (old, new))
    qualities = {
        q: _change(
            skin,
            was.get(q, {}),
            now.get(q, {}),
            _intensity(skin, old, q, {step: old_steps.get((side, q, step), mean) for step, mean in _OF_STEP.items()}),
            _intensity(skin, new, q, {step: new_steps.get((side, q, step), mean) for step, mean in _OF_STEP.items()}),
        )
        for q in QUALITIES
        if q in was or q in now
    }
    regions: dict[str, dict[Quality, RegionChange]] = {}
    for q in qualities:
        then, later = cover.regions_cm2(was.get(q, {})), cover.regions_cm2(now.get(q, {}))
        for id_ in dict.fromkeys((*then, *later)):
            regions.setdefault(id_, {})[q] = RegionChange(then.get(id_, 0.0), later.get(id_, 0.0))
    only = next(iter(qualities.values())) if len(qualities) == 1 else None
    whole = (
        _change(skin, skin.on_tiles(old.union), skin.on_tiles(new.union))
        if only is None
        else replace(only, before_intensity=None, after_intensity=None)  # all paint is of this one quality
    )
    return SideChange(whole, qualities, regions)


def _change(
    skin: Skin,
    before: PatchPaint,
    after: PatchPaint,
    before_intensity: float | None = None,
    after_intensity: float | None = None,
) -> Change:
    """What became of paint without its gutter."""
    both = [patch for patch in before if patch in after]
    gained = _painted({p: difference(b, before[p], grid_mm=0.0) if p in before else b for p, b in after.items()})
    lost = _painted({p: difference(a, after[p], grid_mm=0.0) if p in after else a for p, a in before.items()})
    kept = _painted({p: intersection(before[p], after[p], grid_mm=0.0) for p in both})
    return Change(
        gained,
        lost,
        kept,
        _area_cm2(skin, gained),
        _area_cm2(skin, lost),
        _area_cm2(skin, kept),
        _middle(skin, before),
        _middle(skin, after),
        before_intensity,
        after_intensity,
    )


def _painted(shapes: PatchPaint) -> PatchPaint:
    return {patch: shape for patch, shape in shapes.items() if not shape.is_empty}


def _area_cm2(skin: Skin, shapes: PatchPaint) -> float:
    areas = (skin.areas_on_tile_mm2(patch, shapely.get_parts(shape)).sum() for patch, shape in shapes.items())
    return float(sum(areas)) / 100.0


def _middle(skin: Skin, paint: PatchPaint) -> FloatArray | None:
    """Mean skin point (3,) of paint without its gutter, weighted by true area; None for no paint."""
    weights, means = [], []
    for patch, shape in paint.items():
        parts = shapely.get_parts(shape)
        weight = skin.areas_on_tile_mm2(patch, parts)
        some = weight > 0
        if not some.any():
            continue
        grids = [_grid(part) for part in parts[some]]
        points = skin.points(skin.patches[patch].home, patch, np.concatenate(grids))
        sizes = np.array([len(grid) for grid in grids])
        sums = np.add.reduceat(points, np.cumsum(sizes) - sizes, axis=0)
        weights.append(weight[some])
        means.append(sums / sizes[:, None])
    return np.average(np.concatenate(means), axis=0, weights=np.concatenate(weights)) if weights else None


def _grid(part: shapely.Polygon) -> FloatArray:
    """Points (n, 2) spread evenly over a piece; one inside it where it is too thin for any."""
    left, low, right, high = part.bounds
    step = max(right - left, high - low) / GRID_STEPS
    x, y = np.meshgrid(np.arange(left + step / 2, right, step), np.arange(low + step / 2, high, step))
    inside = shapely.contains_xy(part, x.ravel(), y.ravel())
    if inside.any():
        return np.column_stack([x.ravel()[inside], y.ravel()[inside]])
    point = part.representative_point()
    return np.array([[point.x, point.y]])


def _intensities(drawing: Drawing) -> Intensities:
    """Mean intensity of the strokes of each step, weighted by about how much each covers."""
    sums: dict[tuple[Side, Quality, int], tuple[float, float]] = {}
    for stroke in drawing.strokes:
        if stroke.mode != "add":
            continue
        key = stroke.side, stroke.quality, depth(stroke.intensity)
        whole, times = sums.get(key, (0.0, 0.0))
        size = _size_mm2(stroke)
        sums[key] = whole + size, times + size * stroke.intensity
    return {key: times / whole for key, (whole, times) in sums.items() if whole > 0}


def _size_mm2(stroke: Stroke) -> float:
    """About what a stroke covers: a brush its length times its width and two half dots, an area its ring."""
    points = np.asarray(stroke.points_mm)
    ahead = np.roll(points, -1, axis=0)
    if stroke.shape == "area":
        return abs(float(np.sum(points[:, 0] * ahead[:, 1] - ahead[:, 0] * points[:, 1]))) / 2
    length = float(np.sum(np.hypot(*(ahead - points)[:-1].T)))
    return 2 * stroke.radius_mm * length + float(np.pi) * stroke.radius_mm**2


def _intensity(skin: Skin, paint: SidePaint, quality: Quality, of_step: Mapping[int, float]) -> float | None:
    """Mean intensity of a quality over the skin that bears it."""
    if quality not in paint.qualities:
        return None
    found = {view: qualities[quality] for view, qualities in paint.depths.items() if quality in qualities}
    single = {step for steps in found.values() for step in steps}
    if len(single) == 1:
        return of_step[single.pop()]
    steps: dict[int, float] = {}
    for view, shapes in found.items():
        for step, shape in shapes.items():
            steps[step] = steps.get(step, 0.0) + skin.true_area_mm2(view, shape)
    total = sum(steps.values())
    return sum(of_step[step] * area for step, area in steps.items()) / total if total > 0 else None
