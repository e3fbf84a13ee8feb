"""What answers say about each hypothesis: log contributions that do not depend on the order of the answers.

Examination answers get their chance from the forward model for each severity of the lesion, and are joined over the
severities, so that a foot drop with kept inversion speaks against L5 by itself. A published ratio takes the model's
place. What a group of answers says together is bounded and shared out among them.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..clinical import Answer, Clue, Finding
from ..forward import weak_probability
from ..views import FloatArray
from .fields import Fields
from .hypotheses import ClinicalKnowledge, Hypotheses
from .limb_answers import Given
from .scoring import Scoring

SIDED: Final = "both_sides"
NOTHING: Final = frozenset({"no", "normal", "none", "negative", "one"})
"""Answers that find nothing."""
_ALL_TURNS: Final = 4
"""Up to so many clues of a group every order is tried; of more, each at each place once, forwards and backwards."""


@dataclass(frozen=True)
class ClueRow:
    """One answer (several joined by ``+``) with its contribution (hypotheses,) and the sources of its ratio.

    `explains` (hypotheses,) says who explains the finding; nobody does where nothing is found. `named` holds the
    ratios above 1 by what they name. `at_place` holds the answer for causes of the right limb, the left one and both,
    empty where none was given; it is empty where the limbs were not answered apart.
    """

    clue: str
    answer: str
    contribution: FloatArray
    sources: tuple[str, ...]
    explains: NDArray[np.bool_]
    named: Mapping[str, float]
    at_place: tuple[str, ...] = ()


@dataclass(frozen=True)
class LimbEvidence:
    """Answers that differ between the limbs, for right, left and both.

    Attributes
    ----------
    chance : (hypotheses, 3) float64
        Of each place after paint and answers.
    value : (hypotheses, 3) float64
        What the answers say of a cause there, log units; of one limb also that it leaves what the other one shows.
    own : (hypotheses, 3) float64
        The same without what the other limb shows.
    place : (hypotheses,) intp
        The place at which each hypothesis is read.
    """

    chance: FloatArray
    value: FloatArray
    own: FloatArray
    place: NDArray[np.intp]


@dataclass(frozen=True)
class _Said:
    """What the answers to a clue say of each hypothesis: chances (n, 3) or listed log ratios (n,)."""

    clue: str
    given: tuple[Answer, ...]
    chance: FloatArray | None
    listed: FloatArray
    explains: NDArray[np.bool_]


@dataclass(frozen=True)
class ClueEvidence:
    """All answers in the order of the knowledge base, which does not depend on how they were given.

    Attributes
    ----------
    rows : tuple of ClueRow
    passed_over : mapping of clue id to reason
        ``unknown_clue``, ``unknown_answer``, ``repeats_paint``, ``same_sign`` or ``does_not_apply``.
    severity : (hypotheses, 3) float64
        Chance of a sensory-only, moderate and severe lesion after the answers.
    limbs : LimbEvidence or None
        None where the limbs were not answered apart.
    """

    rows: tuple[ClueRow, ...]
    passed_over: Mapping[str, str]
    severity: FloatArray
    limbs: LimbEvidence | None = None

    @property
    def total(self) -> FloatArray | float:
        """Sum of all contributions."""
        return sum((row.contribution for row in self.rows), np.zeros(1))

    def answer_for(self, row: ClueRow, hypothesis: int) -> str:
        """The answer that counts for a hypothesis, at the limb where it is read; empty where none was given there."""
        if self.limbs is None or not row.at_place:
            return row.answer
        return row.at_place[int(self.limbs.place[hypothesis])]


class ClueScorer:
    """Scores answers against every hypothesis."""

    def __init__(
        self, knowledge: ClinicalKnowledge, hypotheses: Hypotheses, fields: Fields, area: FloatArray, scoring: Scoring
    ) -> None:
        self._knowledge, self._hypotheses, self._scoring = knowledge, hypotheses, scoring
        sites = list(knowledge.anatomy.sites)
        mean = np.zeros((len(sites), fields.felt.shape[1]))
        np.add.at(mean, fields.row_site, fields.felt * fields.weight[:, None])
        self._skin = {
            id_: mean @ (part * area) / max(float((part * area).sum()), 1e-9) for id_, part in fields.region.items()
        }
        self._area = {id_: float((part * area).sum()) for id_, part in fields.region.items()}
        self._whole = mean @ area
        self._movement = {
            m: np.array([p.movement(m).function for p in hypotheses.pictures])
            for m in {e.id for p in hypotheses.pictures for e in p.movements}
        }
        self._reflex = {
            r: np.array([p.reflex(r).function for p in hypotheses.pictures]) for r in knowledge.anatomy.reflexes
        }
        self._brisk = np.array([p.brisk for p in hypotheses.pictures])
        self._sign = {member: group[0] for group in knowledge.same_sign for member in group}
        self._targets = [h.targets for h in hypotheses.items]
        self._at = _places(self._targets)
        # what hangs on the knowledge alone, by the object that asks for it (kept, so that its id stays its own)
        self._ratios: dict[tuple[int, bool], tuple[Answer, FloatArray]] = {}
        self._chances: dict[int, tuple[Answer, FloatArray | None]] = {}
        self._order = {id_: k for k, id_ in enumerate(knowledge.clues)}

    def weigh(self, answers: Mapping[str, Given], *, both_painted: bool, loss_painted: bool) -> ClueEvidence:
        """Contributions of all answers, the same in whatever order they are given.

        Parameters
        ----------
        answers : mapping of clue id to answer id, or to several
        both_painted : bool
            Paint on both limbs answers whether both are affected.
        loss_painted : bool
            Painted numbness or tingling answers where it is numb.
        """
        single = first_of(answers)
        passed: dict[str, str] = {}
        groups: dict[str, list[_Said]] = {}
        signs: set[tuple[str, str]] = set()
        for id_ in sorted(answers, key=lambda i: self._order.get(i, len(self._order))):
            clue, values = self._knowledge.clues.get(id_), _all(answers[id_])
            reason = ""
            for value in values or ("",):
                answer = clue.answers.get(value) if clue is not None else None
                reason = reason or self._reason(clue, answer, single, both_painted, loss_painted)
            if clue is None or reason:
                passed[id_] = reason
                continue
            given = tuple(clue.answers[value] for value in values)
            sign = (self.sign(id_), "+".join(a.finds or a.id for a in given))
            if sign in signs:
                passed[id_] = "same_sign"
                continue
            signs.add(sign)
            groups.setdefault(clue.group or id_, []).append(self._said(clue, given, single))
        rows = {said.clue: row for group in groups.values() for said, row in self._shared(group)}
        severity = self._hypotheses.severity.copy()
        for chance in (said.chance for group in groups.values() for said in group):
            if chance is not None:
                severity = severity * chance
                severity /= severity.sum(axis=1, keepdims=True)
        return ClueEvidence(tuple(rows[i] for i in sorted(rows, key=self._order.__getitem__)), passed, severity)

    def _said(self, clue: Clue, given: tuple[Answer, ...], answers: Mapping[str, str]) -> _Said:
        """What a clue's answers say: chances in the three severities where the model knows, else listed ratios."""
        low, high = (math.log(bound) for bound in self._knowledge.caps.answer)
        listed = np.clip(sum((np.nan_to_num(self._listed(a)) for a in given), np.zeros(len(self._targets))), low, high)
        chances = [(a, c) for a in given if (c := self.chances(clue, a, answers)) is not None]
        chance = None
        for answer, found in chances:
            own = self._replaced(answer, found)
            chance = own if chance is None else chance * own
        explains = self._explains(given, chance, listed) & (not clue.background)
        return _Said(clue.id, given, chance, listed, explains)

    def _replaced(self, answer: Answer, chance: FloatArray) -> FloatArray:
        """Chances in which a published ratio, and of tendons and joints any listed one, takes the model's place."""
        before = (self._hypotheses.severity * chance).sum(axis=1)
        after = self.expected(answer, chance, self._hypotheses.severity)
        listed = self._listed(answer)
        local = self._hypotheses.is_local & ~np.isnan(listed)  # of tendons and joints the graph knows nothing
        usual = float(np.median(before))
        after = np.where(local, np.maximum(after, usual * np.exp(np.nan_to_num(listed))), after)
        floor = self._scoring.answer_floor
        return np.asarray(np.clip(chance * (after / before)[:, None], floor, 1.0 - floor), dtype=np.float64)

    def _explains(self, given: tuple[Answer, ...], chance: FloatArray | None, listed: FloatArray) -> NDArray[np.bool_]:
        """Whether each hypothesis explains the finding (n,); nobody explains that nothing is found."""
        told = math.log(self._scoring.explains_ratio)
        if all(a.id in NOTHING or a.finds in NOTHING for a in given):
            return np.zeros(len(self._targets), dtype=np.bool_)
        if chance is None:
            return np.asarray(listed >= told)
        expected = np.log((self._hypotheses.severity * chance).sum(axis=1))
        return np.asarray(expected - np.median(expected) >= told)

    def _shared(self, group: list[_Said]) -> Iterator[tuple[_Said, ClueRow]]:
        """The contributions of a group, bounded together.

        Findings of one lesion depend on its severity, so that what they say together is not the sum of what each says
        alone. It is shared out by Shapley's value over the clues in turn: first, last and all places between.
        """
        model = [said for said in group if said.chance is not None]
        values = {said.clue: np.zeros(len(said.listed)) for said in model}
        for turn in _turns(len(model)):
            joint = self._hypotheses.severity
            before = np.zeros(len(joint))
            for k in turn:
                said = model[k]
                assert said.chance is not None
                joint = joint * said.chance
                after = np.log(joint.sum(axis=1))
                values[said.clue] += (after - before) / len(_turns(len(model)))
                before = after
        rows = {said.clue: values.get(said.clue, said.listed) for said in group}
        total = np.sum(list(rows.values()), axis=0)
        best = int(np.argmax(total))
        behind = total[best] - total
        bound = 2.0 * math.log(self._knowledge.caps.group)
        factor = np.divide(np.minimum(behind, bound), behind, out=np.ones_like(behind), where=behind > 1e-9)
        for said in group:
            own = (rows[said.clue] - rows[said.clue][best]) * factor
            own -= math.log(float(self._hypotheses.share @ np.exp(own)))  # against all places together
            sources = tuple(dict.fromkeys(source for a in said.given for source in a.sources))
            answer = said.given[0].id if len(said.given) == 1 else "+".join(a.id for a in said.given)
            sign = not self._knowledge.clues[said.clue].background
            named = {t: r for a in said.given for t, r in a.ratios.items() if sign and r > 1.0}
            yield said, ClueRow(said.clue, answer, own, sources, said.explains, named)

    def untold(self, answers: Mapping[str, Given]) -> FloatArray:
        """Log chance (hypotheses,) that the weakness which a lesion may bring goes unsaid; 0 once power is asked."""
        for id_, value in first_of(answers).items():
            clue = self._knowledge.clues.get(id_)
            known = clue is not None and value in clue.answers
            if known and clue is not None and clue.finding is not None and clue.finding.kind == "movement":
                return np.zeros(len(self._targets))
        h, told = self._hypotheses, np.array([0.0, self._scoring.told_moderate, self._scoring.told_severe])
        return np.asarray(np.log(1.0 - h.visible * (h.severity @ told)))

    def chances(self, clue: Clue, answer: Answer, answers: Mapping[str, str]) -> FloatArray | None:
        """Chance (hypotheses, 3) of an answer in the three severities, or None where the model has nothing to say."""
        if clue.finding is None:
            return None
        if clue.finding.target == "all":  # of what the other answers leave
            return self._within(self._found(clue, clue.finding, answer, answers))
        kept = self._chances.get(id(answer))
        if kept is None:
            kept = answer, self._within(self._found(clue, clue.finding, answer, answers))
            self._chances[id(answer)] = kept
        return kept[1]

    def _within(self, found: FloatArray | None) -> FloatArray | None:
        floor = self._scoring.answer_floor
        return None if found is None else _read_only(np.clip(found, floor, 1.0 - floor))

    def expected(self, answer: Answer, chance: FloatArray, severity: FloatArray) -> FloatArray:
        """Chance (hypotheses,) of an answer over the severities; a published ratio takes the model's place."""
        out: FloatArray = (severity * chance).sum(axis=1)
        published = self._listed(answer, published=True)
        named = ~np.isnan(published)
        if named.any():
            floor, prior = self._scoring.answer_floor, self._hypotheses.prior
            others = float((prior * out)[~named].sum() / prior[~named].sum())
            out = np.where(named, np.clip(np.exp(np.nan_to_num(published)) * others, floor, 1.0 - floor), out)
        return out

    def passed_over(
        self, clue: Clue | None, value: str, answers: Mapping[str, str], *, both_painted: bool, loss_painted: bool
    ) -> str:
        """Why an answer does not count, empty where it does; see `ClueEvidence`."""
        answer = clue.answers.get(value) if clue is not None else None
        return self._reason(clue, answer, answers, both_painted, loss_painted)

    def sign(self, clue_id: str) -> str:
        """The finding that a clue asks for; clues of one sign count once."""
        return self._sign.get(clue_id, clue_id)

    def listed(self, answer: Answer) -> FloatArray:
        """Log ratio (hypotheses,) that an answer lists, within the caps; 0 where it names none of the targets."""
        low, high = (math.log(bound) for bound in self._knowledge.caps.answer)
        return np.clip(np.nan_to_num(self._listed(answer)), low, high)

    def published(self, answer: Answer) -> FloatArray:
        """Log ratio (hypotheses,) of an answer that comes from a source; NaN where there is none."""
        return self._listed(answer, published=True)

    def _reason(
        self,
        clue: Clue | None,
        answer: Answer | None,
        answers: Mapping[str, str],
        both_painted: bool,
        loss_painted: bool,
    ) -> str:
        if clue is None:
            return "unknown_clue"
        if answer is None:
            return "unknown_answer"
        if clue.applies_if is not None and answers.get(clue.applies_if, "yes") != "yes":
            return "does_not_apply"
        repeats = (clue.repeats_paint and loss_painted) or (
            both_painted and clue.finding is not None and clue.finding.kind == SIDED
        )
        return "repeats_paint" if repeats else ""

    def _listed(self, answer: Answer, *, published: bool = False) -> FloatArray:
        """Log ratio that an answer lists for each hypothesis; NaN where it names none of its targets."""
        kept = self._ratios.get((id(answer), published))
        if kept is None:
            kept = answer, _read_only(self._log_ratios(answer, published))
            self._ratios[id(answer), published] = kept
        return kept[1]

    def _log_ratios(self, answer: Answer, published: bool) -> FloatArray:
        count = len(self._targets)
        above, below, named = np.zeros(count), np.zeros(count), np.zeros(count, dtype=np.bool_)
        for target, ratio in answer.ratios.items():
            at = self._at.get(target)
            if at is None or (published and target not in answer.published):
                continue
            value = math.log(ratio)
            named[at] = True
            above[at] = np.maximum(above[at], value)
            below[at] = np.minimum(below[at], value)
        return np.where(named, above + below, np.nan)

    def _found(self, clue: Clue, finding: Finding, answer: Answer, answers: Mapping[str, str]) -> FloatArray | None:
        kind, finds = finding.kind, answer.finds
        if kind == "rates":
            return self._rates(finding, answer)
        if kind == "pattern":
            if answer.id in NOTHING:  # no skin is numb
                return self._sensation("all", "normal")
            return self._pattern(finding.pattern.get(answer.id, ()))
        if finds is None:
            return None
        if kind == "movement":
            return self._weak(finding.target, finds, answers)
        if kind == "reflex":
            return self._jerk(finding.target, finds)
        if kind == SIDED:
            both = self._hypotheses.both
            return _three(both if finds == "both" else 1.0 - both)
        if kind in ("touch", "pinprick", "skin"):
            return self._sensation(finding.target, finds)
        return None

    def _rates(self, finding: Finding, answer: Answer) -> FloatArray:
        def rate(table: Mapping[str, float]) -> FloatArray:
            return np.array([table.get(h.site.symptom, table["other"]) for h in self._hypotheses.items])

        table = finding.rates.get(answer.id)
        if table is not None:
            return _three(rate(table))
        total = sum((rate(t) for t in finding.rates.values()), np.zeros(len(self._hypotheses.items)))
        return _three(1.0 - total)

    def _pattern(self, regions: Sequence[str]) -> FloatArray | None:
        """Chance that this skin is called numb and no other: how much of it is felt, and how little beside it."""
        known = [r for r in regions if r in self._area]
        if not known:
            return None
        size = sum(self._area[r] for r in known)
        inside = sum((self._skin[r] * self._area[r] for r in known), np.zeros(len(self._whole)))
        fit = (inside / size) * np.sqrt(inside / np.maximum(self._whole, 1e-9))
        s, h = self._scoring, self._hypotheses
        return _three(s.pattern_base + (1.0 - s.pattern_base) * s.skin_gain * h.sensory * h.of_sites(fit))

    def _weak(self, target: str, finds: str, answers: Mapping[str, str]) -> FloatArray:
        if target == "all":
            asked = {c.finding.target for i in answers if (c := self._knowledge.clues.get(i)) and c.finding}
            left = [f for m, f in self._movement.items() if m not in asked | self._hypotheses.hidden]
            function = np.max(left, axis=0) if left else np.zeros(len(self._hypotheses.pictures))
        else:
            function = self._movement.get(target, np.zeros(len(self._hypotheses.pictures)))
        anatomy = self._knowledge.anatomy
        severities = [p.site.severity for p in self._hypotheses.pictures]
        weak = np.array([weak_probability(anatomy, float(f), s) for f, s in zip(function, severities, strict=True)])
        chance = self._hypotheses.of_sites(weak)
        return chance if finds == "weak" else 1.0 - chance

    def _jerk(self, target: str, finds: str) -> FloatArray:
        s, h = self._scoring, self._hypotheses
        function = h.of_sites(self._reflex.get(target, np.zeros(len(h.pictures))))
        gain = np.array(self._knowledge.anatomy.constants.reflex_gain)
        lower = s.reflex_base + s.reflex_span * function[:, None] * gain
        hard = self._knowledge.anatomy.reflexes[target].hard_to_obtain
        lower = hard + (1.0 - hard) * lower
        brisk = _three(np.maximum(h.of_sites(self._brisk), s.brisk_base))
        both = s.reflex_both_base + lower * h.both[:, None]
        one = lower * (1.0 - h.both[:, None])
        if finds == "brisk":
            return brisk
        if finds == "reduced_both":
            found = both
        elif finds in ("reduced", "absent"):
            found = one
        else:
            found = np.maximum(1.0 - one - both, s.answer_floor)
        return np.asarray(found * (1.0 - brisk), dtype=np.float64)

    def _sensation(self, region: str, finds: str) -> FloatArray:
        s, h = self._scoring, self._hypotheses
        skin = np.max(list(self._skin.values()), axis=0) if region == "all" else self._skin[region]
        reduced = s.skin_base + (1.0 - s.skin_base) * s.skin_gain * h.sensory * h.of_sites(skin)
        if finds == "normal":
            return _three(1.0 - reduced)
        share = {"absent": s.skin_absent, "increased": s.skin_painful}.get(finds, 1.0 - s.skin_absent - s.skin_painful)
        return _three(share * reduced)


def _read_only(values: FloatArray) -> FloatArray:
    values.flags.writeable = False
    return values


def _three(values: FloatArray) -> FloatArray:
    """The same chance in the three severities."""
    return np.repeat(np.asarray(values, dtype=np.float64)[:, None], 3, axis=1)


def first_of(answers: Mapping[str, Given]) -> dict[str, str]:
    """One answer for each clue, of several the first by id."""
    return {id_: _all(value)[0] for id_, value in answers.items() if _all(value)}


def _all(value: Given) -> tuple[str, ...]:
    """The answers in a fixed order."""
    return (value,) if isinstance(value, str) else tuple(sorted(set(value)))


def _turns(count: int) -> list[tuple[int, ...]]:
    """Orders in which clues are taken."""
    if count <= _ALL_TURNS:
        return list(itertools.permutations(range(count)))
    rotated = [tuple((k + start) % count for k in range(count)) for start in range(count)]
    return [*rotated, *(turn[::-1] for turn in rotated)]


def _places(targets: Sequence[Collection[str]]) -> Mapping[str, NDArray[np.intp]]:
    """Places in a list of targets where each target stands."""
    out: dict[str, list[int]] = {}
    for place, several in enumerate(targets):
        for target in several:
            out.setdefault(target, []).append(place)
    return {target: np.array(places, dtype=np.intp) for target, places in out.items()}
