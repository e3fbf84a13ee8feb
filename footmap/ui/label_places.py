"""Places for names on the canvas, so that no two of them touch. Knows nothing of what is named, nor of Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class Box(NamedTuple):
    """Upright rectangle in device pixels, y down."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def about(cls, x: float, y: float, width: float, height: float) -> Box:
        """Of a size, round its middle."""
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Wish:
    """A name that wants a place.

    Attributes
    ----------
    anchor : (x, y)
        What is named.
    boxes : tuple of Box
        Where the name may stand, best first.
    size : float
        How much there is to name: the larger come first.
    rank : int
        0 comes before everything of rank 1, and so on.
    avoid : callable, optional
        True for boxes that are better left free if another place can be had (paint lies there).
    strong : bool
        Written on a card.
    beside : bool
        Every place but the first lies beside the limb.
    """

    text: str
    anchor: tuple[float, float]
    boxes: tuple[Box, ...]
    size: float
    rank: int = 1
    avoid: Callable[[Box], bool] | None = None
    strong: bool = False
    beside: bool = False


class Placed(NamedTuple):
    """A name in its place; `away` where it does not stand on what it names."""

    wish: Wish
    box: Box
    away: bool


def arrange(wishes: Iterable[Wish], taken: Sequence[Box], canvas: Box) -> list[Placed]:
    """Give every name its first place that touches no other; names for which there is none are left out.

    Parameters
    ----------
    taken : sequence of Box
        What is written already.
    canvas : Box
        Names stand inside.
    """
    ordered = sorted(wishes, key=lambda w: (w.rank, -w.size))
    full: NDArray[Any] = np.empty((len(taken) + len(ordered), 4))
    count = len(taken)
    if taken:
        full[:count] = taken
    out: list[Placed] = []
    for wish in ordered:
        free = [(i, box) for i, box in enumerate(wish.boxes) if _inside(box, canvas) and _clear(box, full[:count])]
        if not free:
            continue
        avoid = wish.avoid
        i, box = next(((i, box) for i, box in free if avoid is None or not avoid(box)), free[0])
        out.append(Placed(wish, box, i > 0))
        full[count] = box
        count += 1
    return out


def _inside(box: Box, canvas: Box) -> bool:
    return (
        box.left >= canvas.left and box.top >= canvas.top and box.right <= canvas.right and box.bottom <= canvas.bottom
    )


def _clear(box: Box, full: NDArray[Any]) -> bool:
    touching = (full[:, 0] < box.right) & (full[:, 2] > box.left) & (full[:, 1] < box.bottom) & (full[:, 3] > box.top)
    return not bool(touching.any())
