"""What is said beside the lists, against what its sentences promise, written out anew."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
import pytest

from footmap.core.drawing import ClueAnswer
from footmap.core.ids import CONSENSUS
from footmap.core.localiser.answers import answers_of
from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Estimate, Localiser
from footmap.core.localiser.paint_evidence import PLACES, OnPaint
from footmap.core.localiser.sides import alike, painted_sides
from footmap.core.localiser.special import TwoCauses, special_answers, two_causes
from footmap.core.views import SIDES, FloatArray, Side

from .conftest import Regions
from .test_ranking import field

OTHER: Final[Mapping[Side, Side]] = {"right": "left", "left": "right"}
MIRRORED: Final = {"right": "left", "left": "right", "both": "both"}


def read(localiser: Localiser, painted: Painted, clues: Mapping[str, ClueAnswer] | None = None) -> Estimate:
    answers = answers_of(clues or {}, localiser.knowledge.clues, painted_sides(painted))
    return localiser.rank_evidence(painted, localiser.paint_scorer.score(painted), limbs=answers.limbs)


# ---- two causes


class Pairs:
    """The evidence of one cause and of two, way by way, where no limb was answered apart."""

    def __init__(self, localiser: Localiser, painted: Painted, estimate: Estimate) -> None:
        h, paint = localiser.hypotheses, estimate.paint
        assert paint is not None
        self.localiser, self.s = localiser, localiser.scoring
        self.on: OnPaint = localiser.paint_scorer.on_paint(painted)
        self.area = self.on.area / self.on.area.sum()
        cap, n = self.s.n_cap, max(paint.patches, self.s.n_min)
        self.weight = self.on.weight * cap * (1.0 - math.exp(-n / cap)) / paint.patches
        by_place = np.asarray(paint.place + paint.unpainted + paint.bounds + paint.roots)
        told = np.sum([row.contribution for row in estimate.clues.rows], axis=0) if estimate.clues.rows else 0.0
        own = np.log(h.prior) + estimate.evidence - by_place
        broken = {c.id for c in estimate.conditions if c.reason in ("size", "pain", "sign")}
        kept = np.array([item.condition not in broken for item in h.items])
        self.own = np.where(kept, own, -50.0 + own - np.log(h.prior) - told)  # cannot be one of a pair
        self.told = np.zeros(len(h.items)) + told
        self.limbs = estimate.limbs

    def cause(self, row: int, place: int) -> tuple[int, float]:
        """The likeliest hypothesis at the site of a way, and what speaks for it beside the paint's place."""
        h, fields = self.localiser.hypotheses, self.localiser.fields
        heard = len(self.limbs) != 1 or PLACES[place] in (self.limbs[0], "both")
        at = np.flatnonzero(h.site == fields.row_site[row])
        value = self.own[at] - (0.0 if heard else 1.0) * self.told[at]
        best = int(at[value.argmax()])
        both = float(h.both[best])
        side = math.log(both if PLACES[place] == "both" else (1.0 - both) / 2.0)
        return best, float(value.max()) + side + math.log(fields.weight[row])

    def alone(self, row: int, place: int) -> float:
        return float(np.log(self.on.density[place, row]) @ self.weight) + self.cause(row, place)[1]

    def together(self, one: tuple[int, int], other: tuple[int, int]) -> float:
        mixed = (self.on.density[one[1], one[0]] + self.on.density[other[1], other[0]]) / 2.0
        said = float(np.log(mixed) @ self.weight)
        return said + self.cause(*one)[1] + self.cause(*other)[1] + self.s.pair_prior

    def share(self, *ways: tuple[int, int]) -> float:
        return float(np.max([self.on.explains[p, r] for r, p in ways], axis=0) @ self.area)

    def ways(self, site: str, side: str) -> list[tuple[int, int]]:
        return [(int(r), PLACES.index(side)) for r in self.localiser.fields.rows_of[site]]

    def best_single(self) -> tuple[int, int]:
        rows = range(len(self.localiser.fields.weight))
        return max(((r, p) for r in rows for p in range(len(PLACES))), key=lambda way: self.alone(*way))


PAIRS: Final = [
    (("lfcn_inguinal", "medial_plantar_arch"), "numbness", {}),
    (("lfcn_inguinal", "sural_calf"), "tingling", {"foot_drop": "no"}),
    (("saphenous_leg", "superficial_fibular_exit"), "numbness", {"foot_drop": "yes"}),
    (("saphenous_leg", "tarsal_tunnel"), "numbness", {"slr": "negative"}),
]


def skin(localiser: Localiser, sites: tuple[str, ...]) -> FloatArray:
    """Skin that goes numb of lesions at sites."""
    return np.asarray(np.max([field(localiser, site)["right"]["numbness"] for site in sites], axis=0))


def found_pair(localiser: Localiser, painted: Painted, answers: Mapping[str, ClueAnswer]) -> tuple[TwoCauses, Pairs]:
    estimate = read(localiser, painted, answers)
    pair = two_causes(localiser, painted, estimate)
    assert pair is not None
    return pair, Pairs(localiser, painted, estimate)


@pytest.mark.parametrize(("names", "quality", "answers"), PAIRS)
@pytest.mark.parametrize("side", SIDES)
def test_a_pair_explains_as_much_and_is_as_much_better_as_it_says(
    localiser: Localiser, names: tuple[str, ...], quality: str, answers: dict[str, str], side: Side
) -> None:
    pair, hand = found_pair(localiser, {side: {quality: skin(localiser, names)}}, answers)
    single = hand.best_single()
    ways = [(a, b) for a in hand.ways(pair.sites[0], pair.sides[0]) for b in hand.ways(pair.sites[1], pair.sides[1])]
    better = {w: hand.together(*w) - hand.alone(*single) for w in ways}
    best = max(better, key=lambda w: better[w])
    assert pair.better == pytest.approx(better[best], abs=2e-3)
    assert pair.explained == pytest.approx(hand.share(*best), abs=1e-4)
    assert pair.single == pytest.approx(max(hand.share(w) for w in (single, *best)), abs=1e-4)
    s = localiser.scoring
    assert hand.share(single) < s.pair_single
    assert pair.explained >= s.pair_need
    assert pair.explained - max(hand.share(w) for w in best) >= s.pair_adds
    assert pair.better >= s.pair_offer
    assert pair.conditions == tuple(localiser.hypotheses.items[hand.cause(*w)[0]].condition for w in best)
    assert pair.sites[0] < pair.sites[1]
    for other in range(0, len(localiser.fields.weight), 3):  # nobody else goes better with the first of the two
        for place in range(len(PLACES)):
            way = (other, place)
            if localiser.fields.sites[localiser.fields.row_site[other]] != pair.sites[0]:
                adds = hand.share(best[0], way) - max(hand.share(best[0]), hand.share(way))
                if hand.share(best[0], way) >= s.pair_need and adds >= s.pair_adds:
                    assert hand.together(best[0], way) - hand.alone(*single) <= pair.better + 2e-3


@pytest.mark.parametrize(
    ("sites", "wanted"),
    [
        (("medial_plantar_arch", "saphenous_leg"), {"pair_single": 2.0}),  # one cause explains all of it
        (("lfcn_inguinal", "medial_plantar_arch", "saphenous_leg"), {"pair_need": 0.0}),  # two explain two thirds
    ],
)
def test_no_pair_is_offered_where_one_cause_is_enough_or_two_are_not(
    localiser: Localiser, sites: tuple[str, ...], wanted: dict[str, float]
) -> None:
    painted: Painted = {"right": {"numbness": skin(localiser, sites)}}
    estimate = read(localiser, painted)
    assert two_causes(localiser, painted, estimate) is None
    easy = Localiser(
        localiser.atlas, localiser.knowledge, replace(localiser.scoring, **wanted),
        cells=localiser.cells, fields=localiser.fields, matcher=localiser.matcher,
    )  # fmt: skip
    assert two_causes(easy, painted, estimate) is not None, "but for that it would be"


DIFFERENT: Final = [
    (("lat_thigh",), ("dorsum_mid", "web1_dorsal"), {}),
    (("sole_lat",), ("med_leg",), {"foot_drop": {"left": "yes", "right": "no"}}),
    (("dorsum_mid",), (), {"knee_extension_weak": {"left": "yes", "right": "no"},
                           "hip_flexion_weak": {"left": "yes", "right": "no"},
                           "foot_drop": {"left": "no", "right": "yes"}}),
    (("ant_thigh_dist",), ("ant_leg_lat",), {"knee_extension_weak": {"right": "yes", "left": "no"},
                                             "foot_drop": {"left": "yes", "right": "no"}}),
    ((), (), {"knee_extension_weak": {"right": "yes", "left": "no"}, "hip_flexion_weak": {"right": "yes", "left": "no"},
              "foot_drop": {"left": "yes", "right": "no"}, "eversion_weak": {"left": "yes", "right": "no"}}),
]  # fmt: skip


def limbs(regions: Regions, right: tuple[str, ...], left: tuple[str, ...]) -> Painted:
    parts: dict[Side, tuple[str, ...]] = {"right": right, "left": left}
    return {side: regions(*names)["right"] for side, names in parts.items() if names}


@pytest.mark.parametrize(("right", "left", "answers"), DIFFERENT)
def test_the_other_way_round_the_pair_is_the_same(
    localiser: Localiser,
    regions: Regions,
    right: tuple[str, ...],
    left: tuple[str, ...],
    answers: dict[str, ClueAnswer],
) -> None:
    painted = limbs(regions, right, left)
    flipped = {i: {OTHER[s]: a for s, a in v.items()} if isinstance(v, Mapping) else v for i, v in answers.items()}
    mirror: Painted = {OTHER[side]: limb for side, limb in painted.items()}
    one = two_causes(localiser, painted, read(localiser, painted, answers))
    other = two_causes(localiser, mirror, read(localiser, mirror, flipped))
    assert one is not None
    assert other is not None
    assert set(one.sides) == set(SIDES), "a lesion on each limb"
    assert tuple(MIRRORED[s] for s in other.sides) == one.sides
    assert (other.sites, other.conditions) == (one.sites, one.conditions)
    assert (other.explained, other.single) == pytest.approx((one.explained, one.single), abs=1e-5)
    assert other.better == pytest.approx(one.better, abs=1e-3)


@pytest.mark.parametrize("answers", [{}, {"foot_drop": "yes"}, {"slr": "negative", "foot_drop": "yes"}])
def test_a_lesion_on_each_limb_is_as_much_better_as_both_limbs_say(
    localiser: Localiser, regions: Regions, answers: dict[str, str]
) -> None:
    """Also where an answer is of no limb: it is heard on either."""
    painted = limbs(regions, ("lat_thigh",), ("dorsum_mid", "web1_dorsal"))
    pair, hand = found_pair(localiser, painted, answers)
    ways = [(a, b) for a in hand.ways(pair.sites[0], pair.sides[0]) for b in hand.ways(pair.sites[1], pair.sides[1])]
    single = hand.alone(*hand.best_single())
    assert pair.better == pytest.approx(max(hand.together(*w) for w in ways) - single, abs=2e-3)


def test_limbs_painted_alike_enough_need_a_reason_for_two_causes(localiser: Localiser) -> None:
    """Two lesions that are no better than one are offered where the limbs are painted apart; the bound is alike."""
    painted: Painted = {
        side: {"numbness": skin(localiser, (site,))}
        for side, site in zip(SIDES, ("lfcn_inguinal", "deep_fibular_ankle"), strict=True)
    }
    share = alike(painted, localiser.cells.area_cm2)
    estimate = read(localiser, painted)
    found = {}
    for bound in (share, share + 1e-9):
        bounded = Localiser(
            localiser.atlas, localiser.knowledge, replace(localiser.scoring, alike_from=bound),
            cells=localiser.cells, fields=localiser.fields, matcher=localiser.matcher,
        )  # fmt: skip
        pair = two_causes(bounded, painted, estimate)
        found[bound] = pair is not None and pair.better < 0.0
    assert found == {share: False, share + 1e-9: True}


# ---- maps, ties, no nerve, patchy


PAINTED: Final[tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = (
    (("sole_central", "arch_med"), ()),
    (("calf_mid",), ("dorsum_mid",)),
    (("lat_leg_dist", "dorsum_lat"), ()),
    (("ant_knee",), ("ant_knee", "heel_plantar")),
    (("heel_back",), ()),
)


def paint_of(regions: Regions, right: tuple[str, ...], left: tuple[str, ...], quality: str) -> Painted:
    """Two qualities beside each other and over each other on the skin of each limb."""
    out: dict[Side, dict[str, FloatArray]] = {}
    for side, limb in limbs(regions, right, left).items():
        part = limb["numbness"]
        third = np.arange(len(part)) % 3
        out[side] = {quality: part * (third > 0), "burning": part * (third < 2)}
    return out


@pytest.mark.parametrize(("right", "left"), PAINTED)
def test_maps_are_named_with_their_level_where_they_differ(
    localiser: Localiser, regions: Regions, right: tuple[str, ...], left: tuple[str, ...]
) -> None:
    maps_are_named_where_they_differ(localiser, paint_of(regions, right, left, "pain"))


def test_qualities_beside_each_other_count_together_for_the_maps(localiser: Localiser, regions: Regions) -> None:
    """Each quality has skin of its own, so that neither alone is where both are."""
    names = ("arch_med", "sole_central", "dorsum_lat", "lat_leg_dist", "calf_mid", "heel_back")
    for one, other in itertools.pairwise(names):
        numb, sore = (regions(name)["right"]["numbness"] for name in (one, other))
        maps_are_named_where_they_differ(localiser, {"right": {"numbness": numb, "pain": sore}})


def maps_are_named_where_they_differ(localiser: Localiser, painted: Painted) -> None:
    cells = localiser.cells
    covered: dict[str, dict[str, float]] = {}
    for k, column in enumerate(cells.columns):
        if column.layer == "level" and column.zone == "usual" and column.map not in (None, CONSENSUS):
            parts = [np.max(list(limb.values()), axis=0) for limb in painted.values()]
            mm2 = sum(float(part * cells.area_cm2 @ cells.share[:, k]) for part in parts)
            covered.setdefault(str(column.map), {})[column.id] = mm2
    leaders = {m: max(found, key=lambda i: found[i]) for m, found in covered.items() if max(found.values()) > 0.0}
    said = special_answers(localiser, painted, read(localiser, painted)).map_dependent
    assert said == (leaders if len(set(leaders.values())) > 1 else {})


@pytest.mark.parametrize(("right", "left"), PAINTED)
@pytest.mark.parametrize("quality", ["pain", "numbness"])
@pytest.mark.parametrize("clues", [{}, {"twist_or_direct_strike": "yes", "local_joint_pain": "yes"}])
def test_no_nerve_fits_where_none_explains_half_or_another_cause_leads(
    localiser: Localiser,
    regions: Regions,
    right: tuple[str, ...],
    left: tuple[str, ...],
    quality: str,
    clues: dict[str, str],
) -> None:
    painted = paint_of(regions, right, left, quality)
    estimate = read(localiser, painted, clues)
    said = special_answers(localiser, painted, estimate).no_nerve_fits
    paint, sites = estimate.paint, localiser.knowledge.anatomy.sites
    assert paint is not None
    of_nerves = [k for k, item in enumerate(localiser.hypotheses.items) if item.site.kind != "local"]
    poor = max(paint.explained[of_nerves]) < localiser.scoring.fits_from
    first = estimate.conditions[0]
    leads = sites[first.site].kind == "local" and first.beside_all >= localiser.scoring.word_for
    assert (said is not None) == (poor or leads)
    if said is not None:
        local = [c for c in estimate.conditions if sites[c.site].kind == "local"]
        assert said.reason == ("paint" if poor else "leader")
        assert said.conditions == tuple(c.id for c in local[:3])
        assert said.because == tuple(r.clue for r in local[0].ledger if r.clue in clues and r.value > 0)


@pytest.mark.parametrize(("right", "left"), PAINTED)
@pytest.mark.parametrize("quality", ["pain", "numbness"])
def test_tied_are_neighbours_of_the_first_level_by_pain_alone(
    localiser: Localiser, regions: Regions, right: tuple[str, ...], left: tuple[str, ...], quality: str
) -> None:
    painted = paint_of(regions, right, left, quality)
    estimate = read(localiser, painted)
    tied = special_answers(localiser, painted, estimate).tied
    if quality == "numbness":
        assert tied == ()
        return
    order = [level for p in localiser.hypotheses.pictures if p.site.kind == "root" for level in p.site.roots]
    assert order == sorted(order)
    first, support = estimate.levels[0], {c.id: c for c in estimate.levels}
    for one, other in tied:
        assert one == first.id
        assert abs(order.index(one) - order.index(other)) == 1
        assert support[other].support >= -localiser.scoring.tied - 1e-9
    near = [c for c in estimate.levels if abs(order.index(c.id) - order.index(first.id)) == 1]
    for c in near:
        close = c.support >= -localiser.scoring.tied and "against" not in c.words.replace("for nor against", "")
        alike_pain = frozenset((first.id, c.id)) in localiser.confused
        if close and alike_pain and "against" not in first.words.replace("for nor against", ""):
            assert (first.id, c.id) in tied


def cores(localiser: Localiser, painted: Painted) -> dict[tuple[Side, str], float]:
    """Of each nerve the largest share, 0-1, of the core of one of its usual ways that is painted."""
    fields, area = localiser.fields, localiser.cells.area_cm2
    out: dict[tuple[Side, str], float] = {}
    for row, site in enumerate(fields.row_site):
        found = localiser.knowledge.anatomy.sites[fields.sites[site]]
        core = (fields.felt[row] > localiser.scoring.core_from) * area
        if found.kind == "nerve" and found.nerve and fields.weight[row] >= 0.5 and core.sum() > 0:
            for side, limb in painted.items():
                share = float(core @ np.max(list(limb.values()), axis=0)) / float(core.sum())
                out[side, found.nerve] = max(out.get((side, found.nerve), 0.0), share)
    return out


@pytest.mark.parametrize("extra", [(), ("superficial_fibular_exit",)])
def test_patchy_nerves_are_each_mostly_painted_and_at_least_three(localiser: Localiser, extra: tuple[str, ...]) -> None:
    sites = ("lfcn_inguinal", "saphenous_leg", "medial_plantar_arch", "sural_calf", *extra)
    part = skin(localiser, sites)
    painted: Painted = {"right": {"numbness": part, "pain": 0.5 * part}}
    said = special_answers(localiser, painted, read(localiser, painted)).patchy
    shares = cores(localiser, painted)
    assert len(said) >= localiser.scoring.patchy_from
    assert len(set(said)) == len(said)
    assert all(shares[one] >= 0.6 for one in said)
    few: Painted = {"right": {"numbness": skin(localiser, sites[:2])}}
    assert special_answers(localiser, few, read(localiser, few)).patchy == ()
