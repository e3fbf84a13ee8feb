"""What the window remembers between starts: an INI file in the user's configuration folder."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, Generic, Literal, Self, TypeVar, overload

from PySide6.QtCore import QByteArray, QLocale, QSettings, QStandardPaths

from footmap.core.ids import DRAWN_TONE, TONES
from footmap.ui.look.tokens import THEMES, ThemeName

from .brush_settings import MAX_WIDTH_MM, MIN_WIDTH_MM, START_INTENSITY, START_WIDTH_MM
from .language import LANGUAGES

RECENT: Final = 8
DEFAULT_BODY: Final = "male"
WRITING_PERCENT: Final = (100, 115, 130)
START_OVERLAYS: Final = ("last", "none", "nerves", "dermatomes")
"""What the overlays may be at the start: as they were last, or always the same."""
REPORT_READERS: Final = ("file", "patient", "both")
"""Whom the report is for."""
REPORT_PAPERS: Final = ("a4", "letter")
LARGEST_ZOOM: Final = 300
"""Per cent."""
PICTURE_PX: Final = 320, 8192
"""Least and largest width of a picture of the case, pixels."""
START_PICTURE_PX: Final = 2560
COVER_MINUTES: Final = (0, 1, 2, 5, 10, 15, 30)
"""Times of rest that can be chosen before the window is covered; 0 for never."""
LONGEST_REST_MINUTES: Final = 24 * 60

T = TypeVar("T")


def default_path() -> Path:
    """Where the settings of this user are kept."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder) / "footmap" / "window.ini"


class Setting(Generic[T]):
    """One value of the settings, as an attribute.

    Parameters
    ----------
    key : str
        Its name in the file.
    default : T
        Value at first, and wherever the file holds nothing that `check` takes.
    check : callable
        What the file holds -> the value; None where it makes no sense.
    """

    def __init__(self, key: str, default: T, check: Callable[[object], T | None]) -> None:
        self._key, self._default, self._check = key, default, check

    @overload
    def __get__(self, owner: None, kind: type[Preferences]) -> Self: ...

    @overload
    def __get__(self, owner: Preferences, kind: type[Preferences]) -> T: ...

    def __get__(self, owner: Preferences | None, kind: type[Preferences]) -> T | Self:
        if owner is None:
            return self
        value = self._check(owner.store.value(self._key))
        return self._default if value is None else value

    def __set__(self, owner: Preferences, value: T) -> None:
        kept = "" if value is None else list(value) if isinstance(value, tuple) else value
        owner.store.setValue(self._key, kept)


# ---- values as an INI file keeps them: all but packed bytes may come back as text


def one_of(values: Iterable[T]) -> Callable[[object], T | None]:
    """Check that takes one of these values."""
    by_text = {str(value): value for value in values}
    return lambda kept: by_text.get(str(kept))


def within(low: int, high: int) -> Callable[[object], int | None]:
    """Check that takes whole numbers; those out of range are taken to the nearest end."""

    def check(kept: object) -> int | None:
        try:
            return min(max(int(str(kept)), low), high)
        except ValueError:
            return None

    return check


def flag(kept: object) -> bool | None:
    """Check for true or false."""
    return {"true": True, "false": False}.get(str(kept).lower())


def text(kept: object) -> str | None:
    """Check for text that is not empty."""
    return kept if isinstance(kept, str) and kept else None


def names(kept: object) -> tuple[str, ...] | None:
    """Check for a list of texts; a list of one comes back without being one."""
    several = kept if isinstance(kept, list) else [kept]
    return tuple(name for name in several if isinstance(name, str) and name)


def packed(kept: object) -> QByteArray | None:
    """Check for bytes as Qt packs them."""
    return kept if isinstance(kept, QByteArray) else None


def _make_private(path: Path) -> None:
    """The file is for its owner alone, since it lists names of cases; Qt keeps the mode of a file that is there."""
    with contextlib.suppress(OSError, ValueError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDONLY | os.O_CREAT, 0o600)
        try:
            if hasattr(os, "fchmod") and os.fstat(handle).st_mode & 0o077:
                os.fchmod(handle, 0o600)
        finally:
            os.close(handle)


class Preferences:
    """Typed access to the settings.

    Parameters
    ----------
    path : Path
        The INI file; made when something is first remembered.
    """

    theme = Setting[ThemeName | None]("theme", None, one_of(THEMES))
    """Chosen theme; None to follow the desktop."""
    language = Setting[str | None]("language", None, one_of(LANGUAGES))
    """Chosen language of the window; None to follow the desktop."""
    tone = Setting[str]("tone", DRAWN_TONE, one_of(TONES))
    """Chosen skin tone, one of `TONES`."""
    body = Setting[str]("body", DEFAULT_BODY, text)
    """Body whose pictures a new case is painted on; it may no longer be installed."""
    geometry = Setting[QByteArray]("geometry", QByteArray(), packed)
    """Size and place of the window; empty at first."""
    splitter = Setting[QByteArray]("splitter", QByteArray(), packed)
    """How canvas and panel share the width; empty at first."""
    spine = Setting[bool]("spine", True, flag)
    """The schematic of the spine stands beside the picture."""
    writing_percent = Setting[int]("writing_percent", WRITING_PERCENT[0], one_of(WRITING_PERCENT))
    """Size of all writing relative to the desktop's, one of `WRITING_PERCENT`."""
    keep_brush = Setting[bool]("brush/keep", False, flag)
    """Start with the width and intensity used last."""
    brush_width_mm = Setting[int]("brush/width_mm", START_WIDTH_MM, within(MIN_WIDTH_MM, MAX_WIDTH_MM))
    """Width to start with."""
    brush_intensity = Setting[int]("brush/intensity", START_INTENSITY, within(0, 10))
    """Intensity to start with."""
    pen_pressure = Setting[bool]("pen_pressure", True, flag)
    """The pressure of a pen changes the width of the brush."""
    learner = Setting[str]("learner", "", text)
    """Id of who studied last."""
    studied = Setting[tuple[str, ...]]("studied", (), names)
    """For each learner what is studied, as `footmap.ui.study.chosen` writes it."""
    start_overlays = Setting[str]("overlays/start", START_OVERLAYS[0], one_of(START_OVERLAYS))
    """Overlays to start with, one of `START_OVERLAYS`."""
    overlays = Setting[tuple[str, ...]]("overlays/last", (), names)
    """Overlays that were shown last."""
    map = Setting[str]("overlays/map", "", text)
    """Dermatome map that was chosen last; empty at first."""
    library = Setting[str]("library", "", text)
    """File of the library, or a folder that holds one; empty for the user's own."""
    report_readers = Setting[Literal["file", "patient", "both"]]("report/readers", "file", one_of(REPORT_READERS))
    """Whom the report is for, one of `REPORT_READERS`."""
    report_language = Setting[str | None]("report/language", None, one_of(LANGUAGES))
    """Language of report and letter; None for that of the window."""
    report_argument = Setting[bool]("report/argument", False, flag)
    """The report has the argument in numbers."""
    report_zoom = Setting[int]("report/zoom", 0, within(0, LARGEST_ZOOM))
    """Size of the preview, per cent; 0 for the width of the window."""
    report_folder = Setting[str]("report/folder", "", text)
    """Folder that a report was saved to last."""
    picture_width_px = Setting[int]("picture/width_px", START_PICTURE_PX, within(*PICTURE_PX))
    """Width of a picture that is copied or saved."""
    picture_legend = Setting[bool]("picture/legend", True, flag)
    """A picture says what colours and patterns mean."""
    picture_transparent = Setting[bool]("picture/transparent", False, flag)
    """A picture has no ground."""
    letter_template = Setting[str]("letter/template", "", text)
    """File with the template of the letter; empty for the three sentences."""
    _report_paper = Setting[Literal["a4", "letter"] | None]("report/paper", None, one_of(REPORT_PAPERS))
    tour_seen = Setting[bool]("tour_seen", False, flag)
    """The tour of the first start was taken or skipped."""
    discreet = Setting[bool]("discreet", False, flag)
    """Nothing of a case stands in window titles and lists but pseudonyms; no file is remembered."""
    cover_minutes = Setting[int]("cover_minutes", 0, within(0, LONGEST_REST_MINUTES))
    """Minutes without a key or a pointer after which the window is covered; 0 for never."""
    _recent = Setting[tuple[str, ...]]("recent", (), names)

    def __init__(self, path: Path) -> None:
        _make_private(path)
        self.store = QSettings(str(path), QSettings.Format.IniFormat)
        self._folder: Path | None = None

    def reset(self) -> None:
        """Forget everything but recent files, the library's place, what is private, and that the tour was seen."""
        recent, seen, library, discreet = self._recent, self.tour_seen, self.library, self.discreet
        cover = self.cover_minutes
        self.store.clear()
        self.cover_minutes = cover
        self._recent, self.tour_seen, self.library, self.discreet = recent, seen, library, discreet

    @property
    def recent(self) -> tuple[Path, ...]:
        """Case files opened or saved lately, newest first."""
        return tuple(Path(name) for name in self._recent)

    def remember(self, path: Path) -> None:
        """Put a file at the head of the recent ones; a discreet window keeps its folder in mind and nothing on disk."""
        path = path.resolve()
        self._folder = path.parent
        if self.discreet:
            return
        self._recent = tuple(str(p) for p in [path, *(p for p in self.recent if p != path)][:RECENT])

    def forget(self, path: Path) -> None:
        """Take a file off the list."""
        self._recent = tuple(str(p) for p in self.recent if p != path)

    def forget_all(self) -> None:
        """Empty the list."""
        self._recent = ()

    @property
    def own_folder(self) -> Path:
        """Folder of the settings, for what is kept beside them."""
        return Path(self.store.fileName()).parent

    @property
    def report_paper(self) -> Literal["a4", "letter"]:
        """Paper of the report: the one chosen, else the desktop's usual one."""
        usual: Literal["a4", "letter"] = (
            "letter" if QLocale.system().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem else "a4"
        )
        return self._report_paper or usual

    @report_paper.setter
    def report_paper(self, paper: Literal["a4", "letter"]) -> None:
        self._report_paper = paper

    @property
    def report_folder_path(self) -> Path:
        """Folder that a report is saved to unless another is chosen."""
        kept = Path(self.report_folder)
        return kept if self.report_folder and kept.is_dir() else self.folder

    @property
    def folder(self) -> Path:
        """Folder that file dialogs start in."""
        recent = self.recent
        last = recent[0].parent if recent else self._folder
        return last if last is not None and last.is_dir() else Path.home()

    def flush(self) -> None:
        """Write to disk now."""
        self.store.sync()
