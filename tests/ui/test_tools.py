"""Every tool with the events of its device: mouse, fingers, keys."""

from __future__ import annotations

import math
from typing import Final

import pytest
import shapely
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QInputDevice, QPointingDevice, QPointingDeviceUniqueId, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shapely import MultiPolygon

from footmap.core.drawing import footprint
from footmap.core.fill import region_at, region_shapes
from footmap.core.geometry import difference, widen
from footmap.data.casefile import dump_case, parse_case
from footmap.ui.window import Window

from .harness import Hand

SOLE: Final = "foot_plantar"
OUTER: Final = "foot_lateral"
SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
ALT: Final = Qt.KeyboardModifier.AltModifier


def choose(hand: Hand, window: Window, key: str, tool: str) -> None:
    """Choose a tool by its key."""
    window.activateWindow()
    QTest.keyClicks(hand.canvas, key)
    assert hand.canvas.tool.id == tool


def round_(hand: Hand, view: str, radius_mm: float, count: int = 24) -> list[QPoint]:
    """A circle on the canvas about the middle of the sole's or the foot's skin."""
    x, y = hand.inside(view)  # type: ignore[arg-type]
    turn = [math.pi / 2 + 2 * math.pi * i / count for i in range(count)]
    return [hand.at(view, x + radius_mm * math.cos(t), y + radius_mm * math.sin(t)) for t in turn]  # type: ignore[arg-type]


def shown(hand: Hand, view: str = SOLE, side: str = "right") -> MultiPolygon:
    return hand.session.derived.paint.shown(side, view, "pain")  # type: ignore[arg-type]


# ---- brush and eraser


def test_shift_draws_a_straight_line(hand: Hand) -> None:
    ends = [hand.inside(SOLE, 0.5, up) for up in (0.2, 0.7)]
    a, b = (hand.at(SOLE, *p) for p in ends)
    aside = QPoint(a.x() + 30, a.y() - 40)
    hand.press(a)
    hand.move(aside, SHIFT)
    live = hand.session.live_ranking()
    hand.move(b, SHIFT)
    assert hand.session.live_ranking() != live
    hand.release(b, SHIFT)
    hand.settle()
    (stroke,) = hand.session.case.drawing.strokes
    assert len(stroke.points_mm) == 2
    assert stroke.points_mm[1] == pytest.approx(ends[1], abs=1.0 / hand.slot(SOLE).scale)
    outside = hand.canvas.point_mm(hand.slot(SOLE), aside.x(), aside.y())
    assert not shapely.contains_xy(footprint(stroke), *outside), "the line first led elsewhere"


def test_what_a_straight_line_left_behind_is_gone_from_the_picture(hand: Hand) -> None:
    a, b = (hand.at(SOLE, *hand.inside(SOLE, 0.5, up)) for up in (0.3, 0.6))
    hand.press(a)
    hand.move(b, SHIFT)
    straight = hand.image()
    hand.move(QPoint(b.x() + 25, b.y() + 30), SHIFT)
    hand.move(b, SHIFT)
    assert hand.image() == straight
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)


def test_a_freehand_stroke_goes_on_after_a_straight_part(hand: Hand) -> None:
    path = [hand.at(SOLE, *hand.inside(SOLE, 0.5, up)) for up in (0.2, 0.4, 0.6, 0.7)]
    hand.press(path[0])
    hand.move(path[1], SHIFT)
    hand.move(path[2], SHIFT)
    hand.move(path[3])
    hand.release(path[3])
    hand.settle()
    assert len(hand.session.case.drawing.strokes[0].points_mm) == 3


def test_click_and_shift_click_join(hand: Hand) -> None:
    a, b = (hand.inside(SOLE, 0.5, up) for up in (0.25, 0.7))
    hand.paint(SOLE, [a])
    at = hand.at(SOLE, *b)
    hand.drag([at], SHIFT)
    hand.settle()
    joined = hand.session.case.drawing.strokes[1]
    half_pixel = 1.0 / hand.slot(SOLE).scale
    assert joined.points_mm[0] == pytest.approx(a, abs=half_pixel)
    assert joined.points_mm[-1] == pytest.approx(b, abs=half_pixel)
    elsewhere = hand.at(OUTER, *hand.inside(OUTER))
    hand.drag([elsewhere], SHIFT)
    hand.settle()
    assert len(hand.session.case.drawing.strokes[2].points_mm) == 1, "nothing joins two pictures"


# ---- lasso


def test_the_lasso_marks_what_it_goes_round_and_nothing_beside_the_limb(hand: Hand, window: Window) -> None:
    choose(hand, window, "l", "lasso")
    bare = hand.image()
    ring = round_(hand, SOLE, 60)
    hand.press(ring[0])
    for at in ring:
        hand.move(at)
    live = hand.image()
    assert live != bare
    hand.release(ring[-1])
    hand.settle()
    (stroke,) = hand.session.case.drawing.strokes
    assert (stroke.shape, stroke.mode) == ("area", "add")
    outline = hand.session.engine.atlas.views[SOLE].outline
    paint = shown(hand)
    assert difference(paint, widen(outline, 0.6)).area < 1.0
    assert difference(shapely.intersection(footprint(stroke), outline), widen(paint, 0.6)).area < 5.0
    x, y = outline.bounds[0] - 2, hand.inside(SOLE)[1]
    beside = hand.at(SOLE, x, y)
    assert bare.pixel(beside) == live.pixel(beside) == hand.image().pixel(beside)


def test_the_lasso_erases_with_alt(hand: Hand, window: Window) -> None:
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, up) for up in (0.3, 0.5, 0.7)])
    before = shown(hand).area
    choose(hand, window, "l", "lasso")
    hand.drag(round_(hand, SOLE, 15), ALT)
    hand.settle()
    assert hand.session.case.drawing.strokes[-1].mode == "erase"
    assert 0 < shown(hand).area < before - 100


@pytest.mark.parametrize("radius_mm", [0.0, 0.2])
def test_a_slip_of_the_lasso_is_no_step(hand: Hand, window: Window, radius_mm: float) -> None:
    choose(hand, window, "l", "lasso")
    bare = hand.image()
    hand.drag(round_(hand, SOLE, radius_mm))
    hand.settle()
    assert hand.session.stack.count() == 0
    assert hand.image() == bare


@pytest.mark.parametrize("tool", ["brush", "eraser", "lasso", "fill"])
def test_escape_leaves_nothing_behind(hand: Hand, window: Window, tool: str) -> None:
    hand.paint(SOLE, [hand.inside(SOLE, 0.4, up) for up in (0.3, 0.6)])
    hand.move(QPoint(2, 2))
    before, ranking = hand.image(), hand.session.ranking()
    window.parts.commands.choose_tool[tool].trigger()
    ring = round_(hand, SOLE, 18)
    hand.press(ring[0])
    for at in ring:
        hand.move(at)
    assert hand.image() != before
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    hand.release(ring[0])
    hand.settle()
    hand.move(QPoint(2, 2))
    assert hand.image() == before
    assert hand.session.ranking() is ranking
    assert len(hand.session.case.drawing.strokes) == 1 or tool == "fill"


# ---- fill


def test_fill_outlines_a_region_and_marks_it_on_release(hand: Hand, window: Window) -> None:
    choose(hand, window, "g", "fill")
    bare = hand.image()
    x, y = hand.inside(SOLE, 0.5, 0.12)
    at = hand.at(SOLE, x, y, "left")
    hand.move(at)
    hovered = hand.canvas.grab().toImage()
    assert hovered != bare
    hand.press(at)
    hand.release(at)
    hand.settle()
    atlas = hand.session.engine.atlas
    region = region_at(atlas, SOLE, x, y)
    assert region == "heel_plantar"
    strokes = hand.session.case.drawing.strokes
    assert {(s.side, s.shape) for s in strokes} == {("left", "area")}
    assert hand.session.stack.count() == 1
    seen = region_shapes(atlas, region)[SOLE]
    assert shapely.symmetric_difference(shown(hand, SOLE, "left"), seen).area < 0.02 * seen.area
    hand.press(at, ALT)
    hand.release(at, ALT)
    hand.settle()
    assert hand.session.stack.count() == 2
    assert hand.session.derived.paint.is_empty


def test_fill_takes_the_region_where_the_button_is_released(hand: Hand, window: Window) -> None:
    choose(hand, window, "g", "fill")
    hand.drag([hand.at(SOLE, *hand.inside(SOLE, 0.5, up)) for up in (0.12, 0.45)])
    hand.settle()
    atlas = hand.session.engine.atlas
    wanted = region_shapes(atlas, region_at(atlas, SOLE, *hand.inside(SOLE, 0.5, 0.45)) or "")[SOLE]
    assert shapely.symmetric_difference(shown(hand), wanted).area < 0.02 * wanted.area
    hand.drag([QPoint(3, 3)])
    hand.settle()
    assert hand.session.stack.count() == 1, "beside the limb there is nothing to fill"


def test_the_outline_goes_with_the_pointer_and_with_the_tool(hand: Hand, window: Window) -> None:
    bare = hand.image()
    choose(hand, window, "g", "fill")
    hand.move(hand.at(SOLE, *hand.inside(SOLE)))
    choose(hand, window, "h", "pan")
    assert hand.image() == bare


def test_the_status_line_tells_how_a_tool_is_used(hand: Hand, window: Window) -> None:
    from PySide6.QtWidgets import QLabel

    def words() -> str:
        return " ".join(label.text() for label in window.parts.status.findChildren(QLabel))

    hand.move(QPoint(3, 3))
    hints = set()
    for action in window.parts.commands.choose_tool.values():
        action.trigger()
        assert action.statusTip() in words()
        hints.add(action.statusTip())
    assert len(hints) == 6
    hand.move(hand.at(SOLE, *hand.inside(SOLE)))
    assert window.parts.status.text
    assert action.statusTip() not in words()


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
    assert hand.session.live_ranking() is None
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
    live = hand.session.live_ranking()
    under_way = hand.canvas.grab().toImage()
    pen(hand, path[-1:], [0.0])
    hand.settle()
    exact = hand.session.ranking()
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


# ---- pick, restyle, delete


def test_pick_takes_over_how_the_topmost_stroke_was_made(hand: Hand, window: Window) -> None:
    settings = window.parts.settings
    line = [hand.inside(SOLE, 0.5, up) for up in (0.2, 0.5)]
    settings.set_intensity(8)
    settings.set_width_mm(22)
    hand.paint(SOLE, line)
    settings.set_quality("tingling")
    settings.set_intensity(2)
    settings.set_width_mm(6)
    hand.paint(SOLE, [line[0]])
    settings.set_quality("numbness")
    choose(hand, window, "i", "pick")
    hand.drag([hand.at(SOLE, *line[0])])
    assert (settings.quality, settings.intensity, settings.width_mm) == ("tingling", 2, 6)
    hand.drag([hand.at(SOLE, *line[1])])
    assert (settings.quality, settings.intensity, settings.width_mm) == ("pain", 8, 22)
    hand.settle()
    assert hand.session.stack.count() == 2, "picking changes nothing"


def test_pick_finds_a_stroke_in_every_view_that_shows_it(hand: Hand, window: Window) -> None:
    assert window.painting is not None
    hand.paint(OUTER, [hand.inside(OUTER, across, 0.12) for across in (0.35, 0.5, 0.65)], "left")
    choose(hand, window, "i", "pick")
    found = 0
    for view, shapes in hand.session.derived.paint.left.shown.items():
        inner = shapes["pain"].buffer(-4)
        if inner.is_empty:
            continue
        spot = inner.representative_point()
        hand.drag([hand.at(view, spot.x, spot.y, "left")])
        assert window.painting.selection.stroke is hand.session.case.drawing.strokes[0], view
        QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
        assert window.painting.selection.stroke is None
        found += 1
    assert found >= 2


def test_a_selected_stroke_is_restyled_in_one_step(hand: Hand, window: Window) -> None:
    settings, commands = window.parts.settings, window.parts.commands
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.3), hand.inside(SOLE, 0.5, 0.6)])
    choose(hand, window, "i", "pick")
    plain = hand.image()
    hand.drag([hand.at(SOLE, *hand.inside(SOLE, 0.5, 0.3))])
    assert hand.image() != plain, "the selected stroke has an outline"
    QTest.keyClicks(hand.canvas, "2")
    hand.settle()
    (stroke,) = hand.session.case.drawing.strokes
    assert stroke.quality == "burning"
    assert hand.session.stack.undoText() == "Change to burning"
    assert shown(hand).is_empty
    for _ in range(3):
        commands.stronger.trigger()
    hand.qtbot.waitUntil(lambda: hand.session.stack.count() == 3)
    assert hand.session.case.drawing.strokes[0].intensity == 8
    settings.set_width_mm(30)
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    hand.settle()
    assert hand.session.case.drawing.strokes[0].radius_mm == 15
    again = hand.session.engine.replay(hand.session.case.drawing)
    assert hand.session.ranking().paint_cm2 == pytest.approx(again.ranking.paint_cm2, rel=1e-9)
    for _ in range(3):
        hand.session.undo()
    hand.settle()
    (stroke,) = hand.session.case.drawing.strokes
    assert (stroke.quality, stroke.intensity, stroke.radius_mm) == ("pain", 5, 7)
    assert hand.image() == plain


def test_delete_removes_the_selected_stroke_alone(hand: Hand, window: Window) -> None:
    commands = window.parts.commands
    for up in (0.2, 0.7):
        hand.paint(SOLE, [hand.inside(SOLE, 0.5, up)])
    before = hand.session.case.drawing.strokes
    assert not commands.delete.isEnabled()
    choose(hand, window, "i", "pick")
    hand.drag([hand.at(SOLE, *hand.inside(SOLE, 0.5, 0.2))])
    assert commands.delete.isEnabled()
    QTest.keyClick(hand.canvas, Qt.Key.Key_Delete)
    hand.settle()
    assert hand.session.case.drawing.strokes == before[1:]
    assert not commands.delete.isEnabled()
    hand.session.undo()
    hand.settle()
    assert hand.session.case.drawing.strokes == before


def test_a_click_beside_the_paint_and_another_tool_select_nothing(hand: Hand, window: Window) -> None:
    assert window.painting is not None
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.2)])
    for bare in (True, False):
        window.parts.commands.choose_tool["pick"].trigger()
        hand.drag([hand.at(SOLE, *hand.inside(SOLE, 0.5, 0.2))])
        assert window.painting.selection.stroke is not None
        if bare:
            hand.drag([hand.at(SOLE, *hand.inside(SOLE, 0.5, 0.9))])
        else:
            window.parts.commands.brush.trigger()
        assert window.painting.selection.stroke is None
    window.parts.settings.set_quality("burning")
    hand.settle()
    assert hand.session.case.drawing.strokes[0].quality == "pain"


# ---- mirror and clear


def test_mirroring_gives_the_other_limb_the_same_paint(hand: Hand, window: Window) -> None:
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.2), hand.inside(SOLE, 0.4, 0.6)])
    hand.paint(OUTER, [hand.inside(OUTER)])
    window.parts.commands.mirror.trigger()
    hand.settle()
    paint = hand.session.derived.paint
    assert paint.left.union == paint.right.union
    assert hand.session.stack.undoText() == "Mirror right to left"
    again = hand.session.engine.replay(hand.session.case.drawing)
    assert again.paint.left.union == paint.left.union
    assert [(c.id, c.side) for c in again.ranking.nerves] == [(c.id, c.side) for c in hand.session.ranking().nerves]
    window.parts.commands.undo.trigger()
    hand.settle()
    assert not hand.session.derived.paint.left.union


def test_mirroring_from_the_limb_that_was_painted_last_replaces_the_other(hand: Hand, window: Window) -> None:
    commands = window.parts.commands
    assert not commands.mirror.isEnabled()
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.2)])
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.8)], "left")
    commands.mirror.trigger()
    hand.settle()
    assert hand.session.stack.undoText() == "Mirror left to right"
    assert {s.side for s in hand.session.case.drawing.strokes} == {"left", "right"}
    assert shown(hand, SOLE, "right").equals(shown(hand, SOLE, "left"))
    assert "right limb is now a mirror image" in window.parts.status.text
    commands.mirror_right.trigger()
    hand.settle()
    assert shown(hand, SOLE, "right").equals(shown(hand, SOLE, "left"))


def test_clearing_a_view_takes_what_it_shows_on_both_limbs(hand: Hand, window: Window) -> None:
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.2)])
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.2)], "left")
    hand.paint("foot_dorsal", [hand.inside("foot_dorsal")])
    window.activateWindow()
    hand.move(QPoint(3, 3))
    hand.move(hand.at(SOLE, *hand.inside(SOLE)))
    QTest.keyClick(hand.canvas, Qt.Key.Key_Backspace, SHIFT)
    hand.settle()
    assert hand.session.stack.undoText() == "Clear soles"
    assert hand.session.stack.count() == 4
    for side in ("right", "left"):
        assert shown(hand, SOLE, side).is_empty
    assert not shown(hand, "foot_dorsal").is_empty
    QTest.keyClick(hand.canvas, Qt.Key.Key_Backspace, SHIFT)
    hand.settle()
    assert hand.session.stack.count() == 4
    assert "Nothing is painted" in window.parts.status.text
