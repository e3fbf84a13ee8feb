"""Pages of paper for a report: words, bars and boxes at millimetres, and text that flows through columns and pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Text

from footmap.words.naming import Naming

from .chart import INK, SOFT_INK
from .labels import FAMILY, SPARE, text_width

PAGE_MM: Final = (210.0, 297.0)
MARGIN_MM: Final = 12.0
GUTTER_MM: Final = 8.0
MM: Final = 72.0 / 25.4
"""Typographic points per millimetre."""
ACCENT: Final = "#0B6E8F"
TRACK: Final = "#E1E6EA"
ALARM: Final = "#A32018"
ALARM_PAPER: Final = "#FBECEA"
WIDTH_MM: Final = PAGE_MM[0] - 2 * MARGIN_MM
TOP_MM: Final = PAGE_MM[1] - 24.5
"""Highest place below the head of a page."""
FLOOR_MM: Final = 14.0
"""Lowest line of flowing text."""
LEADING: Final = 1.36
"""Distance of lines, in ems."""


def new_page(dpi: float, title: str, words: Naming) -> tuple[Figure, Axes]:
    """An empty page with its head, and its axes in millimetres."""
    figure = Figure(figsize=(PAGE_MM[0] / 25.4, PAGE_MM[1] / 25.4), dpi=dpi, facecolor="white")
    FigureCanvasAgg(figure)
    page = figure.add_axes((0.0, 0.0, 1.0, 1.0), label="page", zorder=2.0)
    page.set_axis_off()
    page.patch.set_alpha(0.0)
    page.set_xlim(0.0, PAGE_MM[0])
    page.set_ylim(0.0, PAGE_MM[1])
    top = PAGE_MM[1] - 17.0
    head = words.say("report_head")
    text(page, MARGIN_MM, top, "footmap", 5.6, weight="bold", color=ACCENT)
    if title:
        room = WIDTH_MM - 34.0 - text_width(head, 3.1) - 6.0
        text(page, MARGIN_MM + 34.0, top, title, min(4.4, room / text_width(title, 1.0)))
    text(page, PAGE_MM[0] - MARGIN_MM, top, head, 3.1, ha="right", color=SOFT_INK)
    page.plot([MARGIN_MM, PAGE_MM[0] - MARGIN_MM], [top - 3.5] * 2, color=TRACK, linewidth=0.3 * MM)
    return figure, page


def number(figures: Sequence[Figure], words: Naming) -> None:
    """Write on each page which of them it is."""
    for k, figure in enumerate(figures, 1):
        page = next(axes for axes in figure.axes if axes.get_label() == "page")
        page_of = words.say("report_page", page=k, pages=len(figures))
        text(page, PAGE_MM[0] - MARGIN_MM, 8.0, page_of, 2.7, ha="right", color=SOFT_INK)


def text(page: Axes, x: float, y: float, words: str, size: float, **options: Any) -> Text:
    """Words at millimetres of the page; `size` is the em in millimetres."""
    options = {"color": INK, "va": "baseline", "family": FAMILY, "parse_math": False, **options}
    return page.text(x, y, words, fontsize=size * MM, **options)


def after(page: Axes, before: Text, gap: float, y: float, words: str, size: float, **options: Any) -> Text:
    """Words that follow others on the same line, `gap` millimetres behind where those end when drawn."""
    options = {"color": INK, "va": "baseline", "family": FAMILY, "parse_math": False, **options}
    return page.annotate(
        words,
        (1.0, y),
        xycoords=(before, "data"),
        xytext=(gap * MM, 0.0),
        textcoords="offset points",
        fontsize=size * MM,
        **options,
    )


def bar(page: Axes, left: float, bottom: float, width: float, share: float, colour: str, height: float = 1.4) -> None:
    """A bar with round ends that is filled to a share of a width."""
    length = max(height, width * min(1.0, share))
    shape = FancyBboxPatch(
        (left + height / 2, bottom + height / 2 - 0.01),
        length - height,
        0.02,
        boxstyle=f"round,pad={height / 2},rounding_size={height / 2}",
        facecolor=colour,
        edgecolor="none",
        linewidth=0.0,
    )
    page.add_patch(shape)


def box(page: Axes, left: float, bottom: float, width: float, height: float, paper: str, edge: str) -> None:
    """A box with slightly round corners."""
    shape = FancyBboxPatch(
        (left + 1.2, bottom + 1.2),
        width - 2.4,
        height - 2.4,
        boxstyle="round,pad=1.2,rounding_size=1.6",
        facecolor=paper,
        edgecolor=edge,
        linewidth=0.35 * MM,
    )
    page.add_patch(shape)


def wrap(words: str, size: float, width: float, *, bold: bool = False, most: int | None = None) -> list[str]:
    """Lines of a text that fit a width, millimetres; the last of `most` lines ends in an ellipsis if some are left."""
    lines: list[str] = []
    for paragraph in words.splitlines() or [""]:
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}" if line else word
            if line and SPARE * text_width(longer, size, bold=bold) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    if most is not None and len(lines) > most:
        last = lines[most - 1]
        while " " in last and SPARE * text_width(f"{last} …", size, bold=bold) > width:
            last = last.rsplit(" ", 1)[0]
        lines = [*lines[: most - 1], f"{last} …"]
    return lines


class Flow:
    """Text that runs down columns and on to new pages.

    Parameters
    ----------
    dpi : float
    title : str
        Head of the pages.
    columns : int
    """

    def __init__(self, dpi: float, title: str, words: Naming, columns: int = 2) -> None:
        self.figures: list[Figure] = []
        self.width = (WIDTH_MM - (columns - 1) * GUTTER_MM) / columns
        self._dpi, self._title, self._columns, self._words = dpi, title, columns, words
        self._page: Axes | None = None
        self._column = columns
        self.y = FLOOR_MM

    @property
    def page(self) -> Axes:
        """The page that is written on."""
        if self._page is None:
            self._next()
        assert self._page is not None
        return self._page

    @property
    def left(self) -> float:
        """Left edge of the column, millimetres."""
        return MARGIN_MM + self._column * (self.width + GUTTER_MM)

    def room(self, height: float) -> None:
        """Go on to the next column unless so much is left in this one."""
        if self._page is None or self.y - height < FLOOR_MM:
            self._next()

    def skip(self, height: float) -> None:
        """Leave some space, but none at the top of a column."""
        if self._page is not None and self.y < TOP_MM:
            self.y -= height

    def heading(self, words: str) -> None:
        """Words above what follows them."""
        self.skip(4.5)
        self.room(16.0)
        self.lines([words], 4.2, weight="bold")
        self.y -= 1.2

    def paragraph(self, words: str, size: float = 2.9, *, indent: float = 0.0, mark: str = "", **options: Any) -> None:
        """A paragraph; `mark` stands before its first line, inside the indent."""
        bold = options.get("weight") == "bold"
        lines = wrap(words, size, self.width - indent, bold=bold)
        self.room(min(len(lines), 2) * size * LEADING)
        if mark:
            text(self.page, self.left, self.y - size, mark, size, color=options.get("color", SOFT_INK))
        self.lines(lines, size, indent=indent, **options)
        self.y -= 0.9

    def lines(self, lines: Sequence[str], size: float, *, indent: float = 0.0, **options: Any) -> None:
        """Lines as they are, one below the other."""
        for line in lines:
            self.room(size * LEADING)
            text(self.page, self.left + indent, self.y - size, line, size, **options)
            self.y -= size * LEADING

    def _next(self) -> None:
        self._column += 1
        if self._column >= self._columns:
            figure, self._page = new_page(self._dpi, self._title, self._words)
            self.figures.append(figure)
            self._column = 0
        self.y = TOP_MM
