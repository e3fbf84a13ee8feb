"""A patient with visits in a file, and back: one visit as case format 1, several as case format 2."""

from __future__ import annotations

import json
from pathlib import Path

from footmap.core.record import Patient, PatientRecord, Visit
from footmap.errors import CaseError, Message

from . import visit_json
from .casefile import MAX_BYTES, case_from, parse_document, read_file, save_bytes, save_file
from .json_strict import extra, read_document

_KNOWN = frozenset({"format", "version", "patient", "visits"})


def read_record(path: Path | str) -> PatientRecord | Visit:
    """All that a case file holds: a patient with visits, or, of a file that names no patient, the visit alone.

    Raises
    ------
    CaseError
        One sentence; a file is read whole or refused whole.
    """
    return parse_record(read_file(path))


def parse_record(data: bytes) -> PatientRecord | Visit:
    """As `read_record`, from the bytes of a file."""
    document = parse_document(data)
    several = document["version"] == visit_json.MANY_VISITS
    patient: Patient | None = visit_json.read_patient(document["patient"]) if several else None
    visits = []
    for i, raw in enumerate(visit_json.raw_visits(document)):
        try:
            visit, named = visit_json.visit_of(case_from(raw))
        except CaseError as error:
            if not several:
                raise
            where = f"visits[{i}]" + (f".{error.where}" if error.where else "")
            raise CaseError(Message("Visit {number}: {why}", number=i + 1, why=error), where) from error
        patient = patient or named
        visits.append(visit)
    if patient is None:
        return visits[0]
    return PatientRecord(patient, tuple(visits), extra(document, _KNOWN, "") if several else ())


def write_record(path: Path | str, record: PatientRecord) -> None:
    """Write a patient: one visit as a file of format 1, several or none as one of format 2.

    Raises
    ------
    CaseError
        If the file cannot be written, or could not be opened again.
    """
    save_file(Path(path), record_bytes(record))


def record_bytes(record: PatientRecord) -> bytes:
    """Bytes of the file of a patient, read back once."""
    cases = [visit_json.case_of(visit, record.patient) for visit in record.visits]
    if len(cases) == 1 and not record.extra:
        return save_bytes(cases[0])
    visits = []
    for case in cases:
        raw = read_document(save_bytes(case))
        visits.append({key: value for key, value in raw.items() if key not in ("format", "version", "patient")})
    patient = json.loads(visit_json.patient_text(record.patient))
    more = {key: json.loads(value) for key, value in record.extra}
    document = {
        **more,
        "format": visit_json.FORMAT,
        "version": visit_json.MANY_VISITS,
        "patient": patient,
        "visits": visits,
    }
    try:
        data = visit_json.many_text(document).encode("utf-8")
    except UnicodeEncodeError as error:
        raise CaseError("A text about the patient holds half a character pair and cannot be saved.") from error
    if len(data) > MAX_BYTES:
        raise CaseError("The visits together are too large to be opened again, so nothing was saved.")
    visit_json.raw_visits(parse_document(data))
    return data
