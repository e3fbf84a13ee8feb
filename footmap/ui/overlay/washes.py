"""Territories as washes of colour: all nerves, all levels of a map, the lit one, and what a lesion would numb.

Zones are told apart without colour: the core is strongest and has a border of its own, the usual extent has a solid
border, variants are hatched within a broken border.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QTransform

from footmap.core.atlas import Layer, MapId, Territory
from footmap.core.effects import Shaded
from footmap.core.ids import CONSENSUS
from footmap.core.style import QualityStyle, Style, TerritoryStyle
from footmap.data.style import load_prediction_style
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
STRONGER: Final = 0.1
"""Territories are more opaque on the screen than on paper."""
LIT_USUAL: Final = 0.30
LIT_CORE: Final = 0.34
STEP_PX: Final = 7
"""Distance of the lines of a hatching, device-independent pixels."""
PX_PER_MM: Final = 1.8
"""Device-independent pixels for one millimetre of the pattern of a prediction."""
FAINTEST: Final = 0.3
"""Strength of what hardly anybody has."""
BOLD_PX: Final = 2.6
"""Greatest width of the lines of a layer that lies over another."""
BOLD_MM: Final = 4.0
"""On small pictures they are this wide on the skin."""
BOLD_DARKER: Final = 165
CASED: Final = 0.5
"""Opacity of the pale casing of a pattern, relative to its ink."""
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
        self._predicted = load_prediction_style()

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
                    painter.fillPath(on_screen, tinted(look.colour, opacity["usual"] + STRONGER))
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

    def outline(self, painter: QPainter, map_: MapId | None, layout: Layout, port: Viewport, ratio: float) -> None:
        """Levels of a map, or nerves (None), as bold lines in a pale casing, so that what is filled below stays clear.

        A level with a core has its bold line there, and a broken one round its margin.
        """
        territories = self._shapes.nerves() if map_ is None else self._shapes.levels(map_)
        styles = self._style.nerves if map_ is None else self._style.levels
        for slot in layout.slots:
            to_px = device_transform(slot, port, ratio)
            wide = min(BOLD_PX, max(1.0, BOLD_MM * slot.scale * port.zoom))
            for casing in (True, False):
                for territory in territories:
                    look = styles.get(territory.id)
                    usual = self._shapes.get(territory, "usual", slot.view)
                    if look is None or usual is None:
                        continue
                    core = self._shapes.get(territory, "core", slot.view) if map_ is not None else None
                    ink = QColor(RIM) if casing else QColor(look.colour).darker(BOLD_DARKER)
                    trace(painter, to_px.map((core or usual).path), ink, (1.7 * wide if casing else wide) * ratio)
                    if core is not None and not casing:
                        painter.strokePath(to_px.map(usual.path), _dashed(ink, ratio, 0.5 * wide))
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
        """Outlines with a hatching of their own, which no painted quality has; fainter where less is lost.

        Pain beyond the numb skin has a broken outline.
        """
        for effect, shown in (("felt", lesion.felt), ("numb", lesion.numb)):
            look = self._predicted["felt" if effect == "felt" else "numb"]
            for i, shaded in enumerate(shown):
                shape = self._effect(f"{lesion.id}/{effect}/{i}", shaded, slot)
                if shape is None:
                    continue
                on_screen, strength = to_px.map(shape), FAINTEST + (1.0 - FAINTEST) * shaded.strength
                painter.fillPath(on_screen, tinted(look.colour, look.fill))
                painter.fillPath(on_screen, QBrush(effect_hatching(look, strength, ratio)))
                trace(painter, on_screen, tinted(look.colour, strength), 3.6 * ratio)
                ink = tinted(look.line, strength)
                if effect == "felt":
                    painter.strokePath(on_screen, _dashed(ink, ratio, 1.8))
                else:
                    trace(painter, on_screen, ink, 1.8 * ratio)

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


def effect_hatching(look: QualityStyle, strength: float, ratio: float) -> QImage:
    """One seamless repeat of the pattern of a prediction: ink in a pale casing, device pixels."""
    px = PX_PER_MM * ratio
    if look.dots is None:
        family = look.strokes[0]
        step, falling = round(family.spacing_mm * px), family.angle_deg > 90.0
        out = hatching(tinted(look.colour, CASED * strength).rgba(), step, falling, 2.4 * family.width_mm * px).copy()
        painter = QPainter(out)
        painter.drawImage(0, 0, hatching(tinted(look.line, strength).rgba(), step, falling, family.width_mm * px))
        painter.end()
        return out
    step, radius = round(look.dots.spacing_mm * px), look.dots.radius_mm * px
    out = QImage(step, step, QImage.Format.Format_ARGB32_Premultiplied)
    out.fill(Qt.GlobalColor.transparent)
    painter = QPainter(out)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tinted(look.colour, CASED * strength), 0.7 * px))
    painter.setBrush(tinted(look.line, strength))
    for x, y in ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0), (0.5, 0.5)):
        painter.drawEllipse(QPointF(x * step, y * step), radius, radius)
    painter.end()
    return out


def _dashed(colour: QColor, ratio: float, width: float = 1.1) -> QPen:
    pen = QPen(colour, width * ratio)
    pen.setDashPattern([4.0, 3.0])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen
