from __future__ import annotations

import math

import numpy as np
import pytest

from footmap.core.atlas import Atlas
from footmap.core.localiser.cells import FOOT
from footmap.core.localiser.engine import Localiser


def test_cells_hold_the_skin_once(atlas: Atlas, localiser: Localiser) -> None:
    truth = sum(atlas.skin.true_area_mm2(view, home) for view, home in atlas.skin.home.items()) / 100.0
    assert localiser.cells.area_cm2.sum() == pytest.approx(truth, rel=0.01)


def test_all_skin_covers_every_cell_and_none_covers_none(atlas: Atlas, localiser: Localiser) -> None:
    cells = localiser.cells
    whole = cells.covered(atlas.skin.home)
    assert whole.max() <= 1.0
    assert (whole * cells.area_cm2).sum() == pytest.approx(cells.area_cm2.sum(), rel=1e-3)
    assert not cells.covered({}).any()


def test_a_shape_has_the_area_it_covers(atlas: Atlas, localiser: Localiser) -> None:
    shape = atlas.views["foot_plantar"].home.buffer(-8)
    cells = localiser.cells
    painted = (cells.covered({"foot_plantar": shape}) * cells.area_cm2).sum()
    assert painted == pytest.approx(atlas.skin.true_area_mm2("foot_plantar", shape) / 100.0, rel=0.02)


def test_the_foot_has_the_finest_cells(localiser: Localiser) -> None:
    cells = localiser.cells
    mean = [cells.area_cm2[cells.part == part].mean() for part in (0, 1, 2)]
    assert mean[0] < 0.6
    assert mean[0] < mean[1] < mean[2]


def test_smoothing_keeps_what_is_even_and_flattens_what_is_not(localiser: Localiser) -> None:
    cells = localiser.cells
    assert cells.blurred(np.full(cells.count, 0.3), 4.0, 10.0) == pytest.approx(0.3)
    foot = (cells.part == FOOT).astype(float)
    smooth = cells.blurred(foot, 4.0, 10.0)
    assert smooth.min() >= 0
    assert smooth.max() <= 1 + 1e-12
    assert ((smooth > 0.01) & (smooth < 0.99)).any()


def test_neighbours_are_near_and_begin_with_the_cell(localiser: Localiser) -> None:
    cells = localiser.cells
    assert (cells.near[:, 0] == np.arange(cells.count)).all()
    assert (np.diff(cells.gap_mm[:, 1:], axis=1) > -1e-5).all()  # equally near ones stand by their number
    assert np.median(cells.gap_mm[:, 1]) < 15


def test_skin_is_smoothed_by_a_bell_over_the_nearest_cells_each_by_its_area(localiser: Localiser) -> None:
    cells = localiser.cells
    values = np.random.default_rng(5).uniform(0.0, 1.0, cells.count)
    smooth = cells.blurred(values, 4.0, 10.0)
    for cell in range(0, cells.count, 97):
        width = 4.0 if cells.part[cell] == FOOT else 10.0
        weights = [
            float(cells.area_cm2[n]) * math.exp(-((gap / width) ** 2) / 2.0)
            for n, gap in zip(cells.near[cell], cells.gap_mm[cell], strict=True)
        ]
        mean = sum(w * values[n] for w, n in zip(weights, cells.near[cell], strict=True)) / sum(weights)
        assert smooth[cell] == pytest.approx(mean)
