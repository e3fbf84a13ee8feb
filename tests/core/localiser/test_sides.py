"""A side is painted or answered, never invented, and a share is a share of all the paint."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footmap.core.drawing import Drawing, Stroke
from footmap.core.ids import Quality
from footmap.core.localiser.assessment import Assessment, assess
from footmap.core.localiser.candidates import DEPTHS
from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.explain import explain
from footmap.core.localiser.sides import Explains, alike, side_of
from footmap.core.localiser.special import special_answers, two_causes
from footmap.core.paint import replay
from footmap.core.views import SIDES, Side, ViewId

from .conftest import Regions

NAMES = ("sole_lat", "dorsum_mid", "lat_leg_dist", "calf_mid", "post_thigh", "lat_thigh", "med_leg", "web1_dorsal")
QUALITIES = ("pain", "burning", "tingling", "numbness")
SLOW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SPOTS = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True)


def dot(side: Side, view: ViewId, y: float, radius_mm: float, quality: Quality) -> Stroke:
    return Stroke(side, view, "add", "brush", quality, ((0.0, y),), radius_mm=radius_mm)


def read(localiser: Localiser, *strokes: Stroke, **answers: str) -> Assessment:
    return assess(localiser, replay(localiser.atlas, Drawing(strokes)), answers)


@SLOW
@given(names=SPOTS, quality=st.sampled_from(QUALITIES))
def test_both_limbs_alike_are_both_sides(
    localiser: Localiser, regions: Regions, names: list[str], quality: str
) -> None:
    one = regions(*names, quality=quality)["right"]
    painted = dict.fromkeys(SIDES, one)
    assert alike(painted, localiser.cells.area_cm2) == pytest.approx(1.0)
    estimate = localiser.rank_cells(painted, {})
    for depth in DEPTHS:
        for candidate in estimate.at(depth):
            assert side_of(localiser, estimate, candidate, both_answered=True) == "both"


@SLOW
@given(names=SPOTS, quality=st.sampled_from(QUALITIES), side=st.sampled_from(SIDES))
def test_one_limb_is_never_two(
    localiser: Localiser, regions: Regions, names: list[str], quality: str, side: Side
) -> None:
    painted = regions(*names, quality=quality, side=side)
    estimate = localiser.rank_cells(painted, {})
    for depth in DEPTHS:
        for candidate in estimate.at(depth):
            assert side_of(localiser, estimate, candidate, both_answered=False) == side
            told = side_of(localiser, estimate, candidate, both_answered=True)
            twofold = localiser.knowledge.anatomy.sites[candidate.site].both >= 0.5
            assert told == ("both" if depth == "condition" and twofold else side)


@SLOW
@given(right=SPOTS, left=SPOTS, quality=st.sampled_from(QUALITIES))
def test_a_share_is_a_share_of_all_the_paint(
    localiser: Localiser, regions: Regions, right: list[str], left: list[str], quality: str
) -> None:
    painted: Painted = {
        "right": regions(*right, quality=quality)["right"],
        "left": regions(*left, quality=quality)["right"],
    }
    area = localiser.cells.area_cm2
    explains = Explains(localiser, painted)
    kind = "loss" if quality in ("tingling", "numbness") else "pain"
    total = sum(float(part @ area) for limb in painted.values() for part in limb.values())
    for k, site in enumerate(localiser.fields.sites):
        rows = np.flatnonzero(localiser.fields.row_site == k).tolist()
        by_row = {
            side: [
                float((painted[side][quality] * localiser.paint_scorer.explained_cells(r, kind)) @ area) for r in rows
            ]
            for side in SIDES
        }
        for side in SIDES:
            assert explains.share(site, side) == pytest.approx(min(max(by_row[side]) / total, 1.0), abs=1e-5)
        both = max(a + b for a, b in zip(by_row["right"], by_row["left"], strict=True))
        assert explains.share(site, "both") == pytest.approx(min(both / total, 1.0), abs=1e-5)


def test_what_is_left_and_what_is_explained_are_all_the_paint(localiser: Localiser) -> None:
    """Of two dots two thirds lie on the right knee, which an L5 root on the left does not explain."""
    found = read(
        localiser, dot("right", "leg_anterior", 480, 12, "numbness"), dot("left", "foot_dorsal", 100, 10, "numbness")
    )
    for rows in (found.nerves, found.levels, found.conditions):
        for a in rows[:8]:
            why = explain(localiser, found.painted, found.estimate, a.candidate, {}, ())
            left = sum(r.area_cm2 for r in why.paint_left)
            assert why.explained == pytest.approx(a.explained)
            assert left == pytest.approx((1.0 - a.explained) * found.paint_cm2, abs=0.12 * found.paint_cm2 + 0.5)
    level = next(a for a in found.levels if a.candidate.id == "L5")
    assert level.candidate.side == "left"
    assert level.explained < 0.5


def test_two_dots_are_no_stocking_and_a_stocking_is(localiser: Localiser, regions: Regions) -> None:
    dots = read(localiser, dot("right", "foot_plantar", 100, 5, "pain"), dot("left", "foot_dorsal", 100, 5, "numbness"))
    assert dots.special.stocking == ()
    assert dots.special.both_sides == ()
    same = read(
        localiser, dot("right", "foot_plantar", 100, 5, "numbness"), dot("left", "foot_plantar", 100, 5, "numbness")
    )
    assert same.special.stocking == (), "alike, but a dot is no good part of a sock"
    sock = [
        n for n in localiser.fields.region if n.startswith(("sole", "ball", "toe", "hallux", "dorsum", "heel", "arch"))
    ]
    one = regions(*sock)["right"]
    painted = dict.fromkeys(SIDES, one)
    assert special_answers(localiser, painted, localiser.rank_cells(painted, {})).stocking
    foot: Painted = {"right": one, "left": regions("dorsum_mid")["right"]}
    assert special_answers(localiser, foot, localiser.rank_cells(foot, {})).stocking == (), "the other foot is another"


def test_a_lesion_on_each_side_is_offered_where_the_limbs_differ(localiser: Localiser, regions: Regions) -> None:
    thigh, foot = regions("lat_thigh")["right"], regions("dorsum_mid", "web1_dorsal")["right"]
    painted: Painted = {"right": thigh, "left": foot}
    pair = two_causes(localiser, painted, localiser.rank_cells(painted, {}))
    assert pair is not None
    assert set(pair.sides) == {"right", "left"}
    assert pair.explained > 0.9
    areas = [float(np.max(list(q.values()), axis=0) @ localiser.cells.area_cm2) for q in painted.values()]
    assert pair.single > 0.9 * max(areas) / sum(areas), "each of the two explains its own limb alone"
    alike_: Painted = {"right": thigh, "left": thigh}
    same = two_causes(localiser, alike_, localiser.rank_cells(alike_, {}))
    assert same is None or "both" in same.sides


def test_ties_are_between_levels_that_nothing_speaks_against(localiser: Localiser) -> None:
    for y, radius in ((200.0, 2.5), (110.0, 5.0), (60.0, 8.0)):
        found = read(localiser, dot("right", "foot_plantar", y, radius, "pain"))
        words = {c.id: c.words for c in found.estimate.levels}
        share = {a.candidate.id: a.explained for a in found.levels}
        for pair in found.special.tied:
            assert not [id_ for id_ in pair if words[id_].endswith("against") and not words[id_].startswith("neither")]
            assert all(share[id_] > 0 for id_ in pair) or frozenset(pair) in localiser.confused


def test_answers_of_each_limb_are_kept(localiser: Localiser) -> None:
    found = assess(
        localiser,
        replay(localiser.atlas, Drawing((dot("right", "leg_posterior", 300, 15, "pain"),))),
        {"ankle_reflex": {"right": "reduced_one_side", "left": "normal"}, "foot_drop": "no"},
        cleared={"cauda_equina": " MRI normal ", "no_flag": "x", "dvt": ""},
    )
    assert found.answers_by_side == {"ankle_reflex": {"right": "reduced_one_side", "left": "normal"}}
    assert {(p.kind, p.clue) for p in found.problems if p.refused} == {
        ("unknown_flag", "no_flag"),
        ("no_reason", "dvt"),
    }
    assert [(c.id, c.reason) for c in found.alarms.cleared] == [("cauda_equina", "MRI normal")]
