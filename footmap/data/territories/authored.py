"""All authored territory files together: regions, nerves, dermatome maps and the rule of their consensus."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Final, TypeVar

from footmap.core.chart import Chart
from footmap.core.ids import DRAWN_MAPS, DrawnMapId
from footmap.data import resources
from footmap.data.models import read_yaml
from footmap.data.yaml_strict import Document
from footmap.errors import AssetError, Problem

from .consensus import Consensus
from .file import TerritoryFile
from .model import ConsensusModel

DRAWN: Final = (
    "regions.yaml",
    "nerves.yaml",
    *(f"dermatome_{m}.yaml" for m in DRAWN_MAPS),
    "consensus.yaml",
    "landmarks.yaml",
    "courses.yaml",
)
"""Files of ``assets/territories`` whose change makes a new atlas necessary."""
T = TypeVar("T")


def territories_folder() -> Path:
    """Folder of the authored territories."""
    return resources.root() / "territories"


def read_chart(body: str = "male") -> Chart:
    """Skin coordinates of a body, from its shipped table."""
    path = resources.atlas_folder(body) / "chart.json"
    try:
        return Chart(json.loads(path.read_bytes()))
    except OSError as error:
        raise AssetError(
            (Problem(f"atlas/{body}/chart.json", f"The file cannot be read: {error.strerror}."),)
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise AssetError((Problem(f"atlas/{body}/chart.json", f"The table is damaged: {error}."),)) from error


@dataclass(frozen=True)
class Authored:
    """Every authored territory on one body's skin coordinates."""

    regions: TerritoryFile
    nerves: TerritoryFile
    maps: Mapping[DrawnMapId, TerritoryFile]
    rule: ConsensusModel
    rule_document: Document

    @cached_property
    def consensus(self) -> Consensus:
        """The consensus of the maps."""
        return Consensus(self.rule, self.maps, self.regions)

    @property
    def files(self) -> tuple[TerritoryFile, ...]:
        """Every file that draws."""
        return (self.regions, self.nerves, *self.maps.values())

    def terminal(self, nerve: str) -> tuple[str, ...]:
        """Areas whose union is the territory of a nerve (itself where it is no trunk)."""
        trunks = self.nerves.model.trunks
        out: list[str] = []
        for member in trunks.get(nerve, [nerve]):
            out += [member] if member == nerve or member not in trunks else self.terminal(member)
        return tuple(dict.fromkeys(out))


def read_authored(chart: Chart, folder: Path | None = None) -> Authored:
    """Read all territory files.

    Raises
    ------
    AssetError
        With every problem of form in every file.
    """
    folder = folder or territories_folder()
    problems: list[Problem] = []

    def attempt(read: Callable[[], T]) -> T | None:
        try:
            return read()
        except AssetError as error:
            problems.extend(error.problems)
        return None

    regions = attempt(lambda: TerritoryFile.read(folder / "regions.yaml", chart))
    nerves = attempt(lambda: TerritoryFile.read(folder / "nerves.yaml", chart))
    maps = {m: attempt(partial(TerritoryFile.read, folder / f"dermatome_{m}.yaml", chart)) for m in DRAWN_MAPS}
    rule = attempt(lambda: read_yaml(folder / "consensus.yaml", ConsensusModel))
    read = {m: f for m, f in maps.items() if f is not None}
    if problems or regions is None or nerves is None or rule is None:
        raise AssetError(tuple(problems))
    return Authored(regions, nerves, read, *rule)
