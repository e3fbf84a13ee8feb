"""Courses and landmarks lie where dissections and scans measured them, on every body, scaled to its stature."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from footmap.core.atlas import Atlas
from footmap.core.views import ViewId
from footmap.data import resources
from footmap.data.assets import load_atlas
from footmap.data.territories.courses import Courses, load_courses


@pytest.fixture(params=resources.bodies())
def drawn(request: pytest.FixtureRequest) -> tuple[Atlas, Courses]:
    return load_atlas(request.param), load_courses(request.param)


def scale(atlas: Atlas) -> float:
    """Length of the limb as a share of the male body's."""
    knee = atlas.views["leg_lateral"].landmarks_mm["knee_joint"][1]
    return knee / load_atlas("male").views["leg_lateral"].landmarks_mm["knee_joint"][1]


def line(courses: Courses, view: ViewId, nerve: str, part: str | None = None) -> NDArray[np.float64]:
    """Points (n, 2) of a course in a view."""
    pieces = [p for p in courses.pieces[view][nerve] if p.part == part]
    return np.concatenate([np.array(p.points_mm) for p in pieces])


def x_at(points: NDArray[np.float64], y: float) -> float:
    """x of the point of a course whose height is nearest."""
    return float(points[np.abs(points[:, 1] - y).argmin(), 0])


@pytest.mark.parametrize("nerve", ["sciatic", "posterior_femoral_cutaneous"])
def test_the_sciatic_nerve_runs_between_tuberosity_and_trochanter(drawn: tuple[Atlas, Courses], nerve: str) -> None:
    atlas, courses = drawn
    marks = atlas.views["leg_posterior"].landmarks_mm
    inner, outer = marks["ischial_tuberosity"], marks["greater_trochanter"]
    for y in np.linspace(inner[1], outer[1] - 15, 4):
        share = (x_at(line(courses, "leg_posterior", nerve), float(y)) - inner[0]) / (outer[0] - inner[0])
        assert 0.3 < share < 0.6, y


def test_the_tibial_nerve_keeps_to_the_middle_of_the_calf_and_then_goes_inward(drawn: tuple[Atlas, Courses]) -> None:
    atlas, courses = drawn
    k = scale(atlas)
    points = line(courses, "leg_posterior", "tibial")
    calf = points[(points[:, 1] > 250 * k) & (points[:, 1] < 470 * k)]
    assert np.ptp(calf[:, 0]) < 11
    low = points[(points[:, 1] > 50 * k) & (points[:, 1] < 190 * k)]
    order = low[np.argsort(-low[:, 1])]
    assert (np.diff(order[:, 0]) < 0.6).all()


def test_the_sural_nerve_passes_behind_and_below_the_outer_ankle(drawn: tuple[Atlas, Courses]) -> None:
    atlas, courses = drawn
    tip = np.array(atlas.views["foot_lateral"].landmarks_mm["lateral_malleolus_tip"])
    points = line(courses, "foot_lateral", "sural")
    behind = tip[0] - x_at(points, float(tip[1]))
    assert 12 < behind < 21
    below = np.concatenate([points, line(courses, "foot_lateral", "lateral_dorsal_cutaneous")])
    under = below[np.abs(below[:, 0] - tip[0]).argmin(), 1]
    assert 13 < tip[1] - under < 24


def test_the_lateral_femoral_cutaneous_nerve_passes_medial_to_the_spine(drawn: tuple[Atlas, Courses]) -> None:
    atlas, courses = drawn
    spine = atlas.views["leg_anterior"].landmarks_mm["asis"]
    assert 12 < x_at(line(courses, "leg_anterior", "lateral_femoral_cutaneous"), spine[1] - 8) - spine[0] < 24


def test_the_posterior_spine_lies_below_the_top_of_the_crest(drawn: tuple[Atlas, Courses]) -> None:
    atlas, _ = drawn
    marks = atlas.views["leg_posterior"].landmarks_mm
    assert 43 < marks["iliac_crest"][1] - marks["psis"][1] < 62


def test_the_saphenous_nerve_is_a_hand_behind_the_patella_at_the_knee(drawn: tuple[Atlas, Courses]) -> None:
    atlas, courses = drawn
    marks = atlas.views["leg_medial"].landmarks_mm
    at_knee = x_at(line(courses, "leg_medial", "saphenous"), marks["knee_joint"][1])
    assert 65 < at_knee - marks["patella"][0] < 100


def test_the_medial_sural_nerve_ends_in_the_lower_half_of_the_leg(drawn: tuple[Atlas, Courses]) -> None:
    atlas, _ = drawn
    marks = atlas.views["leg_posterior"].landmarks_mm
    knee, ankle = marks["knee_joint"][1], marks["lateral_malleolus_tip"][1]
    own = next(t for t in atlas.territories if t.id == "medial_sural_cutaneous" and not t.trunk)
    lowest = min(s.bounds[1] for v, s in own.zones["usual"].items() if v.startswith("leg") and not s.is_empty)
    assert 0.60 < (knee - lowest) / (knee - ankle) < 0.75
    assert "foot_plantar" not in own.zones["usual"]


def test_half_of_the_outer_ankle_is_sural_and_either_nerve_takes_all_of_it_in_a_variant(
    drawn: tuple[Atlas, Courses],
) -> None:
    atlas, _ = drawn
    x, y = atlas.views["foot_lateral"].landmarks_mm["lateral_malleolus"]
    by_id = {t.id: t for t in atlas.territories if t.layer == "nerve" and t.part in (None, "own")}
    whole = {t.id: t for t in atlas.territories if t.layer == "nerve" and t.part is None}
    own = {t.id: t for t in atlas.territories if t.layer == "nerve" and t.part == "own"}
    sural = own.get("sural", by_id["sural"]).zones["usual"]["foot_lateral"]
    front = whole["intermediate_dorsal_cutaneous"].zones["usual"]["foot_lateral"]
    assert sural.covers(shapely.Point(x - 9, y))
    assert front.covers(shapely.Point(x + 9, y))
    assert whole["sural"].zones["variant"]["foot_lateral"].covers(shapely.Point(x + 6, y))
    variant = whole["intermediate_dorsal_cutaneous"].zones["variant"]["foot_lateral"]
    assert variant.covers(shapely.Point(x - 6, y))
