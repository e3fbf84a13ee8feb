"""Everything that works without a pointer: regions by keyboard, from a list, and for assistive technology."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from .accessible_canvas import offer
from .keyboard_hand import KeyboardHand
from .region_chooser import RegionChooser
from .regions import Regions

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from footmap.ui.document.session import Session
    from footmap.ui.parts import Parts


class AccessiblePainting(QObject):
    """Connects the regions of the open case with keys, list and canvas.

    Parameters
    ----------
    host : QWidget
        The window.

    Attributes
    ----------
    regions : Regions
    """

    def __init__(self, session: Session, parts: Parts, host: QWidget) -> None:
        super().__init__(host)
        self._parts, self._host = parts, host
        a = parts.commands
        self.regions = Regions(session, parts.canvas, parts.settings, parts.topbar.quality_names, self)
        self._hand = KeyboardHand(parts.canvas, self.regions, a.walk_regions, a.lead_tool, self)
        parts.canvas.regions = self.regions
        offer(parts.canvas)
        for action in (a.walk_regions, a.lead_tool):
            action.toggled.connect(lambda on, action=action: self._hint(on, action))
        a.choose_region.triggered.connect(self.choose)

    def _hint(self, on: bool, action: QAction) -> None:
        """The keys of what begins, or again what the tool does."""
        tool = self._parts.commands.tools.checkedAction()
        shown = action if on or tool is None else tool
        self._parts.status.show_hint(shown.statusTip())

    def choose(self) -> None:
        """Show the list of regions."""
        for sheet in self._host.findChildren(RegionChooser):
            if sheet.isVisible():
                sheet.activateWindow()
                return
        buttons = self._parts.topbar.qualities
        qualities = {q: (name, buttons[q].icon()) for q, name in self._parts.topbar.quality_names.items()}
        RegionChooser(self.regions, self._parts.settings, qualities, self._host)
