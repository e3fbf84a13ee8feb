"""Explore: look a structure up, lay two maps over each other, and change something and see what is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from footmap.ui.look.tokens import SPACE
from footmap.ui.panel.pieces import FlowRow

from .find import FindPart
from .layers import LayersPart
from .what_if import WhatIfPart

if TYPE_CHECKING:
    from .room import Room

FIND, LAYERS, CHANGE = range(3)
PARTS: Final = (FIND, LAYERS, CHANGE)


class ExplorePanel(QWidget):
    """Three ways to explore; one is shown at a time.

    Attributes
    ----------
    lookup : FindPart
    layers : LayersPart
    change : WhatIfPart
    """

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self.lookup, self.layers, self.change = FindPart(room), LayersPart(room), WhatIfPart(room)
        self.stack = QStackedWidget()
        row = FlowRow()
        group = QButtonGroup(self)
        names = self.tr("Look up"), self.tr("Two layers"), self.tr("What if")
        self.ways: list[QPushButton] = []
        parts: tuple[QWidget, ...] = self.lookup, self.layers, self.change
        for k, part in enumerate(parts):
            one = QPushButton(names[k])
            one.setCheckable(True)
            one.setAutoDefault(False)
            one.setProperty("grade", "true")
            one.clicked.connect(lambda _on=False, k=k: self.show_part(k))
            group.addButton(one)
            row.add(one)
            self.ways.append(one)
            self.stack.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(SPACE[3])
        outer.addWidget(row)
        outer.addWidget(self.stack, 1)

    def show_part(self, part: int) -> None:
        """Turn to one of the three."""
        self.leave()
        self.ways[part].setChecked(True)
        self.stack.setCurrentIndex(part)
        (self.lookup, self.layers, self.change)[part].enter()

    def enter(self) -> None:
        """Go on where it was left."""
        self.show_part(max(self.stack.currentIndex(), 0))

    def leave(self) -> None:
        """Nothing of it stays on the picture."""
        self._room.board.canvas.set_other(None)
