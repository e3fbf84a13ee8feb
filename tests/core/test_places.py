"""Pain areas and heights follow the landmarks of the atlas."""

from __future__ import annotations

import itertools

import pytest

from footmap.core.atlas import Atlas
from footmap.core.geometry import overlap_mm2
from footmap.core.places import beyond, pain_area
from footmap.data.assets import load_atlas
from footmap.data.knowledge.clinical import load_clinical


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas()


def share_in_region(atlas: Atlas, area: str, region: str) -> float:
    item = load_clinical().anatomy.pain_areas[area]
    shape = pain_area(item, atlas)
    territory = next(t for t in atlas.territories if t.layer == "region" and t.id == region)
    return float(overlap_mm2([territory.zones["usual"][item.view]], shape)[0]) / float(shape.area)


@pytest.mark.parametrize(
    ("area", "region", "least"),
    [
        ("heel_medial", "heel_plantar", 0.6),
        ("web1_ball", "ball_med", 0.3),
        ("web2_ball", "ball_mid", 0.5),
        ("web3_ball", "ball_mid", 0.2),
        ("web4_ball", "ball_lat", 0.3),
        ("obturator_thigh", "med_thigh_dist", 0.3),
    ],
)
def test_pain_area_lies_in_its_region(atlas: Atlas, area: str, region: str, least: float) -> None:
    assert share_in_region(atlas, area, region) >= least


def test_webs_lie_side_by_side(atlas: Atlas) -> None:
    areas = load_clinical().anatomy.pain_areas
    middles = [pain_area(areas[f"web{n}_ball"], atlas).centroid.x for n in (1, 2, 3, 4)]
    assert middles == sorted(middles, reverse=True)


def test_each_height_holds_the_next(atlas: Atlas) -> None:
    clinical = load_clinical()
    heights = {h.id: h for s in clinical.anatomy.sites.values() for h in s.heights}
    order = ["trunk", "mid_thigh", "knee", "mid_leg", "ankle", "mid_foot", "toe_bases"]
    assert set(order) == set(heights)
    shapes = [beyond(heights[id_], atlas) for id_ in order]
    for view in atlas.views:
        areas = [shape[view].area for shape in shapes]
        assert areas == sorted(areas, reverse=True), view
        assert all(b[view].difference(a[view]).area < 1 for a, b in itertools.pairwise(shapes)), view
    total = [sum(s.area for s in shape.values()) for shape in shapes]
    assert all(a > b for a, b in itertools.pairwise(total))


def test_toes_alone_lie_in_front_of_the_webs(atlas: Atlas) -> None:
    clinical = load_clinical()
    toes = next(h for h in clinical.anatomy.sites["length_dependent"].heights if h.id == "toe_bases")
    shape = beyond(toes, atlas)["foot_plantar"]
    regions = {t.id: t.zones["usual"] for t in atlas.territories if t.layer == "region"}
    for toe in ("hallux_plantar", "toes2_3_plantar"):
        part = regions[toe]["foot_plantar"]
        assert float(overlap_mm2([shape], part)[0]) >= 0.6 * part.area
    heel = regions["heel_plantar"]["foot_plantar"]
    assert float(overlap_mm2([shape], heel)[0]) == 0
