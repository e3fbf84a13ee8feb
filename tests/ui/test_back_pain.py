"""Low back pain is marked on the spine, answers the clue of that name with its side, and is shown there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from footmap.core.views import Side
from footmap.data.knowledge.clinical import load_clinical
from footmap.ui.control.back_pain import AFTER, CLUE, marked, with_mark
from footmap.ui.spine.view import SpineView, SpotButton
from footmap.ui.window import Window

from .harness import Hand


@pytest.fixture
def view(window: Window) -> SpineView:
    window.overlays._reading.settle()
    QApplication.processEvents()
    assert window.parts.spine.view is not None
    return window.parts.spine.view


def place(view: SpineView, side: Side | None) -> SpotButton:
    return next(b for b in view.buttons if b.spot.kind == "back" and b.spot.side == side)


def test_clicks_answer_with_their_side_then_that_it_radiates_then_nothing(hand: Hand, view: SpineView) -> None:
    session = hand.session
    QTest.mouseClick(place(view, "left"), Qt.MouseButton.LeftButton)
    hand.settle()
    assert session.case.clues["back_pain"] == {"left": "yes"}
    assert [b.spot.side for b in view.buttons if b.isChecked()] == ["left"]
    QTest.mouseClick(place(view, "right"), Qt.MouseButton.LeftButton)
    hand.settle()
    QTest.mouseClick(place(view, "left"), Qt.MouseButton.LeftButton)
    hand.settle()
    assert session.case.clues["back_pain"] == {"right": "yes", "left": "radiating"}
    assert "radiating" in place(view, "left").accessibleName()
    assert "radiating" not in place(view, "right").accessibleName()
    for side in ("left", "right", "right"):
        QTest.mouseClick(place(view, side), Qt.MouseButton.LeftButton)
        hand.settle()
    assert "back_pain" not in session.case.clues
    assert not any(b.isChecked() for b in view.buttons)


def test_the_keyboard_marks_the_middle_and_undo_takes_it_back(hand: Hand, view: SpineView) -> None:
    middle = place(view, None)
    middle.setFocus()
    QTest.keyClick(middle, Qt.Key.Key_Return)
    hand.settle()
    assert hand.session.case.clues["back_pain"] == "yes"
    assert middle.isChecked()
    assert "back pain" in middle.accessibleName().lower()
    hand.session.undo()
    hand.settle()
    assert not middle.isChecked()


def test_an_answer_among_the_clues_is_shown_on_the_spine(hand: Hand, view: SpineView) -> None:
    hand.session.set_answer("back_pain", {"right": "yes", "left": "no"}, "answer")
    hand.settle()
    assert [b.spot.side for b in view.buttons if b.isChecked()] == ["right"]


@pytest.mark.parametrize("side", ["right", "left", None])
def test_marking_three_times_is_nothing(side: Side | None) -> None:
    once = with_mark(None, side)
    twice = with_mark(once, side)
    assert marked(once) == {side: "yes"}
    assert marked(twice) == {side: "radiating"}
    assert with_mark(twice, side) is None


def test_every_mark_is_an_answer_of_the_clue() -> None:
    clue = load_clinical().clues[CLUE]
    marks = {mark for mark in AFTER if mark is not None}
    assert marks <= set(clue.answers)
