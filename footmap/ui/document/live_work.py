"""The live estimate behind a stroke under way, kept ready for the next stroke."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from footmap.core.drawing import right_limb_points
from footmap.core.live import LiveEstimate, LiveStroke
from footmap.core.views import SIDES, VIEW_IDS
from footmap.ui.runtime.background import Background

if TYPE_CHECKING:
    from footmap.core.drawing import Stroke
    from footmap.core.matching import Match

    from .engine import Derived, Engine


@dataclass(frozen=True)
class Progress:
    """A brush stroke under way, as values that another thread may read.

    Attributes
    ----------
    stroke : Stroke
        Side, view, mode and quality, with the points that it had when it began.
    path : tuple of (x_mm, y_mm, radius_mm)
        Where it has led so far, right-limb millimetres.
    version : int
        Another number where the path is another one, and not the same with more points.
    """

    stroke: Stroke
    path: tuple[tuple[float, float, float], ...]
    version: int


class LiveWork:
    """At most one stroke under way on what is known exactly. Its points stay with the tool that collects them.

    Attributes
    ----------
    under_way : bool
        True from the beginning of a stroke to its end; an area has no estimate meanwhile.
    """

    def __init__(self, engine: Engine, derived: Derived, parent: QObject) -> None:
        self.under_way = False
        self._live: LiveStroke | None = None
        self._stroke: Stroke | None = None
        self._path: list[tuple[float, float, float]] = []
        self._version = 0
        self._background = Background(parent)
        self._estimate = LiveEstimate(engine.tables, derived.paint, derived.match)

    def know(self, engine: Engine, derived: Derived, prepare: bool = True) -> None:
        """Estimate from this on; `prepare` finds the painted cells now, so that the next stroke starts at once."""
        same = engine.tables is self._estimate.tables
        before = self._estimate if same else None
        self._estimate = LiveEstimate(engine.tables, derived.paint, derived.match, before)
        self._background.drop()
        if prepare:
            self._background.run(partial(_prepare, self._estimate, self._background.stale), _ignore, _ignore)

    def begin(self, stroke: Stroke) -> None:
        """A stroke begins."""
        self.under_way = True
        self._live = None
        if stroke.shape == "brush":
            self._live = self._estimate.stroke(stroke.side, stroke.view, stroke.mode)
            self._live.lead(stroke)
            self._stroke, self._path = stroke, path_of(stroke)
            self._version += 1

    def extend(self, points_mm: Sequence[tuple[float, float]], radius_mm: float) -> None:
        """It reaches further right-limb points."""
        if self._live is not None:
            for x, y in points_mm:
                self._live.move(x, y, radius_mm)
                self._path.append((x, y, radius_mm))

    def redraw(self, points_mm: Sequence[tuple[float, float]], radii_mm: Sequence[float]) -> None:
        """It leads over these right-limb points instead of those so far."""
        if self._live is not None:
            self._live = self._live.restarted()
            self._path = [(x, y, radius) for (x, y), radius in zip(points_mm, radii_mm, strict=True)]
            self._version += 1
            for x, y, radius_mm in self._path:
                self._live.move(x, y, radius_mm)

    def drop(self) -> bool:
        """It is given up; True if there was one."""
        had = self.under_way
        self.under_way, self._live = False, None
        return had

    def finish(self) -> None:
        """It is complete: the next one starts from its estimate until the exact result is there."""
        if self._live is not None:
            self._estimate = self._live.finished()
        self.drop()

    def progress(self) -> Progress | None:
        """The stroke under way; None without an estimate."""
        if self._live is None or self._stroke is None:
            return None
        return Progress(self._stroke, tuple(self._path), self._version)

    def match(self) -> Match | None:
        """Areas as if the stroke ended here; None without an estimate."""
        return self._live.match() if self._live is not None else None

    def stop(self) -> None:
        """Prepare no more; returns when the thread is idle."""
        self._background.stop()


def path_of(stroke: Stroke) -> list[tuple[float, float, float]]:
    """Points of a brush stroke with the radius at each, right-limb millimetres."""
    radii_mm = stroke.radii_mm or (stroke.radius_mm,) * len(stroke.points_mm)
    points = right_limb_points(stroke).tolist()
    return [(x, y, radius) for (x, y), radius in zip(points, radii_mm, strict=True)]


def _prepare(estimate: LiveEstimate, stale: Callable[[], bool]) -> None:
    if estimate.paint.is_empty:
        return  # nothing to find, and the labels of all views would be 10 MB that nobody may need
    for side in SIDES:
        for view in VIEW_IDS:
            if stale():
                return  # another stroke has been made since
            estimate.covered(side, view)
            _ = estimate.tables.atlas.labels[view].label  # unpacked when it is first asked for
            estimate.tables.atlas.skin.relief(view)  # made when it is first asked for


def _ignore(_: object) -> None:
    """Nobody waits for the cells: a stroke that comes first finds its own."""
