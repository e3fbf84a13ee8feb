"""What answers say together and apart: shared out fairly, bounded by group, counted once, named by what they name."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footmap.core.clinical import Clue
from footmap.core.localiser.clue_evidence import NOTHING, ClueEvidence, ClueScorer, _turns
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.limb_answers import Given, LimbAnswers
from footmap.core.localiser.limb_evidence import weigh_limbs
from footmap.core.views import SIDES, FloatArray
from footmap.data.knowledge.clinical import Clinical, load_clinical

CLUES = load_clinical().clues
ASKED = [c.id for c in CLUES.values() if c.family is None and c.applies_if is None]
SLOW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
some_answers = st.lists(st.sampled_from(ASKED), min_size=1, max_size=6, unique=True).flatmap(
    lambda ids: st.fixed_dictionaries({id_: st.sampled_from(sorted(CLUES[id_].answers)) for id_ in ids})
)


def weigh(scorer: ClueScorer, answers: Mapping[str, Given]) -> ClueEvidence:
    return scorer.weigh(answers, both_painted=False, loss_painted=False)


def counted(found: ClueEvidence) -> dict[str, FloatArray]:
    return {row.clue: row.contribution for row in found.rows}


# ---- in which order answers are taken


@pytest.mark.parametrize("count", range(1, 9))
def test_every_clue_is_taken_at_every_place_equally_often(count: int) -> None:
    turns = _turns(count)
    assert all(sorted(turn) == list(range(count)) for turn in turns)
    for place in range(count):
        assert set(Counter(turn[place] for turn in turns).values()) == {len(turns) // count}
    assert {turn[::-1] for turn in turns} == set(turns), "forwards and backwards"
    assert len(turns) == min(math.factorial(count), 2 * count if count > 4 else math.factorial(count))


# ---- together and apart


def joint(localiser: Localiser, clues: Sequence[str], answers: Mapping[str, str]) -> FloatArray:
    """Log chance of the answers together over the severities of the lesion, of clues that the model knows."""
    scorer, h = localiser.clue_scorer, localiser.hypotheses
    chance = h.severity
    for id_ in clues:
        clue = CLUES[id_]
        found = scorer.chances(clue, clue.answers[answers[id_]], answers)
        assert found is not None
        chance = chance * scorer._replaced(clue.answers[answers[id_]], found)
    return np.asarray(np.log(chance.sum(axis=1)))


def modelled(localiser: Localiser, answers: Mapping[str, str]) -> list[str]:
    """Clues of which the model knows how often their answer is given."""
    clues = {i: CLUES[i] for i in answers}
    scorer = localiser.clue_scorer
    return [i for i, c in clues.items() if scorer.chances(c, c.answers[answers[i]], answers) is not None]


@SLOW
@given(some_answers)
def test_answers_of_a_group_are_bounded_together_and_shared_out_by_what_each_adds(
    localiser: Localiser, answers: dict[str, str]
) -> None:
    """By Shapley's value, against the mean over all orders written out."""
    scorer, h = localiser.clue_scorer, localiser.hypotheses
    found = weigh(scorer, answers)
    rows = counted(found)
    bound = 2.0 * math.log(localiser.knowledge.caps.group)
    groups: dict[str, list[str]] = {}
    for id_ in rows:
        groups.setdefault(CLUES[id_].group or id_, []).append(id_)
    for members in groups.values():
        known = modelled(localiser, {i: answers[i] for i in members})
        if CLUES[members[0]].finding is not None and any(
            (f := CLUES[i].finding) is not None and f.target == "all" for i in members
        ):
            continue  # hangs on the other answers
        orders = list(itertools.permutations(known))
        if len(known) > 4:
            continue
        plain = {i: np.zeros(len(h.items)) for i in known}
        for order in orders:
            for n, id_ in enumerate(order):
                adds = joint(localiser, order[: n + 1], answers) - joint(localiser, order[:n], answers)
                plain[id_] = plain[id_] + adds / len(orders)
        for id_ in members:
            plain.setdefault(id_, scorer.listed(CLUES[id_].answers[answers[id_]]))
        total = np.sum(list(plain.values()), axis=0)
        best = int(np.argmax(total))
        behind = total[best] - total
        factor = np.minimum(1.0, bound / np.maximum(behind, 1e-12))
        for id_ in members:
            own = (plain[id_] - plain[id_][best]) * factor
            expected = own - math.log(float(h.share @ np.exp(own)))
            assert rows[id_] == pytest.approx(expected, abs=1e-6)
            assert float(h.share @ np.exp(rows[id_])) == pytest.approx(1.0), "against all places together"


@SLOW
@given(some_answers)
def test_a_severe_lesion_is_likelier_after_answers_that_it_gives_more_often(
    localiser: Localiser, answers: dict[str, str]
) -> None:
    scorer = localiser.clue_scorer
    found = weigh(scorer, answers)
    taken = {row.clue for row in found.rows}
    chance = localiser.hypotheses.severity
    for id_ in modelled(localiser, {i: a for i, a in answers.items() if i in taken}):
        answer = CLUES[id_].answers[answers[id_]]
        one = scorer.chances(CLUES[id_], answer, answers)
        assert one is not None
        chance = chance * scorer._replaced(answer, one)
    assert found.severity == pytest.approx(chance / chance.sum(axis=1, keepdims=True))


def loudest(localiser: Localiser) -> dict[str, str]:
    """Answers to clues of no group that all name one condition, which together say more than a group may."""
    best: dict[str, dict[str, tuple[float, str]]] = {}
    for clue in CLUES.values():
        if clue.group is not None or clue.family is not None or clue.applies_if or clue.finding is not None:
            continue
        for answer in clue.answers.values():
            for target, ratio in answer.ratios.items():
                best.setdefault(target, {})
                if ratio > best[target].get(clue.id, (1.0, ""))[0]:
                    best[target][clue.id] = ratio, answer.id
    said = {target: sum(math.log(ratio) for ratio, _ in found.values()) for target, found in best.items()}
    most = max(said, key=lambda target: said[target])
    assert said[most] > 2.0 * math.log(localiser.knowledge.caps.group)
    return {clue: answer for clue, (_, answer) in best[most].items()}


def test_clues_of_no_group_are_bounded_each_by_itself(localiser: Localiser) -> None:
    answers = loudest(localiser)
    together = counted(weigh(localiser.clue_scorer, answers))
    for id_, contribution in together.items():
        assert contribution == pytest.approx(counted(weigh(localiser.clue_scorer, {id_: answers[id_]}))[id_])
    assert len(together) > 2


@pytest.mark.parametrize("group", load_clinical().same_sign, ids=lambda g: g[0])
def test_one_sign_counts_once_and_another_finding_of_it_is_another(
    localiser: Localiser, group: tuple[str, ...]
) -> None:
    """Clues of one sign that find the same are one answer, however their answers are called."""
    compared = 0
    for one, other in itertools.combinations(group, 2):
        for a, b in itertools.product(CLUES[one].answers.values(), CLUES[other].answers.values()):
            if CLUES[one].applies_if or CLUES[other].applies_if:
                continue
            found = weigh(localiser.clue_scorer, {one: a.id, other: b.id})
            same = (a.finds or a.id) == (b.finds or b.id)
            compared += same
            assert ("same_sign" in found.passed_over.values()) == same
            assert len(found.rows) == (1 if same else 2)
    assert compared


def test_what_an_answer_names_is_what_its_ratio_raises(localiser: Localiser, clinical: Clinical) -> None:
    for clue in clinical.clues.values():
        for answer in clue.answers.values():
            for row in weigh(localiser.clue_scorer, {clue.id: answer.id}).rows:
                raised = {t: r for t, r in answer.ratios.items() if r > 1.0}
                assert dict(row.named) == ({} if clue.background else raised)  # an age is no sign of anything
                assert row.sources == tuple(dict.fromkeys(answer.sources))
                assert not row.explains.any() or not {answer.id, answer.finds} & NOTHING


def repeating(*, sided: bool) -> list[Clue]:
    return [
        c for c in CLUES.values()
        if (c.finding is not None and c.finding.kind == "both_sides" if sided else c.repeats_paint) and not c.applies_if
    ]  # fmt: skip


@pytest.mark.parametrize("both", [True, False])
@pytest.mark.parametrize("loss", [True, False])
def test_an_answer_repeats_the_paint_only_where_that_is_painted(
    localiser: Localiser, *, both: bool, loss: bool
) -> None:
    scorer = localiser.clue_scorer
    for clues, expected in ((repeating(sided=False), loss), (repeating(sided=True), both)):
        assert clues
        for clue in clues:
            if clue in repeating(sided=False) and clue in repeating(sided=True):
                continue
            answer = next(iter(clue.answers))
            found = scorer.weigh({clue.id: answer}, both_painted=both, loss_painted=loss)
            assert (found.passed_over == {clue.id: "repeats_paint"}) is expected
            assert bool(found.rows) is not expected
            assert scorer.passed_over(clue, answer, {}, both_painted=both, loss_painted=loss) == (
                "repeats_paint" if expected else ""
            )


def test_unknown_clues_and_answers_are_passed_over(localiser: Localiser) -> None:
    found = weigh(localiser.clue_scorer, {"fot_drop": "yes", "foot_drop": "maybe", "slr": "positive"})
    assert found.passed_over == {"fot_drop": "unknown_clue", "foot_drop": "unknown_answer"}
    assert [row.clue for row in found.rows] == ["slr"]


def test_a_published_ratio_takes_the_models_place_for_whom_it_names(localiser: Localiser, clinical: Clinical) -> None:
    """On what the model expects of all others; theirs stays."""
    scorer, h, floor = localiser.clue_scorer, localiser.hypotheses, localiser.scoring.answer_floor
    rng = np.random.default_rng(4)
    severity, chance = rng.dirichlet(np.ones(3), len(h.items)), rng.uniform(0.1, 0.9, (len(h.items), 3))
    mean = (severity * chance).sum(axis=1)
    compared = 0
    for clue in clinical.clues.values():
        for answer in clue.answers.values():
            said = scorer.published(answer)
            found = scorer.expected(answer, chance, severity)
            named = [k for k in range(len(said)) if not math.isnan(said[k])]
            others = [k for k in range(len(said)) if math.isnan(said[k])]
            assert found[others] == pytest.approx(mean[others])
            if named and others:
                compared += 1
                usual = sum(h.prior[k] * mean[k] for k in others) / sum(h.prior[k] for k in others)
                expected = [min(max(math.exp(said[k]) * usual, floor), 1.0 - floor) for k in named]
                assert found[named] == pytest.approx(expected)
    assert compared > 3


# ---- numb skin


def felt_in(localiser: Localiser, region: FloatArray) -> FloatArray:
    """Of each site the skin that is felt to change within a region, square centimetres, the mean over its ways."""
    fields = localiser.fields
    out = np.zeros(len(fields.sites))
    for row, site in enumerate(fields.row_site):
        out[site] += fields.weight[row] * float(fields.felt[row].astype(float) @ (region * localiser.cells.area_cm2))
    return out


@pytest.mark.parametrize("id_", [c.id for c in CLUES.values() if c.finding is not None and c.finding.kind == "pattern"])
def test_skin_that_is_called_numb_is_that_of_the_lesion_and_no_other(localiser: Localiser, id_: str) -> None:
    """How much of it is felt, and the root of how much of what is felt lies there."""
    clue, s, h = CLUES[id_], localiser.scoring, localiser.hypotheses
    assert clue.finding is not None
    for answer in clue.answers.values():
        if answer.id in NOTHING:
            continue
        regions = [localiser.fields.region[r] for r in clue.finding.pattern.get(answer.id, ())]
        found = localiser.clue_scorer.chances(clue, answer, {})
        if not regions:
            assert found is None
            continue
        size = sum(float(r @ localiser.cells.area_cm2) for r in regions)
        inside = sum((felt_in(localiser, r) for r in regions), np.zeros(1))
        whole = felt_in(localiser, np.ones(localiser.cells.count))
        fit = inside / size * np.sqrt(inside / np.maximum(whole, 1e-9))
        chance = s.pattern_base + (1.0 - s.pattern_base) * s.skin_gain * h.sensory * fit[h.site]
        assert found is not None
        assert found[:, 0] == pytest.approx(np.clip(chance, s.answer_floor, 1.0 - s.answer_floor), abs=1e-6)


@pytest.mark.parametrize(
    "id_", [c.id for c in CLUES.values() if c.finding is not None and c.finding.kind == "skin"][:4]
)
def test_skin_is_felt_less_by_as_much_as_the_lesion_takes(localiser: Localiser, id_: str) -> None:
    clue, s, h = CLUES[id_], localiser.scoring, localiser.hypotheses
    assert clue.finding is not None
    region = localiser.fields.region
    names = list(region) if clue.finding.target == "all" else [clue.finding.target]
    shares = [felt_in(localiser, region[r]) / float(region[r] @ localiser.cells.area_cm2) for r in names]
    taken = np.max(shares, axis=0)[h.site]
    reduced = s.skin_base + (1.0 - s.skin_base) * s.skin_gain * h.sensory * taken
    for answer in clue.answers.values():
        found = localiser.clue_scorer.chances(clue, answer, {})
        if found is not None and answer.finds in ("normal", "reduced", "absent"):
            rest = 1.0 - s.skin_absent - s.skin_painful
            share = {"absent": s.skin_absent, "reduced": rest}.get(answer.finds, 0.0)
            chance = 1.0 - reduced if answer.finds == "normal" else share * reduced
            assert found[:, 2] == pytest.approx(np.clip(chance, s.answer_floor, 1.0 - s.answer_floor), abs=1e-6)


@pytest.mark.parametrize("id_", [c.id for c in CLUES.values() if c.finding is not None and c.finding.kind == "pattern"])
def test_that_no_skin_is_numb_is_said_as_often_as_the_numbest_is_felt_all_the_same(
    localiser: Localiser, id_: str
) -> None:
    clue, s, h = CLUES[id_], localiser.scoring, localiser.hypotheses
    regions = localiser.fields.region.values()
    numbest = np.max([felt_in(localiser, r) / float(r @ localiser.cells.area_cm2) for r in regions], axis=0)[h.site]
    chance = 1.0 - s.skin_base - (1.0 - s.skin_base) * s.skin_gain * h.sensory * numbest
    nothing = [answer for answer in clue.answers.values() if answer.id in NOTHING]
    for answer in nothing:
        found = localiser.clue_scorer.chances(clue, answer, {})
        assert found is not None
        assert found[:, 1] == pytest.approx(np.clip(chance, s.answer_floor, 1.0 - s.answer_floor), abs=1e-6)
    assert nothing


# ---- each limb for itself


@SLOW
@given(
    some_answers, st.lists(st.sampled_from(["right", "left", "both", "none"]), min_size=6, max_size=6), st.booleans()
)
def test_what_limbs_answer_is_joined_over_the_places_a_cause_may_lie_at(
    localiser: Localiser, answers: dict[str, str], where: list[str], painted: bool
) -> None:
    """The chance of each place by the paint, times what is said there; of one limb also that it leaves the other's."""
    h, scorer = localiser.hypotheses, localiser.clue_scorer
    own: dict[str, dict[str, Given]] = {"right": {}, "left": {}}
    for (id_, answer), place in zip(answers.items(), where, strict=False):
        for side in SIDES:
            if place in (side, "both"):
                own[side][id_] = answer
    if not any(own.values()):
        return
    limbs = LimbAnswers(answers, {side: own[side] for side in SIDES})
    rng = np.random.default_rng(len(answers))
    by_paint = rng.dirichlet(np.ones(3), len(h.items)) if painted else None
    usual = np.stack([(1.0 - h.both) / 2.0, (1.0 - h.both) / 2.0, h.both], axis=1)
    chance = usual if by_paint is None else by_paint
    found = weigh_limbs(lambda given: weigh(scorer, given), limbs, h, by_paint)
    assert found.limbs is not None
    wide, right, left = (weigh(scorer, given) for given in (answers, own["right"], own["left"]))
    twofold = np.array([i.site.kind in ("cord", "central") or i.site.both >= 0.5 for i in h.items])
    value = np.zeros((len(h.items), 3))
    alone = np.zeros((len(h.items), 3))
    for k, one in enumerate((right, left, wide)):
        here, everywhere = counted(one), counted(wide)
        beside = (left, right, None)[k]
        shown = {} if beside is None else {row.clue: row for row in beside.rows}
        for id_ in dict.fromkeys((*everywhere, *here, *shown)):
            said = np.where(twofold, everywhere.get(id_, 0.0), here.get(id_, 0.0))
            left_out = 0.0
            if id_ in shown and own["right"].get(id_) != own["left"].get(id_) and not shown[id_].explains.all():
                left_out = float(np.median(shown[id_].contribution[~shown[id_].explains]))
            alone[:, k] += said
            value[:, k] += said + np.where(twofold, 0.0, left_out)
    assert found.limbs.own == pytest.approx(alone, abs=1e-6)
    assert found.limbs.value == pytest.approx(value, abs=1e-6)
    together = np.log((chance * np.exp(value)).sum(axis=1))
    assert found.total == pytest.approx(together, abs=1e-5)
    after = chance * np.exp(value - together[:, None])
    assert found.limbs.chance == pytest.approx(after, abs=1e-5)
    assert found.limbs.place == pytest.approx(np.where(twofold, 2, after.argmax(axis=1)))


def test_a_limb_on_which_nothing_is_found_or_painted_is_no_place(localiser: Localiser) -> None:
    h, scorer = localiser.hypotheses, localiser.clue_scorer
    limbs = LimbAnswers({"foot_drop": "yes"}, {"left": {"foot_drop": "yes", "slr": "negative"}})
    found = weigh_limbs(lambda given: weigh(scorer, given), limbs, h, None)
    assert found.limbs is not None
    assert found.limbs.chance[:, 0] == pytest.approx(0.0, abs=1e-12)
    assert found.limbs.chance.sum(axis=1) == pytest.approx(1.0)
    assert set(found.limbs.place.tolist()) == {1, 2}
    row = next(r for r in found.rows if r.clue == "foot_drop")
    assert row.at_place == ("", "yes", "yes")
    assert found.answer_for(row, int(np.flatnonzero(found.limbs.place == 1)[0])) == "yes"
    named = replace(row, at_place=("a", "b", "c"))
    for k in range(0, len(h.items), 7):
        assert found.answer_for(named, k) == "abc"[int(found.limbs.place[k])]
