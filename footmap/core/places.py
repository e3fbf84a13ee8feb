"""Shapes that follow from landmarks: pain areas, and the skin beyond a height of the limb. Right limb, view mm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from shapely import LineString, MultiPolygon, Point, box

from .anatomy import Height, PainArea
from .atlas import Atlas, View
from .geometry import empty, intersection, widen
from .views import VIEW_IDS, ViewId

TOES_TO: Final[Mapping[ViewId, int]] = {"foot_lateral": 1, "foot_medial": -1}
"""Where the toes point in a side view of the foot: +1 is the reader's right."""


def pain_area(area: PainArea, atlas: Atlas) -> MultiPolygon:
    """Skin of a pain area in its view: all within `radius_mm` of the line through its landmarks.

    Raises
    ------
    KeyError
        If the view has no such landmark.
    """
    view = atlas.views[area.view]
    points = [_mark(view, name) for name in area.path]
    spine = LineString(points) if len(points) > 1 else Point(points[0])
    return intersection(widen(spine, area.radius_mm, corner_steps=16), view.outline)


def beyond(height: Height, atlas: Atlas) -> Mapping[ViewId, MultiPolygon]:
    """Skin beyond a height, in every view; views without any are empty.

    Heights of the leg (a landmark under `leg`) take everything below it, the whole sole included; heights of the foot
    (a landmark under `foot`) take everything in front of it and nothing of the leg views, which see little of the toes.

    Raises
    ------
    KeyError
        If a view has no such landmark.
    """
    return {id_: _beyond(height, atlas.views[id_]) for id_ in VIEW_IDS}


def _beyond(height: Height, view: View) -> MultiPolygon:
    left, bottom, right, top = view.outline.bounds
    from_above = view.id in ("foot_dorsal", "foot_plantar")
    if height.leg is not None:
        y = view.landmarks_mm[height.leg][1]
        if view.id == "foot_plantar":
            return view.outline
        cut = box(left, y, right, top) if from_above and y < top else box(left, bottom, right, max(y, bottom))
    elif height.foot is not None:
        x, y = view.landmarks_mm[height.foot]
        if view.id.startswith("leg"):
            return empty()
        if from_above:
            cut = box(left, y, right, top)
        else:
            cut = box(x, bottom, right, top) if TOES_TO[view.id] > 0 else box(left, bottom, x, top)
    else:
        return view.outline
    return intersection(view.outline, cut)


def _mark(view: View, name: str) -> tuple[float, float]:
    """A landmark, or the middle between several (``mtp3+mtp4``)."""
    marks = [view.landmarks_mm[part] for part in name.split("+")]
    return sum(x for x, _ in marks) / len(marks), sum(y for _, y in marks) / len(marks)
