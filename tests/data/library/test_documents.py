"""Steps lead from any state of a visit to any other, and cost what has changed."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from footmap.core.drawing import Drawing, Stroke
from footmap.core.record import Pain, Patient, Visit
from footmap.data.case_strokes import MAX_STROKE_POINTS
from footmap.data.library.documents import applied, document_text, known, step, visit_from

from .made import PATIENT, stroke, visit, with_strokes

drawings = st.lists(st.integers(0, 6).map(stroke), max_size=7).map(lambda s: Drawing(tuple(s)))
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
states = st.builds(
    lambda drawing, note, clues, tags, pain: replace(
        visit(), case=replace(visit().case, drawing=drawing, note=note, clues=clues), tags=tags, pain=Pain(now=pain)
    ),
    drawings,
    words,
    st.dictionaries(st.sampled_from(["a", "b"]), st.sampled_from(["yes", "no"])),
    st.lists(words.filter(str.strip), max_size=2, unique=True).map(tuple),
    st.none() | st.integers(0, 10).map(float),
)
patients = st.builds(lambda name: replace(PATIENT, name=name), words)


@given(st.lists(st.tuples(states, patients), min_size=2, max_size=5))
def test_the_steps_add_up_to_the_last_state(history: list[tuple[Visit, Patient]]) -> None:
    (first, patient), *rest = history
    document = json.loads(document_text(first, patient))
    state = known(first, patient)
    for now, whose in rest:
        change = step(state, now, whose)
        if change is not None:
            text, state = change
            document = applied(document, text)
        assert visit_from(document) == (now, whose)
    last, whose = history[-1]
    assert step(state, last, whose) is None


def test_a_stroke_costs_the_same_in_any_drawing() -> None:
    sizes = []
    for count in (10, 1000):
        before, after = visit(strokes=count), visit(strokes=count + 1)
        change = step(known(before, PATIENT), after, PATIENT)
        assert change is not None
        sizes.append(len(change[0]))
    assert abs(sizes[1] - sizes[0]) < 20


def test_a_stroke_that_is_stored_in_parts_keeps_the_places_of_the_others() -> None:
    long: Stroke = replace(stroke(0), points_mm=tuple((i * 0.001, 20.0) for i in range(MAX_STROKE_POINTS + 10)))
    first = with_strokes(visit(), 2)
    document = json.loads(document_text(first, PATIENT))
    state = known(first, PATIENT)
    drawings = (
        (stroke(0), stroke(1), long, stroke(3)),
        (stroke(0), stroke(1), long, stroke(3), stroke(4)),
        (stroke(0), stroke(5), stroke(1), long, stroke(3), stroke(4)),
        (stroke(0), stroke(5), stroke(1), long, stroke(3)),
        (stroke(0), stroke(5), stroke(3)),
    )
    for strokes in drawings:
        change = step(state, replace(first, case=replace(first.case, drawing=Drawing(strokes))), PATIENT)
        assert change is not None
        text, state = change
        document = applied(document, text)
        found = visit_from(document)[0].case.drawing.strokes
        assert len(found) == len(strokes) + (long in strokes)
        assert [s for s in found if s.points_mm[1][1] != 20.0] == [s for s in strokes if s is not long]
