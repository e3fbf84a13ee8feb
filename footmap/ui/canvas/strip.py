"""The strip beside a view in focus: small pictures of all views with their paint, to go to another one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from ..look import icons
from ..look.tokens import SPACE, STRIP_PX, Density, Theme
from .small_pictures import SmallPictures

if TYPE_CHECKING:
    from footmap.core.views import ViewId
    from footmap.ui.picture.scene import Scene

LEAST_PX: Final = 44
MOST_PX: Final = 104
RIM_PX: Final = 8
"""Room around a picture for the frame of its button."""


class Strip(SmallPictures):
    """One button for each view, and one for the whole sheet on top. Hidden while the whole sheet is shown.

    Signals
    -------
    chosen(object)
        View to show large; None for the whole sheet.
    """

    chosen = Signal(object)

    def __init__(self, name: str, back: str, parent: QWidget | None = None) -> None:
        super().__init__("strip", name, STRIP_PX, parent)
        self._column.setContentsMargins(SPACE[1], SPACE[2], SPACE[1] + 1, SPACE[2])
        self.back = self._button(None, back)
        self.back.setToolTip(f"{back}  (Esc)")
        self.back.setFixedHeight(LEAST_PX)
        self.views: dict[ViewId, QToolButton] = {}
        self.hide()

    def _button(self, view: ViewId | None, name: str) -> QToolButton:
        button = self._add_button()
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setFixedWidth(self.width() - 2 * SPACE[1] - 1)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda: self._choose(view))
        button.installEventFilter(self)
        return button

    def _choose(self, view: ViewId | None) -> None:
        self._mark(self._scene.focus if self._scene is not None else None)
        self.chosen.emit(view)

    def set_scene(self, scene: Scene, headings: Mapping[ViewId, str]) -> None:
        """Show the pictures of a scene, in the order of `headings`."""
        self._take_scene(scene)
        for view, heading in headings.items():
            if view not in self.views:
                self.views[view] = self._button(view, heading)
                self.views[view].setCheckable(True)
        self.follow()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.back.setIcon(icons.icon("fit", theme))
        self.refresh()

    def set_density(self, density: Density) -> None:
        """Make the pictures larger or smaller."""
        self.setFixedWidth(density.strip_px)
        for button in (self.back, *self.views.values()):
            button.setFixedWidth(density.strip_px - 2 * SPACE[1] - 1)
        self.draw()

    def follow(self) -> None:
        """Zoom, size, theme or focus changed: show the strip if a view is in focus, and mark its picture."""
        focus = self._scene.focus if self._scene is not None else None
        self._mark(focus)
        if self.isHidden() != (focus is None):
            self.setVisible(focus is not None)
            self.draw()

    def _mark(self, focus: ViewId | None) -> None:
        for view, button in self.views.items():
            button.setChecked(view == focus)

    def pictures(self) -> Sequence[Callable[[], None]]:
        """One for each view."""
        if self._scene is None or not self.views:
            return ()
        spare = self.height() - LEAST_PX - 2 * SPACE[2] - SPACE[1] * len(self.views)
        height = min(max(spare // len(self.views), LEAST_PX), MOST_PX)
        size = QSize(self.back.width() - RIM_PX, height - RIM_PX)
        for button in self.views.values():
            button.setFixedHeight(height)
            button.setIconSize(size)
        return [partial(self._draw, view, size) for view in self.views]

    def _draw(self, view: ViewId, size: QSize) -> None:
        if self._scene is not None:
            self.views[view].setIcon(QIcon(self._scene.thumbnail(view, size.width(), size.height())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.draw()

    def eventFilter(self, button: QObject, event: QEvent) -> bool:
        """Arrow keys walk from picture to picture; return shows one."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            order = [self.back, *self.views.values()]
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None and isinstance(button, QToolButton) and button in order:
                order[(order.index(button) + step) % len(order)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QToolButton):
                button.click()
                return True
        return super().eventFilter(button, event)
