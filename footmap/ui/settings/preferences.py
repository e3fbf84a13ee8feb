"""What the window remembers between starts: an INI file in the user's configuration folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from footmap.core.ids import DRAWN_TONE, QUALITIES, TONES
from footmap.ui.look.tokens import THEMES, ThemeName

from .brush_settings import MAX_WIDTH_MM, MIN_WIDTH_MM, START_INTENSITY, START_WIDTH_MM
from .language import LANGUAGES

if TYPE_CHECKING:
    from footmap.core.drawing import Quality

RECENT: Final = 8
DEFAULT_BODY: Final = "male"
WRITING_PERCENT: Final = (100, 115, 130)
START_OVERLAYS: Final = ("last", "none", "nerves", "dermatomes")
"""What the overlays may be at the start: as they were last, or always the same."""


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
        name = self._store.value("tone", DRAWN_TONE)
        return name if name in TONES else DRAWN_TONE

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
    def spine(self) -> bool:
        """True where the schematic of the spine stands beside the picture."""
        return self._flag("spine", True)

    @spine.setter
    def spine(self, on: bool) -> None:
        self._store.setValue("spine", on)

    @property
    def writing_percent(self) -> int:
        """Size of all writing relative to the desktop's, one of `WRITING_PERCENT`."""
        percent = self._number("writing_percent", WRITING_PERCENT[0], WRITING_PERCENT[0], WRITING_PERCENT[-1])
        return percent if percent in WRITING_PERCENT else WRITING_PERCENT[0]

    @writing_percent.setter
    def writing_percent(self, percent: int) -> None:
        self._store.setValue("writing_percent", percent)

    @property
    def keep_brush(self) -> bool:
        """Start with the brush used last."""
        return self._flag("brush/keep", True)

    @keep_brush.setter
    def keep_brush(self, on: bool) -> None:
        self._store.setValue("brush/keep", on)

    @property
    def brush_quality(self) -> Quality:
        """Quality to start with."""
        name = self._store.value("brush/quality")
        return next((quality for quality in QUALITIES if quality == name), QUALITIES[0])

    @brush_quality.setter
    def brush_quality(self, name: Quality) -> None:
        self._store.setValue("brush/quality", name)

    @property
    def brush_width_mm(self) -> int:
        """Width to start with."""
        return self._number("brush/width_mm", START_WIDTH_MM, MIN_WIDTH_MM, MAX_WIDTH_MM)

    @brush_width_mm.setter
    def brush_width_mm(self, width_mm: int) -> None:
        self._store.setValue("brush/width_mm", width_mm)

    @property
    def brush_intensity(self) -> int:
        """Intensity to start with."""
        return self._number("brush/intensity", START_INTENSITY, 0, 10)

    @brush_intensity.setter
    def brush_intensity(self, intensity: int) -> None:
        self._store.setValue("brush/intensity", intensity)

    @property
    def pen_pressure(self) -> bool:
        """The pressure of a pen changes the width of the brush."""
        return self._flag("pen_pressure", True)

    @pen_pressure.setter
    def pen_pressure(self, on: bool) -> None:
        self._store.setValue("pen_pressure", on)

    @property
    def start_overlays(self) -> str:
        """Overlays to start with, one of `START_OVERLAYS`."""
        name = self._store.value("overlays/start", START_OVERLAYS[0])
        return name if name in START_OVERLAYS else START_OVERLAYS[0]

    @start_overlays.setter
    def start_overlays(self, name: str) -> None:
        self._store.setValue("overlays/start", name)

    @property
    def overlays(self) -> tuple[str, ...]:
        """Overlays that were shown last."""
        return self._names("overlays/last")

    @overlays.setter
    def overlays(self, names: tuple[str, ...]) -> None:
        self._store.setValue("overlays/last", list(names))

    @property
    def map(self) -> str:
        """Dermatome map that was chosen last; empty at first."""
        name = self._store.value("overlays/map", "")
        return name if isinstance(name, str) else ""

    @map.setter
    def map(self, name: str) -> None:
        self._store.setValue("overlays/map", name)

    @property
    def tour_seen(self) -> bool:
        """The tour of the first start was taken or skipped."""
        return self._flag("tour_seen", False)

    @tour_seen.setter
    def tour_seen(self, seen: bool) -> None:
        self._store.setValue("tour_seen", seen)

    def reset(self) -> None:
        """Forget everything but the recent files and that the tour was seen."""
        recent, seen = self.recent, self.tour_seen
        self._store.clear()
        self._store.setValue("recent", [str(path) for path in recent])
        self.tour_seen = seen

    @property
    def recent(self) -> tuple[Path, ...]:
        """Case files opened or saved lately, newest first."""
        return tuple(Path(name) for name in self._names("recent"))

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

    # ---- values as an INI file keeps them

    def _flag(self, key: str, default: bool) -> bool:
        value = self._store.value(key, default)
        return value if isinstance(value, bool) else {"true": True, "false": False}.get(str(value), default)

    def _number(self, key: str, default: int, low: int, high: int) -> int:
        try:
            value = int(str(self._store.value(key, default)))
        except ValueError:
            return default
        return min(max(value, low), high)

    def _names(self, key: str) -> tuple[str, ...]:
        value = self._store.value(key, [])
        names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return tuple(name for name in names if isinstance(name, str) and name)
