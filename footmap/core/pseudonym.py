"""Pseudonyms that are made up and can be spoken: two short words of open syllables, such as ``Balemi Tovu``.

A pseudonym is drawn by chance. Nothing of the patient goes into it, so nothing of the patient can be got out of it.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Container
from typing import Final

CONSONANTS: Final = "bdfgklmnprstvz"
"""Heard apart by speakers of English and of German, and written as they are heard."""
VOWELS: Final = "aeiou"
FIRST: Final = 3
"""Syllables of the first word."""
SECOND: Final = 2
"""Syllables of the second word."""
TRIES: Final = 100


def pseudonym(taken: Container[str] = (), chance: random.Random | None = None) -> str:
    """A new pseudonym.

    Parameters
    ----------
    taken : container of str
        Pseudonyms that are in use; after `TRIES` tries a number is put behind the last one.
    chance : random.Random, optional
        Where chance comes from; the system's own if left out.
    """
    source = chance or secrets.SystemRandom()
    made = ""
    for _ in range(TRIES):
        made = f"{_word(source, FIRST)} {_word(source, SECOND)}"
        if made not in taken:
            return made
    number = 2
    while f"{made} {number}" in taken:
        number += 1
    return f"{made} {number}"


def _word(source: random.Random, syllables: int) -> str:
    return "".join(source.choice(CONSONANTS) + source.choice(VOWELS) for _ in range(syllables)).capitalize()
