from __future__ import annotations

import pytest

from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.explain import Mimic, explain
from footmap.data.knowledge.clinical import Clinical
from footmap.data.knowledge.scoring import load_limits

from .conftest import Regions
from .test_ranking import field


def mimics(clinical: Clinical) -> dict[str, tuple[Mimic, ...]]:
    return {id_: record.distinguish for id_, record in clinical.condition_records.items()}


def test_a_whole_territory_leaves_little(localiser: Localiser, clinical: Clinical) -> None:
    painted = field(localiser, "lfcn_inguinal")
    estimate = localiser.rank_cells(painted)
    found = explain(localiser, painted, estimate, estimate.nerves[0], mimics(clinical))
    assert not found.core_not_painted
    assert sum(r.area_cm2 for r in found.paint_left) < 0.05 * (painted["right"]["numbness"] @ localiser.cells.area_cm2)
    assert found.speaks_for is not None
    assert found.speaks_for.kind == "place"


def test_what_is_missing_and_what_is_left_is_named(localiser: Localiser, clinical: Clinical, regions: Regions) -> None:
    painted = {**regions("arch_med", "ball_med"), **regions("lat_thigh", side="left")}
    estimate = localiser.rank_cells(painted)
    nerve = next(c for c in estimate.nerves if c.id == "tibial")
    found = explain(localiser, painted, estimate, nerve, mimics(clinical))
    assert found.core_not_painted
    assert {r.side for r in found.core_not_painted} == {"right"}
    areas = [r.area_cm2 for r in found.core_not_painted]
    assert areas == sorted(areas, reverse=True)
    assert ("left", "lat_thigh") in {(r.side, r.region) for r in found.paint_left}
    assert not {r.region for r in found.paint_left if r.side == "right"} & {"arch_med"}


def test_the_strongest_rows_speak(localiser: Localiser, clinical: Clinical, regions: Regions) -> None:
    painted = regions("dorsum_mid", "lat_leg_dist")
    clues = {"foot_drop": "yes", "inversion_weak": "yes"}
    estimate = localiser.rank_cells(painted, clues)
    candidate = next(c for c in estimate.conditions if c.id == "superficial_fibular_neuropathy")
    found = explain(localiser, painted, estimate, candidate, mimics(clinical))
    rows = [r for r in found.candidate.ledger if r.kind not in ("bounds", "leader")]
    assert found.speaks_against == min(rows, key=lambda r: r.value)


def test_only_what_says_enough_speaks(localiser: Localiser, clinical: Clinical, regions: Regions) -> None:
    painted = regions("dorsum_mid", "lat_leg_dist", quality="pain")
    estimate = localiser.rank_cells(painted, {"foot_drop": "yes"})
    silent, least = 0, localiser.scoring.told_from
    for candidate in (*estimate.nerves, *estimate.levels, *estimate.conditions[:12]):
        found = explain(localiser, painted, estimate, candidate, mimics(clinical))
        said = [r.value for r in found.candidate.ledger if r.kind not in ("bounds", "leader")]
        for row, most, told in (
            (found.speaks_for, max(said), max(said) >= least),
            (found.speaks_against, min(said), min(said) <= -least),
        ):
            silent += not told
            assert (row.value if row is not None else None) == (most if told else None)
    assert silent, "of some candidate nothing speaks for or against it"


def test_mimics_that_rank_high_come_first(localiser: Localiser, clinical: Clinical, regions: Regions) -> None:
    painted = regions("dorsum_mid", "lat_leg_dist")
    estimate = localiser.rank_cells(painted, {"foot_drop": "yes"})
    candidate = next(c for c in estimate.conditions if c.id == "l5_radiculopathy")
    found = explain(localiser, painted, estimate, candidate, mimics(clinical))
    assert found.mimics[0].other == "common_fibular_neuropathy"
    records = [r for r in clinical.condition_records[candidate.id].distinguish if r in found.mimics]
    assert len(records) == len(found.mimics)
    assert all(r.sources or r.recalled for r in records), "what rests on memory says so"


@pytest.mark.parametrize(("quality", "said"), [("pain", True), ("numbness", False)])
def test_limits_fit_the_case(localiser: Localiser, regions: Regions, quality: str, said: bool) -> None:
    painted = regions("sole_lat", quality=quality)
    estimate = localiser.rank_cells(painted)
    for depth in ("nerve", "level", "condition"):
        found = explain(localiser, painted, estimate, estimate.at(depth)[0], {}, load_limits())
        assert ("pain_drawings" in found.limits) == said
        assert ("dermatome_maps" in found.limits) == (depth == "level")
