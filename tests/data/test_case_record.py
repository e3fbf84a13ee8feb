"""The published schema of case files and their reader are of one mind."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from footmap.core.drawing import Case
from footmap.core.record import Patient, PatientRecord, Visit
from footmap.data.case_record import CaseFile, PatientFile
from footmap.data.casefile import dump_case, parse_case
from footmap.data.patient_file import record_bytes
from footmap.data.samples import load_samples
from footmap.errors import CaseError

from .test_casefile import BOUNDS, cases, json_values

WHOLE: dict[str, Any] = {
    "format": "footmap-case",
    "version": 1,
    "atlas_version": "1",
    "body": "male",
    "note": "n",
    "clues": {"foot_drop": "yes", "slr": {"right": "positive", "left": ["a", "b"]}},
    "cleared": {"cauda_equina": "MRI normal"},
    "cleared_on": {"cauda_equina": ["saddle_or_sphincter"]},
    "visit_id": "v1",
    "date": "2026-11-28T18:05:00+01:00",
    "examiner": "E",
    "drawn_by": "patient",
    "complaint_side": "left",
    "pain": {"now": 3, "worst": 8.5},
    "tags": ["t"],
    "patient": {"id": "p", "pseudonym": "Balu", "birth_year": 1970, "number": "7", "name": "N"},
    "strokes": [
        {
            "side": "right",
            "view": "foot_dorsal",
            "mode": "add",
            "shape": "brush",
            "quality": "pain",
            "points_mm": [[0, 0], [1.5, 2]],
            "radius_mm": 4,
            "radii_mm": [3, 4],
            "intensity": 5,
        }
    ],
}
"""Every key that the format knows."""


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place inside a document."""
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [at, *(place for key in keys for place in places(value[key], (*at, key)))]


PLACES = [place for place in places(WHOLE) if place]


def changed(place: tuple[Any, ...], value: Any, *, gone: bool = False) -> dict[str, Any]:
    document = copy.deepcopy(WHOLE)
    inside: Any = document
    for key in place[:-1]:
        inside = inside[key]
    if gone:
        del inside[place[-1]]
    else:
        inside[place[-1]] = value
    return document


def is_read(document: dict[str, Any]) -> bool:
    try:
        parse_case(json.dumps(document).encode(), BOUNDS)
    except CaseError:
        return False
    return True


def is_described(document: dict[str, Any]) -> bool:
    try:
        CaseFile.model_validate_json(json.dumps(document))
    except ValidationError:
        return False
    return True


@given(cases)
def test_what_is_written_is_what_the_schema_says(case: Case) -> None:
    CaseFile.model_validate_json(dump_case(case))


def test_samples_and_files_of_patients_are_what_the_schema_says() -> None:
    read = [parse_case(sample.path.read_bytes()) for sample in load_samples()]
    for sample in load_samples():
        CaseFile.model_validate_json(sample.path.read_bytes())
    visits = tuple(Visit(f"v{i}", case=case) for i, case in enumerate(read))
    PatientFile.model_validate_json(record_bytes(PatientRecord(Patient("p", "Balu"), visits)))
    assert is_read(WHOLE)
    assert is_described(WHOLE)


@given(place=st.sampled_from(PLACES), value=json_values | st.floats(-300, 300), gone=st.booleans())
def test_the_schema_allows_whatever_is_read(place: tuple[Any, ...], value: Any, gone: bool) -> None:
    document = changed(place, value, gone=gone)
    if is_read(document):
        assert is_described(document)


@pytest.mark.parametrize("place", [place for place in PLACES if place[0] != "version"], ids=str)
def test_neither_takes_a_value_of_a_strange_kind(place: tuple[Any, ...]) -> None:
    document = changed(place, {"strange": [None]})
    assert not is_read(document)
    assert not is_described(document)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("strokes", 0, "intensity"), 11),
        (("strokes", 0, "radius_mm"), 201),
        (("strokes", 0, "radii_mm"), [0, 1]),
        (("strokes", 0, "points_mm"), []),
        (("strokes", 0, "points_mm"), [[1, 2, 3]]),
        (("strokes", 0, "view"), "foot_top"),
        (("pain",), {"now": 11}),
        (("pain",), {"never": 1}),
        (("clues",), {"1x": "yes"}),
        (("clues",), {"slr": {"middle": "yes"}}),
        (("clues",), {"slr": []}),
        (("clues",), {"power": 4}),
        (("patient",), {"id": "p"}),
        (("patient",), {"id": "p", "pseudonym": "B", "birth_year": 1200}),
        (("drawn_by",), "nobody"),
        (("format",), "other"),
    ],
    ids=str,
)
def test_neither_takes_a_value_out_of_range(place: tuple[Any, ...], value: Any) -> None:
    assert not is_read(changed(place, value))
    assert not is_described(changed(place, value))
