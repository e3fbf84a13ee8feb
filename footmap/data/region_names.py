"""Names of the skin regions and of the landmarks, without reading their borders."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pydantic import ConfigDict, Field

from . import resources
from .models import Record, read_yaml
from .once import read_once

FALLBACK: Final = "en"
REGIONS: Final = "regions.yaml"
LANDMARKS: Final = "landmarks.yaml"


class _Names(Record):
    en: str
    de: str | None = None
    la: str | None = None


class _AreaNames(Record):
    """The name of an area; its border is for `footmap.data.territories`."""

    model_config = ConfigDict(extra="ignore")

    name: _Names


class _LandmarkNames(_Names):
    model_config = ConfigDict(extra="ignore")


class _RegionsNamed(Record):
    model_config = ConfigDict(extra="ignore")

    areas: dict[str, _AreaNames] = Field(min_length=1)


class _LandmarksNamed(Record):
    model_config = ConfigDict(extra="ignore")

    landmarks: dict[str, _LandmarkNames]


def region_names(language: str = FALLBACK) -> Mapping[str, str]:
    """Id -> name of each skin region in a language (``en``, ``de`` or ``la``); English where it has none.

    Raises
    ------
    AssetError
        If the file of the regions cannot be read.
    """
    return _in(language, _installed_regions())


def landmark_names(language: str = FALLBACK) -> Mapping[str, str]:
    """Id -> name of each landmark, as `region_names`."""
    return _in(language, _installed_landmarks())


def read_region_names(path: Path) -> Mapping[str, Mapping[str, str]]:
    """Id -> language -> name of each skin region of a file.

    Raises
    ------
    AssetError
        With every problem of the names.
    """
    file, _ = read_yaml(path, _RegionsNamed)
    return MappingProxyType({id_: _by_language(area.name) for id_, area in file.areas.items()})


@read_once
def _installed_regions() -> Mapping[str, Mapping[str, str]]:
    return read_region_names(resources.root() / "territories" / REGIONS)


@read_once
def _installed_landmarks() -> Mapping[str, Mapping[str, str]]:
    file, _ = read_yaml(resources.root() / "territories" / LANDMARKS, _LandmarksNamed)
    return MappingProxyType({id_: _by_language(names) for id_, names in file.landmarks.items()})


def _by_language(names: _Names) -> Mapping[str, str]:
    texts = {"en": names.en, "de": names.de, "la": names.la}
    return MappingProxyType({language: text for language, text in texts.items() if text is not None})


def _in(language: str, named: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    return {id_: names.get(language, names[FALLBACK]) for id_, names in named.items()}
