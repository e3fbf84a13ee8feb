"""The first page of a report: red flags, the chart, the numbers, and the nerves, levels and conditions that fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from footmap.core.atlas import Atlas
from footmap.core.drawing import Case
from footmap.core.localiser.assessment import Assessed, Assessment
from footmap.core.localiser.candidates import DEPTHS, Depth
from footmap.core.localiser.red_flags import Raised
from footmap.core.sheet import arrange
from footmap.words.assessment_text import first_rows
from footmap.words.assessment_words import Wording

from .chart import SHEET_PX, SOFT_INK, CaseChart, put
from .labels import SPARE, text_width
from .paper import (
    ACCENT,
    ALARM,
    ALARM_PAPER,
    LEADING,
    MARGIN_MM,
    PAGE_MM,
    TOP_MM,
    TRACK,
    WIDTH_MM,
    after,
    bar,
    box,
    new_page,
    text,
    wrap,
)
from .render import make_chart

ROWS: Final = 4
LISTS_MM: Final = 74.0
"""Height of the three lists with their headings."""
GAP_MM: Final = 7.0
"""Between the lists."""
FLAGS: Final = 3
"""Red flags that are told on the first page; the others are named."""
SAID: Final = 2
"""Sentences beside the lists that the first page tells."""
BODY: Final = 3.0
LIMIT: Final = 2.7


class Line(NamedTuple):
    """A line of text of its own size, em in millimetres."""

    words: str
    size: float = BODY
    bold: bool = False
    colour: str = "#1F2933"


def first_page(
    case: Case, atlas: Atlas, found: Assessment, words: Wording, title: str = "", dpi: float = 200.0
) -> Figure:
    """The page as a figure; what does not fit gets smaller or continues on the pages of reasons."""
    figure, page = new_page(dpi, title, words)
    limit = wrap(words.say("report_limit"), LIMIT, WIDTH_MM - 24.0)
    top = _flags(page, found.alarms.raised, words, TOP_MM)
    told = _told(found, words)
    noted = " ".join(case.note.split())
    note = wrap(words.say("report_note", note=noted), 3.1, WIDTH_MM, most=2) if noted else []
    foot = 8.0 + 3.8 * len(limit) + (2.0 + 4.6 * len(note) if note else 0.0) + 1.0
    lists = foot + LISTS_MM
    facts = lists + sum(line.size * LEADING for line in told) + (3.0 if told else 0.0) + 9.0
    chart = _chart(case, atlas, words.language, dpi, top - facts)
    left = round((PAGE_MM[0] - chart.width * chart.px_per_unit / dpi * 25.4) / 2 / 25.4 * dpi)
    put(chart, figure, left, round(facts / 25.4 * dpi))
    _facts(page, found, words, facts - 5.5)
    y = facts - 9.5
    for line in told:
        text(page, MARGIN_MM, y - line.size, line.words, line.size, color=line.colour)
        y -= line.size * LEADING
    column = (WIDTH_MM - 2 * GAP_MM) / 3
    for k, depth in enumerate(DEPTHS):
        _list(page, depth, found, words, MARGIN_MM + k * (column + GAP_MM), column, lists - 3.0, foot)
    _foot(page, note, limit, words.say("report_atlas", version=atlas.version))
    return figure


def _chart(case: Case, atlas: Atlas, language: str, dpi: float, height: float) -> CaseChart:
    """The sheet, so large that it fills the width between the margins or the height, millimetres."""
    sheet = arrange({view: atlas.views[view].picture for view in atlas.views})
    width = min(WIDTH_MM, height * sheet.width / sheet.height)
    return make_chart(case, atlas, scale=width / 25.4 * dpi / sheet.width / SHEET_PX, language=language)


def _flags(page: Axes, raised: Sequence[Raised], words: Wording, top: float) -> float:
    """Red flags in a box; returns what is left below it."""
    if not raised:
        return top
    width = WIDTH_MM - 13.0
    lines: list[Line] = []
    for flag in raised[:FLAGS]:
        said = words.red_flag(flag)
        lines += [
            Line(x, 3.4, True, ALARM) for x in wrap(f"{said.urgency}. {said.name}", 3.4, width, bold=True, most=1)
        ]
        lines += [Line(x, 3.1, True) for x in wrap(said.now, 3.1, width, bold=True, most=1)]
        lines += [Line(x) for x in wrap(f"{said.action}. {said.because}", BODY, width, most=3)]
    rest = [words.flag(flag.id) for flag in raised[FLAGS:]]
    if rest:
        also = words.say("report_also", flags=words.listed(rest))
        lines += [Line(x, BODY, True) for x in wrap(also, BODY, width, bold=True)]
    height = sum(line.size * LEADING for line in lines) + 4.0
    box(page, MARGIN_MM, top - height, WIDTH_MM, height, ALARM_PAPER, ALARM)
    text(
        page, MARGIN_MM + 4.8, top - height / 2, "!", 8.0, weight="bold", color=ALARM, ha="center", va="center_baseline"
    )
    y = top - 2.2
    for line in lines:
        weight = "bold" if line.bold else "normal"
        text(page, MARGIN_MM + 10.0, y - line.size, line.words, line.size, weight=weight, color=line.colour)
        y -= line.size * LEADING
    return top - height - 3.0


def _told(found: Assessment, words: Wording) -> list[Line]:
    """Answers, the map that levels follow if it is not the consensus, and the first sentences beside the lists."""
    lines: list[Line] = []
    if found.answers or found.answers_by_side:
        said = "; ".join(words.answered(found))
        lines += [Line(x) for x in wrap(words.say("text_answers", answers=said), BODY, WIDTH_MM, most=2)]
    if found.map != "consensus":
        lines += [Line(x) for x in wrap(words.say("text_map", map=words.map(found.map)), BODY, WIDTH_MM)]
    if not found.is_empty:
        for sentence in words.special(found.special)[:SAID]:
            lines += [Line(x) for x in wrap(sentence.text, BODY, WIDTH_MM, most=2)]
    return lines


def _facts(page: Axes, found: Assessment, words: Wording, y: float) -> None:
    area = text(page, MARGIN_MM, y, words.area(found.paint_cm2), 4.2, weight="bold")
    painted = after(page, area, 2.0, y, words.say("report_painted"), 3.4, color=SOFT_INK)
    share = after(page, painted, 9.0, y, words.percent(found.unexplained_share), 4.2, weight="bold")
    after(page, share, 2.0, y, words.say("report_outside"), 3.4, color=SOFT_INK)


def _list(
    page: Axes, depth: Depth, found: Assessment, words: Wording, left: float, width: float, top: float, floor: float
) -> None:
    text(page, left, top - 4.4, words.say(f"text_{depth}"), 4.4, weight="bold")
    if found.painted_sides:
        text(page, left + width, top - 4.4, words.say("report_fit"), 3.1, ha="right", color=SOFT_INK)
    y = top - 8.5
    shown = first_rows(found.at(depth))[:ROWS]
    if not shown:
        none = "report_nothing" if found.is_empty else f"text_no_{depth}"
        for line in wrap(words.say(none), BODY, width):
            text(page, left, y - BODY, line, BODY, color=SOFT_INK)
            y -= BODY * LEADING
    for k, assessed in enumerate(shown):
        if k and shown[k - 1].emergency and not assessed.emergency:
            text(page, left, y - 2.9, words.say("text_once_excluded"), 2.7, color=SOFT_INK)
            y -= 4.6
        name, size = _name(words.candidate(assessed.candidate.id), width - 11.0)
        height = len(name) * size * LEADING + (11.2 if assessed.candidate.side is not None else 5.4)
        if y - height < floor - 2.5:
            break
        colour = ALARM if assessed.emergency else Line("").colour
        _row(page, assessed, words, [Line(x, size, assessed.emergency, colour) for x in name], left, width, y)
        y -= height


def _name(name: str, width: float) -> tuple[list[str], float]:
    """Lines of a name and their size: smaller letters before a third line."""
    for size, most in ((3.3, 2), (2.9, 2)):
        lines = wrap(name, size, width)
        if len(lines) <= most:
            return lines, size
    return wrap(name, 2.7, width, most=3), 2.7


def _row(
    page: Axes, assessed: Assessed, words: Wording, name: Sequence[Line], left: float, width: float, y: float
) -> None:
    candidate = assessed.candidate
    top = y
    for line in name:
        text(
            page,
            left,
            y - line.size,
            line.words,
            line.size,
            weight="bold" if line.bold else "normal",
            color=line.colour,
        )
        y -= line.size * LEADING
    said = words.support(candidate.words)
    if round(candidate.support, 1) < 0:
        said += f" ({words.signed(candidate.support)})"
    if candidate.side is not None:
        said = f"{words.side(candidate.side)}, {said}"
    text(page, left, y - 2.6, said, min(2.7, width / SPARE / text_width(said, 1.0)), color=SOFT_INK)
    if candidate.side is None:
        return
    text(page, left + width, top - 3.3, words.number(assessed.fit, 2), 3.3, ha="right", weight="bold")
    bar(page, left, y - 5.1, width, 1.0, TRACK)
    bar(page, left, y - 5.1, width, assessed.fit, ACCENT)
    share = words.percent(assessed.explained)
    numbers = words.say("report_explains", share=share)
    if assessed.filled is not None:
        numbers = words.say("report_explains_filled", share=share, filled=words.percent(assessed.filled))
    text(page, left, y - 8.4, numbers, 2.5, color=SOFT_INK)


def _foot(page: Axes, note: Sequence[str], limit: Sequence[str], atlas: str) -> None:
    y = 8.0
    for line in reversed(limit):
        text(page, MARGIN_MM, y, line, LIMIT, color=SOFT_INK)
        y += 3.8
    for line in reversed(note):
        text(page, MARGIN_MM, y + 2.0, line, 3.1)
        y += 4.6
    text(page, PAGE_MM[0] - MARGIN_MM, 12.0, atlas, 2.8, ha="right", color=SOFT_INK)
