"""Pictures agree with the skin they show, at both sizes, and the shipped ones with the shipped atlas."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

for package in ("scipy", "skimage", "numba", "PIL"):
    pytest.importorskip(package, reason="the atlas build needs the extra 'atlas'")

import shapely
from PIL import Image

from footmap.atlas_build import ink, plates
from footmap.atlas_build.cameras import cameras, highest_mm
from footmap.atlas_build.surface import Surface, build_surface
from footmap.core.views import VIEW_IDS, ViewId
from footmap.data import resources
from footmap.data.assets import load_atlas

DRAWN: tuple[ViewId, ...] = ("foot_plantar", "leg_medial")
PROOF = 0.3


@pytest.fixture(scope="module")
def surface() -> Surface:
    return build_surface("male", 5.0, cache=None)


@pytest.mark.parametrize("view", DRAWN)
def test_picture_shows_the_skin_where_the_camera_sees_it(surface: Surface, view: ViewId) -> None:
    small, large, largest = plates.draw_view(surface, view, ink.lay_lines(surface), PROOF)
    frame = plates.frame(surface, view, PROOF)
    assert small.shape == (frame.height_px, frame.width_px, 4)
    assert large.shape == (2 * frame.height_px, 2 * frame.width_px, 4)
    assert largest.shape == (3 * frame.height_px, 3 * frame.width_px, 4)
    for border in (small[0], small[-1], small[:, 0], small[:, -1]):
        assert border[..., 3].max() <= 30
    # where nothing fades and the sides run steeply: first and last opaque pixel of a row
    v = surface.vertices
    at = cameras(surface)[view].project(v[v[:, 2] < min(highest_mm(view, surface), 600.0)])[:, :2]
    px = 2 * frame.px_per_mm
    for y in at[:, 1].min() + np.linspace(0.25, 0.70, 9) * np.ptp(at[:, 1]):
        row = large[round((frame.top_mm - y) * px), :, 3]
        skin = np.nonzero(row > 127)[0]
        left, right = frame.left_mm + skin[0] / px, frame.left_mm + (skin[-1] + 1) / px
        near = at[np.abs(at[:, 1] - y) < 3.0, 0]
        assert left == pytest.approx(near.min(), abs=1.0 + 2 / px)
        assert right == pytest.approx(near.max(), abs=1.0 + 2 / px)


def test_drawing_twice_gives_the_same_bytes(surface: Surface, tmp_path: Path) -> None:
    for name in ("one", "two"):
        frames = plates.draw(surface, tmp_path / name, ["foot_plantar"], PROOF)
        assert frames == {"foot_plantar": plates.frame(surface, "foot_plantar", PROOF)}
    for name in ("1x.png", "2x.png", "3x.webp"):
        one, two = ((tmp_path / n / f"foot_plantar@{name}").read_bytes() for n in ("one", "two"))
        assert one == two


@pytest.mark.parametrize("body", ["male", "female"])
def test_shipped_pictures_are_small_enough(body: str) -> None:
    files = sorted((resources.atlas_folder(body) / "pictures").glob("*.png"))
    assert [f.name for f in files] == sorted(f"{v}@{s}.png" for v in VIEW_IDS for s in ("1x", "2x"))
    assert sum(f.stat().st_size for f in files) < 14e6


@pytest.mark.parametrize("body", ["male", "female"])
def test_shipped_pictures_agree_with_the_shipped_outlines(body: str) -> None:
    if not (resources.atlas_folder(body) / "atlas.json").exists():
        pytest.skip(f"the atlas of the {body} body is not built")
    atlas = load_atlas(body)
    for view_id, view in atlas.views.items():
        frame = view.picture
        alpha = np.asarray(Image.open(resources.atlas_folder(body) / "pictures" / f"{view_id}@1x.png"))[..., 3]
        assert alpha.shape == (frame.height_px, frame.width_px)
        x = frame.left_mm + (np.arange(frame.width_px) + 0.5) / frame.px_per_mm
        y = frame.top_mm - (np.arange(frame.height_px) + 0.5) / frame.px_per_mm
        inside = shapely.contains_xy(view.outline, *np.meshgrid(x, y))
        seen = alpha > 0.12 * 255
        share = (inside & seen).sum() / (inside | seen).sum()
        assert share > 0.97, (view_id, share)
