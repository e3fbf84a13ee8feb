"""The table of power and reflexes, filled with real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from footmap.data.knowledge.clinical import load_clinical
from footmap.ui.dialogs.grades import GradesDialog
from footmap.ui.look.tokens import THEMES, ThemeName
from footmap.ui.panel.grade_table import GradeTable
from footmap.ui.panel.panel import CLUES_TAB
from footmap.ui.window import Window

from .harness import LEFT, Hand

Key = Qt.Key


@pytest.fixture
def table(hand: Hand, window: Window) -> GradeTable:
    hand.settle()
    window.parts.panel.tabs.setCurrentIndex(CLUES_TAB)
    QTest.mouseClick(window.parts.panel.clues.table, LEFT)
    return window.findChildren(GradesDialog)[0].table


def stand(table: GradeTable, clue: str, side: str) -> None:
    model = table.model()
    row = next(r for r in range(model.rowCount()) if table._model.clue(model.index(r, 0)).id == clue)
    table.setCurrentIndex(model.index(row, ["right", "left"].index(side)))


def test_every_graded_clue_has_a_row_and_the_key_opens_it(hand: Hand, window: Window) -> None:
    hand.settle()
    QTest.keyClick(window, Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    table = window.findChildren(GradesDialog)[0].table
    graded = {clue.id for clue in load_clinical().clues.values() if clue.scale is not None}
    model = table.model()
    assert {table._model.clue(model.index(r, 0)).id for r in range(model.rowCount())} == graded
    assert window.findChildren(GradesDialog)[0].isVisible()
    QTest.keyClick(window, Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert len(window.findChildren(GradesDialog)) == 1


def test_digits_and_arrows_fill_the_table(hand: Hand, table: GradeTable) -> None:
    model = table.model()
    count = model.rowCount()
    for row in range(count):
        QTest.keyClicks(table, "4")
        QTest.keyClick(table, Key.Key_Right)
        QTest.keyClicks(table, "2")
        QTest.keyClick(table, Key.Key_Left)
        if row < count - 1:
            QTest.keyClick(table, Key.Key_Down)
    hand.settle()
    scales = {clue.id: clue.scale for clue in load_clinical().clues.values() if clue.scale is not None}
    found = dict(hand.session.case.clues)
    assert found.keys() == scales.keys()
    for id_, value in found.items():
        right, left = scales[id_].find("4"), scales[id_].find("2")
        assert right is not None
        assert left is not None
        assert value == {"right": right.id, "left": left.id}
    assert hand.session.stack.count() == 2 * count, "one step of undo for each answer"


def test_a_finer_grade_is_one_step_with_its_digit(hand: Hand, window: Window, table: GradeTable) -> None:
    stand(table, "inversion_weak", "left")
    QTest.keyClicks(table, "4-")
    hand.settle()
    assert dict(hand.session.case.clues) == {"inversion_weak": {"left": "4-"}}
    assert hand.session.stack.count() == 1
    assert "4-" in hand.session.stack.undoText()
    QTest.keyClick(table, Key.Key_Right)
    QTest.keyClick(table, Key.Key_Left)
    QTest.keyClicks(table, "5+")
    hand.settle()
    assert dict(hand.session.case.clues)["inversion_weak"] == {"right": "5", "left": "4-"}
    QTest.keyClicks(table, "4+")
    QTest.keyClick(table, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    hand.settle()
    assert dict(hand.session.case.clues)["inversion_weak"] == {"right": "5", "left": "4-"}, "4+ was one step"
    assert table.currentIndex().data() == "5"


def test_a_finer_grade_does_not_change_a_step_that_was_saved(hand: Hand, table: GradeTable) -> None:
    stand(table, "inversion_weak", "left")
    QTest.keyClicks(table, "4")
    hand.settle()
    hand.session.stack.setClean()
    QTest.keyClicks(table, "+")
    hand.settle()
    assert hand.session.modified
    assert hand.session.stack.count() == 2


@pytest.mark.parametrize("key", [Key.Key_Backspace, Key.Key_Delete])
def test_backspace_clears_a_cell_and_only_this(hand: Hand, table: GradeTable, key: Key) -> None:
    QTest.keyClicks(table, "3")
    QTest.keyClick(table, Key.Key_Return)
    QTest.keyClicks(table, "5")
    QTest.keyClick(table, key)
    hand.settle()
    assert list(hand.session.case.clues.values()) == [{"right": "3"}]
    QTest.keyClick(table, Key.Key_Left)
    QTest.keyClick(table, key)
    hand.settle()
    assert not hand.session.case.clues


@pytest.mark.parametrize(("clue", "keys"), [("inversion_weak", "7"), ("ankle_reflex", "5"), ("knee_reflex", "-")])
def test_a_key_that_is_no_grade_changes_nothing_and_says_so(
    hand: Hand, window: Window, table: GradeTable, clue: str, keys: str
) -> None:
    stand(table, clue, "right")
    said = window.findChildren(GradesDialog)[0].said
    before = said.text()
    QTest.keyClicks(table, keys)
    hand.settle()
    assert not hand.session.case.clues
    assert said.text() != before
    assert not hand.session.stack.count()


def test_tab_leaves_the_table_and_letters_and_digits_do_not_reach_the_window(
    hand: Hand, window: Window, table: GradeTable
) -> None:
    dialog = window.findChildren(GradesDialog)[0]
    dialog.activateWindow()
    table.setFocus()
    quality = window.parts.settings.quality
    QTest.keyClicks(table, "n3")
    assert window.parts.settings.quality == quality
    assert not window.parts.commands.nerves.isChecked()
    QTest.keyClick(table, Key.Key_Tab)
    QApplication.processEvents()
    focus = QApplication.focusWidget()
    assert focus is not table
    assert focus is None or dialog.isAncestorOf(focus)


def test_table_and_row_show_the_same_answer(hand: Hand, window: Window, table: GradeTable) -> None:
    pane = window.parts.panel.clues
    QTest.mouseClick(next(f for g, f in pane.folds() if g.topic == "power").head, LEFT)
    row = next(r for r in pane.rows() if r.clue.id == "inversion_weak")
    stand(table, "inversion_weak", "right")
    QTest.keyClicks(table, "4")
    hand.settle()
    assert (row.place, row.segments.value) == ("right", "yes")
    assert "grade 4" in row.given
    QTest.mouseClick(row.segments.buttons["no"], LEFT)
    hand.settle()
    assert table.currentIndex().data() == "normal"
    hand.session.set_answer("inversion_weak", "yes", "answer")
    hand.settle()
    assert table.currentIndex().data() == "(weak)", "an answer without a side is not said to have one"
    QTest.keyClicks(table, "5")
    hand.settle()
    assert dict(hand.session.case.clues) == {"inversion_weak": {"right": "5"}}


def test_the_table_is_spoken_with_its_rows_and_sides(hand: Hand, table: GradeTable) -> None:
    stand(table, "ankle_dorsiflexion_weak", "right")
    QTest.keyClicks(table, "4")
    hand.settle()
    whole = QAccessible.queryAccessibleInterface(table)
    assert whole is not None
    assert whole.role() == QAccessible.Role.Table
    parts = [part for i in range(whole.childCount()) if (part := whole.child(i)) is not None]
    spoken = {(part.role(), part.text(QAccessible.Text.Name)) for part in parts}
    assert (QAccessible.Role.RowHeader, "Ankle dorsiflexion") in spoken
    assert (QAccessible.Role.ColumnHeader, "right") in spoken
    cells = [text for role, text in spoken if role == QAccessible.Role.Cell]
    assert len(cells) == table.model().rowCount() * 2, "no two cells are called the same"
    assert any(text.startswith("Ankle dorsiflexion, right: grade 4") for text in cells)
    assert "Ankle dorsiflexion, left: not tested" in cells


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_the_table_fits_a_small_window(hand: Hand, window: Window, theme: ThemeName) -> None:
    hand.settle()
    window.look.choose(theme)
    window.resize(1024, 700)
    window.parts.commands.grades.trigger()
    QApplication.processEvents()
    dialog = window.findChildren(GradesDialog)[0]
    assert dialog.height() <= 700
    assert dialog.width() <= 1024
    table, model = dialog.table, dialog.table.model()
    across = table.horizontalHeader()
    assert across.length() <= table.viewport().width()
    names = [model.headerData(row, Qt.Orientation.Vertical) for row in range(model.rowCount())]
    longest = max(table.fontMetrics().horizontalAdvance(name) for name in names)
    assert longest < table.verticalHeader().width()
    last = model.index(model.rowCount() - 1, 1)
    table.setCurrentIndex(last)
    QApplication.processEvents()
    assert table.viewport().rect().contains(table.visualRect(last)), "the keyboard brings every row into sight"
