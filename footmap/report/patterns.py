"""Paint as it is drawn: colour, pattern and outline of a symptom quality."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from matplotlib.collections import EllipseCollection, PathCollection
from matplotlib.colors import to_rgb
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from footmap.core.style import Dots, QualityStyle, StrokeFamily

from .raster import PixelLayer

OUTLINE_MM: Final = 0.55
"""Width of the border of painted skin, in pattern millimetres."""
PALE: Final = "#FFF8F2"


def paint_shape(
    layer: PixelLayer, path: Path, style: QualityStyle, unit: float, *, over_colour: bool = False, edge: float = 1.0
) -> None:
    """Draw a painted shape.

    Parameters
    ----------
    layer : PixelLayer
    path : Path
        The shape, sheet units.
    style : QualityStyle
    unit : float
        Sheet units per millimetre of the pattern.
    over_colour : bool
        True where territories are coloured below: the paint is laid more strongly, with a pale edge round it.
    edge : float
        Strength of the outline, 0-1.
    """
    if over_colour:
        layer.line(path, PALE, 0.9, 3.6 * OUTLINE_MM * unit * px_per_unit(layer))
        layer.fill(path, PALE, 0.55)
    layer.fill(path, style.colour, style.fill)
    clip = PathPatch(path, transform=layer.axes.transData)
    box = path.get_extents()
    frame = (box.x0, box.y0, box.x1, box.y1)
    for family in style.strokes:
        lines = PathCollection(  # one path for all of them, which is written once
            [Path.make_compound_path(*map(Path, _parallels(family, frame, unit)))],
            facecolors="none",
            edgecolors=[(*to_rgb(style.line), style.pattern)],
            linewidths=_points(layer, family.width_mm * unit),
            capstyle="butt",
        )
        layer.axes.add_collection(lines, autolim=False)
        lines.set_clip_path(clip)
    if style.dots is not None:
        centres = _grid(style.dots, frame, unit)
        diameter = 2.0 * style.dots.radius_mm * unit
        dots = EllipseCollection(
            [diameter],
            [diameter],
            [0.0],
            units="xy",
            offsets=centres,
            offset_transform=layer.axes.transData,
            facecolors=[(*to_rgb(style.line), style.pattern)],
            edgecolors="none",
        )
        layer.axes.add_collection(dots, autolim=False)
        dots.set_clip_path(clip)
    layer.line(path, style.line, 0.95 * edge, OUTLINE_MM * unit * px_per_unit(layer))


def px_per_unit(layer: PixelLayer) -> float:
    """Pixels per sheet unit of a layer."""
    left, right = layer.axes.get_xlim()
    return float(layer.figure.bbox.width) / (right - left)


def _points(layer: PixelLayer, units: float) -> float:
    return layer.points(units * px_per_unit(layer))


def _parallels(family: StrokeFamily, frame: tuple[float, float, float, float], unit: float) -> list[np.ndarray]:
    """Lines across a frame, in phase with (0, 0) so that neighbouring shapes continue each other."""
    angle = math.radians(family.angle_deg)
    along, across = np.array([math.cos(angle), math.sin(angle)]), np.array([-math.sin(angle), math.cos(angle)])
    x0, y0, x1, y1 = frame
    corners = np.array([[x0, y0], [x1, y0], [x0, y1], [x1, y1]])
    spacing = family.spacing_mm * unit
    first, last = (corners @ across).min() / spacing, (corners @ across).max() / spacing
    start, end = (corners @ along).min() - spacing, (corners @ along).max() + spacing
    steps = np.arange(math.floor(first), math.ceil(last) + 1)
    return [np.array([n * spacing * across + start * along, n * spacing * across + end * along]) for n in steps]


def _grid(dots: Dots, frame: tuple[float, float, float, float], unit: float) -> np.ndarray:
    """Centres of staggered dots over a frame, in phase with (0, 0)."""
    step = dots.spacing_mm * unit
    row = step * math.sqrt(3.0) / 2.0
    x0, y0, x1, y1 = frame
    rows = np.arange(math.floor(y0 / row) - 1, math.ceil(y1 / row) + 2)
    columns = np.arange(math.floor(x0 / step) - 1, math.ceil(x1 / step) + 2)
    x, y = np.meshgrid(columns * step, rows * row)
    x = x + np.where(rows % 2 == 0, 0.0, step / 2.0)[:, None]
    return np.column_stack([x.ravel(), y.ravel()])
