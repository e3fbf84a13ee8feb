"""Opens the dialogs and the tour: each once; one that is open comes to the front."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from footmap.ui.dialogs.about import AboutDialog
from footmap.ui.dialogs.dialog import Dialog
from footmap.ui.dialogs.grades import GradesDialog
from footmap.ui.dialogs.preferences import PreferencesDialog
from footmap.ui.dialogs.reading import ReadingDialog
from footmap.ui.dialogs.shortcuts import ShortcutDialog
from footmap.ui.dialogs.tour import Tour, TourTargets

if TYPE_CHECKING:
    from footmap.ui.canvas.canvas import Canvas
    from footmap.ui.document.engine import Engine
    from footmap.ui.look.look import Look
    from footmap.ui.panel.panel import SidePanel
    from footmap.ui.settings.brush_settings import BrushSettings
    from footmap.ui.settings.preferences import Preferences
    from footmap.ui.shell.actions import Actions
    from footmap.ui.shell.menu import MainMenu
    from footmap.ui.shell.rail import Rail
    from footmap.ui.shell.topbar import TopBar
    from footmap.ui.spine.panel import SpinePanel

    from .modes import Modes

SomeDialog = TypeVar("SomeDialog", bound=Dialog)


class DialogController(QObject):
    """What help and preferences open.

    Parameters
    ----------
    host : QWidget
        The window.

    Signals
    -------
    practice_wanted(), letter_wanted()
        The heading of the practice, or the letter, is to be shown.
    """

    practice_wanted = Signal()
    letter_wanted = Signal()

    def __init__(
        self,
        preferences: Preferences,
        look: Look,
        modes: Modes,
        host: QWidget,
        *,
        commands: Actions,
        topbar: TopBar,
        rail: Rail,
        canvas: Canvas,
        panel: SidePanel,
        spine: SpinePanel,
        settings: BrushSettings,
        menu: MainMenu,
    ) -> None:
        super().__init__(host)
        self._preferences, self._look, self._host = preferences, look, host
        self._commands, self._topbar, self._rail, self._canvas, self._panel = commands, topbar, rail, canvas, panel
        self._settings, self._menu, self._spine = settings, menu, spine
        self._engine: Engine | None = None
        self._bodies: tuple[str, ...] = ()
        self._tour: Tour | None = None
        a = commands
        a.shortcuts.triggered.connect(self.show_shortcuts)
        a.about.triggered.connect(self.show_about)
        a.preferences.triggered.connect(self.show_preferences)
        a.tour.triggered.connect(self.show_tour)
        a.grades.triggered.connect(self.show_grades)
        a.find.triggered.connect(panel.find_question)
        panel.clues.table_wanted.connect(a.grades.trigger)
        panel.clues.table.setToolTip(a.grades.toolTip())
        a.reading.triggered.connect(self.show_reading)
        panel.reading_wanted.connect(self.show_reading)
        modes.changed.connect(self.close_all)

    def retranslate(self) -> None:
        """The button for the table says its key as the menu does."""
        self._panel.clues.table.setToolTip(self._commands.grades.toolTip())

    def set_engine(self, engine: Engine, bodies: tuple[str, ...]) -> None:
        """The atlas is loaded."""
        self._engine, self._bodies = engine, bodies

    @property
    def tour(self) -> Tour | None:
        """The tour while it is on the window."""
        return self._tour

    def show_shortcuts(self) -> None:
        """Show every key."""
        if not self._raised(ShortcutDialog):
            ShortcutDialog(self._commands, self._topbar.quality_names.values(), self._host)

    def show_about(self) -> None:
        """Show what footmap is."""
        engine = self._engine
        if not self._raised(AboutDialog):
            AboutDialog(engine.atlas.version if engine else "–", engine.sources if engine else {}, self._host)

    def show_reading(self) -> None:
        """Show how the result is read."""
        if not self._raised(ReadingDialog):
            ReadingDialog(self._host)

    def show_preferences(self) -> None:
        """Show what can be chosen."""
        if not self._raised(PreferencesDialog):
            dialog = PreferencesDialog(self._preferences, self._settings, self._menu, self._bodies, self._host)
            dialog.writing_chosen.connect(self._look.set_writing)
            dialog.practice_wanted.connect(self.practice_wanted)
            dialog.letter_wanted.connect(self.letter_wanted)

    def show_grades(self) -> None:
        """Show power and reflexes as a table."""
        if not self._raised(GradesDialog):
            steps = [self._commands.undo, self._commands.redo]
            row_px = self._look.density.control_px if self._look.density.touch else 0
            GradesDialog(self._panel.clues.grades, steps, row_px, self._host)

    def show_tour(self) -> None:
        """Begin the tour anew."""
        if self._tour is not None:
            self._tour.end()
        targets = TourTargets(self._canvas, self._topbar, self._rail, self._panel, self._spine)
        self._tour = Tour(targets, self._look.theme, self._host)
        self._tour.ended.connect(self._tour_ended)

    def _tour_ended(self) -> None:
        self._tour = None
        self._preferences.tour_seen = True

    def close_all(self) -> None:
        """Leave nothing open beside the window."""
        for dialog in self._host.findChildren(QDialog):  # the list of steps is one, too
            dialog.close()
        if self._tour is not None:
            self._tour.end()

    def _raised(self, kind: type[SomeDialog]) -> bool:
        """True if a dialog of this kind is open; it is in front now."""
        for dialog in self._host.findChildren(kind):
            if dialog.isVisible():
                dialog.activateWindow()
                return True
        return False
