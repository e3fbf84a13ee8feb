"""Places for names on a picture, so that no two of them touch. Knows nothing of what is named.

Window, `render` and report place their names with it, each in its own unit: y may grow down or up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class Box(NamedTuple):
    """Upright rectangle; `top` is its least y, `bottom` its greatest."""

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
        Where the name may stand, best first: the first on what it names, the others away from it.
    also : tuple of Box
        Further places on what it names, best first, where the first of `boxes` cannot be had.
    more : callable, optional
        Yields further boxes away from it, asked for only when they are needed.
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
    once : str
        Names with the same mark stand away from what they name only if none of them has its first place.
    """

    text: str
    anchor: tuple[float, float]
    boxes: tuple[Box, ...]
    size: float
    rank: int = 1
    avoid: Callable[[Box], bool] | None = None
    strong: bool = False
    beside: bool = False
    more: Callable[[], Iterable[Box]] | None = None
    once: str = ""
    also: tuple[Box, ...] = ()


class Placed(NamedTuple):
    """A name in its place; `away` where it does not stand on what it names."""

    wish: Wish
    box: Box
    away: bool

    @property
    def edge(self) -> tuple[float, float]:
        """Where its leader leaves the name."""
        (x, y), (bx, by), box = self.wish.anchor, self.box.middle, self.box
        dx, dy = x - bx, y - by
        reach = max(2 * abs(dx) / (box.right - box.left), 2 * abs(dy) / (box.bottom - box.top), 1.0)
        return bx + dx / reach, by + dy / reach

    @property
    def named(self) -> tuple[float, float]:
        """The point that it names: under its middle, or at the foot of its leader."""
        return self.wish.anchor if self.away else self.box.middle


def arrange(wishes: Iterable[Wish], taken: Sequence[Box], canvas: Box, before: Sequence[Placed] = ()) -> list[Placed]:
    """Give every name a place that touches no other; names for which there is none are left out.

    First come all that stand on what they name, then those that must stand away from it. No leader runs through
    another name or crosses another leader.

    Parameters
    ----------
    taken : sequence of Box
        What is written already.
    canvas : Box
        Names stand inside.
    before : sequence of Placed
        Names that have their places already.
    """
    desk = _Desk(taken, canvas, before)
    ordered = sorted(wishes, key=lambda w: (w.rank, -w.size))
    for _, same in groupby(ordered, key=lambda w: w.rank):
        waiting = list(same)
        standing: set[str] = set()
        for away, everywhere in ((False, False), (True, False), (False, True)):
            left = []
            for wish in waiting:
                if away and wish.once in standing:
                    left.append(wish)
                elif desk.put(wish, away, everywhere):
                    standing.add(wish.once or wish.text)
                else:
                    left.append(wish)
            waiting = left
    return desk.placed


class _Desk:
    """Names that have their places, with the leaders of those that stand away."""

    def __init__(self, taken: Sequence[Box], canvas: Box, before: Sequence[Placed]) -> None:
        self._full: NDArray[Any] = np.array([*taken, *(p.box for p in before)], dtype=float).reshape(-1, 4)
        lines = [(*p.wish.anchor, *p.box.middle) for p in before if p.away]
        self._lines: NDArray[Any] = np.array(lines, dtype=float).reshape(-1, 4)
        self._canvas = canvas
        self.placed: list[Placed] = []

    def put(self, wish: Wish, away: bool, everywhere: bool) -> bool:
        """Put a name on what it names, or away from it; `everywhere` also where it had better not be."""
        boxes: Iterable[Box] = wish.boxes[1:] if away else (*wish.boxes[:1], *wish.also)
        if away and wish.more is not None:
            boxes = chain(boxes, wish.more())
        for box in boxes:
            if not self._free(box) or _through(box, self._lines).any():
                continue
            line = np.array((*wish.anchor, *box.middle))
            if away and (_through_any(line, self._full) or _crossing(line, self._lines).any()):
                continue
            if everywhere or wish.avoid is None or not wish.avoid(box):
                self.placed.append(Placed(wish, box, away))
                self._full = np.vstack((self._full, box))
                if away:
                    self._lines = np.vstack((self._lines, line))
                return True
        return False

    def _free(self, box: Box) -> bool:
        canvas, full = self._canvas, self._full
        if box.left < canvas.left or box.top < canvas.top or box.right > canvas.right or box.bottom > canvas.bottom:
            return False
        touching = (
            (full[:, 0] < box.right) & (full[:, 2] > box.left) & (full[:, 1] < box.bottom) & (full[:, 3] > box.top)
        )
        return not bool(touching.any())


def _through(box: Box, lines: NDArray[Any]) -> NDArray[np.bool_]:
    """Which lines (n, 4) run through a box: they cross one of its diagonals or end in it."""
    ends = (lines[:, 2] > box.left) & (lines[:, 2] < box.right) & (lines[:, 3] > box.top) & (lines[:, 3] < box.bottom)
    rising = np.array((box.left, box.bottom, box.right, box.top))
    falling = np.array((box.left, box.top, box.right, box.bottom))
    return np.asarray(ends | _crossing(rising, lines) | _crossing(falling, lines))


def _through_any(line: NDArray[Any], boxes: NDArray[Any]) -> bool:
    """True where a line runs through one of the boxes (n, 4) other than those that it starts in."""
    starts = (boxes[:, 0] <= line[0]) & (line[0] <= boxes[:, 2]) & (boxes[:, 1] <= line[1]) & (line[1] <= boxes[:, 3])
    others = boxes[~starts]
    return bool((_crossing(line, others) | _crossing(line, others[:, [0, 3, 2, 1]])).any())


def _crossing(line: NDArray[Any], lines: NDArray[Any]) -> NDArray[np.bool_]:
    """Which lines (n, 4) a line crosses."""
    x, y, u, v = line
    a, b, c, d = lines.T
    one, other = _side(x, y, u, v, a, b), _side(x, y, u, v, c, d)
    three, four = _side(a, b, c, d, x, y), _side(a, b, c, d, u, v)
    return np.asarray((one * other < 0) & (three * four < 0))


def _side(x: Any, y: Any, u: Any, v: Any, px: Any, py: Any) -> Any:
    """On which side of the line from (x, y) to (u, v) a point lies, by sign."""
    return (u - x) * (py - y) - (v - y) * (px - x)
