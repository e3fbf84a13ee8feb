"""The page that compares: two drawings on one picture, what changed in words and numbers, and all visits in time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from footmap.ui.dialogs.covering import WITHIN, CoveringPage
from footmap.ui.look.elided import Elided
from footmap.ui.look.theme import write
from footmap.ui.look.tokens import SPACE, Theme

from .film import Film
from .pair import PairView
from .timeline_view import TimelineView

if TYPE_CHECKING:
    from footmap.ui.settings.brush_settings import BrushSettings

    from .drawings import Drawn

FILE: Final = "file"
"""What the lists of drawings hold at their end: another file."""
NAME_PX: Final = 80
CHOICE_LETTERS: Final = 12
LEAST_LETTERS: Final = 6
NARROW_LETTERS: Final = 82
"""Width of the page, in letters, below which the two choices are narrower and say their captions to readers alone."""


class ComparePage(CoveringPage):
    """Covers the window below the bar that says whose record it is, until Esc.

    Parameters
    ----------
    settings : BrushSettings
        Of the window; the page's own picture needs them, though nothing is painted on it.
    picture : callable
        Key of a drawing to the bytes of its small picture, or None.

    Attributes
    ----------
    pair : PairView
        Two drawings on one picture.
    timeline : TimelineView
    film : Film
    pair_keys : tuple of str
        Keys of the two that are compared; empty where none is chosen.
    focus_before : QWidget or None
        What had the keys before the page came.

    Signals
    -------
    pair_chosen(str, str)
        Keys of the earlier and the later drawing.
    file_wanted(str)
        The user wants a drawing of a file in the place of "then" or "now".
    tab_changed()
    left()
        The page has been closed.
    """

    pair_chosen = Signal(str, str)
    file_wanted = Signal(str)
    tab_changed = Signal()
    left = Signal()

    def __init__(
        self,
        settings: BrushSettings,
        theme: Theme,
        picture: Callable[[str], bytes | None],
        top_px: Callable[[], int],
        host: QWidget,
    ) -> None:
        super().__init__(host, top_px)
        self.focus_before: QWidget | None = None
        self.pair_keys = ("", "")
        self._last = ""
        self._drawings: tuple[Drawn, ...] = ()
        self.setObjectName("comparepage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Compare"))
        self.name = Elided(NAME_PX)
        write(self.name, "title")
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("What is shown"))
        self.tabs.addTab(self.tr("Compare"))
        self.tabs.addTab(self.tr("In time"))
        self.tabs.setExpanding(False)
        self.then, self.now = self._choice(self.tr("Then")), self._choice(self.tr("Now"))
        self.swap = self._tool(self.tr("Swap"), self.tr("Swap then and now"), self._swap)
        self.leave = QPushButton(self.tr("Close"))
        self.leave.setAutoDefault(False)
        self.leave.setToolTip(self.tr("Close  (Esc)"))
        self.leave.clicked.connect(self.close_page)
        self.problem = QLabel()
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        self.problem.setProperty("tone", "warn")
        self.problem.hide()
        self.pair = PairView(settings, theme)
        self.timeline = TimelineView()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.pair)
        self.stack.addWidget(self.timeline)
        self.film = Film(picture)
        self._lay_out()
        self.tabs.currentChanged.connect(self._show_tab)
        for combo in (self.then, self.now):
            combo.activated.connect(lambda _i, combo=combo: self._chosen(combo))
        self.film.picked.connect(self._picked)
        for key, run in ((Qt.Key.Key_Escape, self._escape), (Qt.Key.Key_F6, self.focus_film)):
            QShortcut(QKeySequence(key), self, run, context=WITHIN)
        for keys, mode in (("1", "then"), ("2", "both"), ("3", "now")):
            QShortcut(QKeySequence(keys), self, lambda mode=mode: self.pair.show_mode(mode), context=WITHIN)
        for keys, run in (("+", self.pair.zoom_in), ("-", self.pair.zoom_out), ("0", self.pair.canvas.fit)):
            QShortcut(QKeySequence(keys), self, run, context=WITHIN)
        self.begin_hidden()

    # ---- parts

    def _choice(self, name: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(CHOICE_LETTERS)
        combo.setMaxVisibleItems(16)
        return combo

    def _tool(self, words: str, tip: str, run: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setText(words)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setProperty("frame", "true")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(run)
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE[2])
        top.addWidget(self.name, 1)
        top.addWidget(self.tabs)
        top.addSpacing(SPACE[2])
        self._choosing: list[QWidget] = []
        self._captions: list[QWidget] = []
        for words, combo in ((self.tr("Then"), self.then), (self.tr("Now"), self.now)):
            label = QLabel(words)
            label.setProperty("tone", "muted")
            label.setBuddy(combo)
            self._captions.append(label)
            if combo is self.now:
                top.addWidget(self.swap)
            top.addWidget(label)
            top.addWidget(combo)
            self._choosing += [label, combo]
        self._choosing.append(self.swap)
        top.addSpacing(SPACE[2])
        top.addWidget(self.leave)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE[4], SPACE[2], SPACE[4], SPACE[2])
        outer.setSpacing(SPACE[2])
        outer.addLayout(top)
        outer.addWidget(self.problem)
        outer.addWidget(self.stack, 1)
        outer.addWidget(self.film)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_choosing()

    def minimumSizeHint(self) -> QSize:
        """It fits into any window."""
        return QSize(0, 0)

    # ---- what is shown

    def show_drawings(self, name: str, drawings: Sequence[Drawn]) -> None:
        """Offer other drawings; nothing is compared yet."""
        self._drawings = tuple(drawings)
        self.name.setText(name)
        self.name.setAccessibleName(name)
        for combo in (self.then, self.now):
            combo.clear()
            for drawn in reversed(self._drawings):
                combo.addItem(drawn.called, drawn.key)
                combo.setItemData(combo.count() - 1, drawn.about, Qt.ItemDataRole.ToolTipRole)
            wide = max((combo.fontMetrics().horizontalAdvance(d.called) for d in drawings), default=0)
            combo.view().setMinimumWidth(wide + SPACE[6])  # the list that opens says all
            combo.insertSeparator(combo.count())
            combo.addItem(self.tr("Another file…"), FILE)
            combo.setCurrentIndex(-1)
        self.film.show_drawings(drawings)

    def mark(self, before: str, after: str) -> None:
        """Say which two are compared."""
        for combo, key in ((self.then, before), (self.now, after)):
            combo.setCurrentIndex(combo.findData(key) if key else -1)
        self.pair_keys = before, after
        self._last = after or before
        self.film.mark(before, after)

    def tell_problem(self, sentence: str) -> None:
        """Say what is to be known, or with no words nothing."""
        self.problem.setText(sentence)
        self.problem.setAccessibleName(sentence)
        self.problem.setVisible(bool(sentence))

    def _chosen(self, combo: QComboBox) -> None:
        if combo.currentData() == FILE:
            self.file_wanted.emit("then" if combo is self.then else "now")
        else:
            self.pair_chosen.emit(str(self.then.currentData() or ""), str(self.now.currentData() or ""))

    def _swap(self) -> None:
        before, after = self.pair_keys
        self.pair_chosen.emit(after, before)

    def _picked(self, key: str) -> None:
        """The two drawings picked last are compared, the one that stands first as the earlier one."""
        if key == self._last or not self._last:
            self._last = key
            return
        order = [drawn.key for drawn in self._drawings]
        before, after = sorted((self._last, key), key=order.index)
        self.pair_chosen.emit(before, after)
        self._last = key
        self.tabs.setCurrentIndex(0)

    def _show_tab(self, index: int) -> None:
        self.stack.setCurrentIndex(index)
        self._show_choosing()
        self.tab_changed.emit()

    def _show_choosing(self) -> None:
        """What is compared is chosen on the first tab, and takes less room on a narrow page."""
        narrow = self.width() < self.fontMetrics().horizontalAdvance("m") * NARROW_LETTERS
        for part in self._choosing:
            part.setVisible(self.tabs.currentIndex() == 0 and not (narrow and part in self._captions))
        for combo in (self.then, self.now):
            combo.setMinimumContentsLength(LEAST_LETTERS if narrow else CHOICE_LETTERS)

    # ---- appearing and leaving

    def show_page(self) -> None:
        """Cover the window."""
        if not self.isVisible():
            self.focus_before = self._host.focusWidget()
        self.cover()
        self.show()
        self.raise_()
        (self.pair.canvas if self.tabs.currentIndex() == 0 else self.tabs).setFocus(Qt.FocusReason.PopupFocusReason)

    def focus_film(self) -> None:
        """Lead the keys to the film strip, and from there back to the picture."""
        part = self.pair.canvas if self.film.hasFocus() else self.film
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _escape(self) -> None:
        if self.tabs.currentIndex() == 0 and self.pair.has_enlarged:
            self.pair.show_sheet()
        else:
            self.close_page()

    def close_page(self) -> None:
        """Give the window back."""
        self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.left.emit()

    def set_theme(self, theme: Theme) -> None:
        """Dress in a theme."""
        self.setStyleSheet(f"#comparepage {{ background: {theme.ground}; }}")
        write(self.name, "title")
        self.pair.set_theme(theme)
        self.film.set_theme(theme)
