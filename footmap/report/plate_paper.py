"""A sheet of paper on which plates are drawn: pictures, lines of text, columns of wrapped text in letters of one size.

Lengths are mm of paper, y down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .labels import SPARE, text_width

INCH_MM: Final = 25.4
POINT_MM: Final = INCH_MM / 72.0
INK: Final = "#2A1E1C"
_LEAD: Final = 1.32
"""Distance of lines, in units of their size."""
_BETWEEN: Final = 0.3
"""Space between two texts of a column, in lines."""
_SWATCH: Final = 3.4
_INDENT: Final = 5.0
_GUTTER: Final = 3.0
Place = tuple[float, float, float, float]
"""Left, top, width and height."""


@dataclass(frozen=True)
class Look:
    """Colours of paper and of what is written on it, ``#RRGGBB``."""

    paper: str
    ink: str


LOOKS: Final[Mapping[str, Look]] = {"light": Look("#FFFFFF", INK), "dark": Look("#15191D", "#E9E4DC")}


@dataclass(frozen=True)
class Entry:
    """One line of the legend: its colour, the sign on the skin, and what both stand for."""

    colour: str
    sign: str
    words: str


Text = tuple[Entry | None, str]
"""What is listed: with its swatch, if it has one."""


@dataclass(frozen=True)
class SetText:
    """A text with its lines and its upper left corner."""

    entry: Entry | None
    lines: Sequence[str]
    x: float
    y: float


class Sheet:
    """One sheet of paper.

    Parameters
    ----------
    paper : (width, height)
    look : Look
    """

    def __init__(self, paper: tuple[float, float], look: Look) -> None:
        width, height = paper
        self.figure = Figure(figsize=(width / INCH_MM, height / INCH_MM), facecolor=look.paper)
        FigureCanvasAgg(self.figure)
        self.axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.axis("off")
        self.axes.set_autoscale_on(False)
        self.axes.set_xlim(0, width)
        self.axes.set_ylim(height, 0)
        self._look = look

    def image(self, pixels: Any, extent: tuple[float, float, float, float], order: int) -> None:
        """A picture at (left, right, bottom, top)."""
        self.axes.imshow(pixels, extent=extent, interpolation="antialiased", zorder=order, aspect="auto")

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        across: str = "left",
        ink: str = "",
        bold: bool = False,
        over_lines: bool = False,
    ) -> None:
        """One line, its middle at y; `over_lines` hides what is drawn behind it."""
        ground = {"boxstyle": "square,pad=0.15", "fc": self._look.paper, "ec": "none"} if over_lines else None
        self.axes.text(
            x, y, words, fontsize=size, ha=across, va="center_baseline", color=ink or self._look.ink,
            fontweight="bold" if bold else "normal", zorder=7, parse_math=False, bbox=ground,
        )  # fmt: skip

    def columns(
        self,
        texts: Sequence[Text],
        box: Place,
        count: int,
        size: float,
        tones: Mapping[str, tuple[float, ...]] | None = None,
    ) -> int:
        """Set wrapped texts in columns of a box; returns how many find no room.

        Parameters
        ----------
        size : float
            Of all letters, points.
        tones : mapping of colour to tuple of float, optional
            Other colours for the swatches, 0 to 1.
        """
        line = size * POINT_MM * _LEAD
        placed, left_over = arranged(texts, box, count, size)
        for item in placed:
            indent = 0.0
            if item.entry is not None:
                indent = _INDENT
                colour = (tones or {}).get(item.entry.colour, item.entry.colour)
                corner = (item.x, item.y + line * 0.12)
                self.axes.add_patch(
                    Rectangle(corner, _SWATCH, line * 0.76, fc=colour, ec=self._look.ink, lw=0.35, zorder=6)
                )
            for k, text in enumerate(item.lines):
                self.text(item.x + indent, item.y + (k + 0.5) * line, text, size)
        return left_over


def arranged(texts: Sequence[Text], box: Place, count: int, size: float) -> tuple[list[SetText], int]:
    """Where wrapped texts stand in columns of a box, and how many of them find no room."""
    left, top, width, height = box
    step = width / count
    line = size * POINT_MM * _LEAD
    out: list[SetText] = []
    column, y = 0, top
    for i, (entry, words) in enumerate(texts):
        indent = _INDENT if entry is not None else 0.0
        lines = wrapped(words, step - indent - _GUTTER, size * POINT_MM)
        if y + len(lines) * line > top + height:
            column, y = column + 1, top
            if column == count or len(lines) * line > height:
                return out, len(texts) - i
        out.append(SetText(entry, lines, left + column * step, y))
        y += (len(lines) + _BETWEEN) * line
    return out, 0


def listed(entry: Entry) -> Text:
    """An entry as the legend says it: its sign before its words."""
    return entry, f"{entry.sign}  {entry.words}" if entry.sign and entry.sign != entry.words else entry.words


def wrapped(words: str, width: float, em: float) -> list[str]:
    """Lines of a text that are no wider than `width`, same unit as `em`; a word that is wider is cut."""
    lines: list[str] = []
    line = ""
    for word in words.split(" "):
        longer = f"{line} {word}" if line else word
        if not line or _wide(longer, em) <= width:
            line = longer
        else:
            lines.append(line)
            line = word
        while _wide(line, em) > width and len(line) > 1:
            fits = max((n for n in range(1, len(line)) if _wide(line[:n], em) <= width), default=1)
            fits = max((n for n in range(fits // 2 + 1, fits + 1) if line[n - 1] in "/-_"), default=fits)  # an address
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line] if line or not lines else lines


def _wide(text: str, em: float) -> float:
    return SPARE * text_width(text, em)
