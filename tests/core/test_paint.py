"""Strokes become paint: both limbs, all qualities, erasing, undo, and what each view shows."""

from __future__ import annotations

from dataclasses import replace
from functools import partial, reduce

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from footmap.bench.strokes import iou, point_on_skin, random_stroke
from footmap.core import paint as paints
from footmap.core.atlas import Atlas
from footmap.core.depth import DEPTHS, depth
from footmap.core.drawing import DEFAULT_INTENSITY, QUALITIES, Drawing, Mode, Point, Quality, Shape, Stroke
from footmap.core.folding import Step, fold
from footmap.core.geometry import difference, polygons, union, union_all, widen
from footmap.core.paint import Paint, SidePaint, apply, apply_shape, empty, replay
from footmap.core.skin import PatchPaint
from footmap.core.views import SIDES, VIEW_IDS, Side, ViewId


def brushed(
    atlas: Atlas, rng: np.random.Generator, side: Side = "right", mode: Mode = "add", quality: Quality = "pain"
) -> Stroke:
    """A wandering brush stroke on the skin, in the coordinates of its side."""
    view = VIEW_IDS[int(rng.integers(8))]
    path = np.cumsum([point_on_skin(atlas.skin, view, rng), *rng.uniform(-8, 8, (int(rng.integers(1, 8)), 2))], axis=0)
    sign = 1.0 if side == "right" else -1.0
    points = tuple((sign * float(x), float(y)) for x, y in path)
    return Stroke(side, view, mode, "brush", quality, points, float(rng.uniform(2, 12)))


def stroke_list(atlas: Atlas, seed: int, count: int) -> list[Stroke]:
    rng = np.random.default_rng(seed)
    out = []
    for _ in range(count):
        mode: Mode = "erase" if rng.random() < 0.25 else "add"
        out.append(brushed(atlas, rng, SIDES[int(rng.integers(2))], mode, QUALITIES[int(rng.integers(4))]))
    return out


def bytes_of(paint: Paint) -> list[object]:
    """All that a paint holds, as comparable bytes."""

    def patches(p: PatchPaint) -> list[tuple[int, bytes]]:
        return [(k, shapely.to_wkb(p[k])) for k in sorted(p)]

    def side(s: SidePaint) -> list[object]:
        shown = [(v, q, shapely.to_wkb(g)) for v, here in s.shown.items() for q, g in here.items()]
        return [{q: patches(p) for q, p in s.qualities.items()}, patches(s.union), sorted(shown)]

    return [side(paint.right), side(paint.left)]


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_left_limb_mirrors_the_right(atlas: Atlas, seed: int) -> None:
    right = brushed(atlas, np.random.default_rng(seed), "right")
    left = brushed(atlas, np.random.default_rng(seed), "left")
    assert [(-x, y) for x, y in left.points_mm] == list(right.points_mm)
    a, b = apply(atlas, empty(), right), apply(atlas, empty(), left)
    assert bytes_of(a)[0] == bytes_of(b)[1]
    assert a.left == SidePaint()
    assert b.right == SidePaint()


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_old_paint_stays_as_it_was(atlas: Atlas, seed: int) -> None:
    history = [empty()]
    frozen = [bytes_of(empty())]
    for stroke in stroke_list(atlas, seed, 8):
        history.append(apply(atlas, history[-1], stroke))
        frozen.append(bytes_of(history[-1]))
    assert [bytes_of(p) for p in history] == frozen


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_erasing_what_was_painted_leaves_nothing(atlas: Atlas, seed: int) -> None:
    rng = np.random.default_rng(seed)
    stroke = brushed(atlas, rng, quality="burning")
    eraser = Stroke("right", stroke.view, "erase", "brush", "pain", stroke.points_mm, stroke.radius_mm)
    painted = apply(atlas, empty(), stroke)
    assert not painted.is_empty
    clean = apply(atlas, painted, eraser)
    assert clean.is_empty
    assert bytes_of(clean) == bytes_of(empty())


def test_an_eraser_takes_every_quality(atlas: Atlas) -> None:
    view: ViewId = "foot_lateral"
    x, y = shapely.get_coordinates(shapely.point_on_surface(atlas.skin.home[view]))[0].tolist()
    paint = empty()
    for quality in QUALITIES:
        paint = apply(atlas, paint, Stroke("left", view, "add", "brush", quality, ((-x, y), (-x - 9, y)), 8.0))
    assert set(paint.left.qualities) == set(QUALITIES)
    paint = apply(atlas, paint, Stroke("left", view, "erase", "brush", "pain", ((-x, y),), 4.0))
    for quality in QUALITIES:
        shown = paint.shown("left", view, quality)
        assert not shapely.contains_xy(shown, x, y)
        assert shown.area > 100
    assert not any(shapely.contains_xy(s, x, y) for s in paint.union("left").values())


def test_qualities_may_overlap_and_their_union_counts_once(atlas: Atlas) -> None:
    rng = np.random.default_rng(1)
    stroke = brushed(atlas, rng)
    again = Stroke(stroke.side, stroke.view, "add", "brush", "numbness", stroke.points_mm, stroke.radius_mm)
    once = apply(atlas, empty(), stroke)
    twice = apply(atlas, once, again)
    assert atlas.skin.area_mm2(twice.union("right")) == pytest.approx(atlas.skin.area_mm2(once.union("right")))
    for quality in ("pain", "numbness"):
        assert twice.right.qualities[quality].keys() == once.union("right").keys()


def test_a_stroke_beside_the_limb_changes_nothing(atlas: Atlas) -> None:
    paint = apply(atlas, empty(), brushed(atlas, np.random.default_rng(8)))
    assert apply(atlas, paint, Stroke("right", "leg_medial", "add", "brush", "pain", ((900.0, -300.0),), 5.0)) is paint


@pytest.mark.parametrize("seed", [1, 2])
def test_a_session_shows_what_a_full_redraw_shows(atlas: Atlas, seed: int) -> None:
    strokes = stroke_list(atlas, seed, 20)
    paint = replay(atlas, Drawing(tuple(strokes)))
    step = empty()
    for stroke in strokes:
        step = apply(atlas, step, stroke)
    assert bytes_of(step) == bytes_of(paint)
    for side in SIDES:
        for quality, patches in paint.side(side).qualities.items():
            for view in VIEW_IDS:
                shown, full = paint.shown(side, view, quality), atlas.skin.shown(patches, view)
                assert shapely.is_valid(shown)
                # erasing in another view widens the eraser by 0.05 mm
                assert difference(shown, widen(full, 0.2)).area < 2.0
                assert difference(full, widen(shown, 0.2)).area < 2.0
        united = [s for p in paint.side(side).qualities.values() for s in p.items()]
        for patch, shape in united:
            assert difference(shape, widen(paint.union(side)[patch], 0.02)).area < 0.05


def test_odd_strokes_are_taken(atlas: Atlas) -> None:
    box = atlas.skin.outline["foot_plantar"].bounds
    around = ((box[0] - 9, box[1] - 9), (box[2] + 9, box[1] - 9), (box[2] + 9, box[3] + 9), (box[0] - 9, box[3] + 9))
    rng = np.random.default_rng(3)
    scribble = tuple((float(x), float(y)) for x, y in rng.uniform((-40, 0), (40, 250), (60, 2)))
    bow = ((-30.0, 100.0), (30.0, 160.0), (30.0, 100.0), (-30.0, 160.0))
    odd: tuple[tuple[tuple[Point, ...], Shape], ...] = (
        (around, "area"),
        (scribble, "area"),
        (bow, "area"),
        (scribble, "brush"),
        (bow[:1], "area"),
    )
    for points, shape in odd:
        stroke = Stroke("right", "foot_plantar", "add", shape, "pain", points, 3.0)
        paint = apply(atlas, empty(), stroke)
        assert all(shapely.is_valid(s) for s in paint.union("right").values())
        assert paint.is_empty == (len(points) == 1)


def test_what_another_view_shows_can_be_erased_there(atlas: Atlas) -> None:
    rng = np.random.default_rng(31)
    left: list[float] = []
    while len(left) < 12:
        view, shape = random_stroke(atlas.skin, rng)
        paint = apply_shape(atlas.skin, empty(), "right", view, "add", "pain", shape)
        for other in VIEW_IDS:
            shown = paint.shown("right", other, "pain")
            if other == view or shown.area < 100:
                continue
            clean = apply_shape(atlas.skin, paint, "right", other, "erase", "pain", widen(shown, 0.3))
            assert clean.shown("right", other, "pain").is_empty
            left.append(atlas.skin.shown(clean.union("right"), other).area / shown.area)
    assert max(left) < 0.05
    assert np.mean(left) < 0.005


def test_a_stroke_is_seen_in_every_view_of_its_skin(atlas: Atlas) -> None:
    """A stroke on the outer ankle shows in the lateral views of leg and foot alike."""
    tip = atlas.views["foot_lateral"].landmarks_mm.get("lateral_malleolus_tip")
    if tip is None:
        tip = atlas.views["leg_lateral"].landmarks_mm["lateral_malleolus_tip"]
    paint = apply(atlas, empty(), Stroke("right", "foot_lateral", "add", "brush", "pain", (tip,), 9.0))
    foot, leg = (paint.shown("right", v, "pain") for v in ("foot_lateral", "leg_lateral"))
    assert iou(foot, leg) > 0.97  # the two cameras look the same way and share their frame
    assert paint.shown("right", "foot_medial", "pain").is_empty


def depth_stroke(stroke: Stroke, intensity: float) -> Stroke:
    return replace(stroke, intensity=intensity)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_steps_of_intensity_make_up_what_is_shown(atlas: Atlas, seed: int) -> None:
    rng = np.random.default_rng(seed)
    strokes = [depth_stroke(s, float(rng.integers(0, 11))) for s in stroke_list(atlas, seed, 14)]
    step = empty()
    for stroke in strokes:
        step = apply(atlas, step, stroke)
    for paint in (step, replay(atlas, Drawing(tuple(strokes)))):
        for limb in (paint.right, paint.left):
            assert limb.depths.keys() == limb.shown.keys()
            for view, shown in limb.shown.items():
                assert limb.depths[view].keys() == shown.keys()
                for quality, whole in shown.items():
                    steps = limb.depths[view][quality]
                    assert list(steps) == sorted(set(steps) & set(range(DEPTHS)))
                    assert sum(s.area for s in steps.values()) == pytest.approx(whole.area, abs=3.0 + 0.01 * whole.area)
                    assert union_all(steps.values()).symmetric_difference(whole).area < 3.0 + 0.01 * whole.area


def test_the_later_stroke_gives_the_intensity(atlas: Atlas) -> None:
    view: ViewId = "foot_plantar"
    x, y = shapely.get_coordinates(shapely.point_on_surface(atlas.skin.home[view]))[0].tolist()
    wide = Stroke("right", view, "add", "brush", "pain", ((x - 12, y), (x + 12, y)), 7.0, 9.0)
    dot = Stroke("right", view, "add", "brush", "pain", ((x, y),), 5.0, 2.0)
    for strokes in ((wide, dot), (wide, dot, replace(dot, quality="numbness", intensity=10.0))):
        for paint in (replay(atlas, Drawing(strokes)), reduce(partial(apply, atlas), strokes, empty())):
            steps = paint.right.depths[view]["pain"]
            assert set(steps) == {0, 3}
            assert shapely.contains_xy(steps[0], x, y)
            assert not shapely.contains_xy(steps[3], x, y)
            assert steps[0].area == pytest.approx(np.pi * 25, rel=0.02)
    again = replay(atlas, Drawing((wide, dot, wide)))
    assert set(again.right.depths[view]["pain"]) == {3}
    plain = replay(atlas, Drawing((wide,)))
    assert again.right.union.keys() == plain.right.union.keys()
    rest = replay(atlas, Drawing((wide, dot, replace(dot, mode="erase", radius_mm=5.3))))
    assert set(rest.right.depths[view]["pain"]) == {3}


def test_intensity_does_not_change_what_is_painted(atlas: Atlas) -> None:
    strokes = stroke_list(atlas, 4, 12)
    rng = np.random.default_rng(0)
    other = [depth_stroke(s, float(rng.integers(0, 11))) for s in strokes]
    a, b = (reduce(partial(apply, atlas), made, empty()) for made in (strokes, other))
    assert bytes_of(a) == bytes_of(b)


def test_the_steps_of_the_scale() -> None:
    assert [depth(i) for i in range(11)] == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3]
    assert (depth(DEFAULT_INTENSITY), depth(9.75), depth(10)) == (1, 3, 3)


@pytest.mark.parametrize("seed", range(3))
def test_paint_that_no_view_shows_is_the_same_on_the_skin(atlas: Atlas, seed: int) -> None:
    drawing = Drawing(tuple(stroke_list(atlas, seed + 40, 14)))
    seen, read = replay(atlas, drawing), replay(atlas, drawing, views=())
    for side in SIDES:
        one, other = seen.side(side), read.side(side)
        assert {q: bytes_of(Paint(SidePaint({q: p}))) for q, p in one.qualities.items()} == {
            q: bytes_of(Paint(SidePaint({q: p}))) for q, p in other.qualities.items()
        }
        assert other.union.keys() == one.union.keys()
        assert not other.shown
        assert not other.depths


@pytest.mark.parametrize("seed", range(2))
def test_many_strokes_that_no_view_shows_are_nearly_the_same_on_the_skin(
    atlas: Atlas, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing = Drawing(tuple(stroke_list(atlas, seed + 60, 30)))
    seen = replay(atlas, drawing)
    monkeypatch.setattr(paints, "FEW", 0)
    read = replay(atlas, drawing, views=())
    for side in SIDES:
        one, other = seen.side(side), read.side(side)
        assert other.qualities.keys() == one.qualities.keys()
        pairs = [(one.union, other.union), *((one.qualities[q], other.qualities[q]) for q in one.qualities)]
        for before, after in pairs:
            off = sum(
                shapely.symmetric_difference(
                    before.get(p, shapely.MultiPolygon()), after.get(p, shapely.MultiPolygon())
                ).area
                for p in {*before, *after}
            )
            assert off < 1e-3 * sum(shape.area for shape in before.values())


qualities = st.sampled_from(["pain", "numbness", None])
boxes = st.tuples(*[st.integers(0, 40)] * 2, *[st.integers(2, 25)] * 2)


@given(steps=st.lists(st.tuples(qualities, boxes), min_size=1, max_size=12))
def test_steps_put_together_in_pairs_come_to_the_same_as_one_by_one(
    steps: list[tuple[Quality | None, tuple[int, int, int, int]]],
) -> None:
    shapes = [(q, polygons(shapely.box(x, y, x + w, y + h))) for q, (x, y, w, h) in steps]
    left: dict[Quality, shapely.MultiPolygon] = {}
    for quality, shape in shapes:
        if quality is None:
            left = {q: difference(s, shape) for q, s in left.items()}
        else:
            left[quality] = union(left.get(quality, shapely.MultiPolygon()), shape)
    found = fold([Step(quality, shape) for quality, shape in shapes])
    assert found.keys() == {q for q, s in left.items() if not s.is_empty}
    assert all(shapely.symmetric_difference(found[q], left[q]).area < 1e-6 for q in found)
