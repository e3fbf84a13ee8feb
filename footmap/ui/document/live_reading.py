"""The case read while a brush moves: the localiser's own list, from exact paint, so that nothing jumps at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from footmap.core.live_paint import LivePaint
from footmap.core.localiser.assessment import assess
from footmap.core.localiser.cells import ChangingParts
from footmap.core.paint import covered

if TYPE_CHECKING:
    from footmap.core.drawing import ClearedFlags, ClueAnswer, Stroke
    from footmap.core.localiser.candidates import Depth
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
        self._localiser: Localiser | None = None
        self._parts: ChangingParts | None = None
        self._exact: Paint | None = None
        self._finished: tuple[Stroke, ...] = ()
        self._before: Paint | None = None
        self._stroke: LivePaint | None = None
        self._version = -1
        self._count = 0

    def read(
        self,
        engine: Engine,
        before: Reading,
        depth: Depth,
        paint: Paint,
        finished: Sequence[Stroke],
        progress: Progress,
        match: Match,
        clues: Mapping[str, ClueAnswer],
        cleared: ClearedFlags,
    ) -> Reading:
        """A case as if the stroke under way ended here, with one list.

        Parameters
        ----------
        before : Reading
            The last one of the same map.
        depth : Depth
            The list that is wanted.
        paint : Paint
            What is known exactly.
        finished : sequence of Stroke
            Strokes made since.
        progress : Progress
            The stroke under way.
        match : Match
            Its estimated areas.
        """
        localiser = before.localiser
        if localiser is not self._localiser or self._parts is None:
            self._localiser, self._parts = localiser, ChangingParts(localiser.cells, engine.atlas)
        now = self._follow(engine, self._paint_before(engine, paint, tuple(finished)), progress)
        found = assess(
            localiser, now, clues, cleared=cleared, match=match, painted=self._parts.of(now), depths=(depth,)
        )
        return replace(before, assessment=found, match=match)

    def _paint_before(self, engine: Engine, paint: Paint, finished: tuple[Stroke, ...]) -> Paint:
        """Paint before the stroke under way."""
        if self._before is None or paint is not self._exact or finished != self._finished:
            before = paint
            for stroke in finished:
                before = _with(engine, before, stroke)
            self._exact, self._finished, self._before, self._stroke = paint, finished, before, None
        return self._before

    def _follow(self, engine: Engine, before: Paint, progress: Progress) -> Paint:
        """Paint with the stroke under way, led on to where it is now."""
        live = self._stroke
        if live is None or progress.version != self._version:
            stroke = progress.stroke
            live = LivePaint(engine.atlas.skin, before, stroke.side, stroke.view, stroke.mode, stroke.quality)
            self._version, self._count = progress.version, 0
        live.lead(progress.path[self._count :])
        self._stroke, self._count = live, len(progress.path)
        return live.paint


def _with(engine: Engine, paint: Paint, stroke: Stroke) -> Paint:
    """Paint with a finished stroke."""
    live = LivePaint(engine.atlas.skin, paint, stroke.side, stroke.view, stroke.mode, stroke.quality)
    live.cover(covered(engine.atlas.skin, stroke))
    return live.paint
