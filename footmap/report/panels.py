"""The drawing on paper: only the views that are painted, cut to where the paint lies, each as an SVG picture.

The limb is a picture of pixels, the paint lies over it as shapes, so that it stays sharp in print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from shapely import MultiPolygon

from footmap.core.atlas import Atlas, PictureFrame
from footmap.core.drawing import QUALITIES, Quality
from footmap.core.paint import Paint
from footmap.core.sheet import Box, single
from footmap.core.style import QualityStyle, Style
from footmap.core.views import SIDES, VIEW_IDS, Side, ViewId

from .body_pictures import ReadPicture
from .pixels import PixelCanvas, magnification, sheet_rings
from .vector import SvgPicture

SMALL_CM2: Final = 1.0
SMALL_SHARE: Final = 0.03
"""A view that owns less paint than either is left out where other views show the rest of the same patch."""
EDGE_MM: Final = 1.0
LEG_MARGIN_MM: Final = 110.0
"""Skin above and below the paint that a picture of the leg keeps, so that one sees where it is."""
LEAST_LEG_MM: Final = 380.0
"""Least length of a picture of the leg."""
PRINT_DPI: Final = 220.0
PATTERN_MM: Final = 0.42
"""Millimetres of paper for one millimetre of a pattern."""
BAR_MM: Final = 50.0
"""Length of the scale bar on the skin."""
CAPTION_LEAST_MM: Final = 17.0
"""Room in width that a caption has where panels are narrow."""
_CAPTION_MM: Final = 9.0


@dataclass(frozen=True)
class Panel:
    """A limb in a view, cut to a box (mm of the view as it is shown on this side)."""

    view: ViewId
    side: Side
    box: Box

    @property
    def aspect(self) -> float:
        """Width for a height of 1."""
        return self.box.width / self.box.height


@dataclass(frozen=True)
class PlacedPanel:
    """A panel and the width in which it is printed, millimetres of paper."""

    panel: Panel
    width_mm: float

    @property
    def height_mm(self) -> float:
        """Height on paper."""
        return self.width_mm / self.panel.aspect

    @property
    def bar_mm(self) -> float:
        """Length on paper of the scale bar."""
        return BAR_MM * self.width_mm / self.panel.box.width


def painted_panels(atlas: Atlas, *paints: Paint) -> list[Panel]:
    """The views of each limb that are needed to see all of some paints, in the order of the sheet, right limb first."""
    out = []
    for side in SIDES:
        views = {view for paint in paints for view in _needed(atlas, paint, side)}
        out += [_panel(atlas, paints, view, side) for view in VIEW_IDS if view in views]
    return out


def _needed(atlas: Atlas, paint: Paint, side: Side) -> list[ViewId]:
    """Views that own paint; scraps that only continue a patch of another view are left out."""
    homes = atlas.skin.tiled(paint.side(side).union)
    whole = sum(float(shape.area) for shape in homes.values())
    out: list[ViewId] = []
    for view, home in homes.items():
        small = home.area < 100.0 * SMALL_CM2 or home.area < SMALL_SHARE * whole
        border = atlas.views[view].home.boundary
        if small and len(homes) > 1 and all(part.distance(border) < EDGE_MM for part in home.geoms):
            continue
        out.append(view)
    return out or sorted(homes, key=lambda view: -homes[view].area)[:1]


def _panel(atlas: Atlas, paints: Sequence[Paint], view: ViewId, side: Side) -> Panel:
    frame = atlas.views[view].picture
    whole = single(frame, view, side).box
    if view.startswith("foot_"):
        return Panel(view, side, whole)
    shapes = [shape for paint in paints for shape in paint.side(side).shown.get(view, {}).values()]
    low = min(shape.bounds[1] for shape in shapes) + _down(frame) - LEG_MARGIN_MM
    high = max(shape.bounds[3] for shape in shapes) + _down(frame) + LEG_MARGIN_MM
    if high - low < LEAST_LEG_MM:
        low, high = (low + high - LEAST_LEG_MM) / 2, (low + high + LEAST_LEG_MM) / 2
    low, high = max(0.0, low), min(whole.height, high)
    return Panel(view, side, Box(0.0, low, whole.width, high - low))


def _down(frame: PictureFrame) -> float:
    """Height of the view's origin above the lower edge of its picture."""
    return frame.height_px / frame.px_per_mm - frame.top_mm


def arrange_panels(
    panels: Sequence[Panel],
    width_mm: float,
    height_mm: float,
    gap_mm: float,
    caption_mm: float = _CAPTION_MM,
    least_mm: float = CAPTION_LEAST_MM,
) -> list[list[PlacedPanel]]:
    """Rows of panels, as large as a place on paper allows; all panels of a row are of one height.

    Parameters
    ----------
    width_mm, height_mm : float
        Of the place.
    gap_mm : float
        Between neighbours.
    caption_mm : float
        Kept below each row.
    least_mm : float
        Room in width that a caption has, where that is possible.
    """
    best: tuple[float, list[list[Panel]], list[float]] | None = None
    for count in range(1, len(panels) + 1):
        rows = _split(panels, count)
        free = [width_mm - gap_mm * (len(row) - 1) for row in rows]
        if min(free) <= 0:
            continue
        most = (height_mm - caption_mm * len(rows)) / len(rows)
        if most <= 0:
            break
        heights = [_height([p.aspect for p in row], f, most, least_mm) for f, row in zip(free, rows, strict=True)]
        if best is None or min(heights) > best[0]:
            best = min(heights), rows, heights
    if best is None:
        return []
    return [[PlacedPanel(p, h * p.aspect) for p in row] for row, h in zip(best[1], best[2], strict=True)]


def _height(aspects: Sequence[float], room_mm: float, most_mm: float, least_mm: float) -> float:
    """The largest height at which panels stand side by side, each with room for its caption where that is possible."""
    plain = min(most_mm, room_mm / sum(aspects))
    least = min(least_mm, room_mm / len(aspects))
    low, high = 0.0, plain
    for _ in range(40):
        middle = (low + high) / 2
        fits = sum(max(middle * aspect, least) for aspect in aspects) <= room_mm
        low, high = (middle, high) if fits else (low, middle)
    return max(low, 0.6 * plain)


def _split(panels: Sequence[Panel], count: int) -> list[list[Panel]]:
    """Panels in order as so many rows of about the same width, none empty."""
    total = sum(panel.aspect for panel in panels)
    rows: list[list[Panel]] = [[]]
    sofar = 0.0
    for k, panel in enumerate(panels):
        must = len(panels) - k <= count - len(rows)
        full = sofar + panel.aspect / 2 > total * len(rows) / count
        if rows[-1] and len(rows) < count and (must or full):
            rows.append([])
        rows[-1].append(panel)
        sofar += panel.aspect
    return rows


def panel_svg(placed: PlacedPanel, atlas: Atlas, paint: Paint, style: Style, picture: ReadPicture) -> str:
    """A panel with the paint of its limb as an SVG document."""
    seen = paint.side(placed.panel.side).depths.get(placed.panel.view, {})
    shapes = [
        (style.quality(quality, step), shape)
        for quality in QUALITIES
        if quality in seen
        for step, shape in seen[quality].items()
    ]
    return shapes_svg(placed, atlas, shapes, picture)


def shapes_svg(
    placed: PlacedPanel, atlas: Atlas, shapes: Sequence[tuple[QualityStyle, MultiPolygon]], picture: ReadPicture
) -> str:
    """A panel with shapes (right-limb mm of its view) on it as an SVG document."""
    panel, frame = placed.panel, atlas.views[placed.panel.view].picture
    cell = single(frame, panel.view, panel.side)
    paper = placed.width_mm / panel.box.width
    k = paper * PRINT_DPI / 25.4
    canvas = PixelCanvas(cell.box.width, cell.box.height, k)
    canvas.picture(picture(panel.view, magnification(k, frame.px_per_mm)), cell)
    low = round(panel.box.bottom * k)
    high = min(canvas.height_px, round(panel.box.top * k))
    drawn = SvgPicture(canvas.width_px, high - low, k, low / k)
    drawn.pixels(canvas.bytes8()[canvas.height_px - high : canvas.height_px - low])
    for style, shape in shapes:
        rings = list(sheet_rings(shape, cell))
        if rings:
            drawn.paint(rings, style, PATTERN_MM / paper)
    return drawn.document()


def swatch_svg(style: QualityStyle) -> str:
    """Colour and pattern of a quality as a small SVG document."""
    drawn = SvgPicture(96, 56, 4.0)
    drawn.paint([np.array([(1.0, 1.0), (23.0, 1.0), (23.0, 13.0), (1.0, 13.0), (1.0, 1.0)])], style, 1.7)
    return drawn.document()


def seen_qualities(paint: Paint, panel: Panel) -> dict[Quality, MultiPolygon]:
    """What a panel shows of each quality, right-limb mm of its view."""
    shown = paint.side(panel.side).shown.get(panel.view, {})
    return {q: shown[q] for q in QUALITIES if q in shown}
