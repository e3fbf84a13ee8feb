"""The menu behind the case's name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from .actions import Actions
from .tokens import ThemeName


class MainMenu(QMenu):
    """File, edit, view and help in one menu.

    Signals
    -------
    recent_chosen(Path), recent_cleared()
    theme_chosen(object)
        Name of a theme, or None to follow the desktop.
    """

    recent_chosen = Signal(object)
    recent_cleared = Signal()
    theme_chosen = Signal(object)

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        a = actions
        self.addAction(a.new)
        self.addAction(a.open)
        self.recent = self.addMenu(self.tr("Open recent"))
        self.recent.setEnabled(False)
        self.addSeparator()
        self.addAction(a.save)
        self.addAction(a.save_as)
        self.addSeparator()
        edit = self.addMenu(self.tr("Edit"))
        edit.addActions([a.undo, a.redo])
        edit.addSeparator()
        edit.addAction(a.clear)
        tools = self.addMenu(self.tr("Tools"))
        tools.addActions([a.brush, a.eraser, a.pan])
        tools.addSeparator()
        tools.addActions([a.narrower, a.wider, a.weaker, a.stronger])
        view = self.addMenu(self.tr("View"))
        view.addActions([a.zoom_in, a.zoom_out, a.fit])
        view.addSeparator()
        view.addActions([a.nerves, a.dermatomes])
        look = self.addMenu(self.tr("Colours"))
        group = QActionGroup(self)
        names: tuple[tuple[ThemeName | None, str], ...] = (
            (None, self.tr("As the desktop")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
            ("contrast", self.tr("High contrast")),
        )
        self._themes = {}
        for name, words in names:
            entry = look.addAction(words)
            entry.setCheckable(True)
            group.addAction(entry)
            entry.triggered.connect(lambda _on=False, name=name: self.theme_chosen.emit(name))
            self._themes[name] = entry
        self.addSeparator()
        self.addAction(a.shortcuts)
        self.addAction(a.about)
        self.addSeparator()
        self.addAction(a.quit)

    def set_recent(self, paths: Sequence[Path]) -> None:
        """List the files opened lately."""
        self.recent.clear()
        self.recent.setEnabled(bool(paths))
        for path in paths:
            entry = self.recent.addAction(path.name)
            entry.setToolTip(str(path))
            entry.triggered.connect(lambda _on=False, path=path: self.recent_chosen.emit(path))
        self.recent.addSeparator()
        forget = self.recent.addAction(self.tr("Empty this list"))
        forget.triggered.connect(self._clear_recent)

    def _clear_recent(self) -> None:
        self.recent_cleared.emit()
        self.set_recent(())

    def set_theme_choice(self, name: ThemeName | None) -> None:
        """Mark the chosen theme."""
        self._themes[name].setChecked(True)
