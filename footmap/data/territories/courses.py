"""Courses of the nerves and the sites where they are trapped, as they are seen in every view."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Final

from pydantic import Field

from footmap.core.chart import Chart
from footmap.core.views import VIEW_IDS, ViewId
from footmap.data import resources
from footmap.data.knowledge.base import Knowledge
from footmap.data.models import Record, read_yaml
from footmap.data.yaml_strict import Document
from footmap.errors import AssetError, Problem

from .model import BorderConfidence, Sourced

Point = tuple[float, float]
FILE: Final = "courses.yaml"


class PathModel(Record):
    """One path: points with their depth, and the branch or toe it goes to."""

    pts: Annotated[list[str], Field(min_length=2)]
    part: str | None = None


class CourseModel(Sourced):
    """The paths of one nerve."""

    paths: Annotated[list[PathModel], Field(min_length=1)]


class SiteModel(Sourced):
    """A place where a nerve is trapped."""

    nerve: str
    at: str


class DiscModel(Record):
    """A disc with the root that leaves at its level and the one that passes behind it."""

    disc: str
    leaves: str
    passes: str


class SacEndModel(Sourced):
    """Where the sac of the dura ends: share of the sacrum's height from its top."""

    share_of_sacrum: Annotated[float, Field(gt=0, lt=1)]


class SpineModel(Record):
    """The lumbar spine as a schematic."""

    src: tuple[str, ...]
    discs: list[DiscModel]
    sacral_foramina: list[str]
    sac_end: SacEndModel


class CoursesModel(Record):
    """The file of courses."""

    title: str
    deep_mm: float
    conf_default: BorderConfidence
    src_default: tuple[str, ...]
    courses: dict[str, CourseModel]
    sites: dict[str, SiteModel]
    spine: SpineModel


def with_depth(chart: Chart, text: str) -> tuple[float, float, float]:
    """s, a and depth (mm) of a point such as ``T50@270/38``."""
    point, _, depth = text.partition("/")
    if not depth:
        raise ValueError(f"'{text}' has no depth; write it after a slash, in mm")
    s, a = chart.point(point)
    return s, a, float(depth)


def read_courses(folder: Path) -> tuple[CoursesModel, Document]:
    """The authored courses and sites."""
    return read_yaml(folder / FILE, CoursesModel)


def course_problems(
    model: CoursesModel, document: Document, chart: Chart, knowledge: Knowledge, site_ids: frozenset[str] = frozenset()
) -> list[Problem]:
    """Points that cannot be read, ids and sources that the knowledge base does not have."""
    out = []

    def check(point: str, *path: str) -> None:
        try:
            with_depth(chart, point)
        except ValueError as error:
            out.append(Problem(document.where(path), f"{path[-1]}: {error}."))

    for nerve, course in model.courses.items():
        where = document.where(("courses", nerve))
        if nerve not in knowledge.nerves:
            out.append(Problem(where, f"The nerve {nerve} is not in the knowledge base."))
        out += [Problem(where, f"{nerve}: unknown source {c}.") for c in course.src if not _known(c, knowledge)]
        for path in course.paths:
            for point in path.pts:
                check(point, "courses", nerve)
    for name, site in model.sites.items():
        where = document.where(("sites", name))
        if site.nerve not in knowledge.nerves:
            out.append(Problem(where, f"The nerve {site.nerve} is not in the knowledge base."))
        if site_ids and name not in site_ids:
            out.append(Problem(where, f"The site {name} is not in the knowledge base."))
        out += [Problem(where, f"{name}: unknown source {c}.") for c in site.src if not _known(c, knowledge)]
        check(site.at, "sites", name)
    missing = sorted(set(knowledge.nerves) - set(model.courses))
    return out + [Problem(document.where(("courses",)), f"The nerve {nerve} has no course.") for nerve in missing]


def _known(code: str, knowledge: Knowledge) -> bool:
    return code in knowledge.sources or code.startswith("mem_") or code == "draw"


@dataclass(frozen=True)
class CoursePiece:
    """Part of a course in one view.

    Attributes
    ----------
    points_mm : tuple of (x, y)
    dashed : bool
        The nerve runs deep here, or on the far side of the limb.
    part : str or None
        Branch, toe or web space it goes to.
    """

    points_mm: tuple[Point, ...]
    dashed: bool
    part: str | None


@dataclass(frozen=True)
class CourseSite:
    """A place where a nerve is trapped; `hidden` where it lies on the far side of the view."""

    id: str
    nerve: str
    point_mm: Point
    hidden: bool


@dataclass(frozen=True)
class Courses:
    """Courses and sites of the right limb of one body, per view."""

    pieces: Mapping[ViewId, Mapping[str, tuple[CoursePiece, ...]]]
    sites: Mapping[ViewId, tuple[CourseSite, ...]]


def load_courses(body: str = "male") -> Courses:
    """The courses of a body, from ``courses.json`` of its atlas.

    Raises
    ------
    AssetError
        If the file is missing or damaged.
    """
    name = f"atlas/{body}/courses.json"
    try:
        data: dict[str, Any] = json.loads((resources.atlas_folder(body) / "courses.json").read_bytes())
        pieces = {
            view: MappingProxyType(
                {n: tuple(_piece(p) for p in rows) for n, rows in data["views"][view]["courses"].items()}
            )
            for view in VIEW_IDS
        }
        sites = {
            view: tuple(
                CourseSite(i, r["nerve"], (r["at"][0], r["at"][1]), r["hidden"])
                for i, r in data["views"][view]["sites"].items()
            )
            for view in VIEW_IDS
        }
    except OSError as error:
        raise AssetError((Problem(name, f"The file cannot be read: {error.strerror}."),)) from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise AssetError((Problem(name, f"The file is damaged ({error}); build the atlas again."),)) from error
    return Courses(MappingProxyType(pieces), MappingProxyType(sites))


def _piece(row: Mapping[str, Any]) -> CoursePiece:
    return CoursePiece(tuple((float(x), float(y)) for x, y in row["at"]), bool(row["dashed"]), row["part"])
