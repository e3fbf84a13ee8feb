"""Whose drawing it is: patients and their visits as frozen values; `footmap.data` keeps them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final, Literal, get_args

from .drawing import Case, ClueAnswer

DrawnBy = Literal["patient", "clinician", "student"]
ComplaintSide = Literal["right", "left", "both"]

DRAWN_BY: Final[tuple[DrawnBy, ...]] = get_args(DrawnBy)
COMPLAINT_SIDES: Final[tuple[ComplaintSide, ...]] = get_args(ComplaintSide)


@dataclass(frozen=True)
class Patient:
    """A person who is seen again.

    Attributes
    ----------
    id : str
        Of the record, made by `new_id`; says nothing about the person.
    pseudonym : str
        What the patient is called in lists; see `footmap.core.pseudonym`.
    name : str
        May be empty.
    birth_year : int or None
    number : str
        In the system of the practice; may be empty.
    extra : tuple of (key, JSON text)
        What a file said beyond this, kept for saving.
    """

    id: str
    pseudonym: str
    name: str = ""
    birth_year: int | None = None
    number: str = ""
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def called(self) -> str:
        """The name, or the pseudonym where no name is kept."""
        return self.name or self.pseudonym


@dataclass(frozen=True)
class Pain:
    """How strong the pain is, 0 to 10; None where it was not asked."""

    now: float | None = None
    worst: float | None = None
    mean: float | None = None

    @property
    def is_empty(self) -> bool:
        """Nothing was asked."""
        return self.now is None and self.worst is None and self.mean is None


@dataclass(frozen=True)
class Visit:
    """One drawing with its answers: when, by whom, and what was said beside it.

    Attributes
    ----------
    id : str
        Of the visit, made by `new_id`.
    at : datetime or None
        In whole seconds, with its time zone; None where a file does not say when.
    case : Case
        Drawing, answers and note.
    examiner : str
        May be empty.
    drawn_by : {"patient", "clinician", "student"} or None
        None where it is not known.
    complaint_side : {"right", "left", "both"} or None
        None where it is not known.
    tags : tuple of str
        Each once, in the order they were given.
    """

    id: str
    at: datetime | None = None
    case: Case = field(default_factory=Case)
    examiner: str = ""
    drawn_by: DrawnBy | None = None
    complaint_side: ComplaintSide | None = None
    pain: Pain = Pain()
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.at is not None and self.at.microsecond:
            object.__setattr__(self, "at", self.at.replace(microsecond=0))


@dataclass(frozen=True)
class PatientRecord:
    """A patient with all visits.

    Attributes
    ----------
    visits : tuple of Visit
        In no particular order; `by_date` sorts them.
    extra : tuple of (key, JSON text)
        What a file said beyond this, kept for saving.
    """

    patient: Patient
    visits: tuple[Visit, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def by_date(self) -> tuple[Visit, ...]:
        """Visits from the oldest to the newest; those without a date come first, equal ones keep their order."""
        return tuple(sorted(self.visits, key=_when))

    @property
    def newest(self) -> Visit | None:
        """The visit with the latest date; None without visits."""
        return self.by_date[-1] if self.visits else None


def _when(visit: Visit) -> tuple[bool, float]:
    return (False, 0.0) if visit.at is None else (True, visit.at.timestamp())


def new_id() -> str:
    """An id for a patient or a visit: 16 random hexadecimal digits."""
    return secrets.token_hex(8)


def next_visit(last: Visit | None, at: datetime, atlas_version: str = "") -> Visit:
    """A new visit after the last one of the same patient: an empty drawing, no answers, no note.

    Examiner, side of the complaint and body are those of the last visit. Its answers are not taken over: they are
    suggestions (`suggested_answers`), and each is the user's to accept.
    """
    if last is None:
        return Visit(new_id(), at, Case(atlas_version=atlas_version))
    case = Case(atlas_version=atlas_version or last.case.atlas_version, body=last.case.body)
    return Visit(new_id(), at, case, examiner=last.examiner, complaint_side=last.complaint_side)


def suggested_answers(last: Visit | None, case: Case) -> Mapping[str, ClueAnswer]:
    """Answers of the last visit that the present case does not give yet."""
    found = {} if last is None else {id_: value for id_, value in last.case.clues.items() if id_ not in case.clues}
    return MappingProxyType(found)


def with_visit(record: PatientRecord, visit: Visit) -> PatientRecord:
    """The record with a visit put in the place of the one with its id, or added."""
    visits: Sequence[Visit] = record.visits
    if any(old.id == visit.id for old in visits):
        return replace(record, visits=tuple(visit if old.id == visit.id else old for old in visits))
    return replace(record, visits=(*visits, visit))
