from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Localiser
from footmap.core.views import Side
from footmap.data.knowledge.clinical import Clinical, load_clinical
from tests.shipped import shipped_localiser

Regions = Callable[..., Painted]


@pytest.fixture(scope="session")
def clinical() -> Clinical:
    return load_clinical()


@pytest.fixture(scope="session")
def localiser() -> Localiser:
    return shipped_localiser()


@pytest.fixture(scope="session")
def regions(localiser: Localiser) -> Regions:
    """Paints whole skin regions: `regions("sole_lat", quality="pain", side="left")`."""

    def paint(*names: str, quality: str = "numbness", side: Side = "right") -> Painted:
        parts = [localiser.fields.region[name] for name in names]
        return {side: {quality: np.max(parts, axis=0)}} if parts else {}

    return paint
