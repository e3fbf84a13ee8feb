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


BARE = "central_foot_drop"
"""Has no skin."""
HALF_PX = 8


def marked(site: str, landmark: str, view: str, side: str) -> float:
    """How far a patch of skin about a landmark is from bare skin, of 255."""
    atlas = load_atlas()
    sheet = arrange({v: atlas.views[v].picture for v in atlas.views}, strip=STRIP)
    cell = next(c for c in sheet.cells if c.view == view and c.side == side)
    x, y = cell.to_sheet(*atlas.views[cell.view].landmarks_mm[landmark])
    k = SHEET_PX * SCALE
    patches = []
    for id_ in (site, BARE):
        pixels = draw_prediction(load_clinical(), atlas, id_, scale=SCALE).pixels
        row, column = round(pixels.shape[0] - y * k), round(x * k)
        patches.append(pixels[row - HALF_PX : row + HALF_PX, column - HALF_PX : column + HALF_PX].astype(float))
    return float(np.abs(patches[0] - patches[1]).mean())


@pytest.mark.parametrize(
    ("site", "landmark", "view", "numb"),
    [
        ("fibular_neck", "instep", "foot_dorsal", True),
        ("fibular_neck", "heel_centre", "foot_plantar", False),
        ("tarsal_tunnel", "arch_middle", "foot_plantar", True),
        ("lfcn_inguinal", "mid_thigh_lateral", "leg_lateral", True),
        ("S1", "fifth_metatarsal_base", "foot_lateral", True),
        ("S1", "instep", "foot_dorsal", False),
    ],
)
def test_numb_skin_is_hatched_on_the_right_limb_alone(site: str, landmark: str, view: str, numb: bool) -> None:
    assert (marked(site, landmark, view, "right") > 5.0) == numb
    assert marked(site, landmark, view, "left") == 0.0


def test_stocking_pattern_is_drawn_on_both_limbs_and_strongest_at_the_toes() -> None:
    right = marked("length_dependent", "metatarsal_head3", "foot_plantar", "right")
    left = marked("length_dependent", "metatarsal_head3", "foot_plantar", "left")
    thigh = marked("length_dependent", "mid_thigh_front", "leg_anterior", "right")
    assert min(right, left) > 5.0
    assert right > thigh


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
