"""Conditions, clues and red flags as the localiser sees them: frozen values with numbers instead of words.

Nothing here reads files; `footmap.data.knowledge.clinical` builds these values from ``assets/knowledge``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

from .anatomy import Names

Urgency = Literal["none", "soon", "same_day", "emergency"]
Rank = Literal["condition", "mechanism", "sign"]
Frequency = Literal["common", "uncommon", "rare"]
JOIN: Final = "+"
"""Between the ids of several answers that were given to one clue together."""


@dataclass(frozen=True)
class Needs:
    """What a condition needs in order to be thought of.

    Attributes
    ----------
    largest_cm2 : float or None
        The largest drawing that it explains, true skin area of one limb.
    pain : bool
        Pain or burning must be part of the drawing.
    sign : bool
        It is not first until a finding of its own is told: one whose ratio names it.
    named_after : mapping of clue id to answer ids
        The sign after which it is named; one of them must be answered.
    signs : mapping of clue id to answer ids
        Where given, only these are signs of its own; one of them must be answered for it to be first.
    wide : bool
        Its skin is so wide that almost any drawing of the leg fits it: without its sign it stands below all who fit.
    numb_both : tuple of region ids
        All of this skin, numb or tingling on both limbs, is a sign of its own too; empty where none is.
    both : bool
        It affects both limbs: while one alone is painted it is not first, unless an answer says both or tells a sign.
    """

    largest_cm2: float | None
    pain: bool
    sign: bool
    named_after: Mapping[str, tuple[str, ...]]
    signs: Mapping[str, tuple[str, ...]]
    wide: bool
    numb_both: tuple[str, ...] = ()
    both: bool = False


@dataclass(frozen=True)
class Condition:
    """A cause that a ranking may name.

    Attributes
    ----------
    rank : {"condition", "mechanism", "sign"}
        Mechanisms are shown under their root, signs are never ranked.
    prior : float
        Relative frequency, 0-1; orders conditions of one place, is no probability.
    frequency : {"common", "uncommon", "rare"}
        The same in a word, shown beside the evidence.
    ask : tuple of clue id
        What is asked before a case is called settled, while it leads.
    """

    id: str
    names: Names
    kind: str
    rank: Rank
    prior: float
    urgency: Urgency
    levels: tuple[str, ...]
    nerves: tuple[str, ...]
    synonyms: tuple[str, ...] = ()
    frequency: Frequency = "uncommon"
    needs: Needs | None = None
    ask: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """An answer to a clue.

    Attributes
    ----------
    alone : bool
        Cannot stand beside another answer ("none of these").
    finds : str or None
        What it says about the clue's finding (``weak``, ``normal``, ``reduced``, ``brisk`` ...).
    ratios : mapping of target id to float
        Likelihood ratio for conditions, sites, nerves and levels, within the caps.
    published : frozenset of target id
        Targets whose ratio comes from a source; the others are convention.
    sources_of : mapping of target id to source ids
        Where the sources of an answer do not all speak of a target; `sources` for the others.
    ask : tuple of clue id
        Clues that the answer calls for, whatever leads.
    """

    id: str
    texts: Names
    finds: str | None
    ratios: Mapping[str, float]
    published: frozenset[str]
    note: Names | None
    sources: tuple[str, ...]
    recalled: str | None
    alone: bool = False
    sources_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ask: tuple[str, ...] = ()

    def cited_for(self, targets: Collection[str]) -> tuple[str, ...]:
        """Sources of what the answer says of some targets; none where it names none of them."""
        found = [self.sources_of.get(target, self.sources) for target in self.ratios if target in targets]
        return tuple(dict.fromkeys(source for sources in found for source in sources))


class Answers(Mapping[str, Answer]):
    """Answers of a clue by id; where several may be given, also each of their combinations.

    Iterating gives the single answers. ``ids.join`` of a combination (``diabetes+multiple_sclerosis``, in any order)
    is looked up like an answer: it speaks for what any of its parts speaks for, no louder than the loudest.
    """

    def __init__(self, answers: Mapping[str, Answer], several: bool = False) -> None:
        self._answers = MappingProxyType(dict(answers))
        self._several = several

    def __getitem__(self, id_: str) -> Answer:
        found = self._answers.get(id_)
        if found is not None:
            return found
        parts = [self._answers.get(part) for part in parts_of(id_)]
        known = [part for part in parts if part is not None and not part.alone]
        if not self._several or len(known) < len(parts) or len({part.id for part in known}) < len(parts):
            raise KeyError(id_)
        return _together(known)

    def __iter__(self) -> Iterator[str]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)


def parts_of(answer: str) -> tuple[str, ...]:
    """Ids of the single answers that an answer id stands for."""
    return tuple(answer.split(JOIN))


def _together(answers: list[Answer]) -> Answer:
    targets = dict.fromkeys(target for answer in answers for target in answer.ratios)
    ratios = {}
    for target in targets:
        values = [answer.ratios[target] for answer in answers if target in answer.ratios]
        ratios[target] = max(1.0, *values) * min(1.0, *values)
    finds = {answer.finds for answer in answers}
    languages = dict.fromkeys(language for answer in answers for language in answer.texts)
    grounds = [answer.recalled for answer in answers if answer.recalled is not None]
    return Answer(
        id=JOIN.join(answer.id for answer in answers),
        texts={v: ", ".join(answer.texts.get(v, answer.texts["en"]) for answer in answers) for v in languages},
        finds=finds.pop() if len(finds) == 1 else None,
        ratios=ratios,
        published=frozenset(t for t in targets if all(t in a.published for a in answers if t in a.ratios)),
        note=None,
        sources=tuple(dict.fromkeys(source for answer in answers for source in answer.sources)),
        recalled=grounds[0] if grounds else None,
        sources_of={
            target: tuple(dict.fromkeys(s for answer in answers for s in answer.cited_for((target,))))
            for target in targets
        },
        ask=tuple(dict.fromkeys(clue for answer in answers for clue in answer.ask)),
    )


@dataclass(frozen=True)
class Effort:
    """What an answer takes: about how long, and a tool (names by language) if one is needed."""

    seconds: int
    tool: Names = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """What the forward model answers for a clue.

    Attributes
    ----------
    kind : str
        ``movement``, ``reflex``, ``touch``, ``pinprick``, ``skin``, ``both_sides``, ``rates``, ``pattern``,
        ``tinel``, ``operation``, ``injection`` or ``injury``.
    target : str
        Movement, reflex, region or site; ``all`` for the whole leg; empty for `rates` and `both_sides`.
    rates : mapping of answer id to mapping of symptom id to float
        How often the answer is given, by kind of cause; ``other`` for the rest.
    pattern : mapping of answer id to region ids
        Skin that an answer calls numb, and no other skin (`kind` ``pattern``).
    """

    kind: str
    target: str
    rates: Mapping[str, Mapping[str, float]]
    pattern: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


Step = Literal["weak", "reduced", "normal", "brisk"]


@dataclass(frozen=True)
class Grade:
    """A grade of a scale (``4-`` of the MRC scale) and what it finds; `equal` is what it finds on both sides alike."""

    id: str
    texts: Names
    step: Step
    equal: Step


@dataclass(frozen=True)
class Scale:
    """A scale of grades, lowest first.

    Attributes
    ----------
    compared : bool
        The other side is the measure: of two grades that differ only the lower one is reduced.
    also : mapping of str to grade id
        Other ways to write a grade (``2`` for ``2+``).
    """

    id: str
    names: Names
    compared: bool
    grades: Mapping[str, Grade]
    also: Mapping[str, str]
    sources: tuple[str, ...]

    def find(self, text: str) -> Grade | None:
        """The grade that a text names, or None."""
        return self.grades.get(self.also.get(text, text))

    def compare(self, one: Grade, other: Grade) -> int:
        """Below 0 if `one` is the lower grade, above 0 if it is the higher, 0 if they are the same."""
        order = list(self.grades)
        return order.index(one.id) - order.index(other.id)


@dataclass(frozen=True)
class Clue:
    """A question of history or examination.

    Attributes
    ----------
    group : str or None
        Clues of one group are bounded together.
    applies_if : str or None
        Clue that has to be answered with yes for this one to make sense.
    red_flag : str or None
        Urgency of the alarm that an answer may raise.
    background : bool
        It says how likely a cause is in such a person, and is no finding or sign of any.
    repeats_paint : bool
        Left out where numbness is painted, which says the same.
    family : str or None
        The family of clues it is made from (``tinel``, ``light_touch``), else None.
    shown_by_paint : bool
        A drawing answers it, so it is asked only where nothing is painted.
    several : bool
        Several answers may be given together; `answers` knows their combinations.
    sided : bool
        Right and left may be answered apart.
    scale : Scale or None
        Grades by which it may be answered instead of the listed answers.
    effort : Effort
    synonyms : tuple of str
        Other words for it, abbreviations too, of any language, by which a search finds it.
    """

    id: str
    names: Names
    questions: Names
    kind: Literal["history", "exam"]
    topic: str
    group: str | None
    finding: Finding | None
    answers: Mapping[str, Answer]
    applies_if: str | None = None
    red_flag: str | None = None
    background: bool = False
    repeats_paint: bool = False
    family: str | None = None
    shown_by_paint: bool = False
    several: bool = False
    sided: bool = False
    scale: Scale | None = None
    effort: Effort = Effort(10)
    synonyms: tuple[str, ...] = ()

    @property
    def asks_sides(self) -> bool:
        """Whether it asks if both limbs are affected."""
        return self.finding is not None and self.finding.kind == "both_sides"


@dataclass(frozen=True)
class PaintTrigger:
    """Share of one of the regions that must be covered with one of the qualities.

    Attributes
    ----------
    covered : float
        Share of the region, 0-1, on one limb.
    mostly_in : tuple of region id
        Where at least half of the paint of these qualities on that limb must lie; anywhere if empty.
    """

    regions: tuple[str, ...]
    qualities: tuple[str, ...]
    covered: float
    mostly_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trigger:
    """What raises a flag: one of the listed answers to every listed clue, and the paint where given."""

    clues: Mapping[str, tuple[str, ...]]
    paint: PaintTrigger | None


@dataclass(frozen=True)
class RedFlag:
    """An alarm above every ranking.

    Attributes
    ----------
    conditions : tuple of condition id
        What it may be, and what has to be excluded.
    also : tuple of condition id
        What it may be as well; stands below them, whatever its support.
    now : mapping of language to text
        What to do now, in one line; `action` says it in full.
    checks : tuple of clue id
        What is examined while it stands, in the order in which it is asked.
    clears : tuple of clue id
        Those of the checks whose normal result excludes it; the others may confirm it only.
    decides : mapping of language to text
        What alone excludes it, beyond the bedside; empty where there are no checks.
    ask_if_both_sides : tuple of clue id
        What is asked first where both legs are affected, flag or not.
    """

    id: str
    names: Names
    urgency: Literal["soon", "same_day", "emergency"]
    reason: Names
    action: Names
    no_means: Names | None
    conditions: tuple[str, ...]
    raised_by: tuple[Trigger, ...]
    sources: tuple[str, ...]
    recalled: str | None
    now: Names
    checks: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    decides: Names = field(default_factory=dict)
    ask_if_both_sides: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClueCaps:
    """Bounds of the likelihood ratio of one answer (low, high) and of one group of clues."""

    answer: tuple[float, float]
    group: float


def contradictions(clues: Mapping[str, Clue], answers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Pairs of answered clues that say opposite things about the same finding.

    Parameters
    ----------
    answers : mapping of clue id to answer id
        Unknown ids are passed over.

    Returns
    -------
    tuple of pairs of clue ids
        For example normal power of the whole leg together with foot drop.
    """
    said: list[tuple[str, str, str, str]] = []
    for id_, value in answers.items():
        clue = clues.get(id_)
        answer = clue.answers.get(value) if clue else None
        if clue and clue.finding and answer and answer.finds:
            said.append((id_, clue.finding.kind, clue.finding.target, answer.finds))
    out = []
    for i, (a, kind, target, finds) in enumerate(said):
        for b, other_kind, other_target, other in said[i + 1 :]:
            skin = {kind, other_kind} <= {"skin", "touch", "pinprick"} and "skin" in (kind, other_kind)
            same = kind == other_kind and (target == other_target or "all" in (target, other_target))
            if (same or skin) and ("normal" in (finds, other)) and finds != other:
                out.append((a, b))
    return tuple(out)
