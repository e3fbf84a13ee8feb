"""The live estimate on the real atlas: near the exact match in every view, on both sides, painting and erasing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from footmap.bench.scenes import random_strokes
from footmap.core import paint as paints
from footmap.core.atlas import Atlas
from footmap.core.drawing import Drawing, Mode, Stroke
from footmap.core.live import LiveEstimate, LiveStroke, LiveTables
from footmap.core.matching import Matcher
from footmap.core.views import SIDES, VIEW_IDS, Side
from tests.shipped import shipped_atlas

MARGIN_MM2 = 12.0


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return shipped_atlas()


@pytest.fixture(scope="session")
def matcher(atlas: Atlas) -> Matcher:
    return Matcher(atlas)


def led(estimate: LiveEstimate, stroke: Stroke) -> LiveStroke:
    live = estimate.stroke(stroke.side, stroke.view, stroke.mode)
    live.lead(stroke)
    return live


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("number", range(len(VIEW_IDS)))
@pytest.mark.parametrize("mode", ["add", "erase"])
def test_the_estimate_is_near_the_exact_match(
    atlas: Atlas, matcher: Matcher, side: Side, number: int, mode: Mode
) -> None:
    *before, last = random_strokes(atlas, len(VIEW_IDS) + number + 1, 40 + number, side)
    made = replace(last, mode=mode)
    if mode == "erase":
        before.append(replace(last, radius_mm=last.radius_mm * 0.7))
    paint = paints.replay(atlas, Drawing(tuple(before)))
    estimate = LiveEstimate(LiveTables(atlas, matcher.subjects), paint, matcher.match(paint))
    live = led(estimate, made).side_match()
    exact = matcher.match(paints.apply(atlas, paint, made)).sides[side]
    start = estimate.match.sides[side]
    # wrong by less than a tenth of what the stroke changed
    allowed = 0.1 * abs(exact.paint_mm2 - start.paint_mm2) + MARGIN_MM2
    assert live.paint_mm2 == pytest.approx(exact.paint_mm2, abs=allowed)
    assert live.skin_mm2 == pytest.approx(exact.skin_mm2, abs=2.0 * allowed)
    np.testing.assert_allclose(live.overlap_mm2, exact.overlap_mm2, atol=allowed)
    np.testing.assert_allclose(live.core_mm2, exact.core_mm2, atol=allowed)
    assert live.unexplained_mm2 == pytest.approx(exact.unexplained_mm2, abs=allowed)


def test_paint_replayed_at_once_is_the_paint_of_its_strokes(atlas: Atlas, matcher: Matcher) -> None:
    drawing = Drawing(tuple(random_strokes(atlas, 24, 3)))
    at_once = matcher.match(paints.replay(atlas, drawing)).sides["right"]
    paint = paints.empty()
    for stroke in drawing.strokes:
        paint = paints.apply(atlas, paint, stroke)
    one_by_one = matcher.match(paint).sides["right"]
    assert at_once.paint_mm2 == pytest.approx(one_by_one.paint_mm2, rel=0.002)
    np.testing.assert_allclose(at_once.overlap_mm2, one_by_one.overlap_mm2, atol=0.002 * one_by_one.paint_mm2)
