"""Which territories lie at skin points: masks of every zone, for polygons and label rasters alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from footmap.core.atlas import Layer, MapId, Zone
from footmap.core.chart import FloatArray
from footmap.core.ids import CONSENSUS, LEVELS
from footmap.data.territories.authored import Authored
from footmap.data.territories.consensus import DISAGREEMENT, members
from footmap.data.territories.file import BoolArray, IntArray

OWN = "own"
"""Part of a nerve that has branches: its own area without theirs."""


@dataclass(frozen=True, order=True)
class Key:
    """One zone of one territory."""

    layer: Layer
    id: str
    part: str | None
    map: MapId | None
    zone: Zone
    trunk: bool = False


class Membership:
    """Territories at points of the skin coordinates.

    Parameters
    ----------
    authored : Authored
    s, a : (n,) float
        Points of the skin coordinates.
    """

    def __init__(self, authored: Authored, s: FloatArray, a: FloatArray) -> None:
        self.authored, self.s, self.a = authored, s, a

    @cached_property
    def region(self) -> IntArray:
        """Index of the region."""
        return self.authored.regions.label(self.s, self.a)

    @cached_property
    def nerve(self) -> IntArray:
        """Index of the nerve's own area."""
        return self.authored.nerves.label(self.s, self.a)

    @cached_property
    def consensus(self) -> tuple[BoolArray, BoolArray]:
        """Core, and core with margin, of the consensus, each (n, levels)."""
        return self.authored.consensus.zones(self.s, self.a)

    def own(self, area: str) -> BoolArray:
        """Points of one nerve area."""
        nerves = self.authored.nerves
        return np.asarray(self.nerve == nerves.names.index(area))

    def usual(self, nerve: str) -> BoolArray:
        """Points of a nerve with its branches."""
        indices = [self.authored.nerves.names.index(n) for n in self.authored.terminal(nerve)]
        return np.isin(self.nerve, indices)

    def core(self, nerve: str, own_only: bool = False) -> BoolArray:
        """Points of a nerve's core; of a trunk, those of its branches too."""
        model, names = self.authored.nerves.model, self.authored.nerves.names
        out = np.zeros(len(self.s), bool)
        if nerve in model.cores:
            within = self.own(nerve) if nerve in names else self.usual(nerve)
            out |= self.authored.nerves.inside(model.cores[nerve].shape, self.s, self.a) & within
        if not own_only:
            for member in model.trunks.get(nerve, []):
                if member != nerve:
                    out |= self.core(member)
        return out

    def digital(self, name: str) -> tuple[BoolArray, BoolArray]:
        """Points of a digital nerve and of its core."""
        nerves = self.authored.nerves
        item = nerves.model.digital[name]
        parents = np.isin(self.nerve, [nerves.names.index(p) for p in item.parents])
        usual = nerves.inside(item.shape, self.s, self.a) & parents
        return usual, nerves.inside(item.core, self.s, self.a) & usual

    def masks(self) -> dict[Key, BoolArray]:
        """Every zone that labels tell apart; empty ones included."""
        out: dict[Key, BoolArray] = {}
        authored = self.authored
        for i, name in enumerate(authored.regions.names):
            out[Key("region", name, None, None, "usual")] = self.region == i
        trunks = authored.nerves.model.trunks
        for name in dict.fromkeys((*authored.nerves.names, *trunks)):
            trunk = name in trunks
            if trunk and name in authored.nerves.names:
                out[Key("nerve", name, OWN, None, "usual")] = self.own(name)
                out[Key("nerve", name, OWN, None, "core")] = self.core(name, own_only=True)
            out[Key("nerve", name, None, None, "usual", trunk)] = self.usual(name)
            out[Key("nerve", name, None, None, "core", trunk)] = self.core(name)
        for name in authored.nerves.model.no_skin:
            out[Key("nerve", name, None, None, "usual")] = np.zeros(len(self.s), bool)
        for name, item in authored.nerves.model.digital.items():
            usual, core = self.digital(name)
            out[Key("nerve", item.nerve, item.part, None, "usual")] = usual
            if item.core is not None:
                out[Key("nerve", item.nerve, item.part, None, "core")] = core
        for map_id, layer in authored.maps.items():
            drawn = members(layer, self.s, self.a)
            for j, level in enumerate(LEVELS):
                if level in layer.names or level in layer.model.shapes:
                    out[Key("level", level, None, map_id, "usual")] = drawn[:, j]
        apart = authored.disagreement.at(self.s, self.a)
        for i, name in enumerate(DISAGREEMENT):
            out[Key("disagreement", name, None, None, "usual")] = apart == i
        core, margin = self.consensus
        for j, level in enumerate(LEVELS):
            out[Key("level", level, None, CONSENSUS, "usual")] = margin[:, j]
            out[Key("level", level, None, CONSENSUS, "core")] = core[:, j]
        return out
