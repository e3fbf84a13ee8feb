"""Qualities can be hidden; what is hidden still counts, and the window says so."""

from __future__ import annotations

from typing import Final

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from footmap.core.drawing import Case
from footmap.core.ids import Side
from footmap.ui.window import Window

from .harness import LEFT, NO_KEYS, Hand

SOLE: Final = "foot_plantar"


@pytest.fixture
def two(hand: Hand, window: Window) -> Hand:
    """Pain on one sole, numbness on the other."""
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, up) for up in (0.3, 0.6)])
    window.parts.settings.set_quality("numbness")
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, up) for up in (0.3, 0.6)], "left")
    hand.move(QPoint(2, 2))
    return hand


def changed(hand: Hand, before: QImage, side: Side) -> bool:
    """Whether the paint of one sole looks different now."""
    at = hand.at(SOLE, *hand.inside(SOLE, 0.5, 0.45), side)
    near = [(at.x() + dx, at.y() + dy) for dx in range(-2, 3) for dy in range(-2, 3)]
    now = hand.image()
    return any(now.pixel(*p) != before.pixel(*p) for p in near)


def test_a_hidden_quality_is_not_drawn_but_counts(two: Hand, window: Window) -> None:
    before, derived = two.image(), two.session.derived
    window.activateWindow()
    QTest.keyClick(two.canvas, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert changed(two, before, "left")
    assert not changed(two, before, "right")
    assert two.session.derived is derived
    assert window.visibility is not None
    note = window.visibility.note
    assert note.isVisible()
    assert note.text() == "Hidden, but still counted: Numbness"
    assert window.parts.topbar.qualities["numbness"].accessibleName() == "Numbness, hidden in the picture"
    QTest.mouseClick(note, LEFT)
    assert not note.isVisible()
    assert two.image() == before


def test_the_note_stays_on_the_canvas(two: Hand, window: Window) -> None:
    assert window.visibility is not None
    for action in window.parts.commands.show_quality.values():
        action.setChecked(False)
    note = window.visibility.note
    for size in ((1600, 1000), (1024, 700)):
        window.resize(*size)
        assert two.canvas.rect().contains(note.geometry())
    window.parts.commands.nerves.setChecked(True)
    two.image()
    assert not note.geometry().intersects(window.parts.legend.geometry())


def test_what_is_painted_is_shown(two: Hand, window: Window) -> None:
    show = window.parts.commands.show_quality["numbness"]
    show.setChecked(False)
    window.parts.commands.eraser.trigger()
    two.paint(SOLE, [two.inside(SOLE, 0.5, 0.9)])
    assert show.isChecked()  # nobody erases what is not seen
    show.setChecked(False)
    window.parts.commands.brush.trigger()
    two.paint(SOLE, [two.inside(SOLE, 0.5, 0.9)])
    assert show.isChecked()
    show.setChecked(False)
    window.parts.commands.choose_tool["fill"].trigger()
    two.drag([two.at(SOLE, *two.inside(SOLE, 0.5, 0.1))], NO_KEYS)
    assert show.isChecked()


def test_another_case_hides_nothing(two: Hand, window: Window) -> None:
    show = window.parts.commands.show_quality["pain"]
    show.setChecked(False)
    two.session.undo()
    two.settle()
    assert not show.isChecked()
    two.session.open(Case(), None)
    two.settle()
    assert show.isChecked()
