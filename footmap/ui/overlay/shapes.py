"""Shapes of territories as painter paths, made when first drawn and kept."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath, QTransform
from shapely import MultiPolygon

from footmap.core.atlas import Atlas, Layer, MapId, Territory, Zone
from footmap.core.skin_owners import OwnedSkin, owned_skin
from footmap.core.views import ViewId
from footmap.ui.sheet.paths import path


class Shape:
    """One shape in one view, right-limb millimetres."""

    def __init__(self, shape: MultiPolygon) -> None:
        self.shape = shape
        self._path: QPainterPath | None = None

    @property
    def path(self) -> QPainterPath:
        """The shape for a painter."""
        if self._path is None:
            self._path = path(self.shape)
        return self._path


class Shapes:
    """The territories of an atlas, by what they show."""

    def __init__(self, atlas: Atlas) -> None:
        self._all = atlas.territories
        self._made: dict[tuple[int, Zone, ViewId], Shape] = {}
        self._owned: dict[tuple[MapId | None, ViewId], tuple[OwnedSkin, ...]] = {}

    def nerves(self) -> list[Territory]:
        """Every nerve without trunks: together they cover the skin."""
        return [t for t in self._all if t.layer == "nerve" and not t.trunk]

    def variants(self) -> list[Territory]:
        """Nerves with variants; a trunk only for those that none of its branches has."""
        nerves = [t for t in self._all if t.layer == "nerve" and t.variants]
        branches = {v.id for t in nerves if not t.trunk for v in t.variants}
        return [t for t in nerves if not t.trunk or not {v.id for v in t.variants} <= branches]

    def levels(self, map_: MapId) -> list[Territory]:
        """Every level of a map."""
        return [t for t in self._all if t.layer == "level" and t.map == map_]

    def disagreement(self) -> list[Territory]:
        """Skin by how far the maps differ there."""
        return [t for t in self._all if t.layer == "disagreement"]

    def of(self, layer: Layer, id_: str, map_: MapId, part: str | None = None) -> list[Territory]:
        """Territories of a nerve (or only one part of it), of a region, or of a level in a map."""
        return [
            t
            for t in self._all
            if t.layer == layer and t.id == id_ and t.map in (None, map_) and (part is None or t.part == part)
        ]

    def get(self, territory: Territory, zone: Zone, view: ViewId) -> Shape | None:
        """One zone in one view, None where the view does not see it."""
        key = id(territory), zone, view
        if key not in self._made:
            shape = territory.zones.get(zone, {}).get(view)
            if shape is None or shape.is_empty:
                return None
            self._made[key] = Shape(shape)
        return self._made[key]

    def owned(self, map_: MapId | None, view: ViewId) -> tuple[OwnedSkin, ...]:
        """Whose skin a view shows: levels of a map, or nerves (None)."""
        key = map_, view
        if key not in self._owned:
            self._owned[key] = owned_skin(self.nerves() if map_ is None else self.levels(map_), view)
        return self._owned[key]

    def whole(self, territories: Iterable[Territory], zone: Zone, view: ViewId, to_px: QTransform) -> QPainterPath:
        """One zone of several territories as one path on the screen; overlaps count once."""
        out = QPainterPath()
        out.setFillRule(Qt.FillRule.WindingFill)
        for territory in territories:
            shape = self.get(territory, zone, view)
            if shape is not None:
                out.addPath(to_px.map(shape.path))
        return out


def mapped(to_px: QTransform, x: float, y: float) -> tuple[float, float]:
    """A point through a transform."""
    at = to_px.map(QPointF(x, y))
    return at.x(), at.y()
