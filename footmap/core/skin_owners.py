"""Whose skin it is where territories overlap: what a name may stand on.

At a point a core outweighs a usual extent; the territories of the greatest weight own the point. So skin falls into
pieces, each with one owner, or with several that claim it alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon

from .atlas import Territory, Zone
from .geometry import difference, empty, intersection, simplify, union_all
from .views import ViewId

OUTLINE_MM: Final = 0.4
"""How far outlines may move before they are cut: names stand deeper inside than this."""
LEAST_RADIUS_MM: Final = 1.5
"""Thinner skin has no name."""
LEAST_MM2: Final = 12.0


@dataclass(frozen=True)
class Spot:
    """A piece of skin and the point farthest inside it, right-limb mm of a view."""

    skin: Polygon

    @cached_property
    def _circle(self) -> tuple[float, float, float]:
        line = shapely.get_coordinates(shapely.maximum_inscribed_circle(self.skin, tolerance=0.5))
        return float(line[0, 0]), float(line[0, 1]), float(np.hypot(*(line[1] - line[0])))

    @property
    def at_mm(self) -> tuple[float, float]:
        """The point."""
        return self._circle[:2]

    @property
    def radius_mm(self) -> float:
        """How far it is from the border."""
        return self._circle[2]


@dataclass(frozen=True)
class OwnedSkin:
    """Connected skin of the same owners.

    Attributes
    ----------
    owners : tuple of str
        Ids, in the order of the territories; several where none outweighs the others.
    spots : tuple of Spot
        Where to write the name, best first: in the core, else where there is most room.
    skin : Polygon
    """

    owners: tuple[str, ...]
    spots: tuple[Spot, ...]
    skin: Polygon

    @property
    def radius_mm(self) -> float:
        """Of the largest circle in it."""
        return max(spot.radius_mm for spot in self.spots)

    @property
    def area_mm2(self) -> float:
        """As the view sees it."""
        return float(self.skin.area)

    @property
    def shared(self) -> bool:
        """True where several own it alike."""
        return len(self.owners) > 1


def owned_skin(territories: Iterable[Territory], view: ViewId) -> tuple[OwnedSkin, ...]:
    """Every piece of skin of a view that is wide enough to be named, with its owners, largest first.

    Parameters
    ----------
    territories : iterable of Territory
        Of one layer and map. Those of one id (the parts of a digital nerve) count as one.
    """
    listed = tuple(territories)
    order = list(dict.fromkeys(t.id for t in listed))
    usual, core = _joined(listed, "usual", view), _joined(listed, "core", view)
    claimed = {id_: _claimed(id_, usual[id_], core) for id_ in order if id_ in usual}
    out = []
    for owners, skin in _parted(claimed).items():
        named = tuple(sorted(owners, key=order.index))
        hearts = [core[id_] for id_ in named if id_ in core]
        out += [piece for part in skin.geoms if (piece := _piece(named, part, hearts)) is not None]
    return tuple(sorted(out, key=lambda piece: -piece.area_mm2))


def _joined(territories: Iterable[Territory], zone: Zone, view: ViewId) -> dict[str, MultiPolygon]:
    """Skin of a zone by id."""
    found: dict[str, list[MultiPolygon]] = {}
    for territory in territories:
        shape = territory.zones.get(zone, {}).get(view)
        if shape is not None and not shape.is_empty:
            found.setdefault(territory.id, []).append(simplify(shape, OUTLINE_MM))
    return {id_: shapes[0] if len(shapes) == 1 else union_all(shapes) for id_, shapes in found.items()}


def _claimed(id_: str, usual: MultiPolygon, core: dict[str, MultiPolygon]) -> MultiPolygon:
    """Skin on which no other territory outweighs this one."""
    foreign = [shape for other, shape in core.items() if other != id_ and shape.intersects(usual)]
    if not foreign:
        return usual
    margin = difference(usual, union_all(foreign))
    return union_all([margin, core[id_]]) if id_ in core else margin


def _parted(claimed: dict[str, MultiPolygon]) -> dict[frozenset[str], MultiPolygon]:
    """Skin by who claims it; the parts do not overlap."""
    cells: dict[frozenset[str], MultiPolygon] = {}
    for id_, claim in claimed.items():
        rest, new = claim, dict[frozenset[str], MultiPolygon]()
        for owners, skin in cells.items():
            if not skin.intersects(claim):
                new[owners] = skin
                continue
            new[owners] = difference(skin, claim, min_mm2=LEAST_MM2)
            new[owners | {id_}] = intersection(skin, claim, min_mm2=LEAST_MM2)
            rest = difference(rest, skin)
        new[frozenset((id_,))] = rest
        cells = {owners: skin for owners, skin in new.items() if not skin.is_empty}
    return cells


def _piece(owners: tuple[str, ...], part: Polygon, hearts: list[MultiPolygon]) -> OwnedSkin | None:
    whole = Spot(part)
    if part.area < LEAST_MM2 or whole.radius_mm < LEAST_RADIUS_MM:
        return None
    heart = empty()
    for shape in hearts:
        if shape.intersects(part):
            heart = intersection(shape, part if heart.is_empty else heart, min_mm2=LEAST_MM2)
    deep = [spot for spot in map(Spot, heart.geoms) if spot.radius_mm >= LEAST_RADIUS_MM]
    spots = (*sorted(deep, key=lambda spot: -spot.radius_mm), whole)
    shapely.prepare(part)
    return OwnedSkin(owners, spots, part)
