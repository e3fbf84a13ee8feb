"""Study mode in the window: how long its home takes the first time."""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from typing import Final

from .result import Result

OPENINGS: Final = 3
PATIENCE_S: Final = 60.0
GOAL_MS: Final = 300.0


def measure_study() -> list[Result]:
    """From Ctrl+L to the painted home of a learner who is known, the first time, in fresh processes."""
    from .window import child

    found = [child("study") for _ in range(OPENINGS)]
    return [
        Result("home of study mode, first time", statistics.median(f["home_ms"] for f in found), "ms", GOAL_MS),
        Result("the same, CPU of the window's thread", statistics.median(f["thread_ms"] for f in found), "ms", GOAL_MS),
        Result(
            "its map of what is known, CPU of both threads", statistics.median(f["map_ms"] for f in found), "ms", 1000.0
        ),
    ]


def open_study(folder: Path, rest_s: float) -> dict[str, float]:
    """Open the window in a folder of its own, let it rest, and open study mode in it."""
    from PySide6.QtWidgets import QApplication

    from footmap.data.progress.store import Progress
    from footmap.ui.app import application, with_study
    from footmap.ui.settings.preferences import Preferences
    from footmap.ui.window import Window

    application()
    path = folder / "progress.footstudy"
    with Progress(path) as progress:
        progress.add("Bench")
    window = Window(Preferences(folder / "window.ini"))
    with_study(window, lambda: path)
    up: list[float] = []
    window.ready.connect(lambda: up.append(time.monotonic()))
    window.show()
    end = time.monotonic() + PATIENCE_S
    while not up and time.monotonic() < end:
        QApplication.processEvents()
    while time.monotonic() < up[0] + rest_s:
        QApplication.processEvents()
        time.sleep(0.01)
    wall, thread = time.monotonic(), time.thread_time()
    window.parts.commands.study.trigger()
    study = window.study
    assert study is not None
    while study.room is None or study.room.desk is None or not study.home.due.isVisible():
        QApplication.processEvents()
        time.sleep(0.001)
    assert study.page is not None
    study.page.repaint()
    out = {"home_ms": 1e3 * (time.monotonic() - wall), "thread_ms": 1e3 * (time.thread_time() - thread)}
    process = time.process_time()
    study.settle()
    return {**out, "map_ms": 1e3 * (time.process_time() - process)}
