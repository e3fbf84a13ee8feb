"""Anything that has a name is found before a stroke is painted, lit on the picture and put into words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextBrowser

from footmap.ui.panel.lookup import LookupPane
from footmap.ui.window import Window

from .harness import Hand

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def pane(window: Window) -> LookupPane:
    assert window.assessment is not None
    assert window.lookup is not None
    window.assessment.settle()
    window.activateWindow()
    window.parts.canvas.setFocus()
    QTest.keyClick(window.parts.canvas, Qt.Key.Key_F, CTRL)
    window.lookup.settle()
    window.overlays._reading.settle()
    return window.parts.panel.lookup


def typed(pane: LookupPane, text: str) -> list[tuple[str, str]]:
    pane.search.clear()
    QTest.keyClicks(pane.search, text)
    pane.ask()
    return [(thing.kind, thing.id) for thing in pane.found.things()]


def lit(window: Window) -> tuple[str, str]:
    """Ids of what is lit, and of what it is compared with; empty for none."""
    scene = window.overlays.scene
    assert scene is not None
    shown = scene.choice.shown
    return (shown.lit.id if shown.lit is not None else "", shown.other.id if shown.other is not None else "")


def test_without_paint_the_lists_hold_everything_from_the_spine_down(window: Window, hand: Hand) -> None:
    assert window.assessment is not None
    window.assessment.settle()
    reading = window.parts.panel.reading
    assert reading is not None
    clinical = reading.clinical
    wanted = [list(clinical.base.nerves), list(clinical.base.levels), list(clinical.conditions)]
    for list_, ids in zip(window.parts.panel.lists, wanted, strict=True):
        assert [thing.id for thing in list_.catalogue.things()] == ids
    hand.paint("foot_plantar", [hand.inside("foot_plantar")])
    window.assessment.settle()
    assert window.parts.panel.nerves.catalogue.isHidden()
    assert window.parts.panel.nerves.rows


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("ischiadicus", ("nerve", "sciatic")),
        ("sural nerve", ("nerve", "sural")),
        ("S1", ("level", "S1")),
        ("Quadrizeps", ("muscle", "quadriceps")),
        ("carpal", None),
        ("SLR", ("clue", "slr")),
        ("Leiste", ("region", "groin")),
        ("spinal stenosis", ("condition", "lumbar_spinal_stenosis")),
    ],
)
def test_it_is_found_by_any_of_its_names(pane: LookupPane, text: str, thing: tuple[str, str] | None) -> None:
    found = typed(pane, text)
    if thing is None:
        assert not found
        assert pane.said.text()
    else:
        assert thing in found[:8]


def test_the_field_has_the_keyboard_and_enter_shows_the_first(window: Window, pane: LookupPane) -> None:
    assert QApplication.focusWidget() is pane.search
    everything = len(pane.found.things())
    assert everything > 200
    typed(pane, "sural nerve")
    QTest.keyClick(pane.search, Qt.Key.Key_Return)
    assert pane.card_shown
    assert "S1" in pane.card.toPlainText()
    assert lit(window)[0] == "sural"
    QTest.keyClick(pane.search, Qt.Key.Key_Escape)
    assert not pane.isVisible()
    assert QApplication.focusWidget() is window.parts.canvas
    assert lit(window)[0] == "sural", "what was chosen stays until it is cleared"


def test_a_nerve_is_compared_with_a_root_and_stays_until_closed(window: Window, pane: LookupPane) -> None:
    typed(pane, "sural nerve")
    QTest.keyClick(pane.search, Qt.Key.Key_Return)
    QTest.mouseClick(pane.compare, Qt.MouseButton.LeftButton)
    typed(pane, "S1")
    pane.found.chosen.emit("level", "S1")
    assert lit(window) == ("sural", "S1")
    QTest.mouseMove(window.parts.panel.nerves)
    pane.left.emit()
    window.overlays.point_at(None)
    window.overlays.light()
    assert lit(window)[1] == "S1"
    window.parts.commands.unlight.trigger()
    assert lit(window)[1] == ""


def test_each_kind_has_a_card_that_leads_on(window: Window, pane: LookupPane) -> None:
    assert window.lookup is not None
    seen = set()
    for thing in pane.found.things():
        if thing.kind not in seen:
            seen.add(thing.kind)
            window.lookup.choose(thing.kind, thing.id)
            assert thing.name in pane.card.toPlainText()
    assert seen == {"nerve", "level", "condition", "site", "muscle", "reflex", "region"}
    window.lookup.choose("level", "L4")
    page = pane.card.toHtml()
    assert 'href="muscle:' in page
    assert isinstance(pane.card, QTextBrowser)


def test_a_question_leads_to_its_answers(window: Window, pane: LookupPane) -> None:
    typed(pane, "SLR")
    pane.found.chosen.emit("clue", "slr")
    assert window.parts.panel.clues.isVisible()
    assert window.parts.panel.clues.search.text()


def test_a_screen_reader_hears_a_list_with_places(pane: LookupPane) -> None:
    typed(pane, "sural")
    list_ = QAccessible.queryAccessibleInterface(pane.found)
    assert list_.role() == QAccessible.Role.List
    assert list_.childCount() == len(pane.found.things())
