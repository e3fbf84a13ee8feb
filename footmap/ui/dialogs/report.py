"""Report a problem: versions and log, and the case only where that is ticked. Nothing is sent anywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QFileDialog, QPlainTextEdit, QPushButton, QWidget

from footmap.ui.runtime import log

from .dialog import Dialog

translate = QCoreApplication.translate
ROWS = 16


class ReportDialog(Dialog):
    """Shows the whole report before it is copied or saved.

    Parameters
    ----------
    path : Path
        The log.
    case : callable
        The open case as the text of a file; asked for when it is ticked.
    """

    def __init__(self, path: Path, case: Callable[[], str], parent: QWidget) -> None:
        super().__init__(translate("ReportDialog", "Report a problem"), parent)
        self._path, self._case = path, case
        self.paragraph(
            self.tr(
                "This is the whole report; footmap sends nothing. Copy it or save it, say what you did and what you "
                "expected, and give it to whoever looks after footmap for you."
            )
        )
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("The report"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setMinimumHeight(self.text.fontMetrics().height() * ROWS)
        self.column.addWidget(self.text, 1)
        self.with_case = QCheckBox(self.tr("Add the open case: drawing, answers, note and whose it is"))
        self.with_case.toggled.connect(self.refresh)
        self.column.addWidget(self.with_case)
        self.copy = QPushButton(self.tr("Copy"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        self.save = QPushButton(self.tr("Save…"))
        self.save.clicked.connect(self._save)
        for button in (self.copy, self.save):
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self.refresh()
        self.finish()
        self.copy.setFocus()

    def refresh(self) -> None:
        """Put the report together anew."""
        words = log.report(self._path)
        if self.with_case.isChecked():
            words += f"\n\n{self._case()}"
        self.text.setPlainText(words)

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save the report"), "footmap-report.txt")
        if name:
            try:
                Path(name).write_text(self.text.toPlainText(), encoding="utf-8")
            except OSError as error:
                self.paragraph(self.tr("The report could not be saved: {0}.").format(error.strerror or ""), "warn")
