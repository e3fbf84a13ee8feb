"""Patients in the window: the start page, what the library costs, comparing two visits, and one report."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from footmap.core.compare import compare
from footmap.core.coverage import RegionCover
from footmap.core.drawing import Drawing
from footmap.core.paint import replay
from footmap.core.record import Visit, new_id
from footmap.data import kept
from footmap.errors import FootmapError

from .result import Result
from .scenes import random_strokes
from .window import a_sample, as_installed, child

STARTS: Final = 3
PAIRS: Final = 9
STROKES: Final = 40
REPORTS: Final = 3


def measure_records(library: Path) -> list[Result]:
    """The window with a library beside the window without, in fresh processes, turn by turn."""
    found, plain = [], []
    with tempfile.TemporaryDirectory() as folder:  # of its own, so that no other footmap drops what is kept
        own = {kept.VARIABLE: folder}
        child("records", str(library), more=own)  # fills it, which costs memory
        for _ in range(STARTS):
            found.append(child("records", str(library), more=own))
            plain.append(child("records", more=own))
    more_mb = statistics.median(a["resident_mb"] - b["resident_mb"] for a, b in zip(found, plain, strict=True))
    key_ms = statistics.median(one["key_ms"] for one in found)
    page_ms = statistics.median(one["page_ms"] for one in found)
    return [
        Result("start page after the window is up, CPU of its thread", page_ms, "ms", 150.0),
        Result("a key of the search in the window, slowest of 20, CPU of its thread", key_ms, "ms", 20.0),
        Result("window with the library open, more than without", more_mb, "MB", 20.0),
    ]


def measure_compare() -> list[Result]:
    """Two visits of one patient: replayed and compared."""
    from footmap.data.assets import load_atlas

    atlas = load_atlas()
    cover = RegionCover(atlas)
    times, replays = [], []
    start = datetime(2026, 1, 7, 8, 0, tzinfo=UTC)
    for seed in range(PAIRS + 1):
        visits = []
        for k in range(2):
            visit = Visit(new_id(), start + timedelta(days=42 * k))
            drawing = Drawing(tuple(random_strokes(atlas, STROKES, 2 * seed + k)))
            visits.append(replace(visit, case=replace(visit.case, drawing=drawing)))
        begun = time.thread_time()
        before, after = (replay(atlas, visit.case.drawing) for visit in visits)
        replayed = time.thread_time()
        compare(atlas, cover, before, after)
        if seed:  # the first unpacks the maps of the skin
            replays.append(replayed - begun)
            times.append(time.thread_time() - replayed)
    return [
        Result(f"comparing two visits of {STROKES} strokes, CPU", 1e3 * statistics.median(times), "ms", 100.0),
        Result("replaying both drawings first, CPU", 1e3 * statistics.median(replays), "ms", 1000.0),
    ]


def measure_report() -> list[Result]:
    """One ``footmap report`` process, from nothing to the PDF."""
    times = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(REPORTS + 1):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            done = subprocess.run(
                [sys.executable, "-m", "footmap", "report", str(a_sample()), "-o", str(Path(folder) / "report.pdf")],
                capture_output=True,
                check=False,
                env=as_installed(folder),
            )
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            if done.returncode != 0:
                raise FootmapError(f"footmap report failed: {done.stderr.decode(errors='replace').strip()}")
            times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return [Result("one report, cold process, CPU", statistics.median(times[1:]), "s", 2.0)]  # the first fills caches
