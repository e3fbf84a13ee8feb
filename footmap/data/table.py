"""Tables as CSV that a spreadsheet opens as they are: no cell is ever taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""Signs at the beginning of a text that make spreadsheets calculate (OWASP, CSV Injection)."""


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV (RFC 4180, with a byte order mark, so that spreadsheets read UTF-8).

    A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return "\ufeff" + out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, int | float):
        return value
    text = str(value)
    return "'" + text if text.lstrip(" ").startswith(_FORMULA) or text.startswith(_FORMULA) else text
