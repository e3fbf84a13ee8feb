"""What is known, drawn on the skin: each territory in the look of its recall."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

from footmap.core.atlas import Atlas
from footmap.core.geometry import difference, union_all
from footmap.core.ids import CONSENSUS, SIDES
from footmap.ui.picture.skin_layer import Patch

from . import looks

Layer = Literal["nerve", "level"]


def known_patches(
    atlas: Atlas, layer: Layer, recall: Mapping[tuple[str, str], float], asked: Collection[str]
) -> list[Patch]:
    """The usual skin of every nerve, or of every level by consensus; smaller skin lies upon larger.

    Parameters
    ----------
    recall : mapping of (layer, id) to float
        0-1.
    asked : collection of fact id
        Facts that have been asked at least once.
    """
    patches: list[Patch] = []
    for view in atlas.views:
        found = []
        for territory in atlas.territories:
            fits = territory.layer == layer and (layer == "nerve" or territory.map == CONSENSUS)
            shape = territory.zones["usual"].get(view) if fits and "usual" in territory.zones else None
            if shape is not None and not shape.is_empty and (layer, territory.id) in recall:
                found.append((shape.area, territory.id, shape))
        found.sort(key=lambda one: -one[0])
        for k, (_, id_, shape) in enumerate(found):
            above = union_all([other for _, _, other in found[k + 1 :]])
            seen = difference(shape, above)
            known = f"skin:{layer}:{id_}" in asked
            look = looks.recalled(recall[layer, id_]) if known else looks.NEVER
            patches += [Patch(side, view, seen, look) for side in SIDES if not seen.is_empty]
    return patches
