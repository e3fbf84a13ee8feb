"""Pieces of a document as plain values: what a typesetter needs and no more. All words stay plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

Block = dict[str, Any]
"""One piece; ``kind`` says which. Everything in it can be written as JSON."""


def heading(text: str, level: int = 1) -> Block:
    """A heading below the title."""
    return {"kind": "heading", "text": text, "level": level}


def facts(rows: Iterable[tuple[str, str, bool]], columns: int = 3) -> Block:
    """Small label above a value, in columns; the third of a row says whether the value stands out."""
    return {"kind": "facts", "rows": [list(row) for row in rows], "columns": columns}


def alarm(title: str, now: str, lines: Iterable[str]) -> Block:
    """A box that nobody overlooks."""
    return {"kind": "alarm", "title": title, "now": now, "lines": [line for line in lines if line]}


def row(cells: Sequence[str], *, bold: bool = False, alarm: bool = False) -> dict[str, Any]:
    """A row of a table; a line end within a cell begins a new line."""
    return {"cells": list(cells), "bold": bold, "alarm": alarm}


def table(head: Sequence[str], rows: Sequence[dict[str, Any]], widths: Sequence[int], align: str = "") -> Block:
    """A table with a head.

    Parameters
    ----------
    widths : sequence of int
        Parts of the width of each column; 0 for one as wide as its words.
    align : str
        ``l`` or ``r`` for each column; left where nothing is given.
    """
    sides = ["right" if mark == "r" else "left" for mark in align.ljust(len(head), "l")]
    return {"kind": "table", "head": list(head), "rows": list(rows), "widths": list(widths), "align": sides}


def paragraphs(texts: Iterable[str], *, scale: float = 1.0, soft: bool = False, bold: bool = False) -> Block:
    """Running text; `scale` is its size relative to the document's."""
    kept = [text for text in texts if text]
    return {"kind": "paragraphs", "paragraphs": kept, "scale": scale, "soft": soft, "bold": bold}


def bullets(items: Iterable[str]) -> Block:
    """A list."""
    return {"kind": "bullets", "items": list(items)}


def chart(beside: Block | None = None) -> Block:
    """The place of the drawing; the pictures are put in where they are drawn.

    Parameters
    ----------
    beside : Block, optional
        Stands beside the pictures where these are narrow, else below.
    """
    return {"kind": "chart", "beside": beside}


def signature(left: str, right: str) -> Block:
    """Two lines to write on."""
    return {"kind": "signature", "left": left, "right": right}


def blanks(count: int) -> Block:
    """Empty lines to write on."""
    return {"kind": "blanks", "count": count}


def page() -> Block:
    """A new page."""
    return {"kind": "page"}


def lines(text: str) -> list[str]:
    """Paragraphs of a text as it was written: one for each line, empty ones left out."""
    return [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
