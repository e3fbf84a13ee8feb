"""The benchmark measures what it says; its long part holds the aims that are reached today."""

from __future__ import annotations

import json
from collections.abc import Mapping

import numpy as np
import pytest

from footmap.bench.accuracy import benchmark as accuracy
from footmap.bench.accuracy.baselines import BASELINES, Baseline, Baselines
from footmap.bench.accuracy.methods import NOWHERE, Tally, place_of, standings
from footmap.bench.accuracy.patients import Patients, examined_as_asked, examined_at_random, part_of, spot
from footmap.bench.accuracy.retrieval import families, regions_tapped, retrieval, self_retrieval
from footmap.bench.accuracy.simulated import calibration
from footmap.bench.cases import load_cases
from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.redraw import Redraws, calibrated_scale
from footmap.data.knowledge.clinical import Clinical
from tests.core.localiser.conftest import Regions


def test_places_are_counted() -> None:
    assert place_of(["a", "b", "c"], ("c", "b")) == 2
    assert place_of(["a"], ("x",)) == NOWHERE
    tally = Tally.of([1, 2, 4, 1])
    assert str(tally) == "2 / 3 of 4"


def test_calibration_counts_every_patient() -> None:
    rows = calibration(np.array([0.1, 0.6, 0.65, 1.0]), np.array([False, True, False, True]))
    assert sum(r["count"] for r in rows) == 4
    assert next(r for r in rows if r["from"] == 0.5)["right"] == 0.5


def test_a_family_is_trunk_and_branches(clinical: Clinical) -> None:
    family = families(clinical)
    assert {"common_fibular", "medial_dorsal_cutaneous", "superficial_fibular"} <= family["superficial_fibular"]
    assert "sural" not in family["superficial_fibular"]


@pytest.mark.parametrize("kind", BASELINES)
def test_baselines_find_a_whole_territory_or_its_trunk(localiser: Localiser, regions: Regions, kind: Baseline) -> None:
    lists = Baselines(localiser).rank(regions("heel_lat", "foot_border_lat"), kind)
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
    for examined in (examined_at_random, examined_as_asked):
        answers = [examined(localiser, p, np.random.default_rng(2)) for p in (one, two)]
        assert answers[0] == answers[1]
        assert len(answers[0]) == 3 + len(one.told)
    assert one.truth == two.truth
    assert all((p == two.painted[s][q]).all() for s, qs in one.painted.items() for q, p in qs.items())


def test_findings_that_are_asked_for_tell_more_than_others(localiser: Localiser) -> None:
    """On the average patient the true cause gains by them."""
    maker, rng = Patients(localiser, Redraws(localiser.cells), 0.1), np.random.default_rng(31)
    gain: dict[str, list[float]] = {"random": [], "asked": []}
    for patient in maker.as_common(40, rng):
        if "condition" not in patient.truth:
            continue
        true = min(patient.truth["condition"])
        before = support_of(localiser, patient.painted, {}, true)
        gain["random"].append(
            support_of(localiser, patient.painted, examined_at_random(localiser, patient, rng), true) - before
        )
        gain["asked"].append(
            support_of(localiser, patient.painted, examined_as_asked(localiser, patient, rng), true) - before
        )
    assert np.mean(gain["asked"]) > max(float(np.mean(gain["random"])), 0.0)


def support_of(localiser: Localiser, painted: Painted, answers: Mapping[str, str], condition: str) -> float:
    """Share of a condition in all support."""
    found = localiser.rank_cells(painted, answers).conditions
    share = {c.id: float(np.exp(c.support)) for c in found}
    return share[condition] / sum(share.values())


def test_every_candidate_has_its_patients(localiser: Localiser) -> None:
    maker = Patients(localiser, Redraws(localiser.cells), 0.1)
    levels = [p.truth["level"] for p in maker.equally_often("level", 9, np.random.default_rng(1))]
    assert set().union(*levels) >= {"L1", "L5", "S4_S5"}


@pytest.mark.parametrize("condition", ["ankle_sprain", "plantar_wart", "myelopathy"])
def test_patients_come_with_the_sign_of_their_condition(
    localiser: Localiser, clinical: Clinical, condition: str
) -> None:
    """As often as it is given, never always; what they draw is no larger and hurts as it must."""
    maker, rng = Patients(localiser, Redraws(localiser.cells), 0.1), np.random.default_rng(6)
    k = next(k for k, item in enumerate(localiser.hypotheses.items) if item.condition == condition)
    needs = clinical.conditions[condition].needs
    assert needs is not None
    named = 0
    for _ in range(40):
        patient = maker.draw(k, rng)
        named += any(clinical.clues[c].answers[a].ratios.get(condition, 0.0) > 1.0 for c, a in patient.told.items())
        for parts in patient.painted.values():
            size = float(np.max(list(parts.values()), axis=0) @ localiser.cells.area_cm2)
            assert needs.largest_cm2 is None or size <= needs.largest_cm2 * 1.05
            assert not needs.pain or set(parts) & {"pain", "burning"}
    assert 8 <= named < 40


def test_some_tell_the_sign_of_something_else(localiser: Localiser) -> None:
    maker, rng = Patients(localiser, Redraws(localiser.cells), 0.1), np.random.default_rng(7)
    k = next(k for k, item in enumerate(localiser.hypotheses.items) if item.condition == "sural_neuropathy")
    assert 1 <= sum(bool(maker.draw(k, rng).told) for _ in range(60)) <= 25


def test_a_comparison_is_won_by_the_first_place() -> None:
    assert Tally(5, 8, 10).against(Tally(4, 9, 10)) == "ahead"
    assert Tally(5, 8, 10).against(Tally(5, 9, 10)) == "behind"
    table = {name: {"all": Tally(5, 8, 10)} for name in ("footmap", "footmap + clues", "dice", "dice + clues")}
    assert standings(table, "all") == {"dice": "level", "dice + clues": "level"}


def test_painted_territories_are_found(localiser: Localiser, clinical: Clinical) -> None:
    """The aims for whole and half territories and for a spot, and every named region."""
    redraws = Redraws(localiser.cells)
    drawn = [d for d in self_retrieval(localiser, redraws, np.random.default_rng(5)) if "moved" not in d.test]
    table = retrieval(localiser, [*drawn, *regions_tapped(localiser)], families(clinical))["table"]
    assert table["nerve, whole"]["first"] >= 0.98
    assert table["nerve, whole"]["family first"] == 1.0
    assert table["nerve, half"]["first or branch"] >= 0.92  # which halves are drawn: 0.92 to 0.95 over four seeds
    assert table["nerve, half"]["first"] <= table["nerve, half"]["first or branch"]
    assert table["nerve, 2 cm spot"]["family first"] >= 0.95
    assert table["level, whole"]["first"] == 1.0
    assert table["nerve, region tapped"]["family first"] >= 0.95


@pytest.mark.long
def test_the_benchmark_reaches_its_aims() -> None:
    result = accuracy.run(progress=lambda _: None)
    short = {aim["what"]: aim for aim in result["aims"] if not aim["reached"]}
    firm = ("whole", "2 cm", "L5 and S1", "emergencies", "mimics")
    assert not [what for what in short if what.startswith(firm)]
    few = [aim for aim in result["aims"] if aim["what"].startswith(("published", "half"))]
    assert few
    assert all(aim["value"] > aim["bound"] - 0.05 for aim in few)  # one case of the nineteen new ones is 5 %
    made_up = [aim for aim in result["aims"] if aim["what"].startswith("made-up patients with")]
    assert len(made_up) == 3
    assert all(aim["value"] > aim["bound"] - 0.08 for aim in made_up)  # few patients: the figures scatter
    behind = next(aim for aim in result["aims"] if aim["what"].startswith("comparisons"))["found"]
    columns = (
        "(all)",
        "(nerve, equally often)",
        "(condition, as common)",
    )  # the others have fewer patients or no prior
    assert not [name for name in behind if name.endswith(columns)]
    text = accuracy.table(result)
    assert text.startswith(accuracy.NOTICE)
    assert all(aim["what"] in text for aim in result["aims"])
    again = json.loads(accuracy.as_json(result))
    assert again["published"]["table"]["footmap"]["all"]["count"] == len(load_cases())
    assert {row["id"] for row in again["published"]["cases"]} == {case.id for case in load_cases()}
