"""Conditions, clues and red flags as the localiser sees them: frozen values with numbers instead of words.

Nothing here reads files; `footmap.data.knowledge.clinical` builds these values from ``assets/knowledge``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .anatomy import Names

Urgency = Literal["none", "soon", "same_day", "emergency"]
Rank = Literal["condition", "mechanism", "sign"]
Frequency = Literal["common", "uncommon", "rare"]


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
    """

    largest_cm2: float | None
    pain: bool
    sign: bool
    named_after: Mapping[str, tuple[str, ...]]


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
    """

    id: str
    names: Names
    kind: str
    rank: Rank
    prior: float
    urgency: Urgency
    levels: tuple[str, ...]
    nerves: tuple[str, ...]
    frequency: Frequency = "uncommon"
    needs: Needs | None = None


@dataclass(frozen=True)
class Answer:
    """An answer to a clue.

    Attributes
    ----------
    finds : str or None
        What it says about the clue's finding (``weak``, ``normal``, ``reduced``, ``brisk`` ...).
    ratios : mapping of target id to float
        Likelihood ratio for conditions, sites, nerves and levels, within the caps.
    published : frozenset of target id
        Targets whose ratio comes from a source; the others are convention.
    """

    id: str
    texts: Names
    finds: str | None
    ratios: Mapping[str, float]
    published: frozenset[str]
    note: Names | None
    sources: tuple[str, ...]
    recalled: str | None


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
    repeats_paint : bool
        Left out where numbness is painted, which says the same.
    family : str or None
        The family of clues it is made from (``tinel``, ``light_touch``), else None.
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
    repeats_paint: bool = False
    family: str | None = None


@dataclass(frozen=True)
class PaintTrigger:
    """Share of one of the regions that must be covered with one of the qualities."""

    regions: tuple[str, ...]
    qualities: tuple[str, ...]
    covered: float


@dataclass(frozen=True)
class Trigger:
    """What raises a flag: one of the listed answers to every listed clue, and the paint where given."""

    clues: Mapping[str, tuple[str, ...]]
    paint: PaintTrigger | None


@dataclass(frozen=True)
class RedFlag:
    """An alarm above every ranking; it never changes the order of candidates."""

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
