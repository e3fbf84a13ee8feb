"""Territories as washes of colour: all nerves, all levels of a map, the lit one, and what a lesion would numb.

Zones are told apart without colour: the core is strongest and has a border of its own, the usual extent has a solid
border, variants are hatched within a broken border.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QTransform

from footmap.core.atlas import Layer, MapId, Territory
from footmap.core.effects import Shaded
from footmap.core.ids import CONSENSUS
from footmap.core.style import Style, TerritoryStyle
from footmap.ui.sheet.device import device_transform
from footmap.ui.sheet.layout import Layout, Slot
from footmap.ui.sheet.lines import trace
from footmap.ui.sheet.paths import path
from footmap.ui.sheet.viewport import Viewport

from .shapes import Shapes

if TYPE_CHECKING:
    from .facts import Lesion

Fade = Callable[[QPainter, Slot, Viewport, float], None]
FIRST: Final = "#0a7fa3"
SECOND: Final = "#8f2d6b"
"""Colours of what is lit, and of what it is compared with."""
RIM: Final = "#f7fbfd"
LIT_USUAL: Final = 0.30
LIT_CORE: Final = 0.34
STEP_PX: Final = 7
"""Distance of the lines of a hatching, device-independent pixels."""
NUMB: Final = "#2f6db5"
FELT: Final = "#c8642d"
STRONGEST: Final = 0.66
"""Opacity of skin that is affected in everybody."""
VARIANT_INK: Final = 0.55
VARIANTS_FROM: Final = 0.9
"""Variants are drawn from this many device-independent pixels per millimetre on: smaller, they blur."""
DISAGREEMENT: Final[Mapping[str, tuple[str, float]]] = {"neighbours": ("#d9a21b", 0.42), "apart": ("#7d2a63", 0.62)}
"""Colour and opacity by how far the maps differ; where they agree the skin stays clear."""
FAR_APART: Final = "apart"
"""Is hatched as well."""


class Washes:
    """Draws territories with a painter whose unit is a device pixel.

    Parameters
    ----------
    fade : callable
        Draws the picture of a slot; washes fade where the limb does.
    """

    def __init__(self, shapes: Shapes, style: Style, fade: Fade) -> None:
        self._shapes = shapes
        self._style = style
        self._fade = fade
        self._effects: dict[tuple[int, str], QPainterPath] = {}

    def fade_out(self, painter: QPainter, slot: Slot, port: Viewport, ratio: float) -> None:
        """Thin out what was drawn over a slot where its limb fades."""
        painter.save()
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        painter.scale(ratio, ratio)
        self._fade(painter, slot, port, ratio)
        painter.restore()

    # ---- all of a layer

    def draw_nerves(self, painter: QPainter, layout: Layout, port: Viewport, ratio: float) -> None:
        """Every nerve with its zones."""
        self._draw_all(painter, self._shapes.nerves(), self._style.nerves, layout, port, ratio, self._shapes.variants())

    def draw_levels(self, painter: QPainter, map_: MapId, layout: Layout, port: Viewport, ratio: float) -> None:
        """Every level of a map."""
        self._draw_all(painter, self._shapes.levels(map_), self._style.levels, layout, port, ratio)

    def _draw_all(
        self,
        painter: QPainter,
        territories: Iterable[Territory],
        styles: Mapping[str, TerritoryStyle],
        layout: Layout,
        port: Viewport,
        ratio: float,
        variants: Iterable[Territory] = (),
    ) -> None:
        territories, variants = list(territories), list(variants)
        opacity = self._style.zones
        for slot in layout.slots:
            to_px = device_transform(slot, port, ratio)
            for territory in territories:
                look = styles.get(territory.id)
                if look is None:
                    continue
                line = QColor(look.colour).darker(150)
                usual = self._shapes.get(territory, "usual", slot.view)
                if usual is not None:
                    on_screen = to_px.map(usual.path)
                    painter.fillPath(on_screen, tinted(look.colour, opacity["usual"] + 0.1))
                    core = self._shapes.get(territory, "core", slot.view)
                    if core is not None:
                        inner = to_px.map(core.path)
                        painter.fillPath(inner, tinted(look.colour, opacity["core"] * 0.75))
                        trace(painter, inner, tinted(line.name(), 0.45), ratio)
                    trace(painter, on_screen, line, ratio)
            if slot.scale * port.zoom >= VARIANTS_FROM:
                for territory in variants:
                    look = styles.get(territory.id)
                    variant = self._shapes.get(territory, "variant", slot.view)
                    if look is not None and variant is not None:
                        ink = QColor(look.colour).darker(170)
                        self._hatched(painter, to_px.map(variant.path), ink, ratio, VARIANT_INK)
            self.fade_out(painter, slot, port, ratio)

    def _hatched(self, painter: QPainter, shape: QPainterPath, ink: QColor, ratio: float, strength: float) -> None:
        faint = QColor(ink)
        faint.setAlphaF(strength * 0.55)
        painter.fillPath(shape, QBrush(hatching(faint.rgba(), round(STEP_PX * 1.3 * ratio), False, ratio)))
        faint.setAlphaF(strength)
        painter.strokePath(shape, _dashed(faint, ratio))

    def shade(self, painter: QPainter, layout: Layout, port: Viewport, ratio: float) -> None:
        """Shade the skin by how far the maps differ there."""
        layers = [t for t in self._shapes.disagreement() if t.id in DISAGREEMENT]
        for slot in layout.slots:
            to_px = device_transform(slot, port, ratio)
            for territory in layers:
                shape = self._shapes.get(territory, "usual", slot.view)
                if shape is not None:
                    on_screen = to_px.map(shape.path)
                    colour, opacity = DISAGREEMENT[territory.id]
                    painter.fillPath(on_screen, tinted(colour, opacity))
                    if territory.id == FAR_APART:
                        ink = tinted(QColor(colour).darker(180).name(), 0.6).rgba()
                        painter.fillPath(on_screen, QBrush(hatching(ink, round(STEP_PX * ratio), False, 1.2 * ratio)))
            self.fade_out(painter, slot, port, ratio)

    # ---- what is lit

    def light(
        self,
        painter: QPainter,
        layer: Layer,
        id_: str,
        slot: Slot,
        to_px: QTransform,
        ratio: float,
        compared: bool,
        second: bool,
    ) -> None:
        """One territory; when two are `compared` each is hatched in its own direction, the second in a broken line."""
        chosen = self._shapes.of(layer, id_, CONSENSUS)
        colour = SECOND if second else FIRST
        variant = self._shapes.whole(chosen, "variant", slot.view, to_px)
        usual = self._shapes.whole(chosen, "usual", slot.view, to_px)
        core = self._shapes.whole(chosen, "core", slot.view, to_px)
        if not variant.isEmpty() and not compared:
            self._hatched(painter, variant, QColor(colour), ratio, 0.95)
        if not usual.isEmpty():
            painter.fillPath(usual, tinted(colour, LIT_USUAL * (0.7 if compared else 1.0)))
            if compared:
                ink = QColor(colour)
                ink.setAlphaF(0.85)
                painter.fillPath(usual, QBrush(hatching(ink.rgba(), round(STEP_PX * ratio), second, 1.6 * ratio)))
        if not core.isEmpty():
            painter.fillPath(core, tinted(colour, LIT_CORE))
        if not usual.isEmpty():
            trace(painter, usual, QColor(RIM), 3.4 * ratio)
            if second:
                painter.strokePath(usual, _dashed(QColor(colour), ratio, 2.0))
            else:
                trace(painter, usual, QColor(colour), 1.8 * ratio)

    def draw_effects(self, painter: QPainter, lesion: Lesion, slot: Slot, to_px: QTransform, ratio: float) -> None:
        """Numb skin in blue within a line, pain beyond it as orange hatching; stronger where more is lost."""
        for i, shaded in enumerate(lesion.felt):
            shape = self._effect(f"{lesion.id}/felt/{i}", shaded, slot)
            if shape is not None:
                ink = tinted(FELT, 0.25 + STRONGEST * shaded.strength)
                on_screen = to_px.map(shape)
                painter.fillPath(on_screen, tinted(FELT, 0.22 * shaded.strength))
                painter.fillPath(on_screen, QBrush(hatching(ink.rgba(), round(STEP_PX * ratio), True, 1.4 * ratio)))
        numb = [(self._effect(f"{lesion.id}/numb/{i}", s, slot), s.strength) for i, s in enumerate(lesion.numb)]
        for shape, strength in numb:
            if shape is not None:
                painter.fillPath(to_px.map(shape), tinted(NUMB, STRONGEST * strength))
        for shape, strength in numb:
            if shape is not None and strength > 0.3:
                trace(painter, to_px.map(shape), QColor(NUMB).darker(130), ratio)

    def _effect(self, key: str, shaded: Shaded, slot: Slot) -> QPainterPath | None:
        shape = shaded.shapes.get(slot.view)
        if shape is None or shape.is_empty:
            return None
        at = id(shaded.shapes), f"{key}/{slot.view}"
        if at not in self._effects:
            self._effects[at] = path(shape)
        return self._effects[at]


def tinted(colour: str, opacity: float) -> QColor:
    """`colour` at an opacity of 0-1."""
    out = QColor(colour)
    out.setAlphaF(min(opacity, 1.0))
    return out


@lru_cache(maxsize=64)
def hatching(rgba: int, step: int, falling: bool, width: float) -> QImage:
    """One seamless repeat of slanting lines, rising or falling to the right, device pixels."""
    out = QImage(step, step, QImage.Format.Format_ARGB32_Premultiplied)
    out.fill(Qt.GlobalColor.transparent)
    painter = QPainter(out)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor.fromRgba(rgba), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
    for shift in (-step, 0, step):
        if falling:
            painter.drawLine(shift - step, -step, shift + 2 * step, 2 * step)
        else:
            painter.drawLine(shift - step, 2 * step, shift + 2 * step, -step)
    painter.end()
    return out


def _dashed(colour: QColor, ratio: float, width: float = 1.1) -> QPen:
    pen = QPen(colour, width * ratio)
    pen.setDashPattern([4.0, 3.0])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen
