"""A consultation in the real window, with real events: a film for the documents, and the clicks that it takes.

``python -m tests.ui.consultation FOLDER`` writes each picture into the folder and all of them on one sheet,
``consultation.png``. It begins with no library, sees a patient twice, compares, prints in both languages, is killed and
goes on. What is painted and answered is not counted; a shortcut counts like the click that it stands for.
"""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar, cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image, ImageDraw, ImageFont
from PySide6.QtCore import QBuffer, QEvent, QPoint, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QDialogButtonBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from footmap.ui.app import application, with_records
from footmap.ui.document.journal import Places
from footmap.ui.panel.panel import CLUES_TAB
from footmap.ui.paper.preview import Preview
from footmap.ui.records.compare.control import TIMELINE_TAB
from footmap.ui.records.compare.page import ComparePage
from footmap.ui.records.details import DetailsDialog
from footmap.ui.records.recovery import RecoveryDialog
from footmap.ui.settings.preferences import Preferences
from footmap.ui.window import Window

from .harness import Hand
from .records import desk_of, reception_of

LEFT: Final = Qt.MouseButton.LeftButton
SIZE: Final = (1280, 800)
SOLE: Final = "foot_plantar"
CLUE: Final = "back_pain"
NAME: Final = "consultation.png"
COLUMNS: Final = 3
CELL: Final = (520, 325)
CAPTION_PX: Final = 26
GAP_PX: Final = 12
COLOURS: Final = 192
"""Of the sheet, so that it stays small."""
PATIENCE_S: Final = 60.0
D = TypeVar("D", bound=QWidget)


class Consultation:
    """One doctor at one window; counts what is clicked.

    Attributes
    ----------
    clicks : int
        Clicks, and keys that stand for one; painting, answering and typing are not counted.
    seconds : float
        That the program took to answer them.
    pictures : list of (title, PNG)
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.places = Places(folder / "data" / "library.footlib", folder / "own")
        self.clicks, self.seconds = 0, 0.0
        self.pictures: list[tuple[str, bytes]] = []
        self.window = self.start()

    # ---- window

    def start(self) -> Window:
        """Open the window, as after a click on its icon."""
        window = Window(Preferences(self.folder / "window.ini"), theme="light")
        window.resize(*SIZE)
        with_records(window, lambda: self.places, welcome=True)
        window.show()
        until(lambda: window.session is not None)
        QTest.qWait(50)
        return window

    def end(self) -> None:
        """Close it; nothing is asked."""
        assert self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def again(self) -> None:
        """Close it and open it."""
        self.end()
        self.window = self.start()

    @property
    def hand(self) -> Hand:
        """Paints."""
        return Hand(cast(QtBot, None), self.window)

    def dialog(self, kind: type[D]) -> D:
        """The open one of a kind."""
        until(lambda: any(found.isVisible() for found in self.window.findChildren(kind)))
        return next(found for found in self.window.findChildren(kind) if found.isVisible())

    # ---- what is done

    def click(self, target: QWidget) -> None:
        """One click in the middle."""
        assert target.isVisible()
        assert target.isEnabled()
        self._timed(lambda: QTest.mouseClick(target, LEFT))

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A shortcut, which counts like a click."""
        self.window.activateWindow()
        QTest.qWait(20)
        self._timed(lambda: QTest.keyClick(self.window, key, held))

    def _timed(self, act: Callable[[], object]) -> None:
        begin = time.perf_counter()
        act()
        QApplication.processEvents()
        self.seconds += time.perf_counter() - begin
        self.clicks += 1

    def paint(self, top: float, bottom: float) -> None:
        """A stroke along the sole."""
        hand = self.hand
        hand.paint(SOLE, [hand.inside(SOLE, 0.5, top), hand.inside(SOLE, 0.45, (top + bottom) / 2)])
        hand.paint(SOLE, [hand.inside(SOLE, 0.45, (top + bottom) / 2), hand.inside(SOLE, 0.5, bottom)])

    def answer(self, clue: str, value: str) -> None:
        """Answer a question of the list with a click that is not counted."""
        panel = self.window.parts.panel
        panel.tabs.setCurrentIndex(CLUES_TAB)
        for _, fold in panel.clues.folds():
            if not any(row.clue.id == clue for row in panel.clues.rows()):
                QTest.mouseClick(fold.head, LEFT)
        row = next(row for row in panel.clues.rows() if row.clue.id == clue)
        QTest.mouseClick(row.segments.buttons[value], LEFT)
        self.hand.settle()

    def report(self, language: str, path: Path) -> Preview:
        """Have the report set in a language, and save it."""
        self.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        preview = self.dialog(Preview)
        if preview.language.currentData() != language:
            self.choose(preview.language, language)
        until(lambda: preview.save.isEnabled() and preview.view.sheets.isVisible())
        preview.ask_path = lambda _suggestion, _parent: path
        self.click(preview.save)
        self.clicks += 1  # Save in the dialog of the system
        until(path.exists)
        return preview

    def choose(self, box: QComboBox, value: object) -> None:
        """Open a list and choose: two clicks."""
        box.setCurrentIndex(box.findData(value))
        QApplication.processEvents()
        self.clicks += 2

    def close_dialog(self, dialog: QDialog) -> None:
        """By its button."""
        box = dialog.findChild(QDialogButtonBox)
        assert box is not None
        button = box.button(QDialogButtonBox.StandardButton.Close)
        assert isinstance(button, QPushButton)
        self.click(button)

    # ---- pictures

    def shoot(self, title: str) -> None:
        """The window with the dialogs that stand over it."""
        QTest.qWait(30)
        picture = self.window.grab()
        painter = QPainter(picture)
        for dialog in self.window.findChildren(QDialog):
            if dialog.isVisible():
                over = dialog.grab()
                place = QPoint((picture.width() - over.width()) // 2, (picture.height() - over.height()) // 2)
                painter.fillRect(picture.rect(), Qt.GlobalColor.transparent)
                painter.setOpacity(0.35)
                painter.fillRect(picture.rect(), Qt.GlobalColor.black)
                painter.setOpacity(1.0)
                painter.drawPixmap(place, over)
        painter.end()
        self.pictures.append((title, png_of(picture)))


def until(true: Callable[[], bool]) -> None:
    """Let the window work until something is true."""
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end, "it took too long"
        QTest.qWait(20)


def png_of(picture: QPixmap) -> bytes:
    """A picture as a file."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(buffer.data().data())


# ---- what happens


def first_visit(c: Consultation, report: Path) -> None:
    """From the start to a filed report."""
    c.shoot("The start: nobody is known yet")
    strip = desk_of(c.window).strip
    c.click(strip.buttons[3])
    c.shoot("Patients: the library is empty")
    c.click(reception_of(c.window).page.new)
    form = c.dialog(DetailsDialog)
    QTest.keyClicks(form.name, "Maria Schneider")
    QTest.keyClicks(form.year, "1961")
    QTest.keyClicks(form.note, "Burning sole since spring, worse at night.")
    form.pain[0].setValue(6)
    form.pain[1].setValue(8)
    c.shoot("A new patient: pseudonym made up, the rest optional")
    c.close_dialog(form)
    c.paint(0.75, 0.35)
    c.answer(CLUE, "yes")
    c.hand.settle(deep=True)
    c.shoot("The first visit: painted, answered, kept")
    preview = c.report("en", report)
    c.shoot("The report in English")
    c.close_dialog(preview)


def second_visit(c: Consultation) -> None:
    """Closed, opened, found in two keystrokes, painted again, compared."""
    reception_of(c.window).describing.settle()
    c.again()
    page = reception_of(c.window).page
    until(page.isVisible)
    c.shoot("The next start: who was here lately")
    QTest.keyClicks(page.search, "sc")
    until(lambda: page.rows.count() == 1)
    c.shoot("Found in two keystrokes")
    c.click(page.next)
    c.paint(0.6, 0.45)
    c.hand.settle(deep=True)
    c.shoot("The second visit: an empty drawing, answers offered")
    c.click(desk_of(c.window).strip.buttons[2])
    compare = c.dialog(ComparePage)
    records = c.window.records
    assert records is not None
    records.comparing.settle()
    c.shoot("Both visits on one picture")
    compare.tabs.setCurrentIndex(TIMELINE_TAB)
    c.clicks += 1
    until(lambda: compare.timeline.save_picture.isEnabled())
    c.shoot("All visits in time")


def killed(c: Consultation) -> None:
    """A window is killed while it paints; the next start offers everything."""
    c.end()
    run = [sys.executable, "-m", "tests.ui.paint_until_killed", str(c.folder)]
    with subprocess.Popen(run, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        end = time.monotonic() + PATIENCE_S
        for line in child.stdout:
            if line.startswith("kept") and int(line.split()[2]) >= 3:
                break
            assert time.monotonic() < end, "it keeps nothing"
        child.send_signal(signal.SIGKILL)
    c.window = c.start()
    dialog = c.dialog(RecoveryDialog)
    c.shoot("After a kill: everything up to the last stroke")
    c.click(dialog.go_on)
    until(lambda: bool(c.hand.session.case.drawing.strokes))
    c.hand.settle()
    c.shoot("Gone on with")


def film(folder: Path) -> Consultation:
    """All of it; the folder gets library, preferences and reports."""
    c = Consultation(folder)
    first_visit(c, folder / "first.pdf")
    second_visit(c)
    c.key(Qt.Key.Key_Escape)
    preview = c.report("de", folder / "second.pdf")
    c.shoot("The report in German")
    for reader_page in pages_of(preview):
        c.pictures.append(reader_page)
    c.close_dialog(preview)
    killed(c)
    c.end()
    return c


def pages_of(preview: Preview) -> list[tuple[str, bytes]]:
    """Pages of a preview as pictures."""
    made = preview._made
    assert made is not None
    return [(f"Page {page.number} of it", page.png) for page in made.pages]


# ---- the sheet


def sheet(pictures: list[tuple[str, bytes]]) -> bytes:
    """All pictures in rows, each with its number and title, as a small PNG."""
    step = CELL[0] + GAP_PX, CELL[1] + CAPTION_PX + GAP_PX
    rows = -(-len(pictures) // COLUMNS)
    out = Image.new("RGB", (COLUMNS * step[0] + GAP_PX, rows * step[1] + GAP_PX), "#F4F6F8")
    draw = ImageDraw.Draw(out)
    font = ImageFont.load_default(15)
    for i, (title, png) in enumerate(pictures):
        x, y = GAP_PX + i % COLUMNS * step[0], GAP_PX + i // COLUMNS * step[1]
        with Image.open(io.BytesIO(png)) as picture:
            small = picture.convert("RGB")
            small.thumbnail(CELL, Image.Resampling.LANCZOS)
        out.paste(small, (x + (CELL[0] - small.width) // 2, y))
        draw.text((x, y + CELL[1] + 5), f"{i + 1}  {title}", fill="#1F2A30", font=font)
    data = io.BytesIO()
    out.quantize(COLOURS).save(data, format="png", optimize=True)
    return data.getvalue()


def main(folder: Path) -> int:
    """Write the film; say what it took."""
    folder.mkdir(parents=True, exist_ok=True)
    app = application()
    with tempfile.TemporaryDirectory(prefix="footmap-film-") as place:
        c = film(Path(place))
    for number, (_, png) in enumerate(c.pictures, 1):
        (folder / f"{number:02d}.png").write_bytes(png)
    (folder / NAME).write_bytes(sheet(c.pictures))
    sys.stdout.write(f"{len(c.pictures)} pictures, {c.clicks} clicks, {c.seconds:.1f} s of answering to them\n")
    app.processEvents()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
