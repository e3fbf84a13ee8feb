"""Skin coordinates: authored points, curves, and the way back to words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footmap.core.chart import Chart
from footmap.data.territories.authored import read_chart

CHART: Chart = read_chart("male")


@given(st.floats(-680, 600), st.floats(0, 359.99))
def test_every_place_has_words_that_lead_back(s: float, a: float) -> None:
    s2, a2 = CHART.point(CHART.describe(s, a))
    assert abs(s2 - s) < 0.06
    assert abs((a2 - a + 180) % 360 - 180) < 1.2  # near 0 and 180 on the foot a hundredth of a percent is a degree


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("H100@0", "T0@0"),
        ("T100@90", "K20@90"),
        ("K86@270", "A20@270"),
        ("A100@90", "F60 d50"),
        ("F70 d50", "toe3 0 d50"),
        ("toe3 0 d50", "toe3 100 d50"),
        ("F10 p50", "F40 p50"),
    ],
)
def test_the_tube_runs_downward(upper: str, lower: str) -> None:
    assert CHART.point(upper)[0] < CHART.point(lower)[0]


@pytest.mark.parametrize("text", ["X10@3", "T50", "F20 d30", "toe6 10 d3", "F60@20", "T50 d30", "", "K30@"])
def test_what_is_no_point_is_refused_with_the_point_in_the_message(text: str) -> None:
    with pytest.raises(ValueError, match=r"'") as caught:
        CHART.point(text)
    assert text in str(caught.value)


def test_percent_across_grows_from_medial_to_lateral() -> None:
    top = [CHART.point(f"F60 d{v}")[1] for v in range(0, 101, 10)]
    under = [CHART.point(f"F60 p{v}")[1] for v in range(0, 101, 10)]
    assert (np.diff(top) < 0).all()  # dorsum: 180 medial to 0 lateral
    assert (np.diff(under) > 0).all()  # sole: 225 medial to 315 lateral


def test_curves_go_the_short_way_round_and_hit_their_points() -> None:
    points = ["T50@350", "T55@10", "T60@20"]
    line = CHART.curve(points)
    assert np.abs(np.diff(line[:, 1])).max() < 5
    for text in points:
        s, a = CHART.point(text)
        assert np.hypot(line[:, 0] - s, (line[:, 1] - a + 180) % 360 - 180).min() < 1e-6


def test_a_closed_curve_ends_where_it_began_or_a_turn_further() -> None:
    ring = CHART.curve(["K10@0", "K10@90", "K10@180", "K10@270"], closed=True)
    assert ring[-1, 0] == pytest.approx(ring[0, 0])
    assert abs(ring[-1, 1] - ring[0, 1]) == pytest.approx(360)
