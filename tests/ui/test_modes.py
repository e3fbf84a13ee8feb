from __future__ import annotations

from typing import Final

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from footmap.ui.window import Window

from .harness import Hand

OUTER: Final = "foot_lateral"
FINGER_PX: Final = 44
NO_KEYS: Final = Qt.KeyboardModifier.NoModifier


def visible(root: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [w for w in root.findChildren(kind) if w.isVisible()]


def words(root: QWidget) -> str:
    """Everything that can be read in a window, in what is seen and in what a screen reader says."""
    out = []
    for widget in [root, *root.findChildren(QWidget)]:
        if not widget.isVisible():
            continue
        out += [widget.accessibleName(), widget.toolTip()]
        if isinstance(widget, QLabel | QAbstractButton):
            out.append(widget.text())
    return " ".join(out)


def mode_of(window: Window) -> str:
    return window.modes.mode


@pytest.fixture
def patient(hand: Hand, window: Window, qtbot: QtBot) -> Window:
    hand.paint(OUTER, [hand.inside(OUTER, 0.6, 0.15), hand.inside(OUTER, 0.4, 0.15)])
    QTest.keyClick(window, Qt.Key.Key_F11, Qt.KeyboardModifier.ShiftModifier)
    assert mode_of(window) == "patient"
    QApplication.processEvents()
    return window


@pytest.mark.parametrize("way", ["F11", "resize"])
def test_a_stroke_that_is_being_drawn_is_kept_when_the_picture_moves(hand: Hand, window: Window, way: str) -> None:
    start, middle = (hand.at(OUTER, *hand.inside(OUTER, across, 0.15)) for across in (0.6, 0.5))
    hand.press(start)
    hand.move(middle)
    if way == "F11":
        QTest.keyClick(window, Qt.Key.Key_F11)
    else:
        window.resize(window.width() - 60, window.height() - 40)
    QApplication.processEvents()
    hand.move(middle + QPoint(200, 0))
    hand.release(middle + QPoint(200, 0))
    hand.settle()
    (stroke,) = hand.session.case.drawing.strokes
    xs = [x for x, _ in stroke.points_mm]
    assert max(xs) - min(xs) < 40.0, "what the hand did after the picture had moved belongs to no stroke"


def test_f11_presents_with_large_controls_and_returns(hand: Hand, window: Window) -> None:
    before = window.size(), window.font().pointSizeF(), window.parts.panel.font().pointSizeF()
    QTest.keyClick(window, Qt.Key.Key_F11)
    QTest.keyClick(window, Qt.Key.Key_F9)
    QApplication.processEvents()
    assert mode_of(window) == "presentation"
    assert window.windowState() & Qt.WindowState.WindowFullScreen
    assert window.font().pointSizeF() > before[1]
    buttons = [b for b in visible(window, QAbstractButton) if b.window() is window]
    assert len(buttons) > 10
    for button in buttons:
        assert min(button.width(), button.height()) >= FINGER_PX, button.accessibleName()
    for bar in visible(window, QTabBar):
        assert bar.height() >= FINGER_PX
    QTest.keyClick(window, Qt.Key.Key_F11)
    QApplication.processEvents()
    assert mode_of(window) == "desk"
    assert (window.size(), window.font().pointSizeF(), window.parts.panel.font().pointSizeF()) == before


@pytest.mark.parametrize("size", [(1280, 800), (1024, 700), (900, 1200)])
def test_every_control_of_a_presentation_is_large(window: Window, size: tuple[int, int]) -> None:
    window.resize(*size)
    window.modes.go("presentation", full_screen=False)
    window.parts.commands.fold.setChecked(False)
    window.parts.canvas.focus_view(OUTER)
    for tab in range(window.parts.panel.tabs.count()):
        window.parts.panel.tabs.setCurrentIndex(tab)
        QApplication.processEvents()
        small = [
            f"{type(b).__name__} {b.accessibleName()} {b.width()}x{b.height()}"
            for b in visible(window, QAbstractButton)
            if min(b.width(), b.height()) < FINGER_PX and not isinstance(b.parentWidget(), QTabBar | QLineEdit)
        ]
        assert small == []


def test_presentation_can_be_ended_without_a_keyboard(window: Window) -> None:
    window.parts.commands.presentation.trigger()
    end = next(b for b in visible(window.parts.status, QAbstractButton) if isinstance(b, QAbstractButton))
    QTest.mouseClick(end, Qt.MouseButton.LeftButton)
    assert mode_of(window) == "desk"
    assert not end.isVisible()


def test_fonts_return_to_what_they_were(window: Window) -> None:
    def sizes() -> list[float]:
        return [w.font().pointSizeF() for w in window.findChildren(QWidget)]

    before = sizes()
    for _ in range(3):
        window.parts.commands.presentation.trigger()
        window.parts.commands.presentation.trigger()
    assert sizes() == pytest.approx(before)


def test_a_patient_sees_the_picture_and_seven_buttons(patient: Window) -> None:
    bar = patient.parts.patient_bar
    buttons = [b for b in visible(patient, QAbstractButton) if b.window() is patient]
    assert set(buttons) == {*bar.qualities.values(), bar.eraser, bar.undo, bar.done}
    for button in buttons:
        assert min(button.width(), button.height()) >= 60
        assert isinstance(button, QAbstractButton)
        assert button.text()
        assert not button.icon().isNull()
    assert patient.parts.canvas.isVisible()


def test_a_patient_reads_no_nerve_and_no_ranking(patient: Window, hand: Hand) -> None:
    session = patient.session
    assert session is not None
    said = words(patient)
    match, names = session.derived.match, session.engine.names
    found = {names[o.id] for o in (*match.overlaps("nerve"), *match.overlaps("level"))}
    assert found
    named = [name for name in found if name in said]
    assert named == []
    assert "nerve" not in said.lower()
    assert not patient.parts.panel.isVisible()
    assert not patient.parts.status.isVisible()
    assert not patient.parts.topbar.isVisible()


def test_overlays_are_out_of_a_patients_sight(hand: Hand, window: Window) -> None:
    hand.paint(OUTER, [hand.inside(OUTER, 0.6, 0.15)])
    window.modes.go("patient", full_screen=False)
    QApplication.processEvents()
    bare = hand.image()
    window.modes.go("desk")
    window.parts.commands.nerves.setChecked(True)
    window.parts.commands.dermatomes.setChecked(True)
    shown = hand.image()
    window.modes.go("patient", full_screen=False)
    QApplication.processEvents()
    assert hand.image() == bare
    window.modes.go("desk")
    QApplication.processEvents()
    assert hand.image() == shown
    assert window.parts.commands.nerves.isChecked()


def test_keys_of_the_clinician_do_nothing_in_a_patients_hands(patient: Window) -> None:
    a = patient.parts.commands
    before = [(x.isChecked(), x.isEnabled()) for x in a.all]
    path, strokes = patient.session and patient.session.path, patient.session and patient.session.case.drawing
    kept = {a.undo, a.zoom_in, a.zoom_out, a.fit}
    fired: list[str] = []
    for action in a.all:
        if action not in kept:
            action.triggered.connect(lambda _on=False, action=action: fired.append(action.text()))
    for action in a.all:
        if action not in kept and action.shortcuts():
            QTest.keySequence(patient, action.shortcuts()[0])
    for keys in ("F10", "Esc"):
        QTest.keySequence(patient, QKeySequence(keys))
    assert fired == []
    assert [(x.isChecked(), x.isEnabled()) for x in a.all] == before
    assert patient.session is not None
    assert (patient.session.path, patient.session.case.drawing) == (path, strokes)
    assert mode_of(patient) == "patient"
    assert QApplication.activePopupWidget() is None
    assert not [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not patient]


def test_no_menu_opens_under_a_patients_finger(window: Window, hand: Hand) -> None:
    canvas = window.parts.canvas
    asked: list[QPoint] = []
    canvas.customContextMenuRequested.disconnect()  # no popup in a test: it grabs the keyboard
    canvas.customContextMenuRequested.connect(asked.append)

    def press_right() -> None:
        at = hand.at(OUTER, *hand.inside(OUTER, 0.6, 0.15))
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, canvas.mapToGlobal(at))
        QApplication.sendEvent(canvas, event)

    press_right()
    assert len(asked) == 1, "the clinician is offered what a lesion here would do"
    window.modes.go("patient", full_screen=False)
    press_right()
    assert len(asked) == 1
    window.modes.go("desk")
    press_right()
    assert len(asked) == 2


def test_a_patient_paints_undoes_and_hands_back(patient: Window, hand: Hand) -> None:
    bar = patient.parts.patient_bar
    QTest.mouseClick(bar.qualities["numbness"], Qt.MouseButton.LeftButton)
    hand.paint("foot_plantar", [hand.inside("foot_plantar")])
    QTest.keyClick(patient, Qt.Key.Key_3)
    hand.paint("foot_dorsal", [hand.inside("foot_dorsal")])
    strokes = hand.session.case.drawing.strokes
    assert [s.quality for s in strokes[1:]] == ["numbness", "tingling"]
    QTest.mouseClick(bar.undo, Qt.MouseButton.LeftButton)
    hand.settle()
    assert hand.session.case.drawing.strokes == strokes[:-1]
    QTest.mouseClick(bar.done, Qt.MouseButton.LeftButton)
    assert mode_of(patient) == "patient", "done asks once more"
    assert bar.more.isVisible()
    QTest.mouseClick(bar.more, Qt.MouseButton.LeftButton)
    assert bar.done.isVisible()
    QTest.mouseClick(bar.done, Qt.MouseButton.LeftButton)
    QTest.mouseClick(bar.back, Qt.MouseButton.LeftButton)
    assert mode_of(patient) == "desk"
    assert patient.parts.panel.isVisible()
    assert not bar.isVisible()
    QTest.keyClick(patient, Qt.Key.Key_N)
    assert patient.parts.commands.nerves.isChecked(), "keys work again"


def test_the_tool_is_a_brush_for_the_patient_alone(hand: Hand, window: Window) -> None:
    window.parts.commands.eraser.trigger()
    window.modes.go("patient")
    assert window.parts.canvas.tool.id == "brush"
    window.modes.go("desk")
    assert window.parts.canvas.tool.id == "eraser"
    assert window.parts.commands.eraser.isChecked()


def test_from_a_presentation_to_the_patient_and_back(window: Window) -> None:
    window.parts.commands.presentation.trigger()
    window.modes.go("patient")
    window.parts.patient_bar.left.emit()
    assert mode_of(window) == "presentation"
    window.parts.commands.presentation.trigger()
    assert mode_of(window) == "desk"


@pytest.mark.parametrize("size", [(1280, 800), (900, 1200), (1024, 700)])
@pytest.mark.parametrize("mode", ["presentation", "patient"])
def test_every_mode_fits(hand: Hand, window: Window, size: tuple[int, int], mode: str) -> None:
    window.resize(*size)
    window.modes.go("patient" if mode == "patient" else "presentation", full_screen=False)
    QApplication.processEvents()
    assert (window.width(), window.height()) == size
    for button in visible(window, QAbstractButton):
        if isinstance(button, QAbstractButton) and button.window() is window and button.isEnabled():
            corner = button.mapTo(window, button.rect().bottomRight())
            assert window.rect().contains(corner), button.accessibleName()


def test_shortcuts_of_the_window_itself_sleep_too(window: Window) -> None:
    fired: list[int] = []
    key = QShortcut(QKeySequence("Ctrl+J"), window)
    key.activated.connect(lambda: fired.append(1))
    window.modes.go("patient")
    QTest.keySequence(window, QKeySequence("Ctrl+J"))
    assert fired == []
    window.modes.go("desk")
    QTest.keySequence(window, QKeySequence("Ctrl+J"))
    assert fired == [1]
