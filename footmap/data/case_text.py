"""The text of a case file: keys sorted and decimals fixed, so that versions can be compared line by line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from footmap.core.drawing import Case, Point, Stroke

from .visit_json import FORMAT

VERSION: Final = 1
"""Of a file with one visit; one with several is of version `MANY_VISITS`."""
POINTS_PER_LINE: Final = 8


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
    if case.cleared_on:
        known = json.dumps(_plain(case.cleared_on), sort_keys=True, ensure_ascii=False, indent=1)
        members["cleared_on"] = known.replace("\n", "\n ")
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
