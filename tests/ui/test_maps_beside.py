"""Beside a view in focus the other dermatome maps are seen small; one of them can be drawn large."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from footmap.ui.overlay.map_words import map_words
from footmap.ui.window import Window

from .harness import Hand


def test_the_other_maps_are_seen_and_chosen(hand: Hand, window: Window) -> None:
    a, beside = window.parts.commands, window.parts.maps
    a.maps_beside.setChecked(True)
    assert not beside.isVisible(), "the sheet shows all views"
    hand.canvas.focus_view("foot_dorsal")
    assert not beside.isVisible(), "no map is shown"
    a.dermatomes.setChecked(True)
    QApplication.processEvents()
    assert beside.isVisible()
    shown = {map_ for map_, button in beside.maps.items() if button.isVisible()}
    assert shown == set(map_words()) - {window.maps.value}
    beside.draw()
    pictures = [beside.maps[m].icon().pixmap(beside.maps[m].iconSize()).toImage() for m in sorted(shown)]
    assert all(one != other for i, one in enumerate(pictures) for other in pictures[i + 1 :])
    QTest.mouseClick(beside.maps["lee_2008"], Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert window.maps.value == "lee_2008"
    assert not beside.maps["lee_2008"].isVisible()
    assert beside.maps["consensus"].isVisible()
    hand.canvas.focus_view(None)
    assert not beside.isVisible()


def test_a_small_window_keeps_the_large_picture(hand: Hand, window: Window) -> None:
    a, beside = window.parts.commands, window.parts.maps
    a.maps_beside.setChecked(True)
    a.dermatomes.setChecked(True)
    hand.canvas.focus_view("foot_dorsal")
    window.resize(911, 512)
    QApplication.processEvents()
    beside.follow()
    assert not beside.isVisible()
