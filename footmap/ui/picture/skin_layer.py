"""Patches of skin in colours and patterns of their own, beside the paint: what is lit, missed or remembered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from shapely import MultiPolygon

from footmap.core.style import QualityStyle
from footmap.core.views import Side, ViewId
from footmap.ui.sheet.layout import Slot
from footmap.ui.sheet.lines import trace
from footmap.ui.sheet.paths import path
from footmap.ui.sheet.viewport import Viewport

from . import patterns
from .compare_layer import on_tone
from .layers import blank
from .paint_layer import Staging

Fade = Callable[[QPainter, Slot, Viewport, float], None]


@dataclass(frozen=True)
class Patch:
    """Some skin of a limb as a view shows it.

    Attributes
    ----------
    shape : MultiPolygon
        Right-limb millimetres of the view.
    """

    side: Side
    view: ViewId
    shape: MultiPolygon
    look: QualityStyle


class SkinLayer:
    """Draws patches, the first one at the back, into an image of the canvas; drawn once for each zoom.

    Parameters
    ----------
    outlines : mapping of view to MultiPolygon
        Skin of each view, right-limb millimetres; nothing is drawn outside it.
    tone : str
        Skin tone of the pictures.
    fade : callable
        Draws the picture of a slot with a painter; patches fade where the limb does.
    """

    def __init__(
        self, outlines: Mapping[ViewId, MultiPolygon], patches: Sequence[Patch], tone: str, fade: Fade
    ) -> None:
        self._fade = fade
        self._patches = [patch for patch in patches if not patch.shape.is_empty]
        self._clips = {view: path(outlines[view]) for view in {patch.view for patch in self._patches}}
        self._looks = {id(p.look): on_tone(p.look, tone) for p in self._patches}
        self._paths: dict[int, QPainterPath] = {}
        self._image: QImage | None = None

    def drop(self) -> None:
        """Draw anew with the next `image`: zoom or size has changed."""
        self._image = None

    def image(self, staging: Staging, width_px: int, height_px: int) -> QImage:
        """All of it on a canvas of so many device pixels."""
        if self._image is None:
            self._image = blank(width_px, height_px)
            painter = QPainter(self._image)
            self.paint(painter, staging)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
            painter.scale(staging.ratio, staging.ratio)
            drawn = {(patch.side, patch.view) for patch in self._patches}
            for slot in staging.layout.slots:
                if (slot.side, slot.view) in drawn:
                    self._fade(painter, slot, staging.port, staging.ratio)
            painter.end()
        return self._image

    def paint(self, painter: QPainter, staging: Staging) -> None:
        """Draw a whole layout with a painter in device pixels."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        slots = {(slot.side, slot.view): slot for slot in staging.layout.slots}
        for k, patch in enumerate(self._patches):
            slot = slots.get((patch.side, patch.view))
            if slot is None:
                continue
            if k not in self._paths:
                self._paths[k] = path(patch.shape)
            to_px = staging.to_px(slot)
            look = self._looks[id(patch.look)]
            painter.save()
            painter.setClipPath(to_px.map(self._clips[patch.view]), Qt.ClipOperation.IntersectClip)
            painter.setBrushOrigin(0, 0)
            on_screen = to_px.map(self._paths[k])
            painter.fillPath(on_screen, patterns.brush(look, staging.ratio))
            trace(painter, on_screen, QColor(look.line), patterns.OUTLINE_PX * staging.ratio)
            painter.restore()
