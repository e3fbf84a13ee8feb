"""A canvas that can show a second scene over the first, from a handle on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from footmap.ui.canvas.canvas import Canvas

if TYPE_CHECKING:
    from footmap.ui.look.tokens import Theme
    from footmap.ui.picture.scene import Scene
    from footmap.ui.settings.brush_settings import BrushSettings

GRIP_PX: Final = 10
KNOB_PX: Final = 13
STEP: Final = 0.05


class SwipeCanvas(Canvas):
    """Left of the handle the scene, right of it the other one, at the same zoom.

    Signals
    -------
    swiped(float)
        Where the handle stands, as a share of the width.
    """

    swiped = Signal(float)

    def __init__(self, settings: BrushSettings, theme: Theme) -> None:
        super().__init__(settings, theme)
        self._other: Scene | None = None
        self._share = 0.5
        self._held = False
        self._colours = theme
        self.view_changed.connect(self._stage_other)

    @property
    def other(self) -> Scene | None:
        """What stands right of the handle; None where there is no handle."""
        return self._other

    @property
    def share(self) -> float:
        """Where the handle stands, as a share of the width."""
        return self._share

    def set_other(self, scene: Scene | None) -> None:
        """Put another scene of the same body right of the handle, or take it away; the old one is stopped."""
        old, self._other = self._other, scene
        if old is not None:
            old.stop()
            old.deleteLater()
        if scene is not None:
            scene.large_ready.connect(self._stage_other)
        self._stage_other()

    def set_share(self, share: float) -> None:
        """Move the handle."""
        share = min(max(share, 0.0), 1.0)
        if share != self._share:
            self._share = share
            self.swiped.emit(share)
            self.update()

    def stop(self) -> None:
        """Draw nothing more of the other scene."""
        self.set_other(None)

    def set_theme(self, theme: Theme) -> None:
        self._colours = theme
        super().set_theme(theme)

    def _stage_other(self) -> None:
        if self._other is not None and self.scene is not None:
            self._other.set_focus(self.scene.focus)
            self._other.stage(self.port, self.ratio, self._colours)
        self.update()

    @property
    def _x(self) -> int:
        return round(self._share * self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._other is None:
            return
        painter = QPainter(self)
        right = QRect(self._x, 0, self.width() - self._x, self.height()).intersected(event.rect())
        if not right.isEmpty():
            painter.setClipRect(right)
            self._other.draw(painter, right)
            painter.setClipping(False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._colours.accent), 2))
        painter.drawLine(self._x, 0, self._x, self.height())
        painter.setBrush(QColor(self._colours.raised))
        middle = QPointF(self._x, self.height() / 2)
        painter.drawEllipse(middle, KNOB_PX, KNOB_PX)
        for sign in (-1, 1):
            tip = middle + QPointF(sign * KNOB_PX * 0.62, 0)
            painter.drawLine(tip, tip + QPointF(-sign * 4, -4))
            painter.drawLine(tip, tip + QPointF(-sign * 4, 4))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        on_handle = self._other is not None and abs(event.position().x() - self._x) <= GRIP_PX
        if on_handle and event.button() == Qt.MouseButton.LeftButton:
            self._held = True
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self.set_share(event.position().x() / max(self.width(), 1))
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._held = False
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Comma: -STEP, Qt.Key.Key_Period: STEP}
        if self._other is not None and event.key() in steps:
            self.set_share(self._share + steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
