"""The reasons card under an open row: answers, paint, what is left out, how to tell it apart, ledger and sources."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ..look.theme import write
from ..look.tokens import SPACE, Theme
from .argument import Argument, LedgerLine, done_title, sentence
from .ledger import LedgerView
from .pieces import Flow, Fold, label, stacked

if TYPE_CHECKING:
    from footmap.words.assessment_words import Wording


class Reasons(QFrame):
    """The argument for one candidate.

    Signals
    -------
    compare(), copy()
        The buttons.
    """

    compare = Signal()
    copy = Signal()

    def __init__(self, found: Argument, wording: Wording, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "reasons")
        self.argument = found
        self._wording, self._theme = wording, theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE[4] - 3, SPACE[2], SPACE[4], SPACE[3])
        self._column.setSpacing(SPACE[1] + 2)
        for one in found.answers:
            self._point(one.sign, one.text)
        self._point("▲", found.speaks_for)
        self._point("▼", found.speaks_against)
        self._point("◎", found.where)
        if found.skin:
            self._column.addWidget(label(" ".join(found.skin), "caption"))
        if found.mimics:
            self._heading(self.tr("How to tell it apart"))
            for mimic in found.mimics:
                text = f"<b>{escape(mimic.condition)}</b>{escape(mimic.text.removeprefix(mimic.condition))}"
                self._column.addWidget(label(text, "caption", rich=True))
        if found.actions:
            self._heading(done_title())
            self._column.addWidget(label(" ".join(sentence(a) for a in found.actions), "caption"))
        for limit in found.limits:
            self._column.addWidget(label(limit.text, "caption", "muted"))
        self.ledger = self._fold(self.tr("How the support adds up"), self._make_ledger)
        count = len(found.sources)
        sources = self.tr("Sources: {0}").format(count) if count else self.tr("No source: from memory")
        self.sources = self._fold(sources, self._make_sources)
        self._buttons()

    def _point(self, sign: str, text: str) -> None:
        if not text:
            return
        row = QHBoxLayout()
        row.setSpacing(SPACE[2])
        mark = QLabel(sign)
        write(mark, "label")
        mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(mark, 0)
        row.addWidget(label(text, "caption"), 1)
        row.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)

    def _heading(self, text: str) -> None:
        heading = QLabel(text)
        write(heading, "label")
        heading.setContentsMargins(0, SPACE[1], 0, 0)
        self._column.addWidget(heading)

    def _fold(self, title: str, make: Callable[[], QWidget]) -> Fold:
        fold = Fold(title, make, small=True)
        self._column.addWidget(fold)
        return fold

    def _make_ledger(self) -> QWidget:
        w, found = self._wording, self.argument
        total = LedgerLine(w.say("row_sum"), found.support)
        numbers = [w.signed(line.value, 2) for line in (*found.ledger, total)]
        explain = label(
            self.tr("Natural log units: 0.7 doubles or halves, 2.3 is ten to one. Support is not a probability."),
            "caption",
            "muted",
        )
        return stacked([LedgerView(found.ledger, total, numbers, self._theme), explain])

    def _make_sources(self) -> QWidget:
        lines = [label(citation, "caption", "muted") for citation in self.argument.sources]
        return stacked(lines or [label(self.tr("From memory; no source was consulted."), "caption", "muted")])

    def _buttons(self) -> None:
        box = QWidget()
        flow = Flow(box, SPACE[2])
        for text, signal in ((self.tr("Compare with …"), self.compare), (self.tr("Copy as text"), self.copy)):
            button = QPushButton(text)
            button.setProperty("segment", "true")
            button.setAccessibleName(text)
            button.clicked.connect(signal)
            flow.addWidget(button)
        self._column.addWidget(box)
