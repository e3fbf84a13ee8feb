from __future__ import annotations

import pytest

from footmap.study.material import Material
from footmap.study.wording import load_material


@pytest.fixture(scope="session")
def material() -> Material:
    return load_material()
