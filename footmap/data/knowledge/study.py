"""What is taught beyond single facts, from ``assets/knowledge/study.yaml``; checked against the rest of the files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field

from footmap.data import resources
from footmap.data.models import Record, read_yaml
from footmap.data.once import read_once
from footmap.data.yaml_strict import Document
from footmap.errors import AssetError, Problem

from .base import Cited, Id, Name, Words
from .clinical import Clinical, load_clinical

RuleId = Literal[
    "core_weight", "shared_from", "tap_foot_mm", "tap_leg_mm", "near_choice", "clear_margin", "alike", "accepted_score"
]


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


class Rule(Record):
    """A number by which answers are marked."""

    id: RuleId
    value: float = Field(gt=0)
    unit: Words
    reason: Words


class StudyFile(Record):
    """``study.yaml``.

    Attributes
    ----------
    taught_first : tuple of nerve or level id
        Skin that is taught first, in this order.
    ankle_blocks : tuple of site id
        Nerves that are blocked together to numb the foot.
    """

    format: Literal["footmap-study"]
    version: Literal[1]
    distinctions: tuple[Distinction, ...] = Field(min_length=1)
    taught_first: tuple[Id, ...] = ()
    ankle_blocks: tuple[Id, ...] = Field(min_length=1)
    rules: tuple[Rule, ...]

    def value(self, id_: RuleId) -> float:
        """The number of a rule."""
        return next(rule.value for rule in self.rules if rule.id == id_)


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
    for i, id_ in enumerate(record.ankle_blocks):
        if id_ not in clinical.anatomy.sites:
            yield Problem(document.where(("ankle_blocks", i)), f"{id_} is no site of sites.yaml.")
    for i, id_ in enumerate(record.taught_first):
        if id_ not in clinical.base.nerves and id_ not in clinical.base.levels:
            yield Problem(document.where(("taught_first", i)), f"{id_} is no nerve or level.")
        if id_ in record.taught_first[:i]:
            yield Problem(document.where(("taught_first", i)), f"{id_} stands here twice.")
    given = [rule.id for rule in record.rules]
    for wanted in get_args(RuleId):
        if given.count(wanted) != 1:
            yield Problem(document.where(("rules",)), f"The rule {wanted} must stand here once.")
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
