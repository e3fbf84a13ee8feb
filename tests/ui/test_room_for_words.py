"""No word is cut: every label, button and heading of the window in both languages, at every size, also larger."""

from __future__ import annotations

from typing import Final

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from footmap.ui.control.growing import REST_MS
from footmap.ui.window import Window

from .harness import Hand
from .records import Practice, reception_of
from .test_long_words import cut_off

SIZES: Final = ((911, 512), (1024, 700), (1440, 900), (2560, 1440))
PERCENT: Final = (100, 150)


def settle(window: Window) -> None:
    for _ in range(4):
        QApplication.processEvents()
    QTest.qWait(REST_MS + 80)  # writing grows with the window when its edge rests


def seen_rows(window: Window) -> int:
    """Rows of the list in front that are seen whole."""
    panel = window.parts.panel
    area = panel.lists[panel.tabs.currentIndex()].viewport()
    place = QRect(area.mapTo(window, QPoint(0, 0)), area.size())
    rows = (QRect(row.mapTo(window, QPoint(0, 0)), row.size()) for row in panel.rows())
    return sum(place.contains(row) for row in rows)


def cut_anywhere(window: Window, shown: str) -> list[str]:
    roots: tuple[QWidget, ...] = (
        window.parts.topbar, window.parts.panel, window.parts.status, window.parts.spine, window.parts.emergency,
    )  # fmt: skip
    return [f"{shown}: {line}" for root in roots if root.isVisible() for line in cut_off(root)]


@pytest.mark.parametrize("percent", PERCENT)
@pytest.mark.parametrize("name", ["en", "de"])
def test_nothing_is_cut_in_the_window(hand: Hand, window: Window, name: str, percent: int) -> None:
    window.choose_language(name)
    window.look.set_writing(percent)
    hand.paint("foot_lateral", [hand.inside("foot_lateral", 0.6, up / 10) for up in range(1, 8)])
    found: list[str] = []
    panel = window.parts.panel
    for size in SIZES:
        window.resize(*size)
        settle(window)
        assert (window.width(), window.height()) == size
        for tab in range(panel.tabs.count()):
            panel.tabs.setCurrentIndex(tab)
            settle(window)
            found += cut_anywhere(window, f"{size} tab {tab}")
        panel.tabs.setCurrentIndex(0)
        settle(window)
        assert window.parts.status.isVisible()
        if percent == 100:
            assert seen_rows(window) >= 3, size
    assert found == []


@pytest.mark.parametrize("percent", PERCENT)
@pytest.mark.parametrize("name", ["en", "de"])
def test_the_name_of_an_emergency_is_never_cut(hand: Hand, window: Window, name: str, percent: int) -> None:
    window.choose_language(name)
    window.look.set_writing(percent)
    hand.session.set_answer("saddle_or_sphincter", "yes", "answer")
    hand.settle()
    bar = window.parts.emergency
    assert bar.shown
    for size in SIZES:
        window.resize(*size)
        settle(window)
        assert (window.width(), window.height()) == size
        assert cut_off(bar) == []
        for found in bar.shown:
            (head,) = [label for label in bar.findChildren(QLabel) if label.isVisible() and found.name in label.text()]
            assert window.rect().contains(QRect(head.mapTo(window, QPoint(0, 0)), head.size()))
            assert head.heightForWidth(head.width()) <= head.height()
            longest = max(head.fontMetrics().horizontalAdvance(word) for word in head.text().split())
            assert longest <= head.width()


@pytest.mark.long
@pytest.mark.parametrize("percent", PERCENT)
@pytest.mark.parametrize("name", ["en", "de"])
def test_nothing_is_cut_where_patients_are_kept(practice: Practice, name: str, percent: int) -> None:
    window = practice.window()
    window.choose_language(name)
    window.look.set_writing(percent)
    reception_of(window).show_page()
    found: list[str] = []
    for size in SIZES:
        window.resize(*size)
        settle(window)
        found += [f"{size} {line}" for line in cut_off(window)]
    assert found == []
