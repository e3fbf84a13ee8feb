"""The menu behind the case's name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from footmap.core.ids import TONES
from footmap.ui.settings.language import LANGUAGES

from ..look.plain import on_button, tip, visible
from ..look.tokens import ThemeName
from .actions import Actions


class MainMenu(QMenu):
    """File, edit, view and help in one menu.

    Signals
    -------
    recent_chosen(Path), recent_cleared()
    theme_chosen(object)
        Name of a theme, or None to follow the desktop.
    language_chosen(object)
        Language of the window, or None to follow the desktop.
    tone_chosen(str), body_chosen(str)
        What to paint on: a skin tone, and the pictures of a body.
    cover_time_chosen()
        The preferences say after how long a rest the window is covered.
    """

    recent_chosen = Signal(object)
    recent_cleared = Signal()
    theme_chosen = Signal(object)
    language_chosen = Signal(object)
    tone_chosen = Signal(str)
    body_chosen = Signal(str)
    cover_time_chosen = Signal()

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        a = actions
        self.addActions([a.patients, a.new, a.new_visit, a.details, a.compare, a.timeline, a.open])
        self.recent = self.addMenu(self.tr("Open recent"))
        self.recent.setEnabled(False)
        self.addSeparator()
        self.addAction(a.save)
        self.addActions([a.save_as, a.seal, a.library])
        self.addSeparator()
        self.addActions([a.print, a.letter, a.copy_letter, a.copy_findings])
        self.addActions([a.copy_picture, a.save_picture])
        self.addSeparator()
        edit = self.addMenu(self.tr("Edit"))
        edit.addActions([a.undo, a.redo, a.history])
        edit.addSeparator()
        edit.addActions([a.mirror, a.mirror_right, a.mirror_left])
        edit.addSeparator()
        edit.addActions([a.delete, a.clear_view, a.clear])
        edit.addSeparator()
        edit.addActions([a.look_up, a.find, a.grades])
        tools = self.addMenu(self.tr("Tools"))
        tools.addActions(list(a.choose_tool.values()))
        tools.addSeparator()
        tools.addActions([a.choose_region, a.walk_regions, a.lead_tool])
        tools.addSeparator()
        tools.addActions([a.narrower, a.wider, a.weaker, a.stronger])
        view = self.view = self.addMenu(self.tr("View"))
        view.addActions([a.zoom_in, a.zoom_out, a.fit])
        view.addSeparator()
        view.addActions([a.nerves, a.dermatomes, a.swap_fill])
        view.addActions([a.disagreement, a.maps_beside])
        view.addActions([a.courses, a.landmarks, a.legend, a.spine, a.unlight])
        view.addSeparator()
        view.addAction(a.oneself)
        shown = view.addMenu(self.tr("Qualities shown"))
        shown.addActions(list(a.show_quality.values()))
        shown.addSeparator()
        shown.addAction(a.show_all)
        self.tones = view.addMenu(self.tr("Skin tone"))
        self._tones = QActionGroup(self)
        self.tones.setEnabled(False)
        tone_names = self.tr("Light"), self.tr("Medium"), self.tr("Dark")
        for tone, tone_name in zip(TONES, tone_names, strict=True):
            self._choice(self.tones, self._tones, tone, tone_name, self.tone_chosen)
        self.bodies = view.addMenu(self.tr("Body"))
        self._bodies = QActionGroup(self)
        self.set_bodies((), "")
        view.addSeparator()
        view.addActions([a.presentation, a.fold, a.spotlight, a.next_name, a.all_names, a.patient, a.discreet, a.cover])
        self.discreet = a.discreet
        self.addAction(a.study)
        look = self.addMenu(self.tr("Colours"))
        self._themes = QActionGroup(self)
        names: tuple[tuple[ThemeName | None, str], ...] = (
            (None, self.tr("Follow the desktop")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
            ("contrast", self.tr("High contrast")),
        )
        for name, words in names:
            entry = look.addAction(words)
            entry.setCheckable(True)
            self._themes.addAction(entry)
            entry.setData(name or "")
            entry.triggered.connect(lambda _on=False, name=name: self.theme_chosen.emit(name))
        self.languages = self.addMenu(self.tr("Language"))
        self._languages = QActionGroup(self)
        for code, words in {"": self.tr("Follow the desktop"), **LANGUAGES}.items():
            entry = self.languages.addAction(words)
            entry.setCheckable(True)
            entry.setData(code)
            self._languages.addAction(entry)
            entry.triggered.connect(lambda _on=False, code=code: self.language_chosen.emit(code or None))
        self.addAction(a.preferences)
        self.addSeparator()
        self.addActions([a.tour, a.reading, a.shortcuts, a.report, a.about])
        self.addSeparator()
        self.addAction(a.quit)

    def set_recent(self, paths: Sequence[Path]) -> None:
        """List the files opened lately."""
        self.recent.clear()
        self.recent.setEnabled(bool(paths))
        for path in paths:
            entry = self.recent.addAction(on_button(visible(path.name)))
            entry.setToolTip(tip(str(path)))
            entry.triggered.connect(lambda _on=False, path=path: self.recent_chosen.emit(path))
        self.recent.addSeparator()
        forget = self.recent.addAction(self.tr("Clear this list"))
        forget.triggered.connect(self._clear_recent)

    def _clear_recent(self) -> None:
        self.recent_cleared.emit()
        self.set_recent(())

    def _choice(self, menu: QMenu, group: QActionGroup, id_: str, name: str, chosen: SignalInstance) -> None:
        entry = menu.addAction(name)
        entry.setCheckable(True)
        entry.setData(id_)
        group.addAction(entry)
        entry.triggered.connect(lambda: chosen.emit(id_))

    def set_language(self, language: str | None) -> None:
        """Mark the chosen language."""
        _mark(self._languages, language or "")

    def set_tone(self, tone: str) -> None:
        """Mark the chosen skin tone."""
        _mark(self._tones, tone)

    def set_bodies(self, bodies: Sequence[str], present: str) -> None:
        """List the bodies that are installed and mark the one of the case."""
        names = {"male": self.tr("Male"), "female": self.tr("Female")}
        if [entry.data() for entry in self._bodies.actions()] != list(bodies):
            self.bodies.clear()
            for body in bodies:
                self._choice(self.bodies, self._bodies, body, names.get(body, body), self.body_chosen)
        self.bodies.menuAction().setVisible(len(bodies) > 1)
        _mark(self._bodies, present)

    def set_theme_choice(self, name: ThemeName | None) -> None:
        """Mark the chosen theme."""
        _mark(self._themes, name or "")


def _mark(group: QActionGroup, id_: str) -> None:
    for entry in group.actions():
        entry.setChecked(entry.data() == id_)
