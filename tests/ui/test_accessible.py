from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QScrollBar, QWidget

from footmap.ui.dialogs.sheet import Sheet
from footmap.ui.spine.view import SpotButton
from footmap.ui.tokens import THEMES, Theme
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


def test_every_control_has_a_name(hand: Hand, window: Window) -> None:
    hand.paint("foot_lateral", [hand.inside("foot_lateral", 0.6, 0.15)])
    assert unnamed(window) == []
    for menu in (window.parts.menu, window.parts.menu.recent, window.parts.topbar.maps):
        assert unnamed(menu) == []


def test_the_sheets_have_names(window: Window) -> None:
    a = window.parts.commands
    for action in (a.shortcuts, a.about, a.preferences):
        action.trigger()
    sheets = window.findChildren(Sheet)
    assert len(sheets) == 3
    for sheet in sheets:
        assert unnamed(sheet) == []
        sheet.close()


def test_every_control_is_reached_with_the_tab_key(hand: Hand, window: Window) -> None:
    hand.paint("foot_lateral", [hand.inside("foot_lateral", 0.6, 0.15)])
    from PySide6.QtCore import Qt

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


def luminance(name: str) -> float:
    def channel(v: float) -> float:
        return v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4

    c = QColor(name)
    return 0.2126 * channel(c.redF()) + 0.7152 * channel(c.greenF()) + 0.0722 * channel(c.blueF())


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_contrast(theme: Theme) -> None:
    for ground in (theme.surface, theme.ground, theme.raised, theme.accent_soft):
        assert contrast(theme.text, ground) >= 7 if theme.name == "contrast" else 4.5
        assert contrast(theme.muted, ground) >= 4.5, ground
    assert contrast(theme.on_accent, theme.accent) >= 4.5
    assert contrast(theme.warn, theme.surface) >= 4.5
    for ground in (theme.surface, theme.accent_soft, theme.track):
        assert contrast(theme.accent, ground) >= 3.0, ground
