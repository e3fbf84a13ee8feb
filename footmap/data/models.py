"""What all file models share: strict, frozen, no unknown keys; every problem is reported with its place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from footmap.errors import AssetError, Message, Problem

from . import yaml_strict
from .yaml_strict import Document, Path_


class Record(BaseModel):
    """Base of all file models."""

    model_config = ConfigDict(
        defer_build=True, strict=True, extra="forbid", frozen=True, allow_inf_nan=False, str_strip_whitespace=False
    )


RecordT = TypeVar("RecordT", bound=Record)
Colour = Annotated[str, Field(pattern=r"^#[0-9A-F]{6}$")]
Share = Annotated[float, Field(ge=0, le=1)]

_OURS: Final = {
    "missing": Message("is missing"),
    "extra_forbidden": Message("is not known here; correct the spelling or take it out"),
}
_OF_PYDANTIC: Final[Mapping[str, str]] = {
    "string_type": "input should be a valid string",
    "int_type": "input should be a valid integer",
    "float_type": "input should be a valid number",
    "bool_type": "input should be a valid boolean",
    "tuple_type": "input should be a valid tuple",
    "list_type": "input should be a valid array",
    "dict_type": "input should be an object",
    "model_type": "input should be an object",
    "literal_error": "input should be {expected}",
    "string_pattern_mismatch": "string should match pattern '{pattern}'",
    "string_too_short": "string should have at least {min_length} characters",
    "string_too_long": "string should have at most {max_length} characters",
    "greater_than": "input should be greater than {gt}",
    "greater_than_equal": "input should be greater than or equal to {ge}",
    "less_than": "input should be less than {lt}",
    "less_than_equal": "input should be less than or equal to {le}",
    "finite_number": "input should be a finite number",
}
"""Kinds of complaint that a file of a user may meet, in pydantic's words, with what it fills in."""
_RAISED = "Value error, "
"""What pydantic puts before the words of a validator of ours."""


def problems_of(error: ValidationError, where: Document | str) -> list[Problem]:
    """One `Problem` for each complaint of pydantic, with file and line where the document knows it.

    Of a value that may have several forms only what its first form lacks is told.
    """
    out = []
    forms: dict[Path_, str | int] = {}
    for item in error.errors(include_url=False, include_input=False):
        path, form = item["loc"], None
        if isinstance(where, Document):
            path, form = _in_document(path, where, item["type"] == "missing")
        if form is not None and forms.setdefault(*form) != form[1]:
            continue
        key = ".".join(str(step) for step in path)
        why = _why(item["type"], item["msg"], item.get("ctx", {}))
        place = where.where(path) if isinstance(where, Document) else where
        out.append(Problem(place, Message("{key}: {why}.", key=key, why=why) if key else Message("{why}.", why=why)))
    return out


def _why(kind: str, message: str, context: Mapping[str, Any]) -> Message:
    """What pydantic complains of, in words that are known in every language where they can be."""
    if kind in _OURS:
        return _OURS[kind]
    words = message.removeprefix(_RAISED)
    words = words[:1].lower() + words[1:]
    if kind in _OF_PYDANTIC and all(isinstance(value, str | int | float) for value in context.values()):
        known = Message(_OF_PYDANTIC[kind], **context)
        if known == words:
            return known
    return Message(words)


def _in_document(steps: Path_, document: Document, missing: bool) -> tuple[Path_, tuple[Path_, str | int] | None]:
    """Path of a complaint without the names that pydantic gives to forms of a value, and the first such name.

    Returns
    -------
    path : tuple of str and int
        Steps that the document has; where something is `missing` the last one is the key that it lacks.
    form : (path, name) or None
        Where the first value with several forms stands, and which of them is complained of.
    """
    path: Path_ = ()
    form: tuple[Path_, str | int] | None = None
    for i, step in enumerate(steps):
        if (*path, step) in document.lines or (missing and i == len(steps) - 1):
            path = (*path, step)
        elif step != "[key]":
            form = form or (path, step)
    return path, form


def read_yaml(path: Path, model: type[RecordT], name: str | None = None) -> tuple[RecordT, Document]:
    """A YAML file as a record, and the document for later messages.

    Raises
    ------
    AssetError
        With every problem of the file.
    """
    document = yaml_strict.load(path, name)
    try:
        # JSON mode lets lists become tuples while everything else stays strict
        return model.model_validate_json(document.text, strict=True), document
    except ValidationError as error:
        raise AssetError(tuple(problems_of(error, document))) from error


def read_json(text: str | bytes, model: type[RecordT], name: str) -> RecordT:
    """A JSON text as a record.

    Raises
    ------
    AssetError
        With every problem of the text.
    """
    try:
        return model.model_validate_json(text, strict=True)
    except ValidationError as error:
        raise AssetError(tuple(problems_of(error, name))) from error
