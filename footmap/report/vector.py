"""A picture as an SVG document: pixels below, shapes with their patterns over them, sharp in any size."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from footmap.core.style import QualityStyle

from .pattern_lines import OUTLINE_MM, OUTLINE_OPACITY, dot_centres, parallels

Rings = list[NDArray[np.float64]]
"""Closed rings (n, 2) of a shape, sheet units; holes run the other way round."""

DECIMALS: Final = 2
"""Of a pixel, in which places are written."""
QUICK: Final = 1
"""Least compression of the pixels: whoever sets the document packs them again."""


class SvgPicture:
    """An SVG document under construction.

    Parameters
    ----------
    width_px, height_px : int
    px_per_unit : float
        Pixels per sheet unit.
    bottom : float
        Height of the lower edge, sheet units.
    """

    def __init__(self, width_px: int, height_px: int, px_per_unit: float, bottom: float = 0.0) -> None:
        self._width_px, self._height_px, self._k, self._bottom = width_px, height_px, px_per_unit, bottom
        self._parts: list[str] = []
        self._shapes = 0

    def pixels(self, rgb: NDArray[np.uint8]) -> None:
        """Lay pixels (h, w, 3), top row first, over the whole picture."""
        out = io.BytesIO()
        Image.fromarray(rgb).save(out, "png", compress_level=QUICK)
        data = base64.b64encode(out.getvalue()).decode("ascii")
        size = f'width="{self._width_px}" height="{self._height_px}"'
        self._parts.append(f'<image {size} preserveAspectRatio="none" href="data:image/png;base64,{data}"/>')

    def paint(self, rings: Rings, style: QualityStyle, unit: float) -> None:
        """Draw a painted shape.

        Parameters
        ----------
        rings : list of (n, 2) float64
            At least one.
        style : QualityStyle
        unit : float
            Sheet units per millimetre of the pattern.
        """
        name = f"s{self._shapes}"
        self._shapes += 1
        whole = "".join(self._ring(ring) for ring in rings)
        corners = np.concatenate(rings)
        (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
        frame = (float(x0), float(y0), float(x1), float(y1))
        self._parts.append(f'<defs><clipPath id="{name}"><path d="{whole}"/></clipPath></defs>')
        self._parts.append(f'<path d="{whole}" fill="{style.colour}" fill-opacity="{style.fill:g}"/>')
        clip = f'clip-path="url(#{name})"'
        for family in style.strokes:
            lines = "".join(self._line(line) for line in parallels(family, frame, unit))
            self._stroke(lines, style.line, style.pattern, family.width_mm * unit, clip)
        if style.dots is not None:
            dots = self._dots(dot_centres(style.dots, frame, unit), style.dots.radius_mm * unit)
            self._parts.append(f'<path d="{dots}" fill="{style.line}" fill-opacity="{style.pattern:g}" {clip}/>')
        self._stroke(whole, style.line, OUTLINE_OPACITY, OUTLINE_MM * unit, 'stroke-linejoin="round"')

    def document(self) -> str:
        """The picture so far."""
        size = f'width="{self._width_px}" height="{self._height_px}"'
        box = f'viewBox="0 0 {self._width_px} {self._height_px}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box}>{"".join(self._parts)}</svg>'

    def _stroke(self, path: str, colour: str, opacity: float, width: float, more: str) -> None:
        pen = f'fill="none" stroke="{colour}" stroke-opacity="{opacity:g}" stroke-width="{width * self._k:.3f}"'
        self._parts.append(f'<path d="{path}" {pen} {more}/>')

    def _places(self, points: NDArray[np.float64]) -> Iterable[str]:
        px = points * (self._k, -self._k) + (0.0, self._height_px + self._bottom * self._k)
        return (f"{x:.{DECIMALS}f} {y:.{DECIMALS}f}" for x, y in px.tolist())

    def _ring(self, ring: NDArray[np.float64]) -> str:
        return f"M{'L'.join(self._places(ring[:-1]))}Z"

    def _line(self, line: NDArray[np.float64]) -> str:
        return f"M{'L'.join(self._places(line))}"

    def _dots(self, centres: NDArray[np.float64], radius: float) -> str:
        r = f"{radius * self._k:.{DECIMALS}f}"
        width = f"{2 * radius * self._k:.{DECIMALS}f}"
        half = f"a{r} {r} 0 1 0"
        return "".join(f"M{at}{half} {width} 0{half} -{width} 0Z" for at in self._places(centres - (radius, 0.0)))
