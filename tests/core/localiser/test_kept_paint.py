"""The evidence of paint against the same sums written out way by way, on a made-up limb of a few cells."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from footmap.core.anatomy import Site, SiteKind
from footmap.core.forward import Prediction
from footmap.core.localiser.cells import Cells, Painted
from footmap.core.localiser.fields import Fields
from footmap.core.localiser.hypotheses import Hypotheses, Hypothesis
from footmap.core.localiser.paint_evidence import PLACES, PaintEvidence, PaintScorer
from footmap.core.localiser.scoring import Scoring
from footmap.core.views import SIDES, FloatArray, Side
from footmap.data.knowledge.scoring import load_scoring

COUNT: Final = 12
PART: Final = np.array([0] * 5 + [1] * 4 + [2] * 3, dtype=np.int8)
SITES: Final[tuple[tuple[str, SiteKind, int], ...]] = (
    ("tibial", "nerve", 2), ("L4", "root", 2), ("L5", "root", 3), ("S1", "root", 1), ("plexus", "roots", 1),
    ("heel", "local", 1), ("toes", "nerve", 1),
)  # fmt: skip
CAUSES: Final = (0, 0, 1, 2, 2, 3, 4, 5, 6)
"""Site of each hypothesis."""
LOSS, HURTS = ("numbness", "tingling"), ("pain", "burning")


@dataclass(frozen=True)
class World:
    cells: Cells
    fields: Fields
    hypotheses: Hypotheses
    scoring: Scoring

    @property
    def scorer(self) -> PaintScorer:
        return PaintScorer(self.cells, self.fields, self.hypotheses, self.scoring)


def made_site(id_: str, kind: SiteKind) -> Site:
    at = ("a", "b", "c") if id_ == "toes" else ("a",)
    roots = {id_: 1.0} if kind == "root" else {}
    return Site(id_, {}, kind, None, "", "", 0.2, at=at, one_of=id_ == "toes", roots=roots)


@cache
def world(seed: int = 1) -> World:
    rng = np.random.default_rng(seed)
    none = np.zeros((COUNT, 1))
    cells = Cells(rng.uniform(0.5, 30.0, COUNT), PART, np.zeros((COUNT, 3)), (), none.astype(np.float32),
                  none.astype(np.intp), none, {}, {})  # fmt: skip
    row_site = np.repeat(np.arange(len(SITES)), [ways for *_, ways in SITES])
    weight = np.concatenate([(w := rng.uniform(0.2, 1.0, ways)) / w.sum() for *_, ways in SITES])
    felt, hurts = (
        (rng.uniform(0.0, 1.0, (len(weight), COUNT)) * (rng.random((len(weight), COUNT)) < 0.6)).astype(np.float32)
        for _ in range(2)
    )
    hurts[2:8] = np.maximum(hurts[2:8], 0.9 * hurts[4])  # roots hurt in skin that they share
    hurts[2:8, COUNT - 1] = 0.0
    felt[-2] = 0.02  # a way that seldom gives paint anywhere
    fields = Fields(tuple(id_ for id_, *_ in SITES), row_site, weight, felt, hurts, {})
    sites = [made_site(id_, kind) for id_, kind, _ in SITES]
    items = tuple(Hypothesis(sites[k], f"cause{n}", None, 1.0, frozenset()) for n, k in enumerate(CAUSES))
    n = len(items)
    hypotheses = Hypotheses(
        items, np.array(CAUSES, dtype=np.intp), rng.uniform(0.1, 1.0, n), rng.uniform(0.05, 0.7, n),
        np.full((n, 3), 1 / 3), rng.uniform(0.1, 0.9, n), tuple(Prediction(s, (), (), (), (), (), 0.0) for s in sites),
    )  # fmt: skip
    return World(cells, fields, hypotheses, replace(load_scoring(), root_tie_overlap=0.5))


parts = st.lists(st.sampled_from([0.0, 0.0, 0.0, 0.4, 1.0]), min_size=COUNT, max_size=COUNT).map(np.array)
limbs = st.dictionaries(st.sampled_from([*LOSS, *HURTS]), parts, max_size=3)
drawings = st.dictionaries(st.sampled_from(SIDES), limbs, min_size=1).filter(
    lambda d: any(p.any() for limb in d.values() for p in limb.values())
)
some = settings(max_examples=25, deadline=None)


class ByHand:
    """The sums of one drawing, one way and one place at a time."""

    def __init__(self, w: World, painted: Painted) -> None:
        self.w, self.s = w, w.scoring
        size = {0: self.s.patch_foot_cm2, 1: self.s.patch_leg_cm2, 2: self.s.patch_thigh_cm2}
        self.patch = w.cells.area_cm2 / np.array([size[int(p)] for p in PART])
        self.part: dict[tuple[Side, str], FloatArray] = {}
        self.mass: dict[tuple[Side, str], FloatArray] = {}
        for side in SIDES:
            limb = painted.get(side, {})
            loss, other, weight = np.zeros(COUNT), np.zeros(COUNT), np.zeros(COUNT)
            for quality, part in limb.items():
                says = {q: getattr(self.s, f"weight_{q}") for q in (*LOSS, *HURTS)}[quality]
                for c in range(COUNT):
                    if quality in LOSS:
                        loss[c] = max(loss[c], part[c])
                    else:
                        other[c] = max(other[c], part[c])
                    if part[c] > 0:
                        weight[c] = max(weight[c], says)
            for kind, part in (("loss", loss), ("pain", np.array([max(other[c] - loss[c], 0) for c in range(COUNT)]))):
                self.part[side, kind], self.mass[side, kind] = part, part * weight * self.patch
        self.kind = "loss" if any(self.part[side, "loss"].any() for side in SIDES) else "pain"
        self.patches = sum(float(part @ self.patch) for part in self.part.values())
        loss_patches = sum(float(self.part[side, "loss"] @ self.patch) for side in SIDES)
        self.loss_share = loss_patches / self.patches

    def field(self, row: int, kind: str) -> FloatArray:
        return np.asarray((self.w.fields.felt if kind == "loss" else self.w.fields.hurts)[row], dtype=np.float64)

    def density(self, row: int, kind: str, way: str) -> FloatArray:
        """What a way lays on the skin beside misplaced paint, on one limb or shared between both."""
        field = self.field(row, kind)
        background = self.s.background_sensory if kind == "loss" else self.s.background_pain
        told = (1.0 - background) * min(float(field.max()) / self.s.full_from, 1.0)
        even = field / max(float(field @ self.patch), 1e-9) * 2.0 * self.patch.sum()
        return np.asarray(told * (even / 2.0 if way == "both" else even) + 1.0 - told)

    def explains(self, row: int, kind: str) -> FloatArray:
        return np.minimum(self.field(row, kind) / self.s.full_from, 1.0)

    def share(self, row: int, place: str) -> float:
        """Of the weighted paint that a way explains."""
        there = sum(float(self.explains(row, k) @ m) for (s, k), m in self.mass.items() if place in (s, "both"))
        return there / sum(float(m.sum()) for m in self.mass.values())

    def fit(self, row: int, place: str) -> float:
        kind_of_site = SITES[int(self.w.fields.row_site[row])][1]
        total = 0.0
        for (side, kind), mass in self.mass.items():
            background = self.s.background_sensory if kind == "loss" else self.s.background_pain
            here = place in (side, "both")
            log = np.log(self.density(row, kind, place)) if here else np.full(COUNT, math.log(background))
            weaker = kind == "pain" and kind_of_site in ("root", "roots")
            total += (self.s.root_pain_factor if weaker else 1.0) * float(log @ mass)
        cap, n = self.s.n_cap, max(self.patches, self.s.n_min)
        temper = cap * (1.0 - math.exp(-n / cap)) / self.patches
        anchor = min(1.0, self.share(row, place) / self.s.anchor_enough)
        return temper * total + math.log(self.s.anchor_floor + (1.0 - self.s.anchor_floor) * anchor)

    def absence(self, row: int, place: str) -> float:
        bare = 0.0
        for side in SIDES:
            if place in (side, "both"):
                core = self.field(row, self.kind) > self.s.core_from
                bare += float((core * (1.0 - self.part[side, "loss"] - self.part[side, "pain"])) @ self.patch)
        judged = self.s.absence * (1.0 - math.exp(-self.patches / self.s.absence_from))
        return judged * self.s.absence_limit * (1.0 - math.exp(-bare / self.s.absence_scale))

    def rows(self, site: int) -> list[int]:
        return np.flatnonzero(self.w.fields.row_site == site).tolist()

    def by_side(self, hypothesis: int, *, core: bool) -> FloatArray:
        """Chance that goes with right, left and both, not normed."""
        h = self.w.hypotheses
        both = float(h.both[hypothesis])
        out = []
        for place, usual in zip(PLACES, ((1.0 - both) / 2.0, (1.0 - both) / 2.0, both), strict=True):
            ways = 0.0
            for row in self.rows(int(h.site[hypothesis])):
                left = self.absence(row, place) if core else 0.0
                ways += float(self.w.fields.weight[row]) * math.exp(self.fit(row, place) - left)
            out.append(usual * ways)
        return np.array(out)

    def value(self, hypothesis: int, *, core: bool) -> float:
        places = 3.0 if SITES[CAUSES[hypothesis]][0] == "toes" else 1.0
        return math.log(float(self.by_side(hypothesis, core=core).sum()) * places / 0.5)

    def explained(self, hypothesis: int) -> float:
        return max(self.share(row, place) for row in self.rows(CAUSES[hypothesis]) for place in PLACES)

    def covered(self, hypothesis: int) -> float:
        area = self.w.cells.area_cm2
        whole = sum(float(part @ area) for part in self.part.values())
        return max(
            sum(float(self.explains(row, k) * part @ area) for (s, k), part in self.part.items() if p in (s, "both"))
            for row in self.rows(CAUSES[hypothesis])
            for p in PLACES
        ) / whole  # fmt: skip


def scored(painted: Painted) -> tuple[ByHand, PaintEvidence]:
    found = world().scorer.score(painted)
    assert found is not None
    return ByHand(world(), painted), found


@some
@given(drawings)
def test_place_and_core_are_the_sums_over_ways_and_limbs(painted: Painted) -> None:
    hand, found = scored(painted)
    assume(not found.apart)  # limbs that are painted apart may have two causes: a sum of its own
    for k in range(len(CAUSES)):
        assert found.place[k] == pytest.approx(hand.value(k, core=False), abs=2e-3)
        assert (found.place + found.unpainted)[k] == pytest.approx(hand.value(k, core=True), abs=2e-3)
        side = hand.by_side(k, core=True)
        assert found.side[k] == pytest.approx(side / side.sum(), abs=1e-3)
        assert found.explained[k] == pytest.approx(hand.explained(k), abs=1e-4)
        assert found.covered[k] == pytest.approx(hand.covered(k), abs=1e-4)
    assert found.patches == pytest.approx(hand.patches)
    assert found.loss_share == pytest.approx(hand.loss_share)
    assert found.likeliest_side == found.side.argmax(axis=1).tolist()


@some
@given(drawings)
def test_the_best_way_of_a_site_is_the_one_that_fits_best_on_any_limb(painted: Painted) -> None:
    hand, found = scored(painted)
    assume(not found.apart)
    for site in range(len(SITES)):
        best = {
            row: max(hand.fit(row, p) - hand.absence(row, p) for p in PLACES) + math.log(world().fields.weight[row])
            for row in hand.rows(site)
        }
        assert best[int(found.best_row[site])] == pytest.approx(max(best.values()), abs=2e-3)


@some
@given(drawings)
def test_qualities_say_whether_it_is_felt_and_whether_it_hurts(painted: Painted) -> None:
    _, found = scored(painted)
    on = {side: {q for q, part in painted.get(side, {}).items() if part.any()} for side in SIDES}
    drawn = on["right"] | on["left"]
    at = (on["right"], on["left"], drawn) if found.apart else (drawn, drawn, drawn)
    assert found.hurts == tuple(bool(q & set(HURTS)) for q in at)
    sensory = world().hypotheses.sensory
    felt = np.array([bool(q - {"pain"}) for q in at])[found.side.argmax(axis=1)]
    assert np.exp(found.quality) / 2.0 == pytest.approx(np.where(felt, sensory, 1.0 - sensory))
    assert found.painted == tuple(s for s in SIDES if any(p.any() for p in painted.get(s, {}).values()))
    total = found.place + found.unpainted + found.bounds + found.roots + found.quality
    assert found.total == pytest.approx(total)


@some
@given(drawings)
def test_the_distance_from_the_best_counts_in_full_where_it_is_small(painted: Painted) -> None:
    _, found = scored(painted)
    value, scale = found.place + found.unpainted, world().scoring.place_scale
    behind = value.max() - value
    assert found.bounds == pytest.approx(behind - scale * np.log(1.0 + behind / scale), abs=1e-6)


def bounded(hand: ByHand, found: PaintEvidence) -> FloatArray:
    """Roots beside nerves and each other, candidate by candidate."""
    s, loss = hand.s, hand.loss_share
    value = found.place + found.unpainted + found.bounds
    root = [SITES[k][1] in ("root", "roots") for k in CAUSES]
    top, cap = float(value.max()), s.root_cap * loss + s.root_cap_pain * (1.0 - loss)
    out = value.copy()
    for k in np.flatnonzero(root):
        how = min(max((found.explained[k] - s.root_cap_from) / (1.0 - s.root_cap_from), 0.0), 1.0)
        near = top - cap * math.tanh((top - value[k]) / cap)
        out[k] = max(value[k], value[k] + how * (near - value[k]))
    first = max(out[k] for k in np.flatnonzero(root))
    step = s.level_step_pain * (1.0 - loss) + s.level_step_sensory * loss
    before = out.copy()
    for k in np.flatnonzero(root):
        behind = first - before[k]
        tied = first - step * math.tanh(behind / step) - s.level_tail * max(behind - step, 0.0)
        fits = min(found.explained[k] / s.root_tie_from, 1.0)
        out[k] = max(before[k], before[k] + fits * (tied - before[k]))
    order = [id_ for id_, kind, _ in SITES if kind == "root"]
    for a, b in sorted(tuple(sorted(pair, key=order.index)) for pair in world().scorer.confused):
        own = {id_: [k for k, c in enumerate(CAUSES) if SITES[c][0] == id_] for id_ in (a, b)}
        behind = out[own[b][0]] - out[own[a][0]]
        for id_, other, lift in ((a, b, behind), (b, a, -behind)):
            as_much = found.explained[own[id_][0]] >= s.pair_need * found.explained[own[other][0]]
            if loss <= 0.0 and as_much:
                for cause in own[id_]:
                    out[cause] += max(lift, 0.0)
    return out


@some
@given(drawings)
def test_roots_stay_near_what_fits_best_and_near_each_other(painted: Painted) -> None:
    hand, found = scored(painted)
    expected = bounded(hand, found)
    assert found.place + found.unpainted + found.bounds + found.roots == pytest.approx(expected, abs=1e-4)


def test_levels_are_confused_whose_mean_pain_overlaps() -> None:
    w = world()
    mean = {
        id_: sum(w.fields.weight[r] * w.fields.hurts[r] for r in np.flatnonzero(w.fields.row_site == k))
        for k, (id_, kind, _) in enumerate(SITES)
        if kind == "root"
    }
    overlap = {}
    for pair in (("L4", "L5"), ("L5", "S1")):
        one, other = mean[pair[0]], mean[pair[1]]
        low, high = (sum(f(a, b) * c for a, b, c in zip(one, other, w.cells.area_cm2, strict=True)) for f in (min, max))
        overlap[frozenset(pair)] = low / high
    for bound in (0.0, *(v - 1e-6 for v in overlap.values()), *(v + 1e-6 for v in overlap.values())):
        scorer = replace(w, scoring=replace(w.scoring, root_tie_overlap=bound)).scorer
        assert scorer.confused == {pair for pair, v in overlap.items() if v >= bound}
    assert w.scorer.confused, "the shipped sums are tried with a pair that pain confuses"


@some
@given(drawings)
def test_cells_of_the_paint_tell_the_same_as_the_whole_limb(painted: Painted) -> None:
    """What `on_paint` gives is the density and the share of each way on each painted cell."""
    hand, _ = scored(painted)
    on = world().scorer.on_paint(painted)
    column = 0
    for (side, kind), mass in hand.mass.items():
        background = hand.s.background_sensory if kind == "loss" else hand.s.background_pain
        for cell in np.flatnonzero(mass):
            assert on.weight[column] == pytest.approx(mass[cell])
            assert on.area[column] == pytest.approx(hand.part[side, kind][cell] * world().cells.area_cm2[cell])
            for row in range(len(world().fields.weight)):
                for k, place in enumerate(PLACES):
                    here = place in (side, "both")
                    told = hand.density(row, kind, place)[cell] if here else background
                    assert on.density[k, row, column] == pytest.approx(told, rel=1e-3)
                    explained = hand.explains(row, kind)[cell] if here else 0.0
                    assert on.explains[k, row, column] == pytest.approx(explained, abs=1e-5)
            column += 1
    assert column == len(on.weight)


@some
@given(parts.filter(lambda p: p.sum() > 2.0), st.sampled_from([0.0, 0.05]))
def test_a_trace_of_loss_is_loss(part: FloatArray, loss: float) -> None:
    """Roots that pain confuses are alike only where nothing but pain is painted."""
    trace = np.zeros(COUNT)
    trace[int(part.argmax())] = loss
    hand, found = scored({"right": {"pain": part, "numbness": trace}})
    assert hand.loss_share < 0.1
    total = found.place + found.unpainted + found.bounds + found.roots
    assert total == pytest.approx(bounded(hand, found), abs=1e-4)


def at(amounts: dict[int, float]) -> FloatArray:
    part = np.zeros(COUNT)
    for cell, amount in amounts.items():
        part[cell] = amount
    return part


BARE: Final = COUNT - 1
"""A cell in which no root hurts."""


@pytest.mark.parametrize(
    "painted",
    [
        {"right": {"pain": at({BARE: 1.0})}},  # neither of two that pain confuses explains any of it
        {"right": {"pain": at(dict.fromkeys(range(COUNT - 1), 1.0)), "numbness": at({2: 0.4})}},  # little loss is loss
        {"left": {"burning": at({2: 0.01})}},
    ],
)
def test_little_and_strange_paint_is_counted_by_the_same_sums(painted: Painted) -> None:
    hand, found = scored(painted)
    assert hand.loss_share < 0.1
    total = found.place + found.unpainted + found.bounds + found.roots
    assert total == pytest.approx(bounded(hand, found), abs=1e-4)
    assert found.explained == pytest.approx([hand.explained(k) for k in range(len(CAUSES))], abs=1e-4)
    assert found.place == pytest.approx([hand.value(k, core=False) for k in range(len(CAUSES))], abs=2e-3)


@pytest.mark.parametrize("quality", [*LOSS, *HURTS])
@pytest.mark.parametrize("empty", [*LOSS, *HURTS])
def test_a_quality_counts_only_where_it_is_painted(quality: str, empty: str) -> None:
    limb = {empty: np.zeros(COUNT)} | {quality: at({1: 1.0})}
    _, found = scored({"right": limb, "left": {empty: np.zeros(COUNT)}})
    assert found.hurts == (quality in HURTS,) * 3
    assert found.painted == ("right",)


def test_no_paint_has_no_evidence() -> None:
    assert world().scorer.score({}) is None
    assert world().scorer.score({"left": {"pain": np.zeros(COUNT)}}) is None
    assert world().scorer.on_paint({}).density.shape == (3, len(world().fields.weight), 0)


@some
@given(st.lists(st.tuples(parts, parts), min_size=2, max_size=4))
def test_many_drawings_are_scored_like_each_alone(several: list[tuple[FloatArray, FloatArray]]) -> None:
    several = [(a, b) for a, b in several if a.any() and b.any()]
    if not several:
        return
    together = world().scorer.place_of_many(
        {"right": {"numbness": np.stack([a for a, _ in several])}, "left": {"pain": np.stack([b for _, b in several])}}
    )
    for k, (a, b) in enumerate(several):
        _, found = scored({"right": {"numbness": a}, "left": {"pain": b}})
        alone = found.place + found.unpainted + found.bounds + found.roots
        assert together[:, k] == pytest.approx(alone, abs=1e-3)
