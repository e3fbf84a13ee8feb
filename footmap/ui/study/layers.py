"""Two layers on one outline: nerves or a map on each side of a handle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSlider, QVBoxLayout, QWidget

from footmap.ui.overlay.choice import Choice
from footmap.ui.overlay.map_words import map_words

from .board import Sheet
from .parts import button, label, say

if TYPE_CHECKING:
    from .room import Room

NERVES: Final = "nerves"
STEPS: Final = 100


class LayersPart(QWidget):
    """What stands left and right of the handle, and what follows from where they differ."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self.left, self.right = self._combo(self.tr("Left of the handle")), self._combo(self.tr("Right of the handle"))
        self.right.setCurrentIndex(1)
        self.swap = button(self.tr("Swap"), self._swap)
        self.handle = QSlider(Qt.Orientation.Horizontal)
        self.handle.setRange(0, STEPS)
        self.handle.setValue(STEPS // 2)
        self.handle.setAccessibleName(self.tr("Handle between the layers"))
        self.handle.valueChanged.connect(lambda value: room.board.canvas.set_share(value / STEPS))
        room.board.canvas.swiped.connect(lambda share: self.handle.setValue(round(share * STEPS)))
        self.told = label(tone="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(self.tr("Left of the handle"), "strong"))
        column.addWidget(self.left)
        column.addWidget(label(self.tr("Right of the handle"), "strong"))
        column.addWidget(self.right)
        column.addWidget(self.swap, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(label(self.tr("Drag the handle on the picture, or move it here.")))
        column.addWidget(self.handle)
        column.addWidget(self.told)
        column.addStretch(1)

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.addItem(self.tr("Nerves"), NERVES)
        for id_, words in map_words().items():
            combo.addItem(words.entry, id_)
        combo.activated.connect(lambda _i: self.show_layers())
        return combo

    def enter(self) -> None:
        """Put both layers on the picture."""
        self.show_layers()
        self.left.setFocus(Qt.FocusReason.OtherFocusReason)

    def _swap(self) -> None:
        left = self.left.currentIndex()
        self.left.setCurrentIndex(self.right.currentIndex())
        self.right.setCurrentIndex(left)
        self.show_layers()

    def show_layers(self) -> None:
        """Draw the layers that are chosen."""
        board = self._room.board
        left, right = str(self.left.currentData()), str(self.right.currentData())
        board.present(Sheet(board.body, choice=_choice(left)))
        other = board.body_scene.another_scene(board.session.engine.atlas, board.body_scene.pictures, board)
        other.set_choice(_choice(right))
        board.canvas.set_other(other)
        titles = map_words()
        told = [words.title + "." for id_, words in titles.items() if id_ in (left, right)]
        say(self.told, "\n\n".join(told))
        board.canvas.setAccessibleDescription(f"{self.left.currentText()} | {self.right.currentText()}")


def _choice(layer: str) -> Choice:
    if layer == NERVES:
        return Choice(nerves=True)
    return Choice(dermatomes=next(id_ for id_ in map_words() if id_ == layer))
