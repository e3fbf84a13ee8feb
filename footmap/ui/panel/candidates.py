"""A list of candidates that holds still while the brush moves."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from ..tokens import SPACE, Theme
from .row import CandidateRow, Words

if TYPE_CHECKING:
    from footmap.core.ranking import Candidate

LEAST: Final = 0.005
"""Candidates that explain less of the paint than this are not listed."""
MOST: Final = 14


class CandidateList(QScrollArea):
    """Rows best first. While a stroke moves, rows keep their places and only their numbers change.

    Signals
    -------
    lit(object)
        The `CandidateRow` whose territory should be lit, or None.
    """

    lit = Signal(object)

    def __init__(self, layer: Literal["nerve", "level"], empty: str, words: Words, theme: Theme) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._layer: Literal["nerve", "level"] = layer
        self._words = words
        self._theme = theme
        self._rows: list[CandidateRow] = []
        self._spare: list[CandidateRow] = []
        self._pointed: CandidateRow | None = None
        self._kept: CandidateRow | None = None
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._empty = QLabel(empty)
        self._empty.setWordWrap(True)
        self._empty.setProperty("tone", "muted")
        self._empty.setContentsMargins(SPACE[4], SPACE[5], SPACE[4], SPACE[4])
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        self.setWidget(self._body)

    @property
    def rows(self) -> Sequence[CandidateRow]:
        """Rows shown, from the top."""
        return tuple(self._rows)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        for row in (*self._rows, *self._spare):
            row.set_theme(theme)

    def show_exact(self, candidates: Sequence[Candidate]) -> None:
        """Show an exact ranking: order, rows and accessible names."""
        wanted = [c for c in candidates if c.explained >= LEAST][:MOST]
        keys = [(c.id, c.side) for c in wanted]
        for row in [r for r in self._rows if r.key not in set(keys)]:
            self._retire(row)
        by_key = {row.key: row for row in self._rows}
        order: list[CandidateRow] = []
        for candidate, key in zip(wanted, keys, strict=True):
            row = by_key.get(key) or self._new_row()
            row.show_candidate(candidate)
            row.speak()
            order.append(row)
        if order != self._rows:
            for i, row in enumerate(order):
                if self._column.indexOf(row) != i + 1:
                    self._column.insertWidget(i + 1, row)
                    row.show()
            self._rows = order
            for a, b in pairwise(order):
                QWidget.setTabOrder(a, b)
        self._empty.setVisible(not order)

    def show_live(self, candidates: Sequence[Candidate]) -> None:
        """Follow the brush: numbers change at once, rows stay where they are, newcomers join at the end."""
        by_key = {row.key: row for row in self._rows}
        for candidate in candidates:
            row = by_key.pop((candidate.id, candidate.side), None)
            if row is not None:
                row.show_candidate(candidate)
            elif candidate.explained >= LEAST and len(self._rows) < MOST:
                row = self._new_row()
                row.show_candidate(candidate)
                row.speak()
                self._column.insertWidget(len(self._rows) + 1, row)
                row.show()
                self._rows.append(row)
                self._empty.hide()

    def _new_row(self) -> CandidateRow:
        if self._spare:
            return self._spare.pop()
        row = CandidateRow(self._layer, self._words, self._theme, self._body)
        row.entered.connect(self._entered)
        row.left.connect(self._left)
        row.stepped.connect(self._stepped)
        row.toggled.connect(lambda on, row=row: self._toggled(row, on))
        return row

    def _retire(self, row: CandidateRow) -> None:
        row.setChecked(False)
        self._left(row)
        self._column.removeWidget(row)
        row.hide()
        row.key = ("", "right")
        self._rows.remove(row)
        self._spare.append(row)

    def _entered(self, row: CandidateRow) -> None:
        self._pointed = row
        self._tell()

    def _left(self, row: CandidateRow) -> None:
        if self._pointed is row:
            self._pointed = next((r for r in self._rows if r is not row and r.hasFocus()), None)
            self._tell()

    def _toggled(self, row: CandidateRow, on: bool) -> None:
        if on and self._kept is not None and self._kept is not row:
            self._kept.setChecked(False)
        self._kept = row if on else (None if self._kept is row else self._kept)
        self._tell()

    def _tell(self) -> None:
        self.lit.emit(self._pointed or self._kept)

    def _stepped(self, row: CandidateRow, step: int) -> None:
        i = self._rows.index(row) + step
        if 0 <= i < len(self._rows):
            self._rows[i].setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(self._rows[i], 0, 0)
