"""The canvas: one widget that shows the sheet and lets tools work on it.

Stacked, from the back: backdrop, lit territories, committed paint, the stroke under way, the pointer's ring. Each is
cached in device pixels; a brush move touches a small rectangle of them and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPointingDevice,
    QResizeEvent,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from .ring import Ring
from .tokens import Theme
from .tools.base import Pointer, Tool
from .tools.pan import Pan
from .viewport import Viewport

if TYPE_CHECKING:
    from footmap.core.drawing import Stroke
    from footmap.core.paint import Paint
    from footmap.core.views import ViewId

    from .brush_settings import BrushSettings
    from .scene import Scene
    from .sheet_layout import Slot

WHEEL_STEP: Final = 1.2
KEY_STEP: Final = 1.25
WIDTH_STEP: Final = 2


class Canvas(QWidget):
    """Shows the sheet; gives pointer events to the tool and brush strokes to the session.

    Signals
    -------
    hovered(object, float, float)
        The slot under the pointer (or None) and the right-limb millimetres there.
    view_changed()
        Zoom, pan or focus is another.
    pressed(), withdrawn()
        The tool begins something; it turned out to be the first half of a double click and should never have been.
    stroke_started(object), stroke_extended(object), stroke_finished(object), stroke_cancelled()
        A stroke under way: the first Stroke, a list of further right-limb points, the whole Stroke.
    """

    hovered = Signal(object, float, float)
    view_changed = Signal()
    pressed = Signal()
    withdrawn = Signal()
    stroke_started = Signal(object)
    stroke_extended = Signal(object)
    stroke_finished = Signal(object)
    stroke_cancelled = Signal()

    def __init__(self, settings: BrushSettings, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("canvas")
        self.setAccessibleName(self.tr("Body chart"))
        self.setAccessibleDescription(self.tr("Eight views of the right and left limb to paint on"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(320, 280)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self._settings = settings
        self._theme = theme
        self._scene: Scene | None = None
        self._tool: Tool = Pan()
        self._hand = Pan()
        self._active: Tool | None = None
        self._port = Viewport(float(self.width()), float(self.height()))
        self._pointer: Pointer | None = None
        self._space = False
        self._message = ""
        self._ratio_override: float | None = None
        self._stale = QRect()
        self._keyboard_focus = False
        self._ring_drawn = Ring()
        settings.changed.connect(self._pointer_changed)

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
        return self._tool

    @property
    def busy(self) -> bool:
        """True between press and release."""
        return self._active is not None

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
        scene.large_ready.connect(self._restage)
        self._restage()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._restage()

    def set_tool(self, tool: Tool) -> None:
        """Choose the tool; what the old one was doing is given up."""
        self.cancel()
        self._tool = tool
        self._pointer_changed()

    def set_paint(self, paint: Paint, pending: Sequence[Stroke] = ()) -> None:
        """Show committed paint; only views whose shapes changed are drawn again."""
        if self._scene is not None:
            for rect in self._scene.set_paint(paint, pending):
                self._update_device(rect)

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

    def toggle_focus(self) -> None:
        """Focus the view under the pointer, or go back to the sheet."""
        if self._scene is None:
            return
        at = self._pointer
        if self._scene.layout.focus is not None:
            self.focus_view(None)
        elif at is not None and at.slot is not None:
            self.focus_view(at.slot.view)

    def step_focus(self, step: int) -> None:
        """Focus the next or the previous view; beyond the ends lies the sheet."""
        if self._scene is None:
            return
        order = [None, *dict.fromkeys(c.view for c in self._scene.sheet.captions if c.mark is None)]
        self.focus_view(order[(order.index(self._scene.layout.focus) + step) % len(order)])

    def _set_port(self, port: Viewport) -> None:
        if port == self._port or (self._active is not None and self._active.shows_size):
            return  # the sheet holds still under a stroke
        self._port = port
        self._restage()
        self._pointer_changed()

    # ---- strokes (what tools call)

    def point_mm(self, slot: Slot, x: float, y: float) -> tuple[float, float]:
        """Canvas point -> right-limb millimetres of a slot."""
        return slot.to_mm(*self._port.to_sheet(x, y))

    def start_stroke(self, slot: Slot, stroke: Stroke) -> None:
        """Begin to show a stroke and tell the session."""
        if self._scene is not None:
            self._update_device(self._scene.begin(slot, stroke))
            self.stroke_started.emit(stroke)

    def extend_stroke(self, points_mm: list[tuple[float, float]]) -> None:
        """Show more of it."""
        if self._scene is not None:
            dirty = self._scene.extend(points_mm, self._settings.radius_mm)
            self._stale = self._stale.united(self._from_device(dirty))
            self.stroke_extended.emit(points_mm)

    def finish_stroke(self, stroke: Stroke) -> None:
        """Leave it on the picture until the exact shapes arrive."""
        if self._scene is not None:
            self._scene.end(keep=True)
            self.stroke_finished.emit(stroke)

    def cancel_stroke(self) -> None:
        """Take it off the picture."""
        if self._scene is not None:
            self._update_device(self._scene.end(keep=False))
            self.stroke_cancelled.emit()

    def cancel(self) -> None:
        """Give up whatever is under way."""
        if self._active is not None:
            self._active.cancel(self)
            self._active = None

    # ---- pointer

    def _at(self, x: float, y: float, pressure: float = 1.0, eraser: bool = False, shift: bool = False) -> Pointer:
        slot = None
        if self._scene is not None:
            slot = self._scene.layout.slot_at(*self._port.to_sheet(x, y))
        return Pointer(x, y, slot, pressure, eraser, shift)

    def _press(self, at: Pointer, tool: Tool) -> None:
        if self._scene is None or self._active is not None:
            return
        self._active = tool
        tool.press(self, at)
        self._track(at)

    def _move(self, at: Pointer) -> None:
        if self._active is not None:
            self._active.move(self, at)
        self._track(at)

    def _release(self, at: Pointer) -> None:
        tool, self._active = self._active, None
        if tool is not None:
            tool.release(self, at)
        self._track(at)

    def _track(self, at: Pointer | None) -> None:
        old, self._pointer = self._pointer, at
        ring, stale = self._ring(at), self._stale
        for rect in (self._ring(old), ring):
            if rect is not None:
                stale = stale.united(Ring.touched(rect))
        self._stale = QRect()
        if not stale.isEmpty():
            self.update(stale)
        tool = self._hand if self._space else self._tool
        shape = tool.cursor
        if shape == Qt.CursorShape.BlankCursor and ring is None:
            shape = Qt.CursorShape.ArrowCursor
        if shape == Qt.CursorShape.OpenHandCursor and self._active is not None:
            shape = Qt.CursorShape.ClosedHandCursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)
        if self._active is not None:
            return  # naming the skin waits until the stroke is done
        if at is not None and at.slot is not None:
            self.hovered.emit(at.slot, *self.point_mm(at.slot, at.x, at.y))
        elif old is not None and old.slot is not None:
            self.hovered.emit(None, 0.0, 0.0)

    def _pointer_changed(self) -> None:
        self._track(self._pointer)
        self.update()

    def _ring(self, at: Pointer | None) -> QRectF | None:
        """Ring as large as the brush at the pointer; None where the tool has none."""
        if at is None or at.slot is None or not self._tool.shows_size or self._space:
            return None
        return Ring.rect(at.x, at.y, self._settings.radius_mm * at.slot.scale * self._port.zoom)

    # ---- Qt events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        at = self._at(event.position().x(), event.position().y(), shift=_shift(event))
        if event.button() == Qt.MouseButton.MiddleButton or (
            self._space and event.button() == Qt.MouseButton.LeftButton
        ):
            self._press(at, self._hand)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()
            self._press(at, self._tool)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._move(self._at(event.position().x(), event.position().y(), shift=_shift(event)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._release(self._at(event.position().x(), event.position().y(), shift=_shift(event)))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Focus the view there, or go back; what the first press painted is withdrawn."""
        view = None
        if self._scene is not None and event.button() == Qt.MouseButton.LeftButton and not self._space:
            view = self._scene.layout.view_at(*self._port.to_sheet(event.position().x(), event.position().y()))
        if view is None or self._scene is None:
            self.mousePressEvent(event)
            return
        self.cancel()
        self.withdrawn.emit()
        self.focus_view(None if self._scene.focus else view)

    def tabletEvent(self, event: QTabletEvent) -> None:
        eraser = event.pointerType() == QPointingDevice.PointerType.Eraser
        at = self._at(event.position().x(), event.position().y(), event.pressure(), eraser, _shift(event))
        if event.type() == QEvent.Type.TabletPress:
            self._press(at, self._hand if self._space else self._tool)
        elif event.type() == QEvent.Type.TabletMove:
            self._move(at)
        else:
            self._release(at)
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer; with control the brush gets wider; a touchpad's sideways move pans."""
        delta = event.angleDelta()
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            turn = delta.y() or delta.x()
            self._settings.set_width_mm(self._settings.width_mm + (WIDTH_STEP if turn > 0 else -WIDTH_STEP))
        elif not event.pixelDelta().isNull() and event.phase() != Qt.ScrollPhase.NoScrollPhase:
            self.pan_by(event.pixelDelta().x(), event.pixelDelta().y())
        else:
            self.zoom_by(WHEEL_STEP ** (delta.y() / 120.0), event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_by(1.0 + event.value(), event.position())
                return True
        elif event.type() == QEvent.Type.Gesture and isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self.cancel()
                self.zoom_by(pinch.scaleFactor(), pinch.centerPoint())
                return True
        elif event.type() == QEvent.Type.DevicePixelRatioChange:
            self._restage()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        steps = {
            Qt.Key.Key_Left: (60, 0),
            Qt.Key.Key_Right: (-60, 0),
            Qt.Key.Key_Up: (0, 60),
            Qt.Key.Key_Down: (0, -60),
        }
        if key == Qt.Key.Key_Escape and self.busy:
            self.cancel()
        elif key == Qt.Key.Key_Escape and self._scene is not None and self._scene.layout.focus is not None:
            self.focus_view(None)
        elif key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = True
            self._pointer_changed()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle_focus()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.step_focus(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in steps:
            self.pan_by(*steps[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self._pointer_changed()
        else:
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        reason = Qt.FocusReason
        by_keys = (reason.TabFocusReason, reason.BacktabFocusReason, reason.ShortcutFocusReason)
        self._keyboard_focus = event.reason() in by_keys
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._space = self._keyboard_focus = False
        super().focusOutEvent(event)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._track(self._at(event.position().x(), event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        self._track(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.cancel()
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
            ring = self._ring(self._pointer)
            if ring is not None and Ring.touched(ring).intersects(rect):
                self._ring_drawn.draw(painter, ring, self.ratio)
        if self._keyboard_focus:
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _update_device(self, rect: QRect) -> None:
        if not rect.isEmpty():
            self.update(self._from_device(rect))

    def _from_device(self, rect: QRect) -> QRect:
        r = self.ratio
        return (
            rect
            if r == 1.0
            else QRectF(rect.x() / r, rect.y() / r, rect.width() / r, rect.height() / r).toAlignedRect()
        )


def _shift(event: QMouseEvent | QTabletEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
