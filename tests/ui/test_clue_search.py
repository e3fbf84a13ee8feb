"""Looking for a question: by any of its names, from anywhere, and back."""

from __future__ import annotations

from typing import Any, Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from footmap.core.clinical import Clue
from footmap.data.knowledge.clinical import load_clinical
from footmap.ui.panel.clue_groups import asked_twice, groups, is_quick
from footmap.ui.panel.clue_row import ClueRow
from footmap.ui.panel.clues import CluesPane
from footmap.ui.panel.panel import CLUES_TAB
from footmap.ui.panel.pieces import Fold
from footmap.ui.window import Window

from .harness import LEFT, Hand

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
OUTER: Final = "foot_lateral"


@pytest.fixture
def pane(hand: Hand, window: Window, qtbot: QtBot) -> CluesPane:
    hand.settle()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.parts.panel.tabs.setCurrentIndex(CLUES_TAB)
    return window.parts.panel.clues


def found(pane: CluesPane) -> list[str]:
    QApplication.processEvents()
    return [row.clue.id for row in pane.rows() if row.isVisible()]


def urgent(pane: CluesPane) -> Fold:
    return next(fold for group, fold in pane.folds() if group.part == "urgent")


@pytest.mark.parametrize(
    ("words", "clue"),
    [
        ("SLR", "slr"),
        ("lasegue", "slr"),
        ("Lasègue", "slr"),
        ("ABI", "ankle_brachial_index"),
        ("foot lifting", "foot_drop"),
        ("Fußheberschwäche", "foot_drop"),
        ("fussheber", "foot_drop"),
    ],
)
def test_synonyms_and_abbreviations_of_both_languages_lead_to_the_question(
    pane: CluesPane, words: str, clue: str
) -> None:
    QApplication.clipboard().setText(words)  # the test's own keys know no accents
    QTest.keyClick(pane.search, Key.Key_V, CTRL)
    pane.settle_search()
    assert found(pane)[0] == clue


def test_tinel_finds_every_place_where_it_is_sought(pane: CluesPane) -> None:
    QTest.keyClicks(pane.search, "tinel")
    pane.settle_search()
    clues = load_clinical().clues
    assert all(clues[id_].family == "tinel" or "tinel" in id_ for id_ in found(pane)[:10])


def test_ctrl_f_goes_there_from_anywhere_and_esc_goes_back(hand: Hand, window: Window, pane: CluesPane) -> None:
    panel = window.parts.panel
    panel.tabs.setCurrentIndex(1)
    window.parts.canvas.setFocus()
    QTest.keyClick(window.parts.canvas, Key.Key_F3)
    assert panel.tabs.currentIndex() == CLUES_TAB
    assert QApplication.focusWidget() is pane.search
    QTest.keyClicks(pane.search, "reflex")
    pane.settle_search()
    assert found(pane)
    QTest.keyClick(pane.search, Key.Key_F3)
    QTest.keyClick(pane.search, Key.Key_Escape)
    assert pane.search.text() == ""
    assert panel.tabs.currentIndex() == 1
    assert QApplication.focusWidget() is window.parts.canvas


def test_keys_that_delete_words_do_not_delete_paint(hand: Hand, window: Window, pane: CluesPane) -> None:
    hand.paint(OUTER, [hand.inside(OUTER, 0.2, 0.1), hand.inside(OUTER, 0.6, 0.1)])
    QTest.keyClick(window.parts.canvas, Key.Key_F3)
    QTest.keyClicks(pane.search, "heel pain")
    pane.settle_search()
    for keys in (CTRL, Qt.KeyboardModifier.ShiftModifier):
        QTest.keyClick(pane.search, Key.Key_Backspace, keys)
        hand.settle()
        assert len(hand.session.case.drawing.strokes) == 1
    assert len(pane.search.text()) < len("heel pain")


def test_urgent_is_never_hidden_by_a_search_word(hand: Hand, pane: CluesPane) -> None:
    for words in ("foot drop", "no such words"):
        pane.search.clear()
        QTest.keyClicks(pane.search, words)
        pane.settle_search()
        QApplication.processEvents()
        assert urgent(pane).head.isVisible()
        assert not any(fold.head.isVisible() for group, fold in pane.folds() if group.part != "urgent")
    QTest.mouseClick(urgent(pane).head, LEFT)
    assert "saddle_or_sphincter" in found(pane)


def test_the_next_patient_begins_with_nothing_searched_and_nothing_open(hand: Hand, pane: CluesPane) -> None:
    for _, fold in pane.folds():
        QTest.mouseClick(fold.head, LEFT)
    row = next(r for r in pane.rows() if r.clue.id == "slr")
    assert row.sides is not None
    QTest.mouseClick(row.sides.segments.buttons["left"], LEFT)
    QTest.keyClicks(pane.search, "foot drop")
    pane.settle_search()
    hand.session.new()
    hand.settle()
    assert pane.search.text() == ""
    assert not any(fold.head.isChecked() for _, fold in pane.folds())
    assert all(fold.head.isVisible() for _, fold in pane.folds())
    assert row.place is None


def test_urgent_opens_by_itself_while_an_emergency_stands(hand: Hand, pane: CluesPane) -> None:
    assert not urgent(pane).head.isChecked()
    hand.session.set_answer("foot_drop", "yes", "answer")
    hand.settle()
    assert not urgent(pane).head.isChecked(), "within days is no emergency"
    hand.session.set_answer("saddle_or_sphincter", "yes", "answer")
    hand.settle()
    assert urgent(pane).head.isChecked()
    QTest.mouseClick(urgent(pane).head, LEFT)
    hand.session.set_answer("ankle_reflex", "normal", "answer")
    hand.settle()
    assert not urgent(pane).head.isChecked(), "who closes it is not contradicted"
    hand.session.new()
    hand.settle()
    hand.session.set_answer("saddle_or_sphincter", "yes", "answer")
    hand.settle()
    assert urgent(pane).head.isChecked(), "but the next patient is another"


def test_no_two_groups_are_called_the_same(pane: CluesPane) -> None:
    titles = [fold.head.accessibleName() for _, fold in pane.folds()]
    assert len(set(titles)) == len(titles)
    twice = asked_twice([group for group, _ in pane.folds()])
    assert all(":" in fold.head.accessibleName() for group, fold in pane.folds() if group.topic in twice)


def test_what_takes_a_minute_without_tools_is_offered_first() -> None:
    clues = load_clinical().clues
    assert len({is_quick(clue) for clue in clues.values()}) == 2
    for group in groups(load_clinical()):
        if group.part != "urgent":
            quick = [is_quick(clues[id_]) for id_ in group.clues]
            assert quick == sorted(quick, reverse=True)


def test_a_found_question_can_be_answered_by_keyboard(hand: Hand, window: Window, pane: CluesPane) -> None:
    QTest.keyClick(window.parts.canvas, Key.Key_F3)
    QTest.keyClicks(pane.search, "SLR")
    pane.settle_search()
    assert found(pane)[0] == "slr"
    QTest.keyClick(pane.search, Key.Key_Return)
    focus = QApplication.focusWidget()
    assert focus is not None
    row = next(r for r in pane.rows() if r.clue.id == "slr" and r.isVisible())
    assert isinstance(row, ClueRow)
    assert focus is row.segments.buttons["positive"]
    QTest.keyClick(focus, Key.Key_Space)
    hand.settle()
    assert dict(hand.session.case.clues) == {"slr": "positive"}
    assert QApplication.focusWidget() is focus


def test_no_key_makes_more_than_one_row_and_none_is_made_twice(
    pane: CluesPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    make = ClueRow.__init__

    def noted(row: ClueRow, clue: Clue, *rest: Any) -> None:
        made.append(clue.id)
        make(row, clue, *rest)

    monkeypatch.setattr(ClueRow, "__init__", noted)
    for key in "reflex":
        before = len(made)
        QTest.keyClicks(pane.search, key)
        assert len(made) <= before + 2, "one for the key, and one for the turn of the loop that delivers it"
    pane.settle_search()
    there = found(pane)
    assert len(there) > 2
    pane.search.clear()
    assert found(pane) == []
    count = len(made)
    QTest.keyClicks(pane.search, "reflex")
    pane.settle_search()
    assert found(pane) == there
    assert not set(there) & set(made[count:])
