"""Teachers' sets: read back as they were written, refused in one sentence; tables without formulas."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footmap.core.drawing import Case, Drawing, Stroke
from footmap.core.ids import QUALITIES, SIDES
from footmap.data.footset import Accepted, Footset, SetCase, footset_bytes, parse_footset, read_footset, write_footset
from footmap.data.output import check_output
from footmap.data.table import csv_text
from footmap.errors import FootmapError, StudyError

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,20}", fullmatch=True)
STROKES = st.builds(
    Stroke,
    side=st.sampled_from(SIDES),
    view=st.just("foot_plantar"),
    mode=st.just("add"),
    shape=st.just("brush"),
    quality=st.sampled_from(QUALITIES),
    points_mm=st.lists(st.tuples(st.floats(-20, 20), st.floats(20, 120)), min_size=1, max_size=3).map(
        lambda points: tuple((round(x, 2) + 0.0, round(y, 2) + 0.0) for x, y in points)
    ),
    radius_mm=st.floats(1, 20).map(lambda r: round(r, 2)),
)
CASES = st.builds(
    SetCase,
    id=IDS,
    question=WORDS,
    case=st.builds(Case, drawing=st.builds(Drawing, st.lists(STROKES, max_size=2).map(tuple)), note=WORDS),
    accepted=st.sampled_from([Accepted(nerves=("sural",)), Accepted((), ("S1",), ("s1_radiculopathy",))]),
    lesson=WORDS,
    source=WORDS,
)
SETS = st.builds(
    Footset,
    id=IDS,
    title=WORDS.filter(bool),
    author=WORDS,
    about=WORDS,
    cases=st.lists(CASES, min_size=1, max_size=3, unique_by=lambda case: case.id).map(tuple),
    facts=st.lists(st.sampled_from(["skin:nerve:sural", "apart:L5|common_fibular"]), max_size=2).map(tuple),
)
PLAIN = Footset(
    "week-1", "Week 1", cases=(SetCase("a", "Which nerve?", Case(), Accepted(nerves=("sural",)), "Sural."),)
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(SETS)
def test_a_set_is_read_as_it_was_written(footset: Footset) -> None:
    data = footset_bytes(footset)
    assert parse_footset(data) == footset
    assert footset_bytes(parse_footset(data)) == data


def changed(**change: Any) -> bytes:
    document = json.loads(footset_bytes(PLAIN))
    case = change.pop("case", {})
    document["cases"][0] |= case
    return json.dumps(document | change).encode()


STROKE = {"side": "right", "view": "foot_plantar", "mode": "add", "shape": "brush", "quality": "pain", "radius_mm": 5}


def with_stroke(**change: Any) -> dict[str, Any]:
    inner = json.loads(footset_bytes(PLAIN))["cases"][0]["case"]
    return {"case": inner | {"strokes": [STROKE | {"points_mm": [[0, 50]]} | change]}}


@pytest.mark.parametrize(
    ("data", "words", "where"),
    [
        (b"", "not valid JSON", ""),
        (b"[1]", "not a footmap set file", ""),
        (b'{"format": "footmap-case"}', "not a set of footmap", "format"),
        (changed(version=2), "newer footmap", "version"),
        (changed(version=True), "not a whole number", "version"),
        (changed(surprise=1), "surprise: is not known", ""),
        (changed(title=""), "title", ""),
        (changed(cases=[], facts=[]), "is empty", "cases"),
        (changed(facts=["no colon"]), "facts", ""),
        (changed(case={"accepted": {"nerves": ["surral"]}}), "accepts surral", "cases[0].accepted.nerves"),
        (changed(case={"accepted": {}}), "accepts no answer", "cases[0].accepted"),
        (changed(case={"case": {"format": "footmap-case", "version": 9}}), "newer footmap", "cases[0].case.version"),
        (changed(case=with_stroke(points_mm=[[0, 10**9]])), "outside the picture", "cases[0].case.strokes[0]"),
        (changed(case=with_stroke(quality="itch")), "is not a quality", "cases[0].case.strokes[0].quality"),
        (footset_bytes(PLAIN).replace(b'"title"', b'"id": "x", "title"', 1), "appears twice", ""),
    ],
)
def test_a_broken_or_newer_set_is_refused_in_one_sentence(data: bytes, words: str, where: str) -> None:
    with pytest.raises(StudyError, match=words) as caught:
        parse_footset(data)
    assert "\n" not in str(caught.value)
    assert caught.value.where.startswith(where)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    with pytest.raises(StudyError):
        parse_footset(data)


def test_two_cases_of_one_id_are_refused() -> None:
    twice = Footset("x", "X", cases=(PLAIN.cases[0], PLAIN.cases[0]))
    with pytest.raises(StudyError, match="two cases with the id a"):
        footset_bytes(twice)


def test_saving_replaces_a_set_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "week.footset"
    write_footset(path, PLAIN)
    write_footset(path, PLAIN)
    assert read_footset(path) == PLAIN
    with pytest.raises(StudyError, match=r"is a \.footset file"):
        write_footset(tmp_path / "week.footmap", PLAIN)
    with pytest.raises(FootmapError, match="is a set and would be overwritten"):
        check_output(path)
    with pytest.raises(StudyError, match="no set"):
        read_footset(tmp_path / "none.footset")
    with pytest.raises(StudyError, match="folder"):
        read_footset(tmp_path)


@given(st.lists(st.lists(st.one_of(WORDS, st.integers(), st.floats(allow_nan=False)), min_size=1), max_size=4))
def test_no_cell_of_a_table_is_a_formula(rows: list[list[object]]) -> None:
    text = csv_text(rows)
    assert text.startswith("\ufeff")
    read = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert [len(r) for r in read] == [len(r) for r in rows]
    for given_row, row in zip(rows, read, strict=True):
        for value, cell in zip(given_row, row, strict=True):
            if isinstance(value, str):
                assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
                assert cell.removeprefix("'") == value or cell == value
            else:
                assert cell == str(value)
