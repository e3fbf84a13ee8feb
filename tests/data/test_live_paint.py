"""Paint while a brush moves: what is read from it is what is read from the finished stroke."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footmap.bench.scenes import point_on
from footmap.core import paint as paints
from footmap.core.atlas import Atlas
from footmap.core.drawing import QUALITIES, Mode, Stroke, right_limb_points
from footmap.core.live_paint import LivePaint
from footmap.core.localiser.assessment import Assessment, assess
from footmap.core.localiser.candidates import DEPTHS, Depth
from footmap.core.localiser.cells import ChangingParts
from footmap.core.localiser.engine import Localiser
from footmap.core.paint import Paint
from footmap.core.views import SIDES, VIEW_IDS, Side
from tests.shipped import shipped_atlas, shipped_localiser

OFF = 0.01
"""Share of the painted skin by which rounding and the bows of an outline may differ between steps and the whole."""
LEAST_CM2 = 0.05
"""A toe's edge seen aslant: rounding of a stroke that covers next to nothing."""


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return shipped_atlas()


@pytest.fixture(scope="session")
def localiser() -> Localiser:
    return shipped_localiser()


def a_stroke(atlas: Atlas, number: int, side: Side = "right", mode: Mode = "add") -> Stroke:
    rng = np.random.default_rng(number)
    view = VIEW_IDS[number % len(VIEW_IDS)]
    steps = rng.normal(0.0, 6.0, (int(rng.integers(1, 13)), 2))
    points = np.round(np.array(point_on(atlas, view, rng)) + np.cumsum(steps, axis=0), 2)
    if side == "left":
        points[:, 0] *= -1.0
    quality = QUALITIES[int(rng.integers(len(QUALITIES)))]
    places = tuple((float(x), float(y)) for x, y in points)
    radii = tuple(round(float(r), 2) for r in rng.uniform(3.0, 6.0, len(places))) if rng.random() < 0.3 else ()
    return Stroke(side, view, mode, "brush", quality, places, max(radii, default=6.0), radii_mm=radii)


def led(atlas: Atlas, paint: Paint, stroke: Stroke, steps: Sequence[int]) -> Paint:
    """The stroke led so many points further at each step; the last step takes the rest."""
    live = LivePaint(atlas.skin, paint, stroke.side, stroke.view, stroke.mode, stroke.quality)
    radii_mm = stroke.radii_mm or (stroke.radius_mm,) * len(stroke.points_mm)
    way = [(x, y, r) for (x, y), r in zip(right_limb_points(stroke).tolist(), radii_mm, strict=True)]
    for count in (*steps, len(way)):
        live.lead(way[:count])
        way = way[count:]
    return live.paint


def off_cm2(localiser: Localiser, one: Paint, other: Paint) -> tuple[float, float]:
    """Painted skin by which two paints differ, over all qualities, and what the second has."""
    nothing = np.zeros(localiser.cells.count)
    differ = whole = 0.0
    a, b = localiser.painted(one), localiser.painted(other)
    for side in SIDES:
        for quality in QUALITIES:
            here, there = a[side].get(quality, nothing), b[side].get(quality, nothing)
            differ += float(np.abs(here - there) @ localiser.cells.area_cm2)
            whole += float(there @ localiser.cells.area_cm2)
    return differ, whole


@settings(max_examples=25)
@given(
    number=st.integers(0, 10_000),
    side=st.sampled_from(SIDES),
    mode=st.sampled_from(["add", "add", "erase"]),
    before=st.integers(0, 2),
    steps=st.lists(st.integers(0, 4), max_size=6),
)
def test_step_by_step_is_the_whole_stroke(
    atlas: Atlas, localiser: Localiser, number: int, side: Side, mode: Mode, before: int, steps: list[int]
) -> None:
    start = paints.empty()
    for k in range(before):
        start = paints.apply(atlas, start, a_stroke(atlas, number + 7919 * (k + 1), side))
    stroke = a_stroke(atlas, number, side, mode)
    exact = paints.apply(atlas, start, stroke)
    live = led(atlas, start, stroke, steps)
    differ, whole = off_cm2(localiser, live, exact)
    assert differ <= OFF * whole + LEAST_CM2


@settings(max_examples=8)
@given(number=st.integers(0, 10_000), depth=st.sampled_from(DEPTHS), clue=st.booleans())
def test_the_list_does_not_jump_when_the_stroke_ends(
    atlas: Atlas, localiser: Localiser, number: int, depth: Depth, clue: bool
) -> None:
    start = paints.apply(atlas, paints.empty(), a_stroke(atlas, number + 1))
    stroke = a_stroke(atlas, number)
    clues = {"ankle_reflex": "reduced_one_side"} if clue else {}
    live, exact = led(atlas, start, stroke, [1] * 12), paints.apply(atlas, start, stroke)
    match = localiser.matcher.match(exact)
    parts = ChangingParts(localiser.cells, atlas)
    during = assess(localiser, live, clues, match=match, painted=parts.of(live), depths=(depth,))
    after = assess(localiser, exact, clues, match=match)
    assert [a.candidate.id for a in during.at(depth)[:3]] == [a.candidate.id for a in after.at(depth)[:3]] or _near(
        during, after, depth
    )


def _near(during: Assessment, after: Assessment, depth: Depth) -> bool:
    """Whether the first places changed only among candidates with next to the same support."""
    support = {a.candidate.id: a.candidate.support for a in after.at(depth)}
    order = [support[a.candidate.id] for a in during.at(depth)]
    return all(b - a < 0.05 for a, b in pairwise(order[:4]))


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_list_of_its_own_is_the_list_among_all(atlas: Atlas, localiser: Localiser, depth: Depth) -> None:
    paint = paints.apply(atlas, paints.empty(), a_stroke(atlas, 6))
    clues = {"ankle_reflex": "reduced_one_side", "slr": "negative"}
    whole, one = assess(localiser, paint, clues), assess(localiser, paint, clues, depths=(depth,))
    assert one.at(depth) == whole.at(depth)
    assert whole.at(depth)
    assert not any(one.at(other) for other in DEPTHS if other != depth)
    if depth == "level":
        assert one.special.tied == whole.special.tied


def test_parts_of_paint_that_changes_are_those_of_the_paint(atlas: Atlas, localiser: Localiser) -> None:
    parts, paint = ChangingParts(localiser.cells, atlas), paints.empty()
    for number in range(20):
        mode: Mode = "erase" if number % 5 == 4 else "add"
        paint = paints.apply(atlas, paint, a_stroke(atlas, number, SIDES[number % 2], mode))
        found, fresh = parts.of(paint), localiser.painted(paint)
        for side in SIDES:
            assert found.get(side, {}).keys() == fresh[side].keys()
            for quality, part in fresh[side].items():
                assert found[side][quality] == pytest.approx(part, abs=1e-3)


def test_a_stroke_leaves_the_paint_before_it_alone(atlas: Atlas) -> None:
    start = paints.apply(atlas, paints.empty(), a_stroke(atlas, 3))
    before = {q: dict(patches) for q, patches in start.right.qualities.items()}
    led(atlas, start, a_stroke(atlas, 11), [1, 2, 3])
    led(atlas, start, a_stroke(atlas, 11, mode="erase"), [1, 2, 3])
    assert {q: dict(patches) for q, patches in start.right.qualities.items()} == before
