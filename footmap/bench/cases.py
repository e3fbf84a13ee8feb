"""Published cases as drawings and answers: for the accuracy benchmark, never shown as patients of the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from footmap.core.atlas import Atlas
from footmap.core.drawing import Drawing, Quality, Stroke
from footmap.core.ids import LevelId
from footmap.core.views import Side
from footmap.data import resources
from footmap.data.areas import load_areas, place
from footmap.data.knowledge.base import Id, Words
from footmap.data.knowledge.clinical import Clinical
from footmap.data.models import Record, read_yaml
from footmap.data.once import read_once
from footmap.data.yaml_strict import Document
from footmap.errors import AssetError, Problem

Basis = Literal["stated", "partly_stated", "inferred_from_diagnosis"]
Established = Literal["surgery", "electrodiagnosis", "imaging", "clinical"]
CaseSide = Literal["right", "left", "bilateral", "unspecified"]
ClueId = Annotated[str, Field(pattern=r"^[a-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)?$")]


class PaintedArea(Record):
    """One area with its quality; `side` where it differs from the case's."""

    area: Id
    quality: Quality
    side: CaseSide | None = None


class Truth(Record):
    """What the case turned out to be; any of the ids counts as right at its depth.

    Attributes
    ----------
    target : {"nerve", "level", "condition"}
        Depth at which the case is judged.
    """

    words: Words
    target: Literal["nerve", "level", "condition"]
    nerves: tuple[Id, ...]
    levels: tuple[LevelId, ...]
    conditions: tuple[Id, ...]
    red_flag: bool
    not_nerve: bool


class PublishedCase(Record):
    """A published case.

    Attributes
    ----------
    area_basis : {"stated", "partly_stated", "inferred_from_diagnosis"}
        How the area was described; inferred ones flatter every method and are reported apart.
    established : {"surgery", "electrodiagnosis", "imaging", "clinical"}
        The surest way in which its truth was established; `established_by` in words.
    clues : mapping of clue id to answer id
        What the case answers.
    read : tuple of clue id
        Clues whose place had to be interpreted.
    added_later : tuple of clue id
        Clues that were answered after the case had been seen to fail without them. What rests on them was made with
        the case in view and is reported apart.
    not_asked : tuple of str
        What the case tells and no clue asks.
    """

    format: Literal["footmap-benchmark-case"]
    version: Literal[1]
    id: Annotated[str, Field(pattern=r"^C2?-[0-9]{3}$")]
    source: Words
    side: CaseSide
    difficulty: Literal["easy", "medium", "hard"]
    area_basis: Basis
    established_by: Words
    established: Established
    paint: tuple[PaintedArea, ...] = Field(min_length=1)
    story: tuple[Words, ...]
    investigations: tuple[Words, ...]
    clues: dict[ClueId, Words]
    read: tuple[ClueId, ...] = ()
    added_later: tuple[ClueId, ...] = ()
    not_asked: tuple[Words, ...] = ()
    truth: Truth
    distractor: Words

    @property
    def is_new(self) -> bool:
        """Whether it belongs to the second collection, which no constant was chosen on; ids that begin with C2."""
        return self.id.startswith("C2")

    @property
    def clues_at_first(self) -> dict[str, str]:
        """Its answers without those that were added later."""
        return {clue: answer for clue, answer in self.clues.items() if clue not in self.added_later}

    def drawing(self, atlas: Atlas) -> Drawing:
        """The painted areas as strokes; an unspecified side is drawn on the right."""
        return Drawing(tuple(stroke for item in self.paint for stroke in self._strokes(item, atlas)))

    def _strokes(self, item: PaintedArea, atlas: Atlas) -> Iterator[Stroke]:
        area = load_areas()[item.area]
        where = item.side or self.side
        sides: tuple[Side, ...] = (
            ("right", "left") if where == "bilateral" else ("left",) if where == "left" else ("right",)
        )
        for side in sides:
            sign = -1.0 if side == "left" else 1.0
            for polygon in place(area, atlas).geoms:
                points = tuple((sign * x, y) for x, y in polygon.exterior.coords)
                yield Stroke(side, area.view, "add", "area", item.quality, points)


@read_once
def load_cases() -> tuple[PublishedCase, ...]:
    """All published cases, by id.

    Raises
    ------
    AssetError
        With every problem of every file.
    """
    cases: list[PublishedCase] = []
    problems: list[Problem] = []
    for path in sorted((resources.root() / "benchmark" / "cases").glob("*.yaml")):
        try:
            case, document = read_yaml(path, PublishedCase, f"benchmark/cases/{path.name}")
            problems.extend(_unknown_areas(case, document))
            cases.append(case)
        except AssetError as error:
            problems.extend(error.problems)
    if problems:
        raise AssetError(tuple(problems))
    return tuple(cases)


def unknown_ids(case: PublishedCase, clinical: Clinical) -> list[str]:
    """Ids of a case that the knowledge base does not know, in words."""
    out = []
    for clue, answer in case.clues.items():
        known = clinical.clues.get(clue)
        if known is None or answer not in known.answers:
            out.append(f"{clue}: {answer}")
    truth: tuple[tuple[tuple[str, ...], Mapping[str, object]], ...] = (
        (case.truth.nerves, clinical.base.nerves),
        (case.truth.levels, clinical.base.levels),
        (case.truth.conditions, clinical.conditions),
    )
    return out + [id_ for ids, book in truth for id_ in ids if id_ not in book]


def _unknown_areas(case: PublishedCase, document: Document) -> Iterator[Problem]:
    for i, item in enumerate(case.paint):
        if item.area not in load_areas():
            yield Problem(document.where(("paint", i, "area")), f"{item.area} is not an area of areas.yaml.")
