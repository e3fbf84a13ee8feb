"""What answers say about each hypothesis: a chain of log contributions.

Examination answers get their chance from the forward model, given how severe the lesion is; the severity is updated
after each answer, so that a foot drop with kept inversion speaks against L5 by itself. A published ratio takes the
model's place. Contributions are relative to the candidates as they stand, capped singly and by group.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from ..clinical import Answer, Clue, Finding
from ..forward import weak_probability
from ..views import FloatArray
from .fields import Fields
from .hypotheses import ClinicalKnowledge, Hypotheses
from .scoring import Scoring

SIDED: Final = "both_sides"


@dataclass(frozen=True)
class ClueRow:
    """One answer with its contribution (hypotheses,) and the sources of its ratio."""

    clue: str
    answer: str
    contribution: FloatArray
    sources: tuple[str, ...]


@dataclass(frozen=True)
class ClueEvidence:
    """All answers in the order given.

    Attributes
    ----------
    rows : tuple of ClueRow
    passed_over : mapping of clue id to reason
        ``unknown_clue``, ``unknown_answer``, ``repeats_paint``, ``same_sign`` or ``does_not_apply``.
    severity : (hypotheses, 3) float64
        Chance of a sensory-only, moderate and severe lesion after the answers.
    """

    rows: tuple[ClueRow, ...]
    passed_over: Mapping[str, str]
    severity: FloatArray

    @property
    def total(self) -> FloatArray | float:
        """Sum of all contributions."""
        return sum((row.contribution for row in self.rows), np.zeros(1))


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
        # what hangs on the knowledge alone, by the object that asks for it (kept, so that its id stays its own)
        self._ratios: dict[tuple[int, bool], tuple[Answer, FloatArray]] = {}
        self._chances: dict[int, tuple[Answer, FloatArray | None]] = {}

    def chain(
        self, answers: Mapping[str, str], start: FloatArray, *, both_painted: bool, loss_painted: bool
    ) -> ClueEvidence:
        """Contributions of all answers.

        Parameters
        ----------
        answers : mapping of clue id to answer id
        start : (hypotheses,) float64
            Log evidence before any answer, prior included.
        both_painted : bool
            Paint on both limbs answers whether both are affected.
        loss_painted : bool
            Painted numbness or tingling answers where it is numb.
        """
        rows: list[ClueRow] = []
        passed: dict[str, str] = {}
        severity = self._hypotheses.severity.copy()
        running = start.copy()
        groups: dict[str, FloatArray] = {}
        signs: set[tuple[str, str]] = set()
        cap = math.log(self._knowledge.caps.group)
        for id_, value in answers.items():
            clue = self._knowledge.clues.get(id_)
            answer = clue.answers.get(value) if clue is not None else None
            reason = self._reason(clue, answer, answers, both_painted, loss_painted)
            if clue is None or answer is None or reason:
                passed[id_] = reason
                continue
            sign = (self.sign(id_), answer.finds or value)
            if sign in signs:
                passed[id_] = "same_sign"
                continue
            signs.add(sign)
            given, chance = self._contribution(clue, answer, severity, running, answers)
            if chance is not None:
                severity = severity * chance
                severity /= severity.sum(axis=1, keepdims=True)
            if clue.group is not None:
                before = groups.get(clue.group, np.zeros(len(given)))
                after = np.clip(before + given, -cap, cap)
                given, groups[clue.group] = after - before, after
            running = running + given
            rows.append(ClueRow(id_, value, given, answer.sources))
        return ClueEvidence(tuple(rows), passed, severity)

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

    def _contribution(
        self, clue: Clue, answer: Answer, severity: FloatArray, running: FloatArray, answers: Mapping[str, str]
    ) -> tuple[FloatArray, FloatArray | None]:
        low, high = (math.log(bound) for bound in self._knowledge.caps.answer)
        listed = self._listed(answer)
        chance = self.chances(clue, answer, answers)
        if chance is None:
            return np.clip(np.nan_to_num(listed), low, high), None
        expected = self.expected(answer, chance, severity)
        now = np.exp(running - running.max())
        out = np.log(expected / ((now * expected).sum() / now.sum()))
        local = self._hypotheses.is_local & ~np.isnan(listed)  # of tendons and joints the graph knows nothing
        out = np.where(local, np.maximum(out, np.nan_to_num(listed)), out)
        return np.clip(out, low, high), chance

    def _listed(self, answer: Answer, *, published: bool = False) -> FloatArray:
        """Log ratio that an answer lists for each hypothesis; NaN where it names none of its targets."""
        kept = self._ratios.get((id(answer), published))
        if kept is None:
            kept = answer, _read_only(self._log_ratios(answer, published))
            self._ratios[id(answer), published] = kept
        return kept[1]

    def _log_ratios(self, answer: Answer, published: bool) -> FloatArray:
        ratios = {t: math.log(r) for t, r in answer.ratios.items() if not published or t in answer.published}
        out = np.full(len(self._targets), np.nan)
        if not ratios:
            return out
        for k, targets in enumerate(self._targets):
            values = [ratios[t] for t in targets if t in ratios]
            if values:
                above, below = max(0.0, *values), min(0.0, *values)
                out[k] = above + below
        return out

    def _found(self, clue: Clue, finding: Finding, answer: Answer, answers: Mapping[str, str]) -> FloatArray | None:
        kind, finds = finding.kind, answer.finds
        if kind == "rates":
            return self._rates(finding, answer)
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

    def _weak(self, target: str, finds: str, answers: Mapping[str, str]) -> FloatArray:
        if target == "all":
            asked = {c.finding.target for i in answers if (c := self._knowledge.clues.get(i)) and c.finding}
            left = [f for m, f in self._movement.items() if m not in asked]
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
