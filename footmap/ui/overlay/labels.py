"""Writes names over the pictures: of territories, sites and landmarks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import shapely
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QTransform
from shapely.geometry.base import BaseGeometry

from footmap.core.label_places import Box, Placed, Wish
from footmap.core.label_wishes import Plane

from ..look.theme import font
from ..look.tokens import Theme

INK: Final = "#17202a"
HALO: Final = (255, 255, 255, 205)
HALO_PX: Final = 2.6
SIZE: Final = 0.9
"""Size of letters, relative to those of a caption."""


class Writer:
    """Measures and writes names for one device pixel ratio; what was written once is kept as a small picture.

    Parameters
    ----------
    size : float
        Of the letters, relative to those of the window.
    """

    def __init__(self, ratio: float, theme: Theme, size: float = 1.0) -> None:
        self.ratio = ratio
        self._theme = theme
        self._faces: dict[bool, QFont] = {}
        for strong in (False, True):
            face = font("strong" if strong else "caption")
            face.setPointSizeF(face.pointSizeF() * SIZE * ratio * size)
            self._faces[strong] = face
        self._metrics = {strong: QFontMetricsF(face) for strong, face in self._faces.items()}
        self._written: dict[tuple[str, bool, bool], QPixmap] = {}

    def size(self, text: str, strong: bool = False) -> tuple[float, float]:
        """Width and height of a name with its halo or card, device pixels."""
        metrics = self._metrics[strong]
        pad, extra = (6.0, 4.0) if strong else (2.0, 0.0)
        return metrics.horizontalAdvance(text) + 2 * pad * self.ratio, metrics.height() + extra * self.ratio

    def cap_height(self) -> float:
        """Height of a capital letter, device pixels."""
        return self._metrics[False].capHeight()

    def write_all(self, painter: QPainter, placed: Sequence[Placed]) -> None:
        """Write names, with leaders to those that stand away from what they name."""
        for one in placed:
            if one.away:
                self._leader(painter, one)
        for one in placed:
            key = one.wish.text, one.wish.strong, one.away if one.wish.beside else self._theme.dark
            picture = self._written.get(key)
            if picture is None:
                picture = self._written[key] = self._picture(*key)
            painter.drawPixmap(QPointF(round(one.box.left), round(one.box.top)), picture)

    def _leader(self, painter: QPainter, placed: Placed) -> None:
        line = QLineF(*placed.wish.anchor, *placed.edge)
        for colour, width in ((QColor(*HALO), 2.6), (QColor(INK), 1.0)):
            painter.setPen(QPen(colour, width * self.ratio))
            painter.drawLine(line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(INK))
        painter.drawEllipse(line.p1(), 1.8 * self.ratio, 1.8 * self.ratio)

    def _picture(self, text: str, strong: bool, on_ground: bool) -> QPixmap:
        face, metrics, t = self._faces[strong], self._metrics[strong], self._theme
        width, height = self.size(text, strong)
        out = QPixmap(max(1, round(width)), max(1, round(height)))
        out.fill(Qt.GlobalColor.transparent)
        painter = QPainter(out)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        letters = QPainterPath()
        if strong:
            letters.addText(QPointF(6 * self.ratio, metrics.ascent() + 2 * self.ratio), face, text)
            card = QRectF(0.5, 0.5, out.width() - 1, out.height() - 1)
            painter.setPen(QPen(QColor(t.edge), self.ratio))
            painter.setBrush(QColor(t.raised))
            painter.drawRoundedRect(card, 4 * self.ratio, 4 * self.ratio)
            painter.fillPath(letters, QColor(t.text))
        else:
            letters.addText(QPointF(2 * self.ratio, metrics.ascent()), face, text)
            halo = QColor(t.ground) if on_ground else QColor(*HALO)
            painter.strokePath(letters, QPen(halo, HALO_PX * self.ratio))
            painter.fillPath(letters, QColor(t.text if on_ground else INK))
        painter.end()
        return out


def plane_of(to_px: QTransform, ratio: float) -> Plane:
    """The canvas under a slot as a plane that names are placed on."""
    return Plane(to_px.m11(), to_px.m22(), to_px.dx(), to_px.dy(), ratio)


def at_point(
    text: str,
    x: float,
    y: float,
    writer: Writer,
    rank: int,
    strong: bool = False,
    avoid: Callable[[Box], bool] | None = None,
) -> Wish:
    """A name beside a symbol at a device pixel."""
    width, height = writer.size(text, strong)
    off = (14 if strong else 6) * writer.ratio + width / 2
    boxes = []
    for step in (0.0, 1.3, -1.3, 2.4, -2.4):
        boxes += [Box.about(x + side * off, y + step * height, width, height) for side in (1, -1)]
        if step:
            boxes.append(Box.about(x, y + step * height, width, height))
    return Wish(text, (x, y), tuple(boxes), 0.0, rank, avoid, strong)


def box_mm(box: Box, to_px: QTransform) -> BaseGeometry:
    """A box in the millimetres of a slot."""
    back = to_px.inverted()[0]
    frame = back.mapRect(QRectF(box.left, box.top, box.right - box.left, box.bottom - box.top))
    return shapely.box(frame.left(), frame.top(), frame.right(), frame.bottom())
