"""The words by which a visit is found, and what a user types as a question to the index."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 20_000
"""Characters of a note that are indexed."""
MOST_WORDS: Final = 20
"""Words of a search that count."""
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True)
class Summary:
    """What a visit comes to, for lists and search.

    Attributes
    ----------
    leader : str
        Id of the leading candidate; may be empty.
    leader_words : str
        Its names, in every language in which it should be found.
    regions : tuple of str
        Ids of the painted regions.
    region_words : str
        Their names.
    """

    leader: str = ""
    leader_words: str = ""
    regions: tuple[str, ...] = ()
    region_words: str = ""


def question(typed: str) -> str:
    """A question to FTS5 that finds what begins with each of the words typed; empty if there is none.

    Nothing that is typed is an operator.
    """
    words = _WORD.findall(typed)[:MOST_WORDS]
    return " ".join(f'"{word}"*' for word in words)


def indexed(text: str) -> str:
    """Text as it goes into the index: of bounded length and without NUL, at which the index would end."""
    return text[:LONGEST].replace("\0", " ")
