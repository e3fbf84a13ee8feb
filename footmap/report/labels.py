"""Names on the chart that touch neither each other nor, where they stand beside a limb, the skin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

from footmap.core import geometry

FAMILY: Final = "DejaVu Sans"
SPARE: Final = 1.06
"""Small letters on a screen are a little wider than their outlines say."""
PADDING: Final = 0.22
"""Free space round a name, in units of its height."""
LEADER_STEPS: Final = 60


@dataclass(frozen=True)
class Label:
    """A name to be written; lengths in sheet units, (x, y) the middle of the name.

    Attributes
    ----------
    foot : tuple of float or None
        Where its leader ends on the skin; None for a name that stands on its territory.
    """

    text: str
    x: float
    y: float
    height: float
    foot: tuple[float, float] | None = None


@dataclass(frozen=True)
class WantedName:
    """A territory that wants a name: its text, and its visible shape on the sheet."""

    text: str
    shape: MultiPolygon


def text_width(text: str, height: float, *, bold: bool = False) -> float:
    """Width of a text whose em is `height`, in the same unit."""
    return _em_width(text, bold) * height


@lru_cache(maxsize=4096)
def _em_width(text: str, bold: bool) -> float:
    font = FontProperties(family=FAMILY, weight="bold" if bold else "normal", size=100.0)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / 100.0


class Occupancy:
    """What is already taken: skin and placed names, on a coarse grid of sheet units."""

    def __init__(self, taken: NDArray[np.bool_], unit: float) -> None:
        self._skin = taken
        self._names = np.zeros_like(taken)
        self._unit = unit

    def _slice(self, x: float, y: float, width: float, height: float) -> tuple[slice, slice] | None:
        x0, x1 = (x - width / 2) / self._unit, (x + width / 2) / self._unit
        y0, y1 = (y - height / 2) / self._unit, (y + height / 2) / self._unit
        if x0 < 0 or y0 < 0 or x1 >= self._skin.shape[1] or y1 >= self._skin.shape[0]:
            return None
        return slice(int(y0), int(y1) + 1), slice(int(x0), int(x1) + 1)

    def free(self, x: float, y: float, width: float, height: float, *, of_skin: bool) -> bool:
        """True where a box lies on the sheet and covers no name (and no skin)."""
        box = self._slice(x, y, width, height)
        if box is None or self._names[box].any():
            return False
        return not (of_skin and bool(self._skin[box].any()))

    def take(self, x: float, y: float, width: float, height: float) -> None:
        """Mark a box as used."""
        box = self._slice(x, y, width, height)
        if box is not None:
            self._names[box] = True


def place(names: Iterable[WantedName], occupancy: Occupancy, height: float, limb: tuple[float, float]) -> list[Label]:
    """Find places for the names of one limb; those without any are left out.

    Parameters
    ----------
    names : iterable of WantedName
    occupancy : Occupancy
        Changed: the places found are taken.
    height : float
        Size of the text, sheet units.
    limb : tuple of float
        Left and right edge of the limb on the sheet.
    """
    out: list[Label] = []
    waiting: list[tuple[WantedName, tuple[float, float], float]] = []
    for name in sorted(names, key=lambda n: -n.shape.area):
        part = max(name.shape.geoms, key=lambda p: p.area)
        x, y = _middle(part)
        width = SPARE * text_width(name.text, height) + PADDING * height
        box = shapely.box(x - width / 2, y - 0.5 * height, x + width / 2, y + 0.5 * height)
        if part.contains(box) and occupancy.free(x, y, width, 1.2 * height, of_skin=False):
            occupancy.take(x, y, width, 1.2 * height)
            out.append(Label(name.text, x, y, height))
        else:
            waiting.append((name, (x, y), part.area))
    small = 0.86 * height
    for name, foot, area in waiting:
        if area < 0.5 * small * small:
            continue
        label = _beside(name.text, foot, occupancy, small, limb)
        if label is not None:
            out.append(label)
    return out


def _middle(part: Polygon) -> tuple[float, float]:
    """Of all roomy places inside a shape the one nearest to its centre of mass."""
    radius = shapely.maximum_inscribed_circle(part, tolerance=0.5)
    roomy = geometry.widen(part, -0.9 * radius.length, corner_steps=16)
    if roomy.is_empty:
        x, y = radius.coords[0]
    else:
        x, y = shapely.shortest_line(roomy, part.centroid).coords[0]
    return float(x), float(y)


def _beside(
    text: str, foot: tuple[float, float], occupancy: Occupancy, height: float, limb: tuple[float, float]
) -> Label | None:
    """The nearest free place beside the limb, on the nearer side first."""
    width = SPARE * text_width(text, height) + 2 * PADDING * height
    near = (-1, 1) if foot[0] - limb[0] < limb[1] - foot[0] else (1, -1)
    best: tuple[float, float, float] | None = None
    for direction in near:
        for dy in _outward(LEADER_STEPS // 4):
            y = foot[1] + dy * height
            for step in range(LEADER_STEPS):
                x = foot[0] + direction * (width / 2 + step * 0.5 * height)
                if occupancy.free(x, y, width, 1.3 * height, of_skin=True):
                    cost = abs(x - foot[0]) + 1.5 * abs(y - foot[1]) + (0.0 if direction == near[0] else 3 * height)
                    if best is None or cost < best[0]:
                        best = (cost, x, y)
                    break
    if best is None or best[0] > 0.6 * (limb[1] - limb[0]) + 8 * height:
        return None
    _, x, y = best
    occupancy.take(x, y, width, 1.3 * height)
    return Label(text, x, y, height, foot)


def _outward(steps: int) -> list[float]:
    """0, 0.6, -0.6, 1.2, -1.2 ..."""
    return [0.0] + [0.6 * s * n for n in range(1, steps) for s in (1, -1)]
