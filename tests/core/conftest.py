from __future__ import annotations

import pytest

from footmap.core.atlas import Atlas
from footmap.core.skin import Skin
from tests.shipped import shipped_atlas


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The shipped atlas of the male body."""
    return shipped_atlas()


@pytest.fixture(scope="session")
def skin(atlas: Atlas) -> Skin:
    return atlas.skin
