"""What shows small pictures of the drawing beside the large one: they follow the paint when the hand rests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from ..look.tokens import SPACE

if TYPE_CHECKING:
    from footmap.ui.picture.scene import Scene

WAIT_MS: Final = 120
"""Time without a change after which the small pictures are drawn again."""


class SmallPictures(QWidget):
    """A column of buttons with pictures. They are drawn one at a time, so that none holds up the brush."""

    def __init__(self, object_name: str, name: str, width_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        self.setFixedWidth(width_px)
        self._scene: Scene | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE[1], SPACE[2], SPACE[1], SPACE[2])
        self._column.setSpacing(SPACE[1])
        self._left: list[Callable[[], None]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    def pictures(self) -> Sequence[Callable[[], None]]:
        """What draws each picture that is to be seen now."""
        raise NotImplementedError

    def _add_button(self) -> QToolButton:
        button = QToolButton()
        button.setProperty("thumb", "true")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._column.addWidget(button)
        return button

    def _take_scene(self, scene: Scene) -> None:
        self._scene = scene
        scene.large_ready.connect(self.refresh)
        scene.paint_drawn.connect(self.refresh)

    def refresh(self) -> None:
        """What is drawn has changed; the pictures follow in a moment."""
        if not self.isHidden():
            self._left.clear()
            self._timer.start(WAIT_MS)

    def draw(self) -> None:
        """Draw the pictures now."""
        self.stop()
        if not self.isHidden():
            for one in self.pictures():
                one()

    def stop(self) -> None:
        """Draw nothing more."""
        self._left.clear()
        self._timer.stop()

    def _go_on(self) -> None:
        """Draw the next picture, unless a stroke is under way."""
        if self.isHidden() or self._scene is None:
            return
        if self._scene.painting:
            self.refresh()
            return
        self._left = self._left or list(self.pictures())
        if self._left:
            self._left.pop(0)()
        if self._left:
            self._timer.start(0)
