"""A strip over the lower edge of the picture that says one thing and goes when told to. Never modal.

It lies on the picture and pushes nothing, so that no stroke slips from under the pen. A failure looks like one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from ..look.tokens import RADIUS, SPACE, Theme

MARGIN_PX: Final = 12
"""From the edges of the picture."""
BELOW_PX: Final = 3
"""From the lower edge: it covers the line under the picture whole, not half."""
MOST_PX: Final = 720


class Notice(QWidget):
    """One sentence with a button to close it, and perhaps one that does something about it."""

    def __init__(self, close: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE[4], SPACE[2], SPACE[3], SPACE[2])
        self._sign = QLabel("!")
        self._sign.setObjectName("sign")
        self._sign.hide()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._run: Callable[[], object] = lambda: None
        self.offer = QToolButton()
        self.offer.setProperty("frame", "true")
        self.offer.clicked.connect(lambda: self._run())
        self._close = QToolButton()
        self._close.setText(close)
        self._close.setAccessibleName(close)
        self._close.setProperty("frame", "true")
        self._close.clicked.connect(self.hide)
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        row.addWidget(self.offer)
        row.addWidget(self._close)
        self._failed = False
        self._theme: Theme | None = None
        self._over: QWidget | None = None
        self.hide()

    def lie_over(self, picture: QWidget) -> None:
        """Lie on the lower edge of a widget and follow it."""
        self._over = picture
        self.setParent(picture.parentWidget())  # beside it, so that a screen reader finds it
        picture.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show):
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        if self._over is None or self.isHidden():
            return
        over, layout = self._over.geometry(), self.layout()
        width = min(MOST_PX, over.width() - 2 * MARGIN_PX)
        height = layout.totalHeightForWidth(width) if layout is not None else 0
        height = max(height, self.minimumSizeHint().height())
        left = over.left() + (over.width() - width) // 2
        self.setGeometry(left, over.bottom() - height - BELOW_PX, width, height)
        self.raise_()

    @property
    def failed(self) -> bool:
        """True while a failure is told."""
        return self._failed and not self.isHidden()

    @property
    def text(self) -> str:
        """The sentence; empty while hidden."""
        return "" if self.isHidden() else self._text.text()

    def show_message(self, sentence: str, offer: str = "", run: Callable[[], object] = lambda: None) -> None:
        """Say something; `offer` names a button that runs something."""
        self._tell(sentence, offer, run, failed=False)

    def show_problem(self, sentence: str, offer: str = "", run: Callable[[], object] = lambda: None) -> None:
        """Say that something has failed, so that it is seen; parameters as in `show_message`."""
        self._tell(sentence, offer, run, failed=True)

    def _tell(self, sentence: str, offer: str, run: Callable[[], object], *, failed: bool) -> None:
        self._run = run
        self._failed = failed
        self._dress()
        self.offer.setText(offer)
        self.offer.setAccessibleName(offer)
        self.offer.setVisible(bool(offer))
        self._text.setText(sentence)
        self._text.setAccessibleName(sentence)
        self.show()
        self._place()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def set_theme(self, theme: Theme) -> None:
        """Dress in a theme."""
        self._theme = theme
        self._dress()

    def _dress(self) -> None:
        t = self._theme
        if t is None:
            return
        edge, wide = (t.emergency, 5) if self._failed else (t.accent, 1)
        ground = t.raised if self._failed else t.accent_soft
        self._sign.setVisible(self._failed)
        self.setStyleSheet(
            f"#notice {{ background: {ground}; border: 1px solid {edge}; border-left: {wide}px solid {edge};"
            f" border-radius: {RADIUS}px; }} #notice QLabel#sign {{ color: {t.emergency}; font-weight: bold; }}"
        )
