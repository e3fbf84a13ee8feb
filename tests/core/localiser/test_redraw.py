"""Redraws: what is left out to save time changes nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.redraw import calibrated_scale
from footmap.core.views import FloatArray

SCALE = 0.3


@given(st.sampled_from(["sole_lat", "calf_mid", "hallux_dorsal", "lat_thigh", "heel_back"]), st.integers(0, 2**31))
@settings(max_examples=15, deadline=None)
def test_a_redraw_that_leaves_out_bare_skin_is_the_whole_redraw(localiser: Localiser, name: str, seed: int) -> None:
    redraws, part = localiser.redraws, localiser.fields.region[name]
    size = redraws.size_mm(part) * SCALE
    moves = redraws.moves(part, SCALE, 1, np.random.default_rng(seed))
    rng = np.random.default_rng(seed)
    shift = rng.normal(size=3) * 0.6 * size + redraws.smooth_field(rng, 12, 60.0) * size
    whole = redraws.moved(part, shift)
    assert np.array_equal(moves.of(part)[0][moves.to], whole[moves.to])
    point = localiser.cells.point_mm
    for cell in np.setdiff1d(np.flatnonzero(whole), moves.to):
        assert np.linalg.norm(point[part > 0] - point[cell], axis=1).min() > 3.0 * size


@given(st.sampled_from(["sole_lat", "calf_mid", "lat_thigh"]), st.integers(0, 2**31))
@settings(max_examples=8, deadline=None)
def test_redraws_on_some_cells_are_those_on_all(localiser: Localiser, name: str, seed: int) -> None:
    redraws, part = localiser.redraws, localiser.fields.region[name]
    moves = redraws.moves(part, SCALE, 5, np.random.default_rng(seed))
    everywhere, here = moves.of(part), moves.parts(part)
    assert everywhere.sum() == here.sum()
    assert np.allclose(redraws.jaccard(part, everywhere), redraws.jaccard(part[moves.to], here, moves.to))
    some = localiser.paint_scorer.place_of_many({"left": {"pain": here}}, moves.to)
    assert np.allclose(some, localiser.paint_scorer.place_of_many({"left": {"pain": everywhere}}), atol=1e-4)


@pytest.mark.parametrize("name", ["calf_mid", "lat_thigh", "med_leg"])
@pytest.mark.parametrize("far_mm", [-30.0, 12.0, 30.0])
def test_paint_that_is_moved_along_the_leg_lies_as_far_along_it(localiser: Localiser, name: str, far_mm: float) -> None:
    redraws, part = localiser.redraws, localiser.fields.region[name]
    point, area = localiser.cells.point_mm, localiser.cells.area_cm2
    painted = point[part > 0]
    _, _, axes = np.linalg.svd(painted - painted.mean(axis=0), full_matrices=False)
    along = axes[0]
    moved = redraws.moved(part, along * far_mm)

    def middle(amount: FloatArray) -> float:
        return float((amount * area) @ (point @ along) / (amount @ area))

    assert middle(moved) - middle(part) == pytest.approx(far_mm, abs=4.0)
    assert float(moved @ area) == pytest.approx(float(part @ area), rel=0.25), "moved, not spread"


@pytest.mark.parametrize("target", [0.5, 0.8, 0.93])
def test_a_calibrated_scale_gives_the_overlap_that_was_asked_for(localiser: Localiser, target: float) -> None:
    redraws = localiser.redraws
    drawings = [localiser.fields.region[name] for name in ("lat_thigh", "calf_mid")] * 3
    scale = calibrated_scale(redraws, drawings, target, np.random.default_rng(2))
    rng = np.random.default_rng(3)
    again = [redraws.jaccard(part, redraws.draw(part, scale, 4, rng)).mean() for part in drawings]
    assert np.mean(again) == pytest.approx(target, abs=0.05)
