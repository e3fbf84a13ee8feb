"""Sentence templates from ``assets/words/phrases.yaml``: every phrase the program fills in, in every language."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from footmap.core.anatomy import Names
from footmap.errors import AssetError, Problem

from . import resources
from .knowledge import Words
from .models import Record, read_yaml
from .yaml_strict import Document

LANGUAGES: Final = ("en", "de")
"""Languages in which every phrase must be written."""
_NONE: Final[frozenset[str]] = frozenset()
PLACEHOLDERS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "and", "decimal_point", "right", "left", "both",
                "strongly_for", "for", "neither", "against", "strongly_against",
                "row_prior", "row_place", "row_unpainted", "row_roots", "row_quality", "row_leader", "row_sum",
                "subject_prior", "subject_place", "subject_painted", "subject_unpainted", "subject_roots",
                "subject_quality", "speaks_strongly_for", "speaks_for", "speaks_slightly_for",
                "speaks_slightly_against", "speaks_against", "speaks_strongly_against",
                "nothing_for", "nothing_against", "all_painted", "no_paint_left",
                "emergency", "same_day", "soon", "because_paint",
            ),
            _NONE,
        ),
        "area": frozenset({"area"}),
        "percent": frozenset({"number"}),
        "region_left": frozenset({"region", "side", "area"}),
        "place_of": frozenset({"condition", "site"}),
        "row_clue": frozenset({"clue", "answer"}),
        "says_row": frozenset({"subject", "speaks"}),
        "says_clue": frozenset({"clue", "answer", "speaks"}),
        "explained": frozenset({"share"}),
        "not_painted": frozenset({"regions"}),
        "paint_left": frozenset({"regions"}),
        "site": frozenset({"site"}),
        "mechanism": frozenset({"condition"}),
        "mimic": frozenset({"condition", "text"}),
        "two_causes": frozenset({"first", "second", "together", "single"}),
        "stocking_one": frozenset({"side", "conditions"}),
        "stocking_both": frozenset({"conditions"}),
        "both_sides": frozenset({"conditions"}),
        "patchy": frozenset({"nerves"}),
        "upper_motor_neurone": frozenset({"conditions"}),
        "no_nerve_paint": frozenset({"conditions"}),
        "no_nerve_leader": frozenset({"conditions"}),
        "no_nerve_because": frozenset({"clues"}),
        "tied": frozenset({"first", "second"}),
        "map_dependent": frozenset({"maps"}),
        "map_says": frozenset({"map", "level"}),
        "question_separates": frozenset({"question", "first", "second"}),
        "question_settles": frozenset({"question", "first"}),
        "outcome_leads": frozenset({"answer", "condition"}),
        "outcome_ahead": frozenset({"answer", "condition"}),
        "outcome_far_ahead": frozenset({"answer", "condition"}),
        "stability": frozenset({"candidate", "share", "redraws"}),
        "stability_rival": frozenset({"candidate"}),
        "because": frozenset({"reasons"}),
        "caution": frozenset({"clue", "flag", "text"}),
        "score": frozenset({"score", "points", "band", "answered", "items"}),
        "contradiction": frozenset({"first", "second"}),
        "passed_unknown_clue": frozenset({"clue"}),
        "passed_unknown_answer": frozenset({"clue", "answer"}),
        "passed_repeats_paint": frozenset({"clue"}),
        "passed_same_sign": frozenset({"clue"}),
        "passed_does_not_apply": frozenset({"clue"}),
        "problem_unknown_clue": frozenset({"clue"}),
        "problem_unknown_clue_near": frozenset({"clue", "near"}),
        "problem_unknown_answer": frozenset({"clue", "answer", "known"}),
        "problem_several_answers": frozenset({"clue", "answers"}),
        "problem_sides_differ": frozenset({"clue", "answers"}),
        "problem_one_side_counts": frozenset({"clue", "side", "answer"}),
    }
)  # fmt: skip
"""What the program fills into each phrase; the file must have exactly these, in every language."""


class PhraseRecord(Record):
    """One phrase."""

    en: Words
    de: Words


class PhrasesFile(Record):
    """``phrases.yaml``."""

    format: Literal["footmap-phrases"]
    version: Literal[1]
    phrases: dict[str, PhraseRecord]


@dataclass(frozen=True)
class Phrases:
    """Every phrase, by id, in every language."""

    texts: Mapping[str, Names]

    def say(self, language: str, phrase: str, **values: object) -> str:
        """A phrase with its placeholders filled in; English where the language is not known.

        Raises
        ------
        KeyError
            If there is no such phrase or a placeholder is not given; both are mistakes of the program.
        """
        texts = self.texts[phrase]
        return texts.get(language, texts["en"]).format(**values)


@cache
def load_phrases() -> Phrases:
    """The phrases that are installed with footmap.

    Raises
    ------
    AssetError
        With every problem of the file.
    """
    return read_phrases(resources.root() / "words" / "phrases.yaml")


def read_phrases(path: Path) -> Phrases:
    """Phrases from a file; every phrase must be there, with its placeholders, and no other.

    Raises
    ------
    AssetError
        With every problem of the file.
    """
    record, document = read_yaml(path, PhrasesFile, f"words/{path.name}")
    problems = [
        Problem(document.where(("phrases",)), f"The phrase {id_} is missing.")
        for id_ in PLACEHOLDERS
        if id_ not in record.phrases
    ]
    for id_, phrase in record.phrases.items():
        if id_ not in PLACEHOLDERS:
            problems.append(Problem(document.where(("phrases", id_)), f"{id_} is not a phrase that footmap says."))
        else:
            problems += [p for language in LANGUAGES if (p := _placeholder_problem(id_, phrase, language, document))]
    if problems:
        raise AssetError(tuple(problems))
    return Phrases(MappingProxyType({id_: phrase.model_dump() for id_, phrase in record.phrases.items()}))


def _placeholder_problem(id_: str, phrase: PhraseRecord, language: str, document: Document) -> Problem | None:
    where = document.where(("phrases", id_, language))
    try:
        parts = list(string.Formatter().parse(getattr(phrase, language)))
    except ValueError as error:
        return Problem(where, f"{id_}: {error}.")
    found = {name for _, name, spec, how in parts if name is not None and not spec and not how}
    plain = all(name is None or (not spec and not how) for _, name, spec, how in parts)
    if plain and found == PLACEHOLDERS[id_]:
        return None
    wanted = ", ".join(f"{{{name}}}" for name in sorted(PLACEHOLDERS[id_])) or "no placeholder"
    return Problem(where, f"{id_} needs {wanted}, each written plainly in braces.")
