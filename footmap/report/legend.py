"""Rows and columns of a legend in a given box."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.path import Path

from footmap.core.drawing import Quality
from footmap.core.sheet import Box

from .labels import SPARE, text_width


@dataclass(frozen=True)
class LegendEntry:
    """One line: a colour (``#RRGGBB``) or a symptom quality, and what it means."""

    text: str
    colour: str | None
    quality: Quality | None


@dataclass(frozen=True)
class LegendItem:
    """An entry with its place, sheet units; (x, y) is the middle of the left end of its words."""

    entry: LegendEntry
    swatch: Path
    x: float
    y: float
    size: float


def lay_out(
    groups: Sequence[Sequence[LegendEntry]], box: Box, largest: float = 24.0, smallest: float = 11.0
) -> list[LegendItem]:
    """Arrange entries in columns, as large as the box allows.

    Parameters
    ----------
    groups : sequence of sequence of LegendEntry
        Each group begins a column.
    box : Box
        Place for all of them.
    largest, smallest : float
        Limits of the text size.
    """
    if not any(groups):
        return []
    size = largest
    while True:
        row = 1.55 * size
        columns = [column for group in groups for column in _columns(group, math.floor(box.height / row))]
        widths = [2.6 * size + SPARE * max(text_width(e.text, size) for e in column) for column in columns]
        if sum(widths) <= box.width or size <= smallest:
            break
        size *= 0.95
    out = []
    x = box.left
    for column, width in zip(columns, widths, strict=True):
        for i, entry in enumerate(column):
            y = box.top - (i + 0.5) * row
            out.append(LegendItem(entry, _square(x, y, 1.1 * size), x + 1.6 * size, y, size))
        x += width
    return out


def lay_below(
    groups: Sequence[Sequence[LegendEntry]], width: float, size: float, least: float = 0.7
) -> tuple[list[LegendItem], float]:
    """Arrange entries in as few rows as a width allows, from (0, 0) up; returns them and the height they take.

    Parameters
    ----------
    size : float
        Of the words; they become smaller, down to the share `least` of it, before another row is begun.
    """
    entries = [entry for group in groups for entry in group]
    pad = 0.8 * size
    items: list[LegendItem] = []
    for rows in range(1, len(entries) + 1):
        height = 1.55 * size * rows + 0.01 * size
        items = lay_out(groups, Box(pad, pad, width - 2 * pad, height), size, least * size)
        if all(item.x + SPARE * text_width(item.entry.text, item.size) <= width - pad for item in items):
            break
    return items, height + 2 * pad if items else 0.0


def _columns(group: Sequence[LegendEntry], most: int) -> list[Sequence[LegendEntry]]:
    """A group as the fewest columns of nearly the same length, none longer than `most`."""
    if not group:
        return []
    count = math.ceil(len(group) / max(1, most))
    length = math.ceil(len(group) / count)
    return [group[i : i + length] for i in range(0, len(group), length)]


def _square(left: float, middle: float, edge: float) -> Path:
    low, high = middle - edge / 2, middle + edge / 2
    return Path([(left, low), (left + edge, low), (left + edge, high), (left, high), (left, low)], closed=True)
