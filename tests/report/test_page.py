"""The report page: everything stands on it, nothing runs off it, no words overlap."""

from __future__ import annotations

import re
import zlib
from itertools import combinations
from typing import cast

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from footmap.core.atlas import Atlas
from footmap.core.drawing import Case
from footmap.core.ranking import Candidate, Ranking, rank_drawing
from footmap.data.knowledge import load_knowledge
from footmap.report.page import NOT_A_DIAGNOSIS, report_bytes, report_figure


def words(figure: Figure) -> list[tuple[str, Bbox]]:
    canvas = cast(FigureCanvasAgg, figure.canvas)
    renderer = canvas.get_renderer()
    page = figure.axes[1]
    texts = [t for t in page.findobj(Text) if isinstance(t, Text) and t.get_text()]
    return [(t.get_text(), t.get_window_extent(renderer)) for t in texts]


@pytest.fixture(scope="module")
def ranking(atlas: Atlas, case: Case) -> Ranking:
    return rank_drawing(atlas, case.drawing, load_knowledge().names)


def test_the_page_says_what_was_found_and_what_it_is_not(atlas: Atlas, case: Case, ranking: Ranking) -> None:
    texts = [text for text, _ in words(report_figure(case, atlas, ranking, "A case", dpi=60.0))]
    page = "\n".join(texts)
    assert NOT_A_DIAGNOSIS in texts
    assert f"Atlas {atlas.version}" in texts
    assert "A case" in texts
    assert f"{ranking.paint_cm2:.1f} cm²" in texts
    assert ranking.nerves[0].name in texts
    assert ranking.levels[0].name in texts
    assert f"{ranking.nerves[0].fit:.2f}" in texts
    assert "Worse at night. Tight boots since May." in page
    assert "probability" in page


def test_long_names_and_notes_fit(atlas: Atlas, case: Case) -> None:
    long = tuple(
        Candidate(str(i), f"Intermediate dorsal cutaneous nerve of the foot, branch {i}", "right", 1.0, 1.0, 1.0)
        for i in range(9)
    )
    wordy = Case(case.drawing, note="A very long note about boots. " * 40)
    figure = report_figure(
        wordy, atlas, Ranking(long, long, (), 1.0, 9999.9), "A name of a case that is rather long", 60.0
    )
    boxes = words(figure)
    width, height = figure.bbox.width, figure.bbox.height
    for text, box in boxes:
        assert box.x0 > 0.03 * width, text
        assert box.x1 < 0.97 * width, text
        assert box.y0 > 0.02 * height, text
        assert box.y1 < 0.98 * height, text
    for (a, first), (b, second) in combinations(boxes, 2):
        overlap = Bbox.intersection(first, second)
        assert overlap is None or overlap.width < 1.0 or overlap.height < 2.0, (a, b)


def test_a_case_without_paint_has_a_page_too(atlas: Atlas) -> None:
    texts = [text for text, _ in words(report_figure(Case(), atlas, Ranking(), dpi=60.0))]
    assert texts.count("Nothing painted") == 2
    assert "0.0 cm²" in texts


def test_the_pdf_is_text_and_the_same_every_time(atlas: Atlas, case: Case, ranking: Ranking) -> None:
    first, second = (report_bytes(case, atlas, ranking, "pdf", "A case", dpi=50.0) for _ in range(2))
    assert first == second
    streams = [zlib.decompress(s) for s in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", first, re.DOTALL)[:1]]
    assert streams[0].count(b"BT") > 20, "words are drawn as text"
    assert b"/CreationDate" not in first
