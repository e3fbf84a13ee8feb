"""Where the position of a drawn shape comes from, and how sure it is: the sources of the borders that bound it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from footmap.core.atlas import MapId, Territory, Zone
from footmap.core.ids import CONSENSUS

from .authored import Authored
from .check import file_key, owners, side_points
from .file import TerritoryFile
from .model import BorderConfidence, Sourced

SURE_FIRST: Final[tuple[BorderConfidence, ...]] = ("high", "med", "derived", "convention", "low")
"""Confidences, surest first: what is drawn by convention has no source for its position."""
_BESIDE_MM: Final = 2.0
_SPACING_MM: Final = 10.0


@dataclass(frozen=True)
class Provenance:
    """Sources of a shape, each once, and its confidence: that of its least sure border."""

    sources: tuple[str, ...]
    confidence: BorderConfidence


class Provenances:
    """Tells where every territory of an atlas comes from.

    Parameters
    ----------
    authored : Authored
        The authored files.
    """

    def __init__(self, authored: Authored) -> None:
        self._authored = authored
        self._files: Mapping[str, TerritoryFile] = {file_key(file): file for file in authored.files}

    def of(self, territory: Territory, zone: Zone, variant: str | None = None) -> Provenance:
        """Of one zone of a territory, or of one of its variants.

        Raises
        ------
        KeyError
            If the territory is not in the authored files.
        """
        if territory.layer == "disagreement":
            return self._of_all(self._map(map_id) for map_id in self._authored.maps)
        if territory.map == CONSENSUS:
            rule = self._authored.rule
            return Provenance(tuple(rule.src), rule.conf)
        if territory.layer == "region":
            return self._area("regions", territory.id)
        if territory.map is not None:
            return self._level(territory.map, territory.id)
        return self._nerve(territory, zone, variant)

    def _nerve(self, territory: Territory, zone: Zone, variant: str | None) -> Provenance:
        model = self._authored.nerves.model
        if variant is not None:
            return self._thing("nerves", model.variants[variant])
        if territory.part not in (None, "own"):
            digital = [d for d in model.digital.values() if (d.nerve, d.part) == (territory.id, territory.part)]
            if digital:
                return self._of_all(self._thing("nerves", d) for d in digital)
        own = territory.part == "own"
        members = (territory.id,) if own else self._authored.terminal(territory.id)
        if zone == "variant":
            ids = [v.id for v in territory.variants if v.id in model.variants]
            return self._of_all([self._thing("nerves", model.variants[i]) for i in ids] or [self._map("nerves")])
        if zone == "core":
            cores = [self._thing("nerves", model.cores[m]) for m in members if m in model.cores]
            if cores:
                return self._of_all(cores)
        drawn = [self._area("nerves", m) for m in members if m in model.areas]
        digital = [d for d in model.digital.values() if d.nerve in members]
        drawn += [self._thing("nerves", d) for d in digital if not drawn]
        return self._of_all(drawn or [self._map("nerves")])

    def _level(self, map_id: MapId, level: str) -> Provenance:
        file = self._files[map_id]
        if level in file.model.shapes:
            return self._thing(map_id, file.model.shapes[level])
        return self._area(map_id, level) if level in file.model.areas else self._map(map_id)

    def _map(self, key: str) -> Provenance:
        model = self._files[key].model
        return Provenance(tuple(model.src_default), model.conf_default)

    def _area(self, key: str, area: str) -> Provenance:
        file = self._files[key]
        near = [self._thing(key, file.model.borders[name]) for name in self._bounds[key].get(area, ())]
        return self._of_all(near or [self._map(key)])

    def _thing(self, key: str, thing: Sourced) -> Provenance:
        model = self._files[key].model
        return Provenance(tuple(thing.src or model.src_default), thing.conf or model.conf_default)

    @staticmethod
    def _of_all(parts: Iterable[Provenance]) -> Provenance:
        known = list(parts)
        sources = tuple(dict.fromkeys(source for part in known for source in part.sources))
        return Provenance(sources, max((part.confidence for part in known), key=SURE_FIRST.index))

    @cached_property
    def _bounds(self) -> Mapping[str, Mapping[str, list[str]]]:
        """Names of the borders that bound each area, by file."""
        out: dict[str, dict[str, list[str]]] = {}
        for key, file in self._files.items():
            areas = out.setdefault(key, {})
            for name in file.model.borders:
                s, a = side_points(file, name, _BESIDE_MM, _SPACING_MM)
                found = owners(file, s.ravel(), a.ravel())
                for one, other in zip(found[: s.shape[1]], found[s.shape[1] :], strict=True):
                    for area in (one, other) if one != other else ():
                        if name not in areas.setdefault(area, []):
                            areas[area].append(name)
        return out
