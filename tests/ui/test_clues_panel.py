from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from footmap import cli
from footmap.core.drawing import Case, ClueAnswer
from footmap.data.casefile import read_case, write_case
from footmap.data.knowledge.clinical import load_clinical
from footmap.ui.look.tokens import TOUCH
from footmap.ui.panel.clue_groups import groups
from footmap.ui.panel.clue_row import UNANSWERED, ClueRow, split_names
from footmap.ui.panel.clues import CluesPane
from footmap.ui.panel.panel import CLUES_TAB, DEPTHS
from footmap.ui.window import Window

from .harness import LEFT, Hand

OUTER: Final = "foot_lateral"


@pytest.fixture
def pane(hand: Hand, window: Window) -> CluesPane:
    hand.settle()
    window.parts.panel.tabs.setCurrentIndex(CLUES_TAB)
    return window.parts.panel.clues


def unfold(pane: CluesPane, topic: str, part: str = "exam") -> None:
    fold = next(fold for group, fold in pane.folds() if (group.part, group.topic) == (part, topic))
    QTest.mouseClick(fold.head, LEFT)


def row(pane: CluesPane, clue: str) -> ClueRow:
    return next(r for r in pane.rows() if r.clue.id == clue)


def press(clue_row: ClueRow, answer: str) -> None:
    QTest.mouseClick(clue_row.segments.buttons[answer], LEFT)


def test_every_clue_stands_in_one_group() -> None:
    clinical = load_clinical()
    found = [id_ for group in groups(clinical) for id_ in group.all]
    assert sorted(found) == sorted(clinical.clues)


def test_questions_are_made_when_their_group_opens(pane: CluesPane) -> None:
    assert pane.rows() == ()
    unfold(pane, "reflexes")
    clinical = load_clinical()
    assert {r.clue.id for r in pane.rows()} == {c.id for c in clinical.clues.values() if c.topic == "reflexes"}
    assert all(r.isVisible() for r in pane.rows() if r.clue.applies_if is None)


def test_an_answer_is_one_step_of_undo_and_part_of_the_case(hand: Hand, window: Window, pane: CluesPane) -> None:
    unfold(pane, "reflexes")
    ankle = row(pane, "ankle_reflex")
    assert ankle.segments.value == UNANSWERED
    press(ankle, "reduced_one_side")
    hand.settle()
    assert dict(hand.session.case.clues) == {"ankle_reflex": "reduced_one_side"}
    assert ankle.segments.value == "reduced_one_side"
    assert hand.session.modified
    assert window.parts.panel.tabs.tabText(CLUES_TAB) == "Clues · 1"
    assert "Ankle jerk" in hand.session.stack.undoText()
    press(ankle, "normal")
    hand.settle()
    assert hand.session.stack.count() == 2
    hand.session.undo()
    hand.settle()
    assert ankle.segments.value == "reduced_one_side"
    hand.session.undo()
    hand.settle()
    assert not hand.session.case.clues
    assert ankle.segments.value == UNANSWERED
    hand.session.redo()
    hand.settle()
    assert dict(hand.session.case.clues) == {"ankle_reflex": "reduced_one_side"}


@pytest.mark.parametrize("again", ["reduced_one_side", UNANSWERED])
def test_an_answer_is_taken_away_where_it_was_given(hand: Hand, pane: CluesPane, again: str) -> None:
    unfold(pane, "reflexes")
    press(row(pane, "ankle_reflex"), "reduced_one_side")
    hand.settle()
    press(row(pane, "ankle_reflex"), again)
    hand.settle()
    assert not hand.session.case.clues


def test_paint_and_answers_undo_in_their_order(hand: Hand, pane: CluesPane) -> None:
    hand.paint(OUTER, [hand.inside(OUTER, 0.2, 0.1), hand.inside(OUTER, 0.6, 0.1)])
    area = hand.session.derived.match.paint_cm2
    hand.session.set_answer("slr", "positive", "answer")
    hand.paint(OUTER, [hand.inside(OUTER, 0.5, 0.8)])
    hand.session.undo()
    hand.settle()
    assert hand.session.derived.match.paint_cm2 == area
    assert dict(hand.session.case.clues) == {"slr": "positive"}
    hand.session.undo()
    hand.settle()
    assert hand.session.derived.match.paint_cm2 == area
    assert not hand.session.case.clues
    hand.session.undo()
    hand.settle()
    assert not hand.session.case.drawing.strokes


def test_the_keyboard_answers(hand: Hand, pane: CluesPane) -> None:
    unfold(pane, "provocation")
    button = row(pane, "slr").segments.buttons["positive"]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    hand.settle()
    assert dict(hand.session.case.clues) == {"slr": "positive"}


def test_search_finds_clues_of_every_place(hand: Hand, pane: CluesPane) -> None:
    QTest.keyClicks(pane.search, "tinel fibular")
    pane.settle_search()
    QApplication.processEvents()
    found = {r.clue.id for r in pane.rows() if r.isVisible()}
    assert any(id_.startswith("tinel") for id_ in found)
    clue = next(r for r in pane.rows() if r.clue.family == "tinel" and r.isVisible())
    press(clue, "positive")
    hand.settle()
    assert dict(hand.session.case.clues) == {clue.clue.id: "positive"}
    assert list(pane.list.lines) == [clue.clue.id]
    QTest.mouseClick(pane.list.clear_buttons[clue.clue.id], LEFT)
    hand.settle()
    assert not hand.session.case.clues
    pane.search.setText("no such words")
    pane.settle_search()
    QApplication.processEvents()
    assert any("No question contains" in label.text() for label in pane.findChildren(QLabel) if label.isVisible())


def test_a_place_is_chosen_for_clues_of_regions(hand: Hand, pane: CluesPane, tmp_path: Path) -> None:
    unfold(pane, "sensation")
    chooser = next(c for c in pane.findChildren(QComboBox) if c.itemData(0).startswith("light_touch"))
    index = chooser.findData("light_touch.web1_dorsal")
    assert index >= 0
    chooser.activated.emit(index)
    press(row(pane, "light_touch.web1_dorsal"), "reduced")
    hand.settle()
    path = tmp_path / "touch.footmap"
    write_case(path, hand.session.case)
    assert dict(read_case(path).clues) == {"light_touch.web1_dorsal": "reduced"}


def test_names_of_a_family_part_into_title_and_places() -> None:
    title, places = split_names(["Light touch, big toe", "Light touch, heel", "Light touch, back of the foot"])
    assert title == "Light touch"
    assert places == ("big toe", "heel", "back of the foot")


def test_answers_that_contradict_each_other_are_said_to(hand: Hand, pane: CluesPane) -> None:
    unfold(pane, "power")
    hand.session.set_answer("foot_drop", "yes", "answer")
    hand.session.set_answer("leg_power", "normal", "answer")
    hand.settle()
    QApplication.processEvents()
    shown = [label.text() for label in pane.list.findChildren(QLabel) if label.isVisible()]
    assert sum("contradict" in text for text in shown) == 1
    assert "contradict" in row(pane, "leg_power").notes
    press(row(pane, "leg_power"), UNANSWERED)
    hand.settle()
    assert row(pane, "leg_power").notes == ""


def test_a_no_that_does_not_reassure_says_so_where_it_was_given(hand: Hand, pane: CluesPane) -> None:
    unfold(pane, "urgent", "urgent")
    press(row(pane, "saddle_or_sphincter"), "no")
    hand.settle()
    assert "does not" in row(pane, "saddle_or_sphincter").notes


def test_limbs_that_differ_are_shown_and_can_be_answered_anew(hand: Hand, window: Window, pane: CluesPane) -> None:
    clues: dict[str, ClueAnswer] = {"ankle_reflex": {"right": "reduced_one_side", "left": "normal"}}
    hand.session.open(replace(hand.session.case, clues=clues), None)
    hand.settle()
    assert "right" in pane.list.lines["ankle_reflex"]
    unfold(pane, "reflexes")
    ankle = row(pane, "ankle_reflex")
    assert ankle.sides is not None
    assert (ankle.place, ankle.segments.value) == ("right", "reduced_one_side")
    assert "right" in ankle.given
    assert "left" in ankle.given
    QTest.mouseClick(ankle.sides.segments.buttons["both"], LEFT)
    assert ankle.segments.values == frozenset(), "neither answer is that of both sides"
    press(ankle, "normal")
    hand.settle()
    assert dict(hand.session.case.clues) == {"ankle_reflex": {"right": "normal", "left": "normal"}}


def test_the_best_question_is_asked_and_gives_way_to_the_next(hand: Hand, pane: CluesPane) -> None:
    hand.paint(OUTER, [hand.inside(OUTER, 0.2, 0.1), hand.inside(OUTER, 0.6, 0.1)])
    hand.settle(deep=True)
    assert pane.question.isVisible()
    first = pane.question.first
    assert first is not None
    said = " ".join(label.text() for label in pane.question.findChildren(QLabel))
    for answer in first.segments.buttons.values():
        if answer is not first.segments.buttons[UNANSWERED]:
            assert f"{answer.text()}:" in said, "what each answer would change"
    clue = first.clue.id
    press(first, next(iter(first.clue.answers)))
    assert pane.question.waiting, "nothing can be answered twice, and the card keeps its place"
    assert pane.question.isVisible()
    hand.settle(deep=True)
    assert clue in hand.session.case.clues
    assert clue not in {q.clue for q in pane.question.questions}


def test_clues_that_depend_on_another_appear_with_it(hand: Hand, pane: CluesPane) -> None:
    clinical = load_clinical()
    clue = next(c for c in clinical.clues.values() if c.applies_if is not None)
    assert clue.applies_if is not None
    part = "urgent" if clue.topic == "urgent" else clue.kind
    unfold(pane, clue.topic, part)
    assert not row(pane, clue.id).isVisible()
    hand.session.set_answer(clue.applies_if, "yes", "answer")
    hand.settle()
    assert row(pane, clue.id).isVisible()


def test_the_window_shows_what_the_command_line_prints(
    hand: Hand, window: Window, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hand.paint(OUTER, [hand.inside(OUTER, 0.2, 0.1), hand.inside(OUTER, 0.6, 0.1)])
    hand.session.set_answer("ankle_reflex", "reduced_one_side", "answer")
    hand.session.set_answer("sudden_cold_pale", "yes", "answer")
    hand.settle(deep=True)
    path = tmp_path / "same.footmap"
    write_case(path, hand.session.case)
    assert cli.main(["rank", str(path), "--json", "--full"]) == 0
    printed = json.loads(capsys.readouterr().out)
    panel = window.parts.panel
    assert panel.reading is not None
    for depth, key in zip(DEPTHS, ("nerves", "levels", "conditions"), strict=True):
        entries = panel.list_of(depth).entries
        assert [e.id for e in entries] == [c["id"] for c in printed[key]]
        for entry, candidate in zip(entries, printed[key], strict=True):
            assert (entry.name, entry.side, entry.site) == (
                candidate["name"],
                candidate["side"],
                candidate["site"],
            )
            assert entry.words is not None
            words = panel.reading.wording.support(entry.words)
            assert words == candidate["words"] or candidate.get("emergency", False)
            if entry.shares.filled is not None:
                assert entry.shares.filled == pytest.approx(100 * candidate["filled"], abs=0.51)
    assert panel.banner.alarms is not None
    assert [r.id for r in panel.banner.alarms.raised] == [f["id"] for f in printed["red_flags"]]
    assert [q.clue for q in panel.clues.question.questions] == [q["clue"] for q in printed["next_questions"]]
    kept = panel.reading.assessment.stability
    assert kept is not None
    assert kept.kept["nerve"] == pytest.approx(printed["stability"]["kept"]["nerve"])


def test_opening_another_case_shows_its_answers(hand: Hand, window: Window, pane: CluesPane) -> None:
    unfold(pane, "reflexes")
    press(row(pane, "ankle_reflex"), "normal")
    hand.settle()
    hand.session.open(Case(body="male", clues=MappingProxyType({"slr": "negative"})), None)
    hand.settle()
    assert row(pane, "ankle_reflex").segments.value == UNANSWERED
    assert list(pane.list.lines) == ["slr"]
    hand.session.new()
    hand.settle()
    assert pane.list.isHidden()
    assert window.parts.panel.tabs.tabText(CLUES_TAB) == "Clues"


def test_answers_are_large_enough_for_fingers_when_presented(hand: Hand, window: Window, pane: CluesPane) -> None:
    hand.session.set_answer("slr", "positive", "answer")
    hand.settle()
    unfold(pane, "reflexes")
    window.parts.commands.presentation.trigger()
    QTest.keyClick(window, Qt.Key.Key_F9)
    QApplication.processEvents()
    buttons = [b for b in window.parts.panel.findChildren(QAbstractButton) if b.isVisible()]
    assert len(buttons) > 20
    for button in buttons:
        assert min(button.width(), button.height()) >= TOUCH.control_px, button.accessibleName()
    window.parts.commands.presentation.trigger()


def test_the_keyboard_goes_from_question_to_question(hand: Hand, window: Window, pane: CluesPane, qtbot: QtBot) -> None:
    hand.paint(OUTER, [hand.inside(OUTER, 0.2, 0.1), hand.inside(OUTER, 0.6, 0.1)])
    hand.settle(deep=True)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    first = pane.question.first
    assert first is not None
    button = next(iter(first.segments.buttons.values()))
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    hand.settle(deep=True)
    QApplication.processEvents()
    second = pane.question.first
    assert second is not None
    assert second is not first
    focus = QApplication.focusWidget()
    assert focus is not None
    assert second.isAncestorOf(focus)
    pane.search.setFocus()
    QTest.keyClicks(pane.search, "ankle jerk")
    pane.settle_search()
    QTest.keyClick(pane.search, Qt.Key.Key_Return)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert row(pane, "ankle_reflex").isAncestorOf(focus)
