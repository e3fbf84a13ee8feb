"""Keeps the parts in step with the open case: paint, panel, names of steps, title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from .assessment import AssessmentController

if TYPE_CHECKING:
    from footmap.ui.document.engine import Derived
    from footmap.ui.document.files import Files
    from footmap.ui.document.session import Session
    from footmap.ui.parts import Parts
    from footmap.ui.settings.preferences import Preferences


class DocumentBinder(QObject):
    """Connects one session and its files with the parts.

    Signals
    -------
    named(str, bool)
        Name of the case, and whether something of it is not saved.
    """

    named = Signal(str, bool)

    def __init__(self, session: Session, files: Files, parts: Parts, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._files, self._parts, self._preferences = session, files, parts, preferences
        self._connect_canvas()
        self._connect_session()
        self.reader = AssessmentController(session, parts, self)
        self._connect_files()

    def stop(self) -> None:
        """Follow no more."""
        self.reader.stop()

    def refresh(self) -> None:
        """Bring names and states up to date."""
        self._undo_changed()
        self._file_changed()

    def _connect_canvas(self) -> None:
        canvas, session = self._parts.canvas, self._session
        canvas.pressed.connect(session.mark)
        canvas.withdrawn.connect(session.withdraw)
        canvas.stroke_started.connect(session.start_stroke)
        canvas.stroke_extended.connect(session.extend_stroke)
        canvas.stroke_redrawn.connect(session.redraw_stroke)
        canvas.stroke_finished.connect(session.finish_stroke)
        canvas.stroke_cancelled.connect(session.cancel_stroke)

    def _connect_session(self) -> None:
        session, a = self._session, self._parts.commands
        session.paint_changed.connect(self._show_paint)
        session.problem.connect(self._parts.notice.tell)
        session.busy_changed.connect(self._parts.status.show_busy)
        session.file_changed.connect(self._file_changed)
        session.case_changed.connect(self._undo_changed)
        a.undo.triggered.connect(session.undo)
        a.redo.triggered.connect(session.redo)
        a.clear.triggered.connect(session.clear)

    def _connect_files(self) -> None:
        files, a, menu, notice = self._files, self._parts.commands, self._parts.menu, self._parts.notice
        a.new.triggered.connect(files.new)
        a.open.triggered.connect(files.ask_and_open)
        a.save.triggered.connect(files.save)
        a.save_as.triggered.connect(files.save_as)
        files.problem.connect(notice.tell)
        files.opened.connect(lambda note: notice.tell(note) if note else notice.hide())
        files.recent_changed.connect(lambda: menu.set_recent(self._preferences.recent))
        menu.recent_chosen.connect(files.open)
        menu.recent_cleared.connect(self._preferences.forget_all)
        menu.set_recent(self._preferences.recent)

    # ---- what the session says

    def _show_paint(self, derived: Derived) -> None:
        self._parts.canvas.set_paint(derived.paint, self._session.pending)

    def _undo_changed(self) -> None:
        stack, a = self._session.stack, self._parts.commands
        a.name_steps(stack.undoText(), stack.redoText())
        a.undo.setEnabled(stack.canUndo())
        a.redo.setEnabled(stack.canRedo())
        a.clear.setEnabled(bool(self._session.case.drawing.strokes))

    def _file_changed(self) -> None:
        modified = self._session.modified
        self._parts.topbar.set_case(self._files.name, modified)
        self.named.emit(self._files.name, modified)
