"""The form about a visit: by keyboard alone, closed by Esc, and whatever was typed is kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDateTime, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from footmap.data.casefile import MAX_BYTES
from footmap.ui.records.details import DetailsDialog
from footmap.ui.window import Window

from .records import Practice, desk_of, paint

LONG = "sore since the walk of last week\n" * 12_000
"""A note of about 400 kB."""


@pytest.fixture
def window(practice: Practice) -> Window:
    window = practice.window()
    paint(practice.hand(window))
    practice.hand(window).settle()
    return window


@pytest.fixture
def form(window: Window, qtbot: QtBot) -> DetailsDialog:
    window.parts.commands.details.trigger()
    dialog = window.findChild(DetailsDialog)
    assert dialog is not None
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.name)
    return dialog


def on_tab(dialog: DetailsDialog, times: int) -> list[QWidget | None]:
    """What has the focus after each press of Tab."""
    found = []
    for _ in range(times):
        QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Tab)
        found.append(QApplication.focusWidget())
    return found


def test_tab_goes_through_the_form_from_above_to_below_one_field_at_a_time(form: DetailsDialog) -> None:
    fields = [form.year, form.number, form.at, form.examiner, form.drawn_by, form.side, *form.pain, form.tags]
    assert on_tab(form, len(fields) + 1) == [*fields, form.note]
    close = form.buttons.button(QDialogButtonBox.StandardButton.Close)
    assert on_tab(form, 2) == [close, form.pseudonym]


def test_every_part_of_the_date_can_be_changed_by_keyboard(form: DetailsDialog, window: Window) -> None:
    before = form.at.dateTime()
    form.at.setFocus()
    QTest.keyClick(form.at, Qt.Key.Key_Up)
    QTest.keyClick(form.at, Qt.Key.Key_Right)
    QTest.keyClick(form.at, Qt.Key.Key_Up)
    assert form.at.dateTime() not in (before, QDateTime())
    form.keep()
    assert window.session is not None
    at = window.session.record.head.at
    assert at is not None
    assert int(at.timestamp()) == form.at.dateTime().toSecsSinceEpoch()


@pytest.mark.parametrize("way", ["escape", "button", "cross"])
def test_it_closes_and_keeps_what_was_typed_a_moment_ago(
    form: DetailsDialog, window: Window, qtbot: QtBot, way: str
) -> None:
    QTest.keyClicks(form.note, "sore toe")
    with qtbot.waitSignal(form.destroyed):
        if way == "escape":
            QTest.keyClick(form.note, Qt.Key.Key_Escape)
        elif way == "button":
            form.buttons.button(QDialogButtonBox.StandardButton.Close).click()
        else:
            form.close()
    assert window.session is not None
    assert window.session.case.note == "sore toe"


def test_a_very_long_note_is_kept_whole_when_escape_is_pressed(
    form: DetailsDialog, window: Window, practice: Practice, qtbot: QtBot
) -> None:
    assert len(LONG) < MAX_BYTES
    QApplication.clipboard().setText(LONG)
    form.note.paste()
    with qtbot.waitSignal(form.destroyed, timeout=5000):
        QTest.keyClick(form.note, Qt.Key.Key_Escape)
    assert window.session is not None
    assert window.session.case.note == LONG
    desk = desk_of(window)
    assert desk.journal.flush()
    assert desk.library is not None
    assert desk.library.visit(window.session.record.head.id).case.note == LONG
