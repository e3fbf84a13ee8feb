from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footmap.core.atlas import Atlas
from footmap.core.coverage import RegionCover
from footmap.core.drawing import QUALITIES, Drawing, Stroke
from footmap.core.fill import region_strokes
from footmap.core.paint import empty, replay
from footmap.core.views import SIDES


@pytest.fixture(scope="module")
def cover(atlas: Atlas) -> RegionCover:
    return RegionCover(atlas)


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_a_filled_region_is_covered_and_its_neighbours_are_not(
    atlas: Atlas, cover: RegionCover, data: st.DataObject
) -> None:
    region = data.draw(st.sampled_from(sorted(t.id for t in atlas.territories if t.layer == "region")))
    side, quality = data.draw(st.sampled_from(SIDES)), data.draw(st.sampled_from(QUALITIES))
    paint = replay(atlas, Drawing(region_strokes(atlas, region, side, quality, 5)))
    shares = cover.shares(paint, side)
    assert shares[region][quality] > 0.95
    assert set(shares[region]) == {quality}
    assert all(share < 0.2 for id_, row in shares.items() if id_ != region for share in row.values())
    assert not cover.shares(paint, "left" if side == "right" else "right")


def test_two_qualities_count_apart(atlas: Atlas, cover: RegionCover) -> None:
    dot = Stroke("left", "foot_plantar", "add", "brush", "numbness", ((0.0, 30.0),), 8.0, 5.0)
    strokes = (*region_strokes(atlas, "heel_plantar", "left", "pain", 5), dot)
    row = cover.shares(replay(atlas, Drawing(strokes)), "left")["heel_plantar"]
    assert row["pain"] > 0.95
    assert 0 <= row.get("numbness", 0.0) < 0.6


def test_nothing_painted_covers_nothing(cover: RegionCover) -> None:
    assert cover.shares(empty(), "right") == {}
