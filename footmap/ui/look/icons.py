"""Icons: our own drawings with ``currentColor``, tinted to the theme through QSvgRenderer."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from footmap.data import resources

from .theme import blend
from .tokens import Theme

SIZE_PX = 20
"""Edge of a tool icon in device-independent pixels."""


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return (resources.root() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, colour: str, size_px: int = SIZE_PX, ratio: float = 1.0, pad_px: int = 0) -> QPixmap:
    """Drawing `name` in `colour`, `size_px` wide at device pixel ratio `ratio`, with `pad_px` clear on its right."""
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    out = QPixmap(round((size_px + pad_px) * ratio), round(size_px * ratio))
    out.fill(Qt.GlobalColor.transparent)
    painter = QPainter(out)
    renderer.render(painter, QRectF(0, 0, out.height(), out.height()))
    painter.end()
    out.setDevicePixelRatio(ratio)
    return out


def icon(name: str, theme: Theme, size_px: int = SIZE_PX, pad_px: int = 0) -> QIcon:
    """Icon `name` for `theme`: normal, switched on and disabled, at the ratios of the screens."""
    out = QIcon()
    quiet = blend(theme.muted, theme.surface, 0.45).name()
    for ratio in {1.0, *(math.ceil(screen.devicePixelRatio()) for screen in QGuiApplication.screens())}:
        out.addPixmap(pixmap(name, theme.muted, size_px, ratio, pad_px), QIcon.Mode.Normal, QIcon.State.Off)
        out.addPixmap(pixmap(name, theme.accent, size_px, ratio, pad_px), QIcon.Mode.Normal, QIcon.State.On)
        out.addPixmap(pixmap(name, quiet, size_px, ratio, pad_px), QIcon.Mode.Disabled, QIcon.State.Off)
    return out
