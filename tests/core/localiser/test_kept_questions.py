"""How questions are chosen: what each is expected to tell, which answers may change the first place, and when."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
import pytest

from footmap.core.clinical import Effort
from footmap.core.drawing import ClearedFlags
from footmap.core.localiser import questions
from footmap.core.localiser.answers import Told
from footmap.core.localiser.candidates import members
from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.limb_answers import LimbAnswers
from footmap.core.localiser.questions import Question, _Asking, next_questions
from footmap.core.localiser.triage import alarms_of
from footmap.core.views import SIDES, FloatArray
from footmap.data.knowledge.clinical import Clinical

from .conftest import Regions

MANY: Final = 30
CASES: Final[list[tuple[tuple[str, ...], str, dict[str, str]]]] = [
    (("dorsum_mid", "lat_leg_dist"), "numbness", {"foot_drop": "yes"}),
    (("calf_mid", "post_thigh"), "pain", {}),
    (("sole_central", "ball_lat"), "burning", {"systemic_disease": "diabetes"}),
    (("lat_thigh",), "tingling", {"back_pain": "yes", "slr": "negative"}),
    ((), "pain", {"back_pain": "yes"}),
]
cases = pytest.mark.parametrize(("names", "quality", "answers"), CASES)


def asking(
    localiser: Localiser, painted: Painted, answers: Mapping[str, str], cleared: ClearedFlags | None = None
) -> _Asking:
    estimate = localiser.rank_cells(painted, answers)
    return _Asking(localiser, painted, answers, estimate, cleared or {}, {}, None)


def ask(localiser: Localiser, painted: Painted, answers: Mapping[str, str], most: int = MANY) -> tuple[Question, ...]:
    return next_questions(localiser, painted, answers, localiser.rank_cells(painted, answers), most)


def drawn(regions: Regions, names: tuple[str, ...], quality: str) -> Painted:
    return regions(*names, quality=quality) if names else {}


def entropy(p: FloatArray) -> float:
    return -sum(float(x) * math.log(x) for x in p.tolist() if x > 0)


@cases
def test_a_question_is_worth_what_its_answers_tell_of_the_conditions(
    localiser: Localiser, regions: Regions, names: tuple[str, ...], quality: str, answers: dict[str, str]
) -> None:
    """The entropy of the conditions before, less that after each answer by how often it comes."""
    painted = drawn(regions, names, quality)
    estimate = localiser.rank_cells(painted, answers)
    h, clues = localiser.hypotheses, localiser.knowledge.clues
    weight = np.exp(estimate.evidence + np.log(h.prior) - (estimate.evidence + np.log(h.prior)).max())
    weight /= weight.sum()
    groups = members("condition", h, localiser.knowledge.conditions)

    def of_conditions(of_each: FloatArray) -> FloatArray:
        return np.array([sum(of_each[k] * part for k, part in group) for group in groups.values()])

    ids = [id_ for id_ in clues if id_ not in answers][::9]
    told = asking(localiser, painted, answers)._tell(ids)
    assert [t.clue for t in told] == ids
    for one in told:
        chance = localiser.answer_tables.expected([clues[one.clue]], answers, estimate.clues.severity).chance
        now = of_conditions(weight)
        after = 0.0
        for k in range(chance.shape[1]):
            part = of_conditions(weight * chance[:, k])
            after += part.sum() / now.sum() * entropy(part / part.sum())
        assert one.gain == pytest.approx(entropy(now / now.sum()) - after, abs=1e-9)
        assert one.often == pytest.approx((weight @ chance).tolist())
    assert asking(localiser, painted, answers)._tell([]) == []


@cases
def test_an_answer_is_as_near_to_changing_the_first_place_as_the_evidence_brings_a_rival(
    localiser: Localiser, regions: Regions, names: tuple[str, ...], quality: str, answers: dict[str, str]
) -> None:
    painted = drawn(regions, names, quality)
    estimate = localiser.rank_cells(painted, answers)
    signs = {i for c in localiser.knowledge.conditions.values() if c.needs is not None for i in c.needs.named_after}
    open_ = [c for c in localiser.knowledge.clues.values() if c.id not in answers]
    clues = [c for k, c in enumerate(open_) if k % 7 == 0 or c.id in signs]
    expected = localiser.answer_tables.expected(clues, answers, estimate.clues.severity)
    found = asking(localiser, painted, answers)._nearest(clues, expected)
    columns = [(clue, answer) for clue in clues for answer in clue.answers.values()]
    if not names:
        assert np.isinf(found).all()
        assert (found > 0).all()
        return
    groups = members("condition", localiser.hypotheses, localiser.knowledge.conditions)
    stands = {c.id: c for c in estimate.conditions}
    first = estimate.conditions[0].id

    def best(id_: str, more: FloatArray) -> float:
        return max(float(estimate.evidence[k] + more[k]) + math.log(part) for k, part in groups[id_])

    nothing = np.zeros(len(estimate.evidence))
    before = {id_: best(id_, nothing) for id_ in groups}
    for at, (clue, answer) in enumerate(columns):
        says = np.log(np.maximum(expected.chance[:, at], 1e-12))
        moved = {id_: best(id_, says) - before[id_] for id_ in groups}
        rivals = []
        for id_ in groups:
            if id_ == first:
                continue
            value = stands[id_].support + moved[id_] - stands[first].support - moved[first]
            needs = localiser.knowledge.conditions[id_].needs
            named = answer.ratios.get(id_, 0.0) > 1.0 or (needs is not None and clue.id in needs.named_after)
            if stands[id_].reason is not None and named:  # then it stands where its evidence puts it
                by_evidence = before[id_] - before[first] + stands[first].support
                value += max(by_evidence - stands[id_].support, 0.0)
            rivals.append(value)
        assert found[at] == pytest.approx(max(rivals), abs=1e-9)


@cases
def test_one_clue_of_a_group_is_asked_at_a_time(
    localiser: Localiser,
    clinical: Clinical,
    regions: Regions,
    names: tuple[str, ...],
    quality: str,
    answers: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After one of them the others tell less; all of them would fill the list."""
    painted = drawn(regions, names, quality)

    def of_groups() -> Counter[str]:
        found = asking(localiser, painted, answers)
        return Counter(g for q in found._changing(set()) if (g := clinical.clues[q.clue].group) is not None)

    few = of_groups()
    assert set(few.values()) <= {1}
    monkeypatch.setattr(questions, "PER_GROUP", 99)
    many = of_groups()
    assert set(many) >= set(few)
    if len(names) == 2 and quality != "burning":
        assert max(many.values()) > 1, "there was more to ask in a group"


@pytest.mark.parametrize(
    ("seconds", "tool", "worth"),
    [(5, False, 1.0), (60, False, 1.0), (120, False, 0.5), (600, False, 0.1), (5, True, 0.7), (120, True, 0.35)],
)
def test_a_minute_without_a_tool_costs_nothing(
    localiser: Localiser, clinical: Clinical, seconds: int, tool: bool, worth: float
) -> None:
    s = localiser.scoring
    assert (s.question_seconds, s.question_tool) == (60.0, 0.7)
    clue = replace(clinical.clues["slr"], effort=Effort(seconds, {"en": "hammer"} if tool else {}))
    assert asking(localiser, {}, {})._worth(clue) == pytest.approx(worth)


@cases
def test_an_outcome_says_who_would_lead_and_by_how_much(
    localiser: Localiser, regions: Regions, names: tuple[str, ...], quality: str, answers: dict[str, str]
) -> None:
    painted = drawn(regions, names, quality)
    estimate = localiser.rank_cells(painted, answers)
    two = [c.id for c in estimate.conditions[:2]]
    before = {f.id for f in alarms_of(localiser, painted, answers).raised}
    for question in ask(localiser, painted, answers, 4):
        for outcome in question.outcomes:
            given = {**answers, question.clue: outcome.answer}
            ranked = localiser.rank_cells(painted, given).conditions
            raised = alarms_of(localiser, painted, given).raised
            assert outcome.flags == tuple(f.id for f in raised if f.id not in before)
            urgent = [f for f in raised if f.id in outcome.flags and f.urgency != "soon"]
            if urgent or any(f.urgency == "emergency" for f in raised):
                continue
            assert outcome.leader == ranked[0].id
            rival = next((c for c in ranked if c.id in two and c.id != outcome.leader), None)
            assert outcome.ahead == pytest.approx(0.0 if rival is None else ranked[0].support - rival.support)


@cases
def test_only_what_can_change_the_first_or_raise_an_alarm_is_changing(
    localiser: Localiser, regions: Regions, names: tuple[str, ...], quality: str, answers: dict[str, str]
) -> None:
    """Another first by clearly more than nothing, another place of the same, or an alarm that cannot wait."""
    painted = drawn(regions, names, quality)
    estimate = localiser.rank_cells(painted, answers)
    first = estimate.conditions[0]
    before = {f.id for f in alarms_of(localiser, painted, answers).raised}
    at = asking(localiser, painted, answers)
    compared = set()
    for id_ in [i for i, c in localiser.knowledge.clues.items() if at._open(c)][::19]:
        clue = localiser.knowledge.clues[id_]
        changes = False
        for value in clue.answers:
            given = {**answers, id_: value}
            ranked = localiser.rank_cells(painted, given).conditions
            new = [f for f in alarms_of(localiser, painted, given).raised if f.id not in before and f.urgency != "soon"]
            named = [c for c in ranked if any(c.id in (*f.conditions, *f.also) for f in new)]
            behind = -next(c for c in ranked if c.id == first.id).support
            changes |= any(c.support >= localiser.scoring.flag_from for c in named)
            changes |= ranked[0].id != first.id and behind >= localiser.scoring.told_from
            changes |= ranked[0].id == first.id and ranked[0].site != first.site
        compared.add(changes)
        assert at._question(id_, 0.0, [0.0] * len(clue.answers))[1] is changes, id_
    assert compared


def test_what_is_answered_of_its_sign_or_makes_no_sense_is_not_open(
    localiser: Localiser, clinical: Clinical, regions: Regions
) -> None:
    painted = regions("calf_mid", quality="pain")
    at = asking(localiser, painted, {"foot_drop": "yes"})
    same = next(group for group in clinical.same_sign if "foot_drop" in group)
    assert not any(at._open(clinical.clues[id_]) for id_ in same)
    follow = [c for c in clinical.clues.values() if c.applies_if is not None]
    assert follow
    for clue in follow:
        on = str(clue.applies_if)
        for value in clinical.clues[on].answers:
            opened = asking(localiser, painted, {on: value})._open(clue)
            assert opened == (value == "yes")
        assert not asking(localiser, painted, {})._open(clue)
    plain = [c for c in clinical.clues.values() if c.applies_if is None and c.id not in same]
    assert sum(at._open(c) for c in plain) > len(plain) / 2


def test_what_both_legs_call_for_is_asked_once_unless_it_was_cleared(
    localiser: Localiser, clinical: Clinical, regions: Regions
) -> None:
    one = regions("dorsum_mid", "lat_leg_dist")["right"]
    painted: Painted = dict.fromkeys(SIDES, one)
    flag = next(f for f in clinical.red_flags.values() if f.ask_if_both_sides)
    estimate = localiser.rank_cells(painted)
    found = next_questions(localiser, painted, {}, estimate, MANY)
    assert [(q.flag, q.stands) for q in found if q.clue in flag.ask_if_both_sides] == [
        (flag.id, False) for _ in flag.ask_if_both_sides
    ]
    assert len({q.clue for q in found}) == len(found)
    cleared = next_questions(localiser, painted, {}, estimate, MANY, cleared={flag.id: "MRI normal"})
    assert not [q for q in cleared if q.flag == flag.id]


def test_checks_of_a_standing_emergency_say_that_it_stands(localiser: Localiser, clinical: Clinical) -> None:
    """Also where others are raised beside it, that do not."""
    emergencies = [f for f in clinical.red_flags.values() if f.urgency == "emergency" and f.checks]
    other = next(f for f in clinical.red_flags.values() if f.urgency == "soon")
    for flag in emergencies:
        answers: dict[str, str] = {}
        for raised in (other, flag):
            trigger = next(t for t in raised.raised_by if t.paint is None)
            answers.update({clue: values[0] for clue, values in trigger.clues.items()})
        found = ask(localiser, {}, answers)
        standing = {f.id for f in alarms_of(localiser, {}, answers).emergencies}
        assert flag.id in standing
        assert {q.flag for q in found} <= standing
        assert all(q.stands for q in found)


def test_answers_that_were_given_for_a_limb_count_for_alarms(localiser: Localiser, clinical: Clinical) -> None:
    """What is told of a limb and left out of the ranking is not asked again, and raises its flag."""
    flag = next(f for f in clinical.red_flags.values() if f.urgency == "emergency" and f.checks)
    trigger = next(t for t in flag.raised_by if t.paint is None)
    told: Told = {clue: (("left", values[0]),) for clue, values in trigger.clues.items()}
    estimate = localiser.rank_cells({}, {})
    found = next_questions(localiser, {}, {}, estimate, MANY, told=told, limbs=LimbAnswers({}, {}))
    assert flag.id in {q.flag for q in found}
    assert not set(trigger.clues) & {q.clue for q in found}


@pytest.mark.parametrize("names", [("web1_dorsal",), ("sole_central", "ball_lat"), ("calf_mid",)])
def test_alarming_needs_of_the_leader_come_second_and_the_rest_last(
    localiser: Localiser, clinical: Clinical, regions: Regions, names: tuple[str, ...]
) -> None:
    painted = regions(*names, quality="pain")
    estimate = localiser.rank_cells(painted)
    at = asking(localiser, painted, {})
    needed = [i for i in clinical.conditions[estimate.conditions[0].id].ask if at._open(clinical.clues[i])]
    alarming = [i for i in needed if clinical.clues[i].red_flag is not None]
    asked = [q.clue for q in ask(localiser, painted, {})]
    telling = [q.clue for q in at._changing(set())]
    assert set(needed) <= set(asked)
    assert asked[: min(1, len(telling))] == telling[:1]
    late = [i for i in alarming if i not in telling[:1]]
    assert asked[len(telling[:1]) : len(telling[:1]) + len(late)] == late
    rest = [i for i in needed if i not in alarming and i not in telling]
    assert asked[len(asked) - len(rest) :] == rest
