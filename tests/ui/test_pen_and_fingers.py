"""Tools with the events of a pen, of fingers and of a touchpad."""

from __future__ import annotations

import math

import pytest
import shapely
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QInputDevice, QPointingDevice, QPointingDeviceUniqueId, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from footmap.data.casefile import dump_case, parse_case
from footmap.ui.window import Window

from .harness import Hand
from .tool_steps import SOLE, round_, shown

# ---- fingers


@pytest.fixture(scope="module")
def screen() -> QPointingDevice:
    return QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)


def test_one_finger_paints(hand: Hand, screen: QPointingDevice) -> None:
    a, b = (hand.at(SOLE, *hand.inside(SOLE, 0.5, up)) for up in (0.3, 0.6))
    QTest.touchEvent(hand.canvas, screen).press(0, a, hand.canvas).commit()
    QTest.touchEvent(hand.canvas, screen).move(0, b, hand.canvas).commit()
    QTest.touchEvent(hand.canvas, screen).release(0, b, hand.canvas).commit()
    hand.settle()
    (stroke,) = hand.session.case.drawing.strokes
    assert len(stroke.points_mm) == 2
    assert shown(hand).area > 300


def test_two_fingers_zoom_about_the_skin_they_hold_and_never_paint(hand: Hand, screen: QPointingDevice) -> None:
    before = hand.image()
    slot = hand.slot(SOLE)
    middle = hand.at(SOLE, *hand.inside(SOLE))
    held = hand.canvas.point_mm(slot, middle.x(), middle.y())
    reach = QPoint(40, 10)
    QTest.touchEvent(hand.canvas, screen).press(0, middle - reach, hand.canvas).commit()
    QTest.touchEvent(hand.canvas, screen).move(0, middle - reach, hand.canvas).press(
        1, middle + reach, hand.canvas
    ).commit()
    for k in (1.5, 2.0, 3.0):
        out = QPoint(round(k * reach.x()), round(k * reach.y()))
        QTest.touchEvent(hand.canvas, screen).move(0, middle - out, hand.canvas).move(
            1, middle + out, hand.canvas
        ).commit()
    assert hand.canvas.port.zoom == pytest.approx(3.0, rel=0.02)
    assert hand.canvas.point_mm(slot, middle.x(), middle.y()) == pytest.approx(held, abs=0.5)
    QTest.touchEvent(hand.canvas, screen).move(0, middle - out, hand.canvas).release(
        1, middle + out, hand.canvas
    ).commit()
    QTest.touchEvent(hand.canvas, screen).move(0, middle, hand.canvas).commit()  # the other finger is still there
    QTest.touchEvent(hand.canvas, screen).release(0, middle, hand.canvas).commit()
    hand.settle()
    assert not hand.session.case.drawing.strokes
    assert hand.session.live_match() is None
    hand.canvas.fit()
    assert hand.image() == before


def test_two_fingers_move_the_sheet(hand: Hand, screen: QPointingDevice) -> None:
    hand.canvas.zoom_by(4.0)
    x, y = hand.canvas.port.x, hand.canvas.port.y
    a, b, step = QPoint(300, 300), QPoint(380, 300), QPoint(-25, 14)
    QTest.touchEvent(hand.canvas, screen).press(0, a, hand.canvas).press(1, b, hand.canvas).commit()
    QTest.touchEvent(hand.canvas, screen).move(0, a + step, hand.canvas).move(1, b + step, hand.canvas).commit()
    QTest.touchEvent(hand.canvas, screen).release(0, a, hand.canvas).release(1, b, hand.canvas).commit()
    assert (hand.canvas.port.x - x, hand.canvas.port.y - y) == pytest.approx((-25, 14))
    assert not hand.session.case.drawing.strokes


def test_a_resting_hand_does_not_disturb_the_pen(hand: Hand, screen: QPointingDevice) -> None:
    a, b = (hand.at(SOLE, *hand.inside(SOLE, 0.5, up)) for up in (0.3, 0.6))
    hand.press(a)
    for palm in (QPoint(500, 500), QPoint(540, 520)):
        QTest.touchEvent(hand.canvas, screen).press(palm.x(), palm, hand.canvas).commit()
    hand.move(b)
    hand.release(b)
    for palm in (QPoint(500, 500), QPoint(540, 520)):
        QTest.touchEvent(hand.canvas, screen).release(palm.x(), palm, hand.canvas).commit()
    hand.settle()
    assert len(hand.session.case.drawing.strokes) == 1
    assert hand.canvas.port.fitted


def test_a_tap_on_a_heading_focuses_its_view(hand: Hand, screen: QPointingDevice) -> None:
    scene = hand.canvas.scene
    assert scene is not None
    caption = next(c for c in scene.layout.captions if c.mark is None and c.view == "leg_posterior")
    at = QPoint(round(caption.x), round(caption.y))
    QTest.touchEvent(hand.canvas, screen).press(0, at, hand.canvas).commit()
    QTest.touchEvent(hand.canvas, screen).release(0, at, hand.canvas).commit()
    assert scene.layout.focus == "leg_posterior"


def test_a_touchpad_pinch_zooms_about_the_pointer(hand: Hand) -> None:
    from PySide6.QtGui import QNativeGestureEvent
    from PySide6.QtWidgets import QApplication

    at = hand.at(SOLE, *hand.inside(SOLE))
    held = hand.canvas.point_mm(hand.slot(SOLE), at.x(), at.y())
    spot, there = QPointF(at), QPointF(hand.canvas.mapToGlobal(at))
    for _ in range(4):
        event = QNativeGestureEvent(
            Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2, spot, spot, there,
            0.25, QPointF(),
        )  # fmt: skip
        QApplication.sendEvent(hand.canvas, event)
    assert hand.canvas.port.zoom == pytest.approx(1.25**4)
    assert hand.canvas.point_mm(hand.slot(SOLE), at.x(), at.y()) == pytest.approx(held, abs=1e-6)


# ---- pen


def pen(
    hand: Hand, path: list[QPoint], pressures: list[float], feels: bool = True, eraser: bool = False, up: bool = True
) -> None:
    """Lead a pen over the canvas."""
    kind = QPointingDevice.PointerType.Eraser if eraser else QPointingDevice.PointerType.Pen
    able = QInputDevice.Capability.Position | (
        QInputDevice.Capability.Pressure if feels else QInputDevice.Capability.Position
    )
    device = QPointingDevice("pen", 8, QInputDevice.DeviceType.Stylus, kind, able, 1, 1, "", QPointingDeviceUniqueId())
    kinds = [QEvent.Type.TabletPress, *[QEvent.Type.TabletMove] * (len(path) - 1)]
    events = list(zip(kinds, path, pressures, strict=True))
    if up:
        events.append((QEvent.Type.TabletRelease, path[-1], 0.0))
    for type_, at, pressure in events:
        event = QTabletEvent(
            type_, device, QPointF(at), QPointF(hand.canvas.mapToGlobal(at)), pressure, 0, 0, 0, 0, 0,
            Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton,
        )  # fmt: skip
        QApplication.sendEvent(hand.canvas, event)
    if up:
        hand.settle()


def along(hand: Hand, count: int = 16) -> list[QPoint]:
    """A way up the sole."""
    return [hand.at(SOLE, *hand.inside(SOLE, 0.5, 0.2 + 0.5 * i / (count - 1))) for i in range(count)]


def test_pressure_makes_one_stroke_wider_and_narrower(hand: Hand, window: Window) -> None:
    path = along(hand)
    pen(hand, path, [0.05] * 4 + [1.0] * 8 + [0.05] * 4)
    (stroke,) = hand.session.case.drawing.strokes
    assert hand.session.stack.count() == 1
    assert len(stroke.radii_mm) == len(stroke.points_mm)
    assert max(stroke.radii_mm) == stroke.radius_mm <= 7
    assert stroke.radius_mm > 2.2 * min(stroke.radii_mm)
    paint = shown(hand)
    widths = [
        shapely.intersection(paint, shapely.LineString([(-99, y), (99, y)])).length
        for y in (stroke.points_mm[1][1], stroke.points_mm[9][1])
    ]
    assert widths[1] > 2 * widths[0]
    again = parse_case(dump_case(hand.session.case).encode())
    assert again.drawing == hand.session.case.drawing


def test_the_picture_of_a_pressed_stroke_hardly_changes_when_it_ends(hand: Hand) -> None:
    path = along(hand, 40)
    pen(hand, path, [0.5 + 0.5 * math.sin(i / 4) for i in range(40)], up=False)
    live = hand.session.live_match()
    under_way = hand.canvas.grab().toImage()
    pen(hand, path[-1:], [0.0])
    hand.settle()
    exact = hand.session.derived.match
    assert live is not None
    assert live.paint_cm2 == pytest.approx(exact.paint_cm2, rel=0.05)
    at = [
        (x, y) for x in range(path[-1].x() - 30, path[0].x() + 30) for y in range(path[-1].y() + 12, path[0].y() - 12)
    ]
    moved = [p for p in at if abs(QColor(under_way.pixel(*p)).red() - QColor(hand.image().pixel(*p)).red()) > 60]
    assert len(moved) < 0.03 * len(at)


def test_pressure_can_be_switched_off_and_a_pen_may_not_feel_it(hand: Hand, window: Window) -> None:
    pen(hand, along(hand), [0.2] * 8 + [0.9] * 8, feels=False)
    window.parts.settings.set_pressure(False)
    pen(hand, along(hand), [0.2] * 8 + [0.9] * 8)
    window.parts.settings.set_pressure(True)
    hand.paint(SOLE, [hand.inside(SOLE, 0.3, 0.3)])
    assert [s.radii_mm for s in hand.session.case.drawing.strokes] == [()] * len(hand.session.case.drawing.strokes)
    assert {s.radius_mm for s in hand.session.case.drawing.strokes} == {7.0}


def test_the_blunt_end_erases_with_brush_lasso_and_fill(hand: Hand, window: Window) -> None:
    x, y = hand.inside(SOLE)
    for tool in ("brush", "lasso", "fill"):
        hand.paint(SOLE, [(x, y - 20), (x, y + 20)])
        before = shown(hand).area
        window.parts.commands.choose_tool[tool].trigger()
        path = round_(hand, SOLE, 12)
        pen(hand, path, [0.6] * len(path), eraser=True)
        assert hand.session.case.drawing.strokes[-1].mode == "erase", tool
        assert shown(hand).area < before - 60
        window.parts.commands.clear.trigger()
        window.parts.commands.brush.trigger()
        hand.settle()


def test_escape_gives_a_pen_stroke_up(hand: Hand) -> None:
    hand.move(QPoint(2, 2))
    before = hand.image()
    pen(hand, along(hand), [0.3] * 8 + [0.9] * 8, up=False)
    assert hand.image() != before
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    pen(hand, along(hand)[-1:], [0.0])
    assert not [s for s in hand.session.case.drawing.strokes if len(s.points_mm) > 1]
