"""Reading a case: with an engine that is loaded, while a brush moves, and as a command of its own."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from footmap.core.atlas import Atlas
from footmap.core.drawing import Case
from footmap.core.live import LiveEstimate, LiveTables
from footmap.core.live_paint import LivePaint
from footmap.core.localiser.assessment import assess
from footmap.core.localiser.candidates import Depth
from footmap.core.localiser.cells import ChangingParts
from footmap.core.localiser.engine import Localiser
from footmap.core.paint import Paint, replay
from footmap.core.views import ViewId
from footmap.data.assets import load_atlas
from footmap.data.casefile import read_case
from footmap.data.localiser import load_localiser
from footmap.data.samples import load_samples

from .result import Result
from .scenes import wander
from .window import as_installed

ROUNDS = 3
STEPS = 12
PROCESSES = 3
VIEW: ViewId = "foot_dorsal"
RADIUS_MM = 6.0
FRONT: tuple[Depth, ...] = ("nerve",)
"""The list that is looked at while a brush moves."""


def measure_assess() -> list[Result]:
    """CPU of one assessment of a sample case, of a step of a stroke, and of a whole process."""
    atlas = load_atlas()
    localiser = load_localiser(atlas)
    cases = [read_case(sample.path) for sample in load_samples()]
    paints = [replay(atlas, case.drawing) for case in cases]
    read = list(zip(paints, cases, strict=True))

    def once(full: bool) -> Callable[[Paint, Case], object]:
        return lambda paint, case: assess(localiser, paint, case.clues, full=full)

    return [
        Result("one assessment of a sample case, CPU, median", _median_ms(read, once(False)), "ms", 25.0, before=190.0),
        Result("the same with questions and stability", _median_ms(read, once(True)), "ms", 250.0, before=820.0),
        Result("the localiser's own list at a step of a stroke", _step_ms(atlas, localiser, read), "ms", 8.0),
        Result("rank --json as a process of its own, CPU, least", _process_s(), "s", 1.0, before=1.4),
    ]


def _median_ms(read: list[tuple[Paint, Case]], what: Callable[[Paint, Case], object]) -> float:
    costs = []
    for k in range(ROUNDS + 1):
        for paint, case in read:
            start = time.thread_time()
            what(paint, case)
            if k:  # the first round prepares what is kept
                costs.append((time.thread_time() - start) * 1e3)
    return statistics.median(costs)


def _step_ms(atlas: Atlas, localiser: Localiser, read: list[tuple[Paint, Case]]) -> float:
    tables = LiveTables(atlas, localiser.matcher.subjects)
    parts = ChangingParts(localiser.cells, atlas)
    costs = []
    for paint, case in read:
        match = localiser.matcher.match(paint)
        stroke = LiveEstimate(tables, paint, match).stroke("right", VIEW, "add")
        live = LivePaint(atlas.skin, paint, "right", VIEW, "add", "pain")
        for x, y in wander(atlas, VIEW, STEPS, seed=5):
            start = time.thread_time()
            stroke.move(x, y, RADIUS_MM)
            live.lead([(x, y, RADIUS_MM)])
            now = live.paint
            assess(localiser, now, case.clues, match=stroke.match(), painted=parts.of(now), depths=FRONT)
            costs.append((time.thread_time() - start) * 1e3)
    return statistics.median(costs)


def _process_s() -> float:
    """Least CPU of some processes; modules are compiled beforehand, as they are where the program is installed."""
    case = str(load_samples()[0].path)
    with tempfile.TemporaryDirectory() as folder:
        env = as_installed(folder)
        costs = []
        for k in range(PROCESSES + 1):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            command = [sys.executable, "-m", "footmap", "rank", case, "--json"]
            subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            if k:
                costs.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(costs)
