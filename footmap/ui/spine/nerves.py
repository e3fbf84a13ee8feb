"""Draws the nerves of the schematic: out of the canal, through the plexuses and down both legs to the toes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from footmap.core.views import SIDES, Side, ViewId
from footmap.core.way import Way
from footmap.data.territories.courses import CoursePiece
from footmap.ui.sheet.paths import path

from ..look.theme import font
from ..look.tokens import Theme
from ..overlay.courses import CASING, NERVE, CourseDrawer, draw_caught
from ..overlay.shapes import mapped
from .plan import Plan, Point, Root, Spot

if TYPE_CHECKING:
    from ..overlay.facts import BodyFacts

VIEW: Final[ViewId] = "leg_posterior"
"""The legs are seen from behind, as the spine is."""
HEIGHTS: Final = ("greater_trochanter", "knee_joint", "ankle_joint")
"""Landmarks at whose height hip, knee and ankle are marked."""
GAP_PX: Final = 3.0
FAR: Final = 0.4
"""Strength of nerves at the front of the leg, which is the far side."""
FOLD_MM: Final = 52.0
CREASE_MM: Final = 34.0
TENDON_MM: Final = (11.0, 100.0)
HEEL_MM: Final = (25.0, 24.0)
"""Half lengths of the fold of the buttock and of the hollow of the knee; half width and length of the tendon; half
width and height of the heel's round: by eye, to show that the leg is seen from behind."""
RING: Final = "#7a1f12"


@dataclass(frozen=True)
class Lit:
    """What of the schematic is lit.

    Attributes
    ----------
    way : Way or None
        On the limbs in `sides`.
    rings : tuple of (x, y)
        Places of the spine where the way may be caught.
    caught : tuple of (x, y)
        Where it is caught, in the spine.
    """

    way: Way | None = None
    sides: tuple[Side, ...] = SIDES
    rings: tuple[Point, ...] = ()
    caught: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Plexus:
    """Roots that come together, and the nerves that leave."""

    roots: tuple[str, ...]
    nerves: tuple[str, ...]


def plexuses(facts: BodyFacts) -> list[Plexus]:
    """Plexuses of the graph with their roots and the nerves that leave them, from above."""
    segments = facts.anatomy.segments
    out = []
    for top in segments.values():
        if not top.roots or top.nerve is not None:
            continue
        leave = [s.nerve for s in segments.values() if top.id in s.above and s.nerve is not None]
        out.append(Plexus(top.roots, tuple(dict.fromkeys(leave))))
    return out


def root_name(plan: Plan, level: str) -> str | None:
    """Root of the drawing that a level names (``S4_S5`` is drawn as S4)."""
    return next((name for name, _ in plan.roots if name in level.split("_")), None)


class Nerves:
    """Draws for one theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._quiet = QColor({"light": "#b8932c", "dark": "#a98a3c", "contrast": "#d8b84a"}[theme.name])
        self._line = QColor({"light": "#8a7a6a", "dark": "#8d8175", "contrast": "#ffffff"}[theme.name])
        self._paper = QColor({"light": "#fbf3e9", "dark": "#2a2724", "contrast": "#000000"}[theme.name])

    def draw_quiet(self, painter: QPainter, plan: Plan, facts: BodyFacts, heights: tuple[str, ...]) -> None:
        """Every nerve, none of them lit, and the heights of hip, knee and ankle, in widget pixels.

        Parameters
        ----------
        heights : tuple of str
            Words for the heights of `HEIGHTS`.
        """
        groups = plexuses(facts)
        if plan.legs is not None:
            for side in SIDES:
                self._leg(painter, plan, facts, side)
            self._heights(painter, plan, facts, heights)
        for side in SIDES:
            for i, plexus in enumerate(groups):
                self._flow(painter, plan, facts, i, plexus, side, None, None)
        for root in plan.roots.values():
            _stroke(painter, root_path(root), self._quiet, 1.2)

    def draw_lit(
        self, painter: QPainter, plan: Plan, facts: BodyFacts, drawer: CourseDrawer, lit: Lit, marks: Mapping[Side, str]
    ) -> None:
        """The lit way, and the names of the roots.

        Parameters
        ----------
        marks : mapping of side to its letter
        """
        way = lit.way or Way()
        sides = lit.sides if lit.way is not None else ()
        main = {name for level in way.roots if (name := root_name(plan, level)) is not None}
        also = {name for level in way.also if (name := root_name(plan, level)) is not None}
        for side in sides:
            for i, plexus in enumerate(plexuses(facts)):
                self._flow(painter, plan, facts, i, plexus, side, main | also, {s.nerve for s in way.stretches})
            for name in sorted(also):
                _stroke(painter, root_path(plan.roots[name, side]), QColor(NERVE), 1.5, cased=True)
            for name in sorted(main):
                _stroke(painter, root_path(plan.roots[name, side]), QColor(NERVE), 2.6, cased=True)
            if plan.legs is not None:
                pieces = drawer.way_pieces(way, VIEW)
                _stroke(painter, _lines(pieces, leg_transform(plan, facts, side)), QColor(NERVE), 1.7, cased=True)
                self._sites(painter, plan, facts, way, side)
        self._names(painter, plan, main, also, sides, marks)
        for x, y in lit.rings:
            painter.setPen(QPen(QColor(RING), 1.4))
            painter.setBrush(QColor("#fffdf6"))
            painter.drawEllipse(QPointF(x, y), 3.0, 3.0)
        for x, y in lit.caught:
            draw_caught(painter, x, y, 0.85)

    def _flow(
        self,
        painter: QPainter,
        plan: Plan,
        facts: BodyFacts,
        number: int,
        plexus: Plexus,
        side: Side,
        roots: Collection[str] | None,
        nerves: Collection[str] | None,
    ) -> None:
        """From the roots through one plexus to its nerves; the lit ones only where `roots` and `nerves` are given."""
        names = [name for level in plexus.roots if (name := root_name(plan, level)) is not None]
        leave = [n for n in plexus.nerves if nerves is None or n in nerves]
        shown = [n for n in names if roots is None or n in roots]
        if not leave or not shown:
            return
        gx, gy = gather(plan, number, [plan.roots[n, side] for n in names], side)
        line = QPainterPath()
        for name in shown:
            x, y = plan.roots[name, side].end
            line.moveTo(x, y)
            line.cubicTo(x, (y + gy) / 2, gx, (y + gy) / 2, gx, gy)
        if plan.legs is not None:
            to_px = leg_transform(plan, facts, side)
            for nerve in leave:
                pieces = facts.courses.pieces[VIEW].get(nerve)
                if pieces:
                    x, y = mapped(to_px, *pieces[0].points_mm[0])
                    line.moveTo(gx, gy)
                    line.cubicTo(gx, (gy + y) / 2, x, (gy + y) / 2, x, y)
        if roots is None:
            _stroke(painter, line, self._quiet, 0.9)
        else:
            _stroke(painter, line, QColor(NERVE), 1.9, cased=True)

    def _leg(self, painter: QPainter, plan: Plan, facts: BodyFacts, side: Side) -> None:
        to_px = leg_transform(plan, facts, side)
        leg = to_px.map(path(facts.atlas.views[VIEW].outline))
        top = leg.boundingRect().top()
        reach = leg.boundingRect().height() * 0.14
        painter.setBrush(_fading(self._paper, top, reach))
        painter.setPen(QPen(_fading(self._line, top, reach), 1.0))
        painter.drawPath(leg)
        far = QColor(self._quiet)
        far.setAlphaF(far.alphaF() * FAR)
        courses = facts.courses.pieces[VIEW].values()
        for ink, width, front in ((far, 0.5, True), (self._quiet, 0.7, False)):
            for pieces in courses:
                _stroke(painter, _lines([p for p in pieces if p.dashed is front], to_px), ink, width)
        _stroke(painter, to_px.map(_back_of_the_leg(facts.atlas.views[VIEW].landmarks_mm)), self._line, 1.2)

    def _heights(self, painter: QPainter, plan: Plan, facts: BodyFacts, words: tuple[str, ...]) -> None:
        face = font("caption")
        face.setPointSizeF(face.pointSizeF() * 0.8)
        for name, word in zip(HEIGHTS, words, strict=True):
            place = facts.atlas.views[VIEW].landmarks_mm[name]
            y = mapped(leg_transform(plan, facts, "right"), *place)[1]
            painter.setPen(QPen(QColor(self._theme.muted), 0.8, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(2, y), QPointF(plan.width - 2, y))
            letters = QPainterPath()
            letters.addText(QPointF(2, y - 4), face, word)
            painter.strokePath(letters, QPen(QColor(self._theme.surface), 2.4))
            painter.fillPath(letters, QColor(self._theme.muted))

    def _sites(self, painter: QPainter, plan: Plan, facts: BodyFacts, way: Way, side: Side) -> None:
        to_px = leg_transform(plan, facts, side)
        for site in facts.courses.sites[VIEW]:
            x, y = mapped(to_px, *site.point_mm)
            if site.id == way.site:
                draw_caught(painter, x, y, 0.8)
            elif site.id in way.sites:
                painter.setPen(QPen(QColor(RING), 1.1))
                painter.setBrush(QColor("#fffdf6"))
                painter.drawEllipse(QPointF(x, y), 2.1, 2.1)

    def _names(
        self,
        painter: QPainter,
        plan: Plan,
        main: set[str],
        also: set[str],
        sides: tuple[Side, ...],
        marks: Mapping[Side, str],
    ) -> None:
        t = self._theme
        for (name, side), root in plan.roots.items():
            on = side in sides and name in main
            face = font("strong" if on else "caption")
            face.setPointSizeF(face.pointSizeF() * 0.84)
            painter.setFont(face)
            painter.setPen(QColor(t.text if on or (side in sides and name in also) else t.muted))
            x, y = root.label
            painter.drawText(QRectF(x - 16, y - 9, 32, 18), Qt.AlignmentFlag.AlignCenter, name)
        painter.setFont(font("strong"))
        for side, mark in marks.items():
            painter.setPen(QColor(t.sides[side]))
            x = plan.width - 14 if side == "right" else 14
            painter.drawText(QRectF(x - 12, 0, 24, 18), Qt.AlignmentFlag.AlignCenter, mark)


def _back_of_the_leg(landmarks_mm: Mapping[str, Point]) -> QPainterPath:
    """Fold of the buttock, hollow of the knee, tendon and heel: what only the back of a leg has, view mm."""
    line = QPainterPath()
    for name, half, sag in (("gluteal_fold", FOLD_MM, 10.0), ("popliteal_crease", CREASE_MM, -5.0)):
        x, y = landmarks_mm[name]
        line.moveTo(x - half, y + sag)
        line.quadTo(x, y - sag, x + half, y + sag)
    x, y = landmarks_mm["achilles_tendon"]
    heel_x, heel_y = landmarks_mm["heel_back"]
    half, length = TENDON_MM
    wide, high = HEEL_MM
    for sign in (-1, 1):
        line.moveTo(x + sign * 1.6 * half, y + length)
        line.cubicTo(x + sign * half, y + length / 2, x + sign * half, y, heel_x + sign * wide, heel_y)
        line.quadTo(heel_x + sign * wide, heel_y - high, heel_x, heel_y - high)
    return line


def root_path(root: Root) -> QPainterPath:
    """Down the canal, out under the pedicle and on to its end."""
    (x0, y0), (x1, y1) = root.canal
    fx, fy = root.foramen
    ex, ey = root.end
    line = QPainterPath(QPointF(x0, y0))
    line.lineTo(x1, y1)
    line.cubicTo(x1, (y1 + fy) / 2 + 2, (x1 + fx) / 2, fy - 3, fx, fy)
    line.cubicTo(fx + (ex - fx) * 0.4, fy + 2, ex - (ex - fx) * 0.4, ey, ex, ey)
    return line


def gather(plan: Plan, number: int, roots: list[Root], side: Side) -> Point:
    """Where the roots of a plexus come together."""
    sign = 1 if side == "right" else -1
    low = max(root.end[1] for root in roots)
    return plan.centre + sign * plan.width * (0.30 - 0.06 * number), low + 12 + 4 * number


def leg_transform(plan: Plan, facts: BodyFacts, side: Side) -> QTransform:
    """Right-limb millimetres of `VIEW` -> widget pixels of one leg."""
    assert plan.legs is not None
    left, bottom, right, top = facts.atlas.views[VIEW].outline.bounds
    high, low = plan.legs
    scale = min((low - high) / (top - bottom), (plan.width / 2 - GAP_PX - 2) / (right - left))
    sign = 1 if side == "right" else -1
    x = plan.centre + sign * (GAP_PX - left * scale)
    return QTransform(sign * scale, 0.0, 0.0, -scale, x, low + bottom * scale)


def caught_at(plan: Plan, facts: BodyFacts, way: Way, sides: tuple[Side, ...]) -> tuple[Point, ...]:
    """Where in the spine the site of a way lies; nothing if it lies further down."""
    if way.site is None:
        return ()
    place = facts.anatomy.places.get(way.site)
    if place is not None and place.disc is not None and place.lesion is not None:
        middle = plan.disc_spot(place.disc, place.lesion, None)
        spots: list[Spot | None] = [middle] if middle else [plan.disc_spot(place.disc, place.lesion, s) for s in sides]
        return tuple(spot.at for spot in spots if spot is not None)
    site = facts.anatomy.site(way.site)
    names = [name for level in way.roots if (name := root_name(plan, level)) is not None]
    if site.kind == "root" and names:
        return tuple(plan.roots[names[0], side].foramen for side in sides)
    if site.kind == "roots" and names:
        passing = next((d.disc for d in facts.spine.discs if d.passes == names[0]), facts.spine.discs[-1].disc)
        disc = next(d for d in plan.discs if d.name == passing)
        return ((plan.centre, (disc.top + disc.bottom) / 2),)
    if site.kind == "plexus":
        groups = plexuses(facts)
        number = next((i for i, p in enumerate(groups) if set(p.roots) == set(way.roots)), len(groups) - 1)
        known = [n for level in groups[number].roots if (n := root_name(plan, level)) is not None]
        return tuple(gather(plan, number, [plan.roots[n, side] for n in known], side) for side in sides)
    return ()


def rings_of(plan: Plan, facts: BodyFacts, way: Way, sides: tuple[Side, ...]) -> tuple[Point, ...]:
    """Places of discs that would catch the main roots of a way."""
    names = {name for level in way.roots if (name := root_name(plan, level)) is not None}
    out = []
    for spot in plan.spots:
        place = facts.disc_place(spot.id, spot.lesion) if spot.kind == "disc" and spot.side in sides else None
        if place is not None and set(facts.anatomy.site(place.id).roots) <= names:
            out.append(spot.at)
    return tuple(out)


def _lines(pieces: Collection[CoursePiece], to_px: QTransform) -> QPainterPath:
    out = QPainterPath()
    for piece in pieces:
        out.addPolygon(to_px.map(QPolygonF([QPointF(x, y) for x, y in piece.points_mm])))
    return out


def _stroke(painter: QPainter, line: QPainterPath, colour: QColor, width: float, cased: bool = False) -> None:
    for ink, wide in ((QColor(CASING), width + 1.6), (colour, width)) if cased else ((colour, width),):
        pen = QPen(ink, wide)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(line, pen)


def _fading(colour: QColor, top: float, reach: float) -> QBrush:
    """From nothing at the top to the colour `reach` further down."""
    clear = QColor(colour)
    clear.setAlpha(0)
    tone = QLinearGradient(0, top, 0, top + reach)
    tone.setColorAt(0.0, clear)
    tone.setColorAt(1.0, colour)
    return QBrush(tone)
