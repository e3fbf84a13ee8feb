"""The picture and the findings leave the window: to the clipboard and into files, as the command line makes them."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from footmap.cli import main
from footmap.data.casefile import write_case
from footmap.ui.control.papers import PaperControl
from footmap.ui.paper.picture import PictureDialog
from footmap.ui.window import Window

from .harness import Hand

BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def papers(window: Window, hand: Hand) -> PaperControl:
    window.preferences.picture_width_px = 400
    hand.paint("foot_plantar", [hand.inside("foot_plantar")])
    assert window.papers is not None
    return window.papers


@pytest.fixture
def dialog(window: Window, papers: PaperControl) -> PictureDialog:
    window.parts.canvas.focus_view("foot_plantar")
    QTest.keyClick(window, Qt.Key.Key_E, BOTH)
    (dialog,) = window.findChildren(PictureDialog)
    return dialog


def test_the_picture_is_copied_by_key_in_the_chosen_width(window: Window, papers: PaperControl) -> None:
    QGuiApplication.clipboard().clear()
    QTest.keyClick(window, Qt.Key.Key_C, BOTH)
    papers.work.settle()
    picture = QGuiApplication.clipboard().image()
    assert picture.width() == pytest.approx(400, abs=1)
    assert "clipboard" in window.parts.notice.text


def test_findings_are_copied_plain_and_rich_without_what_they_may_mean(window: Window, papers: PaperControl) -> None:
    QTest.keyClick(window, Qt.Key.Key_F, BOTH)
    papers.work.settle()
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasHtml()
    text = data.text()
    assert "pain" in text.lower()
    papers.copy_letter()
    papers.work.settle()
    whole = QGuiApplication.clipboard().text()
    assert len(whole) > len(text)
    assert text.split(".")[0] in whole


def test_nothing_to_say_of_an_empty_case_is_said(window: Window) -> None:
    assert window.papers is not None
    QGuiApplication.clipboard().setText("before")
    window.parts.commands.copy_findings.trigger()
    window.papers.work.settle()
    assert window.parts.notice.text


def test_a_saved_picture_is_that_of_the_command_line(
    window: Window, papers: PaperControl, dialog: PictureDialog, tmp_path: Path
) -> None:
    dialog.ask_path = lambda *_: tmp_path / "window.png"
    dialog.legend.setChecked(False)
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    papers.work.settle()
    assert "window.png" in dialog.said.text()
    assert window.session is not None
    write_case(tmp_path / "c.footmap", window.session.case)
    wish = ["--view", "foot_plantar", "--side", "both", "--width", "400", "--no-legend"]
    assert main(["render", str(tmp_path / "c.footmap"), *wish, "-o", str(tmp_path / "line.png")]) == 0
    assert (tmp_path / "window.png").read_bytes() == (tmp_path / "line.png").read_bytes()


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_a_picture_without_ground_can_be_looked_through(
    papers: PaperControl, dialog: PictureDialog, tmp_path: Path, kind: str
) -> None:
    out = tmp_path / f"x.{kind}"
    dialog.ask_path = lambda *_: out
    dialog.transparent.setChecked(True)
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    papers.work.settle()
    data = out.read_bytes()
    if kind == "png":
        alpha = np.asarray(Image.open(io.BytesIO(data)).convert("RGBA"))[..., 3]
        assert alpha.min() == 0
        assert alpha.max() == 255
    elif kind == "svg":
        assert b"<text" in data, "words stay words"
        assert b">Pain<" in data
    else:
        assert len(pikepdf.open(out).pages) == 1


def test_a_name_of_another_kind_becomes_a_png_and_replaces_nothing(
    papers: PaperControl, dialog: PictureDialog, tmp_path: Path
) -> None:
    dialog.ask_path = lambda *_: tmp_path / "Dr. Huber"
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    papers.work.settle()
    assert [p.name for p in tmp_path.glob("Dr*")] == ["Dr. Huber.png"]
    (tmp_path / "Dr. Huber.png").write_bytes(b"kept")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    papers.work.settle()
    assert (tmp_path / "Dr. Huber.png").read_bytes() == b"kept"
    assert dialog.said.property("tone") == "warn"


def test_a_folder_that_is_missing_is_one_sentence(papers: PaperControl, dialog: PictureDialog, tmp_path: Path) -> None:
    dialog.ask_path = lambda *_: tmp_path / "nowhere" / "x.png"
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    papers.work.settle()
    assert "folder" in dialog.said.text()
    assert dialog.said.property("tone") == "warn"
    QApplication.processEvents()
