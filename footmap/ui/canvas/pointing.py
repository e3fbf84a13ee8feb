"""Mouse, pen, fingers and wheel on the canvas: what they do with the chosen tool."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, Protocol

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QCursor,
    QInputDevice,
    QInputEvent,
    QMouseEvent,
    QPainter,
    QPointingDevice,
    QTabletEvent,
    QWheelEvent,
)

from footmap.ui.picture.ring import Ring

from ..tools.base import Pointer, Surface, Tool
from ..tools.pan import Pan

if TYPE_CHECKING:
    from footmap.ui.picture.scene import Scene
    from footmap.ui.settings.brush_settings import BrushSettings
    from footmap.ui.sheet.layout import Slot
    from footmap.ui.sheet.viewport import Viewport

WHEEL_STEP: Final = 1.2
WIDTH_STEP: Final = 2
Source = Literal["mouse", "pen", "finger"]
"""What works the tool. A pen goes before all others: a palm comes down before it, and some also send mouse events."""
MINUS: Final = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier


class PointerSurface(Surface, Protocol):
    """What mouse, pen and fingers may ask of the canvas and do to it, beside what tools may do."""

    @property
    def scene(self) -> Scene | None:
        """What is drawn; None before the atlas is loaded."""

    @property
    def port(self) -> Viewport:
        """Present zoom and pan."""

    @property
    def ratio(self) -> float:
        """Device pixels per device-independent pixel."""

    @property
    def locked(self) -> bool:
        """True while nothing can be painted."""

    def update(self, rect: QRect, /) -> None:
        """Draw a rectangle again soon."""

    def cursor(self) -> QCursor:
        """Present shape of the pointer."""

    def setCursor(self, cursor: Qt.CursorShape, /) -> None:
        """Give the pointer another shape."""

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom about a canvas point."""

    def focus_heading_at(self, at: QPointF) -> bool:
        """Focus the view whose heading is at a canvas point, or go back; False where there is none."""

    def tell_pressed(self) -> None:
        """A tool is about to begin."""

    def tell_hovered(self, slot: Slot | None, x_mm: float, y_mm: float) -> None:
        """The pointer is over right-limb millimetres of a slot, or over none."""


class Pointing:
    """Where the pointer is, what it holds, and the ring that shows the brush.

    Attributes
    ----------
    tool : Tool
        The chosen one.
    here : Pointer or None
        The pointer, while it is over the canvas.
    moves : int
        How often a mouse or a pen moved there.
    """

    def __init__(self, canvas: PointerSurface, settings: BrushSettings) -> None:
        self._canvas = canvas
        self._settings = settings
        self._hand = Pan()
        self.tool: Tool = Pan()
        self._active: Tool | None = None
        self._source: Source = "mouse"
        self.here: Pointer | None = None
        self.moves = 0
        self._space = False
        self._stale = QRect()
        self._ring_drawn = Ring()

    @property
    def busy(self) -> bool:
        """True between press and release."""
        return self._active is not None

    @property
    def source(self) -> Source | None:
        """What works the tool; None between two strokes."""
        return self._source if self.busy else None

    @property
    def paints(self) -> bool:
        """True while a stroke is under way."""
        return self._active is not None and self._active.paints

    @property
    def pans(self) -> bool:
        """True while space is held."""
        return self._space

    def choose(self, tool: Tool) -> None:
        """Take another tool; what the old one was doing is given up."""
        self.cancel()
        self.tool.hover(self._canvas, None)
        self.tool = tool
        self.track(self.here)

    def hold_space(self, held: bool) -> None:
        """While space is held, every tool moves the sheet."""
        self._space = held
        self.track(self.here)

    # ---- press, move, release

    def at(
        self, x: float, y: float, pressure: float = 1.0, eraser: bool = False, keys: QInputEvent | None = None
    ) -> Pointer:
        """The pointer at a point of the canvas, with the keys that an event tells."""
        scene = self._canvas.scene
        slot = None if scene is None else scene.layout.slot_at(*self._canvas.port.to_sheet(x, y))
        held = keys.modifiers() if keys is not None else Qt.KeyboardModifier.NoModifier
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        return Pointer(x, y, slot, pressure, eraser, shift, bool(held & MINUS))

    def press(self, at: Pointer, tool: Tool | None = None, source: Source = "mouse") -> None:
        """Begin with a tool, by default the chosen one or, with space, the hand."""
        if source == "pen" and self._source != "pen":
            self.cancel()
        if self._canvas.scene is None or self._active is not None:
            return
        chosen = tool or (self._hand if self._space else self.tool)
        self._source = source
        self._active = self._hand if self._canvas.locked else chosen
        self._active.press(self._canvas, at)
        self.track(at)

    def move(self, at: Pointer, source: Source = "mouse") -> None:
        """Go on; what another source began is left alone."""
        if self._active is not None:
            if source != self._source:
                return
            self._active.move(self._canvas, at)
        self.track(at)

    def release(self, at: Pointer, source: Source = "mouse") -> None:
        """Complete; what another source began is left alone."""
        if self._active is not None and source != self._source:
            return
        tool, self._active = self._active, None
        if tool is not None:
            tool.release(self._canvas, at)
        self.track(at)

    def complete(self) -> None:
        """Complete whatever is under way where the pointer is now: the picture is about to move away from under it."""
        if self._active is not None:
            if self.here is None:
                self.cancel()
            else:
                self.release(self.here, self._source)

    def cancel(self) -> None:
        """Give up whatever is under way."""
        if self._active is not None:
            self._active.cancel(self._canvas)
            self._active = None

    # ---- the ring

    def stale(self, rect: QRect) -> None:
        """Repaint these pixels together with the ring."""
        self._stale = self._stale.united(rect)

    def track(self, at: Pointer | None) -> None:
        """Show the pointer where it is now, and tell what lies under it."""
        canvas, old, self.here = self._canvas, self.here, at
        ring, stale = self.ring(at), self._stale
        for rect in (self.ring(old), ring):
            if rect is not None:
                stale = stale.united(Ring.touched(rect))
        self._stale = QRect()
        if not stale.isEmpty():
            canvas.update(stale)
        self._show_cursor(ring)
        if self._active is not None:
            return  # naming the skin waits until the stroke is done
        if not self._space:
            self.tool.hover(canvas, at)
        if at is not None and at.slot is not None:
            canvas.tell_hovered(at.slot, *canvas.point_mm(at.slot, at.x, at.y))
        elif old is not None and old.slot is not None:
            canvas.tell_hovered(None, 0.0, 0.0)

    def _show_cursor(self, ring: QRectF | None) -> None:
        shape = (self._active or (self._hand if self._space else self.tool)).cursor
        if shape == Qt.CursorShape.BlankCursor and ring is None:
            shape = Qt.CursorShape.ArrowCursor
        if shape == Qt.CursorShape.OpenHandCursor and self._active is not None:
            shape = Qt.CursorShape.ClosedHandCursor
        if self._canvas.cursor().shape() != shape:
            self._canvas.setCursor(shape)

    def ring(self, at: Pointer | None) -> QRectF | None:
        """Ring as large as the brush at the pointer; None where the tool has none."""
        if at is None or at.slot is None or not self.tool.shows_size or self._space:
            return None
        return Ring.rect(at.x, at.y, self._settings.radius_mm * at.slot.scale * self._canvas.port.zoom)

    def rim(self, at: Pointer | None) -> list[QPointF] | None:
        """What the brush would cover at the pointer, on the canvas, where that is not the whole ring."""
        scene, port = self._canvas.scene, self._canvas.port
        if at is None or at.slot is None or scene is None or self.ring(at) is None:
            return None
        radius_mm = self._settings.radius_mm
        seen = scene.rims.around(at.slot, *self._canvas.point_mm(at.slot, at.x, at.y), radius_mm)
        return [QPointF(*port.to_screen(p.x(), p.y())) for p in seen] if seen is not None else None

    def draw(self, painter: QPainter, rect: QRect) -> None:
        """Draw the ring if it reaches into `rect`."""
        ring = self.ring(self.here)
        if ring is not None and Ring.touched(ring).intersects(rect):
            rim = self.rim(self.here)
            if rim is None:
                self._ring_drawn.draw(painter, ring, self._canvas.ratio)
            else:
                Ring.draw_rim(painter, rim)

    # ---- Qt's events

    def mouse(self, event: QMouseEvent) -> None:
        """Press, move or release of a mouse button."""
        at = self.at(event.position().x(), event.position().y(), keys=event)
        left, middle = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
        if event.type() == QEvent.Type.MouseMove:
            self.moves += 1
            self.move(at)
        elif event.type() == QEvent.Type.MouseButtonRelease:
            if event.button() in (left, middle):
                self.release(at)
        elif event.button() == middle:
            self.press(at, self._hand)
        elif event.button() == left:
            if not self._space:
                self._canvas.tell_pressed()
            self.press(at)

    def tablet(self, event: QTabletEvent) -> None:
        """Press, move or release of a pen; its blunt end erases."""
        eraser = event.pointerType() == QPointingDevice.PointerType.Eraser
        feels = event.pointingDevice().capabilities() & QInputDevice.Capability.Pressure
        pressure = event.pressure() if feels else 1.0
        at = self.at(event.position().x(), event.position().y(), pressure, eraser, event)
        if event.type() == QEvent.Type.TabletPress:
            self.press(at, source="pen")
        elif event.type() == QEvent.Type.TabletMove:
            self.moves += 1
            self.move(at, "pen")
        else:
            self.release(at, "pen")
        event.accept()

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom about the pointer; with control the brush gets wider; a touchpad's sideways move pans."""
        delta = event.angleDelta()
        if event.modifiers() & MINUS:
            turn = delta.y() or delta.x()
            self._settings.set_width_mm(self._settings.width_mm + (WIDTH_STEP if turn > 0 else -WIDTH_STEP))
        elif not event.pixelDelta().isNull() and event.phase() != Qt.ScrollPhase.NoScrollPhase:
            self._canvas.pan_by(event.pixelDelta().x(), event.pixelDelta().y())
        else:
            self._canvas.zoom_by(WHEEL_STEP ** (delta.y() / 120.0), event.position())
        event.accept()
