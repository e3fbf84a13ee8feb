"""The case read while a brush moves: the localiser's own lists, so that nothing jumps when the stroke ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from footmap.core.live_cells import LiveCells, SeenCells
from footmap.core.localiser.assessment import assess

from .live_work import path_of
from .localising import NO_PAINT

if TYPE_CHECKING:
    from footmap.core.drawing import ClearedFlags, ClueAnswer, Stroke
    from footmap.core.live_cells import StrokeCells
    from footmap.core.localiser.engine import Localiser
    from footmap.core.matching import Match
    from footmap.core.paint import Paint

    from .engine import Engine
    from .live_work import Progress
    from .localising import Reading


class LiveReader:
    """Reads a stroke that is not finished. Holds values alone and is used by one thread at a time.

    What it knows of a drawing is kept from step to step, so that a step costs what the brush has covered since.
    """

    def __init__(self) -> None:
        self._seen: SeenCells | None = None
        self._paint: Paint | None = None
        self._finished: tuple[Stroke, ...] = ()
        self._known: LiveCells | None = None
        self._stroke: StrokeCells | None = None
        self._version = -1
        self._count = 0

    def read(
        self,
        engine: Engine,
        before: Reading,
        paint: Paint,
        finished: Sequence[Stroke],
        progress: Progress,
        match: Match,
        clues: Mapping[str, ClueAnswer],
        cleared: ClearedFlags,
    ) -> Reading:
        """A case as if the stroke under way ended here.

        Parameters
        ----------
        before : Reading
            The last one of the same map.
        paint : Paint
            What is known exactly.
        finished : sequence of Stroke
            Strokes made since; areas among them count when they are known exactly.
        progress : Progress
            The stroke under way.
        match : Match
            Its estimated areas.
        """
        localiser = before.localiser
        known = self._known_of(engine, localiser, paint, tuple(finished))
        stroke = self._follow(known, progress)
        found = assess(localiser, NO_PAINT, clues, cleared=cleared, match=match, painted=stroke.painted())
        return replace(before, assessment=found, match=match)

    def _known_of(self, engine: Engine, localiser: Localiser, paint: Paint, finished: tuple[Stroke, ...]) -> LiveCells:
        """Cells before the stroke under way."""
        seen = self._seen
        if seen is None or seen.atlas is not engine.atlas or seen.cells is not localiser.cells:
            seen, self._known = SeenCells(engine.atlas, localiser.cells), None
            self._seen = seen
        if self._known is None or paint is not self._paint or finished != self._finished:
            known = LiveCells(seen, paint, localiser.painted(paint))
            for stroke in finished:
                if stroke.shape == "brush":
                    cells = known.stroke(stroke.side, stroke.view, stroke.mode, stroke.quality)
                    for x_mm, y_mm, radius_mm in path_of(stroke):
                        cells.move(x_mm, y_mm, radius_mm)
                    known = cells.finished()
            self._paint, self._finished, self._known = paint, finished, known
            self._stroke = None
        return self._known

    def _follow(self, known: LiveCells, progress: Progress) -> StrokeCells:
        """The stroke under way, led on to where it is now."""
        stroke = self._stroke
        if stroke is None or progress.version != self._version:
            under_way = progress.stroke
            stroke = known.stroke(under_way.side, under_way.view, under_way.mode, under_way.quality)
            self._version, self._count = progress.version, 0
        for x_mm, y_mm, radius_mm in progress.path[self._count :]:
            stroke.move(x_mm, y_mm, radius_mm)
        self._stroke, self._count = stroke, len(progress.path)
        return stroke
