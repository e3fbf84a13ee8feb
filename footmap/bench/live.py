"""The live match: the same cost after one stroke and after thousands."""

from __future__ import annotations

import statistics
import time

from footmap.core import paint as paints
from footmap.core.atlas import Atlas
from footmap.core.drawing import Drawing
from footmap.core.live import LiveEstimate, LiveTables
from footmap.core.matching import Matcher
from footmap.core.views import ViewId
from footmap.data.assets import load_atlas

from .result import Result
from .scenes import random_strokes, wander

MANY = 5_000
MOVES = 400
ROUNDS = 7
RADIUS_MM = 6.0
VIEW: ViewId = "foot_dorsal"


def measure_live() -> list[Result]:
    """CPU of one brush move with what the rows need of it, with 1 and with 5,000 strokes on the skin."""
    atlas = load_atlas()
    matcher = Matcher(atlas)
    tables = LiveTables(atlas, matcher.subjects)
    estimates = []
    for count in (1, MANY):
        paint = paints.replay(atlas, Drawing(tuple(random_strokes(atlas, count, seed=3))))
        estimates.append(LiveEstimate(tables, paint, matcher.match(paint)))
        estimates[-1].covered("right", VIEW)
    costs: list[list[float]] = [[], []]
    for _ in range(ROUNDS):  # turn by turn, so that a busy machine slows both alike
        for k, estimate in enumerate(estimates):
            costs[k].append(_cost_ms(atlas, estimate))
    one, many = (min(c) for c in costs)
    ratio = statistics.median(b / a for a, b in zip(*costs, strict=True))
    return [
        Result("live rank per brush move, CPU, 1 stroke on the skin", one, "ms", 0.1),
        Result(f"live rank per brush move, CPU, {MANY:,} strokes on the skin", many, "ms", 0.1),
        Result(f"live rank, {MANY:,} strokes against 1", ratio, "", 1.3),
    ]


def _cost_ms(atlas: Atlas, estimate: LiveEstimate) -> float:
    path = wander(atlas, VIEW, MOVES, seed=5)
    stroke = estimate.stroke("right", VIEW, "add")
    start = time.thread_time()
    for x, y in path:
        stroke.move(x, y, RADIUS_MM)
        stroke.match().overlaps("nerve")  # of the list in front, as the window asks while there is no assessment
    return (time.thread_time() - start) / len(path) * 1e3
