"""The constants of the scoring from ``assets/knowledge/scoring.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Literal

from pydantic import Field

from footmap.core.localiser.scoring import Scoring
from footmap.data import resources
from footmap.data.models import Record, read_yaml
from footmap.data.once import read_once
from footmap.errors import AssetError, Problem

from .base import Cited, Id, Name, Words


class Constant(Cited):
    """One number with its unit and reason."""

    id: Id
    value: float
    unit: Words
    basis: Literal["source", "convention", "fit"]
    reason: Words


class LimitRecord(Cited):
    """What a ranking cannot know."""

    id: Id
    about: Literal["pain", "nerve", "level", "condition", "all"]
    text: Name


class ScoringFile(Record):
    """``scoring.yaml``."""

    format: Literal["footmap-scoring"]
    version: Literal[1]
    limits: tuple[LimitRecord, ...]
    constants: tuple[Constant, ...] = Field(min_length=1)


@read_once
def load_scoring() -> Scoring:
    """The scoring that is installed with footmap.

    Raises
    ------
    AssetError
        With every problem of the file.
    """
    return read_scoring(resources.knowledge_folder() / "scoring.yaml")


def read_scoring(path: Path) -> Scoring:
    """Scoring from a file; every constant must be there once.

    Raises
    ------
    AssetError
        With every problem of the file.
    """
    record, document = read_yaml(path, ScoringFile, "knowledge/scoring.yaml")
    wanted = {f.name for f in fields(Scoring)}
    values: dict[str, float] = {}
    problems = []
    for k, constant in enumerate(record.constants):
        if constant.id not in wanted or constant.id in values:
            why = "twice" if constant.id in values else "not a constant of the scoring"
            problems.append(Problem(document.where(("constants", k, "id")), f"{constant.id} is {why}."))
        values[constant.id] = constant.value
    missing = sorted(wanted - set(values))
    if missing:
        problems.append(Problem(document.where(("constants",)), f"Missing: {', '.join(missing)}."))
    if problems:
        raise AssetError(tuple(problems))
    return Scoring(**values)


@read_once
def load_limits() -> tuple[LimitRecord, ...]:
    """What a ranking cannot know, to be said beside it."""
    record, _ = read_yaml(resources.knowledge_folder() / "scoring.yaml", ScoringFile, "knowledge/scoring.yaml")
    return record.limits


def reasons(path: Path | None = None) -> Mapping[str, Constant]:
    """Every constant with unit and reason, by id, to read."""
    where = path or resources.knowledge_folder() / "scoring.yaml"
    record, _ = read_yaml(where, ScoringFile, "knowledge/scoring.yaml")
    return {c.id: c for c in record.constants}
