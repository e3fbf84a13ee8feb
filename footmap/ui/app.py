"""Starts the window."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QApplication

from footmap.ui.runtime.garbage import Garbage
from footmap.ui.settings.language import install, of_desktop
from footmap.ui.settings.preferences import Preferences, default_path

from .runtime import allocator
from .window import Window

SWITCH_S: Final = 0.001
"""Time after which a computing thread hands over to the window; Python's own 5 ms can add up within one event."""


def application() -> QApplication:
    """The one QApplication, made if there is none."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    allocator.keep_small()
    sys.setswitchinterval(SWITCH_S)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("footmap")
    app.setApplicationDisplayName("footmap")
    app.setDesktopFileName("footmap")
    app.setStyle("Fusion")
    Garbage(app)
    return app


def run_window(case_path: Path | None = None) -> int:
    """Open the window, with a case if one is given; returns when it is closed."""
    app = application()
    preferences = Preferences(default_path())
    install(app, preferences.language or of_desktop())
    window = Window(preferences, case_path=case_path, first_start=not preferences.tour_seen)
    room = window.screen().availableSize()
    window.resize(min(window.width(), room.width()), min(window.height(), room.height()))
    window.show()
    return app.exec()
