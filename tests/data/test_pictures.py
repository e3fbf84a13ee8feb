"""The shipped pictures: every view of every body, in all three sizes, where atlas.json says it lies."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from footmap.core.views import VIEW_IDS, ViewId
from footmap.data import resources

BUDGET_BYTES = 6_000_000


@pytest.mark.parametrize("body", resources.bodies())
@pytest.mark.parametrize("view", VIEW_IDS)
def test_pictures_fill_their_frame_in_every_size(body: str, view: ViewId) -> None:
    folder = resources.atlas_folder(body)
    frame = json.loads((folder / "atlas.json").read_bytes())["views"][view]["picture"]
    for magnification in resources.MAGNIFICATIONS:
        with Image.open(folder / "pictures" / resources.picture_name(view, magnification)) as image:
            assert image.size == (magnification * frame["width_px"], magnification * frame["height_px"])
            assert image.mode == "RGBA"


@pytest.mark.parametrize("body", resources.bodies())
@pytest.mark.parametrize("view", ["leg_anterior", "foot_plantar"])
def test_sizes_are_one_drawing(body: str, view: ViewId) -> None:
    folder = resources.atlas_folder(body) / "pictures"
    with Image.open(folder / resources.picture_name(view, 1)) as image:
        small = np.asarray(image.convert("RGBa"), float)
    for magnification in resources.MAGNIFICATIONS[1:]:
        with Image.open(folder / resources.picture_name(view, magnification)) as image:
            shrunk = np.asarray(image.convert("RGBa").reduce(magnification), float)
        assert np.abs(shrunk - small).mean() < 0.6
        assert np.abs(np.roll(shrunk, 3, 0) - small).mean() > 2 * np.abs(shrunk - small).mean()


@pytest.mark.parametrize("body", resources.bodies())
def test_largest_pictures_stay_within_their_budget(body: str) -> None:
    folder: Path = resources.atlas_folder(body) / "pictures"
    names = [resources.picture_name(view, resources.MAGNIFICATIONS[-1]) for view in VIEW_IDS]
    assert sum((folder / name).stat().st_size for name in names) < BUDGET_BYTES
