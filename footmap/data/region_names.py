"""Names of the skin regions, without reading their borders."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from . import resources, yaml_strict

FALLBACK: Final = "en"


@cache
def region_names(language: str = FALLBACK) -> Mapping[str, str]:
    """Id -> name of each skin region in a language (``en``, ``de`` or ``la``); English where it has none.

    Raises
    ------
    AssetError
        If the file of the regions cannot be read.
    """
    document = yaml_strict.load(resources.root() / "territories" / "regions.yaml")
    areas = document.value.get("areas", {}) if isinstance(document.value, dict) else {}
    out: dict[str, str] = {}
    for id_, area in areas.items() if isinstance(areas, dict) else ():
        name = area.get("name") if isinstance(area, dict) else None
        if isinstance(name, dict):
            name = name.get(language) or name.get(FALLBACK)
        if isinstance(id_, str):
            out[id_] = name if isinstance(name, str) else id_
    return out
