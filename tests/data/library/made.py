"""Made-up patients, visits and strokes for the tests of the library."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from footmap.core.drawing import Drawing, Stroke
from footmap.core.record import Patient, Visit
from footmap.core.views import VIEW_IDS

DAY = datetime(2026, 11, 2, 9, 0, tzinfo=timezone(timedelta(hours=1)))
PATIENT = Patient("p1", "Balu Remo", name="Änne Müller", birth_year=1961, number="4711")

HOSTILE = {
    "path": "../../etc/x",
    "long": "x" * 10_000,
    "markup": "<b>bold</b><img src='x'>",
    "formula": "$x_{1}",
    "right to left": "\u202eabc \u05e9\u05dc\u05d5\u05dd",
    "emoji": "👣 née 🦶🏽",
    "nul": "a\0b",
    "control": "\x1b[2J\x07\r\n",
    "query": '" OR NEAR(a b) * - : ^ ( )',
    "sql": "'; DROP TABLE visit; --",
    "half pair": "\ud800",
}
"""What somebody may type into any text field."""


def stroke(number: int) -> Stroke:
    """One of many different strokes."""
    x = float(number % 40)
    points = ((x, 20.0), (x + 1.5, 30.0 + number % 7), (x + 2.25, 44.0))
    view = VIEW_IDS[4 + number % 4]
    return Stroke("right" if number % 3 else "left", view, "add", "brush", "pain", points, radius_mm=4.0)


def visit(id_: str = "v1", strokes: int = 0, days: int = 0) -> Visit:
    """A visit with strokes, so many days after `DAY`."""
    bare = Visit(id_, DAY + timedelta(days=days), examiner="Dr Blau", tags=("acute",))
    return with_strokes(bare, strokes)


def with_strokes(base: Visit, count: int) -> Visit:
    """The visit with the first so many strokes."""
    return replace(base, case=replace(base.case, drawing=Drawing(tuple(stroke(i) for i in range(count)))))


def with_answer(base: Visit, number: int) -> Visit:
    """The visit with one answer more."""
    return replace(base, case=replace(base.case, clues={**base.case.clues, f"clue_{number}": "yes"}))
