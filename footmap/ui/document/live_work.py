"""The live estimate behind a stroke under way, kept ready for the next stroke."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QThreadPool

from footmap.core.live import LiveEstimate, LiveStroke
from footmap.core.views import SIDES, VIEW_IDS

if TYPE_CHECKING:
    from footmap.core.drawing import Stroke
    from footmap.core.matching import Match
    from footmap.core.ranking import Ranking

    from .engine import Derived, Engine


class LiveWork:
    """At most one stroke under way on what is known exactly.

    Attributes
    ----------
    stroke : Stroke or None
        The stroke under way as it began; an area has no estimate.
    """

    def __init__(self, engine: Engine, derived: Derived) -> None:
        self.stroke: Stroke | None = None
        self._live: LiveStroke | None = None
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._estimate = LiveEstimate(engine.tables, derived.paint, derived.match)

    def know(self, engine: Engine, derived: Derived, prepare: bool = True) -> None:
        """Estimate from this on; `prepare` finds the painted cells now, so that the next stroke starts at once."""
        same = engine.tables is self._estimate.tables
        before = self._estimate if same else None
        estimate = self._estimate = LiveEstimate(engine.tables, derived.paint, derived.match, before)
        if prepare:
            self._pool.start(lambda: self._prepare(estimate))

    def _prepare(self, estimate: LiveEstimate) -> None:
        for side in SIDES:
            for view in VIEW_IDS:
                if estimate is not self._estimate:
                    return  # another stroke has been made since
                estimate.covered(side, view)

    def begin(self, stroke: Stroke) -> None:
        """A stroke begins."""
        self.stroke = stroke
        self._live = None
        if stroke.shape == "brush":
            self._live = self._estimate.stroke(stroke.side, stroke.view, stroke.mode)
            for x, y in stroke.points_mm:
                self._live.move(x, y, stroke.radius_mm)

    def extend(self, points_mm: Sequence[tuple[float, float]], radius_mm: float) -> None:
        """It reaches further right-limb points."""
        if self._live is not None and self.stroke is not None:
            sign = 1 if self.stroke.side == "right" else -1
            for x, y in points_mm:
                self._live.move(sign * x, y, radius_mm)

    def redraw(self, points_mm: Sequence[tuple[float, float]], radii_mm: Sequence[float]) -> None:
        """It leads over these right-limb points instead of those so far."""
        if self._live is not None and self.stroke is not None:
            self._live = self._estimate.stroke(self.stroke.side, self.stroke.view, self.stroke.mode)
            for point, radius_mm in zip(points_mm, radii_mm, strict=True):
                self.extend([point], radius_mm)

    def drop(self) -> bool:
        """It is given up; True if there was one."""
        had = self.stroke is not None
        self.stroke = self._live = None
        return had

    def finish(self) -> None:
        """It is complete: the next one starts from its estimate until the exact result is there."""
        if self._live is not None:
            self._estimate = self._live.finished()
        self.stroke = self._live = None

    def ranking(self) -> Ranking | None:
        """Ranking as if the stroke ended here; None without an estimate."""
        return self._live.ranking() if self._live is not None else None

    def match(self) -> Match | None:
        """Areas as if the stroke ended here; None without an estimate."""
        return self._live.match() if self._live is not None else None

    def wait(self) -> None:
        """Wait for the thread."""
        self._pool.waitForDone()
