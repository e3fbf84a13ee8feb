"""The drawn picture of a lesion: on the right limb, on the right skin, the same every time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from footmap.core.sheet import arrange
from footmap.data.assets import load_atlas
from footmap.data.knowledge.clinical import load_clinical
from footmap.errors import FootmapError
from footmap.report.chart import SHEET_PX, STRIP
from footmap.report.predict_figure import draw_prediction, prediction_png, write_prediction

SCALE = 0.6


def colour_at(site: str, landmark: str, view: str, side: str) -> np.ndarray:
    """Colour (3,) at a landmark of a view and limb."""
    atlas = load_atlas()
    chart = draw_prediction(load_clinical(), atlas, site, scale=SCALE)
    sheet = arrange({v: atlas.views[v].picture for v in atlas.views}, strip=STRIP)
    cell = next(c for c in sheet.cells if c.view == view and c.side == side)
    x, y = cell.to_sheet(*atlas.views[cell.view].landmarks_mm[landmark])
    k = SHEET_PX * SCALE
    return np.array(chart.pixels[round(chart.pixels.shape[0] - y * k), round(x * k)], float)


@pytest.mark.parametrize(
    ("site", "landmark", "view", "blue"),
    [
        ("fibular_neck", "instep", "foot_dorsal", True),
        ("fibular_neck", "heel_centre", "foot_plantar", False),
        ("tarsal_tunnel", "arch_middle", "foot_plantar", True),
        ("lfcn_inguinal", "mid_thigh_lateral", "leg_lateral", True),
        ("S1", "fifth_metatarsal_base", "foot_lateral", True),
        ("S1", "instep", "foot_dorsal", False),
    ],
)
def test_numb_skin_is_blue_on_the_right_limb_alone(site: str, landmark: str, view: str, blue: bool) -> None:
    right = colour_at(site, landmark, view, "right")
    left = colour_at(site, landmark, view, "left")
    assert (right[2] > right[0]) == blue
    assert left[2] < left[0]


def test_stocking_pattern_is_drawn_on_both_limbs_and_strongest_at_the_toes() -> None:
    right = colour_at("length_dependent", "metatarsal_head3", "foot_plantar", "right")
    left = colour_at("length_dependent", "metatarsal_head3", "foot_plantar", "left")
    thigh = colour_at("length_dependent", "mid_thigh_front", "leg_anterior", "right")
    heel = colour_at("length_dependent", "heel_centre", "foot_plantar", "right")
    assert np.abs(right - left).max() < 60
    assert right[0] - right[2] > heel[0] - heel[2] > thigh[0] - thigh[2]


def test_same_picture_every_time(tmp_path: Path) -> None:
    clinical, atlas = load_clinical(), load_atlas()
    first = prediction_png(clinical, atlas, "sural_calf", scale=0.4)
    write_prediction(clinical, atlas, "sural_calf", tmp_path / "sural.png", scale=0.4)
    assert (tmp_path / "sural.png").read_bytes() == first
    assert first != prediction_png(clinical, atlas, "saphenous_leg", scale=0.4)
    with pytest.raises(FootmapError):
        write_prediction(clinical, atlas, "sural_calf", tmp_path / "sural.pdf")
    with pytest.raises(KeyError):
        prediction_png(clinical, atlas, "elbow")
