"""Changes of a whole drawing: mirrored, cleared, picked; and what no stroke may do."""

from __future__ import annotations

from dataclasses import replace
from functools import partial, reduce

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from footmap.core.atlas import Atlas
from footmap.core.drawing import QUALITIES, Drawing, Mode, Quality, Stroke
from footmap.core.edits import clearing_strokes, mirrored, other, with_stroke_at
from footmap.core.geometry import difference, widen
from footmap.core.paint import apply, covered, replay
from footmap.core.picking import stroke_at, stroke_shapes
from footmap.core.views import SIDES, VIEW_IDS, Side, ViewId


@st.composite
def drawn(draw: st.DrawFn, sides: tuple[Side, ...] = SIDES, modes: tuple[Mode, ...] = ("add",)) -> Stroke:
    """A brush stroke of even or changing width, or a lasso, somewhere round the foot and the shank."""
    side: Side = draw(st.sampled_from(sides))
    view: ViewId = draw(st.sampled_from(VIEW_IDS))
    mode: Mode = draw(st.sampled_from(modes))
    quality: Quality = draw(st.sampled_from(QUALITIES))
    x, y = draw(st.integers(-40, 60)), draw(st.integers(0, 260))
    steps = draw(st.lists(st.tuples(st.integers(-25, 25), st.integers(-25, 25)), min_size=3, max_size=7))
    path = np.cumsum([(x, y), *steps], axis=0) * (1 if side == "right" else -1, 1)
    points = tuple((float(a), float(b)) for a, b in path)
    intensity = float(draw(st.integers(0, 10)))
    if draw(st.booleans()):
        return Stroke(side, view, mode, "area", quality, points, 0.0, intensity)
    radii = tuple(draw(st.lists(st.integers(1, 12).map(float), min_size=len(points), max_size=len(points))))
    pressed = draw(st.booleans())
    return Stroke(side, view, mode, "brush", quality, points, max(radii), intensity, radii if pressed else ())


drawings = st.lists(drawn(modes=("add", "add", "erase")), min_size=1, max_size=6).map(lambda s: Drawing(tuple(s)))


@settings(max_examples=25)
@given(drawing=drawings)
def test_paint_stays_inside_the_outline(atlas: Atlas, drawing: Drawing) -> None:
    paint = replay(atlas, drawing)
    for limb in (paint.right, paint.left):
        for view, shown in limb.shown.items():
            skin = widen(atlas.views[view].outline, 0.6)
            for quality, shape in shown.items():
                assert difference(shape, skin).area < 1.0
                for step in limb.depths[view][quality].values():
                    assert difference(step, skin).area < 1.0


@settings(max_examples=20)
@given(drawing=drawings, eraser=drawn(modes=("erase",)))
def test_an_eraser_never_adds(atlas: Atlas, drawing: Drawing, eraser: Stroke) -> None:
    before = replay(atlas, drawing)
    after = apply(atlas, before, eraser)
    for side in SIDES:
        assert after.side(side).qualities.keys() <= before.side(side).qualities.keys()
        for patch, shape in after.union(side).items():
            assert difference(shape, widen(before.union(side)[patch], 0.02)).area < 0.05
        for view, shown in after.side(side).shown.items():
            for quality, shape in shown.items():
                assert difference(shape, widen(before.shown(side, view, quality), 0.05)).area < 1.0
    assert after.union(other(eraser.side)) == before.union(other(eraser.side))


@settings(max_examples=15)
@given(drawing=drawings, source=st.sampled_from(SIDES))
def test_mirroring_there_and_back_changes_nothing(atlas: Atlas, drawing: Drawing, source: Side) -> None:
    once = mirrored(drawing, source)
    back = mirrored(once, other(source))
    paint, plain = replay(atlas, back), replay(atlas, drawing)
    assert paint.right.union == paint.left.union
    assert paint.right.depths == paint.left.depths
    area, wanted = atlas.skin.area_mm2(paint.union(source)), atlas.skin.area_mm2(plain.union(source))
    assert area == pytest.approx(wanted, rel=1e-9)
    assert [s for s in back.strokes if s.side == source] == [s for s in drawing.strokes if s.side == source]


@settings(max_examples=10)
@given(strokes=st.lists(drawn(), min_size=1, max_size=4), view=st.sampled_from(VIEW_IDS))
def test_a_cleared_view_is_bare_on_every_limb(atlas: Atlas, strokes: list[Stroke], view: ViewId) -> None:
    before = replay(atlas, Drawing(tuple(strokes)))
    clearing = clearing_strokes(atlas, before, view)
    assert {s.side for s in clearing} == {side for side in SIDES if before.side(side).shown.get(view)}
    after = reduce(partial(apply, atlas), clearing, before)
    assert not any(after.side(side).shown.get(view) for side in SIDES)
    for side in SIDES:
        assert atlas.skin.area_mm2(after.union(side)) <= atlas.skin.area_mm2(before.union(side)) + 1e-6


@settings(max_examples=20)
@given(strokes=st.lists(drawn(sides=("left",)), min_size=1, max_size=5), data=st.data())
def test_the_topmost_stroke_is_found_where_it_was_painted(
    atlas: Atlas, strokes: list[Stroke], data: st.DataObject
) -> None:
    stroke = data.draw(st.sampled_from(strokes))
    seen = shapely.intersection(widen(covered(atlas.skin, stroke), -1.0), atlas.views[stroke.view].outline)
    if seen.area < 1.0:
        return
    x, y = shapely.get_coordinates(shapely.point_on_surface(seen))[0].tolist()
    drawing = Drawing(tuple(strokes))
    index = stroke_at(atlas, drawing, "left", stroke.view, x, y)
    assert index is not None
    assert index >= max(i for i, s in enumerate(strokes) if s == stroke)
    assert stroke_at(atlas, drawing, "right", stroke.view, x, y) is None
    eraser = replace(stroke, mode="erase")
    assert stroke_at(atlas, Drawing((*strokes, eraser)), "left", stroke.view, x, y) is None
    for view, shape in stroke_shapes(atlas, drawing.strokes[index]).items():
        assert difference(shape, widen(atlas.views[view].outline, 0.6)).area < 1.0


def test_a_stroke_is_replaced_or_taken_out_where_it_stands() -> None:
    a, b, c = (Stroke("right", "foot_plantar", "add", "brush", q, ((0.0, 0.0),), 3.0) for q in QUALITIES[:3])
    drawing = Drawing((a, b, c))
    assert with_stroke_at(drawing, 1, None).strokes == (a, c)
    assert with_stroke_at(drawing, 1, replace(b, quality="numbness")).strokes == (a, replace(b, quality="numbness"), c)
