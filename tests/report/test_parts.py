"""The parts of a chart by themselves: patterns, washes, names, legend."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.path import Path
from PIL import Image
from shapely import MultiPolygon, Point, Polygon

from footmap.core.atlas import PictureFrame
from footmap.core.drawing import QUALITIES
from footmap.core.label_wishes import Plane
from footmap.core.sheet import Box, single
from footmap.core.skin_owners import OwnedSkin, Spot
from footmap.data.style import load_style
from footmap.report.labels import Label, Occupancy, WantedName, place, text_width
from footmap.report.legend import LegendEntry, lay_out
from footmap.report.patterns import paint_shape
from footmap.report.pixels import PixelCanvas
from footmap.report.raster import PixelLayer, shape_path

FRAME = PictureFrame(left_mm=-50.0, top_mm=80.0, px_per_mm=2.0, width_px=200, height_px=200)
RING = MultiPolygon([Point(0, 30).buffer(25).difference(Point(0, 30).buffer(10))])


def painted(quality: str, side: str = "right") -> np.ndarray:
    cell = single(FRAME, "foot_lateral", "left" if side == "left" else "right")
    canvas = PixelCanvas(100.0, 100.0, 4.0)
    layer = PixelLayer(canvas)
    shape = MultiPolygon([Point(10, 30).buffer(25).difference(Point(10, 30).buffer(10))])
    path = shape_path(shape, cell)
    assert path is not None
    paint_shape(layer, path, load_style().qualities[quality], 1.0)
    canvas.lay(layer)
    return canvas.colour


def test_qualities_differ_without_colour() -> None:
    grey = {q: painted(q) @ np.array([0.30, 0.59, 0.11], np.float32) for q in QUALITIES}
    for a, b in combinations(QUALITIES, 2):
        inside = (grey[a] < 0.99) & (grey[b] < 0.99)
        assert np.abs(grey[a] - grey[b])[inside].mean() > 0.05, (a, b)
    for q, picture in grey.items():
        inside = picture < 0.99
        assert picture[inside].std() > 0.05, f"{q} has no pattern that shows"


def test_holes_stay_empty_and_paint_stays_inside() -> None:
    cell = single(FRAME, "foot_lateral", "right")
    picture = painted("pain")
    marked = np.asarray((picture < 0.999).any(axis=2))
    y, x = np.nonzero(marked)
    view = np.array([cell.to_view((i + 0.5) / 4.0, 100.0 - (j + 0.5) / 4.0) for i, j in zip(x, y, strict=True)])
    distance = np.hypot(view[:, 0] - 10, view[:, 1] - 30)
    assert distance.max() < 25.6
    assert distance.min() > 9.4
    assert marked.sum() / 16.0 == pytest.approx(np.pi * (25.3**2 - 9.7**2), rel=0.03)


def test_the_left_limb_is_painted_as_the_mirror_image() -> None:
    right, left = painted("tingling"), painted("tingling", "left")
    covered = np.asarray((right < 0.999).any(axis=2))
    assert np.abs(covered[:, ::-1].astype(int) - (left < 0.999).any(axis=2).astype(int)).mean() < 0.003


def test_a_wash_keeps_shading_and_never_colours_the_paper() -> None:
    cell = single(FRAME, "foot_lateral", "right")
    pixels = np.zeros((200, 200, 4), np.uint8)
    pixels[40:160, 40:100] = (240, 220, 205, 255)
    pixels[40:160, 100:160] = (150, 120, 105, 255)
    canvas = PixelCanvas(100.0, 100.0, 2.0)
    canvas.picture(Image.fromarray(pixels, "RGBA"), cell)
    layer = PixelLayer(canvas)
    whole = shape_path(MultiPolygon([shapely.box(-60, -30, 60, 90)]), cell)
    assert whole is not None
    layer.fill(whole, "#3C6EB4", 0.5)
    canvas.wash(layer)
    assert (canvas.colour[:30] == 1.0).all(), "paper beside the limb"
    light, dark = canvas.colour[100, 70], canvas.colour[100, 130]
    assert light.mean() - dark.mean() > 0.15
    assert light[2] > light[0], "the blue wash shows"


def test_soft_edges_do_not_leave_dark_fringes() -> None:
    pixels = np.zeros((200, 200, 4), np.uint8)
    pixels[..., :3] = (240, 220, 205)
    pixels[..., 3] = np.linspace(0, 255, 200).astype(np.uint8)[None, :]
    canvas = PixelCanvas(100.0, 100.0, 0.7)
    canvas.picture(Image.fromarray(pixels, "RGBA"), single(FRAME, "foot_lateral", "right"))
    assert canvas.colour.min() > 0.79
    assert canvas.colour.max() <= 1.001


@st.composite
def territories(draw: st.DrawFn) -> list[WantedName]:
    """Territories side by side on a limb 80 units wide, in the middle of 240 units."""
    cuts = sorted(draw(st.sets(st.integers(1, 79), max_size=6)))
    rows = sorted(draw(st.sets(st.integers(5, 195), max_size=4)))
    xs, ys = [80, *(80 + c for c in cuts), 160], [0, *rows, 200]
    limb = MultiPolygon([shapely.box(80, 0, 160, 200)])
    out = []
    for i, (x0, x1) in enumerate(pairwise(xs)):
        for j, (y0, y1) in enumerate(pairwise(ys)):
            skin = shapely.box(x0, y0, x1, y1)
            name = f"N{i}{j}"
            out.append(WantedName(name, OwnedSkin((name,), (Spot(skin),), skin), Plane(1.0, 1.0, 0.0, 0.0), limb))
    return out


def box_of(label: Label) -> Polygon:
    width = text_width(label.text, label.height)
    return shapely.box(label.x - width / 2, label.y - label.height / 2, label.x + width / 2, label.y + label.height / 2)


@settings(max_examples=30, deadline=None)
@given(territories())
def test_names_touch_neither_each_other_nor_foreign_skin(names: list[WantedName]) -> None:
    taken = np.zeros((200, 240), bool)
    taken[:, 80:160] = True
    labels = place(names, Occupancy(taken, 1.0), 10.0)
    limb = shapely.box(80.5, 0, 159.5, 200)
    skins = {n.text: n.piece.skin for n in names}
    for a, b in combinations(labels, 2):
        assert box_of(a).intersection(box_of(b)).area < 1e-6, (a, b)
    for label in labels:
        if label.foot is None:
            inside = box_of(label).intersection(skins[label.text]).area
            assert inside >= 0.6 * box_of(label).area, label
            assert skins[label.text].contains(Point(label.x, label.y)), label
        else:
            assert box_of(label).intersection(limb).area < 1e-6, label
            assert skins[label.text].buffer(1e-6).covers(Point(label.foot)), label
    roomy = [n for n in names if skins[n.text].bounds[2] - skins[n.text].bounds[0] > 40 and skins[n.text].area > 2000]
    assert {n.text for n in roomy} <= {label.text for label in labels}


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 6), st.integers(0, 40))
def test_a_legend_stays_in_its_box_and_loses_nothing(first: int, second: int) -> None:
    groups = [[LegendEntry(f"quality {i}", None, None) for i in range(first)]]
    groups.append([LegendEntry(f"nerve number {i}", "#123456", None) for i in range(second)])
    box = Box(10.0, 20.0, 1000.0, 240.0)
    items = lay_out(groups, box)
    assert [i.entry for i in items] == [e for group in groups for e in group]
    for item in items:
        ends = item.swatch.get_extents()
        assert box.left - 1e-6 <= ends.x0
        assert item.x + text_width(item.entry.text, item.size) <= box.right + 1e-6
        assert box.bottom <= item.y - item.size / 2
        assert item.y + item.size / 2 <= box.top
    for a, b in combinations(items, 2):
        assert abs(a.y - b.y) > a.size or abs(a.x - b.x) > text_width(a.entry.text, a.size)


def test_an_empty_shape_has_no_path() -> None:
    assert shape_path(MultiPolygon(), single(FRAME, "foot_lateral", "right")) is None
    path = shape_path(RING, single(FRAME, "foot_lateral", "right"))
    assert path is not None
    assert np.count_nonzero(np.asarray(path.codes) == Path.MOVETO) == 2
