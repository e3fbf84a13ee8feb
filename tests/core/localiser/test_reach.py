"""Whatever a clinician may think of in a painful, numb or weak leg can be reached from paint or answers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from numpy.typing import NDArray

from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Estimate, Localiser
from footmap.core.localiser.red_flags import count
from footmap.core.localiser.special import special_answers
from footmap.core.views import SIDES, FloatArray
from footmap.data.knowledge.clinical import Clinical, load_clinical

from .conftest import Regions

RANKED = [c.id for c in load_clinical().conditions.values() if c.rank == "condition"]
FIRST = 3
TELLING = 2.0
"""A likelihood ratio from which an answer is asked for a condition's sake."""


def place(estimate: Estimate, id_: str) -> int:
    """Place in its list, the best first, from 1."""
    depth = next(d for d in (estimate.conditions, estimate.nerves, estimate.levels) if any(c.id == id_ for c in d))
    return [c.id for c in depth].index(id_) + 1


def of_its_site(localiser: Localiser, condition: str) -> Painted:
    """Skin that most people with the condition feel, where it usually sits."""
    sites = [s for s in localiser.knowledge.anatomy.sites.values() if condition in {**s.conditions, **s.mechanisms}]
    site = max(sites, key=lambda s: {**s.conditions, **s.mechanisms}[condition])
    rows = np.flatnonzero(localiser.fields.row_site == localiser.fields.sites.index(site.id))
    row = int(rows[np.argmax(localiser.fields.weight[rows])])
    quality = "numbness" if site.sensation > 0 and site.kind != "local" else "pain"
    skin = {quality: within_its_size(localiser, condition, localiser.fields.felt[row] > 0.5)}
    return {"right": skin, "left": skin} if site.both > 0.5 else {"right": skin}


def within_its_size(localiser: Localiser, condition: str, field: NDArray[np.bool_]) -> FloatArray:
    """As much of a field, around its middle, as a lesion of this size explains."""
    needs, area = localiser.knowledge.conditions[condition].needs, localiser.cells.area_cm2
    part = field.astype(np.float64)
    if needs is None or needs.largest_cm2 is None or part @ area <= needs.largest_cm2:
        return part
    point = localiser.cells.point_mm
    away = np.linalg.norm(point - point[int(np.flatnonzero(field)[0])], axis=1)
    order = np.argsort(np.where(field, away, np.inf))
    part[order[np.cumsum(area[order]) > 0.9 * needs.largest_cm2]] = 0.0
    return part


def telling(clinical: Clinical, condition: str, most: int = 3) -> dict[str, str]:
    """The answers that speak most for a condition."""
    found = sorted(
        (
            (-answer.ratios.get(condition, 1.0), clue.id, answer.id)
            for clue in clinical.clues.values()
            for answer in clue.answers.values()
            if clue.family is None and answer.ratios.get(condition, 1.0) >= TELLING
        ),
        reverse=True,
    )
    answers: dict[str, str] = {}
    for _, clue, answer in sorted(found):
        if len(answers) < most:
            answers.setdefault(clue, answer)
    return answers


@pytest.mark.parametrize("condition", RANKED)
def test_every_condition_can_come_among_the_first(localiser: Localiser, clinical: Clinical, condition: str) -> None:
    painted, answers = of_its_site(localiser, condition), telling(clinical, condition)
    assert place(localiser.rank_cells(painted, answers), condition) <= FIRST


LOW_BACK = {"recent_trauma": "low_back", "one_leg_at_a_time": "yes"}
OUTER_FOOT = ("heel_lat", "foot_border_lat", "toe5_dorsal")
DORSUM = ("dorsum_med", "dorsum_mid", "web1_dorsal", "hallux_dorsal")
SOLE = ("heel_plantar", "arch_med", "sole_central", "sole_lat", "ball_med", "ball_mid", "ball_lat")
WHOLE_FOOT = (*SOLE, *DORSUM, *OUTER_FOOT, "heel_med", "foot_border_med", "dorsum_lat")
DROP = {"foot_drop": "yes"}
PICTURES: list[tuple[str, tuple[str, ...], str, dict[str, str]]] = [
    # roots
    ("s1_radiculopathy", OUTER_FOOT, "pain", {**LOW_BACK, "lateral_foot_pain": "yes"}),
    ("s1_radiculopathy", ("post_thigh", "calf_mid", *OUTER_FOOT), "pain", {"one_leg_at_a_time": "yes"}),
    ("s1_radiculopathy", ("mid_buttock", "post_thigh", "calf_lat"), "pain", {"slr": "positive"}),
    ("s1_radiculopathy", OUTER_FOOT, "numbness", {**DROP, "plantarflexion_weak": "yes"}),
    ("l5_radiculopathy", ("lat_thigh", "lat_leg_prox", *DORSUM), "tingling", {**LOW_BACK, **DROP}),
    ("l4_radiculopathy", ("ant_knee", "med_leg", "med_malleolus"), "numbness", {**DROP, "knee_reflex": "yes"}),
    ("lumbar_spinal_stenosis", ("post_thigh", "calf_mid"), "pain", {"relief_sitting": "yes"}),
    # a worn disc has no sign of its own: with age and back pain it is among the first, behind its root
    ("degenerative_disc_disease", ("lat_thigh", "lat_leg_prox", *DORSUM), "pain",
     {"age": "over_70", "back_pain": "yes", "slump": "negative"}),
    # the fibular nerve at the knee, the sciatic nerve at the hip
    ("common_fibular_neuropathy", ("lat_leg_dist", *DORSUM), "numbness", {**DROP, "recent_trauma": "knee"}),
    ("common_fibular_neuropathy", DORSUM, "numbness", {**DROP, "tight_footwear": "boot_top_or_knee"}),
    ("sciatic_neuropathy", ("calf_lat", "lat_leg_dist", *DORSUM), "tingling",
     {"top_of_foot_pain_weakness": "yes", "hip_injection_or_surgery": "injection"}),
    ("sciatic_neuropathy", ("calf_lat", *DORSUM), "numbness", {**DROP, "hip_injection_or_surgery": "surgery"}),
    ("sciatic_neuropathy", ("calf_lat", "sole_lat", *DORSUM), "numbness", {"recent_trauma": "hip", **DROP}),
    # ankle and foot
    ("tarsal_tunnel_syndrome", ("sole_central", "arch_med", "ball_mid"), "burning", {"sole_shooting_pain": "yes"}),
    ("sural_neuropathy", OUTER_FOOT, "pain", {"outer_ankle_shooting": "yes", "recent_trauma": "ankle"}),
    ("sural_neuropathy", OUTER_FOOT, "tingling", {"tight_footwear": "ankle_or_laces"}),
    ("corn_digital_nerve_compression", ("toe5_plantar",), "pain", {"corn_present": "yes"}),
    ("morton_neuroma", ("ball_mid", "toes2_3_plantar"), "burning", {"tight_footwear": "narrow_toe_box_or_heel"}),
    # disease of the whole person
    ("diabetic_polyneuropathy", WHOLE_FOOT, "tingling", {"systemic_disease": "diabetes", "stocking": "yes"}),
    # a twist or a blow: bone, joint, vessel, muscle, tendon
    ("ankle_foot_fracture", ("lat_malleolus",), "pain", {"twist_or_direct_strike": "yes", "ottawa": "yes"}),
    ("ankle_sprain", ("lat_malleolus",), "pain", {"twist_or_direct_strike": "yes"}),
    ("acute_limb_ischaemia_or_vascular_injury", WHOLE_FOOT, "pain", {"sudden_cold_pale": "yes", "pulses": "yes"}),
    ("tendon_muscle_injury", ("calf_mid",), "pain", {"twist_or_direct_strike": "yes", "recent_trauma": "calf"}),
    ("achilles_rupture", ("heel_back",), "pain", {"twist_or_direct_strike": "yes", "calf_squeeze": "abnormal"}),
]  # fmt: skip


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture[0])
def test_the_common_pictures_come_among_the_first(
    localiser: Localiser, regions: Regions, picture: tuple[str, tuple[str, ...], str, dict[str, str]]
) -> None:
    wanted, where, quality, answers = picture
    assert place(localiser.rank_cells(regions(*where, quality=quality), answers), wanted) <= FIRST


@pytest.mark.parametrize("answer", ["surgery", "injection"])
@pytest.mark.parametrize(
    ("where", "quality"),
    [
        (("post_thigh",), "pain"),
        (("post_thigh", "calf_mid"), "pain"),
        (("post_thigh", "calf_mid", "calf_lat"), "pain"),
        (("mid_buttock", "post_thigh"), "pain"),
        (("calf_mid", "calf_med", "calf_lat"), "pain"),
        (("calf_mid", "calf_med", "calf_lat"), "numbness"),
        (("dorsum_mid", "dorsum_lat"), "pain"),
        (("dorsum_mid", "dorsum_lat"), "numbness"),
        (("sole_central", "sole_lat"), "pain"),
        (("sole_central", "sole_lat"), "numbness"),
        (("post_thigh", "calf_mid", "dorsum_mid", "sole_central"), "pain"),
    ],
)
def test_after_the_hip_was_operated_on_the_sciatic_nerve_is_thought_of(
    localiser: Localiser, regions: Regions, where: tuple[str, ...], quality: str, answer: str
) -> None:
    found = localiser.rank_cells(regions(*where, quality=quality), {"hip_injection_or_surgery": answer})
    assert place(found, "sciatic_neuropathy") <= FIRST


LEG = ("calf_", "ant_leg", "lat_leg", "med_leg", "lat_malleolus", "med_malleolus")
FOOT = ("sole", "ball", "toe", "hallux", "dorsum", "heel", "arch", "foot_", "web")


@pytest.mark.parametrize("quality", ["numbness", "tingling"])
@pytest.mark.parametrize(
    ("up_to", "names", "cord"),
    [
        ("the knee", (*FOOT, *LEG), False),
        ("the groin", (*FOOT, *LEG, "ant_", "med_", "lat_", "post_", "popliteal"), True),
    ],
)
def test_numb_to_the_groin_on_both_legs_is_the_cord_to_the_knee_the_nerves(
    localiser: Localiser, regions: Regions, up_to: str, names: tuple[str, ...], cord: bool, quality: str
) -> None:
    skin = regions(*(n for n in localiser.fields.region if n.startswith(names)), quality=quality)["right"]
    found = localiser.rank_cells(dict.fromkeys(SIDES, skin)).conditions
    kinds = {"cord": True, "length_dependent": False}
    assert kinds[localiser.knowledge.anatomy.sites[found[0].site].kind] == cord
    one = localiser.rank_cells({"right": skin}).conditions
    assert one[0].site != "cord", "one leg alone is no level"


@pytest.mark.parametrize(
    ("mechanism", "answers"),
    [
        ("lumbar_disc_herniation", {"crossed_slr": "positive", "slump": "positive", "age": "under_50"}),
        ("spondylolisthesis", {"extension_pain_or_step": "yes", "slump": "negative", "relief_sitting": "yes"}),
    ],
)
def test_what_presses_the_root_is_named(
    localiser: Localiser, regions: Regions, mechanism: str, answers: dict[str, str]
) -> None:
    estimate = localiser.rank_cells(regions("lat_thigh", "lat_leg_prox", *DORSUM), answers)
    assert place(estimate, mechanism) < place(estimate, "l5_radiculopathy")
    cause = next(c for c in estimate.conditions if c.id == mechanism)
    assert (cause.level, cause.side) == ("L5", "right")
    assert estimate.levels[0].mechanism == mechanism


@pytest.mark.parametrize("root", ["L5", "L4", "S1"])
def test_foot_drop_brings_up_its_roots_and_nerves(localiser: Localiser, root: str) -> None:
    """L5 mostly, L4 and S1 too: all three gain on roots that do not lift the foot."""
    before, after = localiser.rank_cells({}), localiser.rank_cells({}, DROP)

    def support(estimate: Estimate, id_: str) -> float:
        return next(c.support for c in estimate.levels if c.id == id_)

    assert support(after, root) - support(after, "L2") > support(before, root) - support(before, "L2")
    assert after.levels[0].id == "L5"
    assert {"common_fibular", "sciatic"} & {c.id for c in after.nerves[:3]}


def test_an_injury_alone_points_to_more_than_nerves(localiser: Localiser, regions: Regions) -> None:
    painted = regions("lat_malleolus", "dorsum_lat", quality="pain")
    estimate = localiser.rank_cells(painted, {"twist_or_direct_strike": "yes"})
    fits = special_answers(localiser, painted, estimate).no_nerve_fits
    assert fits is not None
    assert {"ankle_sprain", "ankle_foot_fracture"} <= set(fits.conditions)


def ratio(localiser: Localiser, painted: Painted, clue: str, one: str, other: str, id_: str) -> float:
    """By how much an answer lifts a candidate over another answer, log units of evidence against the rest."""

    def value(answer: str) -> float:
        estimate = localiser.rank_cells(painted, {clue: answer})
        candidate = next(c for d in (estimate.nerves, estimate.conditions, estimate.levels) for c in d if c.id == id_)
        return next(r.value for r in candidate.ledger if r.clue == clue)

    return value(one) - value(other)


def test_every_movement_speaks_weak_and_normal(localiser: Localiser, clinical: Clinical) -> None:
    """Each muscle group as weak lifts a root or nerve that moves it over the same group as normal."""
    for movement in clinical.anatomy.movements:
        clue = next(c for c in clinical.clues.values() if c.finding and c.finding.target == movement)
        weak = next(a.id for a in clue.answers.values() if a.finds == "weak")
        normal = next(a.id for a in clue.answers.values() if a.finds == "normal")
        muscle = next(m for m in clinical.anatomy.muscles.values() if m.movement == movement)
        root = max(muscle.roots, key=lambda level: muscle.roots[level])
        assert ratio(localiser, {}, clue.id, weak, normal, root) > 0.3, movement


@pytest.mark.parametrize("family", ["light_touch", "pinprick"])
def test_touch_and_pinprick_speak_by_region(localiser: Localiser, family: str) -> None:
    assert ratio(localiser, {}, f"{family}.foot_border_lat", "absent", "normal", "sural") > 0.5
    assert ratio(localiser, {}, f"{family}.lat_thigh", "absent", "normal", "lateral_femoral_cutaneous") > 0.5
    assert ratio(localiser, {}, f"{family}.foot_border_lat", "absent", "normal", "obturator_cutaneous") < 0.0


@pytest.mark.parametrize("family", ["tinel", "operation", "injection", "injury"])
def test_every_site_answers_for_its_own_nerve(localiser: Localiser, clinical: Clinical, family: str) -> None:
    for id_, site in clinical.anatomy.sites.items():
        if site.kind != "nerve" or site.nerve is None:
            continue
        clue = clinical.clues[f"{family}.{id_}"]
        best = max(clue.answers.values(), key=lambda a: a.ratios.get(id_, 1.0))
        estimate = localiser.rank_cells({}, {clue.id: best.id})
        candidate = next(c for c in estimate.nerves if c.id == site.nerve)
        row = next((r for r in candidate.ledger if r.clue == clue.id), None)
        assert row is not None, clue.id
        assert row.value > 0, clue.id


@pytest.mark.parametrize(
    ("wanted", "answers"),
    [
        ("myelopathy", {"trunk_sensory_level": "yes"}),
        ("myelopathy", {"ankle_reflex": "brisk_or_babinski", "knee_reflex": "brisk"}),
        ("multiple_sclerosis", {"systemic_disease": "multiple_sclerosis", "neck_flexion_shock": "yes"}),
        ("central_foot_drop", {**DROP, "ankle_reflex": "brisk_or_babinski"}),
    ],
)
def test_brain_and_cord_are_said_beside_the_lists(
    localiser: Localiser, regions: Regions, wanted: str, answers: dict[str, str]
) -> None:
    for painted in ({}, regions("ant_leg_lat", *DORSUM, quality="tingling")):
        estimate = localiser.rank_cells(painted, answers)
        assert wanted in special_answers(localiser, painted, estimate).upper_motor_neurone


def test_a_lower_ankle_jerk_is_no_sign_of_the_cord(localiser: Localiser) -> None:
    estimate = localiser.rank_cells({}, {"ankle_reflex": "reduced_one_side"})
    assert place(estimate, "S1") == 1
    assert not special_answers(localiser, {}, estimate).upper_motor_neurone


def test_every_wells_item_can_be_answered_and_counts(clinical: Clinical) -> None:
    score = clinical.scores["wells_dvt"]
    assert len(score.items) == 10
    for item in score.items:
        for answer in item.answers:
            assert answer in clinical.clues[item.clue].answers
            found = count(score, {item.clue: answer})
            assert found is not None
            assert found.points == item.points


def test_questions_name_what_they_are_about(clinical: Clinical) -> None:
    """Wording a clinician looks for."""
    words: Mapping[str, str] = {
        "recent_trauma": "injury", "one_leg_at_a_time": "leg", "tight_footwear": "shoes",
        "systemic_disease": "diabetes", "hip_injection_or_surgery": "injection",
        "twist_or_direct_strike": "twist", "corn_present": "corn",
        "top_of_foot_pain_weakness": "top of the foot",
    }  # fmt: skip
    for clue, word in words.items():
        asked = clinical.clues[clue]
        said = " ".join([asked.questions["en"], *(a.texts["en"] for a in asked.answers.values())])
        assert word in said.lower(), (clue, said)
