"""All tools, in the order of the rail, with their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from .brush import Brush, Eraser
from .fill import Fill
from .lasso import Lasso
from .pan import Pan
from .pick import Pick

if TYPE_CHECKING:
    from footmap.ui.settings.brush_settings import BrushSettings

    from .base import Tool


def make_tools(settings: BrushSettings) -> tuple[Tool, ...]:
    """One of each."""
    return (Brush(settings), Eraser(settings), Lasso(settings), Fill(settings), Pick(), Pan())


class ToolWords(QObject):
    """Translated names of the tools, and how they are used."""

    def name(self, id_: str) -> str:
        """Name on buttons and in menus."""
        return {
            "brush": self.tr("Brush"),
            "eraser": self.tr("Eraser"),
            "lasso": self.tr("Lasso"),
            "fill": self.tr("Fill a region"),
            "pick": self.tr("Pick a stroke"),
            "pan": self.tr("Move the sheet"),
        }[id_]

    def hint(self, id_: str) -> str:
        """One line for the status line."""
        return {
            "brush": self.tr("Brush: drag to paint. Shift draws a straight line, Ctrl and wheel change the width."),
            "eraser": self.tr("Eraser: drag to take paint away. Shift draws a straight line."),
            "lasso": self.tr("Lasso: draw round the skin to mark. With Alt or Ctrl it erases."),
            "fill": self.tr("Fill: click a region to mark it. With Alt or Ctrl it erases."),
            "pick": self.tr("Pick: click paint to select its stroke, then change its quality or delete it."),
            "pan": self.tr("Move: drag the sheet; the wheel zooms."),
        }[id_]
