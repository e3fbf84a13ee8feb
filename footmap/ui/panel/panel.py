"""The side panel with its tabs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ..tokens import PANEL_PX, SPACE, Theme
from .candidates import CandidateList
from .footer import Footer
from .row import CandidateRow, Words

if TYPE_CHECKING:
    from footmap.core.drawing import Quality
    from footmap.core.ranking import Ranking

    from ..engine import Derived

LEAST_WIDTH: Final = 300


class SidePanel(QWidget):
    """Tabs *Nerves* and *Levels* over the footer.

    Signals
    -------
    lit(object)
        The `CandidateRow` whose territory should be lit, or None.
    """

    lit = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(LEAST_WIDTH)
        self.setAccessibleName(self.tr("What fits the paint"))
        words = Words(
            inside=self.tr("of the paint inside"),
            filled=self.tr("of it painted"),
            sides={"right": self.tr("right"), "left": self.tr("left"), "both": self.tr("both sides")},
            spoken=self.tr(
                "{name}, {side}: fit {fit} of 100, {explained} % of the paint inside, {filled} % of it painted"
            ),
        )
        self.nerves = CandidateList(
            "nerve", self.tr("Paint where it hurts. The nerves that supply this skin appear here."), words, theme
        )
        self.levels = CandidateList(
            "level", self.tr("Paint where it hurts. The spinal levels that fit appear here."), words, theme
        )
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("Candidates"))
        self._stack = QStackedWidget()
        for title, pane in ((self.tr("Nerves"), self.nerves), (self.tr("Levels"), self.levels)):
            pane.setAccessibleName(title)
            self.tabs.addTab(title)
            self._stack.addWidget(pane)
            pane.lit.connect(self.lit)
        self.tabs.currentChanged.connect(self._changed)
        self.footer = Footer(
            self.tr("painted"),
            self.tr("unexplained"),
            self.tr("An aid for learning and decisions, not a diagnosis."),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(1, SPACE[2], 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(_line())
        column.addWidget(self._stack, 1)
        column.addWidget(_line())
        column.addWidget(self.footer)

    def sizeHint(self) -> QSize:
        return QSize(PANEL_PX, 600)

    def _changed(self, index: int) -> None:
        self.lit.emit(None)
        self._stack.setCurrentIndex(index)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.nerves.set_theme(theme)
        self.levels.set_theme(theme)
        self.footer.restyle()

    def set_legend(self, swatches: Mapping[Quality, QIcon], names: Mapping[Quality, str]) -> None:
        """Pictures and names of the qualities."""
        self.footer.set_legend(swatches, names)

    def show_exact(self, derived: Derived) -> None:
        """Show what follows from the drawing."""
        ranking = derived.ranking
        self.nerves.show_exact(ranking.nerves)
        self.levels.show_exact(ranking.levels)
        self.footer.set_numbers(ranking.paint_cm2, ranking.unexplained_share)
        self.footer.set_areas(derived.areas_cm2)

    def show_live(self, ranking: Ranking) -> None:
        """Follow the brush; only the tab in front is touched."""
        if self.tabs.currentIndex() == 0:
            self.nerves.show_live(ranking.nerves)
        else:
            self.levels.show_live(ranking.levels)
        self.footer.set_numbers(ranking.paint_cm2, ranking.unexplained_share)

    def rows(self) -> tuple[CandidateRow, ...]:
        """Rows of the tab in front."""
        return tuple(self.nerves.rows if self.tabs.currentIndex() == 0 else self.levels.rows)


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "separator")
    line.setFixedHeight(1)
    return line
