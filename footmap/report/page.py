"""One page about a case: the chart, the nerves and levels that fit, the numbers and the limits. PNG or PDF."""

from __future__ import annotations

import io
import itertools
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Text

from footmap.core.atlas import Atlas
from footmap.core.drawing import Case
from footmap.core.ranking import Candidate, Ranking
from footmap.core.sheet import arrange

from .chart import INK, SHEET_PX, SOFT_INK, Chart, put
from .labels import FAMILY, SPARE, text_width
from .render import make_chart

PAGE_MM: Final = (210.0, 297.0)
MARGIN_MM: Final = 12.0
GUTTER_MM: Final = 10.0
DPI: Final = 200.0
"""Of the picture on the page; words and bars are drawn as such in a PDF."""
MM: Final = 72.0 / 25.4
"""Typographic points per millimetre."""
ROWS: Final = 5
ROW_MM: Final = 11.2
LEAST_EXPLAINED: Final = 0.005
"""Share of the paint below which a candidate is not worth a line."""
BAR: Final = "#0B6E8F"
TRACK: Final = "#E1E6EA"
NOT_A_DIAGNOSIS: Final = "An aid for learning and decisions. Not a diagnosis."
LIMITS: Final = (
    "Fit (0 to 1) says how well paint and map agree; it is not the probability of a disease. Pain follows",
    "dermatomes badly; L5 and S1 cannot be told apart from a pain drawing alone. Maps are redrawn from descriptions.",
)
NOTE_WIDTH: Final = 92
"""Characters of the case's note in one line; two lines are shown."""


def report_bytes(case: Case, atlas: Atlas, ranking: Ranking, kind: str, title: str = "", dpi: float = DPI) -> bytes:
    """The page as the bytes of a ``png`` or ``pdf`` file, the same for the same input; `dpi` of its picture."""
    figure = report_figure(case, atlas, ranking, title, dpi)
    metadata = {"Software": None} if kind == "png" else {"CreationDate": None, "Title": title or "footmap report"}
    out = io.BytesIO()
    figure.savefig(out, format=kind, dpi=dpi, metadata=metadata)
    return out.getvalue()


def report_figure(case: Case, atlas: Atlas, ranking: Ranking, title: str = "", dpi: float = DPI) -> Figure:
    """The page as a figure."""
    figure = Figure(figsize=(PAGE_MM[0] / 25.4, PAGE_MM[1] / 25.4), dpi=dpi, facecolor="white")
    FigureCanvasAgg(figure)
    chart = _chart(case, atlas, dpi)
    chart_mm = chart.height * chart.px_per_unit / dpi * 25.4
    chart_bottom = PAGE_MM[1] - 22.0 - chart_mm
    put(chart, figure, round(MARGIN_MM / 25.4 * dpi), round(chart_bottom / 25.4 * dpi))
    page = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    page.set_axis_off()
    page.patch.set_alpha(0.0)
    page.set_xlim(0.0, PAGE_MM[0])
    page.set_ylim(0.0, PAGE_MM[1])
    _head(page, title)
    _facts(page, ranking, chart_bottom - 5.5)
    column = (PAGE_MM[0] - 2 * MARGIN_MM - GUTTER_MM) / 2
    top = chart_bottom - 16.0
    _list(page, "Nerves", ranking.nerves, MARGIN_MM, column, top)
    _list(page, "Levels", ranking.levels, MARGIN_MM + column + GUTTER_MM, column, top)
    _foot(page, case, atlas)
    return figure


def _chart(case: Case, atlas: Atlas, dpi: float) -> Chart:
    """The sheet, so large that it fills the width between the margins."""
    sheet = arrange({view: atlas.views[view].picture for view in atlas.views})
    width_px = (PAGE_MM[0] - 2 * MARGIN_MM) / 25.4 * dpi
    return make_chart(case, atlas, scale=width_px / sheet.width / SHEET_PX)


def _text(page: Axes, x: float, y: float, words: str, size: float, **options: Any) -> Text:
    """Words at millimetres of the page; `size` is the em in millimetres."""
    options = {"color": INK, "va": "baseline", "family": FAMILY, "parse_math": False, **options}
    return page.text(x, y, words, fontsize=size * MM, **options)


def _after(page: Axes, before: Text, gap: float, y: float, words: str, size: float, **options: Any) -> Text:
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


def _head(page: Axes, title: str) -> None:
    top = PAGE_MM[1] - 17.0
    _text(page, MARGIN_MM, top, "footmap", 5.6, weight="bold", color=BAR)
    if title:
        room = PAGE_MM[0] - 2 * MARGIN_MM - 34.0 - text_width(NOT_A_DIAGNOSIS, 3.1) - 6.0
        _text(page, MARGIN_MM + 34.0, top, title, min(4.4, room / text_width(title, 1.0)))
    _text(page, PAGE_MM[0] - MARGIN_MM, top, NOT_A_DIAGNOSIS, 3.1, ha="right", color=SOFT_INK)
    page.plot([MARGIN_MM, PAGE_MM[0] - MARGIN_MM], [top - 3.5] * 2, color=TRACK, linewidth=0.3 * MM)


def _facts(page: Axes, ranking: Ranking, y: float) -> None:
    area = _text(page, MARGIN_MM, y, f"{ranking.paint_cm2:.1f} cm²", 4.2, weight="bold")
    words = _after(page, area, 2.0, y, "of skin painted", 3.4, color=SOFT_INK)
    share = _after(page, words, 9.0, y, percent(ranking.unexplained_share), 4.2, weight="bold")
    _after(page, share, 2.0, y, "of the paint in no mapped skin", 3.4, color=SOFT_INK)


def _list(page: Axes, heading: str, candidates: Sequence[Candidate], left: float, width: float, top: float) -> None:
    _text(page, left, top, heading, 4.4, weight="bold")
    _text(page, left + width, top, "fit", 3.1, ha="right", color=SOFT_INK)
    shown = list(_best(candidates))
    if not shown:
        _text(page, left, top - 8.0, "Nothing painted", 3.4, color=SOFT_INK)
    for i, candidate in enumerate(shown):
        y = top - 8.0 - i * ROW_MM
        _row(page, candidate, left, width, y)


def _best(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """The first few that have anything to do with the paint."""
    return itertools.islice((c for c in candidates if c.explained >= LEAST_EXPLAINED), ROWS)


def _row(page: Axes, candidate: Candidate, left: float, width: float, y: float) -> None:
    side = "both sides" if candidate.side == "both" else candidate.side
    room = width - SPARE * text_width(side, 2.9) - 13.0
    size = min(3.6, room / SPARE / text_width(candidate.name, 1.0))
    name = _text(page, left, y, candidate.name, size)
    _after(page, name, 2.0, y, side, 2.9, color=SOFT_INK)
    _text(page, left + width, y, f"{candidate.fit:.2f}", 3.6, ha="right", weight="bold")
    _bar(page, left, y - 3.2, width, 1.0, TRACK)
    _bar(page, left, y - 3.2, width, candidate.fit, BAR)
    numbers = f"{percent(candidate.explained)} of the paint inside  ·  {percent(candidate.filled)} of it painted"
    _text(page, left, y - 6.6, numbers, 2.9, color=SOFT_INK)


def _bar(page: Axes, left: float, bottom: float, width: float, share: float, colour: str) -> None:
    height = 1.4
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


def _foot(page: Axes, case: Case, atlas: Atlas) -> None:
    y = 8.0
    for line in reversed(LIMITS):
        _text(page, MARGIN_MM, y, line, 2.7, color=SOFT_INK)
        y += 3.8
    note = textwrap.wrap("Note: " + case.note, NOTE_WIDTH, max_lines=2, placeholder=" …") if case.note.strip() else []
    for line in reversed(note):
        _text(page, MARGIN_MM, y + 2.0, line, 3.1)
        y += 4.6
    _text(page, PAGE_MM[0] - MARGIN_MM, 12.0, f"Atlas {atlas.version}", 2.8, ha="right", color=SOFT_INK)


def percent(share: float) -> str:
    """A share 0-1 as whole per cent; something is never shown as nothing."""
    if 0.0 < share < 0.01:
        return "< 1 %"
    return f"{100.0 * share:.0f} %"
