from __future__ import annotations

import pytest
import shapely
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from footmap.ui.control.modes import Mode
from footmap.ui.overlay.facts import BodyFacts
from footmap.ui.window import Window

from .harness import Hand

KEY = Qt.Key


def test_the_legend_spells_out_every_sign_on_the_skin(hand: Hand, window: Window) -> None:
    facts = window.overlays.facts_now()
    assert isinstance(facts, BodyFacts)
    legend, commands, scene = window.parts.legend, window.parts.commands, hand.canvas.scene
    assert scene is not None
    assert legend.isHidden(), "nothing is to be explained"
    for action in (commands.nerves, commands.dermatomes):
        action.setChecked(True)
        hand.image()
        signs = {sign for placed in scene.names for sign in placed.wish.text.split(" + ")}
        lines = legend.text.splitlines()
        assert signs
        for sign in signs:
            assert any(line.split(" ")[0] == sign for line in lines), sign
        action.setChecked(False)
    assert legend.isHidden()


def test_the_legend_folds_by_key_and_button_and_stays_on_the_canvas(hand: Hand, window: Window) -> None:
    legend, commands, canvas = window.parts.legend, window.parts.commands, hand.canvas
    commands.nerves.setChecked(True)
    folded = legend.size()
    QTest.keyClick(window, KEY.Key_K, Qt.KeyboardModifier.ShiftModifier)
    assert commands.legend.isChecked()
    assert legend.height() > 3 * folded.height()
    assert canvas.rect().contains(legend.geometry())
    window.resize(911, 512)
    hand.qtbot.waitUntil(lambda: canvas.rect().contains(legend.geometry()))
    commands.legend.trigger()
    assert legend.size() == folded


@pytest.mark.parametrize("what", ["courses", "disagreement"])
def test_lines_and_shading_are_explained_while_they_are_drawn(hand: Hand, window: Window, what: str) -> None:
    legend, action = window.parts.legend, getattr(window.parts.commands, what)
    action.setChecked(True)
    said = legend.text
    assert said
    action.setChecked(False)
    window.parts.commands.landmarks.setChecked(True)
    assert legend.isHidden()


@pytest.mark.parametrize("mode", ["desk", "presentation"])
@pytest.mark.parametrize("size", [(911, 512), (1280, 800), (1600, 900)])
def test_the_folded_legend_covers_no_limb_and_no_caption(
    hand: Hand, window: Window, size: tuple[int, int], mode: Mode
) -> None:
    window.resize(*size)
    window.modes.go(mode, full_screen=False)
    window.parts.commands.nerves.setChecked(True)
    hand.image()
    scene, legend = hand.canvas.scene, window.parts.legend
    assert scene is not None
    outlines = [(slot, hand.session.engine.atlas.views[slot.view].outline.buffer(1.0)) for slot in scene.layout.slots]
    place = legend.geometry()
    for x in range(place.left(), place.right() + 1, 3):
        for y in range(place.top(), place.bottom() + 1, 3):
            for slot, outline in outlines:
                if slot.rect.x <= x <= slot.rect.x + slot.rect.width and not shapely.is_empty(outline):
                    assert not shapely.contains_xy(outline, *hand.canvas.point_mm(slot, x, y)), slot.view
