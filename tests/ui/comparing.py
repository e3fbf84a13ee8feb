"""Patients whose visits are compared, and hands for the page that compares."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from footmap.core.drawing import Case, Drawing, Quality, Stroke
from footmap.core.record import Pain, Patient, Visit, new_id
from footmap.data.library.library import Library
from footmap.ui.records.compare.control import Comparing
from footmap.ui.records.compare.page import ComparePage
from footmap.ui.window import Window

from .records import Practice, desk_of

NOW = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)


def stroke(up: float, quality: Quality = "pain", intensity: float = 5.0) -> Stroke:
    line = ((0.0, up), (0.0, up + 40.0))
    return Stroke("right", "foot_plantar", "add", "brush", quality, line, 9.0, intensity)


def visit(days: int, *strokes: Stroke) -> Visit:
    case = Case(Drawing(strokes), clues={"slr": "positive" if days > 30 else "negative"})
    return Visit(new_id(), NOW - timedelta(days=days), case, pain=Pain(min(days / 10, 10.0)))


def fill(practice: Practice, patient: Patient, visits: tuple[Visit, ...]) -> None:
    practice.places.library.parent.mkdir(parents=True, exist_ok=True)
    with Library(practice.places.library, make=True) as library:
        for one in visits:
            library.add(patient, one)


def comparing_of(window: Window) -> Comparing:
    assert window.records is not None
    return window.records.comparing


def opened(practice: Practice, visits: tuple[Visit, ...], place: int = -1) -> tuple[Window, Comparing]:
    """A window with one of the visits open."""
    window = practice.window()
    assert desk_of(window).open_visit(visits[place].id)
    practice.hand(window).settle()
    window.activateWindow()
    return window, comparing_of(window)


def shown(comparing: Comparing) -> ComparePage:
    comparing.settle()
    assert comparing.page is not None
    return comparing.page


def by_keys(window: Window, key: Qt.Key) -> None:
    window.parts.canvas.setFocus()
    QTest.keyClick(window.parts.canvas, key, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
