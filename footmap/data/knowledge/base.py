"""What is known about nerves and levels, with sources: the files under ``assets/knowledge``.

Every file is checked against a strict model, and all of them against each other; all problems are reported at once
with file and line. Further files of the fact base are added to `FILES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler, StringConstraints, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema

from footmap.core.anatomy import in_language
from footmap.core.atlas import Layer
from footmap.core.ids import LevelId, ViewId
from footmap.data import kept, resources
from footmap.data.models import Record, read_yaml
from footmap.data.once import read_once
from footmap.data.yaml_strict import Document, Path_
from footmap.errors import AssetError, Problem

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=False)]
RootId = Literal["T12", "L1", "L2", "L3", "L4", "L5", "S1", "S2", "S3", "S4"]
SourceGrade = Literal["A", "B", "C", "D"]
Confidence = Literal["high", "medium", "low"]
VERSION: Final = 1
Locator = Annotated[
    str,
    StringConstraints(
        pattern=r"^(doi:10\.[0-9]+/\S+|pmid:[0-9]+|pmc:PMC[0-9]+|nbk:NBK[0-9]+|isbn:[0-9]{13}|https://\S+|print:\S.*)$"
    ),
]
"""Where a source is found again, whoever moves his pages."""
_WHOLE_SITE: Final = re.compile(r"https://[^/]+/?")


class Cited(Record):
    """Something that rests on sources or on memory.

    Attributes
    ----------
    sources : tuple of source id
    recalled : {"high", "medium", "low"} or None
        How sure memory is where no source was read, or beside one.
    """

    sources: tuple[Id, ...] = ()
    recalled: Confidence | None = None

    @model_validator(mode="after")
    def _needs_ground(self) -> Cited:
        if not self.sources and self.recalled is None:
            raise ValueError("needs sources, or recalled: high, medium or low")
        return self


class Name(Record):
    """A name or a text in several languages; English always, the others where they are sure."""

    en: Words
    de: Words | None = None
    la: Words | None = None

    def all(self) -> dict[str, str]:
        """Language -> name."""
        return {k: v for k, v in self.model_dump().items() if v is not None}

    def to(self, language: str) -> str:
        """The name in a language; English where it has none."""
        return in_language(self.all(), language)


class _English:
    """Lets a plain string stand for a text in English, in files and in their schema."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(self._widen, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string", "minLength": 1}, handler(schema)]}

    @staticmethod
    def _widen(value: object) -> object:
        return Name(en=value) if isinstance(value, str) and value else value


Text = Annotated[Name, _English()]
"""A text in several languages; a plain string is English."""


class Statement(Cited):
    """One fact in words."""

    text: Text


class Roots(Cited):
    """Spinal roots of a nerve: those that carry most of it, and those that also take part."""

    main: tuple[RootId, ...] = Field(min_length=1)
    also: tuple[RootId, ...]


class Terminology(Cited):
    """Ids of a nerve in other vocabularies; `note` says why one is null."""

    ta98: str | None = None
    ta2: str | None = None
    fma: str | None = None
    fma_right_left: tuple[str, str] | None = None
    uberon: str | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _needs_ground(self) -> Terminology:
        ids = (self.ta98, self.ta2, self.fma, self.fma_right_left, self.uberon)
        if any(ids) and not self.sources:
            raise ValueError("needs sources: an id is never recalled")
        if not all((self.ta2, self.fma or self.fma_right_left)) and self.note is None:
            raise ValueError("needs a note that says why ta2 or fma is null")
        return self


class Territory(Cited):
    """A nerve's skin in words, per view."""

    views: dict[ViewId, Text] = Field(min_length=1)


class Motor(Cited):
    """Muscles that a nerve moves and what their weakness looks like."""

    muscle: Text
    weakness: Text


class EntrapmentSite(Cited):
    """Where a nerve can be caught and what that shows."""

    site: Text
    shows: Text


class Nerve(Record):
    """A nerve that reaches the skin of the lower limb."""

    id: Id
    name: Name
    synonyms: tuple[Words, ...]
    parents: tuple[Id, ...]
    origin: Text | None = None
    roots: Roots
    terminology: Terminology | None = None
    sensory_only: bool
    territory: Territory
    autonomous_zone: Statement | None = None
    variants: tuple[Statement, ...] = ()
    motor: tuple[Motor, ...] = ()
    entrapment_sites: tuple[EntrapmentSite, ...] = ()
    remarks: tuple[Statement, ...] = ()


class Level(Record):
    """A spinal level."""

    id: LevelId
    name: Name
    long_name: Name
    maps: dict[Id, Statement] = Field(min_length=1)
    agreement: Text
    key_point: Statement
    myotome: Statement
    reflex: Statement | None = None
    typical_disc: Statement | None = None
    red_flag: Statement | None = None
    remarks: tuple[Statement, ...] = ()


class Disagreement(Cited):
    """A point on which published readings differ, and what footmap does."""

    point: Text
    readings: Text
    recommend: Text


class Source(Record):
    """Something that was read: what, by whom, when and where to find it; see the head of ``sources.yaml``.

    Attributes
    ----------
    recalled : tuple of str
        Fields that were completed from memory: they were not seen when the statement was written.
    """

    id: Id
    title: Words
    by: Words | None = None
    published_in: Words | None = None
    year: int = Field(ge=1500, le=2100)
    locator: Locator
    grade: SourceGrade
    remark: Words | None = None
    recalled: tuple[Literal["title", "by", "locator"], ...] = ()

    @model_validator(mode="after")
    def _found_again(self) -> Source:
        if "by" in self.recalled and self.by is None:
            raise ValueError("`recalled` names the authors, and none are given")
        if self.citable and _WHOLE_SITE.fullmatch(self.locator):
            raise ValueError("the locator leads to a whole site: give the page, or print: and the entry")
        return self

    @property
    def citable(self) -> bool:
        """Whether a clinician would cite it; no statement rests on what is not."""
        return self.grade != "D"

    @property
    def citation(self) -> str:
        """The source in one line."""
        kind, _, place = self.locator.partition(":")
        where = self.locator if kind == "https" else place if kind == "print" else f"{kind}:{place}"
        parts = [part.rstrip(".") for part in (self.by, self.title, self.published_in) if part]
        return f"{'. '.join(parts)}. {self.year}. {where}"


class Scales(Cited):
    """Scales that the territory words use (T, K, F, W) and lines round the leg."""

    T: Words
    K: Words
    F: Words
    W: Words
    leg_circumference: Words


class NervesFile(Record):
    """``nerves.yaml``."""

    format: Literal["footmap-nerves"]
    version: Literal[1]
    remarks: tuple[Statement, ...]
    scales: Scales
    nerves: tuple[Nerve, ...]


class LevelsFile(Record):
    """``levels.yaml``."""

    format: Literal["footmap-levels"]
    version: Literal[1]
    remarks: tuple[Statement, ...]
    disagreements: tuple[Disagreement, ...]
    levels: tuple[Level, ...]


class SourcesFile(Record):
    """``sources.yaml``."""

    format: Literal["footmap-sources"]
    version: Literal[2]
    grades: dict[SourceGrade, Words]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Knowledge:
    """Everything under ``assets/knowledge``.

    Attributes
    ----------
    nerves, levels, sources : mapping of id to record
        In the order of the files.
    remarks : tuple of Statement
        About the files as a whole.
    """

    nerves: Mapping[str, Nerve]
    levels: Mapping[str, Level]
    sources: Mapping[str, Source]
    scales: Scales
    disagreements: tuple[Disagreement, ...]
    remarks: tuple[Statement, ...]
    grades: Mapping[SourceGrade, str]

    @property
    def names(self) -> Mapping[str, str]:
        """Id -> English name of every nerve and level."""
        return self.named("en")

    def named(self, language: str) -> Mapping[str, str]:
        """Id -> name of every nerve and level in a language; English where it has none."""
        return {
            **{nerve.id: nerve.name.to(language) for nerve in self.nerves.values()},
            **{level.id: level.name.to(language) for level in self.levels.values()},
        }

    @property
    def known_ids(self) -> Mapping[Layer, frozenset[str]]:
        """Ids that the atlas may use."""
        return {"nerve": frozenset(self.nerves), "level": frozenset(self.levels)}

    def confidence(self, statement: Cited) -> Confidence:
        """How sure a statement is: by the best grade of its sources, else by how well it is remembered."""
        grades = {self.sources[id_].grade for id_ in statement.sources}
        if grades & {"A", "B"}:
            return "high"
        if "C" in grades:
            return "medium" if statement.recalled != "high" else "high"
        return statement.recalled or "low"


FILES: Final[Mapping[str, type[Record]]] = {
    "nerves.yaml": NervesFile,
    "levels.yaml": LevelsFile,
    "sources.yaml": SourcesFile,
}
R = TypeVar("R", bound=Record)
KeyedT = TypeVar("KeyedT", Nerve, Level, Source)


@read_once
def load_knowledge() -> Knowledge:
    """The knowledge base that is installed with footmap.

    Raises
    ------
    AssetError
        With every problem of every file.
    """
    folder = resources.knowledge_folder()
    return kept.checked("base-checked", [folder / name for name in FILES], partial(read_knowledge, folder)).value


def read_records(
    folder: Path, files: Mapping[str, type[Record]]
) -> tuple[dict[str, Record], dict[str, Document], list[Problem]]:
    """The files of a folder: record and document of each that can be read, and the problems of all others."""
    problems: list[Problem] = []
    records: dict[str, Record] = {}
    documents: dict[str, Document] = {}
    for name, model in files.items():
        try:
            records[name], documents[name] = read_yaml(folder / name, model, f"knowledge/{name}")
        except AssetError as error:
            problems.extend(error.problems)
    return records, documents, problems


def read_knowledge(folder: Path, sound: bool = False) -> Knowledge:
    """A knowledge base from a folder.

    Parameters
    ----------
    sound : bool
        These files were checked against each other before.

    Raises
    ------
    AssetError
        With every problem of every file.
    """
    records, documents, problems = read_records(folder, FILES)
    if problems:
        raise AssetError(tuple(problems))
    nerves, levels, sources = records["nerves.yaml"], records["levels.yaml"], records["sources.yaml"]
    assert isinstance(nerves, NervesFile)
    assert isinstance(levels, LevelsFile)
    assert isinstance(sources, SourcesFile)
    out = Knowledge(
        nerves=_keyed(nerves.nerves, "nerves", documents["nerves.yaml"], problems),
        levels=_keyed(levels.levels, "levels", documents["levels.yaml"], problems),
        sources=_keyed(sources.sources, "sources", documents["sources.yaml"], problems),
        scales=nerves.scales,
        disagreements=levels.disagreements,
        remarks=nerves.remarks + levels.remarks,
        grades=MappingProxyType(sources.grades),
    )
    if sound:
        return out
    for name, record in records.items():
        problems.extend(_unknown_sources(record, documents[name], out.sources))
        problems.extend(weak_sources(record, documents[name], out.sources))
    problems.extend(_wrong_parents(nerves.nerves, documents["nerves.yaml"], out.nerves))
    if problems:
        raise AssetError(tuple(problems))
    return out


_HOLDERS: Final = (Record, tuple, dict)
"""What may hold further records."""


def _keyed(items: Sequence[KeyedT], key: str, document: Document, problems: list[Problem]) -> Mapping[str, KeyedT]:
    out: dict[str, KeyedT] = {}
    for i, item in enumerate(items):
        if item.id in out:
            problems.append(Problem(document.where((key, i, "id")), f"The id {item.id} appears twice here."))
        out[item.id] = item
    return MappingProxyType(out)


def _walk(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Record]]:
    parts: Iterable[tuple[str | int, Any]]
    if isinstance(value, Record):
        yield path, value
        parts = ((name, getattr(value, name)) for name in type(value).model_fields)
    else:
        parts = value.items() if isinstance(value, dict) else enumerate(value)
    for name, part in parts:
        if isinstance(part, _HOLDERS):  # most parts are words and numbers
            yield from _walk(part, (*path, name))


def _unknown_sources(record: Record, document: Document, known: Mapping[str, Source]) -> Iterator[Problem]:
    for path, item in _walk(record, ()):
        if isinstance(item, Cited):
            for i, source in enumerate(item.sources):
                if source not in known:
                    where = document.where((*path, "sources", i))
                    yield Problem(where, f"The source {source} is not in sources.yaml.")


def weak_sources(record: Record, document: Document, known: Mapping[str, Source]) -> Iterator[Problem]:
    """Sources of statements that no clinician would cite; what rests on them is recalled, not sourced."""
    for path, item in _walk(record, ()):
        sources = getattr(item, "sources", ())
        for i, id_ in enumerate(sources if isinstance(sources, tuple) else ()):
            if isinstance(id_, str) and id_ in known and not known[id_].citable:
                where = document.where((*path, "sources", i))
                yield Problem(
                    where, f"{id_} is a weak source (grade D): leave it out and say how well this is recalled."
                )


def _wrong_parents(nerves: Sequence[Nerve], document: Document, known: Mapping[str, Nerve]) -> Iterator[Problem]:
    for i, nerve in enumerate(nerves):
        for j, parent in enumerate(nerve.parents):
            place: Path_ = ("nerves", i, "parents", j)
            if parent not in known:
                words = f"The parent {parent} of {nerve.id} is not a nerve of this file."
                yield Problem(document.where(place), words)
            elif _descends(parent, nerve.id, lambda id_: known[id_].parents if id_ in known else ()):
                yield Problem(document.where(place), f"{nerve.id} is its own ancestor through {parent}.")
        if not nerve.parents and not nerve.origin:
            yield Problem(document.where(("nerves", i)), f"{nerve.id} needs parents or an origin in words.")


def _descends(start: str, goal: str, parents: Callable[[str], Sequence[str]]) -> bool:
    seen: set[str] = set()
    queue = [start]
    while queue:
        id_ = queue.pop()
        if id_ == goal:
            return True
        if id_ not in seen:
            seen.add(id_)
            queue.extend(parents(id_))
    return False
