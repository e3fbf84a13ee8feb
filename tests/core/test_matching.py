"""Exact matching on an atlas of rectangles."""

from __future__ import annotations

from itertools import pairwise

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from footmap.core.drawing import QUALITIES, Drawing, Mode, Point, Stroke, footprint
from footmap.core.ids import Quality
from footmap.core.matching import Match, Matcher, Overlap
from footmap.core.views import SIDES, Side, ViewId

from .synthetic import STRETCH, USUAL, VIEWS, box, make_atlas, paint_of

ATLAS = make_atlas()
MATCHER = Matcher(ATLAS)


def area(side: Side, view: ViewId, *points: Point, mode: Mode = "add", quality: Quality = "pain") -> Stroke:
    return Stroke(side, view, mode, "area", quality, points)


def rectangle(side: Side, view: ViewId, x0: float, y0: float, x1: float, y1: float) -> Stroke:
    return area(side, view, (x0, y0), (x1, y0), (x1, y1), (x0, y1))


def match(*strokes: Stroke) -> Match:
    return MATCHER.match(paint_of(Drawing(strokes)))


def overlap(found: Match, id_: str, side: Side = "right") -> Overlap:
    (only,) = [o for o in (*found.overlaps("nerve"), *found.overlaps("level")) if (o.id, o.side) == (id_, side)]
    return only


def core_share(found: Match, id_: str) -> float:
    row = [s.id for s in found.subjects].index(id_)
    return float(found.sides["right"].core_mm2[row]) / found.sides["right"].paint_mm2


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
def test_overlaps_are_shares_of_what_bears_paint_and_those_that_explain_most_come_first(strokes: list[Stroke]) -> None:
    found = match(*strokes)
    for layer in ("nerve", "level"):
        overlaps = found.overlaps(layer)
        row = {s.id: k for k, s in enumerate(found.subjects) if s.layer == layer}
        painted = [(i, s) for i in row for s, side in found.sides.items() if side.overlap_mm2[row[i]] > 0]
        assert sorted((o.id, o.side) for o in overlaps) == sorted(painted)
        assert all(a.explained >= b.explained - 2e-6 for a, b in pairwise(overlaps))
        for o in overlaps:
            side, subject = found.sides[o.side], found.subjects[row[o.id]]
            assert 0.0 <= o.explained <= 1.0
            assert 0.0 <= o.filled <= 1.0
            assert o.explained * side.paint_mm2 == pytest.approx(side.overlap_mm2[row[o.id]], rel=1e-6)
            assert o.filled * subject.size_mm2 == pytest.approx(side.overlap_mm2[row[o.id]], rel=1e-6)
    skin_mm2 = [side.skin_mm2 for side in found.sides.values()]
    assert found.paint_cm2 == pytest.approx(sum(skin_mm2) / 100.0)
    assert 0.0 <= found.unexplained_share <= 1.0
    for side in found.sides.values():
        assert side.unexplained_mm2 <= side.paint_mm2 + 1e-6
    if len(found.sides) == 1:
        (side,) = found.sides.values()
        assert found.unexplained_share == pytest.approx(side.unexplained_mm2 / side.paint_mm2, abs=1e-9)


@settings(deadline=None)
@given(stroke_lists)
def test_the_left_limb_is_the_mirror_of_the_right(strokes: list[Stroke]) -> None:
    def mirrored(stroke: Stroke) -> Stroke:
        side: Side = "left" if stroke.side == "right" else "right"
        points = tuple((-x, y) for x, y in stroke.points_mm)
        return Stroke(side, stroke.view, stroke.mode, stroke.shape, stroke.quality, points, stroke.radius_mm)

    other: dict[Side, Side] = {"right": "left", "left": "right"}
    one, two = match(*strokes), match(*(mirrored(s) for s in strokes))
    for layer in ("nerve", "level"):
        turned = {(o.id, other[o.side], o.explained, o.filled) for o in one.overlaps(layer)}
        assert turned == {tuple(o) for o in two.overlaps(layer)}
    for side, found in one.sides.items():
        assert found.core_mm2.tolist() == two.sides[other[side]].core_mm2.tolist()


def test_qualities_are_counted_once() -> None:
    once = match(rectangle("right", "foot_dorsal", -30, 20, -20, 60))
    stroke = rectangle("right", "foot_dorsal", -30, 20, -20, 60)
    again = Stroke("right", "foot_dorsal", "add", "area", "numbness", stroke.points_mm)
    twice = match(stroke, again)
    assert twice.overlaps("nerve") == once.overlaps("nerve")
    assert (twice.paint_cm2, twice.unexplained_share) == (once.paint_cm2, once.unexplained_share)


def test_nothing_painted_gives_no_entries() -> None:
    for found in (match(), match(rectangle("right", "foot_dorsal", 100, 0, 120, 20))):
        assert not found.sides
        assert found.overlaps("nerve") == found.overlaps("level") == ()
        assert found.paint_cm2 == found.unexplained_share == 0.0


def test_only_painted_sides_have_entries() -> None:
    found = match(rectangle("left", "foot_dorsal", 10, 20, 20, 60))
    assert {o.side for o in (*found.overlaps("nerve"), *found.overlaps("level"))} == {"left"}
    assert found.overlaps("nerve")[0].id == "medial"


def test_a_branch_ranks_before_the_trunk_that_explains_as_much() -> None:
    found = match(rectangle("right", "foot_plantar", -5, 125, 35, 185))
    assert [o.id for o in found.overlaps("nerve")[:2]] == ["toes", "trunk"]
    both = match(rectangle("right", "foot_plantar", -5, 20, 35, 185))
    assert both.overlaps("nerve")[0].id == "trunk"


def test_core_skin_is_told_from_usual_skin() -> None:
    core = match(rectangle("right", "foot_dorsal", 15, 50, 25, 60))
    usual = match(rectangle("right", "foot_dorsal", 15, 155, 25, 165))
    for found in (core, usual):
        assert overlap(found, "lateral").explained == pytest.approx(1.0)
    assert core_share(core, "lateral") == pytest.approx(1.0)
    assert core_share(usual, "lateral") < 0.5


def test_filled_is_the_share_of_the_usual_skin_of_all_views() -> None:
    whole = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in USUAL["lateral"].values())
    found = match(rectangle("right", "foot_dorsal", 0, 0, 40, 190))
    assert overlap(found, "lateral").filled == pytest.approx(40 * 190 / whole)


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
