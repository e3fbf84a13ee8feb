"""Small pieces of a divided view join what lies beside them, and nothing is lost."""

from __future__ import annotations

import pytest

pytest.importorskip("skimage")

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from footmap.atlas_build.arcs import without_slivers


def divided(seed: int, points: int) -> list[shapely.Polygon]:
    """Cells of a square of 40 mm round random points."""
    rng = np.random.default_rng(seed)
    square = shapely.box(0, 0, 40, 40)
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(rng.uniform(0, 40, (points, 2))), extend_to=square)
    )
    return [shapely.intersection(cell, square) for cell in cells]


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6), points=st.integers(3, 60), owners=st.integers(1, 5), least=st.floats(0, 60))
def test_no_piece_is_smaller_than_asked_unless_it_is_all_there_is(
    seed: int, points: int, owners: int, least: float
) -> None:
    faces = divided(seed, points)
    rng = np.random.default_rng(seed + 1)
    owner = rng.integers(0, owners, len(faces)).tolist()
    after = without_slivers(faces, owner, least)
    assert set(after) <= set(owner)
    for value in set(after):
        whole = shapely.union_all([f for f, o in zip(faces, after, strict=True) if o == value], grid_size=1e-6)
        areas = shapely.area(shapely.get_parts(whole))
        assert len(set(after)) == 1 or (areas >= least - 1e-3).all()


def test_a_sliver_goes_to_the_neighbour_it_shares_most_of_its_border_with() -> None:
    faces = [
        shapely.box(0, 0, 10, 10),
        shapely.box(10, 0, 11, 10),
        shapely.box(11, 0, 20, 8),
        shapely.box(11, 8, 20, 10),
    ]
    assert without_slivers(faces, [1, 2, 3, 4], 12.0) == [1, 1, 3, 4]


def test_pieces_that_are_large_enough_stay() -> None:
    faces = [shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)]
    assert without_slivers(faces, [1, 2], 100.0) == [1, 2]


def test_an_island_without_neighbours_stays() -> None:
    faces = [shapely.box(0, 0, 1, 1), shapely.box(5, 5, 25, 25)]
    assert without_slivers(faces, [1, 2], 30.0) == [1, 2]
