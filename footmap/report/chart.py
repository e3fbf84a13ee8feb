"""The body chart as a picture: pairs of limbs, paint, overlays, names, marks, legend and scale bar.

`draw_chart` makes the pixels and lists the words; `put` writes both into a matplotlib figure. So words stay words
in a PDF and are sharp at any size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final, Literal, TypeAlias

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from numpy.typing import NDArray
from shapely import MultiPolygon

from footmap.core.atlas import Atlas, Territory, Zone
from footmap.core.drawing import QUALITIES, Quality
from footmap.core.ids import CONSENSUS, MapId
from footmap.core.label_places import Box as LabelBox
from footmap.core.label_wishes import Plane, joined
from footmap.core.paint import Paint
from footmap.core.sheet import SIDE_MARKS, Box, Cell, Sheet, arrange, paired, raised, single
from footmap.core.skin_owners import OwnedSkin, owned_skin
from footmap.core.style import Style, TerritoryStyle
from footmap.core.views import ViewId
from footmap.data.phrases import load_phrases

from .body_pictures import ReadPicture
from .labels import Label, Occupancy, WantedName, place, text_width
from .legend import LegendEntry, LegendItem, lay_below, lay_out
from .patterns import paint_shape
from .picture_wish import Limb, OverlayChoice
from .pixels import PixelCanvas, magnification
from .raster import PixelLayer, shape_path

Point: TypeAlias = tuple[float, float]

BAR: Final = 100.0
"""Length of the scale bar: 10 cm of a leg, 5 cm of a foot."""
LOUPE: Final = 1.5
"""Lines, patterns and names of a single view are this much larger than on the sheet at the same scale."""
STRIP: Final = 200.0
"""Height kept below the pictures for the names of all nerves."""
SHEET_PX: Final = 0.5
"""Pixels per sheet unit of a sheet at scale 1."""
INK: Final = "#1F2A30"
SOFT_INK: Final = "#5B6770"
BORDER_INK: Final = "#35292A"
LEGEND_PX: Final = 22.0
"""Size of the words of a legend below a single view, in pixels of the pen."""
MARK_PX: Final = 26.0
"""Size of R and L on the picture of a single view, in pixels of the pen."""
NOTE: Final = 32.0
"""Height of a note's line, sheet units."""
BORDERS: Final[tuple[tuple[Zone, float], ...]] = (("usual", 0.75), ("core", 0.45))
"""Zones in the order in which they are drawn, with the opacity of their borders."""


@dataclass(frozen=True)
class ChartText:
    """A line of text on the chart, sheet units; `size` is its em."""

    text: str
    x: float
    y: float
    size: float
    colour: str = INK
    bold: bool = False
    across: Literal["left", "center", "right"] = "center"
    halo: bool = False


@dataclass
class CaseChart:
    """A finished chart: pixels, words, leaders of names and a scale bar; sheet units, y up.

    Attributes
    ----------
    pen_px : float
        Pixels of the unit in which lines and halos are measured; 0 for those of a sheet unit.
    """

    width: float
    height: float
    px_per_unit: float
    pixels: NDArray[np.uint8]
    words: list[ChartText] = field(default_factory=list)
    leaders: list[tuple[Point, Point]] = field(default_factory=list)
    bar: tuple[Point, Point] | None = None
    pen_px: float = 0.0


def draw_chart(
    atlas: Atlas,
    paint: Paint,
    style: Style,
    picture: ReadPicture,
    names: Mapping[str, str],
    *,
    view: ViewId | Literal["sheet"] = "sheet",
    side: Limb = "right",
    overlay: OverlayChoice = "none",
    map_: MapId = CONSENSUS,
    map_name: str = "",
    scale: float = 2.0,
    language: str = "en",
    legend: bool | None = None,
    transparent: bool = False,
) -> CaseChart:
    """Draw the whole sheet, or one limb in one view.

    Parameters
    ----------
    picture : callable
        ``picture(view, magnification)`` gives the right limb's picture at 1x, 2x or 3x.
    names : mapping of str to str
        Names of nerves by id, for the legend, in `language`.
    side : {"right", "left", "both"}
        Limb of a single view; the sheet shows both.
    map_ : MapId
        Of the dermatomes, and what a map other than the consensus is called.
    map_name : str
    scale : float
        Pixels per pixel of a 1x picture for a single view; a sheet at scale 1 is about 1,280 pixels wide.
    legend : bool, optional
        What colours and patterns mean; None draws it on the sheet alone. A single view gets it below the picture.
    transparent : bool
        Without paper: the pixels have a fourth channel, their opacity.
    """
    legend = view == "sheet" if legend is None else legend
    frames = {v: atlas.views[v].picture for v in atlas.views}
    if view == "sheet":
        sheet = arrange(frames, strip=STRIP if overlay == "nerves" else 0.0)
        cells, width, height, k = sheet.cells, sheet.width, sheet.height, SHEET_PX * scale
    else:
        sheet = None
        cells = paired(frames[view], view) if side == "both" else (single(frames[view], view, side),)
        width, height = max(c.box.right for c in cells), max(c.box.top for c in cells)
        k = frames[view].px_per_mm * scale
    # Lines, patterns and names keep their size on the picture however large a single view is drawn.
    pen_px = SHEET_PX * scale * (1.0 if sheet is not None else LOUPE)
    unit = 3.6 * pen_px / k
    shown = _overlay_territories(atlas, overlay, map_)
    styles = style.nerves if overlay == "nerves" else style.levels
    entries = _entries(paint, cells, shown, styles, names, language) if legend else ([], [])
    below: list[LegendItem] = []
    if sheet is None and any(entries):
        below, strip = lay_below(entries, width, LEGEND_PX * pen_px / k)
        cells, height = tuple(raised(cell, strip) for cell in cells), height + strip
    canvas = PixelCanvas(width, height, k)
    for cell in cells:
        canvas.picture(picture(cell.view, magnification(cell.scale * k, frames[cell.view].px_per_mm)), cell)
    skin = _coarse(canvas.skin)
    if shown:
        _draw_overlay(canvas, cells, shown, styles, style, pen_px)
    _draw_paint(canvas, cells, paint, style, unit, over_colour=bool(shown))
    chart = CaseChart(width, height, k, np.empty(0, np.uint8), pen_px=pen_px)
    if sheet is not None:
        write_sheet(chart, sheet, language)
        if legend:
            say = partial(load_phrases().say, language)
            notes = [say(f"chart_{overlay}")] if overlay != "none" else []
            if overlay == "dermatomes" and map_ != CONSENSUS:
                notes = [say("chart_map", map=map_name)]
            if len(_painted_steps(paint, cells)) > 1:
                notes.append(say("chart_depth"))
            _draw_legend(canvas, chart, sheet, entries, style, unit, [say("chart_scale"), *notes])
    elif below:
        _draw_entries(canvas, chart, below, style, unit)
    if len(cells) == 2:
        _write_marks(chart, cells, MARK_PX * pen_px / k)
    if shown:
        size = 20.0 * pen_px / k
        _write_names(chart, atlas, cells, shown, styles, paint, Occupancy(skin, 4.0 / k), size, language)
    chart.pixels = canvas.cut_out() if transparent else canvas.bytes8()
    return chart


def _entries(
    paint: Paint,
    cells: Iterable[Cell],
    shown: Sequence[Territory],
    styles: Mapping[str, TerritoryStyle],
    names: Mapping[str, str],
    language: str,
) -> tuple[list[LegendEntry], list[LegendEntry]]:
    """The qualities that are seen, and the territories of the overlay that these views have."""
    cells = tuple(cells)
    say = partial(load_phrases().say, language)
    qualities = [q for q in QUALITIES if any(q in _seen(paint, c) for c in cells)]
    there = [t for t in shown if t.id in styles and any(_shape(t, "usual", c.view) is not None for c in cells)]
    return (
        [LegendEntry(say(f"quality_{q}"), None, q) for q in qualities],
        [LegendEntry(_long_name(t, styles, names, language), styles[t.id].colour, None) for t in there],
    )


def put(chart: CaseChart, figure: Figure, left_px: int, bottom_px: int) -> None:
    """Write a chart into a figure whose pixels are the chart's."""
    height_px, width_px = chart.pixels.shape[:2]
    w, h = figure.bbox.width, figure.bbox.height
    figure.figimage(chart.pixels, left_px, bottom_px, origin="upper")
    axes = figure.add_axes((left_px / w, bottom_px / h, width_px / w, height_px / h))
    axes.set_zorder(1.0)  # above the pixels
    axes.set_axis_off()
    extent = (0.0, width_px / chart.px_per_unit, 0.0, height_px / chart.px_per_unit)
    axes.set_xlim(extent[0], extent[1])
    axes.set_ylim(extent[2], extent[3])
    points = chart.px_per_unit * 72.0 / figure.dpi
    pen = (chart.pen_px or chart.px_per_unit) * 72.0 / figure.dpi
    for (x0, y0), (x1, y1) in chart.leaders:
        axes.plot([x0, x1], [y0, y1], color=INK, linewidth=0.9 * pen, solid_capstyle="round")
        axes.plot([x1], [y1], "o", color=INK, markersize=3.6 * pen, markeredgewidth=0.0)
    if chart.bar is not None:
        (x0, y0), (x1, _) = chart.bar
        axes.plot([x0, x0, x0, x1, x1, x1], [y0 - 7, y0 + 7, y0, y0, y0 + 7, y0 - 7], color=INK, linewidth=1.6 * pen)
    for words in chart.words:
        axes.text(
            words.x,
            words.y,
            words.text,
            fontsize=words.size * points,
            color=words.colour,
            family="DejaVu Sans",
            weight="bold" if words.bold else "normal",
            ha=words.across,
            va="center_baseline",
            parse_math=False,
            path_effects=[withStroke(linewidth=2.6 * pen, foreground=(1, 1, 1, 0.72))] if words.halo else None,
        )


def _coarse(skin: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Where there is skin, one cell for 4 x 4 pixels, lowest row first."""
    rows, columns = skin.shape[0] // 4, skin.shape[1] // 4
    blocks = skin[skin.shape[0] - rows * 4 :, : columns * 4].reshape(rows, 4, columns, 4)
    return np.asarray(blocks.max(axis=(1, 3)) > 0.06)[::-1]


def _overlay_territories(atlas: Atlas, overlay: OverlayChoice, map_: MapId) -> list[Territory]:
    """What an overlay shows: the terminal nerves, or the levels of a map."""
    if overlay == "nerves":
        terminal = [t for t in atlas.territories if t.layer == "nerve" and not t.trunk and t.part in (None, "own")]
        return [t for t in terminal if any(_shape(t, "usual", view) is not None for view in atlas.views)]
    if overlay == "dermatomes":
        return [t for t in atlas.territories if t.layer == "level" and t.map == map_]
    return []


def _shape(territory: Territory, zone: Zone, view: ViewId) -> MultiPolygon | None:
    """A zone as a view sees it, None where it sees nothing of it."""
    shape = territory.zones[zone].get(view) if zone in territory.zones else None
    return None if shape is None or shape.is_empty else shape


def _draw_overlay(
    canvas: PixelCanvas,
    cells: Iterable[Cell],
    shown: Sequence[Territory],
    styles: Mapping[str, TerritoryStyle],
    style: Style,
    pen_px: float,
) -> None:
    tint, lines = PixelLayer(canvas), PixelLayer(canvas)
    for cell in cells:
        for zone, border in BORDERS:
            for territory in shown:
                shape = _shape(territory, zone, cell.view)
                path = shape_path(shape, cell) if shape is not None and territory.id in styles else None
                if path is None:
                    continue
                tint.fill(path, styles[territory.id].colour, style.zones[zone])
                if territory.layer == "nerve" or zone == "core":
                    lines.line(path, BORDER_INK, border, (1.5 if zone == "usual" else 1.0) * pen_px)
    canvas.wash(tint)
    canvas.lay(lines, on_skin=True)


def _seen(paint: Paint, cell: Cell) -> Mapping[Quality, MultiPolygon]:
    return paint.side(cell.side).shown.get(cell.view, {})


def _painted_steps(paint: Paint, cells: Iterable[Cell]) -> set[int]:
    """Steps of intensity that are seen."""
    seen = (paint.side(cell.side).depths.get(cell.view, {}) for cell in cells)
    return {step for qualities in seen for steps in qualities.values() for step in steps}


def _draw_paint(
    canvas: PixelCanvas, cells: Iterable[Cell], paint: Paint, style: Style, unit: float, *, over_colour: bool
) -> None:
    layer: PixelLayer | None = None
    for cell in cells:
        seen = paint.side(cell.side).depths.get(cell.view, {})
        for quality in (q for q in QUALITIES if q in seen):
            for step, shape in seen[quality].items():
                path = shape_path(shape, cell)
                if path is not None:
                    layer = layer or PixelLayer(canvas)
                    paint_shape(layer, path, style.quality(quality, step), unit, over_colour=over_colour)
    if layer is not None:
        canvas.lay(layer)


def write_sheet(chart: CaseChart, sheet: Sheet, language: str = "en") -> None:
    """Add the headings of the pairs and the marks R and L."""
    for heading in sheet.headings:
        words = load_phrases().say(language, f"view_{heading.view}")
        chart.words.append(ChartText(words, heading.x, heading.y, 34.0))
    for view in dict.fromkeys(cell.view for cell in sheet.cells):
        _write_marks(chart, [c for c in sheet.cells if c.view == view], 36.0, above=True)


def _write_marks(chart: CaseChart, pair: Sequence[Cell], size: float, *, above: bool = False) -> None:
    """Add R and L at the outer corners of a pair; `above` the frames where the two stand beside each other."""
    beside = pair[0].box.bottom == pair[1].box.bottom
    inset = size * 14.0 / 36.0
    for cell in pair:
        outer_left = cell.box.left == min(c.box.left for c in pair) if beside else cell.side == "left"
        x = cell.box.left + inset if outer_left else cell.box.right - inset
        y = cell.box.top + size * (16.0 / 36.0 if beside and above else -0.5)
        chart.words.append(ChartText(SIDE_MARKS[cell.side], x, y, size, SOFT_INK, bold=True))


def width_px(atlas: Atlas, view: ViewId | Literal["sheet"], side: Limb) -> float:
    """Width of a chart in pixels at scale 1."""
    frames = {v: atlas.views[v].picture for v in atlas.views}
    if view == "sheet":
        return SHEET_PX * arrange(frames).width
    cells = paired(frames[view], view) if side == "both" else (single(frames[view], view, side),)
    return frames[view].px_per_mm * max(cell.box.right for cell in cells)


def _long_name(
    territory: Territory, styles: Mapping[str, TerritoryStyle], names: Mapping[str, str], language: str
) -> str:
    short = styles[territory.id].sign(language)
    if territory.layer == "level":
        return short
    return f"{short}  {names.get(territory.id, territory.id.replace('_', ' '))}"


def _draw_legend(
    canvas: PixelCanvas,
    chart: CaseChart,
    sheet: Sheet,
    groups: tuple[Sequence[LegendEntry], Sequence[LegendEntry]],
    style: Style,
    unit: float,
    notes: Sequence[str],
) -> None:
    """Swatches, names, the scale bar and notes in the free place; many names go into the strip below."""
    free = sheet.free
    if free.height < 60.0:
        return
    bar_y = free.bottom + 12.0
    below = 44.0 + NOTE * (len(notes) - 1)
    place_above = Box(free.left, free.bottom + below, free.width, free.height - below)
    if sheet.strip.height > 0.0:
        plan = lay_out(groups[:1], place_above) + lay_out(groups[1:], sheet.strip)
    else:
        plan = lay_out(groups, place_above)
    _draw_entries(canvas, chart, plan, style, unit)
    chart.bar = ((free.left, bar_y), (free.left + BAR, bar_y))
    for i, note in enumerate(notes):
        x = free.left + (BAR + 20.0 if i == 0 else 0.0)
        chart.words.append(ChartText(note, x, bar_y + NOTE * i, 21.0, SOFT_INK, across="left"))


def _draw_entries(canvas: PixelCanvas, chart: CaseChart, plan: Iterable[LegendItem], style: Style, unit: float) -> None:
    layer = PixelLayer(canvas)
    for item in plan:
        if item.entry.quality is not None:
            paint_shape(layer, item.swatch, style.qualities[item.entry.quality], unit)
        elif item.entry.colour is not None:
            layer.fill(item.swatch, item.entry.colour, 0.72)
            layer.line(item.swatch, BORDER_INK, 0.6, chart.pen_px)
        chart.words.append(ChartText(item.entry.text, item.x, item.y, item.size, across="left"))
    canvas.lay(layer)


def _write_names(
    chart: CaseChart,
    atlas: Atlas,
    cells: Iterable[Cell],
    shown: Sequence[Territory],
    styles: Mapping[str, TerritoryStyle],
    paint: Paint,
    occupancy: Occupancy,
    size: float,
    language: str,
) -> None:
    shorts = {id_: look.sign(language) for id_, look in styles.items()}
    listed = [t for t in shown if t.id in shorts]
    written = [_box(words) for words in chart.words]
    pieces: dict[ViewId, tuple[OwnedSkin, ...]] = {}
    for cell in cells:
        if cell.view not in pieces:
            pieces[cell.view] = owned_skin(listed, cell.view)
        x, y = cell.origin
        plane = Plane(cell.mirror * cell.scale, cell.scale, x, y)
        outline, avoid = atlas.views[cell.view].outline, _on_paint(paint, cell, plane)
        names = [WantedName(joined(p.owners, shorts), p, plane, outline, avoid) for p in pieces[cell.view]]
        for label in place(names, occupancy, size, written):
            _write_label(chart, label)


def _box(words: ChartText) -> LabelBox:
    """What a line of text covers."""
    width = text_width(words.text, words.size, bold=words.bold)
    x = words.x + {"left": width / 2, "center": 0.0, "right": -width / 2}[words.across]
    return LabelBox.about(x, words.y, width, 1.3 * words.size)


def _on_paint(paint: Paint, cell: Cell, plane: Plane) -> Callable[[LabelBox], bool] | None:
    """Asks whether a box of the sheet lies on the paint of a cell; None where there is none."""
    painted = list(_seen(paint, cell).values())
    if not painted:
        return None

    def covers(box: LabelBox) -> bool:
        frame = plane.skin(box)
        return any(frame.intersects(shape) for shape in painted)

    return covers


def _write_label(chart: CaseChart, label: Label) -> None:
    chart.words.append(ChartText(label.text, label.x, label.y, label.height, halo=True))
    if label.foot is not None and label.edge is not None:
        chart.leaders.append((label.edge, label.foot))
