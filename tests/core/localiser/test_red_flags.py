from __future__ import annotations

from collections.abc import Mapping

import pytest

from footmap.bench.cases import load_cases
from footmap.core.atlas import Atlas
from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.red_flags import URGENCIES, Alarms, alarms
from footmap.core.paint import replay
from footmap.data.knowledge.clinical import Clinical

from .conftest import Regions


def flags(
    localiser: Localiser, clinical: Clinical, answers: Mapping[str, str], painted: Painted | None = None
) -> Alarms:
    cells, fields = localiser.cells, localiser.fields
    return alarms(
        clinical.red_flags, answers, painted or {}, fields.region, cells.area_cm2, tuple(clinical.scores.values())
    )


def test_every_flag_is_raised_by_each_of_its_ways(localiser: Localiser, clinical: Clinical, regions: Regions) -> None:
    for flag in clinical.red_flags.values():
        for trigger in flag.raised_by:
            answers = {clue: values[0] for clue, values in trigger.clues.items()}
            painted = (
                regions(trigger.paint.regions[0], quality=trigger.paint.qualities[0]) if trigger.paint else regions()
            )
            found = flags(localiser, clinical, answers, painted).raised
            assert flag.id in {r.id for r in found}
            assert [URGENCIES.index(r.urgency) for r in found] == sorted(URGENCIES.index(r.urgency) for r in found)


def test_nothing_is_raised_without_a_reason(localiser: Localiser, clinical: Clinical, regions: Regions) -> None:
    assert flags(localiser, clinical, {}) == Alarms((), (), ())
    assert not flags(localiser, clinical, {}, regions("sole_lat", "heel_plantar")).raised


def test_half_a_trigger_raises_nothing(localiser: Localiser, clinical: Clinical) -> None:
    for flag in clinical.red_flags.values():
        for trigger in flag.raised_by:
            for clue, values in trigger.clues.items() if len(trigger.clues) > 1 else ():
                raised = flags(localiser, clinical, {clue: values[0]}).raised
                alone = any(set(t.clues) == {clue} and values[0] in t.clues[clue] for t in flag.raised_by)
                assert alone or flag.id not in {r.id for r in raised}


def test_saddle_numbness_by_paint_alone(localiser: Localiser, clinical: Clinical, regions: Regions) -> None:
    raised = flags(localiser, clinical, {}, regions("perianal")).raised
    assert raised[0].urgency == "emergency"
    assert "cauda_equina_syndrome" in raised[0].conditions
    assert raised[0].because == ("paint",)


def test_a_no_never_reassures_where_it_misses_many(localiser: Localiser, clinical: Clinical) -> None:
    found = flags(localiser, clinical, {"saddle_or_sphincter": "no"})
    assert not found.raised
    assert any("sensitivity" in c.text["en"] or "exclude" in c.text["en"] for c in found.cautions)


def test_wells_points_add_up_and_raise_the_flag(localiser: Localiser, clinical: Clinical) -> None:
    three = {"leg_in_plaster_or_paralysed": "yes", "deep_vein_tenderness": "yes", "clot_risk": "cancer"}
    found = flags(localiser, clinical, three)
    assert found.scores[0].points == 3
    assert "dvt" in {r.id for r in found.raised}
    less = flags(localiser, clinical, {**three, "dvt_alternative": "yes"})
    assert less.scores[0].points == 1
    assert "wells_dvt" not in {b for r in less.raised for b in r.because}


def test_published_emergencies_raise_a_flag(localiser: Localiser, clinical: Clinical, atlas: Atlas) -> None:
    silent = []
    for case in load_cases():
        if case.truth.red_flag and not flags(localiser, clinical, case.clues).raised:
            painted = localiser.painted(replay(atlas, case.drawing(atlas)))
            if not flags(localiser, clinical, case.clues, painted).raised:
                silent.append(case.id)
    assert not silent


def test_flags_leave_the_order_alone(localiser: Localiser, clinical: Clinical, regions: Regions) -> None:
    painted = regions("calf_mid", quality="pain")
    before = localiser.rank_cells(painted, {"clot_risk": "cancer"})
    assert flags(localiser, clinical, {"clot_risk": "cancer"}, painted).raised
    assert localiser.rank_cells(painted, {"clot_risk": "cancer"}).conditions == before.conditions


@pytest.mark.parametrize("odd", [{"nonsense": "yes"}, {"saddle_or_sphincter": "perhaps"}])
def test_unknown_answers_raise_nothing(localiser: Localiser, clinical: Clinical, odd: dict[str, str]) -> None:
    assert not flags(localiser, clinical, odd).raised
