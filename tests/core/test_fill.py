"""A filled region is that region, on either limb, and erasing it takes it away again."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon

from footmap.core.atlas import Atlas
from footmap.core.drawing import QUALITIES, Drawing, Quality
from footmap.core.fill import TOLERANCE, region_shapes, region_strokes
from footmap.core.geometry import difference, empty, intersection
from footmap.core.paint import Paint, replay
from footmap.core.views import SIDES, Side, ViewId
from footmap.data.assets import load_atlas
from footmap.data.casefile import dump_case, parse_case


def region_ids(atlas: Atlas) -> list[str]:
    return sorted(t.id for t in atlas.territories if t.layer == "region")


def home_of(atlas: Atlas, region: str) -> dict[ViewId, MultiPolygon]:
    """The skin of a region, each point once."""
    return {v: intersection(s, atlas.views[v].home, grid_mm=0) for v, s in region_shapes(atlas, region).items()}


def apart_mm2(a: Mapping[ViewId, MultiPolygon], b: Mapping[ViewId, MultiPolygon]) -> float:
    """Area that only one of two has."""
    return sum(float(shapely.symmetric_difference(a.get(v, empty()), b.get(v, empty())).area) for v in a.keys() | b)


def painted(atlas: Atlas, paint: Paint, side: Side) -> dict[ViewId, MultiPolygon]:
    return atlas.skin.tiled(paint.union(side))


@pytest.mark.parametrize("body", ["male", "female"])
def test_every_region_is_filled_as_it_is(body: str) -> None:
    atlas = load_atlas(body)
    off = []
    for region in region_ids(atlas):
        whole = home_of(atlas, region)
        area = sum(float(s.area) for s in whole.values())
        strokes = region_strokes(atlas, region, "right", "pain", 5)
        off.append(apart_mm2(painted(atlas, replay(atlas, Drawing(strokes)), "right"), whole) / area)
        assert off[-1] < TOLERANCE, region
        assert len(strokes) <= 8, region
    assert sum(share < TOLERANCE / 10 for share in off) > 0.8 * len(off)


@settings(max_examples=10)
@given(st.data())
def test_a_region_is_the_same_on_both_limbs_and_can_be_erased(atlas: Atlas, data: st.DataObject) -> None:
    region = data.draw(st.sampled_from(region_ids(atlas)))
    side: Side = data.draw(st.sampled_from(SIDES))
    quality: Quality = data.draw(st.sampled_from(QUALITIES))
    add = region_strokes(atlas, region, side, quality, 7)
    paint = replay(atlas, Drawing(add))
    other: Side = "left" if side == "right" else "right"
    assert not paint.union(other)
    assert {s.intensity for s in add} == {7.0}
    assert painted(atlas, paint, side) == painted(
        atlas, replay(atlas, Drawing(region_strokes(atlas, region, other, quality, 7))), other
    )
    rest = replay(atlas, Drawing((*add, *region_strokes(atlas, region, side, quality, 7, "erase"))))
    assert sum(s.area for s in painted(atlas, rest, side).values()) < 1.0


def test_erasing_a_region_leaves_its_neighbours(atlas: Atlas) -> None:
    heel, arch = (region_strokes(atlas, r, "right", "pain", 5) for r in ("heel_plantar", "sole_central"))
    both = replay(atlas, Drawing((*heel, *arch)))
    rest = replay(atlas, Drawing((*heel, *arch, *region_strokes(atlas, "heel_plantar", "right", "pain", 5, "erase"))))
    assert both.union("right") != rest.union("right")
    whole = home_of(atlas, "sole_central")
    left = painted(atlas, rest, "right")
    assert sum(difference(s, left.get(v, empty())).area for v, s in whole.items()) < 3.0


def test_a_filled_region_is_saved_and_read_as_it_is(atlas: Atlas) -> None:
    from footmap.core.drawing import Case

    strokes = region_strokes(atlas, "dorsum_mid", "left", "tingling", 3)
    again = parse_case(dump_case(Case(Drawing(strokes))).encode())
    assert again.drawing.strokes == strokes


def test_an_unknown_region_is_refused(atlas: Atlas) -> None:
    with pytest.raises(KeyError, match="elbow"):
        region_strokes(atlas, "elbow", "right", "pain", 5)
