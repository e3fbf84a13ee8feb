"""What is left of the paint and of the core, region by region, and whose look-alikes are named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import numpy as np
import pytest

from footmap.core.localiser.candidates import Candidate
from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Estimate, Localiser
from footmap.core.localiser.explain import Remains, explain
from footmap.core.localiser.sides import Explains, side_of, skin_site
from footmap.core.views import SIDES, FloatArray, Side
from footmap.data.knowledge.clinical import Clinical

from .conftest import Regions

LEAST_CM2: Final = 0.5
DRAWN: Final[list[tuple[tuple[str, ...], tuple[str, ...]]]] = [
    (("sole_lat", "calf_mid"), ()),
    ((), ("dorsum_mid", "lat_leg_dist", "ant_knee")),
    (("heel_plantar",), ("lat_thigh",)),
]


def drawn(regions: Regions, right: tuple[str, ...], left: tuple[str, ...]) -> Painted:
    """Numbness over half of the cells of a limb's regions, pain over two thirds of them."""
    out: dict[Side, dict[str, FloatArray]] = {}
    for side, names in zip(SIDES, (right, left), strict=True):
        if names:
            part = regions(*names)["right"]["numbness"]
            at = np.arange(len(part))
            out[side] = {"numbness": part * (at % 2), "pain": part * (at % 3 > 0)}
    return out


def by_region(localiser: Localiser, side: Side, part: FloatArray) -> dict[tuple[Side, str], float]:
    area = localiser.cells.area_cm2
    return {(side, id_): float((share * part) @ area) for id_, share in localiser.fields.region.items()}


def of_core(
    localiser: Localiser, painted: Painted, estimate: Estimate, c: Candidate, on: set[Side]
) -> dict[tuple[Side, str], float]:
    """The core of the way that fits best that is bare, on the limbs of the candidate."""
    assert estimate.paint is not None
    site = localiser.fields.sites.index(skin_site(localiser, estimate, c))
    core = localiser.fields.felt[int(estimate.paint.best_row[site])] > localiser.scoring.core_from
    out: dict[tuple[Side, str], float] = {}
    for side in on:
        limb = painted.get(side, {})
        any_ = np.max([*limb.values(), np.zeros(localiser.cells.count)], axis=0)
        out |= by_region(localiser, side, core * (1.0 - any_))
    return out


def of_paint(
    localiser: Localiser, painted: Painted, estimate: Estimate, c: Candidate, on: set[Side], side: Any
) -> dict[tuple[Side, str], float]:
    """The paint that the widest way leaves: loss by where it is felt, other pain by where it hurts."""
    widest = Explains(localiser, painted).widest(skin_site(localiser, estimate, c), side)
    full = localiser.scoring.full_from
    felt, hurts = (np.minimum(f[widest] / full, 1.0) for f in (localiser.fields.felt, localiser.fields.hurts))
    out: dict[tuple[Side, str], float] = {}
    for limb in painted:
        loss = painted[limb]["numbness"]
        pain = np.maximum(painted[limb]["pain"] - loss, 0.0)
        left = loss * (1.0 - felt) + pain * (1.0 - hurts) if limb in on else loss + pain
        out |= by_region(localiser, limb, left)
    return out


def matches(localiser: Localiser, said: tuple[Remains, ...], expected: dict[tuple[Side, str], float]) -> None:
    shown = {key: cm2 for key, cm2 in expected.items() if cm2 >= LEAST_CM2}
    assert len(said) <= len(shown)
    assert len(said) == len(shown) or len(said) >= 3
    largest = sorted(shown.values(), reverse=True)[: len(said)]
    assert [r.area_cm2 for r in said] == pytest.approx(largest, abs=1e-4)
    for r in said:
        assert r.area_cm2 == pytest.approx(shown[r.side, r.region], abs=1e-4)
        whole = float(localiser.fields.region[r.region] @ localiser.cells.area_cm2)
        assert r.whole == (r.area_cm2 >= whole * 0.5)


@pytest.mark.parametrize(("right", "left"), DRAWN)
def test_what_is_left_is_said_by_region_the_largest_first(
    localiser: Localiser, regions: Regions, right: tuple[str, ...], left: tuple[str, ...]
) -> None:
    painted = drawn(regions, right, left)
    estimate = localiser.rank_cells(painted)
    for c in (*estimate.nerves[:6], *estimate.levels[:4], *estimate.conditions[:6]):
        side = side_of(localiser, estimate, c, both_answered=False)
        assert side is not None
        on: set[Side] = set(SIDES) if side == "both" else {side}
        found = explain(localiser, painted, estimate, c, {})
        matches(localiser, found.core_not_painted, of_core(localiser, painted, estimate, c, on))
        matches(localiser, found.paint_left, of_paint(localiser, painted, estimate, c, on, side))


def test_a_nerve_looks_like_what_its_main_cause_looks_like(
    localiser: Localiser, clinical: Clinical, regions: Regions
) -> None:
    mimics = {id_: record.distinguish for id_, record in clinical.condition_records.items()}
    painted = regions("dorsum_mid", "lat_leg_dist")
    estimate = localiser.rank_cells(painted)
    places = {c.id: k for k, c in enumerate(estimate.conditions)}
    compared = 0
    for c in (*estimate.nerves, *estimate.levels):
        causes = localiser.knowledge.anatomy.sites[c.site].conditions
        found = explain(localiser, painted, estimate, c, mimics)
        if not causes:
            assert found.mimics == ()
            continue
        most = [id_ for id_, share in causes.items() if share == max(causes.values())]
        main = min(most, key=lambda id_: places.get(id_, len(places)))
        own = mimics.get(main, ())
        compared += bool(own)
        assert set(found.mimics) <= set(own)
        assert bool(found.mimics) == bool(own)
        ranks = [places.get(m.other, len(places)) for m in found.mimics]
        assert ranks == sorted(places.get(m.other, len(places)) for m in own)[: len(ranks)]
    assert compared > 3


@pytest.mark.parametrize("answers", [{}, {"foot_drop": "yes", "slr": "negative"}])
def test_rows_of_an_argument_are_those_that_say_something(
    localiser: Localiser, regions: Regions, answers: dict[str, str]
) -> None:
    painted = regions("dorsum_mid", "lat_leg_dist", quality="pain")
    estimate = localiser.rank_cells(painted, answers)
    least = localiser.scoring.told_from
    for c in (*estimate.nerves[:5], *estimate.conditions[:8]):
        found = explain(localiser, painted, estimate, c, {})
        assert {r.clue for r in found.answers} == set(answers)
        assert sum(r.value for r in found.candidate.ledger) == pytest.approx(c.support, abs=1e-2)
        for r in found.answers:
            answer = localiser.knowledge.clues[str(r.clue)].answers[answers[str(r.clue)]]
            targets = {c.id, c.site, c.mechanism, *localiser.knowledge.anatomy.sites[c.site].conditions}
            assert set(r.sources) <= {s for t in answer.ratios for s in answer.cited_for((t,))}
            if not targets & set(answer.ratios) and c.depth == "condition":
                assert r.sources == ()
        said = [r.value for r in found.candidate.ledger if r.kind not in ("leader", "bounds")]
        assert (found.speaks_against is not None) == (min(said) <= -least)
        assert (found.speaks_for is not None) == (max(said) >= least)


def test_of_a_candidate_of_which_little_is_said_nothing_speaks_for_or_against(
    localiser: Localiser, regions: Regions
) -> None:
    painted = regions("dorsum_mid", "lat_leg_dist", quality="pain")
    estimate = localiser.rank_cells(painted)
    deaf = Localiser(
        localiser.atlas, localiser.knowledge, replace(localiser.scoring, told_from=100.0),
        cells=localiser.cells, fields=localiser.fields, matcher=localiser.matcher,
    )  # fmt: skip
    for c in estimate.conditions[:5]:
        found = explain(deaf, painted, estimate, c, {})
        assert found.speaks_for is None
        assert found.speaks_against is None
