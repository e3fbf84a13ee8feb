"""Which clues stand where in the clues panel, and how they are found by words; plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from footmap.core.clinical import Clue
    from footmap.data.knowledge.clinical import Clinical

Part = Literal["urgent", "history", "exam"]
PARTS: Final[tuple[Part, ...]] = ("urgent", "history", "exam")
URGENT: Final = "urgent"
FOUND: Final = 24
"""Most clues that a search lists; more words narrow it."""
QUICK_S: Final = 60
"""Seconds that a clue may take to count as quick."""


@dataclass(frozen=True)
class Group:
    """The clues of one topic in one part.

    Attributes
    ----------
    clues : tuple of clue id
        Those asked by name.
    families : tuple of tuple of clue id
        Those that exist for every region or site, family by family.
    """

    part: Part
    topic: str
    clues: tuple[str, ...]
    families: tuple[tuple[str, ...], ...]

    @property
    def all(self) -> frozenset[str]:
        """Every clue of the group."""
        return frozenset(self.clues).union(*self.families)


def groups(clinical: Clinical) -> tuple[Group, ...]:
    """All clues in their groups: what is urgent, then history, then examination; what takes a minute comes first."""
    out = []
    for part in PARTS:
        for topic in clinical.topics:
            members = [c for c in clinical.clues.values() if c.topic == topic and part_of(c) == part]
            if part != "urgent":  # those stand in the order in which they are asked
                members.sort(key=lambda clue: not is_quick(clue))
            if members:
                families: dict[str, list[str]] = {}
                for clue in members:
                    if clue.family is not None:
                        families.setdefault(clue.family, []).append(clue.id)
                plain = tuple(c.id for c in members if c.family is None)
                out.append(Group(part, topic, plain, tuple(tuple(f) for f in families.values())))
    return tuple(out)


def asked_twice(groups: Sequence[Group]) -> frozenset[str]:
    """Topics that stand under history and under examination, so that their heading must say which."""
    topics = [group.topic for group in groups]
    return frozenset(topic for topic in topics if topics.count(topic) > 1)


def part_of(clue: Clue) -> Part:
    """Part of the panel in which a clue stands."""
    return "urgent" if clue.topic == URGENT else clue.kind


def applies(clue: Clue, answers: Mapping[str, object]) -> bool:
    """Whether a clue makes sense after the answers."""
    return clue.applies_if is None or answers.get(clue.applies_if) == "yes"


def is_quick(clue: Clue) -> bool:
    """Whether it takes a minute at most and no tool; such clues are offered before others."""
    return clue.effort.seconds <= QUICK_S and not clue.effort.tool


class Search:
    """Finds clues by any of their names, synonyms and abbreviations, in every language."""

    def __init__(self, clinical: Clinical) -> None:
        from footmap.words.search import SearchIndex, clue_entries

        self._clues = clinical.clues
        self._index = SearchIndex(clue_entries(clinical))

    def find(self, text: str) -> Sequence[str]:
        """Clues in which every word stands, the nearest first, and of equally near ones what takes a minute."""
        if not text.strip():
            return ()
        hits = self._index.find(text, {"clue"})
        return [hit.id for hit in sorted(hits, key=lambda hit: (-hit.score, not is_quick(self._clues[hit.id])))]
