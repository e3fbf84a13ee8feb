"""What errors say, in the languages of the window, from ``assets/words/errors.yaml``.

The English sentence of an error is the key: its words before names and numbers are filled in
(`footmap.errors.Message`).
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from footmap.core.anatomy import Names
from footmap.core.ids import LANGUAGES
from footmap.errors import AssetError, Message, Problem

from . import resources
from .knowledge.base import Words
from .models import Record, read_yaml
from .once import read_once

FILE: Final = "errors.yaml"


class ErrorRecord(Record):
    """One sentence, or a part of one."""

    en: Words
    de: Words


class ErrorsFile(Record):
    """``errors.yaml``."""

    format: Literal["footmap-errors"]
    version: Literal[1]
    sentences: tuple[ErrorRecord, ...]


@read_once
def load_error_words() -> Mapping[str, Names]:
    """The sentences that are installed with footmap, by their English words.

    Raises
    ------
    AssetError
        With every problem of the file.
    """
    return read_error_words(resources.root() / "words" / FILE)


def read_error_words(path: Path) -> Mapping[str, Names]:
    """Sentences from a file; each stands once, with the same placeholders in every language.

    Raises
    ------
    AssetError
        With every problem of the file.
    """
    record, document = read_yaml(path, ErrorsFile, f"words/{path.name}")
    problems: list[Problem] = []
    out: dict[str, Names] = {}
    for number, item in enumerate(record.sentences):
        where = document.where(("sentences", number))
        if item.en in out:
            problems.append(Problem(where, f"“{item.en}” stands here twice."))
        names = [_placeholders(text) for text in item.model_dump().values()]
        if None in names or any(found != names[0] for found in names):
            problems.append(Problem(where, f"“{item.en}” needs the same plain placeholders in every language."))
        out[item.en] = item.model_dump()
    if problems:
        raise AssetError(tuple(problems))
    return MappingProxyType(out)


def _placeholders(text: str) -> set[str] | None:
    """Names in braces; None where braces are not plain names."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return None
    if any(form or conversion for _, name, form, conversion in parts if name is not None):
        return None
    return {name for _, name, _, _ in parts if name is not None}


def in_language(words: str, language: str) -> str:
    """What an error says, in a language; in English where that is not known, or the words are not.

    Parameters
    ----------
    words : str or Message
    language : str
        ``en``, ``de``.
    """
    if language == LANGUAGES[0]:
        return str(words)
    template = words.template if isinstance(words, Message) else words
    known = load_error_words().get(template)
    values = words.values if isinstance(words, Message) else {}
    if known is None and not values:
        return str(words)
    parts = {name: in_language(part, language) if isinstance(part, Message) else part for name, part in values.items()}
    text = template if known is None else known.get(language, template)
    return text.format(**parts) if parts else text
