"""Pages as they will lie on the desk: one below the other, as wide as the window or as large as is wished."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from footmap.ui.look.tokens import SPACE

if TYPE_CHECKING:
    from footmap.report.papers import Page

FIT: Final = 0
"""Stands for the zoom at which a page is as wide as the window."""
ZOOMS: Final = (50, 75, 100, 125, 150, 200, 300)
"""Per cent of the size on paper, at 96 pixels per inch."""
SCREEN_PPI: Final = 96.0
GAP_PX: Final = SPACE[4]


class Sheets(QWidget):
    """Draws pages below each other; its size follows from the zoom."""

    def __init__(self) -> None:
        super().__init__()
        self._images: list[QImage] = []
        self._ppi = SCREEN_PPI
        self._scale = 1.0

    @property
    def images(self) -> Sequence[QImage]:
        """The pages."""
        return self._images

    def set_images(self, images: Sequence[QImage], ppi: float) -> None:
        """Show other pages, drawn with so many pixels per inch."""
        self._images, self._ppi = list(images), ppi
        self._fit()

    def set_scale(self, scale: float) -> None:
        """Size on the screen relative to that on paper."""
        self._scale = scale
        self._fit()

    def page_size(self, image: QImage) -> QSize:
        """Size of a page on the screen, device-independent pixels."""
        k = self._scale * SCREEN_PPI / self._ppi
        return QSize(max(1, round(image.width() * k)), max(1, round(image.height() * k)))

    def width_of_paper(self) -> float:
        """Width of the widest page at scale 1, device-independent pixels; 0 for no page."""
        return max((image.width() for image in self._images), default=0) * SCREEN_PPI / self._ppi

    def _fit(self) -> None:
        sizes = [self.page_size(image) for image in self._images]
        width = max((size.width() for size in sizes), default=0) + 2 * GAP_PX
        height = sum(size.height() + GAP_PX for size in sizes) + GAP_PX
        self.setFixedSize(width, height)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        top = GAP_PX
        for image in self._images:
            size = self.page_size(image)
            place = QRectF((self.width() - size.width()) / 2, top, size.width(), size.height())
            if place.toAlignedRect().intersects(event.rect()):
                ratio = self.devicePixelRatioF()
                exact = QSize(round(size.width() * ratio), round(size.height() * ratio))
                if exact.width() < image.width():  # Qt's own way of making it smaller leaves steps in the writing
                    flat = Qt.AspectRatioMode.IgnoreAspectRatio
                    image = image.scaled(exact, flat, Qt.TransformationMode.SmoothTransformation)
                painter.drawImage(place, image)
                painter.setPen(QColor(0, 0, 0, 60))
                painter.drawRect(place)
            top += size.height() + GAP_PX
        painter.end()


class PageView(QScrollArea):
    """Scrolls over pages; Ctrl and the wheel zoom.

    Signals
    -------
    zoom_wanted(int)
        One step larger (1) or smaller (-1).
    scaled(float)
        The pages have another size relative to paper.
    """

    zoom_wanted = Signal(int)
    scaled = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pages")
        self.sheets = Sheets()
        self.setWidget(self.sheets)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._zoom = FIT

    @property
    def zoom(self) -> int:
        """Per cent, or `FIT`."""
        return self._zoom

    @property
    def scale_now(self) -> float:
        """Size on the screen relative to that on paper."""
        if self._zoom != FIT:
            return self._zoom / 100.0
        paper = self.sheets.width_of_paper()
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.width() - bar - 2 * GAP_PX - 2 * self.frameWidth()
        return max(0.1, room / paper) if paper else 1.0

    def set_zoom(self, percent: int) -> None:
        """Choose a size."""
        self._zoom = percent
        self._scale()

    def set_pages(self, pages: Sequence[Page], ppi: float) -> None:
        """Show other pages; the place that was read stays in sight."""
        bar = self.verticalScrollBar()
        share = bar.value() / bar.maximum() if bar.maximum() else 0.0
        images = []
        for page in pages:
            image = QImage()
            image.loadFromData(page.png)
            images.append(image)
        self.sheets.set_images(images, ppi)
        self._scale()
        bar.setValue(round(share * bar.maximum()))

    def _scale(self) -> None:
        self.sheets.set_scale(self.scale_now)
        self.scaled.emit(self.scale_now)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._zoom == FIT:
            self._scale()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.sheets.update()
        return super().event(event)
