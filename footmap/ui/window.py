"""The window: puts bars, canvas and panel together and connects them with the session.

It is built and shown before numpy, shapely and the atlas are loaded; `attach` brings it to life.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from . import theme as themes
from .actions import Actions
from .brush_settings import BrushSettings
from .canvas import Canvas
from .loader import Loader
from .menu import MainMenu
from .notice import Notice
from .panel.panel import SidePanel
from .panel.row import CandidateRow
from .preferences import Preferences
from .rail import Rail
from .statusline import StatusLine
from .theme import THEMES, Theme, ThemeName
from .tools.brush import Brush, Eraser
from .tools.pan import Pan
from .topbar import ICON_PAD, QUALITY_IDS, TopBar

if TYPE_CHECKING:
    from footmap.core.atlas import MapId
    from footmap.core.ranking import Ranking
    from footmap.core.views import Side, ViewId

    from .describe import Describer
    from .engine import Derived, Engine
    from .files import Files
    from .scene import Scene
    from .session import Session
    from .sheet_layout import Slot

WIDTH_STEP_MM: Final = 2
PANEL_MS: Final = 33
"""The panel follows the brush at most this often."""
LIT_MS: Final = 40
"""A row is lit when the pointer has rested on it this long."""


class Window(QWidget):
    """The main window.

    Parameters
    ----------
    preferences : Preferences
    theme : {"light", "dark", "contrast"}, optional
        Instead of the remembered theme or the desktop's.
    case_path : Path, optional
        Opened as soon as the atlas is there.

    Signals
    -------
    ready()
        The atlas is loaded and the case, if any, was opened or refused.
    """

    ready = Signal()

    def __init__(self, preferences: Preferences, theme: ThemeName | None = None, case_path: Path | None = None) -> None:
        super().__init__()
        self._preferences = preferences
        self._theme = THEMES[theme or preferences.theme or themes.system_theme()]
        themes.apply(self._theme)
        self._case_path = case_path
        self.session: Session | None = None
        self.files: Files | None = None
        self._scene: Scene | None = None
        self._describer: Describer | None = None
        self._map: MapId = "consensus"
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self.loader = Loader(self)
        self.settings = BrushSettings(self)
        self.commands = Actions(self)
        self.canvas = Canvas(self.settings, self._theme)
        self.panel = SidePanel(self._theme)
        self.topbar = TopBar(self.commands, self.settings)
        a = self.commands
        self.rail = Rail(
            ((a.brush, a.eraser, a.pan), (a.undo, a.redo, a.clear), (a.zoom_in, a.zoom_out, a.fit)), self.tr("Tools")
        )
        self.status = StatusLine()
        self.notice = Notice(self.tr("Close"))
        self.menu = MainMenu(self.commands, self)
        self._tools = {a.brush: Brush(self.settings), a.eraser: Eraser(self.settings), a.pan: Pan()}
        self._ranking: Ranking | None = None
        self._panel_timer = QTimer(self)
        self._panel_timer.setSingleShot(True)
        self._panel_timer.setInterval(PANEL_MS)
        self._panel_timer.timeout.connect(self._show_live)
        self._lit_row: CandidateRow | None = None
        self._lit_timer = QTimer(self)
        self._lit_timer.setSingleShot(True)
        self._lit_timer.setInterval(LIT_MS)
        self._lit_timer.timeout.connect(self._light)
        self._build()
        self._connect()
        self._dress()

    # ---- building

    def _build(self) -> None:
        self.setWindowTitle("footmap")
        self.setAcceptDrops(True)
        self.topbar.set_menu(self.menu)
        self.topbar.set_case(self.tr("New case"), False)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self.canvas, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(middle)
        self.splitter.addWidget(self.panel)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.setCollapsible(0, False)
        self.splitter.setCollapsible(1, False)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.splitter, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.topbar)
        outer.addLayout(row, 1)
        outer.addWidget(self.status)
        self.resize(1440, 900)
        if not self._preferences.geometry.isEmpty():
            self.restoreGeometry(self._preferences.geometry)
        if not self._preferences.splitter.isEmpty():
            self.splitter.restoreState(self._preferences.splitter)
        for action in self.commands.all:
            self.addAction(action)
        for action in self.commands.needing_a_case():
            action.setEnabled(False)
        self.canvas.set_tool(self._tools[self.commands.brush])
        self.canvas.set_message(self.tr("Opening the atlas …"))
        self.canvas.setFocus()

    def _connect(self) -> None:
        a, s, canvas = self.commands, self.settings, self.canvas
        a.tools.triggered.connect(lambda action: canvas.set_tool(self._tools[action]))
        a.narrower.triggered.connect(lambda: s.set_width_mm(s.width_mm - WIDTH_STEP_MM))
        a.wider.triggered.connect(lambda: s.set_width_mm(s.width_mm + WIDTH_STEP_MM))
        a.weaker.triggered.connect(lambda: s.set_intensity(s.intensity - 1))
        a.stronger.triggered.connect(lambda: s.set_intensity(s.intensity + 1))
        a.zoom_in.triggered.connect(lambda: canvas.zoom_by(1.25))
        a.zoom_out.triggered.connect(lambda: canvas.zoom_by(1 / 1.25))
        a.fit.triggered.connect(canvas.fit)
        a.nerves.toggled.connect(self._overlays_changed)
        a.dermatomes.toggled.connect(self._overlays_changed)
        a.quit.triggered.connect(self.close)
        a.shortcuts.triggered.connect(self._show_shortcuts)
        a.about.triggered.connect(self._show_about)
        self.topbar.map_chosen.connect(self._choose_map)
        self.menu.theme_chosen.connect(self._choose_theme)
        self.panel.lit.connect(self._row_pointed)
        canvas.hovered.connect(self._name_skin)
        canvas.view_changed.connect(self._show_zoom)
        canvas.first_painted.connect(self._load, Qt.ConnectionType.QueuedConnection)
        self.loader.loaded.connect(self.attach)
        self.loader.failed.connect(self._not_loaded)

    # ---- the atlas arrives

    def _load(self) -> None:
        if self.session is None:
            self.loader.start()

    def attach(self, engine: Engine) -> None:
        """Bring the window to life with a loaded engine."""
        from footmap.data.region_names import region_names

        from . import patterns
        from .describe import Describer
        from .files import Dialogs, Files
        from .scene import Scene
        from .session import Session

        if self.session is not None:
            return
        session = self.session = Session(engine, self)
        self._scene = Scene(
            engine.atlas, engine.style, engine.pictures, self._headings(), self._marks(), self._pool, self
        )
        maps = self._map_names()
        self._describer = Describer(
            engine.atlas,
            {**region_names(), **engine.names},
            {"lee_2008": "Lee", "foerster_1933": "Foerster", "keegan_garrett_1948": "Keegan"},
            self.tr("{0} (core)"),
        )
        swatches = {q: patterns.swatch(engine.style.qualities[q]) for q in QUALITY_IDS}
        self.topbar.set_swatches({q: patterns.swatch(engine.style.qualities[q], pad_px=ICON_PAD) for q in QUALITY_IDS})
        self.topbar.set_maps(maps, self._map)
        self.panel.set_legend(swatches, self.topbar.quality_names)
        self.files = Files(session, self._preferences, Dialogs(self), self)
        self._connect_session(session, self.files)
        self.canvas.set_scene(self._scene)
        for action in self.commands.needing_a_case():
            action.setEnabled(True)
        self._undo_changed()
        self._file_changed()
        if self._case_path is not None:
            self.files.open(self._case_path)
        self.ready.emit()

    def _connect_session(self, session: Session, files: Files) -> None:
        a, canvas = self.commands, self.canvas
        canvas.stroke_started.connect(session.start_stroke)
        canvas.stroke_extended.connect(session.extend_stroke)
        canvas.stroke_finished.connect(session.finish_stroke)
        canvas.stroke_cancelled.connect(session.cancel_stroke)
        session.derived_changed.connect(self._show_derived)
        session.live_ranking.connect(self._follow_brush)
        session.problem.connect(self.notice.tell)
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
        files.recent_changed.connect(lambda: self.menu.set_recent(self._preferences.recent))
        self.menu.recent_chosen.connect(files.open)
        self.menu.recent_cleared.connect(self._preferences.forget_all)
        self.menu.set_recent(self._preferences.recent)

    def _not_loaded(self, why: str) -> None:
        self.canvas.set_message(self.tr("footmap's own files could not be read; install it again."))
        self.notice.tell(why)
        self.ready.emit()

    # ---- what the session says

    def _show_derived(self, derived: Derived) -> None:
        self._panel_timer.stop()
        self._ranking = None
        session = self.session
        self.canvas.set_paint(derived.paint, session.pending if session is not None else ())
        if not self.canvas.busy:
            self.panel.show_exact(derived)

    def _follow_brush(self, ranking: Ranking) -> None:
        self._ranking = ranking
        if not self._panel_timer.isActive():
            self._panel_timer.start()

    def _show_live(self) -> None:
        if self._ranking is not None:
            self.panel.show_live(self._ranking)

    def _undo_changed(self) -> None:
        if self.session is None:
            return
        stack = self.session.stack
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

    def _show_shortcuts(self) -> None:
        from .dialogs import ShortcutSheet

        ShortcutSheet(self.commands.all, self.topbar.quality_names.values(), self)

    def _show_about(self) -> None:
        from .dialogs import AboutSheet

        engine = self.session.engine if self.session is not None else None
        AboutSheet(engine.atlas.version if engine else "–", engine.sources if engine else 0, self)

    # ---- overlays and hover

    def _overlays_changed(self) -> None:
        from dataclasses import replace

        scene = self._scene
        if scene is None:
            return
        a = self.commands
        choice = replace(
            scene.choice, nerves=a.nerves.isChecked(), dermatomes=self._map if a.dermatomes.isChecked() else None
        )
        if scene.set_choice(choice):
            self.canvas.update()

    def _choose_map(self, id_: MapId) -> None:
        self._map = id_
        if self.commands.dermatomes.isChecked():
            self._overlays_changed()
        else:
            self.commands.dermatomes.setChecked(True)

    def _row_pointed(self, row: CandidateRow | None) -> None:
        self._lit_row = row
        self._lit_timer.start()

    def _light(self) -> None:
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

    def light_now(self) -> None:
        """Light the row pointed at without waiting."""
        self._lit_timer.stop()
        self._light()

    def _name_skin(self, slot: Slot | None, x_mm: float, y_mm: float) -> None:
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

    def _show_zoom(self) -> None:
        focus = self._scene.layout.focus if self._scene is not None else None
        place = self._headings()[focus] if focus is not None else self.tr("Sheet")
        self.status.show_zoom(f"{place} · {round(100 * self.canvas.port.zoom)} %")

    # ---- look

    @property
    def theme(self) -> Theme:
        """Present theme."""
        return self._theme

    def _choose_theme(self, name: ThemeName | None) -> None:
        self._preferences.theme = name
        self.set_theme(name or themes.system_theme())

    def set_theme(self, name: ThemeName) -> None:
        """Dress the window."""
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
        self.menu.set_theme_choice(self._preferences.theme)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange and QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self.canvas.cancel()
        super().changeEvent(event)

    # ---- words

    def _headings(self) -> dict[ViewId, str]:
        return {
            "leg_anterior": self.tr("Front"),
            "leg_posterior": self.tr("Back"),
            "leg_lateral": self.tr("Outer side"),
            "leg_medial": self.tr("Inner side"),
            "foot_dorsal": self.tr("Tops of the feet"),
            "foot_plantar": self.tr("Soles"),
            "foot_lateral": self.tr("Outer side of the foot"),
            "foot_medial": self.tr("Inner side of the foot"),
        }

    def _marks(self) -> dict[Side, str]:
        return {"right": self.tr("R", "right limb"), "left": self.tr("L", "left limb")}

    def _map_names(self) -> dict[str, str]:
        return {
            "consensus": self.tr("Consensus of the maps"),
            "lee_2008": self.tr("After Lee 2008, redrawn from descriptions"),
            "foerster_1933": self.tr("After Foerster 1933, redrawn from descriptions"),
            "keegan_garrett_1948": self.tr("After Keegan and Garrett 1948, redrawn from descriptions"),
        }

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
        self.canvas.cancel()
        if self.files is not None and not self.files.may_leave():
            event.ignore()
            return
        self._preferences.geometry = self.saveGeometry()
        self._preferences.splitter = self.splitter.saveState()
        self._preferences.flush()
        self._panel_timer.stop()
        self._lit_timer.stop()
        self.loader.wait()
        self._pool.waitForDone()
        if self.session is not None:
            self.session.close()
        event.accept()
