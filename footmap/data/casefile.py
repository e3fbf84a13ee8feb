"""Case files (``.footmap``): JSON in, frozen `Case` out, and back without losing anything.

A file is refused whole, with one sentence, or read whole. Keys that this edition does not know are kept and written
again, at the top and in each stroke, so that a file from a newer footmap of the same format version survives.
Coordinates are kept to 0.01 mm. Nothing in a file is ever run or looked up.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NoReturn, TypeVar, get_args

from footmap.core.drawing import (
    DEFAULT_INTENSITY,
    AnswerValue,
    Case,
    ClueAnswer,
    Drawing,
    Mode,
    Point,
    Quality,
    Shape,
    Stroke,
)
from footmap.core.views import SIDES, VIEW_IDS, Side, ViewId
from footmap.errors import AssetError, CaseError

from . import atomic, bounds
from .bounds import ViewBounds

FORMAT: Final = "footmap-case"
VERSION: Final = 1
SUFFIX: Final = ".footmap"
MAX_BYTES: Final = 32 * 1024 * 1024
MAX_STROKES: Final = 20_000
MAX_POINTS: Final = 1_000_000
MAX_STROKE_POINTS: Final = 20_000
"""More than any hand makes in one stroke: two and a half minutes at 125 points a second."""
LEAST_RADIUS_MM: Final = 0.01
MAX_RADIUS_MM: Final = 200.0
MARGIN_MM: Final = 200.0
"""How far outside a view's bounding box a coordinate may lie; nearer ones are clipped to the skin."""
POINTS_PER_LINE: Final = 8

_KNOWN: Final = frozenset({"format", "version", "atlas_version", "body", "strokes", "clues", "cleared", "note"})
_STROKE_KNOWN: Final = frozenset(
    {"side", "view", "mode", "shape", "quality", "points_mm", "radius_mm", "radii_mm", "intensity"},
)
_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)?")
_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "side": SIDES,
    "view": VIEW_IDS,
    "mode": get_args(Mode),
    "shape": get_args(Shape),
    "quality": get_args(Quality),
}
T = TypeVar("T")


def read_case(path: Path | str) -> Case:
    """A case from a file.

    Raises
    ------
    CaseError
        One sentence that says what is wrong; `where` names the place inside the document.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise CaseError(f"There is no file {path.name}.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "its name is not possible"
        raise CaseError(f"The file {path.name} cannot be read: {reason}.") from error
    return parse_case(data)


def parse_case(data: bytes, views: ViewBounds | None = None) -> Case:
    """A case from the bytes of a file.

    Parameters
    ----------
    data : bytes
        UTF-8 JSON.
    views : mapping of view to (left, bottom, right, top), optional
        Bounding boxes of the right limb's views, millimetres; those of the case's body if left out.

    Raises
    ------
    CaseError
        If the case is refused.
    """
    if len(data) > MAX_BYTES:
        raise CaseError(f"The file is larger than {MAX_BYTES // 2**20} MB, more than any drawing needs.")
    document = _document(data)
    if document.get("format") != FORMAT:
        raise CaseError("This is not a footmap case file.", "format")
    version = document.get("version")
    if type(version) is not int or version < 1:
        raise CaseError("The version of the case file is missing or not a whole number above 0.", "version")
    if version > VERSION:
        raise CaseError(
            f"This case was saved by a newer footmap (case format {version}; this one reads up to {VERSION}); "
            "update footmap to open it.",
            "version",
        )
    body = _text(document.get("body", "male"), "body")
    limits = views if views is not None else _limits(body)
    return Case(
        drawing=Drawing(_strokes(document, limits)),
        clues=MappingProxyType(_clues(document.get("clues", {}))),
        note=_text(document.get("note", ""), "note"),
        atlas_version=_text(document.get("atlas_version", ""), "atlas_version"),
        body=body,
        cleared=MappingProxyType(_cleared(document.get("cleared", {}))),
        extra=_extra(document, _KNOWN, ""),
    )


def _document(data: bytes) -> dict[str, Any]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaseError(
            f"The file is not UTF-8 text (byte {error.start + 1}); it is not a case file, or it is damaged."
        ) from error
    try:
        document = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise CaseError(f"The file is not valid JSON ({error.msg} at {where}).", where) from error
    except RecursionError as error:
        raise CaseError("The file is nested too deeply to be a case.") from error
    except ValueError as error:
        raise CaseError("The file holds a number with too many digits.") from error
    if not isinstance(document, dict):
        raise CaseError("This is not a footmap case file: its outermost value is not an object.")
    return document


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out = dict(pairs)
    if len(out) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise CaseError(f"The key {_shown(key)} appears twice in the same object.", _shown(key))
            seen.add(key)
    return out


def _no_constant(name: str) -> NoReturn:
    raise CaseError(f"The file holds {name}, which is not a finite number.")


def _limits(body: str) -> ViewBounds:
    try:
        return bounds.view_bounds(body)
    except KeyError as error:
        raise CaseError(
            f"The case was painted on the body {_shown(body)}, which is not installed here.", "body"
        ) from error
    except AssetError as error:
        raise CaseError(f"The case cannot be checked because the atlas is damaged: {error.problems[0]}") from error


def _strokes(document: Mapping[str, Any], limits: ViewBounds) -> tuple[Stroke, ...]:
    if "strokes" not in document:
        raise CaseError("The case has no strokes; even an empty drawing needs the key.", "strokes")
    strokes = document["strokes"]
    if not isinstance(strokes, list):
        raise CaseError("The strokes must be a list.", "strokes")
    if len(strokes) > MAX_STROKES:
        raise CaseError(f"The case has {len(strokes)} strokes; at most {MAX_STROKES} can be opened.", "strokes")
    left = MAX_POINTS
    out = []
    for number, raw in enumerate(strokes):
        stroke = _stroke(raw, number, limits)
        left -= len(stroke.points_mm)
        if left < 0:
            raise CaseError(f"The strokes have more than {MAX_POINTS} points in total.", "strokes")
        out.append(stroke)
    return tuple(out)


def _stroke(raw: Any, number: int, limits: ViewBounds) -> Stroke:
    where, words = f"strokes[{number}]", f"Stroke {number + 1}"
    if not isinstance(raw, dict):
        raise CaseError(f"{words} must be an object.", where)
    for key in ("side", "view", "mode", "shape", "quality", "points_mm"):
        if key not in raw:
            raise CaseError(f"{words} has no {key}.", f"{where}.{key}")
    for key, allowed in _CHOICES.items():
        if not isinstance(raw[key], str) or raw[key] not in allowed:
            raise CaseError(
                f"{words}: {_shown(raw[key])} is not a {key}; it is one of {', '.join(allowed)}.", f"{where}.{key}"
            )
    if raw["shape"] == "brush" and "radius_mm" not in raw:
        raise CaseError(f"{words} is a brush without radius_mm.", f"{where}.radius_mm")
    radius_mm = _number(raw.get("radius_mm", 0.0), f"{words}: the radius", f"{where}.radius_mm")
    smallest = LEAST_RADIUS_MM if raw["shape"] == "brush" else 0.0
    if not smallest <= radius_mm <= MAX_RADIUS_MM:
        raise CaseError(f"{words}: the radius must be above 0 and at most {MAX_RADIUS_MM:g} mm.", f"{where}.radius_mm")
    intensity = _number(raw.get("intensity", DEFAULT_INTENSITY), f"{words}: the intensity", f"{where}.intensity")
    if not 0.0 <= intensity <= 10.0:
        raise CaseError(f"{words}: the intensity must lie between 0 and 10.", f"{where}.intensity")
    points = _points(raw["points_mm"], words, f"{where}.points_mm")
    _check_near(points, raw["side"], raw["view"], limits, words, f"{where}.points_mm")
    if raw["shape"] == "area" and len(points) < 3:
        raise CaseError(f"{words} is an area and needs at least three points.", f"{where}.points_mm")
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
        raise CaseError(f"{words}: points_mm must be a list of at least one point [x, y].", where)
    if len(raw) > MAX_STROKE_POINTS:
        raise CaseError(f"{words} has {len(raw)} points; at most {MAX_STROKE_POINTS} can be opened.", where)
    out = []
    for i, point in enumerate(raw):
        if type(point) is not list or len(point) != 2:
            raise CaseError(f"{words}: point {i + 1} must be two numbers [x, y].", f"{where}[{i}]")
        x, y = point
        if type(x) is not float or type(y) is not float or not math.isfinite(x + y):
            x = _number(x, f"{words}: x of point {i + 1}", f"{where}[{i}]")
            y = _number(y, f"{words}: y of point {i + 1}", f"{where}[{i}]")
        out.append((round(x, 2) + 0.0, round(y, 2) + 0.0))
    return tuple(out)


def _radii(raw: Mapping[str, Any], count: int, words: str, where: str) -> tuple[float, ...]:
    """Half the width at each point; empty where the file gives none."""
    radii, where = raw.get("radii_mm", []), f"{where}.radii_mm"
    if not isinstance(radii, list) or (radii and len(radii) != count):
        raise CaseError(f"{words}: radii_mm must be a list of one number for each point.", where)
    if radii and raw["shape"] != "brush":
        raise CaseError(f"{words}: only a brush has radii_mm.", where)
    out = [_number(r, f"{words}: radius {i + 1}", f"{where}[{i}]") for i, r in enumerate(radii)]
    for i, radius in enumerate(out):
        if not LEAST_RADIUS_MM <= radius <= MAX_RADIUS_MM:
            raise CaseError(
                f"{words}: radius {i + 1} must be above 0 and at most {MAX_RADIUS_MM:g} mm.", f"{where}[{i}]"
            )
    return tuple(round(radius, 2) + 0.0 for radius in out)


def _check_near(
    points: tuple[Point, ...], side: Side, view: ViewId, limits: ViewBounds, words: str, where: str
) -> None:
    left, bottom, right, top = limits[view]
    if side == "left":
        left, right = -right, -left
    left, bottom, right, top = left - MARGIN_MM, bottom - MARGIN_MM, right + MARGIN_MM, top + MARGIN_MM
    for i, (x, y) in enumerate(points):
        if not (left <= x <= right and bottom <= y <= top):
            raise CaseError(
                f"{words}: point {i + 1} ({x:g}, {y:g}) lies more than {MARGIN_MM:g} mm outside the picture {view}.",
                f"{where}[{i}]",
            )


def _number(value: Any, words: str, where: str) -> float:
    if type(value) not in (int, float):
        raise CaseError(f"{words} must be a number, not {_shown(value)}.", where)
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise CaseError(f"{words} is not a finite number.", where)
    return number


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise CaseError(f"The {where} must be text, not {_shown(value)}.", where)
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise CaseError(f"The text of {where} holds half a character pair and cannot be shown.", where) from error
    return value


def _clues(raw: Any) -> dict[str, ClueAnswer]:
    if not isinstance(raw, dict):
        raise CaseError("The clues must be an object of clue ids and answers.", "clues")
    out: dict[str, ClueAnswer] = {}
    for id_, value in raw.items():
        where = f"clues.{_text(id_, 'clues')}"
        if not _ID.fullmatch(id_):
            raise CaseError(f"{_shown(id_)} cannot be the id of a clue.", "clues")
        if isinstance(value, dict):
            wrong = [key for key in value if key not in SIDES]
            if wrong or not value:
                raise CaseError(f"The clue {id_} may have an answer for right and one for left, nothing else.", where)
            out[id_] = {side: _answer(value[side], id_, f"{where}.{side}") for side in SIDES if side in value}
        else:
            out[id_] = _answer(value, id_, where)
    return out


def _answer(value: Any, id_: str, where: str) -> AnswerValue:
    if isinstance(value, str) and value:
        return _text(value, where)
    if isinstance(value, list) and value and all(isinstance(v, str) and v for v in value):
        return tuple(_text(v, where) for v in value)
    if type(value) in (int, float):
        raise CaseError(f'The answer to {id_} must be text; write a grade in quotes: "{_shown(value)}".', where)
    raise CaseError(f"The answer to {id_} must be text or a list of texts, not {_shown(value)}.", where)


def _cleared(raw: Any) -> dict[str, str]:
    if not isinstance(raw, dict):
        raise CaseError("What is cleared must be an object of red flag ids and reasons.", "cleared")
    out: dict[str, str] = {}
    for id_, reason in raw.items():
        where = f"cleared.{_text(id_, 'cleared')}"
        if not _ID.fullmatch(id_):
            raise CaseError(f"{_shown(id_)} cannot be the id of a red flag.", "cleared")
        if not isinstance(reason, str) or not reason.strip():
            raise CaseError(f"The red flag {id_} is cleared without a reason; say in words why.", where)
        out[id_] = _text(reason, where)
    return out


def _extra(raw: Mapping[str, Any], known: frozenset[str], where: str) -> tuple[tuple[str, str], ...]:
    out = []
    for key in sorted(raw.keys() - known):
        place = f"{where}.{key}" if where else key
        try:
            text = json.dumps(raw[key], sort_keys=True, ensure_ascii=False, allow_nan=False)
            (key + text).encode("utf-8")
        except (ValueError, RecursionError) as error:  # UnicodeEncodeError is a ValueError
            raise CaseError("An unknown key holds a value that could not be saved again.", place) from error
        out.append((key, text))
    return tuple(out)


def _shown(value: Any) -> str:
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    text = ascii(value) if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= 40 else text[:37] + "..."


def dump_case(case: Case) -> str:
    """Text of a case file: keys sorted, fixed decimals, a few points per line, so that versions can be compared."""
    members = {
        "format": _json(FORMAT),
        "version": _json(VERSION),
        "atlas_version": _json(case.atlas_version),
        "body": _json(case.body),
        "clues": json.dumps(_plain(case.clues), sort_keys=True, ensure_ascii=False, indent=1).replace("\n", "\n "),
        "note": _json(case.note),
        "strokes": _list([_stroke_text(stroke) for stroke in case.drawing.strokes], " "),
        **dict(case.extra),
    }
    if case.cleared:
        cleared = json.dumps(dict(case.cleared), sort_keys=True, ensure_ascii=False, indent=1)
        members["cleared"] = cleared.replace("\n", "\n ")
    return "{\n" + ",\n".join(f" {_json(key)}: {members[key]}" for key in sorted(members)) + "\n}\n"


def _stroke_text(stroke: Stroke) -> str:
    members = {
        "side": _json(stroke.side),
        "view": _json(stroke.view),
        "mode": _json(stroke.mode),
        "shape": _json(stroke.shape),
        "quality": _json(stroke.quality),
        "intensity": f"{stroke.intensity + 0.0:.2f}".rstrip("0").rstrip("."),
        "points_mm": _points_text(stroke.points_mm),
        **dict(stroke.extra),
    }
    if stroke.shape == "brush" or stroke.radius_mm:
        members["radius_mm"] = _fixed(stroke.radius_mm)
    if stroke.radii_mm:
        members["radii_mm"] = "[" + ", ".join(_fixed(radius) for radius in stroke.radii_mm) + "]"
    return "{\n" + ",\n".join(f"   {_json(key)}: {members[key]}" for key in sorted(members)) + "\n  }"


def _points_text(points: tuple[Point, ...]) -> str:
    texts = [f"[{_fixed(x)}, {_fixed(y)}]" for x, y in points]
    rows = [", ".join(texts[i : i + POINTS_PER_LINE]) for i in range(0, len(texts), POINTS_PER_LINE)]
    return "[" + (",\n    ").join(rows) + "]"


def _fixed(value: float) -> str:
    return f"{round(value, 2) + 0.0:.2f}"


def _list(items: list[str], indent: str) -> str:
    return "[\n" + ",\n".join(f"{indent} {item}" for item in items) + f"\n{indent}]" if items else "[]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def write_case(path: Path | str, case: Case) -> None:
    """Save a case; an interrupted save leaves the old file as it was.

    Raises
    ------
    CaseError
        If the file cannot be written, or the case could not be opened again.
    """
    path = Path(path)
    counts = [len(stroke.points_mm) for stroke in case.drawing.strokes]
    if len(counts) > MAX_STROKES or sum(counts) > MAX_POINTS or max(counts, default=0) > MAX_STROKE_POINTS:
        raise CaseError("The drawing has too many strokes to be opened again, so it was not saved.", "strokes")
    try:
        data = dump_case(case).encode("utf-8")
    except UnicodeEncodeError as error:
        raise CaseError("The note holds half a character pair and cannot be saved.", "note") from error
    if len(data) > MAX_BYTES:
        raise CaseError("The case is too large to be opened again, so it was not saved.")
    try:
        atomic.write_bytes(path, data)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "its name is not possible"
        raise CaseError(f"The file {path.name} cannot be saved: {reason}.") from error
