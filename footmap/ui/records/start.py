"""The start page: patients seen lately, search as one types, filters, the trash, new patients and visits."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from footmap.core.record import PatientRecord
from footmap.data.casefile import SUFFIX
from footmap.data.library.library import Library, PatientEntry, VisitEntry, Wanted
from footmap.data.patient_file import write_record
from footmap.errors import CaseError, LibraryError
from footmap.ui.dialogs.covering import WITHIN, CoveringPage
from footmap.ui.document.files import as_file_name
from footmap.ui.look.theme import write
from footmap.ui.look.tokens import SPACE, Theme
from footmap.ui.runtime.said import said

from .rows import ICON_PX, Rows, icon_of
from .words import RecordWords, shown

PAGE: Final = 16
"""Rows that are read at once; more follow when the list is scrolled."""
VISITS_PX: Final = 300
ID: Final = Qt.ItemDataRole.UserRole
PATIENT: Final = Qt.ItemDataRole.UserRole + 1
Source = Callable[[], Library | None]


class StartPage(CoveringPage):
    """Covers the window below its bars until a visit is chosen.

    Parameters
    ----------
    source : callable
        The library, if there is one.
    names : callable
        Id of a candidate to its name, for the rows.

    Signals
    -------
    visit_chosen(str), next_visit_wanted(str), compare_wanted(str)
        Id of a visit to open; of a patient who is seen again, or whose drawings are compared.
    patient_wanted(), file_wanted()
    trash_changed(str, bool)
        A visit that goes into the trash or comes back.
    empty_wanted()
        Remove for good what lies in the trash.
    files_dropped(object)
        Case files to take into the library.
    file_made(str, object)
        Name and bytes of a case file that the user wants to have.
    problem(str)
    """

    visit_chosen = Signal(str)
    next_visit_wanted = Signal(str)
    compare_wanted = Signal(str)
    patient_wanted = Signal()
    file_wanted = Signal()
    trash_changed = Signal(str, bool)
    empty_wanted = Signal()
    files_dropped = Signal(object)
    file_made = Signal(str, object)
    problem = Signal(str)

    def __init__(self, source: Source, names: Callable[[str], str], host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("startpage")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # what it covers is not drawn again with each key
        self.setAccessibleName(self.tr("Patients"))
        self.setAcceptDrops(True)
        self._source, self._names = source, names
        self._words = RecordWords(self)
        self._before: QWidget | None = None
        self._limit = PAGE
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search: name, tag, note, candidate, region"))
        self.search.setAccessibleName(self.tr("Search patients and visits"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._asked_anew)
        self.search.installEventFilter(self)
        self.dates = self._combo(self.tr("Date"))
        for words, days in (
            (self.tr("Any date"), 0),
            (self.tr("Today"), 1),
            (self.tr("Last 7 days"), 7),
            (self.tr("Last 30 days"), 30),
            (self.tr("Last 12 months"), 365),
        ):
            self.dates.addItem(words, days)
        self.tags = self._combo(self.tr("Tag"))
        self.trash = QToolButton()
        self.trash.setText(self.tr("Trash"))
        self.trash.setCheckable(True)
        self.trash.setProperty("frame", "true")
        self.trash.toggled.connect(self._asked_anew)
        self.rows = Rows(self.tr("Patients and visits; Enter opens"), ICON_PX, self._write_row)
        self.rows.currentItemChanged.connect(self._show_patient)
        self.rows.itemActivated.connect(self._open)
        bar = self.rows.verticalScrollBar()
        bar.valueChanged.connect(lambda value: self._more() if value == bar.maximum() else None)
        self.visits = Rows(self.tr("Visits of the patient; Enter opens"), ICON_PX, self._write_visit)
        self.visits.itemActivated.connect(self._open)
        self.visits.currentItemChanged.connect(self._visit_selected)
        self.head = self._label("strong")
        self.about = self._label("")
        self.about.setProperty("tone", "muted")
        self.empty = self._label("")
        self.empty.setProperty("tone", "muted")
        self.open = self._button(self.tr("Open"), lambda: self._open(self.visits.currentItem()))
        self.next = self._button(self.tr("New visit"), self._next)
        self.compare = self._button(self.tr("Compare…"), self._compare)
        self.drop_visit = self._button(self.tr("Move to trash"), self._move)
        self.new = self._button(self.tr("New patient"), self.patient_wanted.emit)
        self.file = self._button(self.tr("Open file…"), self.file_wanted.emit)
        self.save = self._button(self.tr("Save as a file…"), self.save_patient)
        self.empty_trash = self._button(self.tr("Empty the trash…"), self.empty_wanted.emit)
        self.leave = self._button(self.tr("Close"), self.close_page)
        self._lay_out()
        for combo in (self.dates, self.tags):
            combo.currentIndexChanged.connect(self._asked_anew)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close_page, context=WITHIN)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._next, context=WITHIN)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus, context=WITHIN)
        self.begin_hidden()

    # ---- parts

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setToolTip(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(12)
        return combo

    def _label(self, role: str) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        if role == "strong":
            write(label, "strong")
        return label

    def _button(self, words: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: run())
        return button

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Patients"))
        write(title, "title")
        top = QHBoxLayout()
        top.addWidget(title)
        top.addStretch(1)
        for button in (self.new, self.file, self.leave):
            top.addWidget(button)
        filters = QHBoxLayout()
        filters.addWidget(self.search, 1)
        for part in (self.dates, self.tags, self.trash):
            filters.addWidget(part)
        side = QFrame()
        side.setMinimumWidth(VISITS_PX)  # more where the words of its buttons need it
        side.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        heads = QHBoxLayout()
        heads.addWidget(self.head, 1)
        heads.addWidget(self.compare)
        column.addLayout(heads)
        column.addWidget(self.about)
        column.addWidget(self.visits, 1)
        ends = QGridLayout()
        ends.addWidget(self.open, 0, 0)
        ends.addWidget(self.next, 0, 1)
        ends.addWidget(self.drop_visit, 1, 0)
        ends.addWidget(self.save, 1, 1)
        ends.addWidget(self.empty_trash, 1, 1)
        column.addLayout(ends)
        body = QHBoxLayout()
        body.setSpacing(SPACE[4])
        left = QVBoxLayout()
        left.addWidget(self.empty)
        left.addWidget(self.rows, 1)
        body.addLayout(left, 1)
        body.addWidget(side)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE[5], SPACE[4], SPACE[5], SPACE[4])
        outer.setSpacing(SPACE[3])
        outer.addLayout(top)
        outer.addLayout(filters)
        outer.addLayout(body, 1)

    # ---- appearing

    def show_page(self, top_px: int) -> None:
        """Cover the window from this height downward."""
        host = self._host
        self._before = host.focusWidget()
        self._top_px = lambda: top_px
        self.cover()
        self._fill_tags()
        self.trash.setChecked(False)
        self.search.clear()
        self.refresh()
        self.show()
        self.raise_()
        self.repaint()  # before whatever else is waiting, so that one can choose at once
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_page(self) -> None:
        """Give the window back."""
        self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()

    def be_discreet(self, on: bool) -> None:
        """Show pseudonyms and dates alone, or everything."""
        self._words.discreet = on
        if self.isVisible():
            self._fill_tags()
            self.refresh(keep=True)

    _ground = QColor()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cover what lies below: Qt draws no ground of a widget that says that it is opaque."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._ground)
        painter.end()

    def set_theme(self, theme: Theme) -> None:
        """Dress in a theme."""
        self._ground = QColor(theme.ground)
        self.update()

    # ---- rows

    @property
    def wanted(self) -> Wanted:
        """What the rows show."""
        days = int(self.dates.currentData() or 0)
        midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        since = midnight - timedelta(days=days - 1) if days else None
        return Wanted(
            self.search.text(), since, None, str(self.tags.currentData() or ""), trashed=self.trash.isChecked()
        )

    def _asked_anew(self) -> None:
        self._limit = PAGE
        self.refresh()

    def _more(self) -> None:
        if self.rows.count() >= self._limit:
            self._limit += PAGE
            self.refresh(keep=True)

    def refresh(self, *, keep: bool = False) -> None:
        """Read the library again."""
        library = self._source()
        at = self.rows.currentRow() if keep else 0
        self.rows.blockSignals(True)
        self.rows.clear()
        wanted = self.wanted
        try:
            if library is not None and wanted == Wanted():
                for patient in library.recent(self._limit):
                    self.rows.addItem(self._patient_row(library, patient))
            elif library is not None:
                for visit in library.visits(wanted, limit=self._limit):
                    self.rows.addItem(self._visit_row(library, visit, named=True))
        except LibraryError as error:
            self.problem.emit(said(error))
        self.rows.setCurrentRow(min(at, self.rows.count() - 1))
        self.rows.blockSignals(False)
        nothing = self.tr("Nobody has been painted yet.") if wanted == Wanted() else self.tr("Nothing is found.")
        self.empty.setText(nothing if not self.rows.count() else "")
        self.empty.setVisible(not self.rows.count())
        writable = library is None or library.writable
        self.drop_visit.setText(self.tr("Take back") if wanted.trashed else self.tr("Move to trash"))
        self.empty_trash.setVisible(wanted.trashed)
        self.save.setVisible(not wanted.trashed)
        self.compare.setVisible(not wanted.trashed)
        self.empty_trash.setEnabled(writable and self.rows.count() > 0)
        self.new.setEnabled(writable)
        self._show_patient()

    def _fill_tags(self) -> None:
        library = self._source()
        self.tags.blockSignals(True)
        self.tags.clear()
        self.tags.addItem(self.tr("Any tag"), "")
        try:
            for tag, count in library.tags() if library is not None and not self._words.discreet else ():
                self.tags.addItem(f"{shown(tag, 40)} ({count})", tag)
        except LibraryError as error:
            self.problem.emit(said(error))
        self.tags.blockSignals(False)

    def _patient_row(self, library: Library, entry: PatientEntry) -> QListWidgetItem:
        w = self._words
        about = w.about(entry.patient)
        newest = library.visits(Wanted(patient=entry.patient.id), limit=1)
        second = f"{w.visits(entry.visits)} · {w.day(newest[0].at if newest else entry.last.at)}"
        return self._row(library, entry.last, (w.patient(entry.patient), second, about or self._result(entry.last)))

    def _visit_row(self, library: Library, entry: VisitEntry, *, named: bool) -> QListWidgetItem:
        w = self._words
        lines = (w.moment(entry.at), w.summary(entry.visit), self._result(entry))
        return self._row(library, entry, ((w.patient(entry.patient), *lines[:2]) if named else lines))

    def _result(self, entry: VisitEntry) -> str:
        return shown(self._names(entry.leader)) if entry.leader and not self._words.discreet else ""

    def _row(self, library: Library, entry: VisitEntry, lines: tuple[str, ...]) -> QListWidgetItem:
        item = QListWidgetItem("\n".join(lines))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(line for line in lines if line))
        item.setData(ID, entry.visit.id)
        item.setData(PATIENT, entry.patient.id)
        item.setIcon(icon_of(None if self._words.discreet else library.picture(entry.visit.id)))
        item.setSizeHint(QSize(0, ICON_PX + SPACE[3]))
        return item

    # ---- the chosen patient

    def _show_patient(self, *_: object) -> None:
        item, library = self.rows.currentItem(), self._source()
        self.visits.clear()
        if item is None or library is None:
            self.head.setText("")
            self.about.setText("")
        else:
            wanted = Wanted(patient=str(item.data(PATIENT)), trashed=self.trash.isChecked())
            try:
                entries = library.visits(wanted, limit=PAGE)
                for entry in entries:
                    self.visits.addItem(self._visit_row(library, entry, named=False))
                if entries:
                    patient = entries[0].patient
                    self.head.setText(self._words.patient(patient))
                    self.about.setText(self._words.about(patient))
                ids = [entry.visit.id for entry in entries]
                newest = self._wanted_newest()
                self.visits.setCurrentRow(0 if newest else ids.index(str(item.data(ID))) if item.data(ID) in ids else 0)
            except LibraryError as error:
                self.problem.emit(said(error))
        self._visit_selected()

    def _wanted_newest(self) -> bool:
        return self.wanted == Wanted()

    def _visit_selected(self, *_: object) -> None:
        library = self._source()
        chosen = self.visits.currentItem() is not None
        writable = library is not None and library.writable
        trashed = self.trash.isChecked()
        self.open.setEnabled(chosen and not trashed)
        self.next.setEnabled(chosen and writable and not trashed)
        self.drop_visit.setEnabled(chosen and writable)
        self.save.setEnabled(chosen)
        self.compare.setEnabled(chosen)

    def _open(self, item: QListWidgetItem | None) -> None:
        if item is None or self.trash.isChecked():
            return
        shown_now = self.visits.currentItem()
        newest = item.listWidget() is self.rows and self._wanted_newest() and shown_now is not None
        self.visit_chosen.emit(str((shown_now if newest and shown_now is not None else item).data(ID)))

    def _next(self) -> None:
        item = self.rows.currentItem()
        if item is not None and self.next.isEnabled():
            self.next_visit_wanted.emit(str(item.data(PATIENT)))

    def _compare(self) -> None:
        item = self.rows.currentItem()
        if item is not None:
            self.compare_wanted.emit(str(item.data(PATIENT)))

    def _move(self) -> None:
        item = self.visits.currentItem()
        if item is not None:
            self.trash_changed.emit(str(item.data(ID)), not self.trash.isChecked())
            self.refresh(keep=True)

    # ---- files

    def _write_row(self, item: QListWidgetItem, folder: Path) -> Path | None:
        if not self._wanted_newest():
            return self._write_visit(item, folder)
        return self._write(folder, lambda library: library.record(str(item.data(PATIENT))))

    def _write_visit(self, item: QListWidgetItem, folder: Path) -> Path | None:
        id_ = str(item.data(ID))
        return self._write(folder, lambda library: PatientRecord(library.patient_of(id_), (library.visit(id_),)))

    def _write(self, folder: Path, read: Callable[[Library], PatientRecord]) -> Path | None:
        library = self._source()
        if library is None:
            return None
        try:
            record = read(library)
            path = folder / f"{as_file_name(record.patient.pseudonym)}{SUFFIX}"
            write_record(path, record)
        except (CaseError, LibraryError) as error:
            self.problem.emit(said(error))
            return None
        return path

    def forget(self) -> None:
        """Remove files that were dragged out."""
        self.rows.forget()
        self.visits.forget()

    def save_patient(self) -> None:
        """Save the chosen patient with all visits as a case file."""
        item = self.rows.currentItem()
        if item is not None:
            with tempfile.TemporaryDirectory(prefix="footmap-") as made:
                patient = str(item.data(PATIENT))
                path = self._write(Path(made), lambda library: library.record(patient))
                if path is not None:
                    self.file_made.emit(path.name, path.read_bytes())

    # ---- keys, files dropped

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search field the arrows and Enter lead into the list."""
        if isinstance(event, QKeyEvent) and watched is self.search and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.rows.setCurrentRow(min(max(self.rows.currentRow() + step, 0), self.rows.count() - 1))
                return True
            plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open(self.rows.currentItem())
                return True
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _cases(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _cases(event)
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)


def _cases(event: QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() == SUFFIX]
