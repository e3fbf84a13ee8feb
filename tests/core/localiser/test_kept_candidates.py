"""Candidates: what their rows add up to, on which limb they are read, and how far levels are left behind neighbours."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footmap.bench.accuracy.limits import random_drawings
from footmap.core.localiser.candidates import DEPTHS, Candidate
from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.ledger import RowKind
from footmap.core.localiser.paint_evidence import PLACES
from footmap.core.views import SIDES, Side
from footmap.data.knowledge.clinical import load_clinical

SLOW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CLUES = [(c.id, a) for c in load_clinical().clues.values() if c.family is None for a in c.answers]
answers_of_a_case = st.lists(st.sampled_from(CLUES), max_size=4).map(dict)
PAINT: tuple[RowKind, ...] = ("place", "unpainted", "bounds", "roots", "quality", "untold")
LEADER: tuple[RowKind, ...] = ("leader",)
SUMS: tuple[tuple[RowKind, ...], ...] = (PAINT, ("clue",), ("sign", "cause", "leader"), ("place",))
qualities = st.sampled_from(("pain", "burning", "tingling", "numbness"))


def painted_by(localiser: Localiser, seed: int, quality: str, side: Side) -> Painted:
    drawn = next(random_drawings(localiser, 30, quality, np.random.default_rng(seed)))
    return {side: next(iter(drawn.values()))}


def by_hand(c: Candidate, kinds: tuple[RowKind, ...]) -> float:
    return sum(row.value for row in c.ledger if row.kind in kinds)


@SLOW
@given(st.integers(0, 2**31), qualities, st.sampled_from(SIDES), answers_of_a_case)
def test_rows_of_some_kinds_and_all_but_the_leaders_are_summed(
    localiser: Localiser, seed: int, quality: str, side: Side, answers: dict[str, str]
) -> None:
    estimate = localiser.rank_cells(painted_by(localiser, seed, quality, side), answers)
    bare = localiser.rank_evidence({}, estimate.paint, answers, with_rows=False)
    for depth in DEPTHS:
        for c in estimate.at(depth):
            for kinds in SUMS:
                assert c.sum_of(kinds) == pytest.approx(by_hand(c, kinds), abs=1e-9)
            assert c.ledger[-1].kind == "leader"
            assert c.beside_all == pytest.approx(sum(row.value for row in c.ledger[:-1]), abs=1e-9)
        for c in bare.at(depth):  # rows were not asked for
            assert c.sum_of(LEADER) == pytest.approx(by_hand(c, LEADER))


@SLOW
@given(st.integers(0, 2**31), qualities, st.sampled_from(SIDES))
def test_nerves_and_levels_are_read_on_the_painted_limb_and_conditions_where_they_most_likely_lie(
    localiser: Localiser, seed: int, quality: str, side: Side
) -> None:
    estimate = localiser.rank_cells(painted_by(localiser, seed, quality, side))
    sites = localiser.fields.sites
    assert {c.side for c in (*estimate.nerves, *estimate.levels)} == {side}
    other = painted_by(localiser, seed + 1, quality, "left" if side == "right" else "right")
    two = localiser.rank_cells({**painted_by(localiser, seed, quality, side), **other})
    for read, listed in ((estimate, estimate.conditions), (two, (*two.nerves, *two.levels, *two.conditions))):
        assert read.paint is not None
        for c in listed:
            at = np.flatnonzero(localiser.hypotheses.site == sites.index(c.site))
            assert c.side in {PLACES[int(read.paint.side[k].argmax())] for k in at}


@pytest.mark.parametrize("quality", ["pain", "numbness"])
@pytest.mark.parametrize("seed", range(6))
def test_no_level_that_explains_the_paint_is_left_a_step_behind_its_neighbour(
    localiser: Localiser, seed: int, quality: str
) -> None:
    """From the best level outwards, up and down; of levels that pain confuses neither is, whatever they explain."""
    named = list(localiser.fields.region.values())[seed::6]
    drawings: list[Painted] = [{"right": {quality: part}} for part in named]
    for painted in (painted_by(localiser, seed, quality, "right"), *drawings):
        levels_stand_by_their_neighbours(localiser, painted, quality)


def levels_stand_by_their_neighbours(localiser: Localiser, painted: Painted, quality: str) -> None:
    estimate = localiser.rank_cells(painted)
    paint, h, s = estimate.paint, localiser.hypotheses, localiser.scoring
    assert paint is not None
    raw: dict[str, float] = {}
    explained: dict[str, float] = {}
    for k, item in enumerate(h.items):
        for level, part in item.site.roots.items() if item.site.kind == "root" else ():
            value = float(estimate.evidence[k]) + math.log(part)
            if part > 0 and value > raw.get(level, -math.inf):
                raw[level], explained[level] = value, float(paint.explained[k])
    order = [v for p in h.pictures if p.site.kind == "root" for v in p.site.roots if v in raw]
    step = s.level_step_sensory if quality in ("tingling", "numbness") else s.level_step_pain
    best = max(range(len(order)), key=lambda k: raw[order[k]])
    after = dict(raw)
    for _ in order:  # until nothing moves
        for k, level in enumerate(order):
            if k != best and explained[level] >= s.root_tie_from:
                towards = order[k - 1] if k > best else order[k + 1]
                after[level] = max(after[level], after[towards] - step)
    for _ in order:
        for a, b in pairwise(order):
            if frozenset((a, b)) in localiser.confused:
                after[a], after[b] = max(after[a], after[b] - step), max(after[b], after[a] - step)
    said = {c.id: by_hand(c, PAINT) for c in estimate.levels}
    first = order[best]
    for level in order:
        assert said[level] - said[first] == pytest.approx(after[level] - after[first], abs=1e-6)
