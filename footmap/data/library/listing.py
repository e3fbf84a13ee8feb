"""The visits of a library as JSON for other programs; its schema is ``assets/schema/library_list.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final, Literal

from ..models import Record
from .library import VisitEntry

FORMAT: Final = "footmap-library-list"
VERSION: Final = 1


class ListedPatient(Record):
    """Whose visit it is; empty where it is not kept."""

    id: str
    pseudonym: str
    name: str
    birth_year: int | None
    number: str


class ListedPain(Record):
    """0 to 10; null where it was not asked."""

    now: float | None
    worst: float | None
    mean: float | None


class ListedVisit(Record):
    """One visit.

    Attributes
    ----------
    date : str
        ISO 8601 with its zone.
    sides : tuple of str
        Limbs that are painted.
    leader : str
        Id of the leading candidate; empty where it is not known.
    regions : tuple of str
        Ids of the painted regions.
    """

    id: str
    date: str
    patient: ListedPatient
    examiner: str
    drawn_by: Literal["patient", "clinician", "student"] | None
    complaint_side: Literal["right", "left", "both"] | None
    pain: ListedPain
    tags: tuple[str, ...]
    strokes: int
    sides: tuple[Literal["right", "left"], ...]
    leader: str
    regions: tuple[str, ...]
    trashed: bool


class ListFile(Record):
    """What ``footmap library list --json`` prints."""

    format: Literal["footmap-library-list"]
    version: Literal[1]
    visits: tuple[ListedVisit, ...]


def list_json(entries: Sequence[VisitEntry]) -> str:
    """JSON text of a list of visits."""
    made = ListFile(format=FORMAT, version=VERSION, visits=tuple(_listed(entry) for entry in entries))
    return json.dumps(made.model_dump(mode="json"), indent=2, sort_keys=True, ensure_ascii=False)


def _listed(entry: VisitEntry) -> ListedVisit:
    patient, visit = entry.patient, entry.visit
    return ListedVisit(
        id=visit.id,
        date=entry.at.isoformat(timespec="seconds"),
        patient=ListedPatient(
            id=patient.id,
            pseudonym=patient.pseudonym,
            name=patient.name,
            birth_year=patient.birth_year,
            number=patient.number,
        ),
        examiner=visit.examiner,
        drawn_by=visit.drawn_by,
        complaint_side=visit.complaint_side,
        pain=ListedPain(now=visit.pain.now, worst=visit.pain.worst, mean=visit.pain.mean),
        tags=visit.tags,
        strokes=entry.strokes,
        sides=entry.sides,
        leader=entry.leader,
        regions=entry.regions,
        trashed=entry.trashed,
    )
