"""Two drawings on one picture: gained, lost and kept skin, each in a colour and a pattern of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath
from shapely import MultiPolygon

from footmap.core.compare import SeenChange
from footmap.core.style import QualityStyle
from footmap.core.views import Side, ViewId
from footmap.data.style import Part
from footmap.ui.look.theme import blend
from footmap.ui.sheet.layout import Slot
from footmap.ui.sheet.lines import trace
from footmap.ui.sheet.paths import path

from . import patterns
from .layers import blank
from .paint_layer import Staging

SeenChanges = Mapping[tuple[Side, ViewId], SeenChange]
"""What each picture of a limb shows; pictures that show nothing are missing."""
ORDER: Final[tuple[Part, ...]] = ("kept", "lost", "gained")
"""From the back to the front."""


LIGHTER: Final = 0.42
"""Share of white in lines and dots on dark skin: light enough to be seen, and still of their own colour."""
STRONGER: Final = 1.5
"""Factor of the fill on dark skin."""


def on_tone(look: QualityStyle, tone: str) -> QualityStyle:
    """How a part looks on a skin tone; the three parts stay three colours on each."""
    if tone != patterns.DARK_TONE:
        return look
    line = blend(look.colour, "#ffffff", LIGHTER).name()
    return replace(look, line=line, fill=min(look.fill * STRONGER, 0.9))


class CompareLayer:
    """Draws what changed into an image of the canvas; drawn once for each zoom.

    Parameters
    ----------
    looks : mapping of part to QualityStyle
        Colour and pattern of each part.
    outlines : mapping of view to MultiPolygon
        Skin of each view, right-limb millimetres; nothing is drawn outside it.
    seen : mapping of (side, view) to SeenChange
    tone : str
        Skin tone of the pictures.
    """

    def __init__(
        self,
        looks: Mapping[Part, QualityStyle],
        outlines: Mapping[ViewId, MultiPolygon],
        seen: SeenChanges,
        tone: str,
    ) -> None:
        self._looks = {part: on_tone(look, tone) for part, look in looks.items()}
        self._seen = {key: change for key, change in seen.items() if not change.is_empty}
        self._clips = {view: path(outlines[view]) for view in {view for _, view in self._seen}}
        self._paths: dict[tuple[Side, ViewId, Part], QPainterPath] = {}
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
            painter.end()
        return self._image

    def paint(self, painter: QPainter, staging: Staging) -> None:
        """Draw a whole layout with a painter in device pixels."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        brushes = {part: patterns.brush(look, staging.ratio) for part, look in self._looks.items()}
        for slot in staging.layout.slots:
            if (slot.side, slot.view) in self._seen:
                painter.save()
                self._slot(painter, slot, staging, brushes)
                painter.restore()

    def _slot(self, painter: QPainter, slot: Slot, staging: Staging, brushes: Mapping[Part, QBrush]) -> None:
        to_px = staging.to_px(slot)
        painter.setClipPath(to_px.map(self._clips[slot.view]), Qt.ClipOperation.IntersectClip)
        painter.setBrushOrigin(0, 0)
        for part in ORDER:
            shape: MultiPolygon = getattr(self._seen[slot.side, slot.view], part)
            if shape.is_empty:
                continue
            key = slot.side, slot.view, part
            if key not in self._paths:
                self._paths[key] = path(shape)
            on_screen = to_px.map(self._paths[key])
            painter.fillPath(on_screen, brushes[part])
            trace(painter, on_screen, QColor(self._looks[part].line), patterns.OUTLINE_PX * staging.ratio)
