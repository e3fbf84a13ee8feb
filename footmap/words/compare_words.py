"""What changed between two drawings, in words for a letter, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from footmap.core.compare import Change, Comparison, RegionChange

from .documents import DocumentWords

FORMAT: Final = "footmap-comparison"
VERSION: Final = 1
LEAST_CM2: Final = 0.5
"""Smaller changes of a region are not told."""
LEAST_MM: Final = 5.0
"""Shorter ways of the middle are not told."""
LEAST_INTENSITY: Final = 0.5
REGIONS: Final = 3
_AXES: Final = (
    ("compare_outward", "compare_inward"),
    ("compare_forward", "compare_back"),
    ("compare_up", "compare_down"),
)
_DIRECTION_SHARE: Final = 0.5
"""A direction is named where it makes at least this part of the way."""


def changed_words(found: Comparison, words: DocumentWords) -> list[str]:
    """Sentences, quality by quality; one that says so where nothing is painted or nothing has changed."""
    if not found.painted_sides:
        return [words.say("compare_nothing")]
    if found.jaccard >= 1.0 and not any(_changed(c) for c in _changes(found)):
        return [words.say("compare_same")]
    told = [
        " ".join(_quality(found, side, quality, words))
        for side in found.painted_sides
        for quality in found.sides[side].qualities
    ]
    return [*told, words.say("compare_shared", share=words.words.percent(min(found.jaccard, 1.0)))]


def _changes(found: Comparison) -> list[Change]:
    return [change for side in found.painted_sides for change in found.sides[side].qualities.values()]


def _changed(change: Change) -> bool:
    return bool(change.gained or change.lost or change.before_intensity != change.after_intensity)


def _quality(found: Comparison, side: Any, quality: Any, words: DocumentWords) -> list[str]:
    change, regions = found.sides[side].qualities[quality], found.sides[side].regions
    before, after = words.words.area(change.before_cm2), words.words.area(change.after_cm2)
    named = {"quality": words.quality(quality), "side": words.words.side(side)}
    rows = {id_: row[quality] for id_, row in regions.items() if quality in row}
    if change.before_cm2 <= 0:
        return [words.say("compare_new", **named, after=after), *_where(rows, 1, words)]
    if change.after_cm2 <= 0:
        return [words.say("compare_gone", **named, before=before)]
    told = [words.say("compare_area", **named, before=before, after=after)]
    told += [*_where(rows, 1, words), *_where(rows, -1, words)]
    old, new = change.before_intensity, change.after_intensity
    if old is not None and new is not None and abs(new - old) >= LEAST_INTENSITY:
        phrase = "compare_stronger" if new > old else "compare_weaker"
        told.append(words.say(phrase, before=words.words.number(old), after=words.words.number(new)))
    if (way := change.distance_mm) is not None and way >= LEAST_MM and change.shift_mm is not None:
        directions = words.words.listed(_directions(change.shift_mm, words))
        told.append(words.say("compare_moved", mm=round(way), directions=directions))
    return told


def _where(rows: Mapping[str, RegionChange], sign: int, words: DocumentWords) -> list[str]:
    """Regions with more (`sign` 1) or less (-1) paint than before, the largest change first."""
    by = {id_: sign * (row.after_cm2 - row.before_cm2) for id_, row in rows.items()}
    order = sorted((id_ for id_ in by if by[id_] >= LEAST_CM2), key=lambda id_: (-by[id_], id_))[:REGIONS]
    if not order:
        return []
    regions = "; ".join(f"{words.words.region(id_)} ({words.words.area(by[id_])})" for id_ in order)
    return [words.say("compare_gained" if sign > 0 else "compare_lost", regions=regions)]


def _directions(shift_mm: Any, words: DocumentWords) -> list[str]:
    whole = float(np.linalg.norm(shift_mm))
    order = sorted(range(3), key=lambda k: -abs(float(shift_mm[k])))
    named = [k for k in order if abs(float(shift_mm[k])) >= _DIRECTION_SHARE * whole]
    return [words.say(_AXES[k][0 if shift_mm[k] > 0 else 1]) for k in named]


def comparison_text(found: Comparison, words: DocumentWords, before: str, after: str) -> str:
    """What changed, with a title, to read."""
    return "\n".join([words.say("compare_title", before=before, after=after), *changed_words(found, words)])


def comparison_json(found: Comparison, words: DocumentWords, atlas_version: str) -> str:
    """Every value of a comparison as JSON; the schema is ``assets/schema/comparison.schema.json``."""
    sides = {
        side: {
            "all": _values(found.sides[side].whole),
            "qualities": {q: _values(change) for q, change in found.sides[side].qualities.items()},
            "regions": [
                {
                    "id": id_,
                    "name": words.words.region(id_),
                    "qualities": {
                        q: {"before_cm2": _round(r.before_cm2), "after_cm2": _round(r.after_cm2)}
                        for q, r in row.items()
                    },
                }
                for id_, row in sorted(found.sides[side].regions.items())
            ],
        }
        for side in found.painted_sides
    }
    document = {
        "format": FORMAT,
        "version": VERSION,
        "atlas_version": atlas_version,
        "jaccard": _round(found.jaccard, 4),
        "sides": sides,
        "words": changed_words(found, words),
    }
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False)


def _values(change: Change) -> dict[str, Any]:
    return {
        "before_cm2": _round(change.before_cm2),
        "after_cm2": _round(change.after_cm2),
        "gained_cm2": _round(change.gained_cm2),
        "lost_cm2": _round(change.lost_cm2),
        "kept_cm2": _round(change.kept_cm2),
        "jaccard": _round(change.jaccard, 4),
        "shift_mm": None if change.shift_mm is None else _vector(change.shift_mm),
        "distance_mm": None if change.distance_mm is None else _round(change.distance_mm, 1),
        "before_intensity": None if change.before_intensity is None else _round(change.before_intensity),
        "after_intensity": None if change.after_intensity is None else _round(change.after_intensity),
    }


def _vector(shift_mm: Sequence[float] | Any) -> dict[str, float]:
    outward, forward, up = (float(value) for value in shift_mm)
    return {"outward": _round(outward, 1), "forward": _round(forward, 1), "up": _round(up, 1)}


def _round(value: float, digits: int = 2) -> float:
    return round(value, digits) + 0.0
