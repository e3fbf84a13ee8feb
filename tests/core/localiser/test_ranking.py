"""Paint and clues together: the ledger adds up, bounds hold, and odd input gives a stated result."""

from __future__ import annotations

import math

import numpy as np
import pytest

from footmap.bench.cases import load_cases
from footmap.core.atlas import Atlas
from footmap.core.drawing import Drawing, Stroke
from footmap.core.localiser.candidates import DEPTHS
from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Estimate, Localiser
from footmap.core.paint import empty, replay
from footmap.data.assets import load_atlas
from footmap.data.knowledge.clinical import Clinical
from footmap.data.knowledge.scoring import load_scoring

from .conftest import Regions

DROP = {"foot_drop": "yes", "back_pain": "no"}


def support(estimate: Estimate, id_: str) -> float:
    return next(c.support for d in DEPTHS for c in estimate.at(d) if c.id == id_)


def field(localiser: Localiser, site: str, quality: str = "numbness") -> Painted:
    """Paint where a lesion at a site is felt by most."""
    row = int(np.flatnonzero(localiser.fields.row_site == localiser.fields.sites.index(site))[0])
    return {"right": {quality: (localiser.fields.felt[row] > 0.5).astype(float)}}


@pytest.mark.parametrize("case_id", ["C-004", "C-030", "C-062", "C-064", "C-086"])
def test_ledgers_add_up_to_the_support(localiser: Localiser, atlas: Atlas, case_id: str) -> None:
    case = next(c for c in load_cases() if c.id == case_id)
    estimate = localiser.rank(replay(atlas, case.drawing(atlas)), case.clues)
    for depth in DEPTHS:
        candidates = estimate.at(depth)
        assert max(c.support for c in candidates) == 0
        for candidate in candidates:
            assert sum(row.value for row in candidate.ledger) == pytest.approx(candidate.support, abs=1e-9)
            assert [r.clue for r in candidate.ledger if r.clue] == [r.clue for r in candidates[0].ledger if r.clue]
            assert {r.clue for r in candidate.ledger if r.kind == "clue"} == set(case.clues)


@pytest.mark.parametrize(
    ("site", "nerve"),
    [
        ("sural_calf", "sural"),
        ("medial_plantar_arch", "medial_plantar"),
        ("lfcn_inguinal", "lateral_femoral_cutaneous"),
        ("medial_calcaneal_heel", "medial_calcaneal"),
        ("sciatic_buttock", "sciatic"),
        ("tarsal_tunnel", "tibial"),
    ],
)
def test_a_painted_territory_finds_its_nerve(localiser: Localiser, site: str, nerve: str) -> None:
    assert localiser.rank_cells(field(localiser, site)).nerves[0].id == nerve


def test_numb_skin_alone_is_the_skin_nerve_and_a_foot_drop_the_trunk(localiser: Localiser) -> None:
    painted = field(localiser, "fibular_neck")
    assert localiser.rank_cells(painted).nerves[0].id == "superficial_fibular"
    assert localiser.rank_cells(painted, {"foot_drop": "yes"}).nerves[0].id == "common_fibular"
    assert localiser.rank_cells(painted, {"leg_power": "normal"}).nerves[0].id == "superficial_fibular"


@pytest.mark.parametrize("level", ["L2", "L3", "L4", "L5", "S1", "S2"])
def test_a_painted_dermatome_finds_its_level(localiser: Localiser, level: str) -> None:
    assert localiser.rank_cells(field(localiser, f"{level}_root")).levels[0].id == level


@pytest.mark.parametrize("level", ["L5", "S1"])
def test_pain_alone_hardly_tells_l5_from_s1(localiser: Localiser, level: str) -> None:
    estimate = localiser.rank_cells(field(localiser, f"{level}_root", "pain"))
    assert abs(support(estimate, "L5") - support(estimate, "S1")) <= localiser.scoring.level_step_pain + 1e-9
    numb = localiser.rank_cells(field(localiser, f"{level}_root"))
    assert abs(support(numb, "L5") - support(numb, "S1")) > abs(support(estimate, "L5") - support(estimate, "S1"))


def test_kept_inversion_and_abduction_speak_for_the_fibular_nerve(localiser: Localiser, regions: Regions) -> None:
    shin = regions("dorsum_med", "dorsum_mid", "lat_leg_dist")

    def lead(**answers: str) -> float:
        estimate = localiser.rank_cells(shin, {**DROP, **answers})
        return support(estimate, "common_fibular_neuropathy") - support(estimate, "l5_radiculopathy")

    kept = lead(inversion_weak="no", hip_abduction_weak="no")
    lost = lead(inversion_weak="yes", hip_abduction_weak="yes")
    assert kept > lead() > lost
    assert kept - lost > math.log(20)


def test_a_foot_drop_does_not_come_from_the_skin_of_the_sole(localiser: Localiser, regions: Regions) -> None:
    sole = regions("sole_central", "arch_med")
    before, after = localiser.rank_cells(sole), localiser.rank_cells(sole, {"foot_drop": "yes"})
    assert support(after, "tarsal_tunnel_syndrome") - support(after, "sciatic_neuropathy") < support(
        before, "tarsal_tunnel_syndrome"
    ) - support(before, "sciatic_neuropathy")


def test_one_sign_asked_twice_counts_once(localiser: Localiser, regions: Regions) -> None:
    dorsum = regions("dorsum_mid")
    once = localiser.rank_cells(dorsum, {"foot_drop": "yes"})
    twice = localiser.rank_cells(dorsum, {"foot_drop": "yes", "ankle_dorsiflexion_weak": "yes"})
    assert [(c.id, c.support) for c in once.conditions] == [(c.id, c.support) for c in twice.conditions]
    assert twice.clues.passed_over == {"ankle_dorsiflexion_weak": "same_sign"}


def test_every_answer_and_every_group_stays_within_its_cap(localiser: Localiser, clinical: Clinical) -> None:
    low, high = (math.log(v) for v in clinical.caps.answer)
    group = math.log(clinical.caps.group)
    for case in load_cases():
        estimate = localiser.rank_cells({}, case.clues)
        groups: dict[str, list[np.ndarray[tuple[int, ...], np.dtype[np.float64]]]] = {}
        for row in estimate.clues.rows:
            if clinical.clues[row.clue].group is None:
                assert np.ptp(row.contribution) <= high - low + 1e-9
            name = clinical.clues[row.clue].group
            if name is not None:
                groups.setdefault(name, []).append(row.contribution)
        for rows in groups.values():
            assert np.ptp(np.sum(rows, axis=0)) <= 2 * group + 1e-9


def test_unknown_ids_are_stated_and_change_nothing(localiser: Localiser, regions: Regions) -> None:
    heel = regions("heel_plantar")
    plain, odd = localiser.rank_cells(heel), localiser.rank_cells(heel, {"nonsense": "yes", "foot_drop": "perhaps"})
    assert odd.clues.passed_over == {"nonsense": "unknown_clue", "foot_drop": "unknown_answer"}
    assert [c.support for c in plain.conditions] == [c.support for c in odd.conditions]


def test_contradictions_are_stated(localiser: Localiser) -> None:
    estimate = localiser.rank_cells({}, {"leg_power": "normal", "foot_drop": "yes"})
    assert estimate.contradictions == (("leg_power", "foot_drop"),)


def test_clues_without_paint_rank(localiser: Localiser) -> None:
    estimate = localiser.rank(empty(), {"rash": "yes"})
    assert estimate.paint is None
    assert estimate.conditions[0].id == "herpes_zoster"
    assert all(c.side is None for c in estimate.conditions)


def test_nothing_at_all_leaves_all_alike(localiser: Localiser) -> None:
    estimate = localiser.rank(empty())
    assert {c.words for c in estimate.conditions} == {"neither for nor against"}


def test_two_square_millimetres_and_the_whole_leg_give_finite_results(localiser: Localiser, atlas: Atlas) -> None:
    x, y = atlas.views["foot_plantar"].home.representative_point().coords[0]
    spot = Stroke("right", "foot_plantar", "add", "brush", "pain", ((x, y),), 0.8)
    speck = localiser.rank(replay(atlas, Drawing((spot,))))
    whole = localiser.rank_cells({"right": {"pain": np.ones(localiser.cells.count)}})
    for estimate in (speck, whole):
        assert np.isfinite([c.support for c in estimate.conditions]).all()
        assert estimate.conditions[0].side == "right"
    assert speck.paint is not None
    assert speck.paint.patches < 0.02


def test_the_left_limb_is_the_right_one_mirrored(localiser: Localiser, regions: Regions) -> None:
    right = localiser.rank_cells(regions("sole_lat", side="right"))
    left = localiser.rank_cells(regions("sole_lat", side="left"))
    assert [(c.id, round(c.support, 9)) for c in right.nerves] == [(c.id, round(c.support, 9)) for c in left.nerves]
    assert {right.nerves[0].side, left.nerves[0].side} == {"right", "left"}


def test_the_female_body_ranks_too(clinical: Clinical) -> None:
    other = Localiser(load_atlas("female"), clinical, load_scoring())
    for site, nerve in (("sural_calf", "sural"), ("tarsal_tunnel", "tibial"), ("femoral_groin", "femoral_nerve")):
        assert other.rank_cells(field(other, site)).nerves[0].id == nerve
