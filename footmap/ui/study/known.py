"""What is known, drawn on the skin: each territory in the look of its recall."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from shapely import MultiPolygon

from footmap.core.atlas import Atlas
from footmap.core.geometry import difference, empty, join
from footmap.core.ids import CONSENSUS, SIDES, ViewId
from footmap.ui.picture.skin_layer import Patch

from . import looks

Layer = Literal["nerve", "level"]


@dataclass(frozen=True)
class Seen:
    """What a view shows of a nerve or level where smaller skin lies upon larger; right-limb mm of the view."""

    id: str
    view: ViewId
    shape: MultiPolygon


def seen_skin(atlas: Atlas, layer: Layer) -> tuple[Seen, ...]:
    """The usual skin of every nerve, or of every level by consensus. Takes about a second: compute it in a thread."""
    seen: list[Seen] = []
    for view in atlas.views:
        found = []
        for territory in atlas.territories:
            fits = territory.layer == layer and (layer == "nerve" or territory.map == CONSENSUS)
            shape = territory.zones["usual"].get(view) if fits and "usual" in territory.zones else None
            if shape is not None and not shape.is_empty:
                found.append((shape.area, territory.id, shape))
        above = empty()
        for _, id_, shape in sorted(found, key=lambda one: one[0]):
            left = shape if above.is_empty else difference(shape, above)
            above = join([above, shape])
            if not left.is_empty:
                seen.append(Seen(id_, view, left))
    return tuple(seen)


def known_patches(
    seen: Iterable[Seen], layer: Layer, recall: Mapping[tuple[str, str], float], asked: Collection[str]
) -> list[Patch]:
    """Skin in the look of its recall.

    Parameters
    ----------
    recall : mapping of (layer, id) to float
        0-1; what is not there is no fact and is not drawn.
    asked : collection of fact id
        Facts that have been asked at least once.
    """
    patches: list[Patch] = []
    for skin in seen:
        if (layer, skin.id) in recall:
            known = f"skin:{layer}:{skin.id}" in asked
            look = looks.recalled(recall[layer, skin.id]) if known else looks.NEVER
            patches += [Patch(side, skin.view, skin.shape, look) for side in SIDES]
    return patches
