"""How often each answer is given: one answer to a question, more of a worse lesion, on the limbs it affects."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from footmap.core.clinical import Clue
from footmap.core.localiser.clue_evidence import ClueScorer
from footmap.core.localiser.engine import Localiser
from footmap.core.views import FloatArray
from footmap.data.knowledge.clinical import load_clinical

CLUES = load_clinical().clues
WHOLE = [c.id for c in CLUES.values() if c.finding is not None and c.finding.target == "all"]


def of_kind(*kinds: str) -> list[str]:
    return [c.id for c in CLUES.values() if c.finding is not None and c.finding.kind in kinds]


def scorer_where(localiser: Localiser, both: float) -> ClueScorer:
    """As the localiser's, if every lesion affected both limbs so often."""
    h = localiser.hypotheses
    h = replace(h, both=np.full(len(h.items), both))
    return ClueScorer(localiser.knowledge, h, localiser.fields, localiser.cells.area_cm2, localiser.scoring)


def chance(scorer: ClueScorer, clue: Clue, finds: str) -> FloatArray:
    """Chance (hypotheses, 3) of the first answer that finds something."""
    found = scorer.chances(clue, next(a for a in clue.answers.values() if a.finds == finds), {})
    assert found is not None
    return found


def lost(localiser: Localiser, clue: Clue) -> FloatArray:
    """How fully each hypothesis takes what the clue looks for, 0-1."""
    assert clue.finding is not None
    kind, target = clue.finding.kind, clue.finding.target
    pictures = localiser.hypotheses.pictures
    found = [p.reflex(target).function if kind == "reflex" else p.movement(target).function for p in pictures]
    return localiser.hypotheses.of_sites(np.array(found))


@pytest.mark.parametrize("id_", ["ankle_reflex", "knee_reflex"])
def test_a_jerk_that_fails_fails_on_the_limbs_that_are_affected(localiser: Localiser, id_: str) -> None:
    clue, s = CLUES[id_], localiser.scoring
    scorers = {both: scorer_where(localiser, both) for both in (0.0, 0.25, 1.0)}
    one = {both: chance(scorer, clue, "reduced") for both, scorer in scorers.items()}
    two = {both: chance(scorer, clue, "reduced_both") for both, scorer in scorers.items()}
    calm = chance(localiser.clue_scorer, clue, "brisk").max(axis=1) <= s.brisk_base + 1e-9
    usual = s.reflex_both_base * (1.0 - s.brisk_base)
    assert two[0.0][calm] == pytest.approx(max(usual, s.answer_floor), abs=1e-9)
    assert one[1.0] == pytest.approx(s.answer_floor)
    free = (one[0.0] < 1.0 - s.answer_floor) & (two[1.0] < 1.0 - s.answer_floor) & calm[:, None]
    assert two[1.0][free] == pytest.approx(one[0.0][free] + usual, abs=1e-9)
    assert one[0.25][free] == pytest.approx(0.75 * one[0.0][free], abs=1e-9)
    assert two[0.25][free] == pytest.approx(0.25 * one[0.0][free] + usual, abs=1e-9)
    assert free.any()


@pytest.mark.parametrize("id_", of_kind("reflex"))
def test_a_jerk_fails_more_the_more_is_lost_and_what_is_hard_to_get_fails_anyway(
    localiser: Localiser, id_: str
) -> None:
    clue = CLUES[id_]
    assert clue.finding is not None
    scorer = scorer_where(localiser, 0.0)
    gone, there = chance(scorer, clue, "reduced"), chance(scorer, clue, "normal")
    hard = localiser.knowledge.anatomy.reflexes[clue.finding.target].hard_to_obtain
    taken = lost(localiser, clue)
    brisk = localiser.hypotheses.of_sites(np.array([p.brisk for p in localiser.hypotheses.pictures]))
    calm = brisk == 0.0
    assert (np.diff(gone, axis=1) >= -1e-9).all(), "more of a severe lesion"
    order = np.argsort(taken[calm])
    assert (np.diff(gone[calm][order], axis=0) >= -1e-9).all(), "more where more is lost"
    spared = calm & (taken == 0.0)
    assert gone[spared].max() < hard + 0.1
    assert gone[spared].min() >= min(hard, 0.9) * 0.9
    assert there[spared].min() > 0.8 * (1.0 - hard) - 0.05
    assert (there[brisk > 0.5] < 0.5).all()


@pytest.mark.parametrize("id_", [i for i in of_kind("reflex", "movement") if i not in WHOLE])
def test_answers_that_exclude_each_other_are_given_once(localiser: Localiser, id_: str) -> None:
    clue, floor = CLUES[id_], localiser.scoring.answer_floor
    finds = {a.finds for a in clue.answers.values() if a.finds is not None}
    total = sum(chance(scorer_where(localiser, 0.25), clue, f) for f in finds)
    if {"reduced", "normal"} <= finds and not {"brisk", "reduced_both"} <= finds:
        assert np.max(total) <= 1.0 + 4 * floor
    else:
        assert total == pytest.approx(1.0, abs=4 * floor)


@pytest.mark.parametrize("id_", [i for i in of_kind("movement") if i not in WHOLE])
def test_a_movement_is_weak_where_its_nerve_is_hit(localiser: Localiser, id_: str) -> None:
    clue = CLUES[id_]
    weak = chance(localiser.clue_scorer, clue, "weak")
    assert clue.finding is not None
    taken = lost(localiser, clue)
    severity = np.array([p.site.severity for p in localiser.hypotheses.pictures])[localiser.hypotheses.site]
    for kind in set(severity):
        rows = severity == kind
        assert (np.diff(weak[rows][np.argsort(taken[rows])], axis=0) >= -1e-9).all()
    assert weak[taken == 0.0].max() < 0.2
    assert weak[taken > 0.9][:, 2].min(initial=1.0) > 0.5


def test_power_of_the_whole_leg_is_what_no_movement_lacks_that_was_not_asked(localiser: Localiser) -> None:
    (whole,) = (CLUES[i] for i in WHOLE if i in of_kind("movement"))
    noticed = [
        i
        for i in of_kind("movement")
        if i not in WHOLE and (f := CLUES[i].finding) is not None and f.target not in localiser.hypotheses.hidden
    ]
    singly = [chance(localiser.clue_scorer, CLUES[i], "normal") for i in noticed]
    before = chance(localiser.clue_scorer, whole, "normal")
    assert (before <= np.min(singly, axis=0) + 1e-9).all(), "some movement is weak where one is"
    answer = next(a for a in whole.answers.values() if a.finds == "normal")
    after = localiser.clue_scorer.chances(whole, answer, dict.fromkeys(noticed, "no"))
    assert after is not None
    assert (after >= before - 1e-9).all()
    assert (after - before).max() > 0.05


@pytest.mark.parametrize("id_", of_kind("touch", "skin")[::6])
def test_skin_is_felt_less_where_it_is_hit(localiser: Localiser, id_: str) -> None:
    clue, s = CLUES[id_], localiser.scoring
    normal = chance(localiser.clue_scorer, clue, "normal")
    finds = {a.finds for a in clue.answers.values() if a.finds is not None} - {"normal"}
    other = sum((chance(localiser.clue_scorer, clue, f) for f in finds), np.zeros_like(normal))
    if {"reduced", "absent", "increased"} <= finds:
        assert normal + other == pytest.approx(1.0, abs=4 * s.answer_floor)
        absent, painful = (chance(localiser.clue_scorer, clue, f) for f in ("absent", "increased"))
        free = np.minimum(absent, painful) > 1.5 * s.answer_floor
        assert absent[free] / s.skin_absent == pytest.approx(painful[free] / s.skin_painful)
    assert normal.max() == pytest.approx(1.0 - s.skin_base, abs=0.01)
    assert normal.min() < 0.6 * normal.max()


@pytest.mark.parametrize(
    ("answer", "nerve"),
    [
        ("first_web_only", "deep_fibular"),
        ("lateral_thigh", "lateral_femoral_cutaneous"),
        ("medial_leg", "saphenous"),
        ("posterior_thigh", "posterior_femoral_cutaneous"),
    ],
)
def test_numbness_of_a_pattern_is_most_often_that_of_its_nerve(localiser: Localiser, answer: str, nerve: str) -> None:
    clue = CLUES["numbness_pattern"]
    found = localiser.clue_scorer.chances(clue, clue.answers[answer], {})
    assert found is not None
    best = localiser.hypotheses.items[int(np.argmax(found[:, 0]))]
    assert best.site.nerve == nerve


@pytest.mark.parametrize("id_", of_kind("rates"))
def test_rates_are_those_of_the_kind_of_cause_and_what_is_left(localiser: Localiser, id_: str) -> None:
    clue, floor = CLUES[id_], localiser.scoring.answer_floor
    assert clue.finding is not None
    rates = clue.finding.rates
    left = []
    for answer in clue.answers.values():
        found = localiser.clue_scorer.chances(clue, answer, {})
        assert found is not None
        table = rates.get(answer.id)
        if table is None:
            left.append(found)
            continue
        for item, row in zip(localiser.hypotheses.items, found, strict=True):
            assert row == pytest.approx(max(table.get(item.site.symptom, table["other"]), floor))
    for row, item in zip(left[0] if left else [], localiser.hypotheses.items, strict=False):
        rest = 1.0 - sum(t.get(item.site.symptom, t["other"]) for t in rates.values())
        assert row == pytest.approx(min(max(rest, floor), 1.0 - floor))


def test_both_legs_are_affected_as_often_as_the_lesion_says(localiser: Localiser) -> None:
    clue, h = CLUES["bilateral_leg_symptoms"], localiser.hypotheses
    floor = localiser.scoring.answer_floor
    expected = np.clip(h.both, floor, 1.0 - floor)
    for k in range(3):
        assert chance(localiser.clue_scorer, clue, "both")[:, k] == pytest.approx(expected)
        assert chance(localiser.clue_scorer, clue, "one")[:, k] == pytest.approx(1.0 - expected)
