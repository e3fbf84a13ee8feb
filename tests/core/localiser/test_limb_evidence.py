"""An answer for a limb is evidence for that limb; a limb without paint that shows something may be the place."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footmap.core.drawing import ClueAnswer
from footmap.core.localiser.answers import Answers, answers_of
from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Estimate, Localiser
from footmap.core.localiser.questions import next_questions
from footmap.core.localiser.sides import painted_sides, side_of
from footmap.core.localiser.special import two_causes
from footmap.core.views import SIDES, Side

from .conftest import Regions

DROP = "foot_drop"
SLOW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
OTHER: Mapping[Side, Side] = {"right": "left", "left": "right"}
SIGNS = ("foot_drop", "knee_extension_weak", "inversion_weak", "slr")


def ranked(localiser: Localiser, painted: Painted, clues: Mapping[str, ClueAnswer]) -> tuple[Estimate, Answers]:
    answers = answers_of(clues, localiser.knowledge.clues, painted_sides(painted))
    paint = localiser.paint_scorer.score(painted)
    return localiser.rank_evidence(painted, paint, limbs=answers.limbs), answers


def both(regions: Regions, *names: str) -> Painted:
    return {side: regions(*names, quality="pain")["right"] for side in SIDES}


def where(localiser: Localiser, estimate: Estimate, nerve: str) -> str | None:
    found = next(c for c in estimate.nerves if c.id == nerve)
    return side_of(localiser, estimate, found, both_answered=False)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("painted", [False, True])
def test_a_finding_of_one_limb_puts_its_nerve_there(
    localiser: Localiser, regions: Regions, side: Side, *, painted: bool
) -> None:
    paint = both(regions, "ant_leg_lat", "dorsum_mid") if painted else {}
    estimate, _ = ranked(localiser, paint, {DROP: {side: "yes", OTHER[side]: "no"}})
    if not painted:
        assert where(localiser, estimate, "common_fibular") == side
    assert estimate.side is None or painted
    if estimate.side is not None:  # paint that is alike on both limbs stays both, but of two limbs it is this one
        at = [k for k, item in enumerate(localiser.hypotheses.items) if item.site.nerve == "common_fibular"]
        chance = estimate.side[at].sum(axis=0)
        assert chance[SIDES.index(side)] > 4.0 * chance[SIDES.index(OTHER[side])]


@SLOW
@given(
    st.dictionaries(
        st.sampled_from(SIGNS), st.dictionaries(st.sampled_from(SIDES), st.booleans(), min_size=1), min_size=1
    )
)
def test_right_and_left_are_mirrored(localiser: Localiser, regions: Regions, said: dict[str, dict[Side, bool]]) -> None:
    paint = both(regions, "calf_mid", "calf_lat")

    def told(flip: bool) -> dict[str, ClueAnswer]:
        out: dict[str, ClueAnswer] = {}
        for id_, limbs in said.items():
            yes, *_, no = localiser.knowledge.clues[id_].answers
            out[id_] = {(OTHER[s] if flip else s): yes if found else no for s, found in limbs.items()}
        return out

    one, other = (ranked(localiser, paint, told(flip))[0] for flip in (False, True))
    assert one.evidence == pytest.approx(other.evidence, abs=1e-9)
    assert one.side is not None
    assert other.side is not None
    assert one.side == pytest.approx(other.side[:, [1, 0, 2]], abs=1e-9)


@SLOW
@given(st.dictionaries(st.sampled_from(SIGNS), st.booleans(), min_size=1), st.booleans())
def test_both_limbs_alike_are_the_answer_without_a_limb(
    localiser: Localiser, regions: Regions, said: dict[str, bool], painted: bool
) -> None:
    paint = both(regions, "calf_mid") if painted else {}
    plain: dict[str, ClueAnswer] = {}
    apart: dict[str, ClueAnswer] = {}
    for id_, found in said.items():
        yes, *_, no = localiser.knowledge.clues[id_].answers
        plain[id_] = yes if found else no
        apart[id_] = dict.fromkeys(SIDES, yes if found else no)
    one, other = ranked(localiser, paint, plain)[0], ranked(localiser, paint, apart)[0]
    assert one.evidence == pytest.approx(other.evidence, abs=1e-9)


def test_rows_of_limbs_add_up_to_the_evidence_of_all_places(localiser: Localiser, regions: Regions) -> None:
    paint = both(regions, "calf_mid")
    scored = localiser.paint_scorer.score(paint)
    estimate, _ = ranked(localiser, paint, {DROP: {"right": "yes"}, "knee_extension_weak": {"left": "yes"}})
    limbs = estimate.clues.limbs
    assert scored is not None
    assert limbs is not None
    joint = np.log((scored.side * np.exp(limbs.value)).sum(axis=1))
    assert estimate.clues.total == pytest.approx(joint, abs=1e-6)
    for depth in ("nerve", "level", "condition"):
        for candidate in estimate.at(depth):
            assert sum(row.value for row in candidate.ledger) == pytest.approx(candidate.support, abs=1e-6)


@pytest.mark.parametrize("side", SIDES)
def test_what_is_asked_next_knows_the_other_limb(localiser: Localiser, regions: Regions, side: Side) -> None:
    """A foot that drops on the bare limb is evidence of what would stand first after the next answer too."""
    paint = regions("calf_mid", quality="pain", side=OTHER[side])
    estimate, answers = ranked(localiser, paint, {DROP: {side: "yes"}})
    asked = next_questions(localiser, paint, answers.given, estimate, told=answers.told, limbs=answers.limbs, most=2)
    assert asked
    for question in asked:
        for outcome in question.outcomes:
            if outcome.flags:
                continue
            after = answers.limbs.with_answer(question.clue, outcome.answer)
            again = localiser.rank_evidence(paint, estimate.paint, limbs=after).conditions
            assert outcome.leader == again[0].id
    assert DROP not in {question.clue for question in asked}


@pytest.mark.parametrize("painted", [(), ("right",), ("right", "left")])
def test_a_lesion_on_each_limb_is_offered_where_the_answers_differ(
    localiser: Localiser, regions: Regions, painted: tuple[Side, ...]
) -> None:
    front = regions("ant_thigh_dist", "ant_knee", quality="numbness")["right"]
    foot = regions("dorsum_mid", "ant_leg_lat", quality="numbness")["right"]
    paint: Painted = {side: front if side == "right" else foot for side in painted}
    right: dict[str, ClueAnswer] = {
        clue: {"right": "yes", "left": "no"} for clue in ("knee_extension_weak", "hip_flexion_weak")
    }
    left: dict[str, ClueAnswer] = {
        clue: {"right": "no", "left": "yes"} for clue in (DROP, "eversion_weak", "toe_extension_weak")
    }
    estimate, _ = ranked(localiser, paint, {**right, **left})
    pair = two_causes(localiser, paint, estimate)
    assert pair is not None
    assert set(pair.sides) == {"right", "left"}
    same, _ = ranked(localiser, paint, dict.fromkeys((*right, *left), "yes"))
    alone = two_causes(localiser, paint, same)
    assert alone is None or painted == ("right", "left"), "what is said of no limb does not tell two limbs apart"


def test_different_findings_of_two_limbs_both_count(localiser: Localiser, regions: Regions) -> None:
    clue = "touch_reduced.lateral_border" if "touch_reduced.lateral_border" in localiser.knowledge.clues else None
    graded = clue or next(
        c.id
        for c in localiser.knowledge.clues.values()
        if c.sided and c.finding is not None and sum(a.finds not in (None, "normal") for a in c.answers.values()) > 1
    )
    found = [a.id for a in localiser.knowledge.clues[graded].answers.values() if a.finds not in (None, "normal")]
    estimate, answers = ranked(localiser, {}, {graded: {"right": found[0], "left": found[1]}})
    assert [p.kind for p in answers.problems] == ["sides_differ"]
    assert not answers.problems[0].refused
    assert estimate.clues.rows, "each counts for its own limb"


def test_what_one_limb_lacks_speaks_against_a_cause_that_shows_on_both_alike(localiser: Localiser) -> None:
    """Of a polyneuropathy, weaknesses that each leg shows alone say about the mean of there and not there."""
    items = localiser.hypotheses.items
    whose = next(k for k, item in enumerate(items) if item.condition == "other_polyneuropathy")
    signs = "foot_drop", "knee_extension_weak"

    def said(first: Mapping[Side, str], second: Mapping[Side, str]) -> list[float]:
        estimate, _ = ranked(localiser, {}, dict(zip(signs, (dict(first), dict(second)), strict=True)))
        found = {row.clue: float(row.contribution[whose]) for row in estimate.clues.rows}
        return [found[sign] for sign in signs]

    there, lacking = (said(dict.fromkeys(SIDES, a), dict.fromkeys(SIDES, a)) for a in ("yes", "no"))
    apart = said({"right": "yes", "left": "no"}, {"right": "no", "left": "yes"})
    for yes, no, either in zip(there, lacking, apart, strict=True):
        quarter = abs(yes - no) / 4.0
        assert min(yes, no) + quarter < either < max(yes, no) - quarter
