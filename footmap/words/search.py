"""Finds clues, conditions, nerves, levels, muscles, reflexes and places by any of their names, in any language.

Names, synonyms, abbreviations, Latin, questions and answers are searched. Case, accents and umlauts do not matter, and
an umlaut may be written with e or without (``Fussheber``, ``Laesion``, ``Lasegue``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from footmap.core.clinical import Clue
from footmap.data.knowledge.clinical import Clinical

Kind = Literal["clue", "condition", "nerve", "level", "muscle", "reflex", "site", "region"]
_E: Final = (("ae", "a"), ("oe", "o"), ("ue", "u"))
SLIP_FROM: Final = 5
"""Letters of a word from which one slip of spelling is forgiven."""
_WHOLE, _NAMED, _BEGINS, _INSIDE, _MENTIONED = 16, 8, 4, 2, 1


@dataclass(frozen=True)
class Entry:
    """Something that can be found.

    Attributes
    ----------
    names : tuple of str
        Names, synonyms and abbreviations.
    mentions : tuple of str
        What else is said about it: questions, answers, its id.
    """

    kind: Kind
    id: str
    names: tuple[str, ...]
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hit:
    """An entry that was found; the higher the score, the nearer its name comes to what was asked for."""

    kind: Kind
    id: str
    score: int


class SearchIndex:
    """Entries, ready to be searched while somebody types."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = [(entry, _Text(entry.names), _Text(entry.mentions)) for entry in entries]

    def find(self, text: str, kinds: Collection[Kind] | None = None) -> tuple[Hit, ...]:
        """Entries in which every word of a text occurs, the nearest first; all of them, in order, for no word.

        Parameters
        ----------
        kinds : collection of kind, optional
            What to look for; everything if left out.
        """
        asked = _Asked(text)
        hits = [
            Hit(entry.kind, entry.id, score)
            for entry, names, mentions in self._entries
            if kinds is None or entry.kind in kinds
            if (score := _score(asked, names, mentions)) > 0
        ]
        return tuple(sorted(hits, key=lambda hit: -hit.score)) if asked.words else tuple(hits)

    def near(self, text: str, kinds: Collection[Kind] | None = None) -> tuple[Hit, ...]:
        """Entries with a name of which one word each is a slip of spelling away; for a text that finds nothing."""
        words = [folded(word) for word in text.split()]
        hits = [
            Hit(entry.kind, entry.id, _MENTIONED)
            for entry, names, _ in self._entries
            if kinds is None or entry.kind in kinds
            if words and all(any(one_slip(word, part) for part in names.words) for word in words)
        ]
        return tuple(hits)


def one_slip(one: str, other: str) -> bool:
    """Whether two words are the same but for one letter wrong, missing or added, or two swapped (Damerau 1964).

    Words of fewer than `SLIP_FROM` letters are names of their own: ``L4`` and ``L5``.
    """
    if one == other:
        return True
    if min(len(one), len(other)) < SLIP_FROM or abs(len(one) - len(other)) > 1:
        return False
    start = next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    if a[1:] == b[1:] or a[1:] == b or a == b[1:]:
        return True
    return len(a) > 1 and len(b) > 1 and (a[0], a[1]) == (b[1], b[0]) and a[2:] == b[2:]


def build_index(clinical: Clinical) -> SearchIndex:
    """Everything of a knowledge base that has a name."""
    return SearchIndex(_entries(clinical))


def folded(text: str) -> str:
    """A text without case, accents and umlauts: ``Fußheber`` and ``FUSSHEBER`` become ``fussheber``."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(plain.replace("æ", "ae").replace("œ", "oe").replace("ø", "o").casefold().split())


def _single(text: str) -> str:
    for two, one in _E:
        text = text.replace(two, one)
    return text


def _as_is(text: str) -> str:
    return text


_FOLDS: Final[tuple[Callable[[str], str], ...]] = (_as_is, _single)


class _Text:
    """Texts folded in two ways: as they are, and with every ae, oe and ue as a single vowel."""

    def __init__(self, texts: Iterable[str]) -> None:
        plain = [folded(text) for text in texts]
        self.listed = tuple([fold(text) for text in plain] for fold in _FOLDS)
        self.words = frozenset(part for text in plain for part in _parts(text))
        self.joined = tuple("\n".join(texts) for texts in self.listed)

    @cached_property
    def parts(self) -> tuple[list[str], ...]:
        """The words of the texts, in both ways."""
        return tuple([part for name in names for part in _parts(name)] for names in self.listed)


class _Asked:
    """What is looked for, folded once in both ways."""

    def __init__(self, text: str) -> None:
        self.whole = tuple(fold(folded(text)) for fold in _FOLDS)
        self.words = [tuple(fold(folded(word)) for fold in _FOLDS) for word in text.split()]


def _score(asked: _Asked, names: _Text, mentions: _Text) -> int:
    if not asked.words:
        return _MENTIONED
    if any(whole in listed for whole, listed in zip(asked.whole, names.listed, strict=True)):
        return _WHOLE * len(asked.words)
    total = 0
    for word in asked.words:
        score = max(_of_word(word[i], i, names, mentions) for i in range(len(_FOLDS)))
        if score == 0:
            return 0
        total += score
    return total


def _of_word(word: str, fold: int, names: _Text, mentions: _Text) -> int:
    if word in names.joined[fold]:
        parts = names.parts[fold]
        if word in parts:
            return _NAMED
        return _BEGINS if any(part.startswith(word) for part in parts) else _INSIDE
    return _MENTIONED if word in mentions.joined[fold] else 0


def _parts(name: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in name).split()


def clue_entries(clinical: Clinical) -> Iterator[Entry]:
    """The clues alone."""
    for clue in clinical.clues.values():
        yield Entry("clue", clue.id, (*clue.names.values(), *clue.synonyms), tuple(_said(clue)))


def _entries(clinical: Clinical) -> Iterator[Entry]:
    yield from clue_entries(clinical)
    for condition in clinical.conditions.values():
        yield Entry("condition", condition.id, (*condition.names.values(), *condition.synonyms), (condition.id,))
    for nerve in clinical.base.nerves.values():
        yield Entry("nerve", nerve.id, (*nerve.name.all().values(), *nerve.synonyms), (nerve.id,))
    for level in clinical.base.levels.values():
        yield Entry("level", level.id, (*level.name.all().values(), *level.long_name.all().values()), (level.id,))
    anatomy = clinical.anatomy
    named: tuple[tuple[Kind, Mapping[str, Mapping[str, str]]], ...] = (
        ("muscle", {id_: muscle.names for id_, muscle in anatomy.muscles.items()}),
        ("reflex", {id_: reflex.names for id_, reflex in anatomy.reflexes.items()}),
        ("site", {id_: place.names for id_, place in anatomy.places.items()}),
        ("region", clinical.region_names),
    )
    for site in anatomy.sites.values():
        owner = clinical.base.nerves.get(site.nerve or "")
        also = (*owner.name.all().values(), *owner.synonyms) if owner else ()
        yield Entry("site", site.id, tuple(site.names.values()), (site.id, *site.roots, *also))
    for kind, items in named:
        for id_, names in items.items():
            yield Entry(kind, id_, tuple(names.values()), (id_,))


def _said(clue: Clue) -> Iterator[str]:
    yield clue.id
    yield from clue.questions.values()
    for answer in clue.answers.values():
        yield answer.id
        yield from answer.texts.values()
