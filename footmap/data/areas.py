"""Places told in words, drawn as boxes on the outline of a view: the areas of published and of taught cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

import numpy as np
from pydantic import Field
from shapely import LineString, MultiPolygon, Polygon, box

from footmap.core import geometry
from footmap.core.atlas import Atlas, View
from footmap.core.geometry import intersection, repair
from footmap.core.views import ViewId
from footmap.data import resources
from footmap.data.knowledge.base import Id, Words
from footmap.data.models import Record, read_yaml
from footmap.data.once import read_once

STEP_MM: Final = 2.0
FOOT_HEIGHT: Final = 0.45
"""Top of a foot seen from the side, as a share of its length; the leg above is not part of it."""

Span = tuple[float, float]
LimbPart = Literal["thigh", "shank", "foot"]
MEDIAL: Final[Mapping[ViewId, int]] = {"leg_anterior": 1, "leg_posterior": -1, "foot_dorsal": -1, "foot_plantar": 1}
FRONT: Final[Mapping[ViewId, int]] = {"leg_lateral": 1, "leg_medial": -1, "foot_lateral": 1, "foot_medial": -1}


class AreaRecord(Record):
    """One place; see the head of ``areas.yaml``."""

    id: Id
    view: ViewId
    part: LimbPart
    along: Span
    across: Span
    words: Words


class AreasFile(Record):
    """``areas.yaml``."""

    format: Literal["footmap-benchmark-areas"]
    version: Literal[1]
    areas: tuple[AreaRecord, ...] = Field(min_length=1)


@read_once
def load_areas() -> Mapping[str, AreaRecord]:
    """All areas by id.

    Raises
    ------
    AssetError
        If the file is missing or wrong.
    """
    record, _ = read_yaml(resources.root() / "benchmark" / "areas.yaml", AreasFile, "benchmark/areas.yaml")
    return {area.id: area for area in record.areas}


def place(area: AreaRecord, atlas: Atlas) -> MultiPolygon:
    """The skin of an area on the right limb, mm of its view.

    Empty where the area meets no skin.
    """
    view = atlas.views[area.view]
    outline = view.outline
    if area.view in FRONT and area.part == "foot":
        outline = _foot_only(view)
        return _across_columns(area, view, outline)
    return _across_rows(area, view, outline)


def _across_rows(area: AreaRecord, view: View, outline: MultiPolygon) -> MultiPolygon:
    """Rows of the picture, cut to a share of the outline's width."""
    top, bottom = _ends(area.part, view)
    first, last = (top + (bottom - top) * s for s in area.along)
    direction = MEDIAL.get(area.view) or -FRONT[area.view]
    left, _, right, _ = outline.bounds
    near, far = [], []
    for y in _steps(first, last):
        row = geometry.on_line(LineString([(left - 1, y), (right + 1, y)]), outline)
        if row.is_empty:
            continue
        low, _, high, _ = row.bounds
        start, end = (high, low) if direction > 0 else (low, high)
        near.append((start + (end - start) * area.across[0], y))
        far.append((start + (end - start) * area.across[1], y))
    return _band(near, far, outline)


def _across_columns(area: AreaRecord, view: View, outline: MultiPolygon) -> MultiPolygon:
    """Columns of a foot seen from the side, cut to a share of its height."""
    heel, toes = view.landmarks_mm["heel_back"][0], view.landmarks_mm["longest_toe_tip"][0]
    first, last = (heel + (toes - heel) * s for s in area.along)
    _, bottom, _, top = outline.bounds
    near, far = [], []
    for x in _steps(first, last):
        column = geometry.on_line(LineString([(x, bottom - 1), (x, top + 1)]), outline)
        if column.is_empty:
            continue
        _, low, _, high = column.bounds
        near.append((x, low + (high - low) * area.across[0]))
        far.append((x, low + (high - low) * area.across[1]))
    return _band(near, far, outline)


def _ends(part: LimbPart, view: View) -> Span:
    marks = view.landmarks_mm
    if part == "thigh":
        return marks["crotch"][1], marks["knee_joint"][1]
    if part == "shank":
        return marks["knee_joint"][1], marks["ankle_joint"][1]
    return marks["heel_back"][1], marks["longest_toe_tip"][1]


def _foot_only(view: View) -> MultiPolygon:
    length = abs(view.landmarks_mm["longest_toe_tip"][0] - view.landmarks_mm["heel_back"][0])
    left, bottom, right, _ = view.outline.bounds
    return intersection(view.outline, box(left - 1, bottom - 1, right + 1, bottom + FOOT_HEIGHT * length))


def _steps(first: float, last: float) -> list[float]:
    count = max(2, int(abs(last - first) / STEP_MM) + 1)
    return [float(v) for v in np.linspace(first, last, count)]


def _band(near: list[Span], far: list[Span], outline: MultiPolygon) -> MultiPolygon:
    if len(near) < 2:
        return MultiPolygon()
    return intersection(repair(Polygon([*near, *reversed(far)])), outline)
