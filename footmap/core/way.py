"""The way from the spine to the skin: which roots and courses a nerve, a level or a lesion belongs to, and where
on it a nerve may be caught.

Everything follows from the anatomy graph, the roots of the nerves and the territories of the atlas. The way says
what to draw; `footmap.data.territories.courses` holds the paths themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .anatomy import Anatomy, Site
from .atlas import Atlas, Layer, Zone
from .forward import path_to
from .ids import CONSENSUS

CARRIES_CORE: Final = 0.1
CARRIES_SKIN: Final = 0.15
"""A nerve carries a level where it supplies this share of the level's core, or of all its skin."""


@dataclass(frozen=True)
class CourseStretch:
    """A course that belongs to a way.

    Attributes
    ----------
    nerve : str
    to : tuple of str
        Nerves to which the way goes on: the course is followed as far as they leave it. Empty: to its end.
    parts : tuple of str
        Branches, toes or web spaces that belong to the way; empty: all.
    """

    nerve: str
    to: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Way:
    """From the roots to the skin.

    Attributes
    ----------
    roots, also : tuple of level id
        Roots that carry most of it, and roots that also take part.
    stretches : tuple of CourseStretch
        Courses from the trunk down.
    sites : tuple of site id
        Places on the way where a lesion would reach its skin.
    site : str or None
        The place that is meant.
    """

    roots: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    stretches: tuple[CourseStretch, ...] = ()
    sites: tuple[str, ...] = ()
    site: str | None = None


class Ways:
    """Finds ways.

    Parameters
    ----------
    roots : mapping of nerve id to two tuples of root
        Those that carry most of it, and those that also take part.
    """

    def __init__(
        self, anatomy: Anatomy, atlas: Atlas, roots: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    ) -> None:
        self._anatomy = anatomy
        self._atlas = atlas
        self._roots = roots
        self._paths = {id_: path_to(anatomy, id_) for id_ in anatomy.order}
        self._areas: NDArray[np.float64] | None = None

    def of_nerve(self, nerve: str, site: str | None = None) -> Way:
        """Way to the skin of a nerve; empty if the graph does not know it."""
        targets = [s.id for s in self._anatomy.segments.values() if s.nerve == nerve]
        main, also = self._roots.get(nerve, ((), ()))
        return Way(main, also, self._stretches(targets), self._sites_above(targets), site)

    def of_level(self, level: str, site: str | None = None) -> Way:
        """Way of a root to its skin, by the nerves that carry it there."""
        carriers = set(self.carriers(level))
        targets = [s.id for s in self._anatomy.segments.values() if s.nerve in carriers]
        return Way((level,), (), self._stretches(targets), (), site)

    def of_site(self, id_: str) -> Way:
        """Way through a site, or a place in the spine, to all that it would affect.

        Raises
        ------
        KeyError
            If there is no such site.
        """
        site = self._anatomy.site(id_)
        if site.roots:
            targets = [
                s.id
                for level in site.roots
                for s in self._anatomy.segments.values()
                if s.nerve in set(self.carriers(level))
            ]
            strongest = max(site.roots.values())
            main = tuple(level for level, part in site.roots.items() if part >= strongest / 2)
            also = tuple(level for level in site.roots if level not in main)
            return Way(main, also, self._stretches(dict.fromkeys(targets)), (), id_)
        main, also = self._roots_of_site(site)
        return Way(main, also, self._stretches(site.at), (), id_)

    def carriers(self, level: str) -> tuple[str, ...]:
        """Nerves (without trunks) that carry a level to a good part of its skin."""
        skin, core = self._labels("level", level, "usual"), self._labels("level", level, "core")
        whole, middle = self._area_mm2(skin), self._area_mm2(core)
        own = {t.id for t in self._atlas.territories if t.layer == "nerve" and (not t.trunk or t.part == "own")}
        out = []
        for nerve, (main, also) in self._roots.items():
            if nerve not in own or not set(level.split("_")) & {*main, *also}:
                continue
            mine = self._labels("nerve", nerve, "usual")
            in_core = self._area_mm2(core & mine) / middle if middle else 0.0
            in_skin = self._area_mm2(skin & mine) / whole if whole else 0.0
            if in_core >= CARRIES_CORE or in_skin >= CARRIES_SKIN:
                out.append(nerve)
        return tuple(out)

    def _labels(self, layer: Layer, id_: str, zone: Zone) -> NDArray[np.bool_]:
        """Labels inside one zone of a nerve, or of a level in the consensus of the maps."""
        table = self._atlas.label_table
        columns = [
            i
            for i, c in enumerate(table.columns)
            if (c.layer, c.id, c.zone) == (layer, id_, zone) and c.map in (None, CONSENSUS)
        ]
        return np.asarray(table.member[:, columns].any(axis=1))

    def _area_mm2(self, labels: NDArray[np.bool_]) -> float:
        """Home-view area of the skin behind labels."""
        if self._areas is None:
            out = np.zeros(len(labels))
            for raster in self._atlas.labels.values():
                out += np.bincount(raster.label.ravel(), weights=raster.home_mm2.ravel(), minlength=len(out))
            self._areas = out
        return float(self._areas[labels].sum())

    def _roots_of_site(self, site: Site) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if site.nerve is not None and site.nerve in self._roots:
            return self._roots[site.nerve]
        tops = [self._paths[s][0] for s in site.at if s in self._paths]
        return tuple(dict.fromkeys(r for top in tops for r in self._anatomy.segments[top].roots)), ()

    def _stretches(self, targets: Iterable[str]) -> tuple[CourseStretch, ...]:
        segments = self._anatomy.segments
        targets = [t for t in targets if t in segments]
        below = [s for s in self._anatomy.order if any(t in self._paths[s] for t in targets)]
        whole: dict[str, set[str] | None] = {}
        for id_ in below:
            nerve = segments[id_].nerve
            if nerve is None:
                continue
            parts = {skin.part for skin in segments[id_].skin if skin.nerve == nerve}
            named = {part for part in parts if part is not None and part != "own"}
            old = whole.get(nerve, set())
            whole[nerve] = None if not named or old is None else old | named
        leaves: dict[str, list[str]] = {}
        for target in targets:
            chain = [n for s in self._paths[target] if (n := segments[s].nerve) is not None]
            for nerve, after in pairwise(chain):
                if nerve != after and nerve not in whole:
                    leaves.setdefault(nerve, []).append(after)
        above = [CourseStretch(nerve, tuple(dict.fromkeys(to))) for nerve, to in leaves.items()]
        return (*above, *(CourseStretch(nerve, (), tuple(sorted(parts or ()))) for nerve, parts in whole.items()))

    def _sites_above(self, targets: Iterable[str]) -> tuple[str, ...]:
        on_way = {s for t in targets for s in self._paths[t]}
        return tuple(
            id_
            for id_, site in self._anatomy.sites.items()
            if site.kind == "nerve" and site.nerve is not None and on_way & set(site.at)
        )
