"""What the window remembers between starts: an INI file in the user's configuration folder."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from .language import LANGUAGES
from .tokens import THEMES, ThemeName

RECENT: Final = 8
TONES: Final = ("light", "medium", "dark")
"""Skin tones, as in the table of tones."""
DEFAULT_BODY: Final = "male"


def default_path() -> Path:
    """Where the settings of this user are kept."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder) / "footmap" / "window.ini"


class Preferences:
    """Typed access to the settings.

    Parameters
    ----------
    path : Path
        The INI file; made when something is first remembered.
    """

    def __init__(self, path: Path) -> None:
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def theme(self) -> ThemeName | None:
        """Chosen theme; None to follow the desktop."""
        name = self._store.value("theme", "")
        return name if name in THEMES else None

    @theme.setter
    def theme(self, name: ThemeName | None) -> None:
        self._store.setValue("theme", name or "")

    @property
    def language(self) -> str | None:
        """Chosen language of the window; None to follow the desktop."""
        name = self._store.value("language", "")
        return name if isinstance(name, str) and name in LANGUAGES else None

    @language.setter
    def language(self, name: str | None) -> None:
        self._store.setValue("language", name or "")

    @property
    def tone(self) -> str:
        """Chosen skin tone, one of `TONES`."""
        name = self._store.value("tone", TONES[0])
        return name if name in TONES else TONES[0]

    @tone.setter
    def tone(self, name: str) -> None:
        self._store.setValue("tone", name)

    @property
    def body(self) -> str:
        """Body whose pictures a new case is painted on; it may no longer be installed."""
        name = self._store.value("body", DEFAULT_BODY)
        return name if isinstance(name, str) and name else DEFAULT_BODY

    @body.setter
    def body(self, name: str) -> None:
        self._store.setValue("body", name)

    @property
    def geometry(self) -> QByteArray:
        """Size and place of the window, as Qt packs it; empty at first."""
        value = self._store.value("geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, packed: QByteArray) -> None:
        self._store.setValue("geometry", packed)

    @property
    def splitter(self) -> QByteArray:
        """How canvas and panel share the width."""
        value = self._store.value("splitter")
        return value if isinstance(value, QByteArray) else QByteArray()

    @splitter.setter
    def splitter(self, packed: QByteArray) -> None:
        self._store.setValue("splitter", packed)

    @property
    def recent(self) -> tuple[Path, ...]:
        """Case files opened or saved lately, newest first."""
        value = self._store.value("recent", [])
        names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return tuple(Path(name) for name in names if isinstance(name, str) and name)

    def remember(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        path = path.resolve()
        rest = [p for p in self.recent if p != path]
        self._store.setValue("recent", [str(p) for p in [path, *rest][:RECENT]])

    def forget(self, path: Path) -> None:
        """Take a file off the list."""
        self._store.setValue("recent", [str(p) for p in self.recent if p != path])

    def forget_all(self) -> None:
        """Empty the list."""
        self._store.setValue("recent", [])

    @property
    def folder(self) -> Path:
        """Folder that file dialogs start in."""
        recent = self.recent
        return recent[0].parent if recent and recent[0].parent.is_dir() else Path.home()

    def flush(self) -> None:
        """Write to disk now."""
        self._store.sync()
