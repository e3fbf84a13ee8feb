"""Sheets of a plate: legs, feet, answers, sources, on paper that every printer has. Lengths are mm of paper, y down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from shapely import MultiPolygon

from footmap.core.atlas import Atlas, PictureFrame, Territory
from footmap.core.label_wishes import Plane, joined
from footmap.core.skin_owners import owned_skin
from footmap.core.views import VIEW_IDS, FloatArray, Side, ViewId

from .labels import Label, Occupancy, WantedName, place
from .plate_paper import INK, POINT_MM, Entry, Look, Place, Sheet, arranged, listed

PAPERS: Final[Mapping[str, tuple[float, float]]] = {"a4": (297.0, 210.0), "letter": (279.4, 215.9)}
"""Width and height of a sheet that lies on its side."""
LEGS: Final[tuple[ViewId, ...]] = VIEW_IDS[:4]
_MARGIN: Final = 11.0
_TOP: Final = 25.0
_FOOT: Final = 13.0
_CAPTION: Final = 5.0
_GAP: Final = 7.0
"""Between feet: names on leaders stand there."""
_LEG_GAP: Final = 3.0
"""The same for legs, which are narrower than their pictures everywhere but at the foot."""
_COLUMN: Final = 48.0
"""Width of a column of the legend."""
_MOST: Final = 2
"""Number of columns that a legend may have beside the views."""
_FILL_MM: Final = 7.5
"""Distance of lines that are filled in by hand."""
_ASIDE: Final = 58.0
"""Height of what stands under the legend of the first sheet."""
_TITLE_PT: Final = 14.0
_NOTE_PT: Final = 8.5
_LEGEND_PT: Final = 7.5
_SIGN_PT: Final = 6.5
_SMALL_PT: Final = 6.5
_GRID: Final = 1.0
_BAR_MM: Final = {"leg": 100, "foot": 50}


@dataclass(frozen=True)
class Wash:
    """One shape to draw: colour, opacity, and how strong its border is (points)."""

    shape: MultiPolygon
    colour: str
    opacity: float
    line: float = 0.4


@dataclass(frozen=True)
class Line:
    """One line of a plate, mm of the view."""

    points_mm: Sequence[tuple[float, float]]
    colour: str
    dashed: bool


@dataclass(frozen=True)
class Dot:
    """One dot of a plate, mm of the view."""

    point_mm: tuple[float, float]
    hollow: bool


@dataclass(frozen=True)
class Plate:
    """One plate before it is drawn.

    Attributes
    ----------
    named : sequence of Territory
        Territories of one layer that carry their `signs` (by id) on the skin that is theirs alone.
    aside : callable or None
        Draws something on the first sheet, given axes and the colour of the ink.
    numbered : bool
        The signs are numbers, which the legend explains.
    """

    name: str
    title: str
    note: str
    washes: Callable[[ViewId], list[Wash]]
    legend: Sequence[Entry]
    sources: Sequence[str] = ()
    lines: Callable[[ViewId], list[Line]] = field(default=lambda _view: [])
    dots: Callable[[ViewId], list[Dot]] = field(default=lambda _view: [])
    aside: Callable[[Axes, str], None] | None = None
    named: Sequence[Territory] = ()
    signs: Mapping[str, str] = field(default_factory=dict)
    numbered: bool = False


@dataclass(frozen=True)
class SheetWords:
    """What every sheet says, in one language; `page` is filled with ``number`` and ``count``."""

    views: Mapping[ViewId, str]
    foot: str
    page: str
    sources: str
    answers: str
    name_date: str


@dataclass(frozen=True)
class Printing:
    """How a plate is printed.

    Attributes
    ----------
    paper : str
        One of `PAPERS`.
    look : Look
    side : {"right", "left"}
    blank : bool
        Without colours and words; numbers stand for them, and a sheet at the end has the answers.
    """

    paper: str
    look: Look
    side: Side
    blank: bool = False


@dataclass(frozen=True)
class _Seen:
    """The picture of a view without its empty margins, and where it lies, mm of the right limb's view."""

    pixels: Any
    left_mm: float
    top_mm: float
    width_mm: float
    height_mm: float


def _trimmed(pixels: Any, frame: PictureFrame) -> _Seen:
    rows, columns = (np.nonzero((pixels[..., 3] > 0).any(axis=axis))[0] for axis in (1, 0))
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    mm = frame.width_px / frame.px_per_mm / pixels.shape[1]
    return _Seen(
        pixels[top:bottom, left:right],
        float(frame.left_mm + left * mm),
        float(frame.top_mm - top * mm),
        float((right - left) * mm),
        float((bottom - top) * mm),
    )


@dataclass(frozen=True)
class _Cell:
    """A view on a sheet: upper left corner, and paper mm per mm of skin."""

    view: ViewId
    left: float
    top: float
    scale: float


class PlateSheets:
    """Draws the sheets of one plate after another for one body.

    Parameters
    ----------
    atlas : Atlas
    pictures : mapping of view to (h, w, 4) uint8
        Of the right limb.
    words : SheetWords
    printing : Printing
    """

    def __init__(self, atlas: Atlas, pictures: Mapping[ViewId, Any], words: SheetWords, printing: Printing) -> None:
        self._atlas, self._words, self._how = atlas, words, printing
        self._seen = {view: _trimmed(pictures[view], atlas.views[view].picture) for view in VIEW_IDS}
        seen = self._seen[LEGS[0]].pixels
        self._tone = tuple(float(v) / 255 for v in seen[seen[..., 3] == 255][:, :3].mean(axis=0))
        self._paper = PAPERS[printing.paper]
        self._flip = -1.0 if printing.side == "left" else 1.0

    def draw(self, plate: Plate) -> list[Figure]:
        """Every sheet of a plate."""
        blank = self._how.blank
        figures = []
        for views in (LEGS, VIEW_IDS[4:]):
            sheet = Sheet(self._paper, self._how.look)
            room = self._legend_width(plate, views)
            cells = list(self._legs(room) if views is LEGS else self._feet(room))
            for cell in cells:
                self._view(sheet, plate, cell)
            self._signs(sheet, plate, cells, self._paper[0] - _MARGIN - room)
            self._scale_bar(sheet, cells[0])
            if blank and plate.legend:
                rest: Sequence[Entry] = ()
                self._lines_to_fill(sheet, plate, views, room)
            else:
                rest = self._legend(sheet, plate, views, room)
            if views is LEGS and plate.aside is not None:
                self._aside(sheet, plate)
            figures.append(sheet)
            if rest:
                figures += self._lists("", [listed(entry) for entry in rest], _LEGEND_PT)
        if blank and plate.legend:
            figures += self._lists(self._words.answers, [listed(e) for e in plate.legend], _LEGEND_PT)
        elif plate.sources:
            figures += self._lists(self._words.sources, [(None, text) for text in plate.sources], _SMALL_PT)
        for number, sheet in enumerate(figures, 1):
            self._frame(sheet, plate, self._words.page.format(number=number, count=len(figures)))
        return [sheet.figure for sheet in figures]

    # ---- places of the views

    def _size(self, view: ViewId) -> tuple[float, float]:
        return self._seen[view].width_mm, self._seen[view].height_mm

    def _room(self, legend: float) -> tuple[float, float]:
        """Width and height for views and their captions."""
        width, height = self._paper
        return width - 2 * _MARGIN - legend - (_GAP if legend else 0.0), height - _TOP - _FOOT

    def _legs(self, legend: float) -> Iterator[_Cell]:
        sizes = [self._size(view) for view in LEGS]
        width, height = self._room(legend)
        scale = min(
            (height - _CAPTION) / max(h for _, h in sizes),
            (width - _LEG_GAP * (len(LEGS) + 1)) / sum(w for w, _ in sizes),
        )
        spare = (width - scale * sum(w for w, _ in sizes)) / (len(LEGS) + 1)
        left = _MARGIN + spare
        bottom = self._paper[1] - _FOOT - _CAPTION
        for view, (w, h) in zip(LEGS, sizes, strict=True):
            yield _Cell(view, left, bottom - scale * h, scale)
            left += scale * w + spare

    def _feet(self, legend: float) -> Iterator[_Cell]:
        """Top and sole side by side, the two sides of the foot above each other beside them."""
        sizes = {view: self._size(view) for view in VIEW_IDS[4:]}
        flat: tuple[ViewId, ...] = ("foot_dorsal", "foot_plantar")
        upright: tuple[ViewId, ...] = ("foot_medial", "foot_lateral")
        width, height = self._room(legend)
        wide = sum(sizes[view][0] for view in flat) + max(sizes[view][0] for view in upright)
        tall = max(sum(sizes[view][1] for view in upright), *(sizes[view][1] for view in flat))
        scale = min((width - 4 * _GAP) / wide, (height - 2 * _CAPTION - _GAP) / tall)
        spare = (width - scale * wide) / 4
        left, top = _MARGIN + spare, _TOP
        for view in flat:
            yield _Cell(view, left, top, scale)
            left += scale * sizes[view][0] + spare
        for view in upright:
            yield _Cell(view, left, top, scale)
            top += scale * sizes[view][1] + _CAPTION + _GAP

    # ---- one view

    def _plane(self, cell: _Cell) -> Plane:
        seen = self._seen[cell.view]
        left = seen.left_mm if self._flip > 0 else -(seen.left_mm + seen.width_mm)
        return Plane(
            self._flip * cell.scale, -cell.scale, cell.left - left * cell.scale, cell.top + seen.top_mm * cell.scale
        )

    def _view(self, sheet: Sheet, plate: Plate, cell: _Cell) -> None:
        picture = self._seen[cell.view].pixels if self._flip > 0 else self._seen[cell.view].pixels[:, ::-1]
        wide, tall = self._size(cell.view)
        place_ = (cell.left, cell.left + wide * cell.scale, cell.top + tall * cell.scale, cell.top)
        body = picture.copy()
        body[..., 3] = np.where(picture[..., 3] > 0, 255, 0)
        sheet.image(body, place_, 1)
        plane = self._plane(cell)
        for wash in plate.washes(cell.view):
            if not wash.shape.is_empty:
                path = _path(wash.shape, plane)
                if not self._how.blank:
                    sheet.axes.add_patch(PathPatch(path, fc=wash.colour, ec="none", alpha=wash.opacity, zorder=2))
                sheet.axes.add_patch(PathPatch(path, fc="none", ec=INK, lw=wash.line, alpha=0.8, zorder=3))
        for line in plate.lines(cell.view):
            xy = np.array([plane.at(*point) for point in line.points_mm])
            style = (0, (3, 2)) if line.dashed else "solid"
            shown = 0.65 if line.dashed else 1.0
            sheet.axes.plot(xy[:, 0], xy[:, 1], color=line.colour, lw=1.0, linestyle=style, alpha=shown, zorder=4)
        for dot in plate.dots(cell.view):
            x, y = plane.at(*dot.point_mm)
            face = "white" if dot.hollow else INK
            sheet.axes.plot([x], [y], "o", ms=2.2, mfc=face, mec=INK, mew=0.5, zorder=4)
        # what lies on the skin fades with the skin: the paper comes back where the picture is transparent
        veil = np.empty_like(picture)
        veil[..., :3] = _rgb(self._how.look.paper)
        veil[..., 3] = 255 - picture[..., 3]
        sheet.image(veil, place_, 5)
        middle = cell.left + wide * cell.scale / 2
        below = cell.top + tall * cell.scale + _CAPTION * 0.6
        sheet.text(middle, below, self._words.views[cell.view], _SMALL_PT, across="center", over_lines=True)

    def _signs(self, sheet: Sheet, plate: Plate, cells: Sequence[_Cell], right: float) -> None:
        """Signs on the skin that is theirs, or beside the limb on a leader: the placer of window and chart."""
        if not plate.named:
            return
        height = _SIGN_PT * POINT_MM
        occupancy = Occupancy(self._skin(cells, right), _GRID)
        for cell in cells:
            plane, outline = self._plane(cell), self._atlas.views[cell.view].outline
            pieces = owned_skin([t for t in plate.named if t.id in plate.signs], cell.view)
            names = [WantedName(joined(p.owners, plate.signs), p, plane, outline) for p in pieces]
            for label in place(names, occupancy, height):
                self._sign(sheet, label)

    def _sign(self, sheet: Sheet, label: Label) -> None:
        ink = INK
        if label.foot is not None and label.edge is not None:
            (x0, y0), (x1, y1) = label.foot, label.edge
            ink = self._how.look.ink
            sheet.axes.plot([x0, x1], [y0, y1], color=ink, lw=0.35, zorder=6)
        sheet.text(label.x, label.y, label.text, _SIGN_PT, across="center", ink=ink)

    def _skin(self, cells: Sequence[_Cell], right: float) -> Any:
        """Where no name may stand beside a limb: on skin, on captions and beyond the room of the views."""
        width, height = self._paper
        xs, ys = np.arange(0.0, width, _GRID), np.arange(0.0, height, _GRID)
        taken = np.zeros((len(ys), len(xs)), dtype=bool)
        grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
        for cell in cells:
            plane = self._plane(cell)
            outline = shapely.transform(self._atlas.views[cell.view].outline, _moved(plane))
            shapely.prepare(outline)
            taken |= shapely.contains_xy(outline, grid[:, 0], grid[:, 1]).reshape(taken.shape)
            wide, tall = self._size(cell.view)
            bottom = int(cell.top + tall * cell.scale)
            taken[bottom : bottom + int(_CAPTION) + 1, int(cell.left) : int(cell.left + wide * cell.scale) + 1] = True
        taken[:, : int(_MARGIN)] = taken[:, int(right) :] = True
        taken[: int(_TOP) - 2] = taken[int(height - _FOOT) :] = True
        return taken

    def _scale_bar(self, sheet: Sheet, cell: _Cell) -> None:
        mm = _BAR_MM[cell.view.split("_")[0]]
        y = self._paper[1] - _FOOT + 3.0
        sheet.axes.plot([_MARGIN, _MARGIN + mm * cell.scale], [y, y], color=self._how.look.ink, lw=1.2, zorder=6)
        sheet.text(_MARGIN + mm * cell.scale + 2.0, y, f"{mm} mm", _SMALL_PT)

    # ---- words

    def _shown(self, plate: Plate, views: Sequence[ViewId]) -> list[Entry]:
        """The entries of the legend whose skin or course some of these views show."""
        colours = {w.colour for view in views for w in plate.washes(view) if not w.shape.is_empty}
        colours |= {line.colour for view in views for line in plate.lines(view)}
        return [entry for entry in plate.legend if entry.colour in colours]

    def _legend_box(self, plate: Plate, views: Sequence[ViewId], width: float) -> Place:
        paper, height = self._paper
        bottom = height - _FOOT - (_ASIDE if plate.aside is not None and views is LEGS else 0.0)
        return paper - _MARGIN - width, _TOP, width, bottom - _TOP

    def _legend_width(self, plate: Plate, views: Sequence[ViewId]) -> float:
        """Room for the legend of these views: as few columns as hold it."""
        if not plate.legend:
            return 0.0
        if plate.aside is not None and views is LEGS:
            return _MOST * _COLUMN
        texts = [listed(entry) for entry in self._shown(plate, views)]
        if self._how.blank:
            return _COLUMN if len(texts) * _FILL_MM < self._paper[1] - _TOP - _FOOT else _MOST * _COLUMN
        for columns in range(1, _MOST):
            if not arranged(texts, self._legend_box(plate, views, columns * _COLUMN), columns, _LEGEND_PT)[1]:
                return columns * _COLUMN
        return _MOST * _COLUMN

    def _legend(self, sheet: Sheet, plate: Plate, views: Sequence[ViewId], width: float) -> Sequence[Entry]:
        """The legend of what these views show, in letters of one size; what finds no room is returned."""
        shown = self._shown(plate, views)
        if not shown:
            return ()
        opacity = {w.colour: w.opacity for view in views for w in plate.washes(view)}
        tones = {e.colour: self._over_skin(e.colour, opacity.get(e.colour, 1.0)) for e in shown}
        box = self._legend_box(plate, views, width)
        left_over = sheet.columns([listed(e) for e in shown], box, round(width / _COLUMN), _LEGEND_PT, tones)
        return shown[len(shown) - left_over :]

    def _over_skin(self, colour: str, opacity: float) -> tuple[float, ...]:
        """The colour that a wash has on the skin, 0 to 1."""
        return tuple(opacity * c / 255 + (1 - opacity) * s for c, s in zip(_rgb(colour), self._tone, strict=True))

    def _lines_to_fill(self, sheet: Sheet, plate: Plate, views: Sequence[ViewId], width: float) -> None:
        """A line for each number that these views show."""
        shown = self._shown(plate, views)
        left, top, _, height = self._legend_box(plate, views, width)
        columns = round(width / _COLUMN)
        rows = -(-len(shown) // columns)
        pitch = min(_FILL_MM, height / max(rows, 1))
        ink = self._how.look.ink
        for i, entry in enumerate(shown):
            x, y = left + (i // rows) * _COLUMN, top + (i % rows + 0.5) * pitch
            sheet.text(x + 5.0, y, entry.sign, _LEGEND_PT, across="right")
            sheet.axes.plot([x + 6.5, x + _COLUMN - 3], [y + 1.2, y + 1.2], color=ink, lw=0.4, zorder=6)

    def _aside(self, sheet: Sheet, plate: Plate) -> None:
        width, height = self._paper
        wide = _MOST * _COLUMN
        axes = sheet.figure.add_axes(
            ((width - _MARGIN - wide) / width, _FOOT / height, wide / width, (_ASIDE - 3.0) / height)
        )
        if plate.aside is not None:
            plate.aside(axes, self._how.look.ink)

    def _lists(self, heading: str, texts: Sequence[tuple[Entry | None, str]], size: float) -> list[Sheet]:
        """Sheets of text alone, as many as it needs."""
        out: list[Sheet] = []
        width, height = self._paper
        while texts:
            sheet = Sheet(self._paper, self._how.look)
            top = _TOP
            if heading:
                sheet.text(_MARGIN, top, heading, _NOTE_PT + 1, bold=True)
                top += 7.0
            box = (_MARGIN, top, width - 2 * _MARGIN, height - _FOOT - top)
            left_over = sheet.columns(texts, box, 3, size)
            if left_over == len(texts):  # longer than a column: nothing of it would ever be set
                break
            texts = texts[len(texts) - left_over :]
            out.append(sheet)
        return out

    def _frame(self, sheet: Sheet, plate: Plate, page: str) -> None:
        width, height = self._paper
        sheet.text(_MARGIN, _MARGIN, plate.title, _TITLE_PT)
        sheet.text(_MARGIN, _MARGIN + 7.0, plate.note, _NOTE_PT)
        if self._how.blank:
            sheet.text(width - _MARGIN, _MARGIN, self._words.name_date, _NOTE_PT, across="right")
        sheet.text(_MARGIN, height - _FOOT + 7.0, self._words.foot, _SMALL_PT)
        sheet.text(width - _MARGIN, height - _FOOT + 7.0, page, _SMALL_PT, across="right")


def _moved(plane: Plane) -> Callable[[FloatArray], FloatArray]:
    def move(xy: FloatArray) -> FloatArray:
        return np.stack([plane.left + plane.across * xy[:, 0], plane.top + plane.down * xy[:, 1]], axis=1)

    return move


def _path(shape: MultiPolygon, plane: Plane) -> Outline:
    points, codes = [], []
    move = _moved(plane)
    for polygon in shape.geoms:
        for ring in (polygon.exterior, *polygon.interiors):
            xy = move(np.asarray(ring.coords))
            points.append(xy)
            codes.append([Outline.MOVETO, *[Outline.LINETO] * (len(xy) - 2), Outline.CLOSEPOLY])
    return Outline(np.concatenate(points), np.concatenate(codes))


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
