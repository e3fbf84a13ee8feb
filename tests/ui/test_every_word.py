"""No word is cut where something opens: sheets, pages that cover the window, study, and what others look at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest
from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from footmap.core.record import Patient, new_id
from footmap.ui.accessible.region_chooser import RegionChooser
from footmap.ui.dialogs.dialog import Dialog
from footmap.ui.records.compare.control import COMPARE_TAB, TIMELINE_TAB
from footmap.ui.study.study import Study
from footmap.ui.window import Window

from .comparing import fill, opened, shown, stroke, visit
from .harness import Hand
from .records import Practice, reception_of
from .studying import KINDS, answer, ask
from .test_long_words import cut_off
from .test_room_for_words import PERCENT, SIZES, settle

pytestmark = pytest.mark.long
OF_THE_SCREEN: Final = 0.9
"""Share of the screen that a sheet takes at most."""
SPEAKING: Final = [(name, percent) for name in ("en", "de") for percent in PERCENT]


def speak(window: Window, name: str, percent: int) -> None:
    window.choose_language(name)
    window.look.set_writing(percent)
    settle(window)


def faults_of_sheet(sheet: QDialog) -> list[str]:
    """What is cut in a sheet on each screen; a sheet that is larger than the screen is cut too."""
    out, wanted = [], sheet.size()
    name = type(sheet).__name__
    for size in SIZES:
        room = QSize(*size) * OF_THE_SCREEN
        sheet.resize(wanted.boundedTo(room))
        QApplication.processEvents()
        if sheet.width() > size[0] or sheet.height() > size[1]:
            out.append(f"{name} {size}: {sheet.width()} x {sheet.height()}")
        out += [f"{name} {size}: {line}" for line in cut_off(sheet)]
    return out


@contextmanager
def only_sheet(window: Window) -> Iterator[QDialog]:
    QApplication.processEvents()
    sheets = [d for d in window.findChildren(QDialog) if d.isVisible()]
    assert len(sheets) == 1, sheets
    sheet = sheets[0]
    yield sheet
    sheet.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def widest(window: Window) -> str:
    """The parts that keep a window from being smaller."""
    layout = window.layout()
    assert layout is not None
    items = [layout.itemAt(k) for k in range(layout.count())]
    least = [(item.minimumSize(), type(item.widget() or item).__name__) for item in items if item is not None]
    return ", ".join(f"{name} {size.width()} x {size.height()}" for size, name in least)


def faults_of_page(window: Window, page: QWidget, shown_as: str) -> list[str]:
    """What is cut on a page that covers the window, at every size."""
    out = []
    for size in SIZES:
        for _ in range(2):  # what was large in a large window keeps it from being small at once
            window.resize(*size)
            settle(window)
        if (window.width(), window.height()) != size:
            out.append(f"{shown_as} {size}: the window is {window.width()} x {window.height()}, {widest(window)}")
        out += [f"{shown_as} {size}: {line}" for line in cut_off(page)]
    return out


@pytest.mark.parametrize(("name", "percent"), SPEAKING)
def test_nothing_is_cut_in_the_sheets(hand: Hand, window: Window, name: str, percent: int) -> None:
    hand.paint("foot_lateral", [hand.inside("foot_lateral", 0.6, up / 10) for up in range(1, 8)])
    speak(window, name, percent)
    a = window.parts.commands
    found: list[str] = []
    for action in (
        a.preferences, a.about, a.shortcuts, a.reading, a.print, a.letter, a.save_picture, a.seal,
        a.choose_region, a.grades, a.history,
    ):  # fmt: skip
        action.trigger()
        if window.papers is not None:
            window.papers.work.settle()
        assert any(d.isVisible() for d in window.findChildren(QDialog)), action.text()
        with only_sheet(window) as sheet:
            found += faults_of_sheet(sheet)
    assert not found, "\n".join(found)
    assert not window.findChildren(RegionChooser)


@pytest.mark.parametrize(("name", "percent"), SPEAKING)
def test_nothing_is_cut_in_what_others_look_at(hand: Hand, window: Window, name: str, percent: int) -> None:
    hand.paint("foot_lateral", [hand.inside("foot_lateral", 0.6, up / 10) for up in range(1, 8)])
    speak(window, name, percent)
    found: list[str] = []
    window.modes.go("presentation", full_screen=False)
    for size in SIZES:
        window.resize(*size)
        settle(window)
        for part in (window.parts.topbar, window.parts.status):
            found += [f"presentation {size}: {line}" for line in cut_off(part)]
    window.modes.go("patient", full_screen=False)
    found += faults_of_page(window, window.parts.patient_bar, "patient")
    window.parts.patient_bar.done.click()
    found += faults_of_page(window, window.parts.patient_bar, "patient, done")
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("name", "percent"), SPEAKING)
def test_nothing_is_cut_where_visits_are_kept_and_compared(practice: Practice, name: str, percent: int) -> None:
    visits = (visit(60, stroke(60.0)), visit(30, stroke(80.0), stroke(150.0, "burning")), visit(0, stroke(100.0)))
    fill(practice, Patient(new_id(), "Balemi Tovu"), visits)
    window, comparing = opened(practice, visits)
    speak(window, name, percent)
    found: list[str] = []
    window.parts.commands.details.trigger()
    with only_sheet(window) as sheet:
        found += faults_of_sheet(sheet)
    reception_of(window).show_page()
    found += faults_of_page(window, reception_of(window).page, "start page")
    reception_of(window).show_page()
    comparing.open()
    page = shown(comparing)
    for tab in (COMPARE_TAB, TIMELINE_TAB):
        page.tabs.setCurrentIndex(tab)
        found += faults_of_page(window, page, f"comparison {tab}")
    comparing.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("name", "percent"), SPEAKING)
def test_nothing_is_cut_in_study(study: Study, window: Window, name: str, percent: int) -> None:
    speak(window, name, percent)
    study.settle()
    page = study.page
    assert page is not None
    found = faults_of_page(window, page, "home")
    for tab in range(1, page.tabs.count()):
        page.tab_chosen.emit(tab)
        study.settle()
        found += faults_of_page(window, page, page.tabs.tabText(tab))
    for kind in KINDS:
        window.resize(1280, 800)
        settle(window)
        ask(study, kind)
        found += faults_of_page(window, page, kind)
        window.resize(1280, 800)
        settle(window)
        answer(study)
        found += faults_of_page(window, page, f"{kind}, answered")
    assert not found, "\n".join(found)


def test_a_sheet_scrolls_where_the_screen_is_low(window: Window) -> None:
    window.parts.commands.preferences.trigger()
    (sheet,) = window.findChildren(Dialog)
    whole = sheet.height()
    sheet.resize(sheet.width(), 300)
    QApplication.processEvents()
    assert sheet.height() == 300 < whole
    assert sheet.rect().contains(sheet.buttons.geometry())
    assert cut_off(sheet) == []
