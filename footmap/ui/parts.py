"""The parts of the window: made here, and put in their places."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt, QThreadPool
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget

from footmap.core.ids import QUALITIES
from footmap.ui.canvas.canvas import Canvas
from footmap.ui.canvas.maps_beside import MapsBeside
from footmap.ui.canvas.strip import Strip
from footmap.ui.look.tokens import PANEL_PX, SPACE, Theme, growth
from footmap.ui.panel.panel import SidePanel
from footmap.ui.settings.brush_settings import BrushSettings
from footmap.ui.shell.actions import Actions
from footmap.ui.shell.emergency import EmergencyBar
from footmap.ui.shell.legend import Legend
from footmap.ui.shell.menu import MainMenu
from footmap.ui.shell.notice import Notice
from footmap.ui.shell.patient_bar import SWATCH_PX, PatientBar
from footmap.ui.shell.rail import Rail
from footmap.ui.shell.statusline import StatusLine
from footmap.ui.shell.topbar import ICON_PAD, TopBar
from footmap.ui.spine.panel import SpinePanel
from footmap.ui.tools.toolbox import make_tools

from .loader import Loader

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from footmap.core.atlas import MapId
    from footmap.ui.document.engine import Engine
    from footmap.ui.settings.preferences import Preferences
    from footmap.ui.tools.base import Tool

translate = QCoreApplication.translate
PANEL_SHARE: Final = 0.29
"""Share of the window's width that the panel takes at first, up to its own width."""
FOR_PATIENTS: Final = (Canvas, Strip, QSplitter, PatientBar, EmergencyBar, QMenu)
"""Parts that a patient sees, or that are not seen by themselves."""
WIDTH_STEP_MM: Final = 2
ZOOM_STEP: Final = 1.25


@dataclass(frozen=True)
class Parts:
    """Everything that the window consists of.

    Attributes
    ----------
    tools : dict of action to tool
        What each action of the tool group makes the canvas do.
    pool : QThreadPool
        Reads and tints pictures; one thread.
    splitter : QSplitter
        Canvas and panel side by side.
    """

    settings: BrushSettings
    commands: Actions
    canvas: Canvas
    panel: SidePanel
    topbar: TopBar
    emergency: EmergencyBar
    rail: Rail
    spine: SpinePanel
    strip: Strip
    maps: MapsBeside
    patient_bar: PatientBar
    status: StatusLine
    notice: Notice
    menu: MainMenu
    legend: Legend
    splitter: QSplitter
    loader: Loader
    tools: dict[QAction, Tool]
    pool: QThreadPool

    @property
    def not_for_patients(self) -> tuple[QWidget, ...]:
        """All that is out of sight while a patient has the window; a new part is, too."""
        parts = (getattr(self, field.name) for field in fields(self))
        return tuple(part for part in parts if isinstance(part, QWidget) and not isinstance(part, FOR_PATIENTS))


def make_parts(host: QWidget, theme: Theme) -> Parts:
    """Make all parts of `host`; `place` puts them into it."""
    pool = QThreadPool(host)
    pool.setMaxThreadCount(1)
    settings = BrushSettings(host)
    tools = make_tools(settings)
    a = Actions(host, tools)
    groups = (
        tuple(a.choose_tool.values()),
        (a.undo, a.redo, a.history, a.mirror, a.clear),
        (a.zoom_in, a.zoom_out, a.fit),
    )
    canvas = Canvas(settings, theme)
    parts = Parts(
        settings=settings,
        commands=a,
        canvas=canvas,
        legend=Legend(a.legend, canvas),
        panel=SidePanel(theme),
        topbar=TopBar(a, settings),
        emergency=EmergencyBar(),
        rail=Rail(groups, a.more, translate("Parts", "Tools")),
        spine=SpinePanel(a.spine, theme),
        strip=Strip(translate("Parts", "Views"), translate("Parts", "All views")),
        maps=MapsBeside(a.maps_beside, translate("Parts", "Other dermatome maps")),
        patient_bar=PatientBar(settings, a.undo),
        status=StatusLine(),
        notice=Notice(translate("Parts", "Close")),
        menu=MainMenu(a, host),
        splitter=QSplitter(Qt.Orientation.Horizontal),
        loader=Loader(host),
        tools={a.choose_tool[tool.id]: tool for tool in tools},
        pool=pool,
    )
    _connect(parts)
    return parts


def place(parts: Parts, host: QWidget, preferences: Preferences) -> None:
    """Put the parts into `host` as the user left them."""
    p = parts
    p.topbar.set_menu(p.menu)
    p.menu.view.insertMenu(p.commands.disagreement, p.topbar.maps)
    p.menu.view.insertMenu(p.commands.unlight, p.spine.menu)
    p.menu.set_tone(preferences.tone)
    p.menu.set_language(preferences.language)
    p.topbar.set_case(translate("Parts", "New case"), False)
    middle = QWidget()
    column = QVBoxLayout(middle)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    pictures = QHBoxLayout()
    pictures.setSpacing(0)
    pictures.addWidget(p.spine)
    pictures.addWidget(p.strip)
    pictures.addWidget(p.canvas, 1)
    pictures.addWidget(p.maps)
    column.addLayout(pictures, 1)
    p.status.add_way_out(p.commands.presentation, translate("Parts", "End presentation"))
    p.splitter.setHandleWidth(1)
    for i, part in enumerate((middle, p.panel)):
        p.splitter.addWidget(part)
        p.splitter.setStretchFactor(i, 1 - i)
        p.splitter.setCollapsible(i, False)
    for part in (middle, p.panel, p.splitter.handle(1)):  # a splitter puts what comes later first, for a screen reader
        part.raise_()
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(p.rail)
    row.addWidget(p.splitter, 1)
    outer = QVBoxLayout(host)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    outer.addWidget(p.topbar)
    outer.addWidget(p.emergency)
    outer.addLayout(row, 1)
    outer.addWidget(p.patient_bar)
    outer.addWidget(p.status)
    most = round(PANEL_PX * growth(host.width(), host.height()))
    panel_px = min(most, max(p.panel.minimumWidth(), round(PANEL_SHARE * host.width())))
    p.splitter.setSizes([host.width() - panel_px, panel_px])
    if not preferences.splitter.isEmpty():
        p.splitter.restoreState(preferences.splitter)
    p.commands.spine.setChecked(preferences.spine)
    p.spine.stand_in(host)
    p.commands.spine.toggled.connect(lambda on: setattr(preferences, "spine", on))
    for action in p.commands.all:
        host.addAction(action)
    for action in p.commands.needing_a_case():
        action.setEnabled(False)
    p.canvas.set_tool(p.tools[p.commands.brush])
    p.status.show_hint(p.commands.brush.statusTip())
    p.canvas.set_message(translate("Parts", "Opening the atlas …"))
    p.notice.lie_over(p.canvas)
    p.canvas.setFocus()


def name_parts(p: Parts, engine: Engine, chosen_map: MapId) -> None:
    """Give names and pictures to qualities and maps, in the language that is spoken now."""
    from footmap.ui.overlay.map_words import map_words
    from footmap.ui.picture import patterns

    qualities = engine.style.qualities
    p.topbar.set_swatches({q: patterns.swatches(engine.style, q, pad_px=ICON_PAD) for q in QUALITIES})
    p.topbar.set_maps(map_words(), chosen_map, p.commands.disagreement)
    p.panel.set_legend({q: patterns.swatch(qualities[q]) for q in QUALITIES}, p.topbar.quality_names)
    big = {q: patterns.swatch(qualities[q], SWATCH_PX, SPACE[2]) for q in QUALITIES}
    p.patient_bar.set_qualities(p.topbar.quality_names, big)


def _connect(p: Parts) -> None:
    """What happens between the parts alone."""
    a, s, canvas = p.commands, p.settings, p.canvas
    a.tools.triggered.connect(lambda action: canvas.set_tool(p.tools[action]))
    a.tools.triggered.connect(lambda action: p.status.show_hint(action.statusTip()))
    a.narrower.triggered.connect(lambda: s.set_width_mm(s.width_mm - WIDTH_STEP_MM))
    a.wider.triggered.connect(lambda: s.set_width_mm(s.width_mm + WIDTH_STEP_MM))
    a.weaker.triggered.connect(lambda: s.set_intensity(s.intensity - 1))
    a.stronger.triggered.connect(lambda: s.set_intensity(s.intensity + 1))
    a.zoom_in.triggered.connect(lambda: canvas.zoom_by(ZOOM_STEP))
    a.zoom_out.triggered.connect(lambda: canvas.zoom_by(1 / ZOOM_STEP))
    a.fit.triggered.connect(canvas.fit)
    a.oneself.toggled.connect(canvas.set_oneself)
    canvas.view_changed.connect(p.strip.follow)
    canvas.view_changed.connect(p.maps.follow)
    p.strip.chosen.connect(canvas.focus_view)
