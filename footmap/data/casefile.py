"""Case files (``.footmap``): JSON in, frozen `Case` out, and back without losing anything.

A file is refused whole, with one sentence, or read whole. Keys that this edition does not know are kept and written
again, at the top and in each stroke, so that a file from a newer footmap of the same format version survives.
Coordinates are kept to 0.01 mm. Nothing in a file is ever run or looked up.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, get_args

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
from footmap.errors import AssetError, CaseError, Message, reason_of

from . import atomic, bounds, visit_json
from .bounds import ViewBounds
from .case_text import dump_case as dump_case  # also named here, beside `parse_case`
from .json_strict import LONGEST_ID, LONGEST_WORDS, read_document
from .json_strict import extra as _extra
from .json_strict import number as _number
from .json_strict import place as _place
from .json_strict import shown as _shown
from .json_strict import text as _text
from .reading import UnreadableError, read_bytes
from .visit_json import FORMAT, MANY_VISITS

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
MAX_CLUES: Final = 10_000
MAX_ANSWERS: Final = 1_000
"""Answers to one clue."""

_KNOWN: Final = frozenset(
    {"format", "version", "atlas_version", "body", "strokes", "clues", "cleared", "cleared_on", "note"}
)
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


def read_case(path: Path | str, visit: str = "") -> Case:
    """A case from a file; of a file with several visits, one of them.

    Parameters
    ----------
    path : Path or str
    visit : str
        Id of a visit, or the beginning of its date; the newest visit if empty.

    Raises
    ------
    CaseError
        One sentence that says what is wrong; `where` names the place inside the document.
    """
    return parse_case(read_file(path), visit=visit)


def read_file(path: Path | str) -> bytes:
    """Bytes of a case file, up to one more than can be opened.

    Raises
    ------
    CaseError
        If there is no such file, or it cannot be read.
    """
    path = Path(path)
    try:
        return read_bytes(path, MAX_BYTES)
    except FileNotFoundError as error:
        raise CaseError(Message("There is no file {name}.", name=called(path))) from error
    except UnreadableError as error:
        raise CaseError(Message("The file {name} cannot be read: {why}.", name=called(path), why=error)) from error


def called(path: Path) -> str:
    """How messages call a file."""
    name = path.name or str(path)
    return _place("".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name))


def parse_case(data: bytes, views: ViewBounds | None = None, visit: str = "") -> Case:
    """A case from the bytes of a file.

    Parameters
    ----------
    data : bytes
        UTF-8 JSON.
    views : mapping of view to (left, bottom, right, top), optional
        Bounding boxes of the right limb's views, millimetres; those of the case's body if left out.
    visit : str
        Which of several visits; see `read_case`.

    Raises
    ------
    CaseError
        If the case is refused.
    """
    return case_from(visit_json.pick(parse_document(data), visit), views)


def parse_document(data: bytes) -> dict[str, Any]:
    """The JSON object of a case file of either version, its format and version checked and nothing else.

    Raises
    ------
    CaseError
        If it is refused.
    """
    if len(data) > MAX_BYTES:
        raise CaseError(
            Message("The file is larger than {most} MB, more than any drawing needs.", most=MAX_BYTES // 2**20)
        )
    document = read_document(data)
    if document.get("format") != FORMAT:
        raise CaseError("This is not a footmap case file.", "format")
    version = document.get("version")
    if type(version) is not int or version < 1:
        raise CaseError("The version of the case file is missing or not a whole number above 0.", "version")
    if version > MANY_VISITS:
        raise CaseError(
            Message(
                "This case was saved by a newer footmap (case format {value}; this one reads up to {reads}); "
                "update footmap to open it.",
                value=_shown(version),
                reads=MANY_VISITS,
            ),
            "version",
        )
    return document


def case_from(document: Mapping[str, Any], views: ViewBounds | None = None) -> Case:
    """A case from the JSON object of one visit (format 1); parameters as in `parse_case`."""
    visit_json.check(document)
    body = _text(document.get("body", "male"), "body", LONGEST_ID)
    limits = views if views is not None else _limits(body)
    return Case(
        drawing=Drawing(_strokes(document, limits)),
        clues=MappingProxyType(_clues(document.get("clues", {}))),
        note=_text(document.get("note", ""), "note"),
        atlas_version=_text(document.get("atlas_version", ""), "atlas_version", LONGEST_ID),
        body=body,
        cleared=MappingProxyType(_cleared(document.get("cleared", {}))),
        cleared_on=MappingProxyType(_cleared_on(document.get("cleared_on", {}))),
        extra=_extra(document, _KNOWN, ""),
    )


def _limits(body: str) -> ViewBounds:
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


def _strokes(document: Mapping[str, Any], limits: ViewBounds) -> tuple[Stroke, ...]:
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


def _clues(raw: Any) -> dict[str, ClueAnswer]:
    if not isinstance(raw, dict):
        raise CaseError("The clues must be an object of clue ids and answers.", "clues")
    if len(raw) > MAX_CLUES:
        raise CaseError(
            Message("The case answers {count} clues; at most {most} can be opened.", count=len(raw), most=MAX_CLUES),
            "clues",
        )
    out: dict[str, ClueAnswer] = {}
    for id_, value in raw.items():
        where = _place(f"clues.{id_}")
        if len(id_) > LONGEST_ID or not _ID.fullmatch(id_):
            raise CaseError(Message("{value} cannot be the id of a clue.", value=_shown(id_)), "clues")
        if isinstance(value, dict):
            wrong = [key for key in value if key not in SIDES]
            if wrong or not value:
                raise CaseError(
                    Message("The clue {id} may have an answer for right and one for left, nothing else.", id=id_),
                    where,
                )
            out[id_] = {side: _answer(value[side], id_, f"{where}.{side}") for side in SIDES if side in value}
        else:
            out[id_] = _answer(value, id_, where)
    return out


def _answer(value: Any, id_: str, where: str) -> AnswerValue:
    if isinstance(value, str) and value:
        return _text(value, where, LONGEST_WORDS)
    if isinstance(value, list) and value and all(isinstance(v, str) and v for v in value):
        if len(value) > MAX_ANSWERS:
            raise CaseError(
                Message(
                    "The clue {id} has {count} answers; at most {most} can be opened.",
                    id=id_,
                    count=len(value),
                    most=MAX_ANSWERS,
                ),
                where,
            )
        return tuple(_text(v, where, LONGEST_WORDS) for v in value)
    if type(value) in (int, float):
        raise CaseError(
            Message(
                'The answer to {id} must be text; write a grade in quotes: "{value}".', id=id_, value=_shown(value)
            ),
            where,
        )
    raise CaseError(
        Message("The answer to {id} must be text or a list of texts, not {value}.", id=id_, value=_shown(value)), where
    )


def _cleared(raw: Any) -> dict[str, str]:
    if not isinstance(raw, dict):
        raise CaseError("What is cleared must be an object of red flag ids and reasons.", "cleared")
    if len(raw) > MAX_CLUES:
        raise CaseError(
            Message("{count} red flags are cleared; at most {most} can be opened.", count=len(raw), most=MAX_CLUES),
            "cleared",
        )
    out: dict[str, str] = {}
    for id_, reason in raw.items():
        where = f"cleared.{_text(id_, 'cleared', LONGEST_ID)}"
        if not _ID.fullmatch(id_):
            raise CaseError(Message("{value} cannot be the id of a red flag.", value=_shown(id_)), "cleared")
        if not isinstance(reason, str) or not reason.strip():
            raise CaseError(Message("The red flag {id} is cleared without a reason; say in words why.", id=id_), where)
        out[id_] = _text(reason, where, LONGEST_WORDS)
    return out


def _cleared_on(raw: Any) -> dict[str, tuple[str, ...]]:
    where = "cleared_on"
    if not isinstance(raw, dict) or len(raw) > MAX_CLUES:
        raise CaseError("What red flags were cleared on must be an object of their ids and lists of clue ids.", where)
    out: dict[str, tuple[str, ...]] = {}
    for id_, clues in raw.items():
        if len(id_) > LONGEST_ID or not _ID.fullmatch(id_):
            raise CaseError(Message("{value} cannot be the id of a red flag.", value=_shown(id_)), where)
        known = isinstance(clues, list) and len(clues) <= MAX_CLUES and all(isinstance(c, str) for c in clues)
        if not known or not all(len(c) <= LONGEST_ID and _ID.fullmatch(c) for c in clues):
            raise CaseError(
                Message("What the red flag {id} was cleared on must be a list of clue ids.", id=id_), f"{where}.{id_}"
            )
        out[id_] = tuple(clues)
    return out


def write_case(path: Path | str, case: Case) -> None:
    """Save a case; an interrupted save leaves the old file as it was.

    What is about to be saved is read first, by the rules that opening has. In a file with several visits the visit
    of this case is replaced and the others are kept.

    Raises
    ------
    CaseError
        If the file cannot be written, or the case could not be opened again.
    """
    path = Path(path)
    data = save_bytes(case)
    several = _several_visits(path)
    save_file(path, data if several is None else _in_place(several, data, path))


def save_bytes(case: Case) -> bytes:
    """Bytes of a case file that have been read back once.

    Strokes are first brought within the limits of a file (`fitted`).

    Raises
    ------
    CaseError
        If the case could not be opened again.
    """
    counts = [len(stroke.points_mm) for stroke in case.drawing.strokes]
    if len(counts) > MAX_STROKES or sum(counts) > MAX_POINTS:
        raise CaseError("The drawing has too many strokes to be opened again, so it was not saved.", "strokes")
    try:
        data = dump_case(fitted(case)).encode("utf-8")
    except UnicodeEncodeError as error:
        raise CaseError("The note holds half a character pair and cannot be saved.", "note") from error
    if len(data) > MAX_BYTES:
        raise CaseError("The case is too large to be opened again, so it was not saved.")
    try:
        parse_case(data)
    except CaseError as error:
        raise CaseError(
            Message("The case could not be opened again, so it was not saved: {why}", why=error), error.where
        ) from error
    return data


def fitted(case: Case) -> Case:
    """The case with strokes that a file can hold: long ones parted or thinned, far points brought near.

    A brush is parted where it has too many points, the parts sharing a point, so that they cover the same skin; an
    area leaves out points. Points beyond the margin of a picture are brought to the margin.
    """
    limits = _limits(case.body)
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


def save_file(path: Path, data: bytes) -> None:
    """Write the bytes of a case file.

    Raises
    ------
    CaseError
        If the file cannot be written.
    """
    try:
        atomic.write_bytes(path, data, private=True)
    except (OSError, ValueError) as error:
        raise CaseError(
            Message("The file {name} cannot be saved: {why}.", name=called(path), why=reason_of(error))
        ) from error


def _several_visits(path: Path) -> dict[str, Any] | None:
    """The document that is in a file, if it is a patient with several visits."""
    try:
        data = read_bytes(path, MAX_BYTES)
        if b'"visits"' not in data:
            return None
        document = parse_document(data)
    except (FileNotFoundError, UnreadableError, CaseError):
        return None
    return document if document["version"] == MANY_VISITS else None


def _in_place(document: dict[str, Any], data: bytes, path: Path) -> bytes:
    """The file with the visit replaced."""
    try:
        written = visit_json.with_visit(document, read_document(data)).encode("utf-8")
    except KeyError as error:
        raise CaseError(
            Message(
                "The file {name} holds the visits of a patient, and this is none of them; save it under another name.",
                name=called(path),
            )
        ) from error
    if len(written) > MAX_BYTES:
        raise CaseError("The visits together are too large to be opened again, so nothing was saved.")
    return written
