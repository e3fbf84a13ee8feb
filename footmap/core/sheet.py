"""The body-chart sheet: where each of the sixteen pictures stands beside the others.

One arrangement serves the window, the sheet picture and the report. Two rows of four pairs: front, back, outer and
inner side of the legs; tops, soles, outer and inner sides of the feet. The pictures of a pair stand beside each
other, those of the foot's sides above each other. Legs stand on one ground line. Frames never touch.

Sheet units: one unit is one millimetre of a leg view; feet are drawn larger by `FOOT_SCALE`. x to the reader's
right, y up, (0, 0) the lower left corner.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from .atlas import PictureFrame
from .views import Side, ViewId

FOOT_SCALE: Final = 2.0
MARGIN: Final = 36.0
PAIR_GAP: Final = 90.0
INNER_GAP: Final = 26.0
ROW_GAP: Final = 60.0
HEADING_HEIGHT: Final = 66.0

Direction = Literal["across", "down"]


@dataclass(frozen=True)
class Pair:
    """Both limbs in one view, in the order in which they stand: left to right, or top to bottom.

    Attributes
    ----------
    first, second : {"right", "left"}
        The limb that comes first, and the other.
    heading : str
        English words above the pair; the window translates them.
    """

    view: ViewId
    first: Side
    second: Side
    direction: Direction
    heading: str


# The big toe of a front or sole view, the heel of a side view, turn toward the other limb of the pair.
ROWS: Final[tuple[tuple[Pair, ...], ...]] = (
    (
        Pair("leg_anterior", "right", "left", "across", "Front"),
        Pair("leg_posterior", "left", "right", "across", "Back"),
        Pair("leg_lateral", "left", "right", "across", "Outer side"),
        Pair("leg_medial", "right", "left", "across", "Inner side"),
    ),
    (
        Pair("foot_dorsal", "left", "right", "across", "Tops of the feet"),
        Pair("foot_plantar", "right", "left", "across", "Soles of the feet"),
        Pair("foot_lateral", "right", "left", "down", "Outer side of the foot"),
        Pair("foot_medial", "right", "left", "down", "Inner side of the foot"),
    ),
)
SIDE_MARKS: Final[Mapping[Side, str]] = {"right": "R", "left": "L"}


@dataclass(frozen=True)
class Box:
    """An upright rectangle of the sheet, in sheet units."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """x of the right edge."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """y of the upper edge."""
        return self.bottom + self.height


@dataclass(frozen=True)
class Cell:
    """One limb in one view on the sheet.

    Attributes
    ----------
    origin : tuple of float
        Sheet position of the view's (0, 0).
    scale : float
        Sheet units per millimetre of the view.
    box : Box
        Frame of the picture.
    """

    view: ViewId
    side: Side
    origin: tuple[float, float]
    scale: float
    box: Box

    @property
    def mirror(self) -> int:
        """1 for the right limb, -1 for the left: x of right-limb millimetres times this is x on the sheet."""
        return 1 if self.side == "right" else -1

    def to_sheet(self, x_mm: float, y_mm: float) -> tuple[float, float]:
        """Point of the right limb's view (mm) -> sheet; the left limb's cell mirrors it."""
        return self.origin[0] + self.mirror * self.scale * x_mm, self.origin[1] + self.scale * y_mm

    def to_view(self, x: float, y: float) -> tuple[float, float]:
        """Point of the sheet -> right-limb view millimetres; the inverse of `to_sheet`."""
        return self.mirror * (x - self.origin[0]) / self.scale, (y - self.origin[1]) / self.scale


@dataclass(frozen=True)
class Heading:
    """Words above a pair; (x, y) is the middle of their baseline."""

    text: str
    x: float
    y: float
    view: ViewId


@dataclass(frozen=True)
class Sheet:
    """The whole arrangement.

    Attributes
    ----------
    free : Box
        Empty place below the tops and soles, for a legend and a scale bar.
    strip : Box
        Empty place below everything, across the sheet; of no height unless it was asked for.
    """

    width: float
    height: float
    cells: tuple[Cell, ...]
    headings: tuple[Heading, ...]
    free: Box
    strip: Box

    def cell(self, view: ViewId, side: Side) -> Cell:
        """The cell of one limb in one view."""
        return next(c for c in self.cells if c.view == view and c.side == side)

    def cell_at(self, x: float, y: float) -> Cell | None:
        """The cell whose frame holds a sheet point, None between the frames."""
        for cell in self.cells:
            box = cell.box
            if box.left <= x <= box.right and box.bottom <= y <= box.top:
                return cell
        return None


def single(frame: PictureFrame, view: ViewId, side: Side) -> Cell:
    """A cell that holds one view alone, its frame's lower left corner at (0, 0), one unit per millimetre."""
    width, height = frame.width_px / frame.px_per_mm, frame.height_px / frame.px_per_mm
    return _cell(frame, view, side, 1.0, 0.0, height, width, height)


def paired(frame: PictureFrame, view: ViewId) -> tuple[Cell, ...]:
    """Both limbs in one view as they stand on the sheet, the lower left corner at (0, 0), one unit per millimetre."""
    pair = next(pair for row in ROWS for pair in row if pair.view == view)
    width, height = frame.width_px / frame.px_per_mm, frame.height_px / frame.px_per_mm
    top = height if pair.direction == "across" else 2 * height + INNER_GAP
    return tuple(_stand(pair, frame, (width, height), 0.0, top, scale=1.0))


def raised(cell: Cell, by: float) -> Cell:
    """The same cell higher up by some sheet units."""
    (x, y), box = cell.origin, cell.box
    return replace(cell, origin=(x, y + by), box=replace(box, bottom=box.bottom + by))


def arrange(frames: Mapping[ViewId, PictureFrame], strip: float = 0.0) -> Sheet:
    """Lay out the sheet for the pictures of one body.

    Parameters
    ----------
    frames : mapping of view to PictureFrame
        All eight views.
    strip : float
        Height of an empty strip below everything, sheet units.
    """
    sizes = {view: _size(frame, view) for view, frame in frames.items()}
    rows = [[_pair_size(pair, sizes) for pair in row] for row in ROWS]
    ground = max(frames[pair.view].top_mm for pair in ROWS[0])
    width = max(sum(w for w, _ in row) + PAIR_GAP * (len(row) - 1) for row in rows) + 2 * MARGIN
    below_ground = max(sizes[pair.view][1] - frames[pair.view].top_mm for pair in ROWS[0])
    row_heights = (ground + below_ground, max(h for _, h in rows[1]))
    height = sum(row_heights) + len(rows) * HEADING_HEIGHT + ROW_GAP + 2 * MARGIN + strip
    cells: list[Cell] = []
    headings: list[Heading] = []
    top = height - MARGIN
    for row, row_sizes, row_height in zip(ROWS, rows, row_heights, strict=True):
        gap = (width - 2 * MARGIN - sum(w for w, _ in row_sizes)) / (len(row) - 1)
        left = MARGIN
        for pair, (pair_width, _) in zip(row, row_sizes, strict=True):
            headings.append(Heading(pair.heading, left + pair_width / 2, top - 0.45 * HEADING_HEIGHT, pair.view))
            drop = ground - frames[pair.view].top_mm if row is ROWS[0] else 0.0
            cells += _stand(pair, frames[pair.view], sizes[pair.view], left, top - HEADING_HEIGHT - drop)
            left += pair_width + gap
        top -= HEADING_HEIGHT + row_height + ROW_GAP
    low = Box(MARGIN, MARGIN, width - 2 * MARGIN, max(0.0, strip - INNER_GAP))
    return Sheet(width, height, tuple(cells), tuple(headings), _free_place(cells, MARGIN + strip), low)


def _scale(view: ViewId) -> float:
    return FOOT_SCALE if view.startswith("foot_") else 1.0


def _size(frame: PictureFrame, view: ViewId) -> tuple[float, float]:
    s = _scale(view) / frame.px_per_mm
    return frame.width_px * s, frame.height_px * s


def _pair_size(pair: Pair, sizes: Mapping[ViewId, tuple[float, float]]) -> tuple[float, float]:
    w, h = sizes[pair.view]
    return (2 * w + INNER_GAP, h) if pair.direction == "across" else (w, 2 * h + INNER_GAP)


def _stand(
    pair: Pair, frame: PictureFrame, size: tuple[float, float], left: float, top: float, scale: float | None = None
) -> list[Cell]:
    w, h = size
    scale = _scale(pair.view) if scale is None else scale
    dx, dy = (w + INNER_GAP, 0.0) if pair.direction == "across" else (0.0, h + INNER_GAP)
    return [
        _cell(frame, pair.view, side, scale, left + i * dx, top - i * dy, w, h)
        for i, side in enumerate((pair.first, pair.second))
    ]


def _cell(
    frame: PictureFrame, view: ViewId, side: Side, scale: float, left: float, top: float, width: float, height: float
) -> Cell:
    x = left - scale * frame.left_mm if side == "right" else left + width + scale * frame.left_mm
    return Cell(view, side, (x, top - scale * frame.top_mm), scale, Box(left, top - height, width, height))


def _free_place(cells: list[Cell], bottom: float) -> Box:
    fronts = [c.box for c in cells if c.view in ("foot_dorsal", "foot_plantar")]
    right = min(c.box.left for c in cells if c.view == "foot_lateral") - 2 * INNER_GAP
    top = min(b.bottom for b in fronts) - INNER_GAP
    return Box(MARGIN, bottom, right - MARGIN, max(0.0, top - bottom))
