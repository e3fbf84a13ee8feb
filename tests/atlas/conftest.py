"""The shipped territories and atlas, read once."""

from __future__ import annotations

import pytest

from footmap.core.atlas import Atlas
from footmap.data.assets import load_atlas
from footmap.data.knowledge.base import Knowledge, load_knowledge
from footmap.data.territories.authored import Authored, read_authored, read_chart, territories_folder
from footmap.data.territories.check import Probes, read_probes


@pytest.fixture(scope="session")
def authored() -> Authored:
    return read_authored(read_chart("male"))


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="session")
def probes() -> Probes:
    return read_probes(territories_folder())


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return load_atlas("male")
