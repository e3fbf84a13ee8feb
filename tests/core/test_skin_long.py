"""What takes minutes: a thousand strokes against the mesh, ten thousand odd strokes."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from footmap.bench.strokes import point_on_skin, random_stroke
from footmap.core.geometry import brush, lasso
from footmap.core.skin import Skin
from footmap.core.views import VIEW_IDS
from footmap.data.assets import load_atlas

from .silhouettes import thin_stroke, untouched_mm2

pytestmark = pytest.mark.long


@pytest.mark.parametrize("body", ["male", "female"])
def test_a_thousand_strokes_are_carried_truly(body: str) -> None:
    bench = pytest.importorskip("footmap.bench.skin", reason="needs the extra atlas", exc_type=ImportError)
    results = bench.measure_skin(body, 1000 if body == "male" else 300)
    short = [r for r in results if not r.ok and r.unit != "ms"]  # speed is measured, not tested
    assert not short, "\n".join(f"{r.what}: {r.value:.4f}, goal {r.goal}" for r in short)


@pytest.mark.parametrize("seed", range(10))
def test_ten_thousand_odd_strokes_stay_sound(skin: Skin, seed: int) -> None:
    rng = np.random.default_rng([77, seed])
    for number in range(1_000):
        view, shape = random_stroke(skin, rng)
        kind = number % 10
        if kind < 4:  # stars, bow ties and scribbles
            centre = np.array(point_on_skin(skin, view, rng))
            points = centre + rng.normal(0, rng.uniform(0.5, 40), (int(rng.integers(1, 25)), 2))
            shape = lasso(points) if kind < 2 else brush(points, float(rng.uniform(0.05, 30)))
        elif kind == 4:  # along the edge of the picture
            edge = skin.outline[view].geoms[0].exterior
            start = rng.uniform(0, edge.length)
            path = [edge.interpolate(start + step).coords[0] for step in np.arange(0, rng.uniform(5, 200), 3.0)]
            shape = brush(path, float(rng.uniform(0.3, 8)))
        paint = skin.commit(view, shape)
        for patch in paint.values():
            assert shapely.is_valid(patch), (number, view)
            assert patch.geom_type == "MultiPolygon"
        for other in (view, VIEW_IDS[int(rng.integers(8))]):
            assert shapely.is_valid(skin.shown(paint, other)), (number, view, other)
        assert skin.erase(paint, skin.commit(view, shape)) == {}, (number, view)


@pytest.mark.parametrize("body", ["male", "female"])
def test_twenty_thousand_thin_strokes_along_the_edges_mark_no_skin_beside_them(body: str) -> None:
    skin, rng = load_atlas(body).skin, np.random.default_rng(13)
    wrong = []
    for number in range(20_000):
        view = VIEW_IDS[number % len(VIEW_IDS)]
        stroke = thin_stroke(skin, view, rng)
        if untouched_mm2(skin, view, stroke) > 0.1 * stroke.area + 5.0:
            wrong.append((number, view, shapely.to_wkt(stroke)))
    assert not wrong
