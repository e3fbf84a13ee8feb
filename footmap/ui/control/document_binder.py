"""Keeps the window in step with the open case: paint, names of steps, state of the commands, title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from footmap.ui.canvas.canvas import Canvas
    from footmap.ui.document.engine import Derived
    from footmap.ui.document.files import Files
    from footmap.ui.document.session import Session
    from footmap.ui.settings.preferences import Preferences
    from footmap.ui.shell.actions import Actions
    from footmap.ui.shell.menu import MainMenu
    from footmap.ui.shell.notice import Notice
    from footmap.ui.shell.statusline import StatusLine
    from footmap.ui.shell.topbar import TopBar


class DocumentBinder(QObject):
    """Connects one session and its files with canvas, commands and bars.

    Signals
    -------
    named(str, bool)
        Name of the case, and whether something of it is not saved.
    """

    named = Signal(str, bool)

    def __init__(
        self,
        session: Session,
        files: Files,
        preferences: Preferences,
        parent: QObject,
        *,
        canvas: Canvas,
        commands: Actions,
        topbar: TopBar,
        menu: MainMenu,
        notice: Notice,
        status: StatusLine,
    ) -> None:
        super().__init__(parent)
        self._session, self._files, self._preferences = session, files, preferences
        self._canvas, self._commands, self._topbar, self._menu, self._notice = canvas, commands, topbar, menu, notice
        self._connect_canvas()
        self._connect_session(status)
        self._connect_files()

    def refresh(self) -> None:
        """Bring names and states up to date."""
        self._undo_changed()
        self._file_changed()

    def _connect_canvas(self) -> None:
        canvas, session = self._canvas, self._session
        canvas.pressed.connect(session.mark)
        canvas.withdrawn.connect(session.withdraw)
        canvas.stroke_started.connect(session.start_stroke)
        canvas.stroke_extended.connect(session.extend_stroke)
        canvas.stroke_redrawn.connect(session.redraw_stroke)
        canvas.stroke_finished.connect(session.finish_stroke)
        canvas.stroke_cancelled.connect(session.cancel_stroke)

    def _connect_session(self, status: StatusLine) -> None:
        session, a = self._session, self._commands
        session.paint_changed.connect(self._show_paint)
        session.problem.connect(self._notice.show_problem)
        session.busy_changed.connect(status.show_busy)
        session.file_changed.connect(self._file_changed)
        session.case_changed.connect(self._undo_changed)
        a.undo.triggered.connect(self._undo)
        a.redo.triggered.connect(session.redo)
        a.clear.triggered.connect(session.clear)

    def _connect_files(self) -> None:
        files, a, menu, notice = self._files, self._commands, self._menu, self._notice
        a.new.triggered.connect(files.new)
        a.open.triggered.connect(files.ask_and_open)
        a.save.triggered.connect(files.save)
        a.save_as.triggered.connect(files.save_as)
        files.problem.connect(notice.show_problem)
        files.opened.connect(lambda note: notice.show_message(note) if note else notice.hide())
        files.recent_changed.connect(lambda: menu.set_recent(self._preferences.recent))
        menu.recent_chosen.connect(files.open)
        menu.recent_cleared.connect(self._preferences.forget_all)
        menu.set_recent(self._preferences.recent)

    def _undo(self) -> None:
        """Give up the stroke under way, else take back the last step."""
        if self._canvas.pointing.paints:
            self._canvas.cancel()
        else:
            self._session.undo()

    # ---- what the session says

    def _show_paint(self, derived: Derived) -> None:
        self._canvas.set_paint(derived.paint, self._session.pending)

    def _undo_changed(self) -> None:
        stack, a = self._session.stack, self._commands
        a.name_steps(stack.undoText(), stack.redoText())
        a.undo.setEnabled(stack.canUndo())
        a.redo.setEnabled(stack.canRedo())
        a.clear.setEnabled(bool(self._session.case.drawing.strokes))

    def _file_changed(self) -> None:
        modified = self._session.modified
        self._topbar.set_case(self._files.name, modified)
        self.named.emit(self._files.name, modified)
