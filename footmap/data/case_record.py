"""What a case file may hold, as models for its published JSON Schema.

`casefile` reads case files and says in one sentence what is wrong; a test keeps both of one mind. Unlike in files of
knowledge, unknown keys are allowed: they are kept and written again.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from footmap.core.drawing import DEFAULT_INTENSITY, Mode, Quality, Shape
from footmap.core.record import ComplaintSide, DrawnBy
from footmap.core.views import Side, ViewId

from .case_strokes import LEAST_RADIUS_MM, MAX_RADIUS_MM, MAX_STROKE_POINTS, MAX_STROKES
from .casefile import MAX_ANSWERS, MAX_CLUES
from .json_strict import LONGEST_ID, LONGEST_WORDS
from .visit_json import MAX_TAGS, MAX_VISITS, YEARS

Coordinate = Annotated[float, Field(allow_inf_nan=False)]
Point = tuple[Coordinate, Coordinate]
Radius = Annotated[float, Field(ge=LEAST_RADIUS_MM, le=MAX_RADIUS_MM)]
Id = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)?$", max_length=LONGEST_ID)]
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_ID)]
Words = Annotated[str, Field(max_length=LONGEST_WORDS)]
SomeWords = Annotated[str, Field(min_length=1, max_length=LONGEST_WORDS)]
Scale = Annotated[float, Field(ge=0, le=10)]
Answer = SomeWords | Annotated[list[SomeWords], Field(min_length=1, max_length=MAX_ANSWERS)]


class Kept(BaseModel):
    """Base of these models: strict, but unknown keys stay."""

    model_config = ConfigDict(defer_build=True, strict=True, extra="allow", frozen=True, allow_inf_nan=False)


class Exact(BaseModel):
    """Base of those that hold nothing else."""

    model_config = ConfigDict(defer_build=True, strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


class StrokeRecord(Kept):
    """One stroke, in millimetres of a view; on the left limb x has the opposite sign."""

    side: Side
    view: ViewId
    mode: Mode = Field(description="add marks skin, erase takes paint of every quality away")
    shape: Shape = Field(description="brush is a line with a width, area a closed outline")
    quality: Quality
    points_mm: list[Point] = Field(
        min_length=1, max_length=MAX_STROKE_POINTS, description="At least three for an area; kept to 0.01 mm"
    )
    radius_mm: float = Field(
        default=0.0, ge=0, le=MAX_RADIUS_MM, description="Half the width of a brush, which must have one above 0"
    )
    radii_mm: list[Radius] = Field(
        default=[], description="Half the width at each point, of a brush whose pen was pressed more or less"
    )
    intensity: Scale = Field(default=DEFAULT_INTENSITY, description="0 to 10")


class SidesRecord(Exact):
    """One answer for each limb."""

    right: Answer | None = None
    left: Answer | None = None


class PainRecord(Exact):
    """Numeric rating scale, 0 to 10."""

    now: Scale = 0.0
    worst: Scale = 0.0
    mean: Scale = 0.0


class PatientRecord(Kept):
    """Who was drawn."""

    id: Name
    pseudonym: SomeWords
    name: Words = ""
    birth_year: Annotated[int, Field(ge=YEARS[0], le=YEARS[1])] | None = None
    number: Words = ""


class VisitRecord(Kept):
    """One drawing with its answers."""

    strokes: list[StrokeRecord] = Field(max_length=MAX_STROKES)
    clues: dict[Id, Answer | SidesRecord] = Field(
        default={}, max_length=MAX_CLUES, description="Clue id to its answer, its answers, or one for each limb"
    )
    cleared: dict[Id, SomeWords] = Field(
        default={}, max_length=MAX_CLUES, description="Red flag id to the reason why it does not hold"
    )
    cleared_on: dict[Id, list[Id]] = Field(
        default={}, max_length=MAX_CLUES, description="Red flag id to the clues that raised it when it was cleared"
    )
    note: str = ""
    body: Annotated[str, Field(max_length=LONGEST_ID)] = Field(
        default="male", description="Whose pictures were painted"
    )
    atlas_version: Annotated[str, Field(max_length=LONGEST_ID)] = Field(
        default="", description="Edition of the atlas that was painted on"
    )
    visit_id: Name | None = None
    date: str | None = Field(
        default=None, max_length=LONGEST_ID, description="Date and time with zone: 2026-11-28T18:05:00+01:00"
    )
    examiner: Words = ""
    drawn_by: DrawnBy | None = None
    complaint_side: ComplaintSide | None = None
    pain: PainRecord = Field(default_factory=PainRecord)
    tags: list[SomeWords] = Field(default=[], max_length=MAX_TAGS)


class CaseFile(VisitRecord):
    """``NAME.footmap`` of version 1: one visit."""

    format: Literal["footmap-case"]
    version: Literal[1]
    patient: PatientRecord | None = None


class VisitOfPatient(VisitRecord):
    """One visit of a file of version 2, which is found by its id."""

    visit_id: Name


class PatientFile(Kept):
    """``NAME.footmap`` of version 2: a patient with visits."""

    format: Literal["footmap-case"]
    version: Literal[2]
    patient: PatientRecord
    visits: list[VisitOfPatient] = Field(max_length=MAX_VISITS)
