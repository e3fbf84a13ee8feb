"""One case read as a whole: answers as files give them, fit and filling, and odd input with a stated result."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footmap.core.atlas import Atlas
from footmap.core.drawing import ClueAnswer, Drawing, Stroke
from footmap.core.ids import Quality
from footmap.core.localiser.answers import answers_of
from footmap.core.localiser.assessment import Assessment, assess, paint_support
from footmap.core.localiser.candidates import DEPTHS
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.questions import Question
from footmap.core.matching import Matcher
from footmap.core.paint import Paint, empty, replay
from footmap.core.views import Side
from footmap.data.knowledge.clinical import Clinical, load_clinical


def territory(atlas: Atlas, nerve: str, side: Side = "right", quality: Quality = "numbness") -> Paint:
    """The usual skin of a nerve, as strokes."""
    sign = -1.0 if side == "left" else 1.0
    strokes = [
        Stroke(side, view, "add", "area", quality, tuple((sign * x, y) for x, y in polygon.exterior.coords))
        for t in atlas.territories
        if t.layer == "nerve" and t.id == nerve
        for view, shape in t.zones["usual"].items()
        for polygon in shape.geoms
    ]
    return replay(atlas, Drawing(tuple(strokes)))


def first(found: Assessment) -> list[str]:
    return [found.at(d)[0].candidate.id for d in DEPTHS]


def test_a_painted_territory_fits_and_is_filled(localiser: Localiser, atlas: Atlas) -> None:
    found = assess(localiser, territory(atlas, "lateral_femoral_cutaneous"), {})
    nerve = found.nerves[0]
    assert nerve.candidate.id == "lateral_femoral_cutaneous"
    assert nerve.fit > 0.85
    assert nerve.filled == pytest.approx(1.0, abs=0.02)
    assert found.unexplained_share < 0.05
    assert found.paint_only is found.estimate
    for depth in DEPTHS:
        for a in found.at(depth):
            assert 0.0 <= a.fit <= a.explained + 1e-9
            assert a.change == 0.0
            assert (a.filled is None) == (depth == "condition")


def test_fit_falls_with_what_paint_says_and_not_with_answers(localiser: Localiser, atlas: Atlas) -> None:
    paint = territory(atlas, "superficial_fibular")
    plain = assess(localiser, paint, {})
    told = assess(localiser, paint, {"foot_drop": "yes", "back_pain": "no"})
    assert {a.candidate.id: a.fit for a in plain.nerves} == {a.candidate.id: a.fit for a in told.nerves}
    moved = {a.candidate.id: a.change for a in told.nerves}
    before = {c.id: c.support for c in told.paint_only.nerves}
    after = {c.id: c.support for c in told.estimate.nerves}
    assert moved == {id_: after[id_] - before[id_] for id_ in moved}
    best = max(paint_support(a.candidate) for a in plain.nerves)
    half = localiser.scoring.fit_scale * 0.6931
    for a in plain.nerves:
        behind = best - paint_support(a.candidate)
        assert (a.fit <= a.candidate.explained / 2 + 1e-3) == (behind >= half - 1e-3) or a.candidate.explained == 0


def test_both_limbs_count_for_the_filling(localiser: Localiser, atlas: Atlas) -> None:
    one = territory(atlas, "medial_plantar")
    found = assess(localiser, one, {}, match=Matcher(atlas).match(one))
    strokes = []
    signs: dict[Side, float] = {"right": 1.0, "left": -1.0}
    for side, sign in signs.items():
        for view, shape in next(t for t in atlas.territories if t.id == "lateral_plantar").zones["usual"].items():
            for polygon in shape.geoms:
                points = tuple((sign * x, y) for x, y in polygon.exterior.coords)
                strokes.append(Stroke(side, view, "add", "area", "numbness", points))
    both = assess(localiser, replay(atlas, Drawing(tuple(strokes))), {})
    filled = {a.candidate.id: (a.candidate.side, a.filled) for a in both.nerves}
    assert both.painted_sides == ("right", "left")
    assert all(share is not None and 0.0 <= share <= 1.0 for _, share in filled.values())
    assert filled["lateral_plantar"][0] == "both"
    assert filled["lateral_plantar"][1] == pytest.approx(1.0, abs=0.03)
    assert next(a for a in found.nerves if a.candidate.id == "medial_plantar").filled == pytest.approx(1.0, abs=0.03)


def test_an_empty_case_ranks_nothing(localiser: Localiser, atlas: Atlas) -> None:
    found = assess(localiser, empty(), {}, full=True)
    assert found.is_empty
    assert not any(found.at(d) for d in DEPTHS)
    assert not found.alarms.raised
    assert found.stability is None
    assert found.paint_cm2 == 0.0


def test_answers_without_paint_rank_and_have_no_fit(localiser: Localiser, atlas: Atlas) -> None:
    found = assess(localiser, empty(), {"foot_drop": "yes", "inversion_weak": "no"})
    assert not found.is_empty
    assert found.nerves[0].candidate.id == "common_fibular"
    assert {a.fit for d in DEPTHS for a in found.at(d)} == {0.0}
    assert {a.candidate.side for a in found.nerves} == {None}


def test_unknown_and_contradictory_answers_are_said_and_leave_the_rest(localiser: Localiser, atlas: Atlas) -> None:
    paint = territory(atlas, "sural")
    known: dict[str, ClueAnswer] = {"foot_drop": "yes", "leg_power": "normal"}
    given: dict[str, ClueAnswer] = {"fot_drop": "yes", "inversion_weak": "maybe", **known}
    found = assess(localiser, paint, given)
    assert [(p.kind, p.clue) for p in found.problems] == [
        ("unknown_clue", "fot_drop"),
        ("unknown_answer", "inversion_weak"),
    ]
    assert "foot_drop" in found.problems[0].nearest
    assert set(found.problems[1].nearest) == {"yes", "no"}
    assert found.contradictions == (("foot_drop", "leg_power"),)
    assert first(found) == first(assess(localiser, paint, known))


def test_questions_and_stability_come_on_request(localiser: Localiser, atlas: Atlas) -> None:
    paint = territory(atlas, "sural")
    plain, full = assess(localiser, paint, {}), assess(localiser, paint, {}, full=True)
    assert plain.questions is None
    assert plain.stability is None
    assert full.questions
    assert full.stability is not None
    assert 0.0 <= full.stability.kept["nerve"] <= 1.0


def test_several_threads_give_the_same(localiser: Localiser, atlas: Atlas) -> None:
    paints = [territory(atlas, n) for n in ("sural", "saphenous", "medial_plantar", "deep_fibular")]
    clues: dict[str, ClueAnswer] = {"back_pain": "no", "foot_drop": "no"}

    def values(paint: Paint) -> list[tuple[str, float, float]]:
        found = assess(localiser, paint, clues)
        return [(a.candidate.id, a.candidate.support, a.fit) for d in DEPTHS for a in found.at(d)]

    alone = [values(p) for p in paints]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(values, paints)) == alone


@pytest.mark.parametrize(
    ("value", "sides", "taken", "kind"),
    [
        ("yes", (), "yes", None),
        (("yes",), (), "yes", None),
        (("yes", "no"), (), None, "several_answers"),
        ({"right": "yes"}, (), "yes", None),
        ({"right": "no", "left": "no"}, ("right",), "no", None),
        ({"right": "no", "left": "yes"}, (), "yes", None),
        ({"right": "no", "left": "yes"}, ("right",), "no", "other_limb"),
        ({"right": "no", "left": "yes"}, ("left",), "yes", None),
        ({"left": "yes"}, ("right",), None, "other_limb"),
        ({"left": "no"}, ("right",), None, "other_limb"),
        ({"right": "yes", "left": "perhaps"}, ("right",), None, "unknown_answer"),
        ({"right": "no", "left": "yes"}, ("right", "left"), "yes", None),
        ({"right": "no", "left": "perhaps"}, (), None, "unknown_answer"),
        ({"right": ("yes", "no")}, (), None, "several_answers"),
    ],
)
def test_answers_of_limbs_and_lists(
    clinical: Clinical, value: ClueAnswer, sides: tuple[Side, ...], taken: str | None, kind: str | None
) -> None:
    found = answers_of({"foot_drop": value}, clinical.clues, sides)
    assert found.given.get("foot_drop") == taken
    assert [p.kind for p in found.problems] == ([kind] if kind else [])


_WORDS = st.sampled_from(["yes", "no", "both", "", "unknown"])
_GIVEN = _WORDS | st.lists(_WORDS, max_size=3).map(tuple)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["foot_drop", "bilateral_leg_symptoms", "nonsense", "tinel.fibular_neck", ""]),
        _GIVEN | st.dictionaries(st.sampled_from(["right", "left"]), _GIVEN, max_size=2),
    )
)
def test_whatever_a_case_answers_is_taken_or_reported(given_: dict[str, ClueAnswer]) -> None:
    clues = load_clinical().clues
    found = answers_of(given_, clues)
    reported = {p.clue for p in found.problems}
    assert set(given_) == set(found.given) | reported
    for id_, answer in found.given.items():
        assert answer in clues[id_].answers


def test_a_case_is_settled_once_nothing_is_left_to_ask_and_no_emergency_stands(
    localiser: Localiser, atlas: Atlas
) -> None:
    found = assess(localiser, territory(atlas, "lateral_femoral_cutaneous"), {})
    question = Question("foot_drop", 0.5, ())
    urgent = replace(found, conditions=(replace(found.conditions[0], emergency=True), *found.conditions[1:]))
    assert found.settled is None, "it was not asked what may be asked"
    assert replace(found, questions=()).settled is True
    assert replace(found, questions=(question,)).settled is False
    assert replace(urgent, questions=()).settled is False
    assert replace(assess(localiser, empty(), {}), questions=()).settled is None
