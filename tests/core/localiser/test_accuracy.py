"""The benchmark measures what it says; its long part holds the aims that are reached today."""

from __future__ import annotations

import json

import numpy as np
import pytest

from footmap.bench import accuracy
from footmap.bench.accuracy_baselines import BASELINES, Baselines
from footmap.bench.accuracy_patients import Patients, part_of, spot
from footmap.bench.cases import load_cases
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.redraw import Redraws, calibrated_scale
from footmap.core.paint import replay
from footmap.data.knowledge_clinical import Clinical

from .conftest import Regions


def test_places_are_counted() -> None:
    assert accuracy.place_of(["a", "b", "c"], ("c", "b")) == 2
    assert accuracy.place_of(["a"], ("x",)) == accuracy.NOWHERE
    tally = accuracy.Tally.of([1, 2, 4, 1])
    assert str(tally) == "2 / 3 of 4"


def test_calibration_counts_every_patient() -> None:
    rows = accuracy.calibration(np.array([0.1, 0.6, 0.65, 1.0]), np.array([False, True, False, True]))
    assert sum(r["count"] for r in rows) == 4
    assert next(r for r in rows if r["from"] == 0.5)["right"] == 0.5


def test_a_family_is_trunk_and_branches(clinical: Clinical) -> None:
    family = accuracy.families(clinical)
    assert {"common_fibular", "medial_dorsal_cutaneous", "superficial_fibular"} <= family["superficial_fibular"]
    assert "sural" not in family["superficial_fibular"]


@pytest.mark.parametrize("kind", BASELINES)
def test_baselines_find_a_whole_territory_or_its_trunk(localiser: Localiser, regions: Regions, kind: str) -> None:
    lists = Baselines(localiser).rank(regions("heel_lat", "foot_border_lat"), kind)  # type: ignore[arg-type]
    assert lists["nerve"][0] in {"sural", "lateral_dorsal_cutaneous", "sciatic", "tibial"}
    assert set(lists) == {"nerve", "level", "condition"}


def test_parts_and_spots_have_their_size(localiser: Localiser) -> None:
    cells = localiser.cells
    sole = localiser.fields.region["sole_central"]
    half = part_of(cells, sole, 0.5, np.random.default_rng(1))
    assert (half * cells.area_cm2).sum() == pytest.approx(0.5 * (sole * cells.area_cm2).sum(), rel=0.1)
    assert 1.5 < (spot(cells, sole) * cells.area_cm2).sum() < 5.0


def test_redraws_overlap_as_they_should(localiser: Localiser) -> None:
    redraws = Redraws(localiser.cells)
    drawings = [localiser.fields.region[r] for r in ("sole_central", "calf_mid", "dorsum_mid", "lat_thigh")]
    rng = np.random.default_rng(4)
    scale = calibrated_scale(redraws, drawings, 0.6, rng)
    found = [redraws.jaccard(d, again) for d in drawings for again in redraws.draw(d, scale, 6, rng)]
    assert np.mean(found) == pytest.approx(0.6, abs=0.1)
    assert (redraws.moved(drawings[0], np.zeros(3)) == drawings[0]).all()


def test_moved_paint_goes_where_it_is_sent(localiser: Localiser) -> None:
    cells, redraws = localiser.cells, Redraws(localiser.cells)
    sole = localiser.fields.region["sole_central"]

    def middle(part: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
        return float(np.average(cells.point_mm[:, 1], weights=part * cells.area_cm2))

    moved = redraws.moved(sole, np.array([0.0, 20.0, 0.0]))
    assert middle(moved) - middle(sole) == pytest.approx(20.0, abs=6.0)


def test_patients_are_the_same_every_time(localiser: Localiser) -> None:
    maker = Patients(localiser, Redraws(localiser.cells), 0.1)
    one, two = (maker.draw(12, np.random.default_rng(9)) for _ in range(2))
    assert one.answers == two.answers
    assert one.truth == two.truth
    assert all((p == two.painted[s][q]).all() for s, qs in one.painted.items() for q, p in qs.items())


@pytest.mark.long
def test_published_cases_and_patients(localiser: Localiser) -> None:
    drawings = {c.id: localiser.painted(replay(localiser.atlas, c.drawing(localiser.atlas))) for c in load_cases()}
    result = accuracy.published(localiser, drawings)
    ours = result["table"]["footmap + clues"]["all"]
    assert ours.first >= 0.75 * ours.count
    assert ours.three >= 0.95 * ours.count
    assert not [r["id"] for r in result["cases"] if r["silent_emergency"] or r["nerve_on_mimic"]]
    for kind in BASELINES:
        for clues in ("", " + clues"):
            own, other = (result["table"][name + clues]["condition, any target"] for name in ("footmap", kind))
            assert own.first >= other.first
            assert own.three >= other.three
    assert json.loads(accuracy.as_json(result))["table"]["footmap"]["all"]["count"] == 43
