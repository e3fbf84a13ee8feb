"""On which limb what an emergency names is read, and by which root a level is judged."""

from __future__ import annotations

from itertools import product
from typing import Any, Final

import pytest
from shapely import MultiPolygon

from footmap.core.atlas import Atlas
from footmap.core.drawing import Drawing, Stroke
from footmap.core.localiser.cells import ChangingParts, Painted
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.sides import both_affected, emergency_side, own_root, skin_site
from footmap.core.paint import replay
from footmap.core.views import SIDES, FloatArray, Side

from .conftest import Regions

OTHERWISE: Final[tuple[Any, ...]] = ("right", "left", "both", None)


@pytest.mark.parametrize("named", [(), ("right",), ("left",), ("left", "right")])
def test_what_an_emergency_names_is_read_where_it_was_answered_unless_it_is_of_no_limb(
    localiser: Localiser, regions: Regions, named: tuple[Side, ...]
) -> None:
    estimate = localiser.rank_cells(regions("calf_mid"))
    sites = localiser.knowledge.anatomy.sites
    midline = 0
    for c, otherwise in product(estimate.conditions, OTHERWISE):
        of_no_limb = sites[c.site].kind in ("cord", "central") or sites[c.site].both >= 0.5
        midline += of_no_limb
        answered: Any = {0: otherwise, 1: named[0] if named else None, 2: "both"}[len(named)]
        assert emergency_side(localiser, c, named, otherwise) == ("both" if of_no_limb else answered)
    assert 0 < midline < 4 * len(estimate.conditions)


@pytest.mark.parametrize("quality", ["pain", "numbness"])
def test_a_level_is_judged_by_its_own_root_and_nothing_else_is(
    localiser: Localiser, regions: Regions, quality: str
) -> None:
    estimate = localiser.rank_cells(regions("calf_mid", "post_thigh", quality=quality))
    paint, items = estimate.paint, localiser.hypotheses.items
    assert paint is not None
    for c in (*estimate.nerves, *estimate.conditions):
        assert own_root(localiser, estimate, c) is None
        assert skin_site(localiser, estimate, c) == c.site
    for c in estimate.levels:
        own = [k for k, item in enumerate(items) if item.site.kind == "root" and c.id in item.site.roots]
        best = max(own, key=lambda k: paint.total[k])
        assert own_root(localiser, estimate, c) == best
        assert skin_site(localiser, estimate, c) == items[best].site.id
    nothing = localiser.rank_cells({}, {"foot_drop": "yes"})
    assert {own_root(localiser, nothing, c) for c in nothing.levels} == {None}


@pytest.mark.parametrize("sides", [(), ("right",), ("left",), ("right", "left")])
def test_both_limbs_are_affected_where_they_are_painted_or_an_answer_says_so(
    localiser: Localiser, regions: Regions, sides: tuple[Side, ...]
) -> None:
    painted: Painted = {side: regions("calf_mid")["right"] for side in sides}
    for answers, told in (
        ({}, False),
        ({"foot_drop": "yes"}, False),
        ({"bilateral_leg_symptoms": "one"}, False),
        ({"slr": "positive", "bilateral_leg_symptoms": "both"}, True),
    ):
        assert both_affected(localiser, painted, answers) == (told or len(sides) == len(SIDES))


def test_parts_of_paint_that_has_not_changed_are_not_looked_for_again(
    localiser: Localiser, atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    strokes = [
        Stroke("right", "foot_dorsal", "add", "brush", "pain", ((0.0, y),), radius_mm=8.0) for y in (60.0, 150.0)
    ]
    looked: list[int] = []
    plain = ChangingParts._patch_mm2

    def looks(self: ChangingParts, patch: int, shape: MultiPolygon) -> FloatArray:
        looked.append(patch)
        return plain(self, patch, shape)

    monkeypatch.setattr(ChangingParts, "_patch_mm2", looks)
    parts = ChangingParts(localiser.cells, atlas)
    first = replay(atlas, Drawing((strokes[0],)))
    parts.of(first)
    once = len(looked)
    assert once
    parts.of(first)
    assert len(looked) == once
    both = replay(atlas, Drawing(tuple(strokes)))
    found = parts.of(both)
    expected = localiser.painted(both)
    assert {q: p.tolist() for q, p in found["right"].items()} == {q: p.tolist() for q, p in expected["right"].items()}
