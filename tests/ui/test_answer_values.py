"""What a press does to an answer, for any answer and any press."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footmap.core.clinical import Clue
from footmap.core.drawing import AnswerValue, Case, ClueAnswer
from footmap.core.localiser.candidates import Where
from footmap.core.views import SIDES
from footmap.data.casefile import dump_case, parse_case
from footmap.data.knowledge.clinical import load_clinical
from footmap.ui.panel.answer_values import PLACES, answer_at, answer_text, sides_of, toggled, with_answer
from footmap.words.assessment_words import load_wording

SINGLE = st.sampled_from(["a", "b", "c"])
SOME: st.SearchStrategy[AnswerValue] = st.one_of(SINGLE, st.lists(SINGLE, min_size=2, unique=True).map(tuple))
ANY: st.SearchStrategy[ClueAnswer | None] = st.one_of(
    st.none(), SOME, st.dictionaries(st.sampled_from(SIDES), SOME, min_size=1)
)
SEVERAL = [clue for clue in load_clinical().clues.values() if clue.several]


@given(ANY, st.sampled_from(PLACES), SOME)
def test_an_answer_is_that_of_its_place_and_the_other_side_keeps_its_own(
    before: ClueAnswer | None, place: Where, answer: AnswerValue
) -> None:
    after = with_answer(before, place, answer)
    assert isinstance(after, Mapping)
    assert answer_at(after, place) == answer
    for side in SIDES:
        if side not in sides_of(place):
            assert after.get(side) == (before.get(side) if isinstance(before, Mapping) else None)


@given(ANY, st.sampled_from(PLACES), SOME)
def test_what_was_answered_is_taken_away_without_a_trace(
    before: ClueAnswer | None, place: Where, answer: AnswerValue
) -> None:
    cleared = with_answer(with_answer(before, place, answer), place, None)
    assert cleared is None or (isinstance(cleared, Mapping) and not set(cleared) & set(sides_of(place)))


@given(ANY, SOME)
def test_an_answer_without_a_side_is_one(before: ClueAnswer | None, answer: AnswerValue) -> None:
    assert with_answer(before, None, answer) == answer


@given(st.data(), st.sampled_from(SEVERAL))
def test_what_stands_alone_never_stands_beside_another(data: st.DataObject, clue: Clue) -> None:
    value: AnswerValue | None = None
    for id_ in data.draw(st.lists(st.sampled_from(list(clue.answers)), min_size=1, max_size=8)):
        had = (value,) if isinstance(value, str) else value or ()
        value = toggled(clue, value, id_)
        now = (value,) if isinstance(value, str) else value or ()
        assert (id_ in now) != (id_ in had)
        assert len(now) <= 1 or not any(clue.answers[one].alone for one in now)
        assert list(now) == [one for one in clue.answers if one in now], "the order is that of the question"
        if len(now) > 1:
            assert "+".join(now) in clue.answers, "the knowledge takes them together"


@given(st.data())
def test_every_answer_that_the_window_gives_survives_the_file(data: st.DataObject) -> None:
    clue = data.draw(st.sampled_from(SEVERAL))
    value: ClueAnswer | None = None
    for _ in range(3):
        place = data.draw(st.sampled_from((None, *PLACES)))
        value = with_answer(value, place, data.draw(st.sampled_from(list(clue.answers))))
    assert value is not None
    read = parse_case(dump_case(Case(clues={clue.id: value})).encode())
    assert dict(read.clues) == {clue.id: value}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("yes", "weak"),
        ({"right": "yes"}, "weak (right)"),
        ({"right": "yes", "left": "no"}, "weak (right), normal (left)"),
        ({"right": "4-", "left": "4-"}, "grade 4- (both sides)"),
        ({"left": "5/5"}, "grade 5 (left)"),
        ("<b>\x1b", "<b>\\x1b"),
    ],
)
def test_answers_are_said_with_their_side(value: ClueAnswer, expected: str) -> None:
    clue = load_clinical().clues["inversion_weak"]
    assert answer_text(load_wording(), clue, value) == expected
