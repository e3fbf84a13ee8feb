"""Steps have names, and the list of steps leads to any of them."""

from __future__ import annotations

import itertools
from typing import Final

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from footmap.core.drawing import Case, Drawing
from footmap.core.paint import Paint
from footmap.ui.window import Window

from .harness import LEFT, Hand

SOLE: Final = "foot_plantar"


Kept = dict[Hand, tuple[list[tuple[Drawing, Paint]], dict[int, QImage]]]
"""What each hand has painted, and what was seen after each step."""


@pytest.fixture
def kept() -> Kept:
    return {}


def paint_steps(hand: Hand, window: Window) -> list[tuple[Drawing, Paint]]:
    """Five steps of different kinds; what there was before the first and after each."""
    session, parts = hand.session, window.parts
    out = [(session.case.drawing, session.derived.paint)]

    def done() -> None:
        hand.settle()
        out.append((session.case.drawing, session.derived.paint))

    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.2), hand.inside(SOLE, 0.5, 0.5)])
    done()
    parts.settings.set_quality("tingling")
    parts.commands.choose_tool["fill"].trigger()
    hand.drag([hand.at("foot_dorsal", *hand.inside("foot_dorsal"), side="left")])
    done()
    parts.commands.eraser.trigger()
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.2)])
    done()
    parts.commands.mirror_right.trigger()
    done()
    parts.commands.clear.trigger()
    done()
    return out


def test_every_step_says_what_was_done_and_where(hand: Hand, window: Window) -> None:
    paint_steps(hand, window)
    stack = hand.session.stack
    assert [stack.text(i) for i in range(stack.count())] == [
        "Paint pain, right sole",
        "Fill Back of the foot, middle third, left: tingling",
        "Erase, right sole",
        "Mirror right to left",
        "Clear all",
    ]


def test_the_list_leads_to_any_step_by_mouse_and_by_keys(hand: Hand, window: Window) -> None:
    assert window.painting is not None
    states = paint_steps(hand, window)
    popup = window.painting.history
    window.activateWindow()
    QTest.keyClick(hand.canvas, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert popup.isVisible()
    rows = popup.list
    assert rows.count() == 6
    assert rows.currentRow() == 5
    assert [rows.item(i).data(Qt.ItemDataRole.AccessibleTextRole) for i in (4, 5)] == [
        "Mirror right to left",
        "Clear all (now)",
    ]
    QTest.mouseClick(rows.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, rows.visualItemRect(rows.item(2)).center())
    hand.settle()
    assert (hand.session.case.drawing, hand.session.derived.paint) == states[2]
    assert rows.item(4).data(Qt.ItemDataRole.AccessibleTextRole) == "Mirror right to left (undone)"
    QTest.keyClick(rows, Qt.Key.Key_Home)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    hand.settle()
    assert hand.session.derived.paint.is_empty
    QTest.keyClick(rows, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def most_apart(one: QImage, other: QImage) -> int:
    """Largest difference of a channel between two pictures, 0-255."""
    assert one.size() == other.size()
    first, second = (np.frombuffer(image.constBits(), np.uint8).astype(np.int16) for image in (one, other))
    return int(np.abs(first - second).max())


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(jumps=st.lists(st.integers(0, 5), min_size=1, max_size=6))
@pytest.mark.parametrize("keep", [True, False])
def test_any_way_through_the_steps_leads_to_the_same(
    hand: Hand, window: Window, kept: Kept, keep: bool, jumps: list[int]
) -> None:
    if hand not in kept:
        kept[hand] = paint_steps(hand, window), {}
    for step in jumps:
        if not keep:  # as if it were long ago: every result is computed again
            hand.session._checkpoints.restart(0, hand.session.engine.nothing())
        hand.session.go_to(step)
        hand.settle()
        hand.move(QPoint(2, 2))
        states, pictures = kept[hand]
        drawing, paint = states[step]
        assert hand.session.case.drawing == drawing
        assert hand.session.derived.paint == paint
        picture = pictures.setdefault(step, hand.image())
        assert most_apart(hand.image(), picture) <= 2, "in parts or at once it is drawn the same, to a step of an edge"


def test_jumps_wait_for_what_is_under_way(hand: Hand) -> None:
    ups = (0.2, 0.4, 0.6)
    for up in ups:
        at = hand.at(SOLE, *hand.inside(SOLE, 0.5, up))
        hand.drag([at, QPoint(at.x() + 3, at.y())])
    hand.session.go_to(1)
    hand.settle()
    assert hand.session.stack.count() == 3
    assert len(hand.session.case.drawing.strokes) == 1


def test_a_new_case_has_no_steps(hand: Hand, window: Window) -> None:
    assert window.painting is not None
    paint_steps(hand, window)
    hand.session.open(Case(), None)
    hand.settle()
    window.parts.commands.history.trigger()
    assert window.painting.history.list.count() == 1
    window.painting.history.close()
    assert list(itertools.islice(hand.session.case.drawing.strokes, 1)) == []


def test_the_list_of_steps_closes_with_the_window(hand: Hand, window: Window) -> None:
    assert window.painting is not None
    paint_steps(hand, window)
    window.parts.commands.history.trigger()
    assert window.painting.history.isVisible()
    assert window.close()
    assert not window.painting.history.isVisible()
    hand.session.stack.clear()  # what the end of the window does; the list is not filled again


def test_keys_of_the_window_work_while_the_list_has_them_but_not_for_a_patient(hand: Hand, window: Window) -> None:
    assert window.painting is not None
    paint_steps(hand, window)
    before = hand.session.stack.index()
    history = window.painting.history
    window.parts.commands.history.trigger()
    QTest.keyClick(history.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    hand.settle()
    assert hand.session.stack.index() == before - 1
    QTest.keyClick(history.list, Qt.Key.Key_3)
    assert window.parts.settings.quality == "tingling"
    window.modes.go("patient", full_screen=False)
    assert not history.isVisible()
    assert not history.actions()
