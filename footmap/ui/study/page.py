"""The page of study mode: it covers the window below its top edge until it is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from footmap.ui.dialogs.covering import WITHIN, CoveringPage
from footmap.ui.look.theme import write
from footmap.ui.look.tokens import SPACE, Theme

if TYPE_CHECKING:
    from footmap.core.learning import Learner

    from .board import Board

SIDE_PX: Final = 400
LEAST_SIDE_PX: Final = 272
TAB_SIZES: Final = (1.0, 0.9, 0.8, 0.7, 0.6)
TAB_PAD_PX: Final = 26
"""Room that a tab takes beside its words."""
SIDE_LETTERS: Final = 34
"""Width of the side where writing is large, in letters."""
NEW: Final = "new"
"""What the list of learners holds at its end."""


class StudyPage(CoveringPage):
    """Board on the left, the present part of study mode beside it.

    Attributes
    ----------
    tabs : QTabBar
    side : QStackedWidget
        One widget for each tab, and more.

    Signals
    -------
    tab_chosen(int)
    learner_chosen(str)
        Id of a learner; empty for a new one.
    escaped()
        One step back is wanted.
    left()
        The page has been closed.
    number_pressed(int)
    done_pressed()
        Ctrl+Enter.
    copy_wanted(), save_wanted()
        The present picture.
    """

    tab_chosen = Signal(int)
    learner_chosen = Signal(str)
    escaped = Signal()
    left = Signal()
    number_pressed = Signal(int)
    done_pressed = Signal()
    copy_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, host: QWidget, tabs: Sequence[str]) -> None:
        super().__init__(host)
        self.focus_before: QWidget | None = None
        self.board: Board | None = None
        self.setObjectName("studypage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Study mode"))
        self.name = QLabel(self.tr("Study"))
        write(self.name, "title")
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Parts of study mode"))
        self.tabs.setExpanding(False)
        for words in tabs:
            self.tabs.addTab(words)
        self.tabs.setEnabled(False)
        self.tabs.tabBarClicked.connect(self._clicked)
        self.tabs.currentChanged.connect(self.tab_chosen)
        self.learner = QComboBox()
        self.learner.setAccessibleName(self.tr("Who studies"))
        self.learner.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.learner.setMinimumContentsLength(9)
        self.learner.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.learner.activated.connect(self._learner)
        self.learner.hide()
        self.picture = QPushButton(self.tr("Picture"))
        self.picture.setAutoDefault(False)
        self.picture.setToolTip(self.tr("Copy or save the present picture with its legend"))
        menu = QMenu(self.picture)
        menu.addAction(self.tr("Copy the picture"), self.copy_wanted.emit)
        menu.addAction(self.tr("Save the picture…"), self.save_wanted.emit)
        self.picture.setMenu(menu)
        self.picture.setEnabled(False)
        self.leave = QPushButton(self.tr("Close"))
        self.leave.setAutoDefault(False)
        self.leave.setToolTip(self.tr("Back to the drawing  (Ctrl+L)"))
        self.leave.clicked.connect(self.close_page)
        self.notice = QLabel()
        self.notice.setTextFormat(Qt.TextFormat.PlainText)
        self.notice.setWordWrap(True)
        self.notice.setProperty("tone", "warn")
        self.notice.hide()
        self.side = QStackedWidget()
        self.waiting = QLabel(self.tr("Opening study mode …"))
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.waiting.setProperty("tone", "muted")
        self._projects = False
        self._lay_out()
        for keys, run in (
            ("Esc", self.escaped.emit),
            ("Ctrl+L", self.close_page),
            ("Ctrl+Return", self.done_pressed.emit),
        ):
            QShortcut(QKeySequence(keys), self, run, context=WITHIN)
        for k in range(1, 10):
            QShortcut(QKeySequence(str(k)), self, lambda k=k: self.number_pressed.emit(k), context=WITHIN)
        for k in range(self.tabs.count()):
            QShortcut(QKeySequence(f"Ctrl+{k + 1}"), self, lambda k=k: self._turn(k), context=WITHIN)
            self.tabs.setTabToolTip(k, f"{tabs[k]}  (Ctrl+{k + 1})")
        self.begin_hidden()

    def _lay_out(self) -> None:
        self.top = QWidget()
        top = QHBoxLayout(self.top)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(SPACE[2])
        top.addWidget(self.name)
        top.addSpacing(SPACE[2])
        top.addWidget(self.tabs)
        top.addStretch(1)
        top.addWidget(self.learner)
        top.addWidget(self.picture)
        top.addWidget(self.leave)
        self.body = QHBoxLayout()
        self.body.setSpacing(SPACE[4])
        self.body.addWidget(self.waiting, 3)
        self.side.setMinimumWidth(LEAST_SIDE_PX)
        self.side.setMaximumWidth(SIDE_PX)
        self.side.hide()
        self.body.addWidget(self.side, 2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE[4], SPACE[2], SPACE[4], SPACE[3])
        outer.setSpacing(SPACE[2])
        outer.addWidget(self.top)
        outer.addWidget(self.notice)
        outer.addLayout(self.body, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Where a line has no room, its title goes and tabs are written smaller; large writing widens the side."""
        room = self.width() - 2 * SPACE[4]
        others = [
            part.sizeHint().width() + SPACE[2]
            for part in (self.learner, self.picture, self.leave)
            if not part.isHidden()
        ]
        room -= sum(others)
        for titled, smaller in ((True, 1.0), *((False, size) for size in TAB_SIZES)):
            face = self.font()
            face.setPointSizeF(face.pointSizeF() * smaller)
            metrics = QFontMetrics(face)
            tabs = sum(metrics.horizontalAdvance(self.tabs.tabText(k)) + TAB_PAD_PX for k in range(self.tabs.count()))
            if tabs + titled * (self.name.sizeHint().width() + 2 * SPACE[2]) <= room:
                break
        self.name.setVisible(titled)
        if face != self.tabs.font():
            self.tabs.setFont(face)
        wide = self.fontMetrics().horizontalAdvance("m") * SIDE_LETTERS
        self.side.setMaximumWidth(max(SIDE_PX, wide, self.width() * 2 // 5 if self._projects else 0))

    def set_board(self, board: Board) -> None:
        """Put the picture in its place; from then on there is something to see."""
        self.board = board
        self.waiting.hide()
        self.body.insertWidget(0, board, 3)
        board.add_keys(self)
        self.side.show()
        self.tabs.setEnabled(True)
        self.picture.setEnabled(True)

    def minimumSizeHint(self) -> QSize:
        """It fits into any window."""
        return QSize(0, 0)

    # ---- what is shown

    def tell(self, sentence: str, *, calm: bool = False) -> None:
        """Say what went wrong, or calmly what was done; with no words nothing."""
        self.notice.setProperty("tone", "" if calm else "warn")
        self.notice.style().unpolish(self.notice)
        self.notice.style().polish(self.notice)
        self.notice.setText(sentence)
        self.notice.setAccessibleName(sentence)
        self.notice.setVisible(bool(sentence))

    def show_learners(self, learners: Sequence[Learner], present: str) -> None:
        """List who studies here."""
        self.learner.clear()
        for learner in learners:
            self.learner.addItem(learner.name, learner.id)
        if learners:
            self.learner.insertSeparator(self.learner.count())
        self.learner.addItem(self.tr("Somebody else…"), NEW)
        self.learner.setCurrentIndex(self.learner.findData(present) if present else self.learner.count() - 1)
        self.learner.setVisible(bool(learners))
        self._make_room()

    def _learner(self, _index: int) -> None:
        data = str(self.learner.currentData() or "")
        self.learner_chosen.emit("" if data == NEW else data)

    def turn(self, tab: int, panel: QWidget) -> None:
        """Show a part; its tab is marked without being chosen anew."""
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(tab)
        self.tabs.blockSignals(False)
        self.side.setCurrentWidget(panel)

    def _clicked(self, tab: int) -> None:
        if tab == self.tabs.currentIndex():
            self.tab_chosen.emit(tab)  # another one is told by the change

    def _turn(self, tab: int) -> None:
        if self.tabs.isEnabled():
            self.tab_chosen.emit(tab)

    def project(self, on: bool) -> None:
        """Give a question all the room there is, and nothing else."""
        self.top.setVisible(not on)
        self._projects = on
        self._make_room()

    # ---- appearing and leaving

    def show_page(self) -> None:
        """Cover the window."""
        self.focus_before = self._host.focusWidget()
        self.cover()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_page(self) -> None:
        """Give the window back."""
        if self.isVisible():
            self.hide()
            self.left.emit()

    def set_theme(self, theme: Theme) -> None:
        """Dress in a theme."""
        focus = "3px dashed" if theme.name == "contrast" else "2px solid"  # edges of high contrast are as bright
        self.setStyleSheet(
            f"#studypage {{ background: {theme.ground}; }}"
            ' QPushButton[choice="true"] { text-align: left; padding: 6px 10px; }'
            ' QPushButton[grade="true"] { padding: 5px 4px; min-width: 40px; }'
            f" QPushButton:checked {{ border: 2px solid {theme.accent}; background: {theme.accent_soft}; }}"
            f" QPushButton:checked:focus {{ border: 2px dashed {theme.text}; }}"
            f' QPushButton[grade="true"]:focus {{ border: {focus} {theme.text}; }}'
        )
        write(self.name, "title")
        self._make_room()
        if self.board is not None:
            self.board.set_theme(theme)
