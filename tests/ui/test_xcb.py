"""The window on a real X server: it starts as a user starts it, and closes without a word of complaint."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from footmap.data import resources

from .xserver import display

__all__ = ["display"]

SCRIPT: Final = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from footmap.ui.app import application, run_window
from footmap.ui.window import Window

app = application()
assert QGuiApplication.platformName() == "xcb"
seen = []

def look():
    for window in app.topLevelWidgets():
        if isinstance(window, Window) and window.isVisible() and window.session is not None and not window.session.busy:
            seen.append((window.width(), window.windowTitle(), window.dialogs.tour is not None))
            window.close()

timer = QTimer()
timer.timeout.connect(look)
timer.start(100)
code = run_window(Path(sys.argv[1]))
print(*seen[0], sep="|")
sys.exit(code)
"""


def test_a_window_starts_and_closes_on_an_x_server(display: str, tmp_path: Path) -> None:
    case = next(iter(sorted(resources.samples_folder().glob("*.footmap"))))
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "XDG_CONFIG_HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
        "LC_ALL": "C.UTF-8",
        "PYTHONWARNINGS": "error",
    }
    for first in (True, False):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(case)],
            capture_output=True,
            text=True,
            timeout=120,
            env=environment,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        width, title, tour = done.stdout.strip().split("|")
        assert int(width) <= 1280
        assert case.stem in title
        assert (tour == "True") is first, "the tour is shown on the first start alone"
    assert list(tmp_path.rglob("window.ini"))
