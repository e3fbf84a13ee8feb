"""The tour of the first start: it points at real controls and holds up nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from footmap.ui.document.engine import Engine
from footmap.ui.picture.shelf import PictureShelf
from footmap.ui.settings.preferences import Preferences
from footmap.ui.window import Window

from .harness import Hand


def test_the_tour_points_at_real_controls(window: Window) -> None:
    window.parts.commands.tour.trigger()
    tour = window.dialogs.tour
    assert tour is not None
    assert 5 <= tour.length <= 12
    for i in range(tour.length):
        assert tour.step == i
        target = tour.target
        assert not target.isEmpty()
        assert window.rect().contains(target)
        assert window.rect().contains(tour.card.geometry())
        covered = target.intersected(tour.card.geometry())
        assert covered.width() * covered.height() < 0.4 * target.width() * target.height()
        assert tour.card.next.hasFocus()
        QTest.keyClick(tour.card.next, Qt.Key.Key_Right if i % 2 else Qt.Key.Key_Return)
    assert window.dialogs.tour is None
    assert window.preferences.tour_seen


@pytest.mark.parametrize("way", ["escape", "skip"])
def test_the_tour_can_be_left_and_taken_again(window: Window, way: str) -> None:
    window.parts.canvas.setFocus()
    window.dialogs.show_tour()
    tour = window.dialogs.tour
    assert tour is not None
    QTest.keyClick(tour.card.next, Qt.Key.Key_Right)
    QTest.keyClick(tour.card.next, Qt.Key.Key_Left)
    assert tour.step == 0
    if way == "escape":
        QTest.keyClick(tour.card.next, Qt.Key.Key_Escape)
    else:
        QTest.mouseClick(tour.card.skip, Qt.MouseButton.LeftButton)
    assert window.dialogs.tour is None
    assert window.parts.canvas.hasFocus()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.parts.commands.tour.trigger()
    assert window.dialogs.tour is not None


def test_painting_goes_on_under_the_tour(window: Window, hand: Hand) -> None:
    window.dialogs.show_tour()
    at = hand.at("foot_plantar", *hand.inside("foot_plantar"))
    there = window.childAt(window.parts.canvas.mapTo(window, at))
    assert there is window.parts.canvas
    hand.paint("foot_plantar", [hand.inside("foot_plantar")])
    assert len(hand.session.case.drawing.strokes) == 1


def test_the_tour_is_shown_on_the_first_start_alone(
    qtbot: QtBot, engine: Engine, shelf: PictureShelf, preferences: Preferences
) -> None:
    for first in (True, False):
        window = Window(preferences, theme="light", first_start=first)
        qtbot.addWidget(window)
        window.attach(engine, shelf)
        window.show()
        assert (window.dialogs.tour is not None) == first
        window.close()
    assert preferences.tour_seen


def test_the_tour_is_clicked_through_without_moving_the_pointer(window: Window) -> None:
    window.dialogs.show_tour()
    tour = window.dialogs.tour
    assert tour is not None
    QApplication.processEvents()
    host = tour.card.next.mapTo(window, tour.card.next.rect().center())
    told = []
    for _ in range(tour.length):
        told.append(tour.card.accessibleName() + tour.card.accessibleDescription())
        assert window.childAt(host) is tour.card.next
        QTest.mouseClick(tour.card.next, Qt.MouseButton.LeftButton)
    assert window.dialogs.tour is None
    words = " ".join(told).lower()
    assert all(name in words for name in ("red flag", "clues", "spine", "ctrl+f", "presentation", "patients", "study"))
