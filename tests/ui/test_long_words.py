from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest
from PySide6.QtCore import QEvent, Qt, QTranslator
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTabBar,
    QToolButton,
    QWidget,
)

from footmap.ui.control.modes import Mode
from footmap.ui.dialogs.dialog import Dialog
from footmap.ui.document.engine import Engine
from footmap.ui.look.elided import Elided
from footmap.ui.panel.wrapping_button import WrappingButton
from footmap.ui.picture.shelf import PictureShelf
from footmap.ui.settings.preferences import Preferences
from footmap.ui.window import Window

from .harness import Answers

BUTTONS: Final = (QToolButton, QPushButton, QCheckBox, QRadioButton)


class Longer(QTranslator):
    """Every text of ours with 40 % more letters."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        if not text or len(text) <= 2:
            return text
        return text + "nmoretext"[: max(1, round(0.4 * len(text)))]

    def isEmpty(self) -> bool:  # noqa: N802  # Qt's name
        return False


@pytest.fixture
def longer(qapp: QApplication) -> Iterator[None]:
    translator = Longer()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def cut_off(root: QWidget) -> list[str]:
    """Words below `root` that are not seen whole."""
    out = []
    for child in root.findChildren(QWidget):
        if not child.isVisible() or isinstance(child, Elided):
            continue
        if isinstance(child, QLabel) and child.text() and child.wordWrap():
            cut = child.heightForWidth(child.width()) > child.height() + 1
        elif isinstance(child, QLabel) and child.text():
            cut = child.fontMetrics().horizontalAdvance(child.text()) > child.width() + 1
        elif isinstance(child, WrappingButton):
            cut = child.heightForWidth(child.width()) > child.height() + 1
        elif isinstance(child, QTabBar):
            cut = any(_tab_cut(child, k) for k in range(child.count()))
        elif (
            isinstance(child, QToolButton | QPushButton | QCheckBox | QRadioButton)
            and child.text()
            and not _icon_only(child)
        ):
            cut = child.sizeHint().width() > child.width() + 1
        elif isinstance(child, QComboBox) and child.view().minimumWidth() > child.width():
            continue  # chosen from a list that opens wider
        elif isinstance(child, QComboBox):
            names = (child.itemText(i) for i in range(child.count()))
            cut = max((child.fontMetrics().horizontalAdvance(name) for name in names), default=0) > child.width()
        else:
            continue
        scrolled = any(isinstance(parent, QScrollArea) for parent in _parents(child, root))
        outside = not scrolled and not root.rect().contains(child.mapTo(root, child.rect().bottomRight()))
        if cut or outside:
            out.append(f"{type(child).__name__} {child.accessibleName() or child.property('text')}")
    return out


def _tab_cut(bar: QTabBar, index: int) -> bool:
    """Whether a tab has less room than its words, or is out of sight."""
    place = bar.tabRect(index)
    outside = not bar.usesScrollButtons() and not bar.rect().adjusted(-1, 0, 1, 0).contains(place)
    return outside or bar.fontMetrics().horizontalAdvance(bar.tabText(index)) > place.width() + 1


def _icon_only(button: QWidget) -> bool:
    return isinstance(button, QToolButton) and button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly


def _parents(child: QWidget, root: QWidget) -> Iterator[QWidget]:
    parent = child.parentWidget()
    while parent is not None and parent is not root:
        yield parent
        parent = parent.parentWidget()


@pytest.fixture
def wordy(
    longer: None, qapp: QApplication, engine: Engine, shelf: PictureShelf, preferences: Preferences
) -> Iterator[Window]:
    window = Window(preferences, theme="light")
    window.attach(engine, shelf)
    assert window.files is not None
    window.files.questions = Answers(window)
    window.resize(1280, 800)
    window.show()
    qapp.processEvents()
    yield window
    window.close()
    window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("size", [(1280, 800), (1440, 900), (1024, 700)])
def test_nothing_is_cut_off_with_longer_words(qapp: QApplication, wordy: Window, size: tuple[int, int]) -> None:
    wordy.resize(*size)
    qapp.processEvents()
    assert wordy.width() == size[0], "the words must not push the window wider"
    for part in (wordy.parts.topbar, wordy.parts.panel.footer):
        assert cut_off(part) == []


@pytest.mark.parametrize("size", [(1280, 800), (900, 1200), (1024, 700)])
@pytest.mark.parametrize("mode", ["presentation", "patient"])
def test_the_modes_have_room_for_longer_words(
    qapp: QApplication, wordy: Window, mode: Mode, size: tuple[int, int]
) -> None:
    wordy.resize(*size)
    wordy.modes.go(mode, full_screen=False)
    qapp.processEvents()
    assert (wordy.width(), wordy.height()) == size
    parts = (wordy.parts.patient_bar,) if mode == "patient" else (wordy.parts.topbar, wordy.parts.status)
    for part in parts:
        assert cut_off(part) == []
    if mode == "patient":
        wordy.parts.patient_bar.done.click()
        qapp.processEvents()
        assert cut_off(wordy.parts.patient_bar) == []


def test_the_sheets_and_the_tour_have_room_for_longer_words(qapp: QApplication, wordy: Window) -> None:
    a = wordy.parts.commands
    for action in (a.shortcuts, a.about, a.preferences, a.choose_region):
        action.trigger()
    qapp.processEvents()
    sheets = wordy.findChildren(Dialog)
    assert len(sheets) == 4
    assert {type(sheet).__name__: found for sheet in sheets if (found := cut_off(sheet))} == {}
    a.tour.trigger()
    tour = wordy.dialogs.tour
    assert tour is not None
    for _ in range(tour.length):
        qapp.processEvents()
        assert cut_off(tour.card) == []
        tour.card.next.click()
