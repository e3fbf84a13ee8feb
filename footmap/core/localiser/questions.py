"""The next question: what is examined in an emergency, else what an answer would change, the most telling first."""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np

from ..clinical import Clue, parts_of
from ..drawing import ClearedFlags
from ..views import SIDES, FloatArray
from .answer_tables import Expected
from .answers import Told
from .candidates import Depth
from .cells import Painted
from .engine import Estimate, Localiser
from .limb_answers import LimbAnswers
from .red_flags import Alarms, Raised
from .sides import both_affected, painted_sides
from .triage import alarms_of, emergency_first, named_first

MOST: Final = 5
PER_GROUP: Final = 1
"""Clues of a group go together: after one of them the others tell less."""
_TRIED: Final = 24
"""Clues whose answers are tried, the most telling first; the rest tell too little to change what is first."""
_SURE: Final = 1.5
"""Log units by which the first stays ahead by the evidence alone where an answer is not tried: rules move less."""
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
    cleared: ClearedFlags | None = None,
    told: Told | None = None,
    limbs: LimbAnswers | None = None,
) -> tuple[Question, ...]:
    """At most `most` questions of some kinds, the same ones every time.

    Parameters
    ----------
    cleared : mapping of flag id to reason, optional
        Red flags that were looked into and excluded.
    told : mapping of clue id to answers with their limbs, optional
        Everything that was answered, for red flags.
    limbs : LimbAnswers, optional
        The answers for each limb, where they were given apart.

    Notes
    -----
    While an emergency stands these are its checks, in order. Else a question is asked only if an answer can change
    which condition stands first or where it sits, or raise a red flag that cannot wait and whose cause is then near the
    top; the most telling first, less what takes long or needs a tool. Before them comes what an answer calls for, after
    them what the leading condition still needs. None of them: the case is settled.
    """
    asking = _Asking(localiser, painted, answers, estimate, cleared or {}, told or {}, limbs)
    order = asking.urgent() if asking.standing.emergencies else asking.usual()
    out: list[Question] = []
    for question in order:
        if len(out) == most:
            break
        if localiser.knowledge.clues[question.clue].kind in kinds:
            out.append(question)
    return tuple(out)


class _Tells(NamedTuple):
    """What a clue is expected to tell: its gain, whether an answer may change the first place, how often each comes."""

    clue: str
    gain: float
    may_change: bool
    often: tuple[float, ...]


class _Asking:
    """The questions of one case."""

    def __init__(
        self,
        localiser: Localiser,
        painted: Painted,
        answers: Mapping[str, str],
        estimate: Estimate,
        cleared: ClearedFlags,
        told: Told,
        limbs: LimbAnswers | None,
    ) -> None:
        self._localiser, self._painted, self._answers = localiser, painted, answers
        self._limbs = LimbAnswers(answers, {}) if limbs is None else limbs
        self._estimate, self._cleared, self._told = estimate, cleared, told
        self.standing = alarms_of(localiser, painted, answers, cleared, told)
        first = next(iter(emergency_first(estimate.conditions, self.standing)), None)
        self._first, self._site = ("", "") if first is None else (first.id, first.site)
        h = localiser.hypotheses
        evidence = estimate.evidence + np.log(h.prior)
        share = np.exp(evidence - evidence.max())
        self._share: FloatArray = share / share.sum()
        self._asked = {localiser.clue_scorer.sign(id_) for id_ in (*answers, *told)}
        self._flagging = {
            clue
            for flag in localiser.knowledge.red_flags.values()
            for trigger in flag.raised_by
            for clue in trigger.clues
        } | {item.clue for score in localiser.knowledge.scores.values() for item in score.items}

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
        twofold = len(self._estimate.limbs) == len(SIDES)  # painted, or something was found there
        if twofold or both_affected(self._localiser, self._painted, self._answers):
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
        for id_, gain, may_change, often in self._telling()[:_TRIED]:
            sign, together = scorer.sign(id_), knowledge.clues[id_].group
            if sign in signs or (together is not None and left[together] == 0):
                continue
            if not may_change and not self._raises(id_):
                continue
            question, changes = self._question(id_, gain, often)
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
                ((_, gain, _, often),) = self._tell([id_])
                yield replace(self._question(id_, gain, often)[0], flag=flag, stands=stands)

    def _telling(self) -> Sequence[_Tells]:
        """Clues that may be asked, the most telling for their effort first."""
        clues = self._localiser.knowledge.clues
        nothing_painted = not painted_sides(self._painted)
        open_ = [
            id_ for id_, clue in clues.items() if self._open(clue) and (nothing_painted or not clue.shown_by_paint)
        ]
        least = self._localiser.scoring.question_gain
        found = [tells for tells in self._tell(open_) if tells.gain >= least]
        return sorted(found, key=lambda t: (-round(t.gain * self._worth(clues[t.clue]), _DIGITS), t.clue))

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

    def _tell(self, ids: Sequence[str]) -> list[_Tells]:
        """Of some clues what each is expected to tell."""
        loc = self._localiser
        clues = [loc.knowledge.clues[id_] for id_ in ids]
        if not clues:
            return []
        expected = loc.answer_tables.expected(clues, self._answers, self._estimate.clues.severity)
        gains = self._gains(expected).tolist()
        nearest = self._nearest(clues, expected)
        often = (self._share @ expected.chance).tolist()
        return [
            _Tells(id_, gains[k], bool(nearest[at].max() >= -_SURE), tuple(often[at]))
            for k, (id_, at) in enumerate((id_, expected.of(k)) for k, id_ in enumerate(ids))
        ]

    def _gains(self, expected: Expected) -> FloatArray:
        """Expected information gain (clues,) over the conditions."""
        groups = self._localiser.groups["condition"]
        weight = (self._share[groups.index] * np.exp(groups.part))[:, None]
        now = np.add.reduceat(weight, groups.starts, axis=0)[:, 0]
        joint = np.add.reduceat(weight * expected.chance[groups.index], groups.starts, axis=0)
        total = joint.sum(axis=0)
        after = total * _entropy(joint / np.maximum(total, np.finfo(np.float64).tiny))
        gain: FloatArray = _entropy(now / now.sum()) - np.add.reduceat(after, expected.starts) / np.add.reduceat(
            total, expected.starts
        )
        return gain

    def _nearest(self, clues: Sequence[Clue], expected: Expected) -> FloatArray:
        """How near each answer (answers,) brings any condition to the first, log units; above 0 it would pass it.

        By the evidence alone, from where each stands; who waits for a sign or a clue of its own stands where its
        evidence puts it where an answer names it. Without paint an answer may change who is thought of at all.
        """
        if self._estimate.paint is None or not self._first:
            return np.full(expected.chance.shape[1], np.inf)
        groups, total = self._localiser.groups["condition"], self._estimate.evidence
        place = {id_: k for k, id_ in enumerate(groups.ids)}
        raw = np.maximum.reduceat(total[groups.index] + groups.part, groups.starts)
        stands = np.zeros(len(raw))
        waits = {c.id for c in self._estimate.conditions if c.reason is not None}
        for c in self._estimate.conditions:
            stands[place[c.id]] = c.support
        told = (total[:, None] + np.log(np.maximum(expected.chance, 1e-12)))[groups.index] + groups.part[:, None]
        moved = np.maximum.reduceat(told, groups.starts, axis=0) - raw[:, None]
        first = place[self._first]
        value = stands[:, None] + moved
        value -= value[first]
        named = raw - raw[first] + stands[first]
        columns = [(clue, answer) for clue in clues for answer in clue.answers.values()]
        for at, (clue, answer) in enumerate(columns):
            for id_ in waits:
                needs = self._localiser.knowledge.conditions[id_].needs
                if answer.ratios.get(id_, 0.0) > 1.0 or (needs is not None and clue.id in needs.named_after):
                    k = place[id_]
                    value[k, at] += max(float(named[k] - stands[k]), 0.0)
        value[first] = -np.inf
        return np.asarray(value.max(axis=0))

    def _raises(self, id_: str) -> bool:
        """Whether an answer raises a flag that cannot wait and does not stand yet."""
        return id_ in self._flagging and any(
            self._cannot_wait(self._alarms(id_, value)) for value in self._localiser.knowledge.clues[id_].answers
        )

    def _alarms(self, id_: str, value: str) -> Alarms:
        """What would stand after an answer."""
        if id_ not in self._flagging:
            return self.standing
        told = {**self._told, id_: (*self._told.get(id_, ()), *((None, part) for part in parts_of(value)))}
        return alarms_of(self._localiser, self._painted, {**self._answers, id_: value}, self._cleared, told)

    def _cannot_wait(self, alarms: Alarms) -> list[Raised]:
        """Flags that do not stand now and cannot wait."""
        before = {flag.id for flag in self.standing.raised}
        return [flag for flag in alarms.raised if flag.id not in before and flag.urgency != "soon"]

    def _question(self, id_: str, gain: float, often: Sequence[float]) -> tuple[Question, bool]:
        """A question, and whether one of its answers changes what is first or what is done."""
        values = self._localiser.knowledge.clues[id_].answers
        tried = [self._outcome(id_, value, chance) for value, chance in zip(values, often, strict=True)]
        return Question(id_, gain, tuple(outcome for outcome, _ in tried)), any(changes for _, changes in tried)

    def _outcome(self, id_: str, value: str, chance: float) -> tuple[Outcome, bool]:
        ranked = self._localiser.rank_evidence(
            self._painted,
            self._estimate.paint,
            depths=_CONDITIONS,
            limbs=self._limbs.with_answer(id_, value),
            with_rows=False,
        ).conditions
        alarms = self._alarms(id_, value)
        before = {flag.id for flag in self.standing.raised}
        new = [flag for flag in alarms.raised if flag.id not in before]
        cannot_wait = self._cannot_wait(alarms)
        named = named_first(ranked, cannot_wait) if not self.standing.emergencies else ()
        first = next(iter(named), emergency_first(ranked, alarms)[0])
        rival = next((c for c in ranked if c.id != first.id and c.id in self._two()), None)
        ahead = 0.0 if rival is None else max(first.support - rival.support, 0.0)
        # a flag changes what is done where its cause is then thought of, not for every heel
        least = self._localiser.scoring.flag_from
        flagged = any(c.support >= least for c in named_first(ranked, cannot_wait))
        before_first = next((c for c in ranked if c.id == self._first), ranked[0])
        leads = ranked[0].id != self._first and -before_first.support >= self._localiser.scoring.told_from
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


def _entropy(p: FloatArray) -> FloatArray:
    """Entropy along the first axis, natural log units."""
    out: FloatArray = -(p * np.log(np.where(p > 0, p, 1.0))).sum(axis=0)
    return out
