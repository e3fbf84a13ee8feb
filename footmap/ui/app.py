"""Starts the window."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from footmap.ui.runtime.garbage import Garbage
from footmap.ui.settings.language import install, of_desktop
from footmap.ui.settings.preferences import Preferences, default_path

from .runtime import allocator
from .runtime.log import Trace
from .runtime.signals import EndSignals
from .window import Window

if TYPE_CHECKING:
    from .document.journal import Places

translate = QCoreApplication.translate
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


def with_records(window: Window, places: Callable[[], Places], *, welcome: bool | None = None) -> None:
    """Give a window patients and visits as soon as its atlas is there; nothing of them is imported before.

    Parameters
    ----------
    welcome : bool or None
        Begin with what was left open, else (if true) with the start page; None begins with neither.
    """

    def begin() -> None:
        from .records.desk import Surroundings
        from .records.reception import welcome_soon
        from .records.records import Records

        session, files, assessment, body, p = (
            window.session,
            window.files,
            window.assessment,
            window.body_scene,
            window.parts,
        )
        if window.records is None and session and files and assessment and body:
            around = Surroundings(
                window,
                window.preferences,
                session,
                files,
                window.look,
                window.modes,
                p.commands,
                p.notice,
                assessment,
                body,
            )
            window.records = Records(around, places())
            p.menu.cover_time_chosen.connect(window.records.privacy.watch)
            if welcome is not None:
                welcome_soon(window.records.reception, page=welcome)

    window.ready.connect(begin)


def with_study(
    window: Window,
    progress: Callable[[], Path | None] = lambda: None,
    *,
    at_once: bool = False,
    clock: Callable[[], float] = time.time,
) -> None:
    """Let a window open study mode; nothing of it is imported before.

    Parameters
    ----------
    progress : callable
        The progress file; None for that of the user.
    at_once : bool
        Open it as soon as the atlas is there.
    clock : callable
        Seconds since 1970 in UTC, for what is due.
    """

    def open_() -> None:
        from .study.study import Around, Study

        session, body = window.session, window.body_scene
        if window.study is None and session and body:
            commands = window.parts.commands
            around = Around(window, window.preferences, session, window.look, window.modes, commands, body)
            window.study = Study(around, progress(), clock)
        if window.study is not None:
            window.study.open()

    def begin() -> None:
        window.parts.commands.study.triggered.connect(open_)
        if at_once and window.session is not None:
            open_()

    window.ready.connect(begin)


def own_places(preferences: Preferences) -> Places:
    """Where this user's library and drafts are."""
    from footmap.data.library.place import NAME, default_folder, library_path
    from footmap.errors import LibraryError

    from .document.journal import Places

    chosen = Path(preferences.library) if preferences.library else None
    try:
        library = library_path(chosen)
    except LibraryError:
        library = chosen or default_folder() / NAME  # opening it says what is wrong
    return Places(library, default_folder() / "drafts")


def with_trace(window: Window, trace: Trace) -> None:
    """Let a window say what goes wrong, and report it."""

    def copy() -> None:
        from .runtime import log

        QGuiApplication.clipboard().setText(log.report(trace.path))

    def say() -> None:
        if window.session is None:
            return
        records = window.records
        safe = records is not None and records.desk.journal.is_kept and not window.session.modified
        words = (
            translate("App", "Something went wrong; the record is safe.")
            if safe
            else translate("App", "Something went wrong; save your work now, please.")
        )
        window.parts.notice.show_problem(words, translate("App", "Copy the report"), copy)

    def case() -> str:
        from footmap.data.casefile import save_bytes

        session = window.session
        return save_bytes(session.record.case_for_file(session.case)).decode() if session is not None else ""

    def show() -> None:
        from .dialogs.report import ReportDialog

        ReportDialog(trace.path, case, window)

    def begin() -> None:
        trace.say_versions()
        window.parts.commands.report.setVisible(True)
        window.parts.commands.report.triggered.connect(show)

    trace.witness.noticed.connect(say)
    window.ready.connect(begin)


def run_window(case_path: Path | None = None, language: str | None = None, *, study: bool = False) -> int:
    """Open the window, with a case if one is given or in study mode; returns when it is closed.

    Parameters
    ----------
    language : {"en", "de"}, optional
        Instead of the chosen one; it is not remembered.
    """
    app = application()
    preferences = Preferences(default_path())
    trace = Trace(default_path().parent)
    trace.begin()
    install(app, language or preferences.language or of_desktop())
    window = Window(preferences, case_path=case_path, first_start=not (preferences.tour_seen or study))
    with_records(window, lambda: own_places(preferences), welcome=None if study else preferences.tour_seen)
    with_study(window, at_once=study)
    room = window.screen().availableSize()
    window.resize(min(window.width(), room.width()), min(window.height(), room.height()))
    with_trace(window, trace)
    signals = EndSignals(window)
    signals.asked.connect(partial(end_at_once, window, app))
    window.show()
    try:
        return app.exec()
    finally:
        signals.stop()
        trace.end()


def end_at_once(window: Window, app: QApplication) -> None:
    """Close without a question, since nobody may be there to answer; what is not saved is offered at the next start."""
    window.close_at_once()
    app.quit()
