"""Sets that teachers make (``.footset``): cases with accepted answers and a lesson, and facts; JSON in and out.

A set is refused whole, in one sentence, or read whole. Each case is a case file inside the set and read by the same
rules, bounds and all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from footmap.core.drawing import Case
from footmap.errors import AssetError, CaseError, Message, StudyError, reason_of

from . import atomic, casefile
from .case_strokes import fitted
from .case_text import dump_case
from .json_strict import place, read_document
from .knowledge.clinical import load_clinical
from .models import Record, read_json
from .reading import UnreadableError, read_bytes

FORMAT: Final = "footmap-set"
VERSION: Final = 1
SUFFIX: Final = ".footset"
MAX_BYTES: Final = 64 * 2**20
MAX_ITEMS: Final = 2_000

SetId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_\-]{0,63}$")]
FactId = Annotated[str, Field(pattern=r"^[a-z]+:[A-Za-z0-9_:|+.\-]+$", max_length=200)]
Line = Annotated[str, Field(max_length=300)]
Prose = Annotated[str, Field(max_length=5_000)]


class AcceptedRecord(Record):
    """Answers that count as right, at each depth; at least one in total."""

    nerves: tuple[Line, ...] = ()
    levels: tuple[Line, ...] = ()
    conditions: tuple[Line, ...] = ()


class SetCaseRecord(Record):
    """A case to be solved; `case` is a case file of its own."""

    id: SetId
    question: Prose
    case: dict[str, Any]
    accepted: AcceptedRecord
    lesson: Prose = ""
    source: Line = ""


class FootsetFile(Record):
    """A ``.footset`` file."""

    format: Literal["footmap-set"]
    version: Literal[1]
    id: SetId
    title: Line = Field(min_length=1)
    author: Line = ""
    about: Prose = ""
    cases: tuple[SetCaseRecord, ...] = Field(default=(), max_length=MAX_ITEMS)
    facts: tuple[FactId, ...] = Field(default=(), max_length=MAX_ITEMS)


@dataclass(frozen=True)
class Accepted:
    """Ids that count as right at each depth."""

    nerves: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.nerves, *self.levels, *self.conditions)


@dataclass(frozen=True)
class SetCase:
    """A case to be solved.

    Attributes
    ----------
    question : str
        What the learner reads.
    accepted : Accepted
    lesson : str
        What is said after the answer.
    source : str
        Where the case is from; may be empty.
    """

    id: str
    question: str
    case: Case
    accepted: Accepted
    lesson: str = ""
    source: str = ""


@dataclass(frozen=True)
class Footset:
    """A teacher's set: cases, and ids of facts of the atlas, in the order in which they are taught."""

    id: str
    title: str
    author: str = ""
    about: str = ""
    cases: tuple[SetCase, ...] = ()
    facts: tuple[str, ...] = ()


def read_footset(path: Path) -> Footset:
    """A set from a file.

    Raises
    ------
    StudyError
        One sentence that says what is wrong; `where` names the place inside the document.
    """
    try:
        data = read_bytes(path, MAX_BYTES)
    except FileNotFoundError as error:
        raise StudyError(Message("There is no set {name}.", name=path.name)) from error
    except UnreadableError as error:
        raise StudyError(Message("The set {name} cannot be read: {why}.", name=path.name, why=error)) from error
    return parse_footset(data)


def parse_footset(data: bytes) -> Footset:
    """As `read_footset`, from the bytes of a file."""
    if len(data) > MAX_BYTES:
        raise StudyError(
            Message("The set is larger than {most} MB, more than any lesson needs.", most=MAX_BYTES // 2**20)
        )
    try:
        document = read_document(data, "set")
    except CaseError as error:
        raise StudyError(error.message, error.where) from error
    if document.get("format") != FORMAT:
        raise StudyError("This is not a set of footmap.", "format")
    version = document.get("version")
    if type(version) is not int or version < 1:
        raise StudyError("The version of the set is missing or not a whole number above 0.", "version")
    if version > VERSION:
        raise StudyError(
            Message(
                "This set was made by a newer footmap (version {version}; this one reads up to {reads}); update "
                "footmap to open it.",
                version=version,
                reads=VERSION,
            ),
            "version",
        )
    try:
        record = read_json(json.dumps(document), FootsetFile, "The set")
    except AssetError as error:
        raise StudyError(Message("The set cannot be opened: {why}", why=error.problems[0].said)) from error
    found = Footset(
        id=record.id,
        title=record.title,
        author=record.author,
        about=record.about,
        cases=tuple(_case(item, f"cases[{i}]") for i, item in enumerate(record.cases)),
        facts=record.facts,
    )
    if problem := next(_problems(found), None):
        raise StudyError(*problem)
    return found


def footset_bytes(footset: Footset) -> bytes:
    """Bytes of a set that have been read back once.

    Raises
    ------
    StudyError
        If the set could not be opened again.
    """
    document = {
        "format": FORMAT,
        "version": VERSION,
        "id": footset.id,
        "title": footset.title,
        "author": footset.author,
        "about": footset.about,
        "cases": [
            {
                "id": item.id,
                "question": item.question,
                "accepted": {
                    "nerves": list(item.accepted.nerves),
                    "levels": list(item.accepted.levels),
                    "conditions": list(item.accepted.conditions),
                },
                "lesson": item.lesson,
                "source": item.source,
                "case": json.loads(dump_case(fitted(item.case))),
            }
            for item in footset.cases
        ],
        "facts": list(footset.facts),
    }
    try:
        data = (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()
    except UnicodeEncodeError as error:
        raise StudyError("A text of the set holds half a character pair and cannot be saved.") from error
    try:
        parse_footset(data)
    except StudyError as error:
        raise StudyError(
            Message("The set could not be opened again, so it was not saved: {why}", why=error), error.where
        ) from error
    return data


def write_footset(path: Path, footset: Footset) -> None:
    """Save a set, whole or not at all.

    Raises
    ------
    StudyError
        If the file is not called ``.footset``, or cannot be written; an old file is as it was.
    """
    if path.suffix.lower() != SUFFIX:
        raise StudyError(Message("A set is a {suffix} file, not {name}.", suffix=SUFFIX, name=path.name))
    data = footset_bytes(footset)
    try:
        atomic.write_bytes(path, data)
    except OSError as error:
        raise StudyError(Message("{path} cannot be written: {why}.", path=path, why=reason_of(error))) from error


def _case(item: SetCaseRecord, where: str) -> SetCase:
    try:
        case = casefile.case_from(casefile.parse_document(json.dumps(item.case).encode()))
    except CaseError as error:
        inside = f"{where}.case" + (f".{error.where}" if error.where else "")
        raise StudyError(
            Message("The case {id} of the set cannot be opened: {why}", id=item.id, why=error), inside
        ) from error
    accepted = Accepted(item.accepted.nerves, item.accepted.levels, item.accepted.conditions)
    return SetCase(item.id, item.question, case, accepted, item.lesson, item.source)


def _problems(footset: Footset) -> Iterator[tuple[str, str]]:
    """What a set has wrong beyond its form, each with its place."""
    if not footset.cases and not footset.facts:
        yield "The set is empty; put in a case or a fact.", "cases"
    seen: set[str] = set()
    clinical = load_clinical()
    for i, item in enumerate(footset.cases):
        if item.id in seen:
            yield Message("The set has two cases with the id {id}.", id=item.id), f"cases[{i}].id"
        seen.add(item.id)
        if not item.accepted.ids:
            yield Message("The case {id} of the set accepts no answer.", id=item.id), f"cases[{i}].accepted"
        books: tuple[tuple[str, tuple[str, ...], frozenset[str]], ...] = (
            ("nerve", item.accepted.nerves, frozenset(clinical.base.nerves)),
            ("level", item.accepted.levels, frozenset(clinical.base.levels)),
            ("condition", item.accepted.conditions, frozenset(clinical.conditions)),
        )
        for kind, ids, known in books:
            for id_ in ids:
                if id_ not in known:
                    words = Message(
                        "The case {id} of the set accepts {answer}, which is no {kind} that this footmap knows.",
                        id=item.id,
                        answer=id_,
                        kind=Message(kind),
                    )
                    yield place(words), f"cases[{i}].accepted.{kind}s"
