"""What can be wrong with the shapes of a built atlas: gaps, overlaps, skin left out, areas out of proportion."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import shapely
from shapely import MultiPolygon

from footmap.core import geometry
from footmap.core.atlas import Atlas, Territory, divisions
from footmap.core.views import VIEW_IDS, ViewId
from footmap.errors import Problem

from .models import Record, read_yaml
from .yaml_strict import Document

GAP_MM2: Final = 0.5
"""Skin of a view that rounding of shapes may leave to nobody."""
MAPS_THAT_DIVIDE: Final = ("foerster_1933", "keegan_garrett_1948")


class BudgetsModel(Record):
    """How much skin a territory may have, cm2 of the male body; lower and upper limit."""

    title: str
    nerves: dict[str, tuple[float, float]]
    levels: dict[str, dict[str, tuple[float, float]]]


def coverage_problems(atlas: Atlas) -> Iterator[Problem]:
    """Gaps and overlaps among what must divide the skin of every view."""
    name = f"atlas/{atlas.body}/territories.npz"
    for what, territories in divisions(atlas).items():
        for view in VIEW_IDS:
            shapes = _shapes(territories, view)
            if not shapely.coverage_is_valid(shapes):
                yield Problem(name, f"The {what} overlap or do not share their borders in {view}.")
            outline = atlas.views[view].outline
            gap = float(outline.area) - float(geometry.overlap_mm2([outline], geometry.union_all(shapes, grid_mm=0))[0])
            if gap > GAP_MM2:
                yield Problem(name, f"The {what} leave {gap:.1f} mm² of the skin of {view} unassigned.")
    for map_id in MAPS_THAT_DIVIDE:
        levels = [t for t in atlas.territories if t.map == map_id]
        for view in VIEW_IDS:
            if not shapely.coverage_is_valid(_shapes(levels, view)):
                yield Problem(name, f"The levels of {map_id} overlap in {view}.")


def _shapes(territories: list[Territory], view: ViewId) -> list[MultiPolygon]:
    shapes = [t.zones["usual"][view] for t in territories if view in t.zones["usual"]]
    return [s for s in shapes if not s.is_empty]


def true_cm2(atlas: Atlas, territory: Territory) -> float:
    """True skin area of a territory's usual zone, square centimetres."""
    total = 0.0
    for view, shape in territory.zones["usual"].items():
        home = geometry.intersection(shape, atlas.views[view].home)
        if not home.is_empty:
            total += atlas.skin.true_area_mm2(view, home)
    return total / 100


def read_budgets(path: Path) -> tuple[BudgetsModel, Document]:
    """The area budgets."""
    return read_yaml(path, BudgetsModel)


def budget_problems(atlas: Atlas, path: Path) -> Iterator[Problem]:
    """Territories that are larger or smaller than they may be."""
    budgets, document = read_budgets(path)
    for t in atlas.territories:
        if t.layer == "nerve" and t.part is None:
            limits: tuple[float, float] | None = budgets.nerves.get(t.id)
            where = document.where(("nerves", t.id))
        elif t.layer == "level" and t.map is not None:
            limits = budgets.levels.get(t.map, {}).get(t.id)
            where = document.where(("levels", t.map, t.id))
        else:
            continue
        if limits is None:
            continue
        cm2 = true_cm2(atlas, t)
        if not limits[0] <= cm2 <= limits[1]:
            yield Problem(where, f"{t.map or ''} {t.id} has {cm2:.1f} cm², not {limits[0]} to {limits[1]}.".strip())


def areas_cm2(atlas: Atlas) -> dict[str, float]:
    """True skin area of every whole nerve and every level, for reports; keys ``nerve/id`` and ``map/level``."""
    out = {}
    for t in atlas.territories:
        if t.part is None and t.layer != "region":
            out[f"{t.map or t.layer}/{t.id}"] = round(float(np.round(true_cm2(atlas, t), 1)), 1)
    return out
