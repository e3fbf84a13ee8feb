"""Where on the skin a lesion shows: numb territories, and pain beyond them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from shapely import MultiPolygon

from .anatomy import Anatomy
from .atlas import Atlas
from .forward import Prediction
from .ids import CONSENSUS
from .places import beyond, pain_area
from .views import ViewId

MARGIN: Final = 0.45
"""Strength outside the core of a dermatome, as a share of that of the core."""
LEAST: Final = 0.05
"""Weaker effects are left out."""


class Shaded(NamedTuple):
    """Shapes by view with their strength, 0-1."""

    shapes: Mapping[ViewId, MultiPolygon]
    strength: float


def numb(atlas: Atlas, picture: Prediction) -> list[Shaded]:
    """Terminal territories with how much is lost; a dermatome has a stronger core."""
    out: list[Shaded] = []
    whole = {t.id for t in atlas.territories if t.layer == "nerve" and t.part in (None, "own")}
    covered = {e.id for e in picture.skin if e.part in (None, "own")}
    for effect in picture.skin:
        if effect.share < LEAST:
            continue
        if effect.layer == "nerve" and effect.id not in whole and covered - {effect.id}:
            continue  # a toe's nerve: its skin lies in that of a parent that is drawn
        for territory in atlas.territories:
            if (territory.layer, territory.id, territory.part) != (effect.layer, effect.id, effect.part):
                continue
            if territory.layer == "nerve":
                out.append(Shaded(territory.zones["usual"], effect.share))
            elif territory.map == CONSENSUS:
                out.append(Shaded(territory.zones["usual"], effect.share * MARGIN))
                out.append(Shaded(territory.zones.get("core", {}), effect.share))
    return out


def felt(atlas: Atlas, picture: Prediction, anatomy: Anatomy) -> list[Shaded]:
    """Where pain is felt beyond the numb skin, or where a cause without a nerve is felt."""
    site, out = picture.site, list[Shaded]()
    weights: dict[str, float] = dict(site.pain)
    for form in picture.forms:
        for id_, weight in (form.area.regions if form.area else {}).items():
            weights[id_] = weights.get(id_, 0.0) + form.share * weight
    regions = {t.id: t.zones["usual"] for t in atlas.territories if t.layer == "region"}
    for id_, weight in weights.items():
        area = anatomy.pain_areas.get(id_)
        shapes = {area.view: pain_area(area, atlas)} if area else regions.get(id_, {})
        if weight >= LEAST:
            out.append(Shaded(shapes, min(1.0, weight)))
    return out + [Shaded(beyond(height, atlas), height.share) for height in site.heights]
