"""Published cases: complete, known to the knowledge base, and painted where the words say."""

from __future__ import annotations

import re

import pytest

from footmap.bench.cases import load_cases, unknown_ids
from footmap.core.atlas import Atlas
from footmap.core.drawing import footprint
from footmap.core.geometry import overlap_mm2
from footmap.data.areas import AreaRecord, load_areas, place
from footmap.data.assets import load_atlas
from footmap.data.knowledge.clinical import load_clinical

CASES = load_cases()


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas()


def test_all_cases_are_there_and_known() -> None:
    assert len(CASES) == 62
    assert len({case.id for case in CASES}) == 62
    clinical = load_clinical()
    assert not [(case.id, wrong) for case in CASES for wrong in unknown_ids(case, clinical)]


def test_inferred_areas_are_marked() -> None:
    assert {case.id for case in CASES if case.area_basis == "inferred_from_diagnosis"} == {"C-002", "C-006", "C-056"}


def test_every_target_has_an_answer() -> None:
    for case in CASES:
        truth = case.truth
        assert {"nerve": truth.nerves, "level": truth.levels, "condition": truth.conditions}[truth.target], case.id
        assert set(case.read) <= set(case.clues)


@pytest.mark.parametrize("area", load_areas().values(), ids=list(load_areas()))
def test_area_lies_on_the_skin(area: AreaRecord, atlas: Atlas) -> None:
    shape = place(area, atlas)
    outline = atlas.views[area.view].outline
    assert shape.area > 100
    assert shape.area == pytest.approx(shape.intersection(outline).area, rel=1e-3)


@pytest.mark.parametrize(
    ("area", "region", "share"),
    [
        ("plantar_heel", "heel_plantar", 0.7),
        ("web1", "web1_dorsal", 0.3),
        ("post_calf", "calf_mid", 0.3),
        ("lat_border", "foot_border_lat", 0.25),
        ("ant_thigh_full", "ant_thigh_dist", 0.3),
        ("buttock_fold", "lower_buttock", 0.5),
        ("infrapatellar_med", "ant_knee", 0.5),
        ("med_leg_full", "med_leg", 0.4),
        ("plantar_arch_med", "arch_med", 0.4),
        ("dorsum_central", "dorsum_mid", 0.3),
    ],
)
def test_area_lies_where_the_words_say(area: str, region: str, share: float, atlas: Atlas) -> None:
    item = load_areas()[area]
    shape = place(item, atlas)
    territory = next(t for t in atlas.territories if t.layer == "region" and t.id == region)
    there = territory.zones["usual"].get(item.view)
    assert there is not None
    assert float(overlap_mm2([there], shape)[0]) / shape.area >= share


def test_drawing_paints_the_side_of_the_case(atlas: Atlas) -> None:
    for case in CASES:
        strokes = case.drawing(atlas).strokes
        sides = {stroke.side for stroke in strokes}
        if case.side in ("left", "right"):
            assert case.side in sides
        if case.side == "bilateral":
            assert sides == {"left", "right"}
        for stroke in strokes:
            inside = footprint(stroke).intersection(atlas.views[stroke.view].outline).area
            assert inside >= 0.99 * footprint(stroke).area > 0, case.id


def test_every_case_has_an_address() -> None:
    for case in CASES:
        assert re.match(r"https?://", case.source), case.id
