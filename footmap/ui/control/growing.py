"""Writing, controls and the panel grow with the window."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QSplitter, QWidget

from ..look.look import Look

REST_MS: Final = 120
"""While an edge of the window is dragged, everything grows when the hand rests, not at each step."""


class Growing(QObject):
    """Tells the look how large the window is; a single change of size is followed at once.

    Parameters
    ----------
    splitter : QSplitter
        Its second part keeps its share of what the writing needs.
    host : QWidget
        The window.
    """

    def __init__(self, look: Look, splitter: QSplitter, host: QWidget) -> None:
        super().__init__(host)
        self._look, self._splitter, self._host = look, splitter, host
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._fit)
        self._moving = QTimer(self)
        self._moving.setSingleShot(True)
        self._moving.setInterval(REST_MS)
        host.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            if self._moving.isActive():
                self._rest.start()
            else:
                self._fit()
            self._moving.start()
        elif event.type() == QEvent.Type.Close:
            self._moving.stop()
            if self._rest.isActive():  # the window may stay open after all
                self._rest.stop()
                self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        before = self._look.density.growth
        self._look.fit(self._host.width(), self._host.height())
        after = self._look.density.growth
        if after != before:
            whole = sum(self._splitter.sizes())
            panel = round(self._splitter.sizes()[1] * after / before)
            self._splitter.setSizes([whole - panel, panel])
