from __future__ import annotations

from typing import Final

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from footmap.core.views import VIEW_IDS
from footmap.ui.window import Window

from .harness import Hand

OUTER: Final = "foot_lateral"
SOLE: Final = "foot_plantar"


def focus(window: Window) -> str | None:
    assert window.parts.canvas.scene is not None
    return window.parts.canvas.scene.focus


def thumbnail(button: QToolButton) -> QImage:
    return button.icon().pixmap(button.iconSize()).toImage()


@pytest.mark.parametrize("tool", ["brush", "eraser", "pan"])
def test_a_double_click_focuses_and_leaves_no_trace(hand: Hand, window: Window, tool: str) -> None:
    here = hand.inside(OUTER, 0.6, 0.15)
    hand.paint(OUTER, [here, hand.inside(OUTER, 0.4, 0.15)])
    before, area = hand.session.case.drawing, hand.session.derived.match.paint_cm2
    getattr(window.parts.commands, tool).trigger()
    hand.double_click(hand.at(OUTER, *here))
    hand.settle()
    assert focus(window) == OUTER
    assert hand.session.case.drawing == before
    assert hand.session.derived.match.paint_cm2 == area
    assert not window.parts.commands.redo.isEnabled(), "nothing that never was can be redone"
    hand.double_click(hand.at(OUTER, *hand.inside(OUTER, 0.6, 0.5)))
    hand.settle()
    assert focus(window) is None
    assert hand.session.case.drawing == before


def test_enter_without_a_pointer_focuses_the_first_view(window: Window) -> None:
    window.parts.canvas.setFocus()
    QApplication.sendEvent(window.parts.canvas, QEvent(QEvent.Type.Leave))
    QTest.keyClick(window.parts.canvas, Qt.Key.Key_Return)
    assert focus(window) == "leg_anterior"
    QApplication.sendEvent(window.parts.canvas, QEvent(QEvent.Type.Leave))
    QTest.keyClick(window.parts.canvas, Qt.Key.Key_Return)
    assert focus(window) is None


def test_two_clicks_apart_are_two_dots(hand: Hand) -> None:
    hand.paint(OUTER, [hand.inside(OUTER, 0.6, 0.15)])
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.2)])
    assert len(hand.session.case.drawing.strokes) == 2


def test_a_double_click_on_a_saved_case_leaves_it_saved(hand: Hand, window: Window) -> None:
    hand.paint(OUTER, [hand.inside(OUTER, 0.6, 0.15)])
    hand.session.stack.setClean()
    hand.double_click(hand.at(SOLE, *hand.inside(SOLE)))
    hand.settle()
    assert not hand.session.modified
    assert len(hand.session.case.drawing.strokes) == 1


def test_the_strip_shows_the_other_views_with_their_paint(hand: Hand, window: Window) -> None:
    strip = window.parts.strip
    assert not strip.isVisible()
    window.parts.canvas.focus_view("leg_lateral")
    assert strip.isVisible()
    assert set(strip.views) == set(VIEW_IDS)
    assert [view for view, button in strip.views.items() if button.isChecked()] == ["leg_lateral"]
    strip.draw()
    before = {view: thumbnail(button) for view, button in strip.views.items()}
    hand.paint("leg_lateral", [hand.inside("leg_lateral", 0.5, 0.4), hand.inside("leg_lateral", 0.5, 0.6)])
    strip.draw()
    changed = {view for view, button in strip.views.items() if thumbnail(button) != before[view]}
    assert "leg_lateral" in changed
    assert changed & {"leg_anterior", "leg_posterior"}, "skin seen from the side is seen from the front or the back too"
    assert SOLE not in changed


def test_the_strip_goes_to_another_view_and_back(hand: Hand, window: Window) -> None:
    strip = window.parts.strip
    window.parts.canvas.focus_view(OUTER)
    QTest.mouseClick(strip.views[SOLE], Qt.MouseButton.LeftButton)
    assert focus(window) == SOLE
    assert strip.views[SOLE].isChecked()
    assert not strip.views[OUTER].isChecked()
    strip.views[SOLE].setFocus()
    QTest.keyClick(strip.views[SOLE], Qt.Key.Key_Down)
    assert strip.views[OUTER].hasFocus()
    QTest.keyClick(strip.views[OUTER], Qt.Key.Key_Return)
    assert focus(window) == OUTER
    QTest.keyClick(window.parts.canvas, Qt.Key.Key_Escape)
    assert focus(window) is None
    assert not strip.isVisible()
    window.parts.canvas.focus_view(OUTER)
    QTest.keyClick(window, Qt.Key.Key_0)
    assert focus(window) is None


@pytest.mark.parametrize("size", [(760, 560), (1024, 700), (900, 1200), (1920, 1080)])
def test_the_strip_fits_the_window(hand: Hand, window: Window, size: tuple[int, int]) -> None:
    window.resize(*size)
    window.parts.canvas.focus_view(SOLE)
    assert (window.width(), window.height()) == size
    strip = window.parts.strip
    assert all(button.geometry().bottom() <= strip.height() for button in strip.views.values())
    assert all(button.width() >= 44 <= button.height() for button in strip.views.values())


@pytest.mark.parametrize("size", [(640, 480), (480, 1300), (1900, 900)])
def test_every_view_in_focus_fits_any_canvas(hand: Hand, size: tuple[int, int]) -> None:
    from footmap.ui.picture.scene import _extent
    from footmap.ui.sheet import layout as sheet_layout

    extents = {view: _extent(seen) for view, seen in hand.session.engine.atlas.views.items()}
    for view in VIEW_IDS:
        for layout in (sheet_layout.focus(extents, view, *size), sheet_layout.small(extents, view, 88, 60)):
            first, second = layout.slots
            assert {first.side, second.side} == {"right", "left"}
            apart_x = max(first.rect.x, second.rect.x) - min(
                first.rect.x + first.rect.width, second.rect.x + second.rect.width
            )
            apart_y = max(first.rect.y, second.rect.y) - min(
                first.rect.y + first.rect.height, second.rect.y + second.rect.height
            )
            assert max(apart_x, apart_y) > 0
            for slot in layout.slots:
                assert min(slot.rect.x, slot.rect.y) >= -1e-9
                assert slot.rect.x + slot.rect.width <= layout.width + 1e-9
                assert slot.rect.y + slot.rect.height <= layout.height + 1e-9


def test_small_pictures_follow_new_paint_by_themselves(hand: Hand, window: Window) -> None:
    strip, beside = window.parts.strip, window.parts.maps
    window.parts.commands.maps_beside.setChecked(True)
    window.parts.commands.dermatomes.setChecked(True)
    window.parts.canvas.focus_view("leg_lateral")
    strip.draw()
    beside.draw()

    def pictures() -> list[QImage]:
        return [thumbnail(b) for b in (strip.views["leg_lateral"], beside.maps["lee_2008"])]

    before = pictures()
    points = [hand.at("leg_lateral", *hand.inside("leg_lateral", 0.5, up)) for up in (0.4, 0.5, 0.6)]
    hand.press(points[0])
    hand.move(points[1])
    hand.qtbot.wait(300)
    assert pictures() == before, "nothing is drawn under the brush"
    hand.move(points[2])
    hand.release(points[2])
    hand.qtbot.waitUntil(lambda: all(a != b for a, b in zip(pictures(), before, strict=True)), timeout=10_000)
