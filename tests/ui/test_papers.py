"""Report and letter in the window: the preview shows what is printed and saved, and remembers what was chosen."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from footmap.core.record import Pain, Patient, new_id
from footmap.data.practice import FILE_NAME, read_practice
from footmap.ui.control.papers import PaperControl
from footmap.ui.dialogs.preferences import PreferencesDialog
from footmap.ui.document.session import Session
from footmap.ui.paper.letter import LetterDialog
from footmap.ui.paper.pages import FIT, ZOOMS
from footmap.ui.paper.practice import PracticeDialog
from footmap.ui.paper.preview import Preview
from footmap.ui.settings.preferences import Preferences
from footmap.ui.window import Window

from .harness import Hand

HOSTILE = "<b>../../x</b> $x_{ \u202eלום 😀 李 " + "y" * 60


@pytest.fixture
def papers(window: Window) -> PaperControl:
    assert window.papers is not None
    return window.papers


@pytest.fixture
def painted(hand: Hand) -> Session:
    hand.paint("foot_plantar", [hand.inside("foot_plantar")])
    return hand.session


@pytest.fixture
def preview(window: Window, painted: Session, papers: PaperControl) -> Preview:
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = window.findChildren(Preview)
    papers.work.settle()
    return dialog


def choose(preview: Preview, papers: PaperControl, **wanted: str) -> None:
    for name, value in wanted.items():
        box = getattr(preview, name)
        box.setCurrentIndex(box.findData(value))
    papers.work.settle()


def readers(preview: Preview) -> list[str]:
    assert preview._made is not None
    return [page.reader for page in preview._made.pages]


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


# ---- the preview


def test_ctrl_p_shows_the_pages_and_opens_only_once(window: Window, preview: Preview, papers: PaperControl) -> None:
    assert len(preview.view.sheets.images) == 1
    page = preview.view.sheets.images[0]
    assert page.height() > page.width() > 1000
    assert preview.said.text() == "1 page for the file"
    window.parts.commands.print.trigger()
    assert len(window.findChildren(Preview)) == 1


def test_pages_are_made_off_the_thread_of_the_window(window: Window, painted: Session, papers: PaperControl) -> None:
    window.parts.commands.print.trigger()
    (dialog,) = window.findChildren(Preview)
    assert not dialog.view.sheets.images, "the window did not wait"
    papers.work.settle()
    assert dialog.view.sheets.images


def test_for_the_patient_for_the_file_or_both(preview: Preview, papers: PaperControl) -> None:
    choose(preview, papers, readers="patient")
    assert set(readers(preview)) == {"patient"}
    assert not preview.argument.isEnabled()
    choose(preview, papers, readers="both")
    assert readers(preview)[0] == "file"
    assert readers(preview)[-1] == "patient"
    assert preview.said.text() == "1 page for the file · 1 page for the patient"


def test_paper_and_argument_change_the_pages(preview: Preview, papers: PaperControl) -> None:
    choose(preview, papers, paper="a4")
    tall = preview.view.sheets.images[0]
    choose(preview, papers, paper="letter")
    wide = preview.view.sheets.images[0]
    assert wide.width() / wide.height() > tall.width() / tall.height()
    before = len(preview.view.sheets.images)
    preview.argument.click()
    papers.work.settle()
    assert len(preview.view.sheets.images) > before


def test_the_language_is_that_of_the_document_alone(preview: Preview, papers: PaperControl) -> None:
    before = preview.view.sheets.images[0].copy()
    choose(preview, papers, language="de")
    assert preview.view.sheets.images[0] != before
    assert preview.print.text() == "Print…"


def test_what_was_chosen_is_remembered(window: Window, preview: Preview, papers: PaperControl) -> None:
    choose(preview, papers, readers="both", language="de", paper="letter")
    preview.argument.click()
    preview._set_zoom(ZOOMS[1])
    papers.work.settle()
    preview.close()
    again = Preferences(window.preferences.own_folder / "window.ini")
    window.preferences.flush()
    assert (again.report_readers, again.report_language, again.report_paper) == ("both", "de", "letter")
    assert again.report_argument
    assert again.report_zoom == ZOOMS[1]
    QApplication.processEvents()
    window.parts.commands.print.trigger()
    shown = [dialog for dialog in window.findChildren(Preview) if dialog.isVisible()]
    papers.work.settle()
    assert shown[0].readers.currentData() == "both"
    assert shown[0].view.zoom == ZOOMS[1]


def test_zoom_by_buttons_keys_and_wheel(preview: Preview, papers: PaperControl) -> None:
    view = preview.view
    assert view.zoom == FIT
    fit = view.sheets.width()
    assert fit <= view.viewport().width()
    preview.larger.click()
    assert view.sheets.width() > fit
    larger = view.zoom
    spot = QPointF(view.viewport().rect().center())
    for turn, compare in ((120, int.__gt__), (-120, int.__lt__)):
        before = view.sheets.width()
        event = QWheelEvent(
            spot, view.mapToGlobal(spot), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view.viewport(), event)
        assert compare(view.sheets.width(), before)
    assert view.zoom == larger
    QTest.keyClick(preview, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == FIT
    assert view.sheets.width() == fit


def test_enlarged_pages_are_drawn_with_more_pixels(preview: Preview, papers: PaperControl) -> None:
    before = preview.view.sheets.images[0].width()
    preview._set_zoom(ZOOMS[-1])
    papers.work.settle()
    assert preview.view.sheets.images[0].width() > before


def test_the_preview_follows_the_case(preview: Preview, hand: Hand, papers: PaperControl, qtbot: QtBot) -> None:
    before = preview.view.sheets.images[0].copy()
    with qtbot.waitSignal(papers.work.changed):
        hand.paint("foot_dorsal", [hand.inside("foot_dorsal")])
    papers.work.settle()
    assert preview.view.sheets.images[0] != before


def test_a_patient_who_has_the_window_does_not_see_the_report(
    window: Window, preview: Preview, papers: PaperControl
) -> None:
    window.modes.go("patient", full_screen=False)
    QApplication.processEvents()
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert not [dialog for dialog in window.findChildren(Preview) if dialog.isVisible()]


# ---- save and print


def test_a_saved_report_is_the_document_and_its_folder_opens(
    preview: Preview, papers: PaperControl, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    opened: list[Path] = []
    preview.ask_path = lambda suggestion, _: out / suggestion.name
    preview.open_folder = opened.append
    assert not preview.folder.isEnabled()
    choose(preview, papers, readers="both")
    click(preview.save)
    papers.work.settle()
    click(preview.folder)
    assert opened == [out]
    first, second = sorted(out.iterdir(), key=lambda path: len(path.name))
    assert first.suffix == second.suffix == ".pdf"
    assert "for the patient" in second.name
    assert {path.stat().st_mode & 0o077 for path in (first, second)} == {0}
    for path in (first, second):
        assert "/StructTreeRoot" in pikepdf.open(path).Root
    assert papers.work.preferences.report_folder_path == out
    click(preview.save)
    papers.work.settle()
    assert len(list(out.iterdir())) == 3, "the page for the patient replaces nothing that nobody named"


def test_a_report_never_replaces_a_case(preview: Preview, papers: PaperControl, tmp_path: Path) -> None:
    case = tmp_path / "mine.pdf"
    case.write_text('{"format": "footmap-case"}', encoding="utf-8")
    preview.ask_path = lambda *_: case
    click(preview.save)
    papers.work.settle()
    assert case.read_text(encoding="utf-8") == '{"format": "footmap-case"}'
    assert "overwritten" in preview.said.text()
    assert preview.said.property("tone") == "warn"


def test_the_suggested_name_leads_nowhere(preview: Preview, painted: Session, papers: PaperControl) -> None:
    painted.describe(Patient(new_id(), "../../x", HOSTILE), painted.record.head)
    name = preview.suggested_name()
    assert "/" not in name
    assert "\u202e" not in name
    assert len(name) < 120


def test_printing_gives_each_page_a_sheet(preview: Preview, papers: PaperControl, tmp_path: Path) -> None:
    out = tmp_path / "printed.pdf"

    def to_file(printer: QPrinter, _: object) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(out))
        return True

    choose(preview, papers, readers="both", paper="letter")
    preview.ask_printer = to_file
    click(preview.print)
    papers.work.settle()
    sheets = pikepdf.open(out).pages
    assert len(sheets) == len(preview.view.sheets.images)
    assert [round(float(x)) for x in sheets[0].mediabox][2:] == [612, 792]
    assert "printer" in preview.said.text()


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_takes_nothing_is_told(preview: Preview, papers: PaperControl, tmp_path: Path) -> None:
    def nowhere(printer: QPrinter, _: object) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "missing" / "x.pdf"))
        return True

    preview.ask_printer = nowhere
    click(preview.print)
    papers.work.settle()
    assert "did not take" in preview.said.text()


# ---- the heading of the practice


def test_the_heading_is_set_once_and_seen_in_the_preview(
    window: Window, preview: Preview, papers: PaperControl, tmp_path: Path
) -> None:
    before = preview.view.sheets.images[0].copy()
    logo = tmp_path / "logo.png"
    Image.new("RGB", (60, 30), "#aa3311").save(logo)
    window.parts.commands.preferences.trigger()
    (preferences,) = window.findChildren(PreferencesDialog)
    click(preferences.practice)
    (dialog,) = window.findChildren(PracticeDialog)
    QTest.keyClicks(dialog.name, "Practice <b>Sommer</b>")
    dialog.address.setPlainText("12 Garden Way\n\nTown")
    dialog.contact.setPlainText("0123 45678")
    dialog.ask_logo = lambda _: logo
    click(dialog.choose)
    assert dialog.said.text() == ""
    click(dialog.save)
    kept = read_practice(window.preferences.own_folder / FILE_NAME)
    assert kept.name == "Practice <b>Sommer</b>"
    assert kept.address == ("12 Garden Way", "Town")
    assert kept.logo is not None
    assert kept.logo.data == logo.read_bytes()
    preview.look_at_heading()
    papers.work.settle()
    assert preview.view.sheets.images[0] != before


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.gif", b"GIF89a" + b"x" * 40, "neither a PNG nor a JPEG"),
        ("b.png", b"\x89PNG\r\n\x1a\nbroken", "damaged"),
        ("c.jpg", b"\xff\xd8\xff" + b"0" * 500, "damaged"),
        ("d.png", b"\x89PNG\r\n\x1a\n" + b"0" * 2_100_000, "larger than 2 MB"),
        ("e.png", None, "no logo"),
        ("f.png", b"wide", "pixels"),
    ],
)
def test_a_bad_logo_is_one_sentence_and_the_old_one_stays(
    window: Window, papers: PaperControl, tmp_path: Path, name: str, data: bytes | None, said: str
) -> None:
    file = tmp_path / f"<b>{name}"
    if data == b"wide":
        out = io.BytesIO()
        Image.new("1", (9000, 2)).save(out, "png")
        data = out.getvalue()
    if data is not None:
        file.write_bytes(data)
    papers.show_practice()
    (dialog,) = window.findChildren(PracticeDialog)
    dialog.ask_logo = lambda _: file
    click(dialog.choose)
    assert said in dialog.said.text()
    assert dialog.said.text().count(". ") == 0
    assert dialog.said.textFormat() == Qt.TextFormat.PlainText
    assert dialog.practice().logo is None


def test_a_broken_heading_on_the_disk_is_told_and_the_report_is_made_without_it(
    window: Window, preview: Preview, papers: PaperControl
) -> None:
    (window.preferences.own_folder / FILE_NAME).write_text("nmae: x\n", encoding="utf-8")
    preview.look_at_heading()
    papers.work.settle()
    assert "heading of the practice" in preview.said.text()
    assert preview.view.sheets.images
    assert preview.print.isEnabled()


# ---- the letter


def test_the_letter_is_copied_plain_and_rich_at_once(window: Window, painted: Session, papers: PaperControl) -> None:
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    (dialog,) = window.findChildren(LetterDialog)
    papers.work.settle()
    assert dialog.letter is not None
    click(dialog.copy)
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasText()
    assert data.hasHtml()
    assert data.text().split() == dialog.letter.plain.split()
    assert "<p" in data.html()
    assert dialog.text.toPlainText().split() == dialog.letter.plain.split()


def test_one_key_copies_the_letter_at_once(window: Window, painted: Session, papers: PaperControl) -> None:
    QGuiApplication.clipboard().clear()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QTest.keyClick(window, Qt.Key.Key_L, keys)
    papers.work.settle()
    assert "cm²" in QGuiApplication.clipboard().mimeData().text()
    assert "clipboard" in window.parts.notice.text


def test_a_template_is_used_and_a_bad_one_says_line_and_field(
    window: Window, painted: Session, papers: PaperControl, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "<b>bad.txt"
    good.write_text("Dear colleague,\n{drawing}\n", encoding="utf-8")
    bad.write_text("Dear colleague,\n{drawing}\n{diagnosis}\n", encoding="utf-8")
    papers.show_letter()
    (dialog,) = window.findChildren(LetterDialog)
    dialog.ask_template = lambda *_: good
    click(dialog.choose)
    papers.work.settle()
    assert dialog.letter is not None
    assert dialog.letter.plain.startswith("Dear colleague,\n")
    dialog.ask_template = lambda *_: bad
    click(dialog.choose)
    papers.work.settle()
    assert dialog.letter is None
    assert not dialog.copy.isEnabled()
    assert "Line 3" in dialog.said.text()
    assert "{diagnosis}" in dialog.said.text()
    papers.copy_letter()
    papers.work.settle()
    assert "{diagnosis}" in window.parts.notice.text
    click(dialog.plain)
    papers.work.settle()
    assert dialog.letter is not None
    assert window.preferences.letter_template == ""


def test_hostile_words_stay_words_in_letter_and_report(window: Window, painted: Session, papers: PaperControl) -> None:
    head = replace(painted.record.head, examiner=HOSTILE, pain=Pain(3, None, None), tags=(HOSTILE,))
    painted.describe(Patient(new_id(), HOSTILE, HOSTILE), head)
    papers.show_letter()
    (dialog,) = window.findChildren(LetterDialog)
    papers.work.settle()
    assert dialog.letter is not None
    assert HOSTILE in dialog.letter.plain
    assert "<b>../../x" not in dialog.letter.rich
    assert "<b>../../x</b>" in dialog.text.toPlainText()
    papers.show_preview()
    (preview,) = window.findChildren(Preview)
    papers.work.settle()
    assert preview.view.sheets.images
