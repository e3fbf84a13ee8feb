"""The whole window as a picture, without a display."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from footmap.errors import FootmapError

from .tokens import ThemeName

if TYPE_CHECKING:
    from .window import Window


def save_screenshot(
    out: Path,
    case: Path | None = None,
    size: tuple[int, int] = (1440, 900),
    theme: ThemeName = "light",
    scale: float = 1.0,
    lit: str | None = None,
    nerves: bool = False,
    tone: str = "light",
    language: str = "en",
    tab: int = 0,
    opened: str | None = None,
) -> None:
    """Write the window with a case as a PNG.

    Parameters
    ----------
    out : Path
        The picture.
    case : Path, optional
        Case to open.
    size : tuple of int
        Width and height of the window, device-independent pixels.
    theme : {"light", "dark", "contrast"}
    scale : float
        Device pixels per device-independent pixel.
    lit : str, optional
        Id of a nerve or level whose row is pointed at.
    nerves : bool
        Show all nerve territories.
    tone : {"light", "medium", "dark"}
        Skin tone of the pictures.
    language : {"en", "de"}
    tab : int
        Tab of the panel: nerves, levels, conditions, clues.
    opened : str, optional
        Id of a candidate of that tab whose reasons are open.

    Raises
    ------
    CaseError, AssetError
        If the case or the atlas cannot be read.
    FootmapError
        If the picture cannot be written.
    """
    if QCoreApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ["QT_SCALE_FACTOR"] = str(scale)
    from .app import application
    from .language import current, install
    from .loader import load
    from .preferences import Preferences
    from .window import Window

    app = application()
    before = current()
    install(app, language)
    with tempfile.TemporaryDirectory() as folder:
        preferences = Preferences(Path(folder) / "window.ini")
        preferences.tone = tone
        window = Window(preferences, theme=theme)
        window.resize(*size)
        window.build()
        window.attach(load(tone=tone))
        assert window.session is not None
        assert window.files is not None
        if case is not None:
            window.files.open(case)
            window.session.settle()
        assert window.follower is not None
        window.follower.reader.settle(deep=True)
        window.parts.panel.tabs.setCurrentIndex(tab)
        if opened is not None and tab < len(window.parts.panel.lists):
            window.parts.panel.lists[tab].open(opened)
            window.sight.light()
        window.parts.canvas.set_ratio(scale)
        window.ensurePolished()
        window.parts.commands.nerves.setChecked(nerves)
        picture = render(window, scale)  # lays everything out
        scene = window.parts.canvas.scene
        if scene is not None:
            scene.read_large_now()
        row = next((r for r in window.parts.panel.nerves.rows if r.key[0] == lit), None)
        if row is not None:
            row.entered.emit(row)
            window.sight.light()
        picture = render(window, scale)
        saved = picture.save(str(out), "PNG")
        window.session.stack.setClean()
        window.close()
        window.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    install(app, before)
    if not saved:
        raise FootmapError(f"The picture {out.name} could not be written; does the folder exist?")


def render(window: Window, scale: float) -> QPixmap:
    """The window drawn at `scale` device pixels per device-independent pixel."""
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.show()
    QCoreApplication.sendPostedEvents()
    picture = QPixmap(round(window.width() * scale), round(window.height() * scale))
    picture.setDevicePixelRatio(scale)
    flags = QWidget.RenderFlag.DrawWindowBackground | QWidget.RenderFlag.DrawChildren
    window.render(picture, QPoint(0, 0), QRegion(), flags)
    return picture
