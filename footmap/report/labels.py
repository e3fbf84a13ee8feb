"""Names on the chart: the places that the window would give them, with the letters of paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from numpy.typing import NDArray
from shapely import MultiPolygon

from footmap.core.label_places import Box, Placed, arrange
from footmap.core.label_wishes import Beside, Plane, name_skin
from footmap.core.skin_owners import OwnedSkin

FAMILY: Final = "DejaVu Sans"
SPARE: Final = 1.06
"""Small letters on a screen are a little wider than their outlines say."""
PADDING: Final = 0.22
"""Free space round a name, in units of its height."""
CAPITAL: Final = 0.73
"""Height of a capital, in units of the em."""
EM_POINTS: Final = 13.0
"""A name is as high as that of the window at this many points: leaders are as long beside it."""


@dataclass(frozen=True)
class Label:
    """A name to be written; lengths in sheet units, (x, y) the middle of the name.

    Attributes
    ----------
    foot : tuple of float or None
        Where its leader ends on the skin; None for a name that stands on its territory.
    edge : tuple of float or None
        Where the leader leaves the name.
    """

    text: str
    x: float
    y: float
    height: float
    foot: tuple[float, float] | None = None
    edge: tuple[float, float] | None = None


@dataclass(frozen=True)
class WantedName:
    """Skin that wants a name.

    Attributes
    ----------
    plane : Plane
        Where the view of `piece` lies on the sheet.
    outline : MultiPolygon
        The limb, mm of the view.
    avoid : callable, optional
        True for boxes that are better left free.
    """

    text: str
    piece: OwnedSkin
    plane: Plane
    outline: MultiPolygon
    avoid: Callable[[Box], bool] | None = None


def text_width(text: str, height: float, *, bold: bool = False) -> float:
    """Width of a text whose em is `height`, in the same unit."""
    return _em_width(text, bold) * height


@lru_cache(maxsize=4096)
def _em_width(text: str, bold: bool) -> float:
    font = FontProperties(family=FAMILY, weight="bold" if bold else "normal", size=100.0)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / 100.0


class Occupancy:
    """Where there is skin, on a coarse grid of sheet units; and the names that have their places."""

    def __init__(self, skin: NDArray[np.bool_], unit: float) -> None:
        self._skin = skin
        self._unit = unit
        self.placed: list[Placed] = []

    @property
    def sheet(self) -> Box:
        """All of the sheet."""
        rows, columns = self._skin.shape
        return Box(0.0, 0.0, (columns - 1) * self._unit, (rows - 1) * self._unit)

    def skin(self, box: Box) -> bool:
        """True where a box lies on skin or leaves the sheet."""
        sheet, unit = self.sheet, self._unit
        if box.left < 0 or box.top < 0 or box.right > sheet.right or box.bottom > sheet.bottom:
            return True
        rows = slice(int(box.top / unit), int(box.bottom / unit) + 1)
        return bool(self._skin[rows, int(box.left / unit) : int(box.right / unit) + 1].any())


def place(names: Iterable[WantedName], occupancy: Occupancy, height: float, written: Sequence[Box] = ()) -> list[Label]:
    """Find places for the names of one limb with the placer of the window; those without any are left out.

    Parameters
    ----------
    names : iterable of WantedName
    occupancy : Occupancy
        Changed: the places found are taken.
    height : float
        Size of the text, sheet units.
    written : sequence of Box
        What is written on the sheet already.
    """
    listed = list(names)
    alone = {n.piece.owners[0] for n in listed if not n.piece.shared}
    wishes = []
    for name in listed:
        size = SPARE * text_width(name.text, height) + PADDING * height, 1.2 * height
        point = height / EM_POINTS
        plane = replace(name.plane, point=point)
        led = not name.piece.shared or not alone.issuperset(name.piece.owners)
        wish = name_skin(
            name.piece,
            name.text,
            size,
            CAPITAL * height,
            plane,
            Beside(name.outline, occupancy.skin) if led else None,
            name.avoid,
            once=name.text,
            rank=2 if name.piece.shared else 1,
        )
        if wish is not None:
            wishes.append(wish)
    found = arrange(wishes, written, occupancy.sheet, occupancy.placed)
    occupancy.placed += found
    return [
        Label(p.wish.text, *p.box.middle, height, *((p.wish.anchor, p.edge) if p.away else (None, None))) for p in found
    ]
