"""The atlas as one JSON document of GeoJSON geometries in millimetres, for other programs."""

from __future__ import annotations

import json
from typing import Any

from shapely import MultiPolygon
from shapely.geometry import mapping

from footmap.core import geometry
from footmap.core.atlas import Atlas, Territory, Zone
from footmap.core.ids import CONSENSUS
from footmap.core.views import VIEW_IDS, ViewId

DECIMALS = 2


def export_json(atlas: Atlas) -> str:
    """JSON text of the right limb; geometry is all skin visible in each view."""
    document = {
        "atlas_version": atlas.version,
        "body": atlas.body,
        "units": "mm",
        "views": {view: _view(atlas, view) for view in VIEW_IDS},
    }
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"


def _view(atlas: Atlas, view: ViewId) -> dict[str, Any]:
    seen = atlas.views[view]
    regions: dict[str, Any] = {}
    nerves: dict[str, Any] = {}
    maps: dict[str, dict[str, Any]] = {}
    disagreement: dict[str, Any] = {}
    for territory in atlas.territories:
        key = territory.id if territory.part is None else f"{territory.id}/{territory.part}"
        usual = _shape(territory, "usual", view)
        if territory.layer == "region":
            regions[key] = _geojson(usual)
        elif territory.layer == "nerve":
            nerves[key] = {
                "core": _geojson(_shape(territory, "core", view)),
                "usual": _geojson(usual),
                "variant": _geojson(_shape(territory, "variant", view)),
                "variants": [
                    {
                        "id": variant.id,
                        "frequency": variant.frequency,
                        "geometry": _geojson(variant.shapes.get(view, geometry.empty())),
                    }
                    for variant in territory.variants
                ],
            }
        elif territory.layer == "disagreement":
            disagreement[key] = _geojson(usual)
        elif territory.map is not None:
            maps.setdefault(territory.map, {})[key] = _geojson(usual)
            if territory.map == CONSENSUS:
                maps.setdefault("consensus_core", {})[key] = _geojson(_shape(territory, "core", view))
    return {
        "origin": seen.origin,
        "outline": _geojson(seen.outline),
        "home": _geojson(seen.home),
        "landmarks_mm": {name: [round(x, DECIMALS), round(y, DECIMALS)] for name, (x, y) in seen.landmarks_mm.items()},
        "regions": regions,
        "nerves": nerves,
        "dermatomes": maps,
        "disagreement": disagreement,
    }


def _shape(territory: Territory, zone: Zone, view: ViewId) -> MultiPolygon:
    return territory.zones.get(zone, {}).get(view, geometry.empty())


def _geojson(shape: MultiPolygon) -> dict[str, Any]:
    out = mapping(shape)
    return {"type": out["type"], "coordinates": out["coordinates"]}
