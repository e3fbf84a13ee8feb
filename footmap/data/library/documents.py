"""Visits as the JSON texts that a library keeps: whole documents, and steps from one state to the next.

A document is a case file of format 1. A step says which strokes at the beginning and at the end of the drawing stay,
what comes between them, and which other keys have changed: ``{"strokes": [kept, kept_at_the_end, [...]], "set": {...},
"gone": [...]}``. What is kept was read by the rules of case files first.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from footmap.core.drawing import Case, Drawing, Stroke
from footmap.core.record import Patient, Visit

from .. import visit_json
from ..case_strokes import MAX_STROKE_POINTS, fitted
from ..casefile import case_from, save_bytes
from ..json_strict import read_document

_UNLISTED: Final = frozenset({"strokes", "clues", "note", "cleared", "cleared_on", "patient"})
"""Keys that no list shows, or that it takes from elsewhere."""


@dataclass(frozen=True)
class Known:
    """What the library holds of a visit.

    Attributes
    ----------
    members : mapping
        Everything but the strokes, as values of JSON.
    strokes : tuple of Stroke
        As they are in memory.
    parts : mapping of int to int
        Place of a stroke -> number of stored strokes that stand for it, where that is not 1.
    """

    members: Mapping[str, Any]
    strokes: tuple[Stroke, ...]
    parts: Mapping[int, int]

    def stored(self, count: int) -> int:
        """Number of stored strokes that stand for the first `count`."""
        return count + sum(n - 1 for place, n in self.parts.items() if place < count)


def document_text(visit: Visit, patient: Patient) -> str:
    """A whole visit with its patient.

    Raises
    ------
    CaseError
        If it could not be read again.
    """
    return packed(read_document(save_bytes(visit_json.case_of(visit, patient))))


def known(visit: Visit, patient: Patient) -> Known:
    """What a document that was just made from a visit, or read as one, stands for."""
    strokes = visit.case.drawing.strokes
    return Known(_members(visit, patient), strokes, _parts(strokes, visit.case.body, 0))


def step(before: Known, visit: Visit, patient: Patient) -> tuple[str, Known] | None:
    """Text of the step to the present state of a visit, and what is known after it; None if nothing has changed.

    The cost grows with what has changed, not with the drawing.

    Raises
    ------
    CaseError
        If the state could not be read again.
    """
    old, new = before.strokes, visit.case.drawing.strokes
    out: dict[str, Any] = {}
    parts = before.parts
    if new is not old and new != old:
        first = _common(old, new)
        last = _common(old[first:][::-1], new[first:][::-1])
        middle = new[first : len(new) - last]
        kept_first = before.stored(first)
        kept_last = before.stored(len(old)) - before.stored(len(old) - last)
        out["strokes"] = [kept_first, kept_last, _stroke_values(middle, visit.case)]
        moved = len(new) - len(old)
        parts = {
            **{place: n for place, n in before.parts.items() if place < first},
            **_parts(middle, visit.case.body, first),
            **{place + moved: n for place, n in before.parts.items() if place >= len(old) - last},
        }
    members = _members(visit, patient)
    changed = {
        key: value for key, value in members.items() if key not in before.members or before.members[key] != value
    }
    gone = sorted(before.members.keys() - members.keys())
    if changed:
        out["set"] = changed
    if gone:
        out["gone"] = gone
    return (packed(out), Known(members, new, parts)) if out else None


def applied(document: dict[str, Any], text: str) -> dict[str, Any]:
    """A document after a step."""
    change = json.loads(text)
    if "strokes" in change:
        first, last, middle = change["strokes"]
        old = document["strokes"]
        document["strokes"] = [*old[:first], *middle, *(old[len(old) - last :] if last else ())]
    document.update(change.get("set", {}))
    for key in change.get("gone", ()):
        document.pop(key, None)
    return document


def visit_from(document: Mapping[str, Any]) -> tuple[Visit, Patient | None]:
    """The visit and the patient of a document.

    Raises
    ------
    CaseError
        If it is refused.
    """
    return visit_json.visit_of(case_from(document))


def head_of(members: Mapping[str, Any]) -> str:
    """What lists show of a document."""
    return packed({key: value for key, value in members.items() if key not in _UNLISTED})


def packed(value: Any) -> str:
    """JSON text without spaces, keys sorted."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def checksum(text: str) -> int:
    """Of a document or a step."""
    return zlib.crc32(text.encode("utf-8"))


def _members(visit: Visit, patient: Patient) -> dict[str, Any]:
    bare = replace(visit, case=replace(visit.case, drawing=Drawing()))
    document = read_document(save_bytes(visit_json.case_of(bare, patient)))
    del document["strokes"]
    return document


def _stroke_values(strokes: Sequence[Stroke], case: Case) -> list[Any]:
    if not strokes:
        return []
    bare = Case(Drawing(tuple(strokes)), body=case.body)
    values = read_document(save_bytes(bare))["strokes"]
    assert isinstance(values, list)
    return values


def _parts(strokes: Sequence[Stroke], body: str, start: int) -> dict[int, int]:
    """Place of each stroke that is stored in several parts -> how many; see `footmap.data.case_strokes.fitted`."""
    out = {}
    for place, stroke in enumerate(strokes, start):
        if len(stroke.points_mm) > MAX_STROKE_POINTS:
            count = len(fitted(Case(Drawing((stroke,)), body=body)).drawing.strokes)
            if count != 1:
                out[place] = count
    return out


def _common(a: Sequence[Stroke], b: Sequence[Stroke]) -> int:
    """Number of equal strokes at the beginning."""
    count = min(len(a), len(b))
    if a[:count] == b[:count]:
        return count
    return next(i for i in range(count) if a[i] is not b[i] and a[i] != b[i])
