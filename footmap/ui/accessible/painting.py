"""Everything that works without a pointer: regions by keyboard, from a list, and for assistive technology."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from .accessible_canvas import offer
from .keyboard_hand import KeyboardHand
from .region_chooser import RegionChooser
from .regions import Regions

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from footmap.ui.canvas.canvas import Canvas
    from footmap.ui.document.session import Session
    from footmap.ui.settings.brush_settings import BrushSettings
    from footmap.ui.shell.actions import Actions
    from footmap.ui.shell.statusline import StatusLine
    from footmap.ui.shell.topbar import TopBar


class AccessiblePainting(QObject):
    """Connects the regions of the open case with keys, list and canvas.

    Parameters
    ----------
    topbar : TopBar
        Names and pictures of the qualities.
    host : QWidget
        The window.

    Attributes
    ----------
    regions : Regions
    """

    def __init__(
        self,
        session: Session,
        host: QWidget,
        *,
        canvas: Canvas,
        settings: BrushSettings,
        commands: Actions,
        topbar: TopBar,
        status: StatusLine,
    ) -> None:
        super().__init__(host)
        self._host = host
        self._settings, self._commands, self._topbar, self._status = settings, commands, topbar, status
        self.regions = Regions(session, canvas, settings, topbar.quality_names, self)
        self._hand = KeyboardHand(canvas, self.regions, commands.walk_regions, commands.lead_tool, self)
        offer(canvas, self.regions)
        for action in (commands.walk_regions, commands.lead_tool):
            action.toggled.connect(partial(self._hint, action))
        commands.choose_region.triggered.connect(self.choose)

    def _hint(self, action: QAction, on: bool) -> None:
        """The keys of what begins, or again what the tool does."""
        tool = self._commands.tools.checkedAction()
        shown = action if on or tool is None else tool
        self._status.show_hint(shown.statusTip())

    def show_region(self, region: str) -> None:
        """Stand on a region of the right limb, or of the left one where the keyboard is there already."""
        if not self._commands.walk_regions.isChecked():
            self._commands.walk_regions.trigger()
        place = self.regions.place
        self.regions.find(place.side if place is not None else "right", region)

    def choose(self) -> None:
        """Show the list of regions."""
        for chooser in self._host.findChildren(RegionChooser):
            if chooser.isVisible():
                chooser.activateWindow()
                return
        buttons = self._topbar.qualities
        qualities = {q: (name, buttons[q].icon()) for q, name in self._topbar.quality_names.items()}
        RegionChooser(self.regions, self._settings, qualities, self._host)
