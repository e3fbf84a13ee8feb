"""The line below the canvas: what lies under the pointer, and the zoom."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from ..look.elided import Elided
from ..look.plain import tip_of
from ..look.theme import write
from ..look.tokens import SPACE, STATUS_PX, Density

MESSAGE_MS: Final = 8000
BUSY_MS: Final = 300
REGION_PX: Final = 120
SKIN_PX: Final = 400
MAPS_PX: Final = 130
"""Least widths of the region under the pointer, of other names there, and of the maps, device-independent pixels."""


class StatusLine(QWidget):
    """Names of the skin under the pointer; a message takes their place for a while."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusline")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(STATUS_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE[4], 0, SPACE[4], 0)
        row.setSpacing(SPACE[5])
        self._region = Elided(REGION_PX)
        self._region.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._rest = Elided(SKIN_PX)
        self._rest.setProperty("tone", "muted")
        self._busy = QLabel()
        self._busy.setProperty("tone", "muted")
        self._maps = Elided(MAPS_PX)
        self._maps.setProperty("tone", "muted")
        self._zoom = QLabel()
        self._zoom.setProperty("tone", "muted")
        row.addWidget(self._region)
        row.addWidget(self._rest, 1)
        row.addWidget(self._busy, 0, Qt.AlignmentFlag.AlignRight)
        row.addWidget(self._maps)
        row.addWidget(self._zoom, 0, Qt.AlignmentFlag.AlignRight)
        self._row = row
        self._message = ""
        self._hint = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._clear_message)
        self._busy_timer = QTimer(self)
        self._busy_timer.setSingleShot(True)
        self._busy_timer.setInterval(BUSY_MS)
        self._busy_timer.timeout.connect(lambda: self._busy.setText(self.tr("Computing …")))
        self.restyle()

    @property
    def text(self) -> str:
        """What is written on the left: names of the skin, or a message."""
        rest = self._rest.text() if self._region.text() or self._rest.text() != self._hint else ""
        return " ".join(part for part in (self._region.text(), rest) if part)

    def add_way_out(self, action: QAction, words: str) -> None:
        """A button at the end of the line that is there while `action` is switched on, and switches it off."""
        button = QToolButton()
        button.setText(words)
        button.setAccessibleName(words)
        button.setToolTip(action.toolTip())
        button.setProperty("frame", "true")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(action.trigger)
        action.toggled.connect(button.setVisible)
        button.setVisible(action.isChecked())
        self._row.addWidget(button)

    def set_density(self, density: Density) -> None:
        """Take height and fonts."""
        self.setFixedHeight(density.status_px)
        self.restyle()

    def restyle(self) -> None:
        """Take the fonts of the present theme."""
        write(self._region, "strong")
        write(self._rest, "body")

    def show_skin(self, region: str, rest: str) -> None:
        """Name the skin under the pointer; empty when there is none, and the hint takes their place."""
        if self._message:
            return
        rest = rest if region or rest else self._hint
        if region != self._region.text():
            self._region.setText(region)
            self._region.setToolTip(region)
        if rest != self._rest.text():
            self._rest.setText(rest)

    def show_hint(self, text: str) -> None:
        """How the chosen tool is used, for as long as the pointer is not on skin."""
        fresh = not self.text
        self._hint = text
        if fresh:
            self.show_skin("", "")

    def show_message(self, text: str) -> None:
        """One sentence for the user, for some seconds."""
        self._message = text
        self._region.setText("")
        self._rest.setText(text)
        self._rest.setToolTip(tip_of(text))
        self._timer.start(MESSAGE_MS)

    def _clear_message(self) -> None:
        self._message = ""
        self._rest.setToolTip("")
        self.show_skin("", "")

    def show_busy(self, busy: bool) -> None:
        """Say that something is being computed, once that takes noticeable time."""
        if busy and not self._busy_timer.isActive() and not self._busy.text():
            self._busy_timer.start()
        elif not busy:
            self._busy_timer.stop()
            self._busy.setText("")

    def show_maps(self, names: str) -> None:
        """Say whose maps are shown; empty when there are none."""
        self._maps.setText(names)
        self._maps.setToolTip(names)
        self._maps.setVisible(bool(names))

    @property
    def maps(self) -> str:
        """Whose maps are shown, in words."""
        return self._maps.text()

    def show_zoom(self, text: str) -> None:
        """Name of what is shown and its zoom."""
        self._zoom.setText(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, STATUS_PX)
