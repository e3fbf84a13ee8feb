"""Shortcuts on a keyboard of the United States, pressed as keys of a real X server; it keeps that layout."""

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

SHIFT: Final = 50
# Keycodes of the places on the keyboard, not of the letters printed there.
COMMA, PERIOD, OPEN, CLOSE = 59, 60, 34, 35
KEYS: Final = {"<": (SHIFT, COMMA), ">": (SHIFT, PERIOD), "[": (None, OPEN), "]": (None, CLOSE)}
SCRIPT: Final = """
import sys
from PySide6.QtCore import QTimer
from footmap.ui.app import application, run_window
from footmap.ui.window import Window

app = application()

def look():
    for window in app.topLevelWidgets():
        if isinstance(window, Window) and window.isVisible() and window.session is not None and not window.session.busy:
            s = window.parts.settings
            print(int(window.winId()), s.intensity, s.width_mm, flush=True)

timer = QTimer()
timer.timeout.connect(look)
timer.start(100)
sys.exit(run_window(None))
"""


def press(environment: dict[str, str], keys: tuple[int | None, int]) -> None:
    held, key = keys
    steps = ["key", str(key)]
    if held is not None:
        steps = ["keydown", str(held), *steps, "keyup", str(held)]
    subprocess.run(["xdotool", *steps], env=environment, check=True, timeout=30)


def test_intensity_and_width_follow_the_keys_that_carry_their_signs(display: str, tmp_path: Path) -> None:
    if shutil.which("xdotool") is None:
        pytest.skip("xdotool is missing")
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "XDG_CONFIG_HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
        "LC_ALL": "C.UTF-8",
    }
    complaints = tmp_path / "complaints"
    with complaints.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT], env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
        )
    assert process.stdout is not None

    def state() -> tuple[int, int, int]:
        """Window, intensity and width as they are from now on."""
        assert process.stdout is not None
        begin = time.monotonic()
        while True:
            line = process.stdout.readline()
            assert line, complaints.read_text()
            if time.monotonic() - begin > 0.6:
                window, intensity, width = (int(word) for word in line.split())
                return window, intensity, width

    try:
        window, intensity, width = state()
        subprocess.run(["xdotool", "windowfocus", "--sync", str(window)], env=environment, check=True, timeout=30)
        for sign, wanted in (
            ("<", (intensity - 1, width)),
            (">", (intensity, width)),
            (">", (intensity + 1, width)),
            ("]", (intensity + 1, width + 2)),
            ("[", (intensity + 1, width)),
        ):
            press(environment, KEYS[sign])
            assert state()[1:] == wanted, sign
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()
    assert "Ambiguous" not in complaints.read_text()
