from __future__ import annotations

import pytest

from footmap.core.atlas import Atlas
from footmap.core.drawing import Case, Drawing, Stroke
from footmap.data.assets import load_atlas


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return load_atlas("male")


@pytest.fixture(scope="session")
def case() -> Case:
    """The outer border of the right foot hurts, the left big toe's ball is numb."""
    strokes = (
        Stroke("right", "foot_lateral", "add", "brush", "pain", ((20.0, 18.0), (120.0, 16.0)), 10.0),
        Stroke("left", "foot_plantar", "add", "brush", "numbness", ((-25.0, 190.0),), 14.0),
    )
    return Case(Drawing(strokes), note="Worse at night.\nTight boots since May.")
