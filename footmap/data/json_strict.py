"""Values of a JSON document that a user hands over: read whole or refused in one sentence that says where."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, Final, NoReturn

from footmap.errors import CaseError, Message

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
            Message(
                "The file is not UTF-8 text (byte {byte}); it is not a {what} file, or it is damaged.",
                byte=error.start + 1,
                what=Message(what),
            )
        ) from error
    try:
        document = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        where = Message("line {line}, column {column}", line=error.lineno, column=error.colno)
        raise CaseError(
            Message("The file is not valid JSON ({why} at {key}).", why=Message(error.msg), key=where), where
        ) from error
    except RecursionError as error:
        raise CaseError(Message("The file is nested too deeply to be a {what}.", what=Message(what))) from error
    except ValueError as error:
        raise CaseError("The file holds a number with too many digits.") from error
    if not isinstance(document, dict):
        raise CaseError(
            Message("This is not a footmap {what} file: its outermost value is not an object.", what=Message(what))
        )
    return document


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out = dict(pairs)
    if len(out) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise CaseError(
                    Message("The key {value} appears twice in the same object.", value=shown(key)), shown(key)
                )
            seen.add(key)
    return out


def _no_constant(name: str) -> NoReturn:
    raise CaseError(Message("The file holds {name}, which is not a finite number.", name=name))


def text(value: Any, where: str, most: int | None = None) -> str:
    """A text of at most `most` characters that can be written as UTF-8."""
    if not isinstance(value, str):
        raise CaseError(
            Message("The {key} must be text, not {value}.", key=place(where), value=shown(value)), place(where)
        )
    if most is not None and len(value) > most:
        raise CaseError(
            Message(
                "The {key} has {count} characters; at most {most} are kept.",
                key=place(where),
                count=len(value),
                most=most,
            ),
            place(where),
        )
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise CaseError(
            Message("The text of {key} holds half a character pair and cannot be shown.", key=place(where)),
            place(where),
        ) from error
    return value


def number(value: Any, words: str, where: str, **values: object) -> float:
    """A finite number; `words`, filled in with `values`, begins the sentence that refuses it."""
    if type(value) not in (int, float):
        raise CaseError(
            Message("{what} must be a number, not {value}.", what=Message(words, **values), value=shown(value)), where
        )
    try:
        found = float(value)
    except OverflowError:
        found = math.inf
    if not math.isfinite(found):
        raise CaseError(Message("{what} is not a finite number.", what=Message(words, **values)), where)
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
