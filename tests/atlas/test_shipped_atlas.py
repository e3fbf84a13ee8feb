"""The built atlas: no gaps, no overlaps, the same skin as the authored files say, both limbs alike."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from footmap.core import geometry
from footmap.core.atlas import Atlas, divisions
from footmap.core.ids import LEVELS
from footmap.core.views import VIEW_IDS
from footmap.data import resources
from footmap.data.assets import load_atlas
from footmap.data.atlas_check import budget_problems, coverage_problems
from footmap.data.atlas_inputs import stale_problems
from footmap.data.knowledge.base import Knowledge
from footmap.data.territories.authored import Authored, read_authored, read_chart, territories_folder
from footmap.data.territories.check import probe_problems, read_probes
from footmap.data.territories.courses import load_courses


@pytest.mark.parametrize("body", resources.bodies())
def test_skin_of_every_body_is_divided_without_gaps_or_overlaps(body: str) -> None:
    assert list(coverage_problems(load_atlas(body))) == []


@pytest.mark.parametrize("body", resources.bodies())
def test_the_atlas_of_every_body_is_as_new_as_its_sources(body: str) -> None:
    assert list(stale_problems(resources.root(), body)) == []


@pytest.mark.parametrize("body", resources.bodies())
def test_probe_points_lie_where_they_were_frozen_on_every_body(body: str) -> None:
    authored = read_authored(read_chart(body))
    assert list(probe_problems(authored, read_probes(territories_folder()))) == []


def test_areas_are_within_their_budgets(atlas: Atlas) -> None:
    assert list(budget_problems(atlas, territories_folder() / "budgets.yaml")) == []


def test_every_nerve_has_territory_and_every_core_lies_in_it(atlas: Atlas, knowledge: Knowledge) -> None:
    nerves = [t for t in atlas.territories if t.layer == "nerve"]
    assert {t.id for t in nerves} == set(knowledge.nerves)
    for t in atlas.territories:
        for view, core in t.zones.get("core", {}).items():
            outside = core.area - geometry.overlap_mm2([core], t.zones["usual"][view])[0]
            assert outside < 0.5, (t.id, t.part, view)


def test_a_trunk_is_the_union_of_its_branches(atlas: Atlas, authored: Authored) -> None:
    own = {t.id: t for t in divisions(atlas)["nerves"]}
    for trunk in (t for t in atlas.territories if t.trunk):
        for view in VIEW_IDS:
            parts = [own[n].zones["usual"].get(view, geometry.empty()) for n in authored.terminal(trunk.id) if n in own]
            whole = trunk.zones["usual"].get(view, geometry.empty())
            assert shapely.area(shapely.symmetric_difference(geometry.union_all(parts, grid_mm=0), whole)) < 0.05


def test_labels_say_what_the_polygons_say(atlas: Atlas) -> None:
    rng = np.random.default_rng(7)
    columns = atlas.label_table.columns
    region = [i for i, c in enumerate(columns) if c.layer == "region"]
    nerve = [i for i, c in enumerate(columns) if c.layer == "nerve" and c.zone == "usual" and c.part is None]
    for view in ("foot_lateral", "leg_anterior"):
        raster = atlas.labels[view]
        rows, cols = np.nonzero(raster.label)
        pick = rng.choice(len(rows), 400, replace=False)
        x = raster.left_mm + cols[pick] * raster.step_mm
        y = raster.bottom_mm + rows[pick] * raster.step_mm
        member = atlas.label_table.member[raster.label[rows[pick], cols[pick]]]
        assert (member[:, region].sum(1) == 1).all()
        wrong = 0
        for column in region + nerve:
            c = columns[column]
            shape = next(
                t for t in atlas.territories if (t.layer, t.id, t.part, t.map) == (c.layer, c.id, c.part, c.map)
            ).zones["usual"].get(view, geometry.empty())  # fmt: skip
            wrong += int((shapely.contains_xy(shape, x, y) != member[:, column]).sum())
        assert wrong < 0.03 * 400 * 4


@pytest.mark.parametrize("level", [level for level in LEVELS if level != "S4_S5"])
def test_every_level_has_a_consensus_core_that_one_can_paint(atlas: Atlas, level: str) -> None:
    territory = next(t for t in atlas.territories if t.id == level and t.map == "consensus")
    assert max(s.area for s in territory.zones["core"].values()) > 300


def test_nails_and_toe_tips_belong_to_the_plantar_nerves(atlas: Atlas) -> None:
    own = {t.id: t for t in divisions(atlas)["nerves"]}
    marks = atlas.views["foot_dorsal"].landmarks_mm
    for mark, nerve in (("hallux_nail", "medial_plantar"), ("web1", "deep_fibular"), ("mtp3", None)):
        point = shapely.Point(*marks[mark])
        found = [n for n, t in own.items() if t.zones["usual"].get("foot_dorsal", geometry.empty()).covers(point)]
        assert found == [nerve] if nerve else found[0] in ("medial_dorsal_cutaneous", "intermediate_dorsal_cutaneous")


def test_landmarks_are_many_and_the_same_in_every_view(atlas: Atlas) -> None:
    names = set(atlas.views["leg_anterior"].landmarks_mm)
    assert len(names) >= 40
    for view in VIEW_IDS:
        assert set(atlas.views[view].landmarks_mm) == names
    for view in ("foot_dorsal", "foot_plantar"):
        seen = atlas.views[view].landmarks_mm
        assert seen["heel_back"] == pytest.approx((0, 0), abs=0.6)
        assert seen["toe2_tip"][0] == pytest.approx(0, abs=4)
        assert seen["longest_toe_tip"][1] > 200
    leg = atlas.views["leg_lateral"].landmarks_mm
    order = ["asis", "greater_trochanter", "knee_joint", "fibular_neck", "lateral_malleolus_tip", "heel_back"]
    heights = [leg[name][1] for name in order]
    assert heights == sorted(heights, reverse=True)


def test_every_nerve_has_a_course_and_its_sites_lie_near_it(atlas: Atlas, knowledge: Knowledge) -> None:
    courses = load_courses(atlas.body)
    drawn = {nerve for pieces in courses.pieces.values() for nerve in pieces}
    assert drawn == set(knowledge.nerves)
    for view, sites in courses.sites.items():
        for site in sites:
            pieces = courses.pieces[view].get(site.nerve, ())
            lines = [shapely.LineString(p.points_mm) for p in pieces]
            assert lines, (view, site.id)
            assert min(line.distance(shapely.Point(site.point_mm)) for line in lines) < 14, (view, site.id)
