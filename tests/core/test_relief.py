"""A brush is round on the skin: on a cylinder, whose skin is known, and along the edges of both bodies."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from footmap.core import paint as paints
from footmap.core.atlas import Atlas
from footmap.core.drawing import Stroke, footprint
from footmap.core.geometry import brush, difference, intersection, polygons, union_all, widen
from footmap.core.paint import covered
from footmap.core.relief import WIDEST, Relief, UnderWay, brushed, carve
from footmap.core.skin import Skin
from footmap.core.views import VIEW_IDS, FloatArray, ViewId
from footmap.data.assets import load_atlas

from .widths import SeenSkin, along_the_edge

AS_WIDE = 1.25
"""Paint may lie this many radii from the middle of its stroke, and this many less than one may be bare."""


def cylinder(radius_mm: float, step_mm: float) -> Relief:
    def height(xy: FloatArray) -> FloatArray:
        return np.sqrt(np.maximum(radius_mm**2 - xy[:, 0] ** 2, 0.0))

    skin = polygons(shapely.box(-radius_mm, 0.0, radius_mm, 200.0))
    return carve(skin, step_mm, [(skin, height)])


@given(radius=st.floats(15.0, 70.0), share=st.floats(-0.9995, 0.9995), y=st.floats(20.0, 180.0))
@settings(deadline=None)
def test_the_height_of_a_cylinder_is_known_up_to_its_edge(radius: float, share: float, y: float) -> None:
    relief = cylinder(radius, 1.0)
    x = radius * share
    assert relief.height(np.array([[x, y]]))[0] == pytest.approx(np.sqrt(radius**2 - x**2), abs=0.06 * radius**0.5)


@given(radius=st.floats(25.0, 70.0), share=st.floats(0.0, 0.995), brush_mm=st.floats(3.0, 12.0))
@settings(deadline=None)
def test_a_stroke_along_a_cylinder_is_as_wide_on_it_as_it_was_painted(
    radius: float, share: float, brush_mm: float
) -> None:
    x = radius * share
    shape = brushed(cylinder(radius, 1.0), [(x, 60.0), (x, 140.0)], [brush_mm] * 2)
    left, _, right, _ = shapely.intersection(shape, shapely.box(-radius, 99.0, radius, 101.0)).bounds
    middle, inner = np.arcsin(share), np.arcsin(max(left / radius, -1.0))
    outer = np.arcsin(min(right / radius, 1.0))
    flat = 2 * np.arcsin(WIDEST * brush_mm / (2 * radius)) * radius  # along the skin, not through it
    for reach in (radius * (middle - inner), radius * (outer - middle)):
        assert reach <= flat + 0.15 * brush_mm
    assert radius * (middle - inner) >= 0.95 * brush_mm
    assert radius * (outer - middle) >= 0.88 * min(brush_mm, radius * (np.pi / 2 - middle))


@pytest.mark.parametrize("view", VIEW_IDS)
def test_heights_are_those_that_the_camera_sees(atlas: Atlas, view: ViewId) -> None:
    skin, rng = atlas.skin, np.random.default_rng(1)
    inner = widen(skin.outline[view], -2.0)
    xy = np.column_stack([rng.uniform(inner.bounds[i], inner.bounds[i + 2], 600) for i in (0, 1)])
    xy = xy[shapely.contains_xy(inner, xy[:, 0], xy[:, 1])]
    seen = skin.seen_points(view, xy)
    known = ~np.isnan(seen[:, 0])
    truth = atlas.views[view].camera.project(seen[known])[:, 2]
    off = np.abs(skin.relief(view).height(xy[known]) - truth)
    assert np.percentile(off, 95) < 0.5


@pytest.mark.parametrize("body", ["male", "female"])
@pytest.mark.parametrize("view", VIEW_IDS)
def test_a_stroke_along_the_edge_keeps_its_width_on_the_skin(body: str, view: ViewId) -> None:
    skin, rng = load_atlas(body).skin, np.random.default_rng([4, VIEW_IDS.index(view)])
    step_mm = 1.0 if view.startswith("leg_") else 0.5
    seen = SeenSkin.of(skin, view, step_mm)
    too_wide, too_thin = [], []
    for _ in range(8):
        path, radius = along_the_edge(skin, view, rng)
        paint = skin.commit(view, brushed(skin.relief(view), path, np.full(len(path), radius)))
        near = seen.near(path, radius + 3.0)
        off, painted = near.off_path_mm(path), near.painted(paint)
        within = off < (2 - AS_WIDE) * radius - step_mm / 2
        too_wide.append((painted & (off > AS_WIDE * radius + step_mm / 2)).sum() / max(painted.sum(), 1))
        too_thin.append((within & ~painted).sum() / max(within.sum(), 1))
    # where one part of the limb hides another, skin far behind is seen beside the stroke
    assert np.mean(too_wide) < 0.06
    assert max(too_wide) < 0.35
    assert np.mean(too_thin) < 0.04
    assert max(too_thin) < 0.25


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), view=st.sampled_from(VIEW_IDS), pressed=st.booleans(), hop=st.integers(1, 9))
def test_a_stroke_under_way_is_shown_as_it_will_be_painted(
    skin: Skin, seed: int, view: ViewId, pressed: bool, hop: int
) -> None:
    path, radius = along_the_edge(skin, view, np.random.default_rng(seed))
    path = path[::hop]
    radii = np.linspace(0.6, 1.0, len(path)) * radius if pressed else np.full(len(path), radius)
    way, relief, parts, before = UnderWay(skin.relief(view)), skin.relief(view), [], None
    for (x, y), r in zip(path.tolist(), radii.tolist(), strict=True):
        rings = way.move(x, y, r)
        parts += [polygons(shapely.Polygon(ring)) for ring in rings] or [brush([before or (x, y), (x, y)], r)]
        before = (x, y)
    shown = intersection(union_all(parts), skin.outline[view])
    painted = intersection(brushed(relief, path, radii), skin.outline[view])
    assert difference(shown, widen(painted, 0.12 * radius)).area < 0.02 * painted.area + 1.0
    assert difference(painted, widen(shown, 0.12 * radius)).area < 0.02 * painted.area + 1.0


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 2**32), view=st.sampled_from(VIEW_IDS))
def test_nodes_tell_level_skin_only_where_the_brush_finds_it_level(skin: Skin, seed: int, view: ViewId) -> None:
    rng = np.random.default_rng(seed)
    relief, radius = skin.relief(view), float(rng.uniform(1.0, 15.0))
    left, bottom, right, top = skin.outline[view].bounds
    x, y = rng.uniform(left, right), rng.uniform(bottom, top)
    if relief.level((x, y), (x, y), radius):
        assert not relief.steep(np.array([[x, y]]), np.array([radius]))[0]


@pytest.mark.parametrize("view", VIEW_IDS)
def test_a_stroke_over_the_edge_ends_at_the_silhouette_in_its_full_width(skin: Skin, view: ViewId) -> None:
    rng, radius = np.random.default_rng([5, VIEW_IDS.index(view)]), 6.0
    edge = max(shapely.get_parts(skin.outline[view]).tolist(), key=lambda part: part.area).exterior
    bare = []
    for _ in range(12):
        at = rng.uniform(0, edge.length)
        before, here, after = (np.array(edge.interpolate((at + s) % edge.length).coords[0]) for s in (-8.0, 0.0, 8.0))
        along = (after - before) / np.linalg.norm(after - before)
        if np.linalg.norm(here - (before + after) / 2) > 1.0:
            continue  # a corner has no width to keep
        out = np.array([along[1], -along[0]])
        out = -out if shapely.contains_xy(skin.outline[view], *(here + 3 * out)) else out
        shape = brushed(skin.relief(view), [here - 15 * out, here + 15 * out], [radius] * 2)
        near = [edge.interpolate((at + s) % edge.length) for s in np.linspace(-0.8, 0.8, 9) * radius]
        bare.append(np.mean([shapely.distance(point, shape) > 0.3 for point in near]))
    assert np.mean(bare) < 0.05


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), view=st.sampled_from(VIEW_IDS))
def test_a_brush_covers_nothing_that_it_does_not_pass(skin: Skin, seed: int, view: ViewId) -> None:
    path, radius = along_the_edge(skin, view, np.random.default_rng(seed))
    shape = brushed(skin.relief(view), path, np.full(len(path), radius))
    assert shapely.is_valid(shape)
    assert difference(shape, widen(brush(path, radius), 0.05 * radius)).area < 0.01


def test_where_the_skin_is_seen_face_on_the_picture_shows_the_whole_brush(skin: Skin) -> None:
    for view in VIEW_IDS:
        spot = shapely.point_on_surface(max(skin.home[view].geoms, key=lambda g: g.area))
        relief, at = skin.relief(view), np.array([[spot.x, spot.y]])
        if not relief.steep(at, np.array([3.0]))[0]:
            assert brushed(relief, at, [3.0]).equals(brush(at, 3.0))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32), view=st.sampled_from(VIEW_IDS), pressed=st.booleans())
def test_the_eraser_on_the_same_way_leaves_nothing(atlas: Atlas, seed: int, view: ViewId, pressed: bool) -> None:
    path, radius = along_the_edge(atlas.skin, view, np.random.default_rng(seed))
    points = tuple((float(x), float(y)) for x, y in path)
    radii = tuple(float(r) for r in np.linspace(0.5, 1.0, len(points)) * radius) if pressed else ()
    stroke = Stroke("left", view, "add", "brush", "pain", tuple((-x, y) for x, y in points), radius, radii_mm=radii)
    paint = paints.apply(atlas, paints.empty(), stroke)
    assert paints.apply(atlas, paint, replace(stroke, mode="erase")).is_empty


def test_a_brush_far_from_the_limb_is_harmless(atlas: Atlas) -> None:
    left, _, _, top = atlas.skin.outline["leg_lateral"].bounds
    stroke = Stroke("right", "leg_lateral", "add", "brush", "pain", ((left - 80.0, top + 80.0),), 20.0)
    assert not covered(atlas.skin, stroke).is_empty
    assert paints.apply(atlas, paints.empty(), stroke).is_empty


def test_a_lasso_covers_what_the_picture_shows_in_it(atlas: Atlas) -> None:
    left, bottom, right, top = atlas.skin.outline["foot_lateral"].bounds
    ring = ((left, bottom), (right, bottom), (right, top))
    stroke = Stroke("right", "foot_lateral", "add", "area", "pain", ring)
    assert covered(atlas.skin, stroke).equals(footprint(stroke))
