"""The strokes of a case file: read from JSON, with one clear sentence for what is wrong, and fitted to its limits."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, get_args

from footmap.core.drawing import DEFAULT_INTENSITY, Case, Drawing, Mode, Point, Quality, Shape, Stroke
from footmap.core.views import SIDES, VIEW_IDS, Side, ViewId
from footmap.errors import AssetError, CaseError, Message

from . import bounds
from .bounds import ViewBounds
from .json_strict import extra as _extra
from .json_strict import number as _number
from .json_strict import shown as _shown

MAX_STROKES: Final = 20_000
MAX_POINTS: Final = 1_000_000
MAX_STROKE_POINTS: Final = 20_000
"""More than any hand makes in one stroke: two and a half minutes at 125 points a second."""
LEAST_RADIUS_MM: Final = 0.01
MAX_RADIUS_MM: Final = 200.0
MARGIN_MM: Final = 200.0
"""How far outside a view's bounding box a coordinate may lie; nearer ones are clipped to the skin."""

_STROKE_KNOWN: Final = frozenset(
    {"side", "view", "mode", "shape", "quality", "points_mm", "radius_mm", "radii_mm", "intensity"},
)
_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "side": SIDES,
    "view": VIEW_IDS,
    "mode": get_args(Mode),
    "shape": get_args(Shape),
    "quality": get_args(Quality),
}


def limits_of(body: str) -> ViewBounds:
    """Bounding boxes of a body's views, millimetres.

    Raises
    ------
    CaseError
        If that body is not installed, or its atlas is damaged.
    """
    try:
        return bounds.view_bounds(body)
    except KeyError as error:
        raise CaseError(
            Message("The case was painted on the body {value}, which is not installed here.", value=_shown(body)),
            "body",
        ) from error
    except AssetError as error:
        raise CaseError(
            Message("The case cannot be checked because the atlas is damaged: {why}", why=error.problems[0])
        ) from error


def read_strokes(document: Mapping[str, Any], limits: ViewBounds) -> tuple[Stroke, ...]:
    """The strokes of one visit's JSON object.

    Parameters
    ----------
    document : mapping
    limits : mapping of view to (left, bottom, right, top)
        Bounding boxes of the right limb's views, millimetres.

    Raises
    ------
    CaseError
        If a stroke is refused; it says which, and what is wrong with it.
    """
    if "strokes" not in document:
        raise CaseError("The case has no strokes; even an empty drawing needs the key.", "strokes")
    strokes = document["strokes"]
    if not isinstance(strokes, list):
        raise CaseError("The strokes must be a list.", "strokes")
    if len(strokes) > MAX_STROKES:
        raise CaseError(
            Message(
                "The case has {count} strokes; at most {most} can be opened.", count=len(strokes), most=MAX_STROKES
            ),
            "strokes",
        )
    left = MAX_POINTS
    out = []
    for number, raw in enumerate(strokes):
        stroke = _stroke(raw, number, limits)
        left -= len(stroke.points_mm)
        if left < 0:
            raise CaseError(Message("The strokes have more than {most} points in total.", most=MAX_POINTS), "strokes")
        out.append(stroke)
    return tuple(out)


def _stroke(raw: Any, number: int, limits: ViewBounds) -> Stroke:
    where, words = f"strokes[{number}]", Message("Stroke {number}", number=number + 1)
    if not isinstance(raw, dict):
        raise CaseError(Message("{what} must be an object.", what=words), where)
    for key in ("side", "view", "mode", "shape", "quality", "points_mm"):
        if key not in raw:
            raise CaseError(Message("{what} has no {key}.", what=words, key=key), f"{where}.{key}")
    for key, allowed in _CHOICES.items():
        if not isinstance(raw[key], str) or raw[key] not in allowed:
            raise CaseError(
                Message(
                    "{what}: {value} is not a {key}; it is one of {choices}.",
                    what=words,
                    value=_shown(raw[key]),
                    key=key,
                    choices=", ".join(allowed),
                ),
                f"{where}.{key}",
            )
    if raw["shape"] == "brush" and "radius_mm" not in raw:
        raise CaseError(Message("{what} is a brush without radius_mm.", what=words), f"{where}.radius_mm")
    radius_mm = _number(raw.get("radius_mm", 0.0), "{what}: the radius", f"{where}.radius_mm", what=words)
    smallest = LEAST_RADIUS_MM if raw["shape"] == "brush" else 0.0
    if not smallest <= radius_mm <= MAX_RADIUS_MM:
        raise CaseError(
            Message("{what}: the radius must be above 0 and at most {most} mm.", what=words, most=f"{MAX_RADIUS_MM:g}"),
            f"{where}.radius_mm",
        )
    intensity = _number(
        raw.get("intensity", DEFAULT_INTENSITY), "{what}: the intensity", f"{where}.intensity", what=words
    )
    if not 0.0 <= intensity <= 10.0:
        raise CaseError(Message("{what}: the intensity must lie between 0 and 10.", what=words), f"{where}.intensity")
    points = _points(raw["points_mm"], words, f"{where}.points_mm")
    _check_near(points, raw["side"], raw["view"], limits, words, f"{where}.points_mm")
    if raw["shape"] == "area" and len(points) < 3:
        raise CaseError(Message("{what} is an area and needs at least three points.", what=words), f"{where}.points_mm")
    return Stroke(
        side=raw["side"],
        view=raw["view"],
        mode=raw["mode"],
        shape=raw["shape"],
        quality=raw["quality"],
        points_mm=points,
        radius_mm=round(radius_mm, 2) + 0.0,
        intensity=round(intensity, 2) + 0.0,
        radii_mm=_radii(raw, len(points), words, where),
        extra=_extra(raw, _STROKE_KNOWN, where),
    )


def _points(raw: Any, words: str, where: str) -> tuple[Point, ...]:
    if not isinstance(raw, list) or not raw:
        raise CaseError(Message("{what}: points_mm must be a list of at least one point [x, y].", what=words), where)
    if len(raw) > MAX_STROKE_POINTS:
        raise CaseError(
            Message(
                "{what} has {count} points; at most {most} can be opened.",
                what=words,
                count=len(raw),
                most=MAX_STROKE_POINTS,
            ),
            where,
        )
    out = []
    for i, point in enumerate(raw):
        if type(point) is not list or len(point) != 2:
            raise CaseError(
                Message("{what}: point {number} must be two numbers [x, y].", what=words, number=i + 1),
                f"{where}[{i}]",
            )
        x, y = point
        if type(x) is not float or type(y) is not float or not math.isfinite(x + y):
            x = _number(x, "{what}: x of point {number}", f"{where}[{i}]", what=words, number=i + 1)
            y = _number(y, "{what}: y of point {number}", f"{where}[{i}]", what=words, number=i + 1)
        out.append((round(x, 2) + 0.0, round(y, 2) + 0.0))
    return tuple(out)


def _radii(raw: Mapping[str, Any], count: int, words: str, where: str) -> tuple[float, ...]:
    """Half the width at each point; empty where the file gives none."""
    radii, where = raw.get("radii_mm", []), f"{where}.radii_mm"
    if not isinstance(radii, list) or (radii and len(radii) != count):
        raise CaseError(Message("{what}: radii_mm must be a list of one number for each point.", what=words), where)
    if radii and raw["shape"] != "brush":
        raise CaseError(Message("{what}: only a brush has radii_mm.", what=words), where)
    out = [_number(r, f"{words}: radius {i + 1}", f"{where}[{i}]") for i, r in enumerate(radii)]
    for i, radius in enumerate(out):
        if not LEAST_RADIUS_MM <= radius <= MAX_RADIUS_MM:
            raise CaseError(
                Message(
                    "{what}: radius {number} must be above 0 and at most {most} mm.",
                    what=words,
                    number=i + 1,
                    most=f"{MAX_RADIUS_MM:g}",
                ),
                f"{where}[{i}]",
            )
    return tuple(round(radius, 2) + 0.0 for radius in out)


def _reach(side: Side, view: ViewId, limits: ViewBounds) -> tuple[float, float, float, float]:
    """Box that points of a side's picture must lie in, millimetres."""
    left, bottom, right, top = limits[view]
    if side == "left":
        left, right = -right, -left
    return left - MARGIN_MM, bottom - MARGIN_MM, right + MARGIN_MM, top + MARGIN_MM


def _check_near(
    points: tuple[Point, ...], side: Side, view: ViewId, limits: ViewBounds, words: str, where: str
) -> None:
    left, bottom, right, top = _reach(side, view, limits)
    for i, (x, y) in enumerate(points):
        if not (left <= x <= right and bottom <= y <= top):
            raise CaseError(
                Message(
                    "{what}: point {number} ({x}, {y}) lies more than {most} mm outside the picture {view}.",
                    what=words,
                    number=i + 1,
                    x=f"{x:g}",
                    y=f"{y:g}",
                    most=f"{MARGIN_MM:g}",
                    view=view,
                ),
                f"{where}[{i}]",
            )


def fitted(case: Case) -> Case:
    """The case with strokes that a file can hold: long ones parted or thinned, far points brought near.

    A brush is parted where it has too many points, the parts sharing a point, so that they cover the same skin; an
    area leaves out points. Points beyond the margin of a picture are brought to the margin.
    """
    limits = limits_of(case.body)
    strokes: list[Stroke] = []
    for stroke in case.drawing.strokes:
        strokes += _fitted(stroke, limits)
    drawing = Drawing(tuple(strokes))
    return case if drawing == case.drawing else replace(case, drawing=drawing)


def _fitted(stroke: Stroke, limits: ViewBounds) -> list[Stroke]:
    left, bottom, right, top = _reach(stroke.side, stroke.view, limits)
    if any(not (left <= x <= right and bottom <= y <= top) for x, y in stroke.points_mm):
        near = tuple((min(max(x, left), right), min(max(y, bottom), top)) for x, y in stroke.points_mm)
        stroke = replace(stroke, points_mm=near)
    count, most = len(stroke.points_mm), MAX_STROKE_POINTS
    if count <= most:
        return [stroke]
    if stroke.shape == "area":
        return [replace(stroke, points_mm=stroke.points_mm[:: -(-count // most)])]
    parts = [slice(start, start + most) for start in range(0, count - 1, most - 1)]
    return [replace(stroke, points_mm=stroke.points_mm[p], radii_mm=stroke.radii_mm[p]) for p in parts]
