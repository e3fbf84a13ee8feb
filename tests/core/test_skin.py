"""Paint carried between the views of the shipped skin."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon

from footmap.bench.strokes import iou, pieces, random_stroke, seam_strokes
from footmap.core.atlas import Atlas
from footmap.core.geometry import GRID_MM, brush, difference, intersection, lasso, union, widen
from footmap.core.skin import PatchPaint, Skin
from footmap.core.views import VIEW_IDS, ViewId
from footmap.data import resources
from footmap.data.assets import load_atlas
from footmap.errors import GeometryError

from .silhouettes import thin_stroke, untouched_mm2

SKIN_FILE = "atlas/male/skin.npz"


@st.composite
def shapes(draw: st.DrawFn) -> tuple[ViewId, float, float, MultiPolygon]:
    """A view, a place as shares of its outline's box, and a brush stroke or lasso around (0, 0)."""
    view = draw(st.sampled_from(VIEW_IDS))
    place = draw(st.tuples(st.floats(0, 1), st.floats(0, 1)))
    if draw(st.booleans()):
        steps = draw(st.lists(st.tuples(st.floats(-15, 15), st.floats(-15, 15)), max_size=10))
        path = np.cumsum([(0.0, 0.0), *steps], axis=0)
        return view, *place, brush(path, draw(st.floats(0.3, 20)))
    ring = draw(st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=3, max_size=15))
    return view, *place, lasso(ring)


def placed(skin: Skin, drawn: tuple[ViewId, float, float, MultiPolygon]) -> tuple[ViewId, MultiPolygon]:
    view, u, v, shape = drawn
    x0, y0, x1, y1 = skin.outline[view].bounds
    at = np.array([x0 + u * (x1 - x0), y0 + v * (y1 - y0)])
    return view, shapely.transform(shape, lambda xy: xy + at)


def assert_sound(paint: PatchPaint) -> None:
    for shape in paint.values():
        assert shape.geom_type == "MultiPolygon"
        assert not shape.is_empty
        assert shapely.is_valid(shape)
        cells = shapely.get_coordinates(shape) / GRID_MM
        np.testing.assert_allclose(cells, np.rint(cells), atol=1e-4)


@settings(max_examples=60, deadline=None)
@given(drawn=shapes())
def test_any_stroke_gives_sound_paint_that_shows_inside_the_outlines(
    skin: Skin, drawn: tuple[ViewId, float, float, MultiPolygon]
) -> None:
    view, shape = placed(skin, drawn)
    paint = skin.commit(view, shape)
    assert_sound(paint)
    for w in VIEW_IDS:
        shown = skin.shown(paint, w)
        assert shapely.is_valid(shown)
        assert difference(shown, widen(skin.outline[w], 0.05)).area < 0.01
    assert difference(skin.shown(paint, view), widen(shape, 1.0)).area <= 0.02 * shape.area + 2.0


@pytest.mark.parametrize(
    ("body", "view", "ring"),
    [
        ("male", "foot_medial", [(-25.0, 12.0), (0.0, 1.0), (0.0, 0.0)]),
        ("male", "foot_medial", [(-121.895, 13.16), (-96.895, 2.16), (-96.895, 1.16)]),
        ("male", "leg_posterior", [(15.03, 4.36), (17.95, 3.71), (9.47, -20.6)]),
        ("female", "foot_dorsal", [(32.57, 43.19), (32.36, 40.58), (13.62, 44.76)]),
        ("female", "foot_dorsal", [(25.67, 47.43), (34.01, 38.44), (42.49, 25.92)]),
    ],
)
def test_a_thin_area_at_the_edge_of_the_limb_marks_no_skin_beside_it(
    body: str, view: ViewId, ring: list[tuple[float, float]]
) -> None:
    skin = load_atlas(body).skin
    assert untouched_mm2(skin, view, lasso(ring)) <= 5.0


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 2**32), view=st.sampled_from(VIEW_IDS))
def test_thin_strokes_along_the_edges_mark_no_skin_beside_them(skin: Skin, seed: int, view: ViewId) -> None:
    stroke = thin_stroke(skin, view, np.random.default_rng(seed))
    assert untouched_mm2(skin, view, stroke) <= 0.1 * stroke.area + 5.0


@settings(max_examples=60, deadline=None)
@given(drawn=shapes(), more=shapes())
def test_erasing_the_same_stroke_leaves_nothing(
    skin: Skin, drawn: tuple[ViewId, float, float, MultiPolygon], more: tuple[ViewId, float, float, MultiPolygon]
) -> None:
    view, shape = placed(skin, drawn)
    paint = skin.add({}, skin.commit(view, shape))
    assert skin.erase(paint, skin.commit(view, shape)) == {}
    other = skin.commit(*placed(skin, more))
    both = skin.add(paint, other)
    rest = skin.erase(skin.erase(both, other), paint)
    assert rest == {}


@settings(max_examples=40, deadline=None)
@given(drawn=shapes(), more=shapes())
def test_adding_in_either_order_is_the_same_and_changes_no_value(
    skin: Skin, drawn: tuple[ViewId, float, float, MultiPolygon], more: tuple[ViewId, float, float, MultiPolygon]
) -> None:
    a, b = (skin.commit(*placed(skin, s)) for s in (drawn, more))
    before = {p: shapely.to_wkb(s) for p, s in a.items()}
    one, other = skin.add(skin.add({}, a), b), skin.add(skin.add({}, b), a)
    assert one.keys() == other.keys()
    for p in one:
        assert shapely.symmetric_difference(one[p], other[p]).area <= GRID_MM * (one[p].length + 1)
    skin.erase(one, b)
    assert {p: shapely.to_wkb(s) for p, s in a.items()} == before


def test_strokes_come_back_where_they_were_painted(skin: Skin) -> None:
    rng = np.random.default_rng(2)
    found: list[float] = []
    for _ in range(60):
        view, shape = random_stroke(skin, rng)
        found.append(iou(skin.shown(skin.commit(view, shape), view), intersection(shape, skin.outline[view])))
    assert np.mean(found) >= 0.99
    assert min(found) >= 0.9


def test_views_agree_on_what_both_see(skin: Skin) -> None:
    """What a view shows, painted again in that view, is the same skin."""
    rng = np.random.default_rng(3)
    found: list[float] = []
    while len(found) < 25:
        view, shape = random_stroke(skin, rng)
        paint = skin.commit(view, shape)
        for other in VIEW_IDS:
            shown = skin.shown(paint, other)
            if other == view or shown.area < 200:
                continue
            again = skin.commit(other, shown)
            found.append(iou(skin.shown(again, other), shown))
            kept = sum(intersection(s, paint[p]).area for p, s in again.items() if p in paint)
            assert kept >= 0.9 * sum(s.area for s in again.values())
    assert np.mean(found) >= 0.98


def test_strokes_across_borders_hold_together(skin: Skin) -> None:
    for view, shape in seam_strokes(skin, np.random.default_rng(4), 4):
        shown = skin.shown(skin.commit(view, shape), view)
        clip = intersection(shape, skin.outline[view])
        assert pieces(shown, 0.5) == pieces(clip, 0.5), (view, shape.centroid.wkt)


def test_tiles_cover_the_skin_once(skin: Skin) -> None:
    for view in VIEW_IDS:
        tiles = [t for t, patch in zip(skin.tiles, skin.patches, strict=True) if patch.home == view]
        together = sum(t.area for t in tiles)
        assert skin.home[view].area == pytest.approx(together, rel=1e-4)
    with np.load(resources.root() / SKIN_FILE) as data:
        recorded = json.loads(data["index"].tobytes())["skin_mm2"]
    assert sum(skin.true_area_mm2(v, skin.home[v]) for v in VIEW_IDS) == pytest.approx(recorded, rel=0.002)


def test_true_area_adds_up(skin: Skin) -> None:
    rng = np.random.default_rng(5)
    for _ in range(20):
        view, shape = random_stroke(skin, rng)
        x0, y0, x1, y1 = shape.bounds
        halves = [shapely.box(x0, y0, (x0 + x1) / 2, y1), shapely.box((x0 + x1) / 2, y0, x1, y1)]
        home = intersection(shape, skin.home[view])
        parts = [skin.true_area_mm2(view, intersection(home, h)) for h in halves]
        assert sum(parts) == pytest.approx(skin.true_area_mm2(view, home), rel=2e-3, abs=0.05)
        assert skin.true_area_mm2(view, home) >= 0.98 * home.area


def test_matching_counts_no_skin_twice(skin: Skin) -> None:
    rng = np.random.default_rng(6)
    for _ in range(20):
        view, shape = random_stroke(skin, rng)
        paint = skin.commit(view, shape)
        tiled = skin.tiled(paint)
        for home, part in tiled.items():
            assert difference(part, widen(skin.home[home], 0.02)).area < 0.01
        total = sum(skin.true_area_mm2(home, part) for home, part in tiled.items())
        assert total == pytest.approx(skin.area_mm2(paint), rel=1e-3, abs=0.5)


def test_nothing_lies_beside_the_limb(skin: Skin) -> None:
    for view in VIEW_IDS:
        x0, _, _, y1 = skin.outline[view].bounds
        assert skin.commit(view, brush([(x0 - 60, y1 + 60)], 20)) == {}
    assert skin.commit("leg_anterior", MultiPolygon()) == {}
    assert skin.area_mm2({}) == 0.0
    assert skin.tiled({}) == {}
    assert skin.shown({}, "foot_plantar").is_empty


def test_a_whole_view_can_be_painted(skin: Skin) -> None:
    for view in ("foot_plantar", "leg_lateral"):
        paint = skin.commit(view, widen(skin.outline[view], 5))
        assert_sound(paint)
        left = difference(skin.outline[view], skin.shown(paint, view))
        assert left.area <= 0.005 * skin.outline[view].area


def test_threads_share_the_skin(atlas: Atlas, skin: Skin) -> None:
    rng = np.random.default_rng(7)
    strokes = [random_stroke(skin, rng) for _ in range(24)]
    alone = [{p: shapely.to_wkb(s) for p, s in skin.commit(*stroke).items()} for stroke in strokes]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda s: {p: shapely.to_wkb(g) for p, g in skin.commit(*s).items()}, strokes * 2))
    assert together == alone * 2


def test_a_damaged_file_is_refused(skin: Skin, atlas: Atlas) -> None:
    with np.load(resources.root() / SKIN_FILE) as data:
        arrays = {name: data[name] for name in data.files}
    index = json.loads(arrays["index"].tobytes())
    cameras = {v: atlas.views[v].camera for v in VIEW_IDS}
    with pytest.raises(GeometryError, match="version 99"):
        Skin.from_arrays({**index, "version": 99}, arrays, cameras)
    with pytest.raises(GeometryError, match="damaged"):
        Skin.from_arrays({**index, "shapes": index["shapes"][1:]}, arrays, cameras)
    with pytest.raises(GeometryError, match="damaged"):
        Skin.from_arrays(index, {**arrays, "map": arrays["map"][:-5]}, cameras)
    with pytest.raises(GeometryError, match="damaged"):
        Skin.from_arrays(index, {k: v for k, v in arrays.items() if k != "stretch"}, cameras)


def test_stored_maps_lead_where_the_cameras_look(skin: Skin) -> None:
    """A dot in the middle of each view's own skin is painted at that very place."""
    for view in VIEW_IDS:
        spot = shapely.point_on_surface(max(skin.home[view].geoms, key=lambda g: g.area))
        dot = brush([(spot.x, spot.y)], 2)
        paint = skin.commit(view, dot)
        own = [p for p in paint if skin.patches[p].home == view]
        assert own
        assert max(iou(paint[p], dot) for p in own) > 0.99


def test_a_stroke_that_grows_never_loses_skin(skin: Skin) -> None:
    centre = shapely.get_coordinates(shapely.point_on_surface(skin.outline["foot_lateral"]))[0]
    areas = [skin.area_mm2(skin.commit("foot_lateral", brush([centre], r))) for r in (2, 5, 10, 20, 40)]
    assert all(b > a for a, b in pairwise(areas))
    small, large = (skin.commit("foot_lateral", brush([centre], r)) for r in (5, 20))
    for p, shape in small.items():
        assert difference(shape, widen(large[p], 0.1)).area < 0.05
    assert union(small[min(small)], large[min(small)]).area == pytest.approx(large[min(small)].area, rel=1e-3)
