"""Which landmarks a view really shows: those whose skin point lies on the near side."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numpy as np

from .atlas import Atlas
from .views import ViewId

AGREE_MM: Final = 3.0
"""The skin seen at a landmark is the landmark's own if every view would show it at most this far from there."""
LEAST_VIEWS: Final = 6
"""Views that must agree; some bend the limb and carry single landmarks with it."""
SAME_MM: Final = 1.5
"""Of two landmarks nearer than this the first stands for both."""


def visible(atlas: Atlas) -> Mapping[ViewId, Mapping[str, tuple[float, float]]]:
    """Landmarks that each view shows, right-limb view mm."""
    out: dict[ViewId, dict[str, tuple[float, float]]] = {}
    for view, seen in atlas.views.items():
        names = list(seen.landmarks_mm)
        places = np.array([seen.landmarks_mm[name] for name in names])
        skin = atlas.skin.seen_points(view, places)
        known = ~np.isnan(skin[:, 0])
        agree = np.zeros(len(names), dtype=int)
        for other in atlas.views.values():
            expected = np.array([other.landmarks_mm[name] for name in names])
            shown = other.camera.project(np.where(known[:, None], skin, 0.0))[:, :2]
            agree += np.hypot(*(shown - expected).T) <= AGREE_MM
        found: dict[str, tuple[float, float]] = {}
        for name, (x, y), fits in zip(names, places.tolist(), known & (agree >= LEAST_VIEWS), strict=True):
            if fits and all(math.hypot(x - a, y - b) >= SAME_MM for a, b in found.values()):
                found[name] = (x, y)
        out[view] = found
    return out
