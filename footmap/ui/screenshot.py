"""The whole window as a picture, without a display."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QEvent, QIODevice, QPoint, Qt
from PySide6.QtGui import QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from footmap.data.casefile import read_case
from footmap.data.output import write_output
from footmap.errors import FootmapError
from footmap.words.picture_facts import described

from .look.tokens import SCREEN_PPI, ThemeName
from .runtime.noise import leave_out_noise

if TYPE_CHECKING:
    from footmap.core.views import ViewId
    from footmap.ui.control.modes import Mode

    from .loader import Loaded
    from .window import Window

Aside = Literal["shortcuts", "about", "reading", "preferences", "regions", "tour", "report", "letter"]


@dataclass(frozen=True)
class Shot:
    """What a picture of the window shows.

    Attributes
    ----------
    size : tuple of int
        Width and height of the window, device-independent pixels.
    theme : {"light", "dark", "contrast"}
    scale : float
        Device pixels per device-independent pixel.
    tone : {"light", "medium", "dark"}
        Skin tone of the pictures.
    language : {"en", "de"}
    mode : {"desk", "presentation", "patient"}
    view : str or None
        View in focus.
    overlays : tuple of str
        Of ``nerves``, ``dermatomes``, ``disagreement``, ``courses`` and ``landmarks``.
    tab : int
        Tab of the panel: nerves, levels, conditions, clues.
    opened : str or None
        Id of a candidate of that tab whose reasons are open.
    lit : str or None
        Id of a nerve whose row is pointed at.
    spine : bool
        The lumbar spine stands beside the picture.
    visit : str
        Id or date of a visit, for a case file that has several; the newest if empty.
    aside : str or None
        A dialog that is drawn instead of the window, or the tour upon it.
    """

    size: tuple[int, int] = (1440, 900)
    theme: ThemeName = "light"
    scale: float = 1.0
    tone: str = "light"
    language: str = "en"
    mode: Mode = "desk"
    view: ViewId | None = None
    overlays: tuple[str, ...] = ()
    tab: int = 0
    opened: str | None = None
    lit: str | None = None
    spine: bool = False
    visit: str = ""
    aside: Aside | None = None


def save_screenshot(out: Path, case: Path | None = None, shot: Shot | None = None) -> None:
    """Write the window with a case as a PNG.

    Raises
    ------
    CaseError, AssetError
        If the case or the atlas cannot be read.
    FootmapError
        If the picture cannot be written.
    """
    from .loader import load

    shot = shot or Shot()
    with drawing(shot.scale):
        with speaking(shot.language):
            picture = draw(load(tone=shot.tone), case, shot)
        save(picture, out, shot.language)


def save(picture: QPixmap, out: Path, language: str = "en") -> None:
    """Write a picture of the window as a PNG, as small as it gets.

    Raises
    ------
    FootmapError
        If that fails; an old file is as it was.
    """
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not picture.save(buffer, "PNG", 0):  # of quality 0: without loss, but packed as tightly as possible
        raise FootmapError(f"The picture {out.name} could not be made; choose a smaller size.")
    write_output(out, described(bytes(data.data()), "window", language, SCREEN_PPI * picture.devicePixelRatio()))


@contextmanager
def drawing(scale: float = 1.0) -> Iterator[None]:
    """Where no application runs, one that needs no display."""
    if QCoreApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ["QT_SCALE_FACTOR"] = str(scale)
        leave_out_noise()
    from .app import application

    app = application()
    yield
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """What is made inside speaks a language."""
    from footmap.ui.settings.language import current, install

    from .app import application

    before = current()
    install(application(), language)
    try:
        yield
    finally:
        install(application(), before)


def draw(loaded: Loaded, case: Path | None, shot: Shot) -> QPixmap:
    """The picture of a window that is made for it, with its case opened and read through."""
    from footmap.ui.settings.preferences import Preferences

    from .window import Window

    with tempfile.TemporaryDirectory() as folder:
        preferences = Preferences(Path(folder) / "window.ini")
        preferences.tone, preferences.spine = shot.tone, shot.spine
        window = Window(preferences, theme=shot.theme)
        window.resize(*shot.size)
        window.attach(*loaded)
        assert window.session is not None
        assert window.files is not None
        assert window.assessment is not None
        if case is not None and shot.visit:
            window.session.open(read_case(case, shot.visit), case)
            window.session.settle()
        elif case is not None:
            window.files.open(case)
            window.session.settle()
        window.assessment.settle(deep=True)
        _arrange(window, shot)
        picture = _picture(window, shot)
        window.session.stack.setClean()
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return picture


def _arrange(window: Window, shot: Shot) -> None:
    """Make the window what the shot says."""
    p = window.parts
    a = p.commands
    p.panel.tabs.setCurrentIndex(shot.tab)
    p.canvas.set_ratio(shot.scale)
    window.ensurePolished()
    toggles = {
        "nerves": a.nerves,
        "dermatomes": a.dermatomes,
        "disagreement": a.disagreement,
        "courses": a.courses,
        "landmarks": a.landmarks,
    }
    for name, toggle in toggles.items():
        toggle.setChecked(name in shot.overlays)
    if window.overlays.facts_now() is not None and shot.opened is not None and shot.tab < len(p.panel.lists):
        if not p.panel.lists[shot.tab].open(shot.opened):
            raise FootmapError(f"There is no row {shot.opened!a} in that list of the panel.")
        window.overlays.light()
    window.modes.go(shot.mode, full_screen=False)
    render(window, shot.scale)  # lays everything out
    p.canvas.focus_view(shot.view)
    row = next((r for r in p.panel.nerves.rows if r.key[0] == shot.lit), None)
    if row is not None:
        row.entered.emit(row)
        window.overlays.light()


def _picture(window: Window, shot: Shot) -> QPixmap:
    a = window.parts.commands
    asides = {
        "shortcuts": a.shortcuts,
        "about": a.about,
        "reading": a.reading,
        "preferences": a.preferences,
        "regions": a.choose_region,
        "tour": a.tour,
        "report": a.print,
        "letter": a.letter,
    }
    if shot.aside is not None:
        asides[shot.aside].trigger()
        if window.papers is not None:
            window.papers.work.settle()
    picture = render(window, shot.scale)
    scene = window.parts.canvas.scene
    if scene is not None:
        scene.read_large_now()
    window.parts.strip.draw()
    from footmap.ui.dialogs.dialog import Dialog

    dialog = next(iter(window.findChildren(Dialog)), None)
    picture = render(dialog if dialog is not None else window, shot.scale)
    if dialog is not None:
        dialog.close()
    return picture


def render(widget: QWidget, scale: float) -> QPixmap:
    """A window drawn at `scale` device pixels per device-independent pixel."""
    widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    widget.show()
    QCoreApplication.sendPostedEvents()
    picture = QPixmap(round(widget.width() * scale), round(widget.height() * scale))
    picture.setDevicePixelRatio(scale)
    flags = QWidget.RenderFlag.DrawWindowBackground | QWidget.RenderFlag.DrawChildren
    widget.render(picture, QPoint(0, 0), QRegion(), flags)
    return picture
