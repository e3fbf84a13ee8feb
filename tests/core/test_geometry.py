"""The gate of set operations: always valid MultiPolygons on the grid, or GeometryError."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, box

import footmap
from footmap.core import geometry as g
from footmap.errors import GeometryError

coordinate = st.floats(-60, 60, allow_nan=False).map(lambda v: round(v, 3))
point = st.tuples(coordinate, coordinate)
ring = st.lists(point, min_size=3, max_size=25)
path = st.lists(point, min_size=1, max_size=12)
radius = st.floats(0.5, 15)


def assert_sound(shape: MultiPolygon) -> None:
    assert shape.geom_type == "MultiPolygon"
    assert shapely.is_valid(shape)


def assert_on_grid(shape: MultiPolygon) -> None:
    cells = shapely.get_coordinates(shape) / g.GRID_MM
    np.testing.assert_allclose(cells, np.rint(cells), atol=1e-5)


@settings(max_examples=150, deadline=None)
@given(ring)
def test_any_ring_becomes_a_sound_shape_on_the_grid(points: list[tuple[float, float]]) -> None:
    shape = g.lasso(points)
    assert_sound(shape)
    assert_on_grid(shape)
    hull = shapely.convex_hull(shapely.MultiPoint(points))
    assert shape.area <= hull.area + 1.0


@settings(max_examples=80, deadline=None)
@given(path, radius, ring)
def test_set_operations_split_the_plane(
    line: list[tuple[float, float]], r: float, loop: list[tuple[float, float]]
) -> None:
    a, b = g.brush(line, r), g.lasso(loop)
    both, either, only_a, only_b = g.intersection(a, b), g.union(a, b), g.difference(a, b), g.difference(b, a)
    for shape in (both, either, only_a, only_b):
        assert_sound(shape)
        assert_on_grid(shape)
    rounding = 0.01 * (a.length + b.length) + 0.01
    assert either.area == pytest.approx(a.area + b.area - both.area, abs=rounding)
    assert only_a.area + only_b.area + both.area == pytest.approx(either.area, abs=rounding)
    assert g.difference(a, a).is_empty
    assert g.intersection(only_a, b).area <= rounding


@settings(max_examples=60, deadline=None)
@given(path, radius)
def test_brush_covers_its_path_and_no_more(line: list[tuple[float, float]], r: float) -> None:
    shape = g.brush(line, r)
    assert_sound(shape)
    points = shapely.points(np.array(line))
    assert bool(shapely.covers(shapely.buffer(shape, 0.05), points).all())
    outline = shapely.points(shapely.get_coordinates(shape))
    reach = shapely.distance(outline, shapely.MultiPoint(line) if len(line) == 1 else shapely.LineString(line))
    assert float(reach.max()) <= r + 0.05


@given(
    path=st.lists(st.tuples(st.floats(-80, 80), st.floats(-80, 80)), min_size=1, max_size=12),
    radii=st.lists(st.floats(0.3, 15), min_size=12, max_size=12),
)
def test_a_pressed_brush_lies_between_its_thinnest_and_its_thickest(
    path: list[tuple[float, float]], radii: list[float]
) -> None:
    radii = radii[: len(path)]
    shape = g.pressed_brush(path, radii)
    assert shapely.is_valid(shape)
    assert g.difference(g.brush(path, min(radii)), g.widen(shape, 0.05 + 0.01 * max(radii))).area < 0.05
    assert g.difference(shape, g.widen(g.brush(path, max(radii)), 0.05 + 0.01 * max(radii))).area < 0.05
    for (x, y), r in zip(path, radii, strict=True):
        assert g.difference(g.brush([(x, y)], r), g.widen(shape, 0.05)).area < 0.05


def test_a_pressed_brush_of_one_width_is_a_brush() -> None:
    path = [(0, 0), (20, 5), (30, -10), (31, -10)]
    a, b = g.pressed_brush(path, [4.0] * 4), g.brush(path, 4.0)
    assert shapely.symmetric_difference(a, b).area < 0.01 * b.area
    assert g.pressed_brush([(0, 0), (30, 0)], [6.0, 2.0]).area == pytest.approx(
        math.pi * (36 + 4) / 2 + (6 + 2) * 30, rel=0.03
    )


def test_brush_area_is_that_of_a_stadium() -> None:
    assert g.brush([(0, 0), (30, 0)], 6).area == pytest.approx(30 * 12 + math.pi * 36, rel=0.004)
    assert g.brush([(3, 4)], 6).area == pytest.approx(math.pi * 36, rel=0.004)
    assert g.brush([(3, 4), (3, 4)], 6).equals(g.brush([(3, 4)], 6))


def test_open_and_closed_rings_are_the_same_lasso() -> None:
    points = [(0, 0), (20, 0), (20, 10), (0, 10)]
    assert g.lasso(points).equals(g.lasso([*points, points[0]]))
    assert g.lasso(points).area == pytest.approx(200)
    assert g.lasso(points[:2]).is_empty


def test_a_lasso_that_crosses_itself_keeps_both_loops() -> None:
    assert g.lasso([(0, 0), (10, 10), (10, 0), (0, 10)]).area == pytest.approx(50, abs=0.1)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_coordinates_that_are_not_numbers_are_refused(bad: float) -> None:
    with pytest.raises(GeometryError, match="finite"):
        g.brush([(0, 0), (bad, 1)], 5)
    with pytest.raises(GeometryError, match="finite"):
        g.lasso([(0, 0), (1, bad), (2, 2)])
    with pytest.raises(GeometryError):
        g.brush([(0, 0)], bad)
    with pytest.raises(GeometryError):
        g.brush([(0, 0)], -1)
    with pytest.raises(GeometryError):
        g.pressed_brush([(0, 0), (1, 1)], [3.0, bad])
    with pytest.raises(GeometryError):
        g.pressed_brush([(0, 0), (1, 1)], [3.0])


def test_an_endless_shape_is_refused() -> None:
    with pytest.raises(GeometryError, match="finite"):
        g.repair(shapely.Polygon([(0, 0), (1, 0), (1, math.inf)]))


def test_lines_and_points_are_dropped() -> None:
    mixed = shapely.GeometryCollection(
        [shapely.box(0, 0, 2, 2), shapely.LineString([(0, 0), (5, 5)]), shapely.Point(9, 9)]
    )
    assert g.polygons(mixed).equals(shapely.box(0, 0, 2, 2))
    touching = g.intersection(shapely.box(0, 0, 2, 2), shapely.box(2, 0, 4, 2))
    assert touching.geom_type == "MultiPolygon"
    assert touching.is_empty
    assert g.polygons(shapely.box(0, 0, 0.1, 0.1), g.DUST_MM2).is_empty
    assert len(g.polygons(MultiPolygon([shapely.box(0, 0, 0.1, 0.1), shapely.box(5, 5, 7, 7)]), 1).geoms) == 1


def test_united_shapes_count_once() -> None:
    shapes = [shapely.box(k, 0, k + 2, 2) for k in range(5)]
    assert g.union_all(shapes).area == pytest.approx(12)
    assert g.union_all([]).is_empty


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(path, radius), min_size=1, max_size=6), ring)
def test_overlap_equals_shapely(
    strokes: list[tuple[list[tuple[float, float]], float]], loop: list[tuple[float, float]]
) -> None:
    shapes = [g.brush(line, r) for line, r in strokes]
    other = g.lasso(loop)
    expected = [shapely.intersection(s, other).area for s in shapes]
    np.testing.assert_allclose(g.overlap_mm2(shapes, other), expected, rtol=1e-12, atol=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(path, radius), max_size=5))
def test_packed_shapes_come_back(strokes: list[tuple[list[tuple[float, float]], float]]) -> None:
    shapes = [g.brush(line, r) for line, r in strokes]
    back = g.unpack(*g.pack(shapes))
    assert [shapely.to_wkb(s) for s in back] == [shapely.to_wkb(s) for s in shapes]


def test_damaged_packs_are_refused() -> None:
    data, offset = g.pack([g.brush([(0, 0)], 5)])
    with pytest.raises(GeometryError, match="damaged"):
        g.unpack(data[:-9], offset)


@settings(max_examples=30, deadline=None)
@given(path, radius)
def test_mirroring_twice_changes_nothing(line: list[tuple[float, float]], r: float) -> None:
    shape = g.brush(line, r)
    mirrored = g.mirror(shape)
    assert_sound(mirrored)
    assert mirrored.area == pytest.approx(shape.area)
    assert mirrored.bounds[0] == pytest.approx(-shape.bounds[2])
    np.testing.assert_array_equal(shapely.get_coordinates(g.mirror(mirrored)), shapely.get_coordinates(shape))


def test_tidy_removes_specks_hairs_and_pinholes_only() -> None:
    block = shapely.box(0, 0, 20, 20) - shapely.box(5, 5, 5.5, 5.5) - shapely.box(10, 10, 14, 14)
    shape = MultiPolygon([block, shapely.box(30, 0, 30.5, 0.5), shapely.box(40, 0, 40.2, 15)])
    clean = g.tidy(shape)
    assert clean.area == pytest.approx(400 - 16)
    assert len(clean.geoms) == 1
    assert len(clean.geoms[0].interiors) == 1
    assert g.tidy(clean) is clean


def test_slivers_of_rounding_go() -> None:
    shape = MultiPolygon([shapely.box(0, 0, 100, 0.01), shapely.box(0, 5, 10, 6)])
    assert g.without_slivers(shape).equals(shapely.box(0, 5, 10, 6))


METHODS = frozenset({"buffer", "intersection", "difference", "symmetric_difference", "offset_curve"})
"""Methods of shapes that do what the gate does; ruff sees only the functions of the same names."""


def methods_called(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of each such method called on anything but the gate or shapely."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
            of = ast.unparse(node.func.value)
            if of not in ("geometry", "shapely"):
                yield node.lineno, f"{of}.{node.func.attr}"


def test_set_operations_are_not_called_as_methods() -> None:
    package = Path(footmap.__file__).parent
    found = [
        f"{path.relative_to(package)}:{line}: {call}"
        for path in sorted(package.rglob("*.py"))
        if "atlas_build" not in path.parts
        for line, call in methods_called(ast.parse(path.read_text("utf-8")))
    ]
    assert found == [], "call footmap.core.geometry"


def test_a_method_of_a_shape_is_found() -> None:
    tree = ast.parse("a.buffer(2)\ngeometry.difference(a, b)\npaint.union('left')\nself.outline.intersection(b)\n")
    assert list(methods_called(tree)) == [(1, "a.buffer"), (4, "self.outline.intersection")]


@given(st.integers(1, 5), st.integers(1, 5))
def test_a_grid_of_lines_has_its_cells_and_its_ends(columns: int, rows: int) -> None:
    across = [LineString([(-1, y), (columns + 1, y)]) for y in range(rows + 1)]
    up = [LineString([(x, 0), (x, rows)]) for x in range(columns + 1)]
    found, loose = g.faces([*across, *up])
    assert sorted(round(f.area, 9) for f in found) == [1.0] * (columns * rows)
    assert loose.length == pytest.approx(2 * (rows + 1))


@given(st.floats(1, 50), st.floats(1, 50))
def test_neighbours_share_one_border(width: float, height: float) -> None:
    left, right, apart = box(0, 0, width, height), box(width, 0, 2 * width, height), box(3 * width, 0, 4 * width, 1)
    (line,) = g.common_border([left, right, apart])
    assert line.length == pytest.approx(height)
    assert g.common_border([left, apart]) == []


def test_what_is_gone_round_twice_is_outside_again() -> None:
    eight = [(0, 0), (4, 0), (4, 4), (0, 4), (0, 0), (1, 1), (3, 1), (3, 3), (1, 3), (1, 1)]
    assert g.enclosed(eight).area == pytest.approx(16 - 4)


@given(st.lists(st.tuples(st.floats(-30, 30), st.floats(-30, 30), st.floats(1, 15)), min_size=1, max_size=6))
def test_joining_covers_what_uniting_covers(discs: list[tuple[float, float, float]]) -> None:
    shapes = [g.brush([(x, y), (x + 20, y + 3)], radius) for x, y, radius in discs]
    joined, united = g.join(shapes), g.union_all(shapes)
    assert shapely.is_valid(joined)
    assert joined.area == pytest.approx(united.area, rel=1e-3)
    assert g.difference(joined, g.widen(united, 0.05)).is_empty
    assert g.difference(united, g.widen(joined, 0.05)).is_empty
