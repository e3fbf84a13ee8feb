"""The property of the absurd rows can fail: each rule that it states is broken once, and each is noticed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from footmap.core.localiser import candidates
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.standing import Rules, Standing
from footmap.data.knowledge.clinical import Clinical

from . import test_absurd_rows as rows

DRAWINGS = 300
SEEDS = (18, 19, 22)
"""Some rules matter for one drawing of a thousand; these hold one for each."""


def never_broken(kind: str) -> Callable[[Rules, Standing], Any]:
    """`Rules._broken` that does not know one of the rules of a condition."""
    known = Rules._broken

    def broken(self: Rules, found: Standing) -> Any:
        reason = known(self, found)
        return None if reason == kind else reason

    return broken


def explains_reversed() -> Callable[[Rules, Standing], bool]:
    """`Rules._explains` that takes who explains nothing for who explains something.

    Left out alone it is not noticed, as the evidence of paint that is nowhere explained is as low as it goes.
    """
    known = Rules._explains
    return lambda self, found: not known(self, found)


def other_limb(depth: str, paint: Any, best: int) -> str:
    """`candidates._side` that reads a candidate on the limb that is not painted."""
    if len(paint.painted) == 1:
        return "left" if paint.painted[0] == "right" else "right"
    return "both"


MUTANTS: dict[str, tuple[Any, str, Any]] = {
    "beyond_its_size": (Rules, "_broken", never_broken("size")),
    "painful_without_pain": (Rules, "_broken", never_broken("pain")),
    "named_without_its_sign": (Rules, "_broken", never_broken("sign")),
    "first_without_a_finding": (Rules, "_lacks_sign", lambda self, found: False),
    "explains_nothing": (Rules, "_explains", explains_reversed()),
    "on_a_bare_limb": (candidates, "_side", other_limb),
}


def test_every_rule_has_a_mutant() -> None:
    assert set(MUTANTS) == {rule.__name__ for rule in rows.ABSURD}


@pytest.mark.parametrize("rule", MUTANTS)
def test_a_broken_rule_is_noticed(
    localiser: Localiser, clinical: Clinical, rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, name, changed = MUTANTS[rule]
    monkeypatch.setattr(owner, name, changed)
    assert any(
        line.startswith(f"{rule}:") for seed in SEEDS for line in rows.absurd(localiser, clinical, DRAWINGS, seed)
    )
