"""Is there anything to show a window on? Qt would end the process with a core dump where there is not."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo

from footmap.errors import FootmapError


def check_display() -> None:
    """Say in one sentence why no window can be opened.

    Raises
    ------
    FootmapError
        If the platform that was asked for is not there, or no display is.
    """
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
    there = {path.name.split(".")[0].removeprefix("lib").removeprefix("q") for path in folder.glob("*q*")}
    asked = os.environ.get("QT_QPA_PLATFORM", "")
    if asked:
        names = [part.split(":")[0] for part in asked.split(";") if part]
        if there and not any(name in there or name.startswith("wayland") for name in names):
            raise FootmapError(f"Qt has no platform {asked[:40]!a} here; unset QT_QPA_PLATFORM.")
    elif sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise FootmapError(
            "There is no display to open a window on; commands such as 'footmap report' work without one."
        )
