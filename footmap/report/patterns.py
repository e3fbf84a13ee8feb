"""Paint as it is drawn: colour, pattern and outline of a symptom quality."""

from __future__ import annotations

from typing import Final

from matplotlib.collections import EllipseCollection, PathCollection
from matplotlib.colors import to_rgb
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from footmap.core.style import QualityStyle

from .pattern_lines import OUTLINE_MM, OUTLINE_OPACITY, dot_centres, parallels
from .raster import PixelLayer

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
            [Path.make_compound_path(*map(Path, parallels(family, frame, unit)))],
            facecolors="none",
            edgecolors=[(*to_rgb(style.line), style.pattern)],
            linewidths=_points(layer, family.width_mm * unit),
            capstyle="butt",
        )
        layer.axes.add_collection(lines, autolim=False)
        lines.set_clip_path(clip)
    if style.dots is not None:
        centres = dot_centres(style.dots, frame, unit)
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
    layer.line(path, style.line, OUTLINE_OPACITY * edge, OUTLINE_MM * unit * px_per_unit(layer))


def px_per_unit(layer: PixelLayer) -> float:
    """Pixels per sheet unit of a layer."""
    left, right = layer.axes.get_xlim()
    return float(layer.figure.bbox.width) / (right - left)


def _points(layer: PixelLayer, units: float) -> float:
    return layer.points(units * px_per_unit(layer))
