"""Zoom and pan: how the sheet lies behind the canvas. Plain arithmetic, no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

MIN_ZOOM: Final = 1.0
MAX_ZOOM: Final = 24.0


@dataclass(frozen=True)
class Viewport:
    """Screen = sheet times `zoom` plus (x, y), device-independent pixels.

    Attributes
    ----------
    width, height : float
        Size of the canvas, which is also the size of the sheet at zoom 1.
    """

    width: float
    height: float
    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0

    @property
    def fitted(self) -> bool:
        """True where the whole sheet is seen."""
        return self.zoom == MIN_ZOOM and self.x == 0.0 and self.y == 0.0

    def to_sheet(self, x: float, y: float) -> tuple[float, float]:
        """Canvas point -> sheet point."""
        return (x - self.x) / self.zoom, (y - self.y) / self.zoom

    def to_screen(self, x: float, y: float) -> tuple[float, float]:
        """Sheet point -> canvas point."""
        return x * self.zoom + self.x, y * self.zoom + self.y

    def zoomed(self, factor: float, x: float, y: float) -> Viewport:
        """Zoom by `factor` about canvas point (x, y), which stays where it is."""
        zoom = min(max(self.zoom * factor, MIN_ZOOM), MAX_ZOOM)
        k = zoom / self.zoom
        return replace(self, zoom=zoom, x=x + (self.x - x) * k, y=y + (self.y - y) * k)._kept()

    def moved(self, dx: float, dy: float) -> Viewport:
        """Pan by (dx, dy)."""
        return replace(self, x=self.x + dx, y=self.y + dy)._kept()

    def resized(self, width: float, height: float) -> Viewport:
        """The same part of the sheet in the middle of a canvas of another size."""
        if self.fitted or self.width <= 0 or self.height <= 0:
            return Viewport(width, height)
        cx, cy = self.to_sheet(self.width / 2, self.height / 2)
        cx, cy = cx * width / self.width, cy * height / self.height
        return Viewport(width, height, self.zoom, width / 2 - cx * self.zoom, height / 2 - cy * self.zoom)._kept()

    def _kept(self) -> Viewport:
        """The sheet never leaves the canvas."""
        x = min(0.0, max(self.x, self.width * (1 - self.zoom)))
        y = min(0.0, max(self.y, self.height * (1 - self.zoom)))
        return replace(self, x=x, y=y)
