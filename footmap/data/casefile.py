"""Case files (``.footmap``): JSON in, frozen `Case` out, and back without losing anything.

A file is refused whole, with one sentence, or read whole. Keys that this edition does not know are kept and written
again, at the top and in each stroke, so that a file from a newer footmap of the same format version survives.
Coordinates are kept to 0.01 mm. Nothing in a file is ever run or looked up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from footmap.core.drawing import AnswerValue, Case, ClueAnswer, Drawing
from footmap.core.views import SIDES
from footmap.errors import CaseError, Message, reason_of

from . import atomic, visit_json
from .bounds import ViewBounds
from .case_strokes import MAX_POINTS, MAX_STROKES, fitted, limits_of, read_strokes
from .case_text import dump_case as dump_case  # also named here, beside `parse_case`
from .json_strict import LONGEST_ID, LONGEST_WORDS, read_document
from .json_strict import extra as _extra
from .json_strict import place as _place
from .json_strict import shown as _shown
from .json_strict import text as _text
from .reading import UnreadableError, read_bytes
from .visit_json import FORMAT, MANY_VISITS

SUFFIX: Final = ".footmap"
MAX_BYTES: Final = 32 * 1024 * 1024
MAX_CLUES: Final = 10_000
MAX_ANSWERS: Final = 1_000
"""Answers to one clue."""

_KNOWN: Final = frozenset(
    {"format", "version", "atlas_version", "body", "strokes", "clues", "cleared", "cleared_on", "note"}
)
_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)?")


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
    limits = views if views is not None else limits_of(body)
    return Case(
        drawing=Drawing(read_strokes(document, limits)),
        clues=MappingProxyType(_clues(document.get("clues", {}))),
        note=_text(document.get("note", ""), "note"),
        atlas_version=_text(document.get("atlas_version", ""), "atlas_version", LONGEST_ID),
        body=body,
        cleared=MappingProxyType(_cleared(document.get("cleared", {}))),
        cleared_on=MappingProxyType(_cleared_on(document.get("cleared_on", {}))),
        extra=_extra(document, _KNOWN, ""),
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
