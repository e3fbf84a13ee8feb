"""A learner's answers as one JSON file, to be taken to another machine: written, checked and read."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field

from footmap.core.learning import LATEST_MS, MOST_NEW_PER_DAY, Answer, Grade, Learner
from footmap.errors import Message

from ..handed_on import HandedOn, Sentences
from ..models import Record

VERSION: Final = 1
FORMAT: Final = "footmap-progress"
MAX_BYTES: Final = 128 * 2**20
MAX_ANSWERS: Final = 500_000
LONGEST_NAME: Final = 100

_Time = Annotated[int, Field(ge=0, le=LATEST_MS)]
_Id = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:/|+\-]*$")]


class LearnerRecord(Record):
    """Who answered."""

    id: _Id
    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    new_per_day: int = Field(ge=0, le=MOST_NEW_PER_DAY)


class AnswerRecord(Record):
    """One answer; times are milliseconds since 1970 in UTC."""

    uid: _Id
    fact: _Id
    exercise: str = Field(max_length=2_000)
    told_ms: _Time
    at_ms: _Time
    score: float = Field(ge=0, le=1)
    grade: int = Field(ge=1, le=4)
    seconds: float = Field(ge=0, le=1e7)


class ProgressFile(Record):
    """An export of one learner."""

    format: Literal["footmap-progress"]
    version: Literal[1]
    learner: LearnerRecord
    answers: tuple[AnswerRecord, ...] = Field(max_length=MAX_ANSWERS)


_FILE: Final = HandedOn(
    what="progress",
    subject="The export",
    format=FORMAT,
    version=VERSION,
    most_bytes=MAX_BYTES,
    model=ProgressFile,
    sentences=Sentences(
        absent=Message("There is no file {name}."),
        unreadable=Message("The file {name} cannot be read: {why}."),
        large=Message("The export is larger than {most} MB, more than any learner needs."),
        strange=Message("This is not an export of a learner's progress from footmap."),
        unversioned=Message("The version of the export is missing or not a whole number above 0."),
        newer=Message(
            "This export was made by a newer footmap (version {version}; this one reads up to {reads}); update footmap "
            "to import it."
        ),
        wrong=Message("The export cannot be imported: {why}"),
    ),
)


def to_json(learner: Learner, answers: tuple[Answer, ...]) -> bytes:
    """The export of a learner, the same bytes for the same answers."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "learner": asdict(learner),
        "answers": [asdict(answer) | {"grade": int(answer.grade)} for answer in answers],
    }
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


def read_export(path: Path) -> tuple[Learner, tuple[Answer, ...]]:
    """A learner and the answers of an export.

    Raises
    ------
    StudyError
        One sentence, if the file is refused.
    """
    return from_json(_FILE.bytes_of(path))


def from_json(data: bytes) -> tuple[Learner, tuple[Answer, ...]]:
    """As `read_export`, from bytes."""
    found = _FILE.parse(data)
    return (
        Learner(found.learner.id, found.learner.name, found.learner.new_per_day),
        tuple(Answer(**(a.model_dump() | {"grade": Grade(a.grade)})) for a in found.answers),
    )
