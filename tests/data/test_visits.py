"""What case files say about visits and patients: formats 1 and 2, there and back, and what is refused."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footmap.core.drawing import Case, Drawing, Stroke, footprint
from footmap.core.geometry import difference
from footmap.core.record import COMPLAINT_SIDES, DRAWN_BY, Pain, Patient, PatientRecord, Visit
from footmap.data.case_strokes import MAX_STROKE_POINTS, fitted
from footmap.data.casefile import dump_case, parse_case, read_case, save_bytes, write_case
from footmap.data.patient_file import parse_record, read_record, record_bytes, write_record
from footmap.data.reading import is_gone
from footmap.data.visit_json import case_of, visit_of
from footmap.errors import CaseError

DOT = Stroke("right", "foot_dorsal", "add", "brush", "pain", ((0.0, 10.0),), radius_mm=5.0)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
some_words = words.filter(lambda s: bool(s.strip()))
ids = st.from_regex(r"[0-9a-f]{16}", fullmatch=True)
scale = st.none() | st.integers(0, 1000).map(lambda n: n / 100.0)
zones = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
dates = st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 30), timezones=zones).map(
    lambda at: at.replace(microsecond=0)
)
patients = st.builds(
    Patient,
    id=ids,
    pseudonym=some_words,
    name=words,
    birth_year=st.none() | st.integers(1850, 2200),
    number=words,
    extra=st.sampled_from([(), (("allergy", '"latex"'),)]),
)
visits = st.builds(
    Visit,
    id=ids,
    at=st.none() | dates,
    case=st.builds(
        Case,
        drawing=st.integers(0, 2).map(lambda n: Drawing((DOT,) * n)),
        note=words,
        extra=st.sampled_from([(), (("zz", "[1]"),)]),
    ),
    examiner=words,
    drawn_by=st.none() | st.sampled_from(DRAWN_BY),
    complaint_side=st.none() | st.sampled_from(COMPLAINT_SIDES),
    pain=st.builds(Pain, scale, scale, scale),
    tags=st.lists(some_words, max_size=3, unique=True).map(tuple),
)


@given(visits, st.none() | patients)
def test_a_visit_in_a_file_is_the_same_visit(visit: Visit, patient: Patient | None) -> None:
    text = dump_case(case_of(visit, patient))
    case = parse_case(text.encode())
    assert visit_of(case) == (visit, patient)
    assert dump_case(case) == text
    assert json.loads(text)["version"] == 1


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(patients, st.lists(visits, max_size=3, unique_by=lambda v: v.id).map(tuple))
def test_a_patient_in_a_file_is_the_same_patient(patient: Patient, made: tuple[Visit, ...]) -> None:
    record = PatientRecord(patient, made)
    data = record_bytes(record)
    assert parse_record(data) == record
    assert record_bytes(record) == data
    assert json.loads(data)["version"] == (1 if len(made) == 1 else 2)


def three_visits() -> PatientRecord:
    at = datetime.fromisoformat("2026-11-28T09:30:00+01:00")
    made = [
        Visit(f"v{i}", at - timedelta(days=days), Case(Drawing((DOT,) * (i + 1)), note=f"note {i}"))
        for i, days in enumerate((3, 0, 40))
    ]
    return PatientRecord(Patient("p1", "Balu Remo"), tuple(made))


@pytest.mark.parametrize(
    ("wanted", "note"), [("", "note 1"), ("v0", "note 0"), ("v2", "note 2"), ("2026-10-19", "note 2")]
)
def test_the_newest_visit_is_read_or_the_one_that_is_named(tmp_path: Path, wanted: str, note: str) -> None:
    path = tmp_path / "p.footmap"
    write_record(path, three_visits())
    assert read_case(path, wanted).note == note


@pytest.mark.parametrize(("wanted", "words"), [("v9", "v0 2026-11-25"), ("2026-11", "More than one")])
def test_a_visit_that_is_not_there_or_not_the_only_one_is_refused(tmp_path: Path, wanted: str, words: str) -> None:
    path = tmp_path / "p.footmap"
    write_record(path, three_visits())
    with pytest.raises(CaseError, match=words):
        read_case(path, wanted)


def test_a_file_of_one_visit_without_a_name_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.footmap"
    write_case(path, Case())
    with pytest.raises(CaseError, match="it has \\?"):
        read_case(path, "x")


def test_a_saved_visit_takes_its_place_among_the_others(tmp_path: Path) -> None:
    path = tmp_path / "p.footmap"
    record = three_visits()
    write_record(path, record)
    case = read_case(path)
    write_case(path, replace(case, note="changed"))
    again = read_record(path)
    assert isinstance(again, PatientRecord)
    assert [v.case.note for v in again.visits] == ["note 0", "changed", "note 2"]
    assert again.patient == record.patient


def test_a_case_that_is_none_of_the_visits_does_not_overwrite_them(tmp_path: Path) -> None:
    path = tmp_path / "p.footmap"
    write_record(path, three_visits())
    before = path.read_bytes()
    stranger = case_of(Visit("v1", case=Case()), Patient("p2", "Tiva"))
    for case in (Case(), stranger):
        with pytest.raises(CaseError, match="another name"):
            write_case(path, case)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("member", "where"),
    [
        ({"date": "2026-11-28"}, "date"),
        ({"date": "2026-11-28T10:00"}, "date"),
        ({"date": "9999-12-31T23:00:00-14:00"}, "date"),
        ({"date": 3}, "date"),
        ({"drawn_by": "dog"}, "drawn_by"),
        ({"complaint_side": ["left"]}, "complaint_side"),
        ({"pain": {"now": 11}}, "pain.now"),
        ({"pain": {"now": True}}, "pain.now"),
        ({"pain": {"later": 1}}, "pain"),
        ({"tags": ["a", "a"]}, "tags[1]"),
        ({"tags": [""]}, "tags[0]"),
        ({"tags": "a"}, "tags"),
        ({"examiner": "x" * 10_000}, "examiner"),
        ({"visit_id": ""}, "visit_id"),
        ({"visit_id": "x" * 1000}, "visit_id"),
        ({"patient": {}}, "patient.id"),
        ({"patient": {"id": "a", "pseudonym": " "}}, "patient.pseudonym"),
        ({"patient": {"id": "a", "pseudonym": "b", "birth_year": "1970"}}, "patient.birth_year"),
        ({"patient": {"id": "a", "pseudonym": "b", "name": "\ud800"}}, "patient.name"),
        ({"body": "x" * 10_000}, "body"),
        ({"atlas_version": "x" * 10_000}, "atlas_version"),
        ({"clues": {"a" * 10_000_000: "y"}}, "clues"),
        ({"clues": {"a": "y" * 10_000}}, "clues.a"),
    ],
)
def test_a_wrong_key_is_refused_in_a_short_sentence(member: dict[str, Any], where: str) -> None:
    document = {"format": "footmap-case", "version": 1, "strokes": [], **member}
    with pytest.raises(CaseError) as caught:
        parse_case(json.dumps(document).encode())
    assert caught.value.where == where
    assert str(caught.value).endswith(".")
    assert len(str(caught.value)) + len(caught.value.where) < 600


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ({"visits": []}, "patient"),
        ({"patient": {"id": "a", "pseudonym": "b"}}, "visits"),
        ({"patient": {"id": "a", "pseudonym": "b"}, "visits": []}, "visits"),
        ({"patient": {"id": "a", "pseudonym": "b"}, "visits": [3]}, "visits[0]"),
        ({"patient": {"id": "a", "pseudonym": "b"}, "visits": [{"strokes": []}]}, "visits[0].visit_id"),
        ({"patient": {"id": "a", "pseudonym": "b"}, "visits": [{"visit_id": "x", "strokes": []}] * 2}, "visits"),
        ({"patient": {"id": "a", "pseudonym": "b"}, "visits": [{"visit_id": "x", "patient": {}}]}, "visits[0].patient"),
    ],
)
def test_a_wrong_file_of_several_visits_is_refused(document: dict[str, Any], where: str) -> None:
    with pytest.raises(CaseError) as caught:
        parse_case(json.dumps({"format": "footmap-case", "version": 2, **document}).encode())
    assert caught.value.where == where


def test_what_could_not_be_opened_is_not_saved(tmp_path: Path) -> None:
    path = tmp_path / "c.footmap"
    write_case(path, Case(note="old"))
    before = path.read_bytes()
    bad = [
        Case(body="x" * 500),
        Case(clues={"a" * 101: "y"}),
        Case(extra=(("tags", '["a", "a"]'),)),
        Case(Drawing((replace(DOT, radius_mm=0.0),))),
        Case(Drawing((replace(DOT, intensity=11.0),))),
        Case(Drawing((replace(DOT, points_mm=((float("nan"), 0.0),)),))),
        Case(note="\ud800"),
    ]
    for case in bad:
        with pytest.raises(CaseError):
            write_case(path, case)
    assert path.read_bytes() == before


def test_a_stroke_of_more_points_than_a_file_holds_is_parted_and_covers_the_same_skin() -> None:
    count = MAX_STROKE_POINTS + 500
    points = tuple((round(i * 0.002, 2), round(20 + (i % 7) * 0.1, 2)) for i in range(count))
    radii = tuple(3.0 + (i % 5) * 0.1 for i in range(count))
    stroke = replace(DOT, points_mm=points, radii_mm=radii, radius_mm=3.4)
    area = replace(DOT, shape="area", radius_mm=0.0, points_mm=(*points, (0.0, 60.0)))
    case = parse_case(save_bytes(Case(Drawing((replace(stroke, radii_mm=()), stroke, area)))))
    assert len(case.drawing.strokes) == 5
    assert case.drawing.strokes[0].points_mm[-1] == case.drawing.strokes[1].points_mm[0]
    whole = footprint(replace(stroke, radii_mm=()))
    parts = [footprint(s) for s in case.drawing.strokes[:2]]
    left = difference(difference(whole, parts[0]), parts[1])
    assert left.area < 1e-3 * whole.area


def test_a_point_far_outside_a_picture_does_not_keep_a_case_from_being_saved() -> None:
    stroke = replace(DOT, points_mm=((0.0, 10.0), (5000.0, 10.0)))
    left = replace(stroke, side="left", points_mm=((0.0, 10.0), (-5000.0, 10.0)))
    case = Case(Drawing((stroke, left, DOT)))
    again = parse_case(save_bytes(case))
    assert again.drawing.strokes[0].points_mm[0] == (0.0, 10.0)
    assert again.drawing.strokes[0].points_mm[1][0] == -again.drawing.strokes[1].points_mm[1][0]
    assert again.drawing.strokes[2] == DOT
    assert fitted(again) is again


def test_a_name_that_cannot_be_is_gone_and_one_that_cannot_be_known_is_not(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    there = tmp_path / "there"
    there.touch()
    gone = [tmp_path / ("n" * 300), tmp_path / "absent", there / "below", Path("a\0b"), loop]
    assert [is_gone(path) for path in gone] == [True] * 5
    assert not is_gone(there)


json_nodes: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=3) | st.just([]) | st.just({})
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_stands_in_a_file_of_several_visits_is_read_or_refused(data: st.DataObject) -> None:
    document = json.loads(record_bytes(three_visits()))
    node: Any = document
    for _ in range(data.draw(st.integers(1, 5))):
        keys = sorted(node) if isinstance(node, dict) else range(len(node))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(node[key], dict | list) or not node[key] or data.draw(st.booleans()):
            node[key] = data.draw(json_nodes)
            break
        node = node[key]
    text = json.dumps(document).encode()
    for read in (parse_case, parse_record):
        try:
            read(text)
        except CaseError as error:
            words = str(error)
        else:
            words = "read."
        assert words.endswith(".")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_reading_does_not_wait_for_a_pipe_or_a_device(tmp_path: Path) -> None:
    pipe = tmp_path / "x.footmap"
    os.mkfifo(pipe)
    for path, what in ((pipe, "pipe"), (Path("/dev/zero"), "device"), (tmp_path, "folder")):
        with pytest.raises(CaseError, match=what):
            read_case(path)
