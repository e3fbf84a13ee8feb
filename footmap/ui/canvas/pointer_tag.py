"""What the pointer is over, written beside it: the side at once, the names when it rests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel, QWidget

from ..look.theme import write
from ..look.tokens import Theme

if TYPE_CHECKING:
    from footmap.core.views import Side

OFF_PX: Final = 16
"""From the pointer."""
REST_MS: Final = 450
STEADY_PX: Final = 10
"""A pointer that moves no farther rests."""


class PointerTag(QLabel):
    """A little card that follows the pointer and lets everything through.

    Parameters
    ----------
    letters : mapping of side to str
        Translated.
    """

    def __init__(self, letters: Mapping[Side, str], canvas: QWidget) -> None:
        super().__init__(canvas)
        self.setObjectName("pointertag")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(False)
        self._canvas = canvas
        self._letters = letters
        self._styles: dict[Side, str] = {}
        self._side: Side = "right"
        self._names: tuple[str, ...] = ()
        self._at = QPoint()
        self._rested_at = QPoint()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._spell_out)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Dress in a theme: each side has its colour."""
        self._styles = {
            side: f"#pointertag {{ background: {theme.surface}; color: {theme.text}; border: 1px solid {theme.edge};"
            f" border-left: 4px solid {theme.sides[side]}; border-radius: 4px; padding: 1px 5px; }}"
            for side in self._letters
        }
        self._dress()

    def follow(self, at: QPoint, side: Side, names: Sequence[str]) -> None:
        """The pointer is at a canvas point over a limb; `names` of the skin there are written once it rests."""
        self._at = at
        if side != self._side:
            self._side = side
            self._dress()
        told = self._names
        self._names = tuple(name for name in names if name)
        spelled = self.isVisible() and "\n" in self.text()
        steady = (at - self._rested_at).manhattanLength() <= STEADY_PX
        if not spelled or told != self._names or not steady:
            self._say(self._letters[side])
            self._rest.start()
        else:
            self._place()
        self.show()

    def _dress(self) -> None:
        self.setStyleSheet(self._styles.get(self._side, ""))
        write(self, "caption")  # a style sheet takes the font away

    def _spell_out(self) -> None:
        if not self.isHidden() and self._names:
            self._rested_at = self._at
            self._say("\n".join((self._letters[self._side], *self._names)))

    def _say(self, text: str) -> None:
        if text != self.text():
            self.setText(text)
            self.adjustSize()
        self._place()

    def _place(self) -> None:
        """Right below the pointer, or on the side that has room."""
        x, y = self._at.x() + OFF_PX, self._at.y() + OFF_PX
        if x + self.width() > self._canvas.width():
            x = self._at.x() - OFF_PX - self.width()
        if y + self.height() > self._canvas.height():
            y = self._at.y() - OFF_PX - self.height()
        self.move(max(0, x), max(0, y))

    def hideEvent(self, event: QHideEvent) -> None:
        self._rest.stop()
        super().hideEvent(event)
