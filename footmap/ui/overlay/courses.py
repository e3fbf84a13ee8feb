"""Courses of nerves, the sites where they may be caught, and landmarks, drawn over the pictures."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from footmap.core.style import TerritoryStyle
from footmap.core.views import ViewId
from footmap.core.way import CourseStretch, Way
from footmap.data.territories.courses import CoursePiece, Courses, CourseSite
from footmap.ui.sheet.lines import trace

from .shapes import mapped

NERVE: Final = "#ffd23e"
CASING: Final = "#3d2f07"
"""A nerve on an anatomy plate is yellow; the casing keeps it legible on every skin and ground."""
SITE_INK: Final = "#7a1f12"
CASE: Final = "#fffdf6"
JOIN_MM: Final = 9.0
"""A course leaves another where it begins at most this far from it."""
BROKEN_FROM: Final = 0.9
"""Lines are broken from this many device-independent pixels per millimetre on: smaller, they blur."""
MOSTLY: Final = 0.5
"""A course of which another picture sees more than this share lies on that picture's side."""
DASH_PX: Final = (3.0, 2.6)


class Mark(NamedTuple):
    """A symbol that can be pointed at."""

    kind: str
    id: str
    x_mm: float
    y_mm: float


class CourseDrawer:
    """Draws what one body's courses hold.

    Parameters
    ----------
    looks : mapping of nerve id to TerritoryStyle
    """

    def __init__(self, courses: Courses, looks: Mapping[str, TerritoryStyle]) -> None:
        self.courses = courses
        self._looks = looks
        self._paths: dict[Hashable, tuple[QPainterPath, QPainterPath]] = {}
        self._ways: dict[tuple[tuple[CourseStretch, ...], ViewId], list[CoursePiece]] = {}

    def sites(self, view: ViewId) -> tuple[CourseSite, ...]:
        """Sites that a view sees from their own side."""
        return tuple(site for site in self.courses.sites[view] if not site.hidden)

    def draw_all(self, painter: QPainter, view: ViewId, to_px: QTransform, ratio: float) -> None:
        """Every course in the colour of its nerve: faint where it runs deep or behind, in large pictures broken too."""
        large = abs(to_px.m11()) >= BROKEN_FROM * ratio
        for nerve, pieces in self.courses.pieces[view].items():
            look = self._looks.get(nerve)
            if look is None:
                continue
            ink = QColor(look.colour).darker(165)
            faint = QColor(ink)
            faint.setAlphaF(0.45 if large else 0.3)
            near, deep = (to_px.map(line) for line in self._lines((nerve, view), pieces))
            painter.strokePath(deep, _pen(faint, 1.1 * ratio, dashed=True) if large else QPen(faint, 1.0))
            trace(painter, near, QColor(CASE), 2.8 * ratio)
            trace(painter, near, ink, 1.5 * ratio)

    def draw_way(self, painter: QPainter, way: Way, view: ViewId, to_px: QTransform, ratio: float) -> None:
        """The courses of a way as one yellow nerve."""
        near, deep = (to_px.map(line) for line in self._lines((way.stretches, view), self.way_pieces(way, view)))
        for line, dashed, width in ((deep, True, 1.7), (near, False, 2.6)):
            painter.strokePath(line, _pen(QColor(CASING), (width + 1.7) * ratio, dashed, (width + 1.7) / width))
            painter.strokePath(line, _pen(QColor(NERVE), width * ratio, dashed))

    def _lines(self, key: Hashable, pieces: Sequence[CoursePiece]) -> tuple[QPainterPath, QPainterPath]:
        """Lines in the view's millimetres: those just under the skin that is seen, and those deep or behind."""
        if key not in self._paths:
            near, deep = QPainterPath(), QPainterPath()
            for piece in pieces:
                line = QPolygonF([QPointF(x, y) for x, y in piece.points_mm])
                (deep if piece.dashed else near).addPolygon(line)
            self._paths[key] = near, deep
        return self._paths[key]

    def way_pieces(self, way: Way, view: ViewId) -> list[CoursePiece]:
        """What a view shows of the courses of a way, each no further than the way follows it."""
        key = way.stretches, view
        if key not in self._ways:
            known = self.courses.pieces[view]
            out: list[CoursePiece] = []
            for stretch in way.stretches:
                pieces: Sequence[CoursePiece] = known.get(stretch.nerve, ())
                if stretch.to:
                    pieces = _until(pieces, [p.points_mm[0] for n in stretch.to for p in known.get(n, ())])
                elif stretch.parts:
                    named = [p for p in pieces if p.part in stretch.parts]
                    pieces = named or [p for p in pieces if p.part is None]
                out += [p for p in pieces if not self._behind(stretch.nerve, p.part, view)]
            self._ways[key] = out
        return self._ways[key]

    def _behind(self, nerve: str, part: str | None, view: ViewId) -> bool:
        """True where a foot's picture has a course altogether on its far side: another one of the foot shows it."""
        if not view.startswith("foot"):
            return False
        solid = {
            other: _solid_share([p for p in known.get(nerve, ()) if p.part == part])
            for other, known in self.courses.pieces.items()
            if other.startswith("foot")
        }
        return solid[view] == 0.0 and max(solid.values()) > MOSTLY

    def draw_sites(
        self, painter: QPainter, sites: Iterable[CourseSite], to_px: QTransform, ratio: float, strong: str | None = None
    ) -> None:
        """A ring for every site, a pinched ring for the one that is meant."""
        for site in sites:
            x, y = mapped(to_px, *site.point_mm)
            if site.id == strong:
                continue
            painter.setPen(QPen(QColor(SITE_INK), 1.4 * ratio))
            painter.setBrush(QColor(CASE))
            painter.drawEllipse(QPointF(x, y), 3.0 * ratio, 3.0 * ratio)
        for site in sites:
            if site.id == strong:
                draw_caught(painter, *mapped(to_px, *site.point_mm), ratio)

    def draw_landmarks(
        self, painter: QPainter, marks: Iterable[tuple[float, float]], to_px: QTransform, ratio: float
    ) -> None:
        """A small upright cross for every landmark."""
        arm = 3.2 * ratio
        for colour, width in ((QColor(CASE), 3.0), (QColor("#1f4e5f"), 1.2)):
            painter.setPen(QPen(colour, width * ratio))
            for mark in marks:
                x, y = mapped(to_px, *mark)
                painter.drawLine(QLineF(x - arm, y, x + arm, y))
                painter.drawLine(QLineF(x, y - arm, x, y + arm))


def draw_caught(painter: QPainter, x: float, y: float, ratio: float = 1.0) -> None:
    """The symbol of a caught nerve: a ring with two wedges that pinch it."""
    r = 6.5 * ratio
    painter.setPen(QPen(QColor(CASE), 4.6 * ratio))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(x, y), r, r)
    painter.setPen(QPen(QColor(SITE_INK), 2.2 * ratio))
    painter.drawEllipse(QPointF(x, y), r, r)
    painter.setPen(QPen(QColor(CASE), ratio))
    painter.setBrush(QColor(SITE_INK))
    for sign in (-1, 1):
        tip, base, half = x + sign * 1.4 * ratio, x + sign * (r + 4.5 * ratio), 3.6 * ratio
        painter.drawPolygon(QPolygonF([QPointF(tip, y), QPointF(base, y - half), QPointF(base, y + half)]))


def _solid_share(pieces: Sequence[CoursePiece]) -> float:
    """How much of a course lies under the skin that is seen, 0-1."""
    total = sum(len(p.points_mm) for p in pieces)
    return sum(len(p.points_mm) for p in pieces if not p.dashed) / total if total else 0.0


def _until(pieces: Iterable[CoursePiece], starts: list[tuple[float, float]]) -> list[CoursePiece]:
    """Pieces of a course as far as the last of the courses that leave it begins; nothing where none begins on it."""
    out: list[CoursePiece] = []
    by_part: dict[str | None, list[CoursePiece]] = {}
    for piece in pieces:
        by_part.setdefault(piece.part, []).append(piece)
    if not starts:
        return out
    ends = np.array(starts)
    for run in by_part.values():
        points = np.concatenate([np.array(p.points_mm) for p in run])
        gaps = np.sqrt(((points[:, None] - ends[None]) ** 2).sum(axis=2))
        near = gaps.argmin(axis=0)[gaps.min(axis=0) <= JOIN_MM]
        if not len(near):
            continue
        left = int(near.max()) + 1
        for piece in run:
            if left < 2:
                break
            out.append(CoursePiece(piece.points_mm[:left], piece.dashed, piece.part))
            left -= len(piece.points_mm)
    return out


def _pen(colour: QColor, width: float, dashed: bool = False, per: float = 1.0) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if dashed else Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashed:
        pen.setDashPattern([d / per for d in DASH_PX])
    return pen
