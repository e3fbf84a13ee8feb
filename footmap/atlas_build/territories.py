"""Polygons of every territory in every view, written as ``territories.npz``.

Entries of the file: a region, nerve or level of a map, one zone, one view. Regions, the nerves' own areas (entries
that are no trunk and have no toe or web space as part; a nerve with branches keeps its own area under the part
``own``) and the levels of the Foerster and the Keegan-Garrett map each divide the outline of a view without gaps or
overlaps. A nerve's entry without part is its whole territory, branches included, and a trunk where it has branches.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely import MultiPolygon

from footmap.core import geometry
from footmap.core.chart import FloatArray
from footmap.core.ids import CONSENSUS, LEVELS
from footmap.core.views import VIEW_IDS, ViewId
from footmap.data.territories.authored import Authored
from footmap.data.territories.consensus import DISAGREEMENT
from footmap.data.territories.file import BoolArray, TerritoryFile
from footmap.data.territories.model import ShapeModel

from .arcs import ChartRaster, IntImage, coverage, shape
from .membership import OWN, Key, Membership


@dataclass(frozen=True)
class DrawnShape:
    """One shape of the file."""

    key: Key
    view: ViewId
    shape: MultiPolygon
    variant: str | None = None
    frequency: float | None = None


def _least_mm2(view: ViewId) -> float:
    """Smaller pieces of a territory are left out: what they hold is shown larger by another view."""
    return 8.0 if view.startswith("foot") else 25.0


def _binary(test: Callable[[FloatArray, FloatArray], BoolArray]) -> Callable[[FloatArray, FloatArray], IntImage]:
    return lambda s, a: test(s, a).astype(np.int64)


class ViewTerritories:
    """Draws the territories of one view.

    Parameters
    ----------
    authored : Authored
    view : ViewId
    raster : ChartRaster
    """

    def __init__(self, authored: Authored, view: ViewId, raster: ChartRaster) -> None:
        self.authored, self.view, self.raster = authored, view, raster
        self.at = Membership(authored, *raster.points)
        self._least = _least_mm2(view)

    def all(self) -> list[DrawnShape]:
        """Everything, in the order of the file."""
        return [*self._regions(), *self._nerves(), *self._maps(), *self._consensus(), *self._disagreement()]

    def _drawn(self, key: Key, what: MultiPolygon) -> list[DrawnShape]:
        return [] if what.is_empty else [DrawnShape(key, self.view, what)]

    def _divided(self, layer: TerritoryFile, labels: IntImage) -> dict[str, MultiPolygon]:
        found = coverage(self.raster, labels, layer.label, self._least)
        return {layer.names[i]: g for i, g in found.items() if i >= 0}

    def _free(self, layer: TerritoryFile, what: ShapeModel | None, within: MultiPolygon | None) -> MultiPolygon:
        """A closed shape, smooth, cut to `within`."""
        s, a = self.raster.points
        inside = layer.inside(what, s, a)
        drawn = shape(self.raster, inside, _binary(lambda u, v: layer.inside(what, u, v)), self._least)
        return drawn if within is None else geometry.intersection(drawn, within, min_mm2=self._least)

    def _regions(self) -> list[DrawnShape]:
        found = self._divided(self.authored.regions, self.at.region)
        return [DrawnShape(Key("region", name, None, None, "usual"), self.view, g) for name, g in found.items()]

    def _nerves(self) -> list[DrawnShape]:
        nerves, trunks = self.authored.nerves, self.authored.nerves.model.trunks
        own = self._divided(nerves, self.at.nerve)
        whole = {n: self._whole(own, n) for n in dict.fromkeys((*nerves.names, *trunks))}
        cores: dict[str, MultiPolygon] = {}
        for name, item in nerves.model.cores.items():
            within = own.get(name, geometry.empty()) if name in nerves.names else whole[name]
            cores[name] = self._free(nerves, item.shape, within)
        out = []
        for name, territory in whole.items():
            trunk = name in trunks
            if trunk and name in own:
                out += self._drawn(Key("nerve", name, OWN, None, "usual"), own[name])
                out += self._drawn(Key("nerve", name, OWN, None, "core"), cores.get(name, geometry.empty()))
            out += self._drawn(Key("nerve", name, None, None, "usual", trunk), territory)
            core = geometry.union_all(cores[c] for c in self._core_parts(name) if c in cores)
            core = geometry.intersection(core, territory, min_mm2=self._least)
            out += self._drawn(Key("nerve", name, None, None, "core", trunk), core)
        if self.view == "foot_plantar":
            out += [
                DrawnShape(Key("nerve", name, None, None, "usual"), self.view, geometry.empty())
                for name in nerves.model.no_skin
            ]
        return out + self._digital(own) + self._variants()

    def _whole(self, own: dict[str, MultiPolygon], nerve: str) -> MultiPolygon:
        parts = [own[n] for n in self.authored.terminal(nerve) if n in own]
        return geometry.polygons(shapely.coverage_union_all(parts)) if parts else geometry.empty()

    def _core_parts(self, nerve: str) -> list[str]:
        out = [nerve]
        for member in self.authored.nerves.model.trunks.get(nerve, []):
            if member != nerve:
                out += self._core_parts(member)
        return out

    def _digital(self, own: dict[str, MultiPolygon]) -> list[DrawnShape]:
        out = []
        for item in self.authored.nerves.model.digital.values():
            within = geometry.union_all(own[p] for p in item.parents if p in own)
            usual = self._free(self.authored.nerves, item.shape, within)
            out += self._drawn(Key("nerve", item.nerve, item.part, None, "usual"), usual)
            if item.core is not None and not usual.is_empty:
                core = self._free(self.authored.nerves, item.core, usual)
                out += self._drawn(Key("nerve", item.nerve, item.part, None, "core"), core)
        return out

    def _variants(self) -> list[DrawnShape]:
        """Variants of a nerve, and of every nerve whose own branches it belongs to."""
        nerves, trunks = self.authored.nerves, self.authored.nerves.model.trunks
        out = []
        for name, item in nerves.model.variants.items():
            if not item.adds or item.shape is None:
                continue
            drawn = self._free(nerves, item.shape, None)
            if drawn.is_empty:
                continue
            holders = [t for t in trunks if t in nerves.names and item.nerve in self.authored.terminal(t)]
            for holder in dict.fromkeys([item.nerve, *holders]):
                key = Key("nerve", holder, None, None, "variant", holder in trunks)
                out.append(DrawnShape(key, self.view, drawn, name, item.freq))
        return out

    def _maps(self) -> list[DrawnShape]:
        out = []
        for map_id, layer in self.authored.maps.items():
            if layer.names:
                found = self._divided(layer, layer.label(*self.raster.points))
            else:
                found = {level: self._free(layer, item.shape, None) for level, item in layer.model.shapes.items()}
            for level in LEVELS:
                if level in found:
                    out += self._drawn(Key("level", level, None, map_id, "usual"), found[level])
        return out

    def _disagreement(self) -> list[DrawnShape]:
        """Skin by how far the maps differ."""
        apart = self.authored.disagreement

        def classify(s: FloatArray, a: FloatArray) -> IntImage:
            return apart.at(s, a) + 1

        found = coverage(self.raster, classify(*self.raster.points), classify, 3 * self._least)
        return [
            DrawnShape(Key("disagreement", name, None, None, "usual"), self.view, found[i + 1])
            for i, name in enumerate(DISAGREEMENT)
            if i + 1 in found
        ]

    def _consensus(self) -> list[DrawnShape]:
        """Cores side by side, and each level's core and margin together."""
        rule = self.authored.consensus
        core, margin = self.at.consensus
        cores = coverage(
            self.raster,
            np.where(core.any(1), core.argmax(1) + 1, 0),
            lambda s, a: _first(rule.zones(s, a)[0]),
            self._least,
        )
        out = []
        for j, level in enumerate(LEVELS):

            def margin_at(s: FloatArray, a: FloatArray, j: int = j) -> BoolArray:
                return np.asarray(rule.zones(s, a)[1][:, j])

            usual = shape(self.raster, margin[:, j], _binary(margin_at), self._least)
            out += self._drawn(Key("level", level, None, CONSENSUS, "usual"), usual)
            drawn = geometry.intersection(cores.get(j + 1, geometry.empty()), usual, min_mm2=self._least)
            out += self._drawn(Key("level", level, None, CONSENSUS, "core"), drawn)
        return out


def _first(core: BoolArray) -> IntImage:
    return np.where(core.any(1), core.argmax(1) + 1, 0)


def write_territories(path: Path, drawn: Sequence[DrawnShape]) -> None:
    """Write ``territories.npz``: the same bytes for the same shapes."""
    order = {view: i for i, view in enumerate(VIEW_IDS)}
    rank = {key: i for i, key in enumerate(dict.fromkeys(d.key for d in drawn))}
    ranked = sorted(drawn, key=lambda d: (rank[d.key], d.variant or "", order[d.view]))
    number: dict[bytes, int] = {}
    entries: list[dict[str, Any]] = []
    shapes: list[MultiPolygon] = []
    for d in ranked:
        blob = shapely.to_wkb(d.shape)
        if blob not in number:
            number[blob] = len(shapes)
            shapes.append(d.shape)
        k = d.key
        entry: dict[str, Any] = {
            "layer": k.layer,
            "id": k.id,
            "part": k.part,
            "map": k.map,
            "trunk": k.trunk,
            "zone": k.zone,
        }
        entry |= {"variant": d.variant, "frequency": d.frequency, "view": d.view, "wkb": number[blob]}
        entries.append(entry)
    data, offset = geometry.pack(shapes)
    index = np.frombuffer(json.dumps({"entries": entries}, separators=(",", ":")).encode(), np.uint8)
    np.savez_compressed(path, index=index, wkb=data, offset=offset)
