"""What a case file says about a visit beside drawing, answers and note: further keys of format 1, and format 2.

Format 1 is one visit; its further keys are ``visit_id``, ``date``, ``examiner``, ``drawn_by``, ``complaint_side``,
``pain``, ``tags`` and ``patient``, all of which may be missing. An edition of footmap that does not know them keeps
them. Format 2 is a patient with visits: ``patient`` and the list ``visits``, each like a file of format 1 without
``format``, ``version`` and ``patient``. In a `Case` these keys are part of `Case.extra`, so that they are kept
wherever a case is passed on; here they are checked, read and written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from footmap.core.drawing import Case
from footmap.core.record import COMPLAINT_SIDES, DRAWN_BY, Pain, Patient, Visit, new_id
from footmap.errors import CaseError, Message

from .json_strict import LONGEST_ID, LONGEST_WORDS, extra, number, shown, text

FORMAT: Final = "footmap-case"
MANY_VISITS: Final = 2
"""Version of the format that holds a patient with several visits."""
KEYS: Final = frozenset(
    {"visit_id", "date", "examiner", "drawn_by", "complaint_side", "pain", "tags", "patient"},
)
MAX_TAGS: Final = 100
MAX_VISITS: Final = 10_000
YEARS: Final = (1850, 2200)
"""Years that a date may have; a year of birth too."""
_PAIN: Final = ("now", "worst", "mean")
_PATIENT: Final = frozenset({"id", "pseudonym", "name", "birth_year", "number"})


def check(document: Mapping[str, Any]) -> None:
    """Refuse a document of format 1 whose keys about the visit are wrong.

    Raises
    ------
    CaseError
        One sentence with the place.
    """
    _fields(document)
    if "patient" in document:
        read_patient(document["patient"])


def visit_of(case: Case, id_: str = "") -> tuple[Visit, Patient | None]:
    """The visit that a case is, and whose; its case has no keys about the visit any more.

    Parameters
    ----------
    case : Case
    id_ : str
        For a case that does not name its visit; a new one is made if left out.

    Raises
    ------
    CaseError
        If a key about the visit is wrong.
    """
    document = {key: json.loads(value) for key, value in case.extra if key in KEYS}
    bare = replace(case, extra=tuple(pair for pair in case.extra if pair[0] not in KEYS))
    fields = _fields(document)
    fields["id"] = fields["id"] or id_ or new_id()
    patient = read_patient(document["patient"]) if "patient" in document else None
    return Visit(case=bare, **fields), patient


def visit_from_head(document: Mapping[str, Any], id_: str) -> Visit:
    """The visit of a document without drawing, answers and note.

    Raises
    ------
    CaseError
        If a key about the visit is wrong.
    """
    return Visit(**{**_fields(document), "id": id_})


def case_of(visit: Visit, patient: Patient | None = None) -> Case:
    """The case of a visit with the keys that say when, by whom and whose; what is not known is left out."""
    members: dict[str, Any] = {"visit_id": visit.id}
    if visit.at is not None:
        members["date"] = visit.at.isoformat(timespec="seconds")
    if visit.examiner:
        members["examiner"] = visit.examiner
    if visit.drawn_by is not None:
        members["drawn_by"] = visit.drawn_by
    if visit.complaint_side is not None:
        members["complaint_side"] = visit.complaint_side
    if not visit.pain.is_empty:
        values = {"now": visit.pain.now, "worst": visit.pain.worst, "mean": visit.pain.mean}
        members["pain"] = {key: _short(value) for key, value in values.items() if value is not None}
    if visit.tags:
        members["tags"] = list(visit.tags)
    texts = {key: json.dumps(value, ensure_ascii=False, sort_keys=True) for key, value in members.items()}
    if patient is not None:
        texts["patient"] = patient_text(patient)
    kept = {key: value for key, value in visit.case.extra if key not in KEYS}
    return replace(visit.case, extra=tuple(sorted({**kept, **texts}.items())))


def patient_text(patient: Patient) -> str:
    """JSON text of a patient, keys sorted."""
    members = {"id": _json(patient.id), "pseudonym": _json(patient.pseudonym), **dict(patient.extra)}
    if patient.name:
        members["name"] = _json(patient.name)
    if patient.birth_year is not None:
        members["birth_year"] = _json(patient.birth_year)
    if patient.number:
        members["number"] = _json(patient.number)
    return "{" + ", ".join(f"{_json(key)}: {members[key]}" for key in sorted(members)) + "}"


def read_patient(raw: Any, where: str = "patient") -> Patient:
    """A patient from a value of JSON.

    Raises
    ------
    CaseError
        If it is refused.
    """
    if not isinstance(raw, dict):
        raise CaseError(Message("The {key} must be an object, not {value}.", key=where, value=shown(raw)), where)
    for key in ("id", "pseudonym"):
        if key not in raw:
            raise CaseError(Message("The patient has no {key}.", key=key), f"{where}.{key}")
    year = raw.get("birth_year")
    if year is not None and (type(year) is not int or not YEARS[0] <= year <= YEARS[1]):
        raise CaseError(
            Message("The year of birth must be a year such as 1970, not {value}.", value=shown(year)),
            f"{where}.birth_year",
        )
    pseudonym = text(raw["pseudonym"], f"{where}.pseudonym", LONGEST_WORDS)
    if not pseudonym.strip():
        raise CaseError("The pseudonym of the patient is empty.", f"{where}.pseudonym")
    return Patient(
        id=_id(raw["id"], f"{where}.id"),
        pseudonym=pseudonym,
        name=text(raw.get("name", ""), f"{where}.name", LONGEST_WORDS),
        birth_year=year,
        number=text(raw.get("number", ""), f"{where}.number", LONGEST_WORDS),
        extra=extra(raw, _PATIENT, where),
    )


def pick(document: Mapping[str, Any], wanted: str = "") -> dict[str, Any]:
    """One visit of a document, as a document of format 1 with its patient.

    Parameters
    ----------
    document : mapping
        Of format 2; one of format 1 is its own only visit.
    wanted : str
        Id of the visit, or the beginning of its date; the newest visit if empty.

    Raises
    ------
    CaseError
        If there is no such visit, or if more than one fits.
    """
    if document.get("version") != MANY_VISITS and not wanted:
        return dict(document)
    visits = raw_visits(document)
    if not visits:
        raise CaseError("The file has a patient but no visit.", "visits")
    dated = [(_when(raw.get("date"), f"visits[{i}].date"), i) for i, raw in enumerate(visits)]
    if not wanted:
        _, at = max(dated, key=lambda pair: (pair[0] is not None, pair[0].timestamp() if pair[0] else 0.0, pair[1]))
        return visits[at]
    found = [raw for raw in visits if raw.get("visit_id") == wanted]
    found = found or [raw for raw in visits if isinstance(raw.get("date"), str) and raw["date"].startswith(wanted)]
    if len(found) == 1:
        return found[0]
    words = (
        Message("No visit of this file is {value}", value=shown(wanted))
        if not found
        else Message("More than one visit is of {value}", value=shown(wanted))
    )
    each = (f"{raw.get('visit_id', '')} {raw.get('date', '')}".strip() for raw in visits[:5])
    names = ", ".join(name or "?" for name in each)
    if len(visits) > 5:
        more = len(visits) - 5
        raise CaseError(
            Message("{what}; it has {names} and {more} more.", what=words, names=names, more=more), "visits"
        )
    raise CaseError(Message("{what}; it has {names}.", what=words, names=names), "visits")


def raw_visits(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every visit of a document of format 2, as documents of format 1 with the patient in each.

    Raises
    ------
    CaseError
        If `patient` or `visits` is missing or wrong.
    """
    if document.get("version") != MANY_VISITS:
        return [dict(document)]
    visits = document.get("visits")
    if not isinstance(visits, list):
        raise CaseError("A case file of version 2 needs a list of visits.", "visits")
    if len(visits) > MAX_VISITS:
        raise CaseError(
            Message("The file has {count} visits; at most {most} can be opened.", count=len(visits), most=MAX_VISITS),
            "visits",
        )
    if "patient" not in document:
        raise CaseError("A case file of version 2 needs a patient.", "patient")
    patient = document["patient"]
    read_patient(patient)
    out = []
    for i, raw in enumerate(visits):
        if not isinstance(raw, dict):
            raise CaseError(
                Message("Visit {number} must be an object, not {value}.", number=i + 1, value=shown(raw)),
                f"visits[{i}]",
            )
        if "patient" in raw:
            raise CaseError(Message("Visit {number} names a patient of its own.", number=i + 1), f"visits[{i}].patient")
        _id(raw.get("visit_id"), f"visits[{i}].visit_id")
        out.append({**raw, "format": FORMAT, "version": 1, "patient": patient})
    ids = [raw["visit_id"] for raw in out]
    if len(set(ids)) < len(ids):
        twice = next(id_ for id_ in ids if ids.count(id_) > 1)
        raise CaseError(Message("Two visits have the id {value}.", value=shown(twice)), "visits")
    return out


def with_visit(document: Mapping[str, Any], visit: Mapping[str, Any]) -> str:
    """Text of a document of format 2 in which one of its visits is replaced by a document of format 1.

    Raises
    ------
    KeyError
        If the document has no visit of that id, or is about another patient.
    """
    patient = visit.get("patient", document["patient"])
    if patient.get("id") != document["patient"].get("id"):
        raise KeyError("patient")
    bare = {key: value for key, value in visit.items() if key not in ("patient", "format", "version")}
    id_ = visit.get("visit_id")
    if all(old["visit_id"] != id_ for old in document["visits"]):
        raise KeyError("visit_id")
    visits = [bare if old["visit_id"] == id_ else old for old in document["visits"]]
    return many_text({**document, "patient": patient, "visits": visits})


def many_text(document: Mapping[str, Any]) -> str:
    """Text of a document of format 2: keys sorted, a stroke in a line, so that versions can be compared."""
    members = {key: _json(value) for key, value in document.items() if key != "visits"}
    members["visits"] = _lines([_visit_text(visit) for visit in document["visits"]], " ")
    return "{\n" + ",\n".join(f" {_json(key)}: {members[key]}" for key in sorted(members)) + "\n}\n"


def _visit_text(visit: Mapping[str, Any]) -> str:
    members = {key: _json(value) for key, value in visit.items()}
    members["strokes"] = _lines([_json(stroke) for stroke in visit["strokes"]], "   ")
    return "{\n" + ",\n".join(f"   {_json(key)}: {members[key]}" for key in sorted(members)) + "\n  }"


def _lines(items: list[str], indent: str) -> str:
    return "[\n" + ",\n".join(f"{indent} {item}" for item in items) + f"\n{indent}]" if items else "[]"


def _fields(document: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": _id(document["visit_id"], "visit_id") if "visit_id" in document else "",
        "at": _when(document.get("date"), "date"),
        "examiner": text(document.get("examiner", ""), "examiner", LONGEST_WORDS),
        "drawn_by": _one_of(document.get("drawn_by"), DRAWN_BY, "drawn_by"),
        "complaint_side": _one_of(document.get("complaint_side"), COMPLAINT_SIDES, "complaint_side"),
        "pain": _pain(document.get("pain", {})),
        "tags": _tags(document.get("tags", [])),
    }


def _id(value: Any, where: str) -> str:
    found = text("" if value is None else value, where, LONGEST_ID)
    if not found.strip():
        raise CaseError(Message("The {key} is missing or empty.", key=where), where)
    return found


def _when(value: Any, where: str) -> datetime | None:
    if value is None:
        return None
    words = Message(
        "The {key} must be a date and time with its zone such as 2026-11-28T18:05:00+01:00, not {value}.",
        key=where,
        value=shown(value),
    )
    if not isinstance(value, str) or len(value) > LONGEST_ID:
        raise CaseError(words, where)
    try:
        found = datetime.fromisoformat(value).replace(microsecond=0)
    except ValueError as error:
        raise CaseError(words, where) from error
    if found.tzinfo is None or not YEARS[0] <= found.year <= YEARS[1]:
        raise CaseError(words, where)
    return found


def _one_of(value: Any, allowed: tuple[str, ...], where: str) -> str | None:
    if value is not None and (not isinstance(value, str) or value not in allowed):
        raise CaseError(
            Message(
                "{value} is not a {key}; it is one of {choices}.",
                value=shown(value),
                key=where,
                choices=", ".join(allowed),
            ),
            where,
        )
    return value


def _pain(raw: Any) -> Pain:
    if not isinstance(raw, dict) or any(key not in _PAIN for key in raw):
        raise CaseError("The pain is an object with now, worst and mean, and nothing else.", "pain")
    values: dict[str, float] = {}
    for key, value in raw.items():
        found = number(value, "The pain ({key})", f"pain.{key}", key=key)
        if not 0.0 <= found <= 10.0:
            raise CaseError(Message("The pain ({key}) must lie between 0 and 10.", key=key), f"pain.{key}")
        values[key] = round(found, 2) + 0.0
    return Pain(**values)


def _tags(raw: Any) -> tuple[str, ...]:
    if not isinstance(raw, list) or len(raw) > MAX_TAGS:
        raise CaseError(Message("The tags must be a list of at most {most} texts.", most=MAX_TAGS), "tags")
    out = [text(value, f"tags[{i}]", LONGEST_WORDS) for i, value in enumerate(raw)]
    for i, tag in enumerate(out):
        if not tag.strip() or tag in out[:i]:
            raise CaseError(Message("Tag {number} is empty or given twice.", number=i + 1), f"tags[{i}]")
    return tuple(out)


def _short(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
