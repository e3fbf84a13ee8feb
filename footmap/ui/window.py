"""The window: its first frame, and what happens between its parts and the session.

The first frame is painted before anything else is imported: the shell alone, in the colours of the theme. Then
`build` makes the parts, a thread loads numpy, shapely and the atlas, and `attach` brings the window to life.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import (
    QBrush,
    QCloseEvent,
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QWidget

from footmap.ui.settings.preferences import Preferences

from .look.tokens import (
    PANEL_PX,
    RAIL_PX,
    SPACE,
    SPINE_PX,
    SPINE_ROOM_PX,
    STATUS_PX,
    THEMES,
    TOPBAR_PX,
    Theme,
    ThemeName,
)

if TYPE_CHECKING:
    from footmap.ui.control.body_scene import BodyScene
    from footmap.ui.control.dialogs import DialogController
    from footmap.ui.control.document_binder import DocumentBinder
    from footmap.ui.control.dropping import Dropping
    from footmap.ui.control.modes import Modes
    from footmap.ui.control.overlays import OverlayController
    from footmap.ui.control.painting import Painting

    from .document.engine import Engine
    from .document.files import Files
    from .document.session import Session
    from .look.look import Look
    from .parts import Parts
    from .picture.shelf import PictureShelf
    from .runtime.garbage import LongLived


class Window(QWidget):
    """The main window.

    Parameters
    ----------
    preferences : Preferences
    theme : {"light", "dark", "contrast"}, optional
        Instead of the remembered theme or the desktop's.
    case_path : Path, optional
        Opened as soon as the atlas is there.
    first_start : bool
        Begin with the tour.

    Attributes
    ----------
    parts : Parts
        Canvas, panel, bars and commands; they exist from `build` on, as do `sight`, `look`, `modes` and `sheets`.
    session, files, follower, painting : Session, Files, DocumentBinder, Painting or None
        The open document; they exist from `attach` on.

    Signals
    -------
    first_painted()
        The first frame is on the screen.
    ready()
        The atlas is loaded and the case, if any, was opened or refused.
    """

    first_painted = Signal()
    ready = Signal()

    parts: Parts
    sight: OverlayController
    look: Look
    modes: Modes
    sheets: DialogController

    def __init__(
        self,
        preferences: Preferences,
        theme: ThemeName | None = None,
        case_path: Path | None = None,
        first_start: bool = False,
    ) -> None:
        super().__init__()
        self.preferences = preferences
        self._chosen = theme or preferences.theme
        self._case_path = case_path
        self._first_start = first_start
        self._built = False
        self._painted = False
        self.session: Session | None = None
        self.files: Files | None = None
        self.follower: DocumentBinder | None = None
        self.painting: Painting | None = None
        self._figure: BodyScene | None = None
        self._dropping: Dropping | None = None
        self._long_lived: LongLived | None = None
        self.setWindowTitle("footmap")
        self.resize(1440, 900)
        if not preferences.geometry.isEmpty():
            self.restoreGeometry(preferences.geometry)
        self.first_painted.connect(self._begin)

    # ---- first frame, then the parts

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._built:
            self._paint_shell()
        if not self._painted:
            self._painted = True
            self.first_painted.emit()

    def _paint_shell(self) -> None:
        """Bars and panel without content, where `build` will put them."""
        t = THEMES[self._chosen or ("dark" if _dark_desktop() else "light")]
        width, height = self.width(), self.height()
        left = RAIL_PX + (SPINE_PX if self.preferences.spine and width >= SPINE_ROOM_PX else 0)
        area = QRect(left, TOPBAR_PX, width - left - PANEL_PX, height - TOPBAR_PX - STATUS_PX)
        painter = QPainter(self)
        for colour, rect in ((t.surface, self.rect()), (t.line, area.adjusted(-1, -1, 1, 1)), (t.ground, area)):
            painter.setBackground(_brush(colour))
            painter.eraseRect(rect)
        painter.end()

    def _begin(self) -> None:
        """The first frame is there: make the parts and load the atlas."""
        from PySide6.QtCore import QTimer

        if self.session is None:
            QTimer.singleShot(0, self, self._load)

    def _load(self) -> None:
        self.build()
        if self.session is None:
            self.parts.loader.start(self.preferences.body, self.preferences.tone)

    def build(self) -> None:
        """Make all parts; a second call does nothing."""
        if self._built:
            return
        from footmap.ui.control.dialogs import DialogController
        from footmap.ui.control.modes import Modes
        from footmap.ui.control.overlays import OverlayController

        from .look.look import Look
        from .parts import make_parts, place

        self._built = True
        look = self.look = Look(self._chosen, self.preferences.writing_percent, self)
        parts = self.parts = make_parts(self, look.theme)
        place(parts, self, self.preferences)
        self.sight = OverlayController(parts, self)
        self.modes = Modes(parts, look, self)
        self.sheets = DialogController(parts, self.preferences, look, self.modes, self)
        a = parts.commands
        a.quit.triggered.connect(self.close)
        look.changed.connect(self._dress)
        parts.menu.theme_chosen.connect(self.choose_theme)
        parts.menu.language_chosen.connect(self.choose_language)
        parts.loader.loaded.connect(self.attach)
        parts.loader.failed.connect(self.not_loaded)
        self._dress()

    # ---- the atlas arrives

    def attach(self, engine: Engine, shelf: PictureShelf) -> None:
        """Bring the window to life with a loaded engine and the pictures of its body."""
        from footmap.ui.accessible.painting import AccessiblePainting
        from footmap.ui.control.body_scene import BodyScene
        from footmap.ui.control.document_binder import DocumentBinder
        from footmap.ui.control.dropping import Dropping
        from footmap.ui.control.painting import Painting

        from .control import memory
        from .document.files import Dialogs, Files
        from .document.session import Session
        from .overlay.map_words import map_words
        from .picture import patterns
        from .runtime.garbage import LongLived
        from .shell.patient_bar import SWATCH_PX
        from .shell.topbar import ICON_PAD, QUALITY_IDS

        if self.session is not None:
            return
        self.build()
        p = self.parts
        memory.take_up(p, self.sight, self.preferences)
        session = self.session = Session(engine, self, shelf.fetch)
        figure = self._figure = BodyScene(session, self.preferences, shelf, p.pool, self)
        swatches = {q: patterns.swatch(engine.style.qualities[q]) for q in QUALITY_IDS}
        p.topbar.set_swatches({q: patterns.swatches(engine.style, q, pad_px=ICON_PAD) for q in QUALITY_IDS})
        p.topbar.set_maps(map_words(), self.sight.map, p.commands.disagreement)
        p.panel.set_legend(swatches, p.topbar.quality_names)
        big = {q: patterns.swatch(engine.style.qualities[q], SWATCH_PX, SPACE[2]) for q in QUALITY_IDS}
        p.patient_bar.set_qualities(p.topbar.quality_names, big)
        files = self.files = Files(session, self.preferences, Dialogs(self), self)
        self._dropping = Dropping(files, p.notice, p.canvas, self, lambda: self.modes.mode != "patient")
        follower = self.follower = DocumentBinder(session, files, p, self.preferences, self)
        follower.named.connect(self._name)
        for action in p.commands.needing_a_case():
            action.setEnabled(True)
        self.painting = Painting(session, p, self)
        self.reach = AccessiblePainting(session, p, self)
        figure.changed.connect(self._show_figure)
        long_lived = self._long_lived = LongLived(self)
        self.sight.told.connect(long_lived.grown)  # of each body that is drawn
        follower.reader.loaded.connect(long_lived.grown)
        figure.problem.connect(p.notice.tell)
        session.problem.connect(lambda: p.menu.set_bodies(figure.bodies, figure.body))
        p.menu.tone_chosen.connect(figure.choose_tone)
        p.menu.body_chosen.connect(figure.choose_body)
        self._show_figure()
        self.sight.overlays_changed()
        self.sheets.know(engine, figure.bodies)
        follower.refresh()
        if self._case_path is not None:
            files.open(self._case_path)
        if self._first_start:
            self.sheets.show_tour()
        self.ready.emit()

    def _show_figure(self) -> None:
        """Draw and name the body of the open case."""
        figure = self._figure
        if figure is None:
            return
        self.parts.canvas.cancel()
        self.sight.show_figure(figure)
        self.parts.strip.set_scene(figure.scene, figure.headings)
        self.parts.menu.tones.setEnabled(True)
        self.parts.menu.set_bodies(figure.bodies, figure.body)

    def _name(self, name: str, modified: bool) -> None:
        self.setWindowTitle(f"{name}[*] – footmap")
        self.setWindowModified(modified)

    def not_loaded(self, why: str) -> None:
        """Say that the atlas cannot be used."""
        self.parts.canvas.set_message(self.tr("footmap's own files could not be read; install it again."))
        self.parts.notice.tell(why)
        self.ready.emit()

    # ---- look

    @property
    def theme(self) -> Theme:
        """Present theme."""
        return self.look.theme

    def choose_theme(self, name: ThemeName | None) -> None:
        """Dress in a theme and remember it; None follows the desktop."""
        self.preferences.theme = name
        self.look.choose(name)

    def _dress(self) -> None:
        p, theme, density = self.parts, self.look.theme, self.look.density
        p.commands.set_theme(theme, density.icon_px)
        p.topbar.set_theme(theme)
        p.panel.set_theme(theme, density)
        p.notice.set_theme(theme)
        p.canvas.set_theme(theme)
        p.patient_bar.set_theme(theme)
        p.strip.set_theme(theme)
        p.spine.set_theme(theme)
        p.menu.set_theme_choice(self.look.chosen)
        for bar in (p.topbar, p.rail, p.status, p.strip, p.spine):
            bar.set_density(density)

    def choose_language(self, name: str | None) -> None:
        """Remember the language for the next start; None follows the desktop."""
        self.preferences.language = name
        self.parts.notice.tell(self.tr("footmap speaks this language from the next start on."))

    # ---- files dropped on the window, closing

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._dropping is not None:
            self._dropping.enter(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        if self._dropping is not None:
            self._dropping.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._dropping is not None:
            self._dropping.drop(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._built:
            event.accept()
            return
        p = self.parts
        p.canvas.cancel()
        if self.files is not None and not self.files.may_leave():
            event.ignore()
            return
        self.preferences.geometry = self.saveGeometry()
        self.preferences.splitter = p.splitter.saveState()
        if self.session is not None:
            from .control import memory

            memory.keep(p, self.sight, self.preferences)
        self.preferences.flush()
        self.sight.stop()
        p.strip.stop()
        if self.follower is not None:
            self.follower.stop()
        self.sheets.close_all()
        p.loader.wait()
        p.pool.waitForDone()
        if p.canvas.scene is not None:
            p.canvas.scene.stop()
        if self.session is not None:
            self.session.close()
        if self._long_lived is not None:
            self._long_lived.stop()
        event.accept()


def _brush(colour: str) -> QBrush:
    """A brush made through a palette: QBrush and fillRect would first make Python build every enumeration of Qt."""
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor(colour))
    return palette.window()


def _dark_desktop() -> bool:
    """A first guess that asks Qt for little: is the desktop's own ground dark?"""
    return QGuiApplication.palette().window().color().lightness() < 128
