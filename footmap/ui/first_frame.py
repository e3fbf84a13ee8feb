"""The first frame of the window: bars and panel without content, painted before anything else is imported."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QBrush, QColor, QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import QWidget

from .look.tokens import DESK, PANEL_PX, SPINE_ROOM_PX, THEMES, ThemeName, growth, spine_width


def paint_first_frame(host: QWidget, theme: ThemeName | None, spine: bool) -> None:
    """Paint the shell of `host`, from its paint event, where its parts will be.

    Parameters
    ----------
    host : QWidget
    theme : {"light", "dark", "contrast"} or None
        None follows the desktop.
    spine : bool
        Whether the spine will be shown, where there is room for it.
    """
    t = THEMES[theme or ("dark" if _dark_desktop() else "light")]
    width, height = host.width(), host.height()
    size = DESK.grown(growth(width, height))
    inner = height - size.topbar_px - size.status_px
    left = size.rail_px
    if spine and width >= SPINE_ROOM_PX * size.type_scale:
        left += spine_width(width, inner, size.type_scale)
    area = QRect(left, size.topbar_px, width - left - round(PANEL_PX * size.growth), inner)
    painter = QPainter(host)
    for colour, rect in ((t.surface, host.rect()), (t.line, area.adjusted(-1, -1, 1, 1)), (t.ground, area)):
        painter.setBackground(_brush(colour))
        painter.eraseRect(rect)
    painter.end()


def _brush(colour: str) -> QBrush:
    """A brush made through a palette: QBrush and fillRect would first make Python build every enumeration of Qt."""
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor(colour))
    return palette.window()


def _dark_desktop() -> bool:
    """A first guess that asks Qt for little: is the desktop's own ground dark?"""
    return QGuiApplication.palette().window().color().lightness() < 128
