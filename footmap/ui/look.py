"""The look of one window: which theme, how large, and whether it follows the desktop."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from . import theme as themes
from .tokens import DESK, THEMES, Density, Theme, ThemeName


class Look(QObject):
    """Theme and density; dresses the application when either changes.

    Parameters
    ----------
    chosen : {"light", "dark", "contrast"} or None
        None follows the desktop, also when that changes later.
    host : QWidget
        The window whose parts are dressed.

    Signals
    -------
    changed()
        Parts that draw by hand should take the theme and the density now.
    """

    changed = Signal()

    def __init__(self, chosen: ThemeName | None, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._chosen = chosen
        self._density = DESK
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
        self._dress(THEMES[name or themes.system_theme()], self._density)

    def set_density(self, density: Density) -> None:
        """Make controls and writing larger or smaller."""
        self._dress(self._theme, density)

    def _desktop_changed(self, _what: Qt.ColorScheme | Qt.ContrastPreference | None = None) -> None:
        theme = THEMES[themes.system_theme()]
        if self._chosen is None and theme is not self._theme:
            self._dress(theme, self._density)

    def _dress(self, theme: Theme, density: Density) -> None:
        if density is not self._density:
            themes.scale_fonts(self._host, density.type_scale / self._density.type_scale)
        self._theme, self._density = theme, density
        themes.apply(theme, density)
        self.changed.emit()
