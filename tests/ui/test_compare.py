"""Comparing in the window: what is chosen is shown, nothing is painted, and what goes wrong is said."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget

from footmap.core.drawing import Case, Drawing
from footmap.core.record import Patient, Visit, new_id
from footmap.data.casefile import write_case
from footmap.data.library.library import Library
from footmap.ui.records.compare.control import COMPARE_TAB, TIMELINE_TAB
from footmap.ui.records.compare.page import FILE, ComparePage

from .comparing import by_keys, comparing_of, fill, opened, shown, stroke, visit
from .harness import Answers
from .records import Practice, desk_of, paint, reception_of

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def seen(practice: Practice) -> tuple[Patient, tuple[Visit, ...]]:
    """A patient with three visits."""
    patient = Patient(new_id(), "Balemi Tovu")
    visits = (
        visit(60, stroke(60.0)),
        visit(30, stroke(80.0), stroke(150.0, "burning")),
        visit(0, stroke(100.0, intensity=9.0)),
    )
    fill(practice, patient, visits)
    return patient, visits


def test_the_last_two_visits_are_compared_by_a_key_and_esc_leads_back(
    practice: Practice, seen: tuple[Patient, tuple[Visit, ...]]
) -> None:
    _, visits = seen
    window, comparing = opened(practice, visits)
    by_keys(window, Qt.Key.Key_D)
    page = shown(comparing)
    assert page.isVisible()
    assert page.pair_keys == (visits[1].id, visits[2].id)
    compared = page.pair.compared
    assert compared is not None
    assert compared.found.sides["right"].qualities["burning"].after_cm2 == 0.0
    assert page.pair.words.accessibleName() == " ".join(compared.told)
    assert page.pair.canvas.hasFocus()
    if page.pair.has_enlarged:
        QTest.keyClick(page.pair.canvas, Qt.Key.Key_Escape)
    QTest.keyClick(page.pair.canvas, Qt.Key.Key_Escape)
    assert comparing.page is None
    assert window.parts.canvas.isEnabled()
    assert window.parts.topbar.isEnabled()


def test_an_older_visit_is_compared_with_the_one_before_it(
    practice: Practice, seen: tuple[Patient, tuple[Visit, ...]]
) -> None:
    _, visits = seen
    _, comparing = opened(practice, visits, 1)
    comparing.open()
    assert shown(comparing).pair_keys == (visits[0].id, visits[1].id)


def test_the_strip_and_the_start_page_lead_to_it(practice: Practice, seen: tuple[Patient, tuple[Visit, ...]]) -> None:
    _, visits = seen
    window, comparing = opened(practice, visits)
    button = next(b for b in desk_of(window).strip.buttons if b.defaultAction() is window.parts.commands.compare)
    QTest.mouseClick(button, LEFT)
    assert shown(comparing).pair_keys == (visits[1].id, visits[2].id)
    comparing.close()
    page = reception_of(window).page
    page.show_page(0)
    QTest.mouseClick(page.compare, LEFT)
    assert not page.isVisible()
    assert len(shown(comparing).film.accessibleName()) > 0
    assert shown(comparing).pair.compared is not None


def test_nothing_can_be_painted_or_undone_while_comparing(
    practice: Practice, seen: tuple[Patient, tuple[Visit, ...]]
) -> None:
    _, visits = seen
    window, comparing = opened(practice, visits)
    hand = practice.hand(window)
    paint(hand)
    hand.settle()
    before = hand.session.case
    comparing.open()
    page = shown(comparing)
    canvas = page.pair.canvas
    middle = canvas.rect().center()
    QTest.mousePress(canvas, LEFT, pos=middle)
    for step in range(1, 6):
        QTest.mouseMove(canvas, middle + QPoint(8 * step, 4 * step))
    QTest.mouseRelease(canvas, LEFT, pos=middle + QPoint(40, 20))
    control = Qt.KeyboardModifier.ControlModifier
    for key, keys in (
        (Qt.Key.Key_Z, control),
        (Qt.Key.Key_Backspace, control),
        (Qt.Key.Key_M, control),
        (Qt.Key.Key_R, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
    ):
        QTest.keyClick(canvas, key, keys)
    assert not window.parts.topbar.isEnabled()
    assert hand.session.case is before
    comparing.close()
    QTest.keyClick(window.parts.canvas, Qt.Key.Key_Z, control)
    hand.settle()
    assert len(hand.session.case.drawing.strokes) == len(before.drawing.strokes) - 1


def pixels(page: ComparePage) -> QImage:
    scene = page.pair.canvas.scene
    assert scene is not None
    scene.settle()
    return page.pair.canvas.grab().toImage()


def test_then_both_and_now_show_three_pictures(practice: Practice, seen: tuple[Patient, tuple[Visit, ...]]) -> None:
    _, visits = seen
    _, comparing = opened(practice, visits)
    comparing.open()
    page = shown(comparing)
    pictures = {}
    for key, mode in ((Qt.Key.Key_1, "then"), (Qt.Key.Key_2, "both"), (Qt.Key.Key_3, "now")):
        QTest.keyClick(page.pair.canvas, key)
        assert page.pair.mode == mode
        assert page.pair.modes[page.pair.mode].isChecked()
        pictures[mode] = pixels(page)
    assert pictures["then"] != pictures["now"]
    assert pictures["both"] not in (pictures["then"], pictures["now"])


def test_one_quality_alone_is_compared(practice: Practice, seen: tuple[Patient, tuple[Visit, ...]]) -> None:
    _, visits = seen
    _, comparing = opened(practice, visits)
    comparing.open()
    page = shown(comparing)
    rows = len(page.pair.table.rows)
    everything = pixels(page)
    page.pair.quality.setCurrentIndex(page.pair.quality.findData("burning"))
    page.pair.quality.activated.emit(page.pair.quality.currentIndex())
    assert page.pair.chosen_quality == "burning"
    assert 0 < len(page.pair.table.rows) < rows
    assert pixels(page) != everything


def item_rect(page: ComparePage, row: int) -> QRect:
    item = page.film.item(row)
    page.film.scrollToItem(item)
    return page.film.visualItemRect(item)


def test_two_clicks_on_the_film_choose_two_visits(practice: Practice, seen: tuple[Patient, tuple[Visit, ...]]) -> None:
    _, visits = seen
    _, comparing = opened(practice, visits)
    comparing.open()
    page = shown(comparing)
    QTest.mouseClick(page.film.viewport(), LEFT, pos=item_rect(page, 0).center())
    assert shown(comparing).pair_keys == (visits[0].id, visits[2].id)
    QTest.mouseClick(page.film.viewport(), LEFT, pos=item_rect(page, 1).center())
    assert shown(comparing).pair_keys == (visits[0].id, visits[1].id)


def test_the_film_is_led_by_keys(practice: Practice, seen: tuple[Patient, tuple[Visit, ...]]) -> None:
    _, visits = seen
    _, comparing = opened(practice, visits)
    comparing.open()
    page = shown(comparing)
    QTest.keyClick(page.pair.canvas, Qt.Key.Key_F6)
    assert page.film.hasFocus()
    QTest.keyClick(page.film, Qt.Key.Key_Home)
    QTest.keyClick(page.film, Qt.Key.Key_Return)
    assert shown(comparing).pair_keys == (visits[0].id, visits[2].id)


def test_then_and_now_can_be_swapped(practice: Practice, seen: tuple[Patient, tuple[Visit, ...]]) -> None:
    _, visits = seen
    _, comparing = opened(practice, visits)
    comparing.open()
    page = shown(comparing)
    assert page.pair.compared is not None
    there = page.pair.compared.found.sides["right"].whole
    QTest.mouseClick(page.swap, LEFT)
    assert shown(comparing).pair_keys == (visits[2].id, visits[1].id)
    assert page.pair.compared is not None
    back = page.pair.compared.found.sides["right"].whole
    assert back.gained_cm2 == pytest.approx(there.lost_cm2)
    assert back.lost_cm2 == pytest.approx(there.gained_cm2)


def test_words_are_copied_plain_and_rich(practice: Practice, seen: tuple[Patient, tuple[Visit, ...]]) -> None:
    _, visits = seen
    _, comparing = opened(practice, visits)
    comparing.open()
    page = shown(comparing)
    QTest.mouseClick(page.pair.copy, LEFT)
    data = QGuiApplication.clipboard().mimeData()
    assert page.pair.compared is not None
    for sentence in page.pair.compared.told:
        assert sentence in data.text().splitlines()
    assert data.html().count("<li ") == len(page.pair.compared.told)


def test_the_result_for_two_visits_never_lands_in_two_others(
    practice: Practice, seen: tuple[Patient, tuple[Visit, ...]]
) -> None:
    _, visits = seen
    _, comparing = opened(practice, visits)
    comparing.open()
    page = comparing.page
    assert page is not None
    comparing.compare(visits[0].id, visits[1].id)
    comparing.compare(visits[0].id, visits[2].id)  # before anything of the first two is there
    page = shown(comparing)
    assert page.pair.compared is not None
    assert "burning" not in page.pair.compared.found.sides["right"].qualities
    comparing.compare(visits[0].id, visits[1].id)
    comparing.close()
    comparing.settle()
    assert comparing.page is None


def test_opening_another_visit_ends_comparing(practice: Practice, seen: tuple[Patient, tuple[Visit, ...]]) -> None:
    _, visits = seen
    window, comparing = opened(practice, visits)
    comparing.open()
    shown(comparing)
    assert desk_of(window).open_visit(visits[0].id)
    practice.hand(window).settle()
    assert comparing.page is None
    assert window.parts.canvas.isEnabled()


# ---- what may be missing or wrong


def test_one_visit_alone_gets_a_calm_sentence(practice: Practice) -> None:
    patient, only = Patient(new_id(), "Balemi Tovu"), (visit(3, stroke(60.0)),)
    fill(practice, patient, only)
    _, comparing = opened(practice, only)
    comparing.open()
    page = shown(comparing)
    assert page.pair.compared is None
    assert page.pair.message.text()
    assert page.pair.left.currentIndex() == 0
    page.tabs.setCurrentIndex(TIMELINE_TAB)
    comparing.settle()
    assert not page.timeline.plots.pixmap().isNull()


def test_a_new_patient_has_nothing_to_compare(practice: Practice) -> None:
    comparing = comparing_of(practice.window())
    comparing.open()
    page = shown(comparing)
    assert page.film.count() == 0
    assert page.pair.message.text()
    page.tabs.setCurrentIndex(TIMELINE_TAB)
    comparing.settle()
    assert page.timeline.state.text()
    assert not page.timeline.save_picture.isEnabled()


def test_a_visit_without_paint_and_one_of_another_body_are_said(practice: Practice) -> None:
    patient = Patient(new_id(), "Balemi Tovu")
    female = visit(40, stroke(60.0))
    female = replace(female, case=replace(female.case, body="female"))
    visits = (female, visit(20), visit(0, stroke(60.0)))
    fill(practice, patient, visits)
    _, comparing = opened(practice, visits)
    comparing.open()
    page = shown(comparing)
    assert page.pair.remarks.isVisibleTo(page)
    comparing.compare(visits[0].id, visits[2].id)
    page = shown(comparing)
    compared = page.pair.compared
    assert compared is not None
    assert compared.body.atlas.body == "male"
    assert "female" in page.pair.remarks.text()
    assert compared.found.sides["right"].whole.kept_cm2 > 0.0
    comparing.compare(visits[2].id, visits[0].id)
    compared = shown(comparing).pair.compared
    assert compared is not None
    assert compared.body.atlas.body == "female"
    scene = page.pair.canvas.scene
    assert scene is not None
    assert scene.atlas.body == "female"


def test_a_damaged_visit_is_said_and_the_others_are_compared(
    practice: Practice, seen: tuple[Patient, tuple[Visit, ...]]
) -> None:
    _, visits = seen
    connection = sqlite3.connect(practice.places.library)
    with connection:
        row = connection.execute("SELECT row FROM visit WHERE id = ?", (visits[1].id,)).fetchone()[0]
        assert connection.execute("UPDATE document SET json = '{}' WHERE row = ?", (row,)).rowcount == 1
    connection.close()
    _, comparing = opened(practice, visits)
    comparing.open()
    page = shown(comparing)
    assert page.pair.compared is None
    assert "damaged" in page.pair.message.text()
    page.tabs.setCurrentIndex(TIMELINE_TAB)
    comparing.settle()
    assert [bool(point.problem) for point in comparing.plotting.points] == [False, True, False]
    assert not page.timeline.plots.pixmap().isNull()
    comparing.compare(visits[0].id, visits[2].id)
    assert shown(comparing).pair.compared is not None


def test_a_file_takes_the_place_of_a_visit(
    practice: Practice, seen: tuple[Patient, tuple[Visit, ...]], tmp_path: Path
) -> None:
    _, visits = seen
    window, comparing = opened(practice, visits)
    path = tmp_path / "by the clinician.footmap"
    write_case(path, Case(Drawing((stroke(60.0, "burning"),))))
    assert window.files is not None
    window.files.questions = Answers(window, to_open=path)
    comparing.open()
    page = shown(comparing)
    choose(page.then, FILE)
    page = shown(comparing)
    assert page.pair_keys[1] == visits[2].id
    assert page.then.currentText().startswith("by the clinician")
    assert page.pair.compared is not None
    assert page.pair.compared.found.sides["right"].qualities["burning"].after_cm2 == 0.0
    path.write_text("{")
    choose(page.now, FILE)
    page = shown(comparing)
    assert page.problem.text()
    assert page.pair.compared is not None


def choose(combo: QComboBox, key: str) -> None:
    combo.setCurrentIndex(combo.findData(key))
    combo.activated.emit(combo.currentIndex())


# ---- in time


def test_matplotlib_is_not_imported_before_the_timeline_is_looked_at(
    practice: Practice, seen: tuple[Patient, tuple[Visit, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, visits = seen
    for name in [name for name in sys.modules if name.startswith("footmap.report.timeline_figure")]:
        monkeypatch.delitem(sys.modules, name)
    window, comparing = opened(practice, visits)
    comparing.open()
    shown(comparing)
    assert "footmap.report.timeline_figure" not in sys.modules
    comparing.close()
    by_keys(window, Qt.Key.Key_T)
    page = shown(comparing)
    assert page.tabs.currentIndex() == TIMELINE_TAB
    assert "footmap.report.timeline_figure" in sys.modules
    assert page.timeline.plots.pixmap().width() > 300
    assert len(page.timeline.plots.accessibleDescription().splitlines()) == len(visits)


def test_the_theme_changes_the_plots(practice: Practice, seen: tuple[Patient, tuple[Visit, ...]]) -> None:
    _, visits = seen
    window, comparing = opened(practice, visits)
    comparing.open(tab=TIMELINE_TAB)
    page = shown(comparing)
    light = page.timeline.plots.pixmap().toImage().pixelColor(2, 2).lightness()
    window.choose_theme("dark")
    comparing.settle()
    assert page.timeline.plots.pixmap().toImage().pixelColor(2, 2).lightness() < light - 100


@pytest.mark.parametrize(
    ("name", "end", "table"),
    [("Dr. X 2026.05", "Dr. X 2026.05.png", False), ("a.svg", "a.svg", False), ("B. C", "B. C.csv", True)],
)
def test_plots_and_table_are_saved_under_the_name_that_was_given(
    practice: Practice,
    seen: tuple[Patient, tuple[Visit, ...]],
    tmp_path: Path,
    name: str,
    end: str,
    table: bool,
) -> None:
    _, visits = seen
    window, comparing = opened(practice, visits)
    assert window.files is not None
    window.files.questions = Answers(window, to_save=tmp_path / name)
    comparing.open(tab=TIMELINE_TAB)
    page = shown(comparing)
    QTest.mouseClick(page.timeline.save_table if table else page.timeline.save_picture, LEFT)
    comparing.settle()
    data = (tmp_path / end).read_bytes()
    starts = {".png": b"\x89PNG", ".svg": b"<?xml", ".csv": b"\xef\xbb\xbf"}
    assert data.startswith(starts[Path(end).suffix])
    assert end in page.timeline.state.text()


def test_what_was_read_is_never_overwritten(
    practice: Practice, seen: tuple[Patient, tuple[Visit, ...]], tmp_path: Path
) -> None:
    _, visits = seen
    window, comparing = opened(practice, visits)
    path = tmp_path / "case.svg"  # a case under another name
    write_case(tmp_path / "case.footmap", Case(Drawing((stroke(60.0),))))
    (tmp_path / "case.footmap").rename(path)
    before = path.read_bytes()
    assert window.files is not None
    window.files.questions = Answers(window, to_save=path)
    comparing.open(tab=TIMELINE_TAB)
    page = shown(comparing)
    QTest.mouseClick(page.timeline.save_picture, LEFT)
    comparing.settle()
    assert path.read_bytes() == before
    assert "would be overwritten" in page.timeline.state.text()


def test_two_hundred_visits_are_told_apart_and_read_one_by_one(practice: Practice) -> None:
    patient = Patient(new_id(), "Balemi Tovu")
    visits = tuple(visit(i // 2, stroke(60.0 + i / 4)) for i in reversed(range(200)))  # two a day, at the same time
    fill(practice, patient, visits)
    _, comparing = opened(practice, visits)
    comparing.open()
    page = shown(comparing)
    names = [page.then.itemText(i) for i in range(page.then.count()) if page.then.itemData(i) not in (None, FILE)]
    assert len(set(names)) == len(names) == 200
    assert page.pair.compared is not None
    page.tabs.setCurrentIndex(TIMELINE_TAB)
    comparing.plotting.go_on()
    comparing.close()  # while they are read
    comparing.settle()
    assert comparing.page is None


# ---- who does not see or has no pointer


@pytest.fixture
def page(practice: Practice, seen: tuple[Patient, tuple[Visit, ...]]) -> Iterator[ComparePage]:
    _, visits = seen
    _, comparing = opened(practice, visits)
    comparing.open()
    yield shown(comparing)
    comparing.close()


@pytest.mark.parametrize("tab", [COMPARE_TAB, TIMELINE_TAB])
def test_everything_that_takes_the_keys_has_a_name(page: ComparePage, tab: int) -> None:
    page.tabs.setCurrentIndex(tab)
    for part in page.findChildren(QWidget):
        if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            interface = QAccessible.queryAccessibleInterface(part)
            name = interface.text(QAccessible.Text.Name) if interface is not None else ""
            inside = isinstance(part.parent(), QComboBox) or part.objectName().startswith("qt_")
            assert name or inside or isinstance(part, QAbstractButton), part


def test_tab_goes_round_within_the_page(page: ComparePage) -> None:
    visited = set()
    for _ in range(40):
        part = page.focusWidget()
        assert part is not None
        assert page.isAncestorOf(part)
        visited.add(part)
        QTest.keyClick(part, Qt.Key.Key_Tab)
    assert {page.film, page.leave, page.pair.canvas, page.pair.copy, page.pair.table} <= visited


def test_a_discreet_window_shows_no_name_and_no_small_picture(
    practice: Practice, seen: tuple[Patient, tuple[Visit, ...]]
) -> None:
    patient, visits = seen
    with Library(practice.places.library) as library:
        library.set_patient(replace(patient, name="Erika Beispiel"))
    window = practice.window()
    window.parts.commands.discreet.setChecked(True)
    assert desk_of(window).open_visit(visits[1].id)
    practice.hand(window).settle()
    comparing = comparing_of(window)
    comparing.open()
    page = shown(comparing)
    assert page.name.text() == patient.pseudonym
    texts = [page.film.item(i).text() for i in range(page.film.count())]
    assert not [text for text in texts if "pain" in text or "Erika" in text]
    assert comparing.drawings is not None
    assert comparing.drawings.picture(visits[1].id) is None
