"""The drawing on paper: every painted place is on a panel, and panels fit where they are put."""

from __future__ import annotations

import subprocess
import sys
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from shapely import Polygon

from footmap.core.atlas import Atlas
from footmap.core.drawing import QUALITIES, Drawing, Quality, Stroke
from footmap.core.paint import replay
from footmap.core.sheet import Box, single
from footmap.core.views import SIDES, VIEW_IDS, Side, ViewId
from footmap.data.style import load_style
from footmap.report.body_pictures import picture_reader
from footmap.report.panels import Panel, PlacedPanel, arrange_panels, painted_panels, panel_svg, seen_qualities
from footmap.report.pixels import to_sheet

boxes = st.builds(Box, st.just(0.0), st.just(0.0), st.floats(90.0, 330.0), st.floats(220.0, 1100.0))
panels = st.lists(st.builds(Panel, st.sampled_from(VIEW_IDS), st.sampled_from(SIDES), boxes), min_size=1, max_size=16)


@given(panels=panels, width=st.floats(150.0, 190.0), height=st.floats(60.0, 130.0))
def test_panels_fit_their_place_in_order_and_undistorted(panels: list[Panel], width: float, height: float) -> None:
    rows = arrange_panels(panels, width, height, 6.0, 9.0)
    assert [placed.panel for row in rows for placed in row] == panels
    for row in rows:
        assert sum(placed.width_mm for placed in row) + 6.0 * (len(row) - 1) <= width + 1e-6
        assert max(p.height_mm for p in row) == pytest.approx(min(p.height_mm for p in row))
    assert sum(row[0].height_mm + 9.0 for row in rows) <= height + 1e-6


@st.composite
def strokes(draw: st.DrawFn) -> Stroke:
    view = draw(st.sampled_from(VIEW_IDS))
    high = 900.0 if view.startswith("leg") else 150.0
    x, y = draw(st.floats(-50.0, 50.0)), draw(st.floats(5.0, high))
    quality, side = draw(st.sampled_from(QUALITIES)), draw(st.sampled_from(SIDES))
    return Stroke(side, view, "add", "brush", quality, ((x, y), (x + 10.0, y + 40.0)), draw(st.floats(3.0, 20.0)))


@settings(max_examples=20)
@given(made=st.lists(strokes(), min_size=1, max_size=3))
def test_all_paint_is_on_a_panel(atlas: Atlas, made: list[Stroke]) -> None:
    paint = replay(atlas, Drawing(tuple(made)))
    shown = painted_panels(atlas, paint)
    for side in SIDES:
        on_panels = {q for panel in shown if panel.side == side for q in seen_qualities(paint, panel)}
        assert on_panels == set(paint.side(side).qualities)
    for panel in shown:
        frame = atlas.views[panel.view].picture
        down = frame.height_px / frame.px_per_mm - frame.top_mm
        for shape in seen_qualities(paint, panel).values():
            assert shape.bounds[1] + down >= panel.box.bottom - 1e-6
            assert shape.bounds[3] + down <= panel.box.top + 1e-6


def test_a_panel_is_the_same_every_time_and_holds_shapes(atlas: Atlas) -> None:
    dot = Stroke("left", "foot_plantar", "add", "brush", "tingling", ((0.0, 60.0),), 15.0)
    paint = replay(atlas, Drawing((dot,)))
    ((placed,),) = arrange_panels(painted_panels(atlas, paint), 100.0, 80.0, 6.0)
    first, second = (panel_svg(placed, atlas, paint, load_style(), picture_reader("male")) for _ in range(2))
    assert first == second
    assert first.count("<image") == 1
    assert "<text" not in first, "words are the document's"


def test_a_document_is_set_without_a_plotting_library() -> None:
    code = "import footmap.report.document, footmap.report.compare_page, sys; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.strip() == "False"


@settings(max_examples=15, deadline=None)
@given(
    side=st.sampled_from(SIDES),
    quality=st.sampled_from(QUALITIES),
    x=st.floats(-20.0, 20.0),
    radius=st.floats(6.0, 15.0),
    width=st.floats(30.0, 120.0),
)
def test_a_panel_holds_the_shape_where_and_as_large_as_it_is(
    atlas: Atlas, side: Side, quality: Quality, x: float, radius: float, width: float
) -> None:
    """The outline that is written, read back into millimetres, is what the view shows on that side."""
    mirror = 1.0 if side == "right" else -1.0
    dot = Stroke(side, "foot_plantar", "add", "brush", quality, ((mirror * x, 60.0),), radius)
    paint = replay(atlas, Drawing((dot,)))
    panel = next(panel for panel in painted_panels(atlas, paint) if panel.view == "foot_plantar")
    svg = ElementTree.fromstring(panel_svg(PlacedPanel(panel, width), atlas, paint, load_style(), blank))
    shown = paint.shown(side, "foot_plantar", quality)
    filled = svg.find("{*}path")
    assert filled is not None
    per_mm = float(svg.attrib["width"]) / panel.box.width
    rings = [
        Polygon([tuple(map(float, place.split())) for place in ring.split("L")])
        for ring in filled.attrib["d"].replace("Z", "").split("M")[1:]
    ]
    signed = [ring.area if ring.exterior.is_ccw else -ring.area for ring in rings]
    assert abs(sum(signed)) / per_mm**2 == pytest.approx(shown.area, rel=0.01), "holes run the other way round"
    x_px, y_px = (np.array([(r.centroid.x, r.centroid.y) for r in rings]).T @ np.array(signed)) / sum(signed)
    cell = single(atlas.views["foot_plantar"].picture, "foot_plantar", side)
    middle = to_sheet(np.array([shown.centroid.coords[0]]), cell)[0]
    near = 0.1 + 0.5 / per_mm  # the panel begins at a whole pixel
    assert x_px / per_mm == pytest.approx(middle[0], abs=near)
    assert panel.box.top - y_px / per_mm == pytest.approx(middle[1], abs=near)


def blank(view: ViewId, magnification: int) -> Image.Image:
    """No picture at all, which is quick."""
    return Image.new("RGBA", (4, 4))
