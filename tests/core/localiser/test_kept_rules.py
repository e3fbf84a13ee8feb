"""Each rule of standing by itself, on made-up candidates: whom it lowers, whom it leaves, and how far it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footmap.core.anatomy import Site, SiteKind
from footmap.core.clinical import Condition, Needs
from footmap.core.localiser.clue_evidence import ClueEvidence, ClueRow
from footmap.core.localiser.hypotheses import Hypothesis
from footmap.core.localiser.paint_evidence import PaintEvidence
from footmap.core.localiser.standing import Rules, Standing
from footmap.data.knowledge.scoring import load_scoring

SCORING: Final = replace(
    load_scoring(),
    explains_from=0.1,
    anchor_enough=0.8,
    fits_from=0.5,
    pair_need=0.9,
    behind=0.05,
    tied=0.3,
    sign_untold=1.0,
    sign_ratio=3.0,
    cause_ratio=2.0,
    cause_behind=0.4,
    word_for=1.0,
    word_strong=3.0,
    word_crowd=0.0,
    word_for_crowd=0.0,
)
NO_NEEDS: Final = Needs(None, False, False, {}, {}, False)


def site(
    id_: str, kind: SiteKind = "nerve", nerve: str | None = None, conditions: Mapping[str, float] | None = None
) -> Site:
    roots = {id_: 1.0} if kind == "root" else {}
    return Site(id_, {}, kind, nerve or (id_ if kind == "nerve" else None), "", "", 0.1, roots=roots,
                conditions=conditions or {})  # fmt: skip


def condition(id_: str, needs: Needs | None = None) -> Condition:
    return Condition(id_, {}, "nerve", "condition", 0.5, "none", (), (), needs=needs)


def paint(loss_share: float = 0.0, *, hurts: bool = True) -> PaintEvidence:
    none = np.zeros(1)
    return PaintEvidence(none, none, none, none, none, none, none, np.zeros((50, 3)), 1.0, loss_share,
                         (hurts, hurts, hurts), np.zeros(1, dtype=np.intp), ("right",))  # fmt: skip


class Made:
    """A list of candidates, each at a hypothesis of its own, and the rules for it."""

    def __init__(self) -> None:
        self.items: list[Hypothesis] = []
        self.conditions: dict[str, Condition] = {}
        self.common: dict[str, float] = {}
        self.found: list[Standing] = []
        self.rows: list[ClueRow] = []

    def add(
        self,
        id_: str,
        value: float,
        at: Site | None = None,
        *,
        explained: float = 1.0,
        covered: float | None = None,
        findings: Sequence[str] = (),
        needs: Needs | None = None,
        common: float = 0.5,
    ) -> Made:
        at = at or site(f"{id_}_site")
        self.items.append(Hypothesis(at, id_, None, common, frozenset((id_, at.id))))
        self.conditions[id_] = condition(id_, needs)
        self.common[id_] = common
        part = explained if covered is None else covered
        self.found.append(Standing(id_, value, (), len(self.items) - 1, tuple(findings), explained, covered=part))
        return self

    def told(
        self, clue: str, answer: str = "yes", explains: Sequence[str] = (), named: Mapping[str, float] | None = None
    ) -> Made:
        by = np.array([f.id in explains for f in self.found])
        self.rows.append(ClueRow(clue, answer, np.zeros(len(self.items)), (), by, named or {}))
        return self

    def rules(self, drawn: PaintEvidence | None, **more: Any) -> Rules:
        clues = ClueEvidence(tuple(self.rows), {}, np.zeros((len(self.items), 3)))
        given = {"conditions": self.conditions, "largest_cm2": (10.0,) * 3, "scoring": SCORING, **more}
        return Rules(self.items, common=self.common, paint=drawn, clues=clues, **given)

    def apply(self, drawn: PaintEvidence | None, **more: Any) -> dict[str, Standing]:
        out = self.rules(drawn, **more).apply(self.found)
        assert sorted(f.id for f in out) == sorted(f.id for f in self.found), "nobody is lost or doubled"
        for f in out:
            before = next(b for b in self.found if b.id == f.id)
            assert f.value - before.value == pytest.approx(sum(row.value for row in f.rows), abs=1e-9)
            assert f.reason is not None or f.rows == ()
        return {f.id: f for f in out}


PAIN, NUMB = paint(), paint(1.0, hurts=False)
ROOTS: Final = {"S1": site("S1", "root", conditions={"s1": 1.0}), "L5": site("L5", "root", conditions={"l5": 1.0})}


ONE: Final = site("tunnel", nerve="tibial")
BESIDE: Final = site("ankle", nerve="tibial")
AWAY: Final = site("knee", nerve="fibular")


# ---- who stands below whom


@pytest.mark.parametrize("drawn", [PAIN, NUMB])
def test_of_who_breaks_a_rule_and_who_explains_nothing_the_first_stands_higher(drawn: PaintEvidence) -> None:
    made = Made().add("fits", 0.0).add("large", -4.0, needs=replace(NO_NEEDS, largest_cm2=5.0))
    made.add("nothing", 9.0, explained=0.0).add("also_nothing", 8.0, explained=0.09)
    out = made.apply(drawn)
    assert list(out) == ["fits", "large", "nothing", "also_nothing"]
    assert [f.reason for f in out.values()] == [None, "size", "nothing", "nothing"]
    assert out["nothing"].value - out["also_nothing"].value == pytest.approx(1.0), "moved together"
    assert out["large"].value - out["nothing"].value >= SCORING.behind - 1e-9


def test_whoever_explains_just_enough_or_a_finding_explains_something() -> None:
    made = Made().add("fits", 0.0).add("just", 1.0, explained=SCORING.explains_from)
    made.add("finding", 2.0, explained=0.0, findings=["drop"]).told("drop", explains=["finding"])
    assert {f.reason for f in made.apply(PAIN).values()} == {None}


def test_without_paint_a_finding_must_be_explained_as_soon_as_anybody_explains_one() -> None:
    made = Made().add("with", 0.0, findings=["drop"]).add("without", 3.0, explained=0.0)
    assert list(made.told("drop", explains=["with"]).apply(None)) == ["with", "without"]
    nothing = Made().add("one", 0.0, explained=0.0).add("other", 3.0, explained=0.0).told("drop", "no")
    assert {f.reason for f in nothing.apply(None).values()} == {None}


@pytest.mark.parametrize(("largest", "reason"), [(9.9, "size"), (10.0, None), (None, None)])
def test_a_small_thing_explains_no_large_drawing(largest: float | None, reason: str | None) -> None:
    made = Made().add("fits", 0.0).add("small", 2.0, needs=replace(NO_NEEDS, largest_cm2=largest))
    assert made.apply(PAIN)["small"].reason == reason


@pytest.mark.parametrize(("drawn", "reason"), [(PAIN, None), (NUMB, "pain"), (None, None)])
def test_what_hurts_needs_pain_where_something_is_painted(drawn: PaintEvidence | None, reason: str | None) -> None:
    made = Made().add("fits", 0.0, findings=["drop"]).add("sore", 2.0, findings=["drop"])
    made.conditions["sore"] = condition("sore", replace(NO_NEEDS, pain=True))
    assert made.told("drop", explains=["fits", "sore"]).apply(drawn)["sore"].reason == reason


@pytest.mark.parametrize(("answer", "reason"), [("yes", None), ("yes+no", None), ("no", "sign"), ("", "sign")])
def test_what_is_named_after_a_sign_needs_it(answer: str, reason: str | None) -> None:
    made = Made().add("fits", 0.0).add("named", 2.0, needs=replace(NO_NEEDS, named_after={"drop": ("yes",)}))
    if answer:
        made.told("drop", answer)
    out = made.apply(PAIN)
    assert out["named"].reason == reason
    assert (next(iter(out)) == "named") == (reason is None)


# ---- who may not be first


def own(id_: str, ratio: float) -> Mapping[str, float]:
    return {id_: ratio}


@pytest.mark.parametrize(("ratio", "waits"), [(None, True), (2.9, True), (3.0, False)])
def test_what_needs_a_sign_of_its_own_waits_behind_the_best_that_fits(ratio: float | None, *, waits: bool) -> None:
    made = Made().add("low", -2.0).add("fits", 0.0).add("poor", 3.0, explained=0.7)
    made.add("signed", 2.0, needs=replace(NO_NEEDS, sign=True)).told("other")
    if ratio is not None:
        made.told("own", named=own("signed", ratio))
    out = made.apply(PAIN)
    assert (out["signed"].reason == "sign") is waits
    if waits:
        assert out["signed"].value == pytest.approx(out["fits"].value - SCORING.behind), "of who fits, not of the poor"
    assert out["fits"].reason is None
    assert out["low"].reason is None


def test_what_lacks_its_sign_is_less_likely_where_it_is_behind_already() -> None:
    made = Made().add("fits", 0.0).add("signed", -1.0, needs=replace(NO_NEEDS, sign=True))
    assert made.apply(PAIN)["signed"].value == pytest.approx(-1.0 - SCORING.sign_untold)


@pytest.mark.parametrize(("answer", "waits"), [("met", False), ("partly", True)])
def test_where_signs_are_listed_only_these_count(answer: str, *, waits: bool) -> None:
    made = Made().add("fits", 0.0).add("signed", 2.0, needs=replace(NO_NEEDS, sign=True, signs={"score": ("met",)}))
    made.told("score", answer).told("other", named=own("signed", 50.0))
    assert (made.apply(PAIN)["signed"].reason == "sign") is waits


def test_skin_that_is_numb_on_both_limbs_is_a_sign_too() -> None:
    needs = replace(NO_NEEDS, sign=True, numb_both=("heel", "sole"))
    made = Made().add("fits", 0.0).add("signed", 2.0, needs=needs)
    assert made.apply(NUMB, numb_both=frozenset(("heel", "sole", "arch")))["signed"].reason is None
    assert made.apply(NUMB, numb_both=frozenset(("heel",)))["signed"].reason == "sign"


def test_who_waits_stays_behind_the_best_also_where_another_rule_took_the_best_down() -> None:
    """`half` fits as well as `whole` and explains less; who waits stands behind the one that leads after that."""
    made = Made().add("whole", 0.0).add("half", 0.2, explained=0.85, covered=0.3)
    made.add("signed", 2.0, needs=replace(NO_NEEDS, sign=True))
    out = made.apply(PAIN)
    assert next(iter(out)) == "whole"
    assert out["signed"].value <= out["whole"].value - SCORING.behind + 1e-9
    assert out["half"].reason == "share"


BOTH: Final = replace(NO_NEEDS, both=True, sign=True, signs={"walk": ("brings_on",)})


@pytest.mark.parametrize(
    ("one_limb", "answer", "waits"), [(True, "other", True), (True, "brings_on", False), (False, "other", False)]
)
def test_what_affects_both_limbs_waits_while_one_alone_is_painted(*, one_limb: bool, answer: str, waits: bool) -> None:
    made = Made().add("fits", 0.0, AWAY).add("poor", 3.0, explained=0.7).add("twofold", 2.0, needs=BOTH)
    made.add("second", 1.0, needs=BOTH).add("behind", -1.0, needs=BOTH).add("low", -3.0)
    out = made.told("walk", answer).apply(PAIN, one_limb=one_limb)
    assert (out["twofold"].reason == "one_limb") is waits
    assert out["fits"].reason is out["poor"].reason is out["low"].reason is out["behind"].reason is None
    if waits:
        assert -2.0 * SCORING.behind < out["second"].value < out["twofold"].value < out["fits"].value, "in their order"
    else:
        assert out["twofold"].value == 2.0


def test_it_stays_behind_those_too_that_only_frequency_tells_apart_from_the_best() -> None:
    """The commoner of two in one place comes first, and what affects both limbs does not come between them."""
    made = Made().add("rare", 0.0, ONE, common=0.1).add("common", -0.2, ONE, common=0.9).add("far", -0.4, AWAY)
    out = list(made.add("twofold", 2.0, needs=BOTH).told("walk", "other").apply(PAIN, one_limb=True))
    assert out[:2] == ["common", "rare"]
    assert out.index("twofold") == 2


def test_who_waits_for_the_other_limb_stays_behind_the_best_also_where_that_was_taken_down() -> None:
    made = Made().add("whole", 0.0, AWAY).add("half", 0.2, explained=0.85, covered=0.3)
    out = made.add("twofold", 2.0, needs=BOTH).told("walk", "other").apply(PAIN, one_limb=True)
    assert next(iter(out)) == "whole"
    assert out["twofold"].value < out["whole"].value
    assert out["half"].reason == "share"


def test_where_nothing_else_fits_it_stays_where_the_evidence_puts_it() -> None:
    made = Made().add("poor", 0.0, explained=0.5).add("twofold", 2.0, needs=BOTH).told("walk", "other")
    assert made.apply(PAIN, one_limb=True)["twofold"].value == 2.0


WIDE: Final = replace(NO_NEEDS, sign=True, wide=True)


def test_what_fits_almost_anything_stands_below_all_that_fit_this_one() -> None:
    made = Made().add("best", 0.5).add("fits", -0.8).add("against", -1.1).add("half", -0.9, covered=0.4)
    made.add("wide", 3.0, needs=WIDE).add("signed", 0.2, needs=replace(NO_NEEDS, sign=True)).told("other")
    out = made.apply(NUMB)
    assert out["wide"].reason == "sign"
    assert out["wide"].value < out["fits"].value, "below the last that fits"
    assert out["wide"].value > out["against"].value, "not below what is spoken against"
    assert out["wide"].value >= out["fits"].value - SCORING.behind - 1e-9, "no further than it must"
    assert out["fits"].reason is None
    assert made.told("own", named=own("wide", 9.0)).apply(NUMB)["wide"].reason is None


def test_without_paint_it_stands_below_all_that_explain_a_finding() -> None:
    made = Made().add("fits", -0.5, findings=["drop"]).add("other", -0.7, findings=["drop"])
    made.add("wide", 3.0, findings=["drop"], needs=WIDE).told("drop", explains=["fits", "other", "wide"])
    assert list(made.apply(None)) == ["fits", "other", "wide"]


# ---- who stands behind whom


@pytest.mark.parametrize(
    ("ahead", "covered", "lowered"),
    [
        (0.3, 0.4, True),
        (0.01, 0.4, True),
        (0.31, 0.4, False),
        (0.2, 0.5, False),
        (-0.1, 0.4, False),
        (0.0, 0.4, False),
    ],
)
def test_a_minority_stands_behind_who_explains_nearly_all_and_fits_as_well(
    ahead: float, covered: float, *, lowered: bool
) -> None:
    made = Made().add("whole", 0.0, covered=0.9).add("nearly", 0.0, covered=0.89)
    out = made.add("part", ahead, covered=covered).apply(PAIN)
    assert (out["part"].reason == "share") is lowered
    if lowered:
        assert out["whole"].value - 2 * SCORING.behind <= out["part"].value < out["whole"].value
    assert (list(out).index("part") > list(out).index("whole")) or not lowered


def test_levels_among_each_other_are_not_told_apart_by_share() -> None:
    made = Made().add("S1", 0.0, ROOTS["S1"], covered=1.0).add("L5", 0.2, ROOTS["L5"], covered=0.2)
    assert made.apply(PAIN, conditions={})["L5"].reason is None
    nerves = Made().add("one", 0.0, covered=1.0).add("other", 0.2, covered=0.2)
    assert nerves.apply(PAIN, conditions={})["other"].reason == "share"


def test_two_of_a_minority_keep_their_order() -> None:
    made = Made().add("whole", 0.0).add("first", 0.28, covered=0.3).add("second", 0.12, covered=0.3)
    assert list(made.apply(PAIN)) == ["whole", "first", "second"]


@pytest.mark.parametrize("examined", [True, False])
def test_a_sign_of_brain_or_cord_leads_to_no_nerve(*, examined: bool) -> None:
    made = Made().add("cord", 0.0, site("c", "cord"), findings=["toe"]).add("nerve", 2.0).add("behind", -2.0)
    made.add("brain", -3.0, site("b", "central"), findings=["toe"]).told("toe", "up", ["cord", "brain"])
    out = made.apply(PAIN, examined=frozenset(("toe",)) if examined else frozenset())
    assert (out["nerve"].reason == "tract") is examined
    assert (next(iter(out)) == "cord") is examined
    assert out["behind"].reason is None
    assert out["brain"].reason is None


def test_a_sign_that_a_nerve_explains_too_is_no_sign_of_the_cord_alone() -> None:
    made = Made().add("cord", 0.0, site("c", "cord"), findings=["jerk"]).add("nerve", 2.0)
    made.add("other", 1.0, findings=["jerk"]).told("jerk", "up", ["cord", "other"])
    assert made.apply(PAIN, examined=frozenset(("jerk",)))["nerve"].reason is None


def test_who_explains_the_sign_of_the_cord_but_may_not_be_first_lowers_nobody() -> None:
    made = Made().add("cord", 0.0, site("c", "cord"), findings=["toe"], needs=replace(NO_NEEDS, sign=True))
    made.add("nerve", 2.0).told("toe", "up", ["cord"])
    assert made.apply(PAIN, examined=frozenset(("toe",)))["nerve"].reason is None


# ---- a root and its causes


def at_root(value_of_root: float = 0.0) -> Made:
    made = Made().add("s1", value_of_root, ROOTS["S1"]).add("disc", value_of_root, ROOTS["S1"])
    return made.add("slip", value_of_root - 0.1, ROOTS["S1"]).add("nerve", value_of_root - 0.5)


CAUSES: Final = frozenset(("s1", "disc", "slip"))


def test_a_cause_stands_behind_its_root() -> None:
    out = at_root().apply(PAIN, at_roots=CAUSES)
    assert (out["disc"].reason, out["slip"].reason) == ("cause", "cause")
    assert out["s1"].reason is out["nerve"].reason is None
    assert out["disc"].value == pytest.approx(-SCORING.cause_behind)
    assert list(out)[:2] == ["s1", "disc"]


@pytest.mark.parametrize(
    ("named", "before"),
    [
        ({"disc": 2.1}, True),
        ({"disc": 2.0}, False),
        ({"disc": 5.0, "slip": 3.0}, False),
        ({"disc": 5.0, "slip": 2.0}, True),
        ({"disc": 5.0, "s1": 5.0}, False),
        ({"slip": 5.0}, False),
    ],
)
def test_a_cause_is_before_its_root_only_with_a_clue_clearly_its_own(
    named: Mapping[str, float], *, before: bool
) -> None:
    made = at_root().told("lift", named=named)
    made.found[1] = made.found[1]._replace(value=0.1)
    out = made.apply(PAIN, at_roots=CAUSES)
    assert (out["disc"].reason is None) is before
    assert (list(out).index("disc") < list(out).index("s1")) is before


def test_the_own_clue_of_a_cause_counts_beside_others_that_name_none() -> None:
    made = at_root().told("walk").told("lift", named={"disc": 9.0}).told("sit", named={"s1": 4.0})
    assert made.apply(PAIN, at_roots=CAUSES)["disc"].reason is None


@pytest.mark.parametrize(("named", "doubted"), [({"disc": 1.5}, False), ({"disc": 1.5, "s1": 1.5}, True), ({}, True)])
def test_a_cause_named_more_than_its_root_is_close_behind_it(named: Mapping[str, float], *, doubted: bool) -> None:
    out = at_root().told("lift", named=named).apply(PAIN, at_roots=CAUSES)
    gap = out["s1"].value - out["disc"].value
    assert gap == pytest.approx(SCORING.cause_behind) if doubted else 0.0 < gap <= SCORING.behind


def test_a_cause_far_behind_its_root_stays_where_the_evidence_puts_it_once_it_is_named() -> None:
    made = at_root().told("lift", named={"slip": 1.5})
    made.found[2] = made.found[2]._replace(value=-0.3)
    assert made.apply(PAIN, at_roots=CAUSES)["slip"].value == pytest.approx(-0.3)


@pytest.mark.parametrize("value", [-0.2, -1.0, -3.0])
def test_a_root_and_its_causes_leave_a_place_among_the_first_three(value: float) -> None:
    made = Made().add("s1", 0.0, ROOTS["S1"]).add("disc", 0.6, ROOTS["S1"]).add("slip", 0.5, ROOTS["S1"])
    made.add("nerve", value).add("other", value - 0.1).told("lift", named={"disc": 9.0}).told("x", named={"slip": 9.0})
    made.add("nothing", 5.0, explained=0.0)
    out = made.apply(PAIN, at_roots=CAUSES)
    first = list(out)[:3]
    assert len(CAUSES & set(first)) == 2
    assert "nerve" in first
    assert out["nerve"].value == pytest.approx(value)
    assert out["nerve"].reason is None


def test_causes_behind_a_root_that_makes_room_go_with_it() -> None:
    """Three of one place lead; the last of them makes room, and a cause behind the root is not left before it."""
    made = Made().add("slip", 0.9, ROOTS["S1"]).add("disc", 0.8, ROOTS["S1"]).add("s1", 0.7, ROOTS["S1"])
    made.add("rash", 0.65, ROOTS["S1"]).add("nerve", -1.0).add("other", -1.2)
    made.told("lift", named={"disc": 9.0}).told("x", named={"slip": 9.0}).told("y", named={"rash": 1.5})
    out = made.apply(PAIN, at_roots=frozenset(("slip", "disc", "s1", "rash")))
    assert list(out)[:3] == ["slip", "disc", "nerve"]
    assert list(out).index("s1") < list(out).index("rash")
    assert out["s1"].reason == out["rash"].reason == "cause"
    assert out["rash"].value < out["s1"].value


def test_a_named_cause_whose_root_explains_nothing_stands_by_itself() -> None:
    made = Made().add("s1", 0.0, ROOTS["S1"], explained=0.0).add("disc", -0.1, ROOTS["S1"], findings=["lift"])
    made.add("slip", -0.2, ROOTS["S1"]).add("nerve", -3.0).told("lift", explains=["disc"], named={"disc": 1.5})
    out = made.apply(PAIN, at_roots=CAUSES)
    assert out["disc"].reason is None
    assert out["slip"].reason == "cause"
    assert out["s1"].reason == "nothing"


def test_nobody_is_lowered_where_all_others_explain_nothing() -> None:
    made = Made().add("s1", 0.0, ROOTS["S1"]).add("disc", -0.1, ROOTS["S1"]).add("slip", -0.2, ROOTS["S1"])
    made.add("nothing", 5.0, explained=0.0).told("lift", named={"disc": 9.0}).told("x", named={"slip": 9.0})
    out = made.apply(PAIN, at_roots=CAUSES)
    assert list(out) == ["s1", "disc", "slip", "nothing"]


def test_a_cause_with_a_clue_of_its_own_stays_before_its_root_however_common_the_root() -> None:
    made = Made().add("s1", 0.0, ROOTS["S1"], common=0.9).add("disc", 0.1, ROOTS["S1"], common=0.1)
    made.told("lift", named={"disc": 9.0})
    assert list(made.apply(PAIN, at_roots=CAUSES)) == ["disc", "s1"]


# ---- levels that pain confuses


PAIRS: Final = frozenset((frozenset(("L4", "L5")), frozenset(("L5", "S1"))))


def levels(drawn: PaintEvidence) -> dict[str, bool]:
    made = Made()
    for id_, explained in (("L3", 0.0), ("L4", 0.0), ("L5", 0.0), ("S1", 0.1)):
        made.add(id_, -1.0 if explained else 0.0, site(id_, "root"), explained=explained)
    out = made.apply(drawn, conditions={}, confused=PAIRS)
    assert next(iter(out)) == ("L4" if out["L4"].alike else "S1")
    assert all((f.reason == "nothing") == (f.id != "S1" and not f.alike) for f in out.values())
    return {id_: f.alike for id_, f in out.items()}


def test_whoever_pain_confuses_with_a_level_that_explains_it_is_alike_step_by_step() -> None:
    assert levels(PAIN) == {"L3": False, "L4": True, "L5": True, "S1": False}
    assert not any(levels(NUMB).values())


# ---- how common


def test_nothing_told_lists_by_value_and_the_commoner_first() -> None:
    made = Made().add("rare", 0.0, common=0.1).add("common", 0.0, common=0.9, needs=WIDE).add("best", 0.1, common=0.2)
    out = made.apply(None)
    assert list(out) == ["best", "common", "rare"]
    assert {f.reason for f in out.values()} == {None}


@pytest.mark.parametrize(
    ("at", "value", "covered", "findings", "first"),
    [
        (ONE, 0.2, 0.2, (), "common"),
        (BESIDE, 0.2, 0.5, (), "common"),
        (BESIDE, 0.2, 0.49, (), "rare"),  # too little skin in common
        (AWAY, 0.2, 1.0, (), "rare"),
        (ONE, 0.31, 1.0, (), "rare"),  # told apart by the evidence
        (ONE, 0.3, 1.0, (), "common"),
        (ONE, 0.2, 1.0, ("drop",), "rare"),  # explains what the other does not
    ],
)
def test_of_two_in_one_place_that_are_close_the_commoner_stands_first(
    at: Site, value: float, covered: float, findings: tuple[str, ...], first: str
) -> None:
    made = Made().add("common", 0.0, ONE, covered=0.6, common=0.9)
    made.add("rare", value, at, covered=covered, findings=findings, common=0.1).add("else", -0.5, AWAY, common=0.5)
    made.told("drop", explains=["rare"] if findings else [])
    out = made.apply(PAIN)
    assert next(iter(out)) == first
    assert list(out)[2] == "else"


def test_the_commoner_stays_first_and_nerves_are_not_listed_by_frequency() -> None:
    made = Made().add("common", 0.2, ONE, common=0.9).add("rare", 0.0, ONE, common=0.1)
    assert list(made.apply(PAIN)) == ["common", "rare"]
    nerves = Made().add("common", 0.0, ONE, common=0.9).add("rare", 0.2, ONE, common=0.1)
    assert list(nerves.apply(PAIN, conditions={})) == ["rare", "common"]


def test_of_two_with_different_words_the_stronger_stands_first_however_common_the_other() -> None:
    made = Made().add("common", 0.9, ONE, common=0.9).add("rare", 1.1, ONE, common=0.1)
    assert list(made.apply(PAIN)) == ["rare", "common"]


@pytest.mark.parametrize(
    ("drawn", "pairs", "first"), [(PAIN, PAIRS, "l5"), (PAIN, frozenset(), "s1"), (NUMB, PAIRS, "s1")]
)
def test_of_two_roots_that_pain_confuses_the_commoner_stands_first(
    drawn: PaintEvidence, pairs: frozenset[frozenset[str]], first: str
) -> None:
    made = Made().add("l5", 0.0, ROOTS["L5"], common=0.9).add("s1", 0.2, ROOTS["S1"], common=0.1)
    assert next(iter(made.apply(drawn, confused=pairs))) == first


def test_causes_follow_their_root_where_it_went() -> None:
    """The rarer root loses its place to the commoner one; its cause does not stay before it."""
    made = Made().add("s1", 0.3, ROOTS["S1"], common=0.1).add("disc", 0.2, ROOTS["S1"], common=0.05)
    made.add("l5", 0.05, ROOTS["L5"], common=0.9).told("lift", named={"disc": 1.5})
    out = list(made.apply(PAIN, confused=PAIRS, at_roots=frozenset(("s1", "disc", "l5"))))
    assert out.index("s1") < out.index("disc")


@pytest.mark.parametrize(
    ("kinds", "findings", "first"),
    [
        (("nerve", "nerve"), ("drop",), "common"),
        (("nerve", "cord"), ("drop",), "rare"),
        (("local", "local"), ("drop",), "common"),
        (("nerve", "nerve"), (), "rare"),
    ],
)
def test_without_paint_those_that_explain_the_same_are_of_one_place(
    kinds: tuple[SiteKind, SiteKind], findings: tuple[str, ...], first: str
) -> None:
    made = Made().add("common", 0.0, site("a", kinds[0]), findings=findings, common=0.9)
    made.add("rare", 0.2, site("b", kinds[1]), findings=findings, common=0.1)
    made.told("drop", "yes" if findings else "no", explains=["common", "rare"] if findings else [])
    assert next(iter(made.apply(None))) == first


def test_without_paint_nerves_stand_by_frequency_and_levels_by_the_evidence() -> None:
    nerves = Made().add("tibial", 0.0, findings=["drop"], common=0.9).add("rare", 0.2, findings=["drop"], common=0.1)
    nerves.told("drop", explains=["tibial", "rare"])
    assert next(iter(nerves.apply(None, conditions={}))) == "tibial"
    made = Made().add("L5", 0.0, ROOTS["L5"], findings=["drop"], common=0.9)
    made.add("S1", 0.2, ROOTS["S1"], findings=["drop"], common=0.1).told("drop", explains=["L5", "S1"])
    assert next(iter(made.apply(None, conditions={}))) == "S1"


# ---- how far


@given(st.lists(st.integers(1, 20_000).map(lambda n: n / 1000.0), min_size=2, max_size=6, unique=True))
def test_values_brought_beneath_a_ceiling_are_just_beneath_it_in_their_order(above: list[float]) -> None:
    rules = Made().add("any", 0.0).rules(PAIN)
    low = [rules._beneath(1.0, 1.0 + over) for over in sorted(above)]
    assert all(1.0 - SCORING.behind < v < 1.0 - 0.09 * SCORING.behind for v in low)
    assert all(a < b for a, b in pairwise(low))
    assert rules._beneath(1.0, 1.0) == pytest.approx(1.0 - SCORING.behind)


@given(st.permutations(["a", "b", "c"]), st.lists(st.floats(-8.0, 0.0), min_size=3, max_size=3))
def test_the_crowd_is_of_other_places_each_by_its_nearest(order: list[str], values: list[float]) -> None:
    made = Made().add("first", 0.0, ONE).add("same", -0.1, ONE).add("far", -9.0, site("a"))
    for id_, value in zip(order, values, strict=True):
        made.add(f"at_{id_}", value, site(id_))
    best = {id_: max(value, -9.0) if id_ == "a" else value for id_, value in zip(order, values, strict=True)}
    assert made.rules(PAIN).crowd(made.found) == pytest.approx(np.log1p(np.exp(list(best.values())).sum()))
