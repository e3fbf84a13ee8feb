"""Which hypotheses a candidate stands for, with which share, and which of them is its best."""

from __future__ import annotations

import math

import numpy as np
import pytest

from footmap.core.localiser.candidates import DEPTHS, Depth
from footmap.core.localiser.engine import Localiser
from footmap.data.knowledge.clinical import Clinical


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_nerve_and_a_condition_stand_for_their_places_and_a_level_for_its_share(
    localiser: Localiser, clinical: Clinical, depth: Depth
) -> None:
    groups, h = localiser.groups[depth], localiser.hypotheses
    said = {(groups.ids[o], int(k)): float(p) for o, k, p in zip(groups.owner, groups.index, groups.part, strict=True)}
    expected: dict[tuple[str, int], float] = {}
    for k, item in enumerate(h.items):
        if depth == "nerve" and item.site.kind == "nerve" and item.site.nerve is not None:
            expected[item.site.nerve, k] = 0.0
        elif depth == "level" and item.site.kind == "root":
            expected.update({(level, k): math.log(part) for level, part in item.site.roots.items() if part > 0})
        elif depth == "condition":
            named = [id_ for id_ in (item.mechanism, item.condition) if id_ is not None]
            known = [id_ for id_ in named if clinical.conditions[id_].rank == "condition"]
            if known:
                expected[known[0], k] = 0.0
    assert said == pytest.approx(expected)


@pytest.mark.parametrize("depth", DEPTHS)
def test_the_common_ones_are_those_whose_places_are(localiser: Localiser, clinical: Clinical, depth: Depth) -> None:
    groups, h = localiser.groups[depth], localiser.hypotheses
    for owner, id_ in enumerate(groups.ids):
        members = groups.index[groups.owner == owner]
        parts = np.exp(groups.part[groups.owner == owner])
        usual = clinical.conditions[id_].prior if depth == "condition" else float(h.prior[members] @ parts)
        assert groups.common[id_] == pytest.approx(usual)
        assert (np.diff(h.prior[members]) <= 0.0).all(), "commoner ones first"


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("seed", range(4))
def test_the_best_of_a_candidate_is_its_highest_and_of_equal_ones_the_commonest(
    localiser: Localiser, depth: Depth, seed: int
) -> None:
    groups, h = localiser.groups[depth], localiser.hypotheses
    total = np.random.default_rng(seed).normal(0.0, 2.0, len(h.items)).round(0 if seed % 2 else 6)
    found = list(groups.best(total))
    assert [id_ for id_, *_ in found] == list(groups.ids)
    for owner, (_, value, best, part) in enumerate(found):
        rows = np.flatnonzero(groups.owner == owner)
        values = total[groups.index[rows]] + groups.part[rows]
        assert value == pytest.approx(values.max())
        assert total[best] + part == pytest.approx(values.max())
        equal = groups.index[rows][values > values.max() - 1e-9]
        assert best in equal
        assert h.prior[best] == h.prior[equal].max()
