"""The heading of the practice, set once: name, address, contact and a logo that is checked when it is chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from footmap.data.practice import LONGEST_TEXT, MOST_LINES, Logo, Practice, read_logo, write_practice
from footmap.errors import FootmapError
from footmap.ui.dialogs.dialog import Dialog
from footmap.ui.look.plain import visible
from footmap.ui.look.tokens import SPACE
from footmap.ui.runtime.said import said

from .work import own_practice

translate = QCoreApplication.translate
LOGO_PX = 48
ROWS = 3


def ask_logo(parent: QWidget) -> Path | None:
    """Which picture; None for none."""
    name, _ = QFileDialog.getOpenFileName(
        parent,
        translate("PracticeDialog", "Logo of the practice"),
        str(Path.home()),
        translate("PracticeDialog", "Pictures (*.png *.jpg *.jpeg)"),
    )
    return Path(name) if name else None


class PracticeDialog(Dialog):
    """What stands at the head of each report.

    Parameters
    ----------
    folder : Path
        Where it is kept.

    Attributes
    ----------
    ask_logo : callable
        Which picture to take; tests put their own answer here.
    """

    def __init__(self, folder: Path, parent: QWidget) -> None:
        super().__init__(translate("PracticeDialog", "Heading of the practice"), parent)
        self._folder = folder
        practice, problem = own_practice(folder)
        self._logo: Logo | None = practice.logo
        self.ask_logo: Callable[[QWidget], Path | None] = ask_logo
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE[5])
        form.setVerticalSpacing(SPACE[2])
        self.name = QLineEdit(practice.name)
        self.name.setMaxLength(LONGEST_TEXT)
        self.address = self._lines(self.tr("Address"), practice.address)
        self.contact = self._lines(self.tr("Contact"), practice.contact)
        self.contact.setPlaceholderText(self.tr("Telephone, e-mail; one on each line"))
        form.addRow(self.tr("Name"), self.name)
        form.addRow(self.tr("Address"), self.address)
        form.addRow(self.tr("Contact"), self.contact)
        self.picture = QLabel()
        self.picture.setMinimumHeight(LOGO_PX)
        self.choose = self._button(self.tr("Choose…"), self.tr("A PNG or JPEG picture of at most 2 MB"), self._choose)
        self.remove = self._button(self.tr("Remove"), self.tr("No logo"), self._remove)
        row = QHBoxLayout()
        row.setSpacing(SPACE[2])
        row.addWidget(self.picture, 1)
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        form.addRow(self.tr("Logo"), row)
        self.column.addLayout(form)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setMinimumWidth(420)
        self.column.addWidget(self.said)
        self.save = self._button(self.tr("Save"), self.tr("Use it for every report from now on"), self._save)
        self.buttons.addButton(self.save, QDialogButtonBox.ButtonRole.ActionRole)
        self._show_logo()
        self._say(said(problem) if problem else "", bad=True)
        self.finish()
        self.save.setDefault(True)
        self.name.setFocus()

    def practice(self) -> Practice:
        """What is filled in."""
        return Practice(
            self.name.text().strip(),
            _stripped(self.address.toPlainText()),
            _stripped(self.contact.toPlainText()),
            self._logo,
        )

    def _save(self) -> None:
        practice = self.practice()
        if not practice.name and practice != Practice():
            self._say(self.tr("A heading needs the name of the practice."), bad=True)
            return
        if max(len(practice.address), len(practice.contact)) > MOST_LINES:
            self._say(self.tr("Address and contact take {0} lines each.").format(MOST_LINES), bad=True)
            return
        try:
            write_practice(self._folder, practice)
        except FootmapError as error:
            self._say(said(error), bad=True)
            return
        self.close()

    def _choose(self) -> None:
        path = self.ask_logo(self)
        if path is None:
            return
        try:
            self._logo = read_logo(path)
        except FootmapError as error:
            self._say(said(error), bad=True)
            return
        self._say("")
        self._show_logo()

    def _remove(self) -> None:
        self._logo = None
        self._show_logo()

    def _show_logo(self) -> None:
        picture = QPixmap()
        if self._logo is not None and picture.loadFromData(self._logo.data):
            ratio = self.devicePixelRatioF()
            picture = picture.scaledToHeight(round(LOGO_PX * ratio), Qt.TransformationMode.SmoothTransformation)
            picture.setDevicePixelRatio(ratio)
        self.picture.setPixmap(picture)
        self.picture.setAccessibleName(self.tr("The logo") if self._logo else self.tr("No logo"))
        self.remove.setEnabled(self._logo is not None)

    def _say(self, sentence: str, bad: bool = False) -> None:
        self.said.setProperty("tone", "warn" if bad else "muted")
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setText(visible(sentence))
        self.said.setVisible(bool(sentence))

    def _lines(self, name: str, lines: tuple[str, ...]) -> QPlainTextEdit:
        edit = QPlainTextEdit("\n".join(lines))
        edit.setAccessibleName(name)
        edit.setTabChangesFocus(True)
        edit.setFixedHeight(edit.fontMetrics().lineSpacing() * ROWS + 4 * SPACE[1])
        return edit

    def _button(self, name: str, tip: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(name)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: run())
        return button


def _stripped(text: str) -> tuple[str, ...]:
    """Lines that say something."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())
