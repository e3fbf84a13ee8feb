"""What the window benchmarks run in a process of their own: ``python -m footmap.bench.child NAME``."""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, Qt

    from footmap.ui.window import Window

MOVES = 300
CROWD = 5000
"""Strokes of the crowded case."""
COMMITS = 9
PATIENCE_S = 10.0
REST_S = 6.0
"""Shortest rest of a window: it looks after its library some seconds after it is up."""
LONGEST_REST_S = 90.0
QUIET_S = 2.0
QUIET_SHARE = 0.05
"""A process that has used less of a processor for so long has read everything that it reads by itself."""
SIZE = (1440, 900)


def start_bare() -> dict[str, float]:
    """When a bare window has painted its first frame."""
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    painted: list[float] = []

    class Bare(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
            painted.append(time.monotonic())
            app.quit()

    app = QApplication([])
    window = Bare()
    window.resize(*SIZE)
    window.show()
    app.exec()
    return {"painted_at": painted[0]}


def start_footmap() -> dict[str, float]:
    """When the window has painted its first frame."""
    from footmap.ui.app import application
    from footmap.ui.settings.preferences import Preferences
    from footmap.ui.window import Window

    painted: list[float] = []
    app = application()
    with tempfile.TemporaryDirectory() as folder:
        window = Window(Preferences(Path(folder) / "window.ini"))
        window.first_painted.connect(lambda: painted.append(time.monotonic()))
        window.resize(*SIZE)
        window.show()
        while not painted:
            app.processEvents()
        print(json.dumps({"painted_at": painted[0]}), flush=True)
        os._exit(0)  # loading goes on in a thread; it is not what is measured


def brush() -> dict[str, float]:
    """Median of a mouse move while painting, with repaint and panel, at 1x and 2x; and of a blit canvas."""
    with tempfile.TemporaryDirectory() as folder:
        window = _window(Path(folder))
        out = {"event_ms": _moves_ms(window, 1.0), "event_2x_ms": _moves_ms(window, 2.0)}
        out["blit_ms"] = _blit_ms(window)
        return out


def memory() -> dict[str, float]:
    """Resident memory after every picture has been shown at 2x and a stroke was painted."""
    with tempfile.TemporaryDirectory() as folder:
        window = _window(Path(folder))
        _moves_ms(window, 2.0)
        assert window.session is not None
        window.session.settle()
        return {"resident_mb": _resident_mb()}


def busy() -> dict[str, float]:
    """The window at 2x with a case of many strokes: brush and worst event, undo, collector, memory."""
    with tempfile.TemporaryDirectory() as folder:
        window = _window(Path(folder))
        assert window.session is not None
        _open_crowded(window)
        event_ms = _moves_ms(window, 2.0)
        worst_ms = _worst_while_committing_ms(window)
        return {
            "event_ms": event_ms,
            "worst_ms": worst_ms,
            "undo_ms": _undo_ms(window),
            "resident_mb": _resident_mb(),
            "strokes": float(len(window.session.case.drawing.strokes)),
            "collector_ms": _longest_collection_ms(window),
        }


def records(library: str = "") -> dict[str, float]:
    """Processor time of the window's thread from when the window is up until the start page is drawn; and memory.

    What else the thread does meanwhile is counted too.
    """
    from PySide6.QtWidgets import QApplication

    from footmap.ui.app import application, with_records
    from footmap.ui.document.journal import Places
    from footmap.ui.settings.preferences import Preferences
    from footmap.ui.window import Window

    application()
    with tempfile.TemporaryDirectory() as folder:
        window = Window(Preferences(Path(folder) / "window.ini"))
        up: list[float] = []
        window.ready.connect(lambda: up.append(time.thread_time()))
        if library:
            with_records(window, lambda: Places(Path(library), Path(folder) / "drafts"), welcome=True)
        window.resize(*SIZE)
        window.show()

        def is_there() -> bool:
            return bool(up) and (
                not library or (window.records is not None and window.records.reception.page.isVisible())
            )

        end = time.monotonic() + 6 * PATIENCE_S
        while not is_there() and time.monotonic() < end:
            QApplication.processEvents()
        drawn = time.thread_time()
        _rest()
        found = {"page_ms": 1e3 * (drawn - up[0]), "resident_mb": _resident_mb()}
        if library:
            found["key_ms"] = _slow_key_ms(window)
        print(json.dumps(found), flush=True)
        os._exit(0)  # nothing is left to be kept


def study() -> dict[str, float]:
    """How long the home of study mode takes the first time."""
    from .study import open_study

    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(open_study(Path(folder), REST_S)), flush=True)
        os._exit(0)  # nothing is left to be kept


def _slow_key_ms(window: Window) -> float:
    """Processor time of the window's thread for a letter typed into the search of the start page: slowest of 20."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from .scenes import TYPED

    assert window.records is not None
    field = window.records.reception.page.search
    costs = []
    for words in TYPED:
        field.clear()
        for letter in words:
            start = time.thread_time()
            QTest.keyClicks(field, letter, Qt.KeyboardModifier.NoModifier)
            QApplication.processEvents()
            costs.append((time.thread_time() - start) * 1e3)
    return sorted(costs)[int(0.95 * len(costs))]


def _rest() -> None:
    """Let the window do what it does by itself, until it is quiet: on a busy machine that takes longer."""
    from PySide6.QtWidgets import QApplication

    begun = looked = time.monotonic()
    spent = time.process_time()
    while time.monotonic() - begun < LONGEST_REST_S:
        QApplication.processEvents()
        time.sleep(0.01)
        if time.monotonic() - looked < QUIET_S:
            continue
        quiet = time.process_time() - spent < QUIET_SHARE * (time.monotonic() - looked)
        if quiet and looked - begun >= REST_S:
            return
        looked, spent = time.monotonic(), time.process_time()


def _open_crowded(window: Window) -> None:
    from footmap.core.drawing import Case, Drawing
    from footmap.core.views import SIDES

    from .scenes import random_strokes

    assert window.session is not None
    atlas = window.session.engine.atlas
    strokes = [
        stroke for seed, side in enumerate(SIDES, start=11) for stroke in random_strokes(atlas, CROWD // 2, seed, side)
    ]
    window.session.open(Case(drawing=Drawing(tuple(strokes)), atlas_version=atlas.version, body=atlas.body), None)
    window.session.settle()


def _worst_while_committing_ms(window: Window) -> float:
    """Longest a mouse move waits while the stroke before it is being computed."""
    from PySide6.QtCore import QEvent, Qt

    assert window.session is not None
    worst = []
    for k in range(COMMITS):
        path = _path(window)[k * 20 : k * 20 + 20]
        _send(window, QEvent.Type.MouseButtonPress, path[0], Qt.MouseButton.LeftButton)
        for at in path[1:]:
            _send(window, QEvent.Type.MouseMove, at, Qt.MouseButton.LeftButton)
        _send(window, QEvent.Type.MouseButtonRelease, path[-1], Qt.MouseButton.NoButton)
        waits = []
        while window.session.busy:
            for at in path:
                start = _undisturbed_s()
                _send(window, QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton)
                waits.append((_undisturbed_s() - start) * 1e3)
        worst.append(max(waits, default=0.0))
    return statistics.median(worst)


def _longest_collection_ms(window: Window) -> float:
    """Longest pause for the collector of circular garbage: all generations, after each of some strokes; CPU."""
    import gc

    from PySide6.QtWidgets import QApplication

    assert window.assessment is not None
    window.assessment.settle(deep=True)
    deadline = time.monotonic() + PATIENCE_S
    while not gc.get_freeze_count() and time.monotonic() < deadline:  # what has been loaded is set aside
        QApplication.processEvents()
    began, pauses = [0.0], list[float]()

    def watch(phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            began[0] = time.thread_time()
        else:
            pauses.append((time.thread_time() - began[0]) * 1e3)

    gc.callbacks.append(watch)
    for k in range(COMMITS):
        _stroke(window, k)
        gc.collect()
    gc.callbacks.remove(watch)
    return max(pauses)


def _stroke(window: Window, k: int) -> None:
    """Paint a short stroke, the number `k` along the path; it is computed when this returns."""
    from PySide6.QtCore import QEvent, Qt

    assert window.session is not None
    path = _path(window)[k * 20 : k * 20 + 20]
    _send(window, QEvent.Type.MouseButtonPress, path[0], Qt.MouseButton.LeftButton)
    for at in path[1:]:
        _send(window, QEvent.Type.MouseMove, at, Qt.MouseButton.LeftButton)
    _send(window, QEvent.Type.MouseButtonRelease, path[-1], Qt.MouseButton.NoButton)
    window.session.settle()


def _undo_ms(window: Window) -> float:
    """Time that a step back and its result take, with the strokes that were just painted."""
    assert window.session is not None
    costs = []
    for _ in range(COMMITS):
        start = _undisturbed_s()
        window.session.undo()
        costs.append((_undisturbed_s() - start) * 1e3)
        window.session.settle()
    return statistics.median(costs)


def _undisturbed_s() -> float:
    """A clock that stands while the window's thread waits for a processor: other programs are not footmap's doing.

    It runs while the thread waits for a lock that another thread of footmap holds.
    """
    try:
        waited_ns = int(Path("/proc/thread-self/schedstat").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):  # another system
        waited_ns = 0
    return time.perf_counter() - waited_ns / 1e9


def _resident_mb() -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024.0
    raise RuntimeError("no VmRSS")


def _window(folder: Path) -> Window:
    from footmap.ui.app import application
    from footmap.ui.loader import load
    from footmap.ui.settings.preferences import Preferences
    from footmap.ui.window import Window

    app = application()
    window = Window(Preferences(folder / "window.ini"), theme="light")
    window.resize(*SIZE)
    window.attach(*load())
    window.show()
    for _ in range(20):
        app.processEvents()
    return window


def _moves_ms(window: Window, ratio: float) -> float:
    from PySide6.QtCore import QEvent, Qt

    canvas = window.parts.canvas
    canvas.set_ratio(ratio)
    scene = canvas.scene
    assert scene is not None
    scene.read_large_now()
    canvas.repaint()
    path = _path(window)

    costs = []
    _send(window, QEvent.Type.MouseButtonPress, path[0], Qt.MouseButton.LeftButton)
    for at in path[1:]:
        start = time.perf_counter()
        _send(window, QEvent.Type.MouseMove, at, Qt.MouseButton.LeftButton)
        costs.append((time.perf_counter() - start) * 1e3)
    _send(window, QEvent.Type.MouseButtonRelease, path[-1], Qt.MouseButton.NoButton)
    assert window.session is not None
    window.session.settle()
    assert window.session.case.drawing.strokes, "nothing was painted"
    return statistics.median(costs)


def _send(window: Window, kind: QEvent.Type, place: tuple[float, float], held: Qt.MouseButton) -> None:
    """One mouse event on the canvas, and everything that follows from it."""
    from PySide6.QtCore import QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    canvas, at = window.parts.canvas, QPointF(*place)
    button = Qt.MouseButton.LeftButton if kind != QEvent.Type.MouseMove else Qt.MouseButton.NoButton
    event = QMouseEvent(kind, at, canvas.mapToGlobal(at), button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(canvas, event)
    QApplication.processEvents()


def _path(window: Window) -> list[tuple[float, float]]:
    """Canvas points of a wandering stroke on the right foot's back."""
    from .scenes import wander

    canvas, scene = window.parts.canvas, window.parts.canvas.scene
    assert scene is not None
    assert window.session is not None
    slot = next(s for s in scene.layout.slots if s.view == "foot_dorsal" and s.side == "right")
    corner, unit = canvas.point_mm(slot, 0.0, 0.0), canvas.point_mm(slot, 1.0, 1.0)
    per_x, per_y = unit[0] - corner[0], unit[1] - corner[1]
    points = wander(window.session.engine.atlas, "foot_dorsal", MOVES, seed=7)
    return [((x - corner[0]) / per_x, (y - corner[1]) / per_y) for x, y in points]


def _blit_ms(window: Window) -> float:
    """The same path on a matplotlib canvas of the same size: restore, draw the stroke, rank, blit."""
    import numpy as np
    from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
    from matplotlib.figure import Figure
    from PySide6.QtWidgets import QApplication

    from footmap.core.live import LiveEstimate

    assert window.session is not None
    engine = window.session.engine
    path = _path(window)
    width, height = window.parts.canvas.width(), window.parts.canvas.height()
    figure = Figure(figsize=(width / 100, height / 100), dpi=100)
    canvas = FigureCanvasQTAgg(figure)
    canvas.resize(width, height)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.imshow(np.full((height, width, 3), 240, dtype=np.uint8), extent=(0, width, height, 0))
    (line,) = axes.plot([], [], linewidth=14, solid_capstyle="round", alpha=0.6, animated=True)
    canvas.show()
    canvas.draw()
    background = canvas.copy_from_bbox(figure.bbox)
    derived = window.session.derived
    tables = engine.tables
    stroke = LiveEstimate(tables, derived.paint, derived.match).stroke("right", "foot_dorsal", "add")
    costs = []
    for i in range(1, len(path)):
        start = time.perf_counter()
        xs, ys = zip(*path[: i + 1], strict=True)
        line.set_data(xs, ys)
        stroke.move(*path[i], 6.0)
        stroke.match().overlaps("nerve")
        canvas.restore_region(background)
        axes.draw_artist(line)
        canvas.blit(figure.bbox)
        QApplication.processEvents()
        costs.append((time.perf_counter() - start) * 1e3)
    return statistics.median(costs)


def main(words: list[str]) -> int:
    """Run one and print its figures as JSON."""
    kinds = {"start bare": start_bare, "start footmap": start_footmap, "brush": brush, "memory": memory, "busy": busy}
    kinds["study"] = study
    found = records(*words[1:]) if words[0] == "records" else kinds[" ".join(words)]()
    print(json.dumps(found), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
