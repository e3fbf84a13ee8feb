"""The atlas as one GeoJSON FeatureCollection (RFC 7946) for programs that read maps.

RFC 7946 means longitude and latitude; a limb has none. Each feature therefore says in its own properties, which every
reader keeps, that its coordinates are millimetres of one view.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import shapely
from shapely import MultiPolygon
from shapely.affinity import scale
from shapely.geometry import mapping

from footmap.core import geometry
from footmap.core.atlas import Atlas, Territory, Variant, Zone
from footmap.core.views import VIEW_IDS, Side, ViewId

from .territories.authored import Authored
from .territories.provenance import Provenance, Provenances

DECIMALS: Final = 2
"""Of coordinates, mm: those of the grid on which shapes are stored."""
LEAST_MM2: Final = 0.01
"""What rounding leaves of a sliver is left out."""
COORDINATES: Final = (
    "mm of this view, x to the right, y up; not longitude and latitude: the skin is drawn as each view sees it, "
    "and no earth lies under it"
)
ORDER: Final = (
    "side", "view", "layer", "id", "part", "map", "zone", "variant", "frequency", "source", "confidence", "area_mm2",
    "skin_cm2", "body", "atlas_version", "coordinates",
)  # fmt: skip
"""Properties of every feature, null where one has no meaning."""


def geojson_text(atlas: Atlas, authored: Authored, sides: Sequence[Side] = ("right",)) -> str:
    """JSON text of every shape that an atlas draws, one feature for each side, view, territory and zone.

    Parameters
    ----------
    atlas : Atlas
        Of one body.
    authored : Authored
        The files it was made from, for sources and confidence.
    sides : sequence of {"right", "left"}
        The left limb is the right one mirrored: x changes its sign.

    Notes
    -----
    ``area_mm2`` is the area of the shape in its view, ``skin_cm2`` the true area of that part of it whose home the view
    is: added over the eight views it is the skin of the whole territory.
    """
    known = Provenances(authored)
    features = []
    for side in sides:
        for view in VIEW_IDS:
            features += [_view_feature(atlas, side, view, zone) for zone in ("outline", "home")]
            for territory in atlas.territories:
                features += _territory_features(atlas, known, side, view, territory)
            features += _landmarks(atlas, side, view)
    head = {"type": "FeatureCollection", "name": f"footmap atlas {atlas.version}, {atlas.body} body"}
    document = {**head, "coordinates": COORDINATES, "features": [f for f in features if f is not None]}
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


def _view_feature(atlas: Atlas, side: Side, view: ViewId, zone: str) -> dict[str, Any] | None:
    seen = atlas.views[view]
    shape = seen.outline if zone == "outline" else seen.home
    return _polygon(atlas, side, view, shape, {"layer": "view", "id": view, "zone": zone})


def _territory_features(
    atlas: Atlas, known: Provenances, side: Side, view: ViewId, territory: Territory
) -> Iterator[dict[str, Any] | None]:
    about = {"layer": territory.layer, "id": territory.id, "part": territory.part, "map": territory.map}
    zones: tuple[Zone, ...] = ("usual", "core", "variant")
    for zone in zones:
        shape = territory.zones.get(zone, {}).get(view)
        if shape is not None:
            cited = _cited(known.of(territory, zone))
            yield _polygon(atlas, side, view, shape, {**about, "zone": zone, **cited})
    for variant in territory.variants:
        yield _variant(atlas, known, side, view, territory, variant)


def _variant(
    atlas: Atlas, known: Provenances, side: Side, view: ViewId, territory: Territory, variant: Variant
) -> dict[str, Any] | None:
    shape = variant.shapes.get(view)
    if shape is None:
        return None
    about = {
        "layer": territory.layer,
        "id": territory.id,
        "part": territory.part,
        "zone": "variant",
        "variant": variant.id,
        "frequency": variant.frequency,
        **_cited(known.of(territory, "variant", variant.id)),
    }
    return _polygon(atlas, side, view, shape, about)


def _cited(found: Provenance) -> dict[str, str]:
    return {"source": ", ".join(found.sources), "confidence": found.confidence}


def _landmarks(atlas: Atlas, side: Side, view: ViewId) -> Iterator[dict[str, Any]]:
    for name, (x, y) in atlas.views[view].landmarks_mm.items():
        at = [round(-x if side == "left" else x, DECIMALS), round(y, DECIMALS)]
        about = {"layer": "landmark", "id": name}
        yield _feature(atlas, side, view, {"type": "Point", "coordinates": at}, about)


def _polygon(
    atlas: Atlas, side: Side, view: ViewId, shape: MultiPolygon, about: dict[str, Any]
) -> dict[str, Any] | None:
    """A feature of a shape, None where nothing of it is left on the grid of the file."""
    drawn = _on_file_grid(shape)
    if drawn.area < LEAST_MM2:
        return None
    home = geometry.intersection(shape, atlas.views[view].home)
    skin = 0.0 if home.is_empty else atlas.skin.true_area_mm2(view, home) / 100
    sized = {**about, "area_mm2": round(float(drawn.area), 2), "skin_cm2": round(float(skin), 3)}
    if side == "left":
        drawn = scale(drawn, -1.0, 1.0, origin=(0, 0))
    turned = MultiPolygon([shapely.geometry.polygon.orient(part) for part in drawn.geoms])
    out = mapping(turned)
    return _feature(atlas, side, view, {"type": out["type"], "coordinates": out["coordinates"]}, sized)


def _on_file_grid(shape: MultiPolygon) -> MultiPolygon:
    """The shape with rounded coordinates, valid."""
    rounded: MultiPolygon = shapely.transform(geometry.on_grid(shape), lambda xy: np.round(xy, DECIMALS))
    return rounded


def _feature(atlas: Atlas, side: Side, view: ViewId, shape: dict[str, Any], about: dict[str, Any]) -> dict[str, Any]:
    said = {
        **about, "side": side, "view": view, "body": atlas.body, "atlas_version": atlas.version,
        "coordinates": COORDINATES,
    }  # fmt: skip
    return {"type": "Feature", "properties": {name: said.get(name) for name in ORDER}, "geometry": shape}
