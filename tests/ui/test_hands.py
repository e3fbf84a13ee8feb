"""Nothing happens that the hand did not mean: keys, pens, palms, locks, and where a case begins."""

from __future__ import annotations

from typing import Final

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QInputDevice,
    QPointingDevice,
    QPointingDeviceUniqueId,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from footmap.ui.window import Window

from .harness import Answers, Hand

SOLE: Final = "foot_plantar"
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


def a_stroke(hand: Hand, up: float = 0.3) -> None:
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, up), hand.inside(SOLE, 0.5, up + 0.2)])


def strokes(hand: Hand) -> int:
    return len(hand.session.case.drawing.strokes)


# ---- keys belong to the field that has them

EDITING = [
    (Qt.Key.Key_Backspace, CTRL),
    (Qt.Key.Key_Backspace, SHIFT),
    (Qt.Key.Key_Backspace, NONE),
    (Qt.Key.Key_Delete, NONE),
    (Qt.Key.Key_Delete, CTRL),
    (Qt.Key.Key_M, CTRL),
    (Qt.Key.Key_Z, CTRL),
    (Qt.Key.Key_Z, CTRL | SHIFT),
    (Qt.Key.Key_Y, CTRL),
    (Qt.Key.Key_B, NONE),
    (Qt.Key.Key_BracketLeft, NONE),
]


def fields(window: Window) -> list[QWidget]:
    """The search for a question, and two others anywhere in the window."""
    note, line = QPlainTextEdit(window), QLineEdit(window)
    note.show()
    line.show()
    return [window.parts.panel.clues.search, note, line]


@pytest.mark.parametrize(("key", "keys"), EDITING)
@pytest.mark.parametrize("which", [0, 1, 2])
def test_no_key_in_a_text_field_changes_the_drawing(
    hand: Hand, window: Window, key: Qt.Key, keys: Qt.KeyboardModifier, which: int
) -> None:
    a_stroke(hand)
    a_stroke(hand, 0.6)
    window.parts.panel.tabs.setCurrentIndex(3)
    field = fields(window)[which]
    field.setFocus()
    QTest.keyClicks(field, "one two")
    before = hand.session.case.drawing, hand.session.stack.index(), window.parts.settings.width_mm
    tool = window.parts.canvas.tool
    QTest.keyClick(field, key, keys)
    hand.settle()
    assert (hand.session.case.drawing, hand.session.stack.index(), window.parts.settings.width_mm) == before
    assert window.parts.canvas.tool is tool
    window.parts.canvas.setFocus()
    QTest.keyClick(window.parts.canvas, Qt.Key.Key_Backspace, CTRL)
    hand.settle()
    assert strokes(hand) == 0  # outside the field the key does what it says


def test_control_backspace_in_the_search_deletes_a_word(hand: Hand, window: Window) -> None:
    window.parts.panel.tabs.setCurrentIndex(3)
    search = window.parts.panel.clues.search
    search.setFocus()
    QTest.keyClicks(search, "foot drop")
    QTest.keyClick(search, Qt.Key.Key_Backspace, CTRL)
    assert search.text().strip() == "foot"


# ---- space pans wherever the keys are, while the pointer works on the picture


def test_space_and_drag_pans_after_a_click_in_the_panel(hand: Hand, window: Window) -> None:
    hand.canvas.zoom_by(3.0)
    button = window.parts.topbar.qualities["burning"]
    button.setFocus()
    a, b = QPoint(300, 300), QPoint(360, 340)
    hand.move(a)
    x, y = hand.canvas.port.x, hand.canvas.port.y
    QTest.keyPress(button, Qt.Key.Key_Space)
    hand.drag([a, b])
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyRelease(focus, Qt.Key.Key_Space)
    hand.settle()
    assert strokes(hand) == 0
    assert (hand.canvas.port.x - x, hand.canvas.port.y - y) == pytest.approx((60, 40))
    assert not hand.canvas.pointing.pans
    assert not button.isChecked()


def test_space_presses_a_button_that_the_keys_have_reached(hand: Hand, window: Window) -> None:
    hand.move(QPoint(300, 300))
    first, wanted = window.parts.topbar.qualities["pain"], window.parts.topbar.nerves
    first.setFocus()
    for _ in range(20):
        reached = QApplication.focusWidget()
        assert reached is not None
        if reached is wanted:
            break
        QTest.keyClick(reached, Qt.Key.Key_Tab)
    assert not wanted.isChecked()
    QTest.keyClick(wanted, Qt.Key.Key_Space)
    assert wanted.isChecked()
    assert not hand.canvas.pointing.pans
    hand.move(QPoint(320, 300))
    QTest.keyPress(wanted, Qt.Key.Key_Space)
    assert hand.canvas.pointing.pans
    QTest.keyRelease(wanted, Qt.Key.Key_Space)
    assert not hand.canvas.pointing.pans
    assert wanted.isChecked()


# ---- undo, locks, pens and palms


def test_undo_while_painting_gives_up_the_stroke_alone(hand: Hand, window: Window) -> None:
    a_stroke(hand)
    a, b = (hand.at(SOLE, *hand.inside(SOLE, 0.5, up)) for up in (0.6, 0.8))
    hand.press(a)
    hand.move(b)
    window.parts.commands.undo.trigger()
    hand.release(b)
    hand.settle()
    assert strokes(hand) == 1
    window.parts.commands.undo.trigger()
    hand.settle()
    assert strokes(hand) == 0


def test_a_stroke_held_while_the_screen_locks_is_given_up(hand: Hand) -> None:
    a, b = (hand.at(SOLE, *hand.inside(SOLE, 0.5, up)) for up in (0.3, 0.6))
    hand.press(a)
    hand.move(b)
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    hand.move(hand.at(SOLE, *hand.inside(SOLE, 0.5, 0.9)))
    hand.release(b)
    hand.settle()
    assert strokes(hand) == 0


def pen_event(hand: Hand, kind: QEvent.Type, at: QPoint) -> None:
    device = QPointingDevice(
        "pen",
        7,
        QInputDevice.DeviceType.Stylus,
        QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Position,
        1,
        1,
        "",
        QPointingDeviceUniqueId(),
    )
    button = Qt.MouseButton.LeftButton
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletRelease else button
    spot = QPointF(at)
    event = QTabletEvent(
        kind, device, spot, QPointF(hand.canvas.mapToGlobal(at)), 1.0, 0, 0, 0.0, 0.0, 0.0, NONE, button, held
    )
    QApplication.sendEvent(hand.canvas, event)


@pytest.fixture(scope="module")
def screen() -> QPointingDevice:
    return QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)


def test_a_palm_before_the_pen_leaves_no_paint(hand: Hand, screen: QPointingDevice) -> None:
    palm, a, b = (hand.at(SOLE, *hand.inside(SOLE, 0.5, up)) for up in (0.1, 0.5, 0.7))
    QTest.touchEvent(hand.canvas, screen).press(0, palm, hand.canvas).commit()
    pen_event(hand, QEvent.Type.TabletPress, a)
    QTest.touchEvent(hand.canvas, screen).move(0, palm + QPoint(2, 2), hand.canvas).commit()
    pen_event(hand, QEvent.Type.TabletMove, b)
    QTest.touchEvent(hand.canvas, screen).release(0, palm, hand.canvas).commit()
    pen_event(hand, QEvent.Type.TabletRelease, b)
    hand.settle()
    (stroke,) = hand.session.case.drawing.strokes
    slot = hand.slot(SOLE)
    low = min(y for _, y in stroke.points_mm)
    assert (
        low > hand.canvas.point_mm(slot, palm.x(), palm.y())[1] + 20
        or low > min(hand.canvas.point_mm(slot, at.x(), at.y())[1] for at in (a, b)) - 2
    )


@pytest.mark.parametrize("mouse_first", [True, False])
def test_a_pen_that_also_sends_mouse_events_makes_one_stroke(hand: Hand, mouse_first: bool) -> None:
    a, b, c = (hand.at(SOLE, *hand.inside(SOLE, 0.5, up)) for up in (0.3, 0.5, 0.7))

    def pen(kind: QEvent.Type, at: QPoint) -> None:
        mouse = {
            QEvent.Type.TabletPress: hand.press,
            QEvent.Type.TabletMove: hand.move,
            QEvent.Type.TabletRelease: hand.release,
        }[kind]
        if mouse_first:
            mouse(at)
        pen_event(hand, kind, at)
        if not mouse_first:
            mouse(at)

    pen(QEvent.Type.TabletPress, a)
    pen(QEvent.Type.TabletMove, b)
    pen(QEvent.Type.TabletMove, c)
    pen(QEvent.Type.TabletRelease, c)
    hand.settle()
    (stroke,) = hand.session.case.drawing.strokes
    assert len(stroke.points_mm) >= 2


# ---- wheel


def test_a_wheel_over_the_picture_leaves_a_focused_slider_alone(hand: Hand, window: Window) -> None:
    slider = window.parts.topbar.intensity
    slider.setFocus()
    before, zoom = slider.value(), hand.canvas.port.zoom
    at = QPointF(300, 300)
    event = QWheelEvent(
        at,
        hand.canvas.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(hand.canvas, event)
    assert slider.value() == before
    assert hand.canvas.port.zoom > zoom


# ---- hidden qualities


@pytest.mark.parametrize("how", ["eraser", "clear", "clear_view", "mirror"])
def test_what_is_hidden_is_shown_before_it_is_changed(hand: Hand, window: Window, how: str) -> None:
    a_stroke(hand)
    commands = window.parts.commands
    commands.show_quality["pain"].setChecked(False)
    assert window.visibility is not None
    assert window.visibility.hidden == {"pain"}
    if how == "eraser":
        commands.eraser.trigger()
        a_stroke(hand)
    else:
        getattr(commands, how).trigger()
        hand.settle()
    assert not window.visibility.hidden


# ---- the patient's screen


def test_nothing_is_painted_after_done_until_the_patient_wants_more(hand: Hand, window: Window) -> None:
    window.modes.go("patient", full_screen=False)
    bar = window.parts.patient_bar
    a_stroke(hand)
    bar.done.click()
    a_stroke(hand, 0.6)
    hand.drag([hand.at(SOLE, *hand.inside(SOLE, 0.5, 0.8))])
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    hand.settle()
    assert strokes(hand) == 1
    bar.more.click()
    a_stroke(hand, 0.6)
    assert strokes(hand) == 2
    bar.done.click()
    bar.back.click()
    a_stroke(hand, 0.75)
    assert strokes(hand) == 3
    window.parts.commands.undo.trigger()
    hand.settle()
    assert strokes(hand) == 2


def test_the_patient_begins_with_pain_and_can_erase_and_say_how_strong(hand: Hand, window: Window) -> None:
    window.parts.settings.set_quality("numbness")
    window.parts.commands.choose_tool["lasso"].trigger()
    window.modes.go("patient", full_screen=False)
    bar = window.parts.patient_bar
    assert bar.qualities["pain"].isChecked()
    bar.strength.setValue(8)
    a_stroke(hand)
    (stroke,) = hand.session.case.drawing.strokes
    assert (stroke.quality, stroke.intensity, stroke.mode) == ("pain", 8, "add")
    bar.eraser.click()
    a_stroke(hand)
    assert hand.session.case.drawing.strokes[-1].mode == "erase"
    bar.qualities["burning"].click()
    assert not bar.eraser.isChecked()
    a_stroke(hand, 0.6)
    assert hand.session.case.drawing.strokes[-1].quality == "burning"
    bar.done.click()
    bar.back.click()
    assert window.parts.commands.choose_tool["lasso"].isChecked()


# ---- a new case begins clean


def test_a_new_case_begins_with_the_whole_sheet_and_pain(hand: Hand, window: Window) -> None:
    a_stroke(hand)
    settings, panel = window.parts.settings, window.parts.panel
    usual = settings.width_mm, settings.intensity
    settings.set_quality("numbness")
    settings.set_width_mm(40)
    settings.set_intensity(9)
    hand.canvas.focus_view(SOLE)
    panel.tabs.setCurrentIndex(3)
    panel.clues.search.setText("foot drop")
    assert window.files is not None
    window.files.questions = Answers(window)
    window.parts.commands.new.trigger()
    hand.settle()
    assert hand.canvas.scene is not None
    assert hand.canvas.scene.focus is None
    assert hand.canvas.port.fitted
    assert settings.quality == "pain"
    assert (settings.width_mm, settings.intensity) == usual
    assert panel.clues.search.text() == ""
    assert not any(fold.head.isChecked() for _, fold in panel.clues.folds())
