"""Window and process: start, brush event, memory, and one ranking from the command line. Each in fresh processes."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from footmap.data import kept, resources
from footmap.errors import FootmapError

from .result import Result

STARTS = 5
PROCESSES = 3


def measure_start() -> list[Result]:
    """First painted frame of the window against a bare PySide6 window, turn by turn."""
    bare, ours = [], []
    for _ in range(STARTS):
        bare.append(_first_frame_s("bare"))
        ours.append(_first_frame_s("footmap"))
    return [
        Result("first painted frame against a bare window", statistics.median(ours) / statistics.median(bare), "", 1.5)
    ]


def measure_brush() -> list[Result]:
    """One brush event (paint, live rank, panel) offscreen, against a matplotlib canvas that blits."""
    found = child("brush")
    return [
        Result("brush event at 1x, median", found["event_ms"], "ms", 1.0),
        Result("brush event at 2x, median", found["event_2x_ms"], "ms", 2.0),
        Result(
            "brush event, cheaper than a matplotlib blit canvas", found["blit_ms"] / found["event_ms"], "", 5.0, False
        ),
    ]


def measure_memory() -> list[Result]:
    """Resident memory of the window with every picture at 2x and a painted case."""
    return [Result("memory of the window, pictures at 2x", child("memory")["resident_mb"], "MB", 350.0)]


def measure_busy() -> list[Result]:
    """The window at 2x with a case of 5,000 strokes."""
    found = child("busy")
    what = f"{found['strokes']:,.0f} strokes at 2x"
    return [
        Result(f"brush event, {what}, median", found["event_ms"], "ms", 2.0),
        Result(f"worst event while a commit runs, {what}", found["worst_ms"], "ms", 16.0),
        Result(f"undo, {what}", found["undo_ms"], "ms", 1.0),
        Result(f"longest pause by the collector, {what}", found["collector_ms"], "ms", 16.0),
        Result(f"memory, {what}", found["resident_mb"], "MB", 350.0),
    ]


def measure_process() -> list[Result]:
    """One `footmap rank --json` process."""
    sample = a_sample()
    times = []
    for _ in range(PROCESSES):
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "footmap", "rank", str(sample), "--json"], capture_output=True, check=False
        )
        times.append(time.perf_counter() - start)
        if done.returncode != 0:
            raise FootmapError(f"footmap rank failed: {done.stderr.decode(errors='replace').strip()}")
    return [Result("one rank --json process", statistics.median(times), "s", 3.0)]


def as_installed(folder: str) -> dict[str, str]:
    """Variables of a process whose modules are compiled and which keeps what it makes in a folder of its own.

    Where the program is installed its modules are compiled too; and another footmap would drop what is kept.
    """
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return env | {"PYTHONPYCACHEPREFIX": folder, kept.VARIABLE: folder}


def a_sample() -> Path:
    """The first sample case."""
    return sorted(resources.samples_folder().glob("*.footmap"))[0]


def _first_frame_s(kind: str) -> float:
    start = time.monotonic()
    return float(child("start", kind)["painted_at"]) - start


def child(*words: str, more: Mapping[str, str] = MappingProxyType({})) -> dict[str, float]:
    """Figures of a process of its own, with `more` variables: run `bench.child` and read the JSON on its last line."""
    environment = {**os.environ, **more, "QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*=false"}
    command = [sys.executable, "-m", "footmap.bench.child", *words]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode != 0:
        raise FootmapError(f"The benchmark {words[0]} failed: {done.stderr.strip().splitlines()[-1:]}")
    out: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return out
