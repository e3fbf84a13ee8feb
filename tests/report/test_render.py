"""Pictures of a case, drawn from the real atlas."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely
from PIL import Image

from footmap.cli import main
from footmap.core import paint as paints
from footmap.core.atlas import Atlas
from footmap.core.drawing import Case
from footmap.core.sheet import arrange, single
from footmap.core.views import VIEW_IDS, ViewId
from footmap.data.casefile import write_case
from footmap.errors import FootmapError
from footmap.report.document import write_report
from footmap.report.picture_wish import OVERLAYS, OverlayChoice
from footmap.report.render import as_file, make_chart, render_case, render_png


def pixels(png: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(png)) as image:
        return np.asarray(image.convert("RGB"), np.float32) / 255.0


@pytest.mark.parametrize("view", VIEW_IDS)
def test_a_view_has_the_size_of_its_picture(atlas: Atlas, case: Case, view: ViewId) -> None:
    frame = atlas.views[view].picture
    picture = pixels(render_png(case, atlas, view, scale=1.0))
    assert picture.shape == (frame.height_px, frame.width_px, 3)


def test_the_left_limb_is_drawn_as_the_mirror_image(atlas: Atlas) -> None:
    right = pixels(render_png(Case(), atlas, "foot_dorsal", "right", scale=1.0))
    left = pixels(render_png(Case(), atlas, "foot_dorsal", "left", scale=1.0))
    assert np.abs(right[:, ::-1] - left).max() < 2 / 255
    assert np.abs(right - left).max() > 0.2


def test_paint_is_where_the_engine_says_it_shows(atlas: Atlas, case: Case) -> None:
    paint = paints.replay(atlas, case.drawing)
    for view in ("foot_lateral", "foot_plantar", "leg_lateral"):
        bare = pixels(render_png(Case(), atlas, view, "right", scale=1.0))
        drawn = pixels(render_png(case, atlas, view, "right", scale=1.0))
        shown = paint.shown("right", view, "pain")
        assert not shown.is_empty, view
        changed = np.argwhere(np.abs(bare - drawn).max(axis=2) > 0.02)
        cell = single(atlas.views[view].picture, view, "right")
        k = atlas.views[view].picture.px_per_mm
        places = np.array([cell.to_view((x + 0.5) / k, cell.box.height - (y + 0.5) / k) for y, x in changed])
        assert shapely.contains_xy(shown.buffer(1.5 + 1.5 / k), places).all()
        assert len(places) / k**2 == pytest.approx(shown.area, rel=0.15, abs=20.0)


def test_paint_of_one_limb_does_not_show_on_the_other(atlas: Atlas, case: Case) -> None:
    bare = pixels(render_png(Case(), atlas, "foot_lateral", "left", scale=1.0))
    drawn = pixels(render_png(case, atlas, "foot_lateral", "left", scale=1.0))
    changed = np.abs(bare - drawn).max(axis=2) > 0.02
    shown = paints.replay(atlas, case.drawing).shown("left", "foot_lateral", "pain")
    assert shown.is_empty
    assert changed.mean() < 0.02, "only the ball of the left foot is painted"


@pytest.mark.parametrize("overlay", OVERLAYS[1:])
def test_overlays_tint_the_skin_and_leave_the_paper(atlas: Atlas, overlay: OverlayChoice) -> None:
    bare = make_chart(Case(), atlas, view="leg_posterior", scale=1.0)
    tinted = make_chart(Case(), atlas, view="leg_posterior", overlay=overlay, scale=1.0)
    changed = np.abs(bare.pixels.astype(int) - tinted.pixels.astype(int)).max(axis=2) > 6
    paper = (bare.pixels >= 254).all(axis=2)
    assert changed[~paper].mean() > 0.7
    assert changed[paper].mean() < 0.01
    assert len(tinted.words) >= 4


def test_the_sheet_shows_sixteen_pictures_and_marks_each(atlas: Atlas, case: Case) -> None:
    chart = make_chart(case, atlas, scale=0.6)
    sheet = arrange({v: atlas.views[v].picture for v in VIEW_IDS})
    k = chart.px_per_unit
    for cell in sheet.cells:
        top, bottom = chart.pixels.shape[0] - cell.box.top * k, chart.pixels.shape[0] - cell.box.bottom * k
        part = chart.pixels[int(top) : int(bottom), int(cell.box.left * k) : int(cell.box.right * k)]
        assert (part < 250).any(axis=2).mean() > 0.2, (cell.view, cell.side)
    texts = [w.text for w in chart.words]
    assert texts.count("R") == texts.count("L") == 8
    assert {"Pain", "Numbness"} <= set(texts)
    assert "Burning" not in texts, "the legend names what is painted"


def test_names_of_an_overlay_keep_apart(atlas: Atlas) -> None:
    chart = make_chart(Case(), atlas, overlay="nerves", scale=1.0)
    names = [w for w in chart.words if w.halo]
    assert len(names) > 60
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            apart = abs(a.y - b.y) >= 0.95 * min(a.size, b.size) or abs(a.x - b.x) >= 0.5 * (
                len(a.text) + len(b.text)
            ) * 0.5 * min(a.size, b.size)
            assert apart, (a, b)


def test_the_same_case_gives_the_same_bytes(atlas: Atlas, case: Case) -> None:
    first, second = (render_png(case, atlas, "foot_lateral", overlay="nerves", scale=1.0) for _ in range(2))
    assert first == second


def test_words_are_on_the_picture(atlas: Atlas) -> None:
    chart = make_chart(Case(), atlas, scale=0.6)
    picture = pixels(as_file(chart))
    k = chart.px_per_unit
    for words in chart.words:
        x, y = round(words.x * k), chart.pixels.shape[0] - round(words.y * k)
        box = (slice(y - 12, y + 12), slice(max(0, x - 12), x + 12))
        assert np.abs(picture[box] - chart.pixels[box] / 255.0).max() > 0.2, words


def test_an_unknown_suffix_is_refused_and_nothing_is_written(case: Case, tmp_path: Path) -> None:
    with pytest.raises(FootmapError, match=r"report\.txt"):
        write_report(case, tmp_path / "report.txt")
    with pytest.raises(FootmapError, match=r"picture\.jpg"):
        render_case(case, tmp_path / "picture.jpg")
    assert not list(tmp_path.iterdir())


def test_drawing_needs_neither_qt_nor_pyplot() -> None:
    code = "import footmap.report.document, footmap.report.render, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "footmap.report.render" in loaded
    assert not [m for m in loaded if m.startswith(("PySide6", "matplotlib.pyplot")) or m == "footmap.ui"]


def test_the_command_refuses_a_map_that_is_not_there(case: Case, tmp_path: Path) -> None:
    written = tmp_path / "a.footmap"
    write_case(written, case)
    assert main(["report", str(written), "--map", "gray_1858", "-o", str(tmp_path / "a.pdf")]) == 2
    assert not (tmp_path / "a.pdf").exists()


def test_a_picture_says_what_it_is_and_is_as_large_on_paper_at_every_scale(case: Case, atlas: Atlas) -> None:
    widths = []
    for scale in (0.5, 1.0, 2.0):
        with Image.open(io.BytesIO(render_png(case, atlas, "foot_dorsal", scale=scale, language="de"))) as image:
            widths.append(image.width / image.info["dpi"][0])
            assert "keine Diagnose" in image.info["Description"]
            assert image.info["Title"]
    assert widths == pytest.approx([widths[0]] * 3, rel=0.02)
