"""A list of candidates, what an emergency names on top; one row at a time opens into its reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ..look.theme import write
from ..look.tokens import SPACE, Theme
from .catalogue import Catalogue, Named
from .entries import MOST, Entry, Shares, listed_first
from .pieces import label
from .reasons import Reasons
from .row import CandidateRow, Step
from .row_words import Words

if TYPE_CHECKING:
    from footmap.core.localiser.candidates import Depth
    from footmap.words.assessment_words import Wording

    from .argument import Argument


class CandidateList(QScrollArea):
    """Rows best first. While a stroke moves they follow it; the card of an open row is brought up to date at its end.

    Signals
    -------
    lit(object)
        The `CandidateRow` whose territory should be lit, or None.
    compared(object, object)
        Two rows to be seen side by side.
    copied(object)
        The row to be copied as text.
    thing_chosen(str, str)
        Kind and id of what was chosen from the list of what there is.
    clues_wanted()
        The list is empty, and the user would rather answer clues.
    """

    lit = Signal(object)
    compared = Signal(object, object)
    copied = Signal(object)
    thing_chosen = Signal(str, str)
    clues_wanted = Signal()

    def __init__(self, layer: Depth, empty: str, words: Words, theme: Theme) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.layer: Depth = layer
        self._words = words
        self._theme = theme
        self._entries: tuple[Entry, ...] = ()
        self._rows: list[CandidateRow] = []
        self._spare: list[CandidateRow] = []
        self._pointed: CandidateRow | None = None
        self._kept: CandidateRow | None = None
        self._reasons: Reasons | None = None
        self._reason: Callable[[str], Argument] | None = None
        self._wording: Wording | None = None
        self._show_all = False
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._beside = QWidget()
        self._cards = QVBoxLayout(self._beside)
        self._cards.setContentsMargins(SPACE[4], 0, SPACE[4], 0)
        self._cards.setSpacing(SPACE[2])
        self._column.addWidget(self._beside)
        self._heads = {True: _heading("emergency"), False: _heading("muted")}
        self._box = QWidget()
        self._box.setProperty("told_as", "list")
        self._place = QVBoxLayout(self._box)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.setSpacing(0)
        self._column.addWidget(self._box)
        self.catalogue = Catalogue(empty, grows=True)
        self.catalogue.chosen.connect(self.thing_chosen)
        self.catalogue.hide()
        self._more = QPushButton()
        self._more.setProperty("fold", "small")
        self._more.setCursor(Qt.CursorShape.PointingHandCursor)
        self._more.clicked.connect(self._toggle_all)
        self._more.hide()
        self._column.addWidget(self._more)
        self._empty = label(empty, tone="muted")
        self._empty.setContentsMargins(SPACE[4], SPACE[5], SPACE[4], SPACE[4])
        self._column.addWidget(self._empty)
        self.hint = QPushButton(self.tr("Or start with the clues"))
        self.hint.setProperty("segment", "true")
        self.hint.setAccessibleName(self.hint.text())
        self.hint.clicked.connect(self.clues_wanted)
        line = QHBoxLayout()
        line.setContentsMargins(SPACE[4], 0, SPACE[4], 0)
        line.addWidget(self.hint)
        line.addStretch(1)
        self._column.addLayout(line)
        inset = QVBoxLayout()
        inset.setContentsMargins(SPACE[4], SPACE[3], SPACE[4], SPACE[3])
        inset.addWidget(self.catalogue)
        self._column.addLayout(inset)
        self._column.addStretch(1)
        self.setWidget(self._body)

    # ---- what is shown

    @property
    def rows(self) -> Sequence[CandidateRow]:
        """Rows shown, from the top."""
        return tuple(self._rows)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All candidates, also those that are not listed at first."""
        return self._entries

    @property
    def headings(self) -> tuple[QLabel, QLabel]:
        """Over what an emergency names, and over the rest; seen while one stands."""
        return self._heads[True], self._heads[False]

    @property
    def reasons(self) -> Reasons | None:
        """The card under the open row."""
        return self._reasons

    @property
    def empty_text(self) -> str:
        """What stands in place of rows; empty while there are some."""
        return "" if self._empty.isHidden() else self._empty.text()

    def set_empty_text(self, text: str) -> None:
        """What to say while there is nothing to list."""
        self._empty.setText(text)

    def set_catalogue(self, things: Sequence[Named]) -> None:
        """What there is, in anatomical order, for as long as nothing fits because nothing is painted or answered."""
        self.catalogue.show_things(things)
        self.catalogue.setVisible(not self._entries and bool(things))

    def set_words(self, words: Words) -> None:
        """Write rows in another language."""
        self._words = words
        for row in (*self._rows, *self._spare):
            row.set_words(words)
        self._close_reasons()
        self._open_reasons()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        for row in (*self._rows, *self._spare):
            row.set_theme(theme)
        self._close_reasons()
        self._open_reasons()

    def set_cards(self, cards: Sequence[QWidget]) -> None:
        """Put what stands beside the list above it."""
        while (item := self._cards.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for card in cards:
            self._cards.addWidget(card)
        self._cards.setContentsMargins(SPACE[4], SPACE[3] if cards else 0, SPACE[4], SPACE[1] if cards else 0)

    def name(self, title: str) -> None:
        """Call the list by a name, for who hears it."""
        self.setAccessibleName(title)
        self._box.setAccessibleName(title)

    def show_entries(
        self,
        all_: Sequence[Entry],
        reason: Callable[[str], Argument] | None = None,
        wording: Wording | None = None,
    ) -> None:
        """Show candidates in their order.

        Parameters
        ----------
        reason : callable, optional
            Argument for an id; without it rows do not open.
        """
        self._entries = tuple(all_)
        self._reason, self._wording = reason, wording
        if wording is not None:
            self._heads[True].setText(wording.say("text_exclude_first"))
            self._heads[False].setText(wording.say("text_once_excluded").rstrip(":"))
        if not all_:
            self._show_all = False
        self._lay_out()

    def follow(self, all_: Sequence[Entry]) -> None:
        """Show candidates as if the stroke under way ended here; an open card waits for its end."""
        self._entries = tuple(all_)
        self._lay_out(follows=True)

    def _listed(self) -> tuple[Entry, ...]:
        """Entries that have a row: those that matter, or all; an open row stays listed."""
        if self._show_all:
            return self._entries
        first = {e.id for e in listed_first(self._entries)}
        if self._kept is not None:
            first.add(self._kept.key[0])
        return tuple(e for e in self._entries if e.id in first)

    def _lay_out(self, *, follows: bool = False) -> None:
        wanted = self._listed()
        self.setUpdatesEnabled(False)
        ids = {e.id for e in wanted}
        for row in [r for r in self._rows if r.key[0] not in ids]:
            self._retire(row)
        by_id = {row.key[0]: row for row in self._rows}
        place = {entry.id: k for k, entry in enumerate(self._entries, start=1)}
        order: list[CandidateRow] = []
        for entry in wanted:
            row = by_id.get(entry.id) or self._new_row()
            row.show_entry(entry)
            row.speak(place[entry.id], len(self._entries))
            order.append(row)
        self._rows = order
        self._arrange()
        if not follows:
            self._open_reasons()
            self._chain()
            self._tell_order()
        self._empty.setVisible(not order)
        self.hint.setVisible(not self._entries)
        self.catalogue.setVisible(not self._entries and self.catalogue.count() > 0)
        rest = len(self._entries) - len(listed_first(self._entries))
        self._more.setVisible(rest > 0)
        text = self.tr("Show fewer") if self._show_all else self.tr("Show {0} more").format(rest)
        self._more.setText(f"    {text}")
        self._more.setAccessibleName(text)
        self.setUpdatesEnabled(True)

    def _arrange(self) -> None:
        """Put rows, headings and the open card where they belong; what stands there already is left alone."""
        urgent = sum(row.entry.emergency for row in self._rows)
        parts: list[QWidget] = []
        for k, row in enumerate(self._rows):
            if urgent and k in (0, urgent):
                parts.append(self._heads[k == 0])
            parts.append(row)
            if row is self._kept and self._reasons is not None:
                parts.append(self._reasons)
        after = 1 if urgent else 0  # nothing stands above an emergency
        if self._column.indexOf(self._beside) != after:
            self._column.removeWidget(self._beside)
            self._column.insertWidget(after, self._beside)
        for head in self._heads.values():
            if head not in parts:
                self._place.removeWidget(head)
                head.hide()
        for i, part in enumerate(parts):
            if self._place.indexOf(part) != i:
                self._place.insertWidget(i, part)
                part.show()

    def _tell_order(self) -> None:
        """Assistive technology hears children in the order in which they stand: rows by rank, then what shows more."""
        rows = (self._place.itemAt(i) for i in range(self._place.count()))
        inside = [part for item in rows if item is not None and (part := item.widget()) is not None]
        for part in (*inside, self._box, self._empty, self.hint, self.catalogue, self._more):
            part.raise_()

    def _toggle_all(self) -> None:
        self._show_all = not self._show_all
        self._lay_out()

    def show_live(self, shares: Mapping[str, Shares], bars: Mapping[str, float]) -> None:
        """Follow the brush: numbers change at once, rows stay where they are.

        Parameters
        ----------
        bars : mapping of id to float
            Used only by rows that know no support yet.
        """
        for row in self._rows:
            id_ = row.key[0]
            if id_ in shares:
                row.show_shares(shares[id_], None if row.entry.words is not None else bars.get(id_))

    def join(self, newcomers: Sequence[Entry]) -> None:
        """Add candidates at the end that the brush has reached."""
        listed = {row.key[0] for row in self._rows}
        for entry in newcomers:
            if entry.id not in listed and len(self._rows) < MOST:
                row = self._new_row()
                row.show_entry(entry)
                row.speak(len(self._rows) + 1, len(self._rows) + 1)
                self._place.addWidget(row)
                row.show()
                self._rows.append(row)
                self._empty.hide()
                self.hint.hide()
                self.catalogue.hide()

    # ---- rows

    def _new_row(self) -> CandidateRow:
        if self._spare:
            return self._spare.pop()
        row = CandidateRow(self.layer, self._words, self._theme, self._box)
        row.entered.connect(self._entered)
        row.left.connect(self._left)
        row.stepped.connect(self._stepped)
        row.asked.connect(self._ask)
        row.toggled.connect(lambda on, row=row: self._toggled(row, on))
        return row

    def _retire(self, row: CandidateRow) -> None:
        self._rows.remove(row)
        row.setChecked(False)
        self._left(row)
        self._place.removeWidget(row)
        row.hide()
        row.clear()
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
        row.updateGeometry()
        self._close_reasons()
        self._open_reasons()
        self._chain()
        self._tell()

    def _tell(self) -> None:
        self.lit.emit(self._pointed or self._kept)

    def _stepped(self, row: CandidateRow, step: Step) -> None:
        i = self._rows.index(row)
        to = {"up": i - 1, "down": i + 1, "first": 0, "last": len(self._rows) - 1}[step]
        if 0 <= to < len(self._rows):
            self._rows[to].setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(self._rows[to], 0, 0)

    # ---- reasons

    def open(self, id_: str) -> bool:
        """Open the row of a candidate; False where it is not listed."""
        row = next((r for r in self._rows if r.key[0] == id_), None)
        if row is not None:
            row.setChecked(True)
        return row is not None

    def _open_reasons(self) -> None:
        """Show the argument of the open row, or bring it up to date."""
        row = self._kept
        if row is None or self._reason is None or self._wording is None or row not in self._rows:
            self._close_reasons()
            return
        found = self._reason(row.key[0])
        if self._reasons is not None and self._reasons.argument == found:
            return
        unfolded = self._reasons is not None and self._reasons.ledger.head.isChecked()
        self._close_reasons()
        card = Reasons(found, self._wording, self._theme)
        card.compare.connect(lambda: self._offer_comparison(row))
        card.copy.connect(lambda: self.copied.emit(row))
        card.ledger.head.setChecked(unfolded)
        self._reasons = card
        self._arrange()
        self._tell_order()

    def _close_reasons(self) -> None:
        if self._reasons is not None:
            self._place.removeWidget(self._reasons)
            self._reasons.hide()
            self._reasons.deleteLater()
            self._reasons = None

    def _chain(self) -> None:
        """The tab key goes from row to row, through the open card."""
        last: QWidget | None = None
        for row in self._rows:
            inner = self._reasons.findChildren(QWidget) if self._reasons is not None and row is self._kept else []
            for widget in (row, *(w for w in inner if w.focusPolicy() & Qt.FocusPolicy.TabFocus)):
                if last is not None:
                    QWidget.setTabOrder(last, widget)
                last = widget
        if last is not None:
            QWidget.setTabOrder(last, self._more)

    # ---- menu

    def _ask(self, row: CandidateRow, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        others = self._comparison_menu(row, menu)
        if others is not None:
            others.setTitle(self.tr("Compare with"))
            menu.addMenu(others)
        menu.addAction(self.tr("Copy as text"), lambda: self.copied.emit(row))
        menu.popup(at)

    def comparison_menu(self, row: CandidateRow) -> QMenu | None:
        """Every other row, to be compared with this one; None where there is no other."""
        return self._comparison_menu(row, self)

    def _offer_comparison(self, row: CandidateRow) -> None:
        menu = self.comparison_menu(row)
        if menu is not None and self._reasons is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self._reasons.mapToGlobal(QPoint(SPACE[4], self._reasons.height())))

    def _comparison_menu(self, row: CandidateRow, parent: QWidget) -> QMenu | None:
        others = [r for r in self._rows if r is not row]
        if not others:
            return None
        menu = QMenu(parent)
        for other in others:
            menu.addAction(other.name, partial(self.compared.emit, row, other))
        return menu


def _heading(tone: str) -> QLabel:
    """What parts the rows that an emergency names from the others."""
    out = QLabel()
    write(out, "label")
    out.setProperty("tone", tone)
    out.setContentsMargins(SPACE[4], SPACE[3], SPACE[4], SPACE[1])
    out.hide()
    return out
