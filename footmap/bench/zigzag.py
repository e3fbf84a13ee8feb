"""A lasso that goes to and fro hundreds of times: its outline is many metres long and crosses every view."""

from __future__ import annotations

import time
from typing import Final

import numpy as np
import shapely

from footmap.core.atlas import Atlas
from footmap.core.drawing import Stroke
from footmap.core.outline import DENSE_MM
from footmap.core.paint import apply, empty
from footmap.core.views import ViewId

from .result import Result

POINTS: Final = 800
HALF_WIDTH_MM: Final = 40.0
VIEW: Final[ViewId] = "leg_anterior"


def zigzag(atlas: Atlas, view: ViewId = VIEW, points: int = POINTS) -> Stroke:
    """The lasso: from edge to edge of the limb, all the way up."""
    left, bottom, right, top = atlas.views[view].outline.bounds
    middle = (left + right) / 2
    x = np.where(np.arange(points) % 2 == 0, middle - HALF_WIDTH_MM, middle + HALF_WIDTH_MM)
    places = zip(x.tolist(), np.linspace(bottom, top, points).tolist(), strict=True)
    return Stroke("right", view, "add", "area", "pain", tuple(places))


def measure_zigzag() -> list[Result]:
    """Processor time of the stroke, and what is drawn of it beside an outline cut each millimetre."""
    from footmap.data.assets import load_atlas

    atlas = load_atlas()
    stroke = zigzag(atlas)
    apply(atlas, empty(), zigzag(atlas, points=20))  # the maps of the skin are unpacked
    start = time.process_time()
    paint = apply(atlas, empty(), stroke)
    spent = time.process_time() - start
    shapes = [shape for seen in paint.right.shown.values() for shape in seen.values()]
    length = sum(shape.length for shape in shapes) / DENSE_MM
    drawn = sum(int(shapely.get_num_coordinates(shape)) for shape in shapes)
    return [
        Result(f"a zigzag lasso of {POINTS} points, CPU", spent, "s", 1.0),
        Result("its points in all views / one for each millimetre", drawn / length, "", 0.5),
    ]
