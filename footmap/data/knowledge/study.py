"""What is taught beyond single facts: ``assets/knowledge/study.yaml``, checked against the rest of the knowledge base."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field

from footmap.data import resources
from footmap.data.models import Record, read_yaml
from footmap.data.once import read_once
from footmap.data.yaml_strict import Document
from footmap.errors import AssetError, Problem

from .base import Cited, Id, Name
from .clinical import Clinical, load_clinical


class Distinction(Cited):
    """Two causes that are mixed up.

    Attributes
    ----------
    one, other : tuple of id
        Nerves, levels or conditions; several where they are told apart together.
    one_sites, other_sites : tuple of site id
        Where a lesion stands for each.
    text : Name
        What tells them apart, in a sentence.
    """

    one: tuple[Id, ...] = Field(min_length=1)
    other: tuple[Id, ...] = Field(min_length=1)
    one_sites: tuple[Id, ...] = Field(min_length=1)
    other_sites: tuple[Id, ...] = Field(min_length=1)
    text: Name


class StudyFile(Record):
    """``study.yaml``."""

    format: Literal["footmap-study"]
    version: Literal[1]
    distinctions: tuple[Distinction, ...] = Field(min_length=1)


@read_once
def load_study() -> StudyFile:
    """What is installed with footmap.

    Raises
    ------
    AssetError
        With every problem of the file.
    """
    return read_study(resources.knowledge_folder() / "study.yaml", load_clinical())


def read_study(path: Path, clinical: Clinical) -> StudyFile:
    """The file, checked against a knowledge base.

    Raises
    ------
    AssetError
        With every problem of the file.
    """
    record, document = read_yaml(path, StudyFile, f"knowledge/{path.name}")
    problems = list(_problems(record, document, clinical))
    if problems:
        raise AssetError(tuple(problems))
    return record


def _problems(record: StudyFile, document: Document, clinical: Clinical) -> Iterator[Problem]:
    subjects = {*clinical.base.nerves, *clinical.base.levels, *clinical.conditions}
    seen: set[frozenset[tuple[str, ...]]] = set()
    for k, distinction in enumerate(record.distinctions):
        known: tuple[tuple[str, tuple[str, ...], set[str], str], ...] = (
            ("one", distinction.one, subjects, "no nerve, level or condition"),
            ("other", distinction.other, subjects, "no nerve, level or condition"),
            ("one_sites", distinction.one_sites, set(clinical.anatomy.sites), "no site of sites.yaml"),
            ("other_sites", distinction.other_sites, set(clinical.anatomy.sites), "no site of sites.yaml"),
            ("sources", distinction.sources, set(clinical.base.sources), "not in sources.yaml"),
        )
        for key, ids, allowed, what in known:
            for i, id_ in enumerate(ids):
                if id_ not in allowed:
                    yield Problem(document.where(("distinctions", k, key, i)), f"{id_} is {what}.")
        pair = frozenset({distinction.one, distinction.other})
        if len(pair) < 2 or pair in seen:
            yield Problem(document.where(("distinctions", k)), "This pair is the same on both sides, or stands twice.")
        seen.add(pair)
