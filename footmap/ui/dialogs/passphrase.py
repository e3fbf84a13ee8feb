"""Asks for a passphrase, or for a new one that is typed twice; it says calmly why one was not taken."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QPushButton, QWidget

from footmap.ui.look.tokens import SPACE

from .dialog import Dialog

LONGEST = 1000


class PassphraseDialog(Dialog):
    """One field, or two where a new passphrase is chosen.

    Parameters
    ----------
    words : str
        What it is for.
    go_on : str
        Words of the button.
    new : bool
        A new passphrase: it is typed twice.
    other : str
        Caption of a field for something that may be given instead; none if empty.

    Signals
    -------
    given(str)
        The passphrase. Who takes it closes the dialog, or says with `refuse` why not.
    other_given(str)
        What was given instead.
    """

    given = Signal(str)
    other_given = Signal(str)

    def __init__(
        self, title: str, words: str, go_on: str, parent: QWidget, *, new: bool = False, other: str = ""
    ) -> None:
        super().__init__(title, parent)
        self.tries = 0
        self.paragraph(words)
        form = QFormLayout()
        form.setSpacing(SPACE[2])
        self.phrase = self._field(self.tr("Passphrase"))
        form.addRow(self.tr("Passphrase"), self.phrase)
        self.again = self._field(self.tr("The same passphrase again")) if new else None
        if self.again is not None:
            form.addRow(self.tr("The same again"), self.again)
        self.other: QLineEdit | None = None
        if other:
            self.other = self._field(other)
            self.other.setEchoMode(QLineEdit.EchoMode.Normal)
            form.addRow(other, self.other)
        self.column.addLayout(form)
        self.seen = QCheckBox(self.tr("Show what is typed"))
        self.seen.toggled.connect(self._see)
        self.column.addWidget(self.seen)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setProperty("tone", "warn")
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.column.addWidget(self.problem)
        self.go_on = QPushButton(go_on)
        self.go_on.setDefault(True)
        self.go_on.clicked.connect(self._give)
        self.buttons.addButton(self.go_on, QDialogButtonBox.ButtonRole.ActionRole)
        self._typed()
        self.finish()
        self.phrase.setFocus()

    def _field(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.setMaxLength(LONGEST)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.textChanged.connect(lambda _text: self._typed())
        return line

    def _see(self, on: bool) -> None:
        for line in (self.phrase, self.again):
            if line is not None:
                line.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

    def _typed(self) -> None:
        other = self.other is not None and bool(self.other.text().strip())
        same = self.again is None or self.again.text() == self.phrase.text()
        self.go_on.setEnabled(other or (bool(self.phrase.text()) and same))
        both = self.again is not None and bool(self.again.text())
        self._say(self.tr("The two passphrases differ.") if both and not same else "")

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _give(self) -> None:
        if self.other is not None and self.other.text().strip():
            self.other_given.emit(self.other.text().strip())
        else:
            self.given.emit(self.phrase.text())

    def refuse(self, why: str) -> None:
        """Say why it was not taken; the field is ready for another try."""
        self.tries += 1
        self.phrase.selectAll()
        self.phrase.setFocus()
        self._say(why)
        self.adjustSize()
