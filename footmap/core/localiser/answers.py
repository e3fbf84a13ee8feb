"""Answers of a case as the localiser takes them: one answer per clue, and a stated problem for each that is not."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..clinical import JOIN, Clue, parts_of
from ..drawing import ClearedFlags, Clearing, ClueAnswer
from ..grades import ungraded
from ..views import SIDES, Side

Kind = Literal[
    "unknown_clue",
    "unknown_answer",
    "several_answers",
    "sides_differ",
    "other_limb",
    "repeats_paint",
    "same_sign",
    "does_not_apply",
    "unknown_flag",
    "no_reason",
]
_REFUSED: frozenset[str] = frozenset(
    {"unknown_clue", "unknown_answer", "several_answers", "sides_differ", "unknown_flag", "no_reason"}
)
NO: frozenset[str] = frozenset({"no", "normal", "none", "negative"})
"""Answers that find nothing; beside them the answer of the other limb is the finding."""
Told = Mapping[str, tuple[tuple[Side | None, str], ...]]
"""Clue id -> all that was answered to it: the limb (None: the patient as a whole) and an answer or a grade."""


@dataclass(frozen=True)
class AnswerProblem:
    """An answer that does not count, or not as it was given.

    Attributes
    ----------
    kind : str
        ``unknown_clue``, ``unknown_answer``, ``several_answers``, ``sides_differ`` (none counts), ``other_limb``
        (of the limb that is not painted, so that it speaks for nothing on the painted one), and of answers that say
        nothing new ``repeats_paint``, ``same_sign``, ``does_not_apply``; of red flags that were
        cleared ``unknown_flag`` and ``no_reason``.
    clue : str
        Clue id as given.
    answers : tuple of str
        Answers as given.
    nearest : tuple of str
        Known ids that look alike, for unknown ones; the limb and its answer, for `other_limb`.
    """

    kind: Kind
    clue: str
    answers: tuple[str, ...]
    nearest: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the answer could not be understood, so that whoever gave it has to look at it."""
        return self.kind in _REFUSED


@dataclass(frozen=True)
class Answers:
    """Clue id -> answer id in the order given, what was given for a limb, and what could not be taken as it was.

    Several answers to one clue are one id, joined by ``+``; a grade is the answer that it means. Where one limb is
    painted, `given` holds what was answered for that limb, `elsewhere` what was found on the other one, which counts
    for causes that affect both alone. `told` leaves nothing out, also what does not count: red flags read it.
    """

    given: Mapping[str, str]
    problems: tuple[AnswerProblem, ...]
    by_side: Mapping[str, Mapping[Side, str]] = field(default_factory=dict)
    told: Told = field(default_factory=dict)
    elsewhere: Mapping[str, str] = field(default_factory=dict)


def answers_of(
    given: Mapping[str, ClueAnswer], clues: Mapping[str, Clue], painted_sides: Collection[Side] = ()
) -> Answers:
    """What a case answers.

    Parameters
    ----------
    given : mapping of clue id to answer
        As a case holds them: an answer, several, or one for each limb.
    clues : mapping of clue id to Clue
        All that are known.
    painted_sides : collection of side
        Where one limb is painted, its answer counts; else where the limbs differ, the one that finds something.
    """
    out: dict[str, str] = {}
    elsewhere: dict[str, str] = {}
    other = next((side for side in SIDES if set(painted_sides) == set(SIDES) - {side}), None)
    problems: list[AnswerProblem] = []
    by_side: dict[str, Mapping[Side, str]] = {}
    told: dict[str, tuple[tuple[Side | None, str], ...]] = {}
    for id_, value in given.items():
        clue = clues.get(id_)
        if clue is None:
            near = tuple(difflib.get_close_matches(id_, clues, n=3))
            problems.append(AnswerProblem("unknown_clue", id_, _all(value), near))
            continue
        meant = ungraded(clue, value)
        told[id_] = tuple(dict.fromkeys((*_told(clue, meant), *_told(clue, value))))
        value = meant
        unknown = tuple(dict.fromkeys(a for a in _all(value) if a not in clue.answers))
        if unknown:
            problems.append(AnswerProblem("unknown_answer", id_, unknown, tuple(clue.answers)))
            continue
        if isinstance(value, Mapping):
            limbs = {side: one for side in SIDES if side in value and isinstance(one := value[side], str)}
            if limbs:
                by_side[id_] = limbs
        if isinstance(value, Mapping) and other is not None and other in value:
            own = {side: one for side, one in value.items() if side != other}
            there = _one(clue, value[other])
            if isinstance(there, AnswerProblem):
                problems.append(there)
            elif not own or not _finds_nothing(clue, there):
                # beside an ordinary answer of the painted limb an ordinary one needs no word
                elsewhere.update({id_: there} if not _finds_nothing(clue, there) else {})
                if there not in own.values():
                    problems.append(AnswerProblem("other_limb", id_, (there,), (other, there)))
            if not own:
                continue
            value = own
        found = _one(clue, value)
        if isinstance(found, AnswerProblem):
            problems.append(found)
        else:
            out[id_] = found
    return Answers(out, tuple(problems), by_side, {id_: all_ for id_, all_ in told.items() if all_}, elsewhere)


def reasons_of(cleared: ClearedFlags) -> dict[str, Clearing]:
    """Each cleared flag with its reason, stripped."""
    found = {id_: why if isinstance(why, Clearing) else Clearing(why) for id_, why in cleared.items()}
    return {id_: Clearing(one.reason.strip(), one.on) for id_, one in found.items()}


def clearing_problems(cleared: ClearedFlags, flags: Collection[str]) -> tuple[AnswerProblem, ...]:
    """What cannot be taken of the red flags that a case says are cleared.

    Parameters
    ----------
    cleared : mapping of flag id to reason
    flags : collection of flag id
        All that are known.
    """
    out = []
    for id_, found in reasons_of(cleared).items():
        if id_ not in flags:
            out.append(
                AnswerProblem("unknown_flag", id_, (found.reason,), tuple(difflib.get_close_matches(id_, flags, n=3)))
            )
        elif not found.reason:
            out.append(AnswerProblem("no_reason", id_, ()))
    return tuple(out)


def _one(clue: Clue, value: ClueAnswer) -> str | AnswerProblem:
    """The one answer that counts, or why there is none; of two limbs the one on which something is found."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        together = JOIN.join(answer for answer in clue.answers if answer in value)
        return together if together in clue.answers else AnswerProblem("several_answers", clue.id, value)
    sides: dict[Side, str] = {}
    for side in SIDES:
        if side in value:
            found = _one(clue, value[side])
            if isinstance(found, AnswerProblem):
                return found
            sides[side] = found
    if not sides:
        return AnswerProblem("sides_differ", clue.id, ())
    if len(set(sides.values())) == 1:
        return next(iter(sides.values()))
    telling = [answer for answer in sides.values() if not _finds_nothing(clue, answer)]
    if len(telling) == 1:
        return telling[0]
    return AnswerProblem("sides_differ", clue.id, tuple(sides.values()))


def _told(clue: Clue, value: ClueAnswer) -> Iterator[tuple[Side | None, str]]:
    """Each known answer and each grade with its limb, whatever stands beside it."""
    if isinstance(value, Mapping):
        for side in SIDES:
            if side in value:
                yield from ((side, one) for _, one in _told(clue, value[side]))
        return
    for given in _all(value):
        grade = clue.scale.find(given) if clue.scale is not None and given not in clue.answers else None
        if grade is not None:
            yield None, grade.id
        elif given in clue.answers:
            yield from ((None, part) for part in parts_of(given))


def _finds_nothing(clue: Clue, answer: str) -> bool:
    return answer in NO or clue.answers[answer].finds in NO


def _all(value: ClueAnswer) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, tuple):
        return value
    return tuple(answer for one in value.values() for answer in _all(one))
