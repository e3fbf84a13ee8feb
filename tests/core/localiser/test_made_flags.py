"""Red flags and scores by themselves, on made-up skin: what raises one, on which limb, in which order, how far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import permutations

import numpy as np
import pytest

from footmap.core.anatomy import Names
from footmap.core.clinical import PaintTrigger, RedFlag, Trigger
from footmap.core.drawing import Clearing, Quality
from footmap.core.localiser.answers import Told
from footmap.core.localiser.cells import Painted
from footmap.core.localiser.red_flags import Alarms, Urgency, alarms, count
from footmap.core.views import Side

AREA_CM2 = np.array([1.0, 3.0, 2.0, 4.0])
REGIONS = {"near": np.array([1.0, 1.0, 0.0, 0.0]), "far": np.array([0.0, 0.0, 1.0, 0.0])}
YES = Trigger({"clue": ("yes",)}, None)


def flag(
    id_: str = "flag", *raised_by: Trigger, urgency: Urgency = "emergency", no_means: Names | None = None
) -> RedFlag:
    return RedFlag(id_, {}, urgency, {}, {}, no_means, ("of_flag",), raised_by or (YES,), (), None, {})


def painted(amounts: Mapping[int, float], quality: Quality = "pain", side: Side = "right") -> Painted:
    part = np.zeros(len(AREA_CM2))
    for cell, amount in amounts.items():
        part[cell] = amount
    return {side: {quality: part}}


def read(flags: list[RedFlag], answers: Mapping[str, str] | None = None, paint: Painted | None = None) -> Alarms:
    return alarms({f.id: f for f in flags}, answers or {}, paint or {}, REGIONS, AREA_CM2)


def stands(trigger: Trigger, paint: Painted, answers: Mapping[str, str] | None = None) -> bool:
    return bool(read([flag("flag", trigger)], answers, paint).raised)


@pytest.mark.parametrize(
    ("amounts", "raises"),
    [
        ({0: 1.0, 1: 1.0 / 3.0}, True),  # 2 of the 4 cm2 of the region: just the share
        ({0: 1.0, 1: 0.3}, False),
        ({1: 0.7}, True),
        ({3: 1.0}, False),
        ({2: 0.6}, True),  # the other region is enough
        ({2: 0.4, 1: 0.4}, False),  # of no region enough
        ({}, False),
    ],
)
def test_paint_raises_from_its_share_of_one_region_on(amounts: Mapping[int, float], raises: bool) -> None:
    trigger = Trigger({}, PaintTrigger(("near", "far"), ("numbness",), 0.5))
    assert stands(trigger, painted(amounts, "numbness")) is raises
    assert not stands(trigger, painted(amounts, "pain")), "of another quality"


def test_qualities_of_a_limb_count_together_where_several_count_and_limbs_do_not() -> None:
    both = Trigger({}, PaintTrigger(("near",), ("numbness", "tingling"), 0.9))
    one, other = np.array([1.0, 0.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0, 0.0])
    assert stands(both, {"right": {"numbness": one, "tingling": other}})
    assert not stands(both, {"right": {"numbness": one, "pain": other}})
    assert not stands(both, {"right": {"numbness": one}, "left": {"numbness": other}})
    twice = Trigger({}, PaintTrigger(("near",), ("numbness", "tingling"), 0.3))
    assert not stands(twice, {"right": {"numbness": one, "tingling": one}}), "the same skin counts once"


@pytest.mark.parametrize(("outside", "raises"), [(1.0, True), (1.01, False)])
def test_paint_that_must_lie_mostly_somewhere_lies_there_by_half(outside: float, raises: bool) -> None:
    """4 cm2 in the region, and as much or a little more of the cell of 4 cm2 beside it and of another."""
    trigger = Trigger({}, PaintTrigger(("near",), ("pain",), 0.5, ("near",)))
    more = {2: 0.02} if outside > 1.0 else {}
    assert stands(trigger, painted({0: 1.0, 1: 1.0, 3: 1.0, **more})) is raises


def test_paint_and_answers_of_one_trigger_are_both_needed_and_both_named() -> None:
    trigger = Trigger({"clue": ("yes", "perhaps"), "other": ("yes",)}, PaintTrigger(("near",), ("pain",), 0.5))
    paint, answers = painted({1: 1.0}), {"clue": "perhaps", "other": "yes"}
    (found,) = read([flag("flag", trigger)], answers, paint).raised
    assert found.because == ("clue", "other", "paint")
    assert not stands(trigger, {}, answers)
    for left_out in answers:
        assert not stands(trigger, paint, {k: v for k, v in answers.items() if k != left_out})
        assert not stands(trigger, paint, {**answers, left_out: "no"})


def test_either_of_two_triggers_is_enough_and_all_that_is_met_is_named() -> None:
    made = flag("flag", Trigger({"a": ("yes",)}, None), Trigger({"b": ("yes",)}, None))
    for answers in ({"a": "yes"}, {"b": "yes"}, {"a": "yes", "b": "yes"}):
        (found,) = read([made], answers).raised
        assert found.because == tuple(sorted(answers))
    assert not read([made], {"a": "no", "b": "no"}).raised


def test_the_most_urgent_stands_first_and_of_one_urgency_the_first_of_the_file() -> None:
    urgencies: dict[str, Urgency] = {"a": "soon", "b": "emergency", "c": "same_day", "d": "emergency"}
    for order in permutations(urgencies):
        made = [flag(id_, urgency=urgencies[id_]) for id_ in order]
        found = [r.id for r in read(made, {"clue": "yes"}).raised]
        assert found == [i for u in ("emergency", "same_day", "soon") for i in order if urgencies[i] == u]
        assert [r.id for r in read(made, {"clue": "yes"}).emergencies] == found[:2]


def test_limbs_are_those_answered_else_those_painted() -> None:
    by_paint = Trigger({}, PaintTrigger(("near",), ("pain",), 0.5))
    made = {"flag": flag("flag", YES, by_paint)}
    paint = painted({1: 1.0}, side="left")

    def sides(paint: Painted, told: Told) -> tuple[str, ...]:
        (found,) = alarms(made, {}, paint, REGIONS, AREA_CM2, told=told).raised
        return found.sides

    assert sides(paint, {}) == ("left",)
    assert sides(paint, {"clue": (("right", "yes"), ("left", "no"))}) == ("right",)
    assert sides({}, {"clue": (("right", "yes"), ("left", "yes"))}) == ("right", "left")
    assert sides(paint, {"clue": ((None, "yes"),)}) == ("left",)
    assert sides({}, {"clue": ((None, "yes"),)}) == ()


def test_a_no_is_cautioned_only_where_the_flag_says_what_it_means_and_does_not_stand() -> None:
    two = (Trigger({"a": ("yes",)}, None), Trigger({"b": ("yes",)}, None))
    telling, silent = flag("telling", *two, no_means={"en": "no"}), flag("silent", *two)
    found = read([telling, silent], {"a": "no", "b": "no"}).cautions
    assert [(c.flag, c.clue) for c in found] == [("telling", "a"), ("telling", "b")]
    assert [(c.flag, c.clue) for c in read([telling], {"a": "no"}).cautions] == [("telling", "a")]
    assert not read([telling], {"a": "no", "b": "yes"}).cautions
    assert not read([telling], {"a": "unclear"}).cautions


def test_cleared_flags_stand_no_more_until_something_new_raises_them() -> None:
    made = {"flag": flag("flag", Trigger({"a": ("yes",)}, None), Trigger({"b": ("yes",)}, None))}

    def found(answers: Mapping[str, str], on: tuple[str, ...] | None, reason: str = "seen") -> Alarms:
        return alarms(made, answers, {}, REGIONS, AREA_CM2, cleared={"flag": Clearing(reason, on)})

    kept = found({"a": "yes"}, ("a",))
    assert not kept.raised
    assert [(c.id, c.reason, c.because) for c in kept.cleared] == [("flag", "seen", ("a",))]
    assert not found({"a": "yes", "b": "yes"}, None).raised
    again = found({"a": "yes", "b": "yes"}, ("a",))
    assert [(r.cleared_before, r.since) for r in again.raised] == [("seen", ("b",))]
    assert not again.cleared
    fresh = found({"a": "yes"}, ("a",), reason="")
    assert [(r.cleared_before, r.since) for r in fresh.raised] == [("", ())]
    nothing = found({}, ("a",))
    assert [c.because for c in nothing.cleared] == [()]


# ---- scores


@dataclass(frozen=True)
class Item:
    clue: str
    answers: tuple[str, ...]
    points: int


@dataclass(frozen=True)
class Band:
    start: int
    lr: float
    target: str = "of_flag"
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Score:
    items: tuple[Item, ...]
    bands: tuple[Band, ...]
    id: str = "score"


ITEMS = (Item("a", ("yes",), 1), Item("b", ("yes", "much"), 2), Item("c", ("yes",), -2))


@pytest.mark.parametrize(
    ("answers", "points", "answered", "band"),
    [
        ({"a": "yes"}, 1, 1, 1),
        ({"a": "yes", "b": "much"}, 3, 2, 2),
        ({"a": "yes", "b": "much", "c": "yes"}, 1, 3, 1),
        ({"a": "no", "b": "no"}, 0, 2, 0),
        ({"c": "yes"}, -2, 1, 0),
        ({"other": "yes", "a": "no"}, 0, 1, 0),
    ],
)
def test_points_add_up_to_a_band(answers: Mapping[str, str], points: int, answered: int, band: int) -> None:
    bands = (Band(0, 0.3, "none"), Band(1, 0.9, "one"), Band(3, 5.0, "three"))
    found = count(Score(ITEMS, bands), answers)
    assert found is not None
    assert (found.points, found.answered, found.items) == (points, answered, 3)
    assert found.target == bands[band].target
    assert found.raises == (band == 2)


def test_without_an_answered_item_there_are_no_points() -> None:
    assert count(Score(ITEMS, (Band(0, 2.0),)), {"other": "yes"}) is None


@pytest.mark.parametrize(("lrs", "raises"), [((0.2, 1.0), False), ((0.2, 1.5), True), ((3.0, 1.5), False)])
def test_only_the_band_that_speaks_most_for_it_raises_and_only_if_it_does(
    lrs: tuple[float, float], raises: bool
) -> None:
    score = Score(ITEMS, (Band(0, lrs[0]), Band(2, lrs[1])))
    made = flag("flag", Trigger({"elsewhere": ("yes",)}, None))
    found = alarms({"flag": made}, {"b": "yes"}, {}, REGIONS, AREA_CM2, [score])
    assert [r.because for r in found.raised] == ([("score",)] if raises else [])
    assert found.scores[0].raises is raises
    other = replace(made, conditions=("another",))
    assert not alarms({"flag": other}, {"b": "yes"}, {}, REGIONS, AREA_CM2, [score]).raised
