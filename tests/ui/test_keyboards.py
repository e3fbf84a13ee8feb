"""Shortcuts on keyboards of several countries, pressed as keys of a real X server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import pytest

from .xserver import display

__all__ = ["display"]

SHIFT, ALTGR, CTRL = 50, 108, 37
Press = tuple[tuple[int, ...], int]
"""Keys that are held, and the one pressed: codes of places on the keyboard, not of the letters printed there."""
ENGLISH: Final[dict[str, Press]] = {
    "<": ((SHIFT,), 59), ">": ((SHIFT,), 60), "[": ((), 34), "]": ((), 35), "+": ((SHIFT,), 21), "-": ((), 20),
    "undo": ((CTRL,), 52),
}  # fmt: skip
LAYOUTS: Final[dict[str, dict[str, Press]]] = {
    "us": ENGLISH,
    "gb": ENGLISH,
    "de": {
        "<": ((), 94), ">": ((SHIFT,), 94), "[": ((ALTGR,), 17), "]": ((ALTGR,), 18), "+": ((), 35), "-": ((), 61),
        "undo": ((CTRL,), 29),
    },
    "fr": {
        "<": ((), 94), ">": ((SHIFT,), 94), "[": ((ALTGR,), 14), "]": ((ALTGR,), 20), "+": ((SHIFT,), 21),
        "-": ((), 15), "undo": ((CTRL,), 25),
    },
}  # fmt: skip
SCRIPT: Final = """
import sys
from PySide6.QtCore import QTimer
from footmap.ui.app import application, run_window
from footmap.ui.window import Window

app = application()
painted = []

def look():
    for window in app.topLevelWidgets():
        if isinstance(window, Window) and window.isVisible() and window.session is not None and not window.session.busy:
            p = window.parts
            undone = p.commands.undo.isEnabled()
            print(
                int(window.winId()), p.settings.intensity, p.settings.width_mm, round(100 * p.canvas.port.zoom),
                int(undone), flush=True
            )
            if not painted and window.accessible_painting is not None:
                painted.append(True)
                regions = window.accessible_painting.regions
                regions.mark("right", regions.ids()[0])

timer = QTimer()
timer.timeout.connect(look)
timer.start(100)
sys.exit(run_window(None))
"""


def press(environment: dict[str, str], keys: Press) -> None:
    held, key = keys
    steps = [word for code in held for word in ("keydown", str(code))]
    steps += ["key", str(key)]
    steps += [word for code in reversed(held) for word in ("keyup", str(code))]
    subprocess.run(["xdotool", *steps], env=environment, check=True, timeout=30)


@pytest.mark.parametrize("layout", ["us", *(pytest.param(name, marks=pytest.mark.long) for name in ("gb", "de", "fr"))])
def test_shortcuts_follow_the_keys_that_carry_their_signs(display: str, tmp_path: Path, layout: str) -> None:
    missing = [name for name in ("xdotool", "setxkbmap") if shutil.which(name) is None]
    if missing:
        pytest.skip(f"{' and '.join(missing)} missing (packages xdotool and x11-xkb-utils)")
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "XDG_CONFIG_HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
        "LC_ALL": "C.UTF-8",
    }
    subprocess.run(["setxkbmap", "-layout", layout], env=environment, check=True, timeout=30)
    complaints = tmp_path / "complaints"
    with complaints.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT], env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
        )
    assert process.stdout is not None

    def state() -> tuple[int, ...]:
        """Window, intensity, width, zoom and whether there is something to undo, as they are from now on."""
        assert process.stdout is not None
        begin = time.monotonic()
        while True:
            line = process.stdout.readline()
            assert line, complaints.read_text()
            if time.monotonic() - begin > 0.6:
                return tuple(int(word) for word in line.split())

    try:
        window = state()[0]
        while not state()[4]:
            pass
        subprocess.run(["xdotool", "windowfocus", "--sync", str(window)], env=environment, check=True, timeout=30)
        _, intensity, width, zoom, undo = state()
        keys = LAYOUTS[layout]
        for sign, wanted in (
            ("<", (intensity - 1, width)),
            (">", (intensity, width)),
            (">", (intensity + 1, width)),
            ("]", (intensity + 1, width + 2)),
            ("[", (intensity + 1, width)),
        ):
            press(environment, keys[sign])
            assert state()[1:3] == wanted, sign
        press(environment, keys["+"])
        assert state()[3] > zoom
        press(environment, keys["-"])
        assert state()[3] == zoom
        press(environment, keys["undo"])
        assert (undo, state()[4]) == (1, 0)
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()
    assert "Ambiguous" not in complaints.read_text()
