"""Who works by keyboard always sees where: every control that has the keys looks different, and not like a choice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from footmap.ui.dialogs.dialog import Dialog
from footmap.ui.look.tokens import ThemeName
from footmap.ui.study.study import Study
from footmap.ui.window import Window

from .harness import Hand
from .records import Practice, reception_of
from .studying import KINDS, answer, ask

THEMES: Final[tuple[ThemeName, ...]] = ("light", "dark", "contrast")
AROUND_PX: Final = 3
"""A ring may stand a little outside the control."""
LEAST_PX: Final = 24
"""Number of pixels that must change, about the outline of the smallest control."""
LEAST_STEP: Final = 40
"""Difference of one channel, of 255, that counts as seen."""


def takes_keys(root: QWidget) -> Iterator[QWidget]:
    """Every control below a widget that the tab key or a click can give the keys to, and that is seen."""
    for widget in root.findChildren(QWidget):
        inner = isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox)
        if inner or widget.focusProxy() is not None or not widget.isVisibleTo(root) or not widget.isEnabled():
            continue
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.width() > 4 and widget.height() > 4:
            yield widget


def picture(host: QWidget, widget: QWidget) -> QImage:
    """What is seen of a control, with a little around it."""
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    corner = widget.mapTo(host, QPoint(0, 0))
    box = widget.rect().translated(corner).adjusted(-AROUND_PX, -AROUND_PX, AROUND_PX, AROUND_PX)
    return host.grab(box.intersected(host.rect())).toImage().convertToFormat(QImage.Format.Format_RGB32)


def changed(one: QImage, other: QImage) -> int:
    """Number of pixels that are seen to differ."""
    if one.size() != other.size():
        return LEAST_PX
    shape = one.height(), one.width(), 4
    a, b = (np.frombuffer(image.constBits(), np.uint8).reshape(shape).astype(int) for image in (one, other))
    return int((np.abs(a - b).max(axis=2) >= LEAST_STEP).sum())


def unseen(host: QWidget, nowhere: QWidget, root: QWidget | None = None) -> list[str]:
    """Controls of a window, or of the page `root` that covers it, that look the same with the keys as without."""
    out = []
    host.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # as a tab key does
    for widget in [w for w in takes_keys(root or host) if w is not nowhere]:
        scroll_into_sight(widget)
        nowhere.setFocus()
        before = picture(host, widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if not widget.hasFocus() or not widget.isVisibleTo(host):
            continue
        after = picture(host, widget)
        if changed(before, after) < LEAST_PX:
            out.append(f"{type(widget).__name__} {widget.accessibleName() or words(widget)}")
    return sorted(set(out))


def scroll_into_sight(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()


def words(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton | QLabel | QLineEdit) else ""


@pytest.mark.parametrize("theme", THEMES)
def test_the_keys_are_seen_in_the_window(hand: Hand, window: Window, theme: ThemeName) -> None:
    hand.paint("foot_lateral", [hand.inside("foot_lateral", 0.6, 0.15)])
    window.choose_theme(theme)
    window.activateWindow()
    panel = window.parts.panel
    for tab in range(panel.tabs.count()):
        panel.tabs.setCurrentIndex(tab)
        if panel.rows():
            panel.rows()[0].setChecked(True)
        for head in [b for b in panel.findChildren(QAbstractButton) if b.property("fold") and b.isVisible()][:4]:
            head.setChecked(True)
        assert unseen(window, window.parts.canvas) == []
    panel.tabs.setCurrentIndex(0)
    window.parts.commands.look_up.trigger()
    assert unseen(window, window.parts.canvas) == []


@pytest.mark.long
@pytest.mark.parametrize("theme", THEMES)
def test_the_keys_are_seen_in_the_sheets(hand: Hand, window: Window, theme: ThemeName) -> None:
    hand.paint("foot_lateral", [hand.inside("foot_lateral", 0.6, 0.15)])
    window.choose_theme(theme)
    a = window.parts.commands
    found: list[str] = []
    for action in (
        a.shortcuts, a.about, a.preferences, a.choose_region, a.reading, a.print, a.letter, a.save_picture,
        a.seal, a.grades,
    ):  # fmt: skip
        action.trigger()
        if window.papers is not None:
            window.papers.work.settle()
        (sheet,) = window.findChildren(Dialog)
        sheet.activateWindow()
        still = next(iter(takes_keys(sheet)))
        found += [line for line in unseen(sheet, still) if not line.startswith(type(still).__name__)]
        sheet.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert found == []


@pytest.mark.long
@pytest.mark.parametrize("theme", THEMES)
def test_the_keys_are_seen_in_study(study: Study, window: Window, theme: ThemeName) -> None:
    window.choose_theme(theme)
    window.activateWindow()
    study.settle()
    page = study.page
    assert page is not None
    found = unseen(window, page, page)
    for tab in range(1, page.tabs.count()):
        page.tab_chosen.emit(tab)
        study.settle()
        found += unseen(window, page, page)
    for kind in KINDS:
        ask(study, kind)
        found += unseen(window, page, page)
        answer(study)
        found += unseen(window, page, page)
    assert sorted(set(found)) == []


@pytest.mark.long
@pytest.mark.parametrize("theme", THEMES)
def test_the_keys_are_seen_at_the_start(practice: Practice, theme: ThemeName) -> None:
    window = practice.window()
    window.choose_theme(theme)
    reception_of(window).show_page()
    window.activateWindow()
    page = reception_of(window).page
    assert unseen(window, page, page) == []
