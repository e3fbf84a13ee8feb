"""On what the records of muscles, reflexes and sites rest: source ids by id, for those who say who says so."""

from __future__ import annotations

from collections.abc import Mapping

from footmap.data import resources
from footmap.data.models import read_yaml
from footmap.data.once import read_once

from .anatomy_records import MusclesFile, ReflexesFile, SitesFile


@read_once
def load_cited() -> Mapping[str, tuple[str, ...]]:
    """Id of a muscle, reflex or site -> ids of its sources; empty where it is recalled.

    Raises
    ------
    AssetError
        With every problem of the file that is wrong.
    """
    folder = resources.knowledge_folder()
    muscles, _ = read_yaml(folder / "muscles.yaml", MusclesFile)
    reflexes, _ = read_yaml(folder / "reflexes.yaml", ReflexesFile)
    sites, _ = read_yaml(folder / "sites.yaml", SitesFile)
    return {
        **{record.id: record.sources for record in muscles.muscles},
        **{record.id: record.sources for record in reflexes.reflexes},
        **{record.id: record.sources for record in sites.sites},
    }
