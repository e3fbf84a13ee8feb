"""A pixel canvas: pictures of skin, washes that keep the shading, and what is laid over both; numpy and Pillow alone.

Coordinates are sheet units, y up; a canvas knows its pixels per unit. Colours are linear 0-1 sRGB numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Protocol

import numpy as np
import shapely
from numpy.typing import NDArray
from PIL import Image
from shapely import MultiPolygon
from shapely.geometry.polygon import orient

from footmap.core.sheet import Cell
from footmap.data.resources import MAGNIFICATIONS

PixelRows = NDArray[np.float32]
FADED: Final = 0.12
FIRM: Final = 0.75
"""Opacities of the skin between which a wash on it grows from nothing to full strength."""
PAPER: Final = (1.0, 1.0, 1.0)


class Layer(Protocol):
    """A transparent sheet of the size of a canvas."""

    def bands(self) -> Iterator[tuple[slice, PixelRows]]:
        """Bands of rows, empty ones left out: numbers 0-1, colours not multiplied by opacity."""
        ...


def sheet_rings(shape: MultiPolygon, cell: Cell) -> Iterator[NDArray[np.float64]]:
    """Closed rings (n, 2) of a view's shape (right-limb mm) on the sheet; holes run the other way round."""
    for polygon in shape.geoms:
        oriented = orient(polygon)
        for ring in (oriented.exterior, *oriented.interiors):
            yield to_sheet(np.asarray(ring.coords)[:, :2], cell)


def magnification(px_per_mm: float, drawn: float) -> int:
    """The stored picture to draw from: the smallest that has `px_per_mm`, give or take 2 %, or else the largest.

    Parameters
    ----------
    px_per_mm, drawn : float
        Wanted, and of the 1x picture.
    """
    return next((n for n in MAGNIFICATIONS if px_per_mm <= 1.02 * n * drawn), MAGNIFICATIONS[-1])


def to_sheet(points: NDArray[np.float64], cell: Cell) -> NDArray[np.float64]:
    """View points (n, 2), right-limb mm -> sheet units."""
    factor = np.array([cell.mirror * cell.scale, cell.scale])
    return np.asarray(points * factor + np.array(cell.origin))


class PixelCanvas:
    """Pixels of a chart under construction.

    Parameters
    ----------
    width, height : float
        Sheet units.
    px_per_unit : float
        Pixels per sheet unit.
    """

    def __init__(self, width: float, height: float, px_per_unit: float) -> None:
        self.px_per_unit = px_per_unit
        self.width_px = max(1, round(width * px_per_unit))
        self.height_px = max(1, round(height * px_per_unit))
        self.colour: PixelRows = np.empty((self.height_px, self.width_px, 3), np.float32)
        self.colour[:] = PAPER
        self.skin: PixelRows = np.zeros((self.height_px, self.width_px), np.float32)
        """Opacity of the pictures: where there is a limb, and how far it has faded."""
        self.bare: PixelRows = np.ones((self.height_px, self.width_px), np.float32)
        """Share of the paper that shows through: 1 where nothing was drawn."""

    def picture(self, image: Image.Image, cell: Cell) -> None:
        """Lay a view's picture (RGBA, right limb) into its cell."""
        k, box = self.px_per_unit, cell.box
        left, right = round(box.left * k), round(box.right * k)
        top, bottom = self.height_px - round(box.top * k), self.height_px - round(box.bottom * k)
        size = (right - left, bottom - top)
        # Resizing with colours multiplied by opacity keeps dark fringes out of the soft edges.
        small = image.convert("RGBa").resize(size, Image.Resampling.HAMMING)
        if cell.mirror < 0:
            small = small.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        premultiplied = np.asarray(small, np.float32) / 255.0
        rows, columns = slice(max(0, top), bottom), slice(max(0, left), right)
        part = premultiplied[max(0, -top) :, max(0, -left) :][
            : self.height_px - rows.start, : self.width_px - columns.start
        ]
        alpha = part[..., 3:]
        self.colour[rows, columns] = self.colour[rows, columns] * (1.0 - alpha) + part[..., :3]
        self.skin[rows, columns] = np.maximum(self.skin[rows, columns], part[..., 3])
        self.bare[rows, columns] *= 1.0 - part[..., 3]

    def wash(self, layer: Layer) -> None:
        """Tint the skin with a layer so that light and shade, ink and the soft upper edges stay."""
        for rows, rgba in layer.bands():
            colour, skin = self.colour[rows], _firm(self.skin[rows, :, None])
            tint, strength = rgba[..., :3], rgba[..., 3:] * skin
            light = (colour @ np.array([0.30, 0.59, 0.11], np.float32))[..., None] / np.float32(0.90)
            laid = tint * (0.22 + 0.78 * light) + 0.10 * np.clip(light - 0.95, 0.0, 1.0)
            colour += (laid - colour) * strength

    def lay(self, layer: Layer, *, on_skin: bool = False) -> None:
        """Lay a layer over everything, or only as strongly as the skin is there."""
        for rows, rgba in layer.bands():
            colour, alpha = self.colour[rows], rgba[..., 3:]
            if on_skin:
                alpha = alpha * _firm(self.skin[rows, :, None])
            colour += (rgba[..., :3] - colour) * alpha
            self.bare[rows] *= 1.0 - alpha[..., 0]

    def bytes8(self) -> NDArray[np.uint8]:
        """The picture so far, (h, w, 3) uint8, top row first."""
        return np.asarray(np.rint(np.clip(self.colour, 0.0, 1.0) * 255.0), np.uint8)

    def cut_out(self) -> NDArray[np.uint8]:
        """The picture so far without its paper, (h, w, 4) uint8, top row first: laid on the paper, it is `bytes8`."""
        paper = np.asarray(PAPER, np.float32)
        cover = 1.0 - self.bare[..., None]
        own = (self.colour - self.bare[..., None] * paper) / np.maximum(cover, np.float32(1.0 / 255.0))
        rgba = np.concatenate((own, cover), axis=2)
        return np.asarray(np.rint(np.clip(rgba, 0.0, 1.0) * 255.0), np.uint8)


def _firm(skin: PixelRows) -> PixelRows:
    """Opacity of what lies on skin: it is gone before the skin has faded to where territories end."""
    return np.asarray(np.clip((skin - FADED) / (FIRM - FADED), 0.0, 1.0), np.float32)


def moved(shape: MultiPolygon, cell: Cell) -> MultiPolygon:
    """A view's shape (right-limb mm) as a shape on the sheet."""

    def move(points: Any) -> Any:
        return to_sheet(points, cell)

    return shapely.transform(shape, move)
