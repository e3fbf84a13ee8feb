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
    QDropEvent,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QWidget

from .preferences import Preferences
from .tokens import PANEL_PX, RAIL_PX, STATUS_PX, THEMES, TOPBAR_PX, Theme, ThemeName

if TYPE_CHECKING:
    from PySide6.QtCore import QThreadPool, QTimer
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QSplitter

    from footmap.core.atlas import MapId

    from .actions import Actions
    from .brush_settings import BrushSettings
    from .canvas import Canvas
    from .describe import Describer
    from .engine import Derived, Engine
    from .figure import Figure
    from .files import Files
    from .loader import Loader
    from .menu import MainMenu
    from .notice import Notice
    from .panel.panel import SidePanel
    from .panel.row import CandidateRow
    from .rail import Rail
    from .scene import Scene
    from .session import Session
    from .sheet_layout import Slot
    from .statusline import StatusLine
    from .tools.base import Tool
    from .topbar import TopBar


class Window(QWidget):
    """The main window.

    Parameters
    ----------
    preferences : Preferences
    theme : {"light", "dark", "contrast"}, optional
        Instead of the remembered theme or the desktop's.
    case_path : Path, optional
        Opened as soon as the atlas is there.

    Attributes
    ----------
    canvas, panel, topbar, rail, status, notice, menu, splitter
        The parts; they exist from `build` on, as do `commands`, `settings`, `tools` and `loader`.
    session, files : Session, Files or None
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

    settings: BrushSettings
    commands: Actions
    canvas: Canvas
    panel: SidePanel
    topbar: TopBar
    rail: Rail
    status: StatusLine
    notice: Notice
    menu: MainMenu
    splitter: QSplitter
    loader: Loader
    tools: dict[QAction, Tool]
    pool: QThreadPool
    panel_timer: QTimer
    lit_timer: QTimer

    def __init__(self, preferences: Preferences, theme: ThemeName | None = None, case_path: Path | None = None) -> None:
        super().__init__()
        self.preferences = preferences
        self._chosen = theme or preferences.theme
        self._theme = THEMES[self._chosen or ("dark" if _dark_desktop() else "light")]
        self._case_path = case_path
        self._built = False
        self._painted = False
        self.session: Session | None = None
        self.files: Files | None = None
        self._scene: Scene | None = None
        self._describer: Describer | None = None
        self._figure: Figure | None = None
        self._map: MapId = "consensus"
        self._lit_row: CandidateRow | None = None
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
        t, width, height = self._theme, self.width(), self.height()
        area = QRect(RAIL_PX, TOPBAR_PX, width - RAIL_PX - PANEL_PX, height - TOPBAR_PX - STATUS_PX)
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
            self.loader.start(self.preferences.body, self.preferences.tone)

    def build(self) -> None:
        """Make all parts; a second call does nothing."""
        if self._built:
            return
        from . import theme as themes
        from .assembly import assemble

        self._built = True
        self._theme = THEMES[self._chosen or themes.system_theme()]
        themes.apply(self._theme)
        assemble(self)
        self._dress()

    # ---- the atlas arrives

    def attach(self, engine: Engine) -> None:
        """Bring the window to life with a loaded engine."""
        from . import patterns
        from .figure import Figure
        from .files import Dialogs, Files
        from .map_words import map_words
        from .session import Session
        from .topbar import ICON_PAD, QUALITY_IDS

        if self.session is not None:
            return
        self.build()
        session = self.session = Session(engine, self)
        figure = self._figure = Figure(session, self.preferences, self.pool, self)
        swatches = {q: patterns.swatch(engine.style.qualities[q]) for q in QUALITY_IDS}
        self.topbar.set_swatches({q: patterns.swatch(engine.style.qualities[q], pad_px=ICON_PAD) for q in QUALITY_IDS})
        self.topbar.set_maps(map_words(), self._map, self.commands.disagreement)
        self.panel.set_legend(swatches, self.topbar.quality_names)
        self.files = Files(session, self.preferences, Dialogs(self), self)
        self._connect_session(session, self.files)
        for action in self.commands.needing_a_case():
            action.setEnabled(True)
        figure.changed.connect(self._show_figure)
        figure.problem.connect(self.notice.tell)
        session.problem.connect(lambda: self.menu.set_bodies(figure.bodies, figure.body))
        self.menu.tone_chosen.connect(figure.choose_tone)
        self.menu.body_chosen.connect(figure.choose_body)
        self._show_figure()
        self._undo_changed()
        self._file_changed()
        if self._case_path is not None:
            self.files.open(self._case_path)
        self.ready.emit()

    def _show_figure(self) -> None:
        """Draw and name the body of the open case."""
        figure = self._figure
        if figure is None:
            return
        self.canvas.cancel()
        self._scene, self._describer = figure.scene, figure.describer
        self.canvas.set_scene(figure.scene)
        self.menu.tones.setEnabled(True)
        self.menu.set_bodies(figure.bodies, figure.body)
        self.commands.disagreement.setEnabled(figure.has_disagreement)
        self.commands.disagreement.setVisible(figure.has_disagreement)

    def _connect_session(self, session: Session, files: Files) -> None:
        a, canvas = self.commands, self.canvas
        canvas.stroke_started.connect(session.start_stroke)
        canvas.stroke_extended.connect(session.extend_stroke)
        canvas.stroke_finished.connect(session.finish_stroke)
        canvas.stroke_cancelled.connect(session.cancel_stroke)
        session.derived_changed.connect(self._show_derived)
        session.stroke_moved.connect(self._follow_brush)
        session.problem.connect(self.notice.tell)
        session.busy_changed.connect(self.status.show_busy)
        session.file_changed.connect(self._file_changed)
        session.stack.indexChanged.connect(self._undo_changed)
        session.stack.cleanChanged.connect(self._file_changed)
        session.case_changed.connect(self._undo_changed)
        a.undo.triggered.connect(session.undo)
        a.redo.triggered.connect(session.redo)
        a.clear.triggered.connect(session.clear)
        a.new.triggered.connect(files.new)
        a.open.triggered.connect(files.ask_and_open)
        a.save.triggered.connect(files.save)
        a.save_as.triggered.connect(files.save_as)
        files.problem.connect(self.notice.tell)
        files.opened.connect(lambda note: self.notice.tell(note) if note else self.notice.hide())
        files.recent_changed.connect(lambda: self.menu.set_recent(self.preferences.recent))
        self.menu.recent_chosen.connect(files.open)
        self.menu.recent_cleared.connect(self.preferences.forget_all)
        self.menu.set_recent(self.preferences.recent)

    def not_loaded(self, why: str) -> None:
        """Say that the atlas cannot be used."""
        self.canvas.set_message(self.tr("footmap's own files could not be read; install it again."))
        self.notice.tell(why)
        self.ready.emit()

    # ---- what the session says

    def _show_derived(self, derived: Derived) -> None:
        self.panel_timer.stop()
        session = self.session
        self.canvas.set_paint(derived.paint, session.pending if session is not None else ())
        if not self.canvas.busy:
            self.panel.show_exact(derived)

    def _follow_brush(self) -> None:
        if not self.panel_timer.isActive():
            self.panel_timer.start()

    def show_live(self) -> None:
        """Let the panel follow the brush."""
        ranking = self.session.live_ranking() if self.session is not None else None
        if ranking is not None:
            self.panel.show_live(ranking)

    def _undo_changed(self) -> None:
        if self.session is None:
            return
        stack = self.session.stack
        self.commands.name_steps(stack.undoText(), stack.redoText())
        self.commands.undo.setEnabled(stack.canUndo())
        self.commands.redo.setEnabled(stack.canRedo())
        self.commands.clear.setEnabled(bool(self.session.case.drawing.strokes))

    def _file_changed(self) -> None:
        if self.files is None or self.session is None:
            return
        modified = self.session.modified
        self.topbar.set_case(self.files.name, modified)
        self.setWindowTitle(f"{self.files.name}[*] – footmap")
        self.setWindowModified(modified)

    # ---- help

    def show_shortcuts(self) -> None:
        """Show every key."""
        from .dialogs import ShortcutSheet

        ShortcutSheet(self.commands.all, self.topbar.quality_names.values(), self)

    def show_about(self) -> None:
        """Show what footmap is."""
        from .dialogs import AboutSheet

        engine = self.session.engine if self.session is not None else None
        AboutSheet(engine.atlas.version if engine else "–", engine.sources if engine else 0, self)

    # ---- overlays and hover

    def overlays_changed(self) -> None:
        """Show the overlays that are switched on."""
        from dataclasses import replace

        scene = self._scene
        if scene is None:
            return
        a = self.commands
        choice = replace(
            scene.choice,
            nerves=a.nerves.isChecked(),
            dermatomes=self._map if a.dermatomes.isChecked() else None,
            disagreement=a.disagreement.isChecked(),
        )
        if scene.set_choice(choice):
            self.canvas.update()
            self.show_zoom()

    def choose_map(self, id_: MapId) -> None:
        """Show the dermatomes of a map."""
        self._map = id_
        if self.commands.dermatomes.isChecked():
            self.overlays_changed()
        else:
            self.commands.dermatomes.setChecked(True)

    def point_at(self, row: CandidateRow | None) -> None:
        """Light a row's territory, if the pointer rests on it for a moment."""
        self._lit_row = row
        self.lit_timer.start()

    def light(self) -> None:
        """Light the row pointed at now."""
        from dataclasses import replace

        from .overlay import Subject

        scene, row = self._scene, self._lit_row
        if scene is None:
            return
        lit = None
        if row is not None and row.key[0]:
            id_, side = row.key
            lit = Subject(row.layer, id_, ("right", "left") if side == "both" else (side,))
        if scene.set_choice(replace(scene.choice, lit=lit)):
            self.canvas.update()

    def name_skin(self, slot: Slot | None, x_mm: float, y_mm: float) -> None:
        """Say what lies under the pointer."""
        if slot is None or self._describer is None:
            self.status.show_skin("", "")
            return
        words = self._describer.at(slot.view, x_mm, y_mm)
        if not words.region and not words.nerves:
            self.status.show_skin("", "")
            return
        side = self.tr("right") if slot.side == "right" else self.tr("left")
        region = f"{words.region}, {side}" if words.region else side
        self.status.show_skin(region, "     ".join(part for part in (words.nerves, words.levels) if part))

    def show_zoom(self) -> None:
        """Say which maps are shown, which view and how large."""
        from .map_words import disagreement_words, map_words

        place = self.tr("Sheet")
        maps: list[str] = []
        scene = self._scene
        if scene is not None and self._figure is not None:
            if scene.focus is not None:
                place = self._figure.headings[scene.focus]
            if scene.choice.dermatomes is not None:
                maps.append(map_words()[scene.choice.dermatomes].entry)
            if scene.choice.disagreement:
                maps.append(disagreement_words())
        self.status.show_maps(" · ".join(maps))
        self.status.show_zoom(f"{place} · {round(100 * self.canvas.port.zoom)} %")

    # ---- look

    @property
    def theme(self) -> Theme:
        """Present theme."""
        return self._theme

    def choose_theme(self, name: ThemeName | None) -> None:
        """Dress in a theme and remember it; None follows the desktop."""
        from . import theme as themes

        self.preferences.theme = name
        self.set_theme(name or themes.system_theme())

    def set_theme(self, name: ThemeName) -> None:
        """Dress the window."""
        from . import theme as themes

        self._theme = THEMES[name]
        themes.apply(self._theme)
        self._dress()

    def _dress(self) -> None:
        self.commands.set_theme(self._theme)
        self.topbar.set_theme(self._theme)
        self.panel.set_theme(self._theme)
        self.status.restyle()
        self.notice.set_theme(self._theme)
        self.canvas.set_theme(self._theme)
        self.menu.set_theme_choice(self.preferences.theme)

    # ---- files dropped on the window, closing

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.files is not None and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        if self.files is not None and urls:
            event.acceptProposedAction()
            self.files.open(Path(urls[0].toLocalFile()))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._built:
            event.accept()
            return
        self.canvas.cancel()
        if self.files is not None and not self.files.may_leave():
            event.ignore()
            return
        self.preferences.geometry = self.saveGeometry()
        self.preferences.splitter = self.splitter.saveState()
        self.preferences.flush()
        self.panel_timer.stop()
        self.lit_timer.stop()
        self.loader.wait()
        self.pool.waitForDone()
        if self.session is not None:
            self.session.close()
        event.accept()


def _brush(colour: str) -> QBrush:
    """A brush made through a palette: QBrush and fillRect would first make Python build every enumeration of Qt."""
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor(colour))
    return palette.window()


def _dark_desktop() -> bool:
    """A first guess that asks Qt for little: is the desktop's own ground dark?"""
    return QGuiApplication.palette().window().color().lightness() < 128
