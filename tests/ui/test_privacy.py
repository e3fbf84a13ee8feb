"""A window that is left alone is covered: nothing of a patient is seen or reached, and nothing of the work is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from footmap.data.library import cipher
from footmap.ui.dialogs.preferences import PreferencesDialog
from footmap.ui.records.details import DetailsDialog
from footmap.ui.records.privacy import TITLE, PrivacyLock
from footmap.ui.window import Window

from .records import SOLE, Practice, desk_of, paint, reception_of

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(practice: Practice) -> Window:
    window = practice.window()
    paint(practice.hand(window))
    practice.hand(window).settle()
    return window


@pytest.fixture
def lock(window: Window) -> PrivacyLock:
    assert window.records is not None
    return window.records.privacy


def rest(lock: PrivacyLock, minutes: float) -> None:
    """Let so much time have passed since the last touch."""
    lock._last -= minutes * 60
    lock.look()


def test_a_window_is_covered_only_after_the_time_that_was_chosen(window: Window, lock: PrivacyLock) -> None:
    rest(lock, 600)
    assert not lock.covered, "off until somebody wants it"
    window.preferences.cover_minutes = 5
    lock.watch()
    rest(lock, 4)
    assert not lock.covered
    QTest.keyClick(window, Qt.Key.Key_F9)
    rest(lock, 4)
    assert not lock.covered, "a key is a sign of life"
    rest(lock, 2)
    assert lock.covered


def test_nothing_of_the_patient_is_seen_or_reached(window: Window, lock: PrivacyLock, practice: Practice) -> None:
    window.parts.commands.details.trigger()
    form = window.findChild(DetailsDialog)
    assert form is not None
    form.name.setText("Maria Schneider")
    form.keep()
    case = practice.hand(window).session.case
    lock.cover()
    assert lock.screen is not None
    assert window.windowTitle() == TITLE
    assert not [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    assert lock.screen.geometry() == window.rect()
    middle = window.rect().center()
    assert window.childAt(middle) in (lock.screen, *lock.screen.findChildren(QLabel))
    for key in (Qt.Key.Key_P, Qt.Key.Key_Z, Qt.Key.Key_O):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert practice.hand(window).session.case == case
    assert not reception_of(window).page.isVisible()
    window.resize(1000, 700)
    QApplication.processEvents()
    if lock.screen is not None:
        assert lock.screen.geometry() == window.rect()


@pytest.mark.parametrize("way", ["key", "click"])
def test_a_key_or_a_click_shows_everything_as_it_was(
    window: Window, lock: PrivacyLock, practice: Practice, way: str
) -> None:
    title, before = window.windowTitle(), practice.hand(window).session.case
    actions = window.actions()
    lock.cover()
    screen = lock.screen
    assert screen is not None
    if way == "key":
        QTest.keyClick(screen, Qt.Key.Key_Space)
    else:
        QTest.mouseClick(screen, LEFT, pos=QPoint(5, 5))
    assert not lock.covered
    assert window.windowTitle() == title
    assert window.actions() == actions
    assert window.parts.canvas.isEnabled()
    assert practice.hand(window).session.case == before
    paint(practice.hand(window), 0.2)
    assert len(practice.hand(window).session.case.drawing.strokes) == 2


def test_a_form_that_was_open_comes_back_with_what_was_typed(window: Window, lock: PrivacyLock, qtbot: QtBot) -> None:
    window.parts.commands.details.trigger()
    form = window.findChild(DetailsDialog)
    assert form is not None
    QTest.keyClicks(form.note, "half a sen")
    lock.cover()
    lock.uncover()
    assert form.isVisible()
    assert form.note.toPlainText() == "half a sen"


def test_a_stroke_under_way_is_kept(window: Window, lock: PrivacyLock, practice: Practice) -> None:
    hand = practice.hand(window)
    start, end = (hand.at(SOLE, *hand.inside(SOLE, 0.5, up)) for up in (0.2, 0.4))
    hand.press(start)
    hand.move(end)
    lock.cover()
    lock.uncover()
    hand.release(end)
    hand.settle()
    assert len(hand.session.case.drawing.strokes) == 2


@pytest.mark.skipif(not cipher.may_encrypt(), reason="the package that encrypts is not installed")
def test_an_encrypted_library_asks_for_its_passphrase(window: Window, lock: PrivacyLock) -> None:
    desk = desk_of(window)
    desk.key = cipher.new_key("two quiet words")
    lock.cover()
    screen = lock.screen
    assert screen is not None
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    QTest.mouseClick(screen, LEFT, pos=QPoint(5, 5))
    assert lock.covered
    QTest.keyClicks(screen.phrase, "two loud words")
    QTest.keyClick(screen.phrase, Qt.Key.Key_Return)
    assert lock.covered
    assert screen.problem.text()
    screen.phrase.clear()
    QTest.keyClicks(screen.phrase, "two quiet words")
    QTest.mouseClick(screen.go_on, LEFT)
    assert not lock.covered
    desk.key = None


def test_the_time_is_chosen_in_the_preferences(window: Window, lock: PrivacyLock) -> None:
    window.parts.commands.preferences.trigger()
    dialog = window.findChild(PreferencesDialog)
    assert dialog is not None
    assert dialog.cover.currentData() == "0"
    dialog.cover.setCurrentIndex(dialog.cover.findData("10"))
    assert lock.minutes == 10
    rest(lock, 11)
    assert lock.covered
