"""Names of the skin regions and of the landmarks, without reading their borders."""

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
    return _names("regions.yaml", "areas", language)


@cache
def landmark_names(language: str = FALLBACK) -> Mapping[str, str]:
    """Id -> name of each landmark, as `region_names`."""
    return _names("landmarks.yaml", "landmarks", language)


def _names(file: str, group: str, language: str) -> Mapping[str, str]:
    document = yaml_strict.load(resources.root() / "territories" / file)
    items = document.value.get(group, {}) if isinstance(document.value, dict) else {}
    out: dict[str, str] = {}
    for id_, item in items.items() if isinstance(items, dict) else ():
        name = item.get("name", item) if isinstance(item, dict) else None
        if isinstance(name, dict):
            name = name.get(language) or name.get(FALLBACK)
        if isinstance(id_, str):
            out[id_] = name if isinstance(name, str) else id_
    return out
