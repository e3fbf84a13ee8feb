"""Values of a JSON document that a user hands over: read whole or refused in one sentence that says where."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, Final, NoReturn

from footmap.errors import CaseError

LONGEST_ID: Final = 100
"""Characters of an id, of the name of a body, of an edition of the atlas."""
LONGEST_WORDS: Final = 300
"""Characters of a name, a tag, an answer."""
LONGEST_PLACE: Final = 200
"""Characters of the place that a message names."""


def read_document(data: bytes, what: str = "case") -> dict[str, Any]:
    """The object that UTF-8 JSON text holds; `what` says what it should be.

    Raises
    ------
    CaseError
        If it is not valid JSON, repeats a key, holds a number that is not finite, or is not an object.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaseError(
            f"The file is not UTF-8 text (byte {error.start + 1}); it is not a {what} file, or it is damaged."
        ) from error
    try:
        document = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise CaseError(f"The file is not valid JSON ({error.msg} at {where}).", where) from error
    except RecursionError as error:
        raise CaseError(f"The file is nested too deeply to be a {what}.") from error
    except ValueError as error:
        raise CaseError("The file holds a number with too many digits.") from error
    if not isinstance(document, dict):
        raise CaseError(f"This is not a footmap {what} file: its outermost value is not an object.")
    return document


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out = dict(pairs)
    if len(out) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise CaseError(f"The key {shown(key)} appears twice in the same object.", shown(key))
            seen.add(key)
    return out


def _no_constant(name: str) -> NoReturn:
    raise CaseError(f"The file holds {name}, which is not a finite number.")


def text(value: Any, where: str, most: int | None = None) -> str:
    """A text of at most `most` characters that can be written as UTF-8."""
    if not isinstance(value, str):
        raise CaseError(f"The {place(where)} must be text, not {shown(value)}.", place(where))
    if most is not None and len(value) > most:
        raise CaseError(f"The {place(where)} has {len(value)} characters; at most {most} are kept.", place(where))
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise CaseError(
            f"The text of {place(where)} holds half a character pair and cannot be shown.", place(where)
        ) from error
    return value


def number(value: Any, words: str, where: str) -> float:
    """A finite number; `words` begins the sentence that refuses it."""
    if type(value) not in (int, float):
        raise CaseError(f"{words} must be a number, not {shown(value)}.", where)
    try:
        found = float(value)
    except OverflowError:
        found = math.inf
    if not math.isfinite(found):
        raise CaseError(f"{words} is not a finite number.", where)
    return found


def extra(raw: Mapping[str, Any], known: frozenset[str], where: str) -> tuple[tuple[str, str], ...]:
    """What an object says beyond the known keys, as (key, JSON text) by key."""
    out = []
    for key in sorted(raw.keys() - known):
        at = f"{where}.{key}" if where else key
        try:
            value = json.dumps(raw[key], sort_keys=True, ensure_ascii=False, allow_nan=False)
            (key + value).encode("utf-8")
        except (ValueError, RecursionError) as error:  # UnicodeEncodeError is a ValueError
            raise CaseError("An unknown key holds a value that could not be saved again.", place(at)) from error
        out.append((key, value))
    return tuple(out)


def place(where: str) -> str:
    """A place short enough for a message, without half character pairs."""
    short = where if len(where) <= LONGEST_PLACE else where[: LONGEST_PLACE - 3] + "..."
    return short.encode("utf-8", "replace").decode("utf-8")


def shown(value: Any) -> str:
    """A value as a message shows it."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    words = ascii(value) if isinstance(value, str) else json.dumps(value)
    return words if len(words) <= 40 else words[:37] + "..."
