"""Says aloud who leads the ranking, once, when that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

if TYPE_CHECKING:
    from footmap.core.localiser.candidates import Depth
    from footmap.ui.panel.panel import SidePanel


class LeaderVoice(QObject):
    """Tells a screen reader the new leader of the list in front; beside the clues, of the conditions.

    An emergency is not told here: its bar raises an alert.
    """

    def __init__(self, panel: SidePanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self._known: dict[Depth, tuple[str, str]] = {}

    def follow(self) -> None:
        """The panel shows another reading."""
        lists = self._panel.lists
        front = min(self._panel.tabs.currentIndex(), len(lists) - 1)
        for k, list_ in enumerate(lists):
            row = next(iter(list_.rows), None)
            key = row.key if row is not None else ("", "")
            if key != self._known.get(list_.layer) and row is not None and k == front and not row.entry.emergency:
                self._say(self.tr("First now: {0}").format(row.accessibleName()))
            self._known[list_.layer] = key

    def _say(self, words: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._panel, words))
