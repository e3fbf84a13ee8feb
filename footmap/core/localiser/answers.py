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
from .limb_answers import Given, LimbAnswers

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
_REFUSED: frozenset[str] = frozenset({"unknown_clue", "unknown_answer", "several_answers", "unknown_flag", "no_reason"})
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
        ``unknown_clue``, ``unknown_answer``, ``several_answers``, ``sides_differ`` (different findings, each of which
        counts for its own limb), ``other_limb`` (of the limb that is not painted, so that it speaks for nothing on the
        painted one), and of answers that say
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
    painted, `given` holds what was answered for that limb, else what was found on either; where two limbs show
    different things it holds neither. `limbs` holds what counts for causes of each limb and of both. `told` leaves
    nothing out, also what does not count: red flags read it.
    """

    given: Mapping[str, str]
    problems: tuple[AnswerProblem, ...]
    by_side: Mapping[str, Mapping[Side, str]] = field(default_factory=dict)
    told: Told = field(default_factory=dict)
    limbs: LimbAnswers = field(default_factory=lambda: LimbAnswers({}, {}))


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
        Where one limb is painted, `given` holds its answer; else where the limbs differ, the one that finds something.
    """
    out: dict[str, str] = {}
    together: dict[str, Given] = {}
    own: dict[Side, dict[str, Given]] = {side: {} for side in SIDES}
    showing: set[Side] = set(painted_sides)
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
        if not isinstance(value, Mapping):
            found = _one(clue, value)
            if isinstance(found, AnswerProblem):
                problems.append(found)
            else:
                out[id_] = together[id_] = found
                for given_ in own.values():
                    given_[id_] = found
            continue
        here = {side: _one(clue, value[side]) for side in SIDES if side in value}
        problems += [one for one in here.values() if isinstance(one, AnswerProblem)]
        said = {side: one for side, one in here.items() if isinstance(one, str)}
        if not here:
            problems.append(AnswerProblem("unknown_answer", id_, ("{}",), tuple(clue.answers)))
        telling = {side: one for side, one in said.items() if not _finds_nothing(clue, one)}
        showing |= set(telling)
        for side, one in said.items():
            own[side][id_] = one
        if other in said and (other in telling or len(said) == 1) and said[other] not in _but(said, other):
            problems.append(AnswerProblem("other_limb", id_, (said[other],), (other, said[other])))
        if said and (telling or set(said) != {other}):  # an ordinary answer of the other limb alone says nothing
            found_ = tuple(dict.fromkeys(telling.values() or said.values()))
            together[id_] = found_[0] if len(found_) == 1 else found_
        counts = _but(said, other) if other is not None else tuple(dict.fromkeys(telling.values() or said.values()))
        if len(counts) == 1:
            out[id_] = counts[0]
        elif counts:
            problems.append(AnswerProblem("sides_differ", id_, tuple(said.values())))
    return Answers(
        given=out,
        problems=tuple(problems),
        by_side=by_side,
        told={id_: all_ for id_, all_ in told.items() if all_},
        limbs=LimbAnswers(together, {side: own[side] for side in SIDES if side in showing}),
    )


def _but(said: Mapping[Side, str], other: Side | None) -> tuple[str, ...]:
    """The answers of all limbs but one."""
    return tuple(one for side, one in said.items() if side != other)


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
    """The one answer that counts, or why there is none."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return AnswerProblem("several_answers", clue.id, _all(value))
    together = JOIN.join(answer for answer in clue.answers if answer in value)
    return together if together in clue.answers else AnswerProblem("several_answers", clue.id, value)


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
