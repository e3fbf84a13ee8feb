"""Hands and eyes for tests of the side panel."""

from __future__ import annotations

from typing import Final

from footmap.core.atlas import Territory
from footmap.core.localiser.assessment import Assessment, assess
from footmap.core.views import Side
from footmap.ui.panel.candidates import CandidateList

from .harness import Hand

OUTER: Final = "foot_lateral"


def territory(hand: Hand, nerve: str) -> list[Territory]:
    return [t for t in hand.session.engine.atlas.territories if t.layer == "nerve" and t.id == nerve]


def outer_border(hand: Hand, side: Side = "right") -> None:
    hand.paint(OUTER, [hand.inside(OUTER, 0.2, 0.1), hand.inside(OUTER, 0.6, 0.1)], side)


def answer(hand: Hand, **answers: str) -> None:
    for clue, value in answers.items():
        hand.session.set_answer(clue, value, "answer")
    hand.settle()


def ids(list_: CandidateList) -> list[str]:
    return [row.key[0] for row in list_.rows]


def assessed(hand: Hand) -> Assessment:
    """The case read apart from the window."""
    session = hand.session
    return assess(session.engine.localiser("consensus"), session.derived.paint, session.case.clues)
