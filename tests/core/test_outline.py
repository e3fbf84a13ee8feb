"""Outlines that are cut, carried and thinned again."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely import MultiPolygon

from footmap.core import outline
from footmap.core.atlas import Atlas
from footmap.core.geometry import lasso
from footmap.core.outline import LONG_MM, STRAIGHT_MM, CutOutline, Places, carry
from footmap.core.views import VIEW_IDS, ViewId

FloatArray = NDArray[np.float64]
PASSES = 800


def zigzag(left: float, bottom: float, right: float, top: float, passes: int = PASSES) -> FloatArray:
    """Points (n, 2) that go to and fro between two edges on the way up."""
    y = np.linspace(bottom, top, passes)
    return np.column_stack([np.where(np.arange(passes) % 2 == 0, left, right), y])


def long_shape(passes: int = 100) -> MultiPolygon:
    shape = lasso(zigzag(-40, 0, 40, 200, passes))
    assert shape.length > LONG_MM
    return shape


def straight(xy: FloatArray) -> Places:
    return xy @ np.array([[0.8, 0.1], [-0.2, 0.9]]) + (3.0, -2.0), None


def bending(radius_mm: float) -> Callable[[FloatArray], Places]:
    def carried(xy: FloatArray) -> Places:
        return np.column_stack(
            [radius_mm * np.sin(xy[:, 0] / radius_mm), xy[:, 1] + xy[:, 0] ** 2 / (4 * radius_mm)]
        ), None

    return carried


def test_a_map_without_bends_leaves_the_corners_alone() -> None:
    shape = long_shape()
    made = carry(shape, straight)
    assert shapely.get_num_coordinates(made) == shapely.get_num_coordinates(shape)
    assert shapely.get_coordinates(made) == pytest.approx(straight(shapely.get_coordinates(shape))[0], abs=1e-9)


@given(st.floats(30.0, 500.0))
def test_what_is_thinned_stays_where_it_was(radius_mm: float) -> None:
    shape = long_shape(40 if radius_mm < 100 else 100)
    cut = CutOutline.of(shape, 1.0)
    places, _ = bending(radius_mm)(cut.xy)
    every = np.ones(len(places), dtype=np.bool_)
    whole, thin = cut.shape(places, every), cut.shape(places, cut.bent(places, STRAIGHT_MM))
    assert shapely.get_num_coordinates(thin) < shapely.get_num_coordinates(whole)
    for one, other in zip(shapely.get_rings(whole), shapely.get_rings(thin), strict=True):
        assert shapely.hausdorff_distance(one, other) <= 4 / 3 * STRAIGHT_MM + 1e-9


def test_lost_points_are_left_out() -> None:
    def beyond(xy: FloatArray) -> Places:
        return xy, xy[:, 1] > 100

    made = carry(long_shape(), beyond)
    assert shapely.get_coordinates(made)[:, 1].max() <= 100


@pytest.mark.parametrize("view", ["leg_anterior", "foot_medial"])
def test_a_zigzag_is_carried_with_few_points_and_covers_the_same(
    atlas: Atlas, view: ViewId, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, bottom, right, top = atlas.skin.outline[view].bounds
    middle = (left + right) / 2
    shape = lasso(zigzag(middle - 40, bottom, middle + 40, top, PASSES // 4))
    thinned = atlas.skin.commit(view, shape)
    seen = {v: atlas.skin.shown(thinned, v) for v in VIEW_IDS}
    monkeypatch.setattr(outline, "LONG_MM", np.inf)
    dense = atlas.skin.commit(view, shape)
    seen_dense = {v: atlas.skin.shown(dense, v) for v in VIEW_IDS}

    assert atlas.skin.area_mm2(thinned) == pytest.approx(atlas.skin.area_mm2(dense), rel=0.005)
    for v in VIEW_IDS:
        assert shapely.is_valid(seen[v])
        # what a view grazes is a sheaf of hairs, of which the thinnest are not shown
        assert seen[v].area == pytest.approx(seen_dense[v].area, rel=0.05, abs=20.0)
    together = sum(s.area for s in seen_dense.values())
    assert sum(s.area for s in seen.values()) == pytest.approx(together, rel=0.01)
    few = sum(shapely.get_num_coordinates(s) for s in seen.values())
    assert few < 0.8 * sum(shapely.get_num_coordinates(s) for s in seen_dense.values())
