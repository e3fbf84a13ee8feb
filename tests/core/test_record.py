"""Patients and visits as values, and pseudonyms."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from footmap.core.drawing import Case, Drawing, Stroke
from footmap.core.pseudonym import CONSONANTS, VOWELS, pseudonym
from footmap.core.record import Patient, PatientRecord, Visit, new_id, next_visit, suggested_answers, with_visit

NOW = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)
DOT = Stroke("right", "foot_dorsal", "add", "brush", "pain", ((0.0, 0.0),), radius_mm=5.0)


@given(st.lists(st.none() | st.integers(0, 10_000).map(lambda s: NOW + timedelta(seconds=s)), min_size=1, max_size=6))
def test_the_newest_visit_is_the_one_with_the_latest_date(dates: list[datetime | None]) -> None:
    visits = tuple(Visit(str(i), at) for i, at in enumerate(dates))
    record = PatientRecord(Patient("p", "Balu Remo"), visits)
    known = [at for at in dates if at is not None]
    newest = record.newest
    assert newest is not None
    assert newest.at == (max(known) if known else None)
    assert sorted(v.id for v in record.by_date) == sorted(v.id for v in visits)


def test_a_new_visit_has_an_empty_drawing_and_only_suggests_answers() -> None:
    case = Case(Drawing((DOT,)), {"foot_drop": "yes", "cough": "no"}, note="seen", body="female")
    last = Visit("a", NOW, case, examiner="Dr B", complaint_side="left", tags=("x",))
    visit = next_visit(last, NOW + timedelta(days=40))
    assert visit.case.drawing.strokes == ()
    assert dict(visit.case.clues) == {}
    assert visit.case.note == ""
    assert (visit.case.body, visit.examiner, visit.complaint_side, visit.tags) == ("female", "Dr B", "left", ())
    assert visit.id != last.id
    answered = replace(visit.case, clues={"cough": "yes"})
    assert dict(suggested_answers(last, answered)) == {"foot_drop": "yes"}
    assert dict(suggested_answers(None, answered)) == {}


def test_a_visit_is_put_in_the_place_of_the_one_with_its_id() -> None:
    record = PatientRecord(Patient("p", "Balu"), (Visit("a"), Visit("b")))
    changed = with_visit(record, Visit("a", NOW))
    assert [(v.id, v.at) for v in changed.visits] == [("a", NOW), ("b", None)]
    assert [v.id for v in with_visit(changed, Visit("c")).visits] == ["a", "b", "c"]


def test_ids_do_not_repeat() -> None:
    assert len({new_id() for _ in range(2000)}) == 2000


@given(st.integers())
def test_a_pseudonym_can_be_spoken_and_is_not_taken(seed: int) -> None:
    first = pseudonym(chance=random.Random(seed))
    for word in first.lower().split():
        assert all(c in CONSONANTS for c in word[::2])
        assert all(v in VOWELS for v in word[1::2])
    assert pseudonym({first}, random.Random(seed)) != first


def test_where_every_pseudonym_is_taken_a_number_tells_them_apart() -> None:
    class Everything(set[str]):
        def __contains__(self, name: object) -> bool:
            return not str(name).endswith(" 3")

    assert pseudonym(Everything(), random.Random(1)).endswith(" 3")
