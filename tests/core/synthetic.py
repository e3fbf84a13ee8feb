"""A small atlas made of rectangles: two views that each own what they show, a few nerves and levels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon

from footmap.core import geometry
from footmap.core.atlas import (
    MILLI,
    Atlas,
    LabelArray,
    LabelColumn,
    LabelRaster,
    LabelTable,
    Layer,
    PictureFrame,
    Territory,
    View,
    Zone,
)
from footmap.core.drawing import Drawing, Quality, footprint
from footmap.core.paint import Paint, SidePaint
from footmap.core.relief import Relief, carve
from footmap.core.skin import Patch, PatchPaint, Skin
from footmap.core.views import SIDES, Camera, Pose, Side, ViewId

VIEWS: Final[tuple[ViewId, ...]] = ("foot_dorsal", "foot_plantar")
OUTLINE: Final = (-40.0, 0.0, 40.0, 200.0)
STRETCH: Final = 1.25
STEP_MM: Final = 0.5

USUAL: Final[Mapping[str, Mapping[ViewId, tuple[float, float, float, float]]]] = {
    "medial": {"foot_dorsal": (-40, 0, 0, 190), "foot_plantar": (-40, 0, -10, 190)},
    "lateral": {"foot_dorsal": (0, 0, 40, 190), "foot_plantar": (-10, 0, 40, 120)},
    "toes": {"foot_plantar": (-10, 120, 40, 190)},
}
CORE: Final[Mapping[str, Mapping[ViewId, tuple[float, float, float, float]]]] = {
    "medial": {"foot_dorsal": (-35, 20, -10, 150)},
    "lateral": {"foot_dorsal": (10, 20, 35, 150)},
    "toes": {"foot_plantar": (0, 130, 30, 180)},
}
TRUNKS: Final[Mapping[str, tuple[str, ...]]] = {"trunk": ("lateral", "toes"), "all": ("medial", "lateral", "toes")}
LEVELS: Final[Mapping[str, Mapping[ViewId, tuple[float, float, float, float]]]] = {
    "L5": {"foot_dorsal": (-40, 0, 15, 190), "foot_plantar": (-40, 60, -5, 190)},
    "S1": {"foot_dorsal": (5, 0, 40, 190), "foot_plantar": (-15, 0, 40, 190)},
}


def box(bounds: tuple[float, float, float, float]) -> MultiPolygon:
    return MultiPolygon([shapely.box(*bounds)])


class FlatSkin:
    """Skin of which every view owns exactly what it shows; its true area is `STRETCH` times the home area."""

    def __init__(self) -> None:
        self.outline = dict.fromkeys(VIEWS, box(OUTLINE))
        self.home = self.outline
        self.patches = tuple(Patch(view, 0) for view in VIEWS)

    def tiled(self, paint: PatchPaint) -> dict[ViewId, MultiPolygon]:
        return {VIEWS[patch]: shape for patch, shape in paint.items()}

    def relief(self, view: ViewId) -> Relief:
        return carve(self.outline[view], 2.0, [(self.outline[view], lambda xy: np.zeros(len(xy)))])

    def area_mm2(self, paint: PatchPaint) -> float:
        return STRETCH * sum(float(shape.area) for shape in paint.values())


def paint_of(drawing: Drawing) -> Paint:
    """Paint without any skin to carry it between views."""
    sides: dict[Side, SidePaint] = {}
    for side in SIDES:
        shown: dict[ViewId, dict[Quality, MultiPolygon]] = {}
        for stroke in (s for s in drawing.strokes if s.side == side):
            mark = geometry.intersection(footprint(stroke), box(OUTLINE))
            old = shown.setdefault(stroke.view, {})
            if stroke.mode == "add":
                before = old.get(stroke.quality, geometry.empty())
                old[stroke.quality] = geometry.union(before, mark)
            else:
                shown[stroke.view] = {q: geometry.difference(s, mark) for q, s in old.items()}
        union = {VIEWS.index(view): geometry.union_all(by_quality.values()) for view, by_quality in shown.items()}
        sides[side] = SidePaint({}, {k: v for k, v in union.items() if not v.is_empty}, shown)
    return Paint(sides["right"], sides["left"])


def territory(
    layer: Layer,
    id_: str,
    usual: Mapping[ViewId, MultiPolygon],
    core: Mapping[ViewId, MultiPolygon],
    trunk: bool = False,
) -> Territory:
    zones: dict[Zone, Mapping[ViewId, MultiPolygon]] = {"usual": usual}
    if core:
        zones["core"] = core
    return Territory(layer, id_, None, "consensus" if layer == "level" else None, trunk, zones)


def make_atlas() -> Atlas:
    usual = {id_: {view: box(b) for view, b in seen.items()} for id_, seen in USUAL.items()}
    core = {id_: {view: box(b) for view, b in seen.items()} for id_, seen in CORE.items()}
    territories = [territory("nerve", id_, usual[id_], core.get(id_, {})) for id_ in USUAL]
    for id_, branches in TRUNKS.items():
        joined: list[dict[ViewId, MultiPolygon]] = []
        for shapes in (usual, core):
            joined.append(
                {
                    view: geometry.union_all([shapes[b][view] for b in branches if view in shapes[b]])
                    for view in VIEWS
                    if any(view in shapes[b] for b in branches)
                }
            )
        territories.append(territory("nerve", id_, joined[0], joined[1], trunk=True))
    for id_, seen in LEVELS.items():
        whole = {view: box(b) for view, b in seen.items()}
        territories.append(territory("level", id_, whole, {v: geometry.widen(s, -8.0) for v, s in whole.items()}))
    camera = Camera(Pose(), ((1, 0, 0), (0, 1, 0), (0, 0, 1)))
    frame = PictureFrame(OUTLINE[0], OUTLINE[3], 2.0, 160, 400)
    views = {v: View(v, camera, box(OUTLINE), box(OUTLINE), {}, frame, "a corner") for v in VIEWS}
    labels, table = _labels(territories)
    return Atlas("test", "male", views, cast(Skin, FlatSkin()), tuple(territories), labels, table)


def _labels(territories: list[Territory]) -> tuple[dict[ViewId, LabelRaster], LabelTable]:
    columns: list[LabelColumn] = []
    shapes: list[Mapping[ViewId, MultiPolygon]] = []
    for t in territories:
        for zone, seen in t.zones.items():
            columns.append(LabelColumn(t.layer, t.id, t.part, t.map, zone))
            shapes.append(seen)
    x = np.arange(OUTLINE[0] - 5 + STEP_MM / 2, OUTLINE[2] + 5, STEP_MM)
    y = np.arange(OUTLINE[1] - 5 + STEP_MM / 2, OUTLINE[3] + 5, STEP_MM)
    gx, gy = np.meshgrid(x, y)
    flags, inside = [], []
    for view in VIEWS:
        inside.append(shapely.contains_xy(box(OUTLINE), gx, gy))
        member = [shapely.contains_xy(s.get(view, geometry.empty()), gx, gy) for s in shapes]
        flags.append(np.stack([inside[-1], *member], axis=-1).reshape(-1, len(shapes) + 1))
    rows, label = np.unique(np.concatenate(flags), axis=0, return_inverse=True)
    assert not rows[0].any()
    parts: list[Any] = np.split(label.ravel().astype(np.uint16), len(VIEWS))
    rasters = {}
    for view, part, skin in zip(VIEWS, parts, inside, strict=True):
        home = np.where(skin, STEP_MM * STEP_MM * MILLI, 0.0)
        label_grid = part.reshape(gx.shape)
        arrays: dict[LabelArray, NDArray[np.uint16]] = {
            "label": label_grid,
            "home": np.rint(home).astype(np.uint16),
            "skin": np.rint(home * STRETCH).astype(np.uint16),
        }
        rasters[view] = LabelRaster(x[0], y[0], STEP_MM, label_grid.shape, arrays)
    return rasters, LabelTable(tuple(columns), rows[:, 1:])
