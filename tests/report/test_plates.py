"""Plates of the atlas on paper: nothing runs off the sheet, the legend has one size, blank plates have answers."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.text import Text as Words
from PIL import Image

from footmap.core.ids import LANGUAGES
from footmap.core.views import SIDES, VIEW_IDS
from footmap.data import resources
from footmap.data.knowledge.base import load_knowledge
from footmap.data.plate_phrases import PLATES, load_variant_words
from footmap.data.territories.authored import Authored, read_authored, read_chart
from footmap.report.atlas_plates import PlateWish, _sheet_words, plates, write_plates
from footmap.report.labels import SPARE, text_width
from footmap.report.plate_paper import LOOKS, Entry, arranged, wrapped
from footmap.report.plate_sheets import PAPERS, Plate, PlateSheets, Printing
from tests.shipped import shipped_atlas


@cache
def authored(body: str) -> Authored:
    return read_authored(read_chart(body))


@cache
def made(wish: PlateWish, body: str = "male") -> dict[str, Plate]:
    found = plates(shipped_atlas(body), load_knowledge(), authored(body), wish)
    return {plate.name: plate for plate in found}


def sheets(plate: Plate, wish: PlateWish, body: str = "male") -> list[Figure]:
    atlas = shipped_atlas(body)
    folder = resources.atlas_folder(body) / "pictures"
    pictures = {v: np.asarray(Image.open(folder / f"{v}@1x.png").convert("RGBA")) for v in VIEW_IDS}
    printing = Printing(wish.paper, LOOKS[wish.look], wish.side, wish.blank)
    return PlateSheets(atlas, pictures, _sheet_words(atlas, wish), printing).draw(plate)


def words(figure: Figure) -> list[Words]:
    return [text for text in figure.axes[0].texts if text.get_text()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plate_is_there_in_every_language(language: str) -> None:
    found = made(PlateWish(language=language))
    assert tuple(found) == PLATES
    for plate in found.values():
        assert plate.title
        assert all(entry.words for entry in plate.legend)


def test_german_plates_have_german_titles_and_legends() -> None:
    english, german = made(PlateWish()), made(PlateWish(language="de"))
    for name in english:
        assert english[name].title != german[name].title
        said, gesagt = ([e.words for e in p.legend] for p in (english[name], german[name]))
        same = [w for w, g in zip(said, gesagt, strict=True) if w == g]
        assert name.startswith("dermatomes_") or not same, (name, same)


def test_every_drawn_variant_is_said_in_german() -> None:
    model = read_authored(read_chart()).nerves.model
    assert [v for v, item in model.variants.items() if item.shape is not None and v not in load_variant_words()] == []


def test_nothing_on_any_sheet_runs_off_the_paper() -> None:
    for paper, name, language, body, blank in (
        ("a4", "nerves_variants", "de", "female", False),
        ("letter", "regions", "de", "male", False),
        ("letter", "nerves_usual", "en", "female", True),
        ("a4", "courses", "de", "male", False),
    ):
        wish = PlateWish(paper=paper, language=language, blank=blank)
        width, height = PAPERS[paper]
        for figure in sheets(made(wish, body)[name], wish, body):
            renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]  # matplotlib: only Agg canvases have one
            for text in words(figure):
                box = text.get_window_extent(renderer).transformed(figure.axes[0].transData.inverted())
                assert box.x0 >= -0.1, (name, text.get_text())
                assert box.x1 <= width + 0.1, (name, text.get_text())
                assert min(box.y0, box.y1) >= -0.1, (name, text.get_text())
                assert max(box.y0, box.y1) <= height + 0.1, (name, text.get_text())


@pytest.mark.parametrize("name", ["nerves_variants", "regions", "dermatomes_consensus"])
def test_the_legend_of_all_plates_has_letters_of_one_size(name: str) -> None:
    wish = PlateWish(language="de")
    plate = made(wish)[name]
    width, height = PAPERS[wish.paper]
    drawn = [figure for figure in sheets(plate, wish) if figure.axes[0].images]
    assert len(drawn) == 2
    for figure in drawn:
        beside = [
            t for t in words(figure) if t.get_position()[0] > width - 108 and 24 < t.get_position()[1] < height - 14
        ]
        assert len({text.get_fontsize() for text in beside if text.get_horizontalalignment() == "left"}) == 1
        assert len(beside) > 5


def test_every_source_is_printed_whole() -> None:
    wish = PlateWish()
    plate = made(wish)["nerves_usual"]
    printed = "".join(text.get_text().replace(" ", "") for figure in sheets(plate, wish)[2:] for text in words(figure))
    assert len(plate.sources) > 10
    for source in plate.sources:
        assert source.replace(" ", "") in printed


def test_blank_plates_show_numbers_and_answer_all_of_them_at_the_end() -> None:
    wish = PlateWish(blank=True)
    plain, blank = made(PlateWish())["nerves_usual"], made(wish)["nerves_usual"]
    figures = sheets(blank, wish)
    names = [entry.words for entry in plain.legend]
    shown = " ".join(text.get_text() for figure in figures[:2] for text in words(figure))
    answered = " ".join(text.get_text() for figure in figures[2:] for text in words(figure))
    assert not any(name in shown for name in names)
    for number, name in enumerate(names, 1):
        assert f"{number}  {name}" in answered.replace("\n", " ")
    signs = {
        sign
        for text in words(figures[0])
        for sign in text.get_text().split(" + ")
        if text.get_horizontalalignment() == "center"
    }
    assert {s for s in signs if s.isdigit()} <= {entry.sign for entry in blank.legend}
    assert len([s for s in signs if s.isdigit()]) > 10


@pytest.mark.parametrize("side", SIDES)
def test_the_left_limb_is_drawn_as_the_mirror_image(side: str, tmp_path: Path) -> None:
    assert side in SIDES
    right = sheets(made(PlateWish())["disagreement"], PlateWish())[0]
    left = sheets(made(PlateWish(side="left"))["disagreement"], PlateWish(side="left"))[0]
    one, other = ([np.asarray(i.get_array()) for i in f.axes[0].images] for f in (right, left))
    assert len(one) == len(other) > 0
    assert all(np.array_equal(a[:, ::-1], b) for a, b in zip(one, other, strict=True))


def test_what_lies_on_the_skin_fades_with_the_skin() -> None:
    wish = PlateWish(look="dark")
    figure = sheets(made(wish)["nerves_usual"], wish)[0]
    orders = sorted({image.get_zorder() for image in figure.axes[0].images})
    veils = [np.asarray(i.get_array()) for i in figure.axes[0].images if i.get_zorder() == orders[-1]]
    bodies = [np.asarray(i.get_array()) for i in figure.axes[0].images if i.get_zorder() == orders[0]]
    assert len(veils) == len(bodies) == 4
    over = [p.get_zorder() for p in figure.axes[0].patches if p.get_zorder() < orders[-1]]
    assert over
    assert max(over) < orders[-1]
    for veil, body in zip(veils, bodies, strict=True):
        assert (veil[body[..., 3] == 0][:, 3] == 255).all()
        assert (veil[..., 3] == 0).any()


TEXT = st.lists(st.text("abcdefgh/-", min_size=1, max_size=30), min_size=1, max_size=12).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(TEXT, st.floats(8.0, 60.0))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: float) -> None:
    lines = wrapped(text, width, 2.6)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(SPARE * text_width(line, 2.6) <= width or len(line) == 1 for line in lines)


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=25), st.integers(1, 3))
def test_columns_set_texts_in_order_inside_their_box_or_say_how_many_are_left(texts: list[str], count: int) -> None:
    box = (10.0, 20.0, 45.0 * count, 120.0)
    placed, left_over = arranged([(Entry("#000000", "", t), t) for t in texts], box, count, 7.5)
    assert len(placed) + left_over == len(texts)
    spots = [(item.x, item.y) for item in placed]
    assert spots == sorted(spots)
    line = 7.5 * 25.4 / 72 * 1.32
    for item in placed:
        assert item.y >= 20.0
        assert item.y + len(item.lines) * line <= 140.0 + 1e-6
        assert 10.0 <= item.x < 10.0 + 45.0 * count


@pytest.mark.long
def test_all_plates_are_written_for_both_papers(tmp_path: Path) -> None:
    for paper, (width, height) in PAPERS.items():
        wish = PlateWish(only=("body", "disagreement"), paper=paper, dpi=100)
        paths = write_plates(tmp_path / paper, shipped_atlas(), load_knowledge(), wish, lambda _: None)
        pdf = next(p for p in paths if p.name == "disagreement.pdf").read_bytes()
        pages = [[float(v) for v in box.split()] for box in re.findall(rb"/MediaBox \[([^\]]*)\]", pdf)]
        assert len(pages) == 3
        for page in pages:
            assert page == pytest.approx([0, 0, width / 25.4 * 72, height / 25.4 * 72], abs=0.5)
        with Image.open(next(p for p in paths if p.name == "body_1.png")) as png:
            assert png.size == pytest.approx((width / 25.4 * 100, height / 25.4 * 100), abs=1)
