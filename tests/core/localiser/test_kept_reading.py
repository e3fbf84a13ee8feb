"""A case as it is read: which answer counts for which limb, what is compared, and what is shown of a candidate."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footmap.core.atlas import Atlas
from footmap.core.clinical import RedFlag
from footmap.core.drawing import ClueAnswer
from footmap.core.localiser.answers import Answers, answers_of
from footmap.core.localiser.assessment import Assessed, assess
from footmap.core.localiser.candidates import DEPTHS, Candidate
from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.hypotheses import build_hypotheses
from footmap.core.localiser.ledger import LedgerRow
from footmap.core.localiser.sides import Explains, side_of
from footmap.core.localiser.triage import alarms_of
from footmap.core.matching import Match, Matcher, SideMatch
from footmap.core.paint import empty
from footmap.core.views import SIDES, Side
from footmap.data.knowledge.clinical import Clinical, load_clinical

from .conftest import Regions

# ---- answers of limbs


SAID = (None, "yes", "no")
FINDINGS: Mapping[str, tuple[str, ...]] = {
    "foot_drop": SAID[1:],
    "ankle_reflex": ("reduced_one_side", "brisk_or_babinski", "normal"),
}
PAINTED: tuple[tuple[Side, ...], ...] = ((), ("right",), ("left",), ("right", "left"))


def limb_cases() -> list[tuple[str, dict[Side, str], tuple[Side, ...]]]:
    out = []
    for clue, values in FINDINGS.items():
        for right, left in itertools.product((None, *values), repeat=2):
            said: dict[Side, str] = {}
            if right is not None:
                said["right"] = right
            if left is not None:
                said["left"] = left
            out += [(clue, said, painted) for painted in PAINTED if said]
    return out


def read(clue: str, said: Mapping[Side, str], painted: Collection[Side]) -> Answers:
    return answers_of({clue: dict(said)}, load_clinical().clues, painted)


@pytest.mark.parametrize(("clue", "said", "painted"), limb_cases())
def test_of_two_limbs_the_painted_one_counts_else_the_one_that_shows_something(
    clue: str, said: dict[Side, str], painted: tuple[Side, ...]
) -> None:
    found = read(clue, said, painted)
    shows = {side: a for side, a in said.items() if a not in ("no", "normal")}
    bare = ({"right", "left"} - set(painted)) if len(painted) == 1 else set()
    heard = {s: a for s, a in said.items() if s not in bare} if bare else shows or said
    one = set(heard.values())
    assert found.given == ({clue: one.pop()} if len(one) == 1 else {})
    # of both limbs it counts whatever was found on either; an ordinary answer of a bare limb alone says nothing
    everything = tuple(dict.fromkeys((shows or said).values()))
    if shows or set(said) != bare:
        assert found.limbs.together == {clue: everything[0] if len(everything) == 1 else everything}
    else:
        assert found.limbs.together == {}
    assert set(found.limbs.own) == {*painted, *shows}
    for side, own in found.limbs.own.items():
        assert own == ({clue: said[side]} if side in said else {})
    assert found.by_side == {clue: said}
    assert set(found.told[clue]) == set(said.items())
    kinds = [p.kind for p in found.problems]
    crossed = [s for s in bare if s in said and (s in shows or len(said) == 1)]
    crossed = [s for s in crossed if said[s] not in [a for o, a in said.items() if o != s]]
    differ = len(set(heard.values())) > 1
    assert kinds == ["other_limb"] * len(crossed) + ["sides_differ"] * differ
    for problem in found.problems:
        assert problem.answers == ((said[crossed[0]],) if problem.kind == "other_limb" else tuple(said.values()))


def test_an_answer_of_no_limb_counts_for_each(clinical: Clinical) -> None:
    found = answers_of({"foot_drop": "yes", "slr": {"left": "positive"}}, clinical.clues, SIDES[:1])
    assert found.limbs.own["right"] == {"foot_drop": "yes"}
    assert found.limbs.own["left"] == {"foot_drop": "yes", "slr": "positive"}
    assert found.told["foot_drop"] == ((None, "yes"),)


def test_nothing_of_an_answer_is_unsaid_that_is_not_understood(clinical: Clinical) -> None:
    given_: dict[str, ClueAnswer] = {"foot_drop": {"right": "yes", "left": "perhaps"}, "slr": "maybe"}
    found = answers_of(given_, clinical.clues)
    assert found.told == {"foot_drop": (("right", "yes"),)}
    assert [(p.kind, p.clue, p.answers) for p in found.problems] == [
        ("unknown_answer", "foot_drop", ("perhaps",)),
        ("unknown_answer", "slr", ("maybe",)),
    ]
    assert found.given == {}


def test_a_grade_is_told_as_it_was_given_beside_the_answer_that_it_means(clinical: Clinical) -> None:
    graded = [c for c in clinical.clues.values() if c.scale is not None and c.sided]
    assert graded
    for clue in graded:
        assert clue.scale is not None
        for grade in clue.scale.grades:
            told = answers_of({clue.id: {"left": grade}}, clinical.clues).told[clue.id]
            assert ("left", grade) in told
            assert all(side == "left" for side, _ in told)
            assert {a for _, a in told} - {grade} <= set(clue.answers)
            assert len(told) == 2


# ---- what is compared


def test_hypotheses_are_the_causes_of_each_site_and_what_presses_a_root(
    localiser: Localiser, clinical: Clinical
) -> None:
    found = build_hypotheses(clinical, localiser.scoring)
    for k, site in enumerate(clinical.anatomy.sites.values()):
        items = [item for item, at in zip(found.items, found.site, strict=True) if at == k]
        assert all(item.site is site for item in items)
        pairs = [(item.condition, item.mechanism) for item in items]
        if not site.conditions:
            assert pairs == [(None, None)]
            assert items[0].prior == max(site.prior, localiser.scoring.prior_floor)
            continue
        main = next(iter(site.conditions))
        assert sorted(pairs, key=str) == sorted(
            [*((id_, None) for id_ in site.conditions), *((main, m) for m in site.mechanisms)], key=str
        )
        for item in items:
            usual = max(clinical.conditions[str(item.condition)].prior * site.conditions[str(item.condition)], 1e-4)
            pressed = sum(site.mechanisms.values()) if item.condition == main else 0.0
            part = site.mechanisms[item.mechanism] if item.mechanism else max(1.0 - pressed, 0.01)
            assert item.prior == pytest.approx(usual * part)
            assert {item.condition, site.id, *([item.mechanism] if item.mechanism else [])} <= item.targets
        assert found.places[np.flatnonzero(found.site == k)] == pytest.approx(len(site.at) if site.one_of else 1.0)


def test_each_place_counts_alike_and_its_causes_by_how_common_they_are(localiser: Localiser) -> None:
    h = localiser.hypotheses
    of_sites = [h.share[h.site == k].sum() for k in range(len(h.pictures))]
    assert of_sites == pytest.approx([1.0 / len(h.pictures)] * len(h.pictures))
    for k in range(len(h.pictures)):
        at = h.site == k
        assert h.share[at] / h.share[at].sum() == pytest.approx(h.prior[at] / h.prior[at].sum())


def test_a_localiser_makes_what_it_is_not_given(localiser: Localiser, atlas: Atlas, clinical: Clinical) -> None:
    made = Localiser(atlas, clinical, localiser.scoring, cells=localiser.cells, fields=localiser.fields)
    assert isinstance(made.matcher, Matcher)
    other = Matcher(atlas)
    given_ = Localiser(
        atlas, clinical, localiser.scoring, cells=localiser.cells, fields=localiser.fields, matcher=other
    )
    assert given_.matcher is other
    assert given_.cells is localiser.cells
    assert given_.fields is localiser.fields


# ---- what is shown of a candidate


def assessed(**more: Any) -> Assessed:
    rows = (LedgerRow("place", 0.5), LedgerRow("clue", float(str(more.pop("clue", 0.0))), "a", "b"))
    c = Candidate("condition", "x", 0.0, "for", rows, "site", "right", 0.0, None)
    return replace(Assessed(c, fit=0.0, explained=0.0, filled=None, change=0.0), **more)


@pytest.mark.parametrize(
    ("more", "tells"),
    [
        ({}, False),
        ({"emergency": True}, True),
        ({"flags": ("a",)}, True),
        ({"explained": 0.005}, True),
        ({"explained": 0.0049}, False),
        ({"spoken_for": True}, True),
        ({"clue": 0.06}, False),
        ({"clue": -2.0}, False),
    ],
)
def test_whoever_explains_nothing_and_is_not_spoken_for_belongs_on_no_first_list(
    more: dict[str, object], *, tells: bool
) -> None:
    assert assessed(**more).tells is tells


@pytest.mark.parametrize("words", ["strongly for", "for", "neither for nor against", "against", "strongly against"])
@pytest.mark.parametrize("emergency", [True, False])
@pytest.mark.parametrize("flags", [(), ("a",)])
def test_what_a_flag_brings_up_and_nothing_speaks_for_is_there_to_be_excluded(
    words: Any, flags: tuple[str, ...], *, emergency: bool
) -> None:
    plain = assessed(emergency=emergency, flags=flags)
    a = replace(plain, candidate=replace(plain.candidate, words=words))
    assert a.to_exclude is (flags != () and not emergency and not words.endswith("for"))


def test_answers_alone_are_a_case(localiser: Localiser) -> None:
    found = assess(localiser, empty(), {"foot_drop": "yes"}, match=made_match(localiser, {}), painted={})
    assert not found.is_empty
    assert all(found.at(d) for d in DEPTHS)
    unknown = assess(localiser, empty(), {"fot_drop": "yes"}, match=made_match(localiser, {}), painted={})
    assert unknown.is_empty
    assert not any(unknown.at(d) for d in DEPTHS)


def made_match(localiser: Localiser, shares: Mapping[Side, tuple[float, float]]) -> Match:
    """Paint and what of it lies in no usual skin, square millimetres, on each limb."""
    count = len(localiser.matcher.subjects)
    sides = {
        s: SideMatch(p, 2.0 * p, u, np.arange(count, dtype=np.float64), np.zeros(count)) for s, (p, u) in shares.items()
    }
    return Match(localiser.matcher.subjects, sides)


@pytest.mark.parametrize(
    ("shares", "unexplained"),
    [
        ({"right": (100.0, 30.0), "left": (300.0, 10.0)}, 0.1),
        ({"left": (100.0, 100.5)}, 1.0),
        ({"left": (100.0, -0.5)}, 0.0),
        ({}, 0.0),
    ],
)
def test_paint_that_no_usual_skin_explains_is_a_share_of_all_paint(
    localiser: Localiser, regions: Regions, shares: dict[Side, tuple[float, float]], unexplained: float
) -> None:
    painted: Painted = {side: regions("sole_lat")["right"] for side in shares}
    found = assess(localiser, empty(), {}, match=made_match(localiser, shares), painted=painted)
    assert found.unexplained_share == pytest.approx(unexplained)
    assert found.paint_cm2 == pytest.approx(sum(2.0 * p for p, _ in shares.values()) / 100.0)
    assert found.questions is None
    assert found.stability is None
    assert found.is_empty == (not shares)
    assert all(bool(found.at(d)) == bool(shares) for d in DEPTHS)


@pytest.mark.parametrize("sides", [("right",), ("left",), ("right", "left")])
def test_filling_is_the_mean_of_the_limbs_of_the_candidate(
    localiser: Localiser, regions: Regions, sides: tuple[Side, ...]
) -> None:
    painted: Painted = {side: regions("dorsum_mid", "lat_leg_dist")["right"] for side in sides}
    match = made_match(localiser, dict.fromkeys(sides, (500.0, 0.0)))
    found = assess(localiser, empty(), {}, match=match, painted=painted)
    at = {(s.layer, s.id): k for k, s in enumerate(match.subjects)}
    explains = Explains(localiser, painted)
    seen = set()
    for depth in ("nerve", "level"):
        for a in found.at(depth):
            k = at.get((depth, a.candidate.id))
            side = a.candidate.side
            seen.add(side)
            limbs = SIDES if side == "both" else (side,)
            size = 0.0 if k is None else match.subjects[k].size_mm2
            if k is None or size <= 0.0:
                assert a.filled == 0.0
                continue
            shares = [match.sides[s].overlap_mm2[k] / size if s in match.sides else 0.0 for s in limbs if s]
            assert a.filled == pytest.approx(min(sum(shares) / len(limbs), 1.0))
            if depth == "nerve":
                assert a.explained == pytest.approx(explains.share(a.candidate.site, side))
    assert seen == ({"both"} if len(sides) == 2 else set(sides))


@pytest.mark.parametrize("names", [("dorsum_mid",), ("calf_mid", "post_thigh"), ("sole_lat",)])
def test_fit_is_what_is_explained_less_what_the_paint_says_for_the_best(
    localiser: Localiser, regions: Regions, names: tuple[str, ...]
) -> None:
    painted = regions(*names)
    found = assess(localiser, empty(), {}, match=made_match(localiser, {"right": (100.0, 0.0)}), painted=painted)
    kinds = ("place", "unpainted", "bounds", "roots", "quality")
    for rows in (found.nerves, found.conditions):
        said = {a.candidate.id: sum(r.value for r in a.candidate.ledger if r.kind in kinds) for a in rows}
        best = max(said.values())
        for a in rows:
            behind = (said[a.candidate.id] - best) / localiser.scoring.fit_scale
            assert a.fit == pytest.approx(min(a.explained * np.exp(behind), 1.0), abs=1e-6)


FLAGS = [f for f in load_clinical().red_flags.values() if any(t.paint is None for t in f.raised_by)]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(FLAGS), min_size=1, max_size=2, unique_by=lambda f: f.id))
def test_every_condition_is_listed_once_and_emergencies_before_all_others(
    localiser: Localiser, regions: Regions, flags: list[RedFlag]
) -> None:
    painted = regions("calf_mid", quality="pain")
    answers: dict[str, ClueAnswer] = {}
    for flag in flags:
        trigger = next(t for t in flag.raised_by if t.paint is None)
        answers.update({clue: values[0] for clue, values in trigger.clues.items()})
    found = assess(localiser, empty(), answers, match=made_match(localiser, {"right": (100.0, 0.0)}), painted=painted)
    ids = [a.candidate.id for a in found.conditions]
    assert sorted(ids) == sorted(c.id for c in found.estimate.conditions)
    standing = alarms_of(localiser, painted, found.answers, told=found.told)
    urgent = {id_ for f in standing.emergencies for id_ in f.named}
    assert {a.candidate.id for a in found.conditions if a.emergency} == urgent & set(ids)
    assert set(ids[: len(urgent & set(ids))]) == urgent & set(ids)
    place = {id_: k for k, id_ in enumerate(ids)}
    for f in standing.emergencies:  # of one flag `also` stands below what it may be first of all
        main = [place[c] for c in f.conditions if c in place]
        also = [place[c] for c in f.also if c in place and not any(c in o.conditions for o in standing.emergencies)]
        assert not main or not also or min(main) < min(also)


# ---- both limbs


def test_an_empty_quality_is_no_paint(localiser: Localiser, regions: Regions) -> None:
    """Both limbs are painted, each with a quality that is there and one that is not."""
    one = regions("sole_lat")["right"]["numbness"]
    limb = {"pain": np.zeros_like(one), "numbness": one}
    plain: Painted = {side: {"numbness": one} for side in SIDES}
    answers = {"bilateral_leg_symptoms": "both"}
    with_empty = localiser.rank_cells(dict.fromkeys(SIDES, limb), answers)
    assert with_empty.clues.passed_over == localiser.rank_cells(plain, answers).clues.passed_over
    assert with_empty.clues.passed_over == {"bilateral_leg_symptoms": "repeats_paint"}
    half: Painted = {"right": limb, "left": {"pain": np.zeros_like(one)}}
    assert localiser.rank_cells(half, answers).clues.passed_over == {}


def test_an_answer_that_says_nothing_here_has_a_row_that_says_nothing(localiser: Localiser, regions: Regions) -> None:
    answers = {"numbness_pattern": "lateral_thigh", "foot_drop": "yes"}
    estimate = localiser.rank_cells(regions("sole_lat"), answers)
    assert estimate.clues.passed_over == {"numbness_pattern": "repeats_paint"}
    plain = localiser.rank_cells(regions("sole_lat"), {"foot_drop": "yes"})
    assert estimate.evidence == pytest.approx(plain.evidence)
    for c in (*estimate.nerves, *estimate.levels, *estimate.conditions):
        rows = {r.clue: r for r in c.ledger if r.clue}
        assert set(rows) == set(answers)
        assert rows["numbness_pattern"].value == pytest.approx(0.0, abs=1e-9)
        assert rows["numbness_pattern"].answer == "lateral_thigh"


def test_nothing_is_filled_on_a_limb_that_is_not_painted(localiser: Localiser, regions: Regions) -> None:
    painted = regions("lat_thigh")
    answers: dict[str, ClueAnswer] = {
        "foot_drop": {"left": "yes", "right": "no"}, "eversion_weak": {"left": "yes", "right": "no"}
    }  # fmt: skip
    found = assess(localiser, empty(), answers, match=made_match(localiser, {"right": (500.0, 0.0)}), painted=painted)
    other = [a for depth in ("nerve", "level") for a in found.at(depth) if a.candidate.side == "left"]
    assert other
    assert {a.filled for a in other} == {0.0}


@pytest.mark.parametrize("quality", ["numbness", "tingling", "pain"])
@pytest.mark.parametrize("share", [0.2, 1.0])
def test_skin_is_numb_on_both_limbs_where_a_good_part_of_it_is_on_either(
    localiser: Localiser, clinical: Clinical, quality: str, share: float
) -> None:
    needs = [c.needs for c in clinical.conditions.values() if c.needs is not None and c.needs.numb_both]
    assert needs
    for id_ in {id_ for one in needs for id_ in one.numb_both}:
        part = share * localiser.fields.region[id_]
        right, left = {quality: part, "pain": part}, {quality: part, "burning": part}
        felt = quality != "pain" and share >= localiser.scoring.pattern_from
        assert (id_ in localiser._numb_both({"right": right, "left": left})) is felt
        assert localiser._numb_both({"right": right}) == frozenset()
        spot = part * (np.arange(len(part)) == part.argmax())
        for little in (0.1 * part, spot):
            half: Painted = {"right": right, "left": {quality: little}}
            assert id_ not in localiser._numb_both(half)


def test_without_answers_the_chance_of_a_side_is_that_of_the_paint(localiser: Localiser, regions: Regions) -> None:
    estimate = localiser.rank_cells(regions("sole_lat"))
    assert estimate.paint is not None
    assert estimate.side is estimate.paint.side
    assert localiser.rank_cells({}).side is None
    assert localiser.rank_cells({}, {"foot_drop": "yes"}).side is None


def test_a_candidate_is_read_on_the_limb_of_the_cause_that_speaks_most_for_it(localiser: Localiser) -> None:
    """Of several causes at one site only the likeliest says where."""
    clues: dict[str, ClueAnswer] = {"foot_drop": {"left": "yes", "right": "no"}, "slr": {"right": "positive"}}
    answers = answers_of(clues, localiser.knowledge.clues)
    estimate = localiser.rank_evidence({}, None, limbs=answers.limbs)
    limbs = estimate.clues.limbs
    assert limbs is not None
    several = [k for k in range(len(localiser.fields.sites)) if (localiser.hypotheses.site == k).sum() > 1]
    compared = 0
    for k in several:
        at = np.flatnonzero(localiser.hypotheses.site == k)
        if np.ptp(estimate.evidence[at]) == 0.0:
            continue
        chance = np.tile([0.98, 0.01, 0.01], (len(localiser.hypotheses.items), 1))
        chance[at[estimate.evidence[at].argmax()]] = [0.01, 0.98, 0.01]
        told = replace(estimate, clues=replace(estimate.clues, limbs=replace(limbs, chance=chance)))
        for c in (*estimate.nerves, *estimate.conditions):
            if c.site == localiser.fields.sites[k]:
                compared += 1
                assert side_of(localiser, told, c, both_answered=False) == "left"
    assert compared
