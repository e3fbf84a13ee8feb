"""One candidate: name, side, support in words, bar and shares. Painted by hand so that it can follow the brush."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QEvent, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ..look.tokens import Theme
from .entries import Entry, Shares
from .row_picture import RowPicture
from .row_words import Words

if TYPE_CHECKING:
    from footmap.core.localiser.candidates import Depth, Where

Step = Literal["up", "down", "first", "last"]
_STEPS: Final[dict[int, Step]] = {
    Qt.Key.Key_Up.value: "up",
    Qt.Key.Key_Down.value: "down",
    Qt.Key.Key_Home.value: "first",
    Qt.Key.Key_End.value: "last",
}


class CandidateRow(QAbstractButton):
    """A row that can be pointed at, focused and opened; while it is open its territory stays lit.

    Signals
    -------
    entered(object), left(object)
        The pointer or the focus came or went; the row itself.
    stepped(object, str)
        The row, and where the keyboard goes from it: up, down, first or last.
    asked(object, object)
        The row, and the global point at which its menu should open.
    """

    entered = Signal(object)
    left = Signal(object)
    stepped = Signal(object, str)
    asked = Signal(object, object)

    def __init__(self, layer: Depth, words: Words, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setProperty("told_as", "list item")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.layer = layer
        self._picture = RowPicture(Entry(layer, "", None, "", None, 0.0, Shares()), words, theme)
        self.toggled.connect(self._open)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._picture.set_theme(theme)
        self.updateGeometry()
        self.update()

    def set_words(self, words: Words) -> None:
        """Write in another language."""
        self._picture.set_words(words)
        self.updateGeometry()
        self.update()

    # ---- what it shows

    def show_entry(self, entry: Entry) -> None:
        """Show a candidate; nothing is drawn again if nothing visible changed."""
        before = self.entry
        if entry == before:
            return
        self._picture.entry = entry
        # who explains neither paint nor a finding has no side to speak of; while the brush moves this stays as it is
        named = entry.shares.explained != 0 or entry.emergency or entry.found
        self._picture.side = entry.side if named else None
        if replace(entry, shares=before.shares, bar=before.bar, core=before.core) != before:
            self.updateGeometry()
        self.update()

    def show_shares(self, shares: Shares, bar: float | None = None) -> None:
        """Follow the brush: other numbers, the rest as it is; what has to be excluded first has none."""
        if self.entry.emergency:
            return
        entry = replace(self.entry, shares=shares, bar=self.entry.bar if bar is None else bar)
        if entry != self.entry:
            self._picture.entry = entry
            self.update()

    def clear(self) -> None:
        """Show no candidate."""
        self._picture.entry = replace(self.entry, id="")

    def speak(self, place: int, count: int) -> None:
        """Bring the accessible name up to date (kept out of the brush's way).

        Parameters
        ----------
        place, count : int
            Its rank, from 1, and the number of all candidates, also of those that are not listed at first.
        """
        text = self._picture.spoken()
        placed = self._picture.placed(text, place, count)
        if placed != self.accessibleName():
            self.setAccessibleName(placed)
            self.setToolTip(text)

    @property
    def entry(self) -> Entry:
        """The candidate shown."""
        return self._picture.entry

    @property
    def key(self) -> tuple[str, Where]:
        """Id and side of the candidate shown; both sides where no paint says which."""
        return self.entry.id, self.entry.side or "both"

    @property
    def site(self) -> str:
        """Where the lesion most likely sits; empty while only the match is known."""
        return self.entry.site

    @property
    def name(self) -> str:
        """Name of the candidate shown."""
        return self.entry.name

    @property
    def shares(self) -> Shares:
        """Shares as drawn."""
        return self.entry.shares

    # ---- size

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._picture.height(width)

    def sizeHint(self) -> QSize:
        return QSize(260, self.heightForWidth(self.width() if self.width() > 160 else 260))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._picture.draw(painter, QSizeF(self.size()), pointed=self.underMouse(), focused=self.hasFocus())
        painter.end()

    def _open(self, is_open: bool) -> None:
        self._picture.open = is_open

    # ---- pointer, focus, keys

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()
        self.entered.emit(self)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()
        self.left.emit(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
        self.entered.emit(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
        self.left.emit(self)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = self.mapToGlobal(self.rect().center()) if keyboard else event.globalPos()
        self.asked.emit(self, at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _STEPS:
            self.stepped.emit(self, _STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            if self.isChecked() != (key == Qt.Key.Key_Right):
                self.click()
        else:
            super().keyPressEvent(event)
