"""Beside a view in focus: the same limb small, each with another dermatome map, to see where they differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from ..look.tokens import SPACE, Theme
from ..overlay.map_words import map_words
from .small_pictures import SmallPictures

if TYPE_CHECKING:
    from footmap.core.atlas import MapId
    from footmap.ui.picture.scene import Scene

WIDTH_PX: Final = 176
LEAST_PX: Final = 90
ROOM_PX: Final = 620
"""The canvas and the pictures together must be at least this wide."""


class MapsBeside(SmallPictures):
    """One button for each map that is not drawn large. Hidden unless it is switched on, a view is in focus and its
    dermatomes are shown.

    Parameters
    ----------
    toggle : QAction
        Shows and hides it.

    Signals
    -------
    chosen(str)
        The map that is to be drawn large.
    """

    chosen = Signal(str)

    def __init__(self, toggle: QAction, name: str, parent: QWidget | None = None) -> None:
        super().__init__("maps", name, WIDTH_PX, parent)
        self._toggle = toggle
        self.maps: dict[MapId, QToolButton] = {}
        for map_ in map_words():
            button = self._add_button()
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setFixedWidth(WIDTH_PX - 2 * SPACE[1])
            button.clicked.connect(lambda _on=False, map_=map_: self.chosen.emit(map_))
            self.maps[map_] = button
        self.retranslate()
        toggle.toggled.connect(lambda _on: self.follow())
        self.hide()

    def retranslate(self) -> None:
        """Take the names of the maps in the language that is spoken now."""
        for map_, words in map_words().items():
            button = self.maps[map_]
            button.setText(words.short)
            button.setAccessibleName(words.entry)
            button.setToolTip(words.title)

    def set_scene(self, scene: Scene) -> None:
        """Show the pictures of a scene."""
        self._take_scene(scene)
        self.follow()

    def set_theme(self, _theme: Theme) -> None:
        """Draw in another theme."""
        self.refresh()

    def follow(self) -> None:
        """Focus, map, size or theme changed: show what is to be seen, and draw it in a moment."""
        scene = self._scene
        large = scene.choice.dermatomes if scene is not None and not scene.bare else None
        wanted = self._toggle.isChecked() and scene is not None and scene.focus is not None and large is not None
        for map_, button in self.maps.items():
            button.setVisible(map_ != large)
        around = self.parentWidget()
        self.setVisible(wanted and (around is None or around.width() >= ROOM_PX))
        self.refresh()

    def pictures(self) -> Sequence[Callable[[], None]]:
        """One for each map that is not drawn large."""
        scene = self._scene
        if scene is None or scene.focus is None:
            return ()
        shown = [map_ for map_, button in self.maps.items() if not button.isHidden()]
        spare = self.height() - 2 * SPACE[2] - SPACE[1] * len(shown)
        height = max(spare // max(len(shown), 1), LEAST_PX)
        for map_ in shown:
            button = self.maps[map_]
            button.setFixedHeight(height)
            words = button.fontMetrics().height() + 2 * SPACE[2]
            button.setIconSize(QSize(button.width() - 2 * SPACE[1], height - words))
        return [partial(self._draw, map_) for map_ in shown]

    def _draw(self, map_: MapId) -> None:
        scene, button = self._scene, self.maps[map_]
        if scene is not None and scene.focus is not None:
            size = button.iconSize()
            button.setIcon(QIcon(scene.map_picture(scene.focus, map_, size.width(), size.height())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()
