"""One place of the body: the facts of the skin that a picture shows, for whoever wants to learn the sole alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from shapely import MultiPolygon

from footmap.core.atlas import Atlas
from footmap.core.geometry import union_all
from footmap.core.ids import CONSENSUS, ViewId

from .facts import Fact

SKIN: Final = ("nerve", "level")
PART: Final = 0.05
"""Share of a picture from which a nerve or level belongs to what is learned there: on the sole about two toes."""
HOME: Final = 0.4
"""Share of its skin from which it belongs there however small it is: the first web on the top of the foot."""
ALL: Final = 0.95
"""What fills more of a picture than this is no question about it: the tibial nerve on the sole."""


def facts_of_view(facts: Iterable[Fact], atlas: Atlas, view: ViewId) -> tuple[Fact, ...]:
    """Of facts about skin those that belong to a picture; all others.

    Parameters
    ----------
    atlas : Atlas
        Of any body; the borders are the same.
    """
    shapes: dict[tuple[str, str], dict[ViewId, list[MultiPolygon]]] = {}
    for territory in atlas.territories:
        if territory.layer == "nerve" or territory.map == CONSENSUS:
            by_view = shapes.setdefault((territory.layer, territory.id), {})
            for seen, shape in territory.zones.get("usual", {}).items():
                by_view.setdefault(seen, []).append(shape)
    return tuple(
        fact
        for fact in facts
        if fact.kind not in SKIN or _belongs(shapes.get((fact.kind, fact.subjects[0]), {}), atlas, view)
    )


def _belongs(by_view: dict[ViewId, list[MultiPolygon]], atlas: Atlas, view: ViewId) -> bool:
    if view not in by_view:
        return False
    here = union_all(by_view[view]).area
    share = here / atlas.views[view].outline.area
    all_skin = sum(union_all(shapes).area for shapes in by_view.values())
    return bool(share <= ALL and (share >= PART or here >= HOME * all_skin))
