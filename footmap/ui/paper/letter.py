"""The letter text: a preview, and the clipboard with plain and rich text at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from footmap.ui.dialogs.dialog import Dialog
from footmap.ui.look.plain import visible
from footmap.ui.look.tokens import SPACE
from footmap.ui.settings.language import LANGUAGES

if TYPE_CHECKING:
    from footmap.words.letter import Letter

    from .paperwork import PaperWork

translate = QCoreApplication.translate
LETTER_PX = 480, 200


def copy_letter(letter: Letter) -> None:
    """Put a letter on the clipboard: a text editor takes the plain text, a word processor the rich one."""
    # copied by Qt itself: a QMimeData made here would outlive Python in the clipboard and end in a crash at the end
    page = QTextEdit()
    page.setHtml(letter.rich)
    page.selectAll()
    page.copy()


def ask_template(folder: Path, parent: QWidget) -> Path | None:
    """Which file holds the template; None for none."""
    name, _ = QFileDialog.getOpenFileName(
        parent,
        translate("LetterDialog", "Template of the letter"),
        str(folder),
        translate("LetterDialog", "Text files (*.txt *.md *.tmpl);;All files (*)"),
    )
    return Path(name) if name else None


class LetterText(QTextBrowser):
    """Shows a letter; fetches nothing, whatever it holds."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return None


class LetterDialog(Dialog):
    """The letter as it will be pasted.

    Attributes
    ----------
    ask_template : callable
        Which file to take; tests put their own answer here.
    """

    def __init__(self, work: PaperWork, parent: QWidget) -> None:
        super().__init__(translate("LetterDialog", "Letter text"), parent)
        self._work = work
        self._state: object = None
        self._letter: Letter | None = None
        self.ask_template: Callable[[Path, QWidget], Path | None] = ask_template
        row = QHBoxLayout()
        row.setSpacing(SPACE[2])
        self.language = QComboBox()
        self.language.setAccessibleName(self.tr("Language of the letter"))
        self.language.setToolTip(self.language.accessibleName())
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(max(0, self.language.findData(work.language)))
        self.language.currentIndexChanged.connect(self._language_chosen)
        self.template = QLabel()
        self.template.setTextFormat(Qt.TextFormat.PlainText)
        self.template.setProperty("tone", "muted")
        self.choose = self._button(
            self.tr("Template…"), self.tr("A text file with fields in braces, such as {best}"), self._choose
        )
        self.plain = self._button(self.tr("Three sentences"), self.tr("Without a template"), self._no_template)
        row.addWidget(self.language)
        row.addWidget(self.template, 1)
        row.addWidget(self.choose)
        row.addWidget(self.plain)
        self.column.addLayout(row)
        self.text = LetterText()
        self.text.setAccessibleName(self.windowTitle())
        self.text.setOpenLinks(False)
        self.text.setMinimumSize(*LETTER_PX)
        self.column.addWidget(self.text, 1)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.column.addWidget(self.said)
        self.copy = self._button(
            self.tr("Copy"), self.tr("Put it on the clipboard, plain and with its layout"), self._copy
        )
        self.buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        work.changed.connect(self._follow)
        self.refresh()
        self.finish()
        self.copy.setDefault(True)
        self.copy.setFocus()

    @property
    def letter(self) -> Letter | None:
        """What is shown; None where there is nothing to copy."""
        return self._letter

    def _follow(self) -> None:
        """Have it made anew if it is of another state."""
        if self._work.state is not self._state:
            self.refresh()

    def refresh(self) -> None:
        """Have it written anew."""
        template = self._work.preferences.letter_template
        self.template.setText(visible(Path(template).name) if template else self.tr("three sentences"))
        self.plain.setVisible(bool(template))
        self._state = self._work.state
        self._say(self.tr("Writing …"))
        self._work.letter(self._show, self._failed)

    def _show(self, letter: Letter) -> None:
        self._letter = letter
        self.text.setHtml(letter.rich)
        self.copy.setEnabled(bool(letter.plain))
        self._say("")

    def _failed(self, why: str) -> None:
        self._letter = None
        self.text.clear()
        self.copy.setEnabled(False)
        self._say(why, bad=True)

    def _copy(self) -> None:
        if self._letter is not None:
            copy_letter(self._letter)
            self._say(self.tr("The letter text is on the clipboard."))

    def _language_chosen(self) -> None:
        self._work.preferences.report_language = self.language.currentData()
        self.refresh()

    def _choose(self) -> None:
        kept = self._work.preferences.letter_template
        path = self.ask_template(Path(kept).parent if kept else Path.home(), self)
        if path is not None:
            self._work.preferences.letter_template = str(path)
            self.refresh()

    def _no_template(self) -> None:
        self._work.preferences.letter_template = ""
        self.refresh()

    def _say(self, sentence: str, bad: bool = False) -> None:
        self.said.setProperty("tone", "warn" if bad else "muted")
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setText(visible(sentence))

    def _button(self, name: str, tip: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(name)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: run())
        return button
