"""The side panel: four tabs, what the flags mean, and the footer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QIcon, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from footmap.core.ids import CONSENSUS

from ..look.tokens import DESK, PANEL_PX, SPACE, Density, Theme
from . import style
from .banner import Banner
from .candidates import CandidateList
from .catalogue import Named
from .cleared import ClearedList
from .clues import CluesPane
from .entries import Entry, Evidence, entries, matched_entries
from .footer import Footer
from .known import KnownPane
from .live_rows import LiveRows
from .lookup import LookupPane
from .pieces import label
from .row import CandidateRow
from .row_words import row_words
from .segments import Segments

if TYPE_CHECKING:
    from footmap.core.drawing import ClueAnswer, Quality
    from footmap.core.localiser.candidates import Depth
    from footmap.core.matching import Match

    from ..document.engine import Derived
    from ..document.localising import Reading

LEAST_WIDTH: Final = 300
LEAST_ROWS_PX: Final = 84
TAB_SIZES: Final = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)
"""Sizes of the tabs' writing, of which the first that fits is taken."""
TIGHT_LINES: Final = (34, 24)
"""Height of the panel, in lines of its writing, below which flags and footer say less, and the footer no figures."""
CLUES_TAB: Final = 3
DEPTHS: Final[tuple[Depth, Depth, Depth]] = ("nerve", "level", "condition")
"""In the order of the tabs."""


class SidePanel(QWidget):
    """Tabs *Nerves*, *Levels*, *Conditions* and *Clues* over the flags and the footer.

    Flags stand below the lists, so that tabs and rows keep their places when one is raised; the bar of an emergency
    stands over the whole window.

    Signals
    -------
    lit(object)
        The `CandidateRow` whose territory should be lit, or None.
    compared(object, object)
        Two rows to be seen side by side.
    answered(str, object, str)
        Clue id, answer id or None to take it away, and the step in words.
    cleared(str, object, str)
        Flag id, the reason why it is excluded or None to let it stand again, and the step in words.
    reading_wanted()
        How to read the result is asked for.
    thing_chosen(str, str)
        Kind and id of what was chosen from the lists of everything.
    lookup_left()
        Nothing is looked up any more.
    """

    lit = Signal(object)
    compared = Signal(object, object)
    answered = Signal(str, object, str)
    cleared = Signal(str, object, str)
    reading_wanted = Signal()
    thing_chosen = Signal(str, str)
    lookup_left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(LEAST_WIDTH)
        self.setAccessibleName(self.tr("What fits paint and clues"))
        self._wanted_px = PANEL_PX
        self._reading: Reading | None = None
        self._evidence: Evidence = "all"
        self._live = LiveRows()
        words = row_words()
        self.nerves = CandidateList(
            "nerve", self.tr("Paint where it hurts. The nerves that supply this skin appear here."), words, theme
        )
        self.levels = CandidateList(
            "level", self.tr("Paint where it hurts. The spinal levels that fit appear here."), words, theme
        )
        self.conditions = CandidateList(
            "condition",
            self.tr("Paint where it hurts, or answer clues. The causes that fit appear here."),
            words,
            theme,
        )
        self.clues = CluesPane()
        self.clues.answered.connect(self.answered)
        self.clues.search_left.connect(self._leave_search)
        self._before_search: tuple[int, QWidget | None] | None = None
        self._before_lookup: QWidget | None = None
        self.banner = Banner()
        self.cleared_flags = ClearedList()
        self.cleared_flags.restored.connect(self.cleared)
        self.clues.add_to_answers(self.cleared_flags)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.setAccessibleName(self.tr("Candidates and clues"))
        self._stack = QStackedWidget()
        titles = self.tr("Nerves"), self.tr("Levels"), self.tr("Conditions")
        for title, pane in zip(titles, self.lists, strict=True):
            pane.name(title)
            self.tabs.addTab(title)
            self._stack.addWidget(pane)
            pane.lit.connect(self.lit)
            pane.compared.connect(self.compared)
            pane.copied.connect(self.copy)
            pane.thing_chosen.connect(self.thing_chosen)
            pane.clues_wanted.connect(lambda: self.tabs.setCurrentIndex(CLUES_TAB))
        self.tabs.addTab(self.tr("Clues"))
        self._stack.addWidget(self.clues)
        self.lookup = LookupPane()
        self.lookup.left.connect(self.leave_lookup)
        self._stack.addWidget(self.lookup)
        self.known = KnownPane()
        self._stack.addWidget(self.known)
        self.tabs.currentChanged.connect(self._changed)
        self.tabs.tabBarClicked.connect(lambda index: self._stack.setCurrentIndex(index))
        self.evidence = Segments(*self._evidences())
        self.evidence.set_value("all")
        self.evidence.chosen.connect(self._choose_evidence)
        self.evidence.setContentsMargins(SPACE[4], SPACE[2], SPACE[4], SPACE[1])
        self.evidence.hide()
        self._waiting = label(
            self.tr("Reading the knowledge base; until then candidates are ordered by overlap."), "caption", "muted"
        )
        self._waiting.setContentsMargins(SPACE[4], SPACE[2], SPACE[4], 0)
        self._waiting.hide()
        self.footer = Footer(
            self.tr("painted"),
            self.tr("outside every nerve and level"),
            self.tr("when the drawing changes a little"),
            self.tr("An aid for learning and decisions, not a diagnosis."),
            self.tr("How to read this"),
        )
        self.footer.reading_wanted.connect(self.reading_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, SPACE[2], 0, 0)
        column.setSpacing(0)
        for part in (self.tabs, _line(), self.evidence, self._waiting):
            column.addWidget(part)
        self._stack.setMinimumHeight(LEAST_ROWS_PX)
        column.addWidget(self._stack, 1)
        column.addWidget(self.banner)
        column.addWidget(_line())
        column.addWidget(self.footer)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        copy.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copy.activated.connect(self.copy)
        self.setStyleSheet(style.stylesheet(theme))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Where the panel is low, rows come before what flags and footer say at length."""
        lines = self.height() / max(self.fontMetrics().lineSpacing(), 1)
        tight = sum(lines < least for least in TIGHT_LINES)
        self.footer.set_tight(tight)
        self.banner.set_tight(tight > 0)
        self._fit_tabs()

    def _fit_tabs(self) -> None:
        """Write the tabs smaller before a word of theirs is cut."""
        names = [self.tabs.tabText(k) for k in range(self.tabs.count())]
        for smaller in TAB_SIZES:
            face = self.font()
            face.setPointSizeF(face.pointSizeF() * smaller)
            metrics = QFontMetricsF(face)
            if sum(metrics.horizontalAdvance(name) + style.TAB_PAD_PX for name in names) <= self.width():
                break
        if face != self.tabs.font():
            self.tabs.setFont(face)

    def sizeHint(self) -> QSize:
        return QSize(self._wanted_px, 600)

    @property
    def lists(self) -> tuple[CandidateList, CandidateList, CandidateList]:
        """Nerves, levels, conditions."""
        return self.nerves, self.levels, self.conditions

    @property
    def reading(self) -> Reading | None:
        """What is shown; None until the knowledge base has been read."""
        return self._reading

    def list_of(self, depth: Depth) -> CandidateList:
        """The list of a depth."""
        return {"nerve": self.nerves, "level": self.levels, "condition": self.conditions}[depth]

    def rows(self) -> tuple[CandidateRow, ...]:
        """Rows of the tab in front; none for the clues."""
        front = self.tabs.currentIndex()
        return tuple(self.lists[front].rows) if front < CLUES_TAB else ()

    def set_theme(self, theme: Theme, density: Density = DESK) -> None:
        """Draw in another theme, with controls as large as `density` says."""
        self.setStyleSheet(style.stylesheet(theme, density))
        self._wanted_px = round(PANEL_PX * density.growth)
        self.setMinimumWidth(round(LEAST_WIDTH * max(density.type_scale, 1.0) ** 0.5))
        for list_ in self.lists:
            list_.set_theme(theme)
        self.footer.restyle()
        self._make_room()

    def set_legend(self, swatches: Mapping[Quality, QIcon], names: Mapping[Quality, str]) -> None:
        """Pictures and names of the qualities."""
        self.footer.set_legend(swatches, names)

    def _evidences(self) -> tuple[list[tuple[str, str, str]], str]:
        return [
            ("all", self.tr("Paint and clues"), self.tr("▲ and ▼ show how far the clues move a candidate")),
            ("paint", self.tr("Paint only"), self.tr("As if nothing had been answered")),
        ], self.tr("Rank by")

    def retranslate(self) -> None:
        """Take the words of rows and lists in the language that is spoken now."""
        self.evidence.say(*self._evidences())
        self.footer.say(self.tr("painted"), self.tr("outside every nerve and level"))
        self._fit_tabs()
        words = row_words()
        for list_ in self.lists:
            list_.set_words(words)

    def set_names(self, names: Mapping[str, str]) -> None:
        """What nerves and levels are called until the knowledge base has been read."""
        self._live.names = names

    def _changed(self, index: int) -> None:
        self.lit.emit(None)
        self._stack.setCurrentIndex(index)
        self._show_evidence()
        self._show_stability()

    def look_up(self) -> None:
        """Look anything up; Esc leads back to where the keyboard was."""
        focus = QApplication.focusWidget()
        if focus is None or not self.lookup.isAncestorOf(focus):
            self._before_lookup = focus
            if focus is not None:
                focus.destroyed.connect(self._forget_before_lookup)
        self._stack.setCurrentWidget(self.lookup)
        self.evidence.hide()
        self.lookup.begin()

    def leave_lookup(self) -> None:
        """Show the tab in front again, and give the keyboard back."""
        if self._stack.currentWidget() is not self.lookup:
            return
        self._stack.setCurrentIndex(self.tabs.currentIndex())
        self._show_evidence()
        focus = self._before_lookup
        if focus is not None:
            focus.destroyed.disconnect(self._forget_before_lookup)
        self._before_lookup = None
        (focus if focus is not None and focus.isVisible() else self.tabs).setFocus(Qt.FocusReason.OtherFocusReason)
        self.lookup_left.emit()

    def _forget_before_lookup(self) -> None:
        self._before_lookup = None

    def show_known(self, title: str, page: str) -> None:
        """Show a page of what is known in place of the lists."""
        self.known.show_page(title, page)
        self._stack.setCurrentWidget(self.known)
        self.evidence.hide()

    def leave_known(self) -> None:
        """Show the tab in front again, if such a page covers it."""
        if self._stack.currentWidget() is self.known:
            self._stack.setCurrentIndex(self.tabs.currentIndex())
            self._show_evidence()

    def look_for_question(self, clue: str) -> None:
        """Lead to a question among the clues."""
        self.leave_lookup()
        self.tabs.setCurrentIndex(CLUES_TAB)
        self._stack.setCurrentIndex(CLUES_TAB)
        self.clues.look_for(clue)

    def find_question(self) -> None:
        """Look for a question; Esc leads back to where the keyboard was."""
        focus = QApplication.focusWidget()
        if focus is not self.clues.search:
            self._before_search = self.tabs.currentIndex(), focus
            if focus is not None:
                focus.destroyed.connect(self._forget_focus)
        self.tabs.setCurrentIndex(CLUES_TAB)
        self.clues.start_search()

    def _forget_focus(self) -> None:
        if self._before_search is not None:
            self._before_search = self._before_search[0], None

    def _leave_search(self) -> None:
        tab, focus = self._before_search or (CLUES_TAB, None)
        if focus is not None:
            focus.destroyed.disconnect(self._forget_focus)
        self._before_search = None
        self.tabs.setCurrentIndex(tab)
        (focus if focus is not None and focus.isVisible() else self.tabs).setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- what follows from the case

    def show_answers(self, clues: Mapping[str, ClueAnswer], cleared: Mapping[str, str] = MappingProxyType({})) -> None:
        """The answers of the case, before anything has been made of them."""
        self.clues.show_answers(clues)
        self.clues.question.withdraw_checks(frozenset(cleared))
        count = len(clues)
        self.tabs.setTabText(CLUES_TAB, self.tr("Clues · {0}").format(count) if count else self.tr("Clues"))
        self._fit_tabs()
        self.tabs.setTabToolTip(CLUES_TAB, self.tr("%n answered", "", count) if count else "")

    def show_match(self, derived: Derived) -> None:
        """The exact match: numbers at once, the order follows with the reading."""
        match = derived.match
        self.footer.set_numbers(match.paint_cm2, match.unexplained_share)
        self.footer.set_areas(derived.areas_cm2)
        if self._reading is None:
            self.nerves.show_entries(matched_entries("nerve", match, self._live.names))
            self.levels.show_entries(matched_entries("level", match, self._live.names))
            self.conditions.set_empty_text(self.tr("Reading the knowledge base …"))
            self._waiting.setVisible(bool(self.nerves.rows))

    def show_live_match(self, match: Match) -> None:
        """Follow the brush while nothing is known but areas; only the tab in front is touched."""
        front = self.tabs.currentIndex()
        if front < 2:
            self._live.follow(self.lists[front], match)
        self.show_live_numbers(match)

    def show_live_numbers(self, match: Match) -> None:
        """Let the figures of the paint follow the brush."""
        self.footer.set_numbers(match.paint_cm2, match.unexplained_share)

    @property
    def by_all(self) -> bool:
        """Whether paint and clues are shown, and not the paint alone."""
        return self._evidence == "all" or not self._comparable()

    def live_depth(self, reading: Reading) -> Depth | None:
        """The list in front, which follows the brush; None where there is none or its map has no live estimate."""
        front = self.tabs.currentIndex()
        if front >= CLUES_TAB or (DEPTHS[front] == "level" and reading.assessment.map != CONSENSUS):
            return None
        return DEPTHS[front]

    def show_live(self, depth: Depth, found: Sequence[Entry]) -> None:
        """Show a list as if the stroke under way ended here."""
        self.list_of(depth).follow(found)

    def show_checks(self, _flag: str = "") -> None:
        """Go to the question that confirms or clears what stands first."""
        self.tabs.setCurrentIndex(CLUES_TAB)
        self.clues.show_question()

    def show_reading(self, reading: Reading) -> None:
        """What paint and clues mean: order, words, warnings."""
        if self._reading is None or reading.wording is not self._reading.wording:
            self._learn(reading)
        self._reading = reading
        self._waiting.hide()
        a = reading.assessment
        self.banner.show_alarms(a, reading.wording, reading.clinical)
        if a.paint_cm2 > 0:
            self.footer.set_numbers(a.paint_cm2, a.unexplained_share)
        self._show_evidence()
        self._show_lists()
        self.clues.show_reading(reading)
        self.cleared_flags.show_cleared(a, reading.wording)
        self._show_stability()

    def _learn(self, reading: Reading) -> None:
        """Name everything there is, in the order of the knowledge base: from the spine down."""
        base, wording = reading.clinical.base, reading.wording
        kinds = ("nerve", base.nerves), ("level", base.levels), ("condition", reading.clinical.conditions)
        for list_, (kind, ids) in zip(self.lists, kinds, strict=True):
            list_.set_catalogue([Named(kind, id_, wording.candidate(id_)) for id_ in ids])

    def deepen(self, reading: Reading) -> None:
        """The same reading with the next question and the stability."""
        self._reading = reading
        self.clues.show_reading(reading)
        self._show_stability()

    def _show_lists(self) -> None:
        from .argument import argument
        from .special import cards, said_beside

        reading = self._reading
        if reading is None:
            return
        evidence: Evidence = "all" if self.by_all else "paint"
        said = said_beside(reading)
        for depth in DEPTHS:
            list_ = self.list_of(depth)
            list_.set_empty_text(self._empty_text(depth))
            list_.set_cards(cards(said, depth))
            list_.show_entries(
                entries(reading, depth, evidence),
                partial(argument, reading, depth, evidence=evidence),
                reading.wording,
            )

    # ---- paint only, or paint and clues

    def _comparable(self) -> bool:
        a = self._reading.assessment if self._reading is not None else None
        return a is not None and a.paint_only is not a.estimate and a.estimate.paint is not None

    def _show_evidence(self) -> None:
        listed = self._stack.currentIndex() < CLUES_TAB and self.tabs.currentIndex() < CLUES_TAB
        self.evidence.setVisible(self._comparable() and listed)

    def _choose_evidence(self, id_: str) -> None:
        self._evidence = "paint" if id_ == "paint" else "all"
        self.evidence.set_value(self._evidence)
        self._show_lists()
        self._show_stability()

    # ---- words

    def _empty_text(self, depth: Depth) -> str:
        a = self._reading.assessment if self._reading is not None else None
        if self._reading is not None and a is not None and not a.is_empty:
            return self._reading.wording.say(f"text_no_{depth}")
        if a is not None and a.is_empty and a.answers:
            return self.tr("The answers so far do not tell candidates apart. Answer more, or paint where it hurts.")
        return {
            "nerve": self.tr("Paint where it hurts. The nerves that supply this skin appear here."),
            "level": self.tr("Paint where it hurts. The spinal levels that fit appear here."),
            "condition": self.tr("Paint where it hurts, or answer clues. The causes that fit appear here."),
        }[depth]

    def _show_stability(self) -> None:
        reading, front = self._reading, self.tabs.currentIndex()
        found = reading.assessment.stability if reading is not None else None
        caption = self.tr("when the drawing changes a little")
        # the redraws were judged with the clues
        if reading is None or found is None or not self.by_all or not reading.assessment.nerves:
            self.footer.set_stability("–", caption, "")
            return
        depth = DEPTHS[min(front, 2)]
        leader = reading.assessment.estimate.at(depth)[0].id
        stable = found.kept[depth] >= reading.localiser.scoring.stable_from
        word = self.tr("stable") if stable else self.tr("changes")
        self.footer.set_stability(word, caption, reading.wording.stability(found, depth, leader))

    def copy(self, row: CandidateRow | None = None) -> None:
        """Put the list in front, or one row of it, on the clipboard as text with its reasons."""
        front = self.tabs.currentIndex()
        from .argument import list_text

        if self._reading is None or front >= CLUES_TAB:
            return
        rows: Sequence[CandidateRow] = self.lists[front].rows if row is None else (row,)
        evidence: Evidence = "all" if self.by_all else "paint"
        title = self.tabs.tabText(front) if row is None else ""
        QApplication.clipboard().setText(list_text(self._reading, title, [r.entry for r in rows], evidence))


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "separator")
    line.setFixedHeight(1)
    return line
