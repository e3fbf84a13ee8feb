"""Redraws: what is left out to save time changes nothing."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from footmap.core.localiser.engine import Localiser

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
