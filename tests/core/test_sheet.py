from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footmap.core.atlas import PictureFrame
from footmap.core.sheet import ROWS, arrange, single
from footmap.core.views import SIDES, VIEW_IDS, ViewId


@st.composite
def frames(draw: st.DrawFn) -> dict[ViewId, PictureFrame]:
    out = {}
    for view in VIEW_IDS:
        tall = (600, 1300) if view.startswith("leg") else (150, 500)
        width, height = draw(st.integers(80, 500)), draw(st.integers(*tall))
        px = draw(st.sampled_from([0.5, 1.0, 1.7, 4.0]))
        left, top = draw(st.floats(-300, 0)), height * draw(st.floats(0.8, 1.0))
        out[view] = PictureFrame(left, top, px, round(width * px), round(height * px))
    return out


@given(frames(), st.sampled_from([0.0, 150.0]))
def test_every_limb_has_one_cell_inside_the_sheet_and_none_touch(
    pictures: dict[ViewId, PictureFrame], strip: float
) -> None:
    sheet = arrange(pictures, strip)
    assert sorted((c.view, c.side) for c in sheet.cells) == sorted((v, s) for v in VIEW_IDS for s in SIDES)
    for cell in sheet.cells:
        assert cell.box.left > 0
        assert cell.box.bottom > 0
        assert cell.box.right < sheet.width
        assert cell.box.top < sheet.height
    boxes = [c.box for c in sheet.cells] + [b for b in (sheet.free, sheet.strip) if b.height]
    assert (sheet.strip.height > 0) == (strip > 0)
    for a, b in combinations(boxes, 2):
        assert a.right < b.left or b.right < a.left or a.top < b.bottom or b.top < a.bottom


@given(frames(), st.floats(-200, 200), st.floats(-50, 1100))
def test_sheet_and_view_points_lead_to_each_other(pictures: dict[ViewId, PictureFrame], x: float, y: float) -> None:
    for cell in arrange(pictures).cells:
        assert cell.to_view(*cell.to_sheet(x, y)) == pytest.approx((x, y), abs=1e-6)


@given(frames())
def test_a_picture_fills_its_cell_and_the_left_limb_is_the_mirror_image(pictures: dict[ViewId, PictureFrame]) -> None:
    sheet = arrange(pictures)
    for view, frame in pictures.items():
        right, left = sheet.cell(view, "right"), sheet.cell(view, "left")
        corner = (frame.left_mm, frame.top_mm)
        assert right.to_sheet(*corner) == pytest.approx((right.box.left, right.box.top), abs=1e-6)
        assert left.to_sheet(*corner) == pytest.approx((left.box.right, left.box.top), abs=1e-6)
        assert (right.box.width, right.box.height) == (left.box.width, left.box.height)
        alone = single(frame, view, "left")
        assert alone.to_sheet(*corner) == pytest.approx((alone.box.width, alone.box.height), abs=1e-6)


@given(frames())
def test_legs_stand_on_one_ground_line(pictures: dict[ViewId, PictureFrame]) -> None:
    sheet = arrange(pictures)
    grounds = {round(c.origin[1], 6) for c in sheet.cells if c.view.startswith("leg")}
    assert len(grounds) == 1


def test_limbs_stand_as_a_clinician_sees_them() -> None:
    first = {pair.view: pair.first for row in ROWS for pair in row}
    # Facing the patient (front, soles), the right limb is on the reader's left; from behind or above, on the right.
    assert first["leg_anterior"] == first["foot_plantar"] == "right"
    assert first["leg_posterior"] == first["foot_dorsal"] == "left"


@given(frames())
def test_a_point_of_the_sheet_finds_its_cell(pictures: dict[ViewId, PictureFrame]) -> None:
    sheet = arrange(pictures)
    for cell in sheet.cells:
        middle = (cell.box.left + cell.box.width / 2, cell.box.bottom + cell.box.height / 2)
        assert sheet.cell_at(*middle) == cell
    assert sheet.cell_at(1.0, 1.0) is None
