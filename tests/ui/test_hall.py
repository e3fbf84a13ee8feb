from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from footmap.ui.window import Window

from .harness import Hand

KEY = Qt.Key


def names(hand: Hand) -> list[str]:
    hand.image()
    assert hand.canvas.scene is not None
    return [placed.wish.text for placed in hand.canvas.scene.names]


def heights(hand: Hand) -> dict[str, float]:
    hand.image()
    assert hand.canvas.scene is not None
    return {placed.wish.text: placed.box.bottom - placed.box.top for placed in hand.canvas.scene.names}


def test_a_presentation_gives_the_picture_the_room_and_doubles_the_names(hand: Hand, window: Window) -> None:
    p = window.parts
    p.commands.dermatomes.setChecked(True)
    at_desk, width = heights(hand), hand.canvas.width()
    window.modes.go("presentation", full_screen=False)
    QApplication.processEvents()
    assert p.panel.isHidden()
    assert p.rail.isHidden()
    assert hand.canvas.width() > 1.2 * width
    in_hall = heights(hand)
    both = at_desk.keys() & in_hall.keys()
    assert both
    assert all(in_hall[text] >= 2.0 * at_desk[text] - 1 for text in both)
    QTest.keyClick(window, KEY.Key_F9)
    assert not p.panel.isHidden(), "unfolded in the middle of it"
    window.modes.go("desk")
    QApplication.processEvents()
    assert not p.panel.isHidden()
    assert not p.rail.isHidden()
    assert heights(hand) == at_desk


def test_names_are_revealed_one_by_one(hand: Hand, window: Window) -> None:
    window.parts.commands.nerves.setChecked(True)
    whole = names(hand)
    seen: list[set[str]] = []
    for _ in range(4):
        QTest.keyClick(window, KEY.Key_Period)
        seen.append(set(names(hand)))
    assert [len(told) for told in seen] == [0, 1, 2, 3]
    assert seen[1] < seen[2] < seen[3] <= set(whole)
    QTest.keyClick(window, KEY.Key_Comma)
    assert names(hand) == whole


def test_a_full_stop_in_a_text_field_is_a_full_stop(hand: Hand, window: Window) -> None:
    window.parts.commands.nerves.setChecked(True)
    whole = names(hand)
    window.parts.panel.tabs.setCurrentIndex(3)
    field = window.parts.panel.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    QTest.keyClicks(field, "a.b,c")
    assert field.text() == "a.b,c"
    assert names(hand) == whole


def test_the_spotlight_follows_the_pointer_and_lets_it_paint(hand: Hand, window: Window) -> None:
    commands, light = window.parts.commands, hand.canvas.spotlight
    QTest.keyClick(window, KEY.Key_O)
    assert commands.spotlight.isChecked()
    place = hand.inside("foot_dorsal", 0.5, 0.5)
    at = hand.at("foot_dorsal", *place)
    QTest.mouseMove(hand.canvas, at)
    hand.move(at)
    assert light.lit.contains(at)
    assert abs(light.lit.center().x() - at.x()) <= 2
    hand.paint("foot_dorsal", [place, place])
    assert len(hand.session.case.drawing.strokes) == 1
    commands.spotlight.trigger()
    assert light.isHidden()


def test_the_patient_gets_neither_spotlight_nor_legend(hand: Hand, window: Window) -> None:
    window.parts.commands.nerves.setChecked(True)
    window.modes.go("presentation", full_screen=False)
    window.parts.commands.spotlight.setChecked(True)
    window.modes.go("patient", full_screen=False)
    assert hand.canvas.spotlight.isHidden()
    assert window.parts.legend.isHidden()
    window.modes.go("desk")
    assert not window.parts.panel.isHidden()
