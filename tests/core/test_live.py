"""The live estimate against the exact match it stands in for."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread
from typing import cast

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon

from footmap.core import live as live_module
from footmap.core.drawing import Drawing, Mode, Point, Quality, Stroke
from footmap.core.geometry import repair
from footmap.core.live import LiveEstimate, LiveStroke, LiveTables
from footmap.core.matching import Matcher
from footmap.core.paint import Paint, SidePaint
from footmap.core.raster import cells_inside
from footmap.core.views import SIDES, Side, ViewId

from .synthetic import STEP_MM, VIEWS, make_atlas, paint_of

ATLAS = make_atlas()
MATCHER = Matcher(ATLAS)
TABLES = LiveTables(ATLAS, MATCHER.subjects)

coordinates = st.tuples(*(st.integers(a, b).map(lambda n: n / 2.0) for a, b in ((-100, 100), (-20, 420))))
paths = st.lists(coordinates, min_size=1, max_size=5).map(tuple)


def stroke(side: Side, view: ViewId, mode: Mode, points: tuple[Point, ...], radius: float, quality: Quality) -> Stroke:
    return Stroke(side, view, mode, "brush", quality, points, radius)


strokes = st.builds(
    stroke,
    st.sampled_from(SIDES),
    st.sampled_from(VIEWS),
    st.sampled_from(["add", "add", "erase"]),
    paths,
    st.floats(3.0, 20.0),
    st.sampled_from(["pain", "numbness"]),
)


def estimate(drawing: Drawing) -> LiveEstimate:
    paint = paint_of(drawing)
    return LiveEstimate(TABLES, paint, MATCHER.match(paint))


def led(before: LiveEstimate, made: Stroke) -> LiveStroke:
    live = before.stroke(made.side, made.view, made.mode)
    live.lead(made)
    return live


def tolerance_mm2(drawing: Drawing) -> float:
    """One cell's width along every outline is more than the estimate may be wrong."""
    outline = sum(
        shapely.length(shape)
        for side in SIDES
        for shapes in paint_of(drawing).side(side).shown.values()
        for shape in shapes.values()
    )
    return 0.35 * STEP_MM * (float(outline) + 100.0)


@settings(deadline=None, max_examples=60)
@given(st.lists(strokes, max_size=4), strokes)
def test_the_estimate_is_near_the_exact_match(before: list[Stroke], made: Stroke) -> None:
    old, new = Drawing(tuple(before)), Drawing((*before, made))
    exact = MATCHER.match(paint_of(new))
    live = led(estimate(old), made).match()
    allowed = max(tolerance_mm2(new), tolerance_mm2(old))
    for side in SIDES:
        if side not in exact.sides:
            assert side not in live.sides or live.sides[side].paint_mm2 < allowed
            continue
        if side not in live.sides:  # a sliver between the centres of the cells
            assert exact.sides[side].paint_mm2 < allowed
            continue
        one, two = exact.sides[side], live.sides[side]
        assert two.paint_mm2 == pytest.approx(one.paint_mm2, abs=allowed)
        assert two.skin_mm2 == pytest.approx(one.skin_mm2, abs=1.3 * allowed)
        assert two.unexplained_mm2 == pytest.approx(one.unexplained_mm2, abs=allowed)
        np.testing.assert_allclose(two.overlap_mm2, one.overlap_mm2, atol=allowed)
        np.testing.assert_allclose(two.core_mm2, one.core_mm2, atol=allowed)


def test_the_estimate_of_a_large_stroke_is_within_half_a_percent() -> None:
    made = stroke("right", "foot_dorsal", "add", ((-20.0, 30.0), (25.0, 100.0), (-10.0, 160.0)), 12.0, "pain")
    exact = MATCHER.match(paint_of(Drawing((made,)))).sides["right"]
    live = led(estimate(Drawing()), made).match().sides["right"]
    np.testing.assert_allclose(live.overlap_mm2, exact.overlap_mm2, atol=0.005 * exact.paint_mm2)


@settings(deadline=None, max_examples=40)
@given(st.lists(strokes, max_size=3), strokes)
def test_a_stroke_changes_nothing_before_it_ends(before: list[Stroke], made: Stroke) -> None:
    start = estimate(Drawing(tuple(before)))
    overlaps = start.match.overlaps("nerve")
    covered = {(s, v): start.covered(s, v).copy() for s in SIDES for v in VIEWS}
    led(start, made)
    assert start.match.overlaps("nerve") == overlaps
    for key, grid in covered.items():
        np.testing.assert_array_equal(start.covered(*key), grid)


@settings(deadline=None, max_examples=40)
@given(strokes)
def test_a_path_led_twice_adds_nothing(made: Stroke) -> None:
    live = led(estimate(Drawing()), made)
    once = live.side_match()
    live.lead(replace(made, points_mm=made.points_mm[::-1]))
    twice = live.side_match()
    assert twice.paint_mm2 == once.paint_mm2
    np.testing.assert_array_equal(twice.overlap_mm2, once.overlap_mm2)


@settings(deadline=None, max_examples=40)
@given(paths, st.floats(3.0, 15.0), st.sampled_from(SIDES))
def test_erasing_what_was_just_painted_leaves_nothing(points: tuple[Point, ...], radius: float, side: Side) -> None:
    painted = led(estimate(Drawing()), stroke(side, "foot_dorsal", "add", points, radius, "pain")).finished()
    wiped = led(painted, stroke(side, "foot_dorsal", "erase", points, radius, "pain"))
    assert wiped.side_match().paint_mm2 == pytest.approx(0.0, abs=1e-6)
    assert not wiped.finished().covered(side, "foot_dorsal").any()


def test_a_moving_brush_is_ranked_like_the_finished_stroke() -> None:
    made = stroke("right", "foot_plantar", "add", ((5.0, 140.0), (25.0, 170.0)), 6.0, "pain")
    live = led(estimate(Drawing()), made).match()
    exact = MATCHER.match(paint_of(Drawing((made,))))
    for layer in ("nerve", "level"):
        ours, theirs = (tuple(o for o in m.overlaps(layer) if o.explained > 0.01) for m in (live, exact))
        assert [(o.id, o.side) for o in ours] == [(o.id, o.side) for o in theirs]
        assert ours[0].explained == pytest.approx(theirs[0].explained, abs=0.01)
    assert live.paint_cm2 == pytest.approx(exact.paint_cm2, rel=0.02)
    assert live.unexplained_share == pytest.approx(exact.unexplained_share, abs=0.01)


def test_cells_of_unchanged_views_are_taken_over(monkeypatch: pytest.MonkeyPatch) -> None:
    one = stroke("right", "foot_dorsal", "add", ((0.0, 50.0),), 10.0, "pain")
    first = estimate(Drawing((one,)))
    grid = first.covered("right", "foot_dorsal")
    assert grid.any()
    same = LiveEstimate(TABLES, first.paint, first.match, first)
    monkeypatch.setattr(live_module, "block_inside", lambda *_: pytest.fail("they are looked for again"))
    assert np.array_equal(same.covered("right", "foot_dorsal"), grid)


@settings(deadline=None)
@given(st.lists(st.lists(coordinates, min_size=3, max_size=8), min_size=1, max_size=3))
def test_cells_inside_agree_with_shapely(rings: list[list[Point]]) -> None:
    shape: MultiPolygon = repair(shapely.union_all([shapely.make_valid(shapely.Polygon(r)) for r in rings]))
    raster = ATLAS.labels["foot_dorsal"]
    height, width = raster.label.shape
    x = raster.left_mm + STEP_MM * np.arange(width) + 1e-7
    y = raster.bottom_mm + STEP_MM * np.arange(height) + 1e-7
    gx, gy = np.meshgrid(x, y)
    differ = cells_inside(shape, raster) != shapely.contains_xy(shape, gx, gy)
    # centres that lie on the outline may fall on either side
    off = shapely.distance(shapely.points(gx[differ], gy[differ]), shapely.boundary(shape))
    assert (off < 1e-5).all()


class Interrupted:
    """The paint of an estimate; whoever compares it lets another thread find cells of that estimate meanwhile."""

    def __init__(self, of: LiveEstimate) -> None:
        self._of, self._paint = of, of.paint

    def side(self, side: Side) -> SidePaint:
        cells = [(s, v) for s in SIDES for v in VIEWS]
        other = Thread(target=lambda: [self._of.covered(*key) for key in cells])
        self._of.paint = self._paint
        other.start()
        other.join()
        self._of.paint = cast("Paint", self)
        return self._paint.side(side)


def test_an_estimate_may_be_made_while_another_thread_finds_cells_of_the_one_before() -> None:
    one = stroke("right", "foot_dorsal", "add", ((0.0, 50.0),), 10.0, "pain")
    first = estimate(Drawing((one,)))
    grid = first.covered("right", "foot_dorsal")
    paint = first.paint
    first.paint = cast("Paint", Interrupted(first))
    after = LiveEstimate(TABLES, paint, first.match, first)
    assert np.array_equal(after.covered("right", "foot_dorsal"), grid)


@settings(deadline=None, max_examples=40)
@given(strokes, st.lists(st.floats(3.0, 20.0), min_size=5, max_size=5))
def test_both_limbs_are_led_in_right_limb_millimetres(made: Stroke, radii_mm: list[float]) -> None:
    made = replace(made, radii_mm=tuple(radii_mm[: len(made.points_mm)]))
    other: Side = "left" if made.side == "right" else "right"
    mirrored = replace(made, side=other, points_mm=tuple((-x, y) for x, y in made.points_mm))
    one, two = led(estimate(Drawing()), made), led(estimate(Drawing()), mirrored)
    three = estimate(Drawing()).stroke(other, made.view, made.mode)
    k = 1 if made.side == "right" else -1
    for (x, y), radius in zip(made.points_mm, radii_mm, strict=False):
        three.move(k * x, y, radius)
    for live in (two, three):
        assert live.side_match().paint_mm2 == one.side_match().paint_mm2
        np.testing.assert_array_equal(live.side_match().overlap_mm2, one.side_match().overlap_mm2)


@settings(deadline=None, max_examples=30)
@given(strokes, strokes)
def test_a_stroke_that_begins_anew_has_left_nothing(first: Stroke, made: Stroke) -> None:
    made = replace(made, side=first.side, view=first.view, mode=first.mode)
    live = led(estimate(Drawing()), first).restarted()
    live.lead(made)
    fresh = led(estimate(Drawing()), made)
    assert live.side_match().paint_mm2 == fresh.side_match().paint_mm2
    np.testing.assert_array_equal(
        live.finished().covered(made.side, made.view), fresh.finished().covered(made.side, made.view)
    )


def test_what_was_just_painted_is_not_counted_again() -> None:
    one = stroke("left", "foot_dorsal", "add", ((0.0, 50.0), (0.0, 90.0)), 10.0, "pain")
    painted = led(estimate(Drawing()), one)
    again = led(painted.finished(), one)
    assert again.side_match().paint_mm2 == painted.side_match().paint_mm2 > 0


def test_a_limb_without_paint_is_missing_from_the_match() -> None:
    one = stroke("left", "foot_dorsal", "add", ((0.0, 50.0), (0.0, 90.0)), 10.0, "pain")
    painted = led(estimate(Drawing()), one)
    assert set(painted.match().sides) == {"left"}
    wiped = led(painted.finished(), replace(one, mode="erase", radius_mm=30.0))
    assert wiped.match().sides == {}
    assert estimate(Drawing()).stroke("right", "foot_dorsal", "add").match().sides == {}
