"""A learner's answers as one JSON file, to be taken to another machine: written, checked and read."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field

from footmap.core.learning import LATEST_MS, MOST_NEW_PER_DAY, Answer, Grade, Learner
from footmap.errors import AssetError, CaseError, Message, StudyError

from ..json_strict import read_document
from ..models import Record, read_json
from ..reading import UnreadableError, read_bytes

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
    try:
        data = read_bytes(path, MAX_BYTES)
    except FileNotFoundError as error:
        raise StudyError(Message("There is no file {name}.", name=path.name)) from error
    except UnreadableError as error:
        raise StudyError(Message("The file {name} cannot be read: {why}.", name=path.name, why=error)) from error
    return from_json(data)


def from_json(data: bytes) -> tuple[Learner, tuple[Answer, ...]]:
    """As `read_export`, from bytes."""
    if len(data) > MAX_BYTES:
        raise StudyError(
            Message("The export is larger than {most} MB, more than any learner needs.", most=MAX_BYTES // 2**20)
        )
    try:
        document = read_document(data, "progress")
    except CaseError as error:
        raise StudyError(error.message, error.where) from error
    if document.get("format") != FORMAT:
        raise StudyError("This is not an export of a learner's progress from footmap.", "format")
    version = document.get("version")
    if type(version) is not int or version < 1:
        raise StudyError("The version of the export is missing or not a whole number above 0.", "version")
    if version > VERSION:
        raise StudyError(
            Message(
                "This export was made by a newer footmap (version {version}; this one reads up to {reads}); "
                "update footmap to import it.",
                version=version,
                reads=VERSION,
            ),
            "version",
        )
    try:
        found = read_json(json.dumps(document), ProgressFile, "The export")
    except AssetError as error:
        raise StudyError(Message("The export cannot be imported: {why}", why=error.problems[0].said)) from error
    return (
        Learner(found.learner.id, found.learner.name, found.learner.new_per_day),
        tuple(Answer(**(a.model_dump() | {"grade": Grade(a.grade)})) for a in found.answers),
    )
