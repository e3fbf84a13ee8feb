"""Clues as the page for the patient names them, from ``assets/words/patient.yaml``: plain words in every language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from footmap.core.anatomy import Names
from footmap.errors import AssetError, Problem

from . import resources
from .knowledge.base import Words
from .knowledge.clinical import Clinical, load_clinical
from .models import Record, read_yaml
from .once import read_once

FILE: Final = "patient.yaml"


class PlainWords(Record):
    """What a clue is called."""

    en: Words
    de: Words


class PatientWordsFile(Record):
    """``patient.yaml``."""

    format: Literal["footmap-patient-words"]
    version: Literal[1]
    clues: dict[str, PlainWords]


def alarming_clues(clinical: Clinical) -> tuple[str, ...]:
    """Every clue that may raise a red flag by itself, with others or within a score."""
    raising = (id_ for flag in clinical.red_flags.values() for trigger in flag.raised_by for id_ in trigger.clues)
    counted = (item.clue for score in clinical.scores.values() for item in score.items)
    asked = (clue.id for clue in clinical.clues.values() if clue.red_flag is not None)
    return tuple(dict.fromkeys((*raising, *counted, *asked)))


@read_once
def load_patient_words() -> Mapping[str, Names]:
    """The words that are installed with footmap, by clue.

    Raises
    ------
    AssetError
        With every problem of the file.
    """
    return read_patient_words(resources.root() / "words" / FILE, load_clinical())


def read_patient_words(path: Path, clinical: Clinical) -> Mapping[str, Names]:
    """Words from a file; every clue that may raise a red flag must be there.

    Raises
    ------
    AssetError
        With every problem of the file.
    """
    record, document = read_yaml(path, PatientWordsFile, f"words/{path.name}")
    problems = [
        Problem(document.where(("clues",)), f"The clue {id_} may raise a red flag and has no plain words.")
        for id_ in alarming_clues(clinical)
        if id_ not in record.clues
    ]
    problems += [
        Problem(document.where(("clues", id_)), f"{id_} is not a clue.")
        for id_ in record.clues
        if id_ not in clinical.clues
    ]
    if problems:
        raise AssetError(tuple(problems))
    return MappingProxyType({id_: words.model_dump() for id_, words in record.clues.items()})
