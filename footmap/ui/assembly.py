"""Makes the parts of the window, puts them in place and connects them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QThreadPool, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from .actions import Actions
from .brush_settings import BrushSettings
from .canvas import Canvas
from .loader import Loader
from .menu import MainMenu
from .notice import Notice
from .panel.panel import SidePanel
from .rail import Rail
from .statusline import StatusLine
from .tokens import PANEL_PX
from .tools.brush import Brush, Eraser
from .tools.pan import Pan
from .topbar import TopBar

if TYPE_CHECKING:
    from .window import Window

PANEL_SHARE: Final = 0.29
"""Share of the window's width that the panel takes at first, up to its own width."""
WIDTH_STEP_MM: Final = 2
ZOOM_STEP: Final = 1.25
PANEL_MS: Final = 33
"""The panel follows the brush at most this often."""
LIT_MS: Final = 40
"""A row is lit when the pointer has rested on it this long."""


def assemble(window: Window) -> None:
    """Give `window` its parts."""
    _make(window)
    _place(window)
    _connect(window)


def _make(w: Window) -> None:
    w.pool = QThreadPool(w)
    w.pool.setMaxThreadCount(1)
    w.loader = Loader(w)
    w.settings = BrushSettings(w)
    a = w.commands = Actions(w)
    w.canvas = Canvas(w.settings, w.theme)
    w.panel = SidePanel(w.theme)
    w.topbar = TopBar(a, w.settings)
    groups = (a.brush, a.eraser, a.pan), (a.undo, a.redo, a.clear), (a.zoom_in, a.zoom_out, a.fit)
    w.rail = Rail(groups, w.tr("Tools"))
    w.status = StatusLine()
    w.notice = Notice(w.tr("Close"))
    w.menu = MainMenu(a, w)
    w.tools = {a.brush: Brush(w.settings), a.eraser: Eraser(w.settings), a.pan: Pan()}
    w.panel_timer = _timer(w, PANEL_MS)
    w.lit_timer = _timer(w, LIT_MS)


def _timer(window: Window, milliseconds: int) -> QTimer:
    timer = QTimer(window)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer


def _place(w: Window) -> None:
    w.setAcceptDrops(True)
    w.topbar.set_menu(w.menu)
    w.menu.view.insertMenu(w.commands.disagreement, w.topbar.maps)
    w.menu.set_tone(w.preferences.tone)
    w.topbar.set_case(w.tr("New case"), False)
    middle = QWidget()
    column = QVBoxLayout(middle)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(w.notice)
    column.addWidget(w.canvas, 1)
    w.splitter = QSplitter(Qt.Orientation.Horizontal)
    w.splitter.setHandleWidth(1)
    for i, part in enumerate((middle, w.panel)):
        w.splitter.addWidget(part)
        w.splitter.setStretchFactor(i, 1 - i)
        w.splitter.setCollapsible(i, False)
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(w.rail)
    row.addWidget(w.splitter, 1)
    outer = QVBoxLayout(w)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    outer.addWidget(w.topbar)
    outer.addLayout(row, 1)
    outer.addWidget(w.status)
    panel_px = min(PANEL_PX, max(w.panel.minimumWidth(), round(PANEL_SHARE * w.width())))
    w.splitter.setSizes([w.width() - panel_px, panel_px])
    if not w.preferences.splitter.isEmpty():
        w.splitter.restoreState(w.preferences.splitter)
    for action in w.commands.all:
        w.addAction(action)
    for action in w.commands.needing_a_case():
        action.setEnabled(False)
    w.canvas.set_tool(w.tools[w.commands.brush])
    w.canvas.set_message(w.tr("Opening the atlas …"))
    w.canvas.setFocus()


def _connect(w: Window) -> None:
    a, s, canvas = w.commands, w.settings, w.canvas
    a.tools.triggered.connect(lambda action: canvas.set_tool(w.tools[action]))
    a.narrower.triggered.connect(lambda: s.set_width_mm(s.width_mm - WIDTH_STEP_MM))
    a.wider.triggered.connect(lambda: s.set_width_mm(s.width_mm + WIDTH_STEP_MM))
    a.weaker.triggered.connect(lambda: s.set_intensity(s.intensity - 1))
    a.stronger.triggered.connect(lambda: s.set_intensity(s.intensity + 1))
    a.zoom_in.triggered.connect(lambda: canvas.zoom_by(ZOOM_STEP))
    a.zoom_out.triggered.connect(lambda: canvas.zoom_by(1 / ZOOM_STEP))
    a.fit.triggered.connect(canvas.fit)
    a.nerves.toggled.connect(w.overlays_changed)
    a.dermatomes.toggled.connect(w.overlays_changed)
    a.disagreement.toggled.connect(w.overlays_changed)
    a.quit.triggered.connect(w.close)
    a.shortcuts.triggered.connect(w.show_shortcuts)
    a.about.triggered.connect(w.show_about)
    w.topbar.map_chosen.connect(w.choose_map)
    w.menu.theme_chosen.connect(w.choose_theme)
    w.panel.lit.connect(w.point_at)
    w.panel_timer.timeout.connect(w.show_live)
    w.lit_timer.timeout.connect(w.light)
    canvas.hovered.connect(w.name_skin)
    canvas.view_changed.connect(w.show_zoom)
    w.loader.loaded.connect(w.attach)
    w.loader.failed.connect(w.not_loaded)
