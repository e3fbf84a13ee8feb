"""A window that is dragged from a usual screen to a fine one and back; run in a process of its own.

Qt's offscreen platform reads its screens from a file; on an X server RandR makes them, and one of them is unplugged.
Their scales are set as a desktop does, by name. What it finds is printed as JSON.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from footmap.core.views import ViewId
from footmap.ui.app import application
from footmap.ui.loader import load
from footmap.ui.settings.preferences import Preferences
from footmap.ui.window import Window

from .monitors import Monitors

STEP_PX = 120
SCREEN_PX = (1440, 900)
LINES = {
    "left": ((0.0, 60.0), (0.0, 100.0)),
    "right": ((0.0, 120.0), (0.0, 160.0)),
    "between": ((30.0, 60.0), (30.0, 100.0)),
}
VIEW: ViewId = "foot_plantar"


def at(window: Window, x_mm: float, y_mm: float) -> QPoint:
    canvas = window.parts.canvas
    assert canvas.scene is not None
    slot = canvas.scene.layout.slot(VIEW, "right")
    assert slot is not None
    return QPointF(*canvas.port.to_screen(*slot.to_px(x_mm, y_mm))).toPoint()


def drag_window(window: Window, to_x: int) -> None:
    """Move the window in steps, as a hand does."""
    x = window.x()
    while x != to_x:
        x = min(x + STEP_PX, to_x) if x < to_x else max(x - STEP_PX, to_x)
        window.move(x, 40)
        QApplication.processEvents()


def paint(window: Window, name: str) -> None:
    canvas, points = window.parts.canvas, [at(window, *point) for point in LINES[name]]
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[0])
    for point in points:
        QTest.mouseMove(canvas, point)
    if name == "between":
        drag_window(window, 0)  # the screen changes while the button is down
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(window, *LINES[name][1]))


def seen(window: Window) -> dict[str, object]:
    """Where the window is and how its picture is drawn."""
    canvas = window.parts.canvas
    scene, session = canvas.scene, window.session
    assert scene is not None
    assert session is not None
    session.settle()
    QApplication.processEvents()
    scene.settle()
    picture = canvas.grab().toImage()
    spots = [at(window, *((a + b) / 2 for a, b in zip(*line, strict=True))) for line in LINES.values()]
    ratio = picture.devicePixelRatio()
    return {
        "screen": window.screen().name(),
        "ratio": canvas.ratio,
        "size": [window.width(), window.height()],
        "picture": [picture.width() / canvas.width(), picture.height() / canvas.height()],
        "strokes": len(session.case.drawing.strokes),
        "colours": [picture.pixelColor(round(p.x() * ratio), round(p.y() * ratio)).name() for p in spots],
    }


def dragged(window: Window) -> list[dict[str, object]]:
    """Paint on each screen, and while the window goes from one to the other."""
    paint(window, "left")
    out = [seen(window)]
    drag_window(window, 1500)
    out.append(seen(window))
    paint(window, "right")
    out.append(seen(window))
    paint(window, "between")
    return [*out, seen(window)]


def unplugged(window: Window, monitors: Monitors) -> list[dict[str, object]]:
    """Paint on the right screen, which goes away in the middle of the next stroke; then paint again."""
    drag_window(window, 1500)
    paint(window, "left")
    out = [seen(window)]
    canvas, points = window.parts.canvas, [at(window, *point) for point in LINES["right"]]
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[0])
    QTest.mouseMove(canvas, points[1])
    monitors.unplug("right")
    for _ in range(20):
        QTest.qWait(50)
    QTest.mouseRelease(
        canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(window, *LINES["right"][1])
    )
    out.append(seen(window))
    drag_window(window, 0)
    assert window.session is not None
    window.session.clear()
    paint(window, "right")
    return [*out, seen(window)]


def main() -> None:
    monitors = None
    if sys.argv[1:] == ["unplug"]:
        monitors = Monitors()
        monitors.plug("left", 0, 0, *SCREEN_PX)
        monitors.plug("right", SCREEN_PX[0], 0, 2 * SCREEN_PX[0], 2 * SCREEN_PX[1])
    app = application()
    with tempfile.TemporaryDirectory() as folder:
        window = Window(Preferences(Path(folder) / "window.ini"), theme="light")
        window.resize(1280, 800)
        window.move(0, 40)
        window.attach(*load())
        window.show()
        app.processEvents()
        found = [seen(window)]
        found += unplugged(window, monitors) if monitors is not None else dragged(window)
        assert window.session is not None
        window.session.stack.setClean()
        window.close()
    json.dump({"screens": [[s.name(), s.devicePixelRatio()] for s in app.screens()], "seen": found}, sys.stdout)


if __name__ == "__main__":
    main()
