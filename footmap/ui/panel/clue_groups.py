"""Which clues stand where in the clues panel, and how they are found by words; plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from footmap.core.clinical import Clue
    from footmap.data.knowledge.clinical import Clinical
    from footmap.words.assessment_words import Wording

Part = Literal["urgent", "history", "exam"]
PARTS: Final[tuple[Part, ...]] = ("urgent", "history", "exam")
URGENT: Final = "urgent"
FOUND: Final = 24
"""Most clues that a search lists; more words narrow it."""


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
    """All clues in their groups: what is urgent, then history, then examination."""
    out = []
    for part in PARTS:
        for topic in clinical.topics:
            members = [c for c in clinical.clues.values() if c.topic == topic and part_of(c) == part]
            if members:
                families: dict[str, list[str]] = {}
                for clue in members:
                    if clue.family is not None:
                        families.setdefault(clue.family, []).append(clue.id)
                plain = tuple(c.id for c in members if c.family is None)
                out.append(Group(part, topic, plain, tuple(tuple(f) for f in families.values())))
    return tuple(out)


def part_of(clue: Clue) -> Part:
    """Part of the panel in which a clue stands."""
    return "urgent" if clue.topic == URGENT else clue.kind


def applies(clue: Clue, answers: Mapping[str, object]) -> bool:
    """Whether a clue makes sense after the answers."""
    return clue.applies_if is None or answers.get(clue.applies_if) == "yes"


class Search:
    """Finds clues by words of their name, question and answers, in the user's language."""

    def __init__(self, clinical: Clinical, wording: Wording) -> None:
        self._texts = {
            clue.id: " ".join(
                [
                    wording.to(clue.names),
                    wording.to(clue.questions),
                    *(wording.to(a.texts) for a in clue.answers.values()),
                ]
            ).casefold()
            for clue in clinical.clues.values()
        }
        self._names = {clue.id: wording.to(clue.names).casefold() for clue in clinical.clues.values()}

    def find(self, text: str) -> Sequence[str]:
        """Clues in which every word stands; those that have them in their name first."""
        words = text.casefold().split()
        if not words:
            return ()
        hits = [id_ for id_, whole in self._texts.items() if all(word in whole for word in words)]
        return sorted(hits, key=lambda id_: not all(word in self._names[id_] for word in words))
