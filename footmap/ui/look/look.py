"""The look of one window: which theme, how large, and whether it follows the desktop."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from . import theme as themes
from .tokens import DESK, THEMES, Density, Theme, ThemeName, growth


class Look(QObject):
    """Theme and density; dresses the application when either changes.

    Parameters
    ----------
    chosen : {"light", "dark", "contrast"} or None
        None follows the desktop, also when that changes later.
    writing_percent : int
        Size of all writing relative to what the density asks for.
    size : (int, int)
        Width and height of the window, device-independent pixels; in a large one everything is larger.
    host : QWidget
        The window whose parts are dressed.

    Signals
    -------
    changed()
        Parts that draw by hand should take the theme and the density now.
    """

    changed = Signal()

    def __init__(self, chosen: ThemeName | None, writing_percent: int, size: tuple[int, int], host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._chosen = chosen
        self._writing_percent = writing_percent
        self._base = DESK
        self._growth = growth(*size)
        self._density = _sized(DESK, self._growth, writing_percent)
        self._theme = THEMES[chosen or themes.system_theme()]
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._desktop_changed)
        accessibility = getattr(hints, "accessibility", None)  # from Qt 6.10 on
        if accessibility is not None:
            accessibility().contrastPreferenceChanged.connect(self._desktop_changed)
        themes.apply(self._theme, self._density)

    @property
    def theme(self) -> Theme:
        """Present theme."""
        return self._theme

    @property
    def chosen(self) -> ThemeName | None:
        """What was chosen; None where the desktop decides."""
        return self._chosen

    @property
    def density(self) -> Density:
        """Present size of controls and writing."""
        return self._density

    def choose(self, name: ThemeName | None) -> None:
        """Dress in a theme; None follows the desktop."""
        self._chosen = name
        self._dress(THEMES[name or themes.system_theme()])

    def set_density(self, density: Density) -> None:
        """Make controls and writing larger or smaller."""
        self._base = density
        self._dress(self._theme)

    def set_writing(self, percent: int) -> None:
        """Make the writing alone larger or smaller."""
        self._writing_percent = percent
        self._dress(self._theme)

    def fit(self, width: int, height: int) -> None:
        """Make controls and writing as large as a window of this size asks for."""
        wanted = growth(width, height)
        if wanted != self._growth:
            self._growth = wanted
            self._dress(self._theme)

    def _desktop_changed(self, _what: Qt.ColorScheme | Qt.ContrastPreference | None = None) -> None:
        theme = THEMES[themes.system_theme()]
        if self._chosen is None and theme is not self._theme:
            self._dress(theme)

    def _dress(self, theme: Theme) -> None:
        self._theme, self._density = theme, _sized(self._base, self._growth, self._writing_percent)
        themes.apply(theme, self._density)
        themes.rewrite(self._host)
        self.changed.emit()


def _sized(density: Density, by: float, percent: int) -> Density:
    grown = density.grown(by)
    return replace(grown, type_scale=grown.type_scale * percent / 100)
