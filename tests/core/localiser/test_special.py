"""Special answers, next questions and stability."""

from __future__ import annotations

import numpy as np
import pytest

from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.questions import next_questions
from footmap.core.localiser.redraw import Redraws
from footmap.core.localiser.special import SpecialAnswers, special_answers
from footmap.core.localiser.stability import stability
from footmap.core.views import FloatArray

from .conftest import Regions
from .test_ranking import field


def skin(localiser: Localiser, *sites: str) -> FloatArray:
    return np.asarray(np.max([field(localiser, s)["right"]["numbness"] for s in sites], axis=0))


def answers_for(localiser: Localiser, painted: Painted, **clues: str) -> SpecialAnswers:
    return special_answers(localiser, painted, localiser.rank_cells(painted, clues))


def test_two_far_nerves_need_two_causes(localiser: Localiser) -> None:
    both: Painted = {"right": {"numbness": skin(localiser, "lfcn_inguinal", "medial_plantar_arch")}}
    two = answers_for(localiser, both).two_causes
    assert two is not None
    assert set(two.sites) == {"lfcn_inguinal", "medial_plantar_arch"}
    assert two.explained > 0.9 > two.single


@pytest.mark.parametrize("site", ["sural_calf", "sciatic_buttock", "lfcn_inguinal", "tarsal_tunnel"])
def test_one_nerve_needs_one_cause(localiser: Localiser, site: str) -> None:
    special = answers_for(localiser, field(localiser, site))
    assert special.two_causes is None
    assert not special.patchy
    assert special.no_nerve_fits is None


def test_stockings_on_both_feet(localiser: Localiser) -> None:
    rows = np.flatnonzero(localiser.fields.row_site == localiser.fields.sites.index("length_dependent"))
    ankle = (localiser.fields.felt[rows[2]] > 0.5).astype(float)
    special = answers_for(localiser, {"right": {"tingling": ankle}, "left": {"tingling": ankle}})
    assert special.stocking
    assert special.stocking_sides == ("right", "left")
    assert not special.patchy
    assert not answers_for(localiser, field(localiser, "sural_calf")).stocking


def test_four_separate_nerves_are_patchy(localiser: Localiser) -> None:
    sites = ("lfcn_inguinal", "saphenous_leg", "medial_plantar_arch", "sural_calf")
    special = answers_for(localiser, {"right": {"numbness": skin(localiser, *sites)}})
    assert len(special.patchy) >= 3
    assert ("right", "lateral_femoral_cutaneous") in special.patchy


def test_a_twisted_ankle_is_no_nerve(localiser: Localiser, regions: Regions) -> None:
    special = answers_for(
        localiser, regions("lat_malleolus", quality="pain"), twist_or_direct_strike="yes", ankle_swelling="yes"
    )
    assert special.no_nerve_fits is not None
    assert special.no_nerve_fits.conditions[0] == "ankle_sprain"
    assert "twist_or_direct_strike" in special.no_nerve_fits.because


def test_brisk_reflexes_bring_up_brain_and_cord(localiser: Localiser, regions: Regions) -> None:
    paint = regions("dorsum_mid", "lat_leg_dist")
    clues = {"foot_drop": "yes", "ankle_reflex": "brisk_or_babinski", "plantar_response": "up", "clonus": "yes"}
    assert answers_for(localiser, paint, **clues).upper_motor_neurone
    assert not answers_for(localiser, paint).upper_motor_neurone


def test_l5_and_s1_are_tied_on_pain_and_not_on_numbness(localiser: Localiser) -> None:
    assert ("S1", "L5") in answers_for(localiser, field(localiser, "S1_root", "pain")).tied
    assert not answers_for(localiser, field(localiser, "S1_root")).tied


def test_the_line_about_maps_comes_where_they_differ(localiser: Localiser, regions: Regions) -> None:
    differing = answers_for(localiser, regions("sole_central", "arch_med")).map_dependent
    assert len(set(differing.values())) != 1
    assert not answers_for(localiser, {}).map_dependent


def test_questions_are_new_few_and_change_something(localiser: Localiser, regions: Regions) -> None:
    painted = regions("dorsum_med", "dorsum_mid", "lat_leg_dist")
    clues = {"foot_drop": "yes"}
    estimate = localiser.rank_cells(painted, clues)
    found = next_questions(localiser, painted, clues, estimate)
    assert 1 <= len(found) <= 5
    assert not {q.clue for q in found} & {"foot_drop", "ankle_dorsiflexion_weak"}
    needed = localiser.knowledge.conditions[estimate.conditions[0].id].ask
    changing = [q for q in found if q.clue not in needed]
    assert changing
    assert [q.gain for q in changing] == sorted((q.gain for q in changing), reverse=True)
    for question in changing:
        assert sum(o.chance for o in question.outcomes) == pytest.approx(1.0)
        assert len({(o.leader, round(o.ahead, 3)) for o in question.outcomes}) > 1
        for outcome in question.outcomes:
            after = localiser.rank_cells(painted, {**clues, question.clue: outcome.answer}).conditions
            assert after[0].id == outcome.leader


def test_nothing_is_asked_that_the_paint_has_answered(localiser: Localiser, regions: Regions) -> None:
    right, left = regions("sole_lat"), regions("sole_lat", side="left")
    painted = {**right, **left}
    found = next_questions(localiser, painted, {}, localiser.rank_cells(painted))
    assert not {q.clue for q in found} & {"bilateral_leg_symptoms", "numbness_pattern"}


def test_a_clear_drawing_is_more_stable_than_one_on_a_border(localiser: Localiser) -> None:
    redraws = Redraws(localiser.cells)

    def kept(painted: Painted) -> float:
        found = stability(localiser, painted, localiser.rank_cells(painted), redraws, 60)
        assert found is not None
        assert 0.3 < found.jaccard < 0.85
        return found.kept["nerve"]

    clear = field(localiser, "lfcn_inguinal")
    border = np.minimum(
        localiser.cells.blurred(skin(localiser, "sural_calf"), 8, 20),
        localiser.cells.blurred(skin(localiser, "superficial_fibular_exit"), 8, 20),
    )
    assert kept(clear) > 0.95
    assert kept({"right": {"numbness": (border > 0.15).astype(float)}}) < kept(clear)


def test_stability_repeats_itself_and_needs_paint(localiser: Localiser, regions: Regions) -> None:
    redraws = Redraws(localiser.cells)
    painted = regions("heel_plantar", quality="pain")
    estimate = localiser.rank_cells(painted, {"first_step_pain": "yes"})
    assert stability(localiser, painted, estimate, redraws, 20) == stability(localiser, painted, estimate, redraws, 20)
    assert stability(localiser, {}, localiser.rank_cells({}), redraws, 20) is None


def test_many_drawings_score_as_one_by_one(localiser: Localiser, regions: Regions) -> None:
    one = regions("sole_lat")["right"]["numbness"]
    two = np.roll(one, 40)
    together = localiser.paint_scorer.place_of_many({"right": {"numbness": np.stack([one, two])}})
    for k, part in enumerate((one, two)):
        alone = localiser.paint_scorer.score({"right": {"numbness": part}})
        assert alone is not None
        assert together[:, k] == pytest.approx(alone.place + alone.unpainted + alone.bounds + alone.roots, abs=1e-4)
