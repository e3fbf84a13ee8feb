from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QScrollArea,
    QScrollBar,
    QTabWidget,
    QWidget,
)

from footmap.core.views import ViewId
from footmap.ui.control.modes import Mode
from footmap.ui.dialogs.dialog import Dialog
from footmap.ui.spine.view import SpotButton
from footmap.ui.window import Window

from .harness import Hand

SPEAKING = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.Slider,
    QAccessible.Role.PageTab,
    QAccessible.Role.MenuItem,
    QAccessible.Role.ButtonMenu,
    QAccessible.Role.ButtonDropDown,
    QAccessible.Role.PageTabList,
}


def walk(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield interface
    for i in range(interface.childCount()):
        child = interface.child(i)
        if child is not None and child.isValid():
            yield from walk(child)


def unnamed(widget: QObject) -> list[str]:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    out = []
    for node in walk(interface):
        thing = node.object()
        if isinstance(thing, QScrollBar) or (isinstance(thing, QWidget) and not thing.isVisible()):
            continue
        if node.role() in SPEAKING and not node.text(QAccessible.Text.Name).strip():
            out.append(f"{node.role()} {type(thing).__name__ if thing else ''}")
    return out


def roleless(widget: QWidget) -> list[str]:
    """Visible things that can have the focus and do not say what they are."""
    out = []
    for thing in (widget, *widget.findChildren(QWidget)):
        inner = isinstance(thing.parentWidget(), QAbstractSpinBox)
        if inner or not thing.isVisibleTo(widget) or not thing.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        interface = QAccessible.queryAccessibleInterface(thing)
        silent = interface is None or interface.role() in (QAccessible.Role.NoRole, QAccessible.Role.Client)
        pane = isinstance(thing, QScrollArea | QTabWidget) and thing.accessibleName()  # holds things that have roles
        if silent and not pane:
            out.append(f"{type(thing).__name__} {thing.accessibleName()}")
    return out


def test_every_control_has_a_name(hand: Hand, window: Window) -> None:
    hand.paint("foot_lateral", [hand.inside("foot_lateral", 0.6, 0.15)])
    assert unnamed(window) == []
    for menu in (window.parts.menu, window.parts.menu.recent, window.parts.topbar.maps):
        assert unnamed(menu) == []


def test_the_sheets_and_the_tour_have_names(window: Window) -> None:
    a = window.parts.commands
    for action in (a.shortcuts, a.about, a.preferences, a.choose_region):
        action.trigger()
    sheets = window.findChildren(Dialog)
    assert len(sheets) == 4
    for sheet in sheets:
        assert unnamed(sheet) == []
        assert roleless(sheet) == []
        sheet.close()
    assert window.painting is not None
    a.history.trigger()
    assert window.painting.history.isVisible()
    assert unnamed(window.painting.history) == []
    window.painting.history.close()
    a.tour.trigger()
    assert window.dialogs.tour is not None
    assert unnamed(window.dialogs.tour.card) == []


@pytest.mark.parametrize("mode", ["desk", "presentation", "patient"])
@pytest.mark.parametrize("view", [None, "foot_plantar"])
def test_every_mode_has_names_and_roles(hand: Hand, window: Window, mode: Mode, view: ViewId | None) -> None:
    hand.paint("foot_lateral", [hand.inside("foot_lateral", 0.6, 0.15)])
    window.modes.go(mode, full_screen=False)
    window.parts.canvas.focus_view(view)
    for tab in range(window.parts.panel.tabs.count()):
        window.parts.panel.tabs.setCurrentIndex(tab)
        assert unnamed(window) == []
        assert roleless(window) == []


@pytest.mark.parametrize("mode", ["desk", "presentation", "patient"])
def test_the_tab_key_goes_round_and_stays_in_sight(hand: Hand, window: Window, mode: Mode) -> None:
    hand.paint("foot_lateral", [hand.inside("foot_lateral", 0.6, 0.15)])
    window.modes.go(mode, full_screen=False)
    window.activateWindow()
    window.parts.canvas.setFocus()
    seen: list[QWidget] = []
    for _ in range(400):
        focus = window.focusWidget()
        assert focus is not None
        if focus in seen:
            break
        assert focus.isVisibleTo(window), focus
        seen.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    else:
        pytest.fail("the tab key never came back")
    assert window.parts.canvas in seen
    assert len(seen) >= 4, "canvas, the chosen quality (arrows lead to the others), undo and done at least"


def test_every_control_is_reached_with_the_tab_key(hand: Hand, window: Window) -> None:
    hand.paint("foot_lateral", [hand.inside("foot_lateral", 0.6, 0.15)])
    seen = set()
    widget: QWidget | None = window.parts.canvas
    for _ in range(5000):
        widget = widget.nextInFocusChain() if widget is not None else None
        if widget is None or widget is window.parts.canvas:
            break
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            seen.add(widget)
    for control in (*window.findChildren(QAbstractButton), *window.findChildren(QAbstractSlider)):
        if control.isVisible() and not isinstance(control, QScrollBar) and control.window() is window:
            parent = control.parentWidget()
            group = parent.findChildren(type(control)) if parent is not None else []
            reached = control in seen or (isinstance(control, SpotButton) and seen.intersection(group))
            assert reached, control.accessibleName() or type(control).__name__


def test_every_button_says_what_it_does_and_its_key(window: Window) -> None:
    for button in window.parts.rail.buttons:
        assert button.accessibleName()
        assert "(" in button.toolTip()
