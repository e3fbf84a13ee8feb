"""The timeline: plots of all visits, drawn elsewhere and shown here; saved as a picture or a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from footmap.ui.look.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

PAUSE_MS: Final = 200
"""After the last change of the size, before the plots are drawn anew."""


class TimelineView(QWidget):
    """Shows what has been drawn for it.

    Signals
    -------
    resized()
        The plots should be drawn for another width.
    picture_wanted(), table_wanted()
        Save the plots, or their values.
    """

    resized = Signal()
    picture_wanted = Signal()
    table_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.plots = QLabel()
        self.plots.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.plots.setAccessibleName(self.tr("Painted area, pain, leading candidates and changed answers in time"))
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.plots)
        self.area.setAccessibleName(self.plots.accessibleName())
        self.state = QLabel()
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.state.setProperty("tone", "muted")
        self.save_picture = self._button(self.tr("Save as a picture…"), self.picture_wanted.emit)
        self.save_table = self._button(self.tr("Save as a table…"), self.table_wanted.emit)
        ends = QHBoxLayout()
        ends.setSpacing(SPACE[2])
        ends.addWidget(self.state, 1)
        ends.addWidget(self.save_picture)
        ends.addWidget(self.save_table)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(SPACE[2])
        outer.addWidget(self.area, 1)
        outer.addLayout(ends)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.resized)
        self.tell("")

    def _button(self, words: str, run: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: run())
        return button

    @property
    def room(self) -> QSize:
        """Room for the plots, device-independent pixels."""
        return self.area.viewport().size()

    def tell(self, sentence: str, *, ready: bool = False) -> None:
        """Say how far it is; `ready` if there is something to save."""
        self.state.setText(sentence)
        self.state.setAccessibleName(sentence)
        for button in (self.save_picture, self.save_table):
            button.setEnabled(ready)

    def show_plots(self, png: bytes, ratio: float, description: str) -> None:
        """Show plots that were drawn for so many device pixels per device-independent pixel."""
        picture = QPixmap()
        picture.loadFromData(QByteArray(png))
        picture.setDevicePixelRatio(ratio)
        self.plots.setPixmap(picture)
        for part in (self.plots, self.area):
            part.setAccessibleDescription(description)

    def clear(self) -> None:
        """Show nothing."""
        self.plots.clear()
        self.tell("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._pause.start()

    def stop(self) -> None:
        """Draw no more."""
        self._pause.stop()
