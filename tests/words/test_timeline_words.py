"""The table of a timeline: what is read back is what was written, and nothing in it can be computed."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footmap.core.record import Pain
from footmap.core.timeline import TimelinePoint
from footmap.words.documents import DocumentWords, load_document_words
from footmap.words.timeline_words import FORMULA, MARK, safe_cell, timeline_csv, timeline_text


@pytest.fixture(scope="module", params=["en", "de"])
def words(request: pytest.FixtureRequest) -> DocumentWords:
    return load_document_words(request.param)


POINTS = (
    TimelinePoint(
        "b", datetime(2026, 5, 2, 9, 30, tzinfo=UTC), Pain(3.0, 6.5), 12.5, {("right", "pain"): 12.5}, "tibial",
        {"=HYPERLINK(1)": "+1", "slr": "positive"},
    ),
    TimelinePoint(
        "a", datetime(2026, 3, 1, 9, 0, tzinfo=UTC), Pain(7.0, None, 5.0), 3.0,
        {("right", "pain"): 2.0, ("left", "burning"): 1.0}, "@SUM(A1)", {"=HYPERLINK(1)": "-2", "slr": "positive"},
    ),
    TimelinePoint("c", datetime(2026, 6, 1, 9, 0, tzinfo=UTC), problem="=1+1, cannot be read"),
)  # fmt: skip


def read(text: str) -> list[list[str]]:
    assert text.startswith(MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(MARK), newline="")))


def test_the_table_has_a_row_for_each_visit_in_the_order_of_time(words: DocumentWords) -> None:
    head, *rows = read(timeline_csv(POINTS, {"tibial": "Tibial nerve"}, words))
    assert {len(row) for row in rows} == {len(head)}
    assert [row[0][:10] for row in rows] == ["2026-03-01", "2026-05-02", "2026-06-01"]
    assert rows[0][1:7] == ["7", "", "5", "2", "1", "3"]
    assert rows[1][1:7] == ["3", "6.5", "", "12.5", "0", "12.5"]
    assert rows[1][7] == "Tibial nerve"
    assert rows[2][4:7] == ["", "", ""]  # not nothing painted: nothing known
    assert len(head) == 10  # one answer has changed, the other has not


def test_no_cell_can_be_computed(words: DocumentWords) -> None:
    cells = [cell for row in read(timeline_csv(POINTS, {}, words)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(FORMULA)]
    assert {"'=HYPERLINK(1)", "'-2", "'+1", "'@SUM(A1)", "'=1+1, cannot be read"} <= set(cells)


@given(st.text())
def test_a_safe_cell_keeps_its_text(text: str) -> None:
    safe = safe_cell(text)
    assert not safe.startswith(FORMULA)
    assert safe.endswith(text)
    assert len(safe) - len(text) <= 1


def test_each_visit_is_told_in_a_line(words: DocumentWords) -> None:
    lines = timeline_text(POINTS, {"tibial": "Tibial nerve"}, words).splitlines()
    assert len(lines) == len(POINTS)
    assert "Tibial nerve" in lines[1]
    assert "cannot be read" in lines[2]
