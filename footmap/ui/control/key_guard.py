"""Whose a key is: a text field keeps what edits text, and the picture has Space while the pointer works on it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction

    from footmap.ui.canvas.canvas import Canvas

_NAVIGATES: Final = frozenset(
    (
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    )
)
"""Keys that lead from control to control: whoever uses them works by keyboard."""


def takes_text(widget: QWidget | None) -> bool:
    """True for a field that can be written into."""
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        return not widget.isReadOnly()
    return isinstance(widget, QAbstractSpinBox) or (isinstance(widget, QComboBox) and widget.isEditable())


class KeyGuard(QObject):
    """Watches the widget that has the keys, and no other.

    While a text field has them, no key of `drawing` does what it does to the drawing: it edits the text or does
    nothing. While the pointer works on the picture, Space moves the sheet, whichever button has the keys; once a
    key has led from control to control, Space is that control's again until the pointer moves over the picture.

    Parameters
    ----------
    drawing : sequence of QAction
        What changes the drawing or what is painted with.
    """

    def __init__(self, host: QWidget, canvas: Canvas, drawing: Sequence[QAction]) -> None:
        super().__init__(host)
        self._host, self._canvas = host, canvas
        self._drawing = tuple(drawing)
        self._watched: QWidget | None = None
        self._since: int | None = None
        self._space_held = False
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._watch)
        self._watch(None, QApplication.focusWidget())

    @property
    def _by_keys(self) -> bool:
        """True from a key that led to a control until the pointer moves over the picture."""
        return self._since == self._canvas.pointing.moves

    def _watch(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._watched is not None:
            with suppress(RuntimeError):  # a widget that is being destroyed gives the keys away before it says so
                self._watched.removeEventFilter(self)
                self._watched.destroyed.disconnect(self._gone)
        self._watched = None
        if new is not None and new.window() is self._host and new is not self._canvas:
            self._watched = new
            if QApplication.mouseButtons() == Qt.MouseButton.NoButton:  # no click has led here
                self._since = self._canvas.pointing.moves
            new.installEventFilter(self)
            new.destroyed.connect(self._gone)
        elif self._space_held and new is not self._canvas:  # else the picture hears the key go up
            self._release_space()

    def _gone(self) -> None:
        self._watched = None

    def _release_space(self) -> None:
        self._space_held = False
        self._canvas.pointing.hold_space(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        kind = event.type()
        writes = isinstance(watched, QWidget) and takes_text(watched)
        if kind == QEvent.Type.ShortcutOverride:
            if writes and self._draws(event):
                event.accept()
                return True
            return False
        if kind == QEvent.Type.KeyPress and event.key() in _NAVIGATES:
            self._since = self._canvas.pointing.moves
            return False
        if event.key() != Qt.Key.Key_Space or writes:
            return False
        if kind == QEvent.Type.KeyRelease and self._space_held:
            if not event.isAutoRepeat():
                self._release_space()
            return True
        if kind == QEvent.Type.KeyPress and not self._by_keys and self._canvas.pointing.here is not None:
            if not event.isAutoRepeat():
                self._space_held = True
                self._canvas.pointing.hold_space(True)
            return True
        return False

    def _draws(self, event: QKeyEvent) -> bool:
        """Would this key change the drawing?"""
        pressed = QKeySequence(event.keyCombination())
        return any(pressed in action.shortcuts() for action in self._drawing if action.isEnabled())
