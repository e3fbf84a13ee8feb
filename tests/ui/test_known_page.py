"""A click on the spine says in the side panel all that is known of the lesion or the level."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from footmap.report.predict_text import predict_parts
from footmap.ui.overlay.facts import BodyFacts
from footmap.ui.spine.view import SpineView
from footmap.ui.window import Window

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def facts(window: Window) -> BodyFacts:
    window.overlays._reading.settle()
    QApplication.processEvents()
    found = window.overlays.facts_now()
    assert found is not None
    return found


@pytest.fixture
def view(window: Window, facts: BodyFacts) -> SpineView:
    assert window.parts.spine.view is not None
    return window.parts.spine.view


def page(window: Window) -> str:
    pane = window.parts.panel.known
    return f"{pane.title.text()}\n{pane.page.toPlainText()}" if pane.isVisible() else ""


def press_disc(view: SpineView, disc: str, lesion: str) -> None:
    button = next(b for b in view.buttons if (b.spot.id, b.spot.lesion, b.spot.side) == (disc, lesion, "right"))
    QTest.mouseClick(button, LEFT)
    QApplication.processEvents()


def test_a_lesion_is_said_whole(window: Window, view: SpineView, facts: BodyFacts) -> None:
    press_disc(view, "L5/S1", "paracentral")
    said = page(window)
    place = facts.disc_place("L5/S1", "paracentral")
    assert place is not None
    assert facts.words(place.names) in said
    for part in predict_parts(facts.clinical, place.id)[1]:
        for item in part.items:
            assert " ".join(item.split()) in " ".join(said.split()), "nothing is left out"
    weak = next(m for m in facts.lesion(place.id).picture.muscles if m.grade == "affected")
    muscle = facts.anatomy.muscles[weak.id]
    told = said[said.index("with roots and nerve") :]
    assert f"{facts.words(muscle.names)} ({', '.join(muscle.roots)}" in told


def test_a_level_names_nerves_reflexes_and_muscles(window: Window, view: SpineView, facts: BodyFacts) -> None:
    root = next(b for b in view.buttons if (b.spot.kind, b.spot.id, b.spot.side) == ("root", "S1", "left"))
    QTest.mouseClick(root, LEFT)
    QApplication.processEvents()
    said = page(window)
    for nerve in facts.nerves:
        if "S1" in (*nerve.roots.main, *nerve.roots.also):
            assert facts.name("nerve", nerve.id) in said
    for reflex in facts.anatomy.reflexes.values():
        if reflex.roots.get("S1", 0.0) >= 0.5:
            assert facts.words(reflex.names) in said
    for weak in facts.lesion("S1").picture.muscles:
        if weak.grade == "affected":
            assert facts.words(facts.anatomy.muscles[weak.id].names) in said


def test_the_page_leaves_with_the_highlight_and_by_its_button(window: Window, view: SpineView) -> None:
    press_disc(view, "L4/5", "paracentral")
    assert page(window)
    QTest.keyClick(window, Qt.Key.Key_Escape, Qt.KeyboardModifier.ShiftModifier)
    QApplication.processEvents()
    assert not page(window)
    assert window.parts.panel.nerves.isVisible()
    press_disc(view, "L4/5", "foraminal")
    QTest.mouseClick(window.parts.panel.known.close_button, LEFT)
    QApplication.processEvents()
    assert not page(window)


def test_what_the_page_names_can_be_looked_up(window: Window, view: SpineView, facts: BodyFacts) -> None:
    root = next(b for b in view.buttons if (b.spot.kind, b.spot.id, b.spot.side) == ("root", "S1", "right"))
    QTest.mouseClick(root, LEFT)
    QApplication.processEvents()
    window.parts.panel.known.chosen.emit("nerve", "sural")
    assert window.lookup is not None
    window.lookup.settle()
    QApplication.processEvents()
    assert window.parts.panel.lookup.card_shown
    assert "Sural nerve" in window.parts.panel.lookup.card.toPlainText()
