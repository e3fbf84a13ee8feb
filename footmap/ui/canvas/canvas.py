"""The canvas: one widget that shows the sheet and lets tools work on it.

Stacked, from the back: backdrop, lit territories, committed paint, the stroke under way, marks, the pointer's ring.
Each is cached in device pixels; a brush move touches a small rectangle of them and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from footmap.ui.picture.marks import Kind, Mark, Marks
from footmap.ui.sheet.device import shown_rect
from footmap.ui.sheet.viewport import Viewport

from ..look.tokens import Theme
from .keys import key_pressed
from .pointer_tag import PointerTag
from .pointing import Pointing
from .spotlight import Spotlight
from .touch import Fingers

if TYPE_CHECKING:
    from PySide6.QtGui import QAccessibleInterface

    from footmap.core.atlas import Atlas
    from footmap.core.drawing import Quality, Stroke
    from footmap.core.paint import Paint
    from footmap.core.views import Side, ViewId
    from footmap.ui.picture.scene import Scene
    from footmap.ui.settings.brush_settings import BrushSettings
    from footmap.ui.sheet.layout import Slot

    from ..tools.base import Tool


class Canvas(QWidget):
    """Shows the sheet; gives pointer events to the tool and brush strokes to the session.

    Attributes
    ----------
    accessible : callable or None
        Makes what assistive technology finds in the canvas when it asks; None for Qt's own interface of a widget.

    Signals
    -------
    hovered(object, float, float)
        The slot under the pointer (or None) and the right-limb millimetres there.
    view_changed()
        Zoom, pan or focus has changed.
    pressed(), withdrawn()
        The tool begins something; it turned out to be the first half of a double click and should never have been.
    stroke_started(object), stroke_extended(object, float), stroke_redrawn(object, object)
        A stroke under way: the first Stroke, right-limb points to add, or to take instead, with radius or radii.
    stroke_finished(object), stroke_cancelled()
        The whole Stroke; or nothing of it.
    region_filled(str, object)
        Id of a region, and the strokes that mark or erase it.
    picked(object, float, float)
        A slot and right-limb millimetres where a stroke is to be selected.
    dismissed()
        Escape, while something is selected.
    """

    hovered = Signal(object, float, float)
    view_changed = Signal()
    pressed = Signal()
    withdrawn = Signal()
    stroke_started = Signal(object)
    stroke_extended = Signal(object, float)
    stroke_redrawn = Signal(object, object)
    stroke_finished = Signal(object)
    stroke_cancelled = Signal()
    region_filled = Signal(str, object)
    picked = Signal(object, float, float)
    dismissed = Signal()

    def __init__(self, settings: BrushSettings, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("canvas")
        self.setAccessibleName(self.tr("Body chart"))
        self.setAccessibleDescription(self.tr("Eight views of the right and left limb to paint on"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(320, 280)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.accessible: Callable[[], QAccessibleInterface] | None = None
        self._theme = theme
        self._scene: Scene | None = None
        self._port = Viewport(float(self.width()), float(self.height()))
        self._pointing = Pointing(self, settings)
        self._fingers = Fingers(self, self._pointing)
        self._marks = Marks()
        self._hidden: frozenset[Quality] = frozenset()
        self._outlined: tuple[Side, str, bool] = ("right", "", False)
        self._message = ""
        self._ratio_override: float | None = None
        self._keyboard_focus = False
        self._locked = False
        self.spotlight = Spotlight(self)
        self.tag = PointerTag({"right": self.tr("right"), "left": self.tr("left")}, self)
        settings.changed.connect(self._pointer_changed)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._application_changed)

    # ---- what is shown

    @property
    def scene(self) -> Scene | None:
        """What the canvas draws; None before the atlas is loaded."""
        return self._scene

    @property
    def port(self) -> Viewport:
        """Present zoom and pan."""
        return self._port

    @property
    def tool(self) -> Tool:
        """The chosen tool."""
        return self._pointing.tool

    @property
    def pointing(self) -> Pointing:
        """What mouse, pen, fingers and keys do with the tool."""
        return self._pointing

    @property
    def busy(self) -> bool:
        """True between press and release."""
        return self._pointing.busy

    @property
    def atlas(self) -> Atlas | None:
        """What is painted on; None before it is loaded."""
        return self._scene.atlas if self._scene is not None else None

    @property
    def view_at_pointer(self) -> ViewId | None:
        """View of the picture under the pointer."""
        here = self._pointing.here
        return here.slot.view if here is not None and here.slot is not None else None

    @property
    def ratio(self) -> float:
        """Device pixels per device-independent pixel."""
        return self._ratio_override or self.devicePixelRatioF()

    def set_ratio(self, ratio: float | None) -> None:
        """Draw for another device pixel ratio than the screen's (for pictures of the window)."""
        self._ratio_override = ratio
        self._restage()

    def set_message(self, text: str) -> None:
        """Words in the middle of an empty canvas."""
        self._message = text
        self.update()

    def set_scene(self, scene: Scene) -> None:
        """Show the atlas."""
        self._scene = scene
        scene.set_hidden(self._hidden)
        scene.large_ready.connect(self._restage)
        scene.paint_drawn.connect(self._update_device)
        self._restage()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.tag.set_theme(theme)
        self._restage()

    def set_tool(self, tool: Tool) -> None:
        """Choose the tool; what the old one was doing is given up."""
        self._pointing.choose(tool)
        self.update()

    def set_paint(self, paint: Paint, pending: Sequence[Stroke] = ()) -> None:
        """Show committed paint; only views whose shapes changed are drawn again, soon."""
        if self._scene is not None:
            self._scene.set_paint(paint, pending)

    def set_hidden(self, qualities: frozenset[Quality]) -> None:
        """Leave out the paint of these qualities."""
        self._hidden = qualities
        if self._scene is not None:
            self._scene.set_hidden(qualities)
            self.update()

    def refresh(self) -> None:
        """Overlays changed."""
        if self._scene is not None:
            self._scene.drop_overlay()
        self.update()

    def _restage(self) -> None:
        if self._scene is not None:
            self._scene.stage(self._port, self.ratio, self._theme)
        self.update()
        self.view_changed.emit()

    # ---- zoom, pan, focus

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom about a canvas point, by default the middle."""
        at = at if at is not None else QPointF(self.width() / 2, self.height() / 2)
        self._set_port(self._port.zoomed(factor, at.x(), at.y()))

    def pan_by(self, dx: float, dy: float) -> None:
        """Move the sheet."""
        self._set_port(self._port.moved(dx, dy))

    def fit(self) -> None:
        """Show the whole sheet."""
        if self._scene is not None:
            self._scene.set_focus(None)
        self._port = Viewport(float(self.width()), float(self.height()))
        self._restage()

    def focus_view(self, view: ViewId | None) -> None:
        """Show one pair of pictures as large as possible; None for the sheet."""
        if self._scene is not None:
            self.cancel()
            self._scene.set_focus(view)
            self._port = Viewport(float(self.width()), float(self.height()))
            self._restage()

    def set_oneself(self, on: bool) -> None:
        """Show the sheet as the patient sees himself, or as others see him."""
        if self._scene is not None:
            self.cancel()
            self._scene.set_oneself(on)
            self._restage()

    def toggle_focus(self) -> None:
        """Focus the view under the pointer, else the first, or go back to the sheet."""
        if self._scene is None:
            return
        if self._scene.layout.focus is not None:
            self.focus_view(None)
        elif self.view_at_pointer is not None:
            self.focus_view(self.view_at_pointer)
        else:
            self.step_focus(1)

    def step_focus(self, step: int) -> None:
        """Focus the next or the previous view; beyond the ends lies the sheet."""
        if self._scene is None:
            return
        order = [None, *dict.fromkeys(c.view for c in self._scene.sheet.captions if c.mark is None)]
        self.focus_view(order[(order.index(self._scene.layout.focus) + step) % len(order)])

    def _set_port(self, port: Viewport) -> None:
        if port == self._port or self._pointing.paints:
            return  # the sheet holds still under a stroke
        self._port = port
        self._restage()
        self._pointer_changed()

    # ---- what the pointer tells

    def tell_pressed(self) -> None:
        """A tool is about to begin."""
        self.pressed.emit()

    def tell_hovered(self, slot: Slot | None, x_mm: float, y_mm: float) -> None:
        """The pointer is over right-limb millimetres of a slot, or over none."""
        self.hovered.emit(slot, x_mm, y_mm)

    # ---- strokes (what tools call)

    def point_mm(self, slot: Slot, x: float, y: float) -> tuple[float, float]:
        """Canvas point -> right-limb millimetres of a slot."""
        return slot.to_mm(*self._port.to_sheet(x, y))

    def start_stroke(self, slot: Slot, stroke: Stroke) -> None:
        """Begin to show a stroke and tell the session."""
        if self._scene is not None:
            self._update_device([self._scene.begin(slot, stroke)])
            self.stroke_started.emit(stroke)

    def extend_stroke(self, points_mm: Sequence[tuple[float, float]], radius_mm: float) -> None:
        """Show more of it."""
        if self._scene is not None:
            self._pointing.stale(shown_rect(self._scene.extend(points_mm, radius_mm), self.ratio))
            self.stroke_extended.emit(points_mm, radius_mm)

    def redraw_stroke(self, points_mm: Sequence[tuple[float, float]], radii_mm: Sequence[float]) -> None:
        """Show it with other points."""
        if self._scene is not None:
            self._pointing.stale(shown_rect(self._scene.redraw(points_mm, radii_mm), self.ratio))
            self.stroke_redrawn.emit(points_mm, radii_mm)

    def finish_stroke(self, stroke: Stroke) -> None:
        """Leave it on the picture until the exact shapes arrive."""
        if self._scene is not None:
            self._scene.finish(stroke)
            self.stroke_finished.emit(stroke)

    def cancel_stroke(self) -> None:
        """Take it off the picture."""
        if self._scene is not None:
            self._update_device([self._scene.drop()])
            self.stroke_cancelled.emit()

    def fill_region(self, region: str, strokes: Sequence[Stroke]) -> None:
        """Tell the session what marks, or erases, a region."""
        self.region_filled.emit(region, strokes)

    def pick(self, slot: Slot, x_mm: float, y_mm: float) -> None:
        """Tell where a stroke is to be selected."""
        self.picked.emit(slot, x_mm, y_mm)

    @property
    def locked(self) -> bool:
        """True while nothing can be painted."""
        return self._locked

    def set_locked(self, locked: bool) -> None:
        """Let nothing be painted, or let it be again; the sheet can still be zoomed and moved."""
        if locked:
            self.cancel()
        self._locked = locked

    def cancel(self) -> None:
        """Give up whatever is under way."""
        self._pointing.cancel()

    def complete(self) -> None:
        """Complete whatever is under way, as if the pointer were let go."""
        self._pointing.complete()

    def _application_changed(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive:
            self.cancel()  # a locked screen or another program has the pointer now: its release never comes

    def _pointer_changed(self) -> None:
        self._pointing.track(self._pointing.here)
        self.update()

    # ---- marks

    def show_region(self, side: Side, region: str, minus: bool = False) -> None:
        """Outline a region in every picture of a limb that shows it; an empty name for none."""
        if (side, region, minus) == self._outlined or self._scene is None:
            return
        self._outlined = side, region, minus
        seen = self._scene.region_paths(region) if region else {}
        self.set_marks("region", [Mark(view, side, path, minus) for view, path in seen.items()])

    def set_marks(self, kind: Kind, marks: Sequence[Mark]) -> None:
        """Show other outlines of one kind."""
        self._update_marks(kind)
        self._marks.set(kind, marks)
        self._update_marks(kind)

    def _update_marks(self, kind: Kind) -> None:
        if self._scene is not None:
            self.update(self._marks.touched(kind, self._scene.layout, self._port))

    # ---- Qt events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pointing.mouse(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointing.mouse(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointing.mouse(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Focus the view there, or go back; what the first press painted is withdrawn."""
        view = None
        if self._scene is not None and event.button() == Qt.MouseButton.LeftButton and not self._pointing.pans:
            view = self._scene.layout.view_at(*self._port.to_sheet(event.position().x(), event.position().y()))
        if view is None or self._scene is None:
            self.mousePressEvent(event)
            return
        self.cancel()
        self.withdrawn.emit()
        self.focus_view(None if self._scene.focus else view)

    def focus_heading_at(self, at: QPointF) -> bool:
        """Focus the view whose heading is at a canvas point, or go back; False where there is none."""
        heading = None
        if self._scene is not None:
            heading = self._scene.layout.heading_at(*self._port.to_sheet(at.x(), at.y()))
            if heading is not None:
                self.focus_view(None if self._scene.layout.focus else heading)
        return heading is not None

    def tabletEvent(self, event: QTabletEvent) -> None:
        self._pointing.tablet(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._pointing.wheel(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_by(1.0 + event.value(), event.position())
                return True
        elif isinstance(event, QTouchEvent):
            return self._fingers.event(event)
        elif event.type() == QEvent.Type.DevicePixelRatioChange:
            self._restage()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not key_pressed(self, event):
            super().keyPressEvent(event)

    def dismiss(self) -> bool:
        """What Escape does: give up what is under way, or the selection, or the view in focus; False where nothing."""
        if self.busy:
            self.cancel()
        elif self._marks.of("selection"):
            self.dismissed.emit()
        elif self._scene is not None and self._scene.layout.focus is not None:
            self.focus_view(None)
        else:
            return False
        return True

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._pointing.hold_space(False)
        else:
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        reason = Qt.FocusReason
        by_keys = (reason.TabFocusReason, reason.BacktabFocusReason, reason.ShortcutFocusReason)
        self._keyboard_focus = event.reason() in by_keys
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._keyboard_focus = False
        self._pointing.hold_space(False)
        super().focusOutEvent(event)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._pointing.track(self._pointing.at(event.position().x(), event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        self._pointing.track(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.complete()  # in the old size: what was painted stays where it was painted
        self._port = self._port.resized(float(self.width()), float(self.height()))
        self._restage()

    def sizeHint(self) -> QSize:
        return QSize(1000, 800)

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = event.rect()
        painter = QPainter(self)
        if self._scene is None:
            painter.fillRect(rect, QColor(self._theme.ground))
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._message)
        else:
            self._scene.draw(painter, rect)
            self._marks.draw(painter, rect, self._scene.layout, self._port)
            self._pointing.draw(painter, rect)
        if self._keyboard_focus:
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _update_device(self, rects: Sequence[QRect]) -> None:
        for rect in rects:
            if not rect.isEmpty():
                self.update(shown_rect(rect, self.ratio))
