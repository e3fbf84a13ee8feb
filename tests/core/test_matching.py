"""Exact matching and ranking on an atlas of rectangles."""

from __future__ import annotations

from itertools import pairwise

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from footmap.core.drawing import QUALITIES, Drawing, Mode, Point, Stroke, footprint
from footmap.core.ids import Quality
from footmap.core.matching import Match, Matcher
from footmap.core.ranking import Candidate, Ranking, rank
from footmap.core.views import SIDES, Side, ViewId

from .synthetic import STRETCH, USUAL, VIEWS, box, make_atlas, paint_of

ATLAS = make_atlas()
MATCHER = Matcher(ATLAS)
NAMES = {"medial": "Medial nerve"}


def area(side: Side, view: ViewId, *points: Point, mode: Mode = "add", quality: Quality = "pain") -> Stroke:
    return Stroke(side, view, mode, "area", quality, points)


def rectangle(side: Side, view: ViewId, x0: float, y0: float, x1: float, y1: float) -> Stroke:
    return area(side, view, (x0, y0), (x1, y0), (x1, y1), (x0, y1))


def ranking(*strokes: Stroke) -> Ranking:
    return rank(match(*strokes), NAMES)


def match(*strokes: Stroke) -> Match:
    return MATCHER.match(paint_of(Drawing(strokes)))


def entry(candidates: tuple[Candidate, ...], id_: str, side: Side = "right") -> Candidate:
    (found,) = [c for c in candidates if c.id == id_ and c.side == side]
    return found


coordinates = st.tuples(*(st.integers(a, b).map(lambda n: n / 2.0) for a, b in ((-120, 120), (-40, 440))))
stroke_lists = st.lists(
    st.builds(
        Stroke,
        side=st.sampled_from(SIDES),
        view=st.sampled_from(VIEWS),
        mode=st.sampled_from(["add", "add", "add", "erase"]),
        shape=st.sampled_from(["brush", "area"]),
        quality=st.sampled_from(QUALITIES),
        points_mm=st.lists(coordinates, min_size=1, max_size=6).map(tuple),
        radius_mm=st.floats(1.0, 25.0),
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None)
@given(stroke_lists)
def test_areas_are_those_of_shapely(strokes: list[Stroke]) -> None:
    paint = paint_of(Drawing(tuple(strokes)))
    found = MATCHER.match(paint)
    for side in SIDES:
        union = {VIEWS[p]: shape for p, shape in paint.union(side).items()}
        total = sum(shape.area for shape in union.values())
        if total == 0.0:
            assert side not in found.sides
            continue
        if total < 1.0:
            continue  # a speck of a few grid cells, which the bare operations of this test may leave invalid
        side_match = found.sides[side]
        assert side_match.paint_mm2 == pytest.approx(total, rel=1e-12)
        assert side_match.skin_mm2 == pytest.approx(total * STRETCH, rel=1e-12)
        for subject, overlap in zip(found.subjects, side_match.overlap_mm2, strict=True):
            if subject.id in USUAL:
                seen = USUAL[subject.id]
                expected = sum(shapely.area(shapely.intersection(union[v], box(seen[v]))) for v in union if v in seen)
                assert overlap == pytest.approx(expected, abs=1e-9 * total)
        outside = sum(shape.intersection(shapely.box(-40, 190, 40, 200)).area for shape in union.values())
        assert side_match.unexplained_mm2 == pytest.approx(outside, abs=1e-9 * total)


@settings(deadline=None)
@given(stroke_lists)
def test_a_ranking_keeps_its_promises(strokes: list[Stroke]) -> None:
    found = match(*strokes)
    out = rank(found, NAMES)
    for candidates, layer in ((out.nerves, "nerve"), (out.levels, "level")):
        ids = {s.id for s in found.subjects if s.layer == layer}
        assert sorted((c.id, c.side) for c in candidates) == sorted((i, s) for i in ids for s in found.sides)
        fits = [c.fit for c in candidates]
        assert all(a >= b - 2e-6 for a, b in pairwise(fits))
        for c in candidates:
            assert 0.0 <= c.explained <= 1.0
            assert 0.0 <= c.filled <= 1.0
            assert 0.0 <= c.fit <= c.explained + 1e-12
    assert 0.0 <= out.unexplained_share <= 1.0


@settings(deadline=None)
@given(stroke_lists)
def test_the_left_limb_is_the_mirror_of_the_right(strokes: list[Stroke]) -> None:
    def mirrored(stroke: Stroke) -> Stroke:
        side: Side = "left" if stroke.side == "right" else "right"
        points = tuple((-x, y) for x, y in stroke.points_mm)
        return Stroke(side, stroke.view, stroke.mode, stroke.shape, stroke.quality, points, stroke.radius_mm)

    other = {"right": "left", "left": "right"}
    one, two = ranking(*strokes), ranking(*(mirrored(s) for s in strokes))
    turned = {(c.id, other[c.side], c.fit, c.explained, c.filled) for c in one.nerves + one.levels}
    assert turned == {(c.id, c.side, c.fit, c.explained, c.filled) for c in two.nerves + two.levels}


def test_qualities_are_counted_once() -> None:
    once = ranking(rectangle("right", "foot_dorsal", -30, 20, -20, 60))
    stroke = rectangle("right", "foot_dorsal", -30, 20, -20, 60)
    again = Stroke("right", "foot_dorsal", "add", "area", "numbness", stroke.points_mm)
    assert ranking(stroke, again) == once


def test_nothing_painted_gives_no_entries() -> None:
    assert ranking() == Ranking()
    assert ranking(rectangle("right", "foot_dorsal", 100, 0, 120, 20)) == Ranking()


def test_only_painted_sides_have_entries() -> None:
    out = ranking(rectangle("left", "foot_dorsal", 10, 20, 20, 60))
    assert {c.side for c in out.nerves + out.levels} == {"left"}
    assert out.nerves[0].id == "medial"
    assert out.nerves[0].name == "Medial nerve"


def test_a_branch_ranks_before_the_trunk_that_explains_as_much() -> None:
    out = ranking(rectangle("right", "foot_plantar", -5, 125, 35, 185))
    assert [c.id for c in out.nerves[:2]] == ["toes", "trunk"]
    both = ranking(rectangle("right", "foot_plantar", -5, 20, 35, 185))
    assert both.nerves[0].id == "trunk"


def test_core_skin_counts_more_than_usual_skin() -> None:
    core = entry(ranking(rectangle("right", "foot_dorsal", 15, 50, 25, 60)).nerves, "lateral")
    usual = entry(ranking(rectangle("right", "foot_dorsal", 15, 155, 25, 165)).nerves, "lateral")
    assert core.explained == usual.explained == pytest.approx(1.0)
    assert core.fit == pytest.approx(1.0)
    assert usual.fit < core.fit


def test_filled_is_the_share_of_the_usual_skin_of_all_views() -> None:
    whole = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in USUAL["lateral"].values())
    out = ranking(rectangle("right", "foot_dorsal", 0, 0, 40, 190))
    assert entry(out.nerves, "lateral").filled == pytest.approx(40 * 190 / whole)


def test_a_ring_that_crosses_itself_covers_both_lobes() -> None:
    eight = area("right", "foot_dorsal", (-20, 20), (20, 60), (20, 20), (-20, 60))
    assert footprint(eight).area == pytest.approx(800.0, rel=1e-3)


def test_an_open_and_a_closed_ring_are_the_same() -> None:
    points = ((-20.0, 20.0), (20.0, 20.0), (20.0, 60.0))
    assert footprint(area("right", "foot_dorsal", *points)).equals(
        footprint(area("right", "foot_dorsal", *points, points[0]))
    )


@settings(deadline=None)
@given(stroke_lists)
def test_a_match_after_other_matches_is_the_same_as_a_first_one(strokes: list[Stroke]) -> None:
    practised = Matcher(ATLAS)
    for count in range(len(strokes) + 1):
        last = practised.match(paint_of(Drawing(tuple(strokes[:count]))))
    first = Matcher(ATLAS).match(paint_of(Drawing(tuple(strokes))))
    assert set(last.sides) == set(first.sides)
    for side, one in first.sides.items():
        two = last.sides[side]
        assert two.paint_mm2 == pytest.approx(one.paint_mm2, rel=1e-12)
        assert two.skin_mm2 == pytest.approx(one.skin_mm2, rel=1e-12)
        assert two.overlap_mm2 == pytest.approx(one.overlap_mm2, abs=1e-12 * one.paint_mm2)
        assert two.core_mm2 == pytest.approx(one.core_mm2, abs=1e-12 * one.paint_mm2)
