"""The preview of what is filed or handed over: choose, look, print, save."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QSignalBlocker, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from footmap.data.output import write_output
from footmap.errors import FootmapError
from footmap.ui.dialogs.dialog import Dialog
from footmap.ui.document.files import as_file_name
from footmap.ui.look.plain import visible
from footmap.ui.look.tokens import SPACE
from footmap.ui.runtime.said import said
from footmap.ui.settings.language import LANGUAGES
from footmap.ui.settings.preferences import REPORT_PAPERS, REPORT_READERS

from .pages import FIT, SCREEN_PPI, ZOOMS, PageView
from .printing import ask_printer, new_printer, print_pages

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from .paperwork import PaperWork
    from .work import Made

translate = QCoreApplication.translate
DRAWN_PPI: Final = (150.0, 300.0)
"""Pixels per inch of the preview, and where it is enlarged."""
PRINT_PPI: Final = 300.0
LEAST_PX: Final = QSize(360, 200)
PAPER_NAMES: Final = {"a4": "A4", "letter": "US Letter"}


def path_to_save(suggestion: Path, parent: QWidget) -> Path | None:
    """Where to save; None for nowhere. Qt asks before it replaces a file."""
    name, _ = QFileDialog.getSaveFileName(
        parent, translate("Preview", "Save the report"), str(suggestion), translate("Preview", "PDF documents (*.pdf)")
    )
    if not name:
        return None
    return Path(name) if Path(name).suffix.lower() == ".pdf" else Path(f"{name}.pdf")


class Preview(Dialog):
    """Report and page for the patient as they will be printed.

    Parameters
    ----------
    work : PaperWork
        Draws the pages off the window's thread.

    Attributes
    ----------
    ask_path, ask_printer, open_folder : callable
        Questions to the user and to the desktop; tests put their own answers here.

    Signals
    -------
    heading_wanted()
        The heading of the practice is to be changed.
    """

    heading_wanted = Signal()

    def __init__(self, work: PaperWork, parent: QWidget) -> None:
        super().__init__(translate("Preview", "Report"), parent)
        self._work = work
        self._state: object = None
        self._ppi = DRAWN_PPI[0]
        self._made: Made | None = None
        self._saved: Path | None = None
        self._heading_seen = self._heading()
        self.ask_path: Callable[[Path, QWidget], Path | None] = path_to_save
        self.ask_printer: Callable[[QPrinter, QWidget], bool] = ask_printer
        self.open_folder: Callable[[Path], object] = _open_folder
        self.column.addLayout(self._choices())
        self.view = PageView()
        self.view.setMinimumSize(LEAST_PX)
        self.view.zoom_wanted.connect(self._step)
        self.view.scaled.connect(self._look_closer)
        self.column.addWidget(self.view, 1)
        self.column.addLayout(self._below())
        self._buttons()
        self._keys()
        work.changed.connect(self._follow)
        self.view.set_zoom(work.preferences.report_zoom)
        self._fill_zoom()
        room = parent.window().size()
        self.resize(min(880, round(0.94 * room.width())), round(0.96 * room.height()))
        self.refresh()
        size = self.size()
        self.finish()
        self.resize(size.boundedTo(self.screen().availableSize()))
        self.print.setDefault(True)
        self.view.setFocus()

    # ---- parts

    def _choices(self) -> QHBoxLayout:
        p = self._work.preferences
        names = self.tr("For the file"), self.tr("For the patient"), self.tr("For the file and for the patient")
        self.readers = _box(self.tr("Which pages"), dict(zip(REPORT_READERS, names, strict=True)), p.report_readers)
        self.readers.setToolTip(self.tr("The report for the file, the page in plain words for the patient, or both"))
        self.readers.currentIndexChanged.connect(self._chosen)
        self.language = _box(self.tr("Language of the report"), LANGUAGES, self._work.language)
        self.language.setToolTip(self.language.accessibleName())
        self.language.currentIndexChanged.connect(self._chosen)
        self.paper = _box(self.tr("Paper"), {id_: PAPER_NAMES[id_] for id_ in REPORT_PAPERS}, p.report_paper)
        self.paper.setToolTip(self.paper.accessibleName())
        self.paper.currentIndexChanged.connect(self._chosen)
        self.argument = QCheckBox(self.tr("With the argument in numbers"))
        self.argument.setToolTip(self.tr("Adds an appendix for the file: everything that adds up to the support"))
        self.argument.setChecked(p.report_argument)
        self.argument.setEnabled(p.report_readers != "patient")
        self.argument.toggled.connect(self._chosen)
        self.zoom = QComboBox()
        self.zoom.setAccessibleName(self.tr("Zoom"))
        self.zoom.setToolTip(self.tr("Zoom  (Ctrl++, Ctrl+-, Ctrl+0; Ctrl and wheel)"))
        self.zoom.currentIndexChanged.connect(lambda: self._set_zoom(self.zoom.currentData()))
        self.smaller = _tool("−", self.tr("Zoom out"), lambda: self._step(-1))
        self.larger = _tool("+", self.tr("Zoom in"), lambda: self._step(1))
        row = QHBoxLayout()
        row.setSpacing(SPACE[2])
        for part in (self.readers, self.language, self.paper, self.argument):
            row.addWidget(part)
        row.addStretch(1)
        return row

    def _below(self) -> QHBoxLayout:
        """What is said about the pages, and how large they are."""
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout()
        row.setSpacing(SPACE[2])
        row.addWidget(self.said, 1)
        row.addWidget(self.smaller)
        row.addWidget(self.zoom)
        row.addWidget(self.larger)
        return row

    def _buttons(self) -> None:
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.print = self._button(self.tr("Print…"), self.tr("Print the pages that are shown"), self._print)
        self.save = self._button(self.tr("Save as PDF…"), self.tr("Save the pages as PDF documents"), self._save)
        self.folder = self._button(self.tr("Open folder"), self.tr("Show the folder of the saved document"), self._show)
        self.heading = self._button(
            self.tr("Heading…"), self.tr("Name, address and logo of the practice"), self.heading_wanted.emit
        )
        for button in (self.print, self.save, self.folder, self.heading):
            self.buttons.addButton(button, role)
        self.folder.setEnabled(False)

    def _button(self, name: str, tip: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(name)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: run())
        return button

    def _keys(self) -> None:
        key = QKeySequence.StandardKey
        keys: Sequence[tuple[QKeySequence.StandardKey | str, Callable[[], object]]] = (
            (key.Print, self.print.click),
            (key.Save, self.save.click),
            (key.ZoomIn, lambda: self._step(1)),
            (key.ZoomOut, lambda: self._step(-1)),
            ("Ctrl+0", lambda: self._set_zoom(FIT)),
        )
        for sequence, run in keys:
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.activated.connect(run)

    # ---- drawing

    def _follow(self) -> None:
        """Have it made anew if it is of another state."""
        if self._work.state is not self._state:
            self.refresh()

    def refresh(self) -> None:
        """Have the pages drawn anew."""
        self._state = self._work.state
        self._say(self.tr("Setting the pages …"))
        self._work.pages(self._ppi, self._show_pages, self._failed)

    def _show_pages(self, made: Made) -> None:
        self._made = made
        self.view.set_pages(made.pages, self._ppi)
        self.view.sheets.setAccessibleName(self.pages_in_words())
        self.view.setAccessibleName(self.pages_in_words())
        self._enable(True)
        why = said(made.problem) if made.problem else ""
        self._say(why or self.pages_in_words(), bad=bool(why))

    def pages_in_words(self) -> str:
        """How many pages there are, and for whom."""
        pages = self._made.pages if self._made else ()
        told = []
        for reader, name in (("file", self.tr("for the file")), ("patient", self.tr("for the patient"))):
            count = sum(page.reader == reader for page in pages)
            if count:
                one = self.tr("1 page {0}") if count == 1 else self.tr("{1} pages {0}")
                told.append(one.format(name, count))
        return " · ".join(told)

    def _failed(self, why: str) -> None:
        self._made = None
        self.view.set_pages((), self._ppi)
        self._enable(False)
        self._say(why, bad=True)

    def _enable(self, on: bool) -> None:
        self.print.setEnabled(on)
        self.save.setEnabled(on)

    def _say(self, sentence: str, bad: bool = False) -> None:
        self.said.setProperty("tone", "warn" if bad else "muted")
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setText(visible(sentence))

    # ---- what is chosen

    def _chosen(self, *_: object) -> None:
        p = self._work.preferences
        p.report_readers = self.readers.currentData()
        p.report_language = self.language.currentData()
        p.report_paper = self.paper.currentData()
        p.report_argument = self.argument.isChecked()
        self.argument.setEnabled(p.report_readers != "patient")
        self.refresh()

    def _step(self, step: int) -> None:
        now = 100.0 * self.view.scale_now
        if step > 0:
            wanted = next((zoom for zoom in ZOOMS if zoom > now + 1), ZOOMS[-1])
        else:
            wanted = next((zoom for zoom in reversed(ZOOMS) if zoom < now - 1), ZOOMS[0])
        self._set_zoom(wanted)

    def _set_zoom(self, percent: int) -> None:
        self._work.preferences.report_zoom = percent
        self.view.set_zoom(percent)
        self._fill_zoom()

    def _fill_zoom(self) -> None:
        with QSignalBlocker(self.zoom):
            self.zoom.clear()
            self.zoom.addItem(self.tr("Width of the window"), FIT)
            for percent in ZOOMS:
                self.zoom.addItem(self.tr("{0} %").format(percent), percent)
            self.zoom.setCurrentIndex(max(0, self.zoom.findData(self.view.zoom)))

    def _look_closer(self, scale: float) -> None:
        """Pages that are enlarged beyond their pixels are drawn with more of them."""
        needed = scale * SCREEN_PPI * self.devicePixelRatioF()
        ppi = DRAWN_PPI[0] if needed <= 1.1 * DRAWN_PPI[0] else DRAWN_PPI[1]
        if self._made is not None and ppi > self._ppi:
            self._ppi = ppi
            self.refresh()

    # ---- print, save, folder

    def _print(self) -> None:
        printer = new_printer(self._work.preferences.report_paper)
        if self.ask_printer(printer, self):
            self._say(self.tr("Printing …"))
            self._work.pages_to_print(PRINT_PPI, lambda made: self._printed(printer, made), self._not_done)

    def _printed(self, printer: QPrinter, made: Made) -> None:
        done = print_pages(printer, made.pages)
        self._say(
            self.tr("The pages were given to the printer.")
            if done
            else self.tr("The printer did not take the pages; see whether it is switched on, or save a PDF."),
            bad=not done,
        )

    def _save(self) -> None:
        work = self._work
        path = self.ask_path(work.preferences.report_folder_path / self.suggested_name(), self)
        if path is not None:
            self._say(self.tr("Saving …"))
            work.pdfs(lambda pdfs: self._write(path, pdfs), self._not_done)

    def suggested_name(self) -> str:
        """Date and name of the case, as a file may be called."""
        at = self._work.session.visit.at
        day = f"{at:%Y-%m-%d} " if at is not None else ""
        return f"{day}{as_file_name(self._work.files.name)}.pdf"

    def _write(self, path: Path, pdfs: Sequence[bytes]) -> None:
        """Write the first document where it was wanted and a second one beside it, replacing nothing."""
        paths = [path, *(_free(path, self.tr("for the patient")) for _ in pdfs[1:])]
        try:
            for place, data in zip(paths, pdfs, strict=True):
                write_output(place, data, [self._work.session.path])
        except FootmapError as error:
            self._not_done(said(error))
            return
        self._saved = path
        self._work.preferences.report_folder = str(path.parent)
        self.folder.setEnabled(True)
        self._say(self.tr("Saved as {0}.").format(", ".join(place.name for place in paths)))

    def _not_done(self, why: str) -> None:
        self._say(why, bad=True)

    def _show(self) -> None:
        if self._saved is not None:
            self.open_folder(self._saved.parent)

    # ---- life

    def _heading(self) -> tuple[tuple[str, int, int], ...]:
        """What tells whether the heading of the practice has changed on the disk."""
        files = sorted(self._work.folder.glob("practice*")) if self._work.folder.is_dir() else []
        stats = ((file.name, file.stat()) for file in files if file.is_file())
        return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)

    def look_at_heading(self) -> None:
        """Draw anew if the heading of the practice has changed."""
        seen = self._heading()
        if seen != self._heading_seen:
            self._heading_seen = seen
            self.refresh()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self.look_at_heading()
        return super().event(event)

    def done(self, result: int) -> None:
        self._work.forget_pages()
        super().done(result)


def _box(name: str, entries: Mapping[str, str], chosen: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for id_, words in entries.items():
        box.addItem(words, id_)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


def _tool(sign: str, name: str, run: Callable[[], object]) -> QToolButton:
    button = QToolButton()
    button.setText(sign)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setProperty("frame", "true")
    button.clicked.connect(lambda: run())
    return button


def _free(path: Path, addition: str) -> Path:
    """A name beside a file that no file has yet."""
    number = 1
    while True:
        end = f" - {addition}" if number == 1 else f" - {addition} {number}"
        place = path.with_name(f"{path.stem}{end}{path.suffix}")
        if not place.exists():
            return place
        number += 1


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
