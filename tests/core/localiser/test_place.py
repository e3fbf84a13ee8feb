"""Where a lesion is put: trunk or branch, one side or both, one cause or two, a nerve or none."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footmap.bench.accuracy.limits import (
    apart_by_pain,
    misleading_nerves,
    own_clues,
    random_drawings,
    silent_emergencies,
)
from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.special import SpecialAnswers, special_answers
from footmap.core.views import FloatArray, Side
from footmap.data.knowledge.clinical import Clinical

from .conftest import Regions
from .test_ranking import field


def territories(localiser: Localiser, *nerves: str) -> FloatArray:
    """Usual skin of whole nerves together."""
    cells = localiser.cells
    columns = [k for k, c in enumerate(cells.columns) if c.layer == "nerve" and c.zone == "usual" and c.id in nerves]
    return np.asarray(cells.share[:, columns].max(axis=1), dtype=np.float64)


def special(localiser: Localiser, painted: Painted, **clues: str) -> SpecialAnswers:
    return special_answers(localiser, painted, localiser.rank_cells(painted, clues))


@pytest.mark.parametrize(
    ("branches", "parent"),
    [
        (("superficial_fibular", "deep_fibular"), "common_fibular"),
        (("superficial_fibular", "deep_fibular", "lateral_sural_cutaneous"), "common_fibular"),
        (("medial_dorsal_cutaneous", "intermediate_dorsal_cutaneous"), "superficial_fibular"),
        (("medial_plantar", "lateral_plantar"), "tibial"),
        (("medial_plantar", "lateral_plantar", "medial_calcaneal"), "tibial"),
        (("saphenous", "femoral_anterior_cutaneous"), "femoral_nerve"),
        (("tibial", "common_fibular"), "sciatic"),
        (("sural", "lateral_dorsal_cutaneous"), "sural"),
    ],
)
def test_paint_over_several_branches_ranks_the_parent(
    localiser: Localiser, branches: tuple[str, ...], parent: str
) -> None:
    painted: Painted = {"right": {"numbness": territories(localiser, *branches)}}
    drop = {"foot_drop": "yes"} if parent == "common_fibular" else {}
    assert localiser.rank_cells(painted, drop).nerves[0].id == parent


@pytest.mark.parametrize(
    ("branch", "parent"),
    [
        ("deep_fibular", "common_fibular"),
        ("medial_dorsal_cutaneous", "superficial_fibular"),
        ("medial_plantar", "tibial"),
        ("medial_calcaneal", "tibial"),
        ("saphenous_infrapatellar", "saphenous"),
        ("lateral_dorsal_cutaneous", "sural"),
    ],
)
def test_paint_in_one_branch_ranks_the_branch(localiser: Localiser, branch: str, parent: str) -> None:
    nerves = localiser.rank_cells({"right": {"numbness": territories(localiser, branch)}}).nerves
    ranked = [c.id for c in nerves]
    assert ranked[0] == branch
    assert ranked.index(parent) < 4


def stocking(localiser: Localiser, form: int) -> FloatArray:
    rows = np.flatnonzero(localiser.fields.row_site == localiser.fields.sites.index("length_dependent"))
    return np.asarray(localiser.fields.felt[rows[form]] > 0.5, dtype=np.float64)


@pytest.mark.parametrize("form", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("sides", [("right",), ("right", "left")])
def test_a_stocking_is_on_both_legs(localiser: Localiser, form: int, sides: tuple[Side, ...]) -> None:
    part = stocking(localiser, form)
    found = special(localiser, {s: {"tingling": part} for s in sides})
    assert ("diabetic_polyneuropathy" in found.stocking) == (len(sides) == 2)
    assert found.stocking_sides == (sides if len(sides) == 2 else ())
    assert not found.patchy
    if len(sides) == 2:
        leader = localiser.rank_cells({s: {"tingling": part} for s in sides}).conditions[0].id
        assert leader in found.stocking


def test_a_narrow_canal_hurts_both_legs(localiser: Localiser) -> None:
    part = field(localiser, "L5_root", "pain")["right"]["pain"]
    painted: Painted = {"right": {"pain": part}, "left": {"pain": part}}
    found = special(localiser, painted, walking_brings_on="yes", relief_sitting="yes")
    assert "lumbar_spinal_stenosis" in found.both_sides
    assert not special(localiser, {"right": {"pain": part}}).both_sides


def test_a_numb_saddle_on_both_sides_is_the_cauda_equina(localiser: Localiser, regions: Regions) -> None:
    painted = {**regions("perianal", "lower_buttock"), **regions("perianal", "lower_buttock", side="left")}
    assert "cauda_equina_syndrome" in special(localiser, painted, saddle_or_sphincter="yes").both_sides


def test_brain_and_cord_need_answers_that_speak_for_them(localiser: Localiser, regions: Regions) -> None:
    scattered = regions("ant_thigh_dist", "med_leg", "arch_med", "foot_border_lat")
    assert not special(localiser, scattered).upper_motor_neurone
    drop = {"foot_drop": "yes", "ankle_reflex": "brisk_or_babinski", "plantar_response": "up"}
    assert "central_foot_drop" in special(localiser, regions("dorsum_mid"), **drop).upper_motor_neurone


def test_a_scribbled_leg_is_not_many_nerves(localiser: Localiser) -> None:
    assert not special(localiser, {"right": {"pain": np.ones(localiser.cells.count)}}).patchy


def web(localiser: Localiser, site: str) -> FloatArray:
    row = int(np.flatnonzero(localiser.fields.row_site == localiser.fields.sites.index(site))[0])
    return np.asarray(localiser.fields.hurts[row] > 0.5, dtype=np.float64)


@pytest.mark.parametrize("site", ["morton_2", "morton_3"])
def test_a_web_is_morton_and_its_tests_settle_it(localiser: Localiser, site: str) -> None:
    painted: Painted = {"right": {"burning": web(localiser, site)}}
    before = localiser.rank_cells(painted)
    assert before.conditions[0].id == "morton_neuroma"
    assert before.conditions[0].site == site
    after = localiser.rank_cells(painted, {"web_squeeze": "positive", "mulder_click": "positive"})
    assert after.conditions[1].support < before.conditions[1].support


@pytest.mark.parametrize("toe", ["toe4_plantar", "toe5_plantar", "toe5_dorsal"])
def test_a_corn_is_told_by_looking_at_the_toe(localiser: Localiser, regions: Regions, toe: str) -> None:
    painted = regions(toe, quality="pain")

    def lead(answers: Mapping[str, str]) -> float:
        support = {c.id: c.support for c in localiser.rank_cells(painted, answers).conditions}
        return support["corn_digital_nerve_compression"] - support["morton_neuroma"]

    assert lead({"corn_present": "yes"}) > 0.7
    assert lead({"corn_present": "yes"}) > lead({}) > lead({"corn_present": "no"})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**31), quality=st.sampled_from(["pain", "burning"]))
def test_l5_and_s1_are_never_told_apart_by_where_it_hurts(localiser: Localiser, seed: int, quality: str) -> None:
    for painted in random_drawings(localiser, 2, quality, np.random.default_rng(seed)):
        support = {c.id: c.support for c in localiser.rank_cells(painted).levels}
        assert abs(support["L5"] - support["S1"]) <= localiser.scoring.level_step_pain + 1e-9 <= 1.1 + 1e-6


def test_the_measured_distance_is_that_of_the_lists(localiser: Localiser) -> None:
    apart = apart_by_pain(localiser, 10)
    assert 0.0 < max(apart) <= 1.1 + 1e-9


def test_no_emergency_is_silent_and_no_mimic_is_led_by_a_nerve(localiser: Localiser, clinical: Clinical) -> None:
    assert own_clues(clinical, "cauda_equina_syndrome")["saddle_or_sphincter"] == "saddle_numb"
    assert len(own_clues(clinical, "ankle_sprain")) >= 2
    assert silent_emergencies(localiser, clinical) == []
    assert misleading_nerves(localiser, clinical) == []


@pytest.mark.parametrize("side", ["right", "left"])
@pytest.mark.parametrize("quality", ["pain", "numbness"])
def test_nerves_and_levels_are_read_on_the_limb_that_is_painted(
    localiser: Localiser, regions: Regions, side: Side, quality: str
) -> None:
    for region in sorted(localiser.fields.region)[::5]:
        estimate = localiser.rank_cells(regions(region, quality=quality, side=side))
        assert {c.side for c in (*estimate.nerves, *estimate.levels)} == {side}, region
