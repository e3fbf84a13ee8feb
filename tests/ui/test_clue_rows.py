"""Sides, several answers, focus and long words in the rows of the clues tab, with real events."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from footmap.core.drawing import Case, ClueAnswer
from footmap.core.views import SIDES, Side
from footmap.data.knowledge.clinical import load_clinical
from footmap.ui.document.engine import Engine
from footmap.ui.look.plain import tip, visible
from footmap.ui.look.tokens import THEMES, ThemeName
from footmap.ui.panel.clue_row import UNANSWERED, ClueRow
from footmap.ui.panel.clues import CluesPane
from footmap.ui.panel.panel import CLUES_TAB
from footmap.ui.panel.wrapping_button import WrappingButton
from footmap.ui.picture.shelf import PictureShelf
from footmap.ui.screenshot import speaking
from footmap.ui.settings.preferences import Preferences
from footmap.ui.window import Window

from .harness import LEFT, Answers, Hand

OUTER: Final = "foot_lateral"


@pytest.fixture
def pane(hand: Hand, window: Window) -> CluesPane:
    hand.settle()
    window.parts.panel.tabs.setCurrentIndex(CLUES_TAB)
    return window.parts.panel.clues


def unfold(pane: CluesPane, *topics: str) -> None:
    for group, fold in pane.folds():
        if group.topic in topics and not fold.head.isChecked():
            QTest.mouseClick(fold.head, LEFT)


def row(pane: CluesPane, clue: str) -> ClueRow:
    return next(r for r in pane.rows() if r.clue.id == clue)


def press(clue_row: ClueRow, answer: str) -> None:
    QTest.mouseClick(clue_row.segments.buttons[answer], LEFT)


def choose(clue_row: ClueRow, place: str) -> None:
    assert clue_row.sides is not None
    QTest.mouseClick(clue_row.sides.segments.buttons[place], LEFT)


def test_right_and_left_are_answered_apart_each_in_one_step(hand: Hand, pane: CluesPane) -> None:
    unfold(pane, "provocation")
    slr = row(pane, "slr")
    choose(slr, "right")
    press(slr, "positive")
    hand.settle()
    choose(slr, "left")
    assert slr.segments.value == UNANSWERED, "the left is not answered yet"
    press(slr, "negative")
    hand.settle()
    assert dict(hand.session.case.clues) == {"slr": {"right": "positive", "left": "negative"}}
    assert hand.session.stack.count() == 2, "a side alone is no step"
    for printed in (slr.given, pane.list.lines["slr"], hand.session.stack.undoText()):
        assert "positive (right)" in printed
        assert "negative (left)" in printed
    press(slr, UNANSWERED)
    hand.settle()
    assert dict(hand.session.case.clues) == {"slr": {"right": "positive"}}
    hand.session.undo()
    hand.session.undo()
    hand.settle()
    assert dict(hand.session.case.clues) == {"slr": {"right": "positive"}}


def test_both_sides_are_answered_at_once(hand: Hand, pane: CluesPane) -> None:
    unfold(pane, "provocation")
    choose(row(pane, "slr"), "both")
    press(row(pane, "slr"), "positive")
    hand.settle()
    assert dict(hand.session.case.clues) == {"slr": {"right": "positive", "left": "positive"}}
    assert "both sides" in pane.list.lines["slr"]


def test_a_general_answer_stays_one_until_a_side_is_chosen(hand: Hand, pane: CluesPane) -> None:
    unfold(pane, "provocation")
    slr = row(pane, "slr")
    press(slr, "positive")
    hand.settle()
    assert dict(hand.session.case.clues) == {"slr": "positive"}
    assert slr.place is None
    assert slr.given == ""
    choose(slr, "left")
    hand.settle()
    assert dict(hand.session.case.clues) == {"slr": {"left": "positive"}}
    assert hand.session.stack.count() == 2


@pytest.mark.parametrize("side", SIDES)
def test_the_painted_side_is_offered_and_seen_and_may_be_refused(hand: Hand, pane: CluesPane, side: Side) -> None:
    unfold(pane, "provocation")
    slr = row(pane, "slr")
    assert slr.sides is not None
    assert slr.sides.suggested is None
    hand.paint(OUTER, [hand.inside(OUTER, 0.2, 0.1), hand.inside(OUTER, 0.6, 0.1)], side=side)
    hand.settle()
    button = slr.sides.segments.buttons[side]
    assert "painted" in button.words
    assert not button.isChecked(), "an offer is not a choice"
    assert "drawing" in button.accessibleDescription()
    press(slr, "positive")
    hand.settle()
    assert dict(hand.session.case.clues) == {"slr": {side: "positive"}}
    press(slr, "positive")
    hand.settle()
    assert not hand.session.case.clues
    hand.session.undo()
    hand.session.undo()
    hand.settle()
    prone = row(pane, "crossed_slr") if row(pane, "crossed_slr").sides else row(pane, "slump")
    choose(prone, side)
    assert prone.place is None, "pressing the offered side refuses it"
    press(prone, "positive")
    hand.settle()
    assert dict(hand.session.case.clues)[prone.clue.id] == "positive"


def test_two_painted_limbs_offer_no_side(hand: Hand, pane: CluesPane) -> None:
    unfold(pane, "provocation")
    for side in SIDES:
        hand.paint(OUTER, [hand.inside(OUTER, 0.2, 0.1), hand.inside(OUTER, 0.6, 0.1)], side=side)
    hand.settle()
    assert row(pane, "slr").place is None


def test_every_clue_that_has_sides_offers_them(hand: Hand, pane: CluesPane) -> None:
    unfold(pane, *load_clinical().topics)
    assert len(pane.rows()) > 100
    for clue_row in pane.rows():
        assert (clue_row.sides is not None) == clue_row.clue.sided, clue_row.clue.id


def test_an_answer_that_speaks_of_both_sides_takes_none(hand: Hand, pane: CluesPane) -> None:
    unfold(pane, "reflexes")
    ankle = row(pane, "ankle_reflex")
    choose(ankle, "right")
    press(ankle, "reduced_both")
    hand.settle()
    assert dict(hand.session.case.clues) == {"ankle_reflex": "reduced_both"}


def test_several_answers_stand_together_and_no_excludes_them(hand: Hand, pane: CluesPane) -> None:
    unfold(pane, "person", "cause", "course")
    disease = row(pane, "systemic_disease")
    press(disease, "multiple_sclerosis")
    press(disease, "diabetes")
    hand.settle()
    assert dict(hand.session.case.clues) == {"systemic_disease": ("diabetes", "multiple_sclerosis")}
    assert disease.segments.values == {"diabetes", "multiple_sclerosis"}
    assert [b.isChecked() for b in disease.segments.buttons.values()].count(True) == 2
    assert hand.session.stack.count() == 2
    press(disease, "no")
    hand.settle()
    assert dict(hand.session.case.clues) == {"systemic_disease": "no"}
    press(disease, "diabetes")
    hand.settle()
    assert dict(hand.session.case.clues) == {"systemic_disease": "diabetes"}
    press(disease, "diabetes")
    hand.settle()
    assert not hand.session.case.clues


def test_the_keyboard_stays_on_the_answer_that_was_chosen(
    hand: Hand, window: Window, pane: CluesPane, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    unfold(pane, "reflexes")
    ankle = row(pane, "ankle_reflex")
    for answer in ("reduced_one_side", "normal"):
        button = ankle.segments.buttons[answer]
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        hand.settle(deep=True)
        QApplication.processEvents()
        assert QApplication.focusWidget() is button
        assert button.isChecked()
    ankle.segments.buttons[UNANSWERED].setFocus()
    ankle.segments.take_focus()
    assert QApplication.focusWidget() is ankle.segments.buttons["normal"]
    press(ankle, UNANSWERED)
    hand.settle()
    ankle.segments.take_focus()
    assert QApplication.focusWidget() is not ankle.segments.buttons[UNANSWERED], (
        "“not tested” is no answer to begin with"
    )


def test_the_card_shows_its_answer_and_keeps_the_keyboard_until_the_next_question(
    hand: Hand, window: Window, pane: CluesPane, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    hand.paint(OUTER, [hand.inside(OUTER, 0.2, 0.1), hand.inside(OUTER, 0.6, 0.1)])
    hand.settle(deep=True)
    first = pane.question.first
    assert first is not None
    button = next(iter(first.segments.buttons.values()))
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert pane.question.waiting
    assert button.isChecked()
    focus = QApplication.focusWidget()
    assert focus is pane.question, "no button elsewhere is under the keyboard meanwhile"
    QTest.keyClick(focus, Qt.Key.Key_Space)
    hand.settle(deep=True)
    assert len(hand.session.case.clues) == 1
    second = pane.question.first
    assert second is not None
    assert second is not first
    focus = QApplication.focusWidget()
    assert focus is second.segments.buttons[next(iter(second.clue.answers))]


def test_the_question_stays_where_it_is_while_answers_are_listed_above_it(
    hand: Hand, window: Window, pane: CluesPane, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    unfold(pane, "power")
    QApplication.processEvents()
    for clue in ("inversion_weak", "eversion_weak", "knee_extension_weak", "hip_flexion_weak"):
        found = row(pane, clue)
        pane._area.ensureWidgetVisible(found)
        QApplication.processEvents()
        button = found.segments.buttons["yes"]
        before = button.mapTo(window, QPoint())
        QTest.mouseClick(button, LEFT)
        hand.settle(deep=True)
        for _ in range(3):
            QApplication.processEvents()
        assert found.clue.id in pane.list.lines
        assert button.mapTo(window, QPoint()) == before


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_focus_does_not_look_like_a_choice(hand: Hand, window: Window, pane: CluesPane, theme: ThemeName) -> None:
    window.look.choose(theme)
    window.activateWindow()
    unfold(pane, "reflexes")
    ankle = row(pane, "ankle_reflex")
    button, other = ankle.segments.buttons["normal"], ankle.segments.buttons["reduced_both"]

    def middle() -> int:
        image = button.grab().toImage()
        return image.pixelColor(6, image.height() // 2).rgb()

    other.setFocus()
    plain = middle()
    button.setFocus()
    assert middle() == plain, "the ground of a button does not change with the keyboard"
    press(ankle, "normal")
    hand.settle()
    other.setFocus()
    assert middle() != plain


def test_schools_that_differ_are_named_beside_the_question(hand: Hand, pane: CluesPane) -> None:
    unfold(pane, "power", "provocation")
    for clue, words in (("eversion_weak", "S1"), ("slr", "surgical series")):
        found = row(pane, clue)
        note = next(b for b in found.findChildren(QPushButton) if "Schools differ" in b.accessibleName())
        QTest.mouseClick(note, LEFT)
        said = " ".join(label.text() for label in found.findChildren(QLabel) if label.isVisible())
        assert words in said
        assert "Used here" in said
    plain = row(pane, "hip_flexion_weak")
    assert not any("Schools" in b.accessibleName() for b in plain.findChildren(QPushButton))


def test_text_of_a_case_is_shown_as_it_is(hand: Hand, pane: CluesPane) -> None:
    evil = '<b>bold</b><img src="/etc/passwd">&nbsp; R&D \x1b[31m \u202egnol'
    clues: dict[str, ClueAnswer] = {"slr": evil, "ankle_reflex": {"right": evil, "left": "normal"}}
    hand.session.open(Case(body="male", clues=MappingProxyType(clues)), None)
    hand.settle()
    unfold(pane, "provocation", "reflexes")
    QApplication.processEvents()
    shown = visible(evil)
    assert "\\x1b" in shown
    assert "\\u202e" in shown
    buttons = [b for b in pane.list.findChildren(WrappingButton) if "<b>" in b.words and b.isVisible()]
    assert len(buttons) == 2
    for button in buttons:
        assert shown in button.words
        assert button.text().replace("\n", " ").replace("&&", "&").split() == button.words.split()
        assert button.toolTip().startswith("<span>")
        assert "&lt;b&gt;bold" in button.toolTip()
        assert "<img" not in button.toolTip()
    assert shown in row(pane, "ankle_reflex").given
    for label in pane.findChildren(QLabel):
        if "<b>" in label.text():
            assert label.textFormat() == Qt.TextFormat.PlainText
            assert "\x1b" not in label.text()


def test_tips_say_what_they_are_given() -> None:
    assert tip("") == ""
    assert tip("<i>a</i> & b") == "<span>&lt;i&gt;a&lt;/i&gt; &amp; b</span>"


@pytest.fixture
def german(qapp: QApplication, engine: Engine, shelf: PictureShelf, preferences: Preferences) -> Iterator[Window]:
    with speaking("de"):
        window = Window(preferences, theme="light")
        window.attach(engine, shelf)
        assert window.files is not None
        window.files.questions = Answers(window)
        window.resize(1024, 700)
        window.show()
        yield window
        window.close()
        window.deleteLater()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def clipped(root: QWidget) -> list[str]:
    """Words below `root` that have no room."""
    out = []
    for child in root.findChildren(QWidget):
        if not child.isVisible():
            continue
        parent = child.parentWidget()
        if isinstance(child, QLabel) and child.text():
            high = child.heightForWidth(child.width()) if child.wordWrap() else child.sizeHint().height()
            wide = 0 if child.wordWrap() else child.fontMetrics().horizontalAdvance(child.text())
        elif isinstance(child, WrappingButton):
            high = child.heightForWidth(child.width())
            lines = child.text().replace("&&", "&").split("\n")
            wide = max(child.fontMetrics().horizontalAdvance(line) for line in lines)
        else:
            continue
        outside = parent is not None and not parent.rect().contains(child.geometry())
        if high > child.height() + 1 or wide > child.width() or outside:
            out.append(f"{type(child).__name__}: {child.property('text')}")
    return out


def test_no_question_and_no_answer_is_clipped_in_german_in_a_small_window(
    hand: Hand, german: Window, qapp: QApplication
) -> None:
    assert german.assessment is not None
    german.assessment.settle(deep=True)
    german.parts.panel.tabs.setCurrentIndex(CLUES_TAB)
    pane = german.parts.panel.clues
    unfold(pane, *load_clinical().topics)
    for _ in range(4):
        qapp.processEvents()
    assert german.width() == 1024
    assert len(pane.rows()) > 100
    assert any(row.segments.height() > 60 for row in pane.rows()), "some answers need more than a line"
    assert clipped(pane) == []


def test_answers_of_which_one_is_given_are_radio_buttons_and_others_boxes(window: Window, hand: Hand) -> None:
    hand.settle()
    canvas = QAccessible.queryAccessibleInterface(window.parts.canvas)  # the factory is in place
    assert canvas is not None
    roles = {}
    for id_ in ("slr", "saddle_or_sphincter"):
        assert window.parts.panel.reading is not None
        clue = window.parts.panel.reading.clinical.clues[id_]
        row = ClueRow(clue, window.parts.panel.reading.wording)
        row.setParent(window)
        found = [QAccessible.queryAccessibleInterface(b) for b in row.segments.buttons.values()]
        roles[id_] = {interface.role() for interface in found}
        row.set_answer(next(iter(clue.answers)))
        first = next(iter(row.segments.buttons.values()))
        state = QAccessible.queryAccessibleInterface(first).state()
        assert state.checked
    assert roles["slr"] == {QAccessible.Role.RadioButton}
    assert roles["saddle_or_sphincter"] <= {QAccessible.Role.CheckBox, QAccessible.Role.Button}
