"""Names over the pictures: of territories, sites and landmarks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final

import numpy as np
import shapely
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QTransform
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from footmap.core.geometry import on_line

from ..look.theme import font
from ..look.tokens import Theme
from .label_places import Box, Placed, Wish
from .shapes import Shape, mapped

INK: Final = "#17202a"
HALO: Final = (255, 255, 255, 205)
HALO_PX: Final = 2.6
SIZE: Final = 0.9
"""Size of letters, relative to those of a caption."""
NARROW: Final = 0.8
"""A name may stand out of a territory a little: it needs this share of its own width."""
TALL: Final = 1.4
"""And this many times the height of a capital."""
DIRECTIONS: Final = 3
"""Names stand on the nearest sides of the limb, not on the farthest."""
LEAST_PX: Final = 5.0
"""Thinner territories have no leader."""
FARTHEST_PX: Final = 230.0
"""Longest leader."""
LEADER_PX: Final = 16.0
STACK: Final = (0.0, -1.0, 1.0, -2.0, 2.0, -3.0, 3.0)
"""Where a name beside the limb may stand, in lines above or below what it names."""


class Writer:
    """Measures and writes names for one device pixel ratio; what was written once is kept as a small picture."""

    def __init__(self, ratio: float, theme: Theme) -> None:
        self.ratio = ratio
        self._theme = theme
        self._faces: dict[bool, QFont] = {}
        for strong in (False, True):
            face = font("strong" if strong else "caption")
            face.setPointSizeF(face.pointSizeF() * SIZE * ratio)
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
        (x, y), (bx, by), box = placed.wish.anchor, placed.box.middle, placed.box
        dx, dy = x - bx, y - by
        reach = max(2 * abs(dx) / (box.right - box.left), 2 * abs(dy) / (box.bottom - box.top), 1.0)
        line = QLineF(x, y, bx + dx / reach, by + dy / reach)
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


def on_territory(
    text: str,
    shape: Shape,
    to_px: QTransform,
    writer: Writer,
    outline: MultiPolygon | None,
    blocked: Callable[[Box], bool],
    avoid: Callable[[Box], bool] | None,
    once: str,
    whole: bool = False,
) -> Wish | None:
    """A name that stands on its territory or, with an `outline` of the limb, beside the limb on a leader.

    Parameters
    ----------
    blocked : callable
        True for boxes where no name can stand beside the limb.
    once : str
        See `Wish`.
    whole : bool
        On the territory only if all of the name lies on it.
    """
    width, height = writer.size(text)
    frame = to_px.mapRect(shape.path.boundingRect())
    x, y = mapped(to_px, *shape.spot_mm)
    boxes: list[Box] = []
    here = Box.about(x, y, width, height)
    if whole:
        fits = bool(shapely.contains_properly(shape.shape, box_mm(here, to_px)))
    else:
        fits = frame.width() >= NARROW * width and frame.height() >= TALL * writer.cap_height()
    if fits:
        boxes.append(here)
    elif outline is None or min(frame.width(), frame.height()) < LEAST_PX * writer.ratio:
        return None
    else:
        boxes.append(Box.about(-1e9, -1e9, width, height))  # never on the territory: always beside the limb
    more = None
    if outline is not None:
        more = partial(_beside, shape.spot_mm, outline, to_px, width, height, writer.ratio, blocked)
    size = frame.width() * frame.height()
    return Wish(text, (x, y), tuple(boxes), size, avoid=avoid, beside=True, more=more, once=once)


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


def _beside(
    spot_mm: tuple[float, float],
    outline: MultiPolygon,
    to_px: QTransform,
    width: float,
    height: float,
    ratio: float,
    blocked: Callable[[Box], bool],
) -> Iterator[Box]:
    """Places left, right, above and below the limb, the nearest first."""
    left, bottom, right, top = outline.bounds
    x_mm, y_mm = spot_mm
    x, y = mapped(to_px, x_mm, y_mm)
    gap = LEADER_PX * ratio
    found: list[tuple[float, list[Box]]] = []
    for end, across in (
        ((left - 1, y_mm), True),
        ((right + 1, y_mm), True),
        ((x_mm, bottom - 1), False),
        ((x_mm, top + 1), False),
    ):
        points = shapely.get_coordinates(on_line(shapely.LineString([spot_mm, end]), outline))
        if not len(points):
            continue
        far = points[((points - spot_mm) ** 2).sum(axis=1).argmax()]
        fx, fy = mapped(to_px, float(far[0]), float(far[1]))
        ex, ey = mapped(to_px, *end)
        if across:
            middle = fx + (1 if ex > x else -1) * (gap + width / 2)
            boxes = [Box.about(middle, y + step * 1.15 * height, width, height) for step in STACK]
        else:
            sign = 1 if ey > y else -1
            middle = fy + sign * (gap + height / 2)
            boxes = [Box.about(x + step * 0.6 * width, middle, width, height) for step in STACK]
            boxes += [Box.about(x, middle + sign * step * 1.15 * height, width, height) for step in (1, 2)]
        found.append((abs(fx - x) + abs(fy - y), boxes))
    for _, boxes in sorted(found, key=lambda f: f[0])[:DIRECTIONS]:
        for box in boxes:
            if _reach(box, x, y) <= FARTHEST_PX * ratio and not blocked(box):
                yield box


def _reach(box: Box, x: float, y: float) -> float:
    """How far a box is from a point."""
    dx = max(box.left - x, 0.0, x - box.right)
    dy = max(box.top - y, 0.0, y - box.bottom)
    return float(np.hypot(dx, dy))
