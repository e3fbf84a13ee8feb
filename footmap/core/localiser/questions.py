"""The next question: what is examined in an emergency, else what an answer would change, the most telling first."""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from ..clinical import Clue
from ..views import FloatArray
from .candidates import Depth, members
from .cells import Painted
from .engine import Estimate, Localiser
from .explain import TOLD
from .sides import both_affected, painted_sides
from .triage import alarms_of, emergency_first, named_first

MOST: Final = 5
PER_GROUP: Final = 1
"""Clues of a group go together: after one of them the others tell less."""
_TRIED: Final = 24
"""Clues whose answers are tried, the most telling first; the rest tell too little to change what is first."""
_DIGITS: Final = 9
_CONDITIONS: Final[tuple[Depth, ...]] = ("condition",)
"""The list by which an answer is judged."""


@dataclass(frozen=True)
class Outcome:
    """What an answer would change.

    Attributes
    ----------
    chance : float
        How often it is expected, given the present candidates; for the order of questions only.
    leader : str
        Condition that would stand first; where the answer raises a flag that cannot wait, what the flag names.
    ahead : float
        Log units by which it would lead the present second, or the present leader; 0 where a flag puts it first.
    flags : tuple of flag id
        Red flags that the answer would raise.
    """

    answer: str
    chance: float
    leader: str
    ahead: float
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A clue worth asking, with its expected information gain (natural log units) and every answer's outcome.

    Attributes
    ----------
    flag : str
        Red flag that it may confirm, else empty.
    stands : bool
        The flag stands already; else it is asked because both legs are affected.
    """

    clue: str
    gain: float
    outcomes: tuple[Outcome, ...]
    flag: str = ""
    stands: bool = False


def next_questions(
    localiser: Localiser,
    painted: Painted,
    answers: Mapping[str, str],
    estimate: Estimate,
    most: int = MOST,
    kinds: Container[str] = ("history", "exam"),
    cleared: Mapping[str, str] | None = None,
) -> tuple[Question, ...]:
    """At most `most` questions of some kinds, the same ones every time.

    Parameters
    ----------
    cleared : mapping of flag id to reason, optional
        Red flags that stand no more.

    Notes
    -----
    While an emergency stands these are its checks, in order. Else a question is asked only if an answer can change
    which condition stands first or where it sits, or raise a red flag that cannot wait and whose cause is then near the
    top; the most telling first, less what takes long or needs a tool. Before them comes what an answer calls for, after
    them what the leading condition still needs. None of them: the case is settled.
    """
    asking = _Asking(localiser, painted, answers, estimate, cleared or {})
    order = asking.urgent() if asking.standing.emergencies else asking.usual()
    out: list[Question] = []
    for question in order:
        if len(out) == most:
            break
        if localiser.knowledge.clues[question.clue].kind in kinds:
            out.append(question)
    return tuple(out)


class _Asking:
    """The questions of one case."""

    def __init__(
        self,
        localiser: Localiser,
        painted: Painted,
        answers: Mapping[str, str],
        estimate: Estimate,
        cleared: Mapping[str, str],
    ) -> None:
        self._localiser, self._painted, self._answers = localiser, painted, answers
        self._estimate, self._cleared = estimate, cleared
        self.standing = alarms_of(localiser, painted, answers, cleared)
        first = next(iter(emergency_first(estimate.conditions, self.standing)), None)
        self._first, self._site = ("", "") if first is None else (first.id, first.site)
        h = localiser.hypotheses
        evidence = estimate.evidence + np.log(h.prior)
        share = np.exp(evidence - evidence.max())
        self._share: FloatArray = share / share.sum()
        groups = members("condition", h, localiser.knowledge.conditions)
        self._belongs = np.zeros((len(groups), len(h.items)))
        for row, group in enumerate(groups.values()):
            for k, weight in group:
                self._belongs[row, k] = weight
        self._asked = {localiser.clue_scorer.sign(id_) for id_ in answers}

    def urgent(self) -> Iterator[Question]:
        """What is examined while an emergency stands, each check once."""
        checks: dict[str, str] = {}
        for flag in self.standing.emergencies:
            for id_ in flag.checks:
                checks.setdefault(id_, flag.id)
        return self._each(checks)

    def usual(self) -> Iterator[Question]:
        """What both legs and the answers call for, then what can change something, and what the leader still needs.

        Of the last, what may raise a flag comes second; the rest is asked before the case is settled.
        """
        flags = self._localiser.knowledge.red_flags
        must: dict[str, str] = {}
        if both_affected(self._localiser, self._painted, self._answers):
            for flag in flags.values():
                for id_ in flag.ask_if_both_sides if flag.id not in self._cleared else ():
                    must.setdefault(id_, flag.id)
        called = [id_ for id_ in self._called_for() if id_ not in must]
        yield from self._each({**must, **dict.fromkeys(called, "")})
        signs = {self._localiser.clue_scorer.sign(id_) for id_ in (*must, *called)}
        telling = self._changing(signs)
        yield from itertools.islice(telling, 1)
        yield from self._needed(signs, urgent=True)
        yield from telling
        yield from self._needed(signs, urgent=False)

    def _changing(self, signs: set[str]) -> Iterator[Question]:
        """What can change something, the most telling first; `signs` are those asked for, and grow."""
        knowledge, scorer = self._localiser.knowledge, self._localiser.clue_scorer
        left = {c.group: PER_GROUP for c in knowledge.clues.values() if c.group is not None}
        for id_, gain, chances in self._telling()[:_TRIED]:
            sign, together = scorer.sign(id_), knowledge.clues[id_].group
            if sign in signs or (together is not None and left[together] == 0):
                continue
            question, changes = self._question(id_, gain, chances)
            if changes:
                signs.add(sign)
                if together is not None:
                    left[together] -= 1
                yield question

    def _needed(self, signs: set[str], *, urgent: bool) -> Iterator[Question]:
        """What the leading condition still needs: what may raise a flag, or the rest; `signs` grow."""
        knowledge, scorer = self._localiser.knowledge, self._localiser.clue_scorer
        leading = knowledge.conditions.get(self._first)
        for id_ in leading.ask if leading is not None else ():
            alarming = knowledge.clues[id_].red_flag is not None
            if alarming == urgent and scorer.sign(id_) not in signs:
                signs.add(scorer.sign(id_))
                yield from self._each({id_: ""})

    def _called_for(self) -> tuple[str, ...]:
        """Clues that the answers call for, in order, each once."""
        clues, called = self._localiser.knowledge.clues, dict[str, None]()
        for id_, value in self._answers.items():
            answer = clues[id_].answers.get(value) if id_ in clues else None
            called.update(dict.fromkeys(answer.ask if answer is not None else ()))
        return tuple(called)

    def _each(self, flag_of: Mapping[str, str]) -> Iterator[Question]:
        for id_, flag in flag_of.items():
            if self._open(self._localiser.knowledge.clues[id_]):
                stands = any(raised.id == flag for raised in self.standing.raised)
                yield replace(self._question(id_, *self._tells(id_))[0], flag=flag, stands=stands)

    def _telling(self) -> Sequence[tuple[str, float, FloatArray]]:
        """Clues that may be asked, with gain and chances of the answers, the most telling for their effort first."""
        clues = self._localiser.knowledge.clues
        nothing_painted = not painted_sides(self._painted)
        found = []
        for id_, clue in clues.items():
            if self._open(clue) and (nothing_painted or not clue.shown_by_paint):
                gain, chances = self._tells(id_)
                if gain >= self._localiser.scoring.question_gain:
                    found.append((id_, gain, chances))
        return sorted(found, key=lambda item: (-round(item[1] * self._worth(clues[item[0]]), _DIGITS), item[0]))

    def _worth(self, clue: Clue) -> float:
        """What an answer is worth asking for, 0-1, beside one that takes a minute and no tools."""
        s = self._localiser.scoring
        return min(1.0, s.question_seconds / clue.effort.seconds) * (s.question_tool if clue.effort.tool else 1.0)

    def _open(self, clue: Clue) -> bool:
        """Whether a clue is neither answered nor of no use."""
        answers, scorer = self._answers, self._localiser.clue_scorer
        if clue.id in answers or scorer.sign(clue.id) in self._asked:
            return False
        if clue.applies_if is not None and answers.get(clue.applies_if) != "yes":
            return False
        paint = self._estimate.paint
        return not scorer.passed_over(
            clue,
            next(iter(clue.answers)),
            answers,
            both_painted=len(painted_sides(self._painted)) == 2,
            loss_painted=paint is not None and paint.loss_share > 0,
        )

    def _tells(self, id_: str) -> tuple[float, FloatArray]:
        """Expected information gain over the conditions, and the chance (hypotheses, answers) of each answer."""
        clue = self._localiser.knowledge.clues[id_]
        chances = _over_severities(self._localiser, clue, self._answers, self._estimate.clues.severity)
        return _gain(self._belongs, self._share, chances), chances

    def _question(self, id_: str, gain: float, chances: FloatArray) -> tuple[Question, bool]:
        """A question, and whether one of its answers changes what is first or what is done."""
        values = self._localiser.knowledge.clues[id_].answers
        tried = [self._outcome(id_, v, float(self._share @ chances[:, k])) for k, v in enumerate(values)]
        return Question(id_, gain, tuple(outcome for outcome, _ in tried)), any(changes for _, changes in tried)

    def _outcome(self, id_: str, value: str, chance: float) -> tuple[Outcome, bool]:
        answers = {**self._answers, id_: value}
        ranked = self._localiser.rank_evidence(self._painted, self._estimate.paint, answers, _CONDITIONS).conditions
        alarms = alarms_of(self._localiser, self._painted, answers, self._cleared)
        before = {flag.id for flag in self.standing.raised}
        new = [flag for flag in alarms.raised if flag.id not in before]
        cannot_wait = [flag for flag in new if flag.urgency != "soon"]
        named = named_first(ranked, cannot_wait) if not self.standing.emergencies else ()
        first = next(iter(named), emergency_first(ranked, alarms)[0])
        rival = next((c for c in ranked if c.id != first.id and c.id in self._two()), None)
        ahead = 0.0 if rival is None else max(first.support - rival.support, 0.0)
        # a flag changes what is done where its cause is then thought of, not for every heel
        least = self._localiser.scoring.flag_from
        flagged = any(c.support >= least for c in named_first(ranked, cannot_wait))
        before_first = next((c for c in ranked if c.id == self._first), ranked[0])
        leads = ranked[0].id != self._first and -before_first.support >= TOLD
        # another place of the same condition is another operation, splint or image
        moves = ranked[0].id == self._first and ranked[0].site != self._site
        changes = flagged or leads or moves
        return Outcome(value, chance, first.id, ahead, tuple(flag.id for flag in new)), changes

    def _two(self) -> tuple[str, ...]:
        return tuple(c.id for c in self._estimate.conditions[:2])


def answer_chances(localiser: Localiser, clue: Clue, answers: Mapping[str, str]) -> FloatArray:
    """Chance (hypotheses, 3, answers) of each answer in each severity.

    Of the forward model, or from the listed ratios on a base rate.
    """
    return localiser.answer_tables.of(clue, answers).chance


def _over_severities(localiser: Localiser, clue: Clue, answers: Mapping[str, str], severity: FloatArray) -> FloatArray:
    """Chance (hypotheses, answers) of each answer as the ledger would count it."""
    tables = localiser.answer_tables
    return tables.expected(tables.of(clue, answers), severity)


def _gain(belongs: FloatArray, share: FloatArray, chances: FloatArray) -> float:
    now = belongs @ share
    joint = belongs @ (share[:, None] * chances)
    total = joint.sum(axis=0)
    told = joint[:, total > 0] / total[total > 0]
    after = total[total > 0] @ _entropy(told)
    return float(_entropy(now / now.sum()) - after / total.sum())


def _entropy(p: FloatArray) -> FloatArray:
    """Entropy along the first axis, natural log units."""
    out: FloatArray = -(p * np.log(np.where(p > 0, p, 1.0))).sum(axis=0)
    return out
