"""Draws the bones of the schematic in the ink of an anatomy plate: vertebrae, discs, sacrum and opened canal."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPainterPath, QPen

from ..look.theme import font
from ..look.tokens import Theme
from .plan import Plan, Span


class Bones:
    """Draws for one theme."""

    def __init__(self, theme: Theme) -> None:
        line, bone, shade, disc, canal = {
            "light": ("#5d5147", "#f4ebde", "#dccbb5", "#bcd6df", "#fffaf0"),
            "dark": ("#b0a293", "#4d463e", "#35302a", "#3d5a66", "#241f1a"),
            "contrast": ("#ffffff", "#242424", "#101010", "#24454f", "#000000"),
        }[theme.name]
        self.line = QColor(line)
        self._bone, self._shade, self._disc, self._canal = QColor(bone), QColor(shade), QColor(disc), QColor(canal)

    def draw(self, painter: QPainter, plan: Plan) -> None:
        """Bones, discs and the canal, in widget pixels."""
        for vertebra in plan.vertebrae:
            self._wings(painter, plan, vertebra)
        for disc in plan.discs:
            self._disc_of(painter, plan, disc)
        for vertebra in plan.vertebrae:
            self._body(painter, plan, vertebra)
        self._sacrum(painter, plan)
        self._canal_of(painter, plan)
        self._names(painter, plan)

    def _names(self, painter: QPainter, plan: Plan) -> None:
        face = font("caption")
        face.setPointSizeF(face.pointSizeF() * 0.76)
        painter.setFont(face)
        painter.setPen(self.line)
        for v in plan.vertebrae:
            if v.bottom - v.top > QFontMetricsF(face).height():
                room = QRectF(plan.centre - v.half, v.top, v.half * 0.56, v.bottom - v.top)
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, v.name)

    def _wings(self, painter: QPainter, plan: Plan, v: Span) -> None:
        """Transverse processes, behind the body."""
        painter.setPen(QPen(self.line, 1.0))
        painter.setBrush(self._shade)
        tall = v.bottom - v.top
        for sign in (-1, 1):
            x = plan.centre + sign * v.half * 0.8
            tip = plan.centre + sign * (v.half + min(tall * 0.62, 13.0))
            wing = QPainterPath(QPointF(x, v.top + tall * 0.16))
            wing.cubicTo(tip - sign * 6, v.top + tall * 0.10, tip, v.top - tall * 0.02, tip, v.top + tall * 0.24)
            wing.cubicTo(tip, v.top + tall * 0.46, tip - sign * 8, v.top + tall * 0.46, x, v.top + tall * 0.56)
            painter.drawPath(wing)

    def _body(self, painter: QPainter, plan: Plan, v: Span) -> None:
        left, right, waist = plan.centre - v.half, plan.centre + v.half, v.half * 0.10
        r, mid = 3.0, (v.top + v.bottom) / 2
        body = QPainterPath(QPointF(left + r, v.top))
        body.lineTo(right - r, v.top)
        body.quadTo(right, v.top, right, v.top + r)
        body.quadTo(right - 2 * waist, mid, right, v.bottom - r)
        body.quadTo(right, v.bottom, right - r, v.bottom)
        body.lineTo(left + r, v.bottom)
        body.quadTo(left, v.bottom, left, v.bottom - r)
        body.quadTo(left + 2 * waist, mid, left, v.top + r)
        body.quadTo(left, v.top, left + r, v.top)
        tone = QLinearGradient(left, 0, right, 0)
        for at, colour in ((0.0, self._shade), (0.3, self._bone), (0.7, self._bone), (1.0, self._shade)):
            tone.setColorAt(at, colour)
        painter.setPen(QPen(self.line, 1.1))
        painter.setBrush(tone)
        painter.drawPath(body)

    def _disc_of(self, painter: QPainter, plan: Plan, d: Span) -> None:
        bulge = d.half * 0.08
        left, right, mid = plan.centre - d.half, plan.centre + d.half, (d.top + d.bottom) / 2
        disc = QPainterPath(QPointF(left + 2, d.top))
        disc.lineTo(right - 2, d.top)
        disc.quadTo(right + 2 * bulge, mid, right - 2, d.bottom)
        disc.lineTo(left + 2, d.bottom)
        disc.quadTo(left - 2 * bulge, mid, left + 2, d.top)
        painter.setPen(QPen(self.line, 0.9))
        painter.setBrush(self._disc)
        painter.drawPath(disc)

    def _sacrum(self, painter: QPainter, plan: Plan) -> None:
        top, bottom = plan.sacrum
        wide = plan.discs[-1].half
        c, tall = plan.centre, bottom - top
        bone = QPainterPath(QPointF(c - wide, top))
        bone.lineTo(c + wide, top)
        bone.cubicTo(
            c + wide * 1.75, top + tall * 0.02, c + wide * 1.5, top + tall * 0.42, c + wide * 0.92, top + tall * 0.58
        )
        bone.cubicTo(c + wide * 0.6, top + tall * 0.78, c + wide * 0.3, bottom, c, bottom)
        bone.cubicTo(c - wide * 0.3, bottom, c - wide * 0.6, top + tall * 0.78, c - wide * 0.92, top + tall * 0.58)
        bone.cubicTo(c - wide * 1.5, top + tall * 0.42, c - wide * 1.75, top + tall * 0.02, c - wide, top)
        tone = QLinearGradient(c - 1.6 * wide, 0, c + 1.6 * wide, 0)
        for at, colour in ((0.0, self._shade), (0.35, self._bone), (0.65, self._bone), (1.0, self._shade)):
            tone.setColorAt(at, colour)
        painter.setPen(QPen(self.line, 1.1))
        painter.setBrush(tone)
        painter.drawPath(bone)
        painter.setBrush(self._shade)
        painter.setPen(QPen(self.line, 0.7))
        for root in plan.roots.values():
            if root.foramen[1] > top:
                painter.drawEllipse(QPointF(*root.foramen), 2.6, 2.0)

    def _canal_of(self, painter: QPainter, plan: Plan) -> None:
        """The sac of the dura with the cauda equina in it."""
        half = plan.vertebrae[0].half * 0.44
        top, bottom = plan.vertebrae[0].top - 6, plan.sac_end
        sheath = QPainterPath(QPointF(plan.centre - half, top))
        sheath.lineTo(plan.centre + half, top)
        sheath.cubicTo(
            plan.centre + half, (top + bottom) / 2, plan.centre + half * 0.6, bottom - 14, plan.centre, bottom
        )
        sheath.cubicTo(
            plan.centre - half * 0.6, bottom - 14, plan.centre - half, (top + bottom) / 2, plan.centre - half, top
        )
        colour = QColor(self._canal)
        colour.setAlphaF(0.82)
        painter.setPen(QPen(self.line, 0.7))
        painter.setBrush(colour)
        painter.drawPath(sheath)
