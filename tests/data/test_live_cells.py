"""The localiser's lists while a brush moves: those of the exact cells, but for the raster."""

from __future__ import annotations

import numpy as np
import pytest

from footmap.bench.scenes import point_on
from footmap.core import paint as paints
from footmap.core.atlas import Atlas
from footmap.core.drawing import QUALITIES, Drawing, Stroke
from footmap.core.live_cells import LiveCells, SeenCells, StrokeCells
from footmap.core.localiser.candidates import DEPTHS
from footmap.core.localiser.engine import Localiser
from footmap.core.views import VIEW_IDS, FloatArray, Side
from tests.shipped import shipped_atlas, shipped_localiser

DRAWINGS = 48
NEARLY_ALL = 0.9


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return shipped_atlas()


@pytest.fixture(scope="session")
def localiser() -> Localiser:
    return shipped_localiser()


@pytest.fixture(scope="session")
def seen(localiser: Localiser) -> SeenCells:
    return SeenCells(localiser.atlas, localiser.cells)


def a_stroke(atlas: Atlas, number: int, side: Side = "right") -> Stroke:
    rng = np.random.default_rng(number)
    view = VIEW_IDS[number % len(VIEW_IDS)]
    steps = rng.normal(0.0, 6.0, (int(rng.integers(3, 13)), 2))
    points = np.round(np.array(point_on(atlas, view, rng)) + np.cumsum(steps, axis=0), 2)
    if side == "left":
        points[:, 0] *= -1.0
    quality = QUALITIES[int(rng.integers(len(QUALITIES)))]
    places = tuple((float(x), float(y)) for x, y in points)
    return Stroke(side, view, "add", "brush", quality, places, round(float(rng.uniform(3.0, 12.0)), 1))


def led(known: LiveCells, stroke: Stroke) -> StrokeCells:
    live = known.stroke(stroke.side, stroke.view, stroke.mode, stroke.quality)
    for x, y in stroke.points_mm:
        live.move(x if stroke.side == "right" else -x, y, stroke.radius_mm)
    return live


def area_cm2(localiser: Localiser, part: FloatArray) -> float:
    return float(part @ localiser.cells.area_cm2)


def test_the_first_places_are_those_of_the_exact_cells(atlas: Atlas, localiser: Localiser, seen: SeenCells) -> None:
    first, three, count = 0, 0, 0
    for number in range(DRAWINGS):
        before, last = a_stroke(atlas, number + 500), a_stroke(atlas, number)
        start = paints.replay(atlas, Drawing((before,) if number % 2 else ()))
        exact = localiser.painted(paints.apply(atlas, start, last))
        live = led(LiveCells(seen, start, localiser.painted(start)), last).painted()
        if not any(part.any() for part in exact["right"].values()):
            continue
        one, other = localiser.rank_cells(live), localiser.rank_cells(exact)
        for depth in DEPTHS:
            count += 1
            first += one.at(depth)[0].id == other.at(depth)[0].id
            three += [c.id for c in one.at(depth)[:3]] == [c.id for c in other.at(depth)[:3]]
    assert count > 2 * DRAWINGS
    assert first >= NEARLY_ALL * count
    assert three >= NEARLY_ALL * count


@pytest.mark.parametrize("number", range(len(VIEW_IDS)))
@pytest.mark.parametrize("side", ["right", "left"])
def test_painted_cells_are_near_the_exact_ones(
    atlas: Atlas, localiser: Localiser, seen: SeenCells, number: int, side: Side
) -> None:
    stroke = a_stroke(atlas, number + 80, side)
    exact = localiser.painted(paints.apply(atlas, paints.empty(), stroke))[side][stroke.quality]
    found = led(LiveCells(seen, paints.empty(), {}), stroke).painted()
    assert set(found) == {side}
    assert set(found[side]) == {stroke.quality}
    off = area_cm2(localiser, np.abs(found[side][stroke.quality] - exact))
    assert off < 0.25 * area_cm2(localiser, exact) + 0.15


@pytest.mark.parametrize("number", range(len(VIEW_IDS)))
def test_erasing_takes_every_quality_and_the_next_stroke_starts_from_there(
    atlas: Atlas, localiser: Localiser, seen: SeenCells, number: int
) -> None:
    stroke = a_stroke(atlas, number + 160)
    other = Stroke(stroke.side, stroke.view, "add", "brush", "burning", stroke.points_mm, stroke.radius_mm * 0.6)
    start = paints.replay(atlas, Drawing((stroke, other)))
    known = LiveCells(seen, start, localiser.painted(start))
    eraser = Stroke(stroke.side, stroke.view, "erase", "brush", "pain", stroke.points_mm, stroke.radius_mm + 3.0)
    erased = led(known, eraser)
    total = sum(area_cm2(localiser, part) for part in known.parts["right"].values())
    left = sum(area_cm2(localiser, part) for part in erased.painted()["right"].values())
    assert left < 0.25 * total
    after = led(erased.finished(), stroke).painted()["right"][stroke.quality]
    whole = localiser.painted(paints.replay(atlas, Drawing((stroke,))))["right"][stroke.quality]
    assert area_cm2(localiser, np.abs(after - whole)) < 0.4 * area_cm2(localiser, whole) + 0.2


def test_a_second_stroke_adds_nothing_where_the_first_one_lies(
    atlas: Atlas, localiser: Localiser, seen: SeenCells
) -> None:
    stroke = a_stroke(atlas, 7)
    once = led(LiveCells(seen, paints.empty(), {}), stroke)
    twice = led(once.finished(), stroke)
    for quality, part in once.painted()["right"].items():
        assert np.array_equal(twice.painted()["right"][quality], part)
    assert once.painted()["right"][stroke.quality].any()


def test_a_stroke_leaves_the_state_before_it_alone(atlas: Atlas, localiser: Localiser, seen: SeenCells) -> None:
    start = paints.replay(atlas, Drawing((a_stroke(atlas, 3),)))
    known = LiveCells(seen, start, localiser.painted(start))
    before = {q: part.copy() for q, part in known.parts["right"].items()}
    led(known, a_stroke(atlas, 11)).painted()
    assert {q: part.tolist() for q, part in known.parts["right"].items()} == {q: p.tolist() for q, p in before.items()}
