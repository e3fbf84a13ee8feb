"""Words for the skin under the pointer, from the label rasters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from footmap.core.atlas import Atlas, LabelRaster
from footmap.core.views import ViewId


class SkinWords(NamedTuple):
    """What lies at a point: region, nerves and levels in words; empty where there is no skin."""

    region: str
    nerves: str
    levels: str


NOTHING = SkinWords("", "", "")


class Describer:
    """Looks up names at points of a view; what it has said of a label once it keeps.

    Parameters
    ----------
    names : mapping of id to name
        Of nerves, levels and regions.
    maps : mapping of map id to short name
        Published dermatome maps that are mentioned.
    core : str
        Translated word for the autonomous zone, with ``{0}`` for the nerve.
    """

    def __init__(self, atlas: Atlas, names: Mapping[str, str], maps: Mapping[str, str], core: str) -> None:
        self._labels: Mapping[ViewId, LabelRaster] = atlas.labels
        self._table = atlas.label_table
        self._names = names
        self._maps = maps
        self._core = core
        self._trunks = {t.id for t in atlas.territories if t.layer == "nerve" and t.trunk}
        self._said: dict[int, SkinWords] = {0: NOTHING}

    def at(self, view: ViewId, x_mm: float, y_mm: float) -> SkinWords:
        """Words for right-limb millimetres of a view."""
        raster = self._labels[view]
        column = round((x_mm - raster.left_mm) / raster.step_mm)
        row = round((y_mm - raster.bottom_mm) / raster.step_mm)
        height, width = raster.label.shape
        if not (0 <= row < height and 0 <= column < width):
            return NOTHING
        label = int(raster.label[row, column])
        words = self._said.get(label)
        if words is None:
            words = self._said[label] = self._words(label)
        return words

    def _words(self, label: int) -> SkinWords:
        columns = [self._table.columns[i] for i in np.flatnonzero(self._table.member[label])]
        regions = [c.id for c in columns if c.layer == "region"]
        cores = {c.id for c in columns if c.layer == "nerve" and c.zone == "core"}
        nerves: list[str] = []
        for c in columns:
            if c.layer != "nerve" or c.zone != "usual" or c.id in self._trunks:
                continue
            name = self._names.get(c.id, c.id)
            said = self._core.format(name) if c.id in cores else name
            if said not in nerves:
                nerves.append(said)
        levels: dict[str, list[str]] = {}
        for c in columns:
            if c.layer == "level" and c.zone == "usual" and c.map is not None and c.map in self._maps:
                levels.setdefault(c.id, []).append(self._maps[c.map])
        return SkinWords(
            self._names.get(regions[0], regions[0]) if regions else "",
            ", ".join(nerves),
            "  ".join(f"{self._names.get(level, level)} ({', '.join(maps)})" for level, maps in sorted(levels.items())),
        )
