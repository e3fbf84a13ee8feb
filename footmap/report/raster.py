"""Shapes with patterns, drawn on layers of a pixel canvas. Agg only, never Qt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import NDArray
from shapely import MultiPolygon

from footmap.core.sheet import Cell

from .pixels import PixelCanvas, PixelRows, sheet_rings

DPI: Final = 100.0
BAND: Final = 64
"""Rows of pixels that are composed at a time, so that they stay in the processor's cache."""


def shape_path(shape: MultiPolygon, cell: Cell) -> Path | None:
    """A view's shape (right-limb mm) as a path on the sheet, holes kept; None where it is empty."""
    vertices: list[NDArray[np.float64]] = []
    codes: list[NDArray[np.uint8]] = []
    for points in sheet_rings(shape, cell):
        code = np.full(len(points), Path.LINETO, np.uint8)
        code[0], code[-1] = Path.MOVETO, Path.CLOSEPOLY
        vertices.append(points)
        codes.append(code)
    return Path(np.concatenate(vertices), np.concatenate(codes)) if vertices else None


class PixelLayer:
    """A transparent sheet to draw shapes on; sheet units."""

    def __init__(self, canvas: PixelCanvas) -> None:
        self._px_per_unit = canvas.px_per_unit
        self.figure = Figure(figsize=(canvas.width_px / DPI, canvas.height_px / DPI), dpi=DPI)
        self._canvas = FigureCanvasAgg(self.figure)
        self.figure.patch.set_alpha(0.0)
        self.axes: Axes = self.figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self.axes.set_axis_off()
        self.axes.set_xlim(0.0, canvas.width_px / canvas.px_per_unit)
        self.axes.set_ylim(0.0, canvas.height_px / canvas.px_per_unit)

    def points(self, px: float) -> float:
        """Typographic points of a width in pixels."""
        return px * 72.0 / DPI

    def fill(self, path: Path, colour: str, opacity: float) -> None:
        """Fill a path."""
        self._add(PathPatch(path, facecolor=(*to_rgb(colour), opacity), edgecolor="none", linewidth=0.0))

    def line(self, path: Path, colour: str, opacity: float, width_px: float) -> None:
        """Draw the outline of a path."""
        patch = PathPatch(
            path,
            facecolor="none",
            edgecolor=(*to_rgb(colour), opacity),
            linewidth=self.points(width_px),
            joinstyle="round",
        )
        self._add(patch)

    def _add(self, artist: Artist) -> None:
        self.axes.add_artist(artist)

    def bands(self) -> Iterator[tuple[slice, PixelRows]]:
        """The layer in bands of rows, empty ones left out: numbers 0-1, colours not multiplied by opacity."""
        self._canvas.draw()
        pixels = np.asarray(self._canvas.buffer_rgba())
        for first in range(0, len(pixels), BAND):
            rows = slice(first, min(first + BAND, len(pixels)))
            if pixels[rows, :, 3].any():
                yield rows, pixels[rows].astype(np.float32) / np.float32(255.0)
