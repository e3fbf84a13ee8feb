"""Starts the window."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication

from footmap.ui.runtime.garbage import Garbage
from footmap.ui.settings.language import install, of_desktop
from footmap.ui.settings.preferences import Preferences, default_path

from .runtime import allocator
from .window import Window

if TYPE_CHECKING:
    from .document.journal import Places

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


def with_records(window: Window, places: Callable[[], Places], *, welcome: bool = False) -> None:
    """Give a window patients and visits as soon as its atlas is there; nothing of them is imported before.

    Parameters
    ----------
    welcome : bool
        Begin with what was left open, or with the start page.
    """

    def begin() -> None:
        from .records.desk import Surroundings
        from .records.reception import welcome_soon
        from .records.records import Records

        session, files, assessment, p = window.session, window.files, window.assessment, window.parts
        if window.records is None and session is not None and files is not None and assessment is not None:
            around = Surroundings(window, session, files, window.look, window.modes, p.commands, p.notice, assessment)
            window.records = Records(around, places())
            if welcome:
                welcome_soon(window.records.reception)

    window.ready.connect(begin)


def own_places() -> Places:
    """Where this user's library and drafts are."""
    from footmap.data.library.place import default_folder, library_path

    from .document.journal import Places

    return Places(library_path(), default_folder() / "drafts")


def run_window(case_path: Path | None = None) -> int:
    """Open the window, with a case if one is given; returns when it is closed."""
    app = application()
    preferences = Preferences(default_path())
    install(app, preferences.language or of_desktop())
    window = Window(preferences, case_path=case_path, first_start=not preferences.tour_seen)
    with_records(window, own_places, welcome=preferences.tour_seen)
    room = window.screen().availableSize()
    window.resize(min(window.width(), room.width()), min(window.height(), room.height()))
    window.show()
    return app.exec()
