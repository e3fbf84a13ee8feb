"""Shared ground of the file models: strict, frozen, nothing extra; every problem reported with its place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from footmap.errors import AssetError, Problem

from . import yaml_strict
from .yaml_strict import Document


class Record(BaseModel):
    """Base of all file models."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False, str_strip_whitespace=False)


RecordT = TypeVar("RecordT", bound=Record)

_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not known here; correct the spelling or take it out",
}


def problems_of(error: ValidationError, where: Document | str) -> list[Problem]:
    """One `Problem` per complaint of pydantic, with file and line where the document knows it."""
    out = []
    for item in error.errors(include_url=False, include_context=False, include_input=False):
        path: Sequence[str | int] = item["loc"]
        key = ".".join(str(step) for step in path)
        words = _WORDS.get(item["type"]) or item["msg"][:1].lower() + item["msg"][1:]
        place = where.where(path) if isinstance(where, Document) else where
        out.append(Problem(place, f"{key}: {words}." if key else f"{words}."))
    return out


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
        return model.model_validate_json(json.dumps(document.value), strict=True), document
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
