"""The picture of study mode: the window's own canvas and brush on a sheet of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from footmap.core.drawing import Drawing
from footmap.core.ids import QUALITIES
from footmap.ui.accessible.accessible_canvas import offer
from footmap.ui.accessible.keyboard_hand import KeyboardHand
from footmap.ui.accessible.regions import Regions
from footmap.ui.canvas.strip import Strip
from footmap.ui.control.body_scene import BodyScene
from footmap.ui.document.session import Session
from footmap.ui.look.tokens import SPACE, Theme
from footmap.ui.overlay.choice import Choice
from footmap.ui.panel.pieces import Flow
from footmap.ui.picture.shelf import PictureShelf
from footmap.ui.runtime.background import Background
from footmap.ui.settings.brush_settings import BrushSettings
from footmap.ui.tools.pick import Pick
from footmap.ui.tools.toolbox import ToolWords, make_tools

from .swipe import SwipeCanvas

if TYPE_CHECKING:
    from footmap.core.drawing import Stroke
    from footmap.core.ids import ToneId
    from footmap.core.skin import PatchPaint
    from footmap.core.views import Side, ViewId
    from footmap.ui.document.engine import Derived, Engine
    from footmap.ui.picture.pictures import Pictures
    from footmap.ui.picture.scene import Scene
    from footmap.ui.picture.skin_layer import Patch
    from footmap.ui.settings.preferences import Preferences
    from footmap.ui.sheet.layout import Slot

STRIP_LEAST_PX: Final = 450
LEAST_PICTURE: Final = QSize(220, 120)
PAINTING: Final = ("brush", "eraser", "fill")
ZOOM_STEP: Final = 1.25
HINT_PX: Final = 620
_WITHIN: Final = Qt.ShortcutContext.WidgetWithChildrenShortcut
Use = Literal["look", "paint", "tap"]
"""What the learner does with the picture."""


@dataclass(frozen=True)
class Sheet:
    """What is shown.

    Attributes
    ----------
    side : {"right", "left"} or None
        The limb that is painted or tapped; None for either.
    view : ViewId or None
        Shown large; None for all views.
    tone : str or None
        Skin tone; None for that of the window.
    """

    body: str
    side: Side | None = None
    view: ViewId | None = None
    tone: ToneId | None = None
    patches: tuple[Patch, ...] = ()
    choice: Choice = field(default_factory=Choice)
    drawing: Drawing = field(default_factory=Drawing)
    use: Use = "look"


class Board(QWidget):
    """Canvas, views and painting tools.

    Parameters
    ----------
    engine : Engine
        Of the window's body, so that nothing is read twice.
    pictures : Pictures
        Of that body.

    Attributes
    ----------
    canvas : SwipeCanvas
    session : Session
        Holds what the learner paints; nothing of it is kept.
    regions : Regions

    Signals
    -------
    tapped(str, str, float, float)
        Side, view and right-limb millimetres of a tap, while taps are asked for.
    hovered(object, float, float)
        As of the canvas.
    painted()
        What is painted has changed.
    problem(str)
    """

    tapped = Signal(str, str, float, float)
    hovered = Signal(object, float, float)
    painted = Signal()
    problem = Signal(str)

    def __init__(self, engine: Engine, pictures: Pictures, preferences: Preferences, theme: Theme) -> None:
        super().__init__()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._tinting = Background(self, self._pool)
        self._sheet = Sheet(engine.atlas.body)
        self._waiting = False
        self._tone = pictures.tone
        shelf = PictureShelf(engine.atlas.body, pictures)
        self.session = Session(engine, self, shelf.fetch)
        self.settings = BrushSettings(self)
        self.settings.set_quality("tingling")
        self.body_scene = BodyScene(self.session, preferences, shelf, self._pool, self)
        self.canvas = SwipeCanvas(self.settings, theme)
        self.canvas.setMinimumSize(LEAST_PICTURE)
        self.strip = Strip(self.tr("Views"), self.tr("All views"))
        self._make_tools()
        self._lay_out()
        self._connect()
        self._show_body()

    # ---- parts

    def _make_tools(self) -> None:
        words = ToolWords()
        self._tools = {tool.id: tool for tool in make_tools(self.settings)}
        self._pick = Pick()
        self.actions_: dict[str, QAction] = {}
        group = QActionGroup(self)
        for id_ in PAINTING:
            action = QAction(words.name(id_), self)
            action.setCheckable(True)
            action.setToolTip(f"{words.name(id_)}  ({self._tools[id_].key})")
            action.triggered.connect(lambda _on=False, id_=id_: self.choose_tool(id_))
            group.addAction(action)
            self.actions_[id_] = action
        self.undo = QAction(self.tr("Undo"), self)
        self.undo.setToolTip(self.tr("Undo") + "  (Ctrl+Z)")
        self.undo.triggered.connect(self.session.undo)
        self.clear = QAction(self.tr("Clear all paint"), self)
        self.clear.triggered.connect(self.session.clear)
        self.walk = QAction(self.tr("Walk through the regions"), self)
        self.lead = QAction(self.tr("Move the tool with the keys"), self)
        for action, key in ((self.walk, "R"), (self.lead, "K")):
            action.setCheckable(True)
            action.setToolTip(f"{action.text()}  ({key})")

    def _lay_out(self) -> None:
        self.bar = QWidget()
        row = self._row = Flow(self.bar)
        for action in (*self.actions_.values(), self.undo, self.clear):
            row.addWidget(self._button(action))
        self.keys_hint = QLabel(self.tr("Keys: R regions, K tool"))
        self.keys_hint.setProperty("tone", "muted")
        row.addWidget(self.keys_hint)
        self.bar.hide()
        self.back = QToolButton(self.canvas)
        self.back.setText(self.tr("All views"))
        self.back.setProperty("frame", "true")
        self.back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.back.move(SPACE[2], SPACE[2])
        self.back.clicked.connect(lambda: self.canvas.focus_view(None))
        self.back.hide()
        self.views = QWidget()
        inside = QHBoxLayout(self.views)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.strip)
        pictures = QHBoxLayout()
        pictures.setSpacing(0)
        pictures.addWidget(self.views)
        pictures.addWidget(self.canvas, 1)
        self.caption = QLabel()
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.caption.setProperty("tone", "muted")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(SPACE[2])
        outer.addWidget(self.bar)
        outer.addLayout(pictures, 1)
        outer.addWidget(self.caption)

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setProperty("frame", "true")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _connect(self) -> None:
        canvas, session = self.canvas, self.session
        canvas.pressed.connect(session.mark)
        canvas.withdrawn.connect(session.withdraw)
        canvas.stroke_started.connect(session.start_stroke)
        canvas.stroke_extended.connect(session.extend_stroke)
        canvas.stroke_redrawn.connect(session.redraw_stroke)
        canvas.stroke_finished.connect(self._finish_stroke)
        canvas.stroke_cancelled.connect(session.cancel_stroke)
        canvas.region_filled.connect(self._fill)
        canvas.picked.connect(self._picked)
        canvas.hovered.connect(self.hovered)
        canvas.view_changed.connect(self.strip.follow)
        canvas.view_changed.connect(self._offer_back)
        self.strip.chosen.connect(canvas.focus_view)
        session.paint_changed.connect(self._show_paint)
        session.problem.connect(self.problem)
        self.body_scene.changed.connect(self._show_body)
        self.body_scene.problem.connect(self.problem)
        names = {q: q for q in QUALITIES}
        self.regions = Regions(session, canvas, self.settings, names, self)
        self._hand = KeyboardHand(canvas, self.regions, self.walk, self.lead, self)
        offer(canvas, self.regions)

    def add_keys(self, host: QWidget) -> None:
        """Keys of the board, for as long as `host` or something in it has the focus."""
        for id_ in PAINTING:
            QShortcut(QKeySequence(self._tools[id_].key), host, lambda id_=id_: self.choose_tool(id_), context=_WITHIN)
        for keys, run in (
            ("Ctrl+Z", lambda: self.session.undo() if self._sheet.use == "paint" else None),
            ("R", lambda: self.walk.toggle() if self._sheet.use == "paint" else None),
            ("K", lambda: self.lead.toggle() if self._sheet.use != "look" else None),
            ("+", lambda: self.canvas.zoom_by(ZOOM_STEP)),
            ("-", lambda: self.canvas.zoom_by(1 / ZOOM_STEP)),
            ("0", self.canvas.fit),
        ):
            QShortcut(QKeySequence(keys), host, run, context=_WITHIN)

    # ---- what is asked of it

    @property
    def scene(self) -> Scene:
        """What is drawn."""
        return self.body_scene.scene

    @property
    def body(self) -> str:
        """Body that is drawn."""
        return self.body_scene.body

    @property
    def patches(self) -> tuple[Patch, ...]:
        """Patches of skin that are shown."""
        return self._sheet.patches

    def present(self, sheet: Sheet) -> None:
        """Show something else; what was painted is gone. Of another body it appears as soon as it has been read."""
        self._sheet = sheet
        self.session.new()
        if sheet.body != self.body:
            self._waiting = True
            self.canvas.set_locked(True)
            self.session.choose_body(sheet.body)
        else:
            self._arrange()

    def add_patches(self, patches: Sequence[Patch], *, hide_paint: bool = False) -> None:
        """Show other patches of skin on the sheet that is there."""
        self._sheet = replace(self._sheet, patches=tuple(patches))
        self.scene.set_patches(patches)
        self.canvas.set_hidden(frozenset(QUALITIES) if hide_paint else frozenset())
        self.canvas.update()
        self.strip.refresh()

    def answered(self) -> None:
        """Nothing can be painted or tapped any more."""
        self._use("look")

    def skin(self, side: Side) -> PatchPaint:
        """What is painted on a limb."""
        self.session.settle()
        return self.session.derived.paint.union(side)

    @property
    def drawing(self) -> Drawing:
        """What is painted, stroke by stroke."""
        self.session.settle()
        return self.session.case.drawing

    def choose_tool(self, id_: str) -> None:
        """Paint with another tool; nothing happens where nothing is painted."""
        if self._sheet.use == "paint":
            self.canvas.set_tool(self._tools[id_])
            self.actions_[id_].setChecked(True)

    # ---- what happens to it

    def _arrange(self) -> None:
        self._waiting = False
        sheet, scene = self._sheet, self.scene
        self.canvas.set_hidden(frozenset())
        scene.set_patches(sheet.patches)
        scene.set_choice(sheet.choice)
        for stroke in sheet.drawing.strokes:
            self.session.add_strokes((stroke,), "")
        self.canvas.focus_view(sheet.view)
        self._use(sheet.use)
        self._tint()
        self.strip.refresh()

    def _use(self, use: Use) -> None:
        self.walk.setChecked(False)
        self.lead.setChecked(False)
        self._sheet = replace(self._sheet, use=use)
        self.bar.setVisible(use == "paint")
        self.canvas.set_locked(use == "look")
        if use == "paint":
            self.choose_tool("brush")
        else:
            self.canvas.set_tool(self._pick if use == "tap" else self._tools["pan"])

    def _tint(self) -> None:
        """The skin tone of the sheet, as soon as its pictures are there."""
        pictures = self.body_scene.pictures
        tone = self._sheet.tone or pictures.tone
        self._tinting.drop()
        if tone == self._tone:
            return
        if tone == pictures.tone:
            self._take_tone(pictures)
        else:
            self._tinting.run(partial(pictures.in_tone, tone), self._take_tone, self.problem.emit)

    def _take_tone(self, pictures: Pictures) -> None:
        self._tone = pictures.tone
        self.scene.set_pictures(pictures)
        self.canvas.update()
        self.strip.refresh()

    def _show_body(self) -> None:
        scene = self.body_scene.scene
        self._tone = self.body_scene.pictures.tone
        self.canvas.set_other(None)
        self.canvas.set_scene(scene)
        self.strip.set_scene(scene, self.body_scene.headings)
        if self._waiting:
            self._arrange()

    def _finish_stroke(self, stroke: Stroke) -> None:
        if self._wrong_side(stroke):
            self.session.cancel_stroke()
            self.canvas.set_paint(self.session.derived.paint, self.session.pending)
        else:
            self.session.finish_stroke(stroke)

    def _fill(self, region: str, strokes: Sequence[Stroke]) -> None:
        if strokes and not self._wrong_side(strokes[0]):
            self.session.add_strokes(strokes, region)

    def _wrong_side(self, stroke: Stroke) -> bool:
        wanted = self._sheet.side
        wrong = wanted is not None and stroke.side != wanted
        if wrong:
            right = self.tr("The question is about the right limb; R is the patient’s right.")
            self.problem.emit(right if wanted == "right" else self.tr("The question is about the left limb."))
        return wrong

    def _picked(self, slot: Slot, x_mm: float, y_mm: float) -> None:
        if self._sheet.use == "tap" and not self._wrong_slot(slot):
            self.tapped.emit(slot.side, slot.view, x_mm, y_mm)

    def _wrong_slot(self, slot: Slot) -> bool:
        return self._sheet.side is not None and slot.side != self._sheet.side

    def _show_paint(self, derived: Derived) -> None:
        self.canvas.set_paint(derived.paint, self.session.pending)
        self.undo.setEnabled(self.session.stack.canUndo())
        self.clear.setEnabled(not derived.paint.is_empty)
        self.painted.emit()

    def _offer_back(self) -> None:
        roomy = self.height() >= STRIP_LEAST_PX
        self.views.setVisible(roomy)
        self.back.setVisible(self.scene.focus is not None and not roomy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._offer_back()
        self.keys_hint.setVisible(self.width() > HINT_PX)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.canvas.set_theme(theme)
        self.strip.set_theme(theme)

    def settle(self) -> None:
        """Wait until everything is drawn (for pictures of the window, and tests)."""
        self.session.settle()
        self._tinting.settle()
        self.scene.settle()

    def stop(self) -> None:
        """Draw and compute nothing more."""
        self._tinting.stop()
        self.strip.stop()
        self._pool.waitForDone()
        self.scene.stop()
        self.canvas.stop()
        self.session.close()
