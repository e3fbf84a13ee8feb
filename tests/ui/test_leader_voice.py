"""The new leader of a ranking is said once, and nothing else is."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QAccessibleAnnouncementEvent

from footmap.ui.accessible import leader
from footmap.ui.window import Window

from .harness import Hand


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    out: list[str] = []

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        out.append(event.message())

    monkeypatch.setattr(leader, "QAccessible", SimpleNamespace(isActive=lambda: True, updateAccessibility=hear))
    return out


def test_the_leader_is_said_when_it_changes_and_not_again(hand: Hand, window: Window, said: list[str]) -> None:
    hand.paint("foot_plantar", [hand.inside("foot_plantar", 0.5, 0.1)])
    (first,) = said
    row = window.parts.panel.nerves.rows[0]
    assert row.accessibleName() in first
    hand.paint("foot_plantar", [hand.inside("foot_plantar", 0.5, 0.12)])
    assert window.parts.panel.nerves.rows[0].key == row.key
    assert said == [first]
    window.parts.commands.clear.trigger()
    hand.settle()
    hand.paint("leg_lateral", [hand.inside("leg_lateral", 0.5, up / 10) for up in range(2, 7)], "left")
    hand.paint("foot_dorsal", [hand.inside("foot_dorsal", 0.5, up / 10) for up in range(2, 9)], "left")
    hand.settle()
    assert len(said) > 1
    for before, after in pairwise(said):
        assert before.split(",")[:2] != after.split(",")[:2]
