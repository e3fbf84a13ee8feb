"""Two drawings compared: the areas add up, the order can be turned round, the same drawing has not changed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon

from footmap.core import geometry
from footmap.core.atlas import Atlas
from footmap.core.compare import Change, Comparison, compare, seen_change
from footmap.core.coverage import RegionCover
from footmap.core.drawing import QUALITIES, Drawing, Mode, Stroke
from footmap.core.fill import region_strokes
from footmap.core.paint import Paint, replay
from footmap.core.skin_maps import SkinStretch
from footmap.core.views import SIDES, VIEW_IDS


@pytest.fixture(scope="module")
def cover(atlas: Atlas) -> RegionCover:
    return RegionCover(atlas)


@st.composite
def strokes(draw: st.DrawFn) -> Stroke:
    view = draw(st.sampled_from(VIEW_IDS))
    high = 300.0 if view.startswith("leg") else 60.0
    x, y = st.floats(-45.0, 45.0), st.floats(5.0, high)
    points = tuple(draw(st.lists(st.tuples(x, y), min_size=1, max_size=3)))
    modes: tuple[Mode, ...] = ("add", "add", "erase")
    mode = draw(st.sampled_from(modes))
    quality, side = draw(st.sampled_from(QUALITIES)), draw(st.sampled_from(SIDES))
    return Stroke(side, view, mode, "brush", quality, points, draw(st.floats(2.0, 18.0)), draw(st.floats(0.0, 10.0)))


drawings = st.lists(strokes(), min_size=0, max_size=3).map(lambda made: Drawing(tuple(made)))


def changes(found: Comparison) -> list[Change]:
    return [c for side in SIDES for c in (found.sides[side].whole, *found.sides[side].qualities.values())]


def areas(atlas: Atlas, paint: Paint) -> list[float]:
    return [atlas.skin.area_mm2(paint.union(side)) / 100.0 for side in SIDES]


@settings(max_examples=25)
@given(before=drawings, after=drawings)
def test_areas_add_up_and_the_order_can_be_turned_round(
    atlas: Atlas, cover: RegionCover, before: Drawing, after: Drawing
) -> None:
    old, new = replay(atlas, before), replay(atlas, after)
    there, back = compare(atlas, cover, old, new), compare(atlas, cover, new, old)
    for k, side in enumerate(SIDES):
        whole = there.sides[side].whole
        assert whole.before_cm2 == pytest.approx(areas(atlas, old)[k], abs=0.02, rel=0.015)
        assert whole.after_cm2 == pytest.approx(areas(atlas, new)[k], abs=0.02, rel=0.015)
        for quality, change in there.sides[side].qualities.items():
            rows = [row[quality] for row in there.sides[side].regions.values() if quality in row]
            assert sum(r.before_cm2 for r in rows) == pytest.approx(change.before_cm2, abs=0.1)
            assert sum(r.after_cm2 for r in rows) == pytest.approx(change.after_cm2, abs=0.1)
    for one, other in zip(changes(there), changes(back), strict=True):
        assert one.gained_cm2 == pytest.approx(other.lost_cm2, abs=1e-6)
        assert one.kept_cm2 == pytest.approx(other.kept_cm2, abs=1e-6)
        assert one.jaccard == pytest.approx(other.jaccard, abs=1e-9)
        assert 0.0 <= one.jaccard <= 1.0 + 1e-9
        assert (one.shift_mm is None) == (other.shift_mm is None)
        if one.shift_mm is not None and other.shift_mm is not None:
            assert one.shift_mm == pytest.approx(-other.shift_mm)
    assert there.jaccard == pytest.approx(back.jaccard, abs=1e-9)


@settings(max_examples=15)
@given(drawing=drawings)
def test_the_same_drawing_has_not_changed(atlas: Atlas, cover: RegionCover, drawing: Drawing) -> None:
    paint = replay(atlas, drawing)
    found = compare(atlas, cover, paint, paint)
    assert found.jaccard == 1.0
    for change in changes(found):
        assert not change.gained
        assert not change.lost
        assert change.distance_mm in (None, 0.0)
        assert change.before_intensity == change.after_intensity


def test_drawings_that_do_not_meet_share_nothing(atlas: Atlas, cover: RegionCover) -> None:
    heel = replay(atlas, Drawing(region_strokes(atlas, "heel_plantar", "left", "pain", 8)))
    toe = replay(atlas, Drawing(region_strokes(atlas, "hallux_plantar", "left", "pain", 2)))
    found = compare(atlas, cover, heel, toe)
    whole = found.sides["left"].whole
    assert found.jaccard == pytest.approx(0.0, abs=1e-3)
    assert whole.gained_cm2 == pytest.approx(atlas.skin.area_mm2(toe.left.union) / 100)
    pain = found.sides["left"].qualities["pain"]
    assert pain.before_intensity is not None
    assert pain.after_intensity is not None
    assert pain.before_intensity > pain.after_intensity
    shift = whole.shift_mm
    assert shift is not None
    assert shift[1] > 100.0, "the big toe lies far in front of the heel"
    assert abs(shift[2]) < 30.0
    assert found.painted_sides == ("left",)
    assert set(found.sides["left"].regions) >= {"heel_plantar", "hallux_plantar"}


def test_the_middle_of_a_piece_follows_it(atlas: Atlas, cover: RegionCover) -> None:
    def dot(y: float) -> Paint:
        stroke = Stroke("right", "leg_posterior", "add", "brush", "pain", ((0.0, y),), 12.0, 5.0)
        return replay(atlas, Drawing((stroke,)))

    shift = compare(atlas, cover, dot(200.0), dot(240.0)).sides["right"].whole.shift_mm
    assert shift is not None
    assert shift[2] == pytest.approx(40.0, abs=2.0)
    assert np.abs(shift[0]) < 6.0


@settings(max_examples=15)
@given(before=drawings, after=drawings)
def test_what_views_show_of_the_change_tiles_what_they_show_of_both(
    atlas: Atlas, before: Drawing, after: Drawing
) -> None:
    old, new = replay(atlas, before), replay(atlas, after)
    for side in SIDES:
        for view in VIEW_IDS:
            for quality in (None, *QUALITIES):
                seen = seen_change(old, new, side, view, quality)
                shapes = [
                    geometry.union_all(
                        shape for q, shape in paint.side(side).shown.get(view, {}).items() if quality in (None, q)
                    )
                    for paint in (old, new)
                ]
                assert seen.lost.area + seen.kept.area == pytest.approx(shapes[0].area, abs=0.5)
                assert seen.gained.area + seen.kept.area == pytest.approx(shapes[1].area, abs=0.5)
                assert geometry.intersection(seen.gained, seen.lost).area == pytest.approx(0.0, abs=0.1)
                assert seen.is_empty == all(shape.is_empty for shape in shapes)


def test_a_piece_with_a_fine_spike_keeps_its_area() -> None:
    """What was lost between two thin strokes: an orientation read from its highest point took it the wrong way."""
    under = [(20.12, 66.47), (18.91, 66.54), (17.6, 66.6), (16.22, 66.66), (14.76, 66.73), (13.21, 66.79)]
    front = [(11.59, 66.85), (9.88, 66.91), (8.0, 66.96), (5.91, 67.02), (3.934, 67.06), (6.16, 67.06), (8.21, 67.05)]
    over = [(10.07, 67.04), (11.77, 67.03), (13.38, 67.01), (14.91, 67.0), (16.37, 66.98), (17.75, 66.96)]
    end = [(19.05, 66.94), (20.25, 66.92), (21.34, 66.9), (22.23655632, 66.88206887)]
    spike = [(22.38057283, 70.20552688), (22.22, 66.5), (22.19309832, 66.33186447), (21.21, 66.4)]
    spiked = Polygon([*under, *front, *over, *end, *spike])
    even = SkinStretch.from_ratio(-10.0, 50.0, 1.0, lambda: np.ones((40, 60)))
    assert even.area_mm2(spiked) == pytest.approx(spiked.area, abs=0.01)


@given(value=st.integers(0, 10), later=st.integers(0, 10))
@settings(max_examples=20)
def test_the_intensity_is_the_one_that_was_painted(atlas: Atlas, cover: RegionCover, value: int, later: int) -> None:
    strokes = region_strokes(atlas, "heel_plantar", "left", "pain", 5)
    old, new = (Drawing(tuple(replace(s, intensity=float(v)) for s in strokes)) for v in (value, later))
    found = compare(atlas, cover, replay(atlas, old), replay(atlas, new), (old, new))
    pain = found.sides["left"].qualities["pain"]
    assert pain.before_intensity == pytest.approx(value)
    assert pain.after_intensity == pytest.approx(later)


def test_of_strokes_of_one_step_the_larger_counts_more(atlas: Atlas, cover: RegionCover) -> None:
    dot = Stroke("left", "foot_plantar", "add", "brush", "pain", ((10.0, 100.0),), 3.0, intensity=3.0)
    line = Stroke("left", "foot_plantar", "add", "brush", "pain", ((10.0, 130.0), (10.0, 190.0)), 6.0, intensity=5.0)
    drawing = Drawing((dot, line))
    paint = replay(atlas, drawing)
    found = compare(atlas, cover, paint, paint, (drawing, drawing)).sides["left"].qualities["pain"].before_intensity
    assert found is not None
    assert 4.5 < found < 5.0
