"""Every command of the window as a QAction: words, shortcut and icon in one place."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from . import icons
from .tokens import Theme

Keys = QKeySequence.StandardKey | str


class Actions(QObject):
    """The actions; the window connects them.

    Attributes
    ----------
    all : list of QAction
        In the order of the shortcuts sheet.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.all: list[QAction] = []
        self._icons: dict[QAction, str] = {}
        key = QKeySequence.StandardKey
        self.new = self._add(self.tr("New"), key.New)
        self.open = self._add(self.tr("Open…"), key.Open)
        self.save = self._add(self.tr("Save"), key.Save)
        self.save_as = self._add(self.tr("Save as…"), "Ctrl+Shift+S")
        self.quit = self._add(self.tr("Quit"), "Ctrl+Q")
        self.undo = self._add(self.tr("Undo"), key.Undo, "undo")
        self.redo = self._add(self.tr("Redo"), "Ctrl+Shift+Z", "redo", also="Ctrl+Y")
        self.clear = self._add(self.tr("Clear all paint"), "Ctrl+Backspace", "clear")
        self.brush = self._add(self.tr("Brush"), "B", "brush", checkable=True)
        self.eraser = self._add(self.tr("Eraser"), "E", "eraser", checkable=True)
        self.pan = self._add(self.tr("Move the sheet"), "H", "pan", checkable=True)
        self.tools = QActionGroup(self)
        for tool in (self.brush, self.eraser, self.pan):
            self.tools.addAction(tool)
        self.brush.setChecked(True)
        self.narrower = self._add(self.tr("Narrower brush"), "[")
        self.wider = self._add(self.tr("Wider brush"), "]")
        self.weaker = self._add(self.tr("Less intense"), "Shift+,", also="<")
        self.stronger = self._add(self.tr("More intense"), "Shift+.", also=">")
        self.zoom_in = self._add(self.tr("Zoom in"), "+", "zoom_in", also="Ctrl++")
        self.zoom_out = self._add(self.tr("Zoom out"), "-", "zoom_out", also="Ctrl+-")
        self.fit = self._add(self.tr("Whole sheet"), "0", "fit", also="Ctrl+0")
        self.nerves = self._add(self.tr("Nerves"), "N", checkable=True)
        self.dermatomes = self._add(self.tr("Dermatomes"), "D", checkable=True)
        self.disagreement = self._add(self.tr("Where the maps disagree"), "Shift+D", checkable=True)
        self.courses = self._add(self.tr("Courses of the nerves"), "Shift+N", checkable=True)
        self.landmarks = self._add(self.tr("Landmarks"), "Shift+L", checkable=True)
        self.spine = self._add(self.tr("From spine to toe"), "Shift+S", checkable=True)
        self.unlight = self._add(self.tr("Take what is lit off the picture"), "Shift+Esc")
        self.unlight.setEnabled(False)
        self.presentation = self._add(self.tr("Presentation"), "F11", "present", checkable=True)
        self.patient = self._add(self.tr("Hand over to the patient"), "Shift+F11", "patient")
        self.preferences = self._add(self.tr("Preferences…"), "Ctrl+,")
        self.shortcuts = self._add(self.tr("Keyboard shortcuts"), key.HelpContents)
        self.tour = self._add(self.tr("Two-minute tour"), "")
        self.about = self._add(self.tr("About footmap"), "")

    def _add(self, text: str, keys: Keys, icon: str = "", checkable: bool = False, also: str = "") -> QAction:
        action = QAction(text, self)
        sequences = QKeySequence.keyBindings(keys) if isinstance(keys, QKeySequence.StandardKey) else []
        if isinstance(keys, str) and keys:
            sequences = [QKeySequence(keys)]
        if also:
            sequences = [*sequences, QKeySequence(also)]
        action.setShortcuts(sequences)
        action.setCheckable(checkable)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setToolTip(self._tip(action))
        if icon:
            self._icons[action] = icon
        self.all.append(action)
        return action

    def _tip(self, action: QAction) -> str:
        shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        plain = action.text().rstrip("…")
        return f"{plain}  ({shortcut})" if shortcut else plain

    def name_steps(self, undo: str, redo: str) -> None:
        """Say which step would be undone or redone."""
        for action, plain, step in ((self.undo, self.tr("Undo"), undo), (self.redo, self.tr("Redo"), redo)):
            action.setText(f"{plain}: {step}" if step else plain)
            action.setToolTip(self._tip(action))

    def set_theme(self, theme: Theme, size_px: int) -> None:
        """Tint the icons and make them `size_px` large."""
        for action, name in self._icons.items():
            action.setIcon(icons.icon(name, theme, size_px))

    def needing_a_case(self) -> list[QAction]:
        """Actions that mean nothing before the atlas is loaded."""
        waiting: Final = (
            self.new, self.open, self.save, self.save_as, self.undo, self.redo, self.clear, self.zoom_in,
            self.zoom_out, self.fit, self.patient, self.nerves, self.dermatomes, self.disagreement, self.courses,
            self.landmarks,
        )  # fmt: skip
        return list(waiting)
