"""The bar of an emergency: seen in every mode, cleared by keyboard for a reason, and back by undo."""

from __future__ import annotations

from pathlib import Path
from typing import Final, get_args

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from footmap.core.views import ViewId
from footmap.data.casefile import read_case
from footmap.ui.control.emergency import EmergencyControl
from footmap.ui.control.modes import Mode
from footmap.ui.panel.entries import Shares
from footmap.ui.shell.emergency import Emergency, EmergencyBar
from footmap.ui.window import Window

from .harness import LEFT, Answers, Hand

OUTER: Final[ViewId] = "foot_lateral"
REASON: Final = "MRI of today without compression"


def answer(hand: Hand, **answers: str) -> None:
    for clue, value in answers.items():
        hand.session.set_answer(clue, value, "answer")
    hand.settle()


def bar(window: Window) -> EmergencyBar:
    return window.parts.emergency


def active(window: Window, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def test_it_stands_over_the_whole_width_and_says_what_to_do_now(hand: Hand, window: Window) -> None:
    assert bar(window).isHidden()
    answer(hand, saddle_or_sphincter="yes")
    assert bar(window).isVisible()
    assert bar(window).width() == window.width()
    assert bar(window).mapTo(window, QPoint(0, 0)).y() == window.parts.topbar.height()
    reading = window.parts.panel.reading
    assert reading is not None
    flag = reading.assessment.alarms.emergencies[0]
    words = reading.wording.red_flag(flag)
    for part in (words.urgency, words.name, words.now):
        assert part in bar(window).text
        assert part in bar(window).accessibleName()


def test_the_row_of_an_emergency_has_neither_bar_nor_shares_also_while_the_brush_moves(
    hand: Hand, window: Window
) -> None:
    hand.paint(OUTER, [hand.inside(OUTER, 0.3, 0.4), hand.inside(OUTER, 0.7, 0.4)])
    answer(hand, saddle_or_sphincter="yes")
    list_ = window.parts.panel.list_of("condition")
    rows = [row for row in list_.rows if row.entry.id]
    urgent = [row for row in rows if row.entry.emergency]
    assert rows[: len(urgent)] == urgent
    assert urgent
    before = [row.height() for row in urgent]
    for row in urgent:
        assert row.entry.bar == 0.0
        assert row.shares == Shares()
        row.show_shares(Shares(0.4, 0.2), 0.7)
        assert row.entry.bar == 0.0
        assert row.shares == Shares()
        assert "%" not in row.accessibleName()
    assert [row.height() for row in urgent] == before
    other = next(row for row in rows if not row.entry.emergency and row.shares.explained)
    other.show_shares(Shares(0.4, None), 0.7)
    assert other.entry.bar == 0.7, "all others follow the brush"


def test_what_can_wait_for_days_does_not_raise_it(hand: Hand, window: Window) -> None:
    answer(hand, foot_drop="yes")
    reading = window.parts.panel.reading
    assert reading is not None
    assert [r.urgency for r in reading.assessment.alarms.raised] == ["soon"]
    assert bar(window).isHidden()
    assert window.parts.panel.banner.isVisible()


@pytest.mark.parametrize("mode", get_args(Mode))
def test_it_is_seen_in_every_mode(hand: Hand, window: Window, mode: Mode) -> None:
    answer(hand, saddle_or_sphincter="yes", sudden_cold_pale="yes")
    window.modes.go(mode, full_screen=False)
    QApplication.processEvents()
    assert bar(window).isVisible()
    assert bar(window).visibleRegion().boundingRect() == bar(window).rect(), "nothing of it is cut off"
    for line in bar(window).lines:
        assert line.isVisible() == (mode != "patient")
    names = [line.found.name for line in bar(window).lines]
    assert len(names) == 2
    for name in names:
        assert (name in bar(window).text) == (mode != "patient"), "a patient reads no diagnosis"
    window.modes.go("desk", full_screen=False)
    assert all(line.isVisible() for line in bar(window).lines)


def test_an_emergency_that_the_patient_paints_asks_for_the_screen(hand: Hand, window: Window) -> None:
    window.modes.go("patient", full_screen=False)
    answer(hand, saddle_or_sphincter="yes")
    assert bar(window).isVisible()
    assert "screen" in bar(window).text
    window.modes.go("desk", full_screen=False)


def test_it_is_cleared_by_keyboard_for_a_reason_and_undone(
    hand: Hand, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    answer(hand, saddle_or_sphincter="yes")
    active(window, qtbot)
    line = bar(window).lines[0]
    flag = line.found.id
    line.checks.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(line.checks, Qt.Key.Key_Tab)
    assert line.clear.hasFocus()
    height = bar(window).height()
    QTest.keyClick(line.clear, Qt.Key.Key_Space)
    assert line.reason.hasFocus()
    assert bar(window).height() == height, "the field takes the place of the buttons"
    QTest.keyClick(line.reason, Qt.Key.Key_Return)
    hand.settle()
    assert not hand.session.case.cleared, "nothing is cleared without a reason"
    QTest.keyClicks(line.reason, f"  {REASON} ")
    QTest.keyClick(line.reason, Qt.Key.Key_Return)
    hand.settle()
    assert dict(hand.session.case.cleared) == {flag: REASON}
    assert bar(window).isHidden()
    panel = window.parts.panel
    assert REASON in panel.cleared_flags.lines[flag]
    assert not any(e.emergency for e in panel.conditions.entries)
    assert window.files is not None
    path = tmp_path / "cleared.footmap"
    window.files.questions = Answers(window, to_save=path)
    window.files.save_as()
    assert dict(read_case(path).cleared) == {flag: REASON}
    hand.session.undo()
    hand.settle()
    assert not hand.session.case.cleared
    assert bar(window).isVisible()
    assert panel.conditions.entries[0].emergency
    hand.session.redo()
    hand.settle()
    assert bar(window).isHidden()


def test_a_reason_is_given_up_by_escape(hand: Hand, window: Window, qtbot: QtBot) -> None:
    answer(hand, saddle_or_sphincter="yes")
    active(window, qtbot)
    line = bar(window).lines[0]
    QTest.mouseClick(line.clear, LEFT)
    QTest.keyClicks(line.reason, "I did")
    QTest.keyClick(line.reason, Qt.Key.Key_Escape)
    assert not line.asking
    assert line.clear.hasFocus()
    assert not hand.session.case.cleared
    QTest.mouseClick(line.clear, LEFT)
    assert line.reason.text() == ""
    assert not line.confirm.isEnabled()


def test_what_was_cleared_has_a_way_back(hand: Hand, window: Window, qtbot: QtBot) -> None:
    answer(hand, saddle_or_sphincter="yes")
    flag = bar(window).lines[0].found.id
    hand.session.set_cleared(flag, REASON, "clear")
    hand.settle()
    assert bar(window).isHidden()
    panel = window.parts.panel
    panel.tabs.setCurrentIndex(3)
    QTest.mouseClick(panel.cleared_flags.buttons[flag], LEFT)
    hand.settle()
    assert not hand.session.case.cleared
    assert bar(window).isVisible()
    assert panel.cleared_flags.isHidden()
    assert "compression" in hand.session.stack.undoText()


def test_a_reason_that_is_being_written_outlives_another_answer(hand: Hand, window: Window) -> None:
    answer(hand, saddle_or_sphincter="yes")
    line = bar(window).lines[0]
    line.ask()
    QTest.keyClicks(line.reason, REASON)
    answer(hand, sudden_cold_pale="yes")
    assert [one.found.id for one in bar(window).lines].count(line.found.id) == 1
    assert line in bar(window).lines
    assert line.asking
    assert line.reason.text() == REASON


def test_what_confirms_it_is_one_press_away(hand: Hand, window: Window, qtbot: QtBot) -> None:
    answer(hand, saddle_or_sphincter="yes")
    hand.settle(deep=True)
    active(window, qtbot)
    QTest.mouseClick(bar(window).lines[0].checks, LEFT)
    panel = window.parts.panel
    assert panel.tabs.currentIndex() == 3
    card = panel.clues.question
    assert card.isVisible()
    assert card.questions[0].flag == bar(window).lines[0].found.id
    assert bar(window).lines[0].found.name in card.text, "it says which flag it checks"
    assert card.first is not None
    focus = QApplication.focusWidget()
    assert focus is not None
    assert card.first.isAncestorOf(focus)


def test_it_waits_for_the_stroke_and_the_pointer(hand: Hand, window: Window, qtbot: QtBot) -> None:
    answer(hand, foot_drop="yes")
    assert window.assessment is not None
    window.assessment.settled.disconnect()  # as in the program: nobody waits for the window
    at = hand.at(OUTER, *hand.inside(OUTER, 0.5, 0.5))
    hand.session.set_answer("saddle_or_sphincter", "yes", "answer")
    hand.press(at)
    QTest.qWait(600)
    top = hand.canvas.mapTo(window, QPoint(0, 0))
    assert bar(window).isHidden(), "nothing moves under a stroke"
    hand.release(at)
    qtbot.waitUntil(bar(window).isVisible, timeout=20_000)
    QApplication.processEvents()
    assert hand.canvas.mapTo(window, QPoint(0, 0)).y() == top.y() + bar(window).height()


def test_it_comes_although_the_pointer_never_rests(hand: Hand, window: Window, qtbot: QtBot) -> None:
    steps = iter(range(10_000))
    other = EmergencyBar(window)
    control = EmergencyControl(
        hand.session, window, bar=other, panel=window.parts.panel, pointer=lambda: QPoint(next(steps), 0)
    )
    answer(hand, saddle_or_sphincter="yes")
    assert window.parts.panel.reading is not None
    control.show_reading(window.parts.panel.reading)
    QTest.qWait(300)
    assert other.isHidden()
    qtbot.waitUntil(lambda: not other.isHidden(), timeout=10_000)
    assert next(steps) >= 8


def test_assistive_technology_meets_an_alert(hand: Hand, window: Window) -> None:
    answer(hand, saddle_or_sphincter="yes")
    found = QAccessible.queryAccessibleInterface(bar(window))
    assert found is not None
    assert found.role() == QAccessible.Role.AlertMessage
    assert bar(window).lines[0].found.now in found.text(QAccessible.Text.Name)


def test_nothing_is_made_again_for_the_same_emergencies(qtbot: QtBot) -> None:
    alone = EmergencyBar()
    qtbot.addWidget(alone)
    one, two = Emergency("a", "Emergency", "A", "go"), Emergency("b", "Emergency", "B", "run")
    alone.show_emergencies([one])
    line = alone.lines[0]
    alone.show_emergencies([two, one])
    assert [x.found for x in alone.lines] == [two, one]
    assert alone.lines[1] is line
    alone.show_emergencies([])
    assert alone.text == ""


def test_what_an_emergency_names_stands_first_and_marked(hand: Hand, window: Window) -> None:
    hand.paint(OUTER, [hand.inside(OUTER, 0.2, 0.1), hand.inside(OUTER, 0.6, 0.1)])
    answer(hand, saddle_or_sphincter="yes")
    panel = window.parts.panel
    panel.tabs.setCurrentIndex(2)
    reading = panel.reading
    assert reading is not None
    urgent = [a.candidate.id for a in reading.assessment.emergencies]
    rows = panel.conditions.rows
    assert [row.key[0] for row in rows[: len(urgent)]] == urgent
    assert [row.entry.emergency for row in rows] == [k < len(urgent) for k in range(len(rows))]
    assert "emergency" in rows[0].accessibleName()
    heads = [head for head in panel.conditions.headings if head.isVisible()]
    assert [head.text() for head in heads] == ["Exclude first", "Once this is excluded"]
    assert heads[0].y() < rows[0].y() < rows[len(urgent) - 1].y() < heads[1].y() < rows[len(urgent)].y()
    QTest.mouseClick(panel.evidence.buttons["paint"], LEFT)
    assert [row.key[0] for row in panel.conditions.rows[: len(urgent)]] == urgent, "also by paint alone"
    hand.session.undo()
    hand.settle()
    assert not any(head.isVisible() for head in panel.conditions.headings)


def test_the_copied_text_begins_with_the_emergency_and_holds_the_case(hand: Hand, window: Window) -> None:
    hand.paint(OUTER, [hand.inside(OUTER, 0.2, 0.1), hand.inside(OUTER, 0.6, 0.1)])
    answer(hand, saddle_or_sphincter="yes", ankle_reflex="reduced_one_side")
    panel = window.parts.panel
    panel.tabs.setCurrentIndex(2)
    panel.copy()
    text = QApplication.clipboard().text()
    reading = panel.reading
    assert reading is not None
    wording, a = reading.wording, reading.assessment
    flag = wording.red_flag(a.alarms.emergencies[0])
    assert text.startswith(f"!! {flag.urgency}: {flag.name}. {flag.now}")
    for said in wording.answered(a):
        assert said in text
    regions = [wording.region(id_) for id_ in reading.localiser.fields.region]
    painted = text.split("\n\n")[1]
    assert any(f"{region} (right" in painted for region in regions)
    assert "What is done" in text
    first = panel.conditions.rows[0]
    assert text.index(f"!! {first.name}") < text.index(wording.say("text_once_excluded"))


def test_what_comes_after_the_reason_lets_it_stand_again(hand: Hand, window: Window, qtbot: QtBot) -> None:
    answer(hand, saddle_or_sphincter="yes")
    active(window, qtbot)
    line = bar(window).lines[0]
    flag = line.found.id
    QTest.mouseClick(line.clear, LEFT)
    QTest.keyClicks(line.reason, REASON)
    QTest.keyClick(line.reason, Qt.Key.Key_Return)
    hand.settle()
    assert bar(window).isHidden()
    assert hand.session.case.cleared_on == {flag: ("saddle_or_sphincter",)}
    answer(hand, urinary_retention="yes")
    assert [one.found.id for one in bar(window).lines] == [flag]
    assert bar(window).isVisible()
    hand.session.undo()
    hand.settle()
    assert bar(window).isHidden()
