"""What lies under the paint: ground, pictures, headings, side marks and the territories that are lit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap

from footmap.core.atlas import PictureFrame
from footmap.core.views import Side, ViewId
from footmap.ui.look.theme import TypeRole, font
from footmap.ui.look.tokens import Theme
from footmap.ui.sheet.layout import HEADING, Caption, Layout, Slot
from footmap.ui.sheet.viewport import Viewport

from .pictures import Pictures

MARK_PAD: Final = 3.0
TINT: Final = 0.06
"""Opacity of the ground behind a limb."""
EDGE: Final = 0.55
EDGE_PX: Final = 2.0
HEADING_SHARE: Final = 0.62
"""Of the height that is kept above a pair, what its heading may take."""
LEAST_SHARE: Final = 0.5
"""Headings are not written smaller than this, relative to other writing."""


@dataclass(frozen=True)
class Captions:
    """Words on the sheet.

    Attributes
    ----------
    headings : mapping of view to words
        Translated headings.
    marks : mapping of side to letter or words
        Translated side marks.
    note : str
        Whose right and left they are, in words.
    reflected : str
        A heading, with ``{0}`` for what it says, of a pair that is seen in a mirror.
    large : bool
        For a patient, who holds the screen at arm's length.
    """

    headings: Mapping[ViewId, str]
    marks: Mapping[Side, str]
    note: str
    large: bool = False
    reflected: str = "{0}"

    def font(self, role: TypeRole) -> QFont:
        """Font of captions, larger where they are."""
        return font("title" if self.large else role)


class Backdrop:
    """Draws pictures and captions for the present zoom into one pixmap.

    Parameters
    ----------
    frames : mapping of view to PictureFrame
        Where the pictures lie in their views.
    captions : Captions
    """

    def __init__(self, pictures: Pictures, frames: Mapping[ViewId, PictureFrame], captions: Captions) -> None:
        self._pictures = pictures
        self._frames = frames
        self._captions = captions

    def set_pictures(self, pictures: Pictures) -> None:
        """Draw from other pictures of the same body."""
        self._pictures = pictures

    def set_captions(self, captions: Captions) -> None:
        """Write other words."""
        self._captions = captions

    def draw(self, layout: Layout, port: Viewport, ratio: float, theme: Theme, focus: ViewId | None) -> QPixmap:
        """The whole backdrop at the canvas's size; `focus` is the view whose heading is marked."""
        out = QPixmap(max(1, round(port.width * ratio)), max(1, round(port.height * ratio)))
        out.setDevicePixelRatio(ratio)
        out.fill(QColor(theme.ground))
        painter = QPainter(out)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(0, 0, port.width, port.height)
        for slot in layout.slots:
            self._band(painter, slot, port, theme)
        for slot in layout.slots:
            if self._target(slot, port).intersects(whole):
                self.draw_picture(painter, slot, port, ratio)
        smaller = self._smaller(layout, port)
        for caption in layout.captions:
            self._caption(painter, caption, port, theme, focus, smaller)
        if layout.note is not None:
            painter.setFont(self._captions.font("caption"))
            painter.setPen(QColor(theme.text if self._captions.large else theme.muted))
            painter.drawText(QPointF(*port.to_screen(*layout.note)), self._captions.note)
        painter.end()
        return out

    def _band(self, painter: QPainter, slot: Slot, port: Viewport, theme: Theme) -> None:
        """A quiet ground in the colour of the side, the same in every view, with a stronger edge below the limb."""
        x, y = port.to_screen(slot.rect.x, slot.rect.y)
        width, height = slot.rect.width * port.zoom, slot.rect.height * port.zoom
        colour = QColor(theme.sides[slot.side])
        colour.setAlphaF(TINT)
        painter.fillRect(QRectF(x, y, width, height), colour)
        colour.setAlphaF(EDGE)
        painter.fillRect(QRectF(x, y + height, width, EDGE_PX), colour)

    def draw_picture(self, painter: QPainter, slot: Slot, port: Viewport, ratio: float) -> None:
        """Draw the picture of one slot where it stands (device-independent pixels)."""
        self._pictures.draw(painter, slot.view, self._target(slot, port), slot.mirror < 0, ratio)

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
        return QRectF(x if slot.mirror > 0 else x - width, y, width, height)

    def caption_rects(self, layout: Layout, port: Viewport) -> list[QRectF]:
        """What headings, side marks and the note cover (device-independent pixels)."""
        out = []
        for caption in layout.captions:
            x, y = port.to_screen(caption.x, caption.y)
            metrics = QFontMetricsF(self._captions.font("strong"))
            width = metrics.horizontalAdvance(self._text(caption))
            out.append(QRectF(x - width / 2, y - metrics.ascent(), width, metrics.height()))
        if layout.note is not None:
            x, y = port.to_screen(*layout.note)
            metrics = QFontMetricsF(self._captions.font("caption"))
            width = metrics.horizontalAdvance(self._captions.note)
            out.append(QRectF(x, y - metrics.ascent(), width, metrics.height()))
        return out

    def _text(self, caption: Caption) -> str:
        words = self._captions
        if caption.mark is not None:
            return words.marks[caption.mark]
        heading = words.headings[caption.view]
        return words.reflected.format(heading) if caption.reflected else heading

    def _smaller(self, layout: Layout, port: Viewport) -> float:
        """How much smaller headings are written, so that they fit above their pictures and beside each other."""
        metrics = QFontMetricsF(self._captions.font("strong"))
        out = min(1.0, HEADING * port.zoom * HEADING_SHARE / metrics.ascent())
        ends = [(port.to_screen(c.x, c.y), metrics.horizontalAdvance(self._text(c))) for c in layout.captions
                if c.mark is None]  # fmt: skip
        for (at, width), (other, wide) in pairwise(sorted(ends, key=lambda end: (round(end[0][1]), end[0][0]))):
            if round(at[1]) == round(other[1]):
                out = min(out, (other[0] - at[0]) / ((width + wide) / 2 + metrics.horizontalAdvance("m")))
        return max(out, LEAST_SHARE)

    def _caption(
        self, painter: QPainter, caption: Caption, port: Viewport, theme: Theme, focus: ViewId | None, smaller: float
    ) -> None:
        x, y = port.to_screen(caption.x, caption.y)
        quiet = theme.text if self._captions.large else theme.muted
        if caption.mark is None:
            face = self._captions.font("strong" if caption.view == focus else "body")
            face.setPointSizeF(face.pointSizeF() * smaller)
            painter.setFont(face)
            painter.setPen(QColor(theme.accent if caption.view == focus else quiet))
        else:
            painter.setFont(self._captions.font("strong"))
            painter.setPen(QColor(theme.sides[caption.mark]))
        text = self._text(caption)
        width = QFontMetricsF(painter.font()).horizontalAdvance(text)
        painter.drawText(QPointF(x - width / 2, y), text)
