"""What is said about a patient and a visit: a form that keeps what is typed as it is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QDateTime, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QComboBox,
    QDateTimeEdit,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from footmap.core.pseudonym import pseudonym
from footmap.core.record import COMPLAINT_SIDES, DRAWN_BY, Pain, Patient, Visit
from footmap.data.json_strict import LONGEST_WORDS
from footmap.data.visit_json import MAX_TAGS, YEARS
from footmap.ui.dialogs.dialog import Dialog
from footmap.ui.look.tokens import SPACE

if TYPE_CHECKING:
    from footmap.ui.document.session import Session

    from .words import RecordWords

translate = QCoreApplication.translate
PAUSE_MS: Final = 300
"""After the last key, before what was typed is kept."""
NOT_ASKED: Final = -1.0
NOTE_PX: Final = 120
WIDTH_PX: Final = 520


class _Number(QDoubleSpinBox):
    """A number of pain, without zeros that nobody said."""

    def __init__(self) -> None:
        super().__init__()
        self.setDecimals(2)

    def textFromValue(self, value: float) -> str:
        return self.locale().toString(value, "g", 4)


class _Moment(QDateTimeEdit):
    """Date and time in one step of Tab; the arrow keys go from part to part."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        return QWidget.focusNextPrevChild(self, forward)


class DetailsDialog(Dialog):
    """Patient and visit; every change goes to the session in a moment.

    Parameters
    ----------
    taken : callable
        Pseudonyms in use.
    examiners : sequence of str
        Who has examined lately, to choose from.
    """

    def __init__(
        self,
        session: Session,
        words: RecordWords,
        taken: Callable[[], frozenset[str]],
        examiners: Sequence[str],
        parent: QWidget,
    ) -> None:
        super().__init__(translate("DetailsDialog", "About this visit"), parent)
        self._session, self._taken, self._words = session, taken, words
        self._document = session.document
        record = session.record
        patient, head = record.patient, record.head
        self._patient = patient
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        form = self._form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setSpacing(SPACE[2])
        self.pseudonym = self._line(self.tr("Pseudonym"), patient.pseudonym if patient else "")
        other = QPushButton(self.tr("Another"))
        other.setAutoDefault(False)
        other.setToolTip(self.tr("Make up another pseudonym"))
        other.clicked.connect(self._another)
        pair = QHBoxLayout()
        pair.addWidget(self.pseudonym, 1)
        pair.addWidget(other)
        form.addRow(self.tr("Pseudonym"), pair)
        self.name = self._row(self.tr("Name (optional)"), self._line(self.tr("Name"), patient.name if patient else ""))
        year = str(patient.birth_year) if patient and patient.birth_year is not None else ""
        self.year = self._row(self.tr("Year of birth (optional)"), self._line(self.tr("Year of birth"), year))
        self.year.setValidator(QIntValidator(YEARS[0], YEARS[1], self))
        self.number = self._row(
            self.tr("Number in your system (optional)"),
            self._line(self.tr("Number"), patient.number if patient else ""),
        )
        self.at = _Moment()
        self.at.setCalendarPopup(True)
        self.at.setAccessibleName(self.tr("Date and time"))
        moment = head.at or datetime.now().astimezone()
        self._at_before = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
        self.at.setDateTime(self._at_before)
        self.at.dateTimeChanged.connect(self._changed)
        form.addRow(self.tr("Date and time"), self.at)
        self.examiner = QComboBox()
        self.examiner.setEditable(True)
        self.examiner.setAccessibleName(self.tr("Examiner"))
        self.examiner.addItems(list(examiners))
        self.examiner.setEditText(head.examiner)
        self.examiner.editTextChanged.connect(self._changed)
        form.addRow(self.tr("Examiner"), self.examiner)
        self.drawn_by = self._choice(self.tr("Drawn by"), (None, *DRAWN_BY), words.drawn_by, head.drawn_by)
        self.side = self._choice(
            self.tr("Side of the complaint"), (None, *COMPLAINT_SIDES), words.side, head.complaint_side
        )
        self.pain = self._pain(head.pain)
        self.tags = self._row(self.tr("Tags"), self._line(self.tr("Tags"), ", ".join(head.tags)))
        self.tags.setPlaceholderText(self.tr("separated by commas"))
        self.tags.setMaxLength(LONGEST_WORDS * 4)
        self.note = QPlainTextEdit(session.case.note)
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setTabChangesFocus(True)
        self.note.setMinimumHeight(NOTE_PX)
        self.note.textChanged.connect(self._changed)
        form.addRow(self.tr("Note"), self.note)
        inside = QWidget()
        inside.setLayout(form)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields have it, and are brought into sight
        self.area.setWidget(inside)
        bar = self.area.verticalScrollBar().sizeHint().width()
        self.area.setMinimumWidth(max(WIDTH_PX, inside.sizeHint().width() + bar + SPACE[1]))
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setMinimumHeight(min(inside.sizeHint().height(), NOTE_PX * 5))
        if record.locked:
            self.paragraph(record.locked, "warn")
            inside.setEnabled(False)
        self.column.addWidget(self.area, 1)
        for part in self.area.findChildren(QWidget):
            part.installEventFilter(self)
        session.case_changed.connect(self._followed)
        self.finish()
        self.name.setFocus()

    # ---- parts

    def _line(self, name: str, text: str) -> QLineEdit:
        line = QLineEdit(text)
        line.setMaxLength(LONGEST_WORDS)
        line.setAccessibleName(name)
        line.setCursorPosition(0)
        line.textChanged.connect(self._changed)
        return line

    def _row(self, words: str, line: QLineEdit) -> QLineEdit:
        self._form.addRow(words, line)
        return line

    def _choice(
        self, name: str, values: Sequence[str | None], words: Callable[..., str], chosen: str | None
    ) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        for value in values:
            combo.addItem(words(value), value)
        combo.setCurrentIndex(values.index(chosen))
        combo.currentIndexChanged.connect(self._changed)
        self._form.addRow(name, combo)
        return combo

    def _pain(self, pain: Pain) -> tuple[QDoubleSpinBox, ...]:
        row = QHBoxLayout()
        boxes = []
        names = self.tr("now"), self.tr("worst"), self.tr("mean")
        for name, value in zip(names, (pain.now, pain.worst, pain.mean), strict=True):
            box = _Number()
            box.setRange(NOT_ASKED, 10.0)
            box.setSpecialValueText("–")
            box.setValue(NOT_ASKED if value is None else value)
            box.setAccessibleName(self.tr("Pain {0}, 0 to 10").format(name))
            box.valueChanged.connect(self._changed)
            caption = QLabel(name)
            caption.setBuddy(box)
            row.addWidget(caption)
            row.addWidget(box, 1)
            boxes.append(box)
        self._form.addRow(self.tr("Pain (0 to 10)"), row)
        return tuple(boxes)

    # ---- what is typed

    def _another(self) -> None:
        self.pseudonym.setText(pseudonym(self._taken()))

    def _changed(self, *_: object) -> None:
        self._pause.start()

    def said(self) -> tuple[Patient | None, Visit]:
        """Patient and visit as the form says them."""
        head = self._session.record.head
        at = head.at
        if self.at.dateTime() != self._at_before:
            at = datetime.fromtimestamp(self.at.dateTime().toSecsSinceEpoch()).astimezone()
        tags = dict.fromkeys(tag.strip()[:LONGEST_WORDS] for tag in self.tags.text().split(",") if tag.strip())
        values = [None if box.value() < 0 else box.value() for box in self.pain]
        head = replace(
            head,
            at=at,
            examiner=self.examiner.currentText()[:LONGEST_WORDS],
            drawn_by=self.drawn_by.currentData(),
            complaint_side=self.side.currentData(),
            pain=Pain(*values),
            tags=tuple(tags)[:MAX_TAGS],
        )
        called = self.pseudonym.text().strip()
        patient = self._patient
        if patient is not None:
            patient = replace(
                patient,
                pseudonym=called or patient.pseudonym,
                name=self.name.text(),
                birth_year=int(self.year.text()) if self.year.hasAcceptableInput() else None,
                number=self.number.text(),
            )
        return patient, head

    def keep(self) -> None:
        """Give what was typed to the session."""
        self._pause.stop()
        if self._document != self._session.document or self._session.record.locked:
            return
        patient, head = self.said()
        self._session.describe(patient, head)
        if self.note.toPlainText() != self._session.case.note:
            self._session.set_note(self.note.toPlainText())

    def _followed(self) -> None:
        """Another document is open, or a step of undo has brought back another note."""
        if self._document != self._session.document:
            self.close()
        elif not self._pause.isActive() and self.note.toPlainText() != self._session.case.note:
            self.note.blockSignals(True)
            self.note.setPlainText(self._session.case.note)
            self.note.blockSignals(False)

    def eventFilter(self, part: QObject, event: QEvent) -> bool:
        """A field that gets the focus is brought into sight."""
        if event.type() == QEvent.Type.FocusIn and isinstance(part, QWidget):
            self.area.ensureWidgetVisible(part)
        return super().eventFilter(part, event)

    def reject(self) -> None:
        """Esc, the button and the window's cross close it; what was typed is kept."""
        if self._pause.isActive():
            self.keep()
        super().reject()
