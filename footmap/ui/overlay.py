"""Territories over the pictures: the one that is pointed at, and all nerves or all dermatomes of a map."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import shapely
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QTransform
from shapely import MultiPolygon

from footmap.core.atlas import Atlas, Layer, MapId, Territory, Zone
from footmap.core.style import Style, TerritoryStyle
from footmap.core.views import SIDES, Side, ViewId

from .layers import device_transform
from .lines import trace
from .paths import path
from .sheet_layout import Layout, Slot
from .theme import font
from .viewport import Viewport

Fade = Callable[[QPainter, Slot, Viewport, float], None]
CONSENSUS: Final[MapId] = "consensus"
LIT: Final[Mapping[Zone, float]] = {"usual": 0.34, "core": 0.40}
DISAGREEMENT: Final[Mapping[str, tuple[str, float]]] = {"neighbours": ("#d9a21b", 0.42), "apart": ("#7d2a63", 0.62)}
"""Colour and opacity by how far the maps differ; where they agree the skin stays clear."""
LABEL_ROOM: Final = 1.15
"""A label needs a territory this many times as wide and high as itself."""


@dataclass(frozen=True)
class Subject:
    """A nerve or level to be lit, on the limbs in `sides`."""

    layer: Layer
    id: str
    sides: tuple[Side, ...] = SIDES


@dataclass(frozen=True)
class Choice:
    """What the overlay shows.

    Attributes
    ----------
    nerves : bool
        All nerve territories.
    dermatomes : MapId or None
        All levels of one map.
    disagreement : bool
        Where the maps name different levels.
    lit : Subject or None
        The one that is pointed at.
    """

    nerves: bool = False
    dermatomes: MapId | None = None
    disagreement: bool = False
    lit: Subject | None = None

    @property
    def empty(self) -> bool:
        """True where nothing is to be drawn."""
        return not self.nerves and self.dermatomes is None and not self.disagreement and self.lit is None


@dataclass
class _Shapes:
    """Paths of one territory zone in one view, made when first drawn."""

    shape: MultiPolygon
    made: QPainterPath | None = field(default=None)
    spot: tuple[float, float] | None = field(default=None)

    @property
    def path(self) -> QPainterPath:
        if self.made is None:
            self.made = path(self.shape)
        return self.made

    @property
    def label_spot(self) -> tuple[float, float]:
        """A point well inside the largest part, right-limb millimetres."""
        if self.spot is None:
            largest = max(self.shape.geoms, key=lambda part: part.area)
            line = shapely.maximum_inscribed_circle(largest, tolerance=1.0)
            x, y = line.coords[0]
            self.spot = float(x), float(y)
        return self.spot


class Overlay:
    """Draws territories for a layout; paths are kept from one drawing to the next.

    Parameters
    ----------
    fade : callable
        Draws the picture of a slot with a painter; territories fade where the limb does.
    """

    def __init__(self, atlas: Atlas, style: Style, fade: Fade) -> None:
        self._style = style
        self._fade = fade
        self._nerves = [t for t in atlas.territories if t.layer == "nerve" and not t.trunk]
        self._all = atlas.territories
        self._cache: dict[tuple[int, Zone, ViewId], _Shapes] = {}

    def draw(self, choice: Choice, layout: Layout, port: Viewport, ratio: float) -> QPixmap:
        """A clear pixmap of the canvas with the chosen territories."""
        out = QPixmap(max(1, round(port.width * ratio)), max(1, round(port.height * ratio)))
        out.fill(Qt.GlobalColor.transparent)
        painter = QPainter(out)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if choice.nerves:
            self._draw_all(painter, self._nerves, self._style.nerves, layout, port, ratio)
        if choice.dermatomes is not None:
            levels = [t for t in self._all if t.layer == "level" and t.map == choice.dermatomes]
            self._draw_all(painter, levels, self._style.levels, layout, port, ratio)
        if choice.disagreement:
            self._shade(painter, layout, port, ratio)
        if choice.lit is not None:
            self._light(painter, choice, choice.lit, layout, port, ratio)
        painter.end()
        return out

    def _fade_out(self, painter: QPainter, slot: Slot, port: Viewport, ratio: float) -> None:
        painter.save()
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        painter.scale(ratio, ratio)
        self._fade(painter, slot, port, ratio)
        painter.restore()

    def _shapes(self, territory: Territory, zone: Zone, view: ViewId) -> _Shapes | None:
        key = id(territory), zone, view
        if key not in self._cache:
            shape = territory.zones.get(zone, {}).get(view)
            if shape is None or shape.is_empty:
                return None
            self._cache[key] = _Shapes(shape)
        return self._cache[key]

    def _draw_all(
        self,
        painter: QPainter,
        territories: Iterable[Territory],
        styles: Mapping[str, TerritoryStyle],
        layout: Layout,
        port: Viewport,
        ratio: float,
    ) -> None:
        territories = list(territories)
        opacity = self._style.zones
        for slot in layout.slots:
            to_px = device_transform(slot, port, ratio)
            labels: list[tuple[TerritoryStyle, _Shapes]] = []
            for territory in territories:
                look = styles.get(territory.id)
                usual = self._shapes(territory, "usual", slot.view)
                if look is None or usual is None:
                    continue
                on_screen = to_px.map(usual.path)
                painter.fillPath(on_screen, tinted(look.colour, opacity["usual"] + 0.1))
                core = self._shapes(territory, "core", slot.view)
                if core is not None:
                    painter.fillPath(to_px.map(core.path), tinted(look.colour, opacity["core"] * 0.6))
                trace(painter, on_screen, QColor(look.colour).darker(150), ratio)
                labels.append((look, usual))
            self._fade_out(painter, slot, port, ratio)
            self._labels(painter, labels, slot, to_px, ratio)

    def _labels(
        self,
        painter: QPainter,
        labels: list[tuple[TerritoryStyle, _Shapes]],
        slot: Slot,
        to_px: QTransform,
        ratio: float,
    ) -> None:
        face = font("caption")
        face.setPointSizeF(face.pointSizeF() * 0.92 * ratio)
        painter.setFont(face)
        metrics = QFontMetricsF(face)
        taken: list[tuple[float, float, float, float]] = []
        for look, shapes in labels:
            box = to_px.mapRect(shapes.path.boundingRect())
            w, h = metrics.horizontalAdvance(look.short), metrics.capHeight()
            if box.width() < LABEL_ROOM * w or box.height() < 1.6 * h:
                continue
            x_mm, y_mm = shapes.label_spot
            at = to_px.map(QPointF(x_mm, y_mm))
            mine = (at.x() - w / 2 - 1, at.y() - h, at.x() + w / 2 + 1, at.y() + h)
            if any(mine[0] < t[2] and t[0] < mine[2] and mine[1] < t[3] and t[1] < mine[3] for t in taken):
                continue
            taken.append(mine)
            spot = QPainterPath()
            spot.addText(QPointF(at.x() - w / 2, at.y() + h / 2), face, look.short)
            painter.strokePath(spot, QPen(QColor(255, 255, 255, 190), 2.4 * ratio))
            painter.fillPath(spot, QColor("#1b242c"))

    def _shade(self, painter: QPainter, layout: Layout, port: Viewport, ratio: float) -> None:
        """Shade the skin by how far the maps differ there."""
        layers = [t for t in self._all if t.layer == "disagreement" and t.id in DISAGREEMENT]
        for slot in layout.slots:
            to_px = device_transform(slot, port, ratio)
            for territory in layers:
                shapes = self._shapes(territory, "usual", slot.view)
                if shapes is None:
                    continue
                colour, opacity = DISAGREEMENT[territory.id]
                painter.fillPath(to_px.map(shapes.path), tinted(colour, opacity))
            self._fade_out(painter, slot, port, ratio)

    def _light(
        self, painter: QPainter, choice: Choice, lit: Subject, layout: Layout, port: Viewport, ratio: float
    ) -> None:
        chosen = [
            t for t in self._all if t.layer == lit.layer and t.id == lit.id and (t.map is None or t.map == CONSENSUS)
        ]
        colour = "#0a8fb0"
        alone = not choice.nerves and choice.dermatomes is None and not choice.disagreement
        for slot in layout.slots:
            if slot.side not in lit.sides:
                continue
            to_px = device_transform(slot, port, ratio)
            for zone, opacity in LIT.items():
                whole = QPainterPath()
                whole.setFillRule(Qt.FillRule.WindingFill)
                for territory in chosen:
                    shapes = self._shapes(territory, zone, slot.view)
                    if shapes is not None:
                        whole.addPath(to_px.map(shapes.path))
                if whole.isEmpty():
                    continue
                painter.fillPath(whole, tinted(colour, opacity))
                if zone == "usual":
                    trace(painter, whole, QColor("#f4fafc"), 3.4 * ratio)
                    trace(painter, whole, QColor(colour), 1.8 * ratio)
            if alone:
                self._fade_out(painter, slot, port, ratio)


def tinted(colour: str, opacity: float) -> QColor:
    """`colour` at an opacity of 0-1."""
    out = QColor(colour)
    out.setAlphaF(min(opacity, 1.0))
    return out
