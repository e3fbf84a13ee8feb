"""Lines and dots of a pattern over a frame, in whatever they are drawn."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from footmap.core.style import Dots, StrokeFamily

OUTLINE_MM: Final = 0.55
"""Width of the border of painted skin, in pattern millimetres."""
OUTLINE_OPACITY: Final = 0.95


def parallels(family: StrokeFamily, frame: tuple[float, float, float, float], unit: float) -> list[np.ndarray]:
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


def dot_centres(dots: Dots, frame: tuple[float, float, float, float], unit: float) -> np.ndarray:
    """Centres of staggered dots over a frame, in phase with (0, 0)."""
    step = dots.spacing_mm * unit
    row = step * math.sqrt(3.0) / 2.0
    x0, y0, x1, y1 = frame
    rows = np.arange(math.floor(y0 / row) - 1, math.ceil(y1 / row) + 2)
    columns = np.arange(math.floor(x0 / step) - 1, math.ceil(x1 / step) + 2)
    x, y = np.meshgrid(columns * step, rows * row)
    x = x + np.where(rows % 2 == 0, 0.0, step / 2.0)[:, None]
    return np.column_stack([x.ravel(), y.ravel()])
