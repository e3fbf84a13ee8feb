"""What lies under the paint: ground, pictures, headings, side marks and the territories that are lit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPixmap

from footmap.core.atlas import PictureFrame
from footmap.core.views import Side, ViewId
from footmap.ui.look.theme import font
from footmap.ui.look.tokens import Theme
from footmap.ui.sheet.layout import Caption, Layout, Slot
from footmap.ui.sheet.viewport import Viewport

from .pictures import Pictures

MARK_PAD: Final = 3.0


class Backdrop:
    """Draws pictures and captions for the present zoom into one pixmap.

    Parameters
    ----------
    frames : mapping of view to PictureFrame
        Where the pictures lie in their views.
    headings : mapping of view to words
        Translated headings.
    marks : mapping of side to letter
        Translated side marks.
    note : str
        Whose right and left they are, in words.
    """

    def __init__(
        self,
        pictures: Pictures,
        frames: Mapping[ViewId, PictureFrame],
        headings: dict[ViewId, str],
        marks: dict[Side, str],
        note: str,
    ) -> None:
        self._pictures = pictures
        self._frames = frames
        self._headings = headings
        self._marks = marks
        self._note = note

    def set_pictures(self, pictures: Pictures) -> None:
        """Draw from other pictures of the same body."""
        self._pictures = pictures

    def draw(self, layout: Layout, port: Viewport, ratio: float, theme: Theme, focus: ViewId | None) -> QPixmap:
        """The whole backdrop at the canvas's size; `focus` is the view whose heading is marked."""
        out = QPixmap(max(1, round(port.width * ratio)), max(1, round(port.height * ratio)))
        out.setDevicePixelRatio(ratio)
        out.fill(QColor(theme.ground))
        painter = QPainter(out)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(0, 0, port.width, port.height)
        for slot in layout.slots:
            if self._target(slot, port).intersects(whole):
                self.draw_picture(painter, slot, port, ratio)
        for caption in layout.captions:
            self._caption(painter, caption, port, theme, focus)
        if layout.note is not None:
            painter.setFont(font("caption"))
            painter.setPen(QColor(theme.muted))
            painter.drawText(QPointF(*port.to_screen(*layout.note)), self._note)
        painter.end()
        return out

    def draw_picture(self, painter: QPainter, slot: Slot, port: Viewport, ratio: float) -> None:
        """Draw the picture of one slot where it stands (device-independent pixels)."""
        self._pictures.draw(painter, slot.view, self._target(slot, port), slot.side == "left", ratio)

    def wanted_large(self, layout: Layout, port: Viewport, ratio: float) -> set[ViewId]:
        """Views on the canvas of which a larger picture than those in memory should be read."""
        whole = QRectF(0, 0, port.width, port.height)
        targets = [(slot.view, self._target(slot, port)) for slot in layout.slots]
        # Both limbs of a pair are drawn equally large.
        return self._pictures.want({view: t.width() * ratio for view, t in targets if t.intersects(whole)})

    def _target(self, slot: Slot, port: Viewport) -> QRectF:
        """Where the whole picture of a slot goes on the canvas."""
        frame = self._frames[slot.view]
        k = slot.scale * port.zoom
        width, height = frame.width_px / frame.px_per_mm * k, frame.height_px / frame.px_per_mm * k
        x, y = port.to_screen(*slot.to_px(frame.left_mm, frame.top_mm))
        return QRectF(x if slot.side == "right" else x - width, y, width, height)

    def caption_rects(self, layout: Layout, port: Viewport) -> list[QRectF]:
        """What headings, side marks and the note cover (device-independent pixels)."""
        out = []
        for caption in layout.captions:
            x, y = port.to_screen(caption.x, caption.y)
            metrics = QFontMetricsF(font("strong"))
            width = metrics.horizontalAdvance(self._text(caption))
            out.append(QRectF(x - width / 2, y - metrics.ascent(), width, metrics.height()))
        if layout.note is not None:
            x, y = port.to_screen(*layout.note)
            metrics = QFontMetricsF(font("caption"))
            out.append(QRectF(x, y - metrics.ascent(), metrics.horizontalAdvance(self._note), metrics.height()))
        return out

    def _text(self, caption: Caption) -> str:
        return self._headings[caption.view] if caption.mark is None else self._marks[caption.mark]

    def _caption(self, painter: QPainter, caption: Caption, port: Viewport, theme: Theme, focus: ViewId | None) -> None:
        x, y = port.to_screen(caption.x, caption.y)
        if caption.mark is None:
            painter.setFont(font("strong" if caption.view == focus else "body"))
            painter.setPen(QColor(theme.accent if caption.view == focus else theme.muted))
        else:
            painter.setFont(font("strong"))
            painter.setPen(QColor(theme.muted))
        text = self._text(caption)
        width = QFontMetricsF(painter.font()).horizontalAdvance(text)
        painter.drawText(QPointF(x - width / 2, y), text)
