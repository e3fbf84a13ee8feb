"""Rules by which one value follows from another, where a slip would change no number that other tests look at."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.paint_evidence import PaintScorer
from footmap.core.localiser.redraw import Redraws
from footmap.core.localiser.stability import stability
from footmap.core.views import FloatArray

from .conftest import Regions


def place(localiser: Localiser, painted: Painted, factor: float) -> FloatArray:
    scoring = replace(localiser.scoring, root_pain_factor=factor)
    found = PaintScorer(localiser.cells, localiser.fields, localiser.hypotheses, scoring).score(painted)
    assert found is not None
    return found.place


@pytest.mark.parametrize("region", ["calf_mid", "ant_thigh_dist", "sole_central"])
def test_pain_says_less_of_a_root_than_of_a_nerve_and_numbness_as_much(
    localiser: Localiser, regions: Regions, region: str
) -> None:
    assert localiser.scoring.root_pain_factor < 1.0
    root = localiser.hypotheses.is_root
    pain, numb = regions(region, quality="pain"), regions(region, quality="numbness")
    as_is, full = (place(localiser, pain, f) for f in (localiser.scoring.root_pain_factor, 1.0))
    assert np.array_equal(as_is[~root], full[~root])
    assert not np.isclose(as_is[root], full[root], atol=1e-3).all()
    assert np.ptp(as_is[root]) < np.ptp(full[root])
    assert np.array_equal(place(localiser, numb, localiser.scoring.root_pain_factor), place(localiser, numb, 1.0))


class Remembering(Redraws):
    """Redraws that keep what they compare."""

    drawn: list[FloatArray]

    def jaccard(self, one: FloatArray, other: FloatArray, cells: NDArray[np.intp] | None = None) -> FloatArray:
        self.drawn.append(other)
        return super().jaccard(one, other, cells)


def test_two_limbs_with_the_same_paint_are_redrawn_apart_and_their_qualities_together(
    localiser: Localiser, regions: Regions
) -> None:
    part = regions("calf_mid")["right"]["numbness"]
    painted: Painted = {"right": {"numbness": part, "pain": part}, "left": {"numbness": part}}
    redraws = Remembering(localiser.cells)
    redraws.drawn = []
    assert stability(localiser, painted, localiser.rank_cells(painted), redraws, 30) is not None
    numb, hurting, other_limb = redraws.drawn
    assert np.array_equal(numb, hurting)
    assert sum(np.array_equal(a, b) for a, b in zip(numb, other_limb, strict=True)) < 3
    assert {a.tobytes() for a in numb} == {a.tobytes() for a in other_limb}  # the same redraws, in another order
