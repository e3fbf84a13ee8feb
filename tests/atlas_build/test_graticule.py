"""The picture of the skin coordinates shows what the notation means, and the guide to borders uses such points."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

for package in ("scipy", "skimage", "numba"):
    pytest.importorskip(package, reason="the atlas build needs the extra 'atlas'")

from footmap.atlas_build.graticule import ACROSS, DEGREES, graticule
from footmap.atlas_build.locate import Locator
from footmap.core.chart import ring, wrap
from footmap.core.views import ViewId
from footmap.data.territories.authored import read_chart
from tests.shipped import shipped_atlas

GUIDE = Path(__file__).parents[2] / "CONTRIBUTING.md"
POINT = re.compile(r"`([HTKA]\d+@\d+|F\d+ (?:[dplm]|mh|lh)[\d.]+|toe[1-5] \d+ [dp]\d+)`")


@pytest.mark.parametrize("view", ["leg_lateral", "foot_plantar"])
def test_every_line_runs_where_its_name_says(view: ViewId) -> None:
    atlas = shipped_atlas()
    chart = read_chart()
    locate = Locator(chart.table)
    lines = graticule(atlas, [view])[view]
    assert len({line.name for line in lines}) > 10
    off = []
    for line in lines:
        skin = atlas.skin.seen_points(view, line.points_mm)
        s, a = locate(skin[np.isfinite(skin).all(axis=1)])
        if line.around:
            wanted = chart.point(f"{line.name} d50" if line.name.startswith("F") else f"{line.name}@90")[0]
            off.append(np.abs(s - wanted))
        else:
            degree = float(line.name[1:]) if line.name[0] == "@" else float(ring(line.name[0], float(line.name[1:])))
            off.append(np.abs(wrap(a - degree)))
        assert np.median(off[-1]) < 5.0, line.name  # mm or degrees: oblique skin at the edge of a view is the worst
    assert np.median(np.concatenate(off)) < 0.5


def test_the_legs_have_degrees_and_the_feet_percent() -> None:
    found = graticule(shipped_atlas(), ["leg_anterior", "foot_dorsal"])
    assert {line.name for line in found["leg_anterior"] if not line.around} <= {f"@{n}" for n in DEGREES}
    assert {line.name for line in found["foot_dorsal"]} & {f"{side}{n}" for side, n in ACROSS}


def test_the_guide_names_points_that_can_be_written() -> None:
    chart = read_chart()
    points = POINT.findall(GUIDE.read_text(encoding="utf-8"))
    assert len(points) >= 5
    for point in points:
        chart.point(point)
