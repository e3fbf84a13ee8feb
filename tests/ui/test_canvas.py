from __future__ import annotations

from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from footmap.core.views import SIDES, VIEW_IDS, Side, ViewId
from footmap.ui.sheet import layout
from footmap.ui.window import Window

from .harness import Hand

OUTER: Final = "foot_lateral"
NO_KEYS = Qt.KeyboardModifier.NoModifier


def wheel(hand: Hand, at: QPoint, turns: int, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(hand.canvas.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * turns),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(hand.canvas, event)


def test_the_wheel_zooms_about_the_pointer(hand: Hand) -> None:
    at = hand.at(OUTER, *hand.inside(OUTER))
    slot = hand.slot(OUTER)
    before = hand.canvas.point_mm(slot, at.x(), at.y())
    wheel(hand, at, 4)
    assert hand.canvas.port.zoom == pytest.approx(1.2**4)
    after = hand.canvas.point_mm(slot, at.x(), at.y())
    assert after == pytest.approx(before, abs=1e-6)
    wheel(hand, at, -9)
    assert hand.canvas.port.fitted


def test_the_sheet_never_leaves_the_canvas(hand: Hand) -> None:
    hand.canvas.zoom_by(3.0)
    for step in ((1e5, 1e5), (-1e6, -1e6)):
        hand.canvas.pan_by(*step)
        left, top = hand.canvas.port.to_screen(0, 0)
        right, bottom = hand.canvas.port.to_screen(hand.canvas.width(), hand.canvas.height())
        assert left <= 0 <= right
        assert top <= 0 <= bottom
        assert right >= hand.canvas.width() - 1e-6
        assert bottom >= hand.canvas.height() - 1e-6


def test_space_and_middle_button_pan_and_paint_nothing(hand: Hand) -> None:
    hand.canvas.zoom_by(3.0)
    port = hand.canvas.port
    QTest.keyPress(hand.canvas, Qt.Key.Key_Space)
    hand.drag([QPoint(300, 300), QPoint(340, 330)])
    QTest.keyRelease(hand.canvas, Qt.Key.Key_Space)
    assert (hand.canvas.port.x - port.x, hand.canvas.port.y - port.y) == (40, 30)
    middle = Qt.MouseButton.MiddleButton
    QTest.mousePress(hand.canvas, middle, NO_KEYS, QPoint(300, 300))
    QTest.mouseMove(hand.canvas, QPoint(290, 300))
    QTest.mouseRelease(hand.canvas, middle, NO_KEYS, QPoint(290, 300))
    assert hand.canvas.port.x - port.x == 30
    hand.settle()
    assert not hand.session.case.drawing.strokes


def test_painting_is_right_at_every_zoom(hand: Hand) -> None:
    x, y = hand.inside(OUTER, 0.6, 0.15)
    hand.canvas.zoom_by(6.0, QPointF(hand.at(OUTER, x, y)))
    hand.paint(OUTER, [(x, y)])
    got = hand.session.case.drawing.strokes[0].points_mm[0]
    assert got == pytest.approx((x, y), abs=1.0 / (6 * hand.slot(OUTER).scale))


def test_control_and_wheel_make_the_brush_wider(hand: Hand, window: Window) -> None:
    width = window.parts.settings.width_mm
    wheel(hand, QPoint(300, 300), 1, Qt.KeyboardModifier.ControlModifier)
    assert window.parts.settings.width_mm == width + 2
    assert hand.canvas.port.fitted
    for _ in range(60):
        wheel(hand, QPoint(300, 300), -1, Qt.KeyboardModifier.ControlModifier)
    assert window.parts.settings.width_mm == 2


def test_enter_focuses_a_view_and_escape_goes_back(hand: Hand, window: Window) -> None:
    hand.move(hand.at(OUTER, *hand.inside(OUTER)))
    small = hand.slot(OUTER).scale
    QTest.keyClick(hand.canvas, Qt.Key.Key_Return)
    assert window.parts.canvas.scene is not None
    assert window.parts.canvas.scene.layout.focus == OUTER
    assert hand.slot(OUTER).scale > 1.5 * small
    x, y = hand.inside(OUTER)
    hand.paint(OUTER, [(x, y)])
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    assert window.parts.canvas.scene.layout.focus is None
    assert len(hand.session.case.drawing.strokes) == 1


def test_a_heading_focuses_its_view(hand: Hand, window: Window) -> None:
    assert window.parts.canvas.scene is not None
    caption = next(c for c in window.parts.canvas.scene.layout.captions if c.mark is None and c.view == "leg_anterior")
    QTest.mouseDClick(hand.canvas, Qt.MouseButton.LeftButton, NO_KEYS, QPoint(round(caption.x), round(caption.y)))
    assert window.parts.canvas.scene.layout.focus == "leg_anterior"


SIZES: Final = ((640, 480), (836, 700), (1000, 815), (1480, 1000), (2400, 1300), (500, 1200), (533, 1078), (800, 1180))


@pytest.mark.parametrize("size", SIZES)
def test_no_two_pictures_touch(hand: Hand, size: tuple[int, int]) -> None:
    from footmap.ui.picture.scene import _extent
    from footmap.ui.sheet import layout as sheet_layout

    extents = {view: _extent(seen) for view, seen in hand.session.engine.atlas.views.items()}
    layout = sheet_layout.sheet(extents, *size)
    assert {(s.view, s.side) for s in layout.slots} == {(v, s) for v in VIEW_IDS for s in SIDES}
    for i, a in enumerate(layout.slots):
        assert a.rect.x >= 0
        assert a.rect.y >= 0
        assert a.rect.x + a.rect.width <= size[0]
        assert a.rect.y + a.rect.height <= size[1]
        for b in layout.slots[i + 1 :]:
            apart_x = max(a.rect.x, b.rect.x) - min(a.rect.x + a.rect.width, b.rect.x + b.rect.width)
            apart_y = max(a.rect.y, b.rect.y) - min(a.rect.y + a.rect.height, b.rect.y + b.rect.height)
            assert max(apart_x, apart_y) > 2, (a.view, a.side, b.view, b.side)
    right = next(s for s in layout.slots if s.view == "leg_anterior" and s.side == "right")
    left = next(s for s in layout.slots if s.view == "leg_anterior" and s.side == "left")
    assert right.rect.x < left.rect.x, "the patient's right is on the reader's left in front"
    for slot in layout.slots:
        assert slot.to_mm(*slot.to_px(12.5, 80.0)) == pytest.approx((12.5, 80.0))


def test_hover_names_region_nerve_and_levels(hand: Hand, window: Window) -> None:
    hand.move(hand.at("foot_plantar", *hand.inside("foot_plantar", 0.5, 0.12)))
    text = window.parts.status.text
    assert "eel" in text
    assert "right" in text
    assert "calcaneal" in text.lower()
    assert "S1" in text
    hand.move(QPoint(3, 3))
    assert window.parts.status.text == ""


def test_a_pen_paints_and_its_blunt_end_erases(hand: Hand) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QInputDevice, QPointingDevice, QPointingDeviceUniqueId, QTabletEvent

    def pen(kind: QPointingDevice.PointerType) -> QPointingDevice:
        return QPointingDevice(
            "pen", 7, QInputDevice.DeviceType.Stylus, kind, QInputDevice.Capability.Pressure, 1, 1, "",
            QPointingDeviceUniqueId(),
        )  # fmt: skip

    def stroke(device: QPointingDevice, at: QPoint) -> None:
        for kind in (QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease):
            spot = QPointF(at)
            if kind == QEvent.Type.TabletMove:
                spot += QPointF(4, 0)
            event = QTabletEvent(
                kind, device, spot, QPointF(hand.canvas.mapToGlobal(at)), 0.5, 0, 0, 0, 0, 0, NO_KEYS,
                Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton,
            )  # fmt: skip
            QApplication.sendEvent(hand.canvas, event)
        hand.settle()

    at = hand.at(OUTER, *hand.inside(OUTER, 0.6, 0.2))
    stroke(pen(QPointingDevice.PointerType.Pen), at)
    stroke(pen(QPointingDevice.PointerType.Eraser), at)
    assert [s.mode for s in hand.session.case.drawing.strokes] == ["add", "erase"]
    assert hand.session.derived.match.paint_cm2 < 0.5


def test_twice_the_pixels_show_the_same_picture(hand: Hand) -> None:
    hand.paint(OUTER, [hand.inside(OUTER, 0.5, 0.15), hand.inside(OUTER, 0.7, 0.15)])
    hand.canvas.set_ratio(2.0)
    assert hand.canvas.scene is not None
    hand.canvas.grab()
    assert hand.canvas.scene._paint_layer.image.width() == 2 * hand.canvas.width()
    assert hand.canvas.scene._base is not None
    assert hand.canvas.scene._base.width() == 2 * hand.canvas.width()


def test_page_keys_walk_through_the_views(hand: Hand, window: Window) -> None:
    assert window.parts.canvas.scene is not None
    seen = []
    for _ in range(9):
        QTest.keyClick(hand.canvas, Qt.Key.Key_PageDown)
        seen.append(window.parts.canvas.scene.layout.focus)
    assert set(seen[:8]) == set(VIEW_IDS)
    assert seen[8] is None
    QTest.keyClick(hand.canvas, Qt.Key.Key_PageUp)
    assert window.parts.canvas.scene.layout.focus == seen[7]


def test_steps_of_undo_have_names(hand: Hand, window: Window) -> None:
    hand.paint(OUTER, [hand.inside(OUTER, 0.6, 0.15)])
    assert "Paint" in window.parts.commands.undo.toolTip()
    window.parts.commands.undo.trigger()
    hand.settle()
    assert "Paint" not in window.parts.commands.undo.toolTip()
    assert "Paint" in window.parts.commands.redo.toolTip()


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("view", ["leg_anterior", "foot_plantar", "leg_posterior", "foot_lateral"])
def test_as_one_sees_oneself_right_is_on_the_right_and_strokes_are_the_same(
    hand: Hand, window: Window, view: ViewId, side: Side
) -> None:
    canvas = hand.canvas
    assert canvas.scene is not None
    place = hand.inside(view, 0.3, 0.5)
    hand.paint(view, [place, place], side=side)
    (stroke,) = hand.session.case.drawing.strokes
    window.parts.commands.undo.trigger()
    QTest.keyClick(window, Qt.Key.Key_M)
    right, left = (canvas.scene.layout.slot(view, side) for side in ("right", "left"))
    assert right is not None
    assert left is not None
    assert right.rect.x > left.rect.x or right.rect.y != left.rect.y
    hand.paint(view, [place, place], side=side)
    (again,) = hand.session.case.drawing.strokes
    assert (again.side, again.view) == (stroke.side, stroke.view)
    pixel_mm = 1.0 / right.scale
    assert again.points_mm[0] == pytest.approx(stroke.points_mm[0], abs=1.01 * pixel_mm)
    assert again.points_mm[0][0] * (1 if side == "right" else -1) == pytest.approx(place[0], abs=1.01 * pixel_mm)
    here = hand.at(view, *place, side=side)
    painted = hand.image().pixel(here)
    window.parts.commands.undo.trigger()
    assert hand.image().pixel(here) != painted, "the paint shows where it was put"


@given(st.floats(300, 2000), st.floats(300, 1400), st.sampled_from([None, "leg_medial", "foot_dorsal"]))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_the_mirror_pictures_stay_in_their_places_and_points_come_back(
    hand: Hand, width: float, height: float, focus: ViewId | None
) -> None:
    assert hand.canvas.scene is not None
    extents = {v: layout.Extent(*seen.outline.bounds) for v, seen in hand.canvas.scene.atlas.views.items()}
    plain = layout.sheet(extents, width, height) if focus is None else layout.focus(extents, focus, width, height)
    mirror = layout.as_one_sees_oneself(plain)
    assert layout.as_one_sees_oneself(mirror) == mirror
    sides = {s.view: s.rect.x for s in mirror.slots if s.side == "left"}
    assert all(s.rect.x >= sides[s.view] for s in mirror.slots if s.side == "right")
    for slot in mirror.slots:
        pair = [s.rect for s in plain.slots if s.view == slot.view]
        assert any(tuple(slot.rect) == pytest.approx(tuple(rect)) for rect in pair), "places are those of the pair"
    for slot in mirror.slots:
        x, y = slot.to_px(3.0, 40.0)
        assert slot.to_mm(x, y) == pytest.approx((3.0, 40.0))
        seen = extents[slot.view]
        corner = slot.to_px(seen.left, seen.bottom)
        assert corner[0] == pytest.approx(slot.rect.x if slot.mirror > 0 else slot.rect.x + slot.rect.width, abs=0.01)
