"""A page that covers the window, or all of it below its bars, until it is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

WITHIN: Final = Qt.ShortcutContext.WidgetWithChildrenShortcut
"""Where the keys of a page are its own."""
_MOVES: Final = (QEvent.Type.Resize, QEvent.Type.LayoutRequest)


class CoveringPage(QWidget):
    """Stays as large as what it covers, and keeps Tab within itself.

    Parameters
    ----------
    host : QWidget
        The window that is covered.
    top_px : callable, optional
        Height at which the page begins; above it the window stays in sight.
    """

    def __init__(self, host: QWidget, top_px: Callable[[], int] = lambda: 0) -> None:
        super().__init__(host)
        self._host, self._top_px = host, top_px

    def begin_hidden(self) -> None:
        """The parts are made: wait until the page is shown. To be called at the end of a constructor."""
        self._host.installEventFilter(self)
        self.hide()

    def cover(self) -> None:
        """Lie over the window, below what stays in sight of it."""
        top = self._top_px()
        self.setGeometry(0, top, self._host.width(), self._host.height() - top)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page stays as large as the window below its bars."""
        if watched is self._host and self.isVisible() and event.type() in _MOVES:
            self.cover()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round within the page: what lies below it cannot be seen."""
        first: QWidget = self.focusWidget() or self
        part = first
        while True:
            following = part.nextInFocusChain() if forward else part.previousInFocusChain()
            if following is None or following is first:
                return True
            part = following
            tab = part.focusPolicy() & Qt.FocusPolicy.TabFocus
            if self.isAncestorOf(part) and part.isVisible() and part.isEnabled() and tab:
                part.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
                return True
