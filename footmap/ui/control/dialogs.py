"""Opens the sheets and the tour: each once, the open one comes to the front."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from footmap.ui.dialogs.about import AboutDialog
from footmap.ui.dialogs.dialog import Dialog
from footmap.ui.dialogs.preferences import PreferencesDialog
from footmap.ui.dialogs.shortcuts import ShortcutDialog
from footmap.ui.dialogs.tour import Tour

if TYPE_CHECKING:
    from footmap.ui.document.engine import Engine
    from footmap.ui.look.look import Look
    from footmap.ui.parts import Parts
    from footmap.ui.settings.preferences import Preferences

    from .modes import Modes

SomeSheet = TypeVar("SomeSheet", bound=Dialog)


class DialogController(QObject):
    """What help and preferences open.

    Parameters
    ----------
    host : QWidget
        The window.
    """

    def __init__(self, parts: Parts, preferences: Preferences, look: Look, modes: Modes, host: QWidget) -> None:
        super().__init__(host)
        self._parts, self._preferences, self._look, self._host = parts, preferences, look, host
        self._engine: Engine | None = None
        self._bodies: tuple[str, ...] = ()
        self._tour: Tour | None = None
        a = parts.commands
        a.shortcuts.triggered.connect(self.show_shortcuts)
        a.about.triggered.connect(self.show_about)
        a.preferences.triggered.connect(self.show_preferences)
        a.tour.triggered.connect(self.show_tour)
        modes.changed.connect(self.close_all)

    def know(self, engine: Engine, bodies: tuple[str, ...]) -> None:
        """The atlas is loaded."""
        self._engine, self._bodies = engine, bodies

    @property
    def tour(self) -> Tour | None:
        """The tour while it is on the window."""
        return self._tour

    def show_shortcuts(self) -> None:
        """Show every key."""
        p = self._parts
        if not self._raised(ShortcutDialog):
            ShortcutDialog(p.commands, p.topbar.quality_names.values(), self._host)

    def show_about(self) -> None:
        """Show what footmap is."""
        engine = self._engine
        if not self._raised(AboutDialog):
            AboutDialog(engine.atlas.version if engine else "–", engine.sources if engine else {}, self._host)

    def show_preferences(self) -> None:
        """Show what can be chosen."""
        p = self._parts
        if not self._raised(PreferencesDialog):
            sheet = PreferencesDialog(self._preferences, p.settings, p.menu, self._bodies, self._host)
            sheet.writing_chosen.connect(self._look.set_writing)

    def show_tour(self) -> None:
        """Begin the tour anew."""
        if self._tour is not None:
            self._tour.end()
        self._tour = Tour(self._parts, self._look.theme, self._host)
        self._tour.ended.connect(self._tour_ended)

    def _tour_ended(self) -> None:
        self._tour = None
        self._preferences.tour_seen = True

    def close_all(self) -> None:
        """Leave nothing open beside the window."""
        for sheet in self._host.findChildren(Dialog):
            sheet.close()
        if self._tour is not None:
            self._tour.end()

    def _raised(self, kind: type[SomeSheet]) -> bool:
        """True if a sheet of this kind is open; it is in front now."""
        for sheet in self._host.findChildren(kind):
            if sheet.isVisible():
                sheet.activateWindow()
                return True
        return False
