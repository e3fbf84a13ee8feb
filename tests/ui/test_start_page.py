from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from footmap.core.drawing import Case, Drawing, Stroke
from footmap.core.record import Patient, PatientRecord, Visit, new_id
from footmap.data.casefile import read_case, write_case
from footmap.data.library.library import Library, Wanted
from footmap.data.patient_file import read_record
from footmap.ui.look.tokens import THEMES, ThemeName
from footmap.ui.records.details import DetailsDialog
from footmap.ui.records.start import ID, StartPage
from footmap.ui.records.suggestions import SuggestionsDialog
from footmap.ui.window import Window

from .harness import Answers
from .records import Practice, desk_of, paint, reception_of

STROKE = Stroke("left", "foot_plantar", "add", "brush", "burning", ((-10.0, 60.0), (-10.0, 90.0)), 6.0)


@pytest.fixture
def people(practice: Practice) -> list[Patient]:
    """Three patients; the last one has two visits."""
    now = datetime.now(UTC)
    names = ("Balemi Tovu", "Rikoda Lesi", "Tunapo Gira")
    out = []
    practice.places.library.parent.mkdir(parents=True)
    with Library(practice.places.library, make=True) as library:
        for i, name in enumerate(names):
            patient = Patient(new_id(), name, "<b>Meier</b>" if i == 1 else "")
            case = Case(Drawing((STROKE,) * (i + 1)), clues={"slr": "positive"}, note="walks a lot" if i == 0 else "")
            library.add(patient, Visit(new_id(), now - timedelta(days=20 * i), case, tags=("knee",) if i else ()))
            out.append(patient)
        library.add(out[2], Visit(new_id(), now - timedelta(days=90), Case(Drawing((STROKE,)))))
    return out


def page_of(window: Window) -> StartPage:
    return reception_of(window).page


def rows(page: StartPage) -> list[str]:
    return [page.rows.item(i).text().splitlines()[0] for i in range(page.rows.count())]


CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_covers_what_lies_under_it(practice: Practice, people: list[Patient], theme: ThemeName) -> None:
    window = practice.window()
    window.choose_theme(theme)
    reception_of(window).show_page()
    page = page_of(window)
    assert page.isVisible()
    picture = window.grab().toImage()
    ground = QColor(window.theme.ground).name()
    places = [(3, 3), (page.width() - 3, 3), (3, page.height() // 2), (page.width() - 3, page.height() - 3)]
    assert {picture.pixelColor(page.mapTo(window, QPoint(*place))).name() for place in places} == {ground}


def test_a_patient_is_found_and_opened_by_keys_alone(practice: Practice, people: list[Patient]) -> None:
    window = practice.window()
    hand, page = practice.hand(window), page_of(window)
    window.activateWindow()
    window.parts.canvas.setFocus()
    QTest.keyClick(window.parts.canvas, Qt.Key.Key_O, CONTROL)
    assert page.isVisible()
    assert set(rows(page)) == {"Balemi Tovu", "<b>Meier</b>", "Tunapo Gira"}
    QTest.keyClicks(page.search, "tunap")
    assert rows(page) == ["Tunapo Gira", "Tunapo Gira"]
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    hand.settle()
    assert not page.isVisible()
    record = hand.session.record
    assert record.patient == people[2]
    assert len(hand.session.case.drawing.strokes) == 3


@pytest.mark.parametrize(("typed", "count"), [("walks", 1), ("meier", 1), ("knee", 2), ("riko les", 1), ("zz", 0)])
def test_search_finds_by_name_note_and_tag(practice: Practice, people: list[Patient], typed: str, count: int) -> None:
    page = page_of(practice.window())
    page.show_page(0)
    QTest.keyClicks(page.search, typed)
    assert len(rows(page)) == count
    assert page.empty.isHidden() == bool(count)


def test_filters_by_date_and_tag(practice: Practice, people: list[Patient]) -> None:
    page = page_of(practice.window())
    page.show_page(0)
    page.dates.setCurrentIndex(page.dates.findData(30))
    assert rows(page) == ["Balemi Tovu", "<b>Meier</b>"]
    page.tags.setCurrentIndex(page.tags.findData("knee"))
    assert rows(page) == ["<b>Meier</b>"]
    page.dates.setCurrentIndex(page.dates.findData(0))
    assert rows(page) == ["<b>Meier</b>", "Tunapo Gira"]


def test_a_visit_goes_into_the_trash_and_comes_back(practice: Practice, people: list[Patient]) -> None:
    window = practice.window()
    page = page_of(window)
    page.show_page(0)
    QTest.keyClicks(page.search, "balemi")
    QTest.mouseClick(page.drop_visit, Qt.MouseButton.LeftButton)
    assert rows(page) == []
    page.search.clear()
    assert "Balemi Tovu" not in rows(page)
    QTest.mouseClick(page.trash, Qt.MouseButton.LeftButton)
    assert rows(page) == ["Balemi Tovu"]
    QTest.mouseClick(page.drop_visit, Qt.MouseButton.LeftButton)
    assert rows(page) == []
    QTest.mouseClick(page.trash, Qt.MouseButton.LeftButton)
    assert "Balemi Tovu" in rows(page)


def test_the_trash_is_emptied_after_a_question_alone(
    practice: Practice, people: list[Patient], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = practice.window()
    page, reception = page_of(window), reception_of(window)
    with Library(practice.places.library) as library:
        library.trash(library.visits()[0].visit.id)
    page.show_page(0)
    page.trash.setChecked(True)
    monkeypatch.setattr(reception, "sure", lambda _question: False)
    QTest.mouseClick(page.empty_trash, Qt.MouseButton.LeftButton)
    assert len(rows(page)) == 1
    monkeypatch.setattr(reception, "sure", lambda _question: True)
    QTest.mouseClick(page.empty_trash, Qt.MouseButton.LeftButton)
    assert rows(page) == []
    with Library(practice.places.library) as library:
        assert library.count(Wanted(trashed=True)) == 0


def test_a_new_visit_is_empty_and_suggests_the_last_answers(practice: Practice, people: list[Patient]) -> None:
    window = practice.window()
    hand, page, desk = practice.hand(window), page_of(window), desk_of(window)
    page.show_page(0)
    QTest.keyClicks(page.search, "balemi")
    QTest.mouseClick(page.next, Qt.MouseButton.LeftButton)
    hand.settle()
    assert hand.session.record.patient == people[0]
    assert not hand.session.case.drawing.strokes
    assert not hand.session.case.clues
    assert not desk.strip.offer.isHidden()
    QTest.mouseClick(desk.strip.offer, Qt.MouseButton.LeftButton)
    (dialog,) = window.findChildren(SuggestionsDialog)
    QTest.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    assert not hand.session.case.clues, "nothing was ticked"
    QTest.mouseClick(desk.strip.offer, Qt.MouseButton.LeftButton)
    dialog = next(d for d in window.findChildren(SuggestionsDialog) if d.isVisible())
    QTest.keyClick(dialog.rows, Qt.Key.Key_Space)
    QTest.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    hand.settle()
    assert dict(hand.session.case.clues) == {"slr": "positive"}
    assert desk.strip.offer.isHidden()


def test_a_new_patient_has_a_name_to_be_spoken_and_the_form_is_kept(practice: Practice) -> None:
    window = practice.window()
    hand, page, desk = practice.hand(window), page_of(window), desk_of(window)
    page.show_page(0)
    QTest.mouseClick(page.new, Qt.MouseButton.LeftButton)
    assert not page.isVisible()
    (dialog,) = window.findChildren(DetailsDialog)
    made = dialog.pseudonym.text()
    assert len(made.split()) == 2
    QTest.keyClicks(dialog.name, "../../x <b> $x_{")
    QTest.keyClicks(dialog.year, "1971")
    dialog.drawn_by.setCurrentIndex(dialog.drawn_by.findData("clinician"))
    dialog.pain[1].setValue(7)
    dialog.tags.setText("knee, knee , shin")
    dialog.note.setPlainText("long note\n" * 2000)
    dialog.close()
    desk.journal.flush()
    with Library(practice.places.library) as library:
        (entry,) = library.visits()
        visit = library.visit(entry.visit.id)
    assert entry.patient.pseudonym == made
    assert (entry.patient.name, entry.patient.birth_year) == ("../../x <b> $x_{", 1971)
    assert (visit.drawn_by, visit.pain.worst, visit.tags) == ("clinician", 7, ("knee", "shin"))
    assert visit.case.note == "long note\n" * 2000
    paint(hand)
    assert desk.strip.name.text() == "../../x <b> $x_{"


def test_an_empty_pseudonym_or_a_wrong_year_is_not_taken(practice: Practice) -> None:
    window = practice.window()
    reception_of(window).new_patient()
    (dialog,) = window.findChildren(DetailsDialog)
    before = dialog.pseudonym.text()
    dialog.pseudonym.setText("  ")
    dialog.year.setText("17")
    dialog.keep()
    assert window.session is not None
    patient = window.session.record.patient
    assert patient is not None
    assert (patient.pseudonym, patient.birth_year) == (before, None)


def test_what_is_painted_is_found_by_picture_candidate_and_region(practice: Practice) -> None:
    window = practice.window()
    hand, desk = practice.hand(window), desk_of(window)
    for up in (0.3, 0.5, 0.7):
        paint(hand, up)
    reception_of(window).describing.settle()
    desk.journal.flush()
    hand.qtbot.waitUntil(lambda: bool(desk.library and desk.library.visits()[0].leader), timeout=10_000)
    page = page_of(window)
    page.show_page(0)
    assert desk.library is not None
    entry = desk.library.visits()[0]
    assert (desk.library.picture(entry.visit.id) or b"").startswith(b"\x89PNG")
    QTest.keyClicks(page.search, entry.regions[0])
    assert len(rows(page)) == 1
    page.search.clear()
    QTest.keyClicks(page.search, entry.leader)
    assert len(rows(page)) == 1


def test_files_dropped_on_the_page_are_taken_in_once(practice: Practice, tmp_path: Path) -> None:
    window = practice.window()
    page = page_of(window)
    page.show_page(0)
    path = tmp_path / "Knee.footmap"
    write_case(path, Case(Drawing((STROKE,))))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    at, copy = QPoint(5, 5), Qt.DropAction.CopyAction
    with_left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for _ in range(2):
        QApplication.sendEvent(page, QDragEnterEvent(at, copy, data, with_left, plain))
        QApplication.sendEvent(page, QDropEvent(at.toPointF(), copy, data, with_left, plain))
    assert rows(page) == ["Knee"], window.parts.notice.text
    assert read_case(path).drawing.strokes == (STROKE,)


def test_tab_goes_round_on_the_page(practice: Practice, people: list[Patient]) -> None:
    window = practice.window()
    page = page_of(window)
    window.activateWindow()
    page.show_page(0)
    been: set[QWidget] = set()
    for _ in range(30):
        part = window.focusWidget()
        assert part is not None
        assert page.isAncestorOf(part)
        been.add(part)
        QTest.keyClick(part, Qt.Key.Key_Tab)
    assert {page.search, page.rows, page.visits, page.new, page.open} <= been
    QTest.keyClick(window.focusWidget() or page, Qt.Key.Key_Escape)
    assert not page.isVisible()


def test_the_patient_does_not_see_whose_records_there_are(practice: Practice, people: list[Patient]) -> None:
    window = practice.window()
    page_of(window).show_page(0)
    window.modes.go("patient", full_screen=False)
    assert not page_of(window).isVisible()
    assert not desk_of(window).strip.isVisible()
    assert not window.parts.commands.patients.isEnabled() or window.parts.commands.patients not in window.actions()
    window.modes.go("desk")
    assert desk_of(window).strip.isVisible()


def test_undo_brings_back_the_note_in_the_form(practice: Practice) -> None:
    window = practice.window()
    assert window.session is not None
    window.session.describe(window.session.record.patient, replace(window.session.record.head, examiner="Dr. Who"))
    reception_of(window).show_details()
    (dialog,) = window.findChildren(DetailsDialog)
    assert dialog.examiner.currentText() == "Dr. Who"
    dialog.note.setPlainText("one")
    dialog.keep()
    window.session.undo()
    assert dialog.note.toPlainText() == ""


def test_a_visit_is_dragged_out_and_a_patient_with_all_visits(practice: Practice, people: list[Patient]) -> None:
    page = page_of(practice.window())
    page.show_page(0)
    page.rows.setCurrentRow(rows(page).index("Tunapo Gira"))
    item, visit = page.rows.currentItem(), page.visits.currentItem()
    assert page.visits.count() == 2
    (whole,) = page.rows.mimeData([item]).urls()
    record = read_record(Path(whole.toLocalFile()))
    assert isinstance(record, PatientRecord)
    assert (record.patient, len(record.visits)) == (people[2], 2)
    (one,) = page.visits.mimeData([visit]).urls()
    found = read_record(Path(one.toLocalFile()))
    assert isinstance(found, PatientRecord)
    assert [v.id for v in found.visits] == [visit.data(ID)]
    page.forget()
    assert not Path(one.toLocalFile()).exists()


def test_a_patient_is_saved_as_a_file_of_all_visits(practice: Practice, people: list[Patient], tmp_path: Path) -> None:
    window = practice.window()
    page = page_of(window)
    assert window.files is not None
    path = tmp_path / "all.footmap"
    window.files.questions = Answers(window, to_save=path)
    page.show_page(0)
    page.rows.setCurrentRow(rows(page).index("Tunapo Gira"))
    QTest.mouseClick(page.save, Qt.MouseButton.LeftButton)
    record = read_record(path)
    assert isinstance(record, PatientRecord)
    assert len(record.visits) == 2
    assert len(read_case(path).drawing.strokes) == 3


def test_the_page_covers_what_lies_below(practice: Practice, people: list[Patient]) -> None:
    window = practice.window()
    reception_of(window).show_page()
    page = reception_of(window).page
    corner = page.mapTo(window, page.rect().bottomLeft())
    for theme in (window.theme, THEMES["dark"]):
        page.set_theme(theme)
        picture = window.grab().toImage()
        for x in (2, page.width() // 2, page.width() - 3):
            assert picture.pixelColor(x, corner.y() - 2).name() == theme.ground.lower()
