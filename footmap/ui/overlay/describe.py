"""Words for the skin under the pointer, from the label rasters and the shapes of the variants."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import shapely
from shapely import STRtree

from footmap.core.atlas import Atlas, LabelColumn, LabelRaster, MapId, Zone
from footmap.core.ids import CONSENSUS
from footmap.core.views import ViewId


class SkinWords(NamedTuple):
    """What lies at a point: region, nerves and levels in words; empty where there is no skin."""

    region: str
    nerves: str
    levels: str


class Reached(NamedTuple):
    """A variant of a nerve that reaches a point; `frequency` is a share of limbs."""

    nerve: str
    variant: str
    frequency: float | None


NOTHING = SkinWords("", "", "")


class Describer:
    """Looks up names at points of a view; what it has said of a label once it keeps.

    Parameters
    ----------
    names : mapping of id to name
        Of nerves, levels and regions.
    maps : mapping of map id to short name
        In the order in which they are mentioned; the consensus comes last.
    zones : mapping of zone to str
        Translated words for a nerve's zone, with ``{0}`` for the nerve.
    share : str
        Translated words for a variant with a known frequency, with ``{0}`` for the nerve and ``{1}`` for the percent.
    core, margin : str
        Translated words for core and margin of the consensus.
    """

    def __init__(
        self,
        atlas: Atlas,
        names: Mapping[str, str],
        maps: Mapping[MapId, str],
        zones: Mapping[Zone, str],
        core: str,
        margin: str,
        share: str,
    ) -> None:
        self._labels: Mapping[ViewId, LabelRaster] = atlas.labels
        self._table = atlas.label_table
        self._names = names
        self._maps = maps
        self._zones = zones
        self._core, self._margin, self._share = core, margin, share
        nerves = [t for t in atlas.territories if t.layer == "nerve"]
        self._trunks = {(t.id, t.part) for t in nerves if t.trunk}
        branches = {v.id for t in nerves if not t.trunk for v in t.variants}
        self._variants = [(t.id, v) for t in nerves for v in t.variants if not t.trunk or v.id not in branches]
        self._trees: dict[ViewId, tuple[STRtree, list[Reached]]] = {}
        self._said: dict[tuple[int, frozenset[Reached]], SkinWords] = {}

    def at(self, view: ViewId, x_mm: float, y_mm: float) -> SkinWords:
        """Words for right-limb millimetres of a view."""
        label = self._labels[view].at(x_mm, y_mm)
        if label == 0:
            return NOTHING
        key = label, self._variants_at(view, x_mm, y_mm)
        words = self._said.get(key)
        if words is None:
            words = self._said[key] = self._words(*key)
        return words

    def _variants_at(self, view: ViewId, x_mm: float, y_mm: float) -> frozenset[Reached]:
        """Variants that reach this point."""
        if view not in self._trees:
            found = [
                (Reached(id_, v.id, v.frequency), shape)
                for id_, v in self._variants
                if (shape := v.shapes.get(view)) is not None and not shape.is_empty
            ]
            self._trees[view] = STRtree([shape for _, shape in found]), [reached for reached, _ in found]
        tree, reached = self._trees[view]
        return frozenset(reached[i] for i in tree.query(shapely.Point(x_mm, y_mm), predicate="intersects"))

    def _words(self, label: int, variants: frozenset[Reached]) -> SkinWords:
        columns = [self._table.columns[i] for i in np.flatnonzero(self._table.member[label])]
        regions = [c.id for c in columns if c.layer == "region"]
        mine = [c for c in columns if c.layer == "nerve" and (c.id, c.part) not in self._trunks]
        cores = {c.id for c in mine if c.zone == "core"}
        usual = {c.id for c in mine if c.zone == "usual"}
        zones: dict[Zone, set[str]] = {"core": usual & cores, "usual": usual - cores}
        nerves = [
            self._zones[zone].format(name)
            for zone, ids in zones.items()
            for name in sorted(self._names.get(id_, id_) for id_ in ids)
        ]
        nerves += self._variant_words({v for v in variants if v.nerve not in usual})
        return SkinWords(
            self._names.get(regions[0], regions[0]) if regions else "",
            ", ".join(nerves),
            "  ".join(f"{self._names.get(id_, id_)} ({', '.join(maps)})" for id_, maps in self._levels(columns)),
        )

    def _variant_words(self, variants: set[Reached]) -> list[str]:
        """Nerves that reach here as a variant, with the share of limbs of those that do where it is known."""
        out = []
        for nerve in {v.nerve for v in variants}:
            name = self._names.get(nerve, nerve)
            shares = [v.frequency for v in variants if v.nerve == nerve]
            known = [share for share in shares if share is not None]
            if known and len(known) == len(shares):
                out.append(self._share.format(name, round(100 * min(1.0, sum(known)))))
            else:
                out.append(self._zones["variant"].format(name))
        return sorted(out)

    def _levels(self, columns: list[LabelColumn]) -> list[tuple[str, list[str]]]:
        """Every level drawn here, with the maps that draw it."""
        drawn = {(c.id, c.map) for c in columns if c.layer == "level" and c.zone == "usual"}
        cores = {c.id for c in columns if c.layer == "level" and c.zone == "core"}
        out: dict[str, list[str]] = {level: [] for level in sorted({level for level, _ in drawn})}
        for level, said in out.items():
            said += [name for id_, name in self._maps.items() if id_ != CONSENSUS and (level, id_) in drawn]
            if (level, CONSENSUS) in drawn:
                said.append(self._core if level in cores else self._margin)
        return list(out.items())
