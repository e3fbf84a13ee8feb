"""Courses: cases in three grades from ``assets/study/courses.yaml``, checked against atlas and knowledge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from footmap.core.atlas import Atlas
from footmap.core.drawing import Case, Drawing, Quality, Stroke
from footmap.core.fill import region_strokes
from footmap.core.ids import SIDES, Side
from footmap.errors import AssetError, Problem

from . import resources
from .areas import load_areas, place
from .footset import Accepted, AcceptedRecord
from .knowledge.base import Cited, Id, Name, Words
from .knowledge.clinical import Clinical, load_clinical
from .models import Record, read_yaml
from .once import read_once
from .yaml_strict import Document

CaseSide = Literal["right", "left", "both"]
Grade = Literal[1, 2, 3]
ClueId = Annotated[str, Field(pattern=r"^[a-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)?$")]
INTENSITY = 5.0


class PaintRecord(Record):
    """An area of ``areas.yaml`` or a region of the skin that is painted; `side` where it differs from the case's."""

    area: Id | None = None
    region: Id | None = None
    quality: Quality
    side: CaseSide | None = None

    @model_validator(mode="after")
    def _one(self) -> PaintRecord:
        if (self.area is None) == (self.region is None):
            raise ValueError("needs either an area or a region")
        return self


class MadeRecord(Record):
    """How a case was made up: from the forward model, with what is to mislead."""

    condition: Id
    seed: int
    herrings: tuple[ClueId, ...] = ()


class LessonRecord(Cited):
    """What is said after a case."""

    id: Id
    text: Name


class CourseRecord(Record):
    """One course: all cases of a grade."""

    id: Id
    grade: Grade
    title: Name
    about: Name


class CourseCaseRecord(Record):
    """One case; `source` is where a written one is from, `made` how a made-up one was made.

    Attributes
    ----------
    later : Name or None
        Why the accepted answer is not among the first three of the engine.
    """

    id: Id
    grade: Grade
    source: Words | None = None
    made: MadeRecord | None = None
    emergency: bool = False
    side: CaseSide
    story: Name
    paint: tuple[PaintRecord, ...] = Field(min_length=1)
    clues: dict[ClueId, Words]
    accepted: AcceptedRecord
    lesson: Id
    later: Name | None = None

    @model_validator(mode="after")
    def _from_somewhere(self) -> CourseCaseRecord:
        if (self.source is None) == (self.made is None):
            raise ValueError("needs either a source or how it was made")
        return self


class CoursesFile(Record):
    """``courses.yaml``."""

    format: Literal["footmap-courses"]
    version: Literal[1]
    courses: tuple[CourseRecord, ...] = Field(min_length=1)
    lessons: tuple[LessonRecord, ...] = Field(min_length=1)
    cases: tuple[CourseCaseRecord, ...] = Field(min_length=1)


@dataclass(frozen=True)
class CourseCase:
    """A case of a course; texts in the languages of the file."""

    record: CourseCaseRecord
    lesson: LessonRecord

    @property
    def id(self) -> str:
        """Id under which its answers are kept."""
        return f"case:{self.record.id}"

    @property
    def accepted(self) -> Accepted:
        """What counts as right."""
        accepted = self.record.accepted
        return Accepted(accepted.nerves, accepted.levels, accepted.conditions)

    def case(self, atlas: Atlas) -> Case:
        """The painted patient."""
        strokes = tuple(stroke for item in self.record.paint for stroke in self._strokes(item, atlas))
        return Case(Drawing(strokes), dict(self.record.clues), body=atlas.body)

    def _strokes(self, item: PaintRecord, atlas: Atlas) -> Iterator[Stroke]:
        where = item.side or self.record.side
        sides: tuple[Side, ...] = SIDES if where == "both" else (where,)
        for side in sides:
            if item.region is not None:
                yield from region_strokes(atlas, item.region, side, item.quality, INTENSITY)
            elif item.area is not None:
                area = load_areas()[item.area]
                sign = -1.0 if side == "left" else 1.0
                for polygon in place(area, atlas).geoms:
                    points = tuple((round(sign * x, 2), round(y, 2)) for x, y in polygon.exterior.coords)
                    yield Stroke(side, area.view, "add", "area", item.quality, points)


@dataclass(frozen=True)
class Courses:
    """All courses, and all cases by id, in the order of the file."""

    courses: tuple[CourseRecord, ...]
    cases: Mapping[str, CourseCase]

    def of(self, course: CourseRecord) -> tuple[CourseCase, ...]:
        """Cases of a course."""
        return tuple(case for case in self.cases.values() if case.record.grade == course.grade)


@read_once
def load_courses() -> Courses:
    """The courses that are installed with footmap.

    Raises
    ------
    AssetError
        With every problem of the file.
    """
    return read_courses(resources.root() / "study" / "courses.yaml", load_clinical())


def read_courses(path: Path, clinical: Clinical) -> Courses:
    """Courses from a file, checked against a knowledge base.

    Raises
    ------
    AssetError
        With every problem of the file.
    """
    record, document = read_yaml(path, CoursesFile, f"study/{path.name}")
    problems = list(_problems(record, document, clinical))
    if problems:
        raise AssetError(tuple(problems))
    lessons = {lesson.id: lesson for lesson in record.lessons}
    cases = (CourseCase(case, lessons[case.lesson]) for case in record.cases)
    return Courses(record.courses, {case.id: case for case in cases})


def _problems(record: CoursesFile, document: Document, clinical: Clinical) -> Iterator[Problem]:
    lessons = {lesson.id for lesson in record.lessons}
    grades = {course.grade for course in record.courses}
    seen: set[str] = set()
    for k, lesson in enumerate(record.lessons):
        for source in lesson.sources:
            if source not in clinical.base.sources:
                yield Problem(document.where(("lessons", k)), f"{source} is not in sources.yaml.")
    for k, case in enumerate(record.cases):
        where = ("cases", k)
        if case.id in seen:
            yield Problem(document.where(where), f"The id {case.id} stands twice.")
        seen.add(case.id)
        if case.lesson not in lessons:
            yield Problem(document.where((*where, "lesson")), f"There is no lesson {case.lesson}.")
        if case.grade not in grades:
            yield Problem(document.where((*where, "grade")), f"No course has the grade {case.grade}.")
        if not (case.accepted.nerves or case.accepted.levels or case.accepted.conditions):
            yield Problem(document.where((*where, "accepted")), "A case must accept an answer.")
        for i, item in enumerate(case.paint):
            if item.area is not None and item.area not in load_areas():
                yield Problem(document.where((*where, "paint", i)), f"{item.area} is not an area of areas.yaml.")
            if item.region is not None and item.region not in clinical.region_names:
                yield Problem(document.where((*where, "paint", i)), f"{item.region} is no region of the skin.")
        for clue, answer in case.clues.items():
            known = clinical.clues.get(clue)
            if known is None or answer not in known.answers:
                yield Problem(document.where((*where, "clues", clue)), f"{clue}: {answer} is no answer of a clue.")
        books: tuple[tuple[str, tuple[str, ...], frozenset[str]], ...] = (
            ("nerves", case.accepted.nerves, frozenset(clinical.base.nerves)),
            ("levels", case.accepted.levels, frozenset(clinical.base.levels)),
            ("conditions", case.accepted.conditions, frozenset(clinical.conditions)),
        )
        for key, ids, allowed in books:
            for id_ in ids:
                if id_ not in allowed:
                    yield Problem(document.where((*where, "accepted", key)), f"{id_} is not known.")
