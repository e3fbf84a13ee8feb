"""Visits in time: areas are those of the paint, order and changes do not depend on how the visits come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footmap.core.atlas import Atlas
from footmap.core.drawing import QUALITIES, Case, Drawing, Stroke
from footmap.core.paint import replay
from footmap.core.record import Pain, Visit
from footmap.core.timeline import (
    TimelinePoint,
    changed_answers,
    in_order,
    leaders,
    painted_limbs,
    timeline_point,
)
from footmap.core.views import SIDES

START = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.one_of(st.none(), st.integers(0, 900).map(lambda day: START + timedelta(days=day)))
answers = st.dictionaries(st.sampled_from(["slr", "achilles"]), st.sampled_from(["yes", "no"]))
points = st.lists(
    st.builds(
        TimelinePoint,
        id=st.text("abc", min_size=1),
        at=moments,
        pain=st.just(Pain()),
        leader=st.sampled_from(["", "tibial", "s1"]),
        answers=answers,
    ),
    max_size=6,
)


def stroke(side: str, quality: str, y: float) -> Stroke:
    assert side in SIDES
    assert quality in QUALITIES
    return Stroke(side, "foot_plantar", "add", "brush", quality, ((0.0, y), (5.0, y + 30.0)), 8.0)


@settings(max_examples=8)
@given(
    st.lists(st.builds(stroke, st.sampled_from(SIDES), st.sampled_from(QUALITIES), st.floats(40.0, 150.0)), max_size=3)
)
def test_areas_are_those_of_the_skin(atlas: Atlas, strokes: list[Stroke]) -> None:
    visit = Visit("v", START, Case(Drawing(tuple(strokes))), pain=Pain(3.0))
    paint = replay(atlas, visit.case.drawing)
    point = timeline_point(atlas.skin, paint, visit, "tibial")
    assert set(point.areas_cm2) == {(s.side, s.quality) for s in strokes}
    assert point.total_cm2 is not None
    each = sum(point.areas_cm2.values())
    assert point.total_cm2 <= each + 1e-6  # skin that bears two qualities counts once
    assert point.total_cm2 >= max(point.areas_cm2.values(), default=0.0) - 1e-6
    if len(point.areas_cm2) <= 1:
        assert point.total_cm2 == pytest.approx(each, abs=0.02)
    assert (point.id, point.at, point.pain.now, point.leader) == ("v", START, 3.0, "tibial")


@given(points)
def test_the_oldest_comes_first_and_nothing_is_lost(found: list[TimelinePoint]) -> None:
    ordered = in_order(found)
    assert sorted(map(id, ordered)) == sorted(map(id, found))
    dated = [point.at for point in ordered if point.at is not None]
    assert dated == sorted(dated)
    undated = [i for i, point in enumerate(ordered) if point.at is None]
    assert undated == list(range(len(undated)))


@given(points)
def test_answers_have_changed_if_two_visits_say_different_things(found: list[TimelinePoint]) -> None:
    told = {clue: {p.answers[clue] for p in found if clue in p.answers} for clue in ("slr", "achilles")}
    assert set(changed_answers(found)) == {clue for clue, values in told.items() if len(values) > 1}
    assert set(leaders(found)) == {p.leader for p in found} - {""}


def test_limbs_stand_in_the_order_of_sides_and_qualities() -> None:
    found = [
        TimelinePoint("a", areas_cm2={("left", "pain"): 1.0}),
        TimelinePoint("b", areas_cm2={("right", "numbness"): 1.0, ("left", "burning"): 2.0}),
    ]
    assert painted_limbs(found) == (("right", "numbness"), ("left", "pain"), ("left", "burning"))
