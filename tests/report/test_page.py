"""The pages of a report: everything stands on them, nothing runs off them, no words overlap."""

from __future__ import annotations

import io
import re
import zlib
from itertools import combinations
from typing import cast

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from PIL import Image
from shapely import MultiPolygon

from footmap.core.atlas import Atlas, MapId
from footmap.core.drawing import Case, Drawing, Stroke
from footmap.core.geometry import difference
from footmap.core.localiser.assessment import Assessment, assess
from footmap.core.paint import replay
from footmap.data.localiser import load_localiser
from footmap.report.document import report_bytes, report_pages
from footmap.words.assessment_words import load_wording

DPI = 60.0
ALARMING = {
    "saddle_or_sphincter": "yes",
    "sudden_cold_pale": "yes",
    "sudden_weakness": "sudden",
    "hot_swollen_or_ulcer": "yes",
    "rash": "yes",
    "foot_drop": "yes",
    "leg_power": "normal",
    "clot_risk": "cancer",
    "swollen_calf": "yes",
    "whole_leg_swollen": "yes",
    "no_such_clue_at_all": "yes",
    "back_pain": "no",
}


def words(figure: Figure) -> list[tuple[str, Bbox]]:
    canvas = cast(FigureCanvasAgg, figure.canvas)
    renderer = canvas.get_renderer()
    page = next(axes for axes in figure.axes if axes.get_label() == "page")
    texts = [t for t in page.findobj(Text) if isinstance(t, Text) and t.get_text()]
    return [(t.get_text(), t.get_window_extent(renderer)) for t in texts]


def read(figures: list[Figure]) -> str:
    """All words in the order of the pages, lines joined."""
    return " ".join(" ".join(text for text, _ in words(figure)) for figure in figures)


@pytest.fixture(scope="module")
def found(atlas: Atlas, case: Case) -> Assessment:
    return assess(load_localiser(atlas), replay(atlas, case.drawing), case.clues, full=True)


@pytest.fixture(scope="module")
def pages(case: Case) -> list[Figure]:
    return report_pages(case, "A case", DPI)


def loud(case: Case) -> Case:
    border = Stroke("left", "foot_lateral", "add", "brush", "tingling", ((-20.0, 18.0), (-120.0, 16.0)), 10.0)
    return Case(Drawing((*case.drawing.strokes, border)), ALARMING, note="A very long note about boots. " * 40)


@pytest.fixture(scope="module")
def busy(case: Case) -> list[Figure]:
    """Many red flags, contradictions, an unknown clue, paint on both legs, a long note and a long name."""
    return report_pages(loud(case), "A name of a case that is rather long and goes on for a while", DPI)


@pytest.fixture(scope="module")
def german(case: Case) -> list[Figure]:
    """The same in German, whose words are longer."""
    return report_pages(loud(case), "A case", DPI, language="de")


def test_the_first_page_says_what_was_found_and_what_it_is_not(
    atlas: Atlas, pages: list[Figure], found: Assessment
) -> None:
    texts = [text for text, _ in words(pages[0])]
    page = "\n".join(texts)
    wording = load_wording()
    assert wording.say("report_head") in texts
    assert f"Atlas {atlas.version}" in texts
    assert "A case" in texts
    assert f"{found.paint_cm2:.1f} cm²" in texts
    assert wording.candidate(found.nerves[0].candidate.id) in read(pages[:1])
    assert found.levels[0].candidate.id in texts
    assert wording.candidate(found.conditions[0].candidate.id) in read(pages[:1])
    assert f"{found.nerves[0].fit:.2f}" in texts
    assert "Worse at night. Tight boots since May." in page
    assert "probability" in page
    assert "!" not in texts


def levels_on(page: Figure) -> list[str]:
    """Levels that stand in a list of their own on a page, from the top down."""
    found = [(box.y0, text) for text, box in words(page) if re.fullmatch(r"[LS]\d(-S\d)?", text)]
    return [text for _, text in sorted(found, reverse=True)]


def own_skin(atlas: Atlas, map_: MapId) -> Case:
    """Numbness on the largest piece of skin that a map gives to a level and the consensus does not."""
    usual = {t.id: t.zones["usual"] for t in atlas.territories if t.map == "consensus"}
    _, view, piece = max(
        (
            (polygon.area, view, polygon)
            for t in atlas.territories
            if t.map == map_
            for view, shape in t.zones["usual"].items()
            for polygon in difference(shape, usual[t.id].get(view, MultiPolygon())).geoms
        ),
        key=lambda item: item[0],
    )
    return Case(Drawing((Stroke("right", view, "add", "area", "numbness", tuple(piece.exterior.coords), 0.0),)))


@pytest.mark.parametrize("map_", ["lee_2008", "foerster_1933", "keegan_garrett_1948"])
def test_levels_and_words_follow_the_map(atlas: Atlas, map_: MapId) -> None:
    wording, case = load_wording(), own_skin(atlas, map_)
    orders = []
    both: tuple[MapId, MapId] = (map_, "consensus")
    for id_ in both:
        found = assess(load_localiser(atlas, id_), replay(atlas, case.drawing), case.clues)
        order = [wording.candidate(level.candidate.id) for level in found.levels]
        page = report_pages(case, "A case", DPI, map_=id_)[0]
        shown = levels_on(page)
        assert shown, "rows that explain nothing are not shown, so that one may be left"
        assert shown == order[: len(shown)]
        said = wording.say("text_map", map=wording.map(map_))
        assert (said in read([page])) == (id_ == map_)
        orders.append(shown)
    assert orders[0] != orders[1], "the paint tells the maps apart"


def test_the_reasons_follow_with_ledger_and_sources(pages: list[Figure], found: Assessment) -> None:
    said = read(pages[1:])
    wording = load_wording()
    for assessed in (found.nerves[0], found.levels[0], found.conditions[0]):
        title = f"{wording.candidate(assessed.candidate.id)}: {wording.support(assessed.candidate.words)}"
        assert title in said
    assert wording.row(found.conditions[0].candidate.ledger[1]) in said
    assert "Limits" in said
    assert found.questions
    assert " ".join(wording.question(found.questions[0].clue).split()) in " ".join(said.split())
    cited = set(re.findall(r"\[(S\d+\w?)", said))
    assert cited
    assert all(re.search(rf"(?<![\w\[]){source}(?!\w)", said.split("Sources")[-1]) for source in cited)


def test_red_flags_stand_first_and_nothing_is_lost(busy: list[Figure], case: Case) -> None:
    first = [text for text, _ in words(busy[0])]
    assert first.index("!") < next(k for k, text in enumerate(first) if text.endswith("cm²"))
    assert any("cauda equina" in text for text in first)
    assert "deep vein thrombosis and Foot drop" in " ".join(first), "flags without room of their own are named"
    said = read(busy)
    for name in ("Shingles", "Hot swollen foot", "deep vein thrombosis", "loss of blood flow"):
        assert name in said
    assert "no_such_clue_at_all" in said
    assert "contradict" in said
    assert "Wells" in said


@pytest.mark.parametrize("which", ["pages", "busy", "german"])
def test_nothing_runs_off_or_overlaps(which: str, request: pytest.FixtureRequest) -> None:
    figures: list[Figure] = request.getfixturevalue(which)
    for figure in figures:
        boxes = words(figure)
        width, height = figure.bbox.width, figure.bbox.height
        for text, box in boxes:
            assert box.x0 > 0.03 * width, text
            assert box.x1 < 0.97 * width, text
            assert box.y0 > 0.02 * height, text
            assert box.y1 < 0.98 * height, text
        for (a, one), (b, other) in combinations(boxes, 2):
            overlap = Bbox.intersection(one, other)
            assert overlap is None or overlap.width < 1.0 or overlap.height < 2.0, (a, b)


def test_every_page_is_numbered(busy: list[Figure]) -> None:
    assert len(busy) > 2
    for k, figure in enumerate(busy, 1):
        assert f"Page {k} of {len(busy)}" in [text for text, _ in words(figure)]


def test_a_case_with_nothing_has_a_page_too() -> None:
    (page,) = report_pages(Case(), dpi=DPI)
    said = read([page])
    assert said.count("Nothing is painted") == 3
    assert "0.0 cm²" in said


def test_answers_without_paint_have_a_report() -> None:
    figures = report_pages(Case(clues={"foot_drop": "yes", "inversion_weak": "no"}), dpi=DPI)
    assert "Common fibular" in read(figures)
    assert "Foot drop: yes" in read(figures[:1])


def test_the_pdf_is_text_and_the_same_every_time(case: Case) -> None:
    first, second = (report_bytes(report_pages(case, "A case", 50.0), "pdf", "A case") for _ in range(2))
    assert first == second
    assert len(re.findall(rb"/Type /Page\b", first)) == len(report_pages(case, "A case", 50.0))
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", first, re.DOTALL)
    drawn = [zlib.decompressobj().decompress(s) for s in streams if s.startswith(b"x\x9c")]
    assert max(s.count(b"BT") for s in drawn) > 20, "words are drawn as text"
    assert b"/CreationDate" not in first


def test_the_png_has_the_pages_below_each_other(pages: list[Figure]) -> None:
    with Image.open(io.BytesIO(report_bytes(pages, "png"))) as image:
        width, height = round(pages[0].bbox.width), round(pages[0].bbox.height)
        assert image.width == width
        assert abs(image.height - height * len(pages)) <= len(pages)
        assert image.convert("L").getextrema() != (255, 255)


def test_a_german_report_has_nothing_english(german: list[Figure]) -> None:
    mine, english = load_wording("de"), load_wording("en")
    texts = {t.get_text() for page in german for t in page.findobj(Text)}
    phrases = ("report_head", "text_nerve", "report_why", "report_limits", "text_sources", "view_foot_plantar")
    assert {mine.say(id_) for id_ in phrases} <= texts
    assert not {english.say(id_) for id_ in phrases} & texts
    assert mine.say("report_page", page=1, pages=len(german)) in texts
