"""What is lit over the pictures: paint stays in sight, nerves blend into dermatomes, names keep apart."""

from __future__ import annotations

import pytest
import shapely
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from footmap.core.views import ViewId
from footmap.ui.overlay.choice import Choice, Shown
from footmap.ui.overlay.facts import BodyFacts
from footmap.ui.window import Window

from .harness import Hand


def test_nothing_lit_hides_the_paint(hand: Hand, window: Window, facts: BodyFacts) -> None:
    """Whatever lies over the skin lies under the paint: the ink of its pattern stays what it was."""
    hand.window.parts.settings.set_quality("numbness")
    hand.paint("foot_lateral", [hand.inside("foot_lateral", 0.62, 0.15), hand.inside("foot_lateral", 0.3, 0.25)])
    shape = hand.session.derived.paint.shown("right", "foot_lateral", "numbness").buffer(-2)
    before = hand.image()
    left, bottom, right, top = shape.bounds
    inked = [
        at
        for x in range(int(left), int(right))
        for y in range(int(bottom), int(top))
        if shapely.contains_xy(shape, x, y)
        for at in [hand.at("foot_lateral", x, y)]
        if QColor(before.pixel(at)).lightness() < 105
    ]
    assert len(inked) > 40
    a = window.parts.commands
    for action in (a.nerves, a.dermatomes, a.courses, a.landmarks):
        action.setChecked(True)
    window.overlays.show_candidate("nerve", "sural", "right", "sural_calf")
    after = hand.image()
    kept = sum(abs(QColor(before.pixel(at)).lightness() - QColor(after.pixel(at)).lightness()) < 30 for at in inked)
    assert kept > 0.95 * len(inked)


def test_the_blend_slider_leads_from_nerves_to_dermatomes(hand: Hand, window: Window, facts: BodyFacts) -> None:
    a, slider = window.parts.commands, window.parts.topbar.blend
    a.nerves.setChecked(True)
    nerves = hand.image()
    assert not slider.isEnabled()
    a.dermatomes.setChecked(True)
    assert slider.isEnabled()
    middle = hand.image()
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert hand.image() == nerves
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert hand.image() not in (nerves, middle)
    QTest.keyClick(slider, Qt.Key.Key_End)
    end = hand.image()
    slider.setValue(slider.maximum() // 2)
    assert hand.image() == middle
    QTest.keyClick(window, Qt.Key.Key_X)
    swapped = hand.image()
    assert swapped not in (middle, end), "levels are filled, nerves outlined"
    QTest.keyClick(window, Qt.Key.Key_X)
    QTest.keyClick(window, Qt.Key.Key_X)
    assert hand.image() == swapped
    slider.setValue(slider.maximum())
    a.nerves.setChecked(False)
    assert not slider.isEnabled()
    assert hand.image() == end
    assert slider.accessibleName()


@pytest.mark.parametrize("focus", [None, "foot_plantar", "leg_lateral"])
@pytest.mark.parametrize("zoom", [1.0, 1.7])
def test_no_two_names_touch_on_any_picture(
    hand: Hand, window: Window, facts: BodyFacts, focus: ViewId | None, zoom: float
) -> None:
    a, canvas = window.parts.commands, hand.canvas
    canvas.focus_view(focus)
    canvas.zoom_by(zoom)
    for action in (a.nerves, a.courses, a.landmarks):
        action.setChecked(True)
    window.overlays.show_candidate("nerve", "sural", "right", "sural_calf")
    canvas.grab()
    scene = canvas.scene
    assert scene is not None
    names = [p.box for p in scene.names]
    assert len(names) > 10
    for i, one in enumerate(names):
        for other in names[i + 1 :]:
            apart_x = one.right <= other.left or other.right <= one.left
            assert apart_x or one.bottom <= other.top or other.bottom <= one.top


def test_switches_that_are_off_draw_nothing() -> None:
    assert Choice().empty
    assert Choice(blend=0.2).empty
    assert not Choice(shown=Shown(lesion="fibular_neck")).empty
    assert Choice(nerves=True, shown=Shown(lesion="x")).washes == Choice(nerves=True)
